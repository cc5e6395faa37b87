"""Generalised advantage estimation (Schulman et al. 2016, arXiv 1506.02438, eq. 16)."""

from __future__ import annotations

from typing import Any

import numpy as np

__all__ = ["generalised_advantages"]

Array = np.ndarray[Any, Any]


def generalised_advantages(
    rewards: Array,
    values: Array,
    next_values: Array,
    terminations: Array,
    ends: Array,
    *,
    gamma: float,
    lam: float,
) -> Array:
    """Return GAE(lambda) advantages for a batch of unrolled environments.

    Truncation is not termination: where an episode was cut off, ``next_values`` holds the value of
    the observation it was cut off at, and only the *sum* over later steps stops there.

    Args:
        rewards: (T, ...) rewards or costs.
        values: (T, ...) value of the observation acted on.
        next_values: (T, ...) value of the observation reached, before any reset.
        terminations: (T, n) whether the episode terminated on this step.
        ends: (T, n) whether it ended for any reason, the end of the unroll aside.
        gamma: Discount factor.
        lam: Decay of the estimator; 1 is Monte Carlo, 0 is one-step TD.

    Returns:
        (T, ...) advantages; trailing axes of rewards beyond n are independent signals.

    >>> ones = np.ones((2, 1))
    >>> no = np.zeros((2, 1), bool)
    >>> generalised_advantages(ones, 0 * ones, 0 * ones, no, no, gamma=0.5, lam=1.0).ravel()
    array([1.5, 1. ])
    """
    terminations, ends = (
        np.asarray(terminations, bool),
        np.asarray(ends, bool),
    )  # ~ on bits is wrong
    extra = (1,) * (rewards.ndim - terminations.ndim)
    alive = (~terminations).reshape(terminations.shape + extra).astype(rewards.dtype)
    goes_on = (~(ends | terminations)).reshape(ends.shape + extra).astype(rewards.dtype)
    errors = rewards + gamma * next_values * alive - values
    advantages: Array = np.empty_like(errors)
    running = np.zeros_like(errors[0])
    for t in range(len(errors) - 1, -1, -1):
        running = errors[t] + gamma * lam * goes_on[t] * running
        advantages[t] = running
    return advantages

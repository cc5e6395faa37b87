"""The formulas of soft actor-critic with costs: targets, pessimism, and what the actor climbs.

Shapes: B minibatch, k constraints, M critics.
"""

from __future__ import annotations

import torch
from torch import Tensor

__all__ = ["TWIN", "discounted", "pessimistic", "priced", "soft_targets"]

TWIN = 2
"""Reward critics."""


def pessimistic(values: Tensor, cost_critics: int = 1) -> Tensor:
    """Return the least of the reward critics, and the greatest of each constraint's.

    Args:
        values: (M, B): two reward critics, then ``cost_critics`` for each constraint in turn.
        cost_critics: Critics a constraint; 0 for none, as if there were no constraint.

    Returns:
        (1 + k, B) reward value, then cost values.

    >>> pessimistic(torch.tensor([[1.0], [2.0], [3.0], [4.0]]), cost_critics=2).ravel()
    tensor([1., 4.])
    """
    reward = values[:TWIN].amin(dim=0, keepdim=True)  # (1, B)
    costs = values[TWIN:].reshape(-1, max(1, cost_critics), values.shape[1]).amax(dim=1)  # (k, B)
    return torch.cat([reward, costs])


def discounted(signals: Tensor, taken: Tensor, gamma: float) -> tuple[Tensor, Tensor]:
    """Return the discounted sum over the steps taken, and the discount of what comes after them.

    Args:
        signals: (..., N, S) of each step.
        taken: (..., N) 1 for the steps that count, which come first, 0 for the others.
        gamma: Discount.

    Returns:
        (..., S) sums and (...,) discounts ``gamma ** steps taken``.

    >>> discounted(torch.tensor([[1.0], [1.0], [9.0]]), torch.tensor([1.0, 1.0, 0.0]), 0.5)
    (tensor([1.5000]), tensor(0.2500))
    """
    weights = taken * gamma ** torch.arange(taken.shape[-1], dtype=taken.dtype)
    return (signals * weights[..., None]).sum(dim=-2), gamma ** taken.sum(dim=-1)


def soft_targets(
    signals: Tensor,
    terminations: Tensor,
    next_values: Tensor,
    next_log_prob: Tensor,
    *,
    gamma: Tensor | float,
    temperature: Tensor | float,
) -> Tensor:
    """Return the critics' targets (Haarnoja et al. 2018, eq. 2 and 3; no entropy in costs).

    ``r + gamma * (1 - terminated) * (Q_r' - temperature * log pi')`` and
    ``c + gamma * (1 - terminated) * Q_c'``. Truncated steps bootstrap.

    Args:
        signals: (1 + k, B) reward and costs of the step, or the discounted sum of several steps'.
        terminations: (B,) 1 where the episode terminated.
        next_values: (1 + k, B) pessimistic value of the next action.
        next_log_prob: (B,) its log density.
        gamma: Discount of what comes next; (B,) where it differs between samples.
        temperature: Weight of the entropy.

    >>> one = torch.ones(1)
    >>> soft_targets(
    ...     torch.ones(2, 1), 0 * one, torch.tensor([[4.0], [6.0]]), one, gamma=0.5, temperature=2.0
    ... ).ravel()
    tensor([2., 4.])
    """
    bonus = torch.zeros_like(next_values)
    bonus[0] = temperature * next_log_prob
    return signals + gamma * (1.0 - terminations) * (next_values - bonus)


def priced(values: Tensor, multipliers: Tensor) -> Tensor:
    """Return ``(Q_r - sum_i multiplier_i Q_i) / (1 + sum_i multiplier_i)``.

    The division keeps the actor's steps of one size whatever the price (Stooke et al. 2020,
    arXiv 2007.03964, section 6).

    Args:
        values: (1 + k, B).
        multipliers: (k,).

    >>> priced(torch.tensor([[4.0], [1.0]]), torch.tensor([1.0]))
    tensor([1.5000])
    """
    return (values[0] - multipliers @ values[1:]) / (1.0 + multipliers.sum())

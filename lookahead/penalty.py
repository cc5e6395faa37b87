"""How bad a violation must be for greedy policies to avoid it, however late it comes.

A state is irrecoverable if every way of acting leads to a violation; let it take at most H steps.
Let violations be absorbing with reward -C on every step thereafter. With

    C > (r_max - r_min) / gamma^H - r_max

a greedy policy of the problem so penalised never enters an irrecoverable state while it can avoid
it (Thomas, Luo, Ma 2021, arXiv 2202.07789, section 4): the best that can come of entering is H
steps of r_max and then -C forever, the worst that can come of staying out is r_min forever.
"""

from __future__ import annotations

import math

from saferl.errors import InputError

__all__ = ["absorbing_value", "penalty", "penalty_bound"]

MARGIN = 0.01
"""Share of the reward range by which :func:`penalty` exceeds its bound."""


def penalty_bound(r_min: float, r_max: float, *, gamma: float, horizon: int) -> float:
    """Return what C must exceed: ``(r_max - r_min) / gamma^H - r_max``.

    Args:
        r_min, r_max: Least and greatest reward of a step.
        gamma: Discount, more than 0 and less than 1.
        horizon: H, most steps from entering an irrecoverable state to the violation.

    Raises:
        InputError: The range is empty or not finite, or gamma or horizon is out of its range.

    >>> penalty_bound(0.0, 1.0, gamma=0.5, horizon=1)
    1.0
    >>> penalty_bound(-1.0, 1.0, gamma=0.5, horizon=2)
    7.0
    """
    if not (math.isfinite(r_min) and math.isfinite(r_max) and r_min <= r_max):
        raise InputError(
            f"the reward range is [{r_min}, {r_max}], expected two finite numbers, the lesser first"
        )
    if not 0.0 < gamma < 1.0:
        raise InputError(f"gamma is {gamma}, expected more than 0 and less than 1")
    if horizon < 1:
        raise InputError(f"horizon is {horizon}, expected at least 1")
    return (r_max - r_min) / gamma**horizon - r_max


def penalty(r_min: float, r_max: float, *, gamma: float, horizon: int) -> float:
    """Return a C that strictly exceeds :func:`penalty_bound`, by 1% of the range of rewards.

    Where all rewards are equal, by 1% of their size, or of 1 if they are 0. It is never less than
    ``-r_min``, so that violating is never better than the worst reward.

    >>> penalty(0.0, 1.0, gamma=0.5, horizon=1)
    1.01
    >>> penalty(0.0, 0.0, gamma=0.5, horizon=1)
    0.01
    """
    bound = penalty_bound(r_min, r_max, gamma=gamma, horizon=horizon)
    above = bound + MARGIN * ((r_max - r_min) or abs(r_max) or 1.0)
    return max(above, math.nextafter(bound, math.inf))  # a small range is lost in a large bound


def absorbing_value(penalty: float, gamma: float) -> float:
    """Return the value of a violation, -C on every step from then on: ``-C / (1 - gamma)``.

    >>> absorbing_value(2.0, 0.75)
    -8.0
    """
    return -penalty / (1.0 - gamma)

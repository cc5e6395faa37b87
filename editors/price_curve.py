"""What each price costs: the calibrated way from a budget to the prices an editor acts at.

A curve has m rows, from the loosest to the tightest: the prices (one for each constraint) at which
episodes were run after training, and the greatest mean cost that those episodes leave plausible.
Asking for a budget interpolates between the rows; nothing is extrapolated.

>>> curve = PriceCurve(
...     prices=np.array([[0.0], [1.0], [4.0]]),
...     means=np.array([[50.0], [20.0], [6.0]]),
...     limits=np.array([[54.0], [23.0], [7.0]]),
...     lowest=np.array([5.0]),
...     highest=np.array([60.0]),
... )
>>> curve.prices_for(np.array([23.0]), ["cost"])
array([1.])
>>> curve.prices_for(np.array([60.0]), ["cost"])  # the base is good enough already
array([0.])
>>> curve.prices_for(np.array([5.5]), ["cost"])
Traceback (most recent call last):
...
saferl.errors.InputError: the budget 5.5 for 'cost' was not reached: the lowest mean cost reached \
is 6, at most 7 with confidence; ask for 7 or more, or edit for more steps
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from saferl.errors import InputError

__all__ = ["PriceCurve", "falling"]

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, kw_only=True, eq=False)
class PriceCurve:
    """Prices and what they cost, for k constraints that are tightened together.

    Attributes:
        prices: (m, k) multipliers, none falling from a row to the next.
        means: (m, k) mean cost of an episode at those prices, fitted so that it never rises.
        limits: (m, k) upper confidence limit of those means, never rising either.
        lowest: (k,) the tightest budgets the editor was trained for.
        highest: (k,) the loosest.

    Raises:
        InputError: Shapes that do not fit, values that are not finite, or columns out of order.
    """

    prices: Array
    means: Array
    limits: Array
    lowest: Array
    highest: Array

    def __post_init__(self) -> None:
        m, k = self.prices.shape
        shapes = {"means": (m, k), "limits": (m, k), "lowest": (k,), "highest": (k,)}
        for name, shape in shapes.items():
            array = getattr(self, name)
            if array.shape != shape or not np.isfinite(array).all():
                raise InputError(
                    f"{name} of a price curve has shape {array.shape}, expected finite values of "
                    f"shape {shape}"
                )
        if m < 1 or (np.diff(self.prices, axis=0) < 0).any():
            raise InputError("the prices of a curve must not fall from one row to the next")
        if (np.diff(self.limits, axis=0) > 0).any() or (np.diff(self.means, axis=0) > 0).any():
            raise InputError("the costs of a curve must not rise from one row to the next")

    def prices_for(self, budgets: Array, names: Sequence[str]) -> Array:
        """Return the least prices (k,) whose costs are within all budgets, with confidence.

        Args:
            budgets: (k,) wanted for each constraint.
            names: (k,) of the constraints, for messages.

        Raises:
            InputError: A budget lies outside the range trained for, which is named, or below what
                was reached, whose figure is given.
        """
        for i, (budget, name) in enumerate(zip(budgets, names, strict=True)):
            low, high = float(self.lowest[i]), float(self.highest[i])
            slack = 1e-9 * max(1.0, high)  # budgets come back from JSON and from logarithms
            if not low - slack <= budget <= high + slack:
                raise InputError(
                    f"the budget {budget:g} for {name!r} is outside the range this editor was "
                    f"trained for, {low:g} to {high:g}; edit again with a range that holds it"
                )
            if budget < self.limits[-1, i]:
                raise InputError(
                    f"the budget {budget:g} for {name!r} was not reached: the lowest mean cost "
                    f"reached is {self.means[-1, i]:.4g}, at most {self.limits[-1, i]:.4g} with "
                    f"confidence; ask for {self.limits[-1, i]:.4g} or more, or edit for more steps"
                )
        place = max(self._place(float(budget), i) for i, budget in enumerate(budgets))
        row, share = int(place), place - int(place)
        if share == 0.0:
            return np.asarray(self.prices[row], dtype=np.float64)
        logs = np.log1p(self.prices[row : row + 2])
        return np.asarray(np.expm1((1.0 - share) * logs[0] + share * logs[1]))

    def _place(self, budget: float, i: int) -> float:
        """Where along the rows constraint i first costs no more than ``budget``."""
        costs = self.limits[:, i]
        after = int(np.argmax(costs <= budget))  # some row is within: prices_for has checked
        if after == 0:
            return 0.0
        # costs change by factors: between two rows they are interpolated in log(1 + cost)
        above, below, wanted = np.log1p([costs[after - 1], costs[after], budget])
        return after - 1 + float((above - wanted) / (above - below))

    def with_row(self, prices: Array, mean: Array, limit: Array) -> PriceCurve:
        """Return the curve with one more row, where its own prices lie.

        Args:
            prices: (k,) between those of two rows, or equal to a row's.
            mean, limit: (k,) measured there. No cheaper row has a lower limit afterwards; a mean
                outside those of its neighbours is taken to be the nearer one.

        >>> curve = PriceCurve(
        ...     prices=np.array([[1.0], [2.0]]), means=np.array([[40.0], [10.0]]),
        ...     limits=np.array([[44.0], [12.0]]), lowest=np.array([5.0]), highest=np.array([50.0]),
        ... )
        >>> between = curve.with_row(np.array([1.5]), np.array([42.0]), np.array([47.0]))
        >>> between.means.ravel(), between.limits.ravel()
        (array([40., 40., 10.]), array([47., 47., 12.]))
        """
        after = int(np.argmax((self.prices >= prices).all(axis=1)))
        floor = np.vstack([self.means, np.zeros_like(mean)])[after]
        ceiling = np.vstack([np.full_like(mean, np.inf), self.means])[after]
        limits = np.insert(self.limits, after, np.maximum(limit, self.limits[after]), axis=0)
        return PriceCurve(
            prices=np.insert(self.prices, after, prices, axis=0),
            means=np.insert(self.means, after, np.clip(mean, floor, ceiling), axis=0),
            limits=falling(limits),
            lowest=self.lowest,
            highest=self.highest,
        )

    def with_last(self, mean: Array, limit: Array) -> PriceCurve:
        """Return the curve with its last row's costs (k,) measured again.

        No other row has a lower mean or limit afterwards than this one.

        >>> curve = PriceCurve(
        ...     prices=np.array([[1.0], [2.0]]), means=np.array([[40.0], [10.0]]),
        ...     limits=np.array([[44.0], [30.0]]), lowest=np.array([5.0]), highest=np.array([50.0]),
        ... )
        >>> again = curve.with_last(np.array([11.0]), np.array([12.0]))
        >>> again.means.ravel(), again.limits.ravel()
        (array([40., 11.]), array([44., 12.]))
        """
        return replace(
            self,
            means=falling(np.vstack([self.means[:-1], mean])),
            limits=falling(np.vstack([self.limits[:-1], limit])),
        )

    # -- files -----------------------------------------------------------------------------------

    def to_json(self) -> dict[str, Any]:
        """Return the curve as JSON values."""
        names = ("prices", "means", "limits", "lowest", "highest")
        return {name: getattr(self, name).tolist() for name in names}

    @staticmethod
    def from_json(document: dict[str, Any]) -> PriceCurve:
        """Rebuild a curve from :meth:`to_json`."""
        return PriceCurve(**{k: np.array(v, dtype=np.float64) for k, v in document.items()})


def falling(costs: Array) -> Array:
    """Return the least (m, k) that is nowhere below ``costs`` and never rises with the row.

    >>> falling(np.array([[5.0], [2.0], [3.0]])).ravel()
    array([5., 3., 3.])
    """
    return np.asarray(np.maximum.accumulate(costs[::-1], axis=0)[::-1])

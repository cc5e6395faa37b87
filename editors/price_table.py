"""The prices of cost while an editor is trained for a whole range of budgets.

A tightness t in [0, 1] stands for a set of budgets, one for each constraint: 0 the loosest, 1 the
tightest, and between them budgets that shrink by equal factors. At m knots of t the table holds a
log price, ``log(1 + multiplier)``, for each constraint. Every episode is played at a tightness of
its own; once it ends, its raw cost moves the log prices of the two knots beside it, up where it
costs more than their budgets and down where less. This is dual ascent, on factors: the error is
``log((1 + cost) / (1 + budget))``, so that one step size serves budgets of 1 and of 100.

Shapes: m knots, k constraints, e episodes.

>>> table = PriceTable([5.0], [50.0], knots=2, initial=1.0)
>>> table.budgets.ravel().round(1)
array([50.,  5.])
>>> for _ in range(20):
...     table.update(np.array([0.0, 1.0]), np.array([[20.0], [20.0]]))
>>> loose, tight = table.log_prices(np.array([0.0, 1.0])).ravel()
>>> bool(loose < np.log(2.0) < tight)
True
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from saferl.errors import SimulationError

__all__ = ["PriceTable"]

Array = np.ndarray[Any, Any]


class PriceTable:
    """Log prices at knots of the range of budgets; see the module's docstring.

    Args:
        lowest: (k,) tightest budgets.
        highest: (k,) loosest budgets.
        knots: m, at least 2.
        initial: Multiplier in the middle of the range at the start; half of it for the loosest
            budgets and twice as much for the tightest.
        rate: Change of a log price for an update of full weight and an error of 1.
        maximum: Upper bound of the multipliers.
        memory: Episodes over which a knot's cost is averaged.
        jitter: Prices are drawn up to this share above and below the table's, so that the editor
            knows their neighbourhood.
    """

    def __init__(
        self,
        lowest: Sequence[float],
        highest: Sequence[float],
        *,
        knots: int,
        initial: float = 0.5,
        rate: float = 0.1,
        maximum: float = 100.0,
        memory: float = 15.0,
        jitter: float = 0.15,
    ) -> None:
        ends = np.log1p(np.array([highest, lowest], dtype=np.float64))  # (2, k)
        at = np.linspace(0.0, 1.0, knots)[:, None]
        self.knots: Array = at[:, 0]
        self.budgets: Array = np.expm1((1.0 - at) * ends[0] + at * ends[1])  # (m, k)
        self.logs: Array = np.log1p(initial * 2.0 ** (2.0 * at - 1.0)) + np.zeros_like(self.budgets)
        self.costs: Array = np.full_like(self.budgets, np.nan)
        self._rate, self._memory, self._jitter = rate, memory, jitter
        self._maximum = np.log1p(maximum)

    def tightness_of(self, budgets: Array) -> float:
        """Return the least tightness whose budgets are all within ``budgets`` (k,)."""
        wanted = np.log1p(np.asarray(budgets, dtype=np.float64))
        places = [
            np.interp(-wanted[i], -np.log1p(self.budgets[:, i]), self.knots)
            for i in range(len(wanted))
        ]
        return float(max(places))

    def log_prices(self, tightness: Array) -> Array:
        """Return ``log(1 + multiplier)`` (e, k) at tightnesses (e,), never falling with them."""
        rising = np.maximum.accumulate(self.logs, axis=0)
        columns = [np.interp(tightness, self.knots, column) for column in rising.T]
        return np.stack(columns, axis=-1)

    def draw(self, count: int, source: np.random.Generator) -> tuple[Array, Array]:
        """Draw tightnesses (count,) for new episodes, and the log prices (count, k) to play at."""
        tightness = source.random(count)
        factor = 1.0 + self._jitter * source.uniform(-1.0, 1.0, (count, 1))
        return tightness, np.minimum(self.log_prices(tightness) * factor, self._maximum)

    def update(self, tightness: Array, costs: Array) -> None:
        """Move the prices on episodes that ended.

        Args:
            tightness: (e,) each was played at.
            costs: (e, k) raw, undiscounted cost of each.

        Raises:
            SimulationError: A cost is not finite.
        """
        if not np.isfinite(costs).all():
            raise SimulationError("an episode's cost is not finite; the environment is broken")
        spacing = self.knots[1] - self.knots[0]
        for j, knot in enumerate(self.knots):
            weights = np.maximum(0.0, 1.0 - np.abs(tightness - knot) / spacing)  # (e,)
            total = float(weights.sum())
            if total < 1e-9:
                continue
            mean = weights @ costs / total  # (k,)
            if np.isnan(self.costs[j]).any():
                self.costs[j] = mean
            else:
                self.costs[j] += (mean - self.costs[j]) * (total / (total + self._memory))
            error = np.log1p(self.costs[j]) - np.log1p(self.budgets[j])
            step = self._rate * min(1.0, total / 5.0) * np.clip(error, -1.0, 1.0)
            self.logs[j] = np.clip(self.logs[j] + step, 0.0, self._maximum)

    # -- files -----------------------------------------------------------------------------------

    def to_json(self) -> dict[str, Any]:
        """Return what has been learned as JSON values."""
        costs = np.where(np.isnan(self.costs), None, self.costs)  # type: ignore[call-overload]
        return {"logs": self.logs.tolist(), "costs": costs.tolist()}

    def load(self, document: dict[str, Any]) -> None:
        """Take what :meth:`to_json` gave."""
        self.logs = np.array(document["logs"], dtype=np.float64)
        self.costs = np.array(document["costs"], dtype=np.float64)

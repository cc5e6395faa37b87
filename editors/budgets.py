"""Which budgets an editor can be trained for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from saferl.constraints import Constraint
from saferl.errors import InputError

__all__ = ["budget_range", "check_steerable"]

Array = np.ndarray[Any, Any]


def check_steerable(constraints: Sequence[Constraint]) -> None:
    """Raise InputError for what mean costs cannot express."""
    for constraint in constraints:
        if constraint.enforce == "always" and constraint.budget > 0:
            raise InputError(
                f"the constraint {constraint.name!r} allows every episode a cost of "
                f"{constraint.budget:g}, but an editor steers mean costs; use enforce='expected', "
                "or a budget of 0 for what must never happen"
            )


def budget_range(
    asked: Sequence[float], lowest: Sequence[float] | None, highest: Sequence[float] | None
) -> tuple[Array, Array]:
    """Return the lowest and highest budgets (k,) to train for; half and twice the asked by default.

    Raises:
        InputError: Not one for each constraint, or a range that does not hold the budget.

    >>> budget_range([25.0], None, [60.0])
    (array([12.5]), array([60.]))
    """
    budgets = np.array(asked, dtype=np.float64)
    low = 0.5 * budgets if lowest is None else np.array(lowest, dtype=np.float64)
    high = np.maximum(2.0 * budgets, 1.0) if highest is None else np.array(highest, np.float64)
    if low.shape != budgets.shape or high.shape != budgets.shape:
        raise InputError(f"a range needs one lowest and one highest budget for each of {asked}")
    if not ((low >= 0) & (low <= budgets) & (budgets <= high) & (low < high)).all():
        raise InputError(
            f"budgets {asked} with a range from {low.tolist()} to {high.tolist()}; expected "
            "0 <= lowest <= budget <= highest, and lowest < highest"
        )
    return low, high

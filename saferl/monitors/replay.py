"""A recorded episode run through a monitor again: when each constraint was near, when violated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from saferl.constraints import Constraint, TaskCost
from saferl.constraints.checks import finite
from saferl.errors import InputError
from saferl.monitors.monitor import Monitor
from saferl.worlds import World

__all__ = ["Replay", "replay", "stretches"]


@dataclass(frozen=True, eq=False)
class Replay:
    """What an episode of T steps meant to k constraints.

    Attributes:
        constraints: The k constraints.
        cost: (T, k).
        step_margin: (T, k) see `saferl.monitors.MonitorStep`.
        violating: (T, k) the step newly violates the formula.
        near: (T, k) it does not, but the next could: the margin is below the given distance; no
            count is left; a stay or an unanswered trigger has used four fifths of its time; nine
            tenths of the task cost's budget are spent.
    """

    constraints: tuple[Constraint, ...]
    cost: NDArray[np.float64]
    step_margin: NDArray[np.float64]
    violating: NDArray[np.bool_]
    near: NDArray[np.bool_]

    @property
    def totals(self) -> NDArray[np.float64]:
        """(k,) cost of the episode."""
        total: NDArray[np.float64] = self.cost.sum(axis=0)
        return total

    @property
    def exceeded(self) -> NDArray[np.bool_]:
        """(k,) whether the episode's cost is beyond the budget."""
        budgets = np.array([constraint.budget for constraint in self.constraints])
        beyond: NDArray[np.bool_] = self.totals > budgets
        return beyond


def replay(
    constraints: Constraint | Sequence[Constraint],
    signals: Mapping[str, ArrayLike],
    world: World | None = None,
    near: float = 0.1,
) -> Replay:
    """Run recorded signals through a monitor.

    Args:
        constraints: One or several.
        signals: Key to array (T,), ``cost`` included if a constraint is about the task's cost.
        world: Where given, the constraints must fit it.
        near: Margins below this, in the signal's own unit, count as near.

    Raises:
        InputError: A signal is missing, or they differ in length.

    >>> from saferl.constraints import Distance, Never
    >>> away = Constraint("away", Never(Distance("hazards") < 0.3))
    >>> seen = replay(away, {"distance/hazards": [0.9, 0.35, 0.2, 0.6]})
    >>> seen.near[:, 0].tolist(), seen.violating[:, 0].tolist()
    ([False, True, False, False], [False, False, True, False])
    """
    finite("near", near, at_least=0.0)
    monitor = Monitor(constraints, world)
    columns = {key: np.asarray(signals[key]) for key in monitor.signals if key in signals}
    missing = [key for key in monitor.signals if key not in columns]
    if missing:
        raise InputError(
            f"the recording lacks the signals {', '.join(map(repr, missing))}; it has "
            f"{', '.join(map(repr, sorted(signals))) or 'none'}"
        )
    lengths = {len(values) for values in columns.values()} or {0}
    if len(lengths) > 1:
        raise InputError(f"the recorded signals have different lengths: {sorted(lengths)}")
    (length,) = lengths
    steps = [
        monitor.step({key: values[t : t + 1] for key, values in columns.items()})
        for t in range(length)
    ]
    size = (length, len(monitor.constraints))
    cost, margin = np.zeros(size), np.zeros(size)
    state = np.zeros((length, len(monitor.state_names)))
    for t, step in enumerate(steps):
        cost[t], margin[t], state[t] = step.cost[0], step.step_margin[0], step.state[0]
    violating = margin < 0
    for j, constraint in enumerate(monitor.constraints):
        if isinstance(constraint.formula, TaskCost):
            violating[:, j] &= cost[:, j] > 0  # overspent stays overspent; only spending violates
    close = _close(monitor, margin, state, near) & ~violating
    return Replay(monitor.constraints, cost, margin, violating, close)


def _close(
    monitor: Monitor, margin: NDArray[np.float64], state: NDArray[np.float64], near: float
) -> NDArray[np.bool_]:
    has_unit = ~np.isin(margin, (-1.0, 1.0)).all(axis=0)
    close: NDArray[np.bool_] = (margin < near) & has_unit
    for j, constraint in enumerate(monitor.constraints):
        if isinstance(constraint.formula, TaskCost):
            left = margin[:, j]
            close[:, j] = (
                (left >= 0) & (left <= 0.1 * constraint.budget) & (left < constraint.budget)
            )
        for i, name in enumerate(monitor.state_names):
            if name.startswith((f"{constraint.name}:", f"{constraint.name} part")):
                close[:, j] |= _tight(name, state[:, i])
    return close


def _tight(feature: str, values: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether one more step of the wrong kind would violate, as far as one feature tells."""
    if feature.endswith((": visits left", ": steps left")):
        return np.asarray(values == 0)
    if feature.endswith((" in the window", " in the window 1")):
        return np.asarray(values > 0)  # the oldest of the last n is still in it
    if feature.endswith((": stay", ": waiting")):
        return np.asarray(values >= 0.8)
    return np.zeros(len(values), dtype=np.bool_)


def stretches(flags: Any) -> list[tuple[int, int]]:
    """First and last index of each unbroken stretch of True.

    >>> stretches([False, True, True, False, True])
    [(1, 2), (4, 4)]
    """
    padded = np.concatenate([[False], np.asarray(flags, dtype=bool), [False]])
    edges = np.flatnonzero(padded[1:] != padded[:-1])
    return [(int(a), int(b) - 1) for a, b in pairwise(edges)][::2]

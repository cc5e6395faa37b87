"""The monitor: constraints evaluated step by step on a batch of environments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from saferl.constraints import Constraint
from saferl.constraints.checks import whole
from saferl.errors import InputError
from saferl.fitting import check_fits
from saferl.monitors.program import Program, Sizes
from saferl.monitors.rules import Rule, rule
from saferl.monitors.snapshot import MonitorSnapshot
from saferl.worlds import World

__all__ = ["Monitor", "MonitorStep"]


class MonitorStep(NamedTuple):
    """What a step meant to each constraint. Arrays are fresh; keep them as you like.

    Attributes:
        cost: (num_envs, k) what the step costs.
        step_margin: (num_envs, k) distance from violation on this step, in the signals' unit, and
            negative where the step violates. It is +1 or -1 for formulas that count or time, for
            contacts and events, and for mixed units; for the task's cost, the budget left. It is
            infinite on steps on which nothing is at stake, such as before a trigger.
        margin: (num_envs, k) the least ``step_margin`` of the episode so far.
        violated: (num_envs, k) whether the episode has violated the constraint, budget aside.
        state: (num_envs, m) what a policy must see, within [0, 1]; see `Monitor.state_names`.
    """

    cost: NDArray[np.float64]
    step_margin: NDArray[np.float64]
    margin: NDArray[np.float64]
    violated: NDArray[np.bool_]
    state: NDArray[np.float64]


class Monitor:
    """Evaluates k constraints on ``num_envs`` environments at once.

    Args:
        constraints: One constraint or several, with different names.
        world: What the environments let constraints speak about; unknown groups, events and
            signals are then refused at once. None checks nothing beforehand.
        num_envs: How many environments step together.

    Raises:
        InputError: Two constraints share a name, or one does not fit the world.

    >>> from saferl.constraints import AtMost, Constraint, Contact, Distance, Never
    >>> monitor = Monitor([
    ...     Constraint("hazards", Never(Distance("hazards") < 0.3), budget=25),
    ...     Constraint("vases", AtMost(1, Contact("vases"))),
    ... ], num_envs=2)
    >>> for near, touched in [(0.5, True), (0.1, False), (0.5, True)]:
    ...     step = monitor.step({
    ...         "distance/hazards": np.array([near, 1.0]),
    ...         "contact/vases": np.array([touched, False]),
    ...     })
    >>> step.cost.tolist(), step.margin[:, 0].round(3).tolist(), step.violated.tolist()
    ([[0.0, 1.0], [0.0, 0.0]], [-0.2, 0.7], [[True, True], [False, False]])
    >>> monitor.state_names
    ('vases: outside', 'vases: visits left')
    """

    def __init__(
        self,
        constraints: Constraint | Iterable[Constraint],
        world: World | None = None,
        num_envs: int = 1,
    ) -> None:
        listed = (constraints,) if isinstance(constraints, Constraint) else tuple(constraints)
        names = [_checked(constraint, world).name for constraint in listed]
        for name in names:
            if names.count(name) > 1:
                raise InputError(f"two constraints are named {name!r}; give each its own name")
        self.constraints = listed
        self.world = world
        self.num_envs = whole("num_envs of Monitor", num_envs, at_least=1)
        sizes = _compile(Program(1), listed, None)  # a first time to see how much room is needed
        shape = (len(listed), self.num_envs)
        self._rows = _Outcome(
            cost=np.zeros(shape), step_margin=np.zeros(shape), margin=np.full(shape, np.inf)
        )
        self._zeros = np.zeros(shape)
        self._program = Program(self.num_envs, sizes)
        _compile(self._program, listed, self._rows)

    @property
    def state_names(self) -> tuple[str, ...]:
        """What the columns of the state are, ``CONSTRAINT: WHAT``."""
        return tuple(self._program.feature_names)

    @property
    def state(self) -> NDArray[np.float64]:
        """(num_envs, m) the state now; after a reset, what the first action is chosen on."""
        features: NDArray[np.float64] = self._program.scaled_features().T
        return features

    @property
    def signals(self) -> tuple[str, ...]:
        """Keys of the signals that `step` needs."""
        return self._program.signals

    def step(self, signals: Mapping[str, ArrayLike]) -> MonitorStep:
        """Take in one step of every environment.

        Args:
            signals: Key to array of shape (num_envs,), read after the step; others are ignored.

        Raises:
            InputError: A signal is missing or of another shape.
            SimulationError: A signal is NaN.
        """
        program, rows = self._program, self._rows
        program.read(signals)
        program.run()
        np.minimum(rows.margin, rows.step_margin, rows.margin)
        return MonitorStep(
            rows.cost.copy().T,
            rows.step_margin.copy().T,
            rows.margin.copy().T,
            np.less(rows.margin, self._zeros).T,
            program.scaled_features().T,
        )

    def reset(self, mask: ArrayLike | None = None) -> None:
        """Begin new episodes: where ``mask`` (num_envs,) is True, everywhere without one."""
        where = np.ones(self.num_envs, dtype=np.bool_) if mask is None else np.asarray(mask)
        if where.shape != (self.num_envs,) or where.dtype != np.bool_:
            raise InputError(
                f"the reset mask is {where.dtype} of shape {where.shape}; expected "
                f"booleans of shape ({self.num_envs},)"
            )
        program = self._program
        np.copyto(program.features, program.initial_features, where=where)
        np.copyto(program.hidden, program.initial_hidden, where=where)
        np.copyto(self._rows.margin, np.inf, where=where)

    def snapshot(self) -> MonitorSnapshot:
        """All that is remembered, to `restore` later; stepping on does not change it."""
        features, hidden = self._program.memory()
        return MonitorSnapshot(self.constraints, features, hidden, self._rows.margin.copy())

    def restore(self, snapshot: MonitorSnapshot) -> None:
        """Go back to a snapshot of a monitor of the same constraints and number of environments.

        Raises:
            InputError: The snapshot is of other constraints or another number of environments.
        """
        if snapshot.constraints != self.constraints:
            raise InputError("the snapshot is of other constraints than the monitor's")
        if snapshot.num_envs != self.num_envs:
            raise InputError(
                f"the snapshot is of {snapshot.num_envs} environments, the monitor of "
                f"{self.num_envs}; fork(indices) makes a monitor of another size"
            )
        self._program.remember(snapshot.features, snapshot.hidden)
        self._rows.margin[:] = snapshot.margin

    def fork(self, indices: ArrayLike, into: Monitor | None = None) -> Monitor:
        """A monitor whose environment j goes on from where environment ``indices[j]`` is now.

        Args:
            indices: Which environments, in any order, repeated as wanted.
            into: A monitor made by an earlier fork of the same length, to use again; making one
                takes longer than a step.

        >>> from saferl.constraints import Constraint, Contact, AtMost
        >>> monitor = Monitor(Constraint("vases", AtMost(1, Contact("vases"))))
        >>> _ = monitor.step({"contact/vases": np.array([True])})
        >>> _ = monitor.step({"contact/vases": np.array([False])})
        >>> branches = monitor.fork([0, 0, 0])
        >>> step = branches.step({"contact/vases": np.array([True, False, True])})
        >>> step.violated[:, 0].tolist()
        [True, False, True]
        >>> monitor.state.tolist()  # outside, no visits left; untouched by the branches
        [[1.0, 0.0]]
        """
        chosen = np.asarray(indices)
        if chosen.ndim != 1 or len(chosen) == 0 or not np.issubdtype(chosen.dtype, np.integer):
            raise InputError(f"fork was given {indices!r}; expected environment numbers")
        if chosen.min() < -self.num_envs or chosen.max() >= self.num_envs:
            raise InputError(
                f"fork was given environment {chosen.max()}; there are {self.num_envs}"
            )
        if into is None:
            into = Monitor(self.constraints, self.world, len(chosen))
        elif into.num_envs != len(chosen):
            raise InputError(f"cannot fork {len(chosen)} environments into {into.num_envs}")
        into.restore(self.snapshot().take(chosen))
        return into

    def __reduce__(self) -> Any:
        return _rebuilt, (self.constraints, self.world, self.num_envs, self.snapshot())


def _rebuilt(
    constraints: tuple[Constraint, ...],
    world: World | None,
    num_envs: int,
    snapshot: MonitorSnapshot,
) -> Monitor:
    monitor = Monitor(constraints, world, num_envs)
    monitor.restore(snapshot)
    return monitor


@dataclass
class _Outcome:
    """Where the program leaves its results, (k, num_envs) each."""

    cost: NDArray[np.float64]
    step_margin: NDArray[np.float64]
    margin: NDArray[np.float64]


def _checked(constraint: object, world: World | None) -> Constraint:
    if not isinstance(constraint, Constraint):
        raise InputError(
            f"Monitor was given {constraint!r}; expected constraints: "
            "Constraint(name, formula, budget)"
        )
    if world is not None:
        check_fits(constraint, world)
    return constraint


def _compile(program: Program, constraints: tuple[Constraint, ...], rows: _Outcome | None) -> Sizes:
    rules = []
    for constraint in constraints:
        found = rule(program, constraint.formula, constraint.name, constraint.budget, None)
        if constraint.enforce == "always":
            _spend(program, constraint, found)
        rules.append(found)
    if rows is not None and rules:
        _write_outcome(program, rules, rows)
    return program.sizes


def _spend(program: Program, constraint: Constraint, found: Rule) -> None:
    """The remaining budget as state (Saute RL; Sootla et al. 2022, eq. 4).

    One more than what is left, over one more than the budget: zero means that the episode has
    failed, which an empty budget alone does not.
    """
    full = constraint.budget + 1
    left = program.feature(f"{constraint.name}: budget left", full, 1 / full)[0]
    program.do(np.subtract, left, found.cost, left)
    program.do(np.maximum, left, program.zeros, left)


def _write_outcome(program: Program, rules: list[Rule], rows: _Outcome) -> None:
    for index, found in enumerate(rules):
        program.do(np.copyto, rows.cost[index], found.cost)
    signs = [index for index, found in enumerate(rules) if found.margin is None]
    if signs:  # 1 - 2 bad, on all rows at once; those with a margin are overwritten
        program.do(np.multiply, rows.cost, np.full_like(rows.cost, -2.0), rows.step_margin)
        program.do(np.add, rows.step_margin, np.ones_like(rows.cost), rows.step_margin)
    for index, found in enumerate(rules):
        row = rows.step_margin[index]
        if found.margin is not None:
            program.do(np.copyto, row, found.margin)
        elif found.bad is not found.cost:
            program.do(partial(np.multiply, found.bad, -2.0 * program.ones), row)
            program.do(np.add, row, program.ones, row)

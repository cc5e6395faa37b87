"""Short episodes that show what a constraint means: one that violates it, one that just does not.

Found by breadth-first search over the monitor's own states, so they agree with it by construction.
Each signal takes a value on either side of every threshold it is compared with.

>>> from saferl.constraints import AtMost, Constraint, Contact
>>> once = Constraint("vases", AtMost(1, Contact("vases")), enforce="always")
>>> print(witness((once,)).violating)
touching vases for 1 step, not touching vases for 1 step, touching vases for 1 step
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from saferl.constraints import Comparison, Constraint, Distance
from saferl.constraints.signals import Signal
from saferl.constraints.walking import atoms, required_signals
from saferl.fitting import signal_range
from saferl.monitors import Monitor
from saferl.wording import EVENT_CLAUSES
from saferl.worlds import World

__all__ = ["Trace", "Witness", "telling_apart", "witness"]

_MOST_STATES = 4000
_MOST_VALUES = 64
_LONGEST = 2000
_NO_WORLD = World()


@dataclass(frozen=True)
class Trace:
    """An episode: what the signals are, and for how many steps.

    Args:
        moments: Pairs of the signals' values and the steps they last.
        words: The same in words, one phrase for each.
    """

    moments: tuple[tuple[tuple[tuple[str, float], ...], int], ...]
    words: tuple[str, ...]

    @property
    def steps(self) -> int:
        """Its length."""
        return sum(count for _, count in self.moments)

    def __str__(self) -> str:
        said = []
        for words, (_, count) in zip(self.words, self.moments, strict=True):
            said.append(f"{words} for {count} {'step' if count == 1 else 'steps'}")
        return ", ".join(said)


@dataclass(frozen=True)
class Witness:
    """What breaks a constraint and what just does not.

    Args:
        violating: A shortest episode that violates it; None if none was found.
        satisfying: An episode as long, or one step, that does not, as like the other as can be.
    """

    violating: Trace | None
    satisfying: Trace | None


def witness(constraints: tuple[Constraint, ...], world: World | None = None) -> Witness:
    """The shortest violating episode, and its nearest satisfying neighbour.

    Args:
        constraints: They hold together: violating one is enough.
        world: Keeps the values within what can be.
    """
    search = _Search(_numbered(constraints), world or _NO_WORLD)
    violating = search.first(_any)
    satisfying = search.sibling(lambda violated: ~_any(violated))
    return Witness(violating, satisfying)


def telling_apart(
    one: tuple[Constraint, ...], two: tuple[Constraint, ...], world: World | None = None
) -> Trace | None:
    """A shortest episode that violates one reading and not the other, or None if none was found."""
    search = _Search(_numbered((*one, *two)), world or _NO_WORLD)
    cut = len(one)

    def differ(violated: NDArray[np.bool_]) -> NDArray[np.bool_]:
        return np.asarray(_any(violated[:, :cut]) != _any(violated[:, cut:]))

    return search.first(differ)


def _any(violated: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """(rows,) whether any of the constraints (rows, k) is violated."""
    return np.asarray(violated.any(axis=1))


def _numbered(constraints: tuple[Constraint, ...]) -> tuple[Constraint, ...]:
    return tuple(replace(c, name=str(k)) for k, c in enumerate(constraints))


class _Search:
    """Breadth first over monitor states; a row of the frontier is a state reached."""

    def __init__(self, constraints: tuple[Constraint, ...], world: World) -> None:
        self.monitor = Monitor(constraints)
        self.constraints = constraints
        self.keys = required_signals(*constraints)
        self.values = _choices(constraints, self.keys, world)  # (choices, signals)
        self.squares = bool(getattr(world, "squares", False))
        self.longest = min(world.horizon or _LONGEST, _LONGEST)
        self.parents: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = []
        self.violated: NDArray[np.bool_] = np.zeros((1, len(constraints)), dtype=np.bool_)

    def first(self, wanted: Callable[[NDArray[np.bool_]], NDArray[np.bool_]]) -> Trace | None:
        """A shortest episode after which ``wanted`` holds of what is violated."""
        frontier, seen, size = self.monitor, set(), len(self.values)
        before = np.zeros((1, len(self.constraints)), dtype=np.bool_)
        for _ in range(self.longest):
            rows = frontier.num_envs
            origin = np.repeat(np.arange(rows), size)
            choice = np.tile(np.arange(size), rows)
            branches = frontier.fork(origin)
            step = branches.step({k: self.values[choice, j] for j, k in enumerate(self.keys)})
            self.violated = step.violated | before[origin]
            self.parents.append((origin, choice))
            hits = np.flatnonzero(wanted(self.violated))
            if len(hits):
                return self._trace(int(hits[0]))
            kept = []
            for row in range(len(choice)):
                key = (step.state[row].tobytes(), self.violated[row].tobytes())
                if key not in seen:
                    seen.add(key)
                    kept.append(row)
            if not kept or len(seen) > _MOST_STATES or len(kept) * size > _MOST_STATES:
                return None
            frontier = branches.fork(np.asarray(kept))
            before = self.violated[kept]
            self.parents[-1] = (origin[kept], choice[kept])
        return None

    def sibling(self, wanted: Callable[[NDArray[np.bool_]], NDArray[np.bool_]]) -> Trace | None:
        """An episode as long as the last found, from the same state if possible."""
        if not self.parents:
            return None
        origin, _ = self.parents[-1]
        if len(self.violated) != len(origin):
            return None
        good = np.flatnonzero(wanted(self.violated))
        if not len(good):
            return None
        bad = np.flatnonzero(~wanted(self.violated))
        near = [row for row in good if len(bad) and origin[row] == origin[bad[0]]]
        return self._trace(int((near or list(good))[0]))

    def _trace(self, row: int) -> Trace:
        picks: list[int] = []
        for origin, choice in reversed(self.parents):
            picks.append(int(choice[row]))
            row = int(origin[row])
        picks.reverse()
        moments, words = [], []
        for pick, run in itertools.groupby(picks):
            values = tuple(zip(self.keys, (float(v) for v in self.values[pick]), strict=True))
            moments.append((values, len(list(run))))
            words.append(_said(values, "squares" if self.squares else "m"))
        return Trace(tuple(moments), tuple(words))


def _choices(
    constraints: tuple[Constraint, ...], keys: tuple[str, ...], world: World
) -> NDArray[np.float64]:
    """Every combination of telling values; the quiet one (nothing near, nothing fast) first."""
    bounds: dict[str, set[float]] = {key: set() for key in keys}
    signals: dict[str, Signal] = {}
    for constraint in constraints:
        for atom in atoms(constraint.formula):
            if isinstance(atom, Comparison):
                bounds[atom.signal.key].add(atom.value)
                signals[atom.signal.key] = atom.signal
    options = []
    for key in keys:
        if key in signals:
            options.append(_around(sorted(bounds[key]), signals[key], world))
        else:
            options.append([0.0, 1.0])
    rows = itertools.islice(itertools.product(*options), 4 * _MOST_VALUES)
    good = [row for row in rows if _possible(dict(zip(keys, row, strict=True)), world)]
    return np.asarray(good[:_MOST_VALUES] or [tuple(option[0] for option in options)])


def _around(values: list[float], signal: Signal, world: World) -> list[float]:
    low, high = signal_range(signal, world)
    step = 1.0 if getattr(world, "squares", False) else None
    found = []
    edges = [low, *values, high]
    for k, value in enumerate(values):
        below, above = edges[k], edges[k + 2]
        found.append(value)
        found.append(value - (step or min(_gap(value), (value - below) / 2)))
        found.append(value + (step or min(_gap(value), (above - value) / 2)))
    inside = sorted({round(v, 6) + 0.0 for v in found if low <= v <= high})
    if isinstance(signal, Distance):
        inside.reverse()  # far first
    return inside or [values[0]]


def _gap(value: float) -> float:
    return max(abs(value) / 10, 0.01)


def _possible(row: dict[str, float], world: World) -> bool:
    """Whether contact and distance agree: in a flat zone one is at no distance from it."""
    for group in world.groups:
        near = row.get(f"distance/{group.name}")
        touch = row.get(f"contact/{group.name}")
        if near is not None and touch is not None:
            if group.flat and (near <= 0) != bool(touch):
                return False
            if not group.flat and touch and near > 0.5:
                return False
    return not (row.get("event/wrong_button_pressed") and row.get("contact/buttons") == 0.0)


def _said(values: tuple[tuple[str, float], ...], unit: str) -> str:
    return " and ".join(_value_said(key, value, unit) for key, value in values)


def _value_said(key: str, value: float, unit: str) -> str:
    kind, _, name = key.partition("/")
    said = f"{value:.4g}"
    unit = unit.removesuffix("s") if value == 1 else unit
    if kind == "contact":
        return f"touching {name}" if value else f"not touching {name}"
    if kind == "event":
        clause = EVENT_CLAUSES.get(name, name.replace("_", " "))
        return clause if value else f"not ({clause})"
    if kind == "distance":
        return f"{said} {unit} from {name}"
    if kind == "centre_distance":
        return f"{said} {unit} from the centre of {name}"
    if kind == "displacement":
        return f"{name} moved {said} {unit}"
    if kind == "speed":
        return f"speed {said} m/s"
    if kind == "cost":
        return f"cost {said}"
    return f"{key} {said}"

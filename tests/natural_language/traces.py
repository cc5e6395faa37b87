"""Random episodes on which two formulas can be told apart, for one world and a few meanings.

Every signal is a biased random walk between the regions that the formulas' thresholds cut its range
into: below a threshold, exactly on it, above it. A trace has a home region, leaves it more or less
often, and stays for times around those that the formulas mention. Flat zones are consistent
(contact is distance <= 0); in hazardworld distances are whole squares.
"""

from __future__ import annotations

import itertools
import zlib
from collections.abc import Iterable, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from saferl.constraints import (
    AtMost,
    Comparison,
    Constraint,
    For,
    ForAtMost,
    TaskCost,
    Within,
)
from saferl.constraints.walking import nodes
from saferl.worlds import Group, World, world_of
from tests.natural_language.corpus.items import GRID

__all__ = ["Chosen", "GRID_WORLD", "Traces", "longest_time", "scene"]

GRID_WORLD = World(
    groups=tuple(Group(name, count=5, flat=True) for name in ("lava", "water", "grass")),
    dt=1.0,
    horizon=200,
    name=GRID,
)
_USUAL = {"distance": 0.3, "centre_distance": 0.5, "speed": 1.0, "displacement": 0.1}


def scene(world: str) -> World:
    """The world whose signals the traces have."""
    return GRID_WORLD if world == GRID else world_of(world)


def _constants(constraints: Iterable[Constraint]) -> tuple[list[int], int]:
    """Times in steps that the formulas mention, and the largest count."""
    times, count = [], 0
    for constraint in constraints:
        for node in nodes(constraint.formula):
            if isinstance(node, For | ForAtMost | Within):
                times.append(node.steps)
            elif isinstance(node, AtMost):
                count = max(count, node.n)
                times += [node.window] if node.window else []
                times += [node.n] if node.count == "steps" else []
            elif isinstance(node, TaskCost):
                times.append(int(constraint.budget))
                count = max(count, int(constraint.budget))
    return times, count


def longest_time(constraints: Iterable[Constraint], world: World) -> int:
    """Steps a trace needs for everything the formulas mention to happen."""
    times, count = _constants(constraints)
    wanted = max(80, int(2.5 * max(times, default=0)) + 40, 6 * count + 60)
    return min(wanted, world.horizon or wanted)


class Traces(Mapping[str, "NDArray[np.float64]"]):
    """Signal key to values of shape (count, length), made when first asked for.

    Args:
        constraints: What the traces must exercise.
        world: A task id or ``"hazardworld"``.
        seed: Another seed gives other traces.
        count: How many.
    """

    def __init__(
        self, constraints: Iterable[Constraint], world: str, *, seed: int, count: int
    ) -> None:
        listed = tuple(constraints)
        self.world = scene(world)
        self.grid = world == GRID
        self.count = count
        self.length = longest_time(listed, self.world)
        self.seed = seed
        self._goal_task = "Goal" in world
        times, self._most = _constants(listed)
        self._times = sorted({time for time in times if time < self.length})
        self._thresholds: dict[str, set[float]] = {}
        for constraint in listed:
            for node in nodes(constraint.formula):
                if isinstance(node, Comparison):
                    self._thresholds.setdefault(node.signal.key, set()).add(node.value)
        self._values: dict[str, NDArray[np.float64]] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __getitem__(self, key: str) -> NDArray[np.float64]:
        if key not in self._values:
            self._values[key] = self._made(key)
        return self._values[key]

    def _made(self, key: str) -> NDArray[np.float64]:
        kind, _, name = key.partition("/")
        group = self.world.group(name)
        flat = group is not None and group.flat
        radius = group.radius if group is not None else 0.0
        if self._goal_task and key == "event/goal_reached":
            return self["contact/goal"]
        if key in ("contact/buttons", "event/button_pressed"):
            pressed = self["event/wrong_button_pressed"] + self["event/goal_reached"] > 0
            return pressed.astype(float)
        if kind == "contact" and flat:
            return (self[f"distance/{name}"] <= 0).astype(float)
        if kind in ("contact", "event", "cost"):
            return self._walk(key, 2).astype(float)
        if kind == "distance" and f"centre_distance/{name}" in self._thresholds:
            return self[f"centre_distance/{name}"] - radius
        if kind == "centre_distance" and key not in self._thresholds:
            return self[f"distance/{name}"] + radius
        marks = set(self._thresholds.get(key, {_USUAL.get(kind, 1.0)}))
        if flat:
            marks.add(0.0 if kind == "distance" else radius)
        if self.grid:
            return self._walk(key, int(max(marks | {2})) + 3).astype(float)
        lowest = -np.inf if key == "speed" and self.world.speed == "forward" else 0.0
        if kind == "distance" and group is not None:
            lowest = -max(radius, 0.02)
        return self._between(key, sorted(marks), lowest)

    def _between(self, key: str, marks: list[float], lowest: float) -> NDArray[np.float64]:
        """A walk among: below the first mark, on it, between it and the next, ..., above."""
        random = self._random(key + " values")
        span = max(0.5 * abs(marks[-1]), 0.3)
        edges = [max(lowest, marks[0] - max(0.5 * abs(marks[0]), 0.3)), *marks, marks[-1] + span]
        regions: list[tuple[float, float]] = []
        for low, high in itertools.pairwise(edges):
            if low < high:
                regions += [(low, high)]
            regions += [(high, high)] if high in marks else []
        where = self._walk(key, len(regions))
        lows = np.array([low for low, _ in regions])[where]
        highs = np.array([high for _, high in regions])[where]
        inside = random.uniform(0.001, 0.999, size=where.shape)
        return np.where(lows == highs, lows, lows + (highs - lows) * inside)

    def _walk(self, key: str, regions: int) -> NDArray[np.int64]:
        """(count, length) region on every step."""
        random = self._random(key)
        n, length = self.count, self.length
        shape = (n, length)
        home = random.integers(regions, size=(n, 1))
        leaving = random.choice(
            [0.0, 0.02, 0.1, 0.4, 1.0], size=(n, 1), p=[0.1, 0.2, 0.3, 0.2, 0.2]
        )
        away = random.random(shape) < leaving
        elsewhere = (home + random.integers(1, max(regions, 2), size=shape)) % regions
        neighbour = np.clip(home + random.choice([-1, 1], size=shape), 0, regions - 1)
        elsewhere = np.where(random.random(shape) < 0.5, elsewhere, neighbour)
        visited = np.where(away, elsewhere, home)
        stays = np.where(away, self._stays(random, shape), self._stays(random, shape))
        ends = np.cumsum(stays, axis=1)
        steps = np.arange(length)
        found = np.empty(shape, dtype=np.int64)
        for row in range(n):
            found[row] = visited[row, np.searchsorted(ends[row], steps, side="right")]
        self._pulse(found, home[:, 0], regions, random)
        return found

    def _pulse(
        self,
        found: NDArray[np.int64],
        home: NDArray[np.int64],
        regions: int,
        random: np.random.Generator,
    ) -> None:
        """Turn half of the traces into short pulses, apart by the times mentioned.

        They start at a step that all signals of a trace share, so that what follows on a trigger,
        or falls into a window, is met to the step.
        """
        shared = self._random("pulses")
        pulsed = np.flatnonzero(shared.random(self.count) < 0.5)
        starts = shared.integers(self.length // 2, size=self.count)
        starts[shared.random(self.count) < 0.5] = 0
        for row in pulsed:
            start = starts[row]
            time = random.choice(self._times) if self._times else random.integers(1, 10)
            end = start + time + random.choice([-1, 0, 0, 1])
            few = max(self._most - 1, 0) if random.random() < 0.5 else random.integers(4)
            between = start + 1 + random.integers(max(end - start - 1, 1), size=few)
            at = [[end], [start], [*between, end], [start, *between, end]][random.integers(4)]
            pulses = np.array([step for step in at if step < self.length], dtype=np.int64)
            rest = 0 if regions == 2 and random.random() < 0.7 else home[row]
            found[row] = rest
            found[row, pulses] = (rest + random.integers(1, max(regions, 2))) % regions

    def _stays(self, random: np.random.Generator, shape: tuple[int, int]) -> NDArray[np.int64]:
        """Lengths of stays: short, long, or about a time that the formulas mention."""
        options = [random.integers(1, 3, size=shape), random.geometric(0.1, size=shape)]
        if self._times:
            around = random.choice(self._times, size=shape) + random.integers(-1, 3, size=shape)
            options += [around, random.integers(1, 2 * max(self._times) + 2, size=shape)]
        options += [random.integers(1, self.length, size=shape)]
        style = random.integers(len(options) + 1, size=(shape[0], 1))
        mixed = random.integers(len(options), size=shape)
        chosen = np.where(style == len(options), mixed, style)
        return np.maximum(np.choose(chosen, options), 1)

    def _random(self, label: str) -> np.random.Generator:
        return np.random.default_rng([self.seed, zlib.crc32(label.encode())])


class Chosen(Mapping[str, "NDArray[np.float64]"]):
    """Rows of several batches of traces, as one."""

    def __init__(self, *parts: tuple[Traces, NDArray[np.int64]]) -> None:
        self._parts = parts
        self._values: dict[str, NDArray[np.float64]] = {}
        self.length = parts[0][0].length
        self.count = sum(len(rows) for _, rows in parts)

    def __getitem__(self, key: str) -> NDArray[np.float64]:
        if key not in self._values:
            self._values[key] = np.concatenate([batch[key][rows] for batch, rows in self._parts])
        return self._values[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

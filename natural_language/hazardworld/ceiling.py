"""The most that games can pay: a search over each board, with all of it known.

An agent sees a part of the board at a time; nobody who keeps to a constraint can do better than the
search does that sees everything and has all the time it needs. So an agent's return is to be read
beside it: where every treasure lies too near to what is forbidden, nothing is the best there is.

The state searched through is the agent's square, where it faces, what it has taken, and of each
constraint what its cost depends on: how often it was counted, whether the agent is on a tile that
counts, whether a ban has begun or ended. Turns are not limited, which can only make the figures
better.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from natural_language.hazardworld.board import REWARDS
from natural_language.hazardworld.evaluation import FIRST_SEED, Outcome
from natural_language.hazardworld.layout import CODES, TREASURES, Layouts, draw
from natural_language.hazardworld.missions import Mission
from natural_language.hazardworld.truth import AFTER, ALWAYS, parts_of
from natural_language.hazardworld.world import GRID
from saferl.constraints import Constraint
from saferl.errors import InputError

__all__ = ["ceiling", "least_excess"]

Array = NDArray[Any]
_AHEAD = (1, GRID, -1, -GRID)
_FIRST = CODES.index(TREASURES[0])
#: What was counted so far, whether it is inside, whether the first kind was touched.
_Memory = tuple[int, bool, bool]
_NOTHING: _Memory = (0, False, False)


def ceiling(
    missions: Sequence[Mission],
    *,
    seed: int | Array = FIRST_SEED,
    rewards: tuple[float, ...] = REWARDS,
    price: float = math.inf,
) -> Outcome:
    """Return the best that one episode for each mission can come to.

    Args:
        missions: Of the benchmark's forms. Episode i has mission i and seed ``seed + i``.
        seed: As in `evaluation.evaluate`; or each episode's, (E,).
        rewards: What ball, box and key are worth.
        price: What one of excess cost is worth in return: the outcome is that of the greatest
            return less price times excess cost. By default no excess cost is worth anything.

    Raises:
        InputError: A constraint of another form, or a price that is not above 0.

    >>> from natural_language.hazardworld import sentences
    >>> best = ceiling(sentences("wording", "relational")[:3])
    >>> best.excess.tolist(), bool((best.returns <= 6.0).all())
    ([0.0, 0.0, 0.0], True)
    """
    if not price > 0.0:
        raise InputError(f"the price is {price}; expected more than 0")
    n = len(missions)
    seeds = seed + np.arange(n) if isinstance(seed, int) else np.asarray(seed)
    about = np.array([mission.about for mission in missions])
    layouts = draw(seeds, np.zeros(n, dtype=np.int64), about)
    worth = [sum(r for k, r in enumerate(rewards) if taken >> k & 1) for taken in range(8)]
    returns, excess = np.zeros(n), np.zeros(n)
    for i, mission in enumerate(missions):
        least = least_excess(
            layouts, i, mission.constraints, wanted=rewards, at_most=0 if price == math.inf else 600
        )
        values = [
            (worth[taken] - (price * cost if cost else 0.0), -cost, taken)
            for taken, cost in least.items()
        ]
        _, cost, taken = max(values)
        returns[i], excess[i] = worth[taken], -cost
    return Outcome(tuple(missions), returns, excess, np.zeros(n))


def least_excess(
    layouts: Layouts,
    number: int,
    constraints: Sequence[Constraint],
    *,
    wanted: tuple[float, ...] = REWARDS,
    at_most: int = 600,
) -> dict[int, int]:
    """Return the least excess cost of taking each set of treasures that is worth looking at.

    Args:
        layouts: Of some episodes.
        number: Of the one that is looked at.
        constraints: Of the benchmark's forms.
        wanted: What ball, box and key are worth; the search ends with all that are worth something.
        at_most: Give up on what costs more.

    Returns:
        By sets, a bit for each of ball, box and key.
    """
    watches = [_Watch.of(one, layouts.distances[number]) for one in constraints]
    squares = layouts.squares[number]
    free = (squares != CODES.index("wall")).tolist()
    bit = [1 << (code - _FIRST) if code >= _FIRST else 0 for code in squares.tolist()]
    goal = sum(1 << k for k, reward in enumerate(wanted) if reward > 0.0)
    # facing matters only where the turns that it takes may cost
    facing = at_most > 0 or any(watch.by_turns for watch in watches)
    start = (int(layouts.start[number]), int(layouts.direction[number]), 0)
    begin = (*start, tuple(_NOTHING for _ in watches))
    best: dict[Any, int] = {begin: 0}
    queue: list[tuple[int, int, Any]] = [(0, 0, begin)]
    found: dict[int, int] = {}
    pushed = 0
    while queue:
        cost, _, state = heapq.heappop(queue)
        if best[state] < cost:
            continue
        square, direction, taken, memories = state
        found.setdefault(taken, cost)
        if taken == goal:
            break
        for there, faces in _moves(square, direction, facing):
            if not free[there]:
                continue
            stepped = [
                watch.step(memory, there) for watch, memory in zip(watches, memories, strict=True)
            ]
            costs = cost + sum(one for _, one in stepped)
            after = (there, faces, taken | bit[there], tuple(memory for memory, _ in stepped))
            if costs <= at_most and costs < best.get(after, at_most + 1):
                best[after] = costs
                pushed += 1
                heapq.heappush(queue, (costs, pushed, after))
    return found


def _moves(square: int, direction: int, facing: bool) -> list[tuple[int, int]]:
    """The squares and directions of the next turn; every way is ahead where none is faced."""
    if not facing:
        return [(square + step, direction) for step in _AHEAD]
    return [
        (square, (direction - 1) & 3),
        (square, (direction + 1) & 3),
        (square + _AHEAD[direction], direction),
    ]


@dataclass(frozen=True)
class _Watch:
    """What a constraint costs, square by square."""

    counts: list[bool]
    begins: list[bool]
    form: int
    threshold: int
    visits: bool

    @classmethod
    def of(cls, constraint: Constraint, distances: Array) -> _Watch:
        """``distances`` is (3, 169)."""
        avoid, nearer, form, first, threshold, visits = parts_of(constraint)
        counts, begins = distances[avoid] < nearer, distances[first] == 0
        return cls(counts.tolist(), begins.tolist(), form, threshold, bool(visits))

    @property
    def by_turns(self) -> bool:
        """Whether turning on the spot may cost where passing did not."""
        return self.threshold > 0 and not self.visits

    def step(self, memory: _Memory, square: int) -> tuple[_Memory, int]:
        """What it knows after a turn that ends on ``square``, and what the turn cost."""
        used, inside, begun = memory
        begun = self.form != ALWAYS and (begun or self.begins[square])
        active = self.form == ALWAYS or begun == (self.form == AFTER)
        on = self.counts[square] and active
        counted = on and not (self.visits and inside)
        cost = int(counted and used == self.threshold)
        used = min(used + counted, self.threshold)
        return (used, on and self.visits and self.threshold > 0, begun), cost

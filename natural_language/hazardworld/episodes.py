"""The episodes that the benchmark's questions are asked in.

Every list of episodes is the beginning of one longer list: 60 episodes of a kind are the first 60
of 200, whatever else is evaluated, so figures of more episodes refine those of fewer. None begins
in breach of its constraints (`evaluation.fair`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from natural_language.hazardworld.evaluation import fair
from natural_language.hazardworld.missions import Kind, Mission
from natural_language.hazardworld.sentences import UNSEEN, pairs, sentences

__all__ = ["KINDS", "TRANSFER", "TWO", "Episodes", "benchmark", "unseen"]

Array = NDArray[Any]

KINDS: tuple[Kind, ...] = get_args(Kind)
TWO, TRANSFER = "two at once", "transfer"
#: Unseen sentences of each class that pairs are made of, however many pairs are asked for.
_POOL = 800


class Episodes(NamedTuple):
    """Which missions are played, and in which layouts.

    Attributes:
        missions: One for each episode.
        seeds: (E,) of their layouts.
    """

    missions: tuple[Mission, ...]
    seeds: Array


def unseen(kind: Kind, count: int, seed: int = 0) -> tuple[Mission, ...]:
    """Return ``count`` missions of a class, in equal parts from all the unseen splits.

    >>> unseen("relational", 5) == unseen("relational", 9)[:5]
    True
    """
    generator = np.random.default_rng(seed)
    parts = [sentences(split, kind) for split in UNSEEN]
    drawn = [parts[i % len(parts)] for i in range(count)]
    return tuple(part[generator.integers(len(part))] for part in drawn)


def benchmark(count: int, texts: Sequence[Mission] | None = None) -> dict[str, Episodes]:
    """Return the episodes of each class of constraint, of two at once, and of the transfer task.

    Args:
        count: Of each; fewer if there are no more.
        texts: Missions to take instead of the unseen sentences, in their order.

    The transfer task is played with the texts and layouts of the three classes, by turns. There are
    no two at once where all texts ask for the same.
    """
    if texts is None:
        pool = {kind: unseen(kind, max(2 * count, _POOL)) for kind in KINDS}
    else:
        pool = {kind: tuple(m for m in texts if m.kind == kind) for kind in KINDS}
        pool = {kind: missions for kind, missions in pool.items() if missions}
    tasks: dict[str, Episodes] = {}
    for kind, missions in pool.items():
        tasks[kind] = Episodes(*fair(missions, count))
    every = [m for missions in pool.values() for m in missions[: _POOL if texts is None else None]]
    by_turns = [
        (episodes.missions[i], int(episodes.seeds[i]))
        for i in range(count)
        for episodes in tasks.values()
        if i < len(episodes.missions)
    ][:count]
    if len({mission.constraints for mission in every}) > 1:
        tasks[TWO] = Episodes(*fair(pairs(every, 4 * count), count))
    missions, seeds = zip(*by_turns, strict=True)
    return {**tasks, TRANSFER: Episodes(missions, np.array(seeds))}

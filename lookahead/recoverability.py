"""From which states can the agent still stay safe? Judged by a few manoeuvres to fall back on.

A state is recoverable if one of K manoeuvres avoids every violation over the horizon; each ends
with the neutral action, held long enough to come nearly to rest. The manoeuvres are not written by
hand: out of a large random library those are chosen, greedily, that together get the agent past
discs at random places in the most cases, starting from states in the data. For a point mass
that is braking; for an agent that cannot brake sideways it is turning away.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from lookahead.plans import plan_library
from lookahead.world_model_motion import MotionModel

__all__ = ["choose_manoeuvres", "covering"]

Array = np.ndarray[Any, Any]


def covering(successes: Array, count: int) -> Array:
    """Choose columns that together succeed in the most rows, greedily.

    Args:
        successes: (cases, plans) bool.
        count: How many columns to choose.

    Returns:
        Indices of at most ``count`` columns, best first; fewer if more would add nothing.

    >>> covering(np.array([[1, 0, 1], [1, 0, 0], [0, 1, 0]], dtype=bool), 3)
    array([0, 1])
    """
    open_cases = np.ones(len(successes), dtype=bool)
    chosen: list[int] = []
    while len(chosen) < count:
        gains = successes[open_cases].sum(axis=0)
        best = int(gains.argmax())
        if gains[best] == 0:
            break
        chosen.append(best)
        open_cases &= ~successes[:, best]
    return np.array(chosen, dtype=np.intp)


def choose_manoeuvres(
    model: MotionModel,
    states: Array,
    action_size: int,
    *,
    count: int,
    horizon: int,
    rest: int,
    radius: float,
    seed: int = 0,
    library: int = 400,
    cases: int = 3000,
) -> Array:
    """Choose manoeuvres to fall back on, (K, horizon + rest, action_size) in [-1, 1].

    Args:
        model: How the agent moves.
        states: (N, S) motion sensors, from the data.
        action_size: A.
        count: At most so many manoeuvres.
        horizon: Steps of manoeuvring; a multiple of the model's block.
        rest: Steps of the neutral action (0) after them; likewise.
        radius: Metres; of the discs to get past.
        seed: Of the library and the cases.
        library: Random plans to choose from.
        cases: Random states and discs to judge them by.
    """
    rng = np.random.default_rng(seed)
    plans = plan_library(library, horizon, model.block, action_size, rng)
    for i, action in enumerate(
        np.array(np.meshgrid(*[(-1.0, 0.0, 1.0)] * action_size)).T.reshape(-1, action_size)[
            : library // 2
        ]
    ):
        plans[i] = action  # held throughout: the simplest manoeuvres are in the library
    plans = np.concatenate([plans, np.zeros((library, rest, action_size), np.float32)], axis=1)
    start = states[rng.integers(len(states), size=200)]
    rolled = model.only(slice(0, 1)).roll(start, plans).places[:, 0]  # (200, library, H, 2)
    which = rng.integers(len(start), size=cases)
    angle = rng.uniform(-np.pi, np.pi, cases)
    distance = radius + rng.uniform(0.02, 0.8, cases)
    disc = distance[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    successes = np.empty((cases, library), dtype=bool)
    for case in range(cases):
        gap = rolled[which[case]] - disc[case]
        successes[case] = np.hypot(gap[..., 0], gap[..., 1]).min(axis=-1) > radius
    hard = ~successes.all(axis=1) & successes.any(axis=1)
    return plans[covering(successes[hard], count)]

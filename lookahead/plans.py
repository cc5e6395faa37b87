"""Ways around obstacles, and the open-loop plans a search tries.

The way from a place to the goal is the shortest over corners drawn around every obstacle; metres
inside an obstacle count `INSIDE` times, so that there is always a way, and from inside one it leads
out. Its length is the value with which a search judges where a plan ends.

Shapes: n rows, K obstacles, C places, V corners and the goal.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

__all__ = ["Ways", "followed_by", "plan_library", "ways_to"]

Array = np.ndarray[Any, Any]
CORNERS = 6
"""Corners around an obstacle."""
INSIDE = 8.0
"""What a metre inside an obstacle counts."""


class Ways(NamedTuple):
    """Where the ways to the goal lead through.

    Attributes:
        corners: (n, V, 2) places; the last is the goal.
        lengths: (n, V) length of the way from each to the goal, infinite for corners that are not
            there.
        centres: (n, K, 2) of the obstacles.
        radii: (n, K), 0 where there is none.
    """

    corners: Array
    lengths: Array
    centres: Array
    radii: Array

    def legs(self, places: Array) -> Array:
        """Length of the way to the goal from places (n, C, 2) by each corner first, (n, C, V)."""
        first = crossing_length(
            places[:, :, None],
            self.corners[:, None],
            self.centres[:, None, None],
            self.radii[:, None, None],
        )
        return first + self.lengths[:, None]

    def length(self, places: Array) -> Array:
        """Length of the shortest way from places (n, C, 2), (n, C)."""
        return np.asarray(self.legs(places).min(axis=-1))


def crossing_length(start: Array, end: Array, centres: Array, radii: Array) -> Array:
    """Length of segments, metres inside discs counted `INSIDE` times.

    Args:
        start: (..., 2).
        end: (..., 2), broadcast with it.
        centres: (..., K, 2) of the discs.
        radii: (..., K).

    >>> zero = np.zeros(2)
    >>> float(crossing_length(zero, np.array([2.0, 0.0]), np.array([[1.0, 0.0]]), np.array([0.25])))
    5.5
    """
    way = end - start
    length = np.asarray(np.hypot(way[..., 0], way[..., 1]))
    unit_x, unit_y = np.moveaxis(way / np.maximum(length, 1e-9)[..., None], -1, 0).copy()
    inside = np.zeros_like(length)
    for disc in range(radii.shape[-1]):  # one by one: what fits the cache is quicker than all
        ahead_x = centres[..., disc, 0] - start[..., 0]
        ahead_y = centres[..., disc, 1] - start[..., 1]
        along = ahead_x * unit_x + ahead_y * unit_y
        aside = ahead_x * unit_y - ahead_y * unit_x
        half = np.sqrt(np.maximum(radii[..., disc] ** 2 - aside**2, 0.0))
        enters = np.minimum(np.maximum(along - half, 0.0), length)
        inside += np.minimum(np.maximum(along + half, 0.0), length) - enters
    return np.asarray(length + (INSIDE - 1.0) * inside)


def ways_to(goal: Array, centres: Array, radii: Array) -> Ways:
    """Find the ways to a goal around discs.

    Args:
        goal: (n, 2).
        centres: (n, K, 2).
        radii: (n, K), 0 where there is no disc.
    """
    n = len(radii)
    angles = np.arange(CORNERS) * (2 * np.pi / CORNERS)
    ring = np.stack([np.cos(angles), np.sin(angles)], axis=-1)
    out = 1.02 * radii / np.cos(np.pi / CORNERS)
    corners = centres[:, :, None] + out[..., None, None] * ring  # (n, K, 6, 2)
    corners = np.concatenate([corners.reshape(n, -1, 2), goal[:, None]], axis=1)
    there = np.repeat(radii > 0, CORNERS, axis=1)
    there = np.concatenate([there, np.ones((n, 1), dtype=bool)], axis=1)
    gaps = crossing_length(
        corners[:, :, None], corners[:, None], centres[:, None, None], radii[:, None, None]
    )
    gaps = np.where(there[:, None], gaps, np.inf)
    lengths = gaps[:, :, -1]
    for _ in range(4):  # ways over up to five corners
        lengths = np.minimum(lengths, (gaps + lengths[:, None]).min(axis=-1))
    return Ways(corners, np.where(there, lengths, np.inf), centres, radii)


def plan_library(
    count: int, horizon: int, block: int, action_size: int, rng: np.random.Generator
) -> Array:
    """Draw plans of two to three segments of held actions, (count, horizon, action_size).

    Segments begin where blocks do; half of the components are at a bound, as those of quick
    manoeuvres are.
    """
    blocks = horizon // block
    plans = np.empty((count, blocks, action_size), dtype=np.float32)
    for plan in plans:
        cuts = np.sort(rng.integers(1, max(blocks, 2), size=2))
        for part in np.split(plan, cuts):
            action = rng.uniform(-1.0, 1.0, action_size)
            extreme = rng.random(action_size) < 0.5
            part[:] = np.where(extreme, np.sign(action), action)
    return np.repeat(plans, block, axis=1)


def followed_by(proposal: Array, manoeuvres: Array, committed: Array) -> Array:
    """Plans by which a proposal is judged, (n, K + 1, H, A).

    Args:
        proposal: (n, A) the first action of the first K.
        manoeuvres: (K, H, A) what follows it.
        committed: (n, H', A) the last, cut off or filled up with zeros.

    >>> plans = followed_by(np.ones((1, 1)), np.zeros((2, 3, 1)), np.full((1, 2, 1), 0.5))
    >>> plans[0, :, :, 0].tolist()
    [[1.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.5, 0.5, 0.0]]
    """
    count, horizon, size = manoeuvres.shape
    plans = np.empty((len(proposal), count + 1, horizon, size), dtype=np.float32)
    plans[:, :count] = manoeuvres
    plans[:, :count, 0] = proposal[:, None]
    shared = min(horizon, committed.shape[1])
    plans[:, count] = 0.0
    plans[:, count, :shared] = committed[:, :shared]
    return plans

"""Pseudo-lidar rings and where objects are: one made from the other.

An object in bin b at distance d reads ``r = max(0, 1 - d / reach)`` there, ``f r`` in bin b + 1
and ``(1 - f) r`` in bin b - 1, where f is how far through its bin its direction is
(Safety-Gymnasium, Ji et al. 2023, arXiv 2310.12567). A bin shows the largest reading. So a bin with
an object of its own tells a distance, and its two neighbours bound the direction: ``f r`` is at
most what bin b + 1 shows, ``(1 - f) r`` at most what bin b - 1 shows.
"""

from __future__ import annotations

from typing import Any

import numpy as np

__all__ = ["direction_bounds", "polar", "render"]

Array = np.ndarray[Any, Any]
_TURN = 2 * np.pi


def polar(places: Array, bins: int) -> tuple[Array, Array, Array]:
    """Return distance, bin and fraction through the bin of places (..., 2).

    >>> distance, index, fraction = polar(np.array([0.0, 2.0]), bins=16)
    >>> float(distance), int(index), float(fraction)
    (2.0, 4, 0.0)
    """
    distance = np.hypot(places[..., 0], places[..., 1])
    turns = np.arctan2(places[..., 1], places[..., 0]) * (bins / _TURN)
    turns = np.where(turns < 0, turns + bins, turns)
    index = np.minimum(turns.astype(np.intp), bins - 1)
    return distance, index, turns - index


def render(places: Array, present: Array, bins: int, reach: float) -> Array:
    """Draw the rings that objects at these places give.

    Args:
        places: (..., K, 2) metres ahead and to the left of the agent.
        present: (..., K), or what extends to that, which of the K objects there are.
        bins: Bins in a ring.
        reach: Metres at which a reading is 0.

    Returns:
        (..., bins) readings in [0, 1].

    >>> render(np.array([[1.0, 0.0]]), np.array([True]), 4, 3.0).round(3)
    array([0.667, 0.   , 0.   , 0.667])
    """
    distance, index, fraction = polar(places, bins)
    reading = np.where(present, np.maximum(0.0, 1.0 - distance / reach), 0.0)
    shape = (*places.shape[:-2], bins)
    flat = np.zeros(shape).reshape(-1)
    offset = np.arange(0, flat.size, bins).reshape(*places.shape[:-2], 1)
    own = offset + index
    after = offset + (index + 1) % bins
    before = offset + (index - 1) % bins
    where = np.concatenate([own, after, before], axis=-1).reshape(-1)
    value = np.concatenate([reading, fraction * reading, (1.0 - fraction) * reading], axis=-1)
    np.maximum.at(flat, where, value.reshape(-1))
    return flat.reshape(shape)


def direction_bounds(rings: Array) -> tuple[Array, Array]:
    """Bound how far through its bin the object of each bin lies, if the bin has one of its own.

    Args:
        rings: (..., bins) readings.

    Returns:
        Least and greatest fraction, (..., bins) each; equal where no other object interferes.

    >>> low, high = direction_bounds(np.array([0.0, 0.1, 0.4, 0.3, 0.0]))
    >>> round(float(low[2]), 6), round(float(high[2]), 6)
    (0.75, 0.75)
    """
    reading = np.maximum(rings, 1e-9)
    high = np.clip(np.roll(rings, -1, axis=-1) / reading, 0.0, 1.0)
    low = np.clip(1.0 - np.roll(rings, 1, axis=-1) / reading, 0.0, 1.0)
    return np.minimum(low, high), high

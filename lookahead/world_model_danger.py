"""Learned cost heads: how likely a violation is, given the distances to the nearest objects.

For each constraint and group a head learns a curve: the probability that being at this distance
costs. Curves fall with the distance, and groups cost independently of each other,

    1 - p(cost) = prod over groups of (1 - p_g(distance to the nearest of g)).

What the agent learns is thus where each kind of object becomes dangerous, to within a centimetre;
a group that never costs gets a flat curve. Several heads are fitted to resampled episodes, and the
most pessimistic is believed at each distance.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

import numpy as np

from lookahead.representation import Layout
from saferl.errors import InputError

__all__ = ["FINEST", "KNOTS", "DangerModel", "nearest_read"]

Array = np.ndarray[Any, Any]
FINEST = 0.01
"""Metres between two knots of a curve."""
FARTHEST = 1.0
"""Metres beyond which a curve is flat."""
KNOTS = round(FARTHEST / FINEST) + 1
"""Knots of a curve."""


@dataclass(frozen=True, eq=False)
class DangerModel:
    """Curves of k constraints over G groups.

    Attributes:
        hazard: (M, k, G, knots) of each head: ``-log(1 - p_g)`` at distances 0, 0.01, ..., 1 m.

    >>> never = np.zeros((1, 1, 1, 101))
    >>> inside = never.copy()
    >>> inside[..., :21] = 5.0  # likely up to 0.2 m
    >>> DangerModel(inside)(np.array([[0.1], [0.5]])).round(3)
    array([0.993, 0.   ], dtype=float32)
    """

    hazard: Array

    def __post_init__(self) -> None:
        if self.hazard.ndim != 4 or self.hazard.shape[-1] != KNOTS:
            raise InputError(f"curves have shape {self.hazard.shape}, expected (M, k, G, {KNOTS})")
        worst = self.hazard.max(axis=(0, 1)).astype(np.float32)  # (G, knots) any constraint
        object.__setattr__(self, "_worst", worst)

    @property
    def radii(self) -> Array:
        """(G,) metres within which a group costs more likely than not; 0 for a harmless one."""
        worst: Array = self._worst  # type: ignore[attr-defined]
        likely = (worst > np.log(2.0)).sum(axis=-1)
        metres: Array = FINEST * np.maximum(likely - 0.5, 0.0) * (likely > 0)
        return metres.astype(np.float32)

    @functools.cached_property
    def groups(self) -> Array:
        """Indices of the groups that can cost at all."""
        worst: Array = self._worst  # type: ignore[attr-defined]
        return np.flatnonzero(worst.max(axis=-1) > _NEVER)

    def __call__(self, near: Array) -> Array:
        """Probability (...,) that any constraint is violated at distances (..., G)."""
        worst: Array = self._worst  # type: ignore[attr-defined]
        total = np.zeros(near.shape[:-1], dtype=np.float32)
        for group in self.groups:
            total += _read(worst[group], near[..., group])
        return 1.0 - np.exp(-total)

    def costs(self, near: Array) -> Array:
        """Probability (..., k) of each constraint's cost, mean of the heads."""
        out = []
        for head in self.hazard:  # (k, G, knots)
            total = [
                sum(_read(curve, near[..., g]) for g, curve in enumerate(curves)) for curves in head
            ]
            out.append(1.0 - np.exp(-np.stack(total, axis=-1)))
        return np.asarray(np.mean(out, axis=0))


_NEVER = 0.02
"""Groups whose curves stay below this are left out when planning."""


def _read(curve: Array, distance: Array) -> Array:
    """Value of a curve at distances, linear between its knots."""
    at = np.clip(distance * (1.0 / FINEST), 0.0, KNOTS - 1.001)
    low = at.astype(np.intp)
    part = at - low
    return curve[low] * (1.0 - part) + curve[low + 1] * part


def nearest_read(layout: Layout, observation: Array) -> Array:
    """Distance to the nearest object of each group, as the rings say, (N, G); `reach` for none.

    The largest reading of a ring is that of the nearest object, exactly. An object where the goal
    is does not count, as in planning.

    Args:
        layout: Of the observation.
        observation: (N, obs_dim).
    """
    rings = np.array(layout.rings(observation), dtype=np.float64)  # (N, G, bins)
    goal = layout.group_index("goal")
    if goal is not None:
        ring = rings[:, goal]
        peak = ring.argmax(axis=-1)
        rows = np.arange(len(rings))
        for group in range(len(layout.groups)):
            if group == goal:
                continue
            same = (ring[rows, peak] > 0) & (
                np.abs(rings[rows, group, peak] - ring[rows, peak]) < 1e-5
            )
            for aside in (-1, 0, 1):
                column = (peak + aside) % layout.bins
                rings[rows[same], group, column[same]] = 0.0
    return np.asarray(layout.reach * (1.0 - rings.max(axis=-1)))

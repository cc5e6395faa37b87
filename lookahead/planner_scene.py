"""What the agent sees of its surroundings, as objects at places in its own body frame.

A `Scene` is what planning starts from, wherever it comes from: the map kept from observations, or,
for the oracle, the simulator's own positions.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from lookahead.representation import Layout
from lookahead.representation_lidar import render
from lookahead.world_model_motion import rotated

__all__ = ["Scene", "imagined_observation", "nearest"]

Array = np.ndarray[Any, Any]
FAR = 10.0
"""Metres at which objects are that are not there."""


class Scene(NamedTuple):
    """Objects around n agents.

    Attributes:
        places: (n, G, K, 2) metres ahead and to the left.
        present: (n, G, K) bool.
        observation: (n, obs_dim) the observation itself.
    """

    places: Array
    present: Array
    observation: Array

    def rows(self, index: Array) -> Scene:
        """Return the scene of some rows."""
        return Scene(self.places[index], self.present[index], self.observation[index])


def nearest(
    scene: Scene, places: Array, goal: int | None = None, groups: Array | None = None
) -> Array:
    """Distance from imagined places to the nearest object of each group, centre to centre.

    An object of another group where the goal is does not count: the goal button is no obstacle.

    Args:
        scene: n rows.
        places: (n, ..., 2) in the body frame of the scene.
        goal: Which group is the goal, if any.
        groups: Indices of the groups that matter; the others get `FAR`. None for all.

    Returns:
        (n, ..., G) metres, `FAR` where a group has no object.
    """
    present = scene.present
    if goal is not None:
        at = scene.places[:, goal, None, :1]  # (n, 1, 1, 2)
        gap = scene.places - at
        same = (np.hypot(gap[..., 0], gap[..., 1]) < 0.05) & scene.present[:, goal, None, :1]
        same[:, goal] = False
        present = present & ~same
    n, count = present.shape[:2]
    flat = places.reshape(n, -1, 2)
    ahead = np.ascontiguousarray(flat[:, None, :, 0], dtype=np.float32)  # (n, 1, P)
    left = np.ascontiguousarray(flat[:, None, :, 1], dtype=np.float32)
    out = np.full((n, flat.shape[1], count), FAR, dtype=np.float32)
    for group in range(count) if groups is None else groups:
        objects = np.where(present[:, group, :, None], scene.places[:, group], 1e3)
        objects = objects.astype(np.float32)
        squares = ahead - objects[:, :, :1]  # (n, K, P)
        squares *= squares
        aside = left - objects[:, :, 1:]
        aside *= aside
        squares += aside
        out[..., group] = np.minimum(np.sqrt(squares.min(axis=1)), FAR)
    return out.reshape(*places.shape[:-1], count)


def imagined_observation(
    layout: Layout,
    scene: Scene,
    columns: Array,
    motion: Array,
    place: Array,
    turn: Array,
    goals: Array | None,
    goal: int | None,
) -> Array:
    """Draw what the agent would observe at imagined places.

    Args:
        layout: Of the observation.
        scene: n rows.
        columns: (S,) columns of the motion sensors.
        motion: (n, B, S) imagined motion sensors.
        place: (n, B, 2) where the agent is.
        turn: (n, B) how far it has turned.
        goals: (n, B, 2) where the goal is to appear; None for where it is.
        goal: Which group is the goal.

    Returns:
        (n, B, obs_dim); sensors that are not imagined stay as they were observed.
    """
    n, count = turn.shape
    out = np.repeat(scene.observation[:, None], count, axis=1)
    out[..., columns] = motion
    compass = layout.columns("magnetometer")
    out[..., compass] = layout.turned_compass(out[..., compass], turn)
    objects = np.broadcast_to(scene.places[:, None], (n, count, *scene.places.shape[1:]))
    if goals is not None and goal is not None:
        objects = objects.copy()
        objects[:, :, goal, 0] = goals
    seen = rotated(objects - place[:, :, None, None], -turn[:, :, None, None])
    present = np.broadcast_to(scene.present[:, None], seen.shape[:-1])
    rings = render(seen, present, layout.bins, layout.reach)  # (n, B, G, bins)
    for i, group in enumerate(layout.groups):
        out[..., group.start : group.start + layout.bins] = rings[..., i, :]
    return out

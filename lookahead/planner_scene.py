"""What the agent sees of its surroundings, as objects at places in its own body frame.

A `Scene` is what planning starts from, wherever it comes from: the map kept from observations, or,
for the oracle, the simulator's own positions.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from lookahead.planner_drift import Drift
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
        drift: How objects move of themselves; None where all stand still.
    """

    places: Array
    present: Array
    observation: Array
    drift: Drift | None = None

    def rows(self, index: Array) -> Scene:
        """Return the scene of some rows."""
        drift = None if self.drift is None else self.drift.rows(index)
        return Scene(self.places[index], self.present[index], self.observation[index], drift)

    def later(self, steps: float) -> Array:
        """Where the objects will be so many steps ahead, (n, G, K, 2) as seen from here."""
        return self.over(np.array([steps]))[:, 0]

    def over(self, steps: Array) -> Array:
        """Where the objects will be after each of ``steps`` (H,), (n, H, G, K, 2)."""
        shape = (len(self.places), len(steps), *self.places.shape[1:])
        places = np.broadcast_to(self.places[:, None], shape)
        if self.drift is None:
            return places
        places = places.copy()
        for group in self.drift.moving:
            shift = self.drift.shift(group, np.asarray(steps, dtype=np.float64))
            places[:, :, group] += np.moveaxis(shift, 2, 1)
        return places


def nearest(
    scene: Scene,
    places: Array,
    goal: int | None = None,
    groups: Array | None = None,
    *,
    since: int = 0,
) -> Array:
    """Distance from imagined places to the nearest object of each group, centre to centre.

    An object of another group where the goal is does not count: the goal button is no obstacle.
    Moving objects are where they will be, and nearer by what is uncertain about that.

    Args:
        scene: n rows.
        places: (n, ..., H, 2) after each of H steps, in the body frame of the scene.
        goal: Which group is the goal, if any.
        groups: Indices of the groups that matter; the others get `FAR`. None for all.
        since: Steps before the first of the H; -1 for places now.

    Returns:
        (n, ..., H, G) metres, `FAR` where a group has no object.
    """
    present, drift = scene.present, scene.drift
    moving = () if drift is None else drift.moving
    if goal is not None:
        at = scene.places[:, goal, None, :1]  # (n, 1, 1, 2)
        gap = scene.places - at
        same = (np.hypot(gap[..., 0], gap[..., 1]) < 0.05) & scene.present[:, goal, None, :1]
        same[:, [goal, *moving]] = False
        present = present & ~same
    n, count = present.shape[:2]
    horizon = places.shape[-2]
    flat = places.reshape(n, -1, 2)
    ahead = np.ascontiguousarray(flat[:, None, :, 0], dtype=np.float32)  # (n, 1, P)
    left = np.ascontiguousarray(flat[:, None, :, 1], dtype=np.float32)
    out = np.full((n, flat.shape[1], count), FAR, dtype=np.float32)
    for group in range(count) if groups is None else groups:
        objects = np.where(present[:, group, :, None], scene.places[:, group], 1e3)
        objects = objects.astype(np.float32)
        squares: Array
        if drift is not None and group in moving:
            steps = np.arange(since + 1, since + horizon + 1)
            moved = objects[:, :, None] + drift.shift(group, steps).astype(np.float32)
            repeats = flat.shape[1] // horizon
            squares = np.square(ahead - np.tile(moved[..., 0], repeats))  # (n, K, P)
            squares += np.square(left - np.tile(moved[..., 1], repeats))
            doubt = np.tile(drift.doubt[group] * drift.dt * steps, repeats)
            close = np.sqrt(squares.min(axis=1)) - doubt.astype(np.float32)
        else:
            squares = ahead - objects[:, :, :1]  # (n, K, P)
            squares *= squares
            aside = left - objects[:, :, 1:]
            aside *= aside
            squares += aside
            close = np.sqrt(squares.min(axis=1))
        out[..., group] = np.minimum(close, FAR)
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
    there: Array | None = None,
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
        there: (n, G, K, 2) where the objects will be by then; None for where they are.

    Returns:
        (n, B, obs_dim); sensors that are not imagined stay as they were observed.
    """
    count = turn.shape[1]
    out = np.repeat(scene.observation[:, None], count, axis=1)
    out[..., columns] = motion
    compass = layout.columns("magnetometer")
    out[..., compass] = layout.turned_compass(out[..., compass], turn)
    there = scene.places if there is None else there
    objects = there[:, None]
    if goals is not None and goal is not None:
        objects = np.repeat(objects, count, axis=1)
        objects[:, :, goal, 0] = goals
    seen = rotated(objects - place[:, :, None, None], -turn[:, :, None, None])
    rings = render(seen, scene.present[:, None], layout.bins, layout.reach)  # (n, B, G, bins)
    for i, group in enumerate(layout.groups):
        out[..., group.start : group.start + layout.bins] = rings[..., i, :]
    return out

"""What plans over objects are judged by: where they violate, and how far from the goal they end."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

import numpy as np

from lookahead.planner_scene import Scene, nearest
from lookahead.planner_settings import Danger, PlannerConfig
from lookahead.plans import Ways, ways_to
from lookahead.representation import Layout
from lookahead.world_model_motion import MotionModel, rotated

__all__ = ["Judge"]

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, eq=False)
class Judge:
    """Judges places and plans; arguments as `NavigationPlanner` has them."""

    model: MotionModel
    layout: Layout
    danger: Danger
    manoeuvres: Array
    config: PlannerConfig

    @functools.cached_property
    def goal(self) -> int | None:
        """Which group is the goal, if any."""
        return self.layout.group_index("goal")

    @functools.cached_property
    def first(self) -> MotionModel:
        """The first member alone."""
        return self.model.only(slice(0, 1))

    def worst(
        self, scene: Scene, motion: Array, actions: Array, end: Array, turn: Array, last: Array
    ) -> Array:
        """Largest step risk (n,) of plans by all members, and of falling back at their end."""
        rolled = self.model.roll(motion, actions[:, None])
        risk = self.danger_at(scene, rolled.places).max(axis=(1, 2, 3))
        count = len(self.manoeuvres)
        backup = self.first.roll(np.repeat(last[:, None], count, axis=1), self.manoeuvres)
        places = end[:, None, None] + rotated(backup.places[:, 0], turn[:, None, None])
        after = self.danger_at(scene, places, since=actions.shape[1])
        after = after.max(axis=-1).min(axis=-1)
        return np.asarray(np.maximum(risk, after))

    def danger_at(self, scene: Scene, places: Array, *, since: int = 0) -> Array:
        """Probability of a violation at places (n, ..., H, 2), objects taken `margin` nearer.

        Args:
            scene: n rows.
            places: After each of H steps.
            since: Steps before the first of them; -1 for places now.
        """
        near = nearest(scene, places, self.goal, self.danger.groups, since=since)
        return np.asarray(self.danger(near - self.config.margin))

    def ways(self, scene: Scene) -> Ways | None:
        """Ways to the goal around everything dangerous; None without a goal."""
        goal = self.goal
        if goal is None:
            return None
        radii = np.broadcast_to(self.danger.radii[None, :, None], scene.present.shape)
        room = self.config.margin + self.config.room
        radii = np.where(scene.present & (radii > 0), radii + room, 0.0)
        target = np.where(scene.present[:, goal, :1], scene.places[:, goal, 0], 0.0)
        at_goal = np.hypot(*np.moveaxis(scene.places - target[:, None, None], -1, 0)) < 0.05
        if scene.drift is not None:
            at_goal[:, list(scene.drift.moving)] = False
        radii = np.where(at_goal, 0.0, radii)
        keep = np.flatnonzero(self.danger.radii > 0)
        n = len(target)
        # moving ones as they will stand when a plan has been carried out
        places = scene.later(self.config.horizon)[:, keep].reshape(n, -1, 2)
        radii = radii[:, keep].reshape(n, -1)
        # those that a way would pass first: the least detour by way of them
        to_goal = places - target[:, None]
        detour = np.hypot(places[..., 0], places[..., 1]) + np.hypot(
            to_goal[..., 0], to_goal[..., 1]
        )
        detour = np.where(radii > 0, detour, np.inf)
        first = np.argsort(detour, axis=1, kind="stable")[:, : self.config.obstacles]
        places = np.take_along_axis(places, first[..., None], axis=1)
        return ways_to(target, places, np.take_along_axis(radii, first, axis=1))

    def value(self, scene: Scene, ways: Ways | None, places: Array) -> Array:
        """Metres still to go from where plans end, (n, C); less is better."""
        goal = self.goal
        if ways is None or goal is None:
            return np.zeros(places.shape[:2])
        group = self.layout.groups[goal]
        target = scene.places[:, goal, :1, None]  # (n, 1, 1, 2)
        gap = places - target
        there = np.hypot(gap[..., 0], gap[..., 1]) < group.radius  # (n, C, H)
        arrived = there.any(axis=-1)
        when = there.argmax(axis=-1)
        remaining = ways.length(places[:, :, -1])
        dt = self.layout.dt
        return np.where(arrived, -dt * (places.shape[2] - when), remaining)

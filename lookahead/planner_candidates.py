"""Candidate plans: the task policy imagined as it is and drawn towards other places, and a library.

The task policy is asked in imagination, over observations drawn for the places it would reach. To
lead it around an obstacle, the goal is drawn at a corner of a way around it until it gets there:
the policy's own skill at moving is kept, only its destination changes. Open-loop plans from a fixed
library complete them; without a goal group they are all there is beside the policy's own rollout.

Shapes: n rows, B candidates, H steps, k steps a block.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from lookahead.planner import Deadline, never
from lookahead.planner_scene import Scene, imagined_observation
from lookahead.plans import Ways
from lookahead.representation import Layout
from lookahead.world_model_motion import MotionModel, rotated, squashed_actions

__all__ = ["Candidates", "Imagined", "aimed", "policy_rollouts", "via_points"]

Array = np.ndarray[Any, Any]
Act = Callable[[Array], Array]
"""The task policy's mode: observations (N, obs_dim) to actions (N, A) in [-1, 1]."""
ARRIVED = 0.2
"""Metres at which a place to pass by counts as passed."""

AIM = 2.0
"""Metres at which a goal is imagined that is out of sight."""


class Imagined(NamedTuple):
    """Candidate plans and where they lead, by one member.

    Attributes:
        actions: (n, B, H, A) in [-1, 1].
        places: (n, B, H, 2) after each step, in the body frame now.
        turns: (n, B, H).
        motion: (n, B, S) motion sensors at the end.
        complete: Whether it was carried through to the horizon before the deadline.
    """

    actions: Array
    places: Array
    turns: Array
    motion: Array
    complete: bool


Candidates = Imagined


def policy_rollouts(
    act: Act,
    model: MotionModel,
    layout: Layout,
    scene: Scene,
    goal: int | None,
    via: Array | None,
    *,
    blocks: int,
    deadline: Deadline = never,
) -> Imagined:
    """Imagine the task policy for some blocks, drawn by way of places.

    Args:
        act: The policy.
        model: How the agent moves; only its first member is used.
        layout: Of the observation.
        scene: n rows.
        goal: Which group is the goal, if any.
        via: (n, B, 2) places to pass before heading for the goal, nan for none; None for B = 1
            rollout of the policy as it is.
        blocks: H / k.
        deadline: Asked after each block.
    """
    n, k = len(scene.observation), model.block
    count = 1 if via is None else via.shape[1]
    columns = model.columns
    motion = np.repeat(scene.observation[:, None, columns], count, axis=1).astype(np.float32)
    place = np.zeros((n, count, 2), dtype=np.float32)
    turn = np.zeros((n, count), dtype=np.float32)
    target = scene.places[:, goal, :1] if goal is not None else None  # (n, 1, 2)
    passed = np.ones((n, count), dtype=bool) if via is None else np.isnan(via[..., 0])
    actions: list[Array] = []
    places: list[Array] = []
    turns: list[Array] = []
    complete = True
    objects = scene.over(k * np.arange(blocks))
    for block in range(blocks):
        goals = None
        if via is not None and target is not None:
            gap = via - place
            passed |= np.hypot(gap[..., 0], gap[..., 1]) < ARRIVED
            goals = np.where(passed[..., None], target, via)
        seen = imagined_observation(
            layout, scene, columns, motion, place, turn, goals, goal, objects[:, block]
        )
        action = act(seen.reshape(n * count, -1)).astype(np.float32)
        held = action.reshape(n, 1, count, 1, -1)  # for k steps
        squashed = np.concatenate([squashed_actions(held)] * k, axis=-1)
        after, way, turned = model.imagine(motion[:, None], held, squashed)
        motion = after[:, 0]
        places.append(place[:, :, None] + rotated(way[:, 0], turn[..., None]))
        turns.append(turn[..., None] + turned[:, 0])
        actions.append(held[:, 0])
        place, turn = places[-1][:, :, -1], turns[-1][:, :, -1]
        if deadline():
            complete = len(places) == blocks
            break
    missing = blocks - len(places)
    if missing:  # as if standing still where time ran out; such candidates are not chosen
        places += [np.repeat(place[:, :, None], k, axis=2)] * missing
        turns += [np.repeat(turn[:, :, None], k, axis=2)] * missing
        actions += [np.zeros_like(actions[-1])] * missing
    return Imagined(
        np.repeat(np.concatenate(actions, axis=2), k, axis=2),
        np.concatenate(places, axis=2),
        np.concatenate(turns, axis=2),
        motion,
        complete,
    )


def aimed(
    act: Act, model: MotionModel, layout: Layout, scene: Scene, goal: int | None, *, blocks: int
) -> Scene:
    """Put a goal that is out of sight `AIM` metres off, where the policy is heading.

    Without one, staying where it is would seem as good as anything. For judging progress and
    leading the policy only: where it is dangerous is judged by the scene as it is.

    Args:
        act: The policy.
        model: How the agent moves; only its first member is used.
        layout: Of the observation.
        scene: n rows.
        goal: Which group is the goal, if any.
        blocks: How far the policy is followed to see where it heads.
    """
    if goal is None or scene.present[:, goal, 0].all():
        return scene
    lost = np.flatnonzero(~scene.present[:, goal].any(axis=-1))
    if not len(lost):
        return scene
    way = policy_rollouts(act, model, layout, scene.rows(lost), goal, None, blocks=blocks)
    end = way.places[:, 0, -1]
    length = np.hypot(end[:, 0], end[:, 1])[:, None]
    ahead = np.where(length > 1e-3, end / np.maximum(length, 1e-3), [1.0, 0.0])
    places, present = scene.places.copy(), scene.present.copy()
    places[lost, goal, 0], present[lost, goal, 0] = AIM * ahead, True
    return scene._replace(places=places, present=present)


def via_points(ways: Ways, count: int, reach: float, ring: float, directions: int) -> Array:
    """Choose places by way of which the policy may be led: promising corners, and a ring.

    Args:
        ways: To the goal.
        count: How many corners: those whose ways to the goal through them are shortest.
        reach: Metres; corners farther away are left out.
        ring: Metres; radius of a ring of places around the agent.
        directions: Places on the ring.

    Returns:
        (n, 1 + count + directions, 2); the first is nan, which stands for the goal itself.
    """
    n = len(ways.lengths)
    here = np.zeros((n, 1, 2))
    legs = ways.legs(here)[:, 0, :-1]  # (n, V - 1)
    corners = ways.corners[:, :-1]
    far = np.hypot(corners[..., 0], corners[..., 1]) > reach
    legs = np.where(far | ~np.isfinite(legs), np.inf, legs)
    order = np.argsort(legs, axis=1, kind="stable")[:, :count]
    chosen = np.take_along_axis(corners, order[..., None], axis=1)
    good = np.isfinite(np.take_along_axis(legs, order, axis=1))
    chosen = np.where(good[..., None], chosen, np.nan)
    if chosen.shape[1] < count:
        lack = np.full((n, count - chosen.shape[1], 2), np.nan)
        chosen = np.concatenate([chosen, lack], axis=1)
    angles = np.arange(directions) * (2 * np.pi / max(directions, 1))
    circle = ring * np.stack([np.cos(angles), np.sin(angles)], axis=-1)
    circle = np.broadcast_to(circle, (n, directions, 2))
    return np.concatenate([np.full((n, 1, 2), np.nan), chosen, circle], axis=1)

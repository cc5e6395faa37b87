"""Learning which objects move of themselves, by following them through logged episodes."""

from __future__ import annotations

from typing import Any

import numpy as np

from lookahead.planner_drift import arc
from lookahead.representation import Layout, wrapped
from lookahead.representation_map import ObjectMap
from lookahead.representation_velocity import SETTLED
from lookahead.transitions import Transitions
from lookahead.world_model_motion import chained, rotated
from lookahead.world_model_movers import Movers

__all__ = ["fit_movers"]

Array = np.ndarray[Any, Any]
EPISODES, STEPS = 48, 400
"""Of the log that are followed: episodes, and their first so many steps."""
ANY = 3.0
"""Metres a second: faster than anything is looked for."""
CREEP = 0.05
"""Metres a second below which most of a group's objects count as standing still."""
AHEAD = 0.5
"""Seconds over which velocities and guesses are compared."""


def fit_movers(transitions: Transitions, layout: Layout) -> Movers | None:
    """Follow the objects of groups that might move, and see how they do.

    Args:
        transitions: Logged ones; whole episodes, or their beginnings.
        layout: Of the observation.

    Returns:
        None where all groups stand still by the layout, or episodes are too short to tell.
    """
    might = np.array([not group.still for group in layout.groups])
    apart = max(1, round(AHEAD / layout.dt))
    runs = _runs(transitions, least=2 * apart + SETTLED)
    if not might.any() or not len(runs):
        return None
    figures = np.zeros((len(layout.groups), 3))
    figures[might, 0] = ANY
    for attempt in range(2):  # the second time with the turn that the first has found
        walk = _followed(transitions.observation[runs], layout, Movers(figures))
        for group in np.flatnonzero(might):
            figures[group] = _figures(walk, int(group), apart, layout.dt, last=attempt == 1)
        might &= figures[:, 0] > 0
        if not might.any():
            break
    return Movers(figures)


def _runs(transitions: Transitions, least: int) -> Array:
    """(E, T) rows of successive steps of up to `EPISODES` episodes, all equally long."""
    starts = np.flatnonzero(np.diff(transitions.episode, prepend=transitions.episode[0] - 1))
    lengths = np.diff(np.append(starts, len(transitions)))
    length = min(STEPS, int(np.median(lengths)))
    if length < least:
        return np.zeros((0, 0), dtype=np.intp)
    chosen = starts[lengths >= length]
    chosen = chosen[:: max(1, len(chosen) // EPISODES)][:EPISODES]
    return np.asarray(chosen[:, None] + np.arange(length))


def _followed(observation: Array, layout: Layout, movers: Movers) -> dict[str, Array]:
    """Places and velocities of all objects on the way, (T, E, G, K, 2), as seen from the start."""
    count, length = observation.shape[:2]
    objects = ObjectMap(layout, movers)
    memory = objects.begin(count)
    moved = layout.displacement(observation[:, :-1], observation[:, 1:])
    ways, turns = chained(np.asarray(moved, dtype=np.float64))
    rows: dict[str, list[Array]] = {"place": [], "velocity": [], "sure": []}
    for t in range(length):
        seen = np.asarray(observation[:, t], dtype=np.float64)
        memory = objects.update(memory, seen, np.full(count, t == 0))
        way = ways[:, t - 1] if t else np.zeros((count, 2))
        turn = (turns[:, t - 1] if t else np.zeros(count))[:, None, None]
        rows["place"].append(way[:, None, None] + rotated(memory["map_place"], turn))
        rows["velocity"].append(rotated(memory["map_velocity"], turn))
        sure = memory["map_there"] & (memory["map_hidden"] == 0)
        rows["sure"].append(np.where(sure, memory["map_age"], 0))
    return {name: np.array(values) for name, values in rows.items()}


def _figures(walk: dict[str, Array], group: int, apart: int, dt: float, *, last: bool) -> Array:
    """Speed, turn and, the last time, doubt of a group, (3,); all 0 if it stands still."""
    place, velocity = walk["place"][:, :, group], walk["velocity"][:, :, group]
    sure = walk["sure"][:, :, group]
    # the same object all the while: its age has grown by as many steps, or nearly
    grown = sure[apart:] - sure[:-apart]
    pairs = (sure[:-apart] >= SETTLED) & (grown > 0.9 * apart) & (grown <= apart)
    here, later = velocity[:-apart][pairs], velocity[apart:][pairs]
    speeds = np.hypot(here[:, 0], here[:, 1])
    if len(speeds) < 100 or np.median(speeds) < CREEP:
        return np.zeros(3)
    quick = speeds > CREEP
    angles = np.arctan2(later[:, 1], later[:, 0]) - np.arctan2(here[:, 1], here[:, 0])
    turning = float(np.median(wrapped(angles[quick]))) / (apart * dt)
    speed = float(np.quantile(speeds, 0.99))
    if not last:
        return np.array([speed, turning, 0.0])
    gone = place[apart:][pairs] - place[:-apart][pairs]
    gap = gone - arc(here, turning, np.asarray(apart * dt))
    # the tail is of objects that the agent has run into
    doubt = float(np.quantile(np.hypot(gap[:, 0], gap[:, 1]), 0.75)) / (apart * dt)
    return np.array([speed, turning, doubt])

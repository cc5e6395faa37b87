"""A map of the objects around the agent, kept from observation to observation.

A ring shows only the nearest object in each bin, and its direction only roughly where objects are
close together. The map remembers objects that are hidden for now, and gets their directions from
how distances change as the agent moves: each object is a Gaussian (an extended Kalman filter in the
body frame), moved rigidly with the agent and corrected by the readings.

What no reading contradicts stays. An object that should have been seen, because its bin reads less
than it would make it read, is removed: that is how a goal that was drawn anew is noticed, and how
a wrong guess about a direction is dropped. A reading that no object of the map explains puts a new
one there.

Shapes: n rows, G groups, K slots for objects of a group.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

import numpy as np

from lookahead.planner import Memory
from lookahead.planner_scene import Scene
from lookahead.representation import Layout, wrapped
from lookahead.representation_lidar import direction_bounds, polar, render
from lookahead.representation_velocity import Velocities
from lookahead.world_model_motion import rotated
from lookahead.world_model_movers import Movers

__all__ = ["ObjectMap"]

Array = np.ndarray[Any, Any]
SPARE = 4
"""Slots beside those for the objects there are: for guesses that turn out wrong."""
DRIFT = {True: 4e-4, False: 2e-2}
"""Metres an object may stray from where it is expected in a step: if it stays still, if not."""
TOUCH = 0.6
"""Metres from the agent's centre beyond which it cannot move anything."""
RANGE_ERROR = 1e-3
"""Metres by which a distance read off a ring may be wrong."""
SLACK = 0.01
"""Difference of readings that counts as none (3 cm for a reach of 3 m)."""


@dataclass(frozen=True)
class ObjectMap:
    """Keeps the objects of each group as places in the agent's body frame.

    Args:
        layout: Of the observation.
        movers: Which groups move of themselves; None if that was never asked.

    >>> from lookahead.representation import ObjectGroup
    >>> layout = Layout(
    ...     size=13, bins=4, reach=3.0, dt=0.1, groups=(ObjectGroup("hazards", 9, 1, 0.2, True),),
    ...     sensors={"velocimeter": (0, 3), "magnetometer": (3, 6), "accelerometer": (6, 9)},
    ... )
    >>> objects = ObjectMap(layout)
    >>> observation = np.zeros((1, 13))
    >>> observation[0, 3], observation[0, 9:11] = 1.0, (0.5, 0.25)
    >>> memory = objects.update(objects.begin(1), observation, np.array([True]))
    >>> scene = objects.scene(memory, observation)
    >>> float(np.hypot(*scene.places[0, 0, 0]).round(6)), scene.present[0, 0].sum()
    (1.5, np.int64(1))
    """

    layout: Layout
    movers: Movers | None = None

    @functools.cached_property
    def velocities(self) -> Velocities | None:
        """What estimates velocities; None where nothing moves."""
        if self.movers is None or not self.movers.moving:
            return None
        return Velocities(self.movers, self.layout.dt)

    @property
    def slots(self) -> int:
        """K."""
        return max(group.count for group in self.layout.groups) + SPARE

    def begin(self, rows: int) -> Memory:
        """Return the memory of ``rows`` episodes: nothing was seen yet."""
        shape = (rows, len(self.layout.groups), self.slots)
        moving = {} if self.velocities is None else self.velocities.begin(shape)
        return {
            **moving,
            "map_place": np.zeros((*shape, 2)),
            "map_spread": np.zeros((*shape, 3)),  # xx, xy, yy of the covariance, metres squared
            "map_there": np.zeros(shape, dtype=bool),
            "map_hidden": np.zeros(shape, dtype=np.int64),  # steps since it was last seen
            "map_past": np.zeros((rows, 3)),  # velocity and heading at the last observation
        }

    def scene(self, memory: Memory, observation: Array) -> Scene:
        """Return the objects as they stand now."""
        velocities = self.velocities
        drift = None if velocities is None else velocities.drift(memory["map_velocity"])
        return Scene(memory["map_place"], memory["map_there"], np.asarray(observation), drift)

    def update(self, memory: Memory, observation: Array, episode_start: Array) -> Memory:
        """Take observations (n, obs_dim) in: move the map, correct it, drop and add objects."""
        layout, velocities = self.layout, self.velocities
        velocity, heading = layout.velocity(observation), layout.heading(observation)
        past = np.concatenate([velocity, heading[:, None]], axis=1)
        place, spread = memory["map_place"], memory["map_spread"]
        there, hidden = memory["map_there"].copy(), memory["map_hidden"] + 1
        went, turn = self._displacement(memory["map_past"], past)
        if velocities is not None:
            place = velocities.carried(place, memory["map_velocity"])
        place, spread = self._moved(place, spread, went, turn)
        expected = place
        there[np.asarray(episode_start, dtype=bool)] = False
        rings = layout.rings(observation)  # (n, G, bins)
        if there.any():
            place, spread, there, hidden = self._corrected(place, spread, there, hidden, rings)
        before = place
        place, spread, there, hidden = self._added(place, spread, there, hidden, rings)
        moving: Memory = {}
        if velocities is not None:
            new = there & (hidden == 0) & (place != before).any(axis=-1)
            own, age = velocities.turned(memory["map_velocity"], turn), memory["map_age"]
            own, age = velocities.corrected(own, age, expected, before, there & (hidden == 0))
            own, age = velocities.appeared(own, age, there, new)
            moving = {"map_velocity": own, "map_age": age}
        return {
            **memory,
            **moving,
            "map_place": place,
            "map_spread": spread,
            "map_there": there,
            "map_hidden": hidden,
            "map_past": past,
        }

    # -- inside ----------------------------------------------------------------------------------

    def _displacement(self, past: Array, now: Array) -> tuple[Array, Array]:
        """Way (n, 2) and turn (n,) since the last observation; see `Layout.displacement`."""
        turn = wrapped(now[:, 2] - past[:, 2])
        way = (0.5 * self.layout.dt) * (past[:, :2] + rotated(now[:, :2], turn))
        return way, turn

    def _moved(self, place: Array, spread: Array, went: Array, turn: Array) -> tuple[Array, Array]:
        back = -turn[:, None, None]
        place = rotated(place - went[:, None, None], back)
        cos, sin = np.cos(back), np.sin(back)
        xx, xy, yy = np.moveaxis(spread, -1, 0)
        drift = self._strays(place) ** 2
        spread = np.stack(
            [
                cos * cos * xx - 2 * cos * sin * xy + sin * sin * yy + drift,
                cos * sin * (xx - yy) + (cos * cos - sin * sin) * xy,
                sin * sin * xx + 2 * cos * sin * xy + cos * cos * yy + drift,
            ],
            axis=-1,
        )
        return place, spread

    def _strays(self, place: Array) -> Array:
        """Metres by which objects at places (n, G, K, 2) may stray from where they are expected."""
        strays = np.array([DRIFT[group.still] for group in self.layout.groups])[:, None]
        if self.movers is None:
            return strays
        # what does not move of itself is moved by the agent alone
        apart = np.hypot(place[..., 0], place[..., 1]) > TOUCH
        return np.where(apart & (self.movers.speed[:, None] == 0), DRIFT[True], strays)

    def _corrected(
        self, place: Array, spread: Array, there: Array, hidden: Array, rings: Array
    ) -> tuple[Array, Array, Array, Array]:
        layout = self.layout
        bins, reach = layout.bins, layout.reach
        width = 2 * np.pi / bins
        distance, index, fraction = polar(place, bins)
        distance = np.maximum(distance, 1e-6)
        own = np.take_along_axis(rings, index, axis=-1)
        after = np.take_along_axis(rings, (index + 1) % bins, axis=-1)
        before = np.take_along_axis(rings, (index - 1) % bins, axis=-1)
        expected = np.maximum(0.0, 1.0 - distance / reach)

        ahead, left = place[..., 0] / distance, place[..., 1] / distance  # (n, G, K)
        xx, xy, yy = np.moveaxis(spread, -1, 0)
        radial = np.sqrt(xx * ahead**2 + 2 * xy * ahead * left + yy * left**2)
        across = np.sqrt(np.maximum(xx * left**2 - 2 * xy * ahead * left + yy * ahead**2, 0.0))
        blur = 3 * across / (distance * width) + 0.02  # of the fraction

        # an object near the border of its bin may really be in the next one
        most = np.maximum(own, np.where(fraction < blur, before, 0.0))
        most = np.maximum(most, np.where(fraction > 1 - blur, after, 0.0))
        slack = SLACK + 3 * radial / reach
        missed = there & (expected > most + slack)
        # a ring that shows none of several objects is dark: buttons are, after a press
        dark = (missed.sum(axis=-1) > 1) & (rings.max(axis=-1) == 0.0)
        there = there & (~missed | dark[..., None])

        seen = there & (np.abs(expected - own) < slack) & (own > 0)
        gap = np.where(seen, reach * (1.0 - own) - distance, 0.0)
        place, spread = _measured(place, spread, ahead, left, gap, RANGE_ERROR**2, seen)

        low, high = direction_bounds(rings)
        low = np.take_along_axis(low, index, axis=-1)
        high = np.take_along_axis(high, index, axis=-1)
        exact = high - low < 0.02
        target = np.where(exact, 0.5 * (low + high), np.clip(fraction, low, high))
        shift = (target - fraction) * width * distance
        useful = seen & (exact | (shift != 0.0))
        error = (width * distance * np.maximum(0.5 * (high - low) * exact, 2e-3)) ** 2
        place, spread = _measured(
            place, spread, -left, ahead, np.where(useful, shift, 0.0), error, useful
        )
        return place, spread, there, np.where(seen, 0, hidden)

    def _added(
        self, place: Array, spread: Array, there: Array, hidden: Array, rings: Array
    ) -> tuple[Array, Array, Array, Array]:
        """Put objects where readings are not explained, the largest reading first."""
        layout = self.layout
        bins, reach = layout.bins, layout.reach
        width = 2 * np.pi / bins
        explained = render(place, there, bins, reach)
        if not (rings > explained + SLACK).any():
            return place, spread, there, hidden
        explained = np.maximum(explained, self._swung(place, spread, there))
        low, high = direction_bounds(rings)
        place, spread, there, hidden = (a.copy() for a in (place, spread, there, hidden))
        for _ in range(self.slots):
            left_over = np.where(rings > explained + SLACK, rings, 0.0)
            row, group = np.nonzero(left_over.max(axis=-1))
            if not len(row):
                break
            chosen = left_over[row, group].argmax(axis=-1)
            reading = rings[row, group, chosen]
            least, most = low[row, group, chosen], high[row, group, chosen]
            fraction, doubt = 0.5 * (least + most), 0.5 * (most - least) + 5e-3
            distance = reach * (1.0 - reading)
            angle = (chosen + fraction) * width
            # a free slot; else the one unseen the longest
            free = np.where(there[row, group], hidden[row, group], 1_000_000)
            slot = free.argmax(axis=-1)
            cos, sin = np.cos(angle), np.sin(angle)
            place[row, group, slot] = distance[:, None] * np.stack([cos, sin], axis=-1)
            along, across = RANGE_ERROR**2, (doubt * width * distance) ** 2 + RANGE_ERROR**2
            spread[row, group, slot] = np.stack(
                [
                    along * cos**2 + across * sin**2,
                    (along - across) * cos * sin,
                    along * sin**2 + across * cos**2,
                ],
                axis=-1,
            )
            there[row, group, slot], hidden[row, group, slot] = True, 0
            added = np.zeros((len(row), bins))
            index = np.arange(len(row))
            added[index, chosen] = reading
            added[index, (chosen + 1) % bins] = np.minimum(fraction + doubt, 1.0) * reading
            added[index, (chosen - 1) % bins] = np.minimum(1.0 - fraction + doubt, 1.0) * reading
            explained[row, group] = np.maximum(explained[row, group], added)
        return place, spread, there, hidden

    def _swung(self, place: Array, spread: Array, there: Array) -> Array:
        """What the objects may make the rings read at either end of what is likely of them."""
        bins, reach = self.layout.bins, self.layout.reach
        distance = np.hypot(place[..., 0], place[..., 1])
        across = np.sqrt(spread[..., 0] + spread[..., 2]) / np.maximum(distance, 1e-3)
        angle = 2.5 * np.maximum(across, 1e-3)
        ends = np.stack([rotated(place, angle), rotated(place, -angle)])
        return np.asarray(render(ends, np.stack([there, there]), bins, reach).max(axis=0))


def _measured(
    place: Array, spread: Array, x: Array, y: Array, gap: Array, error: Any, where: Array
) -> tuple[Array, Array]:
    """Correct Gaussians by a measurement along the unit vectors (x, y): a Kalman update.

    Args:
        place: (..., 2) means.
        spread: (..., 3) covariances: xx, xy, yy.
        x: (...) first component of the directions.
        y: (...) second component.
        gap: (...) measured minus expected, metres.
        error: Variance of the measurement.
        where: (...) bool, which to correct.
    """
    xx, xy, yy = np.moveaxis(spread, -1, 0)
    px, py = xx * x + xy * y, xy * x + yy * y
    total = px * x + py * y + error
    gain_x, gain_y = np.where(where, px / total, 0.0), np.where(where, py / total, 0.0)
    place = place + np.stack([gain_x * gap, gain_y * gap], axis=-1)
    spread = spread - np.stack([gain_x * px, gain_x * py, gain_y * py], axis=-1)
    return place, spread

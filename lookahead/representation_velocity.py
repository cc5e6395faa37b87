"""How fast the objects on the map move, estimated from where they were seen on successive steps.

An alpha-beta filter: what a position turns out to differ from the expected one corrects it, and a
share of it, per step's time, corrects the velocity (Benedict and Bordner 1962). An object that
appears is taken to move as the others of its group do, until it has shown what it does itself.

Shapes: n rows, G groups, K slots for objects of a group.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from lookahead.planner_drift import Drift, arc
from lookahead.world_model_motion import rotated
from lookahead.world_model_movers import Movers

__all__ = ["Velocities"]

Array = np.ndarray[Any, Any]
SHARE = 0.15
"""Share of a step's surprise that goes into the velocity."""
JUMP = 0.06
"""Metres a surprise may be; beyond it the object was taken for another, or was put elsewhere."""
SETTLED = 12
"""Steps after which an object's own velocity tells of the others'."""
FASTEST = 1.3
"""How many times the usual speed a velocity may have."""


class Velocities:
    """Estimates the velocities of the groups that move; those of the others stay 0.

    Args:
        movers: Which these are, and how fast.
        dt: Seconds of a step.
    """

    def __init__(self, movers: Movers, dt: float) -> None:
        self.movers, self.dt = movers, dt
        self._cap = FASTEST * movers.speed[:, None]

    def begin(self, shape: tuple[int, ...]) -> dict[str, Array]:
        """Return the memory of maps of shape (n, G, K): nothing is known of any object."""
        return {
            "map_velocity": np.zeros((*shape, 2)),
            "map_age": np.zeros(shape, dtype=np.int64),  # steps an object was seen
        }

    def carried(self, place: Array, velocity: Array) -> Array:
        """Places (n, G, K, 2) a step later, as the body frame was before."""
        place = place.copy()
        for group in self.movers.moving:
            turning = float(self.movers.turning[group])
            place[:, group] += arc(velocity[:, group], turning, np.asarray(self.dt))
        return place

    def turned(self, velocity: Array, turn: Array) -> Array:
        """Velocities a step later in the body frame, which turned by ``turn`` (n,)."""
        own = self.dt * self.movers.turning[:, None]
        return rotated(velocity, own - turn[:, None, None])

    def corrected(
        self, velocity: Array, age: Array, expected: Array, place: Array, seen: Array
    ) -> tuple[Array, Array]:
        """Take in by how much objects were seen elsewhere than expected; velocities and ages.

        Args:
            velocity: (n, G, K, 2).
            age: (n, G, K).
            expected: (n, G, K, 2) places before the readings.
            place: (n, G, K, 2) after them.
            seen: (n, G, K) which were seen.
        """
        surprise = place - expected
        size = np.hypot(surprise[..., 0], surprise[..., 1])
        gain = SHARE / self.dt * (seen & (size < JUMP))
        velocity = velocity + gain[..., None] * surprise
        speed = np.hypot(velocity[..., 0], velocity[..., 1])
        over = np.minimum(1.0, self._cap / np.maximum(speed, 1e-9))
        return velocity * over[..., None], np.where(seen, age + 1, age)

    def appeared(
        self, velocity: Array, age: Array, there: Array, new: Array
    ) -> tuple[Array, Array]:
        """Give objects that have just appeared (n, G, K) the velocity of the others."""
        known = there & ~new & (age >= SETTLED)
        count = known.sum(axis=-1)
        mean = (velocity * known[..., None]).sum(axis=2) / np.maximum(count, 1)[..., None]
        velocity = np.where(new[..., None], mean[:, :, None], velocity)
        return velocity, np.where(new, 0, age)

    def drift(self, velocity: Array) -> Drift:
        """Return what a planner needs of the velocities."""
        movers = self.movers
        return Drift(velocity, movers.turning, movers.doubt, movers.moving, self.dt)

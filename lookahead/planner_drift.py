"""Where objects that move of themselves will be: on an arc, at the speed at which they were seen.

Nothing tells how the others steer; that they go on as they do is a guess, which gets worse the
further ahead it is made. So every moving object is taken nearer by `doubt` metres for each second.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

__all__ = ["Drift", "arc"]

Array = np.ndarray[Any, Any]


class Drift(NamedTuple):
    """How the objects of a scene move of themselves.

    Attributes:
        velocity: (n, G, K, 2) metres a second in the body frame now.
        turning: (G,) radians a second by which each group's velocities turn to the left.
        doubt: (G,) metres a second by which a guess of their places gets worse.
        moving: Indices of the groups that move; the others stand still.
        dt: Seconds of a step.
    """

    velocity: Array
    turning: Array
    doubt: Array
    moving: tuple[int, ...]
    dt: float

    def rows(self, index: Array) -> Drift:
        """Return what concerns some rows."""
        return self._replace(velocity=self.velocity[index])

    def shift(self, group: int, steps: Array) -> Array:
        """How far the objects of a group will have moved, (n, K, *steps.shape, 2) metres.

        Args:
            group: Index of the group.
            steps: How many steps ahead.
        """
        velocity = self.velocity[:, group]
        velocity = velocity.reshape(*velocity.shape[:2], *[1] * np.ndim(steps), 2)
        return arc(velocity, float(self.turning[group]), self.dt * np.asarray(steps))


def arc(velocity: Array, turning: float, seconds: Array) -> Array:
    """Way of a body whose velocity (..., 2) turns evenly to the left, (..., 2).

    >>> quarter = arc(np.array([np.pi / 2, 0.0]), np.pi / 2, np.array(1.0))  # of a circle, radius 1
    >>> quarter.round(6)
    array([1., 1.])
    >>> arc(np.array([1.0, 2.0]), 0.0, np.array(2.0))
    array([2., 4.])
    """
    angle = turning * seconds
    small = np.abs(angle) < 1e-4
    safe = np.where(small, 1.0, angle)
    along = seconds * np.where(small, 1.0, np.sin(safe) / safe)
    aside = seconds * np.where(small, 0.5 * angle, (1.0 - np.cos(safe)) / safe)
    ahead, left = velocity[..., 0], velocity[..., 1]
    return np.stack([along * ahead - aside * left, aside * ahead + along * left], axis=-1)

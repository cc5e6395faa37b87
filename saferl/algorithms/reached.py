"""Where a step led, and whether that can be learned from.

Shapes: n environments, F flat observation.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from gymnasium import spaces

from saferl.errors import SimulationError
from saferl.spaces import flatten_batch

__all__ = ["check_finite", "reached_observations"]

Array = np.ndarray[Any, Any]


def reached_observations(
    space: spaces.Space[Any], stepped: Any, ends: Array, info: dict[str, Any]
) -> Array:
    """Return (n, F) what the step led to, where an episode ended its own last observation.

    Args:
        space: Of one environment's observations.
        stepped: What the vector environment returned; where an episode ended, the next one's first.
        ends: (n,) whether the episode ended with this step.
        info: Of the step; ``final_obs`` holds the last observations.

    >>> box, finals = spaces.Box(-1, 1, (1,)), np.array([None, np.array([9.0])], dtype=object)
    >>> stepped, ends = np.array([[1.0], [2.0]]), np.array([False, True])
    >>> reached_observations(box, stepped, ends, {"final_obs": finals})
    array([[1.],
           [9.]])
    """
    flat, _ = flatten_batch(space, stepped)
    if ends.any():
        flat = np.array(flat)
        for i in np.flatnonzero(ends):
            flat[i] = flatten_batch(space, info["final_obs"][i])[0][0]
    return flat


def check_finite(observations: Array, signals: Array) -> None:
    """Raise SimulationError unless observations (n, F) and signals (n, S) are finite."""
    for name, array in (("an observation", observations), ("a reward or cost", signals)):
        if not np.isfinite(array).all():
            environment = int(np.argwhere(~np.isfinite(array))[0][0])
            raise SimulationError(
                f"environment {environment} returned {name} that is not finite; "
                "nothing was learned from that step"
            )

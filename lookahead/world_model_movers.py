"""Which groups of objects move of themselves, how fast, how their ways bend, and how surely."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from lookahead.representation import Layout
from saferl.errors import InputError

__all__ = ["Movers"]

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, eq=False)
class Movers:
    """What was learned of the objects' own motion, for G groups.

    Attributes:
        figures: (G, 3): the speed that hardly any exceeds, metres a second, 0 for a group that
            stands still; how fast velocities turn to the left, radians a second; by how much a
            guess of where they will be gets worse, metres a second.

    >>> Movers(np.array([[0.0, 0.0, 0.0], [0.4, -1.0, 0.02]])).moving
    (1,)
    """

    figures: Array

    def __post_init__(self) -> None:
        if self.figures.ndim != 2 or self.figures.shape[1] != 3:
            raise InputError(f"movers have shape {self.figures.shape}, expected (groups, 3)")

    @property
    def speed(self) -> Array:
        """(G,) metres a second."""
        return self.figures[:, 0]

    @property
    def turning(self) -> Array:
        """(G,) radians a second, to the left."""
        return self.figures[:, 1]

    @property
    def doubt(self) -> Array:
        """(G,) metres a second."""
        return self.figures[:, 2]

    @property
    def moving(self) -> tuple[int, ...]:
        """Indices of the groups that move."""
        return tuple(np.flatnonzero(self.speed > 0).tolist())

    def to_json(self, layout: Layout) -> dict[str, dict[str, float]]:
        """Return the moving groups' figures by their names, for reports."""
        names = ("speed", "turning", "doubt")
        return {
            layout.groups[group].name: dict(zip(names, self.figures[group].tolist(), strict=True))
            for group in self.moving
        }

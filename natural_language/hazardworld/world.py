"""What constraints can speak about in HazardWorld: three kinds of tile on a 13 x 13 grid.

Distances are in whole squares (0 is standing on one), a turn is a step, and there is no clock and
no speed (Yang et al., NeurIPS 2021, section 4).
"""

from __future__ import annotations

from dataclasses import dataclass

from saferl.worlds import Group, World

__all__ = ["GRID", "HAZARDWORLD", "HORIZON", "GridWorld"]

#: Squares along a side, and turns of an episode.
GRID = 13
HORIZON = 200


@dataclass(frozen=True, kw_only=True)
class GridWorld(World):
    """A world whose distances are whole squares: a bare number is a distance.

    >>> HAZARDWORLD.squares, [group.name for group in HAZARDWORLD.groups]
    (True, ['lava', 'water', 'grass'])
    """

    squares: bool = True


HAZARDWORLD = GridWorld(
    groups=tuple(Group(name, count=20, flat=True) for name in ("lava", "water", "grass")),
    arena=(0.0, 0.0, GRID - 1.0, GRID - 1.0),
    horizon=HORIZON,
    name="HazardWorld",
)

"""What an agent sees, and what it remembers of what it saw: squares before, beside and behind it.

The view of the benchmark reaches ahead and to the sides; a tile that the agent has just walked past
lies outside it, though a distance to keep from it is still to be kept. So every agent here, whoever
reads for it, draws a map as it goes: where it is follows from its own turns and steps and from the
walls it sees. Nothing but views and actions goes into the map.

>>> sight = Recollection(1)
>>> sight.begin(np.array([0]))
>>> view = np.ones((1, VIEW, VIEW), dtype=np.int8)
>>> view[0, 2, 6] = 2  # lava to its left
>>> before = sight.look(np.array([0]), view)
>>> after = sight.look(np.array([0]), np.ones((1, VIEW, VIEW), dtype=np.int8), np.array([2]))
>>> before[0, 3, 6].item(), after[0, 3, 7].item()  # a step ahead: to its left, and behind
(2, 2)
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from natural_language.hazardworld.world import GRID

__all__ = [
    "CELLS",
    "COLUMNS",
    "NOTHING",
    "OWN",
    "ROWS",
    "UNKNOWN",
    "VIEW",
    "Recollection",
    "offsets",
]

Array = NDArray[Any]

#: Squares along a side of what the agent sees; it stands in the middle of the last row.
VIEW = 7
#: What it is aware of: so many columns and rows, ahead, beside and behind, [column, row].
COLUMNS, ROWS = 9, 11
CELLS = COLUMNS * ROWS
#: Where it stands in that: as many rows ahead as it sees, four behind.
OWN = COLUMNS // 2, VIEW - 1
#: The code of a square it has not seen yet; those of `layout.CODES` come before.
UNKNOWN = 8
#: Stands for an action where none was taken yet.
NOTHING = -1

_FARTHEST = GRID - 3 + VIEW - 1  # squares from where it started to any it may see
_WIDE = 2 * _FARTHEST + 1
_START = _FARTHEST * _WIDE + _FARTHEST


def offsets(columns: int, rows: int, own: tuple[int, int], wide: int) -> Array:
    """Return (4, columns * rows) from an agent's square to each around it, [column, row].

    Args:
        columns: From left to right.
        rows: From ahead to behind.
        own: Column and row of the agent itself.
        wide: Squares are numbered ``y * wide + x``.

    The four are for facing right, down, left and up.

    >>> offsets(1, 2, (0, 1), wide=10).tolist()  # the square ahead, and its own
    [[1, 0], [10, 0], [-1, 0], [-10, 0]]
    """
    ahead = np.array([1, wide, -1, -wide])
    column, row = np.divmod(np.arange(columns * rows), rows)
    # to its right is where it would face after a turn to the right
    return np.asarray(
        (own[1] - row) * ahead[:, None] + (column - own[0]) * np.roll(ahead, -1)[:, None]
    )


_SEEN = offsets(VIEW, VIEW, (VIEW // 2, VIEW - 1), _WIDE)
_AROUND = offsets(COLUMNS, ROWS, OWN, _WIDE)
_AHEAD = np.array([1, _WIDE, -1, -_WIDE])


class Recollection:
    """The maps of n agents.

    Args:
        num_envs: n.
    """

    def __init__(self, num_envs: int) -> None:
        self._map = np.full((num_envs, _WIDE * _WIDE), UNKNOWN, dtype=np.int8)
        self._at = np.full(num_envs, _START)
        self._facing = np.zeros(num_envs, dtype=np.int64)

    def begin(self, rows: Array) -> None:
        """Forget what the agents of ``rows`` (m,) saw."""
        self._map[rows] = UNKNOWN
        self._at[rows], self._facing[rows] = _START, 0

    def look(self, rows: Array, view: Array, actions: Array | None = None) -> Array:
        """Add what some agents see to their maps.

        Args:
            rows: (m,) numbers of the agents.
            view: (m, 7, 7) int8 codes of what they see.
            actions: (m,) what they did since they last looked, or `NOTHING`; None if nobody did
                anything.

        Returns:
            (m, 9, 11) int8 codes of the squares around them, `UNKNOWN` where they saw nothing.
        """
        at, facing = self._at[rows], self._facing[rows]
        if actions is not None:
            facing = (facing + (actions == 1) - 1 * (actions == 0)) & 3
            ahead = at + _AHEAD[facing] * (actions == 2)
            at = np.where(self._map[rows, ahead] != 0, ahead, at)
            self._at[rows], self._facing[rows] = at, facing
        which = rows[:, None]
        self._map[which, at[:, None] + _SEEN[facing]] = view.reshape(len(rows), -1)
        around: Array = self._map[which, at[:, None] + _AROUND[facing]]
        return around.reshape(-1, COLUMNS, ROWS)

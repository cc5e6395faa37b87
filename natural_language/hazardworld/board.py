"""The game itself, on n boards at once: arrays of squares, and what a turn does to them.

No Gymnasium, no texts, no constraints: `natural_language.hazardworld.vector` puts those around it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from natural_language.hazardworld.layout import CODES, KINDS, SQUARES, TREASURES, Layouts
from natural_language.hazardworld.sight import COLUMNS, OWN, ROWS, VIEW, offsets
from natural_language.hazardworld.world import GRID

__all__ = ["IMAGE", "REWARDS", "TRANSFER_REWARDS", "VIEW", "Board"]

Array = NDArray[Any]

#: What ball, box and key are worth, and what they are worth in the transfer task.
REWARDS = (1.0, 2.0, 3.0)
TRANSFER_REWARDS = (1.0, 2.0, -3.0)
#: minigrid's type, colour and state of each code; water and grass are blue and green floor.
IMAGE = np.array(
    [[2, 5, 0], [1, 0, 0], [9, 0, 0], [3, 2, 0], [3, 1, 0], [6, 0, 0], [7, 4, 0], [5, 2, 0]],
    dtype=np.uint8,
)

_EMPTY, _TREASURE = CODES.index("empty"), CODES.index(TREASURES[0])
_MARGIN = VIEW - 1  # walls around the board, so that no view leaves it
_WIDE = GRID + 2 * _MARGIN
_AHEAD = np.array([1, _WIDE, -1, -_WIDE])  # a step right, down, left, up on the wide board
#: (4, 49) from the agent's square to each it sees, facing right, down, left, up.
_SEEN = offsets(VIEW, VIEW, (VIEW // 2, VIEW - 1), _WIDE)
_AROUND = offsets(COLUMNS, ROWS, OWN, _WIDE)
_WIDE_OF = (np.arange(GRID)[:, None] + _MARGIN) * _WIDE + np.arange(GRID) + _MARGIN
_WIDE_OF = _WIDE_OF.reshape(-1)  # (169,) a square's number on the wide board
_NARROW_OF = np.full(_WIDE * _WIDE, -1)
_NARROW_OF[_WIDE_OF] = np.arange(SQUARES)


class Board:
    """n games side by side.

    Args:
        num_envs: n.
        rewards: What ball, box and key are worth.

    Attributes:
        direction: (n,) 0 right, 1 down, 2 left, 3 up.
        turns: (n,) turns taken.
    """

    def __init__(self, num_envs: int, rewards: tuple[float, ...] = REWARDS) -> None:
        self.num_envs = num_envs
        worth = np.zeros(len(CODES))
        worth[_TREASURE:] = rewards
        self._worth = worth
        self._rows = np.arange(num_envs)
        self._wide = np.zeros((num_envs, _WIDE * _WIDE), dtype=np.int8)
        self._distances = np.zeros((num_envs, len(KINDS), SQUARES), dtype=np.int8)
        self._at = np.full(num_envs, _WIDE_OF[GRID + 1])
        self._left = np.zeros(num_envs, dtype=np.int64)
        self.direction = np.zeros(num_envs, dtype=np.int64)
        self.turns = np.zeros(num_envs, dtype=np.int64)

    def begin(self, rows: Array, layouts: Layouts) -> None:
        """Set up ``rows`` (m,), numbers of games, as the m layouts say."""
        self._wide[np.ix_(rows, _WIDE_OF)] = layouts.squares
        self._distances[rows] = layouts.distances
        self._at[rows] = _WIDE_OF[layouts.start]
        self._left[rows] = (layouts.squares >= _TREASURE).sum(axis=1)
        self.direction[rows] = layouts.direction
        self.turns[rows] = 0

    def move(self, actions: Array) -> tuple[Array, Array]:
        """Take a turn: 0 turn left, 1 turn right, 2 go ahead.

        Walls stop the agent; a treasure is taken by going there.

        Returns:
            Rewards (n,), and whether nothing is left to take (n,).
        """
        self.turns += 1
        self.direction += (actions == 1) - 1 * (actions == 0)
        self.direction &= 3
        ahead = self._at + _AHEAD[self.direction] * (actions == 2)
        free = self._wide[self._rows, ahead] != 0
        self._at = np.where(free, ahead, self._at)
        found = self._wide[self._rows, self._at]
        rewards = self._worth[found]
        taken = found >= _TREASURE
        self._left -= taken
        self._wide[self._rows[taken], self._at[taken]] = _EMPTY
        return rewards, self._left == 0

    @property
    def view(self) -> Array:
        """(n, 7, 7) int8 codes of the squares seen, [column, row]; the agent's own is [3, 6]."""
        seen = self._at[:, None] + _SEEN[self.direction]
        return np.asarray(self._wide[self._rows[:, None], seen].reshape(-1, VIEW, VIEW))

    @property
    def in_sight(self) -> Array:
        """(n, 7, 7) the squares seen, ``y * 13 + x``, in the view's order; -1 beyond the walls."""
        seen = self._at[:, None] + _SEEN[self.direction]
        return np.asarray(_NARROW_OF[seen].reshape(-1, VIEW, VIEW))

    @property
    def around(self) -> Array:
        """(n, 9, 11) the squares around the agent (`sight.COLUMNS`, `sight.ROWS`), likewise."""
        near = self._at[:, None] + _AROUND[self.direction]
        return np.asarray(_NARROW_OF[near].reshape(-1, COLUMNS, ROWS))

    @property
    def position(self) -> Array:
        """(n,) the agent's square, ``y * 13 + x``."""
        return np.asarray(_NARROW_OF[self._at])

    @property
    def squares(self) -> Array:
        """(n, 169) what the squares hold now."""
        return np.asarray(self._wide[:, _WIDE_OF])

    def signals(self) -> dict[str, Array]:
        """What constraints can speak about, each (n,) float64: distances in squares, contacts."""
        away = self._distances[self._rows, :, self.position].astype(np.float64)  # (n, 3)
        on = (away == 0.0).astype(np.float64)
        signals: dict[str, Array] = {}
        for k, kind in enumerate(KINDS):
            signals[f"distance/{kind}"] = signals[f"centre_distance/{kind}"] = away[:, k]
            signals[f"contact/{kind}"] = on[:, k]
        return signals

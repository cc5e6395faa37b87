"""What an agent believes about its constraints now, and what its policy is shown of it.

Whoever reads the text, the learned interpreter or the parser, says the same three things of each
constraint: on which squares in sight it would count, how often it may still be counted, and whether
visits are counted or turns. So one policy serves every interpreter, and several constraints are
the union of their masks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from natural_language.hazardworld.board import VIEW
from natural_language.hazardworld.layout import CODES, KINDS, TREASURES
from natural_language.hazardworld.meanings import MOST

__all__ = [
    "FEATURES",
    "SHOWN",
    "Allowance",
    "Belief",
    "Interpreter",
    "features",
    "one_hot",
    "seen_signals",
    "widened",
]

Array = NDArray[Any]

_CELLS = VIEW * VIEW
_OWN = VIEW // 2, VIEW - 1
#: Codes a policy is shown: the kinds of tile reach it by what is believed of them, and so nothing
#: that holds of lava alone can be learnt.
SHOWN = tuple(CODES.index(name) for name in ("wall", *TREASURES))
_APART = np.abs(np.arange(VIEW)[:, None] - np.arange(VIEW))  # (7, 7)

#: Length of what `features` returns for one environment.
FEATURES = (len(SHOWN) + 2) * _CELLS + 2


@dataclass(frozen=True, eq=False)
class Belief:
    """What n agents believe about c constraints each.

    Attributes:
        mask: (n, c, 7, 7) bool, the squares in sight on which the constraint counts now.
        left: (n, c) how often it may still be counted; below 1, a masked square costs.
        visits: (n, c) bool, whether entering is counted rather than every turn.
    """

    mask: Array
    left: Array
    visits: Array


class Interpreter(Protocol):
    """Reads texts, watches what its agents see, and says what they should believe."""

    def begin(self, rows: Array, texts: Sequence[str]) -> None:
        """New episodes in the environments ``rows`` (m,), with these m texts."""
        ...

    def believe(self, rows: Array, view: Array, moved: bool) -> Belief:
        """Take in what some agents see and say what they should believe.

        Args:
            rows: (m,) numbers of the environments.
            view: (m, 7, 7) int8, codes of what is seen there.
            moved: Whether a turn was taken; False at the beginning of an episode.
        """
        ...

    @property
    def excess(self) -> Array:
        """(n,) what each one's last turn is believed to have cost."""
        ...


class Allowance:
    """Counts what masks say was touched, against thresholds: the budget that is left.

    Args:
        num_envs: n.
        constraints: c.
    """

    def __init__(self, num_envs: int, constraints: int = 1) -> None:
        self.threshold: Array = np.zeros((num_envs, constraints))
        self.visits: Array = np.zeros((num_envs, constraints), dtype=np.bool_)
        self.spent: Array = np.zeros((num_envs, constraints))
        self.excess: Array = np.zeros(num_envs)
        self._inside: Array = np.zeros((num_envs, constraints), dtype=np.bool_)

    def begin(self, rows: Array, threshold: Array, visits: Array) -> None:
        """Start to count anew in some environments: ``threshold`` and ``visits`` are (m, c)."""
        self.threshold[rows], self.visits[rows] = threshold, visits
        self.spent[rows], self.excess[rows], self._inside[rows] = 0.0, 0.0, False

    def count(self, rows: Array, mask: Array, moved: bool) -> None:
        """Count the squares the agents of ``rows`` stand on, by masks (m, c, 7, 7)."""
        inside = mask[:, :, _OWN[0], _OWN[1]] & moved
        counted = inside & ~(self.visits[rows] & self._inside[rows])
        self.spent[rows] += counted
        self._inside[rows] = inside
        self.excess[rows] = (counted & (self.spent[rows] > self.threshold[rows])).sum(axis=1)

    def belief(self, rows: Array, mask: Array) -> Belief:
        """Put together what the agents of ``rows`` should believe."""
        left = np.maximum(self.threshold[rows] - self.spent[rows], 0.0)
        return Belief(mask, left, self.visits[rows])


def one_hot(view: Array) -> Array:
    """(n, 7, 7) codes to (n, 8, 7, 7) float32."""
    codes = np.arange(len(CODES))[:, None, None]
    return np.asarray(view[:, None] == codes, dtype=np.float32)


def features(view: Array, belief: Belief) -> Array:
    """What the policy is shown: (n, `FEATURES`) float32.

    Walls and treasures in sight; the squares that would cost now; those that would spend one of the
    times allowed; the least number of times left, of `MOST`; and whether visits are counted.
    """
    n = len(view)
    used_up = belief.left < 1.0
    forbidden = (belief.mask & used_up[:, :, None, None]).any(axis=1)
    counted = (belief.mask & ~used_up[:, :, None, None]).any(axis=1) & ~forbidden
    least = np.where(used_up, np.inf, belief.left).min(axis=1)
    shown = np.zeros((n, FEATURES), dtype=np.float32)
    cells = shown[:, :-2].reshape(n, -1, _CELLS)
    flat = view.reshape(n, _CELLS)
    for k, code in enumerate(SHOWN):
        np.equal(flat, code, out=cells[:, k], casting="unsafe")
    cells[:, -2] = forbidden.reshape(n, _CELLS)
    cells[:, -1] = counted.reshape(n, _CELLS)
    shown[:, -2] = np.where(np.isfinite(least), np.minimum(least, MOST) / MOST, 0.0)
    shown[:, -1] = belief.visits.any(axis=1)
    return shown


def widened(tiles: Array, nearer: Array) -> Array:
    """Squares nearer than so many steps to a marked one.

    Args:
        tiles: (..., 7, 7) bool.
        nearer: (...) whole numbers, at least 1; 1 is the marked squares themselves.

    >>> spot = np.zeros((7, 7), dtype=bool)
    >>> spot[3, 3] = True
    >>> [int(widened(spot, np.array(n)).sum()) for n in (1, 2, 3)]
    [1, 5, 13]
    """
    mask = tiles.copy()
    for step in range(1, int(np.max(nearer, initial=1))):
        grown = mask.copy()
        grown[..., 1:, :] |= mask[..., :-1, :]
        grown[..., :-1, :] |= mask[..., 1:, :]
        grown[..., :, 1:] |= mask[..., :, :-1]
        grown[..., :, :-1] |= mask[..., :, 1:]
        mask = np.where((np.asarray(nearer) > step)[..., None, None], grown, mask)
    return mask


def seen_signals(view: Array) -> dict[str, Array]:
    """What constraints can speak about on every square in sight, (n, 49) each.

    Distances are to the nearest tile in sight; none in sight is infinitely far.
    """
    signals: dict[str, Array] = {}
    for k, kind in enumerate(KINDS):
        there = view == k + CODES.index(KINDS[0])
        far = np.where(there, 0.0, np.inf)
        # steps along one side, then along the other
        far = (far[:, :, None, :] + _APART).min(axis=3)
        far = (far[:, None, :, :] + _APART[:, :, None]).min(axis=2).reshape(len(view), -1)
        signals[f"distance/{kind}"] = signals[f"centre_distance/{kind}"] = far
        signals[f"contact/{kind}"] = there.reshape(len(view), -1).astype(np.float64)
    return signals

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

from natural_language.hazardworld.layout import CODES, KINDS, TREASURES
from natural_language.hazardworld.meanings import MOST
from natural_language.hazardworld.sight import CELLS, COLUMNS, OWN, ROWS, UNKNOWN

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

#: Codes a policy is shown: the kinds of tile reach it by what is believed of them, and so nothing
#: that holds of lava alone can be learnt.
SHOWN = (*(CODES.index(name) for name in ("wall", *TREASURES)), UNKNOWN)
_ACROSS, _ALONG = (np.abs(np.arange(n)[:, None] - np.arange(n)) for n in (COLUMNS, ROWS))

#: Length of what `features` returns for one environment.
FEATURES = (len(SHOWN) + 2) * CELLS + 12
#: (5, 99) steps to each square from the agent's own and those ahead, to its right, behind and left.
_COLUMN, _ROW = np.divmod(np.arange(CELLS), ROWS)
_STEPS = np.array(
    [
        np.abs(_COLUMN - OWN[0] - right) + np.abs(_ROW - OWN[1] - behind)
        for right, behind in ((0, 0), (0, -1), (1, 0), (0, 1), (-1, 0))
    ]
)
_FAR = 8  # steps; farther is as far


@dataclass(frozen=True, eq=False)
class Belief:
    """What n agents believe about c constraints each.

    Attributes:
        mask: (n, c, 9, 11) bool, the squares around it on which the constraint counts now.
        left: (n, c) how often it may still be counted; below 1, a masked square costs.
        visits: (n, c) bool, whether entering is counted rather than every turn.
        then: What they would believe had they gone one square ahead, of the same squares, with
            ``left`` NaN for those of whom that was not asked; None where it was of none.
    """

    mask: Array
    left: Array
    visits: Array
    then: Belief | None = None

    @property
    def forbidden(self) -> Array:
        """(n, 9, 11) bool, the squares on which being there costs now."""
        return np.asarray((self.mask & (self.left < 1.0)[:, :, None, None]).any(axis=1))

    def beside(self, other: Belief) -> Belief:
        """These beliefs and others of the same agents."""
        return Belief(
            np.concatenate([self.mask, other.mask], axis=1),
            np.concatenate([self.left, other.left], axis=1),
            np.concatenate([self.visits, other.visits], axis=1),
        )


class Interpreter(Protocol):
    """Reads texts, watches what its agents see, and says what they should believe."""

    def begin(self, rows: Array, texts: Sequence[str]) -> None:
        """New episodes in the environments ``rows`` (m,), with these m texts."""
        ...

    def believe(self, rows: Array, sight: Array, moved: bool) -> Belief:
        """Take in what some agents see and say what they should believe.

        Args:
            rows: (m,) numbers of the environments.
            sight: (m, 9, 11) int8, codes of what is around them, see `sight.Recollection`.
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
        """Count the squares the agents of ``rows`` stand on, by masks (m, c, 9, 11)."""
        inside = mask[:, :, OWN[0], OWN[1]] & moved
        counted = inside & ~(self.visits[rows] & self._inside[rows])
        self.spent[rows] += counted
        self._inside[rows] = inside
        self.excess[rows] = (counted & (self.spent[rows] > self.threshold[rows])).sum(axis=1)

    def belief(self, rows: Array, mask: Array) -> Belief:
        """Put together what the agents of ``rows`` should believe."""
        left = np.maximum(self.threshold[rows] - self.spent[rows], 0.0)
        return Belief(mask, left, self.visits[rows])


def one_hot(sight: Array) -> Array:
    """(n, 9, 11) codes to (n, 8, 9, 11) float32; all zero where nothing was seen."""
    codes = np.arange(len(CODES))[:, None, None]
    return np.asarray(sight[:, None] == codes, dtype=np.float32)


def features(sight: Array, belief: Belief) -> Array:
    """What the policy is shown: (n, `FEATURES`) float32.

    Of each square around it: whether it is a wall, a ball, a box, a key, or not seen yet; whether
    being there would cost now; and else, if it would spend one of the times allowed, one over how
    many are left by the tightest constraint. Beside the squares, how many steps it is from its own
    square and the four next to it to where nothing costs, and to where nothing is counted either;
    the least number of times left, of `MOST`; and whether visits are counted.
    """
    n = len(sight)
    used_up = belief.left < 1.0
    forbidden = belief.forbidden
    price = np.where(used_up, 0.0, 1.0 / np.maximum(belief.left, 1.0))[:, :, None, None]
    tightest = (belief.mask * price).max(axis=1) * ~forbidden
    least = np.where(used_up, np.inf, belief.left).min(axis=1)
    shown = np.zeros((n, FEATURES), dtype=np.float32)
    cells = shown[:, :-12].reshape(n, -1, CELLS)
    flat = sight.reshape(n, CELLS)
    for k, code in enumerate(SHOWN):
        np.equal(flat, code, out=cells[:, k], casting="unsafe")
    cells[:, -2] = forbidden.reshape(n, CELLS)
    cells[:, -1] = tightest.reshape(n, CELLS)
    clear = (flat != CODES.index("wall")) & (flat != UNKNOWN) & (cells[:, -2] == 0.0)
    shown[:, -12:-7] = _way_out(clear)
    shown[:, -7:-2] = _way_out(clear & (cells[:, -1] == 0.0))
    shown[:, -2] = np.where(np.isfinite(least), np.minimum(least, MOST) / MOST, 0.0)
    shown[:, -1] = belief.visits.any(axis=1)
    return shown


def _way_out(clear: Array) -> Array:
    """(n, 99) which squares are clear to (n, 5) steps there, of `_FAR`."""
    steps = np.where(clear[:, None, :], _STEPS, _FAR).min(axis=2)
    return np.asarray(np.minimum(steps, _FAR) / _FAR)


def widened(tiles: Array, nearer: Array) -> Array:
    """Squares nearer than so many steps to a marked one.

    Args:
        tiles: (..., columns, rows) bool.
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


def seen_signals(sight: Array) -> dict[str, Array]:
    """What constraints can speak about on every square around an agent, (n, 99) each.

    Distances are to the nearest tile it has seen; none is infinitely far.
    """
    signals: dict[str, Array] = {}
    for k, kind in enumerate(KINDS):
        there = sight == k + CODES.index(KINDS[0])
        far = np.where(there, 0.0, np.inf)
        # steps along one side, then along the other
        far = (far[:, :, None, :] + _ALONG).min(axis=3)
        far = (far[:, None, :, :] + _ACROSS[:, :, None]).min(axis=2).reshape(len(sight), -1)
        signals[f"distance/{kind}"] = signals[f"centre_distance/{kind}"] = far
        signals[f"contact/{kind}"] = there.reshape(len(sight), -1).astype(np.float64)
    return signals

"""Masks that stand for nothing: what trains a policy to keep to several constraints at once.

A policy that was only ever shown one constraint's mask has never seen squares that would cost now
beside squares that would spend an allowance. So in a share of training's episodes a random patch of
squares is masked beside what the text forbids, with an allowance of its own, and is charged for. No
second text and no second constraint of the benchmark is ever trained on: a patch has nothing to do
with lava, water or grass.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from natural_language.hazardworld import chance
from natural_language.hazardworld.beliefs import Allowance, Belief
from natural_language.hazardworld.layout import patches
from natural_language.hazardworld.meanings import MOST
from natural_language.hazardworld.sight import UNKNOWN

__all__ = ["Phantoms"]

Array = NDArray[Any]
_SIZES = np.array([8, 20, 40, 60])  # squares of a patch


class Phantoms:
    """A patch of masked squares in some of n episodes.

    Args:
        num_envs: n.
        share: Of episodes with a patch.
    """

    def __init__(self, num_envs: int, share: float) -> None:
        self._share = share
        self._squares: Array = np.zeros((num_envs, 0), dtype=np.bool_)
        self._allowance = Allowance(num_envs)

    def begin(self, rows: Array, seeds: Array, episodes: Array, start: Array) -> None:
        """New episodes of ``rows`` (m,), named by seeds and numbers, that start on squares (m,)."""
        there, count, some, allowed = chance.uniform(seeds, episodes, 9, 4).T
        sizes = _SIZES[(count * len(_SIZES)).astype(int)] * (there < self._share)
        squares = patches(seeds, episodes, 10, sizes)  # (m, 169)
        squares[np.arange(len(rows)), start] = False
        if self._squares.shape[1] == 0:
            self._squares = np.zeros((len(self._squares), squares.shape[1]), dtype=np.bool_)
        self._squares[rows] = squares
        # half of them allow nothing, as most of the benchmark's constraints do
        threshold = np.where(some < 0.5, 0, 1 + (allowed * MOST).astype(int))
        visits = chance.uniform(seeds, episodes, 11, 1) < 0.5
        self._allowance.begin(rows, threshold[:, None], visits)

    def believe(self, rows: Array, sight: Array, around: Array, moved: bool) -> Belief:
        """What to believe of the patches, for agents aware of ``sight`` on squares ``around``."""
        known = (sight != UNKNOWN) & (around >= 0)
        mask = (self._squares[rows[:, None, None], around] & known)[:, None]
        self._allowance.count(rows, mask, moved)
        return self._allowance.belief(rows, mask)

    @property
    def excess(self) -> Array:
        """(n,) what each one's last turn cost."""
        return self._allowance.excess

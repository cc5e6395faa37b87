"""Observations are normalised; what an editor sees beside them has its scale already."""

from __future__ import annotations

from typing import Any

import numpy as np

from saferl.normalizers import ObservationNormalizer

__all__ = ["TailNormalizer"]

Array = np.ndarray[Any, Any]


class TailNormalizer(ObservationNormalizer):
    """Normalises the first components and lets the last ``tail`` through, clipped.

    >>> normalizer = TailNormalizer(1, tail=1)
    >>> normalizer.update(np.array([[1.0, 7.0], [3.0, 9.0]]))
    >>> normalizer.apply(np.array([[3.0, 8.0]])).round(3)
    array([[1., 8.]], dtype=float32)
    """

    def __init__(self, size: int, *, tail: int) -> None:
        self._tail = tail
        super().__init__(size + tail)

    def _refresh(self) -> None:
        # merging moments treats every component by itself, so the tail's can simply be put back
        self.moments.mean[-self._tail :] = 0.0
        self.moments.variance[-self._tail :] = 1.0
        super()._refresh()

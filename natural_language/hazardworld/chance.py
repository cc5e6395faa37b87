"""Random numbers that depend on nothing but where they are asked for.

An episode is named by its seed and its number; each of its draws by an index. A hash of the three
(SplitMix64: Steele, Lea and Flood, OOPSLA 2014) is the random number. So one environment and a
batch of a thousand draw the same, in any order, and no generator needs to be carried along.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["below", "uniform"]

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


def _mix(words: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Scramble 64-bit words; every bit of a word moves every bit of the result."""
    words = (words ^ (words >> np.uint64(30))) * _FIRST
    words = (words ^ (words >> np.uint64(27))) * _SECOND
    return words ^ (words >> np.uint64(31))


def uniform(seeds: Any, episodes: Any, stream: int, count: int) -> NDArray[np.float64]:
    """Return (m, count) numbers in [0, 1).

    Args:
        seeds: (m,) seeds of the environments, 0 or more.
        episodes: (m,) number of the episode in each.
        stream: Which of an episode's uses of chance this is.
        count: Numbers for each episode.

    >>> both = uniform([3, 4], [0, 7], stream=1, count=2)
    >>> bool((both[1] == uniform([4], [7], stream=1, count=2)[0]).all())
    True
    """
    with np.errstate(over="ignore"):  # arithmetic modulo 2**64 is what is wanted
        key = _mix(np.asarray(seeds, dtype=np.uint64) * _GOLDEN + np.uint64(stream + 1))
        key = _mix(key + np.asarray(episodes, dtype=np.uint64) * _GOLDEN)
        index = np.arange(1, count + 1, dtype=np.uint64) * _GOLDEN
        words = _mix(key[:, None] + index)  # (m, count)
    return (words >> np.uint64(11)).astype(np.float64) * 2.0**-53


def below(bound: int, seeds: Any, episodes: Any, stream: int) -> NDArray[np.int64]:
    """Return (m,) whole numbers from 0 to ``bound - 1``.

    >>> bool(0 <= below(4, [0], [0], stream=2)[0] < 4)
    True
    """
    drawn = uniform(seeds, episodes, stream, 1)[:, 0]
    return (drawn * bound).astype(np.int64)

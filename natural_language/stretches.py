"""Stretches of a sentence between its marks, and whether a later one may hold the rule.

>>> segments("it is hot , so stay away".split())
[['it', 'is', 'hot'], ['stay', 'away']]
"""

from __future__ import annotations

from collections.abc import Sequence

from natural_language.lexicon.mood_words import MARKS, RULES

__all__ = ["ruled_later", "segments"]


def segments(words: Sequence[str]) -> list[list[str]]:
    """The stretches between marks and before "so" and "but"."""
    found: list[list[str]] = [[]]
    for word in words:
        if word in MARKS or word in ("so", "but", "then"):
            found.append([])
        else:
            found[-1].append(word)
    return [segment for segment in found if segment]


def ruled_later(words: Sequence[str]) -> bool:
    """Whether a later stretch may hold the rule that the first one only explains."""
    return any(RULES & set(segment) for segment in segments(words)[1:])

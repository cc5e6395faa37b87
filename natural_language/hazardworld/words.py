"""Texts as numbers: words, a vocabulary learnt from training texts, and sentences apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["LENGTH", "Vocabulary", "sentences_of"]

#: Words of a sentence that are looked at.
LENGTH = 24

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+")
_END = re.compile(r"(?<=[.!?])\s+")


def sentences_of(text: str) -> list[str]:
    """Take a text apart into sentences.

    >>> sentences_of("Keep off lava. Touch water once!")
    ['Keep off lava.', 'Touch water once!']
    """
    return [part for part in _END.split(text.strip()) if _WORD.search(part.lower())] or [text]


class Vocabulary:
    """Known words and their numbers; 0 is no word, 1 any unknown one.

    Args:
        words: In the order of their numbers, from 2 on.

    >>> vocabulary = Vocabulary.of(["keep off lava", "keep off"], at_least=2)
    >>> vocabulary.words, vocabulary.encode(["Keep away from lava"])[0, :5].tolist()
    (('keep', 'off'), [2, 1, 1, 1, 0])
    """

    def __init__(self, words: Sequence[str]) -> None:
        self.words = tuple(words)
        self._numbers = {word: i + 2 for i, word in enumerate(self.words)}

    @classmethod
    def of(cls, texts: Iterable[str], at_least: int = 1) -> Vocabulary:
        """The words that occur ``at_least`` so often."""
        counts: dict[str, int] = {}
        for text in texts:
            for word in _WORD.findall(text.lower()):
                counts[word] = counts.get(word, 0) + 1
        return cls(sorted(word for word, count in counts.items() if count >= at_least))

    def __len__(self) -> int:
        return len(self.words) + 2

    def numbers(self, words: Iterable[str]) -> tuple[int, ...]:
        """The numbers of words; -1 for one that is not known."""
        return tuple(self._numbers.get(word, -1) for word in words)

    def encode(self, texts: Sequence[str]) -> NDArray[Any]:
        """Return (m, `LENGTH`) int64 numbers of the words of m texts, cut off or padded by 0."""
        numbers = np.zeros((len(texts), LENGTH), dtype=np.int64)
        for row, text in zip(numbers, texts, strict=True):
            words = [self._numbers.get(word, 1) for word in _WORD.findall(text.lower())][:LENGTH]
            row[: len(words)] = words
        return numbers

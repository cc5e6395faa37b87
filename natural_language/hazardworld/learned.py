"""The learned interpreter at work: networks, what each agent remembers, and files."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from natural_language.hazardworld.beliefs import Allowance, Belief, one_hot
from natural_language.hazardworld.fictions import FICTIONS
from natural_language.hazardworld.layout import KINDS
from natural_language.hazardworld.meanings import MOST
from natural_language.hazardworld.networks import ConstraintMask, Threshold
from natural_language.hazardworld.words import Vocabulary, sentences_of
from saferl import checkpoints
from saferl.errors import CheckpointError

__all__ = ["DOUBT", "KIND", "LearnedInterpreter", "Reader"]

Array = NDArray[Any]
KIND = "hazardworld-interpreter"
#: A square is masked if its probability is above this: to lose a treasure costs less than a breach.
DOUBT = 0.2


@dataclass(eq=False)
class Reader:
    """The two trained modules and the words they know.

    Attributes:
        vocabulary: Known words.
        mask: The constraint-mask module.
        threshold: The threshold module.
    """

    vocabulary: Vocabulary
    mask: ConstraintMask
    threshold: Threshold

    @classmethod
    def new(cls, texts: Sequence[str], *, seed: int, hidden: int = 64, filters: int = 2) -> Reader:
        """Untrained modules for the words of some texts."""
        vocabulary = Vocabulary.of(texts)
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            return cls(vocabulary, *_modules(vocabulary, hidden, filters))

    def thresholds(self, texts: Sequence[str]) -> tuple[Array, Array]:
        """What the texts allow, (m,) whole numbers, and whether visits are counted, (m,) bool."""
        with torch.no_grad():
            number, visits = self.threshold(torch.from_numpy(self.vocabulary.encode(texts)))
        rounded = np.clip(np.round(number.numpy()), 0, MOST)
        return rounded.astype(np.int64), visits.numpy() > 0.0

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write weights and words."""
        tensors = {
            f"{name}/{key}": value.numpy()
            for name, module in (("mask", self.mask), ("threshold", self.threshold))
            for key, value in module.state_dict().items()
        }
        document = {
            "words": list(self.vocabulary.words),
            "hidden": self.mask.hidden,
            "filters": self.mask.filters,
        }
        checkpoints.write(path, kind=KIND, tensors=tensors, document=document)

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Reader:
        """Read what `save` wrote.

        Raises:
            CheckpointError: Not such a file.
        """
        checkpoint = checkpoints.read(path, kind=KIND)
        document = checkpoint.document
        try:
            vocabulary = Vocabulary(document["words"])
            modules = _modules(vocabulary, document["hidden"], document["filters"])
            reader = cls(vocabulary, *modules)
            for name, module in (("mask", reader.mask), ("threshold", reader.threshold)):
                tensors = checkpoint.under(name)
                module.load_state_dict({k: torch.from_numpy(v) for k, v in tensors.items()})
        except (KeyError, TypeError, RuntimeError) as error:
            raise CheckpointError(f"'{path}' does not hold an interpreter: {error}") from error
        return reader


class LearnedInterpreter:
    """Reads texts by networks, for n agents and c sentences each, sentence by sentence.

    Args:
        reader: The trained modules.
        num_envs: n.
        constraints: c.
    """

    def __init__(self, reader: Reader, num_envs: int, constraints: int = 1) -> None:
        self._reader = reader
        self._count = constraints
        size = reader.mask.hidden
        self._texts = torch.zeros(num_envs, constraints, reader.mask.text.size)
        self._memory = torch.zeros(num_envs, constraints, size)
        self._used: Array = np.zeros((num_envs, constraints), dtype=np.bool_)
        self._allowance = Allowance(num_envs, constraints)
        self._known: dict[str, tuple[torch.Tensor, int, bool]] = {}

    def begin(self, rows: Array, texts: Sequence[str]) -> None:
        """New episodes with these texts."""
        parted = [_parted(text, self._count) for text in texts]
        self._learn(sorted({part for parts in parted for part in parts} - set(self._known)))
        threshold = np.zeros((len(rows), self._count))
        visits = np.zeros((len(rows), self._count), dtype=np.bool_)
        for k, (row, parts) in enumerate(zip(rows, parted, strict=True)):
            self._used[row] = np.arange(self._count) < len(parts)
            for j, part in enumerate(parts):
                self._texts[row, j], threshold[k, j], visits[k, j] = self._known[part]
        self._memory[torch.from_numpy(rows)] = 0.0
        self._allowance.begin(rows, threshold, visits)

    def believe(self, rows: Array, sight: Array, moved: bool) -> Belief:
        """Say which squares the networks take the constraint to count on."""
        where, m, c = torch.from_numpy(rows), len(rows), self._count
        seen = torch.from_numpy(one_hot(sight)).repeat_interleave(c, dim=0)
        with torch.no_grad():
            logits, memory = self._reader.mask(
                self._texts[where].reshape(m * c, -1),
                seen[None],
                self._memory[where].reshape(m * c, -1),
            )
        self._memory[where] = memory.reshape(m, c, -1)
        mask = logits.numpy().reshape(m, c, *sight.shape[1:]) > np.log(DOUBT / (1.0 - DOUBT))
        mask &= self._used[rows][:, :, None, None]
        self._allowance.count(rows, mask, moved)
        return self._allowance.belief(rows, mask)

    @property
    def excess(self) -> Array:
        """(n,) what each one's last turn is believed to have cost."""
        return self._allowance.excess

    def _learn(self, texts: Sequence[str]) -> None:
        """Read sentences that were not met yet."""
        if not texts:
            return
        with torch.no_grad():
            vectors = self._reader.mask.text(
                torch.from_numpy(self._reader.vocabulary.encode(texts))
            )
        threshold, visits = self._reader.thresholds(texts)
        for text, vector, number, counted in zip(texts, vectors, threshold, visits, strict=True):
            self._known[text] = (vector, int(number), bool(counted))


def _modules(vocabulary: Vocabulary, hidden: int, filters: int) -> tuple[ConstraintMask, Threshold]:
    known = len(vocabulary)
    words = known + FICTIONS  # the made-up ones come last
    kinds = [number for number in vocabulary.numbers(KINDS) if number >= 0]
    mask = ConstraintMask(words, hidden, filters, [*kinds, *range(known, words)])
    return mask, Threshold(words, hidden)


def _parted(text: str, count: int) -> list[str]:
    """The sentences of a text; beyond ``count``, the last ones together."""
    parts = sentences_of(text)
    return [*parts[: count - 1], " ".join(parts[count - 1 :])]

"""The learned interpreter's networks (Yang et al. 2021, section 3.1).

The constraint-mask module reads the text by an LSTM, remembers what it stood on, and looks at the
squares by a convolution that the two choose; it says of each square whether the constraint counts
there now. What it remembers is the most it ever noticed, where the paper has a second LSTM: trained
on games of a dozen turns, that one forgets in games of two hundred. The threshold module, with an
LSTM of its own, says how often the constraint may be counted; here it also says whether visits are
counted or turns, which the published texts leave open.

Shapes: B agents, L words, H hidden, C filters.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from natural_language.hazardworld.fictions import FICTIONS
from natural_language.hazardworld.layout import CODES
from natural_language.hazardworld.sight import CELLS, COLUMNS, OWN, ROWS

__all__ = ["ConstraintMask", "TextEncoder", "Threshold"]

_WORD_SIZE = 32
_OWN = OWN[0] * ROWS + OWN[1]  # the agent's square among them
_REACH = 5  # distances told apart: 0 steps to 4


class TextEncoder(nn.Module):
    """A bidirectional LSTM over words, which also points at two of them.

    The largest value of each unit over the sentence tells what is asked; the words it points at,
    of which kinds of tile it is asked: two kinds that were never met in one sentence are told apart
    by where they stand in it.

    Args:
        words: Size of the vocabulary.
        size: Of the LSTM's states.
        names: Numbers of words that are all the same to the LSTM, so that what it learns of a
            sentence about one of them it knows of the others. Where there are any in a sentence,
            only they are pointed at, and the more by the one pointer, the less by the other; and
            what the LSTM says beside them is told, too.
    """

    name: Tensor
    heard: Tensor

    def __init__(self, words: int, size: int = 64, names: Sequence[int] = ()) -> None:
        super().__init__()
        name, heard = torch.zeros(words, dtype=torch.bool), torch.arange(words)
        name[list(names)] = True
        heard[list(names)] = min(names, default=0)
        self.register_buffer("name", name, persistent=False)
        self.register_buffer("heard", heard, persistent=False)
        self.told_apart = len(names) > 0
        self.words = nn.Embedding(words, _WORD_SIZE, padding_idx=0)
        self.lstm = nn.LSTM(_WORD_SIZE, size // 2, batch_first=True, bidirectional=True)
        self.point = nn.Linear(size, 2)
        self.parts = size, 2 * size * self.told_apart, _WORD_SIZE, _WORD_SIZE
        self.size = sum(self.parts)

    def forward(self, numbers: Tensor) -> Tensor:
        """Map word numbers (B, L), 0 where there is none, to (B, ``size``), see ``parts``."""
        return self.read(numbers)[0]

    def read(self, numbers: Tensor) -> tuple[Tensor, Tensor]:
        """Do the same, and tell how much it points at each of the first L' words, (B, L', 2)."""
        longest = max(1, int((numbers > 0).sum(dim=1).max()))
        numbers = numbers[:, :longest]
        words = self.words(numbers)  # (B, L, 32)
        states, _ = self.lstm(self.words(self.heard[numbers]))  # (B, L, H)
        empty = (numbers == 0)[:, :, None]
        best = states.masked_fill(empty, -1.0).amax(dim=1)
        scores = self.point(states)  # (B, L, 2)
        if self.told_apart:
            scores = scores - scores.flip(2)
            named = self.name[numbers][:, :, None]
            empty = empty | (~named & named.any(dim=1, keepdim=True))
        pointed = scores.masked_fill(empty, -1e9).softmax(dim=1)
        picked = pointed.mT @ words  # (B, 2, 32)
        # how a kind is spoken of is said beside its name
        beside = [(pointed.mT @ states).flatten(1)] if self.told_apart else []
        return torch.cat([best, *beside, picked.flatten(1)], dim=1), pointed


class ConstraintMask(nn.Module):
    """Text and observations to the squares on which the constraint counts now.

    The text chooses which contents of a square matter, and the filter that spreads them over the
    view: one weight for each number of steps from a square to another. Text and memory choose how
    much it takes to forbid a square: out of force, nothing is enough.

    A sequential text turns on one turn's touch long ago. So the memory holds the largest value that
    each of its units ever had, and what it is shown is of order one.

    Args:
        words: Size of the vocabulary.
        hidden: H, of the text's encoding and of the memory.
        filters: C, how many are added up.
        names: Of kinds of tile, see `TextEncoder`.
    """

    apart: Tensor

    def __init__(
        self, words: int, hidden: int = 64, filters: int = 2, names: Sequence[int] = ()
    ) -> None:
        super().__init__()
        self.hidden, self.filters = hidden, filters
        self.text = TextEncoder(words, hidden, names)
        self.matter = nn.Linear(_WORD_SIZE, filters * (len(CODES) + FICTIONS))
        self.spread = nn.Sequential(
            nn.Linear(hidden, hidden), nn.ReLU(), nn.Linear(hidden, filters * _REACH)
        )
        self.notice = nn.Linear(len(CODES) + FICTIONS, hidden, bias=False)
        self.heed = nn.Linear(_WORD_SIZE, hidden)
        self.memory = nn.Linear(hidden + filters, hidden)
        self.heard = sum(self.text.parts[:2])  # how many numbers tell when it is in force
        self.force = nn.Sequential(
            nn.Linear(self.heard, hidden), nn.ReLU(), nn.Linear(hidden, hidden + 1)
        )
        nn.init.normal_(self.notice.weight)
        with torch.no_grad():
            self.notice.weight[:, CODES.index("empty")] = 0.0
        column, row = torch.arange(CELLS) // ROWS, torch.arange(CELLS) % ROWS
        steps = (column[:, None] - column).abs() + (row[:, None] - row).abs()  # (99, 99)
        apart = (steps[:, None, :] == torch.arange(_REACH)[:, None]).float()  # (99, 5, 99)
        self.register_buffer("apart", apart.flatten(1), persistent=False)

    def start(self, agents: int) -> Tensor:
        """Return the memory (B, H) of agents that have seen nothing."""
        return torch.zeros(agents, self.hidden)

    def forward(
        self, text: Tensor, seen: Tensor, memory: Tensor, kept: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        """Take in T turns' observations.

        Args:
            text: (B, `TextEncoder.size`) encoded.
            seen: (T, B, 8, 9, 11) one-hot; in training perhaps with `FICTIONS` more codes.
            memory: (B, H) what was remembered.
            kept: (B, ``heard``) in training, what of the text tells when it is in force.

        Returns:
            Logits (T, B, 9, 11), and what to remember.
        """
        turns, agents, codes = seen.shape[:3]
        flat = seen.flatten(3)  # (T, B, 8, 99)
        asked, beside, avoided, first = torch.split(text, list(self.text.parts), dim=1)
        heard = torch.cat([asked, beside], dim=1)
        # what it stands on, times what it was told: worth remembering is what the text speaks of
        own = flat[..., _OWN]  # (T, B, 8)
        noticed = functional.linear(own, self.notice.weight[:, :codes])  # (T, B, H)
        noticed = noticed * (2.0 * self.heed(first))
        # the word for what it depends on is read as that for what is avoided is
        meant = self.matter(first).reshape(agents, self.filters, -1)[:, :, :codes]
        there = 3.0 * (meant @ own[..., None])[..., 0]  # (T, B, C)
        values = torch.relu(self.memory(torch.cat([noticed, there], dim=2)))
        remembered = torch.maximum(values.cummax(dim=0).values, memory)
        # scaled: products of small numbers would learn slowly; and a product, for the same touch
        # forbids by one text what it allows by another
        always, since = self.force(heard if kept is None else heard * kept).split(
            [1, self.hidden], dim=1
        )
        shift = 5.0 * (always + (since * remembered).mean(dim=2, keepdim=True))
        matters = self.matter(avoided).reshape(agents, self.filters, -1)[:, :, :codes]
        filters = 3.0 * self.spread(asked).reshape(agents, 1, -1)
        marked = (matters @ flat).flatten(0, 1)  # (T * B, C, 99)
        around = (marked @ self.apart).reshape(turns, agents, -1, CELLS)  # (T, B, C * 5, 99)
        logits = (filters @ around)[:, :, 0] + shift
        return logits.reshape(turns, agents, COLUMNS, ROWS), remembered[-1]


class Threshold(nn.Module):
    """Text to the number of times, and to whether visits are meant.

    Args:
        words: Size of the vocabulary.
        hidden: Of the encoding.
    """

    def __init__(self, words: int, hidden: int = 64) -> None:
        super().__init__()
        self.text = TextEncoder(words, hidden)
        self.head = nn.Sequential(
            nn.Linear(self.text.size, hidden), nn.ReLU(), nn.Linear(hidden, 2)
        )

    def forward(self, numbers: Any) -> tuple[Tensor, Tensor]:
        """Map word numbers (B, L) to thresholds (B,) and logits of "visits" (B,)."""
        both = self.head(self.text(numbers))
        return both[:, 0], both[:, 1]

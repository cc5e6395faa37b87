"""The learned interpreter's networks (Yang et al. 2021, section 3.1).

The constraint-mask module reads the text by an LSTM, remembers what it stood on by a second, and
looks at the squares by a convolution that the two choose; it says of each square whether the
constraint counts there now. The threshold module, with an LSTM of its own, says how
often it may be counted; here it also says whether visits are counted or turns, which the published
texts leave open.

Shapes: B agents, L words, H hidden, C filters.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from natural_language.hazardworld.board import VIEW
from natural_language.hazardworld.layout import CODES

__all__ = ["ConstraintMask", "TextEncoder", "Threshold", "History"]

History = tuple[Tensor, Tensor]
_WORD_SIZE = 32
_CELLS = VIEW * VIEW
_OWN = VIEW // 2 * VIEW + VIEW - 1  # the agent's square among them
_REACH = 2 * VIEW - 1  # steps between the farthest squares in sight, and one


class TextEncoder(nn.Module):
    """A bidirectional LSTM over words; the largest value of each unit over the sentence.

    Args:
        words: Size of the vocabulary.
        size: Of what it returns.
    """

    def __init__(self, words: int, size: int = 64) -> None:
        super().__init__()
        self.words = nn.Embedding(words, _WORD_SIZE, padding_idx=0)
        self.lstm = nn.LSTM(_WORD_SIZE, size // 2, batch_first=True, bidirectional=True)
        self.size = size

    def forward(self, numbers: Tensor) -> Tensor:
        """Map word numbers (B, L), 0 where there is none, to (B, size)."""
        longest = max(1, int((numbers > 0).sum(dim=1).max()))
        numbers = numbers[:, :longest]
        states, _ = self.lstm(self.words(numbers))  # (B, L, size)
        empty = (numbers == 0)[:, :, None]
        best: Tensor = states.masked_fill(empty, -1.0).amax(dim=1)
        return best


class ConstraintMask(nn.Module):
    """Text and observations to the squares on which the constraint counts now.

    Text and memory choose which contents of a square matter, and the filter that spreads them over
    the view: one weight for each number of steps from a square to another, as far as the view goes,
    so that any distance in sight can be meant.

    Args:
        words: Size of the vocabulary.
        hidden: H, of the text's encoding and of the memory.
        filters: C, how many are added up.
    """

    apart: Tensor

    def __init__(self, words: int, hidden: int = 64, filters: int = 2) -> None:
        super().__init__()
        self.hidden, self.filters = hidden, filters
        self.text = TextEncoder(words, hidden)
        self.notice = nn.Linear(len(CODES), hidden)
        self.heed = nn.Linear(hidden, hidden)
        self.memory = nn.LSTMCell(hidden, hidden)
        self.choose = nn.Sequential(
            nn.Linear(2 * hidden, 2 * hidden),
            nn.ReLU(),
            nn.Linear(2 * hidden, filters * (len(CODES) + _REACH) + 1),
        )
        column, row = torch.arange(_CELLS) // VIEW, torch.arange(_CELLS) % VIEW
        steps = (column[:, None] - column).abs() + (row[:, None] - row).abs()  # (49, 49)
        apart = functional.one_hot(steps.flatten(), _REACH).float().T  # (13, 49 * 49)
        self.register_buffer("apart", apart.contiguous(), persistent=False)

    def start(self, agents: int) -> History:
        """Return the memory of B agents that have seen nothing."""
        return torch.zeros(agents, self.hidden), torch.zeros(agents, self.hidden)

    def forward(self, text: Tensor, seen: Tensor, history: History) -> tuple[Tensor, History]:
        """Take in one observation.

        Args:
            text: (B, H) encoded.
            seen: (B, 8, 7, 7) one-hot.
            history: What was remembered.

        Returns:
            Logits (B, 7, 7), and what to remember.
        """
        flat = seen.flatten(2)  # (B, 8, 49)
        # what it stands on, times what it was told: worth remembering is what the text speaks of
        noticed = self.notice(flat[:, :, _OWN]) * self.heed(text)
        history = self.memory(noticed, history)
        # tripled: products of small numbers would learn slowly
        chosen = 3.0 * self.choose(torch.cat([text, history[0]], dim=1))
        matters, filters, shift = chosen.split(
            [self.filters * len(CODES), self.filters * _REACH, 1], dim=1
        )
        marked = matters.reshape(-1, self.filters, len(CODES)) @ flat  # (B, C, 49)
        spread = filters.reshape(-1, _REACH) @ self.apart  # (B * C, 49 * 49)
        spread = spread.reshape(-1, self.filters * _CELLS, _CELLS)
        logits = (marked.reshape(-1, 1, self.filters * _CELLS) @ spread)[:, 0] + shift
        return logits.reshape(-1, VIEW, VIEW), history


class Threshold(nn.Module):
    """Text to the number of times, and to whether visits are meant.

    Args:
        words: Size of the vocabulary.
        hidden: Of the encoding.
    """

    def __init__(self, words: int, hidden: int = 64) -> None:
        super().__init__()
        self.text = TextEncoder(words, hidden)
        self.head = nn.Sequential(nn.Linear(hidden, hidden), nn.ReLU(), nn.Linear(hidden, 2))

    def forward(self, numbers: Any) -> tuple[Tensor, Tensor]:
        """Map word numbers (B, L) to thresholds (B,) and logits of "visits" (B,)."""
        both = self.head(self.text(numbers))
        return both[:, 0], both[:, 1]

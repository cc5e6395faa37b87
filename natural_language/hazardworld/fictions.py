"""Kinds of tile that stand for nothing: what teaches the interpreter to heed the order of words.

Of lava, water and grass there are so few ordered pairs, some of them held out, that who learns them
by heart needs no order: where lava comes with grass it was grass that was forbidden. So in training
some kinds are disguised, for a game at a time, in its text and on its squares alike, as kinds that
there are not. Nothing of the benchmark's held-out constraints is trained on: a real kind is never
put in the place of another real one.

Shapes: B games, T turns, L words.
"""

from __future__ import annotations

import torch
from torch import Tensor

from natural_language.hazardworld.layout import CODES, KINDS

__all__ = ["FICTIONS", "disguised"]

#: How many kinds there are that there are not.
FICTIONS = 5


def disguised(
    words: Tensor,
    seen: Tensor,
    *,
    kinds: Tensor,
    first: int,
    share: float,
    generator: torch.Generator,
) -> tuple[Tensor, Tensor]:
    """Show and name some kinds of some games as others.

    Args:
        words: (B, L) numbers.
        seen: (T, B, 8, 9, 11) one-hot codes.
        kinds: (3,) the numbers of their words; -1 where there is none.
        first: The number of the first made-up word; the others follow.
        share: Of kinds that are disguised.
        generator: Draws them.

    Returns:
        Words (B, L), and what is seen, (T, B, 8 + `FICTIONS`, 9, 11).
    """
    games, start = len(words), CODES.index(KINDS[0])
    drawn = torch.rand((games, FICTIONS), generator=generator).argsort(dim=1)[:, : len(KINDS)]
    hidden = torch.rand((games, len(KINDS)), generator=generator) < share  # (B, 3)
    for k in range(len(KINDS)):
        named = (words == kinds[k]) & hidden[:, k : k + 1]
        words = torch.where(named, first + drawn[:, k : k + 1], words)
    place = torch.arange(len(CODES)).repeat(games, 1)  # (B, 8)
    looks = place[:, start : start + len(KINDS)]
    looks.copy_(torch.where(hidden, len(CODES) + drawn, looks))
    shown = seen.new_zeros((*seen.shape[:2], len(CODES) + FICTIONS, *seen.shape[3:]))
    return words, shown.scatter_(2, place[None, :, :, None, None].expand_as(seen), seen)

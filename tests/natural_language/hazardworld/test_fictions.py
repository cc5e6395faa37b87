"""Kinds of tile that there are not, and words that are alike to the interpreter."""

from __future__ import annotations

import pytest
import torch

from natural_language.hazardworld.fictions import FICTIONS, disguised
from natural_language.hazardworld.layout import CODES, KINDS
from natural_language.hazardworld.networks import TextEncoder
from natural_language.hazardworld.words import Vocabulary

GAMES = 200
FIRST = len(CODES)
MADE_UP = 100


@pytest.fixture
def games() -> tuple[torch.Tensor, torch.Tensor]:
    """Texts of three words, 2 to 4, for lava, water and grass; each kind on a square of its own."""
    words = torch.tensor([[2, 3, 4, 0]]).repeat(GAMES, 1)
    seen = torch.zeros(1, GAMES, len(CODES), 9, 11)
    for code in range(len(CODES)):
        seen[:, :, code, code, 0] = 1.0
    return words, seen


def hide(
    games: tuple[torch.Tensor, torch.Tensor], share: float
) -> tuple[torch.Tensor, torch.Tensor]:
    words, seen = games
    return disguised(
        words,
        seen,
        kinds=torch.tensor([2, 3, 4]),
        first=MADE_UP,
        share=share,
        generator=torch.Generator().manual_seed(0),
    )


def test_nothing_is_disguised_unless_asked(games: tuple[torch.Tensor, torch.Tensor]) -> None:
    words, seen = hide(games, 0.0)
    assert (words == games[0]).all()
    assert (seen[:, :, : len(CODES)] == games[1]).all()
    assert not seen[:, :, len(CODES) :].any()


@pytest.mark.parametrize("share", [0.5, 1.0])
def test_a_kind_is_disguised_alike_in_text_and_on_squares(
    games: tuple[torch.Tensor, torch.Tensor], share: float
) -> None:
    words, seen = hide(games, share)
    assert (words != games[0])[:, :3].float().mean() == pytest.approx(share, abs=0.05)
    looks = seen[0].argmax(dim=1)[:, :, 0]  # (games, 9) the code of each square of the column
    for k in range(len(KINDS)):
        code = CODES.index(KINDS[k])
        number = words[:, k]
        there = torch.where(number >= MADE_UP, FIRST + number - MADE_UP, code)
        assert (looks[:, code] == there).all()
    others = [code for code in range(len(CODES)) if CODES[code] not in KINDS]
    assert (looks[:, others] == torch.tensor(others)).all()


def test_no_two_kinds_of_a_game_become_one_nor_another_real_one(
    games: tuple[torch.Tensor, torch.Tensor],
) -> None:
    words, _ = hide(games, 0.7)
    named = words[:, :3].sort(dim=1).values
    assert (named[:, 1:] != named[:, :-1]).all()
    for k in range(3):
        made_up = (words[:, k] >= MADE_UP) & (words[:, k] < MADE_UP + FICTIONS)
        assert (made_up | (words[:, k] == 2 + k)).all()


def test_names_differ_only_where_they_are_pointed_at() -> None:
    vocabulary = Vocabulary.of(["after water no lava or grass"])
    torch.manual_seed(0)
    encoder = TextEncoder(len(vocabulary), 8, vocabulary.numbers(KINDS))
    texts = ["after water no lava", "after lava no water", "after grass no lava", "after or no or"]
    states, beside, *pointed = torch.split(
        encoder(torch.from_numpy(vocabulary.encode(texts))), list(encoder.parts), dim=1
    )
    assert (states[0] == states[1]).all()
    assert (states[0] == states[2]).all()
    assert (beside[0] == beside[1]).all()
    assert (states[0] != states[3]).any()
    assert all((one[0] != one[1]).any() for one in pointed)

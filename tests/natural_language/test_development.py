"""The parser keeps what it reached on the development sentences, by meaning on traces.

These were used for widening the grammar; what it does on sentences never looked at is measured on
the held-out part and logged in ``corpus/heldout_runs.jsonl``.
"""

from __future__ import annotations

import functools

import pytest

from natural_language import parse
from tests.natural_language.corpus.development import PARTS
from tests.natural_language.corpus.items import GRID
from tests.natural_language.judging import Score, score

_WRONG = "wrong without a flag, of all"
#: Voices that were each measured once before anything was done for them.
VOICES = tuple(name for name in PARTS if name not in ("metric", "grid", "a", "b"))
RIGHT = {"metric": 0.98, "a": 0.95, "b": 0.95}


@functools.cache
def _navigation(part: str) -> Score:
    return score([item for item in PARTS[part] if item.world != GRID], parse)


@pytest.mark.parametrize("part", RIGHT)
def test_sentences_about_navigation_are_read_right(part: str) -> None:
    counts = _navigation(part).figures()["sentences with a meaning"]
    assert counts["right"] >= RIGHT[part] * counts["of"]


@pytest.mark.parametrize("part", RIGHT)
def test_hardly_any_is_read_wrong_without_a_flag(part: str) -> None:
    wrong, total = _navigation(part).figures()[_WRONG]
    assert wrong <= 0.02 * total


@functools.cache
def _voices() -> Score:
    """The further voices, tasks and grid together."""
    return score([item for name in VOICES for item in PARTS[name]], parse)


def test_further_voices_are_read_right_and_hardly_any_wrong_without_a_flag() -> None:
    figures = _voices().figures()
    counts, (wrong, total) = figures["sentences with a meaning"], figures[_WRONG]
    assert counts["right"] >= 0.9 * counts["of"]
    assert wrong <= 0.02 * total
    refusals = figures["must refuse"]
    assert refusals["right"] >= 0.95 * refusals["of"]


def test_what_must_be_refused_is_refused() -> None:
    counts = [_navigation(part).figures()["must refuse"] for part in RIGHT]
    assert sum(c["right"] for c in counts) >= 0.95 * sum(c["of"] for c in counts)


def test_minimal_pairs_are_told_apart() -> None:
    scores = [_navigation(part) for part in RIGHT]
    assert sum(s.told_apart for s in scores) >= 0.95 * sum(s.pairs for s in scores)

"""The corpus is what it says: sizes, shares, formulas that fit, pairs that differ."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from saferl.constraints import from_json, to_json
from saferl.worlds import world_of
from tests.natural_language.corpus.development import ITEMS as DEVELOPMENT
from tests.natural_language.corpus.development import ON_REFUSING, PARTS
from tests.natural_language.corpus.heldout import ITEMS as HELDOUT
from tests.natural_language.corpus.items import GRID, STEP_SECONDS, Item
from tests.natural_language.meaning import SHARE, exercise, first_violations, same, signature
from tests.natural_language.traces import scene

SPLITS = {"development": DEVELOPMENT, "heldout": HELDOUT}
CODES = {
    "UNKNOWN_OBJECT",
    "ABSENT_OBJECT",
    "NO_THRESHOLD",
    "NO_UNIT",
    "CONTRADICTION",
    "VACUOUS",
    "IMPOSSIBLE",
    "NOT_A_CONSTRAINT",
    "LEFTOVER_WORDS",
}


def _pairs(items: tuple[Item, ...]) -> list[tuple[Item, Item]]:
    by_label: dict[str, list[Item]] = {}
    for item in items:
        if item.pair is not None:
            by_label.setdefault(item.pair, []).append(item)
    return [(a, b) for a, b in by_label.values()]


def test_at_least_four_hundred_sentences_of_which_the_first_third_is_held_out() -> None:
    held_out, development = 198, 426  # as first committed; the development part may grow
    assert len(HELDOUT) >= held_out >= 0.3 * (held_out + development)
    assert len(DEVELOPMENT) >= development
    assert [item for part in PARTS.values() for item in part] == list(DEVELOPMENT)


@pytest.mark.parametrize("split", SPLITS)
def test_each_part_has_its_share_of_every_kind(split: str) -> None:
    further = {item.id for part in ON_REFUSING for item in PARTS[part]}
    items = [item for item in SPLITS[split] if item.id not in further]
    share = {
        "refused": np.mean([bool(item.refuse) for item in items]),
        "ambiguous": np.mean([len(item.golds) > 1 for item in items]),
        "grid": np.mean([item.world == GRID for item in items]),
    }
    assert share["refused"] >= 0.15
    assert 0.03 <= share["ambiguous"] <= 0.1
    assert share["grid"] >= 0.25
    assert {code for item in items for code in item.refuse} == CODES


def test_no_sentence_is_in_both_parts_or_twice_with_the_same_world() -> None:
    counts = Counter((item.text.lower(), item.world) for item in DEVELOPMENT + HELDOUT)
    assert [key for key, count in counts.items() if count > 1] == []
    held = {item.text.lower() for item in HELDOUT if item.golds}
    assert held.isdisjoint(item.text.lower() for item in DEVELOPMENT)


@pytest.mark.parametrize("split", SPLITS)
def test_an_item_is_either_refused_or_has_a_meaning(split: str) -> None:
    for item in SPLITS[split]:
        assert bool(item.golds) != bool(item.refuse), item.text


@pytest.mark.parametrize("split", SPLITS)
def test_golds_fit_their_world_and_survive_json(split: str) -> None:
    for item in SPLITS[split]:
        for constraint in (part for gold in item.golds for part in gold):
            assert scene(item.world).problems(constraint) == (), item.text
            assert from_json(to_json(constraint)) == constraint


def test_seconds_are_those_of_the_tasks() -> None:
    for world, seconds in STEP_SECONDS.items():
        assert world_of(world).dt == pytest.approx(seconds)
    assert {item.world for item in DEVELOPMENT + HELDOUT} == {*STEP_SECONDS, GRID}


@pytest.mark.parametrize("split", SPLITS)
def test_a_fifth_of_the_traces_violates_and_a_fifth_satisfies_each_gold(split: str) -> None:
    for item in SPLITS[split]:
        if item.golds:
            traces = exercise(item.golds, item.world, seed=1, label=item.text)
            for gold in item.golds:
                violated = first_violations(gold, traces) < traces.length
                assert SHARE <= violated.mean() <= 1 - SHARE, item.text


@pytest.mark.parametrize("split", SPLITS)
def test_the_readings_of_an_ambiguous_sentence_differ(split: str) -> None:
    for item in SPLITS[split]:
        if len(item.golds) > 1:
            traces = exercise(item.golds, item.world, seed=1, label=item.text)
            found = [signature(gold, traces) for gold in item.golds]
            for index, one in enumerate(found):
                assert not any(same(one, other) for other in found[:index]), item.text


def test_there_are_forty_minimal_pairs_and_each_differs_in_meaning() -> None:
    pairs = [*_pairs(DEVELOPMENT), *_pairs(HELDOUT)]
    assert len(pairs) >= 40
    for a, b in pairs:
        assert a.world == b.world
        words_a, words_b = Counter(a.text.lower().split()), Counter(b.text.lower().split())
        assert max((words_a - words_b).total(), (words_b - words_a).total()) <= 2, (a.text, b.text)
        golds = [item.golds[0] for item in (a, b) if item.golds]
        if len(golds) == 2:
            traces = exercise(golds, a.world, seed=1, label=a.text)
            assert not same(signature(golds[0], traces), signature(golds[1], traces)), a.text

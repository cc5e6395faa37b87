"""The scoring tells meanings apart and counts outcomes as the README says."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from saferl.constraints import (
    After,
    All,
    Always,
    AtMost,
    Constraint,
    Contact,
    Distance,
    Event,
    For,
    ForAtMost,
    Formula,
    Never,
    Speed,
    TaskCost,
    Until,
    Within,
)
from tests.natural_language.corpus.items import BUTTON, GOAL, GRID, Item, average, both, ok
from tests.natural_language.judging import Scored, class_of, judge, score
from tests.natural_language.meaning import exercise, first_violations, same, signature

hazards, vases, lava = Contact("hazards"), Contact("vases"), Contact("lava")


def _rule(formula: Formula, budget: float = 0.0, enforce: Any = "always") -> Constraint:
    return Constraint("rule", formula, budget=budget, enforce=enforce)


def _agree(gold: Formula | Constraint, other: Formula | Constraint, world: str = GOAL) -> bool:
    meanings = [
        (given if isinstance(given, Constraint) else _rule(given),) for given in (gold, other)
    ]
    traces = exercise(meanings[:1], world, seed=3)
    one, two = (signature(meaning, traces) for meaning in meanings)
    return same(one, two)


@pytest.mark.parametrize(
    ("gold", "other"),
    [
        (Always(Distance("hazards") >= 0.3), Always(Distance("hazards") > 0.3)),
        (Always(Distance("hazards") >= 0.3), Always(Distance("hazards") >= 0.3048)),
        (Always(Distance("hazards") >= 0.3), Always(Distance("vases") >= 0.3)),
        (
            Always(Distance("hazards") >= 0.3),
            Always(Distance("hazards", measure="centre") >= 0.3),
        ),
        (Always(Speed() <= 1), Always(Speed() < 1)),
        (Never(vases), Never(Distance("vases") <= 0)),
        (Never(vases & hazards), Never(vases | hazards)),
        (AtMost(3, vases), AtMost(2, vases)),
        (AtMost(3, vases), AtMost(3, vases, "steps")),
        (AtMost(3, vases, window=100), AtMost(3, vases)),
        (AtMost(3, vases, window=100), AtMost(3, vases, window=101)),
        (AtMost(3, vases | hazards), AtMost(3, vases)),
        (ForAtMost(100, hazards), ForAtMost(99, hazards)),
        (ForAtMost(100, hazards), AtMost(100, hazards, "steps")),
        (For(50, Speed() < 1), For(51, Speed() < 1)),
        (Until(~vases, hazards), After(hazards, Never(vases))),
        (After(vases, Never(hazards)), After(hazards, Never(vases))),
        (After(vases, For(50, ~hazards)), After(vases, For(50, ~hazards), each=True)),
        (Within(vases, Speed() < 0.1, 10), Within(vases, Speed() < 0.1, 11)),
        (_rule(TaskCost(), 25), _rule(TaskCost(), 24)),
        (average(Never(vases), 3), average(Never(vases), 4)),
        (average(Never(vases), 3), AtMost(3, vases)),
        (average(Never(vases), 3), average(AtMost(0, vases), 3)),
    ],
)
def test_meanings_that_differ_are_told_apart(
    gold: Formula | Constraint, other: Formula | Constraint
) -> None:
    assert not _agree(gold, other)


@pytest.mark.parametrize(
    ("gold", "other"),
    [
        (Never(Distance("hazards") < 0.3), Always(Distance("hazards") >= 0.3)),
        (Always(Distance("hazards") >= 0.3), Always(Distance("hazards") >= 30 * 0.01)),
        (Never(hazards), Never(Distance("hazards") <= 0)),
        (Never(vases | hazards), All(Never(vases), Never(hazards))),
        (ForAtMost(10, hazards), Within(hazards, ~hazards, 10)),
        (Until(~vases, Event("goal_reached")), Until(~vases, Contact("goal"))),
        (AtMost(0, vases), Never(vases)),
    ],
)
def test_meanings_that_agree_are_the_same_however_written(gold: Formula, other: Formula) -> None:
    assert _agree(gold, other)


def test_on_the_grid_distances_are_whole_squares() -> None:
    assert _agree(Never(Distance("lava") < 3), Never(Distance("lava") <= 2), GRID)
    assert _agree(Never(lava), Never(Distance("lava") < 1), GRID)
    assert not _agree(Never(Distance("lava") < 3), Never(Distance("lava") <= 3), GRID)


def test_a_pressed_button_is_a_touched_one() -> None:
    assert _agree(Never(Contact("buttons")), Never(Event("button_pressed")), BUTTON)
    assert not _agree(Never(Event("wrong_button_pressed")), Never(Contact("buttons")), BUTTON)


def test_a_trace_is_the_same_every_time() -> None:
    golds = [(_rule(AtMost(3, vases)),)]
    one, two = (exercise(golds, GOAL, seed=5)["contact/vases"] for _ in range(2))
    np.testing.assert_array_equal(one, two)
    assert not np.array_equal(one, exercise(golds, GOAL, seed=6)["contact/vases"])


def test_a_vacuous_gold_is_noticed() -> None:
    with pytest.raises(AssertionError, match="shares"):
        exercise([(_rule(Never(vases & ~vases)),)], GOAL, seed=1)


def _item(*golds: Any, refuse: tuple[str, ...] = ()) -> Item:
    meanings = tuple(gold if isinstance(gold, tuple) else both(gold) for gold in golds)
    return Item(id="t1", text="...", world=GOAL, golds=meanings, refuse=refuse)


def _reading(status: str, *meanings: Formula, codes: tuple[str, ...] = ()) -> SimpleNamespace:
    parts = [both(meaning) for meaning in meanings]
    return SimpleNamespace(
        status=status,
        constraints=parts[0] if parts else (),
        alternatives=[SimpleNamespace(constraints=part) for part in parts[1:]],
        problems=[SimpleNamespace(code=code) for code in codes],
    )


CLEAR = _item(Never(vases))
UNCLEAR = _item(AtMost(3, vases), AtMost(3, vases, "steps"))
REFUSABLE = _item(refuse=("NO_UNIT",))


@pytest.mark.parametrize(
    ("item", "reading", "outcome"),
    [
        (CLEAR, _reading("sure", Never(vases)), "right"),
        (CLEAR, _reading("likely", Never(vases)), "right"),
        (CLEAR, _reading("sure", Never(hazards)), "wrong"),
        (CLEAR, _reading("likely", Never(hazards)), "flagged"),
        (CLEAR, _reading("ambiguous", Never(vases), Never(hazards)), "flagged"),
        (CLEAR, _reading("refused", codes=("NO_UNIT",)), "refused"),
        (UNCLEAR, _reading("ambiguous", Never(vases), AtMost(3, vases, "steps")), "right"),
        (UNCLEAR, _reading("ambiguous", Never(vases), Never(hazards)), "flagged"),
        (UNCLEAR, _reading("sure", AtMost(3, vases)), "wrong"),
        (UNCLEAR, _reading("refused", codes=("NO_UNIT",)), "refused"),
        (REFUSABLE, _reading("refused", codes=("NO_UNIT",)), "right"),
        (REFUSABLE, _reading("likely", Never(vases)), "flagged"),
        (REFUSABLE, _reading("sure", Never(vases)), "wrong"),
    ],
)
def test_outcomes(item: Item, reading: SimpleNamespace, outcome: str) -> None:
    assert judge(item, reading).outcome == outcome


def test_several_constraints_are_compared_together() -> None:
    item = _item(both(Never(vases), Always(Speed() < 1)))
    swapped = _reading("sure")
    swapped.constraints = both(Always(Speed() < 1), Never(vases))
    assert judge(item, swapped).outcome == "right"
    swapped.constraints = both(Never(vases))
    assert judge(item, swapped).outcome == "wrong"


def _pair() -> tuple[Item, Item]:
    more = Item(id="a", text="three", world=GOAL, golds=(both(AtMost(3, vases)),), pair="p")
    less = Item(id="b", text="four", world=GOAL, golds=(both(AtMost(4, vases)),), pair="p")
    return more, less


@pytest.mark.parametrize(
    ("first", "second", "apart"),
    [(3, 4, 1), (3, 3, 0), (4, 3, 0), (4, 4, 0), (3, 5, 1)],
)
def test_pairs_told_apart(first: int, second: int, apart: int) -> None:
    def parse(text: str, world: object) -> SimpleNamespace:
        return _reading("sure", AtMost(first if text == "three" else second, vases))

    assert score(_pair(), parse).told_apart == apart


def test_a_refusal_does_not_tell_a_pair_apart() -> None:
    def parse(text: str, world: object) -> SimpleNamespace:
        return _reading("sure", AtMost(3, vases)) if text == "three" else _reading("refused")

    found = score(_pair(), parse)
    assert (found.told_apart, found.both_right) == (0, 0)


def test_a_crash_counts_as_wrong_and_the_rest_is_scored() -> None:
    def parse(text: str, world: object) -> SimpleNamespace:
        if text == "bad":
            raise ValueError("no")
        return _reading("sure", Never(vases))

    items = [
        Item(id="a", text="bad", world=GOAL, golds=CLEAR.golds),
        Item(
            id="b", text="good", world=GOAL, golds=CLEAR.golds, tags=ok("", Never(vases), "t").tags
        ),
    ]
    found = score(items, parse)
    outcomes: list[Scored] = list(found.scored)
    assert [one.outcome for one in outcomes] == ["wrong", "right"]
    assert found.figures()["wrong without a flag, of all"] == [1, 2]
    assert found.by_tag() == {"t": {"of": 1, "right": 1, "wrong": 0, "flagged": 0, "refused": 0}}


@pytest.mark.parametrize(
    ("item", "name"),
    [
        (CLEAR, "Never"),
        (UNCLEAR, "ambiguous"),
        (REFUSABLE, "refused"),
        (_item(both(Never(vases), Never(hazards))), "several"),
        (_item(average(Never(vases), 2)), "average"),
        (_item(AtMost(2, vases, "steps")), "AtMost steps"),
    ],
)
def test_classes(item: Item, name: str) -> None:
    assert class_of(item) == name


def test_traces_are_kept_on_which_two_golds_differ() -> None:
    visits, steps = ((_rule(AtMost(3, vases, count)),) for count in ("visits", "steps"))
    traces = exercise([visits, steps], GOAL, seed=1)
    assert np.sum(first_violations(visits, traces) != first_violations(steps, traces)) >= 5

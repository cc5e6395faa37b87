"""Sentences that leave something open give every reading, and words that pick each."""

from __future__ import annotations

import pytest

from natural_language import explain, parse
from natural_language.alternatives import difference
from natural_language.equivalence import meaning_of
from natural_language.witness import telling_apart
from saferl.constraints import AtMost, Constraint, Contact, For, ForAtMost, Never, Speed
from saferl.worlds import World, world_of
from tests.natural_language.corpus.development import ITEMS
from tests.natural_language.judging import parser_world

GOAL = "SafetyPointGoal2-v0"
hazards, vases = Contact("hazards"), Contact("vases")

AMBIGUOUS = [
    (
        "spend no more than 50 steps in hazards",
        [ForAtMost(50, hazards), AtMost(50, hazards, "steps")],
    ),
    ("do not touch a hazard and a vase", [Never(hazards | vases), Never(hazards & vases)]),
    (
        "you may not stand still for three seconds",
        [ForAtMost(149, Speed() < 0.05), ForAtMost(150, Speed() < 0.05), For(150, Speed() >= 0.05)],
    ),
]


@pytest.mark.parametrize(("text", "formulas"), AMBIGUOUS)
def test_every_reading_is_given(text: str, formulas: list[object]) -> None:
    reading = parse(text, GOAL)
    assert reading.status == "ambiguous"
    given = [reading.constraints, *(other.constraints for other in reading.alternatives)]
    found = {meaning_of(constraints) for constraints in given}
    for formula in formulas:
        assert meaning_of((Constraint("x", formula, enforce="always"),)) in found  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "spend no more than 50 steps in hazards",
        "touch hazards and vases at most four times",
        "never enter hazards or touch vases faster than 0.3 m/s",
        "after reaching the goal, avoid hazards and stay below 1 m/s",
    ],
)
def test_a_rewording_is_read_only_its_own_way(text: str) -> None:
    reading = parse(text, GOAL)
    assert reading.status == "ambiguous"
    assert reading.alternatives
    for other in reading.alternatives:
        again = parse(other.rewording, GOAL)
        assert again.status == "sure"
        assert again.constraints == other.constraints
        assert other.difference


@pytest.mark.parametrize(("text", "formulas"), AMBIGUOUS)
def test_readings_are_told_apart_by_an_episode(text: str, formulas: list[object]) -> None:
    del formulas
    reading = parse(text, GOAL)
    for other in reading.alternatives:
        assert telling_apart(reading.constraints, other.constraints, world_of(GOAL)) is not None


def test_lists_with_a_count_are_open_unless_the_words_settle_it() -> None:
    assert parse("touch hazards and vases at most twice", GOAL).status == "ambiguous"
    each = parse("touch hazards and vases at most twice each", GOAL)
    together = parse("touch hazards and vases at most twice in total", GOAL)
    assert [c.formula for c in each.constraints] == [AtMost(2, hazards), AtMost(2, vases)]
    assert [c.formula for c in together.constraints] == [AtMost(2, hazards | vases)]


def test_differences_are_said() -> None:
    def rules(*formulas: object) -> tuple[Constraint, ...]:
        return tuple(Constraint(f"r{k}", f) for k, f in enumerate(formulas))  # type: ignore[arg-type]

    row, total = rules(ForAtMost(5, vases)), rules(AtMost(5, vases, "steps"))
    assert "added up" in difference(row, total)
    assert "unbroken stay" in difference(total, row)
    each, one = rules(AtMost(2, hazards), AtMost(2, vases)), rules(AtMost(2, hazards | vases))
    assert "share one count" in difference(each, one)
    assert "count of its own" in difference(one, each)
    assert "beginning" in difference(row, rules(For(5, ~vases)))


def test_every_rewording_of_the_corpus_picks_its_own_reading() -> None:
    seen = 0
    for item in ITEMS:
        world = parser_world(item.world)
        reading = parse(item.text, world)
        if not reading.alternatives:
            continue
        of = world if isinstance(world, World) else world_of(world)
        first = " ".join(explain(one, of) for one in reading.constraints)
        told = [(first, reading.constraints)]
        told += [(other.rewording, other.constraints) for other in reading.alternatives]
        for words, constraints in told:
            again = parse(words, world)
            assert (again.status, again.constraints) == ("sure", constraints), words
            assert again.alternatives == ()
            seen += 1
    assert seen > 100

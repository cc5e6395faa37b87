"""HazardWorld as constraints see it: squares, turns, no clock and no speed."""

from __future__ import annotations

import pytest

from natural_language import parse
from natural_language.hazardworld.world import GRID, HAZARDWORLD
from saferl.constraints import After, Always, AtMost, Contact, Distance, Formula, Never, Until


def test_groups_and_size() -> None:
    assert [group.name for group in HAZARDWORLD.groups] == ["lava", "water", "grass"]
    assert all(group.flat for group in HAZARDWORLD.groups)
    assert HAZARDWORLD.arena == (0, 0, GRID - 1, GRID - 1)
    assert HAZARDWORLD.squares


def test_turns_are_steps_and_numbers_are_squares() -> None:
    budget = parse("be on lava for at most ten turns in total", HAZARDWORLD)
    assert budget.constraints[0].formula == AtMost(10, Contact("lava"), count="steps")
    gap = parse("maintain a minimum distance of 2 from grass", HAZARDWORLD)
    assert gap.constraints[0].formula == Always(Distance("grass") >= 2)


def test_seconds_and_speeds_mean_nothing() -> None:
    assert (
        parse("stay off lava for two seconds after touching water", HAZARDWORLD).status == "refused"
    )
    assert parse("never exceed 1 m/s", HAZARDWORLD).status == "refused"


lava, water, grass = Contact("lava"), Contact("water"), Contact("grass")


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("go onto lava only if you never crossed water squares", After(water, Never(lava))),
        ("go onto lava only if water was never touched", After(water, Never(lava))),
        ("grass is deadly for those who never crossed lava squares", Until(~grass, lava)),
        ("grass is deadly for those who did not cross lava squares", Until(~grass, lava)),
        ("remember: without having entered lava, water is not allowed!", Until(~water, lava)),
        ("remember: without entering lava, water is not allowed!", Until(~water, lava)),
    ],
)
def test_what_was_never_done_is_history_and_no_state(text: str, formula: Formula) -> None:
    reading = parse(text, HAZARDWORLD)
    assert reading.status == "sure"
    assert [one.formula for one in reading.constraints] == [formula]


def test_a_ban_that_follows_a_number_and_its_reason_stands() -> None:
    text = "be on lava tiles for at most 5 turns overall. The orange tiles are deadly; avoid them"
    reading = parse(text, HAZARDWORLD)
    assert reading.status == "likely"
    formulas = [one.formula for one in reading.constraints]
    assert formulas == [AtMost(5, lava, count="steps"), Never(lava)]
    before = parse("avoid lava; you may touch it twice", HAZARDWORLD)
    assert [one.formula for one in before.constraints] == [AtMost(2, lava)]

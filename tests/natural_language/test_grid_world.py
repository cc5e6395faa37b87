"""HazardWorld as constraints see it: squares, turns, no clock and no speed."""

from __future__ import annotations

from natural_language import parse
from natural_language.hazardworld.world import GRID, HAZARDWORLD
from saferl.constraints import Always, AtMost, Contact, Distance


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

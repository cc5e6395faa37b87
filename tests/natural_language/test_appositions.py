"""A quantity said twice is one quantity, if both sayings come to the same."""

from __future__ import annotations

import pytest

from natural_language import parse
from natural_language.hazardworld.world import HAZARDWORLD
from saferl.constraints import Always, AtMost, Contact, Distance, Formula, Speed

GOAL = "SafetyPointGoal2-v0"


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("stay 400 mm, i.e. 40 cm, away from hazards", Always(Distance("hazards") >= 0.4)),
        ("keep 400 mm (40 cm) from hazards", Always(Distance("hazards") >= 0.4)),
        ("keep 400 mm, that is 40 cm, from hazards", Always(Distance("hazards") >= 0.4)),
        ("keep 0.4 m or 40 cm from hazards", Always(Distance("hazards") >= 0.4)),
        ("stay two (2) metres from hazards", Always(Distance("hazards") >= 2)),
        ("keep 1 m (3.3 ft) from hazards", Always(Distance("hazards") >= 1)),
        ("touch vases at most three (3) times", AtMost(3, Contact("vases"))),
        (
            "stay in hazards at most 2 seconds (100 steps) in total",
            AtMost(100, Contact("hazards"), count="steps"),
        ),
        ("speed below 1 m/s (3.6 km/h)", Always(Speed() < 1)),
    ],
)
def test_the_same_said_twice_counts_once(text: str, formula: Formula) -> None:
    reading = parse(text, GOAL)
    assert reading.status == "sure"
    assert [one.formula for one in reading.constraints] == [formula]


@pytest.mark.parametrize(
    "text",
    [
        "keep 400 mm (50 cm) from hazards",
        "keep at least 400 mm, i.e. 50 cm, away from hazards",
        "keep 1 m (3 ft) from hazards",
        "touch vases at most three (4) times",
        "stay in hazards at most 2 seconds (90 steps) in total",
        "speed below 1 m/s (5 km/h)",
    ],
)
def test_two_sayings_that_differ_contradict_each_other(text: str) -> None:
    reading = parse(text, GOAL)
    assert reading.status == "refused"
    assert "CONTRADICTION" in {problem.code for problem in reading.problems}


def test_squares_said_twice_are_said_once() -> None:
    reading = parse("keep three (3) squares from lava", HAZARDWORLD)
    assert [one.formula for one in reading.constraints] == [Always(Distance("lava") >= 3)]


@pytest.mark.parametrize("text", ["speed below 1 m/s, 2 m/s", "stay 1 m (2 m at night) from vases"])
def test_a_second_number_that_says_something_else_is_not_dropped(text: str) -> None:
    assert parse(text, GOAL).status == "refused"

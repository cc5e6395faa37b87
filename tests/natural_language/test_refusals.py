"""What is refused, and why: a wrong guess is worse than none."""

from __future__ import annotations

import pytest

from natural_language import Reading, parse
from natural_language.hazardworld.world import HAZARDWORLD
from natural_language.lexicon.kin import KIN
from natural_language.problems import CODES

GOAL = "SafetyPointGoal2-v0"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("avoid the penguins", "UNKNOWN_OBJECT"),
        ("after touching the red lever, avoid hazards", "UNKNOWN_OBJECT"),
        ("do not touch gremlins", "ABSENT_OBJECT"),
        ("never push the box", "ABSENT_OBJECT"),
        ("don't go near hazards", "NO_THRESHOLD"),
        ("keep a safe distance from vases", "NO_THRESHOLD"),
        ("do not drive too fast", "NO_THRESHOLD"),
        ("slow down near vases", "NO_THRESHOLD"),
        ("do not stay in hazards for long", "NO_THRESHOLD"),
        ("do not touch vases too often", "NO_THRESHOLD"),
        ("keep 0.5 from hazards", "NO_UNIT"),
        ("drive slower than 2", "NO_UNIT"),
        ("your speed must be under 1 m/s and over 1.5 m/s", "CONTRADICTION"),
        ("stay at least 2 m from hazards and at most 1 m from hazards", "CONTRADICTION"),
        ("touch vases at most 2000 times", "VACUOUS"),
        ("never go slower than 0 m/s", "VACUOUS"),
        ("stay in hazards for at most ten minutes in total", "VACUOUS"),
        ("stay at least 300 m from hazards", "IMPOSSIBLE"),
        ("never be within 2 km of a vase", "IMPOSSIBLE"),
        ("drive at less than 0 m/s", "IMPOSSIBLE"),
        ("reach the goal", "NOT_A_CONSTRAINT"),
        ("vases may be touched", "NOT_A_CONSTRAINT"),
        ("touch at least two vases", "NOT_A_CONSTRAINT"),
        ("you do not have to avoid hazards", "NOT_A_CONSTRAINT"),
        ("hazards are blue", "NOT_A_CONSTRAINT"),
        ("good morning", "NOT_A_CONSTRAINT"),
        ("", "NOT_A_CONSTRAINT"),
        ("avoid hazards on Tuesdays", "LEFTOVER_WORDS"),
        ("do not touch vases with your gripper", "LEFTOVER_WORDS"),
        ("avoid hazards in 95% of the episodes", "LEFTOVER_WORDS"),
        ("stay 30 cm from the biggest hazard", "LEFTOVER_WORDS"),
        ("do not touch vases while singing", "LEFTOVER_WORDS"),
        ("do not touch lava", "ABSENT_OBJECT"),
    ],
)
def test_refused_with_a_reason(text: str, code: str) -> None:
    reading = parse(text, GOAL)
    assert reading.status == "refused"
    assert reading.constraints == ()
    assert code in {problem.code for problem in reading.problems}
    assert all(problem.code in CODES and problem.message for problem in reading.problems)


def test_an_unknown_object_is_named_with_what_there_is() -> None:
    problem = parse("avoid the penguins", GOAL).problems[0]
    assert problem.words == "penguins"
    assert "hazards" in problem.suggestion
    assert "avoid the penguins"[problem.start :] == "penguins"


@pytest.mark.parametrize(
    ("word", "world", "group"),
    [
        ("jugs", GOAL, "vases"),
        ("pylon", "SafetyPointPush2-v0", "pillars"),
        ("ogre", "SafetyPointButton2-v0", "gremlins"),
        ("sea", HAZARDWORLD, "water"),
        ("volcano", HAZARDWORLD, "lava"),
    ],
)
def test_an_unknown_object_is_refused_with_the_group_it_is_most_like(
    word: str, world: object, group: str
) -> None:
    reading = parse(f"do not touch the {word}", world)
    assert reading.status == "refused"
    assert f"did you mean the {group}?" in reading.problems[0].suggestion


def test_what_is_only_kin_is_never_read() -> None:
    for world in (GOAL, "SafetyPointButton2-v0", "SafetyPointPush2-v0", HAZARDWORLD):
        for word in KIN:
            assert parse(f"never touch the {word}", world).status == "refused", word


@pytest.mark.parametrize(
    "text",
    [
        "never touch vases unless someone waves",
        "avoid hazards except on the left side",
        "do not touch vases for more than three",
        "touch vases at most -1 times",
        "stay 30 cm from the leftmost hazard",
        "wait at least 2 seconds between two vase contacts",
        "do not touch vases in the last 100 steps",
        "touch vases but never touch a vase",
        "do not touch lava",
        "after 100 steps, avoid vases",
        "average speed must be below 2 m/s",
        "keep 3 squares from hazards",
        "touch vases at most twice before reaching the goal",
        "avoid hazards, penguins, and vases",
        "never touch vases fewer than twice",
        "avoid hazards once",
        "keep 1 m between the vases",
        "keep 1 m between the vases and the hazards",
        "hazards are 0.4 m wide",
        "the robot is just 30 cm from a hazard now",
        "touch a vase at most twice per journey leg",
        "we expect vase touches to fall below three",
        "never be slower than 2 m/s or faster than 1 m/s",
        "after touching a vase avoid hazards. the same goes for the goal",
        "avoid hazards. the same goes for penguins",
        "vases are not",
        "avoid every other hazard",
        "avoid half of the vases",
        "avoid hazards. avoid every other vase.",
        "never touch the same vase twice",
        "hazards with lights must not be entered",
        "every third vase is off limits",
        "keep vases 30 cm apart",
        "stay 2 m/s away from hazards",
        "stay in hazards for at most 2 m",
        "stay in hazards for at most seconds",
        "do not exceed 0.5 m near hazards",
        "go at exactly 2 m/s",
        "avoid broken vases",
        "maybe keep 1 m from hazards",
        "consider avoiding vases",
        "true or false: hazards must be avoided",
        "this is a test: avoid hazards",
        "three vases will have been touched",
        "touching vases may become forbidden",
        "should I avoid hazards",
        "nobody else may enter hazards",
        "we favour routes without hazards",
        "touch a vase, nobody will notice",
        "touch the gremlins, not the vases",
        "never slower than 1 m/s, always stand still",
        "avoid all but one hazard",
        "avoid every hazard except the one near the goal",
        "somebody set the speed limit to 1 m/s",
        "don't come back without touching a vase",
    ],
)
def test_what_cannot_be_said_is_not_read_as_something_else(text: str) -> None:
    assert parse(text, GOAL).status == "refused"


def test_a_bare_number_is_a_distance_only_in_squares() -> None:
    assert parse("keep 3 away from lava", HAZARDWORLD).status == "sure"
    assert parse("keep 3 away from hazards", GOAL).status == "refused"


def _codes(reading: Reading) -> set[str]:
    return {problem.code for problem in reading.problems}


def test_slips_are_guessed_and_said() -> None:
    reading = parse("dont tuch the vasses", GOAL)
    assert reading.status == "likely"
    assert "SLIP" in _codes(reading)
    assert {problem.suggestion for problem in reading.problems} == {"touch", "vases"}


@pytest.mark.parametrize("word", ["snow", "trees", "cat", "children", "waves", "lever"])
def test_real_words_are_not_taken_for_slips(word: str) -> None:
    assert parse(f"avoid the {word}", GOAL).status == "refused"
    assert parse(f"avoid the {word}", HAZARDWORLD).status == "refused"


@pytest.mark.parametrize(
    "text", ["don't push the box into the hazards", "keep the box at least 30 cm from the hazards"]
)
def test_what_happens_between_objects_is_not_read_as_happening_to_the_robot(text: str) -> None:
    assert parse(text, "SafetyPointPush2-v0").status == "refused"


def test_every_code_is_reached() -> None:
    texts = [
        "avoid the penguins",
        "do not touch gremlins",
        "do not go near hazards",
        "keep 0.5 from hazards",
        "stay 2 m from hazards and within 1 m of hazards",
        "touch vases at most 2000 times",
        "stay 300 m from hazards",
        "hazards are blue",
        "avoid hazards on tuesdays",
        "avoid every other hazard",
        "avoid hazards " * 1000,
        "dont tuch vases",
        "avoid hazards. the vases are pretty.",
        "vases may be touched",
        "reach the goal",
    ]
    found = {code for text in texts for code in _codes(parse(text, GOAL))}
    assert found == set(CODES)

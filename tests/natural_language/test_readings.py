"""What sentences mean: one small group for each kind of rule."""

from __future__ import annotations

import pytest

from natural_language import parse
from natural_language.equivalence import same_meaning
from natural_language.hazardworld.world import HAZARDWORLD
from saferl.constraints import (
    After,
    Always,
    AtMost,
    Contact,
    Displacement,
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
from saferl.worlds import Group, Measured, World, world_of

GOAL, PUSH, BUTTON, CAR = (
    f"Safety{name}-v0" for name in ("PointGoal2", "PointPush2", "PointButton2", "CarGoal1")
)
hazards, vases, pillars, gremlins = (
    Contact(name) for name in ("hazards", "vases", "pillars", "gremlins")
)
lava, water, grass = Contact("lava"), Contact("water"), Contact("grass")
goal, wrong = Event("goal_reached"), Event("wrong_button_pressed")
STILL = Speed() < 0.05


def _read(text: str, world: object = GOAL) -> Formula:
    reading = parse(text, world)
    assert reading.status in ("sure", "likely"), (text, reading.status, reading.problems)
    assert len(reading.constraints) == 1
    return reading.constraints[0].formula


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("keep half a metre from hazards", Always(Distance("hazards") >= 0.5)),
        ("never get within 30 cm of a vase", Never(Distance("vases") <= 0.3)),
        ("come no closer than two feet to a hazard", Never(Distance("hazards") < 0.6096)),
        ("leave 6 inches between you and any vase", Always(Distance("vases") >= 0.1524)),
        ("stay one and a half metres from hazards", Always(Distance("hazards") >= 1.5)),
        ("keep 1 ft 6 in from vases", Always(Distance("vases") >= 0.4572)),
        ("stay between 20 cm and 2 m from the goal", None),
        ("give vases a berth of 40 cm", Always(Distance("vases") >= 0.4)),
        ("distance to hazards >= 300 mm", Always(Distance("hazards") >= 0.3)),
        ("do not wander more than 2 m from the goal", Never(Distance("goal") > 2)),
        ("stay 0.4 m from the centre of every vase", Always(Distance("vases", "centre") >= 0.4)),
    ],
)
def test_distances(text: str, formula: Formula | None) -> None:
    if formula is None:
        near, far = Distance("goal") >= 0.2, Distance("goal") <= 2
        formula = Always(near & far)
    assert same_meaning(_read(text), formula)


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("touch vases at most three times", AtMost(3, vases)),
        ("fewer than four vase contacts per episode", AtMost(3, vases)),
        ("the third touch of a vase ends it", AtMost(2, vases)),
        ("do not enter hazards twice", AtMost(1, hazards)),
        ("you may cross a hazard up to twenty-one times", AtMost(21, hazards)),
        ("no more than 2 hazard entries in any 4 seconds", AtMost(2, hazards, window=200)),
        ("be in hazards for at most 3 seconds in total", AtMost(150, hazards, "steps")),
        ("at most 10 of any 50 steps may be spent in hazards", AtMost(10, hazards, "steps", 50)),
        ("never touch a vase once you have touched one", AtMost(1, vases)),
        ("touch vases zero times", Never(vases)),
    ],
)
def test_budgets(text: str, formula: Formula) -> None:
    assert same_meaning(_read(text), formula)


@pytest.mark.parametrize(
    ("text", "formula", "budget", "enforce"),
    [
        ("on average touch vases at most twice", Never(vases), 2, "expected"),
        ("the mean cost per episode must not exceed 25", TaskCost(), 25, "expected"),
        ("the total cost must stay at or below 12.5", TaskCost(), 12.5, "always"),
        ("in expectation at most 10 steps in hazards", Never(hazards), 10, "expected"),
        ("never touch a vase", Never(vases), 0, "always"),
    ],
)
def test_what_a_budget_means(text: str, formula: Formula, budget: float, enforce: str) -> None:
    constraint = parse(text, GOAL).constraints[0]
    assert (constraint.formula, constraint.budget, constraint.enforce) == (formula, budget, enforce)


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("do not exceed 1.5 m/s", Always(Speed() <= 1.5)),
        ("stay below 3.6 km/h", Always(Speed() < 1)),
        ("speed limit 100 cm/s", Always(Speed() <= 1)),
        ("never reach 2 m/s", Never(Speed() >= 2)),
        ("within 1 m of a hazard go at most 0.5 m/s", None),
        ("never hit a vase at more than 0.2 m/s", Never(vases & (Speed() > 0.2))),
        ("do not stop inside hazards", Never(STILL & hazards)),
        ("stay under 1 m/s unless you are inside a hazard", Always((Speed() < 1) | hazards)),
    ],
)
def test_speeds(text: str, formula: Formula | None) -> None:
    if formula is None:
        formula = Never((Distance("hazards") <= 1) & (Speed() > 0.5))
    assert same_meaning(_read(text), formula)


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("after touching a vase, avoid hazards", After(vases, Never(hazards))),
        ("hazards are off limits once the goal is reached", After(goal, Never(hazards))),
        ("touching a vase makes hazards off limits", After(vases, Never(hazards))),
        ("no hazards before the goal", Until(~hazards, goal)),
        ("avoid vases unless you have entered a hazard", Until(~vases, hazards)),
        ("only touch vases after reaching the goal", Until(~vases, goal)),
        ("vases may be touched only before the goal is reached", After(goal, Never(vases))),
        ("until you reach the goal stay below 1 m/s", Until(Speed() < 1, goal)),
        (
            "every time you touch a vase, stop for one second",
            After(vases, For(50, STILL), each=True),
        ),
        ("for 20 steps after touching a vase avoid hazards", After(vases, For(20, ~hazards))),
        ("leave any hazard within 25 steps of entering it", Within(hazards, ~hazards, 25)),
        ("within two seconds of hitting a vase, stop", Within(vases, STILL, 100)),
        ("for the first 5 seconds do not touch vases", For(250, ~vases)),
        ("never stay in a hazard for more than 20 steps in a row", ForAtMost(20, hazards)),
        ("after touching vases twice, avoid hazards", None),
    ],
)
def test_sequences_and_times(text: str, formula: Formula | None) -> None:
    if formula is None:  # the second visit, wherever it is
        formula = After(vases, After(~vases, After(vases, Never(hazards))))
    assert same_meaning(_read(text), formula)


@pytest.mark.parametrize(
    ("world", "text", "formula"),
    [
        (PUSH, "do not push the box further than 1 m", Never(Displacement("box") > 1)),
        (PUSH, "never hit a column", Never(pillars)),
        (BUTTON, "never press a wrong button", Never(wrong)),
        (BUTTON, "don't let a gremlin get within 20 cm of you", Never(Distance("gremlins") <= 0.2)),
        (BUTTON, "keep off the purple cubes", Never(gremlins)),
        (CAR, "do not stay in hazards longer than 2 s at a time", ForAtMost(50, hazards)),
        (HAZARDWORLD, "keep 3 away from lava", Always(Distance("lava") >= 3)),
        (HAZARDWORLD, "never stand next to water", Never(Distance("water") <= 1)),
        (HAZARDWORLD, "grass turns off the danger of lava", Until(~lava, grass)),
        (HAZARDWORLD, "no water after lava", After(lava, Never(water))),
    ],
)
def test_worlds(world: object, text: str, formula: Formula) -> None:
    assert same_meaning(_read(text, world), formula)


def test_near_any_of_several_objects_is_near() -> None:
    near = (Distance("hazards") <= 1) | (Distance("vases") <= 1)
    text = "if you are within 1 m of a hazard or a vase, stay under 0.5 m/s"
    assert same_meaning(_read(text), Never(near & (Speed() >= 0.5)))


def test_two_states_forbidden_together_are_forbidden_at_once() -> None:
    text = "never be faster than 0.5 m/s and within 1 m of a hazard"
    assert same_meaning(_read(text), Never((Speed() > 0.5) & (Distance("hazards") <= 1)))


def test_words_that_point_back() -> None:
    assert _read("reach the goal. after that, never touch a vase.") == After(goal, Never(vases))
    text = "touching a vase makes hazards harmless, but before that keep out of them"
    assert same_meaning(_read(text), Until(~hazards, vases))
    assert _read("never touch vases; one slip is forgiven") == AtMost(1, vases)


def test_several_rules_become_several_constraints() -> None:
    reading = parse("Avoid hazards. Touch vases at most twice, and never exceed 1 m/s.", GOAL)
    formulas = [constraint.formula for constraint in reading.constraints]
    assert formulas == [Never(hazards), AtMost(2, vases), Never(Speed() > 1)]
    assert len({constraint.name for constraint in reading.constraints}) == 3


def test_permissions_beside_a_rule_add_nothing() -> None:
    assert _read("you may touch vases, but not hazards") == Never(hazards)


def test_reasons_and_politeness_are_harmless() -> None:
    text = "Please do not touch the vases, because they are fragile and my aunt loves them."
    assert _read(text) == Never(vases)


def test_pronouns_stand_for_what_was_named_last() -> None:
    reading = parse("The vases are fragile. Do not touch them.", GOAL)
    assert [constraint.formula for constraint in reading.constraints] == [Never(vases)]


def test_a_world_of_ones_own() -> None:
    world = World(
        groups=(Group("cows", 3, radius=0.8), Group("ponds", 2, radius=1.5, flat=True)),
        signals=(Measured("battery", unit="V"),),
        speed="horizontal",
        dt=0.1,
        horizon=600,
    )
    assert _read("never come within 2 m of a cow", world) == Never(Distance("cows") <= 2)
    assert _read("do not stay in ponds for more than 2 s in a row", world) == ForAtMost(
        20, Contact("ponds")
    )


def test_the_text_stays_with_the_constraint() -> None:
    text = "touch vases at most twice"
    assert parse(text, GOAL).constraints[0].text == text


def test_an_environment_is_as_good_as_its_id() -> None:
    assert parse("avoid hazards", world_of(GOAL)) == parse("avoid hazards", f"saferl/{GOAL}")


@pytest.mark.parametrize(
    "second",
    [
        "The same goes for vases.",
        "So are vases.",
        "Vases too.",
        "Ditto vases.",
        "Nor vases.",
        "Vases are just as bad.",
    ],
)
def test_a_rule_can_be_said_again_of_something_else(second: str) -> None:
    reading = parse(f"Hazards are off limits. {second}", GOAL)
    assert reading.status == "sure"
    assert [constraint.formula for constraint in reading.constraints] == [
        Never(hazards),
        Never(vases),
    ]


def test_a_limit_said_again_keeps_its_number() -> None:
    reading = parse("touch hazards at most twice, and the same applies to vases", GOAL)
    assert [c.formula for c in reading.constraints] == [AtMost(2, hazards), AtMost(2, vases)]


def test_is_not_turns_the_verdict_before_it() -> None:
    assert _read("hazards are off limits, vases are not") == Never(hazards)
    assert _read("hazards are fine. vases are not.") == Never(vases)


def test_an_object_that_nothing_is_asked_of_makes_a_reading_less_sure() -> None:
    reading = parse("Avoid hazards. The vases are pretty.", GOAL)
    assert reading.status == "likely"
    assert "GUESS" in {problem.code for problem in reading.problems}
    assert parse("The hazards are hot. Avoid hazards.", GOAL).status == "sure"


def test_a_permission_with_an_exception_forbids_the_exception() -> None:
    assert _read("hazards may be entered unless you go faster than 1 m/s") == Never(
        hazards & (Speed() > 1)
    )


def test_a_question_that_only_names_something_is_a_topic() -> None:
    assert _read("Vases? Twice at most.") == AtMost(2, vases)

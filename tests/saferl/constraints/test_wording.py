"""The canonical English: as it reads, and that no two constraints share a wording."""

import re

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from saferl.constraints import (
    After,
    All,
    Always,
    AtMost,
    Constraint,
    Contact,
    Displacement,
    Distance,
    Event,
    For,
    ForAtMost,
    Measured,
    Never,
    Not,
    Speed,
    Until,
    Within,
    task_cost,
)
from saferl.errors import InputError
from saferl.wording import describe, number
from saferl.worlds import World
from tests.saferl.monitors.traces import constraints

VASES, SLOW = Contact("vases"), Speed() < 0.5
AGENT, SPEED = "the agent touches the vases", "the speed is below 0.5 m/s"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (Always(SLOW), f"it always holds that {SPEED}"),
        (Never(VASES), f"it never happens that {AGENT}"),
        (AtMost(1, VASES), f"it happens at most 1 time that {AGENT}"),
        (
            AtMost(3, VASES, window=50),
            f"it happens at most 3 times in any 50 steps (1 s) that {AGENT}",
        ),
        (
            AtMost(1, VASES, count="steps"),
            f"it is true for at most 1 step (0.02 s) in total that {AGENT}",
        ),
        (
            AtMost(3, VASES, count="steps", window=7),
            f"it is true for at most 3 steps (0.06 s) in any 7 steps (0.14 s) that {AGENT}",
        ),
        (
            ForAtMost(20, VASES),
            f"it is true for at most 20 steps (0.4 s) at a time that {AGENT}",
        ),
        (For(50, SLOW), f"for the first 50 steps (1 s) it holds that {SPEED}"),
        (
            Until(SLOW, Event("goal_reached")),
            f"until the goal is reached, it holds that {SPEED}",
        ),
        (
            Within(VASES, SLOW, 10),
            f"every time that {AGENT}, it happens within 10 steps (0.2 s) that {SPEED}",
        ),
        (
            After(Event("rang"), All(Never(VASES), Always(SLOW))),
            "after the first time that the event rang holds, "
            f"[it never happens that {AGENT}; and it always holds that {SPEED}]",
        ),
        (task_cost(25).formula, "the task's own cost counts"),
        (Not(VASES), f"it is not true that {AGENT}"),
        (VASES & (SLOW | ~VASES), f"{AGENT} and ({SPEED} or (it is not true that {AGENT}))"),
        (Distance("hazards") <= 0, "the distance to the hazards is at most 0 m"),
        (Displacement("box") > 0.05, "the displacement of the box is above 0.05 m"),
        (Measured("battery") >= 1, "the signal battery is at least 1"),
        (Measured("battery", unit="V") >= 1, "the signal battery is at least 1 V"),
    ],
)
def test_each_form_reads_as_documented(said, words):
    assert describe(said, World(dt=0.02)) == words
    assert describe(said) == re.sub(r" \([0-9.]+ s\)", "", words)


def test_a_constraint_is_a_sentence_with_its_budget():
    assert describe(task_cost(25)) == (
        "The task's own cost counts. The mean cost of an episode is at most 25."
    )
    never = Constraint("vases", Never(VASES), budget=0.5, enforce="always")
    assert describe(never).endswith("vases. The cost of every episode is at most 0.5.")


@settings(max_examples=300, deadline=None)
@given(constraints(), constraints())
def test_different_constraints_never_sound_the_same(one, other):
    assume(one != other)
    assert describe(one) != describe(other)
    assert describe(one, World(dt=0.02)) != describe(other, World(dt=0.02))


@settings(deadline=None)
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_read_back_exactly(value):
    assert float(number(value)) == value
    assert "e" not in number(value)
    assert number(np.float64(3.0)) == "3"


def test_only_the_languages_own_things_can_be_described():
    with pytest.raises(InputError, match="expected a constraint, a formula or a predicate"):
        describe("no vases")

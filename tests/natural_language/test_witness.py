"""Witnesses agree with the monitor and are as short as can be."""

from __future__ import annotations

import numpy as np
import pytest

from natural_language.witness import Trace, telling_apart, witness
from saferl.constraints import (
    After,
    Always,
    AtMost,
    Constraint,
    Contact,
    Distance,
    For,
    ForAtMost,
    Formula,
    Never,
    Speed,
    TaskCost,
    Until,
    Within,
)
from saferl.monitors import Monitor
from saferl.worlds import world_of

GOAL = world_of("SafetyPointGoal2-v0")
hazards, vases = Contact("hazards"), Contact("vases")


def _rule(formula: Formula, budget: float = 0.0) -> tuple[Constraint, ...]:
    return (Constraint("rule", formula, budget=budget, enforce="always"),)


def _violates(trace: Trace, constraints: tuple[Constraint, ...]) -> bool:
    monitor = Monitor(constraints)
    violated = False
    for values, count in trace.moments:
        for _ in range(count):
            step = monitor.step({key: np.array([value]) for key, value in values})
            violated = violated or bool(step.violated.any())
    return violated


@pytest.mark.parametrize(
    ("formula", "steps"),
    [
        (Never(vases), 1),
        (Always(Distance("hazards") >= 0.3), 1),
        (AtMost(2, vases), 5),
        (AtMost(2, vases, "steps"), 3),
        (AtMost(1, vases, window=10), 3),
        (ForAtMost(20, hazards), 21),
        (For(10, ~vases), 1),
        (Until(~vases, hazards), 1),
        (After(vases, Never(hazards)), 2),
        (Within(vases, Speed() < 0.05, 10), 11),
        (After(vases, AtMost(1, hazards), each=True), 4),
    ],
)
def test_the_violating_episode_is_the_shortest(formula: Formula, steps: int) -> None:
    rule = _rule(formula)
    found = witness(rule, GOAL)
    assert found.violating is not None
    assert found.satisfying is not None
    assert found.violating.steps == steps
    assert found.satisfying.steps == steps
    assert _violates(found.violating, rule)
    assert not _violates(found.satisfying, rule)


def test_the_tasks_own_cost_has_a_witness() -> None:
    rule = _rule(TaskCost(), budget=2)
    found = witness(rule)
    assert found.violating is not None
    assert found.violating.steps == 3


def test_what_nothing_can_violate_has_no_violating_episode() -> None:
    assert witness(_rule(Never(vases & ~vases))).violating is None


def test_an_episode_tells_two_readings_apart() -> None:
    row, total = _rule(ForAtMost(3, hazards)), _rule(AtMost(3, hazards, "steps"))
    apart = telling_apart(row, total, GOAL)
    assert apart is not None
    assert _violates(apart, row) != _violates(apart, total)
    assert telling_apart(row, row, GOAL) is None


def test_flat_zones_are_touched_where_the_distance_is_none() -> None:
    rule = _rule(Never(hazards & (Distance("hazards") > 0.1)))
    assert witness(rule, GOAL).violating is None


def test_an_episode_is_said_in_words() -> None:
    found = witness(_rule(AtMost(1, vases)))
    assert str(found.violating) == (
        "touching vases for 1 step, not touching vases for 1 step, touching vases for 1 step"
    )

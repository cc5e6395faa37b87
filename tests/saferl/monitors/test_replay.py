"""Replaying a recording: the same verdicts as live, and when each constraint was near."""

import numpy as np
import pytest

from saferl.constraints import (
    Always,
    AtMost,
    Constraint,
    Contact,
    Distance,
    Event,
    ForAtMost,
    Never,
    Within,
    task_cost,
)
from saferl.errors import InputError
from saferl.monitors import replay
from saferl.monitors.replay import stretches
from saferl.worlds import World

VASES = Contact("vases")


def near_of(formula, **signals):
    named = {key.replace("_", "/", 1): values for key, values in signals.items()}
    return replay(Constraint("it", formula), named).near[:, 0].tolist()


def test_a_small_margin_is_near_and_a_violation_is_not():
    seen = replay(
        Constraint("far", Always(Distance("hazards") >= 0.3)),
        {"distance/hazards": np.array([1.0, 0.35, 0.2, 0.399, 0.41])},
    )
    assert seen.near[:, 0].tolist() == [False, True, False, True, False]
    assert seen.violating[:, 0].tolist() == [False, False, True, False, False]
    assert seen.totals.tolist() == [1]
    assert seen.exceeded.tolist() == [True]
    wide = replay(
        seen.constraints, {"distance/hazards": np.array([1.0, 0.35, 0.2, 0.399, 0.41])}, near=0.2
    )
    assert wide.near[:, 0].tolist() == [False, True, False, True, True]


def test_counts_stays_and_open_triggers_are_near_when_the_next_step_could_violate():
    flags = [True, False, False, True]
    assert near_of(AtMost(1, VASES), contact_vases=flags) == [True, True, True, False]
    window = AtMost(1, VASES, window=3)
    assert near_of(window, contact_vases=[True, False, False, False]) == [True, True, True, False]
    stay = [True] * 6
    assert near_of(ForAtMost(5, VASES), contact_vases=stay) == [False] * 3 + [True, True, False]
    waiting = near_of(
        Within(VASES, Event("answer"), 5),
        contact_vases=[True] + [False] * 6,
        event_answer=[False] * 7,
    )
    assert waiting == [False, False, False, True, True, False, True]


def test_the_task_cost_is_near_when_nine_tenths_are_spent():
    seen = replay(task_cost(10), {"cost": np.array([5.0, 3.9, 0.2, 0.0, 1.0, 0.0])})
    assert seen.near[:, 0].tolist() == [False, False, True, True, False, False]
    assert seen.violating[:, 0].tolist() == [False, False, False, False, True, False]


def test_a_recording_that_lacks_signals_or_disagrees_in_length_is_refused():
    never = Constraint("v", Never(VASES))
    with pytest.raises(InputError, match=r"lacks the signals 'contact/vases'; it has 'speed'"):
        replay(never, {"speed": [1.0]})
    with pytest.raises(InputError, match=r"different lengths: \[1, 2\]"):
        replay(
            [never, Constraint("e", Never(Event("e")))], {"contact/vases": [1], "event/e": [0, 0]}
        )
    with pytest.raises(InputError, match="unknown group"):
        replay(never, {"contact/vases": [1]}, World())
    with pytest.raises(InputError, match="near is -1"):
        replay(never, {"contact/vases": [1]}, near=-1)


def test_stretches_are_inclusive():
    assert stretches([]) == []
    assert stretches([True]) == [(0, 0)]
    assert stretches([True, True, False, True]) == [(0, 1), (3, 3)]

"""Deadlines: a monotonic clock, a reserve, and decisions cut short at the same question again."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookahead.deadline import CountedDeadline, Latencies, WallDeadline
from lookahead.example import PointShield, rush
from lookahead.guard import Fault
from lookahead.planner import Level
from lookahead.shielded_policy import ShieldedPolicy
from saferl.errors import InputError

BRAKE_NOW = np.array([0.7, 0.65])


def ticking(step_ms):
    now = [0]

    def clock():
        now[0] += int(1e6 * step_ms)
        return now[0]

    return clock


def test_time_once_up_stays_up():
    times = iter([0, int(9e6), int(1e6)])
    deadline = WallDeadline(5.0, clock=lambda: next(times))
    assert deadline()
    assert deadline()


def test_without_a_limit_time_is_never_up():
    deadline = WallDeadline(None, clock=ticking(1e9))
    assert not any(deadline() for _ in range(10))
    assert deadline.cut is None


@given(st.integers(0, 20), st.integers(1, 40))
def test_a_counted_deadline_says_no_exactly_so_often(cut, asked):
    deadline = CountedDeadline(cut)
    assert sum(not deadline() for _ in range(asked)) == min(cut, asked)


def test_a_search_cut_short_uses_what_it_found_and_counts_it():
    # each question takes 1 ms: one before the screening, one before the search, nine within it
    for limit, level in ((5.0, Level.BACKUP), (8.0, Level.CANDIDATE)):
        shielded = ShieldedPolicy(rush(), PointShield(), deadline_ms=limit, clock=ticking(1.0))
        decision = shielded.decide(BRAKE_NOW, None, [True], True)
        assert decision.faults == Fault.DEADLINE
        assert decision.level == level
    unhurried = ShieldedPolicy(rush(), PointShield()).decide(BRAKE_NOW, None, [True], True)
    assert unhurried.level == Level.CANDIDATE
    assert unhurried.faults == 0


def test_a_decision_cut_short_is_repeated_by_counting_the_questions():
    for milliseconds in range(3, 16):
        limit = float(milliseconds)
        shielded = ShieldedPolicy(rush(), PointShield(), deadline_ms=limit, clock=ticking(1.0))
        first = shielded.decide(BRAKE_NOW, None, [True], True)
        again = shielded.reviewed(
            BRAKE_NOW, None, [True], True, deadline=CountedDeadline(first.cut)
        )
        assert (again.level, again.faults) == (first.level, first.faults)
        np.testing.assert_array_equal(again.action, first.action)


def test_no_time_at_all_leads_to_the_safe_action_not_to_the_proposal():
    shielded = ShieldedPolicy(rush(), PointShield(), deadline_ms=0.5, clock=ticking(1.0))
    decision = shielded.decide(np.zeros(2), None, [True], True)
    assert decision.level == Level.SAFE_ACTION
    assert decision.faults == Fault.DEADLINE


def test_overruns_are_those_beyond_the_limit():
    times = Latencies.of([1.0] * 99 + [12.0], deadline_ms=10.0)
    assert times.late == pytest.approx(0.01)
    assert times.overrun_p999 == 2.0
    assert times.worst == 12.0
    assert Latencies.of([1.0]).overrun_p999 is None


@pytest.mark.parametrize("limit", [0.0, -1.0, float("nan"), float("inf")])
def test_a_limit_is_milliseconds_above_zero(limit):
    with pytest.raises(InputError, match="deadline_ms"):
        ShieldedPolicy(rush(), PointShield(), deadline_ms=limit)

"""Multiplier rules, step by step, and what they converge to."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saferl.errors import InputError, SimulationError
from saferl.multipliers import (
    PID,
    DualAscent,
    MultiplierRule,
    MultiplierState,
    multiplier_rule,
)

COSTS = st.lists(st.floats(0, 1e4), min_size=1, max_size=10)


def test_dual_ascent_by_hand() -> None:
    rule = DualAscent(step_size=0.1, initial=0.5)
    state = rule.step(rule.start(), episode_cost=50.0, budget=25.0)  # violation 1
    assert state.multiplier == pytest.approx(0.6)
    state = rule.step(state, episode_cost=0.0, budget=25.0)  # violation -1
    assert state.multiplier == pytest.approx(0.5)


def test_pid_by_hand() -> None:
    rule = PID(proportional=0.5, integral=0.1, derivative=0.2, smoothing=0.5)
    state = rule.step(rule.start(), episode_cost=20.0, budget=10.0)
    # violation 1, nothing to smooth with, no past cost: 0.5 + 0.1 + 0
    assert state.multiplier == pytest.approx(0.6)
    state = rule.step(state, episode_cost=40.0, budget=10.0)
    # violation 3, smoothed 2; integral 0.1 + 0.3; cost 20 -> 30, a rise of 1: 1.0 + 0.4 + 0.2
    assert state.multiplier == pytest.approx(1.6)
    state = rule.step(state, episode_cost=10.0, budget=10.0)
    # violation 0, smoothed 1; integral 0.4; the cost falls, which is no brake: 0.5 + 0.4
    assert state.multiplier == pytest.approx(0.9)


def test_the_integral_alone_is_dual_ascent() -> None:
    pid = PID(proportional=0.0, integral=0.05, derivative=0.0)
    dual = DualAscent(step_size=0.05)
    one, other = pid.start(), dual.start()
    for cost in (80.0, 10.0, 0.0, 0.0, 0.0, 60.0):
        one, other = pid.step(one, cost, 25.0), dual.step(other, cost, 25.0)
        assert one.multiplier == pytest.approx(other.multiplier)


def test_a_budget_of_zero_counts_in_units_of_cost() -> None:
    rule = DualAscent(step_size=0.1)
    assert rule.step(rule.start(), episode_cost=3.0, budget=0.0).multiplier == pytest.approx(0.3)


def test_aim_leaves_a_margin_below_the_budget() -> None:
    rule = DualAscent(step_size=0.1, aim=0.8)
    assert rule.step(rule.start(), episode_cost=20.0, budget=25.0).multiplier == 0.0
    assert rule.step(rule.start(), episode_cost=30.0, budget=25.0).multiplier == pytest.approx(0.05)


def test_the_integral_does_not_wind_up() -> None:
    rule = PID(proportional=0.0, integral=0.1, derivative=0.0, maximum=1.0)
    state = rule.start()
    for _ in range(1000):
        state = rule.step(state, episode_cost=0.0, budget=10.0)
    assert rule.step(state, episode_cost=20.0, budget=10.0).multiplier == pytest.approx(0.1)
    for _ in range(1000):
        state = rule.step(state, episode_cost=100.0, budget=10.0)
    assert state.multiplier == 1.0
    assert rule.step(state, episode_cost=0.0, budget=10.0).multiplier == pytest.approx(0.9)


@given(COSTS, st.floats(0, 100), st.sampled_from(["dual", "pid"]))
def test_a_multiplier_stays_within_its_bounds(costs: list[float], budget: float, name: str) -> None:
    rule = multiplier_rule(name, maximum=5.0)
    state = rule.start()
    for cost in costs:
        state = rule.step(state, cost, budget)
        assert 0.0 <= state.multiplier <= 5.0
        assert 0.0 <= state.integral <= 5.0


@given(COSTS, st.sampled_from(["dual", "pid"]))
def test_a_state_goes_on_from_its_json(costs: list[float], name: str) -> None:
    rule = multiplier_rule(name)
    one = other = rule.start()
    for cost in costs:
        one = rule.step(one, cost, 25.0)
        other = rule.step(
            MultiplierState.from_json(json.loads(json.dumps(other.to_json()))), cost, 25.0
        )
    assert one == other


@pytest.mark.parametrize(
    "rule",
    [DualAscent(step_size=0.5), PID(proportional=0.5, integral=0.5, derivative=0.1)],
)
def test_it_finds_the_price_that_meets_the_budget(rule: MultiplierRule) -> None:
    # someone who answers a price m with the cost 40 / (1 + m) meets a budget of 10 at m = 3
    state = rule.start()
    for _ in range(400):
        state = rule.step(state, episode_cost=40.0 / (1.0 + state.multiplier), budget=10.0)
    assert state.multiplier == pytest.approx(3.0, abs=1e-3)


@pytest.mark.parametrize("rule", [DualAscent(), PID()])
@pytest.mark.parametrize("cost", [float("nan"), float("inf")])
def test_a_cost_that_is_no_number_is_refused(rule: MultiplierRule, cost: float) -> None:
    with pytest.raises(SimulationError, match="mean episode cost is"):
        rule.step(rule.start(), cost, 25.0)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"initial": -1.0}, "initial is -1.0, expected 0 <= initial"),
        ({"initial": 2.0, "maximum": 1.0}, "expected 0 <= initial <= maximum"),
        ({"aim": 0.0}, "aim is 0.0"),
        ({"aim": 1.5}, "aim is 1.5"),
        ({"proportional": -0.1}, "proportional is -0.1"),
        ({"integral": float("nan")}, "integral is nan"),
        ({"smoothing": 1.0}, "smoothing is 1.0"),
    ],
)
def test_settings_out_of_range_are_named(settings: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        PID(**settings)


def test_an_unknown_rule_is_named() -> None:
    with pytest.raises(InputError, match="unknown multiplier 'pdi'; did you mean 'pid'"):
        multiplier_rule("pdi")

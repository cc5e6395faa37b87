"""The penalty: its bound by hand, and a chain on which greedy policies obey it exactly."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lookahead.penalty import absorbing_value, penalty, penalty_bound
from saferl.errors import InputError

REWARDS = st.floats(-100, 100)
GAMMAS = st.floats(0.5, 0.999)
HORIZONS = st.integers(1, 30)


def test_the_bound_by_hand():
    # (3 - (-1)) / 0.9^2 - 3
    assert penalty_bound(-1.0, 3.0, gamma=0.9, horizon=2) == pytest.approx(4 / 0.81 - 3)


@given(REWARDS, REWARDS, GAMMAS, HORIZONS)
def test_entering_at_its_best_is_worth_less_than_staying_out_at_its_worst(a, b, gamma, horizon):
    low, high = min(a, b), max(a, b)
    assume(high - low > 1e-3)
    worst = penalty(low, high, gamma=gamma, horizon=horizon)
    entering = high * (1 - gamma**horizon) / (1 - gamma)
    entering += gamma**horizon * absorbing_value(worst, gamma)
    assert entering < low / (1 - gamma)


@given(REWARDS, REWARDS, GAMMAS, HORIZONS)
def test_the_penalty_strictly_exceeds_its_bound(a, b, gamma, horizon):
    low, high = min(a, b), max(a, b)
    bound = penalty_bound(low, high, gamma=gamma, horizon=horizon)
    worst = penalty(low, high, gamma=gamma, horizon=horizon)
    assert worst > bound
    assert worst > -low  # violating pays less than any step


def test_a_range_of_rewards_that_rounding_swallows_still_has_a_strict_penalty():
    low, high = 99.99999999999999, 100.0
    worst = penalty(low, high, gamma=0.9, horizon=1)
    assert worst > penalty_bound(low, high, gamma=0.9, horizon=1)


def greedy_enters(c: float, *, gamma: float, horizon: int, low: float, high: float) -> bool:
    """Whether the greedy policy of a chain walks into its irrecoverable part.

    State 0 may stay, at reward `low`, or enter. States 1 to H - 1 can only go on; entering and
    each step within pay `high`, until the last, the H-th, reaches an unsafe state, worth -C for
    ever. Its values are iterated to their fixed point.
    """
    values = np.zeros(horizon + 1)  # of states 0 to H - 1, and of the unsafe state
    values[horizon] = absorbing_value(c, gamma)
    for _ in range(20_000):
        onward = high + gamma * values[1:]
        stay = low + gamma * values[0]
        updated = np.append(np.append(max(stay, onward[0]), onward[1:]), values[horizon])
        if np.abs(updated - values).max() < 1e-12:
            break
        values = updated
    return bool(high + gamma * values[1] > low + gamma * values[0])


@pytest.mark.parametrize(("gamma", "horizon"), [(0.9, 1), (0.9, 5), (0.95, 10), (0.99, 10)])
@pytest.mark.parametrize(("low", "high"), [(0.0, 1.0), (-2.0, 3.0), (5.0, 6.0), (-3.0, -1.0)])
def test_greedy_policies_stay_out_above_the_bound_and_enter_below(gamma, horizon, low, high):
    problem = {"gamma": gamma, "horizon": horizon, "low": low, "high": high}
    bound = penalty_bound(low, high, gamma=gamma, horizon=horizon)
    above = penalty(low, high, gamma=gamma, horizon=horizon)
    assert not greedy_enters(above, **problem)
    assert greedy_enters(bound - 0.01 * (high - low), **problem)


@pytest.mark.parametrize(
    ("low", "high", "gamma", "horizon", "message"),
    [
        (1.0, 0.0, 0.9, 5, "range"),
        (0.0, float("inf"), 0.9, 5, "range"),
        (0.0, 1.0, 1.0, 5, "gamma is 1.0"),
        (0.0, 1.0, 0.9, 0, "horizon is 0"),
    ],
)
def test_what_makes_no_sense_is_refused(low, high, gamma, horizon, message):
    with pytest.raises(InputError, match=message):
        penalty(low, high, gamma=gamma, horizon=horizon)

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saferl.errors import InputError
from saferl.evaluation.statistics import (
    beta_quantile,
    bootstrap,
    clopper_pearson,
    cvar,
    iqm,
    verdict_on_mean,
    verdict_on_rate,
)

samples = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60).map(np.array)


def test_iqm_of_eight_is_the_mean_of_the_middle_four():
    values = np.array([8.0, 1.0, 7.0, 2.0, 6.0, 3.0, 5.0, 4.0])
    assert iqm(values) == (3 + 4 + 5 + 6) / 4


def test_iqm_counts_the_edge_in_part():
    # of five, the middle half is 2.5 wide: 0.75 of the 2nd, all of the 3rd, 0.75 of the 4th
    assert iqm(np.array([0.0, 1.0, 10.0, 100.0, 1000.0])) == pytest.approx(85.75 / 2.5)


@given(samples)
def test_iqm_lies_within_the_sample(values):
    slack = 1e-6 * (1 + np.abs(values).max())
    assert values.min() - slack <= iqm(values) <= values.max() + slack


def test_cvar_of_thirty_is_the_mean_of_the_worst_three():
    assert cvar(np.arange(30.0)) == pytest.approx(28.0)


def test_cvar_counts_fractions_of_an_episode():
    # a tenth of 15 is 1.5: all of the worst, half of the second worst
    assert cvar(np.arange(15.0)) == pytest.approx((14 + 0.5 * 13) / 1.5)


@given(samples)
def test_cvar_lies_between_mean_and_worst(values):
    slack = 1e-6 * (1 + np.abs(values).max())
    assert values.mean() - slack <= cvar(values) <= values.max() + slack


# 95% intervals, from Clopper and Pearson's tables and R's binom.test
@pytest.mark.parametrize(
    ("events", "trials", "low", "high"),
    [
        (0, 10, 0.0, 0.3084971),
        (1, 10, 0.0025286, 0.4450161),
        (5, 20, 0.0865715, 0.4910459),
        (10, 10, 0.6915029, 1.0),
        (0, 1000, 0.0, 0.0036821),
        (500, 1000, 0.4685492, 0.5314508),
        (3, 100, 0.0062300, 0.0851760),
    ],
)
def test_clopper_pearson_equals_the_tables(events, trials, low, high):
    interval = clopper_pearson(events, trials)
    assert interval.low == pytest.approx(low, abs=2e-6)
    assert interval.high == pytest.approx(high, abs=2e-6)


@given(st.integers(1, 400), st.data())
def test_clopper_pearson_solves_its_defining_equations(trials, data):
    events = data.draw(st.integers(0, trials))
    interval = clopper_pearson(events, trials)

    def at_most(k, p):  # P(X <= k) for X ~ Binomial(trials, p)
        return sum(math.comb(trials, j) * p**j * (1 - p) ** (trials - j) for j in range(k + 1))

    if events > 0:
        assert 1 - at_most(events - 1, interval.low) == pytest.approx(0.025, abs=1e-9)
    if events < trials:
        assert at_most(events, interval.high) == pytest.approx(0.025, abs=1e-9)


def test_beta_quantile_has_the_closed_forms():
    assert beta_quantile(0.3, 1.0, 1.0) == pytest.approx(0.3, abs=1e-12)
    assert beta_quantile(0.3, 2.0, 1.0) == pytest.approx(math.sqrt(0.3), abs=1e-12)
    assert beta_quantile(0.3, 1.0, 5.0) == pytest.approx(1 - 0.7**0.2, abs=1e-12)
    # arcsine law
    assert beta_quantile(0.3, 0.5, 0.5) == pytest.approx(math.sin(0.15 * math.pi) ** 2, abs=1e-10)


def test_bootstrap_of_a_mean_agrees_with_the_normal_interval():
    values = np.random.default_rng(3).normal(10.0, 2.0, 2000)
    interval = bootstrap(values)
    half = 1.96 * values.std() / math.sqrt(len(values))
    assert interval.low == pytest.approx(values.mean() - half, abs=0.1 * half)
    assert interval.high == pytest.approx(values.mean() + half, abs=0.1 * half)


def test_bootstrap_covers_the_mean_about_as_often_as_it_says():
    generator = np.random.default_rng(0)
    draws = generator.exponential(1.0, (400, 60))
    covered = np.mean([1.0 in bootstrap(d, resamples=500, seed=i) for i, d in enumerate(draws)])
    assert 0.88 <= covered <= 0.98


def test_bootstrap_of_the_iqm_ignores_one_outlier():
    values = np.append(np.random.default_rng(1).normal(size=99), 1e6)
    assert bootstrap(values, "iqm").high < 1.0
    assert bootstrap(values, "mean").high > 1e3


def test_bootstrap_is_seeded():
    values = np.random.default_rng(1).normal(size=50)
    assert bootstrap(values) == bootstrap(values)
    assert bootstrap(values) != bootstrap(values, seed=1)


def test_verdict_needs_the_whole_interval_on_one_side():
    spread = np.linspace(15.0, 35.0, 100)
    assert verdict_on_mean(spread, 40.0) == "satisfies"
    assert verdict_on_mean(spread, 25.0) == "undecided"
    assert verdict_on_mean(spread, 10.0) == "violates"


def test_verdict_on_few_episodes_stays_open():
    assert verdict_on_mean(np.zeros(9), 25.0) == "undecided"
    assert verdict_on_mean(np.zeros(10), 25.0) == "satisfies"
    assert verdict_on_mean(np.full(9, 30.0), 25.0) == "undecided"


def test_verdict_on_always_needs_enough_clean_episodes():
    assert verdict_on_rate(0, 71) == "undecided"
    assert verdict_on_rate(0, 72) == "satisfies"
    assert verdict_on_rate(1, 72) == "violates"


@pytest.mark.parametrize(
    "call",
    [
        lambda: iqm(np.array([])),
        lambda: bootstrap(np.zeros((2, 2))),
        lambda: bootstrap(np.zeros(3), "median"),
        lambda: cvar(np.zeros(3), level=1.0),
        lambda: clopper_pearson(3, 2),
        lambda: clopper_pearson(0, 0),
    ],
)
def test_nonsense_is_refused(call):
    with pytest.raises(InputError):
        call()

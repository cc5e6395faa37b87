"""Thresholds: ranks worked out by hand, coverage counted out, and reliability of risks."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookahead.calibration import (
    Outcomes,
    conformal_quantile,
    controlled_threshold,
    episode_scores,
    threshold,
)
from lookahead.reliability import VetoErrors, brier, reliability, reliability_plot
from saferl.errors import InputError


def outcomes(steps):
    """(risk, violated, episode) or (risk, violated, episode, vetoed) a step."""
    columns = list(zip(*[(*step, False)[:4] for step in steps], strict=True))
    return Outcomes(
        np.array(columns[0], float),
        np.array(columns[1], bool),
        np.array(columns[2]),
        np.array(columns[3], bool),
    )


@pytest.mark.parametrize(
    ("n", "alpha", "rank"),
    [(19, 0.1, 18), (9, 0.1, 9), (8, 0.1, None), (99, 0.05, 95), (19, 0.05, 19), (18, 0.05, None)],
)
def test_the_rank_is_never_clipped(n, alpha, rank):
    expected = math.inf if rank is None else float(rank)
    assert conformal_quantile(np.arange(1.0, n + 1.0), alpha) == expected


@given(
    st.lists(st.integers(-5, 5), min_size=2, max_size=40),
    st.sampled_from([0.05, 0.1, 0.3, 0.5]),
)
def test_a_new_episode_exceeds_the_quantile_at_most_so_often(scores, alpha):
    # leave each out in turn: exchangeability makes this the probability
    values = np.array(scores, dtype=float)
    exceeded = sum(
        values[i] > conformal_quantile(np.delete(values, i), alpha) for i in range(len(values))
    )
    assert exceeded <= alpha * len(values) + 1e-9


def test_an_episode_counts_once_by_its_faintest_warning():
    steps = outcomes([(0.9, 1, 0), (0.4, 1, 0), (0.1, 0, 0), (0.7, 0, 1), (np.nan, 1, 2)])
    np.testing.assert_allclose(episode_scores(steps), [0.6, -np.inf, 0.0])


def test_a_threshold_catches_every_bad_step_of_enough_episodes():
    random = np.random.default_rng(1)
    rows = [(random.random(), True, e) for e in range(200) for _ in range(3)]
    t = threshold(outcomes(rows), alpha=0.1)
    missed = {e for risk, _, e in rows if risk < t}
    assert len(missed) <= 0.1 * 201
    assert len({e for risk, _, e in rows if risk < t + 0.02}) > len(missed)


def test_too_few_episodes_refuse_everything_and_harmless_ones_nothing():
    few = outcomes([(0.9, 1, e) for e in range(5)])
    assert threshold(few, alpha=0.1) == -math.inf
    assert controlled_threshold(few, alpha=0.1) == -math.inf
    harmless = outcomes([(0.9, 0, e) for e in range(50)])
    assert threshold(harmless, alpha=0.1) == math.inf
    assert controlled_threshold(harmless, alpha=0.1) == math.inf


def test_risk_control_bounds_the_expected_share_not_the_worst():
    # in each of 99 episodes one of ten bad steps is hardly seen
    rows = [(0.05 if i == 0 else 0.8, True, e) for e in range(99) for i in range(10)]
    assert threshold(outcomes(rows), alpha=0.12) == pytest.approx(0.05)
    # a tenth missed a episode: (99 * 0.1 + 1) / 100 = 0.109
    assert controlled_threshold(outcomes(rows), alpha=0.12) == pytest.approx(0.8)
    assert controlled_threshold(outcomes(rows), alpha=0.10) == pytest.approx(0.05)


@given(st.integers(0, 10_000), st.sampled_from([0.1, 0.3]))
def test_risk_control_holds_when_each_episode_is_left_out_in_turn(seed, alpha):
    random = np.random.default_rng(seed)
    n = int(random.integers(3, 15))
    rows = [
        (round(random.random(), 1), random.random() < 0.7, e)
        for e in range(n)
        for _ in range(int(random.integers(1, 5)))
    ]
    total = 0.0
    for left_out in range(n):
        kept = [row for row in rows if row[2] != left_out]
        t = controlled_threshold(outcomes(kept), alpha)
        bad = [risk for risk, violated, e in rows if e == left_out and violated]
        total += np.mean([risk < t for risk in bad]) if bad else 0.0
    assert total / n <= alpha + 1e-9


@pytest.mark.parametrize("alpha", [0.0, 1.0, -0.1])
def test_alpha_lies_between_zero_and_one(alpha):
    with pytest.raises(InputError, match="alpha"):
        conformal_quantile(np.ones(3), alpha)


def test_perfect_and_trivial_predictions_score_as_they_must():
    perfect = reliability(outcomes([(1.0, 1, 0), (0.0, 0, 0)] * 10))
    assert (perfect.brier, perfect.ece, perfect.skill) == (0.0, 0.0, 1.0)
    trivial = reliability(outcomes([(0.5, 1, 0), (0.5, 0, 0)] * 10))
    assert (trivial.brier, trivial.ece, trivial.skill) == (0.25, 0.0, 0.0)
    assert brier(np.array([0.2, 0.9]), np.array([0, 1])) == pytest.approx(0.025)


def test_calibration_error_is_weighted_by_how_many_steps_a_bin_holds():
    steps = [(0.95, 1, 0)] * 30 + [(0.25, 1, 0)] * 10
    found = reliability(outcomes([*steps, (np.nan, 1, 0)]))
    assert found.count == 40
    assert found.ece == pytest.approx(0.75 * 0.05 + 0.25 * 0.75)
    assert [one.count for one in found.bins] == [10, 30]
    assert all(one.observed in one.interval for one in found.bins)


def test_veto_errors_count_what_happened_after_letting_through():
    steps = outcomes([(0.9, 1, 0, True), (0.8, 0, 0, True), (0.1, 1, 0, False), (0.0, 0, 0, False)])
    errors = VetoErrors.of(steps)
    assert (errors.vetoes, errors.false, errors.passed, errors.missed) == (2, 1, 2, 1)
    assert errors.false_rate[0] == errors.missed_rate[0] == 0.5
    assert VetoErrors.of(outcomes([(0.1, 0, 0)])).false_rate is None


def test_the_reliability_plot_can_be_drawn_and_saved(tmp_path):
    from saferl.evaluation.plots import save

    random = np.random.default_rng(0)
    risk = random.random(500)
    found = reliability(
        Outcomes(risk, random.random(500) < risk**2, np.zeros(500), np.zeros(500, bool))
    )
    picture = reliability_plot(found, title="point")
    assert "Brier" in picture.axes[0].get_title(loc="left")
    assert save(picture, tmp_path / "reliability.png").stat().st_size > 5000

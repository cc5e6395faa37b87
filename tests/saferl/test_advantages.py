"""GAE against sums worked out by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saferl.advantages import generalised_advantages


def column(*values: float, dtype: Any = float) -> np.ndarray[Any, Any]:
    return np.array(values, dtype=dtype)[:, None]


def test_three_steps_by_hand() -> None:
    # gamma 0.5, lambda 0.5; errors: 1 + 1 - 4 = -2, 2 + 0.5 - 2 = 0.5, 3 + 4 - 1 = 6
    advantages = generalised_advantages(
        column(1, 2, 3),
        column(4, 2, 1),
        column(2, 1, 8),
        column(0, 0, 0, dtype=bool),
        column(0, 0, 0, dtype=bool),
        gamma=0.5,
        lam=0.5,
    )
    # 6; 0.5 + 0.25 * 6 = 2; -2 + 0.25 * 2 = -1.5
    np.testing.assert_allclose(advantages.ravel(), [-1.5, 2.0, 6.0])


def test_termination_drops_the_next_value_and_truncation_keeps_it() -> None:
    # both rows end on the first of two steps; the value beyond is 10
    rewards, values = np.ones((2, 2)), np.zeros((2, 2))
    next_values = np.array([[10.0, 10.0], [0.0, 0.0]])
    terminations = np.array([[True, False], [False, False]])
    ends = np.array([[True, True], [False, False]])
    advantages = generalised_advantages(
        rewards, values, next_values, terminations, ends, gamma=0.9, lam=1.0
    )
    np.testing.assert_allclose(advantages[0], [1.0, 1.0 + 9.0])
    np.testing.assert_allclose(advantages[1], [1.0, 1.0])


def test_nothing_leaks_from_the_next_episode() -> None:
    ends = column(0, 1, 0, 0, dtype=bool)
    for later in (0.0, 1e6):
        advantages = generalised_advantages(
            column(1, 1, later, later),
            np.zeros((4, 1)),
            np.zeros((4, 1)),
            np.zeros((4, 1), bool),
            ends,
            gamma=1.0,
            lam=1.0,
        )
        np.testing.assert_allclose(advantages[:2].ravel(), [2.0, 1.0])


@given(st.integers(1, 8), st.integers(0, 2**16), st.floats(0, 1))
def test_with_lambda_one_it_is_the_discounted_sum_less_the_value(
    steps: int, seed: int, gamma: float
) -> None:
    rng = np.random.default_rng(seed)
    rewards, values = rng.standard_normal((2, steps, 1))
    last = rng.standard_normal()
    next_values = np.append(values[1:], [[last]], axis=0)
    no = np.zeros((steps, 1), bool)
    advantages = generalised_advantages(rewards, values, next_values, no, no, gamma=gamma, lam=1.0)
    for t in range(steps):
        rest = rewards[t:, 0] @ gamma ** np.arange(steps - t) + gamma ** (steps - t) * last
        assert advantages[t, 0] == pytest.approx(rest - values[t, 0])


@given(st.integers(0, 2**16))
def test_with_lambda_zero_it_is_the_one_step_error(seed: int) -> None:
    rng = np.random.default_rng(seed)
    rewards, values, next_values = rng.standard_normal((3, 5, 2))
    terminations = rng.random((5, 2)) < 0.3
    advantages = generalised_advantages(
        rewards, values, next_values, terminations, terminations, gamma=0.9, lam=0.0
    )
    expected = rewards + 0.9 * np.where(terminations, 0, next_values) - values
    np.testing.assert_allclose(advantages, expected)


@given(st.integers(0, 2**16))
def test_trailing_axes_are_signals_of_their_own(seed: int) -> None:
    rng = np.random.default_rng(seed)
    rewards, values, next_values = rng.standard_normal((3, 6, 2, 3))
    terminations = rng.random((6, 2)) < 0.2
    ends = terminations | (rng.random((6, 2)) < 0.2)
    together = generalised_advantages(
        rewards, values, next_values, terminations, ends, gamma=0.9, lam=0.8
    )
    for i in range(3):
        alone = generalised_advantages(
            rewards[..., i],
            values[..., i],
            next_values[..., i],
            terminations,
            ends,
            gamma=0.9,
            lam=0.8,
        )
        np.testing.assert_array_equal(together[..., i], alone)


def test_flags_kept_as_numbers_mean_the_same() -> None:
    ones, ends = np.ones((2, 1)), column(1, 0)
    with_bools = generalised_advantages(
        ones, ones, ones, ends.astype(bool), ends.astype(bool), gamma=0.9, lam=0.9
    )
    with_numbers = generalised_advantages(ones, ones, ones, ends, ends, gamma=0.9, lam=0.9)
    np.testing.assert_array_equal(with_bools, with_numbers)

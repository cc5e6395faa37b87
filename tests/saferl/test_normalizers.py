"""Running moments, the observation normaliser, and the scale of returns."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saferl.errors import SimulationError
from saferl.normalizers import ObservationNormalizer, ReturnScale, RunningMoments


@given(st.lists(st.integers(1, 9), min_size=1, max_size=6), st.integers(0, 2**16))
def test_moments_do_not_depend_on_how_the_data_are_cut(sizes: list[int], seed: int) -> None:
    rng = np.random.default_rng(seed)
    data = rng.normal(rng.uniform(-100, 100), rng.uniform(0.1, 10), (sum(sizes), 2))
    moments = RunningMoments((2,))
    for batch in np.split(data, np.cumsum(sizes)[:-1]):
        moments.update(batch)
    assert moments.count == len(data)
    np.testing.assert_allclose(moments.mean, data.mean(axis=0), rtol=1e-9)
    np.testing.assert_allclose(moments.variance, data.var(axis=0), rtol=1e-6, atol=1e-12)


def test_moments_of_float32_are_kept_in_double_precision() -> None:
    data = np.full((1000, 1), 1e4, dtype=np.float32) + np.float32(0.5)
    moments = RunningMoments((1,))
    for batch in np.split(data, 10):
        moments.update(batch)
    assert moments.mean.dtype == np.float64
    assert moments.mean[0] == 10000.5


def test_an_empty_batch_changes_nothing() -> None:
    moments = RunningMoments((2,))
    moments.update(np.array([[1.0, 2.0], [3.0, 4.0]]))
    moments.update(np.zeros((0, 2)))
    assert moments.count == 2
    np.testing.assert_array_equal(moments.mean, [2.0, 3.0])


def test_normalising_by_hand() -> None:
    normalizer = ObservationNormalizer(2)
    normalizer.update(np.array([[0.0, 5.0], [4.0, 5.0]]))  # mean 2 and 5, deviation 2 and 0
    np.testing.assert_allclose(normalizer.apply(np.array([[4.0, 6.0]])), [[1.0, 1.0]])


def test_the_result_is_clipped() -> None:
    normalizer = ObservationNormalizer(1)
    normalizer.update(np.array([[-1.0], [1.0]]))
    applied = normalizer.apply(np.array([[1e9], [-1e9]]))
    np.testing.assert_array_equal(applied.ravel(), [10.0, -10.0])
    assert applied.dtype == np.float32


def test_applying_does_not_move_the_statistics() -> None:
    normalizer = ObservationNormalizer(1)
    normalizer.update(np.array([[1.0], [2.0]]))
    first = normalizer.apply(np.array([[5.0]]))
    normalizer.apply(np.full((100, 1), 1e3))
    np.testing.assert_array_equal(normalizer.apply(np.array([[5.0]])), first)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_broken_observations_are_refused_and_named(bad: float) -> None:
    normalizer = ObservationNormalizer(2)
    normalizer.update(np.ones((2, 2)))
    before = {name: value.copy() for name, value in normalizer.tensors().items()}
    with pytest.raises(SimulationError, match=rf"observation 1 .* {bad} at component 0"):
        normalizer.update(np.array([[0.0, 0.0], [bad, 0.0]]))
    for name, value in normalizer.tensors().items():
        np.testing.assert_array_equal(value, before[name])


def test_a_normaliser_goes_on_from_its_arrays() -> None:
    rng = np.random.default_rng(0)
    one, other = ObservationNormalizer(3), ObservationNormalizer(3)
    one.update(rng.standard_normal((20, 3)))
    other.load(one.tensors())
    batch = rng.standard_normal((20, 3))
    one.update(batch)
    other.update(batch)
    np.testing.assert_array_equal(one.apply(batch), other.apply(batch))


def test_the_scale_of_returns_by_hand() -> None:
    # gamma 0.5, one environment: returns 1, 2.5, then after the end 4
    scale = ReturnScale(num_envs=1, signals=1, gamma=0.5)
    values = np.array([1.0, 2.0, 4.0]).reshape(3, 1, 1)
    ends = np.array([[False], [True], [False]])
    scale.update(values, ends)
    assert scale.scale[0] == pytest.approx(np.std([1.0, 2.5, 4.0]))
    np.testing.assert_allclose(scale.running, [[4.0]])


def test_signals_and_environments_have_returns_of_their_own() -> None:
    rng = np.random.default_rng(1)
    values = rng.standard_normal((6, 2, 2))
    ends = rng.random((6, 2)) < 0.3
    scale = ReturnScale(num_envs=2, signals=2, gamma=0.9)
    scale.update(values[:3], ends[:3])
    scale.update(values[3:], ends[3:])
    for signal in range(2):
        returns = []
        for env in range(2):
            running = 0.0
            for t in range(6):
                running = 0.9 * running + values[t, env, signal]
                returns.append(running)
                running = 0.0 if ends[t, env] else running
        assert scale.scale[signal] == pytest.approx(np.std(returns))


def test_a_signal_that_never_varied_is_not_scaled() -> None:
    scale = ReturnScale(num_envs=2, signals=1, gamma=0.9)
    assert scale.scale[0] == 1.0
    scale.update(np.zeros((4, 2, 1)), np.zeros((4, 2), bool))
    assert scale.scale[0] == 1.0


def test_another_number_of_environments_keeps_the_scale_and_starts_returns_afresh() -> None:
    one = ReturnScale(num_envs=2, signals=1, gamma=0.9)
    one.update(np.random.default_rng(0).random((5, 2, 1)), np.zeros((5, 2), bool))
    other = ReturnScale(num_envs=3, signals=1, gamma=0.9)
    other.load(one.tensors())
    np.testing.assert_array_equal(other.scale, one.scale)
    np.testing.assert_array_equal(other.running, np.zeros((3, 1)))

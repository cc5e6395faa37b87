"""Spaces: flattening, batches, scaling to [-1, 1] and JSON."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

import numpy as np
import pytest
import torch
from gymnasium import spaces
from hypothesis import given, settings
from hypothesis import strategies as st

from saferl.errors import InputError
from saferl.spaces import (
    as_batch,
    batch_length,
    check_action_space,
    flat_size,
    flatten_batch,
    scale_from_box,
    scale_to_box,
    space_from_json,
    space_to_json,
    unflatten,
)

POSE_AND_KIND = spaces.Dict(
    OrderedDict(
        [("pose", spaces.Box(-1.0, 1.0, (2, 2))), ("kind", spaces.Discrete(3, start=5))],
    )
)


@st.composite
def boxes(draw: st.DrawFn) -> spaces.Box:
    shape = tuple(draw(st.lists(st.integers(1, 3), min_size=0, max_size=3)))
    low = draw(st.floats(-100, 100, width=32))
    width = draw(st.floats(0.5, 100, width=32))
    dtype = draw(st.sampled_from([np.float32, np.float64]))
    return spaces.Box(low, low + width, shape, dtype=dtype)


def elements() -> st.SearchStrategy[spaces.Space[Any]]:
    discrete = st.builds(
        lambda n, start: spaces.Discrete(n, start=start), st.integers(1, 5), st.integers(-3, 3)
    )
    leaf = st.one_of(boxes(), discrete)
    names = st.sampled_from(["b", "a", "c", "long name"])
    parts = st.lists(st.tuples(names, leaf), min_size=1, max_size=3, unique_by=lambda p: p[0])
    return st.one_of(leaf, parts.map(lambda p: spaces.Dict(OrderedDict(p))))


@given(elements(), st.integers(0, 2**16))
def test_flattening_a_sample_gives_flat_size_numbers(space: spaces.Space[Any], seed: int) -> None:
    space.seed(seed)
    flat, single = flatten_batch(space, space.sample())
    assert single
    assert flat.shape == (1, flat_size(space))


@given(elements(), st.integers(0, 2**16), st.integers(1, 4))
def test_a_batch_flattens_to_its_rows(space: spaces.Space[Any], seed: int, n: int) -> None:
    space.seed(seed)
    samples = [space.sample() for _ in range(n)]
    batch: Any = (
        {name: np.stack([s[name] for s in samples]) for name in space.spaces}
        if isinstance(space, spaces.Dict)
        else np.stack(samples)
    )
    flat, single = flatten_batch(space, batch)
    assert not single
    assert batch_length(as_batch(space, batch)[0]) == n
    for row, sample in zip(flat, samples, strict=True):
        np.testing.assert_array_equal(row, flatten_batch(space, sample)[0][0])


@given(elements())
def test_json_gives_the_same_space_back(space: spaces.Space[Any]) -> None:
    again = space_from_json(space_to_json(space))
    assert again == space
    if isinstance(space, spaces.Dict):
        assert isinstance(again, spaces.Dict)
        assert list(again.spaces) == list(space.spaces)


def test_json_keeps_the_order_in_which_keys_are_flattened() -> None:
    observation = {"pose": np.arange(4.0).reshape(2, 2), "kind": 6}
    again = space_from_json(space_to_json(POSE_AND_KIND))
    flat, _ = flatten_batch(again, observation)
    np.testing.assert_array_equal(flat, [[0, 1, 2, 3, 0, 1, 0]])


def test_json_keeps_infinite_bounds() -> None:
    box = spaces.Box(-np.inf, np.inf, (3,), np.float64)
    assert space_from_json(space_to_json(box)) == box


def test_what_is_no_space_is_refused() -> None:
    with pytest.raises(InputError, match="not a space"):
        space_from_json({"sphere": 3})
    with pytest.raises(InputError, match="MultiBinary"):
        space_to_json(spaces.MultiBinary(3))
    with pytest.raises(InputError, match="expected Box, Discrete"):
        flat_size(spaces.MultiBinary(3))


@pytest.mark.parametrize(
    ("space", "observation", "said"),
    [
        (spaces.Box(0, 1, (3,)), np.zeros(4), r"\(4,\); expected \(3,\) or \(n, 3\)"),
        (spaces.Box(0, 1, (3,)), np.zeros((2, 4)), r"\(2, 4\); expected \(3,\) or \(n, 3\)"),
        (spaces.Box(0, 1, ()), np.zeros((2, 2)), r"expected \(\) or \(n\)"),
        (spaces.Discrete(3), 3, r"elements of Discrete\(3\)"),
        (spaces.Discrete(3), 0.5, r"elements of Discrete\(3\)"),
        (spaces.Discrete(3), np.zeros((1, 1)), r"elements of Discrete\(3\)"),
        (POSE_AND_KIND, np.zeros(7), r"expected a dict with \['kind', 'pose'\]"),
        (POSE_AND_KIND, {"pose": np.zeros((2, 2))}, r"got \['pose'\]"),
        (
            POSE_AND_KIND,
            {"pose": np.zeros((3, 2, 2)), "kind": np.array([5, 6])},
            r"different batch sizes: \{'pose': 3, 'kind': 2\}",
        ),
        (
            POSE_AND_KIND,
            {"pose": np.zeros((1, 2, 2)), "kind": 5},
            r"different batch sizes: \{'pose': 1, 'kind': None\}",
        ),
    ],
)
def test_an_observation_that_does_not_fit_is_named(
    space: spaces.Space[Any], observation: Any, said: str
) -> None:
    with pytest.raises(InputError, match=said):
        flatten_batch(space, observation)


def test_unflatten_undoes_flattening() -> None:
    observation = {"pose": np.random.default_rng(0).random((3, 2, 2)), "kind": np.array([5, 7, 6])}
    flat, _ = flatten_batch(POSE_AND_KIND, observation)
    again = unflatten(POSE_AND_KIND, torch.from_numpy(flat))
    np.testing.assert_array_equal(again["pose"].numpy(), observation["pose"])
    np.testing.assert_array_equal(again["kind"].numpy(), [[1, 0, 0], [0, 0, 1], [0, 1, 0]])


@given(boxes(), st.integers(0, 2**16), st.integers(1, 4))
def test_scaling_back_and_forth_is_the_identity(box: spaces.Box, seed: int, n: int) -> None:
    unit = np.random.default_rng(seed).uniform(-1, 1, (n, int(np.prod(box.shape))))
    action = scale_to_box(box, unit)
    assert action.shape == (n, *box.shape)
    assert action.dtype == box.dtype
    tolerance = 1e-4 * (1 + float(abs(box.low).max()))  # float32 bounds far from zero
    np.testing.assert_allclose(scale_from_box(box, action), unit, atol=tolerance)


def test_scaling_reaches_the_bounds_and_no_further() -> None:
    box = spaces.Box(np.array([0.0, -2.0]), np.array([10.0, 2.0]), dtype=np.float64)
    scaled = scale_to_box(box, np.array([[-5.0, 5.0], [0.0, 0.5]]))
    np.testing.assert_array_equal(scaled, [[0.0, 2.0], [5.0, 1.0]])


def test_only_bounded_boxes_and_discrete_actions_are_accepted() -> None:
    check_action_space(spaces.Discrete(2))
    check_action_space(spaces.Box(-1, 1, (2,)))
    with pytest.raises(InputError, match="RescaleAction"):
        check_action_space(spaces.Box(-np.inf, 1, (2,)))
    with pytest.raises(InputError, match="leave no choice"):
        check_action_space(spaces.Box(np.array([0.0, 1.0]), np.array([1.0, 1.0]), dtype=np.float64))
    with pytest.raises(InputError, match="expected Box or Discrete"):
        check_action_space(spaces.MultiDiscrete([2, 2]))


@settings(max_examples=20)
@given(st.integers(0, 2**16))
def test_giving_a_batch_leaves_its_values_alone(seed: int) -> None:
    batch = np.random.default_rng(seed).random((2, 3))
    same, single = as_batch(spaces.Box(0, 1, (3,)), batch)
    assert same is batch
    assert not single

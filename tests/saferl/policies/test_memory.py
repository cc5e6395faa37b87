"""A policy with memory never forgets silently, and states are taken apart and joined by rows."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saferl.errors import InputError
from saferl.policies import episode_starts, join_states, take_rows


class Carry(NamedTuple):
    hidden: Any
    cell: Any


def test_no_state_is_fine_where_every_episode_begins() -> None:
    assert episode_starts(None, np.ones(3, bool), rows=3).all()


@pytest.mark.parametrize("starts", [None, [False, False], [True, False]])
def test_no_state_is_refused_where_an_episode_goes_on(starts: Any) -> None:
    with pytest.raises(InputError, match="has a memory, but was given state=None"):
        episode_starts(None, starts, rows=2)


def test_with_a_state_episodes_go_on_unless_said_otherwise() -> None:
    assert not episode_starts(np.zeros(2), None, rows=2).any()
    np.testing.assert_array_equal(episode_starts(np.zeros(2), [1, 0], rows=2), [True, False])


def test_the_number_of_rows_is_checked() -> None:
    with pytest.raises(InputError, match=r"episode_start has shape \(3,\), expected \(2,\)"):
        episode_starts(np.zeros(2), np.ones(3, bool), rows=2)


STATES = st.recursive(
    st.sampled_from(["array", "matrix", None]),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        | st.tuples(inner, inner)
        | st.builds(Carry, inner, inner)
        | st.dictionaries(st.sampled_from("xyz"), inner, min_size=1)
    ),
    max_leaves=5,
)


def fill(shape: Any, n: int, rng: np.random.Generator) -> Any:
    if isinstance(shape, dict):
        return {name: fill(part, n, rng) for name, part in shape.items()}
    if isinstance(shape, Carry):
        return Carry(*(fill(part, n, rng) for part in shape))
    if isinstance(shape, (tuple, list)):
        return type(shape)(fill(part, n, rng) for part in shape)
    sizes: dict[Any, Any] = {"array": (n,), "matrix": (n, 2, 3)}
    return None if shape is None else rng.random(sizes[shape])


@given(STATES, st.integers(1, 5), st.integers(0, 99))
def test_rows_taken_one_by_one_join_to_the_whole(shape: Any, n: int, seed: int) -> None:
    state = fill(shape, n, np.random.default_rng(seed))
    again = join_states([take_rows(state, slice(i, i + 1)) for i in range(n)])
    assert repr(again) == repr(state)
    reverse = take_rows(state, np.arange(n)[::-1])
    assert repr(take_rows(reverse, np.arange(n)[::-1])) == repr(state)

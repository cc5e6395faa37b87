"""The replay ring: what goes in comes out, the oldest goes first, files hold it all."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from saferl.buffers import ReplayBuffer
from saferl.errors import CheckpointError, InputError


def filled(steps: int, *, capacity: int = 8, n: int = 2, ends: frozenset[int] = frozenset()):
    """A buffer after ``steps`` steps; the observation counts steps, ten environments apart.

    On a step in ``ends`` the episode ends: it reaches -1 and the next one begins at 100 more.
    """
    buffer = ReplayBuffer(capacity, num_envs=n, observation_size=1, action_size=2, signals=2)
    current = 10.0 * np.arange(n)[:, None]
    for t in range(steps):
        ended = t in ends
        reached = np.full((n, 1), -1.0) if ended else current + 1.0
        actions, signals = np.full((n, 2), t / 10), np.full((n, 2), float(t))
        exceeded = np.full(n, t % 3 == 2)
        buffer.add(current, actions, signals, reached, np.full(n, ended), exceeded)
        current = current + 100.0 if ended else reached
    return buffer


def draw(buffer: ReplayBuffer, count: int = 200):
    return buffer.sample(2, count, torch.Generator().manual_seed(0))


def same(left, right) -> bool:
    names = ("observations", "actions", "signals", "next_observations", "terminations", "exceeded")
    return all(torch.equal(getattr(left, name), getattr(right, name)) for name in names)


def test_samples_are_whole_transitions():
    drawn = draw(filled(3, ends=frozenset({1})))
    assert torch.equal(drawn.exceeded == 1.0, drawn.signals[..., 0] == 2.0)
    assert drawn.observations.shape == (2, 200, 1)
    assert drawn.terminations.shape == (2, 200)
    step = drawn.signals[..., 0]
    assert set(step.unique().tolist()) == {0.0, 1.0, 2.0}
    assert torch.equal(drawn.actions[..., 0], step / 10)
    ended = step == 1.0
    assert torch.equal(drawn.terminations == 1.0, ended)
    expected = torch.where(ended, -1.0, drawn.observations[..., 0] + 1.0)
    assert torch.equal(drawn.next_observations[..., 0], expected)


def test_samples_come_from_all_environments():
    drawn = draw(filled(1))
    assert set(drawn.observations.unique().tolist()) == {0.0, 10.0}


def test_the_oldest_steps_are_overwritten():
    buffer = filled(6)  # room for four steps of two environments
    assert len(buffer) == buffer.capacity == 8
    assert set(draw(buffer).signals.unique().tolist()) == {2.0, 3.0, 4.0, 5.0}


def test_a_part_of_a_step_more_than_fits_is_not_kept():
    assert ReplayBuffer(7, num_envs=2, observation_size=1, action_size=1, signals=1).capacity == 6


def test_sampling_depends_on_the_generator_alone():
    buffer = filled(4)
    assert same(draw(buffer), draw(buffer))
    other = buffer.sample(2, 200, torch.Generator().manual_seed(1))
    assert not same(draw(buffer), other)


@given(steps=st.integers(1, 11), ends=st.frozensets(st.integers(0, 10)))
@settings(max_examples=40, deadline=None)
def test_what_is_packed_and_loaded_is_the_same_and_goes_on_the_same(steps, ends):
    buffer = filled(steps, ends=ends)
    copy = filled(0)
    copy.load(buffer.pack())
    assert len(copy) == len(buffer)
    assert same(draw(copy), draw(buffer))
    twos, none = np.ones((2, 2)), np.zeros(2)
    more = (np.full((2, 1), 7.0), twos, twos, np.zeros((2, 1)), none, none)
    for each in (buffer, copy):
        each.add(*more)
    assert same(draw(copy), draw(buffer))


def test_observations_are_packed_once():
    arrays = filled(4, ends=frozenset({1})).pack()
    # reached apart: at the end of the episode, and on the newest step; of two environments
    assert arrays["breaks"].sum() == len(arrays["reached"]) == 4
    assert arrays["breaks"][[1, 3]].all()


def test_an_empty_buffer_is_packed_and_loaded():
    copy = filled(0)
    copy.load(filled(0).pack())
    assert len(copy) == 0


@pytest.mark.parametrize(
    "other", [{"n": 1}, {"capacity": 4}], ids=["other environments", "smaller"]
)
def test_a_replay_that_does_not_fit_is_refused(other):
    with pytest.raises(CheckpointError, match="expected at most"):
        filled(0, **other).load(filled(4).pack())


def test_a_capacity_below_one_step_is_refused():
    with pytest.raises(InputError, match="does not hold one step of 4"):
        ReplayBuffer(3, num_envs=4, observation_size=1, action_size=1, signals=1)

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
        over = np.full(n, ended)
        buffer.add(current, actions, signals, reached, over, over, exceeded)
        current = current + 100.0 if ended else reached
    return buffer


def draw(buffer: ReplayBuffer, count: int = 200, steps: int = 1):
    return buffer.sample(2, count, torch.Generator().manual_seed(0), steps=steps)


def same(left, right) -> bool:
    names = ("observations", "actions", "signals", "exceeded", "taken", "next_observations")
    return torch.equal(left.terminations, right.terminations) and all(
        torch.equal(getattr(left, name), getattr(right, name)) for name in names
    )


def test_samples_are_whole_transitions():
    drawn = draw(filled(3, ends=frozenset({1})))
    assert torch.equal(drawn.exceeded == 1.0, drawn.signals[..., 0] == 2.0)
    assert bool((drawn.taken == 1.0).all())
    assert drawn.observations.shape == (2, 200, 1)
    assert drawn.terminations.shape == (2, 200)
    step = drawn.signals[..., 0, 0]
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
    assert same(draw(copy, steps=3), draw(buffer, steps=3))
    twos, none = np.ones((2, 2)), np.zeros(2)
    more = (np.full((2, 1), 7.0), twos, twos, np.zeros((2, 1)), none, none, none)
    for each in (buffer, copy):
        each.add(*more)
    assert same(draw(copy, steps=3), draw(buffer, steps=3))


@pytest.mark.parametrize("full", [False, True], ids=["filling", "full"])
def test_samples_of_several_steps_end_with_the_episode_and_the_newest_step(full):
    # four steps are in the ring; the episode ends on the second of them
    first = 4 if full else 0
    drawn = draw(filled(first + 4, ends=frozenset({first + 1})), steps=3)
    taken_from: dict[float, set[int]] = {}
    for u, b in np.ndindex(2, 200):
        count = int(drawn.taken[u, b].sum())
        assert drawn.taken[u, b].tolist() == [1.0] * count + [0.0] * (3 - count)
        start = float(drawn.signals[u, b, 0, 0])
        assert drawn.signals[u, b, :count, 0].tolist() == [start + j for j in range(count)]
        assert drawn.signals[u, b, count:].abs().sum() == 0.0
        ended = start - first + count == 2
        assert float(drawn.terminations[u, b]) == float(ended)
        reached = -1.0 if ended else float(drawn.observations[u, b, 0]) + count
        assert float(drawn.next_observations[u, b, 0]) == reached
        taken_from.setdefault(start - first, set()).add(count)
    assert taken_from == {0.0: {2}, 1.0: {1}, 2.0: {2}, 3.0: {1}}


def test_samples_do_not_run_on_over_a_cut():
    buffer = filled(2)
    buffer.cut()
    twos, none = np.ones((2, 2)), np.zeros(2)
    buffer.add(np.zeros((2, 1)), twos, 9.0 * twos, np.zeros((2, 1)), none, none, none)
    drawn = draw(buffer, steps=2)
    taken = {
        start: set(drawn.taken.sum(-1)[drawn.signals[..., 0, 0] == start].tolist())
        for start in (0.0, 1.0, 9.0)
    }
    assert taken == {0.0: {2.0}, 1.0: {1.0}, 9.0: {1.0}}


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


def test_signal_range_covers_what_is_held_and_nothing_else():
    buffer = filled(3)
    assert buffer.signal_range(0) == (0.0, 2.0)
    assert filled(7).signal_range(1) == (3.0, 6.0)  # the oldest steps are gone


def test_an_empty_buffer_has_no_range():
    with pytest.raises(InputError, match="empty"):
        filled(0).signal_range()

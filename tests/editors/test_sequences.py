"""The sequence replay and TD(lambda), against values worked out by hand."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from editors.sequences import SequenceReplay, Sequences, td_lambda
from saferl.errors import CheckpointError, InputError


def column(*values: float) -> torch.Tensor:
    return torch.tensor(values)[:, None]


# -- TD(lambda) ----------------------------------------------------------------------------------


def test_td_lambda_by_hand() -> None:
    # the last step: 3 + 0.5 * 8 = 7; before: 2 + 0.5 (0.5 * 4 + 0.5 * 7) = 4.75;
    # first: 1 + 0.5 (0.5 * 2 + 0.5 * 4.75) = 2.6875
    no = column(0, 0, 0)
    targets = td_lambda(column(1, 2, 3), column(2, 4, 8), no, no, gamma=0.5, lam=0.5)
    assert targets.ravel().tolist() == [2.6875, 4.75, 7.0]


def test_lambda_zero_is_one_step_and_one_is_the_discounted_sum() -> None:
    no = column(0, 0, 0)
    rewards, values = column(1, 2, 3), column(2, 4, 8)
    one_step = td_lambda(rewards, values, no, no, gamma=0.5, lam=0.0)
    assert one_step.ravel().tolist() == [2.0, 4.0, 7.0]
    whole = td_lambda(rewards, values, no, no, gamma=0.5, lam=1.0)
    assert float(whole[0]) == 1 + 0.5 * 2 + 0.25 * 3 + 0.125 * 8


def test_a_truncated_step_asks_the_value_and_no_further_step() -> None:
    targets = td_lambda(column(1, 2), column(4, 8), column(0, 0), column(1, 0), gamma=0.5, lam=0.95)
    assert targets.ravel().tolist() == [3.0, 6.0]


def test_a_terminated_step_is_worth_its_reward_only() -> None:
    targets = td_lambda(column(1, 2), column(4, 8), column(1, 0), column(1, 0), gamma=0.5, lam=0.95)
    assert targets.ravel().tolist() == [1.0, 6.0]


def test_signals_are_independent() -> None:
    no = column(0, 0)
    rewards = torch.stack([column(1, 2), column(0, 0)], dim=-1)  # (T, B, 2)
    values = torch.stack([column(4, 8), column(0, 4)], dim=-1)
    targets = td_lambda(rewards, values, no, no, gamma=0.5, lam=0.5)
    assert targets[..., 0].ravel().tolist() == [1 + 0.5 * (2 + 0.5 * 6), 6.0]
    assert targets[..., 1].ravel().tolist() == [0.5 * (0 + 0.5 * 2), 2.0]


# -- the replay ----------------------------------------------------------------------------------


def filled(
    steps: int,
    *,
    rows: int = 100,
    envs: int = 2,
    ends: Callable[[int, int], bool] = lambda t, i: False,
) -> SequenceReplay:
    """Observation 1000 * env + step; what an end reaches is that of the next step plus 0.5."""
    replay = SequenceReplay(rows, num_envs=envs, observation_size=1, action_size=1, signals=2)
    place = 1000.0 * np.arange(envs)[:, None]
    for t in range(steps):
        over = np.array([ends(t, i) for i in range(envs)])
        signals = np.concatenate([place + t, -place - t], axis=1)
        replay.add(place + t, 0.001 * (place + t), signals, over, over, place + t + 1.5)
    return replay


def draw(replay: SequenceReplay, length: int, *, frames: int = 1, batch: int = 256) -> Sequences:
    return replay.sample(batch, length, torch.Generator().manual_seed(0), frames=frames)


def test_sequences_are_steps_in_a_row_of_one_environment() -> None:
    drawn = draw(filled(20), 4)
    seen = drawn.observations[..., 0]  # (T, B)
    assert torch.equal(seen, seen[:1] + torch.arange(4)[:, None])
    assert torch.equal(drawn.next_observations[..., 0], seen + 1)
    assert torch.equal(drawn.signals[..., 0], seen)
    assert torch.equal(drawn.signals[..., 1], -seen)
    assert torch.allclose(drawn.actions[..., 0], 0.001 * seen)


def test_every_sequence_can_be_drawn_and_none_beyond_the_newest_step() -> None:
    first = draw(filled(20, envs=1), 4, batch=2000).observations[0, :, 0]
    # the twentieth step has no successor yet: sequences begin at 0..15
    assert sorted(set(first.tolist())) == list(range(16))


def test_a_full_ring_forgets_the_oldest() -> None:
    first = draw(filled(27, rows=10, envs=1), 4, batch=2000).observations[0, :, 0]
    assert sorted(set(first.tolist())) == list(range(17, 23))


def test_what_an_end_reached_is_of_its_own_episode() -> None:
    drawn = draw(filled(40, ends=lambda t, i: t % 7 == 6), 3)
    seen, reached = drawn.observations[..., 0], drawn.next_observations[..., 0]
    over = drawn.ends == 1.0
    assert bool(over.any())
    assert torch.equal(over, (seen % 1000) % 7 == 6)
    assert torch.equal(reached, torch.where(over, seen + 1.5, seen + 1))
    assert torch.equal(drawn.terminations, drawn.ends)


def test_ends_survive_the_ring_going_round() -> None:
    drawn = draw(filled(95, rows=20, ends=lambda t, i: t % 7 == 6), 3)
    over = drawn.ends == 1.0
    reached = drawn.next_observations[..., 0][over]
    assert bool(over.any())
    assert torch.equal(reached, drawn.observations[..., 0][over] + 1.5)


def test_stacked_frames_do_not_reach_back_into_another_episode() -> None:
    drawn = draw(filled(40, envs=1, ends=lambda t, i: t % 7 == 6), 3, frames=3)
    now = drawn.observations[..., -1]
    begun = now - now % 7  # first step of the episode
    assert torch.equal(drawn.observations[..., 0], torch.maximum(now - 2, begun))
    assert torch.equal(drawn.observations[..., 1], torch.maximum(now - 1, begun))
    over = drawn.ends == 1.0
    assert torch.equal(drawn.next_observations[over][:, 1], now[over])
    assert torch.equal(drawn.next_observations[over][:, 2], now[over] + 1.5)
    following = drawn.next_observations[~over]
    assert torch.equal(following[:, 2], now[~over] + 1)
    assert torch.equal(following[:, 1], now[~over])


def test_frames_of_the_oldest_steps_are_not_invented_once_they_are_gone() -> None:
    drawn = draw(filled(200, rows=50, envs=1), 2, frames=4, batch=2000)
    now = drawn.observations[..., -1]
    assert torch.equal(drawn.observations[..., 0], now - 3)
    assert float(now.min()) == 153.0


def test_a_cut_ends_episodes_without_terminating_them() -> None:
    replay = filled(10, envs=1)
    replay.cut(np.array([[77.0]]))
    replay.add(*[np.zeros((1, 1))] * 2, np.zeros((1, 2)), *[np.zeros(1, bool)] * 2, np.ones((1, 1)))
    drawn = draw(replay, 1)
    last = drawn.observations[0, :, 0] == 9.0
    assert drawn.next_observations[0, last, 0].unique().tolist() == [77.0]
    assert drawn.ends[0, last].unique().tolist() == [1.0]
    assert drawn.terminations[0, last].unique().tolist() == [0.0]


def test_too_few_steps_are_refused() -> None:
    assert not filled(4).holds(4)
    assert filled(5).holds(4)
    with pytest.raises(InputError, match="too few for 4"):
        draw(filled(4), 4)
    with pytest.raises(InputError, match="holds no sequence"):
        SequenceReplay(1, num_envs=1, observation_size=1, action_size=1, signals=1)


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 60), st.integers(2, 9), st.integers(1, 3))
def test_a_loaded_replay_gives_the_same_samples_and_goes_on_alike(
    steps: int, every: int, frames: int
) -> None:
    def over(t: int, i: int) -> bool:
        return (t + i) % every == every - 1

    replay = filled(steps, rows=25, ends=over)
    copy = SequenceReplay(25, num_envs=2, observation_size=1, action_size=1, signals=2)
    copy.load(replay.pack())
    zeros, no = np.zeros((2, 1)), np.zeros(2, bool)
    for one in (replay, copy):
        for _ in range(4):
            one.add(zeros, zeros, np.zeros((2, 2)), no, ~no, zeros + 9)
    if replay.holds(3, frames):
        left, right = draw(replay, 3, frames=frames), draw(copy, 3, frames=frames)
        assert all(torch.equal(vars(left)[name], vars(right)[name]) for name in vars(left))


def test_a_replay_of_another_shape_is_refused() -> None:
    with pytest.raises(CheckpointError, match="sizes"):
        filled(5, envs=2).load(filled(5, envs=3).pack())

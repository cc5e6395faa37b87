"""Imagined branches, what is unsafe in them, and where they are kept."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from lookahead.smbpo_imagination import Imagined, ViolationTest, VirtualBuffer, imagine
from saferl.constraints import All, Always, AtMost, Constraint, Measured, Never
from saferl.errors import CheckpointError, InputError

POSITION = Measured("position", unit="m")


def position(observations):
    return {"position": observations[:, 0]}


def walk(observations, actions):
    """One to the right on every step; the reward is where it leads."""
    return observations + 1.0, observations[:, 0] + 1.0


def ahead(starts, horizon, step=walk) -> Imagined:
    test = ViolationTest([Constraint("far", Never(POSITION >= 3.0))], position)
    column = torch.tensor(starts)[:, None]
    return imagine(column, horizon, act=torch.zeros_like, step=step, unsafe=test)


def test_branches_stop_at_their_first_violation_and_keep_it():
    imagined = ahead([0.0, 1.5, 2.5], horizon=10)
    reached = imagined.next_observations.ravel().tolist()
    assert reached == [1.0, 2.5, 3.5, 2.0, 3.5, 3.0]
    assert imagined.violations.tolist() == [0.0, 0.0, 1.0, 0.0, 1.0, 1.0]
    torch.testing.assert_close(imagined.observations + 1.0, imagined.next_observations)
    torch.testing.assert_close(imagined.rewards, imagined.next_observations[:, 0])


def test_branches_that_stay_safe_are_as_long_as_the_horizon():
    imagined = ahead([-50.0, -60.0], horizon=10)
    assert len(imagined.rewards) == 20
    assert not imagined.violations.any()


def test_predictions_that_are_not_finite_end_a_branch_and_are_not_kept():
    def broken(observations, actions):
        reached, rewards = walk(observations, actions)
        return torch.where(reached > 1.2, torch.nan, reached), rewards

    imagined = ahead([0.0, 0.5], horizon=5, step=broken)
    assert imagined.next_observations.ravel().tolist() == [1.0]
    nothing = ahead([2.0], horizon=5, step=broken)
    assert len(nothing.rewards) == 0
    assert nothing.next_observations.shape == (0, 1)


def test_any_constraint_makes_a_state_unsafe():
    both = [
        Constraint("far", Never(POSITION >= 3.0)),
        Constraint("near", All(Always(POSITION > -1.0), Never(POSITION <= -2.0))),
    ]
    test = ViolationTest(both, position)
    assert test(np.array([[0.0], [3.0], [-1.0]])).tolist() == [False, True, True]
    assert test(np.array([[5.0]])).tolist() == [True]  # fewer rows than before
    assert test(np.array([[0.0]] * 5)).tolist() == [False] * 5  # and more


def test_constraints_that_remember_are_refused():
    twice = Constraint("twice", AtMost(2, POSITION > 1.0))
    with pytest.raises(InputError, match="depends on earlier steps"):
        ViolationTest([twice], position)


def rows(first: float, count: int) -> Imagined:
    column = torch.arange(first, first + count)[:, None]
    return Imagined(column, -column, 2 * column[:, 0], column + 0.5, (column[:, 0] % 2 == 0) * 1.0)


def test_the_oldest_imagined_transitions_go_first_and_samples_are_whole():
    buffer = VirtualBuffer(4, observation_size=1, action_size=1)
    buffer.extend(rows(0.0, 3))
    buffer.extend(rows(3.0, 3))
    assert (len(buffer), buffer.added) == (4, 6)
    drawn = buffer.sample(2, 100, torch.Generator().manual_seed(0))
    assert drawn.observations.shape == (2, 100, 1)
    first = drawn.observations[..., 0]
    assert set(first.ravel().tolist()) == {2.0, 3.0, 4.0, 5.0}
    assert torch.equal(drawn.actions[..., 0], -first)
    assert torch.equal(drawn.rewards, 2 * first)
    assert torch.equal(drawn.next_observations[..., 0], first + 0.5)
    assert torch.equal(drawn.violations, (first % 2 == 0) * 1.0)
    assert buffer.violation_share() == 0.5


def test_more_than_the_capacity_at_once_keeps_the_newest():
    buffer = VirtualBuffer(4, observation_size=1, action_size=1)
    buffer.extend(rows(0.0, 9))
    drawn = buffer.sample(1, 100, torch.Generator().manual_seed(0))
    assert set(drawn.observations.ravel().tolist()) == {5.0, 6.0, 7.0, 8.0}


def test_what_is_kept_comes_back_from_its_arrays_at_the_same_place():
    buffer, copy = (VirtualBuffer(4, observation_size=1, action_size=1) for _ in range(2))
    buffer.extend(rows(0.0, 3))
    copy.load(buffer.pack())
    for kept in (buffer, copy):
        kept.extend(rows(3.0, 2))
    left, right = buffer.pack(), copy.pack()
    assert all(np.array_equal(left[name], right[name]) for name in left)


def test_arrays_of_another_shape_are_refused():
    buffer = VirtualBuffer(4, observation_size=1, action_size=1)
    buffer.extend(rows(0.0, 3))
    with pytest.raises(CheckpointError, match="expected at most"):
        VirtualBuffer(2, observation_size=1, action_size=1).load(buffer.pack())

"""Transitions from every source: the same steps, in order, with episodes kept apart."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import numpy as np
import pytest
from gymnasium import spaces

from lookahead.transitions import Transitions, join, load_transitions
from lookahead.transitions_collect import collect
from saferl.buffers import ReplayBuffer
from saferl.constraints import Constraint, Contact, Never
from saferl.errors import CheckpointError, InputError, MissingDependencyError
from saferl.evaluation import evaluate
from saferl.policies import CallablePolicy

BOX = spaces.Box(-2.0, 2.0, (1,))
TASK = "SafetyPointGoal0-v0"


def steps(lengths=(3, 2), first=0.0):
    """Episodes counting up; each step costs its reward's half."""
    parts, at = [], first
    for number, length in enumerate(lengths):
        count = at + np.arange(length + 1.0)[:, None]
        at += 100
        parts.append(
            Transitions(
                observation=count[:-1],
                action=np.full((length, 1), 0.5),
                next_observation=count[1:],
                reward=count[1:, 0],
                costs=count[1:] / 2,
                terminated=np.arange(length) == length - 1,
                episode=np.full(length, number),
            )
        )
    return join(parts)


def same(a, b):
    return all(np.array_equal(getattr(a, name), getattr(b, name)) for name in vars(a))


def test_blocks_stay_within_an_episode():
    assert steps((3, 2, 4)).blocks(3).tolist() == [0, 5, 6]
    assert steps((2, 2)).blocks(3).tolist() == []


def test_joining_numbers_episodes_anew():
    joined = join([steps((3, 2)), steps((2,))])
    assert joined.episode.tolist() == [0, 0, 0, 1, 1, 2, 2]


@pytest.mark.parametrize("plural", [True, False])
def test_plain_files_are_read_with_their_actions_scaled(tmp_path, plural):
    own = steps()
    s = "s" if plural else ""
    names = {
        f"observation{s}": own.observation,
        f"action{s}": 2.0 * own.action,
        f"next_observation{s}": own.next_observation,
        f"reward{s}": own.reward,
        "cost": own.costs[:, 0],
        "terminations" if plural else "terminated": own.terminated,
    }
    np.savez(tmp_path / "log.npz", **names)
    assert same(load_transitions(tmp_path / "log.npz", BOX), own)
    assert same(load_transitions(tmp_path, BOX), own)


def test_an_episode_may_give_one_more_observation_instead(tmp_path):
    own = steps((4,))
    observation = np.concatenate([own.observation, own.next_observation[-1:]])
    np.savez(
        tmp_path / "log.npz",
        observation=observation,
        action=own.action,
        reward=own.reward,
        costs=own.costs,
        terminated=own.terminated,
    )
    loaded = load_transitions(tmp_path / "log.npz", spaces.Box(-1.0, 1.0, (1,)))
    assert same(loaded, own)


@pytest.mark.parametrize(
    "arrays",
    [
        {"observation": np.zeros((3, 1)), "action": np.zeros((3, 1))},
        {"observation": np.zeros((3, 1)), "action": np.zeros((3, 1)), "reward": np.zeros(3),
         "cost": np.zeros(3)},
    ],
)  # fmt: skip
def test_files_that_lack_something_are_refused(tmp_path, arrays):
    np.savez(tmp_path / "log.npz", **arrays)
    with pytest.raises(CheckpointError, match=r"log\.npz"):
        load_transitions(tmp_path / "log.npz", BOX)


def test_no_file_and_a_broken_file_are_refused(tmp_path):
    with pytest.raises(CheckpointError, match="no npz files"):
        load_transitions(tmp_path, BOX)
    (tmp_path / "log.npz").write_bytes(b"not a file")
    with pytest.raises(CheckpointError, match="cannot read"):
        load_transitions(tmp_path / "log.npz", BOX)
    with pytest.raises(CheckpointError):
        load_transitions(tmp_path / "missing.npz", BOX)


def test_recorded_episodes_are_read_with_their_constraints_costs(tmp_path):
    constraint = Constraint("goal", Never(Contact("goal")))
    policy = CallablePolicy(
        lambda o: np.array([1.0, 0.1]), spaces.Box(-np.inf, np.inf, (28,)), spaces.Box(-1, 1, (2,))
    )
    report = evaluate(policy, TASK, episodes=2, constraints=[constraint], record=2)
    for i, episode in enumerate(report.recordings):
        episode.save(tmp_path / f"{i}.npz")
    loaded = load_transitions(tmp_path, spaces.Box(-1.0, 1.0, (2,)))
    assert len(loaded) == 2000
    assert loaded.costs[:, 0].sum() == report.costs[:, 0].sum()
    assert np.array_equal(loaded.observation[1], loaded.next_observation[0])
    assert np.array_equal(np.unique(loaded.episode), [0, 1])


@pytest.mark.parametrize("added", [3, 7])
def test_a_replay_buffer_gives_its_steps_in_order_whether_or_not_it_wrapped(added):
    buffer = ReplayBuffer(10, num_envs=2, observation_size=1, action_size=1, signals=2)
    ends = (4,)  # the step after which both environments start anew
    value = np.array([0.0, 1000.0])
    for step in range(added):
        after = value + 1
        over = np.full(2, step in ends)
        buffer.add(
            value[:, None], np.zeros((2, 1)), np.stack([value, after], 1), after[:, None],
            np.zeros(2, bool), over, np.zeros(2, bool),
        )  # fmt: skip
        value = after + (500 if step in ends else 0)
    found = Transitions.from_replay(buffer)
    assert len(found) == 2 * min(added, 5)
    assert np.array_equal(found.next_observation, found.observation + 1)
    assert np.array_equal(found.reward, found.observation[:, 0])
    assert np.array_equal(found.costs[:, 0], found.observation[:, 0] + 1)
    for name in np.unique(found.episode):
        counted = found.observation[found.episode == name, 0]
        assert (np.diff(counted) == 1).all()
    assert len(np.unique(found.episode)) == (2 if added == 3 else 4)


class FakeMinari:
    """A data set of two episodes, as Minari 0.5 gives them."""

    action_space = BOX

    def iterate_episodes(self):
        for length in (3, 2):
            yield SimpleNamespace(
                observations=np.arange(length + 1.0)[:, None],
                actions=np.full((length, 1), 1.0),
                rewards=np.arange(1.0, length + 1),
                terminations=np.arange(length) == length - 1,
                infos={"cost": np.arange(length + 1.0) / 2} if length == 3 else {},
            )


def test_data_sets_of_minari_are_read(monkeypatch):
    module = SimpleNamespace(load_dataset=lambda name: FakeMinari())
    monkeypatch.setitem(sys.modules, "minari", module)
    found = Transitions.from_minari("some/data-v0")
    assert found.episode.tolist() == [0, 0, 0, 1, 1]
    assert found.action.tolist() == [[0.5]] * 5
    assert found.costs[:, 0].tolist() == [0.5, 1.0, 1.5, 0.0, 0.0]
    assert found.terminated.tolist() == [False, False, True, False, True]


def test_without_minari_its_data_sets_say_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "minari", None)
    with pytest.raises(MissingDependencyError, match="pip install minari"):
        Transitions.from_minari("some/data-v0")


def test_collected_steps_follow_each_other_and_are_reproducible():
    first, again = (collect(TASK, 60, num_envs=3, seed=5) for _ in range(2))
    assert same(first, again)
    blocks = first.blocks(2)
    assert len(blocks) == 57
    assert np.array_equal(first.next_observation[blocks], first.observation[blocks + 1])
    assert np.abs(first.action).max() <= 1.0


def test_a_policy_is_heard_some_of_the_time():
    policy = CallablePolicy(
        lambda o: np.array([0.25, -0.75]), spaces.Box(-np.inf, np.inf, (28,)),
        spaces.Box(-1, 1, (2,)),
    )  # fmt: skip
    actions = collect(TASK, 600, policy=policy, num_envs=6).action
    own = (np.abs(actions - [0.25, -0.75]) < 1e-6).all(axis=1).mean()
    assert 0.1 < own < 0.7


def test_bad_transitions_are_refused():
    good = vars(steps())
    for name, value, message in (
        ("reward", np.zeros(4), "rows"),
        ("reward", np.full(5, np.nan), "finite"),
        ("action", np.full((5, 1), 1.5), r"\[-1, 1\]"),
        ("costs", np.zeros(5), "costs"),
    ):
        with pytest.raises(InputError, match=message):
            Transitions(**{**good, name: value})
    other = Transitions(**{**good, "costs": np.zeros((5, 2))})
    with pytest.raises(InputError, match="different"):
        join([steps(), other])

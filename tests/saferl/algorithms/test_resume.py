"""Determinism, and runs that stop and go on as if they had not."""

from __future__ import annotations

import json

import numpy as np
import pytest
import torch

from saferl import checkpoints
from saferl.algorithms import PPO, PPOConfig
from saferl.constraints import task_cost
from saferl.errors import CheckpointError
from saferl.multipliers import PID
from saferl.policies import MlpPolicy
from tests.saferl.algorithms.problems import NoisyWalk

CONFIG = PPOConfig(num_envs=4, unroll=25, minibatch=50, epochs=2, hidden=(8,), torch_threads=1)
STEPS = 100  # one iteration


def make(seed: int = 3) -> PPO:
    return PPO(
        NoisyWalk(num_envs=4),
        config=CONFIG,
        constraints=[task_cost(1.0)],
        multiplier=PID(initial=0.5),
        seed=seed,
    )


def weights(agent: PPO) -> torch.Tensor:
    parameters = [*agent.actor.parameters(), *agent.critics.parameters()]
    return torch.cat([p.detach().flatten() for p in parameters])


def test_same_seed_gives_identical_weights():
    assert torch.equal(weights(make().learn(3 * STEPS)), weights(make().learn(3 * STEPS)))
    assert not torch.equal(weights(make(1).learn(STEPS)), weights(make(2).learn(STEPS)))


def test_resumed_run_equals_an_uninterrupted_one(tmp_path):
    whole = make()
    whole.learn(6 * STEPS, log_dir=tmp_path / "whole", checkpoint_every=3 * STEPS)

    half = make()
    half.learn(3 * STEPS, log_dir=tmp_path / "parts", checkpoint_every=3 * STEPS)
    del half
    resumed = PPO.load(tmp_path / "parts" / "checkpoint.safetensors", env=NoisyWalk(num_envs=4))
    assert resumed.steps == 3 * STEPS
    resumed.learn(3 * STEPS, log_dir=tmp_path / "parts", checkpoint_every=3 * STEPS)

    assert torch.equal(weights(whole), weights(resumed))
    assert whole.ledger.states == resumed.ledger.states
    for name, array in whole.normalizer.tensors().items():
        np.testing.assert_array_equal(array, resumed.normalizer.tensors()[name])
    rows = [
        [line.rsplit(",", 2)[0] for line in (tmp_path / run / "progress.csv").open()]
        for run in ("whole", "parts")
    ]
    assert rows[0] == rows[1]  # all but the last columns: seconds and speed


def test_going_on_after_saving_equals_loading(tmp_path):
    agent = make()
    agent.learn(2 * STEPS)
    agent.save(tmp_path / "checkpoint")
    loaded = PPO.load(tmp_path / "checkpoint", env=NoisyWalk(num_envs=4))
    assert torch.equal(weights(agent.learn(2 * STEPS)), weights(loaded.learn(2 * STEPS)))


def test_rows_after_the_checkpoint_are_dropped_on_resume(tmp_path):
    agent = make()
    agent.learn(2 * STEPS, log_dir=tmp_path)
    kept = (tmp_path / "progress.csv").read_text()
    with (tmp_path / "progress.csv").open("a") as stream:  # a crash after the checkpoint
        stream.write(kept.splitlines()[-1].replace("200", "300", 1) + "\n")
    resumed = PPO.load(tmp_path / "checkpoint.safetensors", env=NoisyWalk(num_envs=4))
    resumed.learn(STEPS, log_dir=tmp_path)
    steps = [line.split(",")[0] for line in (tmp_path / "progress.csv").open()]
    assert steps == ["steps", "100", "200", "300"]


def test_run_folder_holds_what_it_takes(tmp_path):
    agent = make()
    agent.learn(STEPS, log_dir=tmp_path)
    policy = MlpPolicy.load(tmp_path / "policy.safetensors")
    observation = np.array([[0.3], [-0.2]])
    expected, _ = agent.predict(observation, deterministic=True)
    np.testing.assert_array_equal(policy.predict(observation, deterministic=True)[0], expected)
    assert json.loads((tmp_path / "config.json").read_text())["seed"] == 3
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "checkpoint.safetensors",
        "config.json",
        "policy.safetensors",
        "progress.csv",
    ]


def test_frozen_policy_does_not_change_with_training():
    agent = make()
    policy = agent.policy
    before = policy.predict(np.ones(1), deterministic=True)[0]
    agent.learn(2 * STEPS)
    np.testing.assert_array_equal(policy.predict(np.ones(1), deterministic=True)[0], before)
    assert not np.array_equal(agent.predict(np.ones(1), deterministic=True)[0], before)


def test_a_callback_stops_training():
    agent = make()
    agent.learn(100 * STEPS, callback=lambda statistics: statistics.steps < 2 * STEPS)
    assert agent.steps == 2 * STEPS


def test_foreign_and_garbled_checkpoints_are_refused(tmp_path):
    agent = make()
    agent.learn(STEPS)
    agent.save(tmp_path / "good")
    with pytest.raises(CheckpointError, match="no such file"):
        PPO.load(tmp_path / "absent")
    (tmp_path / "cut").write_bytes((tmp_path / "good").read_bytes()[:-100])
    with pytest.raises(CheckpointError, match="truncated"):
        PPO.load(tmp_path / "cut", env=NoisyWalk(num_envs=4))
    checkpoints.write(tmp_path / "other", kind="sac", tensors={}, document={})
    with pytest.raises(CheckpointError, match="holds a 'sac'"):
        PPO.load(tmp_path / "other", env=NoisyWalk(num_envs=4))
    good = checkpoints.read(tmp_path / "good")
    del good.tensors["actor/log_std"]
    checkpoints.write(tmp_path / "part", kind="ppo", tensors=good.tensors, document=good.document)
    with pytest.raises(CheckpointError, match="log_std"):
        PPO.load(tmp_path / "part", env=NoisyWalk(num_envs=4))

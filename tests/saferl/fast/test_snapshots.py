"""Restore and replay is identical: within an episode, across resets, in another instance."""

from __future__ import annotations

import mujoco
import numpy as np
import pytest

from saferl.envs.fast import FastVectorEnv
from saferl.envs.snapshots import Snapshot, is_plain
from saferl.errors import InputError

TASKS = [
    "SafetyPointGoal2-v0",
    "SafetyCarButton2-v0",
    "SafetyPointPush2-v0",
    "SafetyAntRun0-v0",
    "SafetyRacecarCircle2-v0",
    "SafetyDoggoGoal0-v0",
]


def drive(env: FastVectorEnv, steps: int, seed: int) -> list[np.ndarray]:
    """Everything that random actions bring forth."""
    rng = np.random.default_rng(seed)
    high = env.single_action_space.high
    seen = []
    for _ in range(steps):
        action = rng.uniform(-1, 1, env.action_space.shape) * high
        observations, rewards, ends, cuts, infos = env.step(action)
        seen += [observations, rewards, ends, cuts, infos["cost"], infos["poses"]]
        seen += list(infos["signals"].values())
        seen += [final for final in infos.get("final_obs", ()) if final is not None]
    return seen


def assert_same(left: list[np.ndarray], right: list[np.ndarray]) -> None:
    assert len(left) == len(right)
    for one, other in zip(left, right, strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("env_id", TASKS)
def test_restore_and_replay_is_identical(env_id: str) -> None:
    env = FastVectorEnv(env_id, 2, seed=0, record=True, max_episode_steps=25)
    env.reset()
    drive(env, 17, seed=1)
    snapshot = env.snapshot()
    assert is_plain(snapshot.rows)
    after = drive(env, 30, seed=2)  # over the end of the episode, into the next
    env.restore(snapshot)
    assert_same(drive(env, 30, seed=2), after)
    other = FastVectorEnv(env_id, 2, record=True, max_episode_steps=25)
    other.restore(Snapshot.from_document(*snapshot.to_document()))
    assert_same(drive(other, 30, seed=2), after)


def test_goals_drawn_after_restoring_are_the_same() -> None:
    env = FastVectorEnv("SafetyPointGoal1-v0", 1, seed=0, record=True)
    env.reset()
    drive(env, 5, seed=0)
    snapshot = env.snapshot()

    def reach_goal() -> np.ndarray:
        data, model = env._batch.slots[0].data, env._batch.slots[0].model
        goal = model.body("goal").id
        agent = data.xpos[1, :2].copy()
        model.body_pos[goal, :2] = agent  # the goal comes to the agent
        mujoco.mj_forward(model, data)
        _, _, _, _, infos = env.step(np.zeros((1, 2)))
        assert infos["goal_met"][0]
        return np.array(model.body_pos[goal])

    first = [reach_goal() for _ in range(3)]
    env.restore(snapshot)
    second = [reach_goal() for _ in range(3)]
    np.testing.assert_array_equal(first, second)
    assert len(np.unique(np.array(first)[:, 0])) == 3


def test_a_snapshots_rows_can_be_rearranged() -> None:
    env = FastVectorEnv("SafetyPointButton0-v0", 2, seed=0, record=True)
    env.reset()
    drive(env, 8, seed=0)
    env.restore(env.snapshot().take([1, 1]))
    _, _, _, _, infos = env.step(np.ones((2, 2)))
    np.testing.assert_array_equal(infos["poses"][0], infos["poses"][1])


def test_a_finished_row_is_still_finished_after_restoring() -> None:
    env = FastVectorEnv("SafetyPointGoal0-v0", 1, seed=0, max_episode_steps=2, autoreset="disabled")
    env.reset()
    for _ in range(2):
        env.step(np.zeros((1, 2)))
    snapshot = env.snapshot()
    env.reset()
    env.restore(snapshot)
    with pytest.raises(InputError, match="must be reset"):
        env.step(np.zeros((1, 2)))


def test_a_snapshot_of_something_else_is_refused() -> None:
    env = FastVectorEnv("SafetyPointGoal0-v0", 1, seed=0)
    with pytest.raises(InputError, match="reset the environment"):
        env.snapshot()
    env.reset()
    with pytest.raises(InputError, match="cannot be restored"):
        FastVectorEnv("SafetyPointGoal1-v0", 1, seed=0).restore(env.snapshot())
    with pytest.raises(InputError, match="cannot be restored"):
        FastVectorEnv("SafetyPointGoal0-v0", 2, seed=0).restore(env.snapshot())

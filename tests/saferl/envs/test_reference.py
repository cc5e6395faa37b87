"""Against trajectories of Safety-Gymnasium 1.0.0 on its own pinned stack (MuJoCo 2.3.3).

``data/safety_gymnasium_1.0.0_early.npz`` holds the first observations, rewards and costs of random
episodes. MuJoCo 3 resolves contacts a little differently, so what stands on many contacts at once
(Car's and Racecar's wheels, the welds that pull gremlins) moves a little differently from the first
step on; there only what the layout decides is compared. The accelerometer feels contacts first and
is left out throughout.
"""

from pathlib import Path

import gymnasium
import numpy as np
import pytest

import saferl  # noqa: F401 - registers the tasks

RECORDED = np.load(Path(__file__).parent / "data" / "safety_gymnasium_1.0.0_early.npz")
TASKS = sorted({key.split("/")[0] for key in RECORDED.files})
ACCELEROMETER = slice(0, 3)


def columns_of(env, wanted):
    """Columns of the flattened observation whose sensor satisfies ``wanted``."""
    spaces = env._task.obs_info.obs_space_dict
    start, columns = 0, []
    for name, space in spaces.items():
        width = int(np.prod(space.shape))
        if wanted(name):
            columns += range(start, start + width)
        start += width
    return columns


def play(task, seed):
    """Ours, step by step: observations (6, obs_dim), rewards and costs (5,)."""
    env = gymnasium.make(f"saferl/{task}", disable_env_checker=True).unwrapped
    observation, _ = env.reset(seed=seed)
    observations, rewards, costs = [observation], [], []
    for action in RECORDED[f"{task}/{seed}/actions"]:
        observation, reward, *_, info = env.step(action)
        observations.append(observation)
        rewards.append(reward)
        costs.append(info["cost"])
    return env, np.array(observations), np.array(rewards), np.array(costs)


@pytest.mark.parametrize("task", [task for task in TASKS if "Velocity" in task])
@pytest.mark.parametrize("seed", [0, 1])
def test_velocity_tasks_are_the_recorded_ones(task, seed):
    _, observations, rewards, costs = play(task, seed)
    if "Ant" in task:  # MuJoCo 2 normalised the quaternion that the reset had disturbed
        observations[0, 1:5] /= np.linalg.norm(observations[0, 1:5])
    np.testing.assert_allclose(observations, RECORDED[f"{task}/{seed}/obs"], atol=1e-9)
    np.testing.assert_allclose(rewards, RECORDED[f"{task}/{seed}/reward"], rtol=1e-6, atol=1e-7)
    np.testing.assert_array_equal(costs, RECORDED[f"{task}/{seed}/cost"])


@pytest.mark.parametrize("task", [task for task in TASKS if "Velocity" not in task])
def test_navigation_tasks_are_the_recorded_ones(task):
    seed = 0
    recorded = RECORDED[f"{task}/{seed}/obs"]
    env, observations, rewards, costs = play(task, seed)

    layout = np.delete(np.arange(recorded.shape[1]), ACCELEROMETER)
    np.testing.assert_allclose(observations[0, layout], recorded[0, layout], atol=1e-9)
    np.testing.assert_array_equal(costs, RECORDED[f"{task}/{seed}/cost"])

    wheeled = "Car" in task or "Racecar" in task
    if not wheeled:
        steady = [i for i in columns_of(env, lambda name: "gremlins" not in name) if i > 2]
        np.testing.assert_allclose(observations[:, steady], recorded[:, steady], atol=5e-6)
        np.testing.assert_allclose(rewards, RECORDED[f"{task}/{seed}/reward"], atol=1e-6)
    lidars = columns_of(env, lambda name: name.endswith("lidar"))
    np.testing.assert_allclose(observations[:, lidars], recorded[:, lidars], atol=0.05)

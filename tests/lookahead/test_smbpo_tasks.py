"""The published tasks: what is unsafe, what is paid, how episodes end."""

from __future__ import annotations

from contextlib import closing

import gymnasium
import mujoco
import numpy as np
import pytest

import saferl
from lookahead.smbpo_imagination import ViolationTest
from lookahead.smbpo_tasks import make_task, task_ids, task_of
from saferl.constraints import Constraint
from saferl.errors import InputError
from saferl.wording import describe

HOPPER, CHEETAH, ANT, HUMANOID = task_ids()


def unsafe(env_id: str) -> ViolationTest:
    task = task_of(env_id)
    return ViolationTest([task.constraint], task.signals, task.world)


def random_steps(env, count: int, *, seed: int = 0):
    """Observations and what else `step` returned; new episodes where one ended."""
    rng = np.random.default_rng(seed)
    env.reset(seed=seed)
    for _ in range(count):
        action = rng.uniform(env.action_space.low, env.action_space.high)
        outcome = env.step(action)
        yield outcome
        if outcome[2] or outcome[3]:
            env.reset()


@pytest.mark.parametrize("env_id", task_ids())
def test_a_violation_costs_one_and_ends_the_episode(env_id):
    test, ended = unsafe(env_id), 0
    with closing(gymnasium.make(env_id)) as env:
        for observation, _, terminated, truncated, info in random_steps(env, 1500):
            assert terminated == (info["cost"] == 1.0) == bool(test(observation[None])[0])
            assert not truncated or not terminated
            ended += terminated
    assert ended > 0


@pytest.mark.parametrize("env_id", [HOPPER, ANT, HUMANOID])
def test_unsafe_is_what_gymnasium_calls_unhealthy(env_id):
    with closing(make_task(env_id)) as env:
        for _, _, terminated, _, _ in random_steps(env, 400):
            assert terminated == (not env.unwrapped.is_healthy)


def test_the_heads_clearance_is_its_distance_from_the_floor_in_the_simulation():
    rng = np.random.default_rng(0)
    with closing(make_task(CHEETAH)) as env:
        env.reset(seed=0)
        model, data = env.unwrapped.model, env.unwrapped.data
        floor, head = model.geom("floor").id, model.geom("head").id
        touching = 0
        for _ in range(200):
            data.qpos[1], data.qpos[2] = rng.uniform(-0.7, 0.5), rng.uniform(-4.0, 4.0)
            mujoco.mj_forward(model, data)
            distance = mujoco.mj_geomDistance(model, data, floor, head, 9.0, np.zeros(6))
            observation = env.unwrapped._get_obs()
            clearance = task_of(CHEETAH).signals(observation[None])["head_clearance"][0]
            assert clearance == pytest.approx(distance, abs=1e-9)
            contacts = {tuple(sorted(c.geom)) for c in data.contact}
            assert (clearance <= 0.0) == ((floor, head) in contacts)
            touching += clearance <= 0.0
    assert 20 < touching < 180


@pytest.mark.parametrize(
    ("env_id", "safe", "bad"),
    [
        (HOPPER, (1.2, 0.0), (0.7, 0.0)),
        (HOPPER, (0.71, 0.19), (1.2, 0.2)),
        (HOPPER, (0.71, -0.19), (1.2, -0.2)),
        (ANT, (0.2,), (0.19,)),
        (ANT, (1.0,), (1.01,)),
        (HUMANOID, (1.0,), (0.99,)),
        (HUMANOID, (2.0,), (2.01,)),
    ],
)
def test_bounds_are_the_published_ones(env_id, safe, bad):
    observations = np.zeros((2, 45))
    observations[0, : len(safe)], observations[1, : len(bad)] = safe, bad
    assert unsafe(env_id)(observations).tolist() == [False, True]


@pytest.mark.parametrize("env_id", task_ids())
def test_standing_still_pays_no_bonus(env_id):
    with closing(make_task(env_id)) as env:
        env.reset(seed=0)
        rewards = [env.step(np.zeros(env.action_space.shape))[1] for _ in range(5)]
    assert abs(np.mean(rewards)) < 0.5


def test_an_episode_of_a_thousand_safe_steps_is_cut_off():
    with closing(gymnasium.make(CHEETAH)) as env:
        env.reset(seed=0)
        for step in range(1, 1001):
            _, _, terminated, truncated, info = env.step(np.zeros(6))
            assert (terminated, truncated, info["cost"]) == (False, step == 1000, 0.0)


@pytest.mark.parametrize("env_id", task_ids())
def test_constraints_are_of_our_language(env_id):
    task = task_of(env_id)
    task.world.check(task.constraint)
    assert Constraint.from_json(task.constraint.to_json()) == task.constraint
    assert describe(task.constraint, task.world)
    with closing(make_task(env_id)) as env:
        assert env.unwrapped.dt == pytest.approx(task.dt)


def test_many_at_a_time_report_costs_of_the_transition_just_taken():
    with closing(saferl.make_vec(HOPPER, num_envs=3, seed=0)) as env:
        env.reset()
        rng, violations = np.random.default_rng(0), 0.0
        for _ in range(60):
            _, _, terminated, _, infos = env.step(rng.uniform(-1, 1, (3, 3)))
            np.testing.assert_array_equal(infos["cost"], terminated.astype(float))
            np.testing.assert_array_equal(infos["costs"][:, 0], infos["cost"])
            violations += infos["cost"].sum()
        assert env.constraints == (task_of(HOPPER).constraint,)
        assert env.horizon == 1000
    assert violations > 0


def test_an_unknown_task_is_named_with_the_known_ones():
    with pytest.raises(InputError, match="lookahead/Hopper-v0"):
        task_of("lookahead/Hoper-v0")

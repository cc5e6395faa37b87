"""The velocity tasks as Gymnasium environments."""

import gymnasium
import numpy as np
import pytest
from gymnasium.utils.env_checker import check_env

import saferl
from saferl.envs.compat import stock_module
from saferl.envs.snapshots import Snapshot, trees_equal
from saferl.envs.velocity import SafetyVelocityEnv
from saferl.errors import InputError

TASKS = [env_id for env_id in saferl.task_ids() if "Velocity" in env_id]


@pytest.mark.parametrize("env_id", TASKS)
def test_the_environment_checker_passes(env_id):
    check_env(gymnasium.make(f"saferl/{env_id}").unwrapped, skip_render_check=True)


@pytest.mark.parametrize("env_id", TASKS)
def test_speeds_explain_costs_and_replay_is_identical(env_id):
    env = SafetyVelocityEnv(env_id, record=True)
    env.reset(seed=1)
    rng = np.random.default_rng(0)
    actions = rng.uniform(
        env.action_space.low, env.action_space.high, (16, *env.action_space.shape)
    )
    for action in actions[:4]:
        info = env.step(action)[4]
        assert info["cost"] == float(info["signals"]["speed"] > env.speed_limit)
        assert info["poses"].shape == (1, 3)
    snapshot = env.snapshot()
    expected = []
    for action in actions[4:]:
        expected.append(env.step(action))
        if expected[-1][2]:
            break
    following = env.reset()
    fresh = SafetyVelocityEnv(env_id, record=True)
    for other, kept in (
        (env, snapshot),
        (fresh, Snapshot.from_document(*snapshot.to_document())),
    ):
        other.restore(kept)
        assert trees_equal(
            [other.step(action) for action in actions[4 : 4 + len(expected)]], expected
        )
        assert trees_equal(other.reset(), following)


def test_both_sides_of_the_limit_occur():
    env = SafetyVelocityEnv("SafetySwimmerVelocity-v1")
    env.reset(seed=0)
    rng = np.random.default_rng(0)
    costs = {env.step(rng.uniform(-1, 1, 2))[4]["cost"] for _ in range(100)}
    assert costs == {0.0, 1.0}


def test_everything_is_the_stock_classes():
    ours = SafetyVelocityEnv("SafetyHalfCheetahVelocity-v1")
    module = stock_module("tasks.safe_velocity.safety_half_cheetah_velocity_v1")
    stock = module.SafetyHalfCheetahVelocityEnv()
    np.testing.assert_array_equal(ours.reset(seed=4)[0], stock.reset(seed=4)[0])
    for action in np.random.default_rng(0).uniform(-1, 1, (20, 6)):
        observation, reward, cost, terminated, truncated, _ = stock.step(action)
        mine = ours.step(action)
        np.testing.assert_array_equal(mine[0], observation)
        assert mine[1:4] == (reward, terminated, truncated)
        assert mine[4]["cost"] == cost


def test_episodes_end_at_the_horizon_and_by_falling():
    env = SafetyVelocityEnv("SafetyHalfCheetahVelocity-v1", max_episode_steps=2)
    env.reset(seed=0)
    assert env.step(np.zeros(6))[2:4] == (False, False)
    assert env.step(np.zeros(6))[2:4] == (False, True)
    with pytest.raises(InputError, match="call reset"):
        env.step(np.zeros(6))

    walker = SafetyVelocityEnv("SafetyWalker2dVelocity-v1")
    walker.reset(seed=0)
    ends = [False]
    while not ends[-1]:
        ends.append(walker.step(np.ones(6))[2])
    assert len(ends) < 200


def test_unstable_simulations_truncate(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # MuJoCo writes its warnings to a file there
    env = SafetyVelocityEnv("SafetyAntVelocity-v1", record=True)
    env.reset(seed=0)
    env._stock.data.qvel[0] = 1e12
    observation, reward, terminated, truncated, info = env.step(np.zeros(8))
    assert np.isfinite(observation).all()
    assert (reward, terminated, truncated) == (-10.0, False, True)
    assert info["cost_exception"] == info["cost"] == 1.0


def test_bad_actions_are_refused():
    env = SafetyVelocityEnv("SafetyHopperVelocity-v0")
    env.reset(seed=0)
    with pytest.raises(InputError, match="NaN"):
        env.step(np.full(3, np.nan))
    with pytest.raises(InputError, match="shape"):
        env.step(np.zeros(4))
    with pytest.raises(InputError, match="not a velocity task"):
        SafetyVelocityEnv("SafetyPointGoal1-v0")


def test_an_unseeded_environment_leaves_the_global_generator_alone():
    before = np.random.get_state()  # noqa: NPY002
    env = SafetyVelocityEnv("SafetyHopperVelocity-v1")
    first = env.reset()[0]
    assert not np.array_equal(first, SafetyVelocityEnv("SafetyHopperVelocity-v1").reset()[0])
    assert trees_equal(before, np.random.get_state())  # noqa: NPY002

"""The wrapper: no refused action is executed, whoever asks, and mistakes are named."""

import gymnasium
import numpy as np
import pytest

from lookahead.audit import read_audit
from lookahead.example import PointEnv, PointShield
from lookahead.wrapper import ShieldWrapper
from saferl.errors import InputError
from tests.lookahead.small_shield import TASK, small_shield


def test_whatever_is_asked_for_the_wall_is_not_reached():
    env = ShieldWrapper(PointEnv(), PointShield())
    env.reset(seed=1)
    random = np.random.default_rng(0)
    for _ in range(60):
        *_, info = env.step(random.choice([1.0, 1.0, -0.2], size=1))
        assert info["cost"] == 0.0
    assert info["shield"].keys() == {"executed", "vetoed", "level", "risk", "faults"}


def test_a_safe_action_is_executed_as_it_is():
    env, bare = ShieldWrapper(PointEnv(), PointShield()), PointEnv()
    env.reset(seed=1)
    bare.reset(seed=1)
    observation, _, _, _, info = env.step(np.array([0.37]))
    np.testing.assert_array_equal(observation, bare.step(np.array([0.37]))[0])
    assert not info["shield"]["vetoed"]
    assert info["shield"]["level"] == "proposal"


@pytest.mark.parametrize("action", [np.array([np.nan]), np.ones(4), "left", None])
def test_what_is_no_action_is_refused_not_raised(action):
    env = ShieldWrapper(PointEnv(), PointShield())
    env.reset(seed=1)
    *_, info = env.step(action)
    assert info["shield"]["vetoed"]
    assert info["shield"]["faults"] == ["proposal"]
    assert np.isfinite(info["shield"]["executed"]).all()


def test_an_episode_begins_afresh(tmp_path):
    env = ShieldWrapper(PointEnv(), PointShield(), audit=tmp_path / "log.jsonl")
    for _ in range(2):
        env.reset(seed=1)
        env.step(np.ones(1))
        env.step(np.ones(1))
    lines = [line for line in read_audit(tmp_path / "log.jsonl") if line["kind"] == "decision"]
    assert [line["step"] for line in lines] == [0, 1, 0, 1]
    assert len({line["episode"] for line in lines}) == 2


def test_a_learned_shield_does_not_imagine_whoever_calls_step():
    env = ShieldWrapper(gymnasium.make(f"saferl/{TASK}"), small_shield())
    env.reset(seed=3)
    for _ in range(5):
        *_, info = env.step(np.array([1.0, 0.0]))
        assert info["shield"]["faults"] == []
    env.close()


def test_mistakes_are_named():
    with pytest.raises(InputError, match="before reset"):
        ShieldWrapper(PointEnv(), PointShield()).step(np.ones(1))
    vector = gymnasium.vector.SyncVectorEnv([PointEnv, PointEnv])
    with pytest.raises(InputError, match=r"a vector of 2; .*shield\.attach"):
        ShieldWrapper(vector, PointShield())
    with pytest.raises(InputError, match="was given a str"):
        ShieldWrapper("SafetyPointGoal1-v0", PointShield())
    with pytest.raises(InputError, match="does not fit"):
        ShieldWrapper(gymnasium.make("CartPole-v1"), PointShield())

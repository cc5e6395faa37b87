"""A clone acts as the policy it was made from, also where only its own mistakes lead."""

from __future__ import annotations

import gymnasium
import numpy as np
import pytest
from gymnasium import spaces

from saferl.algorithms import PPO, PPOConfig, clone, cloning
from saferl.algorithms.starting import network_settings, start_from
from saferl.errors import InputError
from saferl.policies import load_policy
from tests.saferl.algorithms.problems import EndlessLine, TwoArms


class Drift(gymnasium.Env):
    """A place in [-3, 3] that actions move and chance pushes outwards; 40 steps an episode."""

    observation_space = spaces.Box(-3.0, 3.0, (1,), np.float64)
    action_space = spaces.Box(-2.0, 2.0, (1,), np.float32)

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        self.place, self.time = self.np_random.uniform(-0.1, 0.1, 1), 0
        return self.place, {}

    def step(self, action):
        self.place = np.clip(self.place * 1.3 + 0.5 * np.asarray(action), -3.0, 3.0)
        self.time += 1
        return self.place, -float(np.abs(self.place[0])), False, self.time >= 40, {"cost": 0.0}


CONFIG = PPOConfig(num_envs=6, workers=0, hidden=(16,), knots=(0.5,), initial_log_std=-2.0)
SMALL = {"config": CONFIG, "steps": 1800, "rounds": 3, "updates": 150}


def bang(observation):
    """Against the drift with all force, but gently near the middle."""
    return np.clip(-5.0 * observation, -2.0, 2.0)


def test_a_clone_acts_as_its_original_over_the_whole_range_and_can_be_trained_on():
    copy = clone(bang, Drift, **SMALL)
    places = np.linspace(-2.5, 2.5, 41)[:, None]
    acted = copy.predict(places, deterministic=True)[0]
    assert np.abs(acted - bang(places)).mean() < 0.3  # of a range of 4
    assert copy.card["algorithm"] == "clone"
    assert copy.card["steps"] == 1800
    assert 0.0 < copy.card["error"] < 0.1
    tuned = PPO(Drift, config=PPOConfig(num_envs=2, workers=0, **network_settings(copy)))
    start_from(tuned, copy)
    begun = tuned.policy.predict(places, deterministic=True)[0]
    np.testing.assert_allclose(begun, acted, atol=1e-5)
    np.testing.assert_allclose(copy.log_std, [-2.0])


def test_clones_are_the_same_under_a_seed_and_differ_between_seeds():
    first, again, other = (clone(bang, Drift, **SMALL, seed=seed) for seed in (1, 1, 2))
    places = np.linspace(-1.0, 1.0, 5)[:, None]
    acted = [policy.predict(places, deterministic=True)[0] for policy in (first, again, other)]
    np.testing.assert_array_equal(acted[0], acted[1])
    assert (acted[0] != acted[2]).any()


@pytest.mark.parametrize("rounds", [1, 3])
def test_a_policy_with_a_memory_is_told_where_episodes_begin(rounds):
    begun = []

    def counting(observation, state):
        begun.append(state is None)
        return np.zeros(1), 1

    clone(counting, Drift, config=CONFIG, steps=6 * 90, rounds=rounds, updates=1)
    assert sum(begun) == 6 * 3  # episodes of 40 steps, 90 steps of each environment


class Recorded(EndlessLine):
    """Keeps the actions it is given, in [0, 1]; an episode lasts 5 steps."""

    def __init__(self, num_envs):
        super().__init__(num_envs)
        self.given, self.closed_by_someone = [], False

    def step(self, actions):
        self.given.append(np.array(actions)[:, 0])
        return super().step(actions)

    def close(self, **kwargs):
        self.closed_by_someone = True


@pytest.mark.parametrize(("num_envs", "shares"), [(1, (0, 1, 1)), (6, (0, 2, 4))])
def test_the_network_acts_in_a_growing_share_of_the_environments(num_envs, shares, monkeypatch):
    monkeypatch.setattr(cloning, "NOISE", (0.0,))
    env = Recorded(num_envs)
    steps = 3 * 4 * num_envs
    # after one gradient step the network still says about 0, the middle of the actions
    clone(lambda observation: np.ones(1), env, config=CONFIG, steps=steps, rounds=3, updates=1)
    acted = np.array(env.given).reshape(3, 4, num_envs)
    for share, given in zip(shares, acted, strict=True):
        np.testing.assert_array_equal(given[:, share:], 1.0)
        assert (given[:, :share] < 0.8).all()
    assert not env.closed_by_someone


def test_episodes_are_disturbed_by_different_amounts():
    env = Recorded(40)
    clone(lambda observation: np.full(1, 0.5), env, config=CONFIG, steps=400, rounds=1, updates=1)
    first, second = np.array(env.given).reshape(2, 5, 40)
    for given in (first, second):
        still = (given == 0.5).all(axis=0)
        assert 0 < still.sum() < 40
        assert (given[:, ~still] != 0.5).any(axis=0).all()
    assert ((first == 0.5).all(axis=0) != (second == 0.5).all(axis=0)).any()


def test_the_card_says_what_was_cloned_and_how():
    first = clone(bang, Drift, config=CONFIG, steps=60, rounds=1, updates=5, source="bang.py")
    assert first.card["cloned"] == {"source": "bang.py", "card": None}
    assert (first.card["rounds"], first.card["updates"]) == (1, 5)
    second = clone(first, Drift, config=CONFIG, steps=60, rounds=1, updates=5)
    assert second.card["cloned"]["card"] == first.card


def test_what_cannot_be_cloned_is_refused():
    with pytest.raises(InputError, match="cloning needs continuous actions"):
        clone(lambda observation: 0, TwoArms(2), config=CONFIG)
    box = spaces.Box(-1.0, 1.0, (3,))
    stranger = load_policy(bang, observation_space=box, action_space=Drift.action_space)
    with pytest.raises(InputError, match="observ"):
        clone(stranger, Drift, config=CONFIG)
    for name in ("steps", "rounds", "updates"):
        with pytest.raises(InputError, match=f"{name} is 0, expected at least 1"):
            clone(bang, Drift, **{name: 0})

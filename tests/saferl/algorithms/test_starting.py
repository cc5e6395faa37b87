"""Starting a training from a trained policy."""

from __future__ import annotations

import numpy as np
import pytest

from saferl.algorithms import PPO, SAC, PPOConfig, SACConfig
from saferl.algorithms.starting import network_settings, start_from
from saferl.errors import InputError
from tests.saferl.algorithms.problems import QuadraticBandit

SETTINGS = {"num_envs": 1, "workers": 0, "unroll": 64}


@pytest.mark.parametrize("knots", [(), (0.5, 1.0)])
@pytest.mark.parametrize(("trainer", "config"), [(PPO, PPOConfig), (SAC, SACConfig)])
def test_the_actor_begins_as_the_policy(trainer, config, knots):
    plain = config(**SETTINGS, hidden=(16, 8), knots=knots)
    policy = trainer(QuadraticBandit(8), config=plain, seed=1).learn(128).policy
    found = network_settings(policy)
    assert found == {"hidden": (16, 8), "activation": "relu", "knots": knots}
    tuned = trainer(QuadraticBandit(8), config=config(**SETTINGS, **found), seed=2)
    start_from(tuned, policy)
    observed = np.linspace(-1.0, 1.0, 5)[:, None]
    np.testing.assert_allclose(
        tuned.policy.predict(observed, deterministic=True)[0],
        policy.predict(observed, deterministic=True)[0],
        atol=1e-6,
    )
    if trainer is PPO:
        np.testing.assert_array_equal(tuned.policy.log_std, policy.log_std)


def test_a_policy_of_another_algorithm_is_refused():
    policy = SAC(QuadraticBandit(8), config=SACConfig(**SETTINGS)).policy
    with pytest.raises(InputError, match="squashed policy cannot start a ppo training"):
        start_from(PPO(QuadraticBandit(8), config=PPOConfig(**SETTINGS)), policy)


def test_another_network_is_refused():
    policy = PPO(QuadraticBandit(8), config=PPOConfig(**SETTINGS, hidden=(8,))).policy
    with pytest.raises(InputError, match="the policy's layers"):
        start_from(PPO(QuadraticBandit(8), config=PPOConfig(**SETTINGS)), policy)


def test_what_was_not_trained_here_is_refused():
    with pytest.raises(InputError, match="got function"):
        network_settings(lambda observation: observation)

"""Hinge features, and a perceptron that has absorbed them."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import torch

from saferl.algorithms import PPO, SAC
from saferl.algorithms.ppo import PPOConfig
from saferl.algorithms.sac import SACConfig
from saferl.errors import InputError
from saferl.hinges import Hinges, absorb, check_knots
from saferl.policies.mlp import perceptron
from saferl.spaces import scale_to_box
from tests.saferl.algorithms.problems import QuadraticBandit

KNOTS = (-0.5, 1.0, 2.0)


def test_hinges_are_the_inputs_and_their_ramps():
    inputs = torch.tensor([[-1.0, 0.0], [1.5, 4.0]])
    ramps = [2.0 * np.maximum(inputs.numpy() - knot, 0.0) for knot in KNOTS]
    expected = np.concatenate([inputs.numpy(), *ramps], axis=1)
    hinges = Hinges(KNOTS)
    np.testing.assert_array_equal(hinges(inputs).numpy(), expected)
    assert hinges.widened(2) == expected.shape[1]


def test_no_knots_append_nothing():
    inputs = torch.randn(3, 4)
    assert Hinges(())(inputs) is inputs
    layers = ((np.ones((1, 4)), np.zeros(1)),)
    assert absorb((), layers) == layers


def test_an_absorbing_perceptron_computes_the_same():
    rng = np.random.default_rng(0)
    sizes = [5 * (1 + len(KNOTS)), 7, 2]
    layers = tuple(
        (rng.normal(size=(out, size)).astype(np.float32), rng.normal(size=out).astype(np.float32))
        for size, out in itertools.pairwise(sizes)
    )
    inputs = rng.normal(size=(50, 5), scale=2.0).astype(np.float32)
    hinged = Hinges(KNOTS)(torch.from_numpy(inputs)).numpy()
    absorbed = absorb(KNOTS, layers)
    assert [weight.shape for weight, _ in absorbed] == [(25, 5), (7, 25), (2, 7)]
    np.testing.assert_allclose(
        perceptron(absorbed, "relu", inputs), perceptron(layers, "relu", hinged), atol=1e-4
    )


@pytest.mark.parametrize(("algorithm", "config"), [(PPO, PPOConfig), (SAC, SACConfig)])
def test_a_frozen_actor_acts_as_the_trained_one(algorithm, config):
    agent = algorithm(
        QuadraticBandit(2), config=config(num_envs=2, workers=0, hidden=(8,), knots=KNOTS)
    )
    size = agent.observation_space.shape[0]
    observations = np.random.default_rng(1).normal(size=(20, size), scale=2.0)
    normalized = torch.from_numpy(agent.normalizer.apply(observations))
    with torch.no_grad():
        output = agent.actor(normalized)
    mean = output.clamp(-1, 1) if algorithm is PPO else torch.tanh(output[0])
    expected = scale_to_box(agent.action_space, mean.numpy())
    action, _ = agent.policy.predict(observations, deterministic=True)
    np.testing.assert_allclose(action, expected, atol=1e-5)


@pytest.mark.parametrize("config", [PPOConfig, SACConfig])
def test_knots_need_a_relu_network(config):
    with pytest.raises(InputError, match="need activation 'relu', not 'tanh'"):
        config(activation="tanh")
    assert config(activation="tanh", knots=()).knots == ()


def test_knots_must_be_finite():
    with pytest.raises(InputError, match="expected finite"):
        check_knots((float("nan"),), "relu")

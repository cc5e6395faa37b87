"""PPO: its formulas by hand, its learning on problems with a known optimum."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
import torch
from gymnasium import spaces
from torch import nn

from saferl.algorithms import PPO, PPOConfig
from saferl.algorithms.ppo import clipped_surrogate, mixed_advantage
from saferl.constraints import task_cost
from saferl.errors import InputError, SimulationError
from saferl.multipliers import PID, DualAscent
from saferl.networks import CategoricalActor, GaussianActor, StackedMlp, mlp
from tests.saferl.algorithms.problems import (
    DictObservations,
    EndlessLine,
    QuadraticBandit,
    TwoArms,
    TwoFreePulls,
)

SMALL = PPOConfig(
    num_envs=64,
    unroll=16,
    minibatch=512,
    epochs=5,
    hidden=(16,),
    learning_rate=2e-3,
    target_kl=0.05,
    normalize=False,
    torch_threads=1,
)


def test_clipped_surrogate_takes_the_pessimistic_side():
    ratio = torch.log(torch.tensor([1.5, 1.5, 0.5, 0.5]))
    advantage = torch.tensor([2.0, -2.0, 2.0, -2.0])
    # min(r A, clip(r) A): 1.2*2, 1.5*-2, 0.5*2, 0.8*-2
    assert clipped_surrogate(ratio, advantage, 0.2).item() == pytest.approx(
        -(2.4 - 3.0 + 1.0 - 1.6) / 4
    )


def test_mixed_advantage_prices_each_cost():
    advantages = np.array([[[1.0, 2.0, 0.0], [4.0, 0.0, 1.0]]])  # (T=1, n=2, 1 + k=3)
    # 1 - 0.5*2 - 2*0 = 0 and 4 - 0 - 2*1 = 2: mean 1, deviation 1
    mixed = mixed_advantage(advantages, np.array([0.5, 2.0]))
    np.testing.assert_allclose(mixed, [[-1.0, 1.0]])


def test_gaussian_log_density_matches_torch():
    actor = GaussianActor(nn.Linear(3, 2), 2, initial_log_std=-0.3)
    observation, action = torch.randn(5, 3), torch.randn(5, 2)
    reference = torch.distributions.Normal(actor(observation), actor.log_std.exp())
    log_prob, entropy = actor.log_prob_entropy(observation, action)
    torch.testing.assert_close(log_prob, reference.log_prob(action).sum(-1))
    torch.testing.assert_close(entropy, reference.entropy().sum(-1))


def test_categorical_log_probability_matches_torch():
    actor = CategoricalActor(nn.Linear(3, 4))
    observation, action = torch.randn(5, 3), torch.tensor([[0.0], [3.0], [1.0], [2.0], [0.0]])
    reference = torch.distributions.Categorical(logits=actor(observation))
    log_prob, entropy = actor.log_prob_entropy(observation, action)
    torch.testing.assert_close(log_prob, reference.log_prob(action[:, 0]))
    torch.testing.assert_close(entropy, reference.entropy())


def test_stacked_perceptrons_are_independent():
    stack = StackedMlp(3, [4, 8, 2], generator=torch.Generator().manual_seed(0))
    inputs = torch.randn(5, 4)
    for member, output in enumerate(stack(inputs)):
        hidden = torch.tanh(inputs @ stack.weights[0][member] + stack.biases[0][member])
        torch.testing.assert_close(
            output, hidden @ stack.weights[1][member] + stack.biases[1][member]
        )
    assert not torch.allclose(stack.weights[0][0], stack.weights[0][1])


def test_stacked_perceptrons_start_orthogonal_each():
    weight = StackedMlp(2, [64, 32, 1], "relu").weights[0][1]
    torch.testing.assert_close(weight.T @ weight, 2.0 * torch.eye(32), atol=1e-4, rtol=0)


def test_networks_do_not_touch_the_global_generator():
    before = torch.get_rng_state()
    mlp([3, 4, 2], generator=torch.Generator().manual_seed(0))
    StackedMlp(2, [3, 4, 1], generator=torch.Generator().manual_seed(0))
    assert torch.equal(before, torch.get_rng_state())


@pytest.mark.parametrize("rule", [PID(proportional=0.2, integral=0.05), DualAscent(step_size=0.05)])
def test_reaches_the_constrained_optimum_and_its_multiplier(rule):
    budget = 0.25
    agent = PPO(
        QuadraticBandit(budget=budget),
        config=SMALL,
        constraints=[task_cost(budget)],
        multiplier=rule,
        seed=1,
    )
    seen = []
    agent.learn(160 * 1024, callback=lambda s: seen.append(s.multipliers[0]))
    action, _ = agent.predict(np.zeros(1), deterministic=True)
    assert action[0] == pytest.approx(0.5, abs=0.04)  # sqrt(budget)
    assert np.mean(seen[-20:]) == pytest.approx(1.0, abs=0.1)  # 1 / (2 sqrt(budget))


def test_unconstrained_takes_the_most_reward():
    agent = PPO(QuadraticBandit(), config=SMALL, seed=0).learn(60 * 1024)
    action, _ = agent.predict(np.zeros(1), deterministic=True)
    assert action[0] > 0.9


def test_training_keeps_the_deviation_above_its_floor():
    config = replace(SMALL, initial_log_std=-1.0, learning_rate=1e-2)
    free = PPO(QuadraticBandit(64), config=config)
    kept = PPO(QuadraticBandit(64), config=replace(config, least_log_std=-0.9))
    for _ in range(4):
        free.iterate()
        kept.iterate()
    assert free.actor.log_std.item() < -0.9
    assert kept.actor.log_std.item() == pytest.approx(-0.9, abs=1e-6)


def test_learns_the_right_mixture_of_discrete_actions():
    agent = PPO(
        TwoArms(budget=0.3),
        config=SMALL,
        constraints=[task_cost(0.3)],
        multiplier=PID(proportional=0.5, integral=0.02),
        seed=0,
    )
    costs = []
    agent.learn(120 * 1024, callback=lambda s: costs.append(s.episode_costs[0]))
    assert np.mean(costs[-40:]) == pytest.approx(0.3, abs=0.05)
    action, _ = agent.predict(np.zeros((500, 1)))
    assert action.shape == (500,)
    assert set(np.unique(action)) == {0, 1}


def test_spends_a_hard_budget_and_never_more():
    env = TwoFreePulls()
    config = replace(SMALL, exceeded_reward=-1.0, unroll=32)
    agent = PPO(env, config=config, constraints=env.constraints, seed=0).learn(100 * 2048)
    observation, _ = env.reset()
    total, cost = np.zeros(64), np.zeros(64)
    for _ in range(4):
        action, _ = agent.predict(observation, deterministic=True)
        observation, reward, _, _, info = env.step(action)
        total, cost = total + reward, cost + info["cost"]
    assert (cost == 2.0).all()
    np.testing.assert_allclose(total, 2.2)
    assert agent.policy.observe_constraints


def test_value_bootstraps_through_time_limits():
    config = PPOConfig(
        num_envs=8, unroll=20, minibatch=80, hidden=(8,), learning_rate=5e-3, gamma=0.9,
        normalize=False, target_kl=1e9, torch_threads=1,
    )  # fmt: skip
    agent = PPO(EndlessLine(), config=config, seed=0).learn(160 * 150)
    with torch.no_grad():
        value = agent.critics(torch.zeros(1, 1))[0, 0, 0].item()
    assert value == pytest.approx(1.0 / (1.0 - 0.9), rel=0.03)  # 4.1 if truncation ended it


def test_takes_dict_observations_and_a_network_of_the_users(tmp_path):
    class Features(nn.Module):
        def __init__(self, space: spaces.Dict) -> None:
            super().__init__()
            assert set(space.spaces) == {"image", "speed"}
            self.image, self.speed = nn.Linear(4, 6), nn.Linear(1, 2)

        def forward(self, parts: dict[str, torch.Tensor]) -> torch.Tensor:
            image = self.image(parts["image"].flatten(1))
            return torch.tanh(torch.cat([image, self.speed(parts["speed"])], dim=1))

    env = DictObservations()
    agent = PPO(env, config=SMALL, network=Features, seed=0).learn(4 * 1024, log_dir=tmp_path)
    observation = env.single_observation_space.sample()
    action, _ = agent.predict(observation, deterministic=True)
    again = PPO.load(tmp_path / "checkpoint.safetensors", env=DictObservations(), network=Features)
    np.testing.assert_array_equal(action, again.predict(observation, deterministic=True)[0])
    plain = PPO(DictObservations(), config=SMALL, seed=0).learn(1024)  # and without a network
    assert plain.predict(observation)[0].shape == (1,)


def test_nan_from_the_environment_stops_before_learning():
    env = QuadraticBandit()
    original = env.step

    def broken(actions):
        observation, reward, *rest = original(actions)
        reward[3] = math.nan
        return observation, reward, *rest

    agent = PPO(env, config=SMALL, seed=0)
    before = agent.actor.log_std.detach().clone()
    env.step = broken
    with pytest.raises(SimulationError, match="environment 3 returned a reward"):
        agent.learn(1024)
    assert torch.equal(before, agent.actor.log_std)
    assert all(torch.isfinite(p).all() for p in agent.actor.parameters())


def test_refuses_unbounded_actions_and_bad_settings():
    env = QuadraticBandit()
    env.single_action_space = spaces.Box(-np.inf, np.inf, (1,))
    with pytest.raises(InputError, match="unbounded"):
        PPO(env, config=SMALL)
    with pytest.raises(InputError, match=r"gamma is 1\.5"):
        PPOConfig(gamma=1.5)
    with pytest.raises(InputError, match="constraints="):
        PPO("SafetyPointGoal1-v0", multiplier=PID())
    with pytest.raises(InputError, match="steps is 0"):
        PPO(QuadraticBandit(), config=SMALL).learn(0)
    with pytest.raises(InputError, match="seed is -1"):
        PPO(QuadraticBandit(), config=SMALL, seed=-1)

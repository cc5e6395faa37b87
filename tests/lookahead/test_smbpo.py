"""SMBPO: targets, mixed minibatches, the penalty in training, resuming, bad input."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import numpy as np
import pytest
import torch

import saferl
from lookahead.penalty import absorbing_value, penalty
from lookahead.smbpo import SMBPO, SMBPOConfig, policy_of
from lookahead.smbpo_imagination import Imagined
from saferl import checkpoints
from saferl.constraints import AtMost, Constraint, Never
from saferl.errors import CheckpointError, InputError
from saferl.multipliers import PID
from saferl.policies.mlp import MlpPolicy
from tests.lookahead.carried_away import (
    AT_EDGE,
    POSITION,
    TO_THE_EDGE,
    Current,
    make_current,
    position,
)

TINY = SMBPOConfig.reduced(
    num_envs=2,
    unroll=20,
    start_steps=20,
    updates_per_step=0.25,
    batch=16,
    real_rows=4,
    buffer=500,
    hidden=(8,),
    horizon=3,
    virtual_buffer=100,
    rollout_every=4,
    rollout_states=8,
    model_every=20,
    model_first_updates=5,
    model_updates=3,
    model_members=2,
    model_hidden=(8,),
    model_batch=8,
)


def tiny(env=make_current, *, seed: int = 0, config: SMBPOConfig = TINY, **changes) -> SMBPO:
    return SMBPO(env, config=replace(config, **changes), signals=position, seed=seed)


def weights(agent: SMBPO) -> dict[str, np.ndarray]:
    return agent.pack()[0]


def same(left: SMBPO, right: SMBPO) -> bool:
    a, b = weights(left), weights(right)
    return a.keys() == b.keys() and all(np.array_equal(a[name], b[name]) for name in a)


# -- the known problem -----------------------------------------------------------------------------

LEARNER = SMBPOConfig.reduced(
    num_envs=4,
    unroll=25,
    start_steps=200,
    updates_per_step=0.5,
    batch=64,
    real_rows=32,
    hidden=(32,),
    learning_rate=3e-3,
    tau=0.05,
    gamma=0.9,
    horizon=TO_THE_EDGE,
    virtual_buffer=2_000,
    rollout_every=40,
    rollout_states=40,
    model_every=200,
    model_first_updates=300,
    model_updates=50,
    model_hidden=(32,),
    model_members=3,
    initial_temperature=1e-3,
    target_entropy=3.0,
)


def edges_reached(config: SMBPOConfig) -> float:
    """How many of 20 deterministic episodes end at the edge, after training."""
    agent = tiny(config=config)
    agent.learn(1_500)
    report = saferl.evaluate(agent.policy, make_current, episodes=20)
    return float((report.task_costs > 0).sum())


@pytest.mark.parametrize("model", [True, False], ids=["SMBPO", "SAC + penalty"])
def test_with_the_penalty_the_irrecoverable_is_avoided(model):
    config = LEARNER if model else LEARNER.without_model(penalise=True)
    assert edges_reached(config) == 0


def test_without_the_penalty_it_is_entered_for_what_it_pays():
    assert edges_reached(LEARNER.without_model(penalise=False)) == 20


# -- targets ---------------------------------------------------------------------------------------


def seen_by_critics(agent: SMBPO, monkeypatch) -> list[tuple[torch.Tensor, ...]]:
    """What the critics are taught from now on: rewards, terminations."""
    calls: list[tuple[torch.Tensor, ...]] = []
    teach = agent._update_critics

    def listen(observations, actions, signals, terminations, discounts, reached):
        calls.append((signals[0].clone(), terminations.clone(), discounts.clone()))
        teach(observations, actions, signals, terminations, discounts, reached)

    monkeypatch.setattr(agent, "_update_critics", listen)
    return calls


def minibatch(violations: list[float]) -> Imagined:
    rows = len(violations)
    column = torch.zeros(1, rows, 1)
    rewards = torch.arange(1.0, rows + 1.0)[None]
    return Imagined(column, column, rewards, column, torch.tensor([violations]))


@pytest.mark.parametrize("penalise", [True, False])
def test_violations_are_absorbing_at_the_penalty_and_nothing_else_is(monkeypatch, penalise):
    agent = tiny(batch=4, real_rows=2, normalize=False, penalise=penalise, gamma=0.75)
    agent.penalty = 3.0
    monkeypatch.setattr(agent, "_minibatches", lambda due: minibatch([0.0, 1.0, 0.0, 1.0]))
    calls = seen_by_critics(agent, monkeypatch)
    agent._update(1)
    rewards, terminations, discounts = calls[0]
    assert rewards.tolist() == ([1.0, -12.0, 3.0, -12.0] if penalise else [1.0, 2.0, 3.0, 4.0])
    assert terminations.tolist() == [0.0, 1.0, 0.0, 1.0]
    assert discounts.tolist() == [0.75] * 4


def test_targets_stay_within_what_rewards_and_penalty_allow():
    agent = tiny(gamma=0.75, normalize=False)
    agent.penalty, agent.dynamics.reward_range = 3.0, (-1.0, 2.0)
    values = torch.tensor([[-1e6, 0.5, 1e6], [-1e6, 0.7, 1e6]])
    assert agent._reached_values(values).tolist() == [[-12.0, 0.5, 8.0]]
    model_free = tiny(config=TINY.without_model(penalise=True))
    assert model_free._reached_values(values).tolist() == [[-1e6, 0.5, 1e6]]


def test_the_penalty_is_in_the_unit_of_the_rewards(monkeypatch):
    agent = tiny(batch=4, real_rows=2)
    agent.learn(80)
    agent.penalty = 3.0
    unit = float(agent.scale.scale[0])
    assert unit != 1.0
    monkeypatch.setattr(agent, "_minibatches", lambda due: minibatch([0.0, 1.0, 0.0, 0.0]))
    calls = seen_by_critics(agent, monkeypatch)
    agent._update(1)
    expected = torch.tensor([1.0, absorbing_value(3.0, agent.config.gamma), 3.0, 4.0]) / unit
    torch.testing.assert_close(calls[0][0], expected)


def test_the_penalty_is_worked_out_anew_at_every_fit():
    agent = tiny()
    penalties = []
    agent.learn(400, callback=lambda s: penalties.append(s.penalty))
    assert len(set(penalties)) > 1  # the swimmer has come further, and found more reward
    low, high = agent.dynamics.reward_range
    assert agent.penalty == penalty(low, high, gamma=agent.config.gamma, horizon=3)
    assert (low, high) == pytest.approx((0.0, 1.0))
    assert agent.fits == 19  # every 20 steps from the 20th to the 380th


def test_the_actor_climbs_the_lesser_critic_always():
    agent = tiny()
    with torch.no_grad():
        for parameter in agent.critics.parameters():
            parameter.zero_()
        agent.critics.biases[-1][:, 0, 0] = torch.tensor([1.0, -5.0])
    for _ in range(10):
        agent._figures.append(torch.tensor(0.0))
        agent._update_actor(torch.zeros(8, 1), torch.empty(0))
    assert [float(figures[4]) for figures in agent._figures] == [-5.0] * 10


# -- minibatches -----------------------------------------------------------------------------------


def test_minibatches_mix_real_and_imagined_in_the_stated_shares():
    agent = tiny()
    agent.learn(60)
    agent.virtual._data[:] = 100.0  # told apart from what is real
    mixed = agent._minibatches(3)
    assert mixed.observations.shape == (3, 16, 1)
    assert bool((mixed.observations[:, 4:] == 100.0).all())
    assert bool((mixed.observations[:, :4].abs() <= 1.5).all())
    assert torch.equal(mixed.rewards[:, 4:], torch.full((3, 12), 100.0))


def test_without_a_model_minibatches_are_real_and_updates_as_many():
    agents = [tiny(), tiny(config=TINY.without_model(penalise=False))]
    for agent in agents:
        agent.learn(200)
    ours, plain = agents
    assert ours.updates == plain.updates > 0
    assert ours.critics.weights[0].shape == plain.critics.weights[0].shape
    assert len(ours.virtual) == 100
    assert len(plain.virtual) == 0
    assert plain.dynamics is None
    assert bool((plain._minibatches(2).observations.abs() <= 1.5).all())


def test_imagined_branches_begin_at_replayed_states_and_end_unsafe():
    agent = tiny(rollout_states=50, horizon=6)
    agent.learn(200)
    imagined = agent._imagine(agent.dynamics)
    starts = imagined.observations[:50]
    replayed = agent.buffer._data[: len(agent.buffer), :1]
    assert bool(torch.isin(starts, replayed).all())
    unsafe = imagined.next_observations[:, 0] >= 1.0
    assert torch.equal(imagined.violations > 0.0, unsafe)
    assert bool((imagined.observations[50:] < 1.0).all())  # none goes on from there


def test_branches_are_imagined_with_the_share_of_noise_that_is_set(monkeypatch):
    agent, given = tiny(model_noise=0.25), []
    step = agent.dynamics.step

    def noted(observations, actions, *, noise):
        given.append(noise)
        return step(observations, actions, noise=noise)

    monkeypatch.setattr(agent.dynamics, "step", noted)
    agent.learn(40)
    assert set(given) == {0.25}
    with pytest.raises(InputError, match="model_noise"):
        replace(TINY, model_noise=1.5)


def test_rates_are_as_stated():
    agent = tiny()
    statistics = agent.iterate()  # 40 steps, 20 of them before learning
    assert (statistics.steps, statistics.updates) == (40, int(0.25 * 18))
    assert statistics.model_updates == 5
    assert 0 < statistics.imagined <= 5 * 8 * 3
    assert agent.rollouts == 5  # at 20, 24, 28, 32 and 36 steps
    statistics = agent.iterate()
    assert statistics.model_updates == 5 + 2 * 3
    assert statistics.updates == int(0.25 * 58)


def test_imagining_keeps_up_with_many_environments():
    agent = tiny(num_envs=16, rollout_every=4, model_every=10)
    agent.learn(320)
    due = agent.steps - TINY.start_steps - 16  # the last outcome is learned from a step later
    assert agent.rollouts == due // 4 + 1
    assert agent.fits == due // 10 + 1


# -- the same again --------------------------------------------------------------------------------


def test_the_same_seed_gives_the_same_weights():
    first, second, other = tiny(), tiny(), tiny(seed=1)
    for agent in (first, second, other):
        torch.rand(1)  # torch's own generator is not used
        agent.learn(120)
    assert same(first, second)
    assert not same(first, other)


@pytest.mark.parametrize("model", [True, False])
def test_a_resumed_run_equals_an_uninterrupted_one(tmp_path, model):
    config = TINY if model else TINY.without_model(penalise=True)
    agent = tiny(config=config)
    agent.learn(120)
    agent.save(tmp_path / "half.safetensors")
    agent.learn(160)
    resumed = SMBPO.load(tmp_path / "half.safetensors", env=make_current, signals=position)
    assert resumed.steps == 120
    resumed.learn(160)
    assert same(agent, resumed)
    assert (resumed.penalty, resumed.fits, resumed.rollouts) == (
        agent.penalty,
        agent.fits,
        agent.rollouts,
    )
    assert resumed.ledger.total_cost == agent.ledger.total_cost
    left, right = agent.buffer.pack(), resumed.buffer.pack()
    assert all(np.array_equal(left[name], right[name]) for name in left)


def test_a_run_on_a_task_leaves_what_it_takes_to_act_and_to_go_on(tmp_path):
    agent = SMBPO("lookahead/Hopper-v0", config=replace(TINY, model_every=30), seed=3)
    agent.learn(80, log_dir=tmp_path)
    header = (tmp_path / "progress.csv").read_text().splitlines()[0].split(",")
    assert {"total_cost", "penalty", "model_loss", "imagined_violations"} <= set(header)
    policy = saferl.load_policy(tmp_path / "policy.safetensors", env_id="lookahead/Hopper-v0")
    assert isinstance(policy, MlpPolicy)
    observation = agent.observation_space.sample()
    expected, _ = agent.predict(observation, deterministic=True)
    np.testing.assert_array_equal(policy.predict(observation, deterministic=True)[0], expected)
    checkpoint = checkpoints.read(tmp_path / "checkpoint.safetensors", kind="smbpo")
    held = policy_of(checkpoint)
    np.testing.assert_array_equal(held.predict(observation, deterministic=True)[0], expected)
    resumed = SMBPO.load(tmp_path / "checkpoint.safetensors")
    with closing(resumed.env), closing(agent.env):
        assert same(agent.learn(40), resumed.learn(40))


def test_evaluation_takes_the_mode_not_samples():
    agent = tiny()
    observation = np.array([0.1])
    actions = [agent.predict(observation, deterministic=True)[0] for _ in range(5)]
    mean, _ = agent.actor(torch.from_numpy(agent.normalizer.apply(observation[None])))
    for action in actions:
        np.testing.assert_allclose(action, torch.tanh(mean.detach())[0].numpy(), atol=1e-6)
    reports = [saferl.evaluate(agent.policy, make_current, episodes=4) for _ in range(2)]
    np.testing.assert_array_equal(reports[0].returns, reports[1].returns)


# -- bad input -------------------------------------------------------------------------------------


class Quits(Current):
    """Ends its episodes for a reason that is no violation."""

    def step(self, action):
        observation, reward, _, truncated, _ = super().step(action)
        return observation, reward, self.t >= 3, truncated, {"signals": {"position": self.x}}


def test_ends_that_are_no_violations_are_refused():
    agent = SMBPO(Quits, config=TINY, constraints=[AT_EDGE], signals=position)
    with pytest.raises(InputError, match="without a violation"):
        agent.learn(60)


def test_episodes_that_go_on_after_a_violation_are_refused():
    class Flows(Current):
        def step(self, action):
            observation, reward, terminated, truncated, _ = super().step(action)
            signals = {"signals": {"position": self.x}}
            return observation, reward, terminated, truncated, signals

    near = Constraint("near", Never(POSITION >= 0.0), enforce="always")
    agent = SMBPO(Flows, config=TINY, constraints=[near], signals=position)
    with pytest.raises(InputError, match="went on after a violation"):
        agent.learn(60)


@pytest.mark.parametrize("changes", [{"enforce": "expected"}, {"budget": 3.0}])
def test_constraints_that_allow_violations_are_refused(changes):
    lax = replace(AT_EDGE, **changes)
    with pytest.raises(InputError, match="must never happen"):
        SMBPO(Current, config=TINY, constraints=[lax], signals=position)


def test_what_is_unsafe_must_be_known_and_told_from_observations():
    with pytest.raises(InputError, match=r"constraints=.* signals="):
        SMBPO(make_current, config=TINY)
    with pytest.raises(InputError, match=r"constraints=.* signals="):
        SMBPO(Current, config=TINY, signals=position)


def test_constraints_that_remember_are_refused():
    twice = Constraint("twice", AtMost(2, POSITION > 0.5), enforce="always")
    with pytest.raises(InputError, match="earlier steps"):
        SMBPO(make_current, config=TINY, constraints=[twice], signals=position)


def test_multipliers_and_observed_constraints_are_refused():
    with pytest.raises(InputError, match="no multiplier"):
        SMBPO(make_current, config=TINY, signals=position, multiplier=PID())
    with pytest.raises(InputError, match="observes no"):
        SMBPO(make_current, config=TINY, signals=position, observe_constraints=True)


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("horizon", 0),
        ("virtual_buffer", 0),
        ("rollout_every", 0),
        ("rollout_states", 0),
        ("model_every", 0),
        ("model_updates", -1),
        ("real_rows", 17),
        ("real_rows", -1),
        ("cost_critics", 1),
        ("n_step", 2),
        ("gamma", 1.0),
    ],
)
def test_settings_out_of_range_are_refused(setting, value):
    with pytest.raises(InputError, match=setting):
        replace(TINY, **{setting: value})


def test_a_policy_of_a_run_on_another_environment_needs_its_signals(tmp_path):
    agent = tiny()
    agent.learn(40)
    agent.save(tmp_path / "run.safetensors")
    with pytest.raises(CheckpointError, match="signals"):
        policy_of(checkpoints.read(tmp_path / "run.safetensors"))


def test_the_papers_settings_are_the_defaults():
    config = SMBPOConfig()
    assert (config.updates_per_step, config.batch, config.real_rows) == (10.0, 256, 25)
    assert (config.horizon, config.rollout_states, config.rollout_every) == (10, 100, 1)
    assert (config.model_first_updates, config.model_updates, config.model_every) == (
        10_000,
        2_000,
        250,
    )
    assert config.model_noise == 1.0
    assert (config.ensemble.members, config.ensemble.hidden, config.ensemble.head) == (
        5,
        (200, 200),
        200,
    )

"""SAC: its formulas by hand, known optima, determinism, resuming, bad input."""

from __future__ import annotations

import math
from contextlib import closing
from dataclasses import replace

import numpy as np
import pytest
import torch

from saferl import checkpoints
from saferl.algorithms.sac import SAC, SACConfig, matmul_precision
from saferl.algorithms.soft_values import discounted, pessimistic, priced, soft_targets
from saferl.constraints import task_cost
from saferl.errors import CheckpointError, InputError, SimulationError
from saferl.multipliers import PID, DualAscent
from saferl.policies.mlp import MlpPolicy
from tests.saferl.algorithms.problems import EndlessLine, QuadraticBandit, TwoArms

TINY = SACConfig(
    num_envs=4,
    workers=0,
    unroll=20,
    start_steps=8,
    updates_per_step=0.25,
    batch=16,
    buffer=200,
    hidden=(8,),
)


def tiny(env=None, *, seed: int = 0, **changes) -> SAC:
    config = SACConfig(**{**TINY.__dict__, **changes})
    env = env or QuadraticBandit(4)
    rule = DualAscent()
    return SAC(env, config=config, constraints=env.constraints, multiplier=rule, seed=seed)


def weights(agent: SAC) -> dict[str, np.ndarray]:
    return agent.pack()[0]


def same_weights(left: SAC, right: SAC) -> bool:
    a, b = weights(left), weights(right)
    return a.keys() == b.keys() and all(np.array_equal(a[name], b[name]) for name in a)


# -- formulas --------------------------------------------------------------------------------------


def test_pessimistic_takes_the_least_reward_and_each_greatest_cost():
    values = torch.tensor([[1.0, 5.0], [2.0, 4.0], [3.0, 0.0], [1.0, 2.0], [7.0, 7.0], [8.0, 6.0]])
    expected = torch.tensor([[1.0, 4.0], [3.0, 2.0], [8.0, 7.0]])
    assert torch.equal(pessimistic(values, cost_critics=2), expected)


def test_pessimistic_without_constraints_is_the_lesser_twin():
    assert torch.equal(pessimistic(torch.tensor([[1.0], [0.5]])), torch.tensor([[0.5]]))


def test_soft_targets_by_hand():
    targets = soft_targets(
        torch.tensor([[1.0, 1.0], [0.5, 0.5]]),
        torch.tensor([0.0, 1.0]),
        torch.tensor([[10.0, 10.0], [4.0, 4.0]]),
        torch.tensor([-2.0, -2.0]),
        gamma=0.9,
        temperature=0.5,
    )
    # 1 + 0.9 * (10 + 0.5 * 2) = 10.9; 0.5 + 0.9 * 4 = 4.1; a terminated step keeps its signal only
    torch.testing.assert_close(targets, torch.tensor([[10.9, 1.0], [4.1, 0.5]]))


def test_priced_weighs_each_cost_and_divides_by_the_sum():
    values = torch.tensor([[10.0], [2.0], [3.0]])
    # (10 - 1 * 2 - 2 * 3) / (1 + 1 + 2)
    assert priced(values, torch.tensor([1.0, 2.0])).tolist() == [0.5]


def test_discounted_by_hand():
    three = [[1.0, 0.0], [2.0, 1.0], [4.0, 1.0]]
    one = [[3.0, 1.0], [7.0, 7.0], [7.0, 7.0]]
    taken = torch.tensor([[1.0, 1.0, 1.0], [1.0, 0.0, 0.0]])
    sums, discounts = discounted(torch.tensor([three, one]), taken, 0.5)
    assert sums.tolist() == [[3.0, 0.75], [3.0, 1.0]]
    assert discounts.tolist() == [0.125, 0.5]


def batch_of(size: int) -> tuple[torch.Tensor, ...]:
    """Observations, actions, signals (reward 2, cost 3), terminations, discounts, next ones."""
    signals = torch.tensor([[2.0], [3.0]]).expand(2, size)
    column = torch.zeros(size, 1)
    return column, column, signals, torch.ones(size), 0.9 * torch.ones(size), column


def test_critic_loss_and_its_gradient_by_hand():
    agent = tiny()
    for parameter in agent.critics.parameters():
        parameter.data.zero_()
    agent._update_critics(*batch_of(4))
    # values 0 against targets 2, 2 and 3: squared errors 4, 4, 9, each with slope -2 * target
    assert float(agent._figures[0]) == pytest.approx(17 / 3)
    slopes = agent.critics.biases[-1].grad
    assert slopes is not None
    torch.testing.assert_close(slopes.ravel(), torch.tensor([-4.0, -4.0, -6.0]))


def test_temperature_rises_while_entropy_is_below_its_target():
    agent = tiny()
    observations = torch.zeros(64, 1)
    agent._figures.append(torch.tensor(0.0))
    agent._update_actor(observations, torch.zeros(1))
    entropy = float(agent._figures[0][2])
    slope = agent.log_temperature.grad
    assert slope is not None
    assert float(slope) == pytest.approx(entropy - agent.target_entropy)
    assert agent.target_entropy == -1.0  # minus the number of action components
    assert entropy > -1.0  # so the temperature has to fall
    assert float(agent.log_temperature.detach()) < math.log(agent.config.initial_temperature)


def test_the_actor_step_leaves_the_critics_alone():
    agent = tiny()
    before = [parameter.clone() for parameter in agent.critics.parameters()]
    agent._figures.append(torch.tensor(0.0))
    agent._update_actor(torch.zeros(16, 1), torch.ones(1))
    assert all(parameter.grad is None for parameter in agent.critics.parameters())
    assert all(torch.equal(a, b) for a, b in zip(before, agent.critics.parameters(), strict=True))


def test_targets_go_a_share_of_the_way():
    agent = tiny(tau=0.25)
    with torch.no_grad():
        for target, critic in zip(
            agent.targets.parameters(), agent.critics.parameters(), strict=True
        ):
            target.fill_(4.0)
            critic.fill_(8.0)
    agent._follow()
    assert all(bool((target == 5.0).all()) for target in agent.targets.parameters())


def test_old_transitions_are_normalised_as_new_ones():
    agent = tiny()
    agent.normalizer.update(np.array([[1.0], [5.0]]))
    raw = np.array([[1.0], [4.0], [1000.0]])
    seen = agent._normalized(torch.from_numpy(raw).float()).numpy()
    np.testing.assert_allclose(seen, agent.normalizer.apply(raw), rtol=1e-6)


# -- learning --------------------------------------------------------------------------------------


def learner(**changes) -> SACConfig:
    base = {
        "workers": 0,
        "unroll": 20,
        "start_steps": 64,
        "batch": 64,
        "hidden": (32,),
        "activation": "tanh",
        "knots": (),
        "learning_rate": 3e-3,
        "normalize": False,
        "initial_temperature": 1e-4,
    }
    return SACConfig(**{**base, **changes})


@pytest.mark.parametrize("n_step", [1, 3])
def test_truncation_is_bootstrapped_through(n_step):
    config = learner(
        n_step=n_step, gamma=0.9, tau=0.1, updates_per_step=0.3, unroll=100, buffer=800
    )
    agent = SAC(EndlessLine(8), config=config)
    agent.learn(2_400)
    statistics = agent.iterate()
    # one unit a step for ever; a learner that stops at the cut finds 1 to 4.1
    assert statistics.reward_value == pytest.approx(10.0, abs=1.0)
    assert statistics.cost_values[0] == pytest.approx(0.0, abs=0.2)
    assert statistics.episode_length == 5.0


class Forbidden(EndlessLine):
    """Pays 1 a step for ever, and costs what no episode may cost."""

    def __init__(self) -> None:
        super().__init__(8)
        self.constraints = (replace(task_cost(0.0), enforce="always"),)

    def step(self, actions):
        *step, info = super().step(actions)
        return *step, {**info, "costs": np.ones((8, 1))}


def test_steps_beyond_a_budget_for_every_episode_are_worth_nothing():
    config = learner(gamma=0.9, tau=0.1, updates_per_step=0.3, unroll=100, buffer=800)
    agent = SAC(Forbidden(), config=config)
    agent.learn(2_400)
    assert agent.iterate().reward_value == pytest.approx(-1.0, abs=0.1)  # -0.1 a step


def test_termination_is_not():
    config = learner(gamma=0.9, tau=0.1, updates_per_step=0.1)
    agent = SAC(QuadraticBandit(16), config=config)
    agent.learn(6_400)
    # without a price the best action is 1, and nothing comes after it
    assert agent.iterate().reward_value == pytest.approx(1.0, abs=0.1)
    action, _ = agent.predict(np.zeros(1), deterministic=True)
    assert action == pytest.approx([1.0], abs=0.05)


@pytest.mark.parametrize(
    "rule",
    [DualAscent(step_size=0.1), PID(proportional=0.2, integral=0.1, derivative=0.0)],
    ids=["dual", "pid"],
)
def test_the_constrained_optimum_and_its_price_are_found(rule):
    config = learner(gamma=0.5, tau=0.05, updates_per_step=0.05, target_entropy=2.0, buffer=5_000)
    env = QuadraticBandit(32)
    agent = SAC(env, config=config, constraints=env.constraints, multiplier=rule)
    prices: list[float] = []
    agent.learn(40_000, callback=lambda s: prices.append(s.multipliers[0]))
    late = prices[-len(prices) // 3 :]
    action, _ = agent.predict(np.zeros(1), deterministic=True)
    assert float(action[0]) == pytest.approx(0.5, abs=0.05)
    assert float(np.mean(late)) == pytest.approx(1.0, abs=0.15)


def test_gradient_steps_are_taken_at_the_stated_rate():
    agent = tiny(updates_per_step=0.3, start_steps=40)
    statistics = agent.iterate()
    # 80 steps, 40 of them before learning; what the last step owes is paid in the next
    assert (agent.steps, agent.updates) == (80, int(0.3 * 36))
    assert statistics.updates == agent.updates
    agent.iterate()
    assert agent.updates == int(0.3 * 116)


def test_step_sizes_fall_as_told():
    agent = tiny(learning_rate=1e-3, final_learning_rate=1e-4, anneal_steps=160)
    rates = []
    for _ in range(3):
        agent.iterate()
        rates.append(
            [o.param_groups[0]["lr"] for o in (agent.actor_optimizer, agent.critic_optimizer)]
        )
    # the last gradient steps of each iteration were taken at 76, 156 and 236 environment steps
    expected = [1e-3 - 9e-4 * done for done in (76 / 160, 156 / 160, 1.0)]
    assert rates == [pytest.approx([rate, rate]) for rate in expected]


def test_an_iteration_without_updates_or_episodes_says_so():
    statistics = tiny(EndlessLine(4, horizon=50), start_steps=1_000).iterate()
    assert statistics.updates == statistics.episodes == 0
    assert math.isnan(statistics.critic_loss)
    assert math.isnan(statistics.episode_return)
    assert statistics.multipliers == (0.0,)


def test_without_cost_critics_costs_are_only_logged():
    env = QuadraticBandit(4)
    plain = SAC(env, config=replace(TINY, cost_critics=0), constraints=env.constraints)
    statistics = plain.iterate()
    assert plain.critics.members == 2
    assert statistics.updates > 0
    assert 0.0 < statistics.episode_costs[0] < 1.0
    assert math.isnan(statistics.cost_values[0])
    assert math.isfinite(statistics.reward_value)


def test_a_multiplier_without_cost_critics_is_refused():
    with pytest.raises(InputError, match="at least 1"):
        tiny(cost_critics=0)


# -- the same again --------------------------------------------------------------------------------


def test_the_same_seed_gives_the_same_weights():
    first, second, other = tiny(), tiny(), tiny(seed=1)
    for agent in (first, second, other):
        agent.learn(160)
    assert first.updates > 30
    assert same_weights(first, second)
    assert not same_weights(first, other)


class Deferred(QuadraticBandit):
    """Steps in two halves, as worker processes do."""

    def step_async(self, actions):
        self.pending = super().step(actions)

    def step_wait(self):
        return self.pending

    def step(self, actions):
        raise AssertionError("step was called although step_async is there")


def test_learning_during_simulation_changes_nothing():
    plain, deferred = tiny(), tiny(Deferred(4))
    for agent in (plain, deferred):
        agent.learn(160)
    assert same_weights(plain, deferred)


@pytest.mark.parametrize("capacity", [1_000, 100], ids=["filling", "full"])
@pytest.mark.parametrize("problem", [QuadraticBandit, EndlessLine])
def test_a_resumed_run_equals_an_uninterrupted_one(tmp_path, problem, capacity):
    agent = tiny(problem(4), buffer=capacity, cost_critics=2)
    agent.learn(160)
    agent.save(tmp_path / "half.safetensors")
    agent.learn(160)
    resumed = SAC.load(tmp_path / "half.safetensors", env=problem(4))
    assert resumed.steps == 160
    resumed.learn(160)
    assert resumed.updates == agent.updates
    assert same_weights(agent, resumed)
    assert resumed.ledger.states == agent.ledger.states
    left, right = agent.buffer.pack(), resumed.buffer.pack()
    assert all(np.array_equal(left[name], right[name]) for name in left)


def test_workers_change_nothing_and_a_run_resumes_on_a_task(tmp_path):
    def start(workers: int) -> SAC:
        config = replace(TINY, workers=workers)
        return SAC(
            "SafetyPointGoal1-v0",
            config=config,
            constraints=[task_cost(25.0)],
            multiplier=PID(),
        )

    here, there = start(0), start(1)
    with closing(here.env), closing(there.env):
        for agent in (here, there):
            agent.learn(80)
        assert here.updates == 17
        assert same_weights(here, there)
    agent = start(0)
    agent.learn(80)
    agent.save(tmp_path / "run.safetensors")
    resumed = SAC.load(tmp_path / "run.safetensors")
    with closing(agent.env), closing(resumed.env):
        for each in (agent, resumed):
            each.learn(80)
        assert same_weights(agent, resumed)


def test_reduced_precision_learns_and_leaves_the_setting_as_it_was():
    before = torch.get_float32_matmul_precision()
    agent = tiny(precision="bfloat16")
    agent.learn(160)
    assert agent.updates > 30
    assert torch.get_float32_matmul_precision() == before
    with matmul_precision("bfloat16"):
        assert torch.get_float32_matmul_precision() == "medium"


# -- files -----------------------------------------------------------------------------------------


def test_the_saved_policy_acts_as_the_actor_does(tmp_path):
    agent = tiny()
    agent.learn(80)
    agent.policy.save(tmp_path / "policy.safetensors")
    policy = MlpPolicy.load(tmp_path / "policy.safetensors")
    observation = np.array([[0.3], [-0.7]])
    with torch.no_grad():
        mean, _ = agent.actor(torch.from_numpy(agent.normalizer.apply(observation)))
    action, _ = policy.predict(observation, deterministic=True)
    np.testing.assert_allclose(action, (torch.tanh(mean).numpy() + 1.0) / 2.0, atol=1e-6)


def test_a_newer_checkpoint_takes_the_older_replay_away(tmp_path):
    agent = tiny()
    for _ in range(2):
        agent.learn(80)
        agent.save(tmp_path / "run.safetensors")
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["run.replay-160.safetensors", "run.safetensors"]


def test_a_save_cut_short_leaves_the_older_checkpoint_whole(tmp_path, monkeypatch):
    agent = tiny()
    agent.learn(80)
    agent.save(tmp_path / "run.safetensors")
    agent.learn(80)
    write = checkpoints.write

    def dies_after_the_replay(path, *, kind, **rest):
        if kind == "sac":
            raise OSError("no space left on device")
        write(path, kind=kind, **rest)

    monkeypatch.setattr(checkpoints, "write", dies_after_the_replay)
    with pytest.raises(OSError, match="no space"):
        agent.save(tmp_path / "run.safetensors")
    assert SAC.load(tmp_path / "run.safetensors", env=QuadraticBandit(4)).steps == 80


def test_a_checkpoint_without_its_replay_is_refused(tmp_path):
    agent = tiny()
    agent.learn(80)
    agent.save(tmp_path / "run.safetensors")
    (tmp_path / "run.replay-80.safetensors").unlink()
    with pytest.raises(CheckpointError, match=r"run\.replay-80\.safetensors"):
        SAC.load(tmp_path / "run.safetensors", env=QuadraticBandit(4))


def test_the_replay_of_another_run_is_refused(tmp_path):
    for seed, name in ((0, "a"), (1, "b")):
        agent = tiny(seed=seed)
        agent.learn(80)
        agent.save(tmp_path / f"{name}.safetensors")
    (tmp_path / "b.replay-80.safetensors").replace(tmp_path / "a.replay-80.safetensors")
    with pytest.raises(CheckpointError, match="seed 1 at step 80, expected seed 0"):
        SAC.load(tmp_path / "a.safetensors", env=QuadraticBandit(4))


def test_a_checkpoint_is_not_taken_for_other_numbers_of_environments(tmp_path):
    agent = tiny()
    agent.learn(80)
    agent.save(tmp_path / "run.safetensors")
    with pytest.raises(CheckpointError, match="expected at most 25 steps of 8 environments"):
        SAC.load(tmp_path / "run.safetensors", env=QuadraticBandit(8))


# -- bad input -------------------------------------------------------------------------------------


def test_discrete_actions_are_refused_with_what_takes_them():
    with pytest.raises(InputError, match=r"continuous actions.*Discrete\(2\).*PPO"):
        SAC(TwoArms(4), config=TINY)


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("batch", 0),
        ("cost_critics", -1),
        ("n_step", 0),
        ("updates_per_step", -0.1),
        ("gamma", 1.0),
        ("tau", 0.0),
        ("tau", 1.5),
        ("learning_rate", 0.0),
        ("precision", "float64"),
    ],
)
def test_settings_out_of_range_are_refused(setting, value):
    with pytest.raises(InputError, match=setting):
        SACConfig(**{setting: value})


class Broken(QuadraticBandit):
    def step(self, actions):
        result = super().step(actions)
        result[1][2] = np.nan
        return result


def test_a_reward_that_is_not_a_number_stops_training():
    agent = tiny(Broken(4))
    with pytest.raises(SimulationError, match="environment 2 returned a reward or cost"):
        agent.learn(80)
    assert len(agent.buffer) == 0

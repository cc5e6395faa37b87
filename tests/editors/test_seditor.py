"""SafetyEditor as a trainer: a known optimum, determinism, resuming, files, bad input."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from editors.hinge import clip_edit, squash_edit
from editors.seditor import SafetyEditor, SafetyEditorConfig
from editors.seditor_policy import SafetyEditorPolicy, edited_action
from saferl import load_policy
from saferl.constraints import task_cost
from saferl.errors import CheckpointError, InputError, SimulationError
from saferl.evaluation.states import replace_rows
from saferl.multipliers import PID
from tests.saferl.algorithms.problems import EndlessLine, NoisyWalk, QuadraticBandit, TwoArms

TINY = SafetyEditorConfig(
    num_envs=4,
    rounds=5,
    start_steps=40,
    replay=60,
    batch=8,
    length=4,
    frames=1,
    hidden=(8,),
    horizon=10,
)
STEPS = 4 * 5 * 5  # one iteration


def tiny(env=None, *, seed: int = 3, **changes) -> SafetyEditor:
    return SafetyEditor(env or NoisyWalk(4), config=replace(TINY, **changes), seed=seed)


def tensors(agent: SafetyEditor) -> dict[str, np.ndarray]:
    return {**agent.pack()[0], **{f"replay/{k}": v for k, v in agent.replay.pack().items()}}


def same(left: SafetyEditor, right: SafetyEditor) -> bool:
    a, b = tensors(left), tensors(right)
    return a.keys() == b.keys() and all(np.array_equal(a[name], b[name]) for name in a)


# -- what it learns ------------------------------------------------------------------------------


def test_it_finds_the_edit_that_meets_the_budget() -> None:
    # reward a, cost a^2, budget 0.25: the maximiser wants a = 1, the editor has to bring it to 0.5
    config = SafetyEditorConfig.reduced(
        num_envs=16,
        rounds=20,
        start_steps=400,
        replay=500,
        batch=32,
        length=2,
        hidden=(16,),
        horizon=1,
        learning_rate=1e-2,
        tau=0.1,
        multiplier_rate=0.005,
        updates=1,
        unroll=1,
    )
    agent = SafetyEditor(QuadraticBandit(16), config=config, seed=0)
    rows = []
    agent.learn(6_000, callback=rows.append)
    costs = [row.episode_costs[0] for row in rows[-5:]]
    assert np.mean(costs) == pytest.approx(0.25, abs=0.05)
    decision = agent.policy.decide(np.zeros(1), deterministic=True)
    assert decision.proposal[0] > 0.9, "the maximiser knows no cost"
    assert decision.action[0] == pytest.approx(0.5, abs=0.15)
    assert decision.edited


def test_values_look_beyond_the_time_limit() -> None:
    agent = tiny(EndlessLine(8), gamma=0.8, learning_rate=1e-2, tau=0.2, rounds=100, horizon=5)
    agent.signals.update = lambda batch: None  # type: ignore[method-assign]
    agent.learn(8000)
    with torch.no_grad():
        nowhere = torch.zeros(1, 1)
        value = agent.learner.values(agent.learner.critics, nowhere, nowhere)[0].item()
    assert value == pytest.approx(1 / (1 - 0.8), rel=0.1)


def test_the_multiplier_moves_during_warm_up_on_raw_costs() -> None:
    agent = tiny(start_steps=10_000)
    agent.config = replace(agent.config, rounds=1)
    costs: list[np.ndarray] = []
    step = agent._step
    agent._step = lambda: costs.append(step()) or costs[-1]  # type: ignore[method-assign]
    statistics = agent.iterate()
    assert statistics.updates == 0
    excess = np.mean(costs) - 1.0 / 10  # budget 1 over a horizon of 10
    moved = statistics.multipliers[0] - 1.0
    assert moved == pytest.approx(np.sign(excess) * 0.0063, abs=1e-4)


def test_signals_are_divided_by_their_deviation_clipped_and_costs_negated() -> None:
    agent = tiny()
    agent.signals.update(np.array([[1.0, 0.0], [5.0, 0.01]]))  # deviations 2 and 0.005
    given = torch.tensor([[4.0, 0.02], [-100.0, 1.0]])
    expected = [[2.0, -4.0], [-10.0, -10.0]]
    torch.testing.assert_close(agent.normalized_signals(given), torch.tensor(expected))


def test_warm_up_executes_uniform_actions() -> None:
    agent = tiny(start_steps=10_000)
    actions = np.concatenate([agent._act(np.zeros((4, 1))) for _ in range(200)])
    assert np.std(actions) == pytest.approx(1 / np.sqrt(3), rel=0.06)


# -- reproducible --------------------------------------------------------------------------------


def test_the_same_seed_gives_the_same_weights() -> None:
    assert same(tiny().learn(3 * STEPS), tiny().learn(3 * STEPS))
    assert not same(tiny(seed=1).learn(STEPS), tiny(seed=2).learn(STEPS))


@pytest.mark.parametrize("changes", [{}, {"frames": 3, "normalize": True, "edit": "squash"}])
def test_a_resumed_run_equals_an_uninterrupted_one(tmp_path: Path, changes: dict) -> None:
    every = {"checkpoint_every": 3 * STEPS}
    whole = tiny(**changes).learn(6 * STEPS, log_dir=tmp_path / "whole", **every)
    tiny(**changes).learn(3 * STEPS, log_dir=tmp_path / "parts", **every)
    resumed = SafetyEditor.load(tmp_path / "parts" / "checkpoint.safetensors", env=NoisyWalk(4))
    resumed.learn(3 * STEPS, log_dir=tmp_path / "parts", **every)
    assert resumed.updates > 20
    assert same(whole, resumed)
    rows = [
        [line.rsplit(",", 2)[0] for line in (tmp_path / run / "progress.csv").open()]
        for run in ("whole", "parts")
    ]
    assert rows[0] == rows[1]


def test_going_on_after_saving_equals_loading(tmp_path: Path) -> None:
    agent = tiny().learn(2 * STEPS)
    agent.save(tmp_path / "run.safetensors")
    loaded = SafetyEditor.load(tmp_path / "run.safetensors", env=NoisyWalk(4))
    assert same(agent.learn(2 * STEPS), loaded.learn(2 * STEPS))


def test_a_real_task_trains_and_its_checkpoint_is_a_policy(tmp_path: Path) -> None:
    config = replace(TINY, num_envs=2, frames=4, horizon=None)
    task = "SafetyPointPush1-v0"
    agent = SafetyEditor(task, config=config, constraints=[task_cost(0.5)])
    with closing(agent.env):
        assert agent.learner.cost_rates.tolist() == pytest.approx([5e-4])  # the paper's
        agent.learn(100, log_dir=tmp_path)
        expected = agent.policy
    for name in ("policy", "checkpoint"):
        policy = load_policy(tmp_path / f"{name}.safetensors", env_id=task)
        observation = np.ones(policy.observation_space.shape)
        acted = [p.session()(observation) for p in (policy, expected)]
        np.testing.assert_array_equal(acted[0], acted[1])


# -- the policy ----------------------------------------------------------------------------------


def trained(**changes) -> SafetyEditorPolicy:
    return tiny(**changes).learn(2 * STEPS).policy


def test_the_frozen_policy_acts_as_the_networks_do() -> None:
    agent = tiny(normalize=True).learn(2 * STEPS)
    seen = np.linspace(-1, 1, 9)[:, None]
    with torch.no_grad():
        given = agent._normalized(torch.from_numpy(seen).float())
        alpha, beta = agent.learner.proposer(given)
        mode = (2 * (alpha - 1) / (alpha + beta - 2) - 1).numpy()
    decision = agent.policy.decide(seen, deterministic=True)
    np.testing.assert_allclose(decision.proposal, 0.5 * (mode + 1), atol=1e-5)  # box [0, 1]


@pytest.mark.parametrize("how", ["clip", "squash"])
def test_numpy_edits_as_torch_does(how: str) -> None:
    proposal, edit = np.random.default_rng(0).uniform(-1, 1, (2, 100, 3))
    expected = {"clip": clip_edit, "squash": squash_edit}[how](
        torch.from_numpy(proposal), torch.from_numpy(edit)
    )
    np.testing.assert_allclose(edited_action(proposal, edit, how), expected, atol=1e-6)


def test_a_policy_comes_back_from_its_file(tmp_path: Path) -> None:
    policy = trained(frames=2)
    policy.save(tmp_path / "p.safetensors")
    loaded = load_policy(tmp_path / "p.safetensors")
    start = np.ones(3, bool)
    seen = np.random.default_rng(0).normal(size=(3, 1))
    ours, theirs = (p.decide(seen, None, start, True) for p in (policy, loaded))
    np.testing.assert_array_equal(ours.action, theirs.action)
    np.testing.assert_array_equal(ours.predicted_cost, theirs.predicted_cost)
    assert ours.predicted_cost is not None
    assert ours.predicted_cost.shape == (3, 1)


def test_an_action_does_not_depend_on_the_other_rows() -> None:
    policy, seen = trained(frames=3), np.random.default_rng(0).normal(size=(5, 4, 1))
    state, alone = None, [None] * 4
    for t, batch in enumerate(seen):
        start = np.full(4, t in (0, 3))
        action, state = policy.predict(batch, state, start, deterministic=True)
        for i in range(4):
            own, alone[i] = policy.predict(batch[i : i + 1], alone[i], start[i : i + 1], True)
            np.testing.assert_array_equal(own[0], action[i])


def test_stacked_frames_are_a_memory_that_may_not_be_forgotten() -> None:
    policy = trained(frames=3)
    with pytest.raises(InputError, match="memory"):
        policy.predict(np.zeros((2, 1)), None, np.array([True, False]), deterministic=True)
    first, state = policy.predict(np.ones((1, 1)), None, [True], deterministic=True)
    later, _ = policy.predict(-np.ones((1, 1)), state, [False], deterministic=True)
    fresh, _ = policy.predict(-np.ones((1, 1)), state, [True], deterministic=True)
    again, _ = policy.predict(-np.ones((1, 1)), None, [True], deterministic=True)
    assert not np.array_equal(later, fresh)
    np.testing.assert_array_equal(fresh, again)
    assert not np.array_equal(first, fresh)


def test_an_episode_may_go_on_with_samples_after_steps_without_noise() -> None:
    policy = trained(frames=2)
    _, state = policy.predict(np.ones((2, 1)), None, np.ones(2, bool), deterministic=True)
    action, state = policy.predict(np.ones((2, 1)), state, np.zeros(2, bool))
    assert action.shape == (2, 1)
    assert state["keys"][:, 1].tolist() == [1, 1]


def test_samples_depend_on_their_seed_alone() -> None:
    policy = trained()
    seen = np.zeros((3, 1))
    state = policy.sampling_state([7, 8, 7])
    action, state = policy.predict(seen, state, np.ones(3, bool))
    assert action[0] == action[2]
    assert action[0] != action[1]
    following, _ = policy.predict(seen, state, np.zeros(3, bool))
    assert following[0] != action[0]
    restarted = replace_rows(state, policy.sampling_state([7, 7, 7]), np.array([1, 1, 0], bool))
    again, _ = policy.predict(seen, restarted, np.ones(3, bool))
    np.testing.assert_array_equal(again, [action[0], action[0], following[2]])


def test_what_training_executes_is_what_the_policy_samples() -> None:
    agent = tiny().learn(2 * STEPS)
    with torch.no_grad():
        _, executed, _ = agent.learner.sample(torch.zeros(4000, 1))
    state = agent.policy.sampling_state(range(4000))
    action, _ = agent.policy.predict(np.zeros((4000, 1)), state, np.ones(4000, bool))
    unit = 2.0 * action - 1.0
    assert np.mean(unit) == pytest.approx(executed.mean().item(), abs=0.05)
    assert np.std(unit) == pytest.approx(executed.std().item(), rel=0.05)


# -- bad input -----------------------------------------------------------------------------------


def test_bad_input_is_refused_with_a_reason(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="needs a cost"):
        SafetyEditor("SafetyPointGoal1-v0", config=TINY)
    with pytest.raises(InputError, match="continuous"):
        tiny(TwoArms(4))
    with pytest.raises(InputError, match="horizon"):
        tiny(horizon=None)
    with pytest.raises(InputError, match="multipliers of its own"):
        SafetyEditor(NoisyWalk(4), config=TINY, multiplier=PID())  # type: ignore[arg-type]
    (tmp_path / "x.safetensors").write_bytes(b"nonsense")
    with pytest.raises(CheckpointError, match="truncated"):
        SafetyEditor.load(tmp_path / "x.safetensors")


def test_nothing_is_learned_from_values_that_are_not_finite() -> None:
    class Broken(NoisyWalk):
        def step(self, actions):
            observation, reward, *rest = super().step(actions)
            return observation, reward * np.nan, *rest

    agent = tiny(Broken(4))
    with pytest.raises(SimulationError, match="environment 0"):
        agent.iterate()
    assert len(agent.replay) == 0


def test_a_policy_refuses_what_is_not_finite() -> None:
    with pytest.raises(InputError, match="observation 1 has nan"):
        trained().predict(np.array([[0.0], [np.nan]]), deterministic=True)

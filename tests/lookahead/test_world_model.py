"""The learned parts: motion, danger, and that a saved shield decides as the one that was saved."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import saferl
from lookahead.planner_navigation import PlannerConfig
from lookahead.representation import Layout, ObjectGroup, layout_of
from lookahead.representation_lidar import render
from lookahead.shield import Shield
from lookahead.transitions_collect import collect
from lookahead.world_model import WorldModel
from lookahead.world_model_danger import DangerModel, nearest_read
from lookahead.world_model_danger_fit import fit_danger
from lookahead.world_model_fit import WorldModelConfig
from saferl.errors import CheckpointError, InputError
from saferl.policies import load_policy

TASK = "SafetyPointGoal1-v0"
POLICY = f"zoo:{TASK}/ppo"
TINY = WorldModelConfig(members=2, hidden=24, updates=400, manoeuvres=4)


@pytest.fixture(scope="module")
def transitions():
    return collect(TASK, 16_000, policy=load_policy(POLICY), num_envs=16, seed=3)


@pytest.fixture(scope="module")
def model(transitions):
    return WorldModel.fit(transitions, TASK, config=TINY)


@pytest.fixture(scope="module")
def shield(model):
    return Shield(model=model, config=PlannerConfig(library=8, corners=4, directions=2))


def test_the_motion_of_a_block_is_learned(model, transitions):
    block = model.motion.block
    assert block == 4
    fresh = collect(TASK, 800, num_envs=4, seed=77)
    first = fresh.blocks(block)[::7]
    steps = first[:, None] + np.arange(block)
    rolled = model.motion.roll(
        fresh.observation[first][:, model.motion.columns], fresh.action[steps][:, None]
    )
    before, after = fresh.observation[steps], fresh.next_observation[steps]
    moved = model.layout.displacement(before.astype(float), after.astype(float))
    from lookahead.world_model_motion import chained

    places, turns = chained(moved)
    error = np.hypot(*np.moveaxis(rolled.places.mean(1)[:, 0] - places, -1, 0))[:, -1]
    assert np.median(error) < 0.005
    assert np.abs(rolled.turns.mean(1)[:, 0] - turns).mean() < 0.03


def test_where_hazards_cost_is_learned_to_a_centimetre(model):
    index = {group.name: i for i, group in enumerate(model.layout.groups)}
    assert model.danger.radii[index["hazards"]] == pytest.approx(0.2, abs=0.015)
    assert model.danger.radii[index["goal"]] == 0.0
    assert model.danger.radii[index["vases"]] == 0.0
    near = np.full((2, 3), 1.0)
    near[:, index["hazards"]] = 0.15, 0.25
    low, high = model.danger(near)[::-1]
    assert high > 0.8
    assert low < 0.1


def test_the_report_tells_calibration_and_disagreement_on_held_out_episodes(model):
    report = model.report
    assert report["costs"]["brier"][0] < 0.3 * report["costs"]["brier_of_rate"][0]
    assert len(report["motion"]["coverage"]) == len(report["motion"]["error"])
    assert 0 < report["motion"]["disagreement"] < report["motion"]["disagreement_99"]


def test_sensors_that_do_not_vary_are_no_inputs(model):
    assert model.motion.columns.tolist() == [3, 4, 8]


def test_imagined_rows_do_not_depend_on_each_other(model):
    rng = np.random.default_rng(0)
    motion, plans = rng.normal(size=(5, 3)) * 0.3, rng.uniform(-1, 1, (5, 3, 8, 2))
    many = model.motion.roll(motion, plans)
    one = model.motion.roll(motion[2:3], plans[2:3])
    assert np.array_equal(many.places[2], one.places[0])
    assert np.array_equal(many.turns[2], one.turns[0])


def decisions(shield, seeds=(11, 12, 13), steps=25):
    """What a shield does on some episodes: actions and levels."""
    policy = load_policy(POLICY)
    planner = shield.bound(policy).planner
    env = saferl.make_vec(TASK, num_envs=len(seeds), autoreset="disabled")
    observation, _ = env.reset(seed=list(seeds))
    memory, starts, told = planner.begin(len(seeds)), np.ones(len(seeds), bool), []
    for step in range(steps):
        proposal = policy.predict(observation, deterministic=True)[0]
        screening = planner.screen(observation, proposal, memory, starts)
        rows = ~screening.safe | (step % 9 == 8)
        choice = planner.search(observation, proposal, screening, rows=rows)
        memory = planner.after(choice.memory, choice.action, choice.level)
        starts = np.zeros(len(seeds), bool)
        told.append((choice.action.copy(), choice.level.copy(), choice.risk.copy()))
        observation = env.step(choice.action)[0]
    env.close()
    return [np.array(part) for part in zip(*told, strict=True)]


@pytest.fixture(scope="module")
def decided(shield):
    return decisions(shield)


def test_a_shield_loaded_from_its_file_decides_the_same(shield, decided, tmp_path):
    shield.save(tmp_path / "shield.safetensors")
    loaded = Shield.load(tmp_path / "shield.safetensors")
    assert loaded.digest == shield.digest
    assert loaded.config == shield.config
    for a, b in zip(decisions(loaded), decided, strict=True):
        assert np.array_equal(a, b)


def test_a_row_of_a_batch_decides_as_it_would_alone(shield, decided):
    for row, seed in enumerate((11, 12, 13)):
        alone = decisions(shield, (seed,))
        for one, many in zip(alone, decided, strict=True):
            assert np.array_equal(one[:, 0], many[:, row])


def test_searches_happened_and_proposals_too(decided):
    levels = decided[1]
    assert (levels == 0).mean() > 0.3
    assert (levels > 0).any()


def test_a_model_survives_its_file(model, tmp_path):
    model.save(tmp_path / "model.safetensors")
    loaded = WorldModel.load(tmp_path / "model.safetensors")
    assert loaded.digest == model.digest
    assert loaded.layout == model.layout
    assert loaded.constraints == model.constraints
    assert loaded.report == model.report


def test_files_of_another_kind_or_with_parts_missing_are_refused(model, shield, tmp_path):
    model.save(tmp_path / "model.safetensors")
    with pytest.raises(CheckpointError, match="kind"):
        Shield.load(tmp_path / "model.safetensors")
    for name in ("danger", "motion/low"):
        tensors = {key: value for key, value in shield.model.tensors.items() if key != name}
        with pytest.raises(CheckpointError, match="lacks or garbles"):
            Shield.from_parts(tensors, shield.document())
    document = shield.document()
    with pytest.raises(CheckpointError, match="lacks or garbles"):
        Shield.from_parts(
            shield.model.tensors, {**document, "planner": {**document["planner"], "speed": 1}}
        )


def test_transitions_of_another_task_are_refused(transitions):
    with pytest.raises(InputError, match="obs_dim"):
        WorldModel.fit(transitions, "SafetyCarGoal1-v0", config=TINY)
    with pytest.raises(InputError, match="constraints"):
        WorldModel.fit(
            replace(transitions, costs=np.zeros((len(transitions), 2))), TASK, config=TINY
        )


def test_costs_that_are_not_about_distances_are_refused(transitions):
    fast = np.abs(transitions.observation[:, 3:4]) > 0.5
    with pytest.raises(InputError, match="does not follow from how far"):
        WorldModel.fit(
            replace(transitions, costs=fast.astype(float)),
            TASK,
            config=WorldModelConfig(members=1, hidden=8, updates=10),
        )


def test_danger_is_split_between_groups_that_cost_at_different_distances():
    rng = np.random.default_rng(0)
    near = rng.uniform(0, 1, (20_000, 3))
    costs = ((near[:, 0] < 0.3) | (near[:, 2] < 0.12))[:, None].astype(float)
    model, report = fit_danger(near, costs, np.arange(20_000) // 100, steps=300)
    assert model.radii == pytest.approx([0.3, 0.0, 0.12], abs=0.015)
    assert report.missed[0] < 0.02
    assert report.false[0] < 0.02


def test_each_constraint_has_curves_of_its_own():
    rng = np.random.default_rng(0)
    near = rng.uniform(0, 1, (10_000, 2))
    costs = np.stack([near[:, 0] < 0.3, near[:, 1] < 0.5], axis=1).astype(float)
    model, _ = fit_danger(near, costs, np.arange(10_000) // 100)
    odds = model.costs(np.array([[0.1, 0.9], [0.9, 0.1]]))
    assert odds.round(1).tolist() == [[1.0, 0.0], [0.0, 1.0]]
    assert model(np.array([[0.1, 0.9], [0.9, 0.1], [0.9, 0.9]])).round(1).tolist() == [1, 1, 0]


def test_chances_are_learned_as_chances():
    rng = np.random.default_rng(0)
    near = rng.uniform(0, 1, (40_000, 1))
    costs = (rng.random((40_000, 1)) < np.where(near < 0.4, 0.3, 0.0)).astype(float)
    model, _ = fit_danger(near, costs, np.arange(40_000) // 100)
    assert model.costs(np.array([[0.2]]))[0, 0] == pytest.approx(0.3, abs=0.04)


def test_the_nearest_object_is_read_exactly_and_not_where_the_goal_is():
    layout = Layout(
        size=41, bins=16, reach=3.0, dt=0.1,
        sensors={"velocimeter": (0, 3), "accelerometer": (3, 6), "magnetometer": (6, 9)},
        groups=(ObjectGroup("goal", 9, 1, 0.3, True), ObjectGroup("buttons", 25, 2, 0.1, True)),
    )  # fmt: skip
    goal, other = np.array([0.4, 0.3]), np.array([-1.0, 1.0])
    observation = np.zeros((1, 41))
    observation[:, 9:25] = render(goal[None, None], np.ones((1, 1), bool), 16, 3.0)
    both = np.stack([goal, other])[None]
    observation[:, 25:] = render(both, np.ones((1, 2), bool), 16, 3.0)
    assert nearest_read(layout, observation)[0] == pytest.approx([0.5, np.sqrt(2)])


def test_curves_of_a_wrong_shape_are_refused():
    with pytest.raises(InputError, match="shape"):
        DangerModel(np.zeros((1, 1, 1, 5)))


def test_a_shield_attaches_and_keeps_an_unconstrained_policy_off_the_hazards(shield):
    """A small model on little data: not the quality that ships, but the loop end to end."""
    shielded = shield.attach(POLICY)
    env = saferl.make_vec(TASK, num_envs=4, autoreset="disabled", max_episode_steps=150)
    free = saferl.evaluate(POLICY, env, episodes=4)
    kept = saferl.evaluate(shielded, env, episodes=4)
    env.close()
    assert kept.mean_cost < 0.3 * free.mean_cost
    assert kept.mean_return > 0.5 * free.mean_return
    assert 0.0 < kept.vetoed.mean() < 0.5


def test_a_shield_refuses_a_policy_of_another_task(shield):
    with pytest.raises(InputError, match="observes"):
        shield.attach(
            saferl.policies.CallablePolicy(
                lambda o: np.zeros(2),
                saferl.make_vec("SafetyPointGoal0-v0", num_envs=1).single_observation_space,
                shield.action_space,
            )
        )


def test_layouts_come_from_the_task_the_model_was_fitted_on(model):
    assert model.layout == layout_of(TASK)

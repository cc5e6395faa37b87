"""Constraints on contacts and zones cost exactly where the tasks' own cost parts do."""

import numpy as np
import pytest

import saferl
from saferl.constraints import Always, AtMost, Constraint, Contact, Distance, Event, Never, Speed
from saferl.constraints import task_cost as task_cost_of
from saferl.worlds import world_of

AGREEING = {
    "cost_hazards": Never(Contact("hazards")),
    "cost_gremlins": Never(Contact("gremlins")),
    "cost_pillars": Never(Contact("pillars")),
    "cost_vases_contact": Never(Contact("vases")),
    "cost_buttons": Never(Event("wrong_button_pressed")),
    "cost_out_of_boundary": Never(Contact("walls")),
}
# task, the parts it has, what to steer at in turn
TASKS = [
    ("SafetyPointGoal2-v0", ("cost_hazards", "cost_vases_contact"), ("hazard0", "vase0", "goal")),
    (
        "SafetyPointButton1-v0",
        ("cost_hazards", "cost_gremlins", "cost_buttons"),
        ("hazard2", "gremlin0", "hazard1", "button0", "button1"),
    ),
    ("SafetyPointPush2-v0", ("cost_hazards", "cost_pillars"), ("hazard0", "pillar0", "box")),
    ("SafetyPointCircle2-v0", ("cost_out_of_boundary",), ()),
]


def steered(poses, names, target):
    """Turn the Point towards a target and drive at it, from what the poses show.  # (n, 2)."""
    agent = poses[:, 0]
    aim = poses[:, names.index(target), :2] if target else np.array([[3.0, 0.3]])
    offset = aim - agent[:, :2]
    error = np.arctan2(offset[:, 1], offset[:, 0]) - agent[:, 2]
    error = (error + np.pi) % (2 * np.pi) - np.pi
    return np.stack([np.where(np.abs(error) < 0.5, 1.0, 0.1), np.clip(2 * error, -1, 1)], axis=1)


@pytest.mark.parametrize("fast", [True, False], ids=["fast", "stock"])
@pytest.mark.parametrize(("env_id", "parts", "targets"), TASKS, ids=[task[0] for task in TASKS])
def test_contact_constraints_cost_where_the_tasks_own_parts_do(env_id, parts, targets, fast):
    constraints = [Constraint(part, AGREEING[part]) for part in parts]
    constraints.append(task_cost_of(25))
    env = saferl.make_vec(
        env_id, num_envs=2, seed=3, constraints=constraints, record=True, fast=fast
    )
    env.reset()
    action = np.zeros((2, 2))
    seen = dict.fromkeys(parts, 0)
    total = 0.0
    for step in range(400):
        *_, infos = env.step(action)
        for j, part in enumerate(parts):
            indicator = np.asarray(infos.get(part, np.zeros(2)), dtype=float) > 0
            np.testing.assert_array_equal(infos["costs"][:, j], indicator)
            seen[part] += int(indicator.sum())
        np.testing.assert_array_equal(infos["costs"][:, -1], infos["cost"])
        total += infos["cost"].sum()
        signals = infos["signals"]
        if "hazards" in str(parts):
            np.testing.assert_array_equal(
                signals["contact/hazards"], signals["distance/hazards"] < 0
            )
        target = targets[step // 80 % len(targets)] if targets else None
        action = steered(infos["poses"], env.pose_names, target).astype(np.float32)
    env.close()
    assert min(seen.values()) > 0, f"not everything happened: {seen}"
    assert total > 0


@pytest.mark.parametrize("env_id", [task[0] for task in TASKS])
@pytest.mark.parametrize("fast", [True, False], ids=["fast", "stock"])
def test_environments_report_every_signal_their_world_promises(env_id, fast):
    env = saferl.make_vec(env_id, num_envs=2, seed=0, record=True, fast=fast)
    env.reset()
    *_, infos = env.step(env.action_space.sample())
    assert set(infos["signals"]) >= set(world_of(env_id).signal_keys)
    assert all(np.shape(value) == (2,) for value in infos["signals"].values())


@pytest.mark.parametrize(
    "agent", ["HalfCheetah", "Hopper", "Swimmer", "Walker2d", "Ant", "Humanoid"]
)
def test_the_speed_constraint_is_the_velocity_tasks_own_cost(agent):
    limit = saferl.make_vec(f"Safety{agent}Velocity-v1", num_envs=1)
    limit = limit.env.envs[0].unwrapped.speed_limit
    own = Constraint("limit", Never(Speed() > limit))
    env = saferl.make_vec(f"Safety{agent}Velocity-v1", num_envs=2, seed=0, constraints=[own])
    env.reset()
    env.action_space.seed(0)
    for _ in range(30):
        *_, infos = env.step(env.action_space.sample())
        np.testing.assert_array_equal(infos["costs"][:, 0], infos["cost"])


@pytest.mark.parametrize("fast", [True, False], ids=["fast", "stock"])
def test_observed_constraints_are_appended_and_restart_with_the_episode(fast):
    visits = Constraint("visits", AtMost(2, Event("left_arena")))
    far = Constraint("far", Always(Distance("hazards") > 0), budget=5, enforce="always")
    plain = saferl.make_vec("SafetyPointGoal1-v0", num_envs=2, seed=0, fast=fast)
    env = saferl.make_vec(
        "SafetyPointGoal1-v0",
        num_envs=2,
        seed=0,
        constraints=[visits, far],
        observe_constraints=True,
        fast=fast,
        max_episode_steps=6,
    )
    size = plain.single_observation_space.shape[0]
    assert env.single_observation_space.shape == (size + 3,)
    observation, _ = env.reset()
    first, _ = plain.reset()
    np.testing.assert_array_equal(observation[:, :size], first)
    np.testing.assert_array_equal(observation[:, size:], [[1, 1, 1], [1, 1, 1]])
    for step in range(6):
        observation, *_, truncated, infos = env.step(np.ones((2, 2), dtype=np.float32))
        assert truncated.all() == (step == 5)
    assert infos["final_obs"][0].shape == (size + 3,)
    np.testing.assert_array_equal(observation[:, size:], [[1, 1, 1], [1, 1, 1]])

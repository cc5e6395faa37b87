"""Costs and constraints on any Gymnasium environment, single or many."""

import gymnasium
import numpy as np
import pytest
from toys import Walk

import saferl
from saferl.constraints import (
    AtMost,
    Constraint,
    Contact,
    Distance,
    Measured,
    Never,
    Speed,
    task_cost,
)
from saferl.envs.snapshots import trees_equal
from saferl.errors import InputError, SimulationError
from saferl.monitors import Monitor
from saferl.worlds import World

FAST = Constraint("fast", Never(Speed() > 0.5), budget=3)
HOT = Constraint("hot", Never(Measured("heat") > 1.0))


class Still(gymnasium.Env):
    """Five values and no cost at all; the action is the observation."""

    observation_space = gymnasium.spaces.Box(-np.inf, np.inf, (1,), dtype=np.float64)
    action_space = gymnasium.spaces.Box(-np.inf, np.inf, (1,), dtype=np.float64)

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        return np.zeros(1), {}

    def step(self, action):
        return np.array([float(action[0])]), float(action[0]), False, False, {}


class SixValues(Still):
    def step(self, action):
        observation, reward, terminated, truncated, info = super().step(action)
        return observation, reward, abs(reward), terminated, truncated, info


class NoGymnasiumEnv:
    """An environment from before Gymnasium: no base class, ``reset`` gives the observation."""

    observation_space = Still.observation_space
    action_space = Still.action_space
    battery = 5

    def reset(self, seed=None, options=None):
        return np.zeros(1)

    def step(self, action):
        return np.zeros(1), 0.0, 2.0, False, True, {"charge": 1}


def spent(env, info):
    return float(info.get("extra", 0) + 4)


def test_a_cost_function_is_asked_with_the_environment_and_its_info():
    seen = []

    def cost(env, info):
        seen.append((env.unwrapped, info))
        return 2.5

    inner = Still()
    env = saferl.constrain(inner, cost_fn=cost)
    env.reset(seed=0)
    info = env.step(np.ones(1))[4]
    assert info["cost"] == 2.5
    assert seen[0][0] is inner


def test_six_values_are_adapted():
    env = saferl.constrain(SixValues())
    env.reset(seed=0)
    result = env.step(np.array([-3.0]))
    assert len(result) == 5
    assert result[4]["cost"] == 3.0
    assert result[1] == -3.0
    assert saferl.constrain(SixValues(), cost_fn=spent).step(np.ones(1))[4]["cost"] == 4.0


def test_environments_from_before_gymnasium_are_adapted():
    env = saferl.constrain(NoGymnasiumEnv(), [task_cost(5)])
    observation, info = env.reset(seed=0)
    assert (observation.tolist(), info) == ([0.0], {})
    _, _, terminated, truncated, info = env.step(np.zeros(1))
    assert (terminated, truncated) == (False, True)
    assert (info["cost"], info["costs"].tolist(), info["charge"]) == (2.0, [2.0], 1)
    assert env.unwrapped.battery == 5


@pytest.mark.parametrize("make", [SixValues, NoGymnasiumEnv])
def test_old_environments_can_be_many(make):
    env = saferl.make_vec(make, num_envs=2, seed=0, constraints=[task_cost(1)])
    env.reset()
    infos = env.step(np.array([[2.0], [-2.0]]))[4]
    assert infos["cost"].tolist() == [2.0, 2.0]
    assert infos["costs"].tolist() == [[2.0], [2.0]]


def test_cost_in_info_is_taken_as_it_is():
    env = saferl.constrain(Walk(), [task_cost(1), task_cost(2, name="again")])
    env.reset(seed=0)
    info = env.step(np.array([5.0]))[4]
    assert info["cost"] >= 1.0
    assert info["costs"].tolist() == [info["cost"]] * 2


def test_an_environment_without_any_cost_is_refused():
    env = saferl.constrain(Still())
    env.reset(seed=0)
    with pytest.raises(InputError, match=r"reports no cost.*cost_fn"):
        env.step(np.zeros(1))


@pytest.mark.parametrize("what", ["observation", "reward", "cost"])
def test_nan_is_a_simulation_error(what):
    class Broken(Still):
        def step(self, action):
            values = {"observation": np.zeros(1), "reward": 0.0, "cost": 0.0}
            values[what] = values[what] * np.nan
            return values["observation"], values["reward"], False, False, {"cost": values["cost"]}

    env = saferl.constrain(Broken())
    env.reset(seed=0)
    with pytest.raises(SimulationError, match=f"NaN in its {what}"):
        env.step(np.zeros(1))


def test_what_is_no_environment_is_refused():
    with pytest.raises(InputError, match="is no environment: it has no reset, step"):
        saferl.constrain("SafetyPointGoal1-v0")
    with pytest.raises(InputError, match=r"saferl\.make_vec\(lambda"):
        saferl.constrain(saferl.make_vec(Walk, num_envs=2))

    class ThreeValues(Still):
        def step(self, action):
            return np.zeros(1), 0.0, False

    env = saferl.constrain(ThreeValues())
    env.reset(seed=0)
    with pytest.raises(InputError, match="returned 3 values from step"):
        env.step(np.zeros(1))


def heated(env, info):
    return {"heat": float(info["now"])}


class Oven(Still):
    def step(self, action):
        observation, reward, terminated, truncated, _ = super().step(action)
        return observation, reward, terminated, truncated, {"now": reward}


def test_users_signals_feed_users_constraints():
    world = World(signals=(Measured("heat"),))
    env = saferl.constrain(Oven(), [HOT], world=world, signals=heated)
    env.reset(seed=0)
    costs = [env.step(np.array([heat]))[4]["costs"].tolist() for heat in (0.5, 2.0, 0.0)]
    assert costs == [[0.0], [1.0], [0.0]]
    assert env.world is world
    assert env.constraints == (HOT,)


def test_constraints_that_do_not_fit_the_world_are_refused():
    with pytest.raises(InputError, match="cows"):
        saferl.constrain(Oven(), [Constraint("c", Never(Contact("cows")))], world=World())
    with pytest.raises(InputError, match="heat"):
        saferl.make_vec("SafetyPointGoal1-v0", num_envs=1, constraints=[HOT])


@pytest.mark.parametrize("workers", [0, 2])
def test_constrained_environments_can_be_many(workers):
    world = World(signals=(Measured("heat"),))

    def make():
        return saferl.constrain(
            Oven(), [HOT, task_cost(9)], world=world, signals=heated, cost_fn=spent
        )

    env = saferl.make_vec(make, num_envs=3, seed=0, workers=workers)
    assert env.constraints == (HOT, task_cost(9))
    assert env.world == world
    assert env.reset()[1]["costs"].tolist() == [[0.0, 0.0]] * 3
    infos = env.step(np.array([[2.0], [0.0], [3.0]]))[4]
    assert infos["costs"].tolist() == [[1.0, 4.0], [0.0, 4.0], [1.0, 4.0]]
    assert infos["cost"].tolist() == [4.0] * 3
    env.close()


def test_a_single_task_records_what_its_constraints_need():
    near = Constraint("near", Never(Distance("hazards") < 9.0))
    env = saferl.constrain(gymnasium.make("saferl/SafetyPointGoal1-v0"), [near, task_cost(25)])
    env.reset(seed=0)
    info = env.step(np.zeros(2))[4]
    assert info["costs"].tolist() == [1.0, 0.0]
    assert env.world.name == "SafetyPointGoal1-v0"

    actions = np.random.default_rng(0).uniform(-1, 1, (8, 2))
    snapshot = env.snapshot()
    expected = [env.step(action) for action in actions]
    env.restore(snapshot)
    assert trees_equal([env.step(action) for action in actions], expected)
    with pytest.raises(InputError, match="cannot be restored"):
        env.restore(env.unwrapped.snapshot())


CONSTRAINTS = (
    FAST,
    task_cost(2),
    Constraint("twice", AtMost(1, Speed() > 0.3), enforce="always"),
)


@pytest.mark.parametrize("workers", [0, 2])
@pytest.mark.parametrize("autoreset", ["same_step", "disabled"])
def test_costs_and_states_are_a_monitors(workers, autoreset):
    n = 3
    env = saferl.make_vec(
        Walk,
        num_envs=n,
        seed=0,
        workers=workers,
        constraints=CONSTRAINTS,
        observe_constraints=True,
        autoreset=autoreset,
    )
    plain = saferl.make_vec(Walk, num_envs=n, seed=0, autoreset=autoreset, record=True)
    monitor = Monitor(CONSTRAINTS, None, n)
    width = monitor.state.shape[1]
    assert env.single_observation_space.shape == (2 + width,)
    observations, _ = env.reset()
    bare, _ = plain.reset()
    np.testing.assert_array_equal(observations, np.hstack([bare, monitor.state]))
    ended = 0
    for actions in np.random.default_rng(1).uniform(-1, 1, (30, n, 1)):
        observations, _, terminations, truncations, infos = env.step(actions)
        bare, *_, plain_infos = plain.step(actions)
        step = monitor.step({**plain_infos["signals"], "cost": plain_infos["cost"]})
        np.testing.assert_array_equal(infos["costs"], step.cost)
        assert "signals" not in infos
        done = terminations | truncations
        if not done.any():
            np.testing.assert_array_equal(observations, np.hstack([bare, step.state]))
            continue
        ended += 1
        if autoreset == "same_step":
            for i in np.flatnonzero(done):
                final = np.hstack([plain_infos["final_obs"][i], step.state[i]])
                np.testing.assert_array_equal(infos["final_obs"][i], final)
                np.testing.assert_array_equal(infos["final_info"]["costs"][i], step.cost[i])
            assert "signals" not in infos["final_info"]
        else:
            observations, _ = env.reset(options={"reset_mask": done})
            bare, _ = plain.reset(options={"reset_mask": done})
        monitor.reset(done)
        np.testing.assert_array_equal(observations, np.hstack([bare, monitor.state]))
    assert ended > 3
    env.close()


def test_task_cost_alone_needs_no_signals():
    def make():
        return saferl.constrain(gymnasium.make("CartPole-v1"), cost_fn=lambda env, info: 0.5)

    env = saferl.make_vec(make, num_envs=2, seed=0, constraints=[task_cost(25)])
    assert env.constraints == (task_cost(25),)
    _, infos = env.reset()
    assert infos["costs"].shape == (2, 1)
    assert env.step(np.array([0, 1]))[4]["costs"].tolist() == [[0.5], [0.5]]


@pytest.mark.parametrize("fast", [True, False])
def test_vector_environments_of_tasks_take_constraints(fast):
    near = Constraint("near", Never(Distance("hazards") < 9.0), budget=4)
    env = saferl.make_vec(
        "SafetyPointGoal1-v0", num_envs=1, seed=0, fast=fast, constraints=[task_cost(25), near]
    )
    env.reset()
    infos = env.step(np.zeros((1, 2)))[4]
    assert infos["costs"].tolist() == [[0.0, 1.0]]
    assert env.world.name == "SafetyPointGoal1-v0"


@pytest.mark.parametrize("workers", [0, 2])
def test_restoring_and_replaying_with_monitors_is_identical(workers):
    env = saferl.make_vec(
        Walk, num_envs=3, seed=0, workers=workers, constraints=CONSTRAINTS, observe_constraints=True
    )
    env.reset()
    before, after = np.split(np.random.default_rng(0).uniform(-1, 1, (24, 3, 1)), 2)
    for actions in before:
        env.step(actions)
    snapshot = env.snapshot()
    expected = [env.step(actions) for actions in after]
    env.restore(snapshot)
    assert trees_equal([env.step(actions) for actions in after], expected)
    other = saferl.make_vec(Walk, num_envs=3, constraints=[FAST])
    with pytest.raises(InputError, match="other constraints"):
        other.restore(snapshot)
    with pytest.raises(InputError, match="no state of constraints"):
        env.restore(plain_snapshot())
    env.close()


def plain_snapshot():
    env = saferl.make_vec(Walk, num_envs=3, seed=0)
    env.reset()
    return env.snapshot()


def test_what_cannot_be_observed_together_is_refused():
    with pytest.raises(InputError, match="flat observations"):
        saferl.make_vec(
            lambda: gymnasium.wrappers.ReshapeObservation(Walk(), (2, 1)),
            num_envs=1,
            constraints=[FAST],
            observe_constraints=True,
        )

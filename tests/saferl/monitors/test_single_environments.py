"""Constraints on one environment: `saferl.constrain` and `gymnasium.make(constraints=...)`."""

import gymnasium
import numpy as np
import pytest

import saferl
from saferl.constraints import (
    AtMost,
    Constraint,
    Contact,
    Distance,
    Event,
    Measured,
    Never,
    Speed,
    task_cost,
)
from saferl.errors import InputError
from saferl.worlds import Group, World

HAZARDS = Constraint("hazards", Never(Contact("hazards")), budget=3, enforce="always")
VISITS = Constraint("visits", AtMost(2, Event("left_arena")))


def test_a_registered_task_takes_constraints():
    env = gymnasium.make(
        "saferl/SafetyPointGoal1-v0", constraints=[HAZARDS, VISITS], observe_constraints=True
    )
    plain = gymnasium.make("saferl/SafetyPointGoal1-v0")
    observation, _ = env.reset(seed=4)
    first, _ = plain.reset(seed=4)
    np.testing.assert_array_equal(observation, [*first, 1, 1, 1])
    assert env.observation_space.contains(observation)
    spent = 0.0
    for _ in range(150):
        observation, _, _, _, info = env.step(np.array([1.0, 0.2]))
        plain.step(np.array([1.0, 0.2]))
        assert info["costs"].shape == (2,)
        assert info["costs"][0] == info["cost_hazards"]
        spent += info["costs"][0]
        assert observation[-3] == pytest.approx(max(4 - spent, 0) / 4)
    assert plain.unwrapped.observation_space.shape[0] + 3 == env.observation_space.shape[0]


def test_velocity_tasks_take_constraints_on_speed():
    env = gymnasium.make(
        "saferl/SafetyHopperVelocity-v1",
        constraints=Constraint("slow", Never(Speed() > 0.1), budget=1),
    )
    env.reset(seed=0)
    for _ in range(10):
        *_, info = env.step(env.action_space.sample())
        assert info["costs"][0] == float(info["x_velocity"] > 0.1)


class Corridor(gymnasium.Env):
    """Walk right; a pond lies at 3."""

    observation_space = gymnasium.spaces.Box(-np.inf, np.inf, (1,))
    action_space = gymnasium.spaces.Box(-1, 1, (1,))

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        self.x = 0.0
        return self._seen(), {}

    def step(self, action):
        self.x += float(action[0])
        return self._seen(), 0.0, False, False, {"battery": 1 - self.x / 10}

    def _seen(self):
        return np.array([self.x], dtype=np.float32)


WORLD = World(
    groups=(Group("ponds", radius=0.5, flat=True),), signals=(Measured("battery"),), dt=0.1
)


def signals(env, info):
    return {"distance/ponds": abs(env.unwrapped.x - 3) - 0.5, "battery": info["battery"]}


def test_a_users_own_environment_is_described_and_constrained():
    dry = Constraint("dry", Never(Distance("ponds") <= 0))
    full = Constraint("full", Never(Measured("battery") < 0.75))
    env = saferl.constrain(Corridor(), [dry, full], world=WORLD, signals=signals)
    env.reset(seed=0)
    costs = [env.step(np.array([1.0]))[4]["costs"].tolist() for _ in range(4)]
    assert costs == [[0, 0], [0, 0], [1, 1], [0, 1]]


def test_what_the_environments_world_lacks_is_refused_at_once():
    with pytest.raises(InputError, match="unknown group 'lakes'"):
        saferl.constrain(
            Corridor(), Constraint("dry", Never(Contact("lakes"))), world=WORLD, signals=signals
        )
    with pytest.raises(InputError, match="needs constraints to observe"):
        saferl.constrain(Corridor(), observe_constraints=True)
    env = saferl.constrain(Corridor(), Constraint("dry", Never(Contact("ponds"))), world=WORLD)
    env.reset()
    with pytest.raises(InputError, match="needs the signals 'contact/ponds'"):
        env.step(np.array([1.0]))


def test_the_task_cost_of_a_cost_function_is_a_constraint_among_others():
    env = saferl.constrain(
        Corridor(),
        [task_cost(2), Constraint("dry", Never(Distance("ponds") <= 0))],
        world=WORLD,
        signals=signals,
        cost_fn=lambda env, info: float(env.unwrapped.x > 1),
        observe_constraints=False,
    )
    env.reset()
    infos = [env.step(np.array([1.0]))[4] for _ in range(3)]
    assert [info["cost"] for info in infos] == [0, 1, 1]
    assert [info["costs"].tolist() for info in infos] == [[0, 0], [1, 0], [1, 1]]

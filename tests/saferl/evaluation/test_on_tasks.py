"""Evaluation on real tasks: the report depends on seeds and policy alone."""

import gymnasium
import numpy as np
import pytest
from gymnasium import spaces

from saferl import make_vec
from saferl.constraints import Constraint, Contact, Never, task_cost
from saferl.evaluation import evaluate
from saferl.policies import MlpPolicy

CONSTRAINTS = (task_cost(25), Constraint("hazards", Never(Contact("hazards")), budget=5))
SEEDS = range(1_000_000, 1_000_007)


def driver():
    generator = np.random.default_rng(0)
    weight = generator.normal(size=(2, 60)).astype(np.float32)
    return MlpPolicy(
        observation_space=spaces.Box(-np.inf, np.inf, (60,), np.float64),
        action_space=spaces.Box(-1.0, 1.0, (2,), np.float64),
        layers=((weight, np.zeros(2, dtype=np.float32)),),
        log_std=np.zeros(2, dtype=np.float32),
        mean=np.zeros(60),
        scale=np.ones(60),
    )


def played(num_envs, workers=0, record=0, fast=True, seeds=SEEDS, **options):
    env = make_vec(
        "SafetyPointGoal1-v0",
        num_envs=num_envs,
        workers=workers,
        constraints=CONSTRAINTS,
        autoreset="disabled",
        max_episode_steps=120,
        record=record > 0,
        fast=fast,
    )
    try:
        return evaluate(driver(), env, seeds=seeds, record=record, name="driver", **options)
    finally:
        env.close()


@pytest.mark.parametrize("deterministic", [True, False])
def test_number_of_environments_and_workers_does_not_matter(deterministic):
    first = played(7, deterministic=deterministic)
    assert (first.lengths == 120).all()
    assert len(np.unique(first.returns)) == len(SEEDS)
    for num_envs, workers in ((1, 0), (3, 0), (4, 2)):
        assert played(num_envs, workers, deterministic=deterministic) == first


def test_the_stock_simulation_gives_the_same_costs():
    fast, stock = (played(2, fast=fast, seeds=SEEDS[:2]) for fast in (True, False))
    assert np.allclose(fast.returns, stock.returns, atol=1e-6)
    assert np.array_equal(fast.costs, stock.costs)


def test_recorded_signals_agree_with_the_costs():
    report = played(3, record=7)
    for episode, costs in zip(report.recordings, report.costs, strict=True):
        inside = episode.signals["distance/hazards"] <= 0
        assert np.array_equal(episode.costs[:, 1] > 0, inside)
        assert np.array_equal(episode.costs.sum(axis=0), costs)
        agent = episode.poses[:, episode.pose_names.index("agent"), :2]
        hazards = [i for i, name in enumerate(episode.pose_names) if name.startswith("hazard")]
        away = np.linalg.norm(episode.poses[:, hazards, :2] - agent[:, None], axis=2).min(axis=1)
        assert np.allclose(away - 0.2, episode.signals["distance/hazards"], atol=1e-9)


class Lamp(gymnasium.Env):
    """Discrete actions, Dict observations, a cost in ``info``; six steps, ends by termination."""

    observation_space = spaces.Dict(
        {"on": spaces.Discrete(2), "heat": spaces.Box(-10.0, 10.0, (2,), np.float64)}
    )
    action_space = spaces.Discrete(2)

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        self.heat, self.steps = self.np_random.normal(size=2), 0
        return {"on": 0, "heat": self.heat}, {}

    def step(self, action):
        self.steps += 1
        info = {"cost": float(action)}
        return {"on": int(action), "heat": self.heat}, 1.0, self.steps == 6, False, info


class Cold:
    """Switches on where it is cold."""

    def predict(self, observation, state=None, episode_start=None, deterministic=False):
        return (observation["heat"][:, 0] < 0).astype(np.int64), state


def test_dict_observations_and_discrete_actions_are_played_and_recorded():
    reports = [
        evaluate(Cold(), Lamp, seeds=range(9), constraints=[task_cost(2)], num_envs=n, record=2)
        for n in (1, 4)
    ]
    assert reports[0] == reports[1]
    cold = np.array([np.random.Generator(np.random.PCG64(s)).normal() for s in range(9)]) < 0
    assert reports[0].task_costs.tolist() == [6.0 if each else 0.0 for each in cold]
    assert reports[0].recordings[0].observation.shape == (7, 4)
    assert reports[0].recordings[0].terminated

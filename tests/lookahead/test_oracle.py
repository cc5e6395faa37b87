"""The oracle sees what the simulator has, and the map agrees with it."""

from __future__ import annotations

import numpy as np
import pytest

import saferl
from lookahead.oracle import ToldPlaces, play_oracle
from lookahead.representation import layout_of
from lookahead.representation_lidar import render
from lookahead.representation_map import ObjectMap
from lookahead.shield import Shield
from lookahead.transitions_collect import collect
from lookahead.world_model import WorldModel
from lookahead.world_model_fit import WorldModelConfig
from lookahead.world_model_movers import Movers
from saferl.errors import InputError
from saferl.policies import load_policy

TASK = "SafetyPointGoal1-v0"
POLICY = f"zoo:{TASK}/ppo"


@pytest.mark.parametrize("task", [TASK, "SafetyPointButton1-v0", "SafetyPointPush1-v0"])
def test_what_it_is_told_draws_the_rings_that_are_observed(task):
    layout = layout_of(task)
    env = saferl.make_vec(task, num_envs=3, seed=4, record=True)
    observation, infos = env.reset()
    told = ToldPlaces(layout, env.pose_names)
    told.tell(infos["poses"])
    scene = told.scene({}, observation)
    rings = render(scene.places, scene.present, layout.bins, layout.reach)
    assert np.abs(rings - layout.rings(observation)).max() < 1e-9
    env.close()


def test_it_keeps_an_unconstrained_policy_off_the_hazards():
    policy = load_policy(POLICY)
    small = WorldModelConfig(members=2, hidden=24, updates=400, manoeuvres=4)
    data = collect(TASK, 12_000, policy=policy, num_envs=12, seed=3)
    shield = Shield(model=WorldModel.fit(data, TASK, config=small))
    report = play_oracle(shield, policy, seeds=[7, 8, 9, 10], steps=120)
    assert report.costs.sum() <= 2
    assert report.returns.mean() > 1.5
    assert sum(report.levels.values()) == pytest.approx(1.0)
    assert report.levels["PROPOSAL"] > 0.5
    with pytest.raises(InputError, match="seeds"):
        play_oracle(shield, policy, seeds=[])


def test_the_map_comes_to_the_velocities_and_places_that_the_simulator_has():
    task = "SafetyPointButton1-v0"
    layout = layout_of(task)
    figures = np.zeros((len(layout.groups), 3))
    gremlins = layout.group_index("gremlins")
    figures[gremlins] = [0.5, -1.0, 0.02]  # they circle at 0.35 m/s, once in 2 pi seconds
    movers = Movers(figures)
    env = saferl.make_vec(task, num_envs=4, seed=3, record=True)
    observation, infos = env.reset()
    told, objects = ToldPlaces(layout, env.pose_names, movers), ObjectMap(layout, movers)
    memory = objects.begin(4)
    for t in range(150):
        memory = objects.update(memory, observation, np.full(4, t == 0))
        told.tell(infos["poses"])
        action = np.tile([0.05 * np.cos(0.1 * t), 0.3], (4, 1))
        seen = observation
        observation, _, _, _, infos = env.step(action)
    env.close()
    true, own = told.scene({}, seen), objects.scene(memory, seen)
    near = close = 0
    for row in range(4):
        there = own.present[row, gremlins]
        for place, velocity in zip(
            true.places[row, gremlins, :4], true.drift.velocity[row, gremlins, :4], strict=True
        ):
            gap = np.hypot(*(own.places[row, gremlins][there] - place).T)
            error = own.drift.velocity[row, gremlins][there][gap.argmin()] - velocity
            near += np.hypot(*place) < 2.0
            close += np.hypot(*place) < 2.0 and gap.min() < 0.03 and np.hypot(*error) < 0.05
    assert near >= 8
    assert close >= 0.7 * near  # of those in one direction only the nearest is seen

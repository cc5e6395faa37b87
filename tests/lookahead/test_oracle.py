"""The oracle sees what the simulator has, and the map agrees with it."""

from __future__ import annotations

import numpy as np
import pytest

import saferl
from lookahead.oracle import ToldPlaces, play_oracle
from lookahead.representation import layout_of
from lookahead.representation_lidar import render
from lookahead.shield import Shield
from lookahead.transitions_collect import collect
from lookahead.world_model import WorldModel
from lookahead.world_model_fit import WorldModelConfig
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

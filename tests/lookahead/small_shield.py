"""A shield for SafetyPointGoal1 with a made-up model: for what does not depend on its quality."""

import itertools

import numpy as np

from lookahead.representation import layout_of
from lookahead.shield import Shield
from lookahead.world_model import WorldModel
from lookahead.world_model_danger import KNOTS, DangerModel
from lookahead.world_model_motion import MotionModel
from saferl.constraints import task_cost
from saferl.policies import load_policy, spaces_of

TASK = "SafetyPointGoal1-v0"
PPO = f"zoo:{TASK}/ppo"
MEMBERS, HIDDEN, BLOCK = 3, 16, 4


def small_shield(seed=0, hidden=HIDDEN):
    random = np.random.default_rng(seed)
    layout = layout_of(TASK)
    observed, acted = spaces_of(TASK)
    columns = layout.motion_columns
    sizes = (len(columns) + 3 * BLOCK * 2, hidden, len(columns) + 3 * BLOCK)
    layers = []
    for inputs, outputs in itertools.pairwise(sizes):
        weight = random.normal(size=(1, inputs, outputs)) / np.sqrt(inputs)
        noise = 0.05 * random.normal(size=(MEMBERS, inputs, outputs)) / np.sqrt(inputs)
        layers.append(((weight + noise).astype(np.float32), np.zeros((MEMBERS, 1, outputs), "f4")))
    layers[-1][0][:, :, len(columns) :] *= 0.05  # metres a block, radians a block
    hazard = np.zeros((2, 1, len(layout.groups), KNOTS))
    hazard[:, :, layout.group_index("hazards"), :21] = 4.0
    model = WorldModel(
        observation_space=observed,
        action_space=acted,
        constraints=(task_cost(0.0),),
        env_id=TASK,
        layout=layout,
        motion=MotionModel(
            tuple(layers),
            columns,
            BLOCK,
            np.full(len(columns), -3.0, "f4"),
            np.full(len(columns), 3.0, "f4"),
            np.ones(sizes[-1], "f4"),
        ),
        danger=DangerModel(hazard),
        manoeuvres=random.uniform(-1, 1, size=(3, 5 * BLOCK, 2)).astype("f4"),
        familiar=10.0,
    )
    return Shield(model=model)


def ppo():
    return load_policy(PPO)

"""Against trajectories of Safety-Gymnasium 1.0.0 on its own pinned stack (MuJoCo 2.3.3).

What of them a newer MuJoCo can repeat is said in `tests/saferl/envs/test_reference.py`, which holds
the data: what the layout decides, but for the accelerometer, and the costs of the first steps.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from saferl.envs.fast import FastVectorEnv, supports

FOLDER = Path(__file__).parents[1] / "envs" / "data"
RECORDED = np.load(FOLDER / "safety_gymnasium_1.0.0_early.npz")
TASKS = sorted({key.split("/")[0] for key in RECORDED.files})


@pytest.mark.parametrize("task", [task for task in TASKS if supports(task)])
def test_fast_tasks_begin_as_recorded(task: str) -> None:
    env = FastVectorEnv(task, 2)
    observations, _ = env.reset(seed=0)  # environment i is seeded i
    for seed in (0, 1):
        expected = RECORDED[f"{task}/{seed}/obs"][0]
        np.testing.assert_allclose(observations[seed, 3:], expected[3:], atol=1e-9)
    actions = np.stack([RECORDED[f"{task}/{seed}/actions"] for seed in (0, 1)], axis=1)
    for step, action in enumerate(actions):
        cost = env.step(action)[4]["cost"]
        for seed in (0, 1):
            assert cost[seed] == RECORDED[f"{task}/{seed}/cost"][step]

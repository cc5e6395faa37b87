"""How much of the machine training uses: PPO with a multiplier on SafetyPointGoal1-v0.

    python -m tests.benchmarks.training

Prints steps per second of whole training (simulation in two workers, inference, update, logging)
and its share of what the simulation alone gives in the same run.
"""

from __future__ import annotations

import time
from typing import Any

import numpy as np

from saferl.algorithms import PPO, PPOConfig
from saferl.constraints import task_cost
from saferl.envs.vectorise import make_vec
from saferl.multipliers import PID

ENV_ID = "SafetyPointGoal1-v0"
WORKERS = 2
ROUNDS = 3


def main() -> None:
    config = PPOConfig(workers=WORKERS)
    agent = PPO(ENV_ID, config=config, constraints=[task_cost(25)], multiplier=PID(), seed=0)
    bound = make_vec(ENV_ID, num_envs=config.num_envs, workers=WORKERS, seed=0)
    batch = config.num_envs * config.unroll
    try:
        bound.reset()
        agent.learn(batch, progress=False)  # start-up, and the first observations' statistics
        training, simulation = [], []
        for _ in range(ROUNDS):
            training.append(_seconds(lambda: agent.learn(batch, progress=False)))
            simulation.append(_seconds(lambda: _simulate(bound, config.unroll)))
        trained, simulated = (batch / float(np.median(t)) for t in (training, simulation))
        print(f"PPO with a PID multiplier on {ENV_ID}, {WORKERS} workers, {config.num_envs} envs")
        print(f"  whole training     {trained:8,.0f} steps/s   (target 7,000)")
        print(f"  simulation alone   {simulated:8,.0f} steps/s")
        print(f"  share              {trained / simulated:8.2f}")
    finally:
        bound.close()
        agent.env.close()


def _simulate(env: Any, steps: int) -> None:
    actions = np.random.default_rng(0).uniform(-1, 1, (8, *env.action_space.shape))
    for t in range(steps):
        env.step(actions[(t // 25) % 8].astype(np.float32))


def _seconds(run: Any) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()

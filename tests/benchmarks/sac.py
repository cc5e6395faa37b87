"""Time of SAC's gradient steps, by network, minibatch, precision and threads.

    python -m tests.benchmarks.sac

Prints one row a setting: milliseconds a gradient step (best of several rounds, so that other load
disturbs little) and the steps an environment step that 3e6 environment steps leave room for in an
hour.
"""

from __future__ import annotations

import itertools
import time
import warnings

import numpy as np
from rich.console import Console
from rich.table import Table

from saferl.algorithms.sac import SAC, SACConfig
from saferl.algorithms.trainer import torch_threads
from saferl.constraints import task_cost

ENV = "SafetyPointGoal1-v0"
UPDATES = 10
ROUNDS = 6
STEPS = 3_000_000
SIMULATION = 1e-4  # seconds an environment step, in a process of its own


def milliseconds(config: SACConfig) -> float:
    """Return the time of one gradient step, all else aside."""
    agent = SAC(ENV, config=config, constraints=[task_cost(25)])
    size = agent.observation_space.shape[0]
    n, rng = agent.env.num_envs, np.random.default_rng(0)
    never = np.zeros(n, bool)
    for _ in range(50):
        observations = rng.standard_normal((n, size))
        actions, signals = rng.uniform(-1, 1, (n, 2)), rng.uniform(0, 1, (n, 2))
        agent.buffer.add(observations, actions, signals, observations, never, never, never)
    agent.normalizer.update(rng.standard_normal((1000, size)))
    best = float("inf")
    with torch_threads(config.torch_threads):
        for _ in range(ROUNDS):
            agent.steps += UPDATES  # one gradient step a step: as many fall due
            started = time.perf_counter()
            agent._learn()
            best = min(best, (time.perf_counter() - started) / UPDATES)
    agent.env.close()
    return 1e3 * best


def main() -> None:
    """Measure and print."""
    warnings.simplefilter("ignore")
    table = Table("hidden", "batch", "precision", "threads", "ms / update", "updates / step in 1 h")
    grid = itertools.product((128, 256), (256, 512), ("float32", "bfloat16"), (1, 2))
    for width, batch, precision, threads in grid:
        config = SACConfig(
            num_envs=20,
            workers=0,
            hidden=(width, width),
            batch=batch,
            precision=precision,
            torch_threads=threads,
            start_steps=0,
            updates_per_step=1.0,
            buffer=20_000,
        )
        taken = milliseconds(config)
        room = (3600 - SIMULATION * STEPS) * 1e3 / taken / STEPS
        row = (f"{width} x {width}", str(batch), precision, str(threads))
        table.add_row(*row, f"{taken:.2f}", f"{room:.2f}")
    Console().print(table)


if __name__ == "__main__":
    main()

"""A trained policy brought under its budget: edited, fine-tuned, or replaced by a new one.

    python -m tests.benchmarks.editing                                 # a glance, one short run
    python -m tests.benchmarks.editing --steps 1000000 --seeds 3 --folder runs/editing --minutes 30

At equal environment steps beyond the base's own training: the editor; the base fine-tuned by
PPO-Lagrangian; PPO-Lagrangian from scratch; SAC-Lagrangian from scratch; and the same editor on a
policy of random weights, which tells whether the editor needs what its base knows. All are
evaluated on the same episodes. With a folder, runs go on where they were.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

import saferl
from editors.editor_settings import EditorConfig
from editors.editor_trainer import EditorTrainer
from editors.finishing import finish
from saferl.algorithms import PPO, SAC, PPOConfig, SACConfig
from saferl.algorithms.starting import network_settings, start_from
from saferl.constraints import task_cost
from saferl.multipliers import PID

TASK, BASE = "SafetyPointGoal1-v0", "zoo:SafetyPointGoal1-v0/ppo"
BUDGET = 25.0
EPISODES = 300
STRETCH = 100_000
PRICES = PID(proportional=0.0, integral=0.02, derivative=0.0, initial=0.8, maximum=2.0, aim=0.9)


def edited(seed: int, steps: int, base: Any = None) -> EditorTrainer:
    """The editor at its defaults, for budgets of 15 to 40."""
    return EditorTrainer(
        TASK,
        base=saferl.load_policy(BASE) if base is None else base,
        config=EditorConfig(workers=0, precision="bfloat16"),
        constraints=[task_cost(BUDGET)],
        lowest=[15.0],
        highest=[40.0],
        seed=seed,
    )


def edited_untrained(seed: int, steps: int) -> EditorTrainer:
    """The editor on random weights of the base's shape."""
    settings = network_settings(saferl.load_policy(BASE))
    untrained = PPO(TASK, config=PPOConfig(num_envs=1, workers=0, **settings), seed=seed)
    policy = replace(untrained.policy, scale=saferl.load_policy(BASE).scale)
    untrained.env.close()
    return edited(seed, steps, replace(policy, mean=saferl.load_policy(BASE).mean))


def _ppo(seed: int, steps: int, **settings: Any) -> PPO:
    config = PPOConfig(
        workers=0, least_log_std=-1.0, final_learning_rate=3e-5, anneal_steps=steps, **settings
    )
    return PPO(TASK, config=config, constraints=[task_cost(BUDGET)], multiplier=PRICES, seed=seed)


def fine_tuned(seed: int, steps: int) -> PPO:
    """PPO-Lagrangian that begins as the base."""
    base = saferl.load_policy(BASE)
    trainer = _ppo(seed, steps, **network_settings(base))
    start_from(trainer, base)
    return trainer


def ppo_scratch(seed: int, steps: int) -> PPO:
    """PPO-Lagrangian with the settings of the zoo's."""
    return _ppo(seed, steps)


def sac_scratch(seed: int, steps: int) -> SAC:
    """SAC-Lagrangian with the settings of the zoo's."""
    config = SACConfig(
        workers=0,
        target_entropy=0.2,
        anneal_steps=steps,
        final_learning_rate=1e-4,
        precision="bfloat16",
    )
    return SAC(TASK, config=config, constraints=[task_cost(BUDGET)], multiplier=PID(), seed=seed)


METHODS: dict[str, Callable[[int, int], Any]] = {
    "edited": edited,
    "fine-tuned, PPO-Lagrangian": fine_tuned,
    "from scratch, PPO-Lagrangian": ppo_scratch,
    "from scratch, SAC-Lagrangian": sac_scratch,
    "edited, untrained base": edited_untrained,
}


def train(
    method: str, seed: int, steps: int, folder: Path, *, until: float, episodes: int
) -> dict[str, float] | None:
    """Train and evaluate, going on where a run was; None where time was up before the end."""
    result, checkpoint = folder / "result.json", folder / "checkpoint.safetensors"
    if result.exists():
        return dict(json.loads(result.read_text()))
    agent = METHODS[method](seed, steps)
    if checkpoint.exists():
        agent.env.close()
        given = {"base": agent.base} if isinstance(agent, EditorTrainer) else {}
        agent = type(agent).load(checkpoint, **given)
    while agent.steps < steps:
        if time.monotonic() > until:
            return None
        agent.learn(min(STRETCH, steps - agent.steps), log_dir=folder, progress=False)
    agent.env.close()
    policy = (
        finish(agent, TASK, episodes=episodes // 5)
        if isinstance(agent, EditorTrainer)
        else agent.policy
    )
    report = saferl.evaluate(
        policy, TASK, episodes=episodes, constraints=[task_cost(BUDGET)], workers=0, progress=False
    )
    figures = {
        "return": report.mean_return,
        "cost": report.outcome("cost").mean,
        "edited": float(np.mean(report.edited)) if report.edited.size else 0.0,
        "minutes": agent_minutes(folder),
    }
    result.write_text(json.dumps(figures) + "\n")
    return figures


def agent_minutes(folder: Path) -> float:
    """Minutes of training, by the run's log."""
    rows = np.genfromtxt(folder / "progress.csv", delimiter=",", names=True)
    return float(np.atleast_1d(rows["seconds"])[-1]) / 60.0


def table(results: dict[str, list[dict[str, float]]], steps: int) -> Table:
    """Every seed of every method."""
    columns = ("method", "return", "cost", "steps edited", "minutes")
    shown = Table(*columns, title=f"{TASK}, budget {BUDGET:g}, {steps:,} steps, every seed")
    for method, runs in results.items():
        cells = [
            "  ".join(f"{run[name]:.{digits}f}" for run in runs)
            for name, digits in (("return", 1), ("cost", 1), ("edited", 2), ("minutes", 0))
        ]
        shown.add_row(method, *cells)
    return shown


def main() -> None:
    """Train what is missing, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=40_000)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--methods", nargs="+", default=list(METHODS), choices=list(METHODS))
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--minutes", type=float, default=float("inf"))
    given = parser.parse_args()
    until = time.monotonic() + 60.0 * given.minutes
    # a glance is no comparison: two methods, so that the benchmark is seen to run
    methods = given.methods if given.folder else given.methods[:2]
    episodes = EPISODES if given.folder else 10
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        results: dict[str, list[dict[str, float]]] = {}
        for seed in range(given.seeds):
            for method in methods:
                run = folder / f"{method.replace(', ', '-').replace(' ', '-')}-{seed}"
                figures = train(method, seed, given.steps, run, until=until, episodes=episodes)
                if figures is not None:
                    results.setdefault(method, []).append(figures)
        Console(width=120).print(table(results, given.steps))


if __name__ == "__main__":
    main()

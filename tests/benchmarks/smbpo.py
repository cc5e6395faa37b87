"""Return against violations: SMBPO, SAC with a penalty, SAC, at identical update ratios.

    python -m tests.benchmarks.smbpo                                     # a glance, one short run
    python -m tests.benchmarks.smbpo --steps 100000 --seeds 3 --folder runs/smbpo --minutes 10

Every method has the same networks, minibatches and gradient steps an environment step
(`SMBPOConfig.reduced`); SMBPO fits and asks its model on top. Violations are counted over all of
training, warm-up included; the return is that of 10 deterministic episodes afterwards, which a
violation ends. With a folder runs go on where they were, so that the comparison can be made in
pieces of `--minutes`.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

import saferl
from lookahead.smbpo import SMBPO, SMBPOConfig
from saferl.algorithms.trainer import torch_threads

TASKS = ("HalfCheetahNoFlip", "Hopper")
METHODS = ("SAC", "SAC + penalty", "SMBPO")
EPISODES = 10
CHECKPOINT_EVERY = 10_000


def config_of(method: str, **changes: Any) -> SMBPOConfig:
    """The settings of a method."""
    config = SMBPOConfig.reduced(**changes)
    if method == "SMBPO":
        return config
    return config.without_model(penalise=method == "SAC + penalty")


def train(
    task: str,
    method: str,
    seed: int,
    steps: int,
    folder: Path,
    *,
    until: float = float("inf"),
    **changes: Any,
) -> dict[str, float] | None:
    """Train and evaluate, going on where a run was; None where time was up before the end.

    Args:
        until: `time.monotonic()` after which no further stretch of training begins.
    """
    result = folder / "result.json"
    if result.exists():
        return dict(json.loads(result.read_text()))
    env_id = f"lookahead/{task}-v0"
    checkpoint = folder / "checkpoint.safetensors"
    agent = (
        SMBPO.load(checkpoint)
        if checkpoint.exists()
        else SMBPO(env_id, config=config_of(method, **changes), seed=seed)
    )
    while agent.steps < steps:
        if time.monotonic() > until:
            return None
        agent.learn(min(CHECKPOINT_EVERY, steps - agent.steps), log_dir=folder, progress=False)
    with torch_threads(1):
        report = saferl.evaluate(agent.policy, env_id, episodes=EPISODES)
    rows = np.genfromtxt(folder / "progress.csv", delimiter=",", names=True)
    figures = {
        "violations": agent.ledger.total_cost,
        "return": report.mean_return,
        "violating": float(np.mean(report.task_costs > 0)),
        "seconds": float(rows["seconds"][-1]),
    }
    result.write_text(json.dumps(figures) + "\n")
    agent.env.close()
    return figures


def table(results: dict[tuple[str, str], list[dict[str, float]]], steps: int) -> Table:
    """Mean and range over seeds of each task and method."""
    columns = ("task", "method", "seeds", "violations", "return", "violating episodes", "s / run")
    shown = Table(*columns, title=f"after {steps:,} environment steps")
    for (task, method), runs in results.items():
        cells = [task, method, str(len(runs))]
        for name, digits in (("violations", 0), ("return", 0), ("violating", 2), ("seconds", 0)):
            values = [run[name] for run in runs]
            mean = f"{np.mean(values):,.{digits}f}"
            spread = f" [{min(values):,.{digits}f}, {max(values):,.{digits}f}]"
            cells.append(mean + (spread if len(values) > 1 else ""))
        shown.add_row(*cells)
    return shown


def main() -> None:
    """Train what is missing, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=3000)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--tasks", nargs="+", default=list(TASKS[:1]))
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--minutes", type=float, default=float("inf"))
    given = parser.parse_args()
    until = time.monotonic() + 60.0 * given.minutes
    tasks = list(TASKS) if given.folder and given.tasks == list(TASKS[:1]) else given.tasks
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        results: dict[tuple[str, str], list[dict[str, float]]] = {}
        for seed in range(given.seeds):
            for task in tasks:
                for method in METHODS:
                    run = folder / f"{task}-{method.replace(' + ', '-')}-{seed}"
                    figures = train(task, method, seed, given.steps, run, until=until)
                    if figures is not None:
                        results.setdefault((task, method), []).append(figures)
        Console(width=120).print(table(results, given.steps))


if __name__ == "__main__":
    main()

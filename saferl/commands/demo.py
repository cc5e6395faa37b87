"""``saferl demo``: the main job in a few minutes: train a little, compare what ships, draw it."""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any

from rich.console import Console

from saferl.commands import exits
from saferl.commands.options import positive
from saferl.commands.parser import Subparsers

__all__ = ["POLICIES", "add_parser", "run"]

TASK = "SafetyPointGoal1-v0"
POLICIES = (f"zoo:{TASK}/ppo", f"zoo:{TASK}/ppo-lagrangian")
BUDGET = 25.0


def add_parser(subparsers: Subparsers) -> None:
    """Add the command's options."""
    parser = subparsers.add_parser(
        "demo",
        help="train for a minute, compare the shipped policies, draw pictures",
        description=(
            f"Train PPO with a budget on {TASK} for a minute, then compare it with the\n"
            "shipped policies, unconstrained and constrained, over the same episodes."
        ),
    )
    parser.add_argument(
        "--out", type=Path, default=Path("demo"), metavar="DIR", help="default demo"
    )
    parser.add_argument(
        "--episodes", type=positive, default=20, metavar="N", help="to compare over (default 20)"
    )
    parser.add_argument(
        "--seconds", type=positive, default=60, metavar="N", help="of training (default 60)"
    )
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="default 2")


def run(arguments: argparse.Namespace) -> int:
    """Train, compare, draw."""
    from saferl.commands.policies import load
    from saferl.constraints import task_cost
    from saferl.evaluation import evaluate
    from saferl.evaluation.plots import episode_path, learning_curves, return_against_cost, save
    from saferl.evaluation.tables import comparison_table

    console = Console(highlight=False)
    shipped = [(source.rpartition("/")[2], load(source)) for source in POLICIES]
    out: Path = arguments.out
    run_folder = _fresh_folder(out / "run")
    console.print(
        f"[bold]1. Training[/bold] PPO on {TASK} for {arguments.seconds} s, budget {BUDGET:g}, "
        "price of cost moved by PID"
    )
    trained = _train(run_folder, arguments.seconds, arguments.workers, console)
    console.print(
        f"\n[bold]2. Comparing[/bold] it with the shipped policies over the same "
        f"{arguments.episodes} episodes\n"
    )
    reports = [
        evaluate(
            policy,
            TASK,
            episodes=arguments.episodes,
            constraints=[task_cost(BUDGET)],
            workers=arguments.workers,
            record=1,
            name=name,
            progress=None,
        )
        for name, policy in (*shipped, ("just trained", trained))
    ]
    console.print(comparison_table(reports))
    pictures = {
        "return-against-cost.png": return_against_cost(reports),
        "learning-curve.png": learning_curves({"just trained": [run_folder]}, budget=BUDGET),
    }
    for (name, _), report in zip(shipped, reports, strict=False):
        pictures[f"path-{name}.png"] = episode_path(report.recordings[0])
    console.print("\n[bold]3. Pictures[/bold]")
    for name, picture in pictures.items():
        console.print(f"  {save(picture, out / name)}", markup=False)
    for report in reports:
        report.save(out / f"report-{report.policy.replace(' ', '-')}.json")
    return exits.DONE


def _train(folder: Path, seconds: float, workers: int, console: Console) -> Any:
    """Train until the time is up; say now and then how it goes."""
    from saferl.algorithms import PPO, PPOConfig
    from saferl.constraints import task_cost
    from saferl.multipliers import PID

    started = said = time.perf_counter()

    def watch(statistics: Any) -> bool:
        nonlocal said
        now = time.perf_counter()
        # the live line tells on a terminal; elsewhere a line every quarter of the time
        if not console.is_terminal and now - said > seconds / 4:
            said = now
            console.print(
                f"   {statistics.steps:>9,} steps   return {statistics.episode_return:6.2f}   "
                f"cost {statistics.task_cost:6.1f}   multiplier {statistics.multipliers[0]:.2f}"
            )
        return now - started < seconds

    trainer = PPO(
        TASK,
        # half the usual batch, so that the line moves more often; one thread, so that it is quick
        # on a busy machine too
        config=PPOConfig(workers=workers, num_envs=10, torch_threads=1),
        constraints=[task_cost(BUDGET)],
        multiplier=PID(),
        seed=0,
    )
    try:
        trainer.learn(10**9, log_dir=folder, callback=watch)
    finally:
        trainer.env.close()
    elapsed = time.perf_counter() - started
    console.print(
        f"   {trainer.steps:,} steps in {elapsed:.0f} s ({trainer.steps / elapsed:,.0f} a second)"
    )
    return trainer.policy


def _fresh_folder(folder: Path) -> Path:
    """A folder for the run; an earlier demo's is left alone and a number is added."""
    number = 1
    fresh = folder
    while (fresh / "progress.csv").exists():
        number += 1
        fresh = folder.with_name(f"{folder.name}-{number}")
    return fresh

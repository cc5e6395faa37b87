"""Put a policy that was made from others, edited or shielded, into the zoo with a card.

    python -m saferl.zoo.publish_made runs/shielded.safetensors --name shielded \\
        --made-by "saferl shield fit ... --out shield.safetensors" \\
        --made-by "saferl shield attach ... --out shielded.safetensors"

Run it in the tree whose commands made the policy: the card names that tree's commit. It also has
the evaluation on episodes nobody trained on, beside that of the policy it was made from.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from saferl.algorithms.run_folder import source_commit
from saferl.checkpoints import write_atomically
from saferl.constraints import task_cost
from saferl.errors import InputError
from saferl.evaluation import Report, evaluate
from saferl.policies import load_policy
from saferl.zoo import FOLDER
from saferl.zoo.cards import evaluation_command, report_tables
from saferl.zoo.publish import BUDGET

__all__ = ["main", "publish_made"]

EPISODES = 300


def publish_made(
    policy: Path,
    task: str,
    name: str,
    *,
    commands: Sequence[str],
    base: str | None = None,
    episodes: int = EPISODES,
    num_envs: int = 100,
) -> Path:
    """Evaluate a policy, copy it into the zoo and write its card; return the card's path.

    Args:
        policy: File of the policy.
        task: What it is for and evaluated on.
        name: Name in the zoo, such as ``"shielded"``.
        commands: That made it, in their order.
        base: A policy to put beside it on the card, over the same episodes.
        episodes: How many to evaluate on.
        num_envs: Environments at once.

    Raises:
        InputError: No commands; a card must say where its policy comes from.
    """
    if not commands:
        raise InputError("no command was given; a card says how its policy was made (--made-by)")
    names = [name] if base is None else [name, base]
    reports = [
        evaluate(
            load_policy(source, env_id=task),
            task,
            episodes=episodes,
            constraints=[task_cost(BUDGET)],
            num_envs=num_envs,
        )
        for source in ([policy] if base is None else [policy, base])
    ]
    target = FOLDER / task / f"{name}.safetensors"
    write_atomically(target, policy.read_bytes())
    card: Path = target.with_suffix(".md")
    write_atomically(card, _card(task, name, commands, names, reports).encode())
    return card


def _card(
    task: str,
    name: str,
    commands: Sequence[str],
    names: Sequence[str],
    reports: Sequence[Report],
) -> str:
    report, source = reports[0], f"zoo:{task}/{name}"
    lines = [
        f"# {name} on {task}",
        "",
        f"`saferl.load_policy({source!r})`",
        "",
        "Made by",
        "",
        *(f"    {command}" for command in commands),
        "",
        f"- commit `{source_commit()}`",
        "",
        f"## {report.episodes:,} episodes with seeds from {report.seeds[0]:,}, "
        "deterministic actions",
        "",
        f"    {evaluation_command(source, report)}",
        "",
        *report_tables("policy", list(zip(names, reports, strict=True))),
        *_interventions(report),
    ]
    return "\n".join(lines)


def _interventions(report: Report) -> list[str]:
    """Say how often the base's own action was not what was executed."""
    lines = []
    if report.edited.any():
        lines.append(
            f"- steps edited: {100 * report.edited.mean():.1f}%, mean edit "
            f"{report.edit_size.mean():.3f} of half the range"
        )
    if report.vetoed.any():
        lines.append(f"- steps vetoed: {100 * report.vetoed.mean():.1f}%")
        lines += [
            f"- steps by {level}: {100 * share:.2f}%"
            for level, share in zip(report.level_names, report.levels.mean(axis=0), strict=True)
        ]
    latency = report.latency
    lines.append(
        f"- a decision for {latency.rows} took {latency.p50_ms:.2f} ms (p50), "
        f"{latency.p99_ms:.2f} ms (p99), on a machine that was doing other work"
    )
    return [*lines, ""]


def main(argv: Sequence[str] | None = None) -> None:
    """Publish from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("policy", type=Path)
    parser.add_argument("--env", default="SafetyPointGoal1-v0")
    parser.add_argument("--name", required=True)
    parser.add_argument("--made-by", action="append", default=[])
    parser.add_argument("--base")
    parser.add_argument("--episodes", type=int, default=EPISODES)
    parser.add_argument("--num-envs", type=int, default=100)
    given = parser.parse_args(argv)
    publish_made(
        given.policy,
        given.env,
        given.name,
        commands=given.made_by,
        base=given.base,
        episodes=given.episodes,
        num_envs=given.num_envs,
    )


if __name__ == "__main__":
    main()

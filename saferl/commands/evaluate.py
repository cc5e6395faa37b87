"""``saferl evaluate``: play episodes with a policy and say what they cost."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from rich.console import Console

from saferl.commands import exits
from saferl.commands.options import add_evaluation_options, whole_number
from saferl.commands.parser import Subparsers
from saferl.errors import InputError

__all__ = ["add_parser", "run"]


def add_parser(subparsers: Subparsers) -> None:
    """Add the command's options."""
    parser = subparsers.add_parser(
        "evaluate",
        help="play seeded episodes; returns, costs, verdict on the budget",
        description="Play seeded episodes with a policy and report returns, costs and a verdict.",
    )
    parser.add_argument("policy", help="a file, or zoo:<task>/<name>")
    add_evaluation_options(parser, episodes=100)
    parser.add_argument(
        "--record", type=whole_number, default=0, metavar="N", help="record the first N episodes"
    )
    parser.add_argument("--out", type=Path, metavar="DIR", help="write report.json and recordings")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    parser.add_argument(
        "--require", choices=["satisfied"], help="exit with 1 unless every budget is satisfied"
    )


def run(arguments: argparse.Namespace) -> int:
    """Evaluate, print, write."""
    from saferl.commands.constraints import constraints_of
    from saferl.commands.policies import card_constraints, env_of, load
    from saferl.evaluation import evaluate
    from saferl.evaluation.tables import report_table

    if arguments.record and arguments.out is None:
        raise InputError("--record needs somewhere to write to; add --out DIR")
    policy = load(arguments.policy, env_id=arguments.env, trust=arguments.trust)
    env_id = env_of(policy, arguments.env, arguments.policy)
    constraints = constraints_of(arguments, env_id) or card_constraints(policy)
    if arguments.require and not constraints:
        raise InputError("--require satisfied needs a budget; add --budget or --constraint")
    report = evaluate(
        policy,
        env_id,
        constraints=constraints,
        name=display_name(arguments.policy),
        record=arguments.record,
        progress=None,
        **played(arguments),
    )
    if arguments.out is not None:
        report.save(arguments.out / "report.json")
        for episode in report.recordings:
            episode.save(arguments.out / f"episode-{episode.seed}.npz")
    if arguments.json:
        print(json.dumps(report.to_json()))  # noqa: T201 - rich would wrap the line
    else:
        Console().print(report_table(report))
    unmet = arguments.require == "satisfied" and not report.satisfied
    return exits.UNMET if unmet else exits.DONE


def played(arguments: argparse.Namespace) -> dict[str, Any]:
    """Return the shared evaluation options as arguments of `saferl.evaluate`.

    Raises:
        InputError: No episodes.
    """
    from saferl.evaluation import FIRST_SEED

    if arguments.episodes < 1:
        raise InputError(f"--episodes is {arguments.episodes}, expected at least 1")
    first = FIRST_SEED if arguments.first_seed is None else arguments.first_seed
    return {
        "seeds": range(first, first + arguments.episodes),
        "deterministic": not arguments.stochastic,
        "num_envs": arguments.num_envs,
        "workers": arguments.workers,
    }


def display_name(source: str) -> str:
    """Return what tables call a policy: the zoo's name, or the folder of its run.

    >>> display_name("zoo:SafetyPointGoal1-v0/ppo"), display_name("runs/3/policy.safetensors")
    ('ppo', 'runs/3')
    """
    if source.startswith("zoo:"):
        return source.rpartition("/")[2]
    return source.removesuffix("/policy.safetensors").removesuffix(".safetensors")

"""``saferl train``: train a policy, with or without budgets, resumable."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from saferl.commands import exits
from saferl.commands.options import (
    add_config_options,
    add_constraint_options,
    chosen_settings,
    positive,
    whole_number,
)
from saferl.commands.parser import Subparsers
from saferl.errors import InputError, unknown_name

__all__ = ["add_parser", "add_settings", "run"]

ALGORITHMS = ("ppo", "sac")
MULTIPLIERS = ("none", "dual", "pid")
CHECKPOINT_EVERY = 200_000


def add_parser(subparsers: Subparsers) -> None:
    """Add the options that do not depend on the algorithm."""
    parser = subparsers.add_parser(
        "train",
        help="train a policy within a budget",
        description=(
            "Train a policy. The run's folder gets config.json, progress.csv, policy.safetensors\n"
            "and checkpoint.safetensors, from which --resume goes on bit for bit.\n"
            "`saferl train --algo sac --help` shows the settings of SAC."
        ),
    )
    parser.add_argument("--algo", metavar="{ppo,sac}", help="default ppo")
    parser.add_argument("--env", metavar="ID", help="task; `saferl envs` lists them")
    parser.add_argument("--steps", type=positive, required=True, metavar="N", help="in all")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="the run's folder")
    parser.add_argument("--seed", type=whole_number, metavar="S", help="0 to 999999 (default 0)")
    add_constraint_options(parser)
    parser.add_argument(
        "--multiplier",
        choices=MULTIPLIERS,
        metavar="{none,dual,pid}",
        help="how the price of cost moves (default pid where there is a budget, else none)",
    )
    parser.add_argument(
        "--start-from",
        metavar="POLICY",
        help="begin with a trained policy's actor: a file, or zoo:<task>/<name>",
    )
    parser.add_argument("--resume", action="store_true", help="go on from the folder's checkpoint")
    parser.add_argument(
        "--checkpoint-every",
        type=positive,
        default=CHECKPOINT_EVERY,
        metavar="N",
        help=f"steps between checkpoints (default {CHECKPOINT_EVERY})",
    )
    parser.add_argument(
        "--evaluate-every", type=positive, metavar="N", help="steps between evaluations"
    )
    parser.add_argument("--tensorboard", action="store_true", help="also write TensorBoard events")
    parser.add_argument("--quiet", action="store_true", help="no progress line")


def add_settings(parser: argparse.ArgumentParser, words: Sequence[str]) -> None:
    """Add the settings of the algorithm and the multiplier that are named in ``words``."""
    from saferl.multipliers import PID, DualAscent

    add_config_options(parser, _trainer(_value(words, "--algo") or "ppo").config_class())
    if _value(words, "--multiplier") == "dual":
        add_config_options(parser, DualAscent, prefix="dual")
    elif _value(words, "--multiplier") != "none":
        add_config_options(parser, PID, prefix="pid")


def run(arguments: argparse.Namespace) -> int:
    """Train."""
    trainer = _resumed(arguments) if arguments.resume else _fresh(arguments)
    console = Console(highlight=False)
    remaining = arguments.steps - trainer.steps
    try:
        if remaining > 0:
            trainer.learn(
                remaining,
                log_dir=arguments.out,
                checkpoint_every=arguments.checkpoint_every,
                evaluate_every=arguments.evaluate_every,
                tensorboard=arguments.tensorboard,
                progress=False if arguments.quiet else None,
            )
    except KeyboardInterrupt:
        if (arguments.out / "checkpoint.safetensors").is_file():
            console.print(
                f"go on from the last checkpoint with: saferl train --resume --out {arguments.out} "
                f"--steps {arguments.steps}",
                markup=False,
            )
        raise
    finally:
        trainer.env.close()
    policy = arguments.out / "policy.safetensors"
    console.print(f"{trainer.steps:,} steps done; the policy is {policy}", markup=False)
    console.print(f"next: saferl evaluate {policy}", style="dim", markup=False)
    return exits.DONE


def _fresh(arguments: argparse.Namespace) -> Any:
    from saferl.algorithms.starting import network_settings, start_from
    from saferl.commands.constraints import constraints_of
    from saferl.multipliers import PID, DualAscent, multiplier_rule
    from saferl.policies import load_policy

    if arguments.env is None:
        raise InputError("no task is named; add --env ID (`saferl envs` lists them)")
    for name in ("checkpoint.safetensors", "progress.csv"):
        if (arguments.out / name).exists():
            raise InputError(
                f"'{arguments.out}' already holds a run; go on with it by --resume, or choose "
                "another folder"
            )
    trainer = _trainer(arguments.algo or "ppo")
    constraints = constraints_of(arguments, arguments.env)
    rule = arguments.multiplier or ("pid" if constraints else "none")
    if rule != "none" and not constraints:
        raise InputError(f"--multiplier {rule} needs something to price; add --budget 25")
    settings = chosen_settings(arguments, {"pid": PID, "dual": DualAscent}.get(rule, PID))
    if rule == "none" and settings:
        raise InputError(
            f"{', '.join(settings)} belong to a multiplier, but there is none; add --budget 25"
        )
    config = trainer.config_class()
    chosen = chosen_settings(arguments, config)
    first = None
    if arguments.start_from is not None:
        if "initial_log_std" in chosen:
            raise InputError(
                "--initial-log-std is for new policies, and one to start from brings its own; "
                "leave it out (`saferl clone --initial-log-std` sets it)"
            )
        first = load_policy(arguments.start_from, env_id=arguments.env)
        chosen = network_settings(first) | chosen
    fresh = trainer(
        arguments.env,
        config=config(**chosen),
        constraints=constraints,
        multiplier=None if rule == "none" else multiplier_rule(rule, **settings),
        seed=arguments.seed or 0,
    )
    if first is not None:
        start_from(fresh, first, source=arguments.start_from)
    return fresh


def _resumed(arguments: argparse.Namespace) -> Any:
    from saferl import checkpoints
    from saferl.multipliers import PID, DualAscent

    path = arguments.out / "checkpoint.safetensors"
    kind = checkpoints.read(path).kind
    if kind not in ALGORITHMS or arguments.algo not in (None, kind):
        raise InputError(
            f"'{path}' holds a {kind!r} run; expected {arguments.algo or 'ppo or sac'}"
        )
    trainer = _trainer(kind)
    given = [
        name
        for name in ("env", "seed", "budget", "constraint", "multiplier", "start_from")
        if getattr(arguments, name) not in (None, [])
    ]
    for config in (trainer.config_class(), PID, DualAscent):
        given += chosen_settings(arguments, config)
    if given:
        raise InputError(
            f"a resumed run keeps its settings; leave out {', '.join(given)}, or start a new run "
            "in another folder"
        )
    return trainer.load(path)


def _trainer(algorithm: str) -> Any:
    from saferl import algorithms

    if algorithm not in ALGORITHMS:
        raise unknown_name("algorithm", algorithm, ALGORITHMS)
    return getattr(algorithms, algorithm.upper())


def _value(words: Sequence[str], option: str) -> str | None:
    """What an option is set to, read before the options are known."""
    for i, word in enumerate(words):
        if word == option and i + 1 < len(words):
            return words[i + 1]
        if word.startswith(option + "="):
            return word.partition("=")[2]
    return None

"""``saferl clone``: a network that acts as any policy does, for training to go on from."""

from __future__ import annotations

import argparse
import os
import shlex
from pathlib import Path

from rich.console import Console

from saferl.commands import exits
from saferl.commands.options import add_playing_options, positive, several, whole_number
from saferl.commands.parser import Subparsers
from saferl.errors import InputError

__all__ = ["add_parser", "run"]


def add_parser(subparsers: Subparsers) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "clone",
        help="fit one plain network to what a policy does",
        description=(
            "Drive the task, ask the policy what it would do, and fit a network to its answers.\n"
            "The clone of a model from elsewhere, or of an edited policy, is a policy that\n"
            "`saferl train --algo ppo --start-from` can improve. It is not the policy: evaluate it."
        ),
    )
    parser.add_argument("policy", help="a file, or zoo:<task>/<name>; not changed")
    parser.add_argument("--env", metavar="ID", help="task (default: what the policy is for)")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="the clone, .safetensors"
    )
    parser.add_argument(
        "--steps", type=positive, default=200_000, metavar="N", help="of the task (default 200000)"
    )
    parser.add_argument(
        "--rounds",
        type=positive,
        default=5,
        metavar="N",
        help="of driving and fitting; the clone drives more and more itself (default 5)",
    )
    parser.add_argument(
        "--updates", type=positive, default=3000, metavar="N", help="a round (default 3000)"
    )
    parser.add_argument(
        "--hidden",
        type=several(positive),
        default=(128, 128),
        metavar="N,N",
        help="layers (default 128,128)",
    )
    parser.add_argument(
        "--initial-log-std",
        type=float,
        default=-1.5,
        metavar="X",
        help="log deviation of the noise that training is to begin with (default -1.5)",
    )
    parser.add_argument("--seed", type=whole_number, default=0, metavar="S", help="default 0")
    add_playing_options(parser, num_envs=20)
    parser.add_argument("--quiet", action="store_true", help="no progress line")


def run(arguments: argparse.Namespace) -> int:
    """Clone, and write the clone."""
    from saferl.algorithms import PPOConfig, clone
    from saferl.commands.policies import env_of, load

    _check_out(arguments.out)
    policy = load(arguments.policy, env_id=arguments.env, trust=arguments.trust)
    task = env_of(policy, arguments.env, arguments.policy)
    config = PPOConfig(
        num_envs=arguments.num_envs,
        workers=arguments.workers,
        hidden=arguments.hidden,
        initial_log_std=arguments.initial_log_std,
    )
    copy = clone(
        policy,
        task,
        config=config,
        steps=arguments.steps,
        rounds=arguments.rounds,
        updates=arguments.updates,
        seed=arguments.seed,
        source=arguments.policy,
        progress=False if arguments.quiet else None,
    )
    copy.save(arguments.out)
    console = Console(highlight=False, soft_wrap=True, markup=False)
    console.print(
        f"wrote {arguments.out}; on the steps it was fitted to, actions in [-1, 1] differ by "
        f"{copy.card['error']:.3f} on average"
    )
    trust = ["--trust"] if arguments.trust else []
    words = ["saferl", "compare", arguments.policy, str(arguments.out), "--env", task, *trust]
    console.print(f"next: {shlex.join(words)}", style="dim")
    return exits.DONE


def _check_out(out: Path) -> None:
    """Find out before the work whether its outcome can be written."""
    if out.suffix != ".safetensors":
        raise InputError(f"--out is '{out}', expected a file that ends in .safetensors")
    if out.exists():
        raise InputError(f"'{out}' exists; choose another file")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"cannot write to '{out.parent}': {error.strerror}") from None
    if not os.access(out.parent, os.W_OK):
        raise InputError(f"cannot write to '{out.parent}'; choose another folder")

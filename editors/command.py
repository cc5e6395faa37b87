"""``saferl edit``: patch a trained policy so that it satisfies its budgets, resumable.

``saferl edit POLICY`` edits a frozen policy; ``saferl edit --together`` trains a proposer and a
safety editor from scratch (SEditor as published). Either leaves in its folder what every training
run leaves, a report, and ``card.json``: all that a card of the policy needs.
"""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from saferl.commands import exits
from saferl.commands.options import (
    add_config_options,
    add_constraint_options,
    positive,
    whole_number,
)
from saferl.commands.parser import Subparsers
from saferl.errors import InputError

__all__ = ["add_parser", "add_settings", "run"]

CHECKPOINT_EVERY = 200_000
EPISODES = 100


def add_parser(subparsers: Subparsers) -> None:
    """Add the options that do not depend on what is trained."""
    parser = subparsers.add_parser(
        "edit",
        help="patch a trained policy so that it satisfies its budgets",
        description=(
            "Patch a trained policy so that it satisfies its budgets, changing it as little as\n"
            "possible. The folder gets the edited policy (policy.safetensors), report.json and\n"
            "base-report.json, card.json, and checkpoint.safetensors, where --resume goes on.\n"
            "`saferl edit --together --env ID ...` trains a proposer and its safety editor from\n"
            "scratch instead; `saferl edit --together --help` shows the settings of that."
        ),
    )
    parser.add_argument("policy", nargs="?", help="a file, or zoo:<task>/<name>; not changed")
    parser.add_argument("--together", action="store_true", help="train proposer and editor at once")
    parser.add_argument(
        "--reduced",
        action="store_true",
        help="with --together: the preset for two processor cores instead of the paper's sizes",
    )
    parser.add_argument("--env", metavar="ID", help="task (default: what the policy is for)")
    parser.add_argument("--steps", type=positive, required=True, metavar="N", help="in all")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="the run's folder")
    add_constraint_options(parser)
    parser.add_argument(
        "--budget-range",
        metavar="LOW,HIGH",
        help="budgets the editor shall serve later (default: half the budget to twice it)",
    )
    parser.add_argument("--seed", type=whole_number, metavar="S", help="0 to 999999 (default 0)")
    parser.add_argument("--resume", action="store_true", help="go on from the folder's checkpoint")
    parser.add_argument(
        "--checkpoint-every",
        type=positive,
        default=CHECKPOINT_EVERY,
        metavar="N",
        help=f"steps between checkpoints (default {CHECKPOINT_EVERY})",
    )
    parser.add_argument(
        "--calibration-episodes", type=positive, metavar="N", help="at each of 11 prices"
    )
    parser.add_argument(
        "--sample-base", action="store_true", help="edit samples of the policy, not its mode"
    )
    parser.add_argument("--normalizer", metavar="FILE", help="VecNormalize of a foreign policy")
    parser.add_argument(
        "--trust",
        action="store_true",
        help="also load policy files that can run code (Stable-Baselines3, TorchScript)",
    )
    parser.add_argument(
        "--episodes",
        type=whole_number,
        default=EPISODES,
        metavar="N",
        help=f"evaluate over so many episodes; 0 for none (default {EPISODES})",
    )
    parser.add_argument(
        "--require", choices=["satisfied"], help="exit with 1 unless every budget is satisfied"
    )
    parser.add_argument("--export", type=Path, metavar="FILE", help="also write an .onnx file")
    parser.add_argument("--tensorboard", action="store_true", help="also write TensorBoard events")
    parser.add_argument("--quiet", action="store_true", help="no progress line")


def add_settings(parser: argparse.ArgumentParser, words: Sequence[str]) -> None:
    """Add the settings of what is trained."""
    from editors.editing_runs import config_class

    add_config_options(parser, config_class("--together" in words))


def run(arguments: argparse.Namespace) -> int:
    """Edit, evaluate, write."""
    from editors.editing_runs import trained
    from editors.outcome import export, write_outcome

    console = Console(highlight=False)
    _check(arguments)
    try:
        policy, env_id = trained(arguments)
    except KeyboardInterrupt:
        if (arguments.out / "checkpoint.safetensors").is_file():
            console.print(
                f"go on from the last checkpoint with: {_resumption(arguments)}", markup=False
            )
        raise
    satisfied = write_outcome(
        policy,
        env_id,
        arguments.out,
        episodes=arguments.episodes,
        console=console,
        progress=False if arguments.quiet else None,
    )
    if arguments.export is not None:
        export(policy, arguments.export)
        console.print(f"exported to {arguments.export}", markup=False)
    file = arguments.out / "policy.safetensors"
    unmet = dict(getattr(policy, "unmet", {}))
    for name, lowest in unmet.items():
        console.print(
            f"the budget for {name!r} was NOT met: the lowest mean cost reached is {lowest:.4g}"
            f"{_bound(policy, name)}; edit for more steps, or ask for a larger budget",
            style="bold red",
            markup=False,
        )
    console.print(f"the edited policy is {file}", markup=False)
    trust = " --trust" if arguments.trust else ""  # it loads its base, too
    console.print(f"next: saferl evaluate {file}{trust}", style="dim", markup=False)
    if unmet or (arguments.require == "satisfied" and not satisfied):
        return exits.UNMET
    return exits.DONE


def _resumption(arguments: argparse.Namespace) -> str:
    """The command that goes on with an interrupted run, and ends as this one would have."""
    words = ["saferl", "edit", "--resume", "--out", arguments.out, "--steps", arguments.steps]
    defaults = {"checkpoint_every": CHECKPOINT_EVERY, "episodes": EPISODES, "require": None}
    defaults |= dict.fromkeys(("calibration_episodes", "export", "normalizer"))
    for name, default in defaults.items():
        if (value := getattr(arguments, name)) != default:
            words += ["--" + name.replace("_", "-"), value]
    words += [f"--{name}" for name in ("trust", "tensorboard") if getattr(arguments, name)]
    return shlex.join(map(str, words))


def _bound(policy: Any, name: str) -> str:
    """What the calibration's episodes leave plausible, which is what must be within the budget."""
    curve = getattr(policy, "curve", None)
    if curve is None:
        return ""
    place = [constraint.name for constraint in policy.constraints].index(name)
    return f", and its episodes only show that it is at most {curve.limits[-1, place]:.4g}"


def _check(arguments: argparse.Namespace) -> None:
    """Raise for what contradicts itself, before anything is begun."""
    if arguments.together and arguments.policy is not None:
        raise InputError(
            f"--together trains from scratch and edits no given policy; leave out "
            f"{arguments.policy!r}, or --together"
        )
    if arguments.reduced and not arguments.together:
        raise InputError("--reduced is a preset of --together; leave it out, or add --together")
    if arguments.require and arguments.episodes < 1:
        raise InputError("--require satisfied needs an evaluation; leave --episodes 0 out")
    if arguments.episodes < 0:
        raise InputError(f"--episodes is {arguments.episodes}, expected at least 0")
    if arguments.export is not None and arguments.export.suffix.lower() != ".onnx":
        raise InputError(f"--export writes ONNX; expected a name with .onnx: '{arguments.export}'")
    if arguments.together:
        alone = ("budget_range", "calibration_episodes", "sample_base", "normalizer", "trust")
        given = [name.replace("_", "-") for name in alone if getattr(arguments, name)]
        if given:
            raise InputError(f"--{given[0]} is for editing a given policy, not for --together")
    if not arguments.resume:
        for name in ("checkpoint.safetensors", "progress.csv"):
            if (arguments.out / name).exists():
                raise InputError(
                    f"'{arguments.out}' already holds a run; go on with it by --resume, or choose "
                    "another folder"
                )

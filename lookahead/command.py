"""``saferl shield``: fit a model, attach it to a policy, export; its checks are beside this."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console

from lookahead.command_checks import CHECKS, add_checks, add_trust, shielded_policy, wrote
from lookahead.fit_table import fit_table
from saferl.commands.options import add_constraint_options, positive, whole_number
from saferl.errors import InputError

__all__ = ["add_parser", "run"]


def add_parser(subparsers: Any) -> None:
    """Add the command's options."""
    parser = subparsers.add_parser(
        "shield",
        help="look ahead at deployment: fit, attach, certify, calibrate, report, export",
        description="Learn what would happen next, and veto actions that lead to violations.",
    )
    verbs = parser.add_subparsers(
        dest="verb", metavar="VERB", required=True, parser_class=type(parser)
    )
    _add_fit(verbs)
    _add_attach(verbs)
    add_checks(verbs)
    _add_export(verbs)


def run(arguments: argparse.Namespace) -> int:
    """Do what the verb says."""
    verbs = {
        "fit": _fit,
        "attach": _attach,
        "export": _export,
        **CHECKS,
    }
    return verbs[arguments.verb](arguments)


def _add_fit(verbs: Any) -> None:
    parser = verbs.add_parser("fit", help="learn a model of a task and make a shield of it")
    parser.add_argument("--env", required=True, metavar="ID", help="the task")
    parser.add_argument("--policy", metavar="POLICY", help="plays to make data (default: random)")
    parser.add_argument("--steps", type=positive, default=200_000, metavar="N", help="of data")
    parser.add_argument("--num-envs", type=positive, default=20, metavar="N", help="default 20")
    parser.add_argument("--seed", type=whole_number, default=0, metavar="S", help="default 0")
    add_constraint_options(parser)
    add_trust(parser)
    _add_out(parser, "the shield")


def _add_attach(verbs: Any) -> None:
    parser = verbs.add_parser("attach", help="put a policy behind a shield")
    parser.add_argument("policy", help="a file, or zoo:<task>/<name>")
    parser.add_argument("--shield", required=True, metavar="FILE", help="what `fit` wrote")
    parser.add_argument("--fallback", metavar="POLICY", help="takes over where nothing is safe")
    parser.add_argument(
        "--safe-action",
        type=_numbers,
        metavar="X,X,...",
        help="the last resort, as --safe-action=-1,0",
    )
    parser.add_argument("--deadline-ms", type=float, metavar="MS", help="limit of a decision")
    parser.add_argument(
        "--risk",
        type=float,
        metavar="R",
        help="refuse risks of R and above (above 0, at most 1), as `calibrate` advises",
    )
    parser.add_argument(
        "--isolate", action="store_true", help="run the policies in processes of their own"
    )
    add_trust(parser)
    _add_out(parser, "the shielded policy")


def _add_export(verbs: Any) -> None:
    parser = verbs.add_parser("export", help="write for deployment: ONNX Runtime, no torch")
    parser.add_argument("policy", help="what `attach` wrote")
    _add_out(parser, "the exported policy")


def _fit(arguments: argparse.Namespace) -> int:
    from lookahead.shield import Shield
    from saferl.commands.constraints import constraints_of
    from saferl.commands.policies import load

    constraints = constraints_of(arguments, arguments.env)
    policy = None
    if arguments.policy is not None:
        policy = load(arguments.policy, env_id=arguments.env, trust=arguments.trust)
    shield = Shield.fit(
        arguments.env,
        policy=policy,
        steps=arguments.steps,
        constraints=constraints,
        num_envs=arguments.num_envs,
        seed=arguments.seed,
    )
    shield.save(arguments.out)
    Console(highlight=False).print(fit_table(shield.model.report))
    return wrote(arguments.out, f"model {shield.digest}")


def _attach(arguments: argparse.Namespace) -> int:
    from lookahead.shield import Shield
    from saferl.commands.policies import load

    shield = Shield.load(arguments.shield)
    if arguments.risk is not None:
        shield = replace(shield, config=replace(shield.config, risk=_below(arguments.risk)))
    env_id = shield.model.env_id
    policy = load(arguments.policy, env_id=env_id, trust=arguments.trust)
    fallback = None
    if arguments.fallback is not None:
        fallback = load(arguments.fallback, env_id=env_id, trust=arguments.trust)
    shielded = shield.attach(
        policy,
        fallback=fallback,
        safe_action=arguments.safe_action,
        deadline_ms=arguments.deadline_ms,
        isolate=arguments.isolate,
    )
    shielded.save(arguments.out)
    return wrote(arguments.out, f"model {shield.digest}")


def _export(arguments: argparse.Namespace) -> int:
    from lookahead.export import export

    export(shielded_policy(arguments.policy), arguments.out)
    return wrote(arguments.out)


def _below(risk: float) -> float:
    """The highest risk that is let through where ``risk`` and above are to be refused."""
    if not 0.0 < risk <= 1.0:
        raise InputError(
            f"--risk is {risk:g}; expected above 0 and at most 1 (`saferl shield calibrate` says "
            "inf where no risk need be refused, -inf where too few episodes tell)"
        )
    return float(np.nextafter(np.float32(risk), np.float32(0.0)))  # risks are single precision


def _numbers(text: str) -> list[float]:
    try:
        return [float(part) for part in text.split(",")]
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a list of numbers") from None


def _add_out(parser: Any, what: str) -> None:
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help=f"where {what} goes"
    )

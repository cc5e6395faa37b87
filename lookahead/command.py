"""``saferl shield``: fit a model, attach it to a policy, certify, calibrate, export."""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from lookahead.fit_table import fit_table
from saferl.commands import exits
from saferl.commands.options import add_constraint_options, positive, whole_number
from saferl.errors import InputError

__all__ = ["add_parser", "run"]


def add_parser(subparsers: Any) -> None:
    """Add the command's options."""
    parser = subparsers.add_parser(
        "shield",
        help="look ahead at deployment: fit, attach, certify, calibrate, export",
        description="Learn what would happen next, and veto actions that lead to violations.",
    )
    verbs = parser.add_subparsers(
        dest="verb", metavar="VERB", required=True, parser_class=type(parser)
    )
    _add_fit(verbs)
    _add_attach(verbs)
    _add_certify(verbs)
    _add_calibrate(verbs)
    _add_export(verbs)


def run(arguments: argparse.Namespace) -> int:
    """Do what the verb says."""
    verbs = {
        "fit": _fit,
        "attach": _attach,
        "certify": _certify,
        "calibrate": _calibrate,
        "export": _export,
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
    _add_trust(parser)
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
        "--risk", type=float, metavar="R", help="highest risk let through, as `calibrate` advises"
    )
    parser.add_argument(
        "--isolate", action="store_true", help="run the policies in processes of their own"
    )
    _add_trust(parser)
    _add_out(parser, "the shielded policy")


def _add_certify(verbs: Any) -> None:
    parser = verbs.add_parser("certify", help="bound the rate of bad episodes")
    parser.add_argument("policy", help="what `attach` or `export` wrote, or any policy")
    parser.add_argument("--env", metavar="ID", help="task (default: what the policy is for)")
    parser.add_argument("--rate", type=float, default=0.01, metavar="R", help="default 0.01")
    parser.add_argument("--confidence", type=float, default=0.95, metavar="C", help="default 0.95")
    parser.add_argument("--episodes", type=positive, metavar="N", help="default: what R needs")
    parser.add_argument("--first-seed", type=whole_number, metavar="S", help="default 2000000")
    parser.add_argument("--num-envs", type=positive, default=16, metavar="N", help="default 16")
    add_constraint_options(parser)
    _add_trust(parser)
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the certificate (.json)")


def _add_calibrate(verbs: Any) -> None:
    parser = verbs.add_parser(
        "calibrate", help="are the risks right, and the vetoes? Tried out in copies of the task"
    )
    parser.add_argument("policy", help="what `attach` wrote")
    parser.add_argument("--env", metavar="ID", help="task (default: what the policy is for)")
    parser.add_argument("--episodes", type=positive, default=20, metavar="N", help="default 20")
    parser.add_argument("--horizon", type=positive, default=40, metavar="H", help="default 40")
    parser.add_argument("--every", type=positive, default=20, metavar="N", help="default 20")
    parser.add_argument("--alpha", type=float, default=0.1, metavar="A", help="default 0.1")
    parser.add_argument(
        "--then",
        choices=["shield", "fallback", "policy"],
        default="shield",
        help="who acts after the proposal (default shield)",
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="draw the reliability plot")


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
    return _wrote(arguments.out, f"model {shield.digest}")


def _attach(arguments: argparse.Namespace) -> int:
    from lookahead.shield import Shield
    from saferl.commands.policies import load

    shield = Shield.load(arguments.shield)
    if arguments.risk is not None:
        shield = replace(shield, config=replace(shield.config, risk=arguments.risk))
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
    return _wrote(arguments.out, f"model {shield.digest}")


def _certify(arguments: argparse.Namespace) -> int:
    from lookahead.certificate import CERTIFICATE_SEED, certify, episodes_needed
    from saferl.commands.constraints import constraints_of
    from saferl.commands.policies import env_of, load

    policy = load(arguments.policy, env_id=arguments.env, trust=arguments.trust)
    env_id = env_of(policy, arguments.env, arguments.policy)
    constraints = constraints_of(arguments, env_id)
    if len(constraints) != 1:
        raise InputError(
            f"a certificate is about one event, and {len(constraints)} constraints were given; "
            "add --budget C, or one --constraint"
        )
    count = arguments.episodes or episodes_needed(arguments.rate, arguments.confidence)
    first = CERTIFICATE_SEED if arguments.first_seed is None else arguments.first_seed
    certificate = certify(
        policy,
        env_id,
        constraint=constraints[0],
        rate=arguments.rate,
        confidence=arguments.confidence,
        seeds=range(first, first + count),
        num_envs=arguments.num_envs,
        progress=None,
    )
    console = Console(highlight=False, soft_wrap=True)
    console.print(escape(certificate.statement))
    colour, word = ("green", "granted") if certificate.granted else ("red", "not granted")
    console.print(
        f"[{colour}]{word}[/] [dim]({100 * arguments.rate:g}% asked for; return "
        f"{certificate.mean_return:.2f}, cost {certificate.mean_cost:.2f}, vetoed "
        f"{100 * certificate.vetoed:.1f}% of the steps)[/]"
    )
    if arguments.out is not None:
        certificate.save(arguments.out)
        _wrote(arguments.out)
    return exits.DONE if certificate.granted else exits.UNMET


def _calibrate(arguments: argparse.Namespace) -> int:
    from lookahead.calibration import controlled_threshold, threshold
    from lookahead.calibration_branches import branch_outcomes
    from lookahead.reliability import VetoErrors, reliability, reliability_plot
    from saferl.commands.policies import env_of

    policy = _shielded(arguments.policy)
    outcomes = branch_outcomes(
        policy,
        env_of(policy, arguments.env, arguments.policy),
        episodes=arguments.episodes,
        horizon=arguments.horizon,
        every=arguments.every,
        then=arguments.then,
    )
    found, errors = reliability(outcomes), VetoErrors.of(outcomes)
    thresholds = {
        "split conformal": threshold(outcomes, arguments.alpha),
        "risk control": controlled_threshold(outcomes, arguments.alpha),
    }
    if arguments.plot is not None:
        from saferl.evaluation.plots import save

        save(reliability_plot(found), arguments.plot)
    if arguments.json:
        document = {**found.to_json(), "vetoes": vars(errors), "thresholds": thresholds}
        print(json.dumps(document))  # noqa: T201 - rich would wrap the line
        return exits.DONE
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_row("steps tried", f"{found.count:,}")
    table.add_row("violations followed", f"{100 * found.base_rate:.2f}%")
    skill = "" if np.isnan(found.skill) else f" (skill {found.skill:.2f})"
    table.add_row("Brier score", f"{found.brier:.4f}{skill}")
    table.add_row("calibration error", f"{found.ece:.4f}")
    for name, share, of in (
        ("false vetoes", errors.false_rate, errors.vetoes),
        ("missed vetoes", errors.missed_rate, errors.passed),
    ):
        if share is not None:
            rate, interval = share
            table.add_row(
                name,
                f"{100 * rate:.1f}% of {of:,} "
                f"({100 * interval.low:.1f}% to {100 * interval.high:.1f}%)",
            )
    for name, value in thresholds.items():
        table.add_row(f"threshold, {name}", f"{value:g} (alpha {arguments.alpha:g})")
    Console(highlight=False).print(table)
    return exits.DONE if arguments.plot is None else _wrote(arguments.plot)


def _export(arguments: argparse.Namespace) -> int:
    from lookahead.export import export

    export(_shielded(arguments.policy), arguments.out)
    return _wrote(arguments.out)


def _shielded(source: str) -> Any:
    from lookahead.shielded_policy import ShieldedPolicy
    from saferl.commands.policies import load

    policy = load(source)
    if not isinstance(policy, ShieldedPolicy):
        raise InputError(
            f"{source!r} is a {type(policy).__name__}, not a shielded policy; "
            "make one with `saferl shield attach`"
        )
    return policy


def _wrote(path: Path, more: str = "") -> int:
    text = f"wrote {path}" + (f" ({more})" if more else "")
    Console().print(text, style="dim", highlight=False, markup=False)
    return exits.DONE


def _numbers(text: str) -> list[float]:
    try:
        return [float(part) for part in text.split(",")]
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a list of numbers") from None


def _add_trust(parser: Any) -> None:
    parser.add_argument(
        "--trust",
        action="store_true",
        help="also load policy files that can run code (Stable-Baselines3, TorchScript)",
    )


def _add_out(parser: Any, what: str) -> None:
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help=f"where {what} goes"
    )

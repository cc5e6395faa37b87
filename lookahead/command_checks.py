"""What ``saferl shield`` checks a shielded policy by: certify, calibrate, report."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from saferl.commands import exits
from saferl.commands.options import add_constraint_options, positive, whole_number
from saferl.errors import InputError

__all__ = ["CHECKS", "add_checks", "add_trust", "shielded_policy", "wrote"]


def add_checks(verbs: Any) -> None:
    """Add the verbs' options."""
    _add_certify(verbs)
    _add_calibrate(verbs)
    _add_report(verbs)


def _add_certify(verbs: Any) -> None:
    parser = verbs.add_parser(
        "certify",
        help="bound the rate of bad episodes",
        description="Bound the rate of episodes that exceed a budget: the one given, else the one "
        "that the policy's shield or card names.",
    )
    parser.add_argument("policy", help="what `attach` or `export` wrote, or any policy")
    parser.add_argument("--env", metavar="ID", help="task (default: what the policy is for)")
    parser.add_argument("--rate", type=float, default=0.01, metavar="R", help="default 0.01")
    parser.add_argument("--confidence", type=float, default=0.95, metavar="C", help="default 0.95")
    parser.add_argument("--episodes", type=positive, metavar="N", help="default: what R needs")
    parser.add_argument("--first-seed", type=whole_number, metavar="S", help="default 2000000")
    parser.add_argument("--num-envs", type=positive, default=16, metavar="N", help="default 16")
    add_constraint_options(parser)  # by default what the policy's shield keeps
    add_trust(parser)
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the certificate (.json)")


def _add_calibrate(verbs: Any) -> None:
    parser = verbs.add_parser(
        "calibrate", help="are the risks right, and the vetoes? Tried out in copies of the task"
    )
    parser.add_argument("policy", help="what `attach` wrote")
    parser.add_argument("--env", metavar="ID", help="task (default: what the policy is for)")
    parser.add_argument("--episodes", type=positive, default=20, metavar="N", help="default 20")
    parser.add_argument(
        "--horizon", type=positive, metavar="H", help="steps (default: what the risk is about)"
    )
    parser.add_argument("--every", type=positive, default=20, metavar="N", help="default 20")
    parser.add_argument("--num-envs", type=positive, default=10, metavar="N", help="default 10")
    parser.add_argument("--alpha", type=float, default=0.1, metavar="A", help="default 0.1")
    parser.add_argument(
        "--then",
        choices=["shield", "fallback", "policy"],
        default="shield",
        help="who acts after the proposal (default shield)",
    )
    parser.add_argument(
        "--drive",
        choices=["shield", "policy"],
        default="shield",
        help="who acts in the episodes themselves: the shielded policy, or the policy without it, "
        "which comes to more dangerous places (default shield)",
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="draw the reliability plot")


def _add_report(verbs: Any) -> None:
    parser = verbs.add_parser(
        "report", help="policy and shield together, beside the policy alone and the backup alone"
    )
    parser.add_argument("policy", help="what `attach` wrote")
    parser.add_argument("--env", metavar="ID", help="task (default: what the policy is for)")
    parser.add_argument("--episodes", type=positive, default=100, metavar="N", help="default 100")
    parser.add_argument(
        "--backup-episodes",
        type=positive,
        metavar="N",
        help="of backup and shield alone, which take longest (default: as many)",
    )
    parser.add_argument(
        "--refused",
        action="store_true",
        help="also play with every proposal refused, the policy being imagined all the same",
    )
    parser.add_argument("--first-seed", type=whole_number, metavar="S", help="default 1000000")
    parser.add_argument("--num-envs", type=positive, default=16, metavar="N", help="default 16")
    add_constraint_options(parser)
    add_trust(parser)
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--out", type=Path, metavar="DIR", help="write the parts' reports")


def _certify(arguments: argparse.Namespace) -> int:
    from lookahead.certificate import CERTIFICATE_SEED, certify, episodes_needed
    from saferl.commands.constraints import constraints_of
    from saferl.commands.policies import card_constraints, env_of, load

    policy = load(arguments.policy, env_id=arguments.env, trust=arguments.trust)
    env_id = env_of(policy, arguments.env, arguments.policy)
    constraints = constraints_of(arguments, env_id) or card_constraints(policy)
    if len(constraints) != 1:
        names = ", ".join(repr(constraint.name) for constraint in constraints) or "none"
        raise InputError(
            f"a certificate is about one event, and the constraints are: {names}; "
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
        wrote(arguments.out)
    return exits.DONE if certificate.granted else exits.UNMET


def _calibrate(arguments: argparse.Namespace) -> int:
    from lookahead.calibration import controlled_threshold, threshold
    from lookahead.calibration_branches import branch_outcomes
    from lookahead.reliability import VetoErrors, by_cause, reliability, reliability_plot
    from saferl.commands.policies import env_of

    policy = shielded_policy(arguments.policy)
    outcomes = branch_outcomes(
        policy,
        env_of(policy, arguments.env, arguments.policy),
        episodes=arguments.episodes,
        horizon=arguments.horizon,
        every=arguments.every,
        then=arguments.then,
        drive=arguments.drive,
        num_envs=arguments.num_envs,
    )
    highest = policy.shield.config.risk
    found, errors = reliability(outcomes), VetoErrors.of(outcomes)
    thresholds = {
        "split conformal": threshold(outcomes, arguments.alpha),
        "risk control": controlled_threshold(outcomes, arguments.alpha),
    }
    if arguments.plot is not None:
        from saferl.evaluation.plots import save

        save(reliability_plot(found), arguments.plot)
    if arguments.json:
        kinds = {name: vars(VetoErrors.of(some)) for name, some in by_cause(outcomes, highest)}
        document = {
            **found.to_json(),
            "vetoes": vars(errors),
            "vetoes_by_cause": kinds,
            "thresholds": {n: t if np.isfinite(t) else str(t) for n, t in thresholds.items()},
        }
        print(json.dumps(document))  # noqa: T201 - rich would wrap the line
        return exits.DONE
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_row("steps tried", f"{found.count:,}")
    table.add_row("violations followed", f"{100 * found.base_rate:.2f}%")
    skill = "" if np.isnan(found.skill) else f" (skill {found.skill:.2f})"
    table.add_row("Brier score", f"{found.brier:.4f}{skill}")
    table.add_row("calibration error", f"{found.ece:.4f}")
    for name, some in (("", outcomes), *by_cause(outcomes, highest)):
        label = f"vetoes {name}".strip()
        table.add_row(f"{label} not needed", _rate(VetoErrors.of(some).false_rate))
    table.add_row("missed vetoes", _rate(errors.missed_rate))
    for name, value in thresholds.items():
        table.add_row(f"refuse from, {name}", f"{value:g} (alpha {arguments.alpha:g})")
    Console(highlight=False).print(table)
    return exits.DONE if arguments.plot is None else wrote(arguments.plot)


def _rate(share: Any) -> str:
    """A share with its interval and what it is of."""
    if share is None:
        return "none tried"
    rate, interval, count = share
    return (
        f"{100 * rate:.1f}% of {count:,} ({100 * interval.low:.1f}% to {100 * interval.high:.1f}%)"
    )


def _report(arguments: argparse.Namespace) -> int:
    from lookahead.alone import play_parts
    from saferl.commands.constraints import constraints_of
    from saferl.commands.policies import env_of
    from saferl.evaluation import FIRST_SEED
    from saferl.evaluation.tables import comparison_table

    policy = shielded_policy(arguments.policy, trust=arguments.trust)
    env_id = env_of(policy, arguments.env, arguments.policy)
    first = FIRST_SEED if arguments.first_seed is None else arguments.first_seed
    parts = play_parts(
        policy,
        env_id,
        seeds=range(first, first + arguments.episodes),
        backup_episodes=arguments.backup_episodes,
        refused=arguments.refused,
        constraints=constraints_of(arguments, env_id) or policy.shield.constraints,
        num_envs=arguments.num_envs,
        progress=None,
    )
    played = {name: report for name, report in vars(parts).items() if report is not None}
    if arguments.out is not None:
        for name, report in played.items():
            report.save(arguments.out / f"{name}.json")
    if arguments.json:
        document = {name: report.to_json() for name, report in played.items()}
        document |= {"own": parts.own, "no_swap": parts.no_swap, "policy_adds": parts.policy_adds}
        print(json.dumps(document))  # noqa: T201 - rich would wrap the line
        return exits.DONE
    console = Console(highlight=False)
    console.print(comparison_table([parts.shielded, parts.policy]))
    others = [played[name] for name in ("backup", "plans", "refused") if name in played]
    console.print(comparison_table(others))
    console.print(_verdict(parts))
    return exits.DONE


def _verdict(parts: Any) -> Table:
    """What follows from the parts' reports, a row for each figure."""
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    unshielded, together = parts.policy, parts.shielded
    table.add_row("steps that execute the policy's own proposal", f"{100 * parts.own:.1f}%")
    base = unshielded.mean_return
    kept = together.mean_return / base if base > 0 else float("nan")
    table.add_row("return kept of the policy alone", f"{100 * kept:.1f}%")
    if unshielded.mean_cost > 0:
        table.add_row("cost cut", f"{100 * (1 - together.mean_cost / unshielded.mean_cost):.1f}%")
    for alone, over in ((parts.backup, parts.over_backup), (parts.plans, parts.over_plans)):
        for one in over[:2]:
            table.add_row(
                f"{one.name} above {alone.policy}, same {alone.episodes} episodes",
                f"{one.mean:+.2f} ({one.interval.low:+.2f} to {one.interval.high:+.2f})",
            )
    table.add_row(
        "only a swap for the backup", "[green]no[/]" if parts.no_swap else "[red]perhaps[/]"
    )
    word = "[green]yes[/]" if parts.policy_adds else "[yellow]not shown[/]"
    table.add_row("better than the shield's own plans", word)
    return table


def shielded_policy(source: str, *, trust: bool = False) -> Any:
    """Load a policy behind a shield.

    Raises:
        InputError: It has no shield.
    """
    from lookahead.shielded_policy import ShieldedPolicy
    from saferl.commands.policies import load

    policy = load(source, trust=trust)
    if not isinstance(policy, ShieldedPolicy):
        raise InputError(
            f"{source!r} is a {type(policy).__name__}, not a shielded policy; "
            "make one with `saferl shield attach`"
        )
    return policy


def wrote(path: Path, more: str = "") -> int:
    """Say that a file was written; return the exit code."""
    text = f"wrote {path}" + (f" ({more})" if more else "")
    Console().print(text, style="dim", highlight=False, markup=False)
    return exits.DONE


def add_trust(parser: Any) -> None:
    """Add ``--trust``."""
    parser.add_argument(
        "--trust",
        action="store_true",
        help="also load policy files that can run code (Stable-Baselines3, TorchScript)",
    )


CHECKS = {"certify": _certify, "calibrate": _calibrate, "report": _report}
"""What does each verb."""

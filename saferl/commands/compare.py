"""``saferl compare``: several policies over the same episodes, with paired differences."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console

from saferl.commands import exits
from saferl.commands.options import add_evaluation_options
from saferl.commands.parser import Subparsers
from saferl.errors import InputError

if TYPE_CHECKING:
    from saferl.evaluation import Report

__all__ = ["add_parser", "run"]


def add_parser(subparsers: Subparsers) -> None:
    """Add the command's options."""
    parser = subparsers.add_parser(
        "compare",
        help="several policies over the same episodes",
        description=(
            "Compare policies over the same episodes; the first is the baseline. Reports that\n"
            "`saferl evaluate --out DIR` wrote (.json) are taken as they are, policies are played."
        ),
    )
    parser.add_argument("what", nargs="+", metavar="POLICY_OR_REPORT")
    add_evaluation_options(parser, episodes=100)
    parser.add_argument("--plot", type=Path, metavar="FILE", help="draw return against cost")


def run(arguments: argparse.Namespace) -> int:
    """Evaluate what is not a report yet, print, draw."""
    from saferl.evaluation.tables import comparison_table

    if len(arguments.what) < 2:
        raise InputError("there is nothing to compare with; name at least two policies or reports")
    reports = _reports(arguments)
    Console().print(comparison_table(reports))
    if arguments.plot is not None:
        from saferl.evaluation.plots import return_against_cost, save

        save(return_against_cost(reports), arguments.plot)
        Console().print(f"wrote {arguments.plot}", style="dim", highlight=False, markup=False)
    return exits.DONE


def _reports(arguments: argparse.Namespace) -> list[Report]:
    from saferl.commands.constraints import constraints_of
    from saferl.commands.evaluate import display_name, played
    from saferl.commands.policies import card_constraints, env_of, load
    from saferl.evaluation import Report, evaluate

    # everything is loaded before the first episode is played: a wrong name costs no time
    loaded: list[Any] = [
        Report.load(source)
        if source.endswith(".json")
        else load(source, env_id=arguments.env, trust=arguments.trust)
        for source in arguments.what
    ]
    policies = [(s, p) for s, p in zip(arguments.what, loaded, strict=True) if _plays(p)]
    envs = list(dict.fromkeys(env_of(p, arguments.env, s) for s, p in policies))
    if len(envs) > 1:
        raise InputError(
            f"the policies were trained on different tasks ({', '.join(envs)}); "
            "say by --env ID which to play"
        )
    constraints = constraints_of(arguments, envs[0] if envs else None)
    if not constraints:  # judged by the budget one of them was trained with
        constraints = next((c for _, p in policies if (c := card_constraints(p))), ())
    reports = []
    for source, thing in zip(arguments.what, loaded, strict=True):
        if _plays(thing):
            report = evaluate(
                thing,
                envs[0],
                constraints=constraints,
                name=display_name(source),
                progress=None,
                **played(arguments),
            )
        else:
            report = thing if arguments.budget is None else thing.with_budget(arguments.budget)
        reports.append(report)
    return reports


def _plays(thing: Any) -> bool:
    return hasattr(thing, "predict")

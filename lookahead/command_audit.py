"""``saferl audit``: what a shield's log says, and whether its decisions can be repeated."""

from __future__ import annotations

import argparse
import json
from typing import Any

from rich.console import Console
from rich.markup import escape

from lookahead.audit import read_audit
from lookahead.audit_summary import summarise, summary_table
from saferl.commands import exits
from saferl.errors import InputError

__all__ = ["add_parser", "run"]

_SHOWN = 5


def add_parser(subparsers: Any) -> None:
    """Add the command's options."""
    parser = subparsers.add_parser(
        "audit",
        help="summarise a shield's log, or replay it decision for decision",
        description="Summarise a shield's log, or replay it decision for decision.",
    )
    parser.add_argument("log", help="what shield.attach(audit=...) wrote")
    parser.add_argument(
        "--replay",
        metavar="SHIELDED",
        help="a shielded policy; exit code 1 if it decides otherwise",
    )
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace) -> int:
    """Summarise or replay."""
    if arguments.replay is not None:
        return _replay(arguments)
    summary = summarise(read_audit(arguments.log))
    if arguments.json:
        print(json.dumps(summary.to_json()))  # noqa: T201 - rich would wrap the line
    else:
        Console(highlight=False).print(summary_table(summary, arguments.log))
    return exits.DONE


def _replay(arguments: argparse.Namespace) -> int:
    from lookahead.audit_replay import replay
    from lookahead.shielded_policy import ShieldedPolicy
    from saferl.commands.policies import load

    policy = load(arguments.replay)
    if not isinstance(policy, ShieldedPolicy):
        raise InputError(
            f"{arguments.replay!r} is a {type(policy).__name__}, not a shielded policy; give what "
            "`saferl shield attach` or `export` wrote"
        )
    outcome = replay(read_audit(arguments.log), policy)
    count = len(outcome.mismatches)
    if arguments.json:
        document = {
            **vars(outcome),
            "logged_models": list(outcome.logged_models),
            "mismatches": [vars(one) for one in outcome.mismatches],
        }
        print(json.dumps(document))  # noqa: T201 - as above
        return exits.UNMET if count else exits.DONE
    console = Console(highlight=False, soft_wrap=True)
    if outcome.logged_models != (outcome.model,):
        console.print(
            f"[yellow]the log is of model {', '.join(outcome.logged_models)}, replayed with "
            f"{outcome.model}[/]"
        )
    if outcome.skipped:
        console.print(
            f"[yellow]{outcome.skipped:,} decisions cannot be replayed: what came before them in "
            "their episode is missing[/]"
        )
    for one in outcome.mismatches[:_SHOWN]:
        console.print(
            f"episode {one.episode}, step {one.step}: logged {escape(str(one.logged))}, "
            f"replayed {escape(str(one.replayed))}"
        )
    if count:
        console.print(f"[red]{count:,} of {outcome.decisions:,} decisions differ[/]")
    else:
        console.print(f"[green]all {outcome.decisions:,} decisions are the same[/]")
    return exits.UNMET if count else exits.DONE

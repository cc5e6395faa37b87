"""``saferl doctor``: what is installed, what is missing, and the command that mends it."""

from __future__ import annotations

import argparse
import shlex
import subprocess
import sys
from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from saferl.commands import exits
from saferl.commands.diagnosis import Finding, diagnose
from saferl.commands.parser import Subparsers

__all__ = ["add_parser", "run"]

_COLOURS = {"ok": "green", "optional": "yellow"}


def add_parser(subparsers: Subparsers) -> None:
    """Add the command's options."""
    parser = subparsers.add_parser(
        "doctor",
        help="what is installed, what is missing, what mends it",
        description="Say what is installed and what is missing, with the command that mends it.",
    )
    parser.add_argument("--fix", action="store_true", help="run the commands for what is needed")


def run(arguments: argparse.Namespace) -> int:
    """Look, print, and mend if asked to."""
    console = Console(highlight=False)
    findings = diagnose()
    _show(console, findings)
    wrong = [finding for finding in findings if finding.wrong]
    mendable = [finding for finding in wrong if finding.command]
    if arguments.fix and mendable:
        for finding in mendable:
            console.print(f"$ {shlex.join(finding.command)}", markup=False, soft_wrap=True)
            if subprocess.run(finding.command, check=False).returncode:
                console.print(f"that failed; {finding.name} is as it was", style="red")
                return exits.UNMET
        # a fresh interpreter: this one has already looked for what was missing
        console.print()
        return subprocess.run([sys.executable, "-m", "saferl", "doctor"], check=False).returncode
    _advise(console, findings)
    return exits.UNMET if wrong else exits.DONE


def _show(console: Console, findings: Sequence[Finding]) -> None:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    for column in ("", "found", "status", ""):
        table.add_column(column)
    for finding in findings:
        colour = _COLOURS.get(finding.status, "red")
        table.add_row(
            finding.name,
            escape(finding.found),
            f"[{colour}]{finding.status}[/]",
            f"[dim]{escape(finding.note)}[/]",
        )
    console.print(table)


def _advise(console: Console, findings: Sequence[Finding]) -> None:
    needed = [finding for finding in findings if finding.wrong]
    optional = [f for f in findings if not f.needed and f.status != "ok" and f.command]
    if not needed:
        console.print("[green]Everything that is needed is there.[/]")
    else:
        console.print("[red]Something that is needed is not as it should be.[/]")
        if any(finding.command for finding in needed):
            console.print("`saferl doctor --fix` runs these, or run them yourself:")
    _commands(console, needed)
    if optional:
        console.print("For the optional parts:", style="dim")
        _commands(console, optional)


def _commands(console: Console, findings: Sequence[Finding]) -> None:
    for command in dict.fromkeys(shlex.join(f.command) for f in findings if f.command):
        console.print(f"  {command}", markup=False, soft_wrap=True)

"""``saferl zoo``: which policies ship, what they do, and the card of one."""

from __future__ import annotations

import argparse
import json
import warnings
from dataclasses import asdict

from rich import box
from rich.console import Console
from rich.markdown import Markdown
from rich.markup import escape
from rich.table import Table

from saferl.commands import exits
from saferl.commands.parser import Subparsers
from saferl.zoo import ZooEntry
from saferl.zoo.shelves import ShelfWarning
from saferl.zoo.shown import shown_on

__all__ = ["add_parser", "run"]


def add_parser(subparsers: Subparsers) -> None:
    """Add the command's options."""
    parser = subparsers.add_parser(
        "zoo",
        help="the policies that ship, what they do, the card of one",
        description="List the policies that ship with what their cards show, or print the card "
        "of one: the commands that made it, its commit, its figures with intervals.",
    )
    parser.add_argument("which", nargs="?", help="a policy (TASK/NAME), or part of some names")
    parser.add_argument("--json", action="store_true", help="print the list as JSON")


def run(arguments: argparse.Namespace) -> int:
    """List, or print a card."""
    from saferl import zoo

    wanted = (arguments.which or "").removeprefix("zoo:").removeprefix("saferl/")
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always", ShelfWarning)
        entries = zoo.entries()
    for warning in told:
        Console(stderr=True, soft_wrap=True).print(
            f"[bold yellow]warning:[/] {escape(str(warning.message))}"
        )
    exact = [entry for entry in entries if f"{entry.task}/{entry.name}" == wanted]
    matching = exact or [
        entry for entry in entries if wanted.lower() in f"{entry.task}/{entry.name}".lower()
    ]
    if not matching:
        zoo.path_of(wanted)  # raises with the nearest names
    if arguments.json:
        print(json.dumps([_record(entry) for entry in matching], indent=1))  # noqa: T201
    elif exact:
        Console().print(Markdown(exact[0].card.read_text(encoding="utf-8")))
    else:
        _list(matching)
    return exits.DONE


def _list(entries: list[ZooEntry]) -> None:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column("policy", overflow="fold")
    table.add_column("return", justify="right", no_wrap=True)
    table.add_column("cost", justify="right", no_wrap=True)
    table.add_column("budget", justify="right", no_wrap=True)
    table.add_column("mean cost", no_wrap=True)
    for entry in entries:
        figures = shown_on(entry.card.read_text(encoding="utf-8"))
        if not figures:
            table.add_row(entry.source, "", "", "", "see its card")
        for i, shown in enumerate(figures):
            name, value = (entry.source, f"{shown.mean_return:.1f}") if i == 0 else ("", "")
            table.add_row(name, value, f"{shown.cost:.1f}", f"{shown.budget:g}", shown.verdict)
    console = Console()
    console.print(table)
    console.print(
        f"{len(entries)} {'policy' if len(entries) == 1 else 'policies'}; means over seeded "
        "episodes, with intervals on the card: "
        "`saferl zoo TASK/NAME`",
        style="dim",
    )


def _record(entry: ZooEntry) -> dict[str, object]:
    figures = shown_on(entry.card.read_text(encoding="utf-8"))
    return {
        "policy": entry.source,
        "task": entry.task,
        "played_by": entry.played_by,
        "shown": [asdict(f) for f in figures],
    }

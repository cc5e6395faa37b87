"""``saferl envs``: which tasks there are, and what is in one."""

from __future__ import annotations

import argparse
import json

from rich import box
from rich.console import Console
from rich.table import Table

from saferl.commands import exits
from saferl.commands.parser import Subparsers

__all__ = ["add_parser", "run"]


def add_parser(subparsers: Subparsers) -> None:
    """Add the command's options."""
    parser = subparsers.add_parser(
        "envs",
        help="the tasks, and what is in one",
        description="List the tasks, or say what is in one and which policies ship for it.",
    )
    parser.add_argument("task", nargs="?", help="a task's id, or part of some tasks' ids")
    parser.add_argument("--json", action="store_true", help="print ids only, as JSON")


def run(arguments: argparse.Namespace) -> int:
    """List or describe."""
    from saferl.envs.tasks import resolve, task_ids

    part = arguments.task or ""
    matching = [name for name in task_ids() if part.lower() in name.lower()]
    exact = part.removeprefix("saferl/") in task_ids()
    if not matching and not exact:
        resolve(part)  # raises with the nearest ids
    if arguments.json:
        print(json.dumps([part.removeprefix("saferl/")] if exact else matching))  # noqa: T201
    elif exact:
        _describe(part)
    else:
        _list(matching)
    return exits.DONE


def _list(names: list[str]) -> None:
    from saferl import zoo
    from saferl.envs.tasks import resolve

    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    for column in ("task", "robot", "kind"):
        table.add_column(column, no_wrap=True)
    table.add_column("steps", justify="right")
    table.add_column("policies in the zoo")
    for name in names:
        spec = resolve(name)
        shipped = ", ".join(entry.name for entry in zoo.entries(name))
        table.add_row(name, spec.agent, spec.kind, str(spec.horizon), shipped)
    console = Console()
    console.print(table)
    console.print(f"{len(names)} tasks; `saferl envs TASK` says what is in one", style="dim")


def _describe(name: str) -> None:
    from saferl import zoo
    from saferl.envs.tasks import resolve
    from saferl.worlds import world_of

    spec, world = resolve(name), world_of(name)
    console = Console(highlight=False)
    console.print(f"[bold]{spec.registered_id}[/bold]")
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_row("robot", spec.agent)
    table.add_row("episode", f"{spec.horizon} steps of {world.dt:g} s")
    for group in world.groups:
        kind = "zones" if group.flat else "movable" if group.movable else "solid"
        table.add_row(group.name, f"{group.count}, radius {group.radius:g} m, {kind}")
    table.add_row("events", ", ".join(world.events) or "none")
    table.add_row("signals", ", ".join(world.signal_keys) or "none")
    for entry in zoo.entries(name):
        table.add_row("policy", entry.source)
    console.print(table)

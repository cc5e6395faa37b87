"""``saferl parse``: what a sentence means, said back, with everything worth asking about."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from natural_language.explain import explain
from natural_language.hazardworld.world import HAZARDWORLD
from natural_language.parsing import parse
from natural_language.reading import Reading
from natural_language.witness import Trace, telling_apart, witness
from saferl.constraints import Constraint, save_constraints
from saferl.errors import InputError
from saferl.worlds import World, world_of

__all__ = ["add_parser", "run"]

_COLOURS = {"sure": "green", "likely": "yellow", "ambiguous": "magenta", "refused": "red"}


def add_parser(subparsers: Any) -> None:
    """Add the command's options."""
    parser = subparsers.add_parser(
        "parse",
        help="read constraints written in English",
        description="Read constraints written in English: what they mean, what they could mean, "
        "and what is wrong with them. Exit code 0: read; 3: ambiguous; 4: refused.",
    )
    parser.add_argument("text", nargs="?", help="one or more sentences, or - for standard input")
    parser.add_argument("--env", required=True, help="the task they are about, or 'hazardworld'")
    parser.add_argument("--file", type=Path, help="a file of sentences, one a line")
    parser.add_argument("--json", action="store_true", help="print JSON, an object a sentence")
    parser.add_argument("--save", type=Path, help="write the constraints read to this JSON file")
    parser.add_argument("--no-witness", action="store_true", help="leave the example episodes out")


def run(arguments: argparse.Namespace) -> int:
    """Read the text or the lines of a file; the worst exit code counts."""
    world = HAZARDWORLD if arguments.env == "hazardworld" else world_of(arguments.env)
    texts = _texts(arguments)
    readings = [parse(text, world) for text in texts]
    console = Console(highlight=False)
    for k, reading in enumerate(readings):
        if arguments.json:
            _print_json(reading, world, not arguments.no_witness)
        else:
            if k:
                console.print()
            _show(console, reading, world, not arguments.no_witness)
    if len(readings) > 1 and not arguments.json:
        _summary(console, readings)
    code = max((reading.exit_code for reading in readings), default=0)
    if arguments.save is not None and code == 0:
        _save(arguments.save, readings)
        if not arguments.json:
            console.print(f"written to {arguments.save}", style="dim")
    elif arguments.save is not None and not arguments.json:
        console.print(f"nothing written to {arguments.save}", style="dim")
    return code


def _texts(arguments: argparse.Namespace) -> list[str]:
    if (arguments.text is None) == (arguments.file is None):
        raise InputError("give either a text or --file FILE")
    if arguments.file is not None:
        try:
            lines = arguments.file.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(
                f"cannot read sentences from {str(arguments.file)!r}: {error}"
            ) from error
        told = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
        if not told:
            raise InputError(f"{str(arguments.file)!r} holds no sentence; write one a line")
        return told
    return [sys.stdin.read() if arguments.text == "-" else arguments.text]


def _save(path: Path, readings: list[Reading]) -> None:
    constraints: list[Constraint] = []
    for reading in readings:
        constraints.extend(reading.constraints)
    try:
        save_constraints(path, constraints)
    except OSError as error:
        raise InputError(f"cannot write constraints to {str(path)!r}: {error}") from error


def _print_json(reading: Reading, world: World, with_witness: bool) -> None:
    document = reading.to_json()
    if with_witness and reading.constraints:
        found = witness(reading.constraints, world)
        document["witness"] = {
            "violating": _trace_json(found.violating),
            "satisfying": _trace_json(found.satisfying),
        }
        for other, written in zip(reading.alternatives, document["alternatives"], strict=True):
            apart = telling_apart(reading.constraints, other.constraints, world)
            written["told_apart_by"] = _trace_json(apart)
    print(json.dumps(document, ensure_ascii=False))  # noqa: T201


def _trace_json(trace: Trace | None) -> Any:
    if trace is None:
        return None
    return [{"steps": count, "signals": dict(values)} for values, count in trace.moments]


def _show(console: Console, reading: Reading, world: World, with_witness: bool) -> None:
    colour = _COLOURS[reading.status]
    console.print(_marked(reading) if reading.text.strip() else Text("(no text)", style="dim"))
    console.print(f"[bold {colour}]{reading.status}[/]")
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    _show_reading(table, reading, world)
    for k, other in enumerate(reading.alternatives, 2):
        table.add_row(f"{k}.", escape(other.rewording))
        table.add_row("", f"[dim]{escape(other.difference)}[/]")
        apart = (
            telling_apart(reading.constraints, other.constraints, world) if with_witness else None
        )
        if apart is not None:
            table.add_row("", f"[dim]told apart by: {escape(str(apart))}[/]")
    if reading.constraints and with_witness:
        found = witness(reading.constraints, world)
        which = " 1." if reading.alternatives else " it"
        if found.violating is not None:
            table.add_row(f"breaks{which}", escape(str(found.violating)))
        if found.satisfying is not None:
            table.add_row(f"keeps{which}", escape(str(found.satisfying)))
    for problem in reading.problems:
        told = problem.suggestion and problem.code != "SLIP"  # a slip's message says it already
        hint = f" [dim]-> {escape(_printable(problem.suggestion))}[/]" if told else ""
        message = escape(_printable(problem.message))
        table.add_row(f"[{colour}]{problem.code}[/]", f"{message}{hint}")
    console.print(table)


def _show_reading(table: Table, reading: Reading, world: World) -> None:
    """The reading given first; where there are others, in words that pick it."""
    if reading.alternatives:
        words = " ".join(explain(one, world) for one in reading.constraints)
        table.add_row("1.", escape(words))
        for one in reading.constraints:
            table.add_row("", f"[dim]{escape(repr(one.formula))}[/]")
        return
    for k, one in enumerate(reading.constraints):
        said = explain(one, world).removesuffix(_NO_BUDGET)
        table.add_row("means" if k == 0 else "and", escape(said))
        table.add_row("", f"[dim]{escape(repr(one.formula))}[/]")


#: Said of nearly every constraint, and so left out where nobody has to choose.
_NO_BUDGET = " The cost of every episode is at most 0."


def _printable(text: str) -> str:
    """Characters that would steer the terminal, replaced one by one."""
    return "".join(c if c.isprintable() else " " if c.isspace() else "\ufffd" for c in text)


def _marked(reading: Reading) -> Text:
    """The text, with what was understood underlined and what was not in red."""
    shown = reading.text if len(reading.text) <= _MOST_SHOWN else reading.text[:_MOST_SHOWN] + "..."
    text = Text(_printable(shown))
    for span in reading.spans:
        text.stylize("cyan" if span.role == "object" else "underline", span.start, span.end)
    for problem in reading.problems:
        if problem.start >= 0:
            text.stylize("bold red", problem.start, problem.start + max(len(problem.words), 1))
    return text


#: Characters of a text that are shown; what is longer is hardly read again.
_MOST_SHOWN = 500


def _summary(console: Console, readings: list[Reading]) -> None:
    counts = dict.fromkeys(_COLOURS, 0)
    for reading in readings:
        counts[reading.status] += 1
    said = ", ".join(f"{count} {status}" for status, count in counts.items() if count)
    console.print(f"{len(readings)} sentences: {said}", style="bold")

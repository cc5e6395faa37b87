"""The ``saferl`` command.

Each command is a module with ``add_parser(subparsers)``, which adds the parser named like the
command, and ``run(arguments) -> int``, which returns an exit code (`saferl.commands.exits`). One
whose options depend on others also has ``add_settings(parser, arguments)``, called with what is on
the command line before it is parsed. Third parties plug modules in through the entry point group
``saferl.commands``; the entry point's name is the command.

Errors made by this library become one line on standard error; nothing else is caught but to say
how to see the traceback.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from importlib.metadata import entry_points
from types import ModuleType

from rich.console import Console
from rich.markup import escape

from saferl.commands import exits
from saferl.commands.parser import Parser, parse
from saferl.errors import MissingDependencyError, SafeRLError

__all__ = ["GROUP", "main"]

GROUP = "saferl.commands"
BUILT_IN = (
    "train",
    "clone",
    "evaluate",
    "compare",
    "plot",
    "check",
    "envs",
    "zoo",
    "doctor",
    "demo",
)

_DESCRIPTION = "A safety layer for reinforcement-learning policies."
_EPILOG = """\
exit codes:
  0 done   1 a stated requirement is unmet   2 bad input   3 ambiguous text
  4 refused text   70 a fault in saferl   130 interrupted

`saferl COMMAND --help` tells a command's options. --debug shows tracebacks.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    Args:
        argv: Arguments without the program's name; by default those of this process.
    """
    given = list(sys.argv[1:] if argv is None else argv)
    debug = "--debug" in given
    words = [word for word in given if word != "--debug"]
    try:
        return _run(words)
    except KeyboardInterrupt:
        _complain("interrupted")
        return exits.INTERRUPTED
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return exits.DONE
    except SafeRLError as error:
        if debug:
            raise
        _complain(str(error))
        return exits.exit_code_of(error)
    except Exception as error:
        if debug:
            raise
        _complain(
            f"unexpected {type(error).__name__}: {error}. This is a fault in saferl; "
            "run the command again with --debug for the traceback"
        )
        return exits.FAULT


def _run(words: list[str]) -> int:
    parser = Parser(prog="saferl", description=_DESCRIPTION, epilog=_EPILOG)
    subparsers = parser.add_subparsers(
        dest="command", metavar="COMMAND", title="commands", parser_class=Parser
    )
    asked = next((word for word in words if not word.startswith("-")), None)
    modules = {name: module for name in BUILT_IN if (module := _built_in(name)) is not None}
    if asked not in modules:
        modules |= _plugged_in(asked)
    for module in modules.values():
        module.add_parser(subparsers)
    chosen = modules.get(asked or "")
    if asked is not None and chosen is not None and hasattr(chosen, "add_settings"):
        chosen.add_settings(subparsers.choices[asked], words)
    try:
        arguments = parse(parser, words)
    except SystemExit:  # argparse printed what --help asked for
        return exits.DONE
    if arguments.command is None:
        parser.print_help()
        return exits.DONE
    return int(modules[arguments.command].run(arguments))


def _built_in(name: str) -> ModuleType | None:
    try:
        return importlib.import_module(f"saferl.commands.{name}")
    except ModuleNotFoundError as error:
        if error.name == f"saferl.commands.{name}":
            return None
        raise


def _plugged_in(asked: str | None) -> dict[str, ModuleType]:
    """The plug-ins' modules: all of them, or only the one that was asked for."""
    entries = {entry.name: entry for entry in entry_points(group=GROUP)}
    if asked in entries:
        entries = {asked: entries[asked]}
    found = {}
    for name, entry in sorted(entries.items()):
        try:
            found[name] = entry.load()
        except ImportError as error:
            problem = (
                f"the command {name!r} is in {entry.value!r}, which cannot be imported ({error}); "
                "install that package again, or remove it"
            )
            if name == asked:
                raise MissingDependencyError(problem) from error
            _complain(problem)
    return found


def _complain(message: str) -> None:
    Console(stderr=True, soft_wrap=True).print(f"[bold red]error:[/] {escape(message)}")

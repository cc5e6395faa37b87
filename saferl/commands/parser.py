"""Argument parsing whose complaints are this library's errors, with the nearest name suggested."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any, NoReturn

from saferl.errors import InputError, unknown_name

__all__ = ["Parser", "Subparsers", "parse"]

Subparsers = Any
"""What ``add_subparsers`` returns; its type is private to argparse."""


class Parser(argparse.ArgumentParser):
    """An ``ArgumentParser`` that raises `InputError` instead of printing usage and exiting."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("allow_abbrev", False)
        kwargs.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(*args, **kwargs)

    def error(self, message: str) -> NoReturn:
        """Raise instead of exiting."""
        raise InputError(f"{message}; see `{self.prog} --help`")

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is not None and value not in action.choices:
            kind = action.dest
            if action.option_strings:
                kind = "value of " + action.option_strings[-1]
            raise unknown_name(kind, str(value), [str(choice) for choice in action.choices])


def parse(parser: Parser, arguments: Sequence[str]) -> argparse.Namespace:
    """Parse, suggesting the nearest option where one is unknown.

    Raises:
        InputError: An argument is unknown, missing or not what was expected.
    """
    namespace, unknown = parser.parse_known_args(list(arguments))
    if unknown:
        active = _active(parser, namespace)
        options = [s for action in active._actions for s in action.option_strings]
        first = next((text for text in unknown if text.startswith("-")), None)
        if first is None:
            raise InputError(f"unexpected argument {unknown[0]!r}; see `{active.prog} --help`")
        raise unknown_name("option", first.partition("=")[0], options)
    return namespace


def _active(parser: Parser, namespace: argparse.Namespace) -> argparse.ArgumentParser:
    """The parser of the chosen sub-command, or the parser itself."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            chosen = action.choices.get(str(getattr(namespace, action.dest, None)))
            if isinstance(chosen, argparse.ArgumentParser):
                return chosen
    return parser

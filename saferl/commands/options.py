"""Options made from configuration dataclasses, and those that several commands share."""

from __future__ import annotations

import argparse
import types
from argparse import ArgumentTypeError, BooleanOptionalAction
from collections.abc import Callable, Sequence
from dataclasses import fields
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

__all__ = [
    "add_config_options",
    "add_evaluation_options",
    "add_playing_options",
    "chosen_settings",
    "positive",
    "several",
    "whole_number",
]

_UNSET = object()


def whole_number(text: str) -> int:
    """Read a whole number; ``3e6`` and ``20_000`` are ones.

    >>> whole_number("3e6")
    3000000
    """
    try:
        value = float(text)
        if value != int(value):
            raise ValueError
    except (ValueError, OverflowError):
        raise ArgumentTypeError(f"{text!r} is not a whole number") from None
    return int(text) if text.lstrip("+-").isdigit() else int(value)


def positive(text: str) -> int:
    """Read a whole number above zero."""
    value = whole_number(text)
    if value < 1:
        raise ArgumentTypeError(f"{text} is not positive; expected at least 1")
    return value


def add_config_options(
    parser: argparse.ArgumentParser, config: type[Any], prefix: str = ""
) -> None:
    """Add one option for each field of a configuration, documented by the field's own help.

    Args:
        parser: Gets a group of its own for them.
        config: A dataclass whose fields were made by `saferl.settings.setting`.
        prefix: Put before each name: ``"pid"`` makes ``--pid-integral``.
    """
    group = parser.add_argument_group(f"settings of {prefix or config.__name__}")
    hints = get_type_hints(config)
    for item in fields(config):
        words = ([prefix] if prefix else []) + item.name.split("_")
        options: dict[str, Any] = {
            "dest": _dest(config, item.name),
            "default": _UNSET,
            "help": f"{item.metadata.get('help', '')} (default {_spell(item.default)})".replace(
                "%", "%%"
            ),
        }
        if hints[item.name] is bool:
            options["action"] = BooleanOptionalAction
        else:
            options |= _reading(hints[item.name])
            options.setdefault("metavar", "N" if hints[item.name] is int else "X")
        group.add_argument("--" + "-".join(words), **options)


def chosen_settings(arguments: argparse.Namespace, config: type[Any]) -> dict[str, Any]:
    """Return the fields of ``config`` that were given on the command line."""
    given = {
        item.name: getattr(arguments, _dest(config, item.name), _UNSET) for item in fields(config)
    }
    return {name: value for name, value in given.items() if value is not _UNSET}


def add_evaluation_options(parser: argparse.ArgumentParser, *, episodes: int) -> None:
    """Add what `evaluate` and `compare` both take."""
    parser.add_argument(
        "--env", metavar="ID", help="task (default: what the policy was trained on)"
    )
    parser.add_argument(
        "--episodes", type=whole_number, default=episodes, metavar="N", help=f"default {episodes}"
    )
    parser.add_argument(
        "--first-seed",
        type=whole_number,
        metavar="S",
        help="episodes have the seeds S, S + 1, ... (default 1000000; training stays below)",
    )
    add_constraint_options(parser)
    parser.add_argument(
        "--stochastic", action="store_true", help="sample actions instead of taking the mode"
    )
    add_playing_options(parser, num_envs=16)


def add_playing_options(parser: argparse.ArgumentParser, *, num_envs: int) -> None:
    """Add how a given policy is played: in how many environments, and what it may be."""
    parser.add_argument(
        "--num-envs", type=positive, default=num_envs, metavar="N", help=f"default {num_envs}"
    )
    parser.add_argument(
        "--workers", type=whole_number, default=0, metavar="N", help="worker processes (default 0)"
    )
    parser.add_argument(
        "--trust",
        action="store_true",
        help="also load policy files that can run code (Stable-Baselines3, TorchScript)",
    )


def add_constraint_options(parser: argparse.ArgumentParser) -> None:
    """Add ``--budget`` and ``--constraint``."""
    parser.add_argument(
        "--budget", type=float, metavar="C", help="what the task's own cost may be, per episode"
    )
    add_constraint_option(parser)


def add_constraint_option(parser: argparse.ArgumentParser) -> None:
    """Add ``--constraint``."""
    parser.add_argument(
        "--constraint",
        action="append",
        default=[],
        metavar="TEXT",
        help="a constraint: JSON, a .json file, or words if a reader is installed; repeatable",
    )


def _dest(config: type[Any], name: str) -> str:
    return f"{config.__name__}.{name}"


def _spell(value: Any) -> str:
    return ",".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _reading(hint: Any) -> dict[str, Any]:
    """How argparse is to read a value of this type."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Literal:
        return {"choices": inner, "metavar": "{" + ",".join(map(str, inner)) + "}"}
    if origin in (Union, types.UnionType) and type(None) in inner:
        (kind,) = (part for part in inner if part is not type(None))
        return {"type": _or_none(_reading(kind)["type"])}
    if origin is tuple:
        return {"type": several(_reading(inner[0])["type"]), "metavar": "X,X,..."}
    return {"type": {int: whole_number, float: _number, str: str}[hint]}


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is not a number") from None


def _or_none(read: Callable[[str], Any]) -> Callable[[str], Any]:
    return lambda text: None if text.lower() == "none" else read(text)


def several(read: Callable[[str], Any]) -> Callable[[str], tuple[Any, ...]]:
    """Return what reads several values, with commas between them."""

    def read_all(text: str) -> tuple[Any, ...]:
        parts: Sequence[str] = [part for part in text.split(",") if part.strip()]
        return tuple(read(part.strip()) for part in parts)

    return read_all

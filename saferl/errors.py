"""Errors meant for the person who can mend them.

Every error the library raises on purpose says what was given, what was expected and what to do.
The command line prints the message and exits with code 2; nothing else is ever caught there.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable

__all__ = [
    "CheckpointError",
    "InputError",
    "MissingDependencyError",
    "SafeRLError",
    "SimulationError",
    "unknown_name",
]


class SafeRLError(Exception):
    """Base of every error the library raises on purpose."""


class InputError(SafeRLError, ValueError):
    """An argument, option or file is not what was expected."""


class CheckpointError(SafeRLError, ValueError):
    """A checkpoint is truncated, foreign, of a newer format or does not fit its use."""


class MissingDependencyError(SafeRLError, ImportError):
    """An optional package is needed; the message holds the command that installs it."""


class SimulationError(SafeRLError, RuntimeError):
    """An environment returned NaN, crashed, or its worker process died."""


def unknown_name(kind: str, given: str, known: Iterable[str]) -> InputError:
    """Build (not raise) the error for a name that is not among ``known``.

    The nearest names are suggested; if none is near and the list is short, all are shown.

    >>> print(unknown_name("algorithm", "pppo", ["ppo", "sac"]))
    unknown algorithm 'pppo'; did you mean 'ppo'?
    """
    names = sorted(known)
    near = difflib.get_close_matches(given, names, n=3, cutoff=0.6)
    if near:
        hint = "did you mean " + " or ".join(repr(name) for name in near) + "?"
    elif len(names) <= 12:
        hint = "expected one of " + ", ".join(repr(name) for name in names)
    else:
        hint = f"there are {len(names)} known ones, such as {names[0]!r}"
    return InputError(f"unknown {kind} {given!r}; {hint}")

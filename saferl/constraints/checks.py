"""Checks of arguments, with messages that say what was given and what was expected."""

from __future__ import annotations

import math
import operator
from collections.abc import Iterable
from numbers import Real
from typing import Any, SupportsIndex, cast

from saferl.errors import InputError, unknown_name

__all__ = ["finite", "one_of", "whole"]


def finite(what: str, value: Any, *, at_least: float | None = None) -> float:
    """Return ``value`` as a float if it is a finite real number (booleans are none)."""
    number = value.item() if hasattr(value, "item") and getattr(value, "ndim", 1) == 0 else value
    if isinstance(number, bool) or not isinstance(number, Real) or not math.isfinite(number):
        raise InputError(f"{what} is {value!r}; expected a finite number")
    number = float(number) + 0.0  # no negative zero
    if at_least is not None and number < at_least:
        raise InputError(f"{what} is {number:g}; expected at least {at_least:g}")
    return number


def whole(what: str, value: Any, *, at_least: int) -> int:
    """Return ``value`` as an int if it is a whole number of at least ``at_least``."""
    try:
        if isinstance(value, bool) or type(value).__name__ == "bool_":
            raise TypeError
        number = operator.index(cast(SupportsIndex, value))
    except TypeError:
        hint = ""
        if isinstance(value, float):
            hint = "; for a time in seconds use world.steps(seconds)"
        raise InputError(f"{what} is {value!r}; expected a whole number{hint}") from None
    if number < at_least:
        raise InputError(f"{what} is {number}; expected at least {at_least}")
    return number


def one_of(what: str, value: Any, known: Iterable[str]) -> str:
    """Return ``value`` if it is one of the ``known`` words."""
    words = tuple(known)
    if not isinstance(value, str):
        raise InputError(f"{what} is {value!r}; expected one of {', '.join(map(repr, words))}")
    if value not in words:
        raise unknown_name(what, value, words)
    return value

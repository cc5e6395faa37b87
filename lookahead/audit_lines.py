"""What a line of the audit log must hold, so that a damaged log is one clear error."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from lookahead.guard import FAULTS
from lookahead.planner import Level

__all__ = ["problem_of"]


def problem_of(line: dict[str, Any]) -> str | None:
    """Say what is wrong with a line of the log, or None.

    >>> problem_of({"kind": "shield", "opening": 1, "model": "ee19", "levels": 3})
    "'levels' is 3"
    >>> problem_of({"kind": "decision"})
    "'opening' is missing"
    """
    wanted = _FIELDS.get(line.get("kind", ""), {"kind": _never})
    for name, fits in wanted.items():
        if name not in line:
            return f"{name!r} is missing"
        if not fits(line[name]):
            return f"{name!r} is {str(line[name])[:60]}"
    return None


def _never(value: Any) -> bool:
    return False


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _truth(value: Any) -> bool:
    return isinstance(value, bool)


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(_text, value))


def _numbers(value: Any) -> bool:
    try:
        return np.asarray(value).dtype.kind in "if"
    except ValueError:  # lists of different lengths
        return False


def _anything(value: Any) -> bool:
    return True


def _optional(fits: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: value is None or fits(value)


def _faults(value: Any) -> bool:
    return _texts(value) and set(value) <= set(FAULTS)


def _level(value: Any) -> bool:
    return _whole(value) and value < len(Level)


_FIELDS: dict[Any, dict[str, Callable[[Any], bool]]] = {
    "shield": {
        "opening": _whole,
        "model": _text,
        "levels": _texts,
        "deadline_ms": _optional(_number),
    },
    "decision": {
        "opening": _whole,
        "call": _whole,
        "row": _whole,
        "rows": _whole,
        "episode": _whole,
        "step": _whole,
        "start": _truth,
        "deterministic": _truth,
        "observation": _anything,
        "proposal": _optional(_numbers),
        "action": _numbers,
        "level": _level,
        "risk": _number,
        "faults": _faults,
        "latency_ms": _number,
        "cut": _optional(_whole),
    },
}
"""Kind of line -> what its fields must be."""

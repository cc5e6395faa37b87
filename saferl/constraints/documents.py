"""Constraints as JSON documents, and files of them.

Every node is an object with a ``type`` and the fields of its class; fields left at their default
may be omitted. A time may be given in seconds, as ``{"seconds": 1.5}``, where the step length is
known when reading. A file holds one constraint or a list of them::

    {"format_version": 1, "constraints": [
      {"name": "vases", "budget": 0, "enforce": "always",
       "formula": {"type": "at_most", "n": 3, "predicate": {"type": "contact", "group": "vases"}}}]}
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

from saferl.constraints import formulas, predicates, signals
from saferl.constraints.checks import finite
from saferl.constraints.constraint import Constraint
from saferl.errors import InputError, unknown_name

__all__ = ["FORMAT_VERSION", "from_json", "load_constraints", "save_constraints", "to_json"]

FORMAT_VERSION = 1

_CLASSES: dict[str, type[Any]] = {
    "distance": signals.Distance,
    "speed": signals.Speed,
    "displacement": signals.Displacement,
    "measured": signals.Measured,
    "comparison": predicates.Comparison,
    "contact": predicates.Contact,
    "event": predicates.Event,
    "not": predicates.Not,
    "and": predicates.And,
    "or": predicates.Or,
    "always": formulas.Always,
    "never": formulas.Never,
    "at_most": formulas.AtMost,
    "for_at_most": formulas.ForAtMost,
    "for": formulas.For,
    "until": formulas.Until,
    "after": formulas.After,
    "within": formulas.Within,
    "all": formulas.All,
    "task_cost": formulas.TaskCost,
}
_TYPES = {cls: name for name, cls in _CLASSES.items()}
_JOINING = (predicates.And, predicates.Or, formulas.All)
_TIMES = ("steps", "window")
_DEEPEST = 50


def to_json(constraint: Constraint) -> dict[str, Any]:
    """The constraint as a document that ``json.dumps`` takes.

    >>> from saferl.constraints import Constraint, Contact, Never
    >>> to_json(Constraint("vases", Never(Contact("vases"))))["formula"]
    {'type': 'never', 'predicate': {'type': 'contact', 'group': 'vases'}}
    """
    document: dict[str, Any] = {"format_version": FORMAT_VERSION}
    for item in fields(constraint):
        document[item.name] = _written(getattr(constraint, item.name))
    return document


def _written(value: Any) -> Any:
    if type(value) in _TYPES:
        written = {"type": _TYPES[type(value)]}
        for item in fields(value):
            written[item.name] = _written(getattr(value, item.name))
        return written
    if isinstance(value, tuple):
        return [_written(part) for part in value]
    return value


def from_json(document: Mapping[str, Any] | str, dt: float | None = None) -> Constraint:
    """Read one constraint.

    Args:
        document: What `to_json` gave, or the same as JSON text.
        dt: Seconds per step (`World.dt`), needed only where a time is given in seconds.

    Raises:
        InputError: The document is malformed; the message says where.

    >>> from saferl.constraints import task_cost
    >>> from_json(to_json(task_cost(25))) == task_cost(25)
    True
    """
    if isinstance(document, str):
        document = _parsed(document, "the text")
    _check_version(document)
    return _constraint(document, "constraint", dt)


def load_constraints(path: str | Path, dt: float | None = None) -> tuple[Constraint, ...]:
    """Read a file that holds one constraint, a list, or ``{"constraints": [...]}``.

    Raises:
        InputError: The file cannot be read or is malformed; the message says where.
    """
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read constraints from {str(path)!r}: {error}") from error
    document = _parsed(text, repr(str(path)))
    listed = document
    if isinstance(document, Mapping):
        _check_version(document)
        listed = document.get("constraints", [document])
    if not isinstance(listed, list) or not listed:
        raise InputError(
            f"{str(path)!r} holds no constraints; expected an object or a list of them"
        )
    found = []
    for index, item in enumerate(listed):
        if isinstance(item, Mapping):
            _check_version(item)
        found.append(_constraint(item, f"constraints[{index}]", dt))
    names = [constraint.name for constraint in found]
    for name in names:
        if names.count(name) > 1:
            raise InputError(f"{str(path)!r} has two constraints named {name!r}; give each its own")
    return tuple(found)


def save_constraints(path: str | Path, constraints: Iterable[Constraint]) -> None:
    """Write a file that `load_constraints` reads."""
    written = [to_json(constraint) for constraint in constraints]
    for item in written:
        del item["format_version"]
    document = {"format_version": FORMAT_VERSION, "constraints": written}
    Path(path).write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")


def _parsed(text: str, source: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{source} is not JSON: {error}") from error


def _check_version(document: Any) -> None:
    if not isinstance(document, Mapping):
        return  # refused where its place is known
    version = document.get("format_version", FORMAT_VERSION)
    if version != FORMAT_VERSION or isinstance(version, bool):
        raise InputError(
            f"constraints of format_version {version!r}; this saferl reads {FORMAT_VERSION}"
        )


def _constraint(document: Any, where: str, dt: float | None) -> Constraint:
    if not isinstance(document, Mapping):
        raise InputError(f"{where} is {document!r}; expected an object with a name and a formula")
    given = {key: value for key, value in document.items() if key != "format_version"}
    return _built(Constraint, given, where, dt, 0)  # type: ignore[no-any-return]


def _node(document: Any, where: str, dt: float | None, depth: int) -> Any:
    if depth > _DEEPEST:
        raise InputError(
            f"{where[:60]}... is nested too deeply; expected {_DEEPEST} levels at most"
        )
    if isinstance(document, list):
        return [_node(item, f"{where}[{i}]", dt, depth + 1) for i, item in enumerate(document)]
    if not isinstance(document, Mapping):
        return document
    given = dict(document)
    kind = given.pop("type", None)
    if not isinstance(kind, str):
        raise InputError(f"{where} has no type; expected one of {', '.join(_CLASSES)}")
    if kind not in _CLASSES:
        raise InputError(f"{where}: {unknown_name('type', kind, _CLASSES)}")
    return _built(_CLASSES[kind], given, where, dt, depth)


def _built(cls: type[Any], given: dict[str, Any], where: str, dt: float | None, depth: int) -> Any:
    known = {item.name: item for item in fields(cls)}
    for name in given:
        if name not in known:
            raise InputError(f"{where}: {unknown_name('field', str(name), known)}")
    for name, item in known.items():
        if name not in given and item.default is MISSING:
            raise InputError(f"{where}: the field {name!r} is missing")
    values = {}
    for name, value in given.items():
        here = f"{where}.{name}"
        is_time = name in _TIMES and isinstance(value, Mapping)
        values[name] = _steps(value, here, dt) if is_time else _node(value, here, dt, depth + 1)
    try:
        if cls not in _JOINING:
            return cls(**values)
        if not isinstance(values["of"], list):
            raise InputError(f"of is {given['of']!r}; expected a list")
        return cls(*values["of"])
    except InputError as error:
        raise InputError(f"{where}: {error}") from error


def _steps(value: Mapping[str, Any], where: str, dt: float | None) -> int:
    if set(value) != {"seconds"}:
        raise InputError(f'{where} is {dict(value)!r}; expected steps, or {{"seconds": 1.5}}')
    if dt is None:
        raise InputError(
            f"{where} is in seconds, and how long a step takes is not known; say the environment, "
            "or give the time in steps"
        )
    return seconds_to_steps(finite(where, value["seconds"]), dt)


def seconds_to_steps(seconds: float, dt: float) -> int:
    """Whole steps nearest to a time, at least 1.

    Raises:
        InputError: The time is not positive, or shorter than half a step.

    >>> seconds_to_steps(1.0, 0.02)
    50
    """
    steps = round(seconds / dt)
    if steps < 1:
        raise InputError(
            f"{seconds:g} s is less than half a step of {dt:g} s; expected a longer time"
        )
    return steps

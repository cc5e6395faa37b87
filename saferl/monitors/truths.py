"""Predicates as rows of a program: truth (0 or 1) and, where they have one unit, margin.

A comparison becomes ``slope * signal - offset >= 0``. Strict bounds move by the smallest step a
float64 can take, so that the margin is negative exactly where the predicate is false; `Not` is
pushed down to the comparisons for the same reason.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from saferl.constraints import And, Comparison, Contact, Event, Not, Or, Predicate
from saferl.monitors.program import Program, Row

__all__ = ["falsity", "margin", "truth", "unit_of"]

_FLIPPED = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}


def unit_of(predicate: Predicate) -> str | None:
    """The one unit all its signals share, or None: its margin is then +1 or -1."""
    if isinstance(predicate, Comparison):
        return predicate.signal.unit or predicate.signal.key
    if isinstance(predicate, Not):
        return unit_of(predicate.of)
    if isinstance(predicate, And | Or):
        units = {unit_of(part) for part in predicate.of}
        return units.pop() if len(units) == 1 else None
    return None


def truth(program: Program, predicate: Predicate) -> Row:
    """1 where the predicate holds, else 0."""
    return _rows(program, predicate, False, np.minimum, np.maximum, 0)


def falsity(program: Program, predicate: Predicate) -> Row:
    """1 where the predicate does not hold, else 0."""
    return _rows(program, predicate, False, np.maximum, np.minimum, 1)


def margin(program: Program, predicate: Predicate) -> Row:
    """Distance to the truth's changing, negative exactly where it does not hold.

    Only for predicates that have a unit (`unit_of`).
    """
    return _rows(program, predicate, False, np.minimum, np.maximum, 2)


def _rows(
    program: Program, predicate: Predicate, negated: bool, both: Any, either: Any, which: int
) -> Row:
    """One of a literal's three rows, joined as the predicate says.

    Of truths in 0 and 1, and of margins, the least is the conjunction and the greatest the
    disjunction; of falsities it is the other way round.
    """
    if isinstance(predicate, Not):
        return _rows(program, predicate.of, not negated, both, either, which)
    if isinstance(predicate, And | Or):
        join = both if isinstance(predicate, And) != negated else either
        rows = [_rows(program, p, negated, both, either, which) for p in predicate.of]
        return _joined(program, join, rows)
    return program.literal(*_literal(predicate, negated))[which]


def _joined(program: Program, join: np.ufunc, rows: list[Row]) -> Row:
    joined = program.buffer()
    program.do(join, rows[0], rows[1], joined)
    for row in rows[2:]:
        program.do(join, joined, row, joined)
    return joined


def _literal(predicate: Predicate, negated: bool) -> tuple[str, float, float]:
    """Signal, slope and offset."""
    if isinstance(predicate, Comparison):
        op = _FLIPPED[predicate.op] if negated else predicate.op
        bound = predicate.value
        if op in (">=", ">"):
            return (
                predicate.signal.key,
                1.0,
                bound if op == ">=" else math.nextafter(bound, math.inf),
            )
        return (
            predicate.signal.key,
            -1.0,
            -(bound if op == "<=" else math.nextafter(bound, -math.inf)),
        )
    assert isinstance(predicate, Contact | Event)
    # a learned signal may be a probability: from one half on, it holds
    return (
        (predicate.key, -1.0, math.nextafter(-0.5, 0.0)) if negated else (predicate.key, 1.0, 0.5)
    )

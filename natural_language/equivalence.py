"""When two formulas ask the same: negations pushed inward, order and repetition forgotten.

Used only to drop readings that differ in form, never to change what is given back.

>>> from saferl.constraints import Always, Contact, Never, Not
>>> same_meaning(Always(Not(Contact("vases"))), Never(Contact("vases")))
True
"""

from __future__ import annotations

import functools
from collections.abc import Hashable

from saferl.constraints import (
    After,
    All,
    Always,
    And,
    AtMost,
    Comparison,
    Constraint,
    For,
    ForAtMost,
    Formula,
    Never,
    Not,
    Or,
    Predicate,
    TaskCost,
    Until,
    Within,
)

__all__ = ["meaning_of", "same_meaning"]

_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}


def same_meaning(one: Formula, two: Formula) -> bool:
    """Whether two formulas are the same but for their form."""
    return _formula(one) == _formula(two)


def meaning_of(constraints: tuple[Constraint, ...]) -> Hashable:
    """A key that is equal for constraints that ask the same, in whatever order."""
    keys: set[Hashable] = set()
    for constraint in constraints:
        formula, enforce = constraint.formula, (constraint.budget, constraint.enforce)
        plain = constraint.budget == 0 and constraint.enforce == "always"
        for part in _parts(formula) if plain else (formula,):
            keys.add((_formula(part), *enforce))
    return frozenset(keys)


def _parts(formula: Formula) -> tuple[Formula, ...]:
    """Rules that hold together are as good as each for itself."""
    if isinstance(formula, All):
        return tuple(part for one in formula.of for part in _parts(one))
    if isinstance(formula, Never) and isinstance(formula.predicate, Or):
        return tuple(Never(part) for part in formula.predicate.of)
    if isinstance(formula, Always):
        predicate = formula.predicate
        if isinstance(predicate, And):
            return tuple(part for one in predicate.of for part in _parts(Always(one)))
        return (formula,)
    if isinstance(formula, After) and not formula.each:
        return tuple(After(formula.trigger, part) for part in _parts(formula.formula))
    return (formula,)


@functools.lru_cache(maxsize=4096)
def _formula(formula: Formula) -> Hashable:
    if isinstance(formula, Always):
        return ("never", _predicate(formula.predicate, True))
    if isinstance(formula, Never):
        return ("never", _predicate(formula.predicate, False))
    if isinstance(formula, AtMost):
        if formula.n == 0 and formula.window is None and formula.count == "steps":
            return ("never", _predicate(formula.predicate, False))
        return (
            "at most",
            formula.n,
            _predicate(formula.predicate, False),
            formula.count,
            formula.window,
        )
    if isinstance(formula, ForAtMost):
        if formula.steps == 0:
            return ("never", _predicate(formula.predicate, False))
        return ("for at most", formula.steps, _predicate(formula.predicate, False))
    if isinstance(formula, For):
        return ("for", formula.steps, _predicate(formula.predicate, False))
    if isinstance(formula, Until):
        return ("until", _predicate(formula.predicate, False), _predicate(formula.release, False))
    if isinstance(formula, After):
        return (
            "after",
            _predicate(formula.trigger, False),
            _formula(formula.formula),
            formula.each,
        )
    if isinstance(formula, Within):
        return (
            "within",
            _predicate(formula.trigger, False),
            _predicate(formula.response, False),
            formula.steps,
        )
    if isinstance(formula, All):
        return ("all", frozenset(_formula(part) for part in formula.of))
    assert isinstance(formula, TaskCost)
    return ("task cost",)


def _predicate(predicate: Predicate, denied: bool) -> Hashable:
    if isinstance(predicate, Not):
        return _predicate(predicate.of, not denied)
    if isinstance(predicate, Comparison):
        op = _OPPOSITE[predicate.op] if denied else predicate.op
        return (predicate.signal, op, predicate.value)
    if isinstance(predicate, And | Or):
        name = "and" if isinstance(predicate, And) != denied else "or"
        parts: set[Hashable] = set()
        for part in predicate.of:
            key = _predicate(part, denied)
            if isinstance(key, tuple) and key[0] == name:
                parts |= key[1]
            else:
                parts.add(key)
        return (name, frozenset(parts)) if len(parts) > 1 else next(iter(parts))
    return ("not", predicate) if denied else predicate

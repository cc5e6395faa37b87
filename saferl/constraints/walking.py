"""Walking through a formula: its predicates, and the signals it needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields

from saferl.constraints.constraint import Constraint
from saferl.constraints.formulas import Formula, TaskCost
from saferl.constraints.predicates import Comparison, Contact, Event, Predicate

__all__ = ["atoms", "nodes", "required_signals"]


def nodes(root: Formula | Predicate) -> Iterator[Formula | Predicate]:
    """The formula or predicate and everything in it, outermost first, left to right."""
    yield root
    for item in fields(root):  # type: ignore[arg-type]
        value = getattr(root, item.name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Formula | Predicate):
                yield from nodes(part)


def atoms(root: Formula | Predicate) -> Iterator[Comparison | Contact | Event]:
    """The predicates that are not made of others, left to right, with repetitions."""
    for node in nodes(root):
        if isinstance(node, Comparison | Contact | Event):
            yield node


def required_signals(*constraints: Constraint | Formula | Predicate) -> tuple[str, ...]:
    """The keys of the signals a monitor of these constraints reads, each once, in order.

    >>> from saferl.constraints import All, Always, Contact, Distance, Never, TaskCost
    >>> required_signals(All(Never(Contact("vases")), Always(Distance("hazards") > 0), TaskCost()))
    ('contact/vases', 'distance/hazards', 'cost')
    """
    return tuple(dict.fromkeys(_keys(constraints)))


def _keys(constraints: Iterable[Constraint | Formula | Predicate]) -> Iterator[str]:
    for constraint in constraints:
        for node in nodes(constraint.formula if isinstance(constraint, Constraint) else constraint):
            if isinstance(node, Comparison):
                yield node.signal.key
            elif isinstance(node, Contact | Event):
                yield node.key
            elif isinstance(node, TaskCost):
                yield "cost"

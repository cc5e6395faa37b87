"""Predicates: what is true or false on a single step.

They are made by comparing signals, from contacts and events, and joined by `Not`, `And`, `Or` or
the operators ``~``, ``&``, ``|``:

>>> near = Distance("hazards") < 0.3
>>> near & (Speed() > 1)
And(Distance('hazards') < 0.3, Speed() > 1.0)
>>> ~Contact("vases")
Not(Contact('vases'))

A predicate says nothing about time; a formula such as ``Always(p)`` does. Python's ``and``,
``or``, ``not`` and chained comparisons would silently drop half of the meaning, so they raise:

>>> 0.1 < Speed() < 0.5  # doctest: +ELLIPSIS
Traceback (most recent call last):
saferl.errors.InputError: Speed() > 0.1 is neither true nor false before an episode runs; ...

**Margins.** Where a predicate is made from signals of one unit it has a margin, the distance to
its truth changing: ``x >= c`` has ``x - c``, ``x < c`` has ``c - x``, ``Not`` negates, ``And``
takes the least, ``Or`` the greatest (the quantitative semantics of signal temporal logic; Donze and
Maler 2010, definition 3). Contacts and events, and mixtures of units, have +1 or -1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, NoReturn, get_args

from saferl.constraints.checks import finite, one_of
from saferl.constraints.signals import Distance, Signal, Speed, check_name
from saferl.errors import InputError

__all__ = ["And", "Comparison", "Contact", "Event", "Not", "Operator", "Or", "Predicate"]

Operator = Literal["<", "<=", ">", ">="]


class Predicate:
    """What is true or false on a single step; join with ``~``, ``&`` and ``|``."""

    def __and__(self, other: Predicate) -> And:
        return And(self, other)

    def __or__(self, other: Predicate) -> Or:
        return Or(self, other)

    def __invert__(self) -> Not:
        return Not(self)

    def __bool__(self) -> NoReturn:
        raise InputError(
            f"{self!r} is neither true nor false before an episode runs; join predicates with &, | "
            "and ~ (not with `and`, `or`, `not` or a chained comparison such as 0.1 < x < 0.5)"
        )


@dataclass(frozen=True, repr=False)
class Comparison(Predicate):
    """A signal compared with a number; usually written ``signal >= number``.

    Args:
        signal: The signal on the left.
        op: ``"<"``, ``"<="``, ``">"`` or ``">="``.
        value: A finite number in the signal's unit.

    >>> Comparison(Speed(), "<", 1.5) == (Speed() < 1.5)
    True
    """

    signal: Signal
    op: Operator
    value: float

    def __post_init__(self) -> None:
        if not isinstance(self.signal, Signal):
            raise InputError(
                f"a comparison has {self.signal!r} on its left; expected a signal such as "
                'Speed() or Distance("hazards")'
            )
        one_of("comparison", self.op, get_args(Operator))
        if isinstance(self.value, Signal):
            raise InputError(
                f"{self.signal!r} {self.op} {self.value!r} compares two signals; a signal can only "
                "be compared with a number"
            )
        value = finite(f"the bound in `{self.signal!r} {self.op} ...`", self.value)
        object.__setattr__(self, "value", value)

    def __repr__(self) -> str:
        return f"{self.signal!r} {self.op} {self.value!r}"


@dataclass(frozen=True, repr=False)
class Contact(Predicate):
    """The agent touches an object of the group; for flat zones, its centre is inside one.

    It agrees with the task's own cost part for hazards, gremlins, pillars and the contact part of
    vases. ``Contact("buttons")`` is any button, the goal button included.
    """

    group: str

    def __post_init__(self) -> None:
        check_name("a group", self.group)

    @property
    def key(self) -> str:
        """``contact/GROUP``."""
        return f"contact/{self.group}"

    def __repr__(self) -> str:
        return f"Contact({self.group!r})"


@dataclass(frozen=True, repr=False)
class Event(Predicate):
    """Something named that the environment reports, true on every step on which it holds.

    The navigation tasks report ``goal_reached``, ``button_pressed``, ``wrong_button_pressed``,
    ``box_moved`` and ``left_arena`` as far as they have the objects for it; `World.events` lists
    them.
    """

    name: str

    def __post_init__(self) -> None:
        check_name("an event", self.name)

    @property
    def key(self) -> str:
        """``event/NAME``."""
        return f"event/{self.name}"

    def __repr__(self) -> str:
        return f"Event({self.name!r})"


@dataclass(frozen=True, repr=False)
class Not(Predicate):
    """True where the predicate is false; also ``~p``."""

    of: Predicate

    def __post_init__(self) -> None:
        check_predicate("Not", self.of)

    def __repr__(self) -> str:
        return f"Not({self.of!r})"


@dataclass(frozen=True, repr=False, init=False)
class And(Predicate):
    """True where all of two or more predicates are; also ``p & q``.

    An `And` directly inside an `And` is taken apart: ``And(And(a, b), c) == And(a, b, c)``.
    """

    of: tuple[Predicate, ...]

    def __init__(self, *of: Predicate) -> None:
        object.__setattr__(self, "of", _joined(And, of))

    def __repr__(self) -> str:
        return f"And({', '.join(map(repr, self.of))})"


@dataclass(frozen=True, repr=False, init=False)
class Or(Predicate):
    """True where at least one of two or more predicates is; also ``p | q``.

    An `Or` directly inside an `Or` is taken apart: ``Or(Or(a, b), c) == Or(a, b, c)``.
    """

    of: tuple[Predicate, ...]

    def __init__(self, *of: Predicate) -> None:
        object.__setattr__(self, "of", _joined(Or, of))

    def __repr__(self) -> str:
        return f"Or({', '.join(map(repr, self.of))})"


def _joined(kind: type[And] | type[Or], given: tuple[Predicate, ...]) -> tuple[Predicate, ...]:
    flat: list[Predicate] = []
    for part in given:
        check_predicate(kind.__name__, part)
        flat.extend(part.of if isinstance(part, kind) else (part,))
    if len(flat) < 2:
        raise InputError(f"{kind.__name__} joins two or more predicates; got {len(flat)}")
    return tuple(flat)


def check_predicate(owner: str, given: Any) -> Predicate:
    """Return ``given`` if it is a predicate; the error says how to make one of it."""
    if isinstance(given, Predicate):
        return given
    if isinstance(given, Signal):
        raise InputError(
            f"{owner} was given the signal {given!r}; expected a predicate: compare the signal "
            f"with a number, such as {given!r} {'<' if isinstance(given, Speed) else '>='} 0.3"
        )
    from saferl.constraints.formulas import Formula

    if isinstance(given, Formula):
        raise InputError(
            f"{owner} was given the formula {given!r}; expected a predicate such as "
            f"{Distance('hazards')!r} >= 0.3. Formulas are joined by All and started by After"
        )
    raise InputError(
        f"{owner} was given {given!r}; expected a predicate, such as "
        f"{Distance('hazards')!r} >= 0.3, Contact('vases') or Event('goal_reached')"
    )

"""Constraints in English: one sentence form for each formula, the same everywhere.

The wording is canonical. Two constraints have the same wording only if they are equal, and
`natural_language.parse` reads each back into the constraint it came from:

>>> from saferl.constraints import *
>>> stop = After(Event("wrong_button_pressed"), For(50, Speed() < 0.05), each=True)
>>> print(describe(Constraint("stop", stop, budget=10)))
After every time that a wrong button is pressed, for the first 50 steps it holds that the speed is \
below 0.05 m/s. The mean cost of an episode is at most 10.

A world adds what steps are in seconds, rounded to four digits and in brackets:

>>> from saferl.worlds import World
>>> vases = Constraint("vases", AtMost(3, Contact("vases"), window=500), enforce="always")
>>> print(describe(vases, World(dt=0.02)))
It happens at most 3 times in any 500 steps (10 s) that the agent touches the vases. The cost of \
every episode is at most 0.

Predicates are clauses; one made of others stands in round brackets where it is part of another.
Formulas joined by `All` are separated by "; and", in square brackets inside `After`.
"""

from __future__ import annotations

import numpy as np

from saferl.constraints import (
    After,
    All,
    Always,
    And,
    AtMost,
    Comparison,
    Constraint,
    Contact,
    Displacement,
    Distance,
    Event,
    For,
    ForAtMost,
    Formula,
    Measured,
    Never,
    Not,
    Or,
    Predicate,
    Signal,
    Speed,
    TaskCost,
    Until,
    Within,
)
from saferl.errors import InputError
from saferl.worlds import World

__all__ = ["EVENT_CLAUSES", "describe", "number"]

#: How the events of the navigation tasks are said; others are "the event NAME holds".
EVENT_CLAUSES = {
    "goal_reached": "the goal is reached",
    "button_pressed": "a button is pressed",
    "wrong_button_pressed": "a wrong button is pressed",
    "box_moved": "the box has moved",
    "left_arena": "the agent is outside the arena",
}

_COMPARED = {"<": "below", "<=": "at most", ">": "above", ">=": "at least"}


def describe(said: Constraint | Formula | Predicate, world: World | None = None) -> str:
    """Say a constraint, a formula or a predicate in English.

    Args:
        said: A constraint becomes one or two sentences, a formula a sentence without its full stop,
            a predicate a clause.
        world: Where given, its ``dt`` says times in seconds as well.

    >>> from saferl.constraints import Contact, Distance, Never
    >>> describe(Distance("hazards") >= 0.3)
    'the distance to the hazards is at least 0.3 m'
    >>> describe(Never(Contact("vases") & (Distance("goal", measure="centre") > 1)))
    'it never happens that the agent touches the vases and the distance to the centre of the goal \
is above 1 m'
    """
    dt = world.dt if world is not None else None
    if isinstance(said, Constraint):
        formula = _formula(said.formula, dt)
        whose = "mean cost of an episode" if said.enforce == "expected" else "cost of every episode"
        return f"{formula[0].upper()}{formula[1:]}. The {whose} is at most {number(said.budget)}."
    if isinstance(said, Formula):
        return _formula(said, dt)
    if isinstance(said, Predicate):
        return _predicate(said)
    raise InputError(f"cannot describe {said!r}; expected a constraint, a formula or a predicate")


def number(value: float) -> str:
    """The shortest decimal that reads back as the same float, without an exponent.

    >>> number(0.30), number(25.0), number(1e-05)
    ('0.3', '25', '0.00001')
    """
    return np.format_float_positional(value, unique=True, trim="-")


def _formula(formula: Formula, dt: float | None) -> str:
    if isinstance(formula, Always):
        return f"it always holds that {_predicate(formula.predicate)}"
    if isinstance(formula, Never):
        return f"it never happens that {_predicate(formula.predicate)}"
    if isinstance(formula, AtMost):
        return _at_most(formula, dt)
    if isinstance(formula, ForAtMost):
        return (
            f"it is true for at most {_steps(formula.steps, dt)} at a time that "
            f"{_predicate(formula.predicate)}"
        )
    if isinstance(formula, For):
        first = f"for the first {_steps(formula.steps, dt)}"
        return f"{first} it holds that {_predicate(formula.predicate)}"
    if isinstance(formula, Until):
        release = _predicate(formula.release)
        return f"until {release}, it holds that {_predicate(formula.predicate)}"
    if isinstance(formula, Within):
        return (
            f"every time that {_predicate(formula.trigger)}, it happens within "
            f"{_steps(formula.steps, dt)} that {_predicate(formula.response)}"
        )
    if isinstance(formula, After):
        which = "every time" if formula.each else "the first time"
        body = _formula(formula.formula, dt)
        body = f"[{body}]" if isinstance(formula.formula, All) else body
        return f"after {which} that {_predicate(formula.trigger)}, {body}"
    if isinstance(formula, All):
        return "; and ".join(_formula(part, dt) for part in formula.of)
    assert isinstance(formula, TaskCost)
    return "the task's own cost counts"


def _at_most(formula: AtMost, dt: float | None) -> str:
    clause = _predicate(formula.predicate)
    span = f"in any {_steps(formula.window, dt)}" if formula.window is not None else ""
    if formula.count == "visits":
        times = "time" if formula.n == 1 else "times"
        return " ".join(f"it happens at most {formula.n} {times} {span} that {clause}".split())
    total = span or "in total"
    return f"it is true for at most {_steps(formula.n, dt)} {total} that {clause}"


def _steps(steps: int, dt: float | None) -> str:
    said = f"{steps} step" if steps == 1 else f"{steps} steps"
    return said if dt is None else f"{said} ({steps * dt:.4g} s)"


def _predicate(predicate: Predicate) -> str:
    if isinstance(predicate, Comparison):
        bound = f"{_COMPARED[predicate.op]} {number(predicate.value)} {predicate.signal.unit}"
        return f"{_signal(predicate.signal)} is {bound}".rstrip()
    if isinstance(predicate, Contact):
        return f"the agent touches the {predicate.group}"
    if isinstance(predicate, Event):
        return EVENT_CLAUSES.get(predicate.name, f"the event {predicate.name} holds")
    if isinstance(predicate, Not):
        return f"it is not true that {_part(predicate.of)}"
    assert isinstance(predicate, And | Or)
    join = " and " if isinstance(predicate, And) else " or "
    return join.join(_part(part) for part in predicate.of)


def _part(predicate: Predicate) -> str:
    clause = _predicate(predicate)
    return f"({clause})" if isinstance(predicate, Not | And | Or) else clause


def _signal(signal: Signal) -> str:
    if isinstance(signal, Distance):
        centre = "" if signal.measure == "surface" else "the centre of "
        return f"the distance to {centre}the {signal.group}"
    if isinstance(signal, Speed):
        return "the speed"
    if isinstance(signal, Displacement):
        return f"the displacement of the {signal.group}"
    assert isinstance(signal, Measured)
    return f"the signal {signal.name}"

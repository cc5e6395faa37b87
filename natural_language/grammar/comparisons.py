"""Signals compared with bounds, and contact with things, as predicates and acts."""

from __future__ import annotations

from natural_language.grammar.chart import Chart
from natural_language.grammar.meanings import Act, Bound, all_of
from natural_language.grammar.things import WRONG_BUTTONS, Things
from natural_language.problems import problem
from natural_language.reading import Problem
from saferl.constraints import Comparison, Contact, Distance, Event, Predicate, Signal

__all__ = ["bound_notes", "compared", "contact_act", "contact_with", "distance_act"]


def compared(signal: Signal, limit: Bound, equals: str = ">=") -> Predicate:
    """A comparison of a signal with a bound; ``equals`` is what a plain quantity means."""
    if limit.op == "range":
        assert limit.high is not None
        return all_of(
            (signal >= min(limit.value, limit.high), signal <= max(limit.value, limit.high))
        )
    return Comparison(signal, equals if limit.op in ("=", "nth") else limit.op, limit.value)  # type: ignore[arg-type]


def bound_notes(chart: Chart, limit: Bound, words: str, unit: str) -> tuple[Problem, ...]:
    """What is wrong with a bound: a number without unit, or one that is only about right."""
    notes = []
    if limit.bare:
        message = f"{limit.value:g} of what? The {words} needs a unit"
        notes.append(
            problem("NO_UNIT", message, f"{limit.value:g}", f"write {limit.value:g} {unit}")
        )
    if limit.approximate:
        notes.append(problem("GUESS", f"'about {limit.value:g}' was read as exactly that"))
    return tuple(notes)


def distance_act(chart: Chart, found: Things, limit: Bound, equals: str = ">=") -> Act:
    """The distance to every one of the things compared with a bound."""
    measure = "centre" if found.centre else "surface"
    signals = [Distance(group, measure) for group in found.groups]  # type: ignore[arg-type]
    parts = tuple(compared(signal, limit, equals) for signal in signals)
    banned = None
    if limit.op == "=" and equals == ">=":
        banned = tuple(compared(signal, limit, "<=") for signal in signals)
    notes = found.notes + bound_notes(chart, limit, "distance", "m")
    return Act(
        parts,
        found.joiner if found.joiner != "plain" else "plain",
        banned=banned,
        notes=notes,
        groups=found.groups,
        singular=found.singular,
        kind="distance",
    )


def contact_with(group: str) -> Predicate:
    """Contact with a group; for wrong buttons, the event."""
    return Event("wrong_button_pressed") if group == WRONG_BUTTONS else Contact(group)


def contact_act(found: Things, *, touch: bool) -> Act:
    """Touching the things, or being in them."""
    return Act(
        tuple(contact_with(group) for group in found.groups),
        found.joiner,
        touch=touch,
        notes=found.notes,
        groups=found.groups,
        singular=found.singular,
        kind="each" if found.each and len(found.groups) == 1 else "contact",
        each=found.each,
    )

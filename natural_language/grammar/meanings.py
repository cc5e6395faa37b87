"""What phrases mean before they become formulas."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from natural_language.reading import Problem
from saferl.constraints import And, Comparison, Contact, Distance, Not, Or, Predicate

__all__ = [
    "Act",
    "Bound",
    "Mod",
    "all_of",
    "any_of",
    "condition_of",
    "from_centres",
    "groups_in",
    "negated",
    "unplaced",
]


@dataclass(frozen=True)
class Bound:
    """A comparison with a quantity, or a range if ``high`` is given.

    ``op`` is ``"="`` where the words only name the quantity ("30 cm", "three times").
    """

    op: str
    value: float
    high: float | None = None
    approximate: bool = False
    bare: bool = False

    def flipped(self) -> Bound:
        """The bound that holds where this one does not."""
        return replace(self, op={"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "="}[self.op])


@dataclass(frozen=True)
class Mod:
    """Something said about an act: how often, how long, when, where.

    ``kind`` is ``count``, ``duration``, ``window``, ``episode``, ``average``, ``while``, ``after``
    and so on; see `grammar.modifiers`.
    """

    kind: str
    value: Any = None
    extra: Any = None


@dataclass(frozen=True)
class Act:
    """What the agent does or is: a predicate, as said.

    Args:
        parts: One predicate for each object named.
        joiner: ``"or"`` / ``"and"`` as the list was joined, ``"plain"`` for a single part.
        touch: Whether it is something one does (touch, enter, reach), rather than a state one is
            in: ordering it is a goal, and it is counted by visits.
        banned: The parts as they are meant under a prohibition, where that differs.
        mods: What was said about it.
        notes: Problems found in its words.
        groups: The groups named, for pronouns.
        singular: Whether every object was named in the singular.
        requires: Whether the verb itself demands (keep, stay, avoid): ``"ban"`` for avoid.
    """

    parts: tuple[Predicate, ...]
    joiner: str = "plain"
    touch: bool = False
    banned: tuple[Predicate, ...] | None = None
    mods: tuple[Mod, ...] = ()
    notes: tuple[Problem, ...] = ()
    groups: tuple[str, ...] = ()
    singular: bool = False
    kind: str = ""
    each: bool = False

    def with_mods(self, *mods: Mod) -> Act:
        """The same act with more said about it."""
        return replace(self, mods=(*self.mods, *mods)) if mods else self

    def noted(self, *notes: Problem) -> Act:
        """The same act with more problems."""
        return replace(self, notes=(*self.notes, *notes)) if notes else self


def condition_of(act: Act) -> Predicate:
    """The act as something that holds or not: near any of the objects, far from all of them."""
    if act.kind in ("ban", "leave"):
        return all_of(act.parts)
    if act.kind == "distance":
        near = all(isinstance(part, Comparison) and part.op in ("<", "<=") for part in act.parts)
        return any_of(act.parts) if near and act.joiner != "and" else all_of(act.parts)
    return any_of(act.parts)


def from_centres(act: Act) -> Act:
    """The act with distances measured from centre to centre."""

    def centred(predicate: Predicate) -> Predicate:
        if isinstance(predicate, Comparison) and isinstance(predicate.signal, Distance):
            return replace(predicate, signal=replace(predicate.signal, measure="centre"))
        if isinstance(predicate, Not):
            return Not(centred(predicate.of))
        if isinstance(predicate, And | Or):
            return type(predicate)(*map(centred, predicate.of))
        return predicate

    banned = None if act.banned is None else tuple(map(centred, act.banned))
    return replace(act, parts=tuple(map(centred, act.parts)), banned=banned)


def unplaced(act: Act) -> Act:
    """The act with unknown objects as words that could not be placed: "on Tuesdays"."""
    if all(note.code != "UNKNOWN_OBJECT" for note in act.notes):
        return act
    changed = []
    for note in act.notes:
        if note.code == "UNKNOWN_OBJECT":
            message = f"these words could not be placed: {note.words}"
            advice = "leave them out or say it otherwise"
            note = replace(note, code="LEFTOVER_WORDS", message=message, suggestion=advice)
        changed.append(note)
    return replace(act, notes=tuple(changed))


def any_of(parts: tuple[Predicate, ...]) -> Predicate:
    """At least one of the parts."""
    parts = tuple(dict.fromkeys(parts))
    return parts[0] if len(parts) == 1 else Or(*parts)


def all_of(parts: tuple[Predicate, ...]) -> Predicate:
    """All of the parts."""
    parts = tuple(dict.fromkeys(parts))
    return parts[0] if len(parts) == 1 else And(*parts)


_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}


def negated(predicate: Predicate) -> Predicate:
    """Not, with comparisons turned round and double negations taken away."""
    if isinstance(predicate, Not):
        return predicate.of
    if isinstance(predicate, Comparison):
        return Comparison(predicate.signal, _OPPOSITE[predicate.op], predicate.value)  # type: ignore[arg-type]
    if isinstance(predicate, Or):
        return And(*(negated(part) for part in predicate.of))
    if isinstance(predicate, And):
        return Or(*(negated(part) for part in predicate.of))
    return Not(predicate)


def groups_in(predicate: Predicate) -> tuple[str, ...]:
    """The groups a predicate speaks about, each once."""
    if isinstance(predicate, Contact):
        return (predicate.group,)
    if isinstance(predicate, Comparison):
        return (predicate.signal.group,) if isinstance(predicate.signal, Distance) else ()
    if isinstance(predicate, Not):
        return groups_in(predicate.of)
    if isinstance(predicate, And | Or):
        return tuple(dict.fromkeys(g for part in predicate.of for g in groups_in(part)))
    return ()

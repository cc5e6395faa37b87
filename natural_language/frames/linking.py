"""Clauses about two things: one event changes what another object is, or comes before another.

"Touching a vase locks the hazards", "water makes the lava harmless", "first the grass, then the
water", "lava before water is a mistake": the first thing is an event, the second what is forbidden
after it or until it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from natural_language.frames.conditions import conditions
from natural_language.frames.core import Core
from natural_language.frames.pieces import Piece
from natural_language.frames.slots import Slots, slots_of
from natural_language.grammar.chart import Chart
from natural_language.grammar.comparisons import contact_act
from natural_language.grammar.meanings import Act, Mod

__all__ = ["linked"]

_PLAIN = ("go", "aside", "episode", "past", "again", "then", "times", "must", "each", "every")


def linked(
    chart: Chart, pieces: Sequence[Piece], last: tuple[str, ...]
) -> Iterator[tuple[Core, int]]:
    """What a clause with two objects says of the second, once the first is met.

    Args:
        chart: The sentence.
        pieces: Of the clause.
        last: The groups named before.
    """
    if not all(piece.kinds for piece in pieces) or any(piece.amounts for piece in pieces):
        return
    named = [k for k, piece in enumerate(pieces) if piece.group]
    if len(named) < 2 or any(piece.may("neg") and not piece.may("fill") for piece in pieces):
        return
    yield from _changing(chart, pieces, last)
    yield from _in_order(chart, pieces, last)


def _event(chart: Chart, pieces: Sequence[Piece]) -> Act | None:
    slots = slots_of(chart, pieces, ())
    if slots is None or not slots.named:
        return None
    found = [act for act, _ in conditions(slots)]
    return replace(found[0], touch=True) if found and found[0].kind in _EVENTS else None


_EVENTS = ("contact", "event", "each", "past")


def _target(chart: Chart, pieces: Sequence[Piece], *kinds: str) -> Slots | None:
    """What a clause does something to; every other word must be one of these."""
    slots = slots_of(chart, pieces, ())
    if slots is None or not slots.named or len(slots.things) != 1 or slots.amounts:
        return None
    allowed = ("contact", "inside", "press", "dwell", "reach", *kinds, *_PLAIN)
    return slots if slots.only(*allowed) and not slots.neg else None


def _changing(
    chart: Chart, pieces: Sequence[Piece], last: tuple[str, ...]
) -> Iterator[tuple[Core, int]]:
    """A locks B; A makes B dangerous; B is unlocked by A."""
    for k in range(1, len(pieces) - 1):
        piece = pieces[k]
        if piece.may("contact") and not piece.may("lock", "unlock"):
            continue
        before, after = pieces[:k], pieces[k + 1 :]
        turned = any(one.words == "by" for one in after[:2])
        event, changed = (after, before) if turned else (before, after)
        act = _event(chart, event)
        if act is None:
            continue
        for kind in ("lock", "unlock"):
            target = _target(chart, changed, "may", "ban", "doom") if piece.may(kind) else None
            if target is not None:
                yield _bound(act, target, kind), 1
        if piece.may("makes") and not turned:
            target = _target(chart, changed, "ban", "doom", "may", "lock", "unlock")
            if target is None:
                continue
            worse, better = target.count("ban") + target.count("doom"), target.count("may")
            if worse and not better:
                yield _bound(act, target, "lock"), 1
            elif better and not worse:
                yield _bound(act, target, "unlock"), 1


def _bound(event: Act, target: Slots, kind: str) -> Core:
    about = contact_act(target.things[0], touch=True)
    if kind == "lock":
        return ("P", about, (Mod("after", event),))
    return ("P", about, (Mod("until", event),))


_THEN = frozenset(("then", "and then", "only then"))


def _in_order(
    chart: Chart, pieces: Sequence[Piece], last: tuple[str, ...]
) -> Iterator[tuple[Core, int]]:
    """first A, then B; A first and B after that; A has to come before B"""
    if any(piece.may("ban", "doom", "shun") and not piece.may("fill") for piece in pieces):
        return
    begins = any(piece.words in ("first", "start", "begin") for piece in pieces[:2])
    for k in range(1, len(pieces) - 1):
        piece = pieces[k]
        first = begins or any(one.words in ("first", "beforehand") for one in pieces[:k])
        asked = first and piece.words in ("if", "before")  # first, if you want to cross lava
        if not (piece.words in _THEN or asked or (first and piece.words in (",", "and"))):
            continue
        one = [piece for piece in pieces[:k] if piece.words not in _ORDER_WORDS]
        two = [piece for piece in pieces[k + 1 :] if piece.words not in _ORDER_WORDS]
        act = _event(chart, one)
        target = _target(chart, two, "may", "only")
        if act is None or target is None or not (first or piece.words == "only then"):
            continue
        if act.groups == target.things[0].groups:
            continue
        yield _bound(act, target, "unlock"), 1


_ORDER_WORDS = frozenset(("first", "then", "and", "only", ",", "beforehand", "start", "begin"))

"""What a clause after a connective says is so or has happened: "if you touch a vase"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from natural_language.frames.contacts import pressed_amiss
from natural_language.frames.measured import bound_of
from natural_language.frames.slots import Slots
from natural_language.grammar.comparisons import contact_act, distance_act
from natural_language.grammar.meanings import Act, Bound, Mod, all_of, any_of, negated
from natural_language.grammar.moving import moved_act
from natural_language.grammar.speeds import speed_act
from natural_language.grammar.things import WRONG_BUTTONS
from natural_language.lexicon.verbs import pasts
from saferl.constraints import Event

__all__ = ["conditions"]

_PLAIN = ("go", "aside", "past", "may", "first", "again", "then")


def conditions(slots: Slots) -> Iterator[tuple[Act, int]]:
    """What the clause after a connective says is so or has happened."""
    if not slots.things and not slots.has("stop", "arena", "speed") and not slots.of("speed"):
        return
    if len(slots.things) > 1 or len(slots.neg) > 1:
        return
    denied = bool(slots.neg)
    told = denied and any(piece.words.split()[0] in pasts() for piece in slots.rest)
    past = told or slots.has("past")
    for act, cost in _happening(slots):
        been = past and act.kind == "contact"
        if not denied:
            yield (replace(act, kind="past", touch=True) if been else act), cost
        elif (act.touch and past) or been:
            yield replace(act, kind="unpast"), cost
        else:
            whole = all_of(act.parts) if act.kind == "distance" else any_of(act.parts)
            state = Act((negated(whole),), groups=act.groups, kind="state")
            yield state, cost


def _happening(slots: Slots) -> Iterator[tuple[Act, int]]:
    """What is so or happens, whether or not a negation denies it."""
    speeds, lengths = slots.of("speed"), slots.of("length")
    if speeds:
        alone = len(slots.amounts) == 1 and not (slots.things and slots.named)
        if alone and speeds[0].op != "=" and slots.only("speed", *_PLAIN):
            yield speed_act(slots.chart, Bound(speeds[0].op, speeds[0].value)), 0
        return
    if slots.has("arena"):
        if slots.only("arena", "leave", "away", "op>", *_PLAIN) and not slots.amounts:
            yield Act((Event("left_arena"),), touch=True, kind="event"), 0
        return
    if not slots.things:
        return
    if lengths:
        near = ("near", "gap", "away", "inside", "dwell", "approach", "reach", "leave")
        if not slots.named and not slots.has("near", "gap", "away", "approach"):
            return  # after 5 m
        if len(slots.amounts) == 1 and slots.only(*near, *_PLAIN):
            op = lengths[0].op
            if op == "=":
                op = "<=" if slots.has("near") and not slots.has("away", "gap") else ">="
            yield distance_act(slots.chart, slots.things[0], bound_of(lengths[0], op)), 0
        return
    nth = _ordinal(slots)
    if nth >= 1:
        yield from _met(slots, nth)


def _ordinal(slots: Slots) -> int:
    """At which time it counts: 2 for "the second time" and "more than once"; 0 if unclear."""
    nth = 1
    for one in slots.amounts:
        more = {"=": 0, ">=": 0, ">": 1}.get(one.op)
        if one.dimension not in ("nth", "times") or more is None or nth > 1:
            return 0
        nth = int(one.value) + more
    return nth


def _met(slots: Slots, nth: int) -> Iterator[tuple[Act, int]]:
    """The goal is reached, something is pushed, or touched for the n-th time."""
    things = slots.things[0]
    if things.groups == ("goal",):
        if nth == 1 and slots.only("reach", "contact", "press", "inside", "leave", *_PLAIN):
            yield Act((Event("goal_reached"),), touch=True, kind="event", groups=("goal",)), 0
        return
    if slots.has("push") and not slots.has("contact") and set(things.groups) <= {"box", "vases"}:
        if nth == 1 and slots.only("push", "start", *_PLAIN):
            yield moved_act(things, Bound(">", 0.0)), 1
        return
    if not slots.only("contact", "press", "inside", "dwell", "reach", "times", "each", *_PLAIN):
        return
    told = slots.has("contact", "press", "inside", "dwell", "reach")
    done = slots.has("contact", "press", "inside", "reach")
    if pressed_amiss(slots) or not (done or slots.named):
        return  # in case of fire; when I am here
    if not told and any(piece.may("go") and not piece.may("fill", "who") for piece in slots.rest):
        return  # every time you see the water
    state = slots.has("inside", "dwell") and not slots.has("contact", "press", "reach")
    act = contact_act(things, touch=not state)
    act = replace(act, kind="contact")
    if things.groups == (WRONG_BUTTONS,):
        act = replace(act, kind="event", touch=True)
    yield (act.with_mods(Mod("nth", nth)) if nth > 1 else act), 0

"""The frame about contact: touching, entering, pressing and reaching things, or not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from natural_language.frames.core import PLAIN, POLAR, Core
from natural_language.frames.counting import counted, counts_things, scope, settle_pair
from natural_language.frames.pieces import Piece
from natural_language.frames.slots import Slots
from natural_language.grammar.comparisons import contact_act
from natural_language.grammar.meanings import Act
from natural_language.grammar.things import WRONG_BUTTONS
from natural_language.lexicon.verbs import pasts
from saferl.constraints import Event

__all__ = ["pressed_amiss", "touching"]

_TOUCHING = ("contact", "press", "inside", "dwell", "reach", "each", "combined", "total", "row")
_BESIDES = ("near", "same", "makes", "first", "between", "gear", "lock", "unlock", "away")


def touching(slots: Slots, polar: str) -> Iterator[tuple[Core, int]]:
    """What is touched, how often and for how long: "never touch a vase"."""
    if not slots.things or not slots.only(*_TOUCHING, *_BESIDES, *POLAR, *PLAIN):
        return
    if slots.has("leave") and not slots.has("contact", "inside", "dwell"):
        return
    if slots.of("length", "speed") or pressed_amiss(slots) or _picked(slots):
        return
    settle_pair(slots)
    nominal = counts_things(slots)
    mods = counted(slots, slots.amounts, polar, nominal=nominal) if slots.amounts else ()
    if mods is None:
        return
    off = any(piece.words in ("off", "away", "out", "clear") for piece in slots.rest)
    if polar == "R" and off and not slots.amounts and slots.named:
        polar = "P"  # keep your feet off the lava
    touched = slots.has("contact", "press", "reach", "inside")
    if _off_count(slots) and not touched:
        return
    if not slots.amounts and polar == "R" and not touched:
        return
    judged = polar == "P" and slots.count("ban") and not slots.neg  # only becomes dangerous after
    only = slots.count("only") and not judged
    if (slots.has("average") or only) and not slots.amounts:
        return
    told = slots.has("contact", "press", "dwell", "inside", "shun", "reach") or slots.of("nth")
    if not slots.named and not told:
        return
    about = _contact(slots, polar, lasting=any(mod.kind == "duration" for mod in mods))
    yield (polar, about, (*mods, *scope(slots))), 3 if slots.count("only") and not mods else 0


def _contact(slots: Slots, polar: str, *, lasting: bool) -> Act:
    """What is limited: contact or staying inside, with any or with all of the things at once."""
    things = slots.things[0]
    if things.groups == ("goal",):
        about = Act((Event("goal_reached"),), touch=True, kind="event", groups=("goal",))
    else:
        about = contact_act(things, touch=True)
    if lasting:
        dwelling = slots.has("dwell") and not slots.has("contact")
        about = replace(about, touch=False, kind="dwell" if dwelling else about.kind)
    if polar == "P" and slots.count("shun") and not slots.count("ban"):
        about = replace(about, kind="avoid")
    together = any(piece.words in ("both", "each") for piece in slots.rest)
    if about.joiner == "and" and (slots.count("shun") or together):
        about = replace(about, joiner="or")
    return about


def _off_count(slots: Slots) -> bool:
    """stay 3 times from hazards"""
    away = any(piece.words in ("from", "away") for piece in slots.rest)
    return away and bool(slots.of("times")) and not slots.count("shun") and not slots.neg


_SEEING = frozenset(
    "see sees seen seeing saw think thinks thinking observe observes observing find finds finding "
    "feel feels feeling use uses using used play plays playing require requires".split()
)
#: What is done with a thing held, or to a speed.
_HANDLED = frozenset("drop drops dropping raise lower lift reduce increase cut".split())
_COMPARED = ("op<=", "op<", "op>", "op>=")


def _picked(slots: Slots) -> bool:
    """Whether some objects of many are meant: most hazards, the first vase."""
    loose = any(
        p.may(*_COMPARED) and not p.may("fill", "aside", "contact", "reach", "only")
        for p in slots.rest
    )
    if loose and not slots.amounts:
        return True
    if any(
        one.may("contact") and two.words in ("me", "us", "him")
        for one, two in zip(slots.pieces, slots.pieces[1:], strict=False)
    ):
        return True  # you cannot catch me on the grass
    seen = any(piece.words.split()[0] in _SEEING for piece in slots.rest)
    if seen and not slots.has("contact", "press", "dwell", "inside", "reach", "near"):
        return True  # do not think of vases
    return any(
        (one.may("first", "opening") and two.group and not one.may("fill", "total", "each"))
        or (one.words in ("left", "right") and two.group)
        or (one.words in _HANDLED and two.group)
        or (one.may("lock", "unlock") and two.group and not one.may("ban", "doom", "may", "fill"))
        or (one.words in ("with", "about", "like") and two.group and not slots.has("contact"))
        or (one.group and two.words in ("number", "#"))
        or (_bare_participle(one) and two.group)
        for one, two in zip(slots.pieces, slots.pieces[1:], strict=False)
    )


def _bare_participle(piece: Piece) -> bool:
    """Whether a verb before an object can only single it out: avoid broken vases."""
    return piece.may("contact", "push", "press") and piece.words in pasts() and not piece.may("ban")


_HITTING = ("hit", "knock", "bump", "push", "touch", "tap", "poke", "step", "land")
_PRESSED = {"buttons", WRONG_BUTTONS, "goal"}


def pressed_amiss(slots: Slots) -> bool:
    """Whether something is pressed that is no button."""
    pressed = any(
        p.may("press") and not p.may("contact", "fill", "doom") and not p.words.startswith(_HITTING)
        for p in slots.rest
    )
    return pressed and not _PRESSED & set(slots.things[0].groups)

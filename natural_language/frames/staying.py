"""Frames about where the robot stays: leaving things, standing still, keeping to the arena."""

from __future__ import annotations

from collections.abc import Iterator

from natural_language.frames.core import PLAIN, POLAR, Core
from natural_language.frames.counting import counted, scope
from natural_language.frames.slots import Slots
from natural_language.grammar.comparisons import contact_act
from natural_language.grammar.meanings import Act, Bound, Mod
from natural_language.grammar.moving import STILL
from natural_language.grammar.things import Things
from saferl.constraints import Event, Not

__all__ = ["in_arena", "leaving", "stopping"]


def _left(things: Things) -> Act:
    parts = tuple(Not(part) for part in contact_act(things, touch=False).parts)
    joiner = "and" if len(parts) > 1 else "plain"
    return Act(parts, joiner, groups=things.groups, kind="leave")


def leaving(slots: Slots, polar: str) -> Iterator[tuple[Core, int]]:
    """Out of something in time: "leave the water within five seconds"."""
    times = slots.of("time")
    allowed = ("leave", "inside", "contact", "again", "near", "within", "window", "away")
    if not slots.has("leave") or len(times) != 1 or len(slots.amounts) != 1 or polar != "R":
        return
    if not slots.things or not slots.only(*allowed, *PLAIN, "shun"):
        return
    steps = int(times[0].value) - (times[0].op == "<")
    if times[0].op in ("=", "<=", "<"):
        yield (polar, _left(slots.things[0]), (Mod("within", steps),)), 0


def stopping(slots: Slots, polar: str) -> Iterator[tuple[Core, int]]:
    """Standing still, for a time or from a time on: "stop within two seconds"."""
    times = slots.of("time")
    if (slots.things and slots.named) or len(slots.amounts) != len(times) or len(times) > 1:
        return
    if polar == "P" and slots.has("moving", "push") and slots.only("moving", "push", *PLAIN):
        polar = "R"  # do not move
    elif not slots.has("stop") or not slots.only("stop", "dwell", *PLAIN):
        return
    if polar != "R":
        return
    mods: tuple[Mod, ...] | None = ()
    if times and (times[0].before or times[0].op in ("<=", "<")):
        mods = counted(slots, times, "P", nominal=False)
    elif times:
        mods = (Mod("duration", Bound("=", times[0].value), ""),)
    if mods is not None:
        yield (polar, Act((STILL,), kind="still"), mods), 0


def in_arena(slots: Slots, polar: str) -> Iterator[tuple[Core, int]]:
    """Within the arena's edge: "never leave the arena"."""
    if not slots.has("arena") or (slots.things and slots.named):
        return
    if not slots.only("arena", "leave", "away", "dwell", "inside", "op>", *POLAR, *PLAIN, "row"):
        return
    inside = slots.has("inside") and not slots.has("leave", "away")
    if inside and polar == "R" and not slots.amounts:
        yield ("P", Act((Event("left_arena"),), touch=True, kind="event"), ()), 0
    elif not inside:
        about = Act((Event("left_arena"),), touch=True, kind="event")
        mods = counted(slots, slots.amounts, polar, nominal=True) if slots.amounts else ()
        if mods is not None and (polar != "R" or mods):
            yield (polar, about, (*mods, *scope(slots))), 0

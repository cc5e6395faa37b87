"""How often, for how long and over what: the modifiers that the amounts of a clause come to."""

from __future__ import annotations

from dataclasses import replace

from natural_language.frames.amounts import Amount
from natural_language.frames.slots import Slots
from natural_language.grammar.meanings import Mod

__all__ = ["counted", "counts_things", "scope", "settle_pair"]

_EACH = frozenset("each apiece respectively individually separately".split())


def scope(slots: Slots) -> tuple[Mod, ...]:
    """Per episode, on average, in a row, each, together, again."""
    mods = []
    counted = bool(slots.amounts)
    for kind in ("average", "row", "combined", "episode", "same", "begin"):
        groups = slots.things[0].groups if slots.things else ()
        if kind == "same" and (counted or len(groups) < 2):
            continue
        if any(piece.may(kind) and not piece.may("fill") for piece in slots.rest):
            mods.append(Mod(kind if kind != "begin" else "start"))
    several = slots.things and len(slots.things[0].groups) > 1
    if several and counted and any(piece.words in _EACH for piece in slots.rest):
        mods.append(Mod("each"))
    return tuple(mods)


def _lasting(slots: Slots, one: Amount) -> tuple[Mod, ...]:
    """How long: in the first seconds, or at a stretch, or in total."""
    if one.before == "opening":
        return (Mod("first_n", int(one.value)),)
    mode = (
        "row"
        if slots.has("row") or one.piece.may("row")
        else "total"
        if slots.has("total", "episode")
        else ""
    )
    return (Mod("duration", one.bound, mode),)


def settle_pair(slots: Slots) -> None:
    """two are allowed, three are not: that is one limit, said twice"""
    counts = slots.of("times", "nth")
    if len(counts) == 2 and len(slots.neg) == 1 and len(slots.amounts) == 2:
        low, high = counts
        if (low.op, high.op) == ("=", "=") and high.value == low.value + 1:
            slots.amounts = [high]


def counts_things(slots: Slots) -> bool:
    """Whether a number counts things that happen ("two entries"), rather than orders them."""
    return not any(
        piece.may("contact") and piece.start < amount.piece.start
        for amount in slots.of("times")
        for piece in slots.rest
    )


def counted(
    slots: Slots, amounts: list[Amount], polar: str, *, nominal: bool
) -> tuple[Mod, ...] | None:
    """How often, how long, over what; None where that cannot be said."""
    counts = [one for one in amounts if one.dimension in ("times", "nth")]
    times = [one for one in amounts if one.dimension == "time"]
    if len(counts) + len(times) != len(amounts) or len(times) > 1:
        return None
    if len(counts) > 1:
        bounds = {(one.op, one.value) for one in counts}
        if len(bounds) > 1:
            return None
    mods: list[Mod] = []
    if counts:
        limit = counts[0].bound
        if limit.op == "=" and polar == "R":
            if not (nominal or slots.has("only", "limit", "average")):
                return None
            limit = replace(limit, op="<=")
        if limit.op == "nth" and polar != "P":
            return None
        if polar == "P" and limit.op in ("<=", "<"):
            return None
        if limit.op in (">", ">=") and polar != "P":
            return None
        mods.append(Mod("count", limit))
        if times:
            if times[0].before != "window" or times[0].op not in ("=", "<="):
                return None
            mods.append(Mod("window", int(times[0].value)))
    elif times:
        if times[0].before == "opening":
            mods.append(Mod("first_n", int(times[0].value)))
        elif times[0].before and times[0].op in ("=", "<=", "<"):
            mods.append(Mod("within", int(times[0].value) - (times[0].op == "<")))
        elif times[0].op == "=" and polar == "R":
            if not _granted(slots):
                return None
            mods += _lasting(slots, replace(times[0], op="<="))
        elif polar == "P" and times[0].op in ("<=", "<"):
            return None
        else:
            mods += _lasting(slots, times[0])
    return tuple(mods)


def _granted(slots: Slots) -> bool:
    """Whether a time is given to be used up: "you get ten seconds of hazard time in total"."""
    first = next((piece for piece in slots.pieces if not piece.may("fill", "who")), None)
    bounded = slots.has("total", "row", "limit") or slots.of("time")[0].piece.may("row")
    return bool(bounded and first is not None and not first.may("contact", "dwell", "go", "reach"))

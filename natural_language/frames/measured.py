"""Frames about a number: the task's cost, speeds, how far things were moved, distances.

Each takes the clause's slots and its polarity, and gives nothing where a piece is left over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from natural_language.frames.amounts import Amount
from natural_language.frames.core import PLAIN, POLAR, Core
from natural_language.frames.counting import counted, scope
from natural_language.frames.slots import Slots
from natural_language.grammar.comparisons import compared, contact_act, distance_act
from natural_language.grammar.meanings import Act, Bound, Mod, all_of, any_of, negated
from natural_language.grammar.moving import moved_act
from natural_language.grammar.tallied_measures import Cost
from saferl.constraints import Predicate, Speed

__all__ = ["bound_of", "costly", "distant", "moved", "speeding"]


def costly(slots: Slots, polar: str) -> Iterator[tuple[Core, int]]:
    """The task's own cost: "a cost of 25 at most"."""
    numbers = slots.of("times")
    if not slots.has("cost") or len(numbers) != 1 or len(slots.amounts) != 1:
        return
    if (slots.things and slots.named) or not slots.only("cost", "total", "average", *PLAIN):
        return
    limit = numbers[0]
    most = {"P": {">": 0.0, ">=": -1.0}, "R": {"<=": 0.0, "<": -1.0}}.get(polar, {}).get(limit.op)
    if most is not None:
        yield ("C", Cost(limit.value + most, slots.has("average")), ()), 0


def _region(slots: Slots) -> Predicate | None:
    """Where a limit on speed holds: in or near the things; None for everywhere or unclear."""
    lengths = slots.of("length")
    if lengths:
        op = lengths[0].op
        if op == "=" and slots.has("near"):
            op = "<="
        if op in ("<=", "<"):
            return any_of(
                distance_act(slots.chart, slots.things[0], bound_of(lengths[0], op)).parts
            )
        return None
    if slots.has("inside", "dwell", "contact", "press"):
        return any_of(contact_act(slots.things[0], touch=False).parts)
    if any(piece.words.startswith("outside") for piece in slots.rest):
        return negated(any_of(contact_act(slots.things[0], touch=False).parts))
    return None


def bound_of(amount: Amount, op: str) -> Bound:
    """An amount with this comparison instead of its own."""
    return Bound(op, amount.value, amount.high)


def speeding(slots: Slots, polar: str) -> Iterator[tuple[Core, int]]:
    """How fast, everywhere or near something: "no faster than 1 m/s"."""
    speeds = slots.of("speed")
    extra = ("speed", "gap", "limit", "near", "inside", "dwell", "contact", "away", "moving")
    if not 1 <= len(speeds) <= 2 or not slots.only(*extra, *POLAR, *PLAIN):
        return
    if len(speeds) == 2 and (polar != "R" or speeds[0].op[0] == speeds[1].op[0]):
        return
    parts = []
    for one in speeds:
        if one.op == "=" or (one.op == "range" and polar != "R"):
            return
        if one.op == "<=" and polar == "P":
            return  # "walk, do not run: 0.8 m/s is the limit" forbids no walking
        parts.append(compared(Speed(), Bound(one.op, one.value, one.high)))
    fast = all_of(tuple(parts))
    others = [one for one in slots.amounts if one.dimension not in ("speed", "length")]
    mods = counted(slots, others, polar, nominal=True) if others else ()
    if mods is None:
        return
    if slots.things and slots.named:
        region = _region(slots)
        if region is None or mods or slots.count("shun"):
            return
        only = [piece for piece in slots.rest if piece.may("only")]
        near = any(0 < speeds[0].piece.start - piece.start <= 3 for piece in only)
        if (polar == "A" and not near) or (only and not near):
            return
        forbidden = fast if polar == "P" else negated(fast)
        yield ("P", Act((all_of((region, forbidden)),), kind="state"), ()), 0
        return
    if slots.of("length"):
        return
    if polar == "A":
        polar = "R" if speeds[0].op in ("<", "<=") else "A"
    yield (polar, Act((fast,), kind="speed"), (*mods, *scope(slots))), 0


def moved(slots: Slots, polar: str) -> Iterator[tuple[Core, int]]:
    """How far vases or the box may be moved: "push no vase by more than 5 cm"."""
    lengths = slots.of("length")
    allowed = ("push", "limit", "start", "contact", "away", "inside", "near", "gap")
    if not slots.has("push", "start") or not slots.things or len(slots.amounts) > 1:
        return
    movable = {"vases", "box"} & set(slots.things[0].groups)
    if not movable or slots.has("gap") or not slots.only(*allowed, *POLAR, *PLAIN):
        return
    if len(lengths) == 1:
        limit = lengths[0].bound
        if limit.op == "=" and polar == "R" and not slots.has("limit"):
            return  # push the box 2 m
        if limit.op == "=":
            limit = replace(limit, op=">=" if polar == "P" else "<=")
        if polar == "A":
            polar = "R"
        if (limit.op in ("<", "<=")) == (polar == "R"):
            yield (polar, moved_act(slots.things[0], limit), ()), 0
    elif not slots.amounts and not slots.has("contact") and polar == "P":
        yield (polar, moved_act(slots.things[0], Bound(">", 0.0)), ()), 0


def distant(slots: Slots, polar: str) -> Iterator[tuple[Core, int]]:
    """How far from something: "keep 30 cm away from hazards"."""
    lengths = slots.of("length")
    allowed = ("gap", "away", "near", "inside", "dwell", "approach", "contact", "leave", "between")
    if len(lengths) != 1 or not slots.things or not slots.only(*allowed, *POLAR, *PLAIN, "each"):
        return
    if not slots.named and not slots.has("gap", "away", "near", "approach", "shun", "inside"):
        return
    sized = any(_SIZED & set(piece.words.split()) for piece in slots.pieces)
    if sized and not slots.has("gap", "away", "near"):
        return  # hazards larger than 30 cm
    if _between_them(slots) or _no_distance(slots):
        return
    one = lengths[0]
    op = one.op
    exceeding = any(piece.words.startswith(("exceed", "surpass")) for piece in slots.pieces)
    if (op in (">", ">=") or exceeding) and slots.has("near") and not slots.has("away", "gap"):
        return  # do not exceed 0.5 m near hazards
    apart = slots.has("gap", "away", "shun", "between")
    if op == "=":
        giving = any(piece.words in _GIVING for piece in slots.pieces)
        if not (apart or giving or slots.has("near", "inside", "approach", "leave")):
            return  # hazards are 30 cm wide
        op = ">=" if apart or not slots.has("near") else "<="
        if polar == "P" and op == ">=" and (not apart or slots.count("ban") or slots.count("doom")):
            return
    judged = slots.neg or slots.count("ban") or slots.count("doom")
    if polar == "P" and op in (">", ">=", "range") and not judged:
        polar = "R"  # avoid them, by at least so much
    if polar == "P" and slots.neg and (op == ">=" or (op == ">" and one.op == "=")):
        return
    if slots.has("only"):
        if polar != "A":
            return
        polar = "R"
    others = [other for other in slots.amounts if other is not one]
    mods: tuple[Mod, ...] = ()
    if others:
        if len(others) > 1 or others[0].dimension == "speed":
            return
        mods = counted(slots, others, polar, nominal=True) or ()
        if not mods:
            return
    about = distance_act(slots.chart, slots.things[0], Bound(op, one.value, one.high))
    yield (polar, about, (*mods, *scope(slots))), 0


_GIVING = frozenset("give gives giving grant allow afford show".split())


def _no_distance(slots: Slots) -> bool:
    """Whether a length measures something else: a touch, a stay in something, a speed."""
    within = any(
        (one.may("inside") or one.words.endswith((" in", " inside", " on"))) and two.group
        for one, two in zip(slots.pieces, slots.pieces[1:], strict=False)
    )
    if within or any(piece.words == "speed" for piece in slots.rest):
        return True
    told = ("gap", "away", "shun", "near", "approach", "between", "leave")
    return slots.has("contact") and not slots.has(*told)


def _between_them(slots: Slots) -> bool:
    """Whether a distance is between objects, and the robot is at neither end of it."""
    for k, piece in enumerate(slots.pieces):
        if piece.words == "between":
            ends = slots.pieces[k + 1 :]
            return not any(end.may("who", "gear", "strange") for end in ends)
    return False


_SIZED = frozenset("larger bigger smaller deeper wider taller higher lower greater".split())

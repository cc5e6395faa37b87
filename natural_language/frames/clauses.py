"""Frames: what a clause with these slots asks, and what a condition with these slots means.

Each frame takes certain kinds of pieces; one that is left over refuses the clause. The meanings are
the grammar's own ``(polarity, act, modifiers)``, so that `grammar.rules` makes the formulas.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from natural_language.frames.pieces import Piece
from natural_language.frames.slots import Amount, Slots
from natural_language.grammar.comparisons import compared, contact_act, distance_act
from natural_language.grammar.meanings import Act, Bound, Mod, all_of, any_of, negated
from natural_language.grammar.moving import STILL, moved_act
from natural_language.grammar.said import Rule
from natural_language.grammar.speeds import speed_act
from natural_language.grammar.tallied_measures import Cost
from natural_language.grammar.things import WRONG_BUTTONS, Things
from saferl.constraints import Event, Not, Predicate, Speed, TaskCost

__all__ = ["Core", "clauses", "conditions", "cost_rules", "doomed", "polarity"]

#: Polarity ("R" asked, "P" forbidden, "A" allowed), what about, and what is said of it.
Core = tuple[str, Act | Cost, tuple[Mod, ...]]

_EACH = frozenset("each apiece respectively individually separately".split())
_PLAIN = (
    "go", "aside", "episode", "past", "again", "then", "times", "limit", "row", "total", "average",
    "window", "opening", "begin", "combined", "every", "each",
)  # fmt: skip
_POLAR = ("neg", "ban", "shun", "may", "doom", "only")


_CEASING = frozenset("stop stops cease quit fail fails forget refuse neglect".split())


def polarity(slots: Slots) -> str | None:
    """Asked, forbidden or allowed; None where the words disagree."""
    dooms = sum(p.may("doom") and not p.may("fill", "stop", "ban") for p in slots.rest)
    bans = slots.count("ban") + bool(dooms)
    bans += sum(p.may("lock") and not p.may("fill", "ban", "doom", "stop") for p in slots.rest)
    bans += sum(p.may("shun") and not p.may("fill", "ban", "doom", "stop") for p in slots.rest)
    allows = sum(
        p.may("may", "unlock") and not p.may("fill", "ban", "doom", "lock", "stop", "contact")
        for p in slots.rest
    )
    if len(slots.neg) > 1 or (slots.count("shun") and any(p.words in _CEASING for p in slots.rest)):
        return None
    if slots.neg:
        if not bans:
            return None if allows and any(p.words == "but" for p in slots.rest) else "P"
        judged = [p for p in slots.rest if p.may("ban", "doom") and not p.may("shun")]
        close = judged and 0 <= judged[0].start - slots.neg[0].end <= 1
        return "A" if close and bans == 1 and not allows else None
    if bans:
        return None if allows else "P"
    return "A" if allows else "R"


def doomed(slots: Slots) -> bool:
    """Whether the clause only says that it ends badly, or that this is forbidden."""
    bad = slots.has("doom", "ban") and not slots.amounts and not slots.neg
    named = slots.named and slots.things
    return bad and not named and slots.only("doom", "ban", "after", "contact", *_PLAIN)


def clauses(
    slots: Slots, *, threatened: bool = False, capped: bool = False
) -> Iterator[tuple[Core, int]]:
    """What the clause asks, each with how far-fetched it is.

    Args:
        slots: Of the clause.
        threatened: Whether what it says ends badly: "five knocks, and you are fired".
        capped: Whether its amount is the most there may be: "five knocks, then you are fired".
    """
    if capped:
        slots.amounts = [replace(one, op="<=") if one.op == "=" else one for one in slots.amounts]
    polar = polarity(slots)
    if polar is None or len(slots.things) > 1 or _adrift(slots):
        return
    if threatened:
        if polar != "R":
            return
        polar = "P"
    frames = (_cost, _speed, _moved, _distance, _leaving, _stopping, _arena, _contact)
    for frame in frames:
        found = list(frame(slots, polar))
        if found:
            yield from found
            return


def _adrift(slots: Slots) -> bool:
    """Whether a preposition leads to nothing that was understood: "with your lights on"."""
    for k, piece in enumerate(slots.pieces):
        if piece.words in ("with", "using") and any(
            one.may("gear") for one in slots.pieces[k + 1 : k + 3]
        ):
            return True  # with your left foot
        if piece in slots.rest and piece.kinds <= {"inside", "near", "away", "after", "fill"}:
            if not piece.may("inside") or piece.may("fill"):
                continue
            after = slots.pieces[k + 1 : k + 4]
            if not any(_grounds(one) for one in after):
                return True
    return False


def _grounds(piece: Piece) -> bool:
    """Whether a preposition can lead to it."""
    found = piece.group or piece.amounts or piece.number is not None or piece.words in _PRONOUNS
    return bool(found) or piece.may("contact", "times", "dwell", "op<=", "op>", "op<", "op>=")


_PRONOUNS = frozenset("it them there one those that these".split())


def cost_rules(about: Cost, mods: tuple[Mod, ...]) -> tuple[Rule, ...]:
    """The rule about the task's own cost."""
    average = about.average or any(mod.kind == "average" for mod in mods)
    return (Rule(TaskCost(), about.budget, "expected" if average else "always"),)


def _scope(slots: Slots) -> tuple[Mod, ...]:
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


def _cost(slots: Slots, polar: str) -> Iterator[tuple[Core, int]]:
    numbers = slots.of("times")
    if not slots.has("cost") or len(numbers) != 1 or len(slots.amounts) != 1:
        return
    if (slots.things and slots.named) or not slots.only("cost", "total", "average", *_PLAIN):
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
            return any_of(distance_act(slots.chart, slots.things[0], _limit(lengths[0], op)).parts)
        return None
    if slots.has("inside", "dwell", "contact", "press"):
        return any_of(contact_act(slots.things[0], touch=False).parts)
    if any(piece.words.startswith("outside") for piece in slots.rest):
        return negated(any_of(contact_act(slots.things[0], touch=False).parts))
    return None


def _limit(amount: Amount, op: str) -> Bound:
    return Bound(op, amount.value, amount.high)


def _speed(slots: Slots, polar: str) -> Iterator[tuple[Core, int]]:
    speeds = slots.of("speed")
    extra = ("speed", "gap", "limit", "near", "inside", "dwell", "contact", "away", "moving")
    if not 1 <= len(speeds) <= 2 or not slots.only(*extra, *_POLAR, *_PLAIN):
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
    mods = _counted(slots, others, polar, nominal=True) if others else ()
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
    yield (polar, Act((fast,), kind="speed"), (*mods, *_scope(slots))), 0


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


def _moved(slots: Slots, polar: str) -> Iterator[tuple[Core, int]]:
    lengths = slots.of("length")
    allowed = ("push", "limit", "start", "contact", "away", "inside", "near", "gap")
    if not slots.has("push", "start") or not slots.things or len(slots.amounts) > 1:
        return
    movable = {"vases", "box"} & set(slots.things[0].groups)
    if not movable or slots.has("gap") or not slots.only(*allowed, *_POLAR, *_PLAIN):
        return
    if len(lengths) == 1:
        limit = lengths[0].bound
        if limit.op == "=":
            limit = replace(limit, op=">=" if polar == "P" else "<=")
        if polar == "A":
            polar = "R"
        if (limit.op in ("<", "<=")) == (polar == "R"):
            yield (polar, moved_act(slots.things[0], limit), ()), 0
    elif not slots.amounts and not slots.has("contact") and polar == "P":
        yield (polar, moved_act(slots.things[0], Bound(">", 0.0)), ()), 0


def _distance(slots: Slots, polar: str) -> Iterator[tuple[Core, int]]:
    lengths = slots.of("length")
    allowed = ("gap", "away", "near", "inside", "dwell", "approach", "contact", "leave", "between")
    if len(lengths) != 1 or not slots.things or not slots.only(*allowed, *_POLAR, *_PLAIN, "each"):
        return
    if not slots.named and not slots.has("gap", "away", "near", "approach", "shun", "inside"):
        return
    sized = any(_SIZED & set(piece.words.split()) for piece in slots.pieces)
    if sized and not slots.has("gap", "away", "near"):
        return  # hazards larger than 30 cm
    one = lengths[0]
    op = one.op
    apart = slots.has("gap", "away", "shun", "between")
    if op == "=":
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
        mods = _counted(slots, others, polar, nominal=True) or ()
        if not mods:
            return
    about = distance_act(slots.chart, slots.things[0], Bound(op, one.value, one.high))
    yield (polar, about, (*mods, *_scope(slots))), 0


def _left(things: Things) -> Act:
    parts = tuple(Not(part) for part in contact_act(things, touch=False).parts)
    joiner = "and" if len(parts) > 1 else "plain"
    return Act(parts, joiner, groups=things.groups, kind="leave")


def _leaving(slots: Slots, polar: str) -> Iterator[tuple[Core, int]]:
    times = slots.of("time")
    allowed = ("leave", "inside", "contact", "again", "near", "within", "window", "away")
    if not slots.has("leave") or len(times) != 1 or len(slots.amounts) != 1 or polar != "R":
        return
    if not slots.things or not slots.only(*allowed, *_PLAIN, "shun"):
        return
    steps = int(times[0].value) - (times[0].op == "<")
    if times[0].op in ("=", "<=", "<"):
        yield (polar, _left(slots.things[0]), (Mod("within", steps),)), 0


def _stopping(slots: Slots, polar: str) -> Iterator[tuple[Core, int]]:
    times = slots.of("time")
    if (slots.things and slots.named) or len(slots.amounts) != len(times) or len(times) > 1:
        return
    if polar == "P" and slots.has("moving", "push") and slots.only("moving", "push", *_PLAIN):
        polar = "R"  # do not move
    elif not slots.has("stop") or not slots.only("stop", "dwell", *_PLAIN):
        return
    if polar != "R":
        return
    mods: tuple[Mod, ...] | None = ()
    if times and (times[0].before or times[0].op in ("<=", "<")):
        mods = _counted(slots, times, "P", nominal=False)
    elif times:
        mods = (Mod("duration", Bound("=", times[0].value), ""),)
    if mods is not None:
        yield (polar, Act((STILL,), kind="still"), mods), 0


def _arena(slots: Slots, polar: str) -> Iterator[tuple[Core, int]]:
    if not slots.has("arena") or (slots.things and slots.named):
        return
    if not slots.only("arena", "leave", "away", "dwell", "inside", "op>", *_POLAR, *_PLAIN, "row"):
        return
    inside = slots.has("inside") and not slots.has("leave", "away")
    if inside and polar == "R" and not slots.amounts:
        yield ("P", Act((Event("left_arena"),), touch=True, kind="event"), ()), 0
    elif not inside:
        about = Act((Event("left_arena"),), touch=True, kind="event")
        mods = _counted(slots, slots.amounts, polar, nominal=True) if slots.amounts else ()
        if mods is not None and (polar != "R" or mods):
            yield (polar, about, (*mods, *_scope(slots))), 0


_TOUCHING = ("contact", "press", "inside", "dwell", "reach", "each", "combined", "total", "row")


def _contact(slots: Slots, polar: str) -> Iterator[tuple[Core, int]]:
    allowed = (
        *_TOUCHING,
        "near",
        "same",
        "makes",
        "first",
        "between",
        "gear",
        "lock",
        "unlock",
        "away",
    )
    if not slots.things or not slots.only(*allowed, *_POLAR, *_PLAIN):
        return
    if slots.has("leave") and not slots.has("contact", "inside", "dwell"):
        return
    things = slots.things[0]
    if slots.of("length", "speed") or _pressed_amiss(slots):
        return
    if _picked(slots):
        return
    _settle_pair(slots)
    nominal = _nominal(slots)
    mods = _counted(slots, slots.amounts, polar, nominal=nominal) if slots.amounts else ()
    if mods is None:
        return
    off = any(piece.words in ("off", "away", "out", "clear") for piece in slots.rest)
    if polar == "R" and off and not slots.amounts and slots.named:
        polar = "P"  # keep your feet off the lava
    touching = slots.has("contact", "press", "reach", "inside")
    if not slots.amounts and polar == "R" and not touching:
        return
    if things.groups == ("goal",):
        about = Act((Event("goal_reached"),), touch=True, kind="event", groups=("goal",))
    else:
        about = contact_act(things, touch=True)
    lasting = any(mod.kind == "duration" for mod in mods)
    if lasting:
        dwelling = slots.has("dwell") and not slots.has("contact")
        about = replace(about, touch=False, kind="dwell" if dwelling else about.kind)
    if polar == "P" and slots.count("shun") and not slots.count("ban"):
        about = replace(about, kind="avoid")
    judged = polar == "P" and slots.count("ban") and not slots.neg  # only becomes dangerous after
    only = slots.count("only") and not judged
    if (slots.has("average") or only) and not slots.amounts:
        return
    told = slots.has("contact", "press", "dwell", "inside", "shun", "reach") or slots.of("nth")
    if not slots.named and not told:
        return
    together = any(piece.words in ("both", "each") for piece in slots.rest)
    if about.joiner == "and" and (slots.count("shun") or together):
        about = replace(about, joiner="or")
    yield (polar, about, (*mods, *_scope(slots))), 3 if slots.count("only") and not mods else 0


_SEEING = frozenset(
    "see sees seen seeing saw think thinks thinking observe observes observing find finds finding "
    "feel feels feeling use uses using used play plays playing require requires".split()
)
_SIZED = frozenset("larger bigger smaller deeper wider taller higher lower greater".split())
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
        or (one.may("lock", "unlock") and two.group and not one.may("ban", "doom", "may", "fill"))
        or (one.words in ("with", "about", "like") and two.group and not slots.has("contact"))
        or (one.group and two.words in ("number", "#"))
        for one, two in zip(slots.pieces, slots.pieces[1:], strict=False)
    )


_HITTING = ("hit", "knock", "bump", "push", "touch", "tap", "poke", "step", "land")
_PRESSED = {"buttons", WRONG_BUTTONS, "goal"}


def _pressed_amiss(slots: Slots) -> bool:
    """Whether something is pressed that is no button."""
    pressed = any(
        p.may("press") and not p.may("contact", "fill", "doom") and not p.words.startswith(_HITTING)
        for p in slots.rest
    )
    return pressed and not _PRESSED & set(slots.things[0].groups)


def _settle_pair(slots: Slots) -> None:
    """two are allowed, three are not: that is one limit, said twice"""
    counts = slots.of("times", "nth")
    if len(counts) == 2 and len(slots.neg) == 1 and len(slots.amounts) == 2:
        low, high = counts
        if (low.op, high.op) == ("=", "=") and high.value == low.value + 1:
            slots.amounts = [high]


def _nominal(slots: Slots) -> bool:
    """Whether a number counts things that happen ("two entries"), rather than orders them."""
    return not any(
        piece.may("contact") and piece.start < amount.piece.start
        for amount in slots.of("times")
        for piece in slots.rest
    )


def _counted(
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


def conditions(slots: Slots) -> Iterator[tuple[Act, int]]:
    """What the clause after a connective says is so or has happened."""
    if not slots.things and not slots.has("stop", "arena", "speed") and not slots.of("speed"):
        return
    if len(slots.things) > 1 or len(slots.neg) > 1:
        return
    denied, past = bool(slots.neg), slots.has("past")
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
    speeds, lengths = slots.of("speed"), slots.of("length")
    plain = ("go", "aside", "past", "may", "first", "again", "then")
    if speeds:
        alone = len(slots.amounts) == 1 and not (slots.things and slots.named)
        if alone and speeds[0].op != "=" and slots.only("speed", *plain):
            yield speed_act(slots.chart, Bound(speeds[0].op, speeds[0].value)), 0
        return
    if slots.has("arena"):
        if slots.only("arena", "leave", "away", "op>", *plain) and not slots.amounts:
            yield Act((Event("left_arena"),), touch=True, kind="event"), 0
        return
    if not slots.things:
        return
    things = slots.things[0]
    if lengths:
        near = ("near", "gap", "away", "inside", "dwell", "approach", "reach", "leave")
        if len(slots.amounts) == 1 and slots.only(*near, *plain):
            op = lengths[0].op
            if op == "=":
                op = "<=" if slots.has("near") and not slots.has("away", "gap") else ">="
            yield distance_act(slots.chart, things, _limit(lengths[0], op)), 0
        return
    nth = 1
    for one in slots.amounts:
        more = {"=": 0, ">=": 0, ">": 1}.get(one.op)
        if one.dimension not in ("nth", "times") or more is None or nth > 1:
            return
        nth = int(one.value) + more
    if nth < 1:
        return
    if things.groups == ("goal",):
        if nth == 1 and slots.only("reach", "contact", "press", "inside", "leave", *plain):
            yield Act((Event("goal_reached"),), touch=True, kind="event", groups=("goal",)), 0
        return
    if slots.has("push") and not slots.has("contact") and set(things.groups) <= {"box", "vases"}:
        if nth == 1 and slots.only("push", "start", *plain):
            yield moved_act(things, Bound(">", 0.0)), 1
        return
    if not slots.only("contact", "press", "inside", "dwell", "reach", "times", "each", *plain):
        return
    told = slots.has("contact", "press", "inside", "dwell", "reach")
    done = slots.has("contact", "press", "inside", "reach")
    if _pressed_amiss(slots) or not (done or slots.named):
        return  # in case of fire; when I am here
    if not told and any(piece.may("go") and not piece.may("fill", "who") for piece in slots.rest):
        return  # every time you see the water
    state = slots.has("inside", "dwell") and not slots.has("contact", "press", "reach")
    act = contact_act(things, touch=not state)
    act = replace(act, kind="contact")
    if things.groups == (WRONG_BUTTONS,):
        act = replace(act, kind="event", touch=True)
    yield (act.with_mods(Mod("nth", nth)) if nth > 1 else act), 0

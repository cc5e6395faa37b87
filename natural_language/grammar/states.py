"""Where the agent is and how fast it goes: places, distances and speeds as predicates."""

from __future__ import annotations

from collections.abc import Iterator

from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.meanings import Act, Bound, all_of, any_of
from natural_language.grammar.quantities import bound, quantity
from natural_language.grammar.things import WRONG_BUTTONS, Things, things
from natural_language.problems import problem
from natural_language.reading import Problem
from saferl.constraints import Comparison, Contact, Distance, Event, Not, Predicate, Signal, Speed

__all__ = ["compared", "distance_act", "gap", "place", "places", "speed_act", "speed_bound"]

_FROM = frozenset("from to of with off around between at towards".split())


def compared(signal: Signal, limit: Bound, equals: str = ">=") -> Predicate:
    """A comparison of a signal with a bound; ``equals`` is what a plain quantity means."""
    if limit.op == "range":
        assert limit.high is not None
        return all_of((signal >= min(limit.value, limit.high), signal <= max(limit.value, limit.high)))
    return Comparison(signal, equals if limit.op in ("=", "nth") else limit.op, limit.value)  # type: ignore[arg-type]


def bound_notes(chart: Chart, limit: Bound, words: str, unit: str) -> tuple[Problem, ...]:
    """What is wrong with a bound: a number without unit, or one that is only about right."""
    notes = []
    if limit.bare:
        message = f"{limit.value:g} of what? The {words} needs a unit"
        notes.append(problem("NO_UNIT", message, f"{limit.value:g}", f"write {limit.value:g} {unit}"))
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


@rule
def places(chart: Chart, i: int) -> Iterator[Found]:
    """One place, or several that hold together: "20 cm from vases and 40 cm from hazards"."""
    if chart.word(i) == "both":  # both inside a hazard and within 30 cm of a vase
        for first in place(chart, i + 1):
            if chart.word(first.end) == "and":
                for more in place(chart, first.end + 1):
                    parts = (any_of(first.sem.parts), any_of(more.sem.parts))
                    sem = Act((all_of(parts),), notes=first.sem.notes + more.sem.notes, kind="state")
                    yield Found(sem, more.end, first.cost + more.cost)
    for first in place(chart, i):
        yield first
        if first.sem.kind != "distance":
            continue
        start = first.end + 1 if chart.word(first.end) == "," else first.end
        if chart.word(start) in ("and", "but"):
            start += 1
        elif start == first.end:
            continue
        for more in place(chart, start):
            if more.sem.kind == "distance":
                both = Act(
                    (all_of(first.sem.parts), all_of(more.sem.parts)),
                    "and",
                    notes=first.sem.notes + more.sem.notes,
                    groups=first.sem.groups + more.sem.groups,
                    kind="distance",
                )
                yield Found(both, more.end, first.cost + more.cost)


@rule
def place(chart: Chart, i: int) -> Iterator[Found]:
    """Where: "within 30 cm of a vase", "at least 1 m away from hazards", "inside a hazard"."""
    yield from _within(chart, i)
    yield from _away(chart, i)
    yield from _closer(chart, i)
    yield from _inside(chart, i)
    yield from _vague(chart, i)


def _from_things(chart: Chart, i: int) -> Iterator[Found]:
    """(away) from the things; the joint may be left out only after "away"."""
    start = i
    for _, end in chart.lex("AWAY", i):
        start = max(start, end)
    word = chart.word(start)
    if word in _FROM:
        yield from _centred(chart, start + 1)
        if word == "around" and chart.word(start + 1) == "of":
            yield from _centred(chart, start + 2)
    if word == "between" or (word in ("from", "of") and chart.word(start + 1) == "between"):
        skip = start + 1 if word == "between" else start + 2
        for _, end in chart.lex("SELF", skip):
            for joint in ("and", "from", "to", ","):
                if chart.word(end) == joint:
                    yield from _centred(chart, end + 1)
        for first in things(chart, skip):
            if chart.word(first.end) == "and":
                for _, end in chart.lex("SELF", first.end + 1):
                    yield Found(first.sem, end, first.cost)


def _centred(chart: Chart, i: int) -> Iterator[Found]:
    """Things, perhaps followed by "measured centre to centre" and "at all times"."""
    for found in things(chart, i):
        yield found
        start = found.end
        while chart.word(start) in (",", "("):
            start += 1
        for _, end in chart.lex("CENTRES", start):
            stop = end + 1 if chart.word(end) == ")" else end
            sem = found.sem
            yield Found(
                Things(sem.groups, sem.joiner, sem.singular, None, sem.notes, True, sem.each),
                stop,
                found.cost,
            )


def _within(chart: Chart, i: int) -> Iterator[Found]:
    if chart.word(i) not in ("within", "inside", "in", "at", "to"):
        return
    start = i + 1
    if chart.word(i) == "to":
        if chart.word(start) != "within":
            return
        start += 1
    if chart.word(start) == "of":
        start += 1
    prefixed = start
    while chart.word(start) in ("radius", "distance", "range", "perimeter", "circle", "zone", "reach"):
        start += 1
        if chart.word(start) == "of":
            start += 1
    named = start > prefixed
    for limit in bound(chart, start, "length"):
        if limit.sem.op not in ("=", "<=", "<"):
            continue
        end = limit.end
        while chart.word(end) in ("radius", "distance", "range", "perimeter", "circle", "zone", "reach"):
            end += 1
            named = True
        if chart.word(i) in ("in", "at") and not named:
            continue
        op = "<" if limit.sem.op == "<" else "<="
        sem = Bound(op, limit.sem.value, None, limit.sem.approximate, limit.sem.bare)
        for found in _from_things(chart, end):
            if chart.word(i) == "at":
                yield Found(distance_act(chart, found.sem, limit.sem), found.end, found.cost + limit.cost)
            else:
                cost = limit.cost + found.cost
                yield Found(distance_act(chart, found.sem, sem), found.end, cost)


def _away(chart: Chart, i: int) -> Iterator[Found]:
    start = i + 1 if chart.word(i) in ("at", "by", "to") else i
    if chart.word(start) in ("distance", "distances"):
        start += 1
        if chart.word(start) == "of":
            start += 1
    for limit in bound(chart, start, "length"):
        end = limit.end
        if chart.word(end) in ("distance", "gap", "space", "clearance", "room", "buffer"):
            end += 1
        if chart.word(end) in ("and", "but"):  # at least 30 cm and at most 2 m from
            for more in bound(chart, end + 1, "length"):
                for found in _from_things(chart, more.end):
                    both = [distance_act(chart, found.sem, b.sem) for b in (limit, more)]
                    if "=" not in (limit.sem.op, more.sem.op):
                        parts = (all_of(both[0].parts), all_of(both[1].parts))
                        sem = Act((all_of(parts),), notes=both[0].notes + both[1].notes, groups=found.sem.groups, kind="distance")
                        yield Found(sem, found.end, limit.cost + more.cost + found.cost)
        for found in _from_things(chart, end):
            yield Found(distance_act(chart, found.sem, limit.sem), found.end, limit.cost + found.cost)


def _closer(chart: Chart, i: int) -> Iterator[Found]:
    """closer to a hazard than 30 cm; no nearer to it than a foot; further from it than 2 m."""
    negative = chart.word(i) in ("no", "not")
    start = i + 1 if negative else i
    ops = {"closer": "<", "nearer": "<", "further": ">", "farther": ">", "near": "<=", "close": "<="}
    word = chart.word(start)
    if word not in ops:
        return
    comparative = word not in ("near", "close")
    for found in _from_things(chart, start + 1):
        skip = found.end + 1 if chart.word(found.end) == "than" else found.end
        if comparative and skip == found.end:
            continue
        if not comparative:
            continue
        for limit in quantity(chart, skip, "length"):
            plain = Bound(ops[word], limit.sem.value, None, False, limit.sem.bare)
            sem = plain.flipped() if negative else plain
            yield Found(distance_act(chart, found.sem, sem), limit.end, limit.cost + found.cost)


_INSIDE = frozenset("in inside on within over upon onto into atop through across".split())
_ON_TOP = (("on", "top", "of"), ("inside", "of"), ("in", "middle", "of"), ("in", "contact", "with"))


def _inside(chart: Chart, i: int) -> Iterator[Found]:
    starts = [i + 1] if chart.word(i) in _INSIDE else []
    starts += [
        i + len(words) for words in _ON_TOP if tuple(chart.words[i : i + len(words)]) == words
    ]
    for start in starts:
        for found in things(chart, start):
            if found.sem.groups == ("walls",) and chart.word(i) in ("in", "inside", "within", "over"):
                continue
            if found.sem.amount is None and not found.sem.centre:
                cost = found.cost + (3 if chart.word(start - 1) in ("within", "over", "through", "across") else 0)
                yield Found(contact_act(found.sem, touch=False), found.end, cost)
    outs = {"outside": 1, "off": 1, "out": 1, "clear": 1, "away": 1}
    step = outs.get(chart.word(i))
    if step:
        start = i + step
        if chart.word(start) in ("of", "from"):
            start += 1
        elif chart.word(i) in ("out", "away"):
            return
        for found in things(chart, start):
            act = contact_act(found.sem, touch=False)
            parts = tuple(Not(part) for part in act.parts)
            joined = Act(parts, "and" if len(parts) > 1 else "plain", notes=act.notes, groups=act.groups)
            yield Found(joined, found.end, found.cost)


def touching(group: str) -> Predicate:
    """Contact with a group; for wrong buttons, the event."""
    return Event("wrong_button_pressed") if group == WRONG_BUTTONS else Contact(group)


def contact_act(found: Things, *, touch: bool) -> Act:
    """Touching the things, or being in them."""
    return Act(
        tuple(touching(group) for group in found.groups),
        found.joiner,
        touch=touch,
        notes=found.notes,
        groups=found.groups,
        singular=found.singular,
        kind="each" if found.each and len(found.groups) == 1 else "contact",
        each=found.each,
    )


def _vague(chart: Chart, i: int) -> Iterator[Found]:
    for name, code_words in (("VAGUE_NEAR", "near"), ("VAGUE_FAR", "far")):
        for phrase, end in chart.lex(name, i):
            starts = {end, end + 1} if chart.word(end) in _FROM else {end}
            for start in starts:
                for found in things(chart, start):
                    if chart.setting.grid and phrase in _NEXT_TO:
                        limit = Bound("<=", 1.0)
                        yield Found(distance_act(chart, found.sem, limit), found.end, found.cost)
                        continue
                    yield from _how_near(chart, found, name)
                    note = problem(
                        "NO_THRESHOLD",
                        f"how {code_words} is {phrase!r}?",
                        phrase,
                        "give a distance, such as 'within 0.3 m of'",
                        chart.tokens[i].start,
                    )
                    act = contact_act(found.sem, touch=False).noted(note)
                    yield Found(act, found.end, found.cost + 3)


def _how_near(chart: Chart, found: Found, name: str) -> Iterator[Found]:
    """far away from water: at least two squares; close to water (3 squares or less)"""
    start = found.end
    while chart.word(start) in (",", ":", "(", "at", "within", "by", "meaning", "that", "is", "say"):
        start += 1
    if start == found.end:
        return
    for limit in bound(chart, start, "length"):
        end = limit.end
        for stop in _from_things(chart, limit.end):
            if stop.sem.groups == found.sem.groups:
                end = max(end, stop.end)
        for _, stop in chart.lex("AWAY", limit.end):
            end = max(end, stop)
        if chart.word(end) == ")":
            end += 1
        equals = "<=" if name == "VAGUE_NEAR" else ">="
        sem = limit.sem if limit.sem.op != "=" else Bound(equals, limit.sem.value, None, limit.sem.approximate, limit.sem.bare)
        yield Found(distance_act(chart, found.sem, sem), end, found.cost + limit.cost)


_NEXT_TO = frozenset(
    "near to,next to,adjacent to,beside,neighbouring,neighboring,alongside,right next to,adjoining,by".split(",")
)


@rule
def gap(chart: Chart, i: int) -> Iterator[Found]:
    """A gap kept: "a distance of 30 cm to the vases", "a one-metre gap between you and it".

    Also "your distance from the vases: 25 cm or more" and "the vases 30 cm away".
    """
    for limit, end, cost in _gap_size(chart, i):
        for found in _from_things(chart, end):
            yield Found(distance_act(chart, found.sem, limit), found.end, cost + found.cost)
    for _, end in chart.lex("DIST_NOUN", i):  # your distance from the vases : 25 cm or more
        for found in _from_things(chart, end):
            start = found.end
            while chart.word(start) in (",", ":", "at", "to", "of", "is", "="):
                start += 1
            if start > found.end:
                for limit in bound(chart, start, "length"):
                    cost = limit.cost + found.cost
                    yield Found(distance_act(chart, found.sem, limit.sem), limit.end, cost)
    for found in things(chart, i):  # keep the vases at least 30 cm away
        for size, end, cost in _gap_size(chart, found.end):  # give hazards a berth of 50 cm
            if chart.lex("DIST_NOUN", end - 1) or chart.lex("DIST_NOUN", found.end):
                yield Found(distance_act(chart, found.sem, size), end, cost + found.cost + 1)
        start = found.end + 1 if chart.word(found.end) == "at" else found.end
        if chart.word(start) == "distance" and chart.word(start + 1) == "of":
            start += 2
        for limit in bound(chart, start, "length"):
            end = limit.end
            for _, stop in chart.lex("AWAY", limit.end):
                end = max(end, stop)
            if chart.word(end) == "from":
                for _, stop in chart.lex("SELF", end + 1):
                    end = max(end, stop)
            if end > limit.end or start > found.end:
                cost = limit.cost + found.cost + 1
                yield Found(distance_act(chart, found.sem, limit.sem), end, cost)


def _gap_size(chart: Chart, i: int) -> Iterator[tuple[Bound, int, int]]:
    """30 cm of clearance; a gap of (at least) 30 cm; a minimum distance of 30 cm."""
    for limit in bound(chart, i, "length"):
        start = limit.end + 1 if chart.word(limit.end) == "of" else limit.end
        yield limit.sem, limit.end, limit.cost
        for _, end in chart.lex("DIST_NOUN", start):
            yield limit.sem, end, limit.cost
    for op, start in ((">=", i), *(pre for pre in chart.lex("PRE", i) if pre[0] in (">=", "<="))):
        for _, end in chart.lex("DIST_NOUN", start):
            skip = end + 1 if chart.word(end) in ("of", ":", ",", "is", "=") else end
            for limit in bound(chart, skip, "length"):
                sem = limit.sem
                if sem.op == "=":
                    sem = Bound(op, sem.value, None, sem.approximate, sem.bare)
                yield sem, limit.end, limit.cost
            # "the distance of a foot"; "maintain a distance to the vases of at least 30 cm"


@rule
def speed_bound(chart: Chart, i: int) -> Iterator[Found]:
    """A bound on speed, perhaps after "at", "a speed of"."""
    starts = [i]
    if chart.word(i) in ("at", "to", "with", "by", "on", "either"):
        starts.append(i + 1)
    for start in starts:
        for skip in _speed_of(chart, start):
            yield from bound(chart, skip, "speed")
        for op, end in chart.lex("PRE", start):
            for skip in _speed_of(chart, end):
                if skip > end and op != "~":
                    for limit in quantity(chart, skip, "speed"):
                        sem = Bound(op, limit.sem.value, None, False, limit.sem.bare)
                        yield Found(sem, limit.end, limit.cost)


def _speed_of(chart: Chart, i: int) -> Iterator[int]:
    yield i
    for _, end in chart.lex("SPEED_NOUN", i):
        yield end
        if chart.word(end) in ("of", "is", ":", "="):
            yield end + 1


def speed_act(chart: Chart, limit: Bound, equals: str = "<=") -> Act:
    """The speed compared with a bound."""
    notes = bound_notes(chart, limit, "speed", "m/s")
    return Act((compared(Speed(), limit, equals),), notes=notes, kind="speed")

"""Where the agent is and how fast it goes: places, distances and speeds as predicates."""

from __future__ import annotations

from collections.abc import Iterator

from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.comparisons import contact_act, distance_act
from natural_language.grammar.meanings import Act, Bound, all_of, any_of
from natural_language.grammar.nearness import vaguely_near
from natural_language.grammar.offsets import FROM, from_things
from natural_language.grammar.quantities import bound, quantity
from natural_language.grammar.things import Things, things
from saferl.constraints import Not

__all__ = ["place", "places"]


@rule
def places(chart: Chart, i: int) -> Iterator[Found]:
    """One place, or several that hold together: "20 cm from vases and 40 cm from hazards"."""
    if chart.word(i) == "both":  # both inside a hazard and within 30 cm of a vase
        for first in place(chart, i + 1):
            if chart.word(first.end) == "and":
                for more in place(chart, first.end + 1):
                    parts = (any_of(first.sem.parts), any_of(more.sem.parts))
                    sem = Act(
                        (all_of(parts),), notes=first.sem.notes + more.sem.notes, kind="state"
                    )
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
    yield from vaguely_near(chart, i)


_RADIUS = frozenset("radius distance range perimeter circle zone reach".split())


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
    while chart.word(start) in _RADIUS:
        start += 1
        if chart.word(start) == "of":
            start += 1
    named = start > prefixed
    for limit in bound(chart, start, "length"):
        if limit.sem.op not in ("=", "<=", "<"):
            continue
        end = limit.end
        while chart.word(end) in _RADIUS:
            end += 1
            named = True
        if chart.word(i) in ("in", "at") and not named:
            continue
        op = "<" if limit.sem.op == "<" else "<="
        sem = Bound(op, limit.sem.value, None, limit.sem.approximate, limit.sem.bare)
        for found in from_things(chart, end):
            if chart.word(i) == "at":
                yield Found(
                    distance_act(chart, found.sem, limit.sem), found.end, found.cost + limit.cost
                )
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
        yield from _from_what_was_named(chart, limit)
        end = limit.end
        if chart.word(end) in ("distance", "gap", "space", "clearance", "room", "buffer"):
            end += 1
        if chart.word(end) in ("and", "but"):  # at least 30 cm and at most 2 m from
            for more in bound(chart, end + 1, "length"):
                for found in from_things(chart, more.end):
                    both = [distance_act(chart, found.sem, b.sem) for b in (limit, more)]
                    if "=" not in (limit.sem.op, more.sem.op):
                        parts = (all_of(both[0].parts), all_of(both[1].parts))
                        sem = Act(
                            (all_of(parts),),
                            notes=both[0].notes + both[1].notes,
                            groups=found.sem.groups,
                            kind="distance",
                        )
                        yield Found(sem, found.end, limit.cost + more.cost + found.cost)
        for found in from_things(chart, end):
            cost = limit.cost + found.cost
            yield Found(distance_act(chart, found.sem, limit.sem), found.end, cost)
            for op, stop in chart.lex("POST", found.end):  # 3 squares away from it or closer
                if limit.sem.op == "=" and op in ("<=", ">="):
                    nearer = Bound(op, limit.sem.value, None, False, limit.sem.bare)
                    yield Found(distance_act(chart, found.sem, nearer), stop, cost)


def _from_what_was_named(chart: Chart, limit: Found) -> Iterator[Found]:
    """(lava is hot,) stay 2 squares away; (lava:) keep 2 squares of distance"""
    last = chart.last_groups(limit.end)
    if not last or not chart.setting.grid:
        return
    ends = {end for name in ("AWAY", "DIST_NOUN") for _, end in chart.lex(name, limit.end)}
    start = limit.end + 1 if chart.word(limit.end) == "of" else limit.end
    ends |= {end for _, end in chart.lex("DIST_NOUN", start)}
    for end in ends:
        if chart.word(end) in FROM:
            continue
        yield Found(distance_act(chart, Things(last), limit.sem), end, limit.cost + 4)


def _closer(chart: Chart, i: int) -> Iterator[Found]:
    """closer to a hazard than 30 cm; no nearer to it than a foot; further from it than 2 m."""
    negative = chart.word(i) in ("no", "not")
    start = i + 1 if negative else i
    ops = {
        "closer": "<",
        "nearer": "<",
        "further": ">",
        "farther": ">",
        "near": "<=",
        "close": "<=",
    }
    word = chart.word(start)
    if word not in ops:
        return
    comparative = word not in ("near", "close")
    for found in from_things(chart, start + 1):
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
            if found.sem.groups == ("walls",) and chart.word(i) in (
                "in",
                "inside",
                "within",
                "over",
            ):
                continue
            if found.sem.amount is None and not found.sem.centre:
                cost = found.cost + (
                    3 if chart.word(start - 1) in ("within", "over", "through", "across") else 0
                )
                yield Found(contact_act(found.sem, touch=False), found.end, cost)
    outs = {"outside": 1, "off": 1, "out": 1, "clear": 1, "away": 1}
    step = outs.get(chart.word(i))
    if step and chart.word(i - 1) in ("turn", "switch", "shut", "put", "set", "take"):
        return  # turn off the hazards
    if step:
        start = i + step
        if chart.word(start) in ("of", "from"):
            start += 1
        elif chart.word(i) in ("out", "away"):
            return
        for found in things(chart, start):
            act = contact_act(found.sem, touch=False)
            parts = tuple(Not(part) for part in act.parts)
            joined = Act(
                parts, "and" if len(parts) > 1 else "plain", notes=act.notes, groups=act.groups
            )
            yield Found(joined, found.end, found.cost)

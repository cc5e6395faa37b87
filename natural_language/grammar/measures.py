"""Measures as subjects: speed, distance, cost, time and number, each with its bound.

"your speed must stay below 1 m/s", "dist to vases > 0.1 m", "the mean number of steps inside
hazards must be at most 40", "the total cost must not exceed 25".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from natural_language.grammar.acts import act, nominal
from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.meanings import Act, Bound, Mod, any_of
from natural_language.grammar.modals import POLARITY, modal
from natural_language.grammar.quantities import bound, number
from natural_language.grammar.states import compared, distance_act, gap, place, speed_act
from natural_language.grammar.things import things
from saferl.constraints import Displacement

__all__ = ["Cost", "distance_is", "measure", "relation"]


@dataclass(frozen=True)
class Cost:
    """The task's own cost, bounded."""

    budget: float
    average: bool


@rule
def relation(chart: Chart, i: int, dimension: str) -> Iterator[Found]:
    """must not exceed x, is at most x, never drops below x, : x, <= x; the meaning is a `Bound`."""
    starts = [(i, "R", 0)]
    for before in modal(chart, i):
        starts.append((before.end, POLARITY[before.sem], before.cost))
    seen = set()
    for start, polarity, cost in starts:
        if (start, polarity) in seen:
            continue
        seen.add((start, polarity))
        ends = {start}
        for name in ("STAY_VALUE", "BE"):
            ends |= {end for _, end in chart.lex(name, start)}
        if chart.word(start) in (":", ",", "=", "of", "to", "(", "is"):
            ends.add(start + 1)
        for end in tuple(ends):
            if chart.word(end) in ("at", "to", "always", "kept", "set"):
                ends.add(end + 1)
        for end in ends:
            for limit in _amount(chart, end, dimension):
                sem = limit.sem
                if polarity == "P":
                    if sem.op in ("=", "range"):
                        continue
                    sem = sem.flipped()
                yield Found(sem, limit.end, limit.cost + cost)
        for name, op in (("EXCEED", ">"), ("DROP_BELOW", "<"), ("REACH_VALUE", ">=")):
            for _, end in chart.lex(name, start):
                for limit in _amount(chart, end, dimension):
                    if limit.sem.op != "=":
                        continue
                    sem = replace(limit.sem, op=op)
                    yield Found(sem.flipped() if polarity == "P" else sem, limit.end, limit.cost + cost)


def _amount(chart: Chart, i: int, dimension: str) -> Iterator[Found]:
    if dimension != "number":
        yield from bound(chart, i, dimension)
        return
    for op, start in (("=", i), *chart.lex("PRE", i)):
        if op == "~":
            continue
        for value in number(chart, start):
            ends = {value.end} | {end for _, end in chart.lex("TIMES", value.end)}
            ends |= {end for _, end in chart.lex("EVENT_NOUN", value.end)}
            for end in ends:
                yield Found(Bound(op, value.sem), end)
                for post, stop in chart.lex("POST", end):
                    if op == "=" and post != "~":
                        yield Found(Bound(post, value.sem), stop)
    for word, value_ in (("ONCE", 1.0), ("TWICE", 2.0)):
        for op, start in (("=", i), *chart.lex("PRE", i)):
            for _, end in chart.lex(word, start):
                yield Found(Bound(op, value_), end)


@rule
def measure(chart: Chart, i: int) -> Iterator[Found]:
    """A measure with its bound, as the core of a clause."""
    yield from _speed(chart, i)
    yield from _distance(chart, i)
    yield from _cost(chart, i)
    yield from _number(chart, i)
    yield from _limited_noun(chart, i)
    yield from _time(chart, i)
    yield from _distance_of(chart, i)
    yield from _displacement(chart, i)


_CAPS = ("limit", "maximum", "max", "top", "cap", "v_max", "vmax", "maximal")


def _let(chart: Chart, i: int) -> Iterator[int]:
    """do not let, never allow: what follows must not happen"""
    for before in modal(chart, i):
        if before.end > i and POLARITY[before.sem] == "P" and before.sem != "V":
            yield before.end


def _heads(chart: Chart, i: int) -> Iterator[int]:
    """Skip a verb that only introduces a measure: keep, limit, restrict, make sure."""
    yield i
    for before in modal(chart, i):
        if before.end > i and POLARITY[before.sem] == "R":
            yield before.end
    for name in ("LIMIT", "KEEP"):
        for start in {i, *(b.end for b in modal(chart, i) if POLARITY[b.sem] == "R")}:
            for _, end in chart.lex(name, start):
                yield end


_COMPARED = ("<", "<=", ">", ">=")


def _speed(chart: Chart, i: int) -> Iterator[Found]:
    if chart.word(i) in ("v_max", "vmax", "v"):
        for limit in relation(chart, i + 1, "speed"):
            equals = "<=" if limit.sem.op == "=" else limit.sem.op
            if limit.sem.op != "=" or chart.word(i) != "v":
                yield Found(("R", speed_act(chart, replace(limit.sem, op=equals)), ()), limit.end, limit.cost)
    for start in set(_let(chart, i)):
        for _, end in chart.lex("SPEED_NOUN", start):
            for limit in relation(chart, end, "speed"):
                if limit.sem.op in _COMPARED:
                    yield Found(("R", speed_act(chart, limit.sem.flipped()), ()), limit.end, limit.cost)
    for start in set(_heads(chart, i)):
        for noun, end in chart.lex("SPEED_NOUN", start):
            capped = any(word in _CAPS for word in noun.split())
            stops = {end}
            if chart.word(end) in ("of",):
                stops |= {stop for _, stop in chart.lex("SELF", end + 1)}
            for _, stop in chart.lex("LIMIT_NOUN", end):
                stops.add(stop)
                capped = True
            for skip in stops:
                for limit in relation(chart, skip, "speed"):
                    sem = limit.sem
                    if sem.op == "=" and not capped and chart.word(skip) not in (":", "limit"):
                        if start == i:
                            continue
                        sem = replace(sem, op="<=")
                    if sem.op == "=":
                        sem = replace(sem, op="<=")
                    yield Found(("R", speed_act(chart, sem), ()), limit.end, limit.cost)


def _distance(chart: Chart, i: int) -> Iterator[Found]:
    """the distance to vases must ...; dist to vases > 0.1 m; hazards >= 20 cm"""
    for start in set(_let(chart, i)):
        for _, end in chart.lex("DIST_NOUN", start):
            for found in _ends_of_distance(chart, end):
                for limit in relation(chart, found.end, "length"):
                    if limit.sem.op in _COMPARED:
                        sem = distance_act(chart, found.sem, limit.sem.flipped())
                        yield Found(("R", sem, ()), limit.end, limit.cost + found.cost)
    for start in set(_heads(chart, i)):
        ends = {end for _, end in chart.lex("DIST_NOUN", start)}
        if chart.word(start) in ("dist", "d"):
            ends.add(start + 1)
        for _, skip in chart.lex("PRE", start):
            ends |= {end for _, end in chart.lex("DIST_NOUN", skip)}
        minimum = chart.word(start) in ("minimum", "min", "safety", "safe")
        for end in ends:
            for found in _ends_of_distance(chart, end):
                for limit in relation(chart, found.end, "length"):
                    sem = limit.sem
                    if sem.op == "=" and not minimum and chart.word(found.end) not in (":", "of"):
                        sem = replace(sem, op=">=")
                    yield Found(
                        ("R", distance_act(chart, found.sem, sem), ()), limit.end, limit.cost + found.cost
                    )
    for found in things(chart, i):
        if chart.word(found.end) in ("<", ">", "<=", ">=", ":"):
            for limit in relation(chart, found.end, "length"):
                if limit.sem.op != "=":
                    yield Found(("R", distance_act(chart, found.sem, limit.sem), ()), limit.end, limit.cost)
    # a distance of not less than 400 mm to vases shall be maintained
    for found in place(chart, i):
        if found.sem.kind != "distance":
            continue
        for before in modal(chart, found.end):
            if before.end > found.end and POLARITY[before.sem] == "R":
                for _, end in chart.lex("KEEP", before.end):
                    yield Found(("R", found.sem, ()), end, found.cost + before.cost)


def _distance_of(chart: Chart, i: int) -> Iterator[Found]:
    """the minimum distance you must maintain between yourself and lava is 3; there must be 1 m"""
    starts = {end for _, end in chart.lex("THERE", i)}
    for start in starts:
        for found in gap(chart, start):
            yield Found(("R", found.sem, ()), found.end, found.cost)
        for found in place(chart, start):
            if found.sem.kind == "distance":
                yield Found(("R", found.sem, ()), found.end, found.cost)
    for found in gap(chart, i):
        for before in modal(chart, found.end):
            if before.end > found.end and POLARITY[before.sem] == "R":
                for _, end in chart.lex("KEEP", before.end):
                    yield Found(("R", found.sem, ()), end, found.cost)
        yield Found(("R", found.sem, ()), found.end, found.cost + 4)
    skip = i
    for _, end in chart.lex("PRE", i):
        skip = end
    for _, end in chart.lex("DIST_NOUN", skip):
        for before in modal(chart, end):
            if before.end == end:
                continue
            for _, stop in chart.lex("KEEP", before.end):
                for found in _ends_of_distance(chart, stop):
                    for limit in relation(chart, found.end, "length"):
                        if limit.sem.op == "=":
                            yield Found(
                                ("R", distance_act(chart, found.sem, limit.sem), ()), limit.end, limit.cost
                            )


def _ends_of_distance(chart: Chart, i: int) -> Iterator[Found]:
    """to the vases; between you and the nearest hazard; from your centre to its centre"""
    word = chart.word(i)
    if word == "(":
        for found in things(chart, i + 1):
            if chart.word(found.end) == ")":
                yield Found(found.sem, found.end + 1, found.cost)
    if word in ("to", "from", "of", "towards"):
        yield from things(chart, i + 1)
        for _, end in chart.lex("SELF", i + 1):
            if chart.word(end) in ("to", "and", "from"):
                yield from things(chart, end + 1)
    if word == "between":
        for _, end in chart.lex("SELF", i + 1):
            if chart.word(end) == "and":
                yield from things(chart, end + 1)
        for found in things(chart, i + 1):
            if chart.word(found.end) == "and":
                for _, end in chart.lex("SELF", found.end + 1):
                    yield Found(found.sem, end, found.cost)


@rule
def distance_is(chart: Chart, i: int) -> Iterator[Found]:
    """the distance to a hazard is below 0.5 m, as an act"""
    for _, end in chart.lex("DIST_NOUN", i):
        for found in _ends_of_distance(chart, end):
            for limit in relation(chart, found.end, "length"):
                if limit.sem.op in _COMPARED:
                    sem = distance_act(chart, found.sem, limit.sem)
                    if limit.sem.op in ("<", "<=") and len(sem.parts) > 1:
                        sem = replace(sem, parts=(any_of(sem.parts),), kind="state")
                    yield Found(sem, limit.end, limit.cost + found.cost)


def _cost(chart: Chart, i: int) -> Iterator[Found]:
    """the total cost must not exceed 25; keep the expected cost at or below 25; no episode may cost"""
    for start in set(_heads(chart, i)):
        average = False
        skip = start
        for _, end in chart.lex("AVERAGE", start):
            average, skip = True, end
        if chart.word(start) in ("avg", "avg."):
            average, skip = True, start + 1
        for _, end in chart.lex("COST_NOUN", skip):
            stops = {end}
            for _, stop in chart.lex("EPISODE", end):
                stops.add(stop)
            for _, stop in chart.lex("AVERAGE", end):
                stops.add(stop)
                average = True
            for stop in stops:
                for limit in relation(chart, stop, "number"):
                    if limit.sem.op in ("<=", "<", "="):
                        strict = limit.sem.op == "<" and not average
                        budget = max(limit.sem.value - (1 if strict else 0), 0.0)
                        cost = limit.cost + (12 if limit.sem.op == "<" else 0)
                        yield Found(("C", Cost(budget, average), ()), limit.end, cost)
    if chart.word(i) in ("no", "never", "not") or chart.lex("EPISODE", i) or chart.word(i) in ("episode", "every", "each", "an"):
        negative = chart.word(i) in ("no", "never", "not")
        start = i + 1 if negative else i
        for subject_end in {start, *(end for _, end in chart.lex("EPISODE", start)), start + 1}:
            if chart.word(subject_end - 1) not in ("episode", "run"):
                continue
            for before in modal(chart, subject_end):
                if chart.word(before.end) in ("cost", "costs"):
                    polarity = POLARITY[before.sem]
                    for limit in _amount(chart, before.end + 1, "number"):
                        sem = limit.sem
                        if negative or polarity == "P":
                            sem = sem.flipped()
                        if sem.op in ("<=", "<"):
                            yield Found(("C", Cost(sem.value, False), ()), limit.end, 0)


def _number(chart: Chart, i: int) -> Iterator[Found]:
    """the number of vase contacts must not exceed 3; the average number of grass steps ..."""
    for start in set(_heads(chart, i)):
        mods: tuple[Mod, ...] = ()
        skip = start
        for phrase, end in chart.lex("AVERAGE", start):
            mods, skip = (Mod("average"),), end
            if phrase.endswith("number of"):
                skip = end - 2
        for word in ("total", "maximum", "max", "overall", "allowed", "permitted"):
            if chart.word(skip) == word:
                skip += 1
        if chart.word(skip) not in ("number", "amount", "count") or chart.word(skip + 1) not in ("of", "you"):
            continue
        begin = skip + 2
        for found in nominal(chart, begin):
            yield from _count_relation(chart, found, mods)
        if chart.word(begin) in ("times", "occasions"):
            for before in modal(chart, begin + 1):
                for found in act(chart, before.end):
                    yield from _count_relation(chart, Found(replace(found.sem, kind="visits"), found.end, found.cost), mods)
        for _, end in chart.lex("EVENT_NOUN", begin):
            for found in place(chart, end):
                yield from _count_relation(chart, Found(replace(found.sem, kind="steps"), found.end, found.cost), mods)


def _limited_noun(chart: Chart, i: int) -> Iterator[Found]:
    """limit hazard entries to three; vase touches are limited to two"""
    for start in set(_heads(chart, i)):
        for found in nominal(chart, start):
            told = chart.words[found.end : found.end + 4]
            if start > i or {"limited", "capped", "restricted", "exceed"} & set(told):
                yield from _count_relation(chart, found, ())


def _displacement(chart: Chart, i: int) -> Iterator[Found]:
    """the displacement of vases must stay below 5 cm"""
    for start in set(_heads(chart, i)):
        if chart.word(start) not in ("displacement", "displacements", "shift", "movement"):
            continue
        skip = start + 1 if chart.word(start + 1) not in ("of", "for") else start + 2
        for found in things(chart, skip):
            for limit in relation(chart, found.end, "length"):
                if limit.sem.op in _COMPARED:
                    parts = tuple(compared(Displacement(g), limit.sem) for g in found.sem.groups)
                    sem = Act(parts, found.sem.joiner, notes=found.sem.notes, kind="moved")
                    yield Found(("R", sem, ()), limit.end, limit.cost)


def _count_relation(chart: Chart, found: Found, mods: tuple[Mod, ...]) -> Iterator[Found]:
    stops = {found.end}
    for _, end in chart.lex("EPISODE", found.end):
        stops.add(end)
    for stop in stops:
        for limit in relation(chart, stop, "number"):
            sem = limit.sem if limit.sem.op != "=" else replace(limit.sem, op="<=")
            if sem.op not in ("<=", "<"):
                continue
            steps = found.sem.kind == "steps"
            said = Mod("duration", sem, "total") if steps else Mod("count", sem)
            base: Act = found.sem
            yield Found(("A", base, (*mods, said)), limit.end, found.cost + limit.cost)


def _time(chart: Chart, i: int) -> Iterator[Found]:
    """the accumulated time inside hazards must not exceed 3 s; time in hazards: at most 2 s in a row"""
    for start in set(_heads(chart, i)):
        skip, mods = start, ()
        none = chart.word(skip) == "no"
        while chart.word(skip) in ("each", "every", "any", "single", "no", "one") and chart.lex("TIME_NOUN", skip + 1):
            skip += 1
        for kind in ("TOTAL", "AVERAGE"):
            for _, end in chart.lex(kind, start):
                if chart.lex("TIME_NOUN", end):
                    skip = end
                    mods = (Mod("average"),) if kind == "AVERAGE" else ()
        total = skip > start and not mods and chart.word(start) not in ("each", "every", "any", "single", "one", "no")
        for noun, end in chart.lex("TIME_NOUN", skip):
            summed = total or any(word in noun for word in ("total", "cumulative", "overall", "combined"))
            ends = {end}
            if chart.word(end) == "spent":
                ends.add(end + 1)
            for stop in ends:
                for found in (*place(chart, stop), *act(chart, stop + 1 if chart.word(stop) in ("of", "you") else stop)):
                    if chart.word(found.end) in ("for", "up"):
                        continue
                    if noun in ("stay", "visit") and chart.word(found.end) in ("no", "not", "never"):
                        continue
                    if noun in ("stay", "visit") and not any(
                        before.end > found.end for before in modal(chart, found.end)
                    ):
                        continue
                    for limit in relation(chart, found.end, "time"):
                        sem = limit.sem if limit.sem.op != "=" else replace(limit.sem, op="<=")
                        if none and sem.op in (">", ">="):  # no stay may exceed one second
                            sem = sem.flipped()
                        elif none:
                            continue
                        if sem.op not in ("<=", "<"):
                            continue
                        mode = "total" if summed else ("row" if noun.startswith(("stay", "visit", "stretch", "period")) else "")
                        said = Mod("duration", sem, mode)
                        base = replace(found.sem, kind="spend", touch=False)
                        yield Found(("R", base, (*mods, said)), limit.end, found.cost + limit.cost)


"""Measures as subjects: speed, distance, cost, time and number, each with its bound.

"your speed must stay below 1 m/s", "dist to vases > 0.1 m", "the mean number of steps inside
hazards must be at most 40", "the total cost must not exceed 25".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.comparisons import compared, distance_act
from natural_language.grammar.gaps import gap
from natural_language.grammar.meanings import Act, Mod, any_of
from natural_language.grammar.modals import POLARITY, modal
from natural_language.grammar.relations import COMPARED, denied_heads, heads, relation
from natural_language.grammar.speeds import speed_act
from natural_language.grammar.states import place
from natural_language.grammar.tallied_measures import (
    cost_measure,
    limited_noun,
    number_measure,
    time_measure,
)
from natural_language.grammar.things import things
from saferl.constraints import Displacement

__all__ = ["distance_is", "measure"]


@rule
def measure(chart: Chart, i: int) -> Iterator[Found]:
    """A measure with its bound, as the core of a clause."""
    yield from _speed(chart, i)
    yield from _distance(chart, i)
    yield from cost_measure(chart, i)
    yield from number_measure(chart, i)
    yield from limited_noun(chart, i)
    yield from time_measure(chart, i)
    yield from _distance_of(chart, i)
    yield from _displacement(chart, i)


_CAPS = ("limit", "maximum", "max", "top", "cap", "v_max", "vmax", "maximal")


def _speed(chart: Chart, i: int) -> Iterator[Found]:
    if chart.word(i) in ("v_max", "vmax", "v"):
        for limit in relation(chart, i + 1, "speed"):
            equals = "<=" if limit.sem.op == "=" else limit.sem.op
            if limit.sem.op != "=" or chart.word(i) != "v":
                yield Found(
                    ("R", speed_act(chart, replace(limit.sem, op=equals)), ()),
                    limit.end,
                    limit.cost,
                )
    for start in set(denied_heads(chart, i)):
        for _, end in chart.lex("SPEED_NOUN", start):
            for limit in relation(chart, end, "speed"):
                if limit.sem.op in COMPARED:
                    yield Found(
                        ("R", speed_act(chart, limit.sem.flipped()), ()), limit.end, limit.cost
                    )
    for start in set(heads(chart, i)):
        for noun, end in chart.lex("SPEED_NOUN", start):
            capped = any(word in _CAPS for word in noun.split())
            stops = {end}
            if chart.word(end) in ("of",):
                stops |= {stop for _, stop in chart.lex("SELF", end + 1)}
            for _, stop in chart.lex("LIMIT_NOUN", end):
                stops.add(stop)
                capped = True
            for skip in tuple(stops):  # speed within 50 cm of vases: at most 0.2 m/s
                for where in place(chart, skip):
                    for limit in relation(chart, where.end, "speed"):
                        if limit.sem.op in ("<", "<="):
                            slow = speed_act(chart, limit.sem)
                            near = (Mod("place", where.sem),)
                            yield Found(("R", slow, near), limit.end, limit.cost + where.cost)
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
    for start in set(denied_heads(chart, i)):
        for _, end in chart.lex("DIST_NOUN", start):
            for found in _ends_of_distance(chart, end):
                for limit in relation(chart, found.end, "length"):
                    if limit.sem.op in COMPARED:
                        sem = distance_act(chart, found.sem, limit.sem.flipped())
                        yield Found(("R", sem, ()), limit.end, limit.cost + found.cost)
    for start in set(heads(chart, i)):
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
                        ("R", distance_act(chart, found.sem, sem), ()),
                        limit.end,
                        limit.cost + found.cost,
                    )
    for found in things(chart, i):
        if chart.word(found.end) in ("<", ">", "<=", ">=", ":"):
            for limit in relation(chart, found.end, "length"):
                if limit.sem.op != "=":
                    yield Found(
                        ("R", distance_act(chart, found.sem, limit.sem), ()), limit.end, limit.cost
                    )
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
                                ("R", distance_act(chart, found.sem, limit.sem), ()),
                                limit.end,
                                limit.cost,
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
                if limit.sem.op in COMPARED:
                    sem = distance_act(chart, found.sem, limit.sem)
                    if limit.sem.op in ("<", "<=") and len(sem.parts) > 1:
                        sem = replace(sem, parts=(any_of(sem.parts),), kind="state")
                    yield Found(sem, limit.end, limit.cost + found.cost)


def _displacement(chart: Chart, i: int) -> Iterator[Found]:
    """the displacement of vases must stay below 5 cm"""
    for start in set(heads(chart, i)):
        if chart.word(start) not in ("displacement", "displacements", "shift", "movement"):
            continue
        skip = start + 1 if chart.word(start + 1) not in ("of", "for") else start + 2
        for found in things(chart, skip):
            for limit in relation(chart, found.end, "length"):
                if limit.sem.op in COMPARED:
                    parts = tuple(compared(Displacement(g), limit.sem) for g in found.sem.groups)
                    sem = Act(parts, found.sem.joiner, notes=found.sem.notes, kind="moved")
                    yield Found(("R", sem, ()), limit.end, limit.cost)

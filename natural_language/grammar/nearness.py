"""Near and far without a number, or with one that follows: "close to water (3 squares)"."""

from __future__ import annotations

from collections.abc import Iterator

from natural_language.grammar.chart import Chart, Found
from natural_language.grammar.comparisons import contact_act, distance_act
from natural_language.grammar.meanings import Bound
from natural_language.grammar.offsets import FROM, from_things
from natural_language.grammar.quantities import bound
from natural_language.grammar.things import things
from natural_language.problems import problem

__all__ = ["vaguely_near"]


def vaguely_near(chart: Chart, i: int) -> Iterator[Found]:
    """near a vase; far from hazards; next to water, which is one square in a grid"""
    for name, code_words in (("VAGUE_NEAR", "near"), ("VAGUE_FAR", "far")):
        for phrase, end in chart.lex(name, i):
            starts = {end, end + 1} if chart.word(end) in FROM else {end}
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


#: What can stand between "close to water" and how close that is.
_TO_THE_LIMIT = frozenset(
    ", : ( at within by meaning that is say keep stay remain leave maintain so always".split()
)


def _how_near(chart: Chart, found: Found, name: str) -> Iterator[Found]:
    """far away from water: at least two squares; close to water (3 squares or less)"""
    start = found.end
    while chart.word(start) in _TO_THE_LIMIT:
        if chart.lex("PRE", start):
            break
        start += 1
    if start == found.end:
        return
    kept = bool(
        {"keep", "stay", "remain", "leave", "maintain"} & set(chart.words[found.end : start])
    )
    for limit in bound(chart, start, "length"):
        end = limit.end
        for other in from_things(chart, limit.end):
            if other.sem.groups == found.sem.groups:
                end = max(end, other.end)
        for _, stop in chart.lex("AWAY", limit.end):
            end = max(end, stop)
        if chart.word(end) == ")":
            end += 1
        equals = "<=" if name == "VAGUE_NEAR" else ">="
        if kept and name == "VAGUE_NEAR":
            equals = "<"  # do not go near lava: keep 2 squares from it
        sem = (
            limit.sem
            if limit.sem.op != "="
            else Bound(equals, limit.sem.value, None, limit.sem.approximate, limit.sem.bare)
        )
        yield Found(distance_act(chart, found.sem, sem), end, found.cost + limit.cost)


_NEXT_TO = frozenset(
    (
        "near to,next to,adjacent "
        "to,beside,neighbouring,neighboring,alongside,right next to,"
        "adjoining,by,directly next to,immediately next to,"
        "directly beside,right beside,directly adjacent to,immediately adjacent to,bordering,"
        "bordering on,abutting,surrounding,right by,directly by,side by side with,"
        "next door to,that border,that border on,that surround,just next to,just beside,"
        "neighbour to,neighbouring to,around,bordered by,adjacent with"
    ).split(",")
)

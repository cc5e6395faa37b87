"""For how long and by when: "for two seconds", "in any ten steps", "within five steps of it"."""

from __future__ import annotations

from collections.abc import Iterator

from natural_language.grammar.chart import Chart, Found
from natural_language.grammar.counts import time_bound
from natural_language.grammar.happenings import condition
from natural_language.grammar.meanings import Mod
from natural_language.grammar.quantities import bound, quantity

__all__ = ["deadlines", "how_long"]


def how_long(chart: Chart, i: int) -> Iterator[Found]:
    """for two seconds; in the first ten steps; in any ten steps"""
    start = i + 1 if chart.word(i) in ("for", "on", "of") else i
    upcoming = ("next", "following", "subsequent", "ensuing", "coming")
    if start > i and chart.word(start) in upcoming:
        start += 1
    elif chart.word(i) in ("during", "over", "in", "throughout", "within"):
        start += 1 + (chart.word(i + 1) in upcoming) if chart.word(i + 1) in upcoming else 0
    for found in time_bound(chart, start):
        limit, mode = found.sem
        if limit.op == "=" and start == i and mode != "row":
            continue
        cost = found.cost + (0 if not limit.bare else 2)
        if limit.bare and start == i and limit.op == "=":
            continue
        yield Found((Mod("duration", limit, mode),), found.end, cost)
    for _, end in chart.lex("FIRST_TIME", i):
        for found in quantity(chart, end, "time"):
            if not found.sem.bare:
                skip = found.end
                yield Found((Mod("first_n", int(found.sem.value)),), skip, found.cost)
                for _, stop in chart.lex("AT_START", skip):
                    yield Found((Mod("first_n", int(found.sem.value)),), stop, found.cost)
    for _, end in chart.lex("AT_START", i):
        yield Found((Mod("start"),), end, 1)
    for _, end in chart.lex("WINDOW", i):
        for found in quantity(chart, end, "time"):
            if not found.sem.bare:
                stop = found.end
                yield Found((Mod("window", int(found.sem.value)),), stop, found.cost)
                for word in ("period", "window", "interval", "span", "stretch", "time"):
                    if chart.word(stop) == word:
                        yield Found((Mod("window", int(found.sem.value)),), stop + 1, found.cost)


def deadlines(chart: Chart, i: int) -> Iterator[Found]:
    """within five steps (of touching it); for ten steps after touching it"""
    for _, end in chart.lex("WITHIN", i):
        end += chart.word(end) in ("next", "following", "subsequent", "ensuing")
        for limit in bound(chart, end, "time"):
            if limit.sem.op not in ("=", "<=", "<"):
                continue
            steps = limit.sem.value - (1 if limit.sem.op == "<" else 0)
            notes = limit.sem.bare
            stops = [limit.end]
            if chart.word(limit.end) in ("time", "max"):
                stops.append(limit.end + 1)
            for stop in stops:
                if not notes:
                    yield Found((Mod("within", int(steps)),), stop, limit.cost + 1)
                for after in _of_condition(chart, stop):
                    yield Found(
                        (Mod("respond", int(steps), after.sem),), after.end, limit.cost + after.cost
                    )
    start = i + 1 if chart.word(i) in ("for", "during", "in", "over") else i
    if start > i or chart.word(i)[:1].isdigit():
        skip = start + 1 if chart.word(start) in ("first", "next", "full", "following") else start
        for limit in quantity(chart, skip, "time"):
            if limit.sem.bare:
                continue
            for after in _of_condition(chart, limit.end):
                if chart.word(limit.end) not in ("of",):
                    yield Found(
                        (Mod("for_after", int(limit.sem.value), after.sem),),
                        after.end,
                        limit.cost + after.cost,
                    )


def _of_condition(chart: Chart, i: int) -> Iterator[Found]:
    """... of touching a vase; ... after every contact; the meaning is (condition, each)."""
    if chart.word(i) in ("of", "from"):
        for found in condition(chart, i + 1):
            yield Found((found.sem, chart.word(i + 1) in ("every", "each")), found.end, found.cost)
    for name, each in (("AFTER", False), ("EACH_AFTER", True), ("WHEN", False)):
        for _, end in chart.lex(name, i):
            every = each or chart.word(end) in ("every", "each")
            for found in condition(chart, end):
                yield Found((found.sem, every), found.end, found.cost)

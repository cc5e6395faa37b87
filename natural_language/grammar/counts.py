"""How often and for how long: "at most twice", "a third time", "five steps in a row"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.meanings import Bound
from natural_language.grammar.numbers import number, ordinal
from natural_language.grammar.quantities import bound, in_base_units, joined_op, postfixes, prefixes

__all__ = ["count", "time_bound"]


@rule
def count(chart: Chart, i: int) -> Iterator[Found]:
    """How often: "at most three times", "twice", "a third time", "not even once", "only once"."""
    for op, _, start, cost in prefixes(chart, i):
        for plain in _times(chart, start):
            for post, about, stop in postfixes(chart, plain.end):
                joined = joined_op(op, post)
                if joined is not None:
                    yield Found(
                        Bound(joined, plain.sem, approximate=about), stop, plain.cost + cost
                    )
    # "two times less" never; "two or less times", "three or more times"
    for value in number(chart, i):
        for op, end in chart.lex("POST", value.end):
            for _, stop in chart.lex("TIMES", end):
                if op != "~":
                    yield Found(Bound(op, value.sem), stop)
    start = i + 1 if chart.word(i) in ("for", "on", "upon") else i
    for which in ordinal(chart, start):
        for _, end in chart.lex("TIMES", which.end):
            if chart.word(end - 1).startswith(("time", "occasion", "instance", "visit", "go")):
                yield Found(Bound("nth", float(which.sem)), end)
                if chart.word(end) == "or" and chart.word(end + 1) in ("more", "later"):
                    yield Found(Bound("nth", float(which.sem)), end + 2)


def _times(chart: Chart, i: int) -> Iterator[Found]:
    for _, end in chart.lex("ONCE", i):
        happened = chart.lex("SUBJECT", end) and chart.word(end + 1) in ("have", "has", "had")
        yield Found(1.0, end, 8 if happened else 0)  # "once you have been there" counts nothing
    for _, end in chart.lex("TWICE", i):
        yield Found(2.0, end)
    for _, end in chart.lex("THRICE", i):
        yield Found(3.0, end)
    for found in number(chart, i):
        more = chart.word(found.end) in ("more", "further", "additional", "separate", "other")
        for _, end in chart.lex("TIMES", found.end + 1 if more else found.end):
            if found.sem == int(found.sem):
                yield Found(found.sem, end, found.cost)


_MODES = {
    **dict.fromkeys(("consecutive", "successive", "straight", "uninterrupted"), "row"),
    **dict.fromkeys(("continuous", "contiguous"), "row"),
    "total": "total",
}


@rule
def time_bound(chart: Chart, i: int) -> Iterator[Found]:
    """A bound on a time in steps, and whether it speaks of one stretch or all together.

    The meaning is ``(bound, "row" | "total" | "")``.
    """
    for op, _, start, _ in prefixes(chart, i):  # more than two consecutive turns
        for value in number(chart, start):
            mode = _MODES.get(chart.word(value.end))
            for unit, end in chart.lex("UNIT", value.end + 1) if mode else ():
                converted = in_base_units(chart, value.sem, unit, "time")
                if converted is not None:
                    yield Found((Bound(op, converted), mode), end)
    for found in bound(chart, i, "time"):
        yield Found((found.sem, ""), found.end, found.cost)
        start = found.end + 1 if chart.word(found.end) == "," else found.end
        for _, end in chart.lex("IN_ROW", start):
            yield Found((found.sem, "row"), end, found.cost)
            yield from _capped(chart, found, "row", end)
        for _, end in chart.lex("TOTAL", start):
            yield Found((found.sem, "total"), end, found.cost)
            yield from _capped(chart, found, "total", end)
            for _, stop in chart.lex("TOTAL", end):
                yield Found((found.sem, "total"), stop, found.cost)
    for _, start in chart.lex("TOTAL", i):
        skip = start + 1 if chart.word(start) == "of" else start
        for found in bound(chart, skip, "time"):
            yield Found((found.sem, "total"), found.end, found.cost)


def _capped(chart: Chart, found: Found, mode: str, i: int) -> Iterator[Found]:
    """four seconds at a time and no longer"""
    start = i + 1 if chart.word(i) == "," else i
    for post, end in chart.lex("POST", start):
        if post == "<=" and found.sem.op in ("=", "<="):
            yield Found((replace(found.sem, op="<="), mode), end, found.cost)

"""Numbers, quantities with units, and bounds: "one and a half", "30 cm", "at most twice".

Lengths come out in metres (or squares), speeds in m/s, times in steps.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.meanings import Bound
from natural_language.lexicon.quantities import ORDINAL_ENDINGS

__all__ = [
    "MOST", "bound", "count", "number", "ordinal", "quantity", "split_bound", "time_bound",
]  # fmt: skip


@rule
def number(chart: Chart, i: int) -> Iterator[Found]:
    """A number in digits or words, as a float."""
    word = chart.word(i)
    if not word:
        return
    if word == "minus":
        for found in number(chart, i + 1):
            yield Found(-found.sem, found.end, found.cost)
        return
    if word[0].isdigit():
        value, end = float(word), i + 1
        if value > MOST:
            return
        if chart.word(end) == "/" and chart.word(end + 1)[:1].isdigit():
            below = float(chart.word(end + 1))
            if below:
                yield Found(value / below, end + 2)
            return
        if chart.word(end) in ORDINAL_ENDINGS:
            return
        if chart.word(end) == "\u00bd":
            value, end = value + 0.5, end + 1
        yield Found(value, end)
        for scale, stop in chart.lex("NUMBER", end):
            if scale in (12.0, 100.0, 1000.0):
                yield Found(value * scale, stop)
        if chart.word(end) == "million":
            yield Found(value * 1e6, end + 1)
        if chart.word(end) == "and":
            yield from _and_a_part(chart, value, end + 1)
        return
    yield from _in_words(chart, i)


def _and_a_part(chart: Chart, value: float, i: int) -> Iterator[Found]:
    for part, end in chart.lex("NUMBER", i):
        if 0 < part < 1:
            yield Found(value + part, end)


def _in_words(chart: Chart, i: int) -> Iterator[Found]:
    if chart.word(i) == "million":
        yield Found(1e6, i + 1)
    for value, end in chart.lex("NUMBER", i):
        for found in _continued(chart, value, end):
            yield found
            if chart.word(found.end) == "million":
                yield Found(found.sem * 1e6, found.end + 1)
            if chart.word(found.end) == "and":
                yield from _and_a_part(chart, found.sem, found.end + 1)


def _continued(chart: Chart, value: float, end: int) -> Iterator[Found]:
    yield Found(value, end)
    skip = 1 if chart.word(end) == "and" and value >= 100 else 0
    for more, stop in chart.lex("NUMBER", end + skip):
        if 20 <= value < 100 and value % 10 == 0 and 1 <= more <= 9 and not skip:
            yield from _continued(chart, value + more, stop)
        elif more in (100.0, 1000.0) and 1 <= value < more and not skip:
            yield from _continued(chart, value * more, stop)
        elif value >= 100 and value % 100 == 0 and 1 <= more < 100:
            yield from _continued(chart, value + more, stop)
        elif more == 12.0 and value == 0.5:
            yield Found(6.0, stop)


@rule
def ordinal(chart: Chart, i: int) -> Iterator[Found]:
    """third, 3rd, twenty-first."""
    for value, end in chart.lex("ORDINAL", i):
        yield Found(value, end)
    word = chart.word(i)
    if word.isdigit() and chart.word(i + 1) in ORDINAL_ENDINGS:
        yield Found(int(word), i + 2)
    for tens, end in chart.lex("NUMBER", i):
        if tens >= 20 and tens % 10 == 0 and tens < 100:
            for value, stop in chart.lex("ORDINAL", end):
                if value < 10:
                    yield Found(int(tens) + value, stop)


#: The largest number that is read.
MOST = 1e12


#: Units that are too much like other words to stand for one of themselves.
_NO_UNIT_ALONE = frozenset(
    (
        "s",
        "m",
        "in",
        "h",
        "'",
        '"',
        "ms",
        "min",
        "step",
        "steps",
        "move",
        "moves",
        "turns",
        "turn",
        "space",
        "field",
        "go",
    )
)


@rule
def quantity(chart: Chart, i: int, dimension: str) -> Iterator[Found]:
    """A number with a unit of a dimension: ``length``, ``speed`` or ``time``.

    The meaning is a `Bound` with op ``"="``. A unit alone is one of it ("a metre"); a number alone
    is marked ``bare``, and is fine where distances are in squares.
    """
    for value, end, cost in number(chart, i):
        measured = False
        if chart.word(end) in ("full", "whole", "entire", "complete", "solid", "good"):
            end += bool(chart.lex("UNIT", end + 1))
        for unit, stop in chart.lex("UNIT", end):
            converted = _converted(chart, value, unit, dimension)
            if converted is None:
                continue
            measured = True
            yield Found(Bound("=", converted), stop, cost)
            if dimension == "length" and unit[0] == "length":
                yield from _and_inches(chart, converted, stop, unit[1], cost)
            if chart.word(stop) == "and":  # a metre and a half
                for part in _and_a_part(chart, 0.0, stop + 1):
                    more = _converted(chart, part.sem, unit, dimension)
                    if more is not None:
                        yield Found(Bound("=", converted + more), part.end, cost)
        if not measured and not any(True for _ in chart.lex("UNIT", end)):
            grid = chart.setting.grid and dimension == "length"
            yield Found(Bound("=", value, bare=not grid), end, cost + (2 if grid else 6))
    for unit, stop in chart.lex("UNIT", i):
        converted = _converted(chart, 1.0, unit, dimension)
        if converted is not None and chart.word(i) not in _NO_UNIT_ALONE:
            yield Found(Bound("=", converted), stop, 2)
            if chart.word(stop) == "and":
                for part in _and_a_part(chart, 0.0, stop + 1):
                    more = _converted(chart, part.sem, unit, dimension)
                    if more is not None:
                        yield Found(Bound("=", converted + more), part.end, 2)


def _and_inches(chart: Chart, value: float, i: int, above: float, cost: int) -> Iterator[Found]:
    start = i + 1 if chart.word(i) == "and" else i
    for more, end, more_cost in number(chart, start):
        for (kind, factor), stop in chart.lex("UNIT", end):
            if kind == "length" and factor < above:
                yield Found(Bound("=", _rounded(value + more * factor)), stop, cost + more_cost)


def _converted(chart: Chart, value: float, unit: tuple[str, float], dimension: str) -> float | None:
    kind, factor = unit
    if dimension == "length":
        if chart.setting.grid:
            return value if kind == "squares" else None
        return _rounded(value * factor) if kind == "length" else None
    if dimension == "speed":
        return _rounded(value * factor) if kind == "speed" else None
    if kind == "steps":
        return value
    if kind == "seconds" and chart.setting.dt is not None:
        return float(round(value * factor / chart.setting.dt + 1e-9))
    return None


def _rounded(value: float) -> float:
    """Twelve significant digits: 3 feet are 0.9144 m, not 0.9144000000000001."""
    return float(f"{value:.12g}")


@rule
def bound(chart: Chart, i: int, dimension: str) -> Iterator[Found]:
    """A quantity with words of comparison before or after: "no more than 30 cm", "2 m or less"."""
    yield from _between(chart, i, dimension)
    yield from split_bound(chart, i, dimension)
    for op, approximate, start, cost in _prefixes(chart, i):
        for plain in quantity(chart, start, dimension):
            for post, about, stop in _postfixes(chart, plain.end):
                joined = _joined_op(op, post)
                if joined is None:
                    continue
                sem = replace(plain.sem, op=joined, approximate=approximate or about)
                yield Found(sem, stop, plain.cost + cost)


def split_bound(chart: Chart, i: int, dimension: str) -> Iterator[Found]:
    """two or more squares; 3+ tiles; two or fewer steps"""
    for value in number(chart, i):
        ends = list(chart.lex("POST", value.end))
        if chart.word(value.end) == "+":
            ends.append((">=", value.end + 1))
        for op, end in ends:
            for unit, stop in chart.lex("UNIT", end) if op != "~" else ():
                converted = _converted(chart, value.sem, unit, dimension)
                if converted is not None:
                    yield Found(Bound(op, converted), stop, value.cost)


def _prefixes(chart: Chart, i: int) -> Iterator[tuple[str, bool, int, int]]:
    yield "=", False, i, 0
    for op, end in chart.lex("PRE", i):
        if op == "~":
            yield "=", True, end, 1
            continue
        yield op, False, end, 0
        for more, stop in chart.lex("PRE", end):
            if more == "~":
                yield op, True, stop, 1
            elif more == op or more == "=":
                yield op, False, stop, 0


def _postfixes(chart: Chart, i: int) -> Iterator[tuple[str, bool, int]]:
    yield "=", False, i
    start = i + 1 if chart.word(i) in (",", "(") else i
    for op, end in chart.lex("POST", start):
        if chart.word(end) == ")":
            end += 1
        yield ("=", True, end) if op == "~" else (op, False, end)


def _joined_op(before: str, after: str) -> str | None:
    if after == "=" or before == after:
        return before
    if before == "=":
        return after
    if {before, after} <= {"<", "<="} or {before, after} <= {">", ">="}:
        return before
    if before == ">" and after == "<=":  # "not more than five times at most"
        return before
    return None


def _between(chart: Chart, i: int, dimension: str) -> Iterator[Found]:
    if chart.word(i) not in ("between", "from"):
        return
    joints = ("and",) if chart.word(i) == "between" else ("to",)
    for low in quantity(chart, i + 1, dimension):
        if chart.word(low.end) in joints:
            for high in quantity(chart, low.end + 1, dimension):
                first = low.sem.value
                if low.sem.bare and not high.sem.bare:  # between 0.2 and 1 m/s
                    for unit, end in chart.lex("UNIT", high.end - 1):
                        if end == high.end:
                            first = _converted(chart, low.sem.value, unit, dimension) or first
                if not high.sem.bare:
                    yield Found(Bound("range", first, high=high.sem.value), high.end, high.cost)


@rule
def count(chart: Chart, i: int) -> Iterator[Found]:
    """How often: "at most three times", "twice", "a third time", "not even once", "only once"."""
    for op, _, start, cost in _prefixes(chart, i):
        for plain in _times(chart, start):
            for post, about, stop in _postfixes(chart, plain.end):
                joined = _joined_op(op, post)
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
    for op, _, start, _ in _prefixes(chart, i):  # more than two consecutive turns
        for value in number(chart, start):
            mode = _MODES.get(chart.word(value.end))
            for unit, end in chart.lex("UNIT", value.end + 1) if mode else ():
                converted = _converted(chart, value.sem, unit, "time")
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

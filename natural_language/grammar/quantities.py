"""Quantities with units, and bounds on them: "30 cm", "no more than 2 m/s", "2 m or less".

Lengths come out in metres (or squares), speeds in m/s, times in steps.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.meanings import Bound
from natural_language.grammar.numbers import and_a_part, number

__all__ = [
    "bound",
    "in_base_units",
    "joined_op",
    "postfixes",
    "prefixes",
    "quantity",
    "split_bound",
]

#: Units that are too much like other words to stand for one of themselves.
_NO_UNIT_ALONE = frozenset(
    "s m in h ' \" ms min step steps move moves turns turn space field go".split()
)


_EXACTLY = frozenset(("exactly", "precisely"))


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
            converted = in_base_units(chart, value, unit, dimension)
            if converted is None:
                continue
            measured = True
            if dimension == "speed" and _far(chart, i, stop):
                continue
            yield Found(Bound("=", converted), stop, cost)
            if dimension == "length" and unit[0] == "length":
                yield from _and_inches(chart, converted, stop, unit[1], cost)
            if chart.word(stop) == "and":  # a metre and a half
                for part in and_a_part(chart, 0.0, stop + 1):
                    more = in_base_units(chart, part.sem, unit, dimension)
                    if more is not None:
                        yield Found(Bound("=", converted + more), part.end, cost)
        if not measured and not any(True for _ in chart.lex("UNIT", end)):
            grid = chart.setting.grid and dimension == "length"
            yield Found(Bound("=", value, bare=not grid), end, cost + (2 if grid else 6))
    for unit, stop in chart.lex("UNIT", i):
        converted = in_base_units(chart, 1.0, unit, dimension)
        several = stop == i + 1 and chart.word(i).endswith(("s", "feet"))
        if converted is not None and chart.word(i) not in _NO_UNIT_ALONE and not several:
            yield Found(Bound("=", converted), stop, 2)
            if chart.word(stop) == "and":
                for part in and_a_part(chart, 0.0, stop + 1):
                    more = in_base_units(chart, part.sem, unit, dimension)
                    if more is not None:
                        yield Found(Bound("=", converted + more), part.end, 2)


def _far(chart: Chart, i: int, end: int) -> bool:
    """Whether a speed stands for a distance: stay 2 m/s away from hazards"""
    staying = chart.word(i - 1) in ("stay", "keep", "remain", "be", "least", "than")
    named = chart.word(end) == "from" and bool(chart.lex("OBJECT", end + 1))
    return staying and (named or bool(chart.lex("AWAY", end)))


def _and_inches(chart: Chart, value: float, i: int, above: float, cost: int) -> Iterator[Found]:
    start = i + 1 if chart.word(i) == "and" else i
    for more, end, more_cost in number(chart, start):
        for (kind, factor), stop in chart.lex("UNIT", end):
            if kind == "length" and factor < above:
                yield Found(Bound("=", _rounded(value + more * factor)), stop, cost + more_cost)


def in_base_units(
    chart: Chart, value: float, unit: tuple[str, float], dimension: str
) -> float | None:
    """A number of units in metres or squares, m/s or steps; None for another dimension."""
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
    if chart.word(i) in _EXACTLY and dimension != "time":
        return  # no speed or distance can be kept to the last digit
    yield from _between(chart, i, dimension)
    yield from split_bound(chart, i, dimension)
    for op, approximate, start, cost in prefixes(chart, i):
        for plain in quantity(chart, start, dimension):
            for post, about, stop in postfixes(chart, plain.end):
                joined = joined_op(op, post)
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
                converted = in_base_units(chart, value.sem, unit, dimension)
                if converted is not None:
                    yield Found(Bound(op, converted), stop, value.cost)


def prefixes(chart: Chart, i: int) -> Iterator[tuple[str, bool, int, int]]:
    """Comparisons before a number: operator, whether only about so much, end, cost."""
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


def postfixes(chart: Chart, i: int) -> Iterator[tuple[str, bool, int]]:
    """Comparisons after a number: operator, whether only about so much, end."""
    yield "=", False, i
    start = i + 1 if chart.word(i) in (",", "(") else i
    for op, end in chart.lex("POST", start):
        if chart.word(end) == ")":
            end += 1
        yield ("=", True, end) if op == "~" else (op, False, end)


def joined_op(before: str, after: str) -> str | None:
    """The one operator that a comparison before and one after come to."""
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
                            first = in_base_units(chart, low.sem.value, unit, dimension) or first
                if not high.sem.bare:
                    yield Found(Bound("range", first, high=high.sem.value), high.end, high.cost)

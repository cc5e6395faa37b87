"""Bounds on speed, after "at" or "a speed of"."""

from __future__ import annotations

from collections.abc import Iterator

from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.comparisons import bound_notes, compared
from natural_language.grammar.meanings import Act, Bound
from natural_language.grammar.quantities import bound, quantity
from saferl.constraints import Speed

__all__ = ["speed_act", "speed_bound"]


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

"""Gaps kept: "a distance of 30 cm to the vases", "the vases 30 cm away"."""

from __future__ import annotations

from collections.abc import Iterator

from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.comparisons import distance_act
from natural_language.grammar.meanings import Bound
from natural_language.grammar.offsets import from_things
from natural_language.grammar.quantities import bound
from natural_language.grammar.things import Things, things

__all__ = ["gap", "gap_size"]


@rule
def gap(chart: Chart, i: int) -> Iterator[Found]:
    """A gap kept: "a distance of 30 cm to the vases", "a one-metre gap between you and it".

    Also "your distance from the vases: 25 cm or more" and "the vases 30 cm away".
    """
    for size, end, cost in gap_size(chart, i):
        for found in from_things(chart, end):
            yield Found(distance_act(chart, found.sem, size), found.end, cost + found.cost)
    last = chart.last_groups(i)
    for size, end, cost in gap_size(chart, i) if last and chart.setting.grid else ():
        if chart.lex("DIST_NOUN", i) or chart.lex("PRE", i):  # (lava:) minimum distance 3
            named = any(chart.lex("DIST_NOUN", j) for j in range(i, end))
            if named and chart.word(end) not in ("from", "to", "of", "between"):
                yield Found(distance_act(chart, Things(last), size), end, cost + 4)
    for _, end in chart.lex("DIST_NOUN", i):  # your distance from the vases : 25 cm or more
        for found in from_things(chart, end):
            start = found.end
            while chart.word(start) in (",", ":", "at", "to", "of", "is", "="):
                start += 1
            if start > found.end:
                for limit in bound(chart, start, "length"):
                    cost = limit.cost + found.cost
                    yield Found(distance_act(chart, found.sem, limit.sem), limit.end, cost)
    for found in things(chart, i):  # keep the vases at least 30 cm away
        for size, end, cost in gap_size(chart, found.end):  # give hazards a berth of 50 cm
            if chart.lex("DIST_NOUN", end - 1) or chart.lex("DIST_NOUN", found.end):
                yield Found(distance_act(chart, found.sem, size), end, cost + found.cost + 1)
        start = found.end + 1 if chart.word(found.end) == "at" else found.end
        if chart.word(start) == "distance" and chart.word(start + 1) == "of":
            start += 2
        for limit in bound(chart, start, "length"):
            end = limit.end
            for _, stop in chart.lex("AWAY", limit.end):
                end = max(end, stop)
            if chart.word(end - 1) == "apart":
                continue  # keep the vases 30 cm apart: from each other
            if chart.word(end) == "from":
                for _, stop in chart.lex("SELF", end + 1):
                    end = max(end, stop)
            if end > limit.end or start > found.end:
                cost = limit.cost + found.cost + 1
                yield Found(distance_act(chart, found.sem, limit.sem), end, cost)


def gap_size(chart: Chart, i: int) -> Iterator[tuple[Bound, int, int]]:
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

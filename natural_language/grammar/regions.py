"""Regions round things: "the two tiles surrounding the lava", "a two-square ring around it"."""

from __future__ import annotations

from collections.abc import Iterator

from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.comparisons import distance_act
from natural_language.grammar.meanings import Bound
from natural_language.grammar.quantities import bound
from natural_language.grammar.things import things

__all__ = ["around"]


_SHAPES = frozenset(
    "radius zone ring area perimeter range circle danger belt band border wide".split()
)
_ROUND = frozenset("around surrounding closest nearest next near bordering round about of".split())


@rule
def around(chart: Chart, i: int) -> Iterator[Found]:
    """The region as a distance act: "the 2 tiles surrounding the lava"."""
    start = i
    while chart.word(start) in ("all", "any", "every"):
        start += 1
    for limit in bound(chart, start, "length"):
        if limit.sem.op not in ("=", "<="):
            continue
        end = limit.end
        while chart.word(end) in _SHAPES:
            end += 1
        if chart.word(end) not in _ROUND or (chart.word(end) == "of" and end == limit.end):
            continue
        skip = end + 2 if chart.word(end + 1) in ("to", "of") else end + 1
        near = Bound("<=", limit.sem.value, None, False, limit.sem.bare)
        for found in things(chart, skip):
            yield Found(distance_act(chart, found.sem, near), found.end, found.cost + limit.cost)

"""Gaps that are kept, said from the gap's side: "between you and vases there must be 30 cm".

Also "a gap of 30 cm shall be left between ...", "vases are to be given a berth of a foot".
"""

from __future__ import annotations

from collections.abc import Iterator

from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.comparisons import distance_act
from natural_language.grammar.gaps import gap_size
from natural_language.grammar.meanings import Bound
from natural_language.grammar.modals import POLARITY, modal
from natural_language.grammar.offsets import from_things
from natural_language.grammar.quantities import bound
from natural_language.grammar.things import Things, things

__all__ = ["standing_gaps"]


_KEPT = frozenset(
    "maintained kept left observed held respected preserved ensured guaranteed remain remains "
    "stay exist exists be is lie separate retained required needed demanded available free "
    "allowed provided maintain keep leave lies separates have".split()
)
_GIVEN = frozenset("given granted allowed left afforded accorded shown".split())


@rule
def standing_gaps(chart: Chart, i: int) -> Iterator[Found]:
    """A gap with its verb, as the core of a clause."""
    yield from _fronted(chart, i)
    for size, end, cost in gap_size(chart, i):
        for before in modal(chart, end):
            if POLARITY[before.sem] != "R":
                continue
            for stop in _kept(chart, before.end):
                for found in from_things(chart, stop):
                    yield _asked(chart, found, size, cost)
    for found in things(chart, i):
        for before in modal(chart, found.end):
            told = before.end > found.end and POLARITY[before.sem] == "R"
            named = chart.word(before.end) in _GIVEN or chart.word(before.end - 1) == "be"
            if told and named:  # "given" itself may have been dropped as a filler
                skip = before.end + (chart.word(before.end) in _GIVEN)
                for size, end, cost in gap_size(chart, skip):
                    act = distance_act(chart, found.sem, _at_least(size))
                    yield Found(("R", act, ()), end, found.cost + cost)
    for start in (i, i + 1) if chart.word(i) in ("always", "to") else (i,):
        if chart.word(start) in ("give", "grant", "allow", "leave", "afford", "show"):
            for found in things(chart, start + 1):
                for size, end, cost in gap_size(chart, found.end):
                    act = distance_act(chart, found.sem, _at_least(size))
                    yield Found(("R", act, ()), end, found.cost + cost + 1)


def _fronted(chart: Chart, i: int) -> Iterator[Found]:
    """between the robot and every vase [,] there must always be 30 cm"""
    pairs: list[Found] = []
    if chart.word(i) == "between":
        for _, end in chart.lex("SELF", i + 1):
            if chart.word(end) in ("and", "to"):
                pairs += things(chart, end + 1)
        for first in things(chart, i + 1):
            if chart.word(first.end) == "and":
                pairs += [
                    Found(first.sem, end, first.cost) for _, end in chart.lex("SELF", first.end + 1)
                ]
    elif chart.word(i) in ("from", "to", "around"):
        pairs += things(chart, i + 1)
    for pair in pairs:
        start = pair.end + 1 if chart.word(pair.end) == "," else pair.end
        starts = {end for _, end in chart.lex("THERE", start)} | {start}
        starts |= {one.end for one in modal(chart, start) if POLARITY[one.sem] == "R"}
        for begin in starts:
            for stop in {begin, *_kept(chart, begin)}:
                if stop == pair.end:
                    continue
                for size, end, cost in gap_size(chart, stop):
                    yield _asked(chart, Found(pair.sem, end, pair.cost), size, cost + 1)
                    for before in modal(chart, end):  # ..., 30 cm must be left
                        if before.end > end and POLARITY[before.sem] == "R":
                            for last in _kept(chart, before.end):
                                found = Found(pair.sem, last, pair.cost)
                                yield _asked(chart, found, size, cost + 1)
                if chart.word(stop) in ("keep", "maintain", "leave", "hold", "have", "stay"):
                    for limit in bound(chart, stop + 1, "length"):
                        found = Found(pair.sem, limit.end, pair.cost)
                        yield _asked(chart, found, limit.sem, limit.cost + 1)


def _kept(chart: Chart, i: int) -> Iterator[int]:
    """The verb: be kept, remain, lie."""
    end = i
    while end < i + 3 and (chart.word(end) in _KEPT or chart.word(end) in ("at", "all")):
        end += 1
        if chart.word(end - 1) in _KEPT:
            yield end
            if tuple(chart.words[end : end + 3]) == ("at", "all", "times"):
                yield end + 3


def _asked(chart: Chart, found: Found, size: Bound, cost: int) -> Found:
    named: Things = found.sem
    act = distance_act(chart, named, _at_least(size))
    return Found(("R", act, ()), found.end, found.cost + cost)


def _at_least(size: Bound) -> Bound:
    return size if size.op != "=" else Bound(">=", size.value, None, size.approximate, size.bare)

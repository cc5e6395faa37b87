"""What a distance is measured from: "away from hazards", "between you and the vases"."""

from __future__ import annotations

from collections.abc import Iterator

from natural_language.grammar.chart import Chart, Found
from natural_language.grammar.things import Things, things

__all__ = ["FROM", "from_things"]

#: Words between a distance and what it is measured from.
FROM = frozenset("from to of with off around between at towards".split())


def from_things(chart: Chart, i: int) -> Iterator[Found]:
    """(away) from the things; the joint may be left out only after "away"."""
    start = i
    for _, end in chart.lex("AWAY", i):
        start = max(start, end)
    if start > i and chart.word(i) == "off" and chart.word(start) not in FROM:
        start = i
    for words in (("with", "respect", "to"), ("relative", "to"), ("in", "relation", "to")):
        if tuple(chart.words[start : start + len(words)]) == words:
            yield from _centred(chart, start + len(words))
    word = chart.word(start)
    if word in FROM and word != "between":
        yield from _centred(chart, start + 1)
        if word == "around" and chart.word(start + 1) == "of":
            yield from _centred(chart, start + 2)
    if word == "between" or (word in ("from", "of") and chart.word(start + 1) == "between"):
        skip = start + 1 if word == "between" else start + 2
        for _, end in chart.lex("SELF", skip):
            for joint in ("and", "from", "to", ","):
                if chart.word(end) == joint:
                    yield from _centred(chart, end + 1)
        for first in things(chart, skip):
            if chart.word(first.end) == "and":
                for _, end in chart.lex("SELF", first.end + 1):
                    yield Found(first.sem, end, first.cost)


def _centred(chart: Chart, i: int) -> Iterator[Found]:
    """Things, perhaps followed by "measured centre to centre" and "at all times"."""
    for found in things(chart, i):
        yield found
        start = found.end
        while chart.word(start) in (",", "("):
            start += 1
        for _, end in chart.lex("CENTRES", start):
            stop = end + 1 if chart.word(end) == ")" else end
            sem = found.sem
            yield Found(
                Things(sem.groups, sem.joiner, sem.singular, None, sem.notes, True, sem.each),
                stop,
                found.cost,
            )

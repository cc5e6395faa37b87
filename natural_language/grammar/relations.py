"""How a measure relates to its bound: "must not exceed x", "is at most x"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.meanings import Bound
from natural_language.grammar.modals import POLARITY, modal
from natural_language.grammar.numbers import number
from natural_language.grammar.quantities import bound

__all__ = ["COMPARED", "amount", "denied_heads", "heads", "relation"]


@rule
def relation(chart: Chart, i: int, dimension: str) -> Iterator[Found]:
    """must not exceed x, is at most x, never drops below x, : x, <= x; the meaning is a `Bound`."""
    starts = [(i, "R", 0)]
    for before in modal(chart, i):
        starts.append((before.end, POLARITY[before.sem], before.cost))
    seen = set()
    for start, polarity, cost in starts:
        if (start, polarity) in seen:
            continue
        seen.add((start, polarity))
        ends = {start}
        for name in ("STAY_VALUE", "BE"):
            ends |= {end for _, end in chart.lex(name, start)}
        if chart.word(start) in (":", ",", "=", "of", "to", "(", "is"):
            ends.add(start + 1)
        for end in tuple(ends):
            if chart.word(end) in ("at", "to", "always", "kept", "set"):
                ends.add(end + 1)
        for end in ends:
            for limit in amount(chart, end, dimension):
                sem = limit.sem
                if polarity == "P":
                    if sem.op in ("=", "range"):
                        continue
                    sem = sem.flipped()
                yield Found(sem, limit.end, limit.cost + cost)
        for name, op in (("EXCEED", ">"), ("DROP_BELOW", "<"), ("REACH_VALUE", ">=")):
            for _, end in chart.lex(name, start):
                for limit in amount(chart, end, dimension):
                    if limit.sem.op != "=":
                        continue
                    sem = replace(limit.sem, op=op)
                    yield Found(
                        sem.flipped() if polarity == "P" else sem, limit.end, limit.cost + cost
                    )


def amount(chart: Chart, i: int, dimension: str) -> Iterator[Found]:
    """A bound on a quantity of the dimension, or on a bare number ("number")."""
    if dimension != "number":
        yield from bound(chart, i, dimension)
        return
    for op, start in (("=", i), *chart.lex("PRE", i)):
        if op == "~":
            continue
        for value in number(chart, start):
            ends = {value.end} | {end for _, end in chart.lex("TIMES", value.end)}
            ends |= {end for _, end in chart.lex("EVENT_NOUN", value.end)}
            for end in ends:
                yield Found(Bound(op, value.sem), end)
                for post, stop in chart.lex("POST", end):
                    if op == "=" and post != "~":
                        yield Found(Bound(post, value.sem), stop)
    for word, value_ in (("ONCE", 1.0), ("TWICE", 2.0)):
        for op, start in (("=", i), *chart.lex("PRE", i)):
            for _, end in chart.lex(word, start):
                yield Found(Bound(op, value_), end)


def denied_heads(chart: Chart, i: int) -> Iterator[int]:
    """do not let, never allow: what follows must not happen"""
    for before in modal(chart, i):
        if before.end > i and POLARITY[before.sem] == "P" and before.sem != "V":
            yield before.end


def heads(chart: Chart, i: int) -> Iterator[int]:
    """Skip a verb that only introduces a measure: keep, limit, restrict, make sure."""
    yield i
    for before in modal(chart, i):
        if before.end > i and POLARITY[before.sem] == "R":
            yield before.end
    for name in ("LIMIT", "KEEP"):
        for start in {i, *(b.end for b in modal(chart, i) if POLARITY[b.sem] == "R")}:
            for _, end in chart.lex(name, start):
                yield end


COMPARED = ("<", "<=", ">", ">=")

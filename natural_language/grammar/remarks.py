"""Remarks that repeat or count the rule: "five is enough", "a fourth ends it", "3 lives"."""

from __future__ import annotations

from collections.abc import Iterator

from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.comparisons import contact_act
from natural_language.grammar.consequences import dooms
from natural_language.grammar.counts import count
from natural_language.grammar.numbers import number, ordinal
from natural_language.grammar.rules import rules_of
from natural_language.grammar.said import Rule
from natural_language.grammar.things import things
from natural_language.grammar.verdicts import judgements

__all__ = ["remark"]


@rule
def remark(chart: Chart, i: int) -> Iterator[Found]:
    """A remark; the meaning is (rules, ())."""
    yield from _too_many(chart, i)
    ends = {found.end: int(found.sem.value) for found in count(chart, i)}
    for found in number(chart, i):
        ends[found.end] = int(found.sem)
        for counted, end in chart.lex("EVENT_NOUN", found.end):
            if counted == "visits":
                ends[end] = int(found.sem)
    for end, amount in ends.items():
        allowance: tuple[Rule, ...] = (Rule(None, float(max(amount, 0)), kind="allowance"),)
        for _, start in chart.lex("BECOME", end):
            for skip in {
                start,
                start + 1 if chart.word(start) in ("not", "still", "the", "only") else start,
            }:
                for name in ("SAFE", "LIMIT_NOUN", "DANGER"):
                    for _, stop in chart.lex(name, skip):
                        told = allowance if name != "DANGER" and chart.word(start) != "not" else ()
                        yield Found((told, ()), stop, 2)
            if chart.word(start) == "not" and i > 0:
                yield Found(((), ()), start + 1, 2)
    for _, end in chart.lex("LIMIT_NOUN", i):  # the limit is five
        for _, start in chart.lex("BE", end):
            for found in number(chart, start):
                told = (Rule(None, found.sem, kind="allowance"),)
                for stop in {found.end, *(stop for _, stop in chart.lex("TIMES", found.end))}:
                    yield Found((told, ()), stop, 2)
    if chart.word(i) == "you":  # you have zero chances
        for found in count(chart, i + 2):
            if chart.word(i + 1) in ("have", "get"):
                yield Found(((), ()), found.end, 4)
    for name in ("OUTRO", "INTRO", "DIE"):
        for _, end in chart.lex(name, i):
            yield Found(((), ()), end, 3 if name != "DIE" else 4)
    if chart.word(i) == "so" and chart.word(i + 1) in ("is", "are") and i > 0:  # and so is water
        dangerous = any(chart.lex("DANGER", j) for j in range(i))
        for found in things(chart, i + 2) if dangerous else ():
            for rules, cost in rules_of("P", contact_act(found.sem, touch=True), ()):
                yield Found((rules, ()), found.end, 2 + cost)
    for found in things(chart, i):  # grass is fine, lava is not
        for _, end in chart.lex("BE", found.end):
            banned = any(chart.lex(name, j) for name in ("DANGER", "FORBID") for j in range(i))
            if chart.word(end) == "not" and i > 0 and not banned:
                for rules, cost in rules_of("P", contact_act(found.sem, touch=True), ()):
                    yield Found((rules, ()), end + 1, 3 + cost)


def _too_many(chart: Chart, i: int) -> Iterator[Found]:
    """a third would be one too many; three and you're out; the fifth time, the run is void"""
    limits: list[tuple[int, int]] = []
    for which in ordinal(chart, i):
        ends = {which.end, *(end for _, end in chart.lex("TIMES", which.end))}
        ends |= {end for _, end in chart.lex("EVENT_NOUN", which.end)}
        ends |= {which.end + 1} if chart.word(which.end) in ("one", "such") else set()
        limits += [(which.sem, end) for end in ends]
    for found in number(chart, i):
        if found.sem == int(found.sem) and not chart.lex("UNIT", found.end):
            ends = {found.end, *(end for _, end in chart.lex("TIMES", found.end))}
            ends |= {end for _, end in chart.lex("EVENT_NOUN", found.end)}
            limits += [(int(found.sem), end) for end in ends]
    for amount, end in limits:
        if amount < 1 or (end == i + 1 and chart.word(i) == "second"):
            continue
        told = (Rule(None, float(amount - 1), kind="allowance"),)
        for polarity, stop, cost in judgements(chart, end):
            if polarity == "P":
                yield Found((told, ()), stop, cost + 1)
        start = end + 1 if chart.word(end) in (",", "and", "then") else end
        start += chart.word(start) in ("and", "then")
        for doom in dooms(chart, start):
            yield Found((told, ()), doom.end, doom.cost + 1)
    counted = any(chart.lex("NUMBER", k) or chart.word(k)[:1].isdigit() for k in range(i))
    if counted or any(chart.lex(name, k) for k in range(i) for name in ("ONCE", "TWICE")):
        start = i + (chart.word(i) in ("then", "afterwards", "and"))
        start += chart.word(start) == "then"
        if start > i or chart.word(i - 1) == "then":
            for skip in (
                start,
                start + 1 if chart.word(start) in ("they", "it", "that") else start,
            ):
                for polarity, stop, _ in judgements(chart, skip):
                    if polarity == "P":
                        for end in {stop, *(end for _, end in chart.lex("AGAIN", stop))}:
                            yield Found(((), ()), end, 3)
    for words in _MORE:
        end = i + len(words)
        if tuple(chart.words[i:end]) == words:
            for polarity, stop, _ in judgements(chart, end):
                if polarity == "P":
                    yield Found(((), ()), stop, 2)
            skip = end + 1 if chart.word(end) in (",", "and") else end
            for _, stop in chart.lex("DIE", skip):
                yield Found(((), ()), stop, 2)


_MORE = tuple(
    tuple(words.split())
    for words in (
        "more,any more,anything more,more than that,anything beyond that,anything above that,"
        "one more,beyond that,above that,more often,anything over that,next one,after that"
    ).split(",")
)

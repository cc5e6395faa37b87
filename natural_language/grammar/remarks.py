"""Remarks that repeat or count the rule: "five is enough", "a fourth ends it", "3 lives"."""

from __future__ import annotations

from collections.abc import Iterator

from natural_language.grammar.acts import act
from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.comparisons import contact_act
from natural_language.grammar.judgements import judgements
from natural_language.grammar.meanings import any_of
from natural_language.grammar.nouns import nominal
from natural_language.grammar.quantities import count, number, ordinal
from natural_language.grammar.rules import rules_of
from natural_language.grammar.said import Rule
from natural_language.grammar.things import subject, things

__all__ = ["remark"]


@rule
def remark(chart: Chart, i: int) -> Iterator[Found]:
    """A remark; the meaning is (rules, ())."""
    yield from _too_many(chart, i)
    yield from _lives(chart, i)
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
            if chart.word(end) == "not" and i > 0:
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
        for _, stop in chart.lex("DIE", start):
            yield Found((told, ()), stop, 1)
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


def _lives(chart: Chart, i: int) -> Iterator[Found]:
    """you have three lives; each vase you touch costs one"""
    start = i
    for found in subject(chart, i):
        if chart.word(found.end) in ("have", "get", "has", "gets", "start", "starts", "begin"):
            start = found.end + 1 + (chart.word(found.end + 1) == "with")
    if chart.word(i) in ("start", "begin") and chart.word(i + 1) == "with":
        start = i + 2
    start += chart.word(start) in ("only", "exactly")
    for found in number(chart, start):
        if chart.word(found.end) in _LIVES and found.sem == int(found.sem) >= 1:
            told = Rule(None, float(found.sem), kind="allowance")
            yield Found(((told,), ()), found.end + 1, 2)
    begin = i + 1 if chart.word(i) in ("each", "every", "any", "with") else i
    costly: list[Found] = [*nominal(chart, begin)]
    for found in things(chart, begin):
        skip = found.end + 1 if chart.word(found.end) in ("that", "which") else found.end
        for end in {skip, *(who.end for who in subject(chart, skip))}:
            for name in ("TOUCH", "ENTER"):
                costly += [
                    Found(contact_act(found.sem, touch=True), stop, found.cost)
                    for _, stop in chart.lex(name, end)
                ]
        costly.append(Found(contact_act(found.sem, touch=True), found.end, found.cost + 1))
    if chart.word(begin).endswith("ing"):
        costly += act(chart, begin)
    for about in costly:
        for words in _COSTS:
            end = about.end + len(words)
            if tuple(chart.words[about.end : end]) == words and about.sem.touch:
                toll = Rule(None, kind="toll", about=any_of(about.sem.parts), notes=about.sem.notes)
                for stop in _spent(chart, end):
                    yield Found(((toll,), ()), stop, about.cost + 1)


def _spent(chart: Chart, i: int) -> Iterator[int]:
    yield i
    for words in _SPENT:
        end = i + len(words)
        if tuple(chart.words[i:end]) == words:
            yield end


_LIVES = frozenset("lives life credits tokens hearts points strikes chances".split())
_COSTS = tuple(
    tuple(words.split())
    for words in (
        "costs one,costs you one,costs life,costs you life,costs one life,costs you one life,"
        "costs one of them,costs you one of them,takes one,takes life,takes one away,"
        "takes one life,uses one up,uses up one,uses one,loses you one,loses you life,"
        "takes away one,takes away life,costs token,costs one credit,costs credit,costs point,"
        "costs you token,costs one token,costs you one point,costs one point,is life lost,"
        "counts against you,counts,is counted,goes on your record,is one strike,"
        "counts towards total,counts as life,is recorded,is one life,is one point,"
        "costs heart,costs you heart,counts as strike,counts as one,is strike"
    ).split(",")
)
_SPENT = tuple(
    tuple(words.split())
    for words in (
        ", and you can not go below zero|and you can not go below zero|, and that is all you get|"
        ", and there are no more|, and you must not run out|, do not run out|"
        ", and you can not go negative|, and when they are gone it is over|, never go below zero|"
        ", and you may not go below zero|, and you must not go below zero|, and no more|"
        ", and you must never go below zero|, no more"
    ).split("|")
)

"""Numbers without their object: "after two touches, lava is deadly", "three before it bites"."""

from __future__ import annotations

from collections.abc import Iterator

from natural_language.grammar.acts import act
from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.consequences import dooms
from natural_language.grammar.counts import count
from natural_language.grammar.meanings import Bound, Mod
from natural_language.grammar.numbers import number, ordinal
from natural_language.grammar.things import things
from natural_language.grammar.verdicts import judgements

__all__ = ["numbered"]


@rule
def numbered(chart: Chart, i: int) -> Iterator[Found]:
    """Modifiers that count what the clause itself is about; the meaning is a tuple of `Mod`."""
    for _, start in chart.lex("AFTER", i):
        yield from _after_so_many(chart, start)
    for _, start in (*chart.lex("BEFORE", i), *chart.lex("UNTIL", i)):
        yield from _before_it_is_bad(chart, start)
    for _, start in chart.lex("UNTIL", i):
        yield from _done_so(chart, start)
    for _, start in (*chart.lex("WHILE", i), *chart.lex("WHEN", i)):
        yield from _not_done_more(chart, start)


def _after_so_many(chart: Chart, i: int) -> Iterator[Found]:
    """after two touches; after the 5th time touching them; after three times"""
    amounts: list[tuple[float, int]] = []
    for value in number(chart, i):
        ends = _visits(chart, value.end)
        ends += [end for _, end in chart.lex("TIMES", value.end)]
        amounts += [(value.sem, end) for end in ends]
    for which in ordinal(chart, i):
        ends = _visits(chart, which.end)
        ends += [end for _, end in chart.lex("TIMES", which.end)]
        amounts += [(float(which.sem), end) for end in ends]
    for limit in count(chart, i):
        if limit.sem.op == "=":
            amounts.append((limit.sem.value, limit.end))
    for amount, end in set(amounts):
        if amount < 1 or amount != int(amount):
            continue
        mods = (Mod("after_n", int(amount)),)
        if not chart.last_groups(i):
            yield Found(mods, end, 1)
        start = end + 1 if chart.word(end) in ("of", "that") else end
        start += 1 if chart.word(start) == "you" else 0
        for found in act(chart, start):
            told = chart.word(start).endswith("ing") or chart.word(start - 1) == "you"
            if found.sem.touch and found.sem.groups and told:
                mods = (Mod("after_n", int(amount), found.sem.groups),)
                yield Found(mods, found.end, found.cost + 1)


def _visits(chart: Chart, i: int) -> list[int]:
    """Ends of a noun for visits; a step may as well be a time."""
    found = chart.lex("EVENT_NOUN", i)
    return [
        end
        for counted, end in found
        if counted == "visits" and chart.word(end - 1).rstrip("s") not in ("step", "tick", "turn")
    ]


def _before_it_is_bad(chart: Chart, i: int) -> Iterator[Found]:
    """(three times) before you die; (twice) before it becomes dangerous"""
    mods = (Mod("limited"),)
    for found in dooms(chart, i):
        yield Found(mods, found.end, found.cost)
    for found in things(chart, i):
        start = found.end
        if chart.word(start) in ("starts", "begins", "start", "begin"):
            start += 1
        for polarity, end, cost in judgements(chart, start):
            if polarity == "P":
                yield Found(mods, end, found.cost + cost)


def _done_so(chart: Chart, i: int) -> Iterator[Found]:
    """(you may) until you have done so three times"""
    start = i
    while chart.word(start) in ("you", "it", "have", "has", "robot", "he", "she", "they"):
        start += 1
    if chart.word(start) in ("done", "did") and chart.word(start + 1) in ("so", "it", "that"):
        for limit in count(chart, start + 2):
            if limit.sem.op == "=":
                yield Found((Mod("count", Bound("<=", limit.sem.value)),), limit.end, 1)


_KEEP_IT = tuple(
    tuple(words.split())
    for words in (
        "you keep it to,you limit it to,you do it,you do so,it is,you limit yourself to,"
        "you stick to,it stays at,you keep to,it happens,you only do it,you only do so"
    ).split(",")
)
_NOT_MORE = tuple(
    tuple(words.split())
    for words in (
        "you do not do it,you do not do so,it does not happen,it is not,you do not do that,"
        "you never do it,you never do so,it is not done,you do not exceed,it never happens"
    ).split(",")
)


def _not_done_more(chart: Chart, i: int) -> Iterator[Found]:
    """(you may) as long as you don't do it more than three times; if you keep it to three times"""
    for phrases, denied in ((_KEEP_IT, False), (_NOT_MORE, True)):
        for words in phrases:
            end = i + len(words)
            if tuple(chart.words[i:end]) != words:
                continue
            for limit in count(chart, end):
                if denied and limit.sem.op == ">":
                    yield Found((Mod("count", Bound("<=", limit.sem.value)),), limit.end, 1)
                elif not denied and limit.sem.op in ("=", "<=", "<"):
                    op = "<" if limit.sem.op == "<" else "<="
                    yield Found((Mod("count", Bound(op, limit.sem.value)),), limit.end, 1)

"""What is said about an act: how often, how long, when, where, on average, and why.

Kinds of `Mod`: ``count``, ``duration`` (bound, "row"/"total"/""), ``window`` (steps), ``episode``,
``average``, ``row``, ``same`` (at the same time), ``each``, ``combined``, ``again``, ``first``,
``place`` (a place or speed), the connectives of `grammar.conditions` (``after``, ``every``,
``when``, ``until``, ...), ``within`` (steps), ``respond`` (steps, condition), ``for_after``,
``first_n`` (steps), ``start``, ``vague`` and ``said`` (harmless).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.conditions import subordinate
from natural_language.grammar.counts import count
from natural_language.grammar.durations import deadlines, how_long
from natural_language.grammar.excuses import excuse, on_the_way
from natural_language.grammar.meanings import Act, Bound, Mod, unplaced
from natural_language.grammar.numbered import numbered
from natural_language.grammar.numbers import number
from natural_language.grammar.set_phrases import set_phrases
from natural_language.grammar.speeds import speed_act, speed_bound
from natural_language.grammar.states import place
from natural_language.problems import problem
from saferl.constraints import Comparison

__all__ = ["MOST", "as_limit", "modifier", "modifiers"]

MOST = 6


@rule
def modifiers(chart: Chart, i: int, depth: int = 0) -> Iterator[Found]:
    """Any number of modifiers, in any order, with or without commas; the meaning is a tuple."""
    yield Found((), i)
    if depth >= MOST or i >= chart.size:
        return
    starts = [i]
    if chart.word(i) in (",", "(", ")", '"'):
        starts = [i + 1]
        if chart.word(i + 1) == "and" and chart.lex("AFTER", i + 2):
            starts.append(i + 2)
        if chart.word(i + 1) in ("but", "though") and chart.word(i + 2) == "only":
            starts.append(i + 2)  # may be touched, but only slower than 0.2 m/s
        if chart.word(i + 1) in ("but", "and", "though") and count(chart, i + 2):
            starts.append(i + 2)  # may be entered, but at most twice
        if chart.word(i + 1) in ("but", "and", "though") and chart.word(i + 2) == "only":
            starts.append(i + 2)
    elif chart.word(i) in ("but", "though") and count(chart, i + 1):
        starts = [i, i + 1]
    for start in starts:
        for one in modifier(chart, start):
            if one.end <= start:
                continue
            ends = [one.end]
            if chart.word(one.end) == ")":
                ends = [one.end + 1]
            for end in ends:
                for rest in modifiers(chart, end, depth + 1):
                    cost = one.cost + rest.cost + _stolen(one.sem, rest.sem)
                    yield Found((*one.sem, *rest.sem), rest.end, cost)


def _stolen(first: tuple[Mod, ...], rest: tuple[Mod, ...]) -> int:
    """ "after touching a vase twice": the count is more likely the condition's than the rule's"""
    if not rest or rest[0].kind != "count" or not isinstance(first[-1].value, Act):
        return 0
    return 4 if rest[0].value.op in ("=", "nth") else 0


@rule
def modifier(chart: Chart, i: int) -> Iterator[Found]:
    """One modifier; the meaning is a tuple of `Mod`."""
    yield from _how_often(chart, i)
    yield from how_long(chart, i)
    yield from set_phrases(chart, i)
    for found in subordinate(chart, i):
        yield Found((found.sem,), found.end, found.cost)
    yield from deadlines(chart, i)
    yield from _circumstances(chart, i)
    yield from _vague(chart, i)
    yield from excuse(chart, i)
    yield from on_the_way(chart, i)
    yield from numbered(chart, i)


def _how_often(chart: Chart, i: int) -> Iterator[Found]:
    start = i
    only = chart.word(i) in ("only", "just")
    if only or chart.word(i) in ("for", "on"):
        start += 1
    for found in count(chart, start):
        limit = replace(found.sem, op="<=") if only and found.sem.op == "=" else found.sem
        yield Found((Mod("count", limit),), found.end, found.cost)
    for op, end in chart.lex("PRE", i):
        if chart.word(end) == ",":
            if op == "<=":
                yield Found((Mod("cap"),), end + 1, 1)
            elif op == ">=":
                yield Found((Mod("said"),), end + 1, 1)
    for _, end in chart.lex("EVEN_ONCE", i):
        yield Found((Mod("said"),), end)
    denied = i + 1 if chart.word(i) in ("but", "and", "just") else i
    if chart.word(denied) == "not":  # once, not twice
        for value in number(chart, denied + 1):
            if value.end == chart.size:
                yield Found((Mod("not_count", Bound("=", value.sem)),), value.end, 2)
        for found in count(chart, denied + 1):
            if found.sem.op == "=":
                yield Found((Mod("not_count", found.sem),), found.end, found.cost + 1)
    for op, end in chart.lex("POST", i):
        if (
            op == "<="
            and chart.word(i) not in ("max", "maximum", "at", "limit")
            and chart.word(end) != "than"
        ):
            yield Found((Mod("cap"),), end, 1)
    if chart.word(i) in ("in", "in_total") and chart.word(i + 1) == "total":
        yield Found((Mod("episode"),), i + 2)


def _circumstances(chart: Chart, i: int) -> Iterator[Found]:
    """in a hazard; within 1 m of a vase; at more than 0.2 m/s"""
    for found in place(chart, i):
        far = found.sem.kind == "distance" and all(
            isinstance(part, Comparison) and part.op in (">", ">=") for part in found.sem.parts
        )
        extra = 5 if far and chart.word(i - 1) == "," else 2
        yield Found((Mod("place", unplaced(found.sem)),), found.end, found.cost + extra)
    for limit in speed_bound(chart, i):
        if (
            limit.sem.bare
            or chart.lex("SPEED_NOUN", i)
            or chart.word(i) in ("max", "maximum", "limit")
            or (limit.sem.op == "=" and chart.word(i)[:1].isdigit())  # at so much, not so much
        ):
            continue
        cost = limit.cost + (4 if limit.sem.op == "=" else 1)
        yield Found((Mod("place", speed_act(chart, limit.sem)),), limit.end, cost)
    for _, end in chart.lex("SPEED_VERB", i):
        if chart.word(i).endswith("ing"):
            for limit in speed_bound(chart, end):
                if limit.sem.op != "=":
                    yield Found(
                        (Mod("place", speed_act(chart, limit.sem)),), limit.end, limit.cost + 1
                    )


def _vague(chart: Chart, i: int) -> Iterator[Found]:
    for name, question, advice in (
        ("VAGUE_LONG", "how long", "give a time, such as 'within 10 steps' or 'for 2 seconds'"),
        ("VAGUE_OFTEN", "how often", "give a number, such as 'at most 3 times'"),
        ("VAGUE_FAST", "how fast", "give a speed, such as 'below 0.5 m/s'"),
        ("VAGUE_SLOW", "how slow", "give a speed, such as 'below 0.5 m/s'"),
        ("VAGUE_FAR", "how far", "give a distance, such as '0.3 m'"),
        ("VAGUE_NEAR", "how near", "give a distance, such as '0.3 m'"),
    ):
        for phrase, end in chart.lex(name, i):
            note = problem(
                "NO_THRESHOLD", f"{question} is {phrase!r}?", phrase, advice, chart.tokens[i].start
            )
            yield Found((Mod("vague", note),), end, 5)
    if chart.word(i) in ("too", "bit", "little"):
        skip = i + 2 if chart.word(i + 1) in ("far", "close", "much", "near", "away") else i + 1
        note = problem("NO_THRESHOLD", "how much is that?", chart.word(i), "give a number")
        yield Found((Mod("vague", note),), skip, 6)


def as_limit(bound_: Bound) -> Bound:
    """A bound for a limit: a bare quantity is the most allowed."""
    return replace(bound_, op="<=") if bound_.op == "=" else bound_

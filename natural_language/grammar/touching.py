"""Touching things and going into them: "touch a vase", "step on lava", "get wet"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.comparisons import contact_act
from natural_language.grammar.events import event_act
from natural_language.grammar.leaving import MOVING_VERBS
from natural_language.grammar.meanings import Bound, Mod, any_of
from natural_language.grammar.numbers import number
from natural_language.grammar.regions import around
from natural_language.grammar.states import places
from natural_language.grammar.things import Things, things

__all__ = ["DO_IT", "nouns_of_place", "touching_acts", "verb_ends"]

DO_IT = (
    ("do", "it"),
    ("do", "so"),
    ("try", "it"),
    ("do", "that"),
    ("doing", "so"),
    ("doing", "it"),
    ("repeat", "it"),
)


def nouns_of_place(chart: Chart, i: int) -> Iterator[int]:
    """anything less than 2 steps from; any block within; squares that are"""
    start = i
    while chart.word(start) in ("any", "all", "every", "each", "being", "standing"):
        start += 1
    if chart.word(start) in _PLACES:
        start += 1
        while chart.word(start) in ("that", "which", "is", "are", "lies", "lie", "of"):
            start += 1
        yield start


_PLACES = frozenset(
    "anything block blocks square squares tile tiles cell "
    "cells place places spot spots area everything "
    "space spaces zone region anywhere field areas points point position positions".split()
)


def verb_ends(chart: Chart, i: int, *names: str) -> Iterator[int]:
    """Ends of one verb of the classes, or several joined: "enter, cross or stop in"."""
    ends = {end for name in names for _, end in chart.lex(name, i)}
    reached = set(ends)
    for _ in range(3):
        more = set()
        for end in reached:
            start = end + 1 if chart.word(end) == "," else end
            if chart.word(start) in ("or", "and", "nor", "/"):
                start += 1
            elif start == end:
                continue
            more |= {stop for name in (*names, "STOP_IN") for _, stop in chart.lex(name, start)}
        reached = more - ends
        ends |= more
    yield from ends


@rule
def touching_acts(chart: Chart, i: int) -> Iterator[Found]:
    """touch a vase; enter hazards; step on lava or anything within two of it"""
    for _, end in chart.lex("GO_TO", i):
        if chart.word(end - 1) in ("to", "for", "visit", "reach", "via"):
            for found in things(chart, end):
                if found.sem.groups != ("goal",):
                    yield Found(contact_act(found.sem, touch=True), found.end, found.cost + 3)
    yield from _there(chart, i)
    yield from _swimming(chart, i)
    yield from _done_things(chart, i)
    for end in verb_ends(chart, i, "TOUCH", "ENTER"):
        if chart.word(end) == "nothing":
            every = tuple(name for name in chart.setting.groups if name != "goal")
            if every:
                base = contact_act(Things(every, "neither"), touch=True)
                yield Found(replace(base, joiner="neither"), end + 1)
        if chart.word(end) == "no":  # hit no gremlins
            for found in things(chart, end + 1):
                base = contact_act(found.sem, touch=True)
                yield Found(replace(base, joiner="neither"), found.end, found.cost)
        for found in things(chart, end):
            base = contact_act(found.sem, touch=True)
            if found.sem.groups == ("goal",):
                yield Found(event_act("goal_reached", groups=("goal",)), found.end, found.cost)
                base = replace(base, notes=found.sem.notes)
                yield Found(base, found.end, found.cost + 2)
            else:
                yield Found(base, found.end, found.cost)
        yield from _counted_things(chart, end)
        for found in things(chart, end):  # step on lava or anything within 2 squares of lava
            if chart.word(found.end) in ("or", "and"):
                for start in (found.end + 1, *nouns_of_place(chart, found.end + 1)):
                    for where in places(chart, start):
                        if where.sem.kind == "distance":
                            both = contact_act(found.sem, touch=True).parts + where.sem.parts
                            sem = replace(where.sem, parts=(any_of(both),), joiner="plain")
                            yield Found(sem, where.end, found.cost + where.cost)
        yield from around(chart, end)
        for start in nouns_of_place(chart, end):  # stand on a square adjacent to water
            for found in places(chart, start):
                if found.sem.kind == "distance":
                    yield Found(found.sem, found.end, found.cost)


_SWIM = tuple(
    tuple(words.split())
    for words in (
        "swim,swimming,swam,get wet,getting wet,got wet,get feet wet,getting feet wet,got feet wet,"
        "get shoes wet,get boots wet,get boots wet,go swimming,going swimming,went swimming,"
        "go for swim,take swim,take bath,taking bath,bathe,bathing,take dip,"
        "taking dip,go in for dip,"
        "get yourself wet,get socks wet,get soaked,wade"
    ).split(",")
)


def _swimming(chart: Chart, i: int) -> Iterator[Found]:
    """(first) get wet; (it is safe) to swim: in the water, where there is some"""
    if "water" not in chart.setting.groups or not chart.setting.grid:
        return
    for words in _SWIM:
        end = i + len(words)
        joined = chart.word(end) in ("in", "from", "through", "by", "on", "with", "into")
        if tuple(chart.words[i:end]) == words and not joined:
            yield Found(contact_act(Things(("water",)), touch=True), end, 2)


_THERE = (("there",), ("in", "there"), ("on", "there"), ("over", "there"), ("in",), ("inside",))


def _done_things(chart: Chart, i: int) -> Iterator[Found]:
    """do lava (after you have done grass)"""
    if chart.setting.grid and chart.word(i) in ("do", "done", "doing", "did"):
        for found in things(chart, i + 1):
            if chart.lex("OBJECT", i + 1) and not found.sem.notes:
                yield Found(contact_act(found.sem, touch=True), found.end, found.cost + 3)


def _there(chart: Chart, i: int) -> Iterator[Found]:
    """(snakes live in the grass,) don't step there; don't go in"""
    if chart.word(i) not in MOVING_VERBS or not chart.last_groups(i):
        return
    for words in _THERE:
        end = i + 1 + len(words)
        last = words in (("in",), ("inside",))
        if tuple(chart.words[i + 1 : end]) == words and (end == chart.size or not last):
            yield Found(contact_act(Things(chart.last_groups(i)), touch=True), end, 2)


def _counted_things(chart: Chart, i: int) -> Iterator[Found]:
    """touch at most two vases"""
    for op, start in (("=", i), *chart.lex("PRE", i)):
        for value in number(chart, start):
            if value.sem != int(value.sem):
                continue
            skip = value.end
            if chart.word(skip) in ("more", "further", "additional", "different", "separate"):
                skip += 1
            for found in things(chart, skip):
                if len(found.sem.groups) == 1 and op != "~":
                    counted = contact_act(found.sem, touch=True).with_mods(
                        Mod("count", Bound(op, value.sem))
                    )
                    yield Found(counted, found.end, found.cost + (1 if op == "=" else 0))

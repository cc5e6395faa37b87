"""Leaving things: "get out", "leave the water", "move away from it to 30 cm"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.comparisons import contact_act, distance_act
from natural_language.grammar.events import ARENAS
from natural_language.grammar.meanings import Act
from natural_language.grammar.quantities import bound
from natural_language.grammar.things import things
from saferl.constraints import Contact, Event, Not

__all__ = ["MOVING_VERBS", "leaving_acts"]

_GET_OUT = tuple(
    tuple(words.split())
    for words in (
        "get out,get off,leave,exit,move out,drive out,step out,come out,back out,step off,"
        "move off,go out,be out,be off,be gone,get out of there,leave area,getting out,leaving,"
        "be outside,drive off,be outside again,get away,let go,break contact,move away,back away,"
        "back off"
    ).split(",")
)
#: Verbs of going somewhere, in their first form.
MOVING_VERBS = frozenset(
    "get go come drive move roll step back climb walk be head crawl steer".split()
)

_ABLE = frozenset(("can", "could", "may", "might", "allowed", "able"))


def _gone(chart: Chart, i: int) -> Iterator[int]:
    """get back out again; drive out of it; clear off"""
    end = i
    while end < i + 2 and chart.word(end) in MOVING_VERBS:
        end += 1
    end += chart.word(end) in ("right", "straight")
    if end > i and chart.word(end) in ("out", "off", "outside", "clear", "away"):
        end += 1
        if chart.word(end) in ("of", "from") and chart.word(end + 1) in ("it", "there", "them"):
            end += 2
        yield end + (chart.word(end) in ("again", "there"))


@rule
def leaving_acts(chart: Chart, i: int) -> Iterator[Found]:
    """leave a hazard; get out; move away from a gremlin to more than 30 cm"""
    barred = chart.word(i) == "no" and chart.word(i - 1) in _ABLE  # you can no longer touch it
    barred = barred or (chart.word(i) == "left" and chart.word(i - 1) in ("to", "on", "at", "keep"))
    for _, end in () if barred else chart.lex("LEAVE", i):
        for found in things(chart, end):
            if found.sem.joiner == "neither":
                continue
            skip = found.end + 1 if chart.word(found.end) in ("again", "behind") else found.end
            base = contact_act(found.sem, touch=False)
            parts = tuple(Not(part) for part in base.parts)
            sem = replace(
                base, parts=parts, joiner="and" if len(parts) > 1 else "plain", kind="leave"
            )
            yield Found(sem, skip, found.cost)
    if any(chart.word(k) in ARENAS for k in range(i)):  # ... the arena, be back inside
        end = i + (chart.word(i) in ("be", "get", "come", "go", "return", "drive", "move"))
        back = chart.word(end) == "back" or chart.word(i) == "return"
        end += chart.word(end) == "back"
        if back and end > i:
            end += chart.word(end) in ("in", "inside", "into", "within", "to")
            while chart.word(end) in ARENAS:
                end += 1
            yield Found(Act((Not(Event("left_arena")),), kind="leave"), end, 2)
    for end in _gone(chart, i):  # get back out again
        last = chart.last_groups(i)
        if last:
            sem = Act(tuple(Not(Contact(g)) for g in last), groups=last, kind="leave")
            yield Found(sem, end, 2)
    for words in _GET_OUT:
        if tuple(chart.words[i : i + len(words)]) == words and chart.last_groups(i):
            end = i + len(words)
            end += 1 if chart.word(end) in ("again", "there") else 0
            last = chart.last_groups(i)
            sem = Act(tuple(Not(Contact(g)) for g in last), groups=last, kind="leave")
            yield Found(sem, end, 2)
    # move away from a gremlin to more than 30 cm
    for _, end in chart.lex("MOTION", i):
        start = end + 1 if chart.word(end) in ("away", "back", "off") else end
        if chart.word(start) not in ("from", "away"):
            continue
        for found in things(chart, start + 1):
            if chart.word(found.end) in ("to", "until", "by", "for"):
                skip = found.end + 1
                for _ in range(2):
                    if chart.word(skip) in ("distance", "of"):
                        skip += 1
                for limit in bound(chart, skip, "length"):
                    stop = limit.end + 1 if chart.word(limit.end) == "away" else limit.end
                    yield Found(distance_act(chart, found.sem, limit.sem), stop, limit.cost)

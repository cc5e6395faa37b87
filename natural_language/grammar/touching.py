"""Touching things, events, and leaving: "touch a vase", "press a button", "get out"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.comparisons import contact_act, distance_act
from natural_language.grammar.meanings import Act, Bound, Mod, any_of
from natural_language.grammar.numbers import number
from natural_language.grammar.quantities import bound
from natural_language.grammar.regions import around
from natural_language.grammar.states import places
from natural_language.grammar.things import WRONG_BUTTONS, Things, things
from saferl.constraints import Contact, Event, Not

__all__ = [
    "DO_IT",
    "button_acts",
    "event_act",
    "event_acts",
    "leaving_acts",
    "nouns_of_place",
    "touching_acts",
    "verb_ends",
]


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


def event_act(name: str, *, touch: bool = True, groups: tuple[str, ...] = ()) -> Act:
    """An event of the world happening."""
    return Act((Event(name),), touch=touch, groups=groups, kind="event")


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
_GOING = frozenset(
    "go going goes went step stepping steps stepped walk walking walks walked tread".split()
)


def _done_things(chart: Chart, i: int) -> Iterator[Found]:
    """do lava (after you have done grass)"""
    if chart.setting.grid and chart.word(i) in ("do", "done", "doing", "did"):
        for found in things(chart, i + 1):
            if chart.lex("OBJECT", i + 1) and not found.sem.notes:
                yield Found(contact_act(found.sem, touch=True), found.end, found.cost + 3)


def _there(chart: Chart, i: int) -> Iterator[Found]:
    """(snakes live in the grass,) don't step there; don't go in"""
    if chart.word(i) not in _GOING or not chart.last_groups(i):
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


@rule
def event_acts(chart: Chart, i: int) -> Iterator[Found]:
    """reach the goal; press a button; leave the arena"""
    for _, end in chart.lex("REACH", i):
        for found in things(chart, end):
            if found.sem.groups == ("goal",):
                sem = event_act("goal_reached", groups=("goal",))
                yield Found(replace(sem, notes=found.sem.notes), found.end, found.cost)
    for _, end in chart.lex("PRESS", i):
        yield from button_acts(chart, end)
        for found in things(chart, end):
            if found.sem.groups == ("goal",):
                sem = event_act("goal_reached", groups=("goal",))
                yield Found(replace(sem, notes=found.sem.notes), found.end, found.cost)
    for word, end in chart.lex("LEAVE", i):
        del word
        yield from _arena(chart, end)
    if chart.word(i) in (
        "go",
        "goes",
        "going",
        "be",
        "is",
        "are",
        "being",
        "get",
        "stay",
        "move",
        "drive",
        "stray",
        "step",
        "wander",
    ):
        for out in (
            ("outside",),
            ("out", "of"),
            ("outside", "of"),
            ("beyond",),
            ("past",),
            ("over",),
        ):
            if tuple(chart.words[i + 1 : i + 1 + len(out)]) == out:
                yield from _arena(chart, i + 1 + len(out))
    for _, end in (*chart.lex("DWELL", i), *chart.lex("KEEP", i)):
        if chart.word(end) in ("in", "inside", "within"):
            for found in _arena(chart, end + 1):
                yield Found(Act((Not(Event("left_arena")),), kind="state"), found.end, found.cost)


def button_acts(chart: Chart, i: int) -> Iterator[Found]:
    """Buttons, or wrong buttons, being pressed."""
    for found in things(chart, i):
        if set(found.sem.groups) <= {"buttons", WRONG_BUTTONS}:
            yield Found(contact_act(found.sem, touch=True), found.end, found.cost)


_ARENAS = frozenset(
    "arena area map field playground room course environment playing zone bounds world grid "
    "region workspace floor allowed permitted designated "
    "space boundaries walls boundary borders working".split()
)


def _arena(chart: Chart, i: int) -> Iterator[Found]:
    end = i
    while chart.word(end) in _ARENAS:
        end += 1
    if end > i and chart.word(end - 1) not in ("allowed", "permitted", "designated", "playing"):
        yield Found(event_act("left_arena", touch=False), end)


_GET_OUT = tuple(
    tuple(words.split())
    for words in (
        "get out,get off,leave,exit,move out,drive out,step out,come out,back out,step off,"
        "move off,go out,be out,be off,be gone,get out of there,leave area,getting out,leaving,"
        "be outside,drive off,be outside again,get away,let go,break contact,move away,back away,"
        "back off"
    ).split(",")
)


_GOING = frozenset("get go come drive move roll step back climb walk be head crawl steer".split())


def _gone(chart: Chart, i: int) -> Iterator[int]:
    """get back out again; drive out of it; clear off"""
    end = i
    while end < i + 2 and chart.word(end) in _GOING:
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
    for _, end in chart.lex("LEAVE", i):
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
    if any(chart.word(k) in _ARENAS for k in range(i)):  # ... the arena, be back inside
        end = i + (chart.word(i) in ("be", "get", "come", "go", "return", "drive", "move"))
        back = chart.word(end) == "back" or chart.word(i) == "return"
        end += chart.word(end) == "back"
        if back and end > i:
            end += chart.word(end) in ("in", "inside", "into", "within", "to")
            while chart.word(end) in _ARENAS:
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

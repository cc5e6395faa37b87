"""Going, stopping and pushing: "exceed 1 m/s", "stand still", "move a vase by 5 cm"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.comparisons import bound_notes, compared
from natural_language.grammar.meanings import Act, Bound, Mod, all_of
from natural_language.grammar.quantities import bound, quantity
from natural_language.grammar.speeds import speed_act, speed_bound
from natural_language.grammar.things import Things, things
from natural_language.problems import problem
from saferl.constraints import Displacement, Speed

__all__ = [
    "STILL",
    "from_its_start",
    "how_far",
    "moved_act",
    "pushing_acts",
    "speeding_acts",
    "stopping_acts",
    "vague_acts",
]


STILL = Speed() < 0.05


@rule
def speeding_acts(chart: Chart, i: int) -> Iterator[Found]:
    """exceed 1 m/s; drive below 0.5 m/s; limit your speed to 1 m/s"""
    for name, ops in (
        ("EXCEED", {"=": ">", "<=": ">", ">": ">"}),
        ("DROP_BELOW", {"=": "<"}),
        ("REACH_VALUE", {"=": ">="}),
    ):
        for _, end in chart.lex(name, i):
            for limit in speed_bound(chart, end):
                if limit.sem.op in ops:
                    sem = replace(limit.sem, op=ops[limit.sem.op])
                    cost = limit.cost + (8 if limit.sem.bare else 0)
                    named = chart.word(limit.end) in _MARKS
                    yield Found(speed_act(chart, sem), limit.end + named, cost)
    for _, end in chart.lex("SPEED_VERB", i):
        yield from _how_fast(chart, end)
    for _, end in chart.lex("LIMIT", i):
        for _, stop in chart.lex("SPEED_NOUN", end):
            for limit in speed_bound(chart, stop):
                yield Found(speed_act(chart, limit.sem), limit.end, limit.cost)
    for _, end in chart.lex("LIMIT", i):
        if chart.word(end) in ("it", "that", "this"):
            start = end + 1
            while chart.word(start) in ("back", "down", "again"):
                start += 1
            for limit in speed_bound(chart, start):
                yield Found(speed_act(chart, limit.sem), limit.end, limit.cost + 1)
    for _, end in chart.lex("KEEP", i):
        start = end
        for _, stop in chart.lex("SPEED_NOUN", end):
            start = stop
            break
        for limit in speed_bound(chart, start):
            if limit.sem.op != "=" or start > end:
                cost = limit.cost + (0 if start > end else 1)
                yield Found(speed_act(chart, limit.sem), limit.end, cost)


_MARKS = frozenset("mark limit threshold barrier line boundary ceiling cap value level".split())


def _how_fast(chart: Chart, end: int) -> Iterator[Found]:
    starts = [end]
    if chart.word(end) in ("any", "back", "down", "along", "around", "forward", "right"):
        starts.append(end + 1)
    if chart.word(end) in ("(", ",") and chart.lex("PRE", end + 1):  # crawl (max 0.3 m/s)
        for limit in speed_bound(chart, end + 1):
            closed = chart.word(limit.end) == ")"
            if closed and limit.sem.op in ("<", "<=") and not limit.sem.bare:
                yield Found(speed_act(chart, limit.sem), limit.end + 1, limit.cost + 1)
    for start in starts:
        for limit in speed_bound(chart, start):
            cost = limit.cost + (3 if limit.sem.op == "=" else 0)
            yield Found(speed_act(chart, limit.sem), limit.end, cost)
            for joint in ("and", "but"):  # over 0.2 and under 1 m/s
                if chart.word(limit.end) == joint:
                    for more in speed_bound(chart, limit.end + 1):
                        if more.sem.op in ("<", "<=", ">", ">=") and limit.sem.op in (
                            ">",
                            ">=",
                            "<",
                            "<=",
                        ):
                            both = (compared(Speed(), limit.sem), compared(Speed(), more.sem))
                            notes = bound_notes(chart, limit.sem, "speed", "m/s")
                            sem = Act((all_of(both),), notes=notes, kind="speed")
                            yield Found(sem, more.end, limit.cost + more.cost + 1)


_STOPS = frozenset("stop halt standstill pause break rest wait freeze".split())


@rule
def stopping_acts(chart: Chart, i: int) -> Iterator[Found]:
    """stop; stand still; move"""
    for _, end in chart.lex("STOP", i):
        yield Found(Act((STILL,), kind="still"), end, 1)
    for length in quantity(chart, i, "time"):  # a two-second stop
        if not length.sem.bare and chart.word(length.end) in _STOPS:
            held = Mod("duration", replace(length.sem, op="="), "")
            yield Found(Act((STILL,), kind="still", mods=(held,)), length.end + 1, 1)
    for _, end in chart.lex("GO", i):
        yield Found(Act((Speed() >= 0.05,), kind="moving"), end, 3)


@rule
def pushing_acts(chart: Chart, i: int) -> Iterator[Found]:
    """move a vase by more than 5 cm; keep it within 5 cm of where it was"""
    for _, end in chart.lex("KEEP", i):  # keep all vases within 10 cm of their starting positions
        for found in things(chart, end):
            inside = chart.word(found.end) == "within"
            for limit in bound(chart, found.end + 1 if inside else found.end, "length"):
                for stop in from_its_start(chart, limit.end):
                    if stop > limit.end + 1 and (inside or limit.sem.op != "="):
                        sem = replace(limit.sem, op="<=") if limit.sem.op == "=" else limit.sem
                        yield Found(moved_act(found.sem, sem), stop, found.cost + limit.cost)
    for _, end in chart.lex("PUSH", i):
        for found in things(chart, end):
            for size, stop, cost in how_far(chart, found.end):
                if size is None:
                    base = moved_act(found.sem, Bound(">", 0.0))
                    yield Found(replace(base, kind="moved"), stop, found.cost + cost + 2)
                    continue
                notes = bound_notes(chart, size, "displacement", "m")
                yield Found(moved_act(found.sem, size).noted(*notes), stop, found.cost + cost)


def moved_act(found: Things, limit: Bound) -> Act:
    """The things having moved so far."""
    signals = [Displacement(group) for group in found.groups]
    parts = tuple(compared(signal, limit, "<=") for signal in signals)
    banned = None
    if limit.op == "=":
        banned = tuple(compared(signal, limit, ">=") for signal in signals)
    return Act(
        parts, found.joiner, banned=banned, notes=found.notes, groups=found.groups, kind="moved"
    )


def how_far(chart: Chart, i: int) -> Iterator[tuple[Bound | None, int, int]]:
    """How far something is moved, if said: (bound or None, end, cost)."""
    yield None, i, 1
    if chart.word(i) in ("at",) and chart.word(i + 1) in ("all",):
        yield None, i + 2, 0
    start = i + 1 if chart.word(i) in ("by", "for", "over", "to", "through") else i
    inside = chart.word(start) == "within"
    for limit in bound(chart, start + 1 if inside else start, "length"):
        sem = replace(limit.sem, op="<=") if inside else limit.sem
        for end in from_its_start(chart, limit.end):
            yield sem, end, limit.cost


_STARTS = frozenset(
    "starting start started positions places locations points spots initial "
    "original begin beginning beginning place position point spot "
    "location were was stood it they where from of its initially originally stand in away at "
    "began stands first placed put them found start_position".split()
)


def from_its_start(chart: Chart, i: int) -> Iterator[int]:
    """from where it started; from its original position"""
    yield i
    end = i
    if chart.word(end) in ("away", "out"):
        end += 1
    if chart.word(end) in ("from", "of"):
        stop = end + 1
        while chart.word(stop) in _STARTS and stop - end < 9:
            stop += 1
        if stop > end + 1:
            yield stop
    elif end > i:
        yield end


@rule
def vague_acts(chart: Chart, i: int) -> Iterator[Found]:
    """drive too fast; be slow; get close"""
    starts = [
        end
        for name in ("SPEED_VERB", "MOTION", "STOP", "CONTINUE")
        for _, end in chart.lex(name, i)
    ]
    for start in {i, *starts}:
        for name, what in (("VAGUE_FAST", "fast"), ("VAGUE_SLOW", "slow")):
            for phrase, end in chart.lex(name, start):
                if start == i and phrase in ("down", "fast", "quickly", "slower"):
                    continue
                note = problem(
                    "NO_THRESHOLD",
                    f"how {what} is {phrase!r}?",
                    phrase,
                    "give a speed, such as 'below 0.5 m/s'",
                    chart.tokens[start].start,
                )
                yield Found(Act((Speed() > 0.5,), notes=(note,), kind="speed"), end, 6)

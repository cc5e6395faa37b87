"""Clauses about objects: "vases must never be hit", "at most 10 steps may be spent there"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from natural_language.grammar.acts import act
from natural_language.grammar.adverbs import adverbs
from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.counts import time_bound
from natural_language.grammar.meanings import Bound, Mod
from natural_language.grammar.modals import POLARITY, modal
from natural_language.grammar.numbers import number
from natural_language.grammar.passives import done_to, passive
from natural_language.grammar.quantities import quantity
from natural_language.grammar.speeds import speed_act, speed_bound
from natural_language.grammar.states import place
from natural_language.grammar.things import things

__all__ = ["passive_clauses", "share"]


@rule
def passive_clauses(chart: Chart, i: int) -> Iterator[Found]:
    """vases must never be hit; no vase may be shifted; hazards may be entered at most once"""
    denied = chart.word(i) in ("no", "neither", "none")
    start = i + 1 if denied else i
    if chart.word(start) == "of":
        start += 1
    for found in things(chart, start):
        shared: list[tuple[int, tuple[Mod, ...]]] = [(found.end, ())]
        for name, kind in (("COMBINED", "combined"), ("EACH", "each")):
            shared += [(end, (Mod(kind),)) for _, end in chart.lex(name, found.end)]
        if chart.word(found.end) == ",":  # lava, once touched, must never be touched again
            for _, skip in chart.lex("AFTER", found.end + 1):
                for what in passive(chart, skip):
                    sem = done_to(chart, found.sem, what.sem)
                    if sem is not None and chart.word(what.end) == ",":
                        shared.append((what.end + 1, (Mod("after", sem),)))
        for begin, flags in shared:
            for before in modal(chart, begin):
                if before.end > begin:
                    yield from _passively(chart, found, before, denied, flags)
    for before in modal(chart, i):  # at no time may vases be touched
        if before.end > i and chart.word(before.end - 1) in _INVERTED:
            for found in things(chart, before.end):
                for inner in modal(chart, found.end):
                    if inner.sem == "R":
                        whole = Found(before.sem, inner.end, before.cost + inner.cost)
                        yield from _passively(chart, found, whole, False, ())
    yield from _time_spent(chart, i)
    for op, skip in (("=", i), *chart.lex("PRE", i)):  # at most five grass tiles may be stepped on
        for value in number(chart, skip) if op != "~" else ():
            for found in things(chart, value.end):
                for before in modal(chart, found.end):
                    if before.end == found.end or value.sem != int(value.sem):
                        continue
                    for whole in _passively(chart, found, before, False, ()):
                        polarity, sem, mods = whole.sem
                        limit = Bound("<=" if op == "=" and polarity == "A" else op, value.sem)
                        told = (*mods, Mod("count", limit))
                        yield Found((polarity, sem, told), whole.end, whole.cost + 1)


_INVERTED = frozenset(
    (
        "may must can should shall might could will are is "
        "to let lets letting allow permit allowing"
    ).split()
)


def _passively(
    chart: Chart, found: Found, before: Found, denied: bool, flags: tuple[Mod, ...]
) -> Iterator[Found]:
    polarity = POLARITY[before.sem]
    if denied:
        if polarity == "P":
            return
        polarity = "P"
    starts = [(before.end, flags)]
    starts += [(end, (*flags, *mods)) for end, mods in adverbs(chart, before.end)]
    for begin, mods in starts:
        for what in passive(chart, begin):
            sem = done_to(chart, found.sem, what.sem)
            if sem is not None:
                yield Found((polarity, sem, mods), what.end, found.cost + before.cost + what.cost)


def _time_spent(chart: Chart, i: int) -> Iterator[Found]:
    """at most ten turns may be spent on the grass; at most 10 of any 50 steps may be spent there"""
    amounts = [
        Found((Mod("duration", *found.sem),), found.end, found.cost)
        for found in time_bound(chart, i)
    ]
    amounts += share(chart, i)
    for spent in amounts:
        skips = {spent.end: spent.sem}
        for phrase, end in chart.lex("EPISODE", spent.end):
            skips[end] = (*spent.sem, Mod("episode", phrase))
        for skip, told in skips.items():
            for before in modal(chart, skip):
                for _, end in chart.lex("SPEND", before.end):
                    for where in (*place(chart, end), *act(chart, end)):
                        if POLARITY[before.sem] == "A":
                            sem = replace(where.sem, kind="spend", touch=False)
                            yield Found(("R", sem, told), where.end, spent.cost + where.cost)
        for where in place(chart, spent.end):
            if any(mod.kind == "window" for mod in spent.sem):
                yield Found(
                    ("R", replace(where.sem, kind="spend"), spent.sem), where.end, spent.cost
                )
    # speeds above 1.2 m/s may be held for at most 2 seconds
    for skip in {
        i,
        i + 1 if chart.word(i) in ("speeds", "velocities", "speed", "driving", "going") else i,
    }:
        for limit in speed_bound(chart, skip):
            if limit.sem.op in ("=", "range") or limit.sem.bare:
                continue
            for before in modal(chart, limit.end):
                polarity = POLARITY[before.sem]
                if before.end > limit.end and chart.word(before.end) in _HELD:
                    yield Found(
                        (polarity, speed_act(chart, limit.sem), ()), before.end + 1, limit.cost
                    )


_HELD = frozenset(
    (
        "held kept sustained maintained driven reached used "
        "allowed permitted last lasted exceeded done"
    ).split()
)


@rule
def share(chart: Chart, i: int) -> Iterator[Found]:
    """at most 10 of any 50 steps"""
    for op, start in (("=", i), *chart.lex("PRE", i)):
        for value in number(chart, start):
            end = value.end
            for _, stop in chart.lex("UNIT", value.end):
                end = stop
            for joint in (
                ("of", "any"),
                ("out", "of", "any"),
                ("out", "of", "every"),
                ("of", "every"),
                ("out", "of"),
                ("in", "any"),
                ("of", "each"),
                ("in", "every"),
            ):
                if tuple(chart.words[end : end + len(joint)]) != joint:
                    continue
                for window in quantity(chart, end + len(joint), "time"):
                    if window.sem.bare or op == "~":
                        continue
                    mods = (
                        Mod("duration", Bound(op, value.sem), "total"),
                        Mod("window", int(window.sem.value)),
                    )
                    yield Found(mods, window.end, value.cost)

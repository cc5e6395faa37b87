"""Nouns made of acts: "contact with vases", "no more than ten hazard entries"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from natural_language.grammar import acts
from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.comparisons import contact_act
from natural_language.grammar.events import button_acts, event_act
from natural_language.grammar.meanings import Act, Bound, Mod
from natural_language.grammar.numbers import number
from natural_language.grammar.states import places
from natural_language.grammar.things import WRONG_BUTTONS, Things, things

__all__ = ["counted_nominal", "having_acts", "nominal"]


_JOINTS = frozenset(
    "with of into to on against in onto inside at over by between within from for through "
    "across along upon past".split()
)


@rule
def nominal(chart: Chart, i: int) -> Iterator[Found]:
    """A noun for an act: "contact with vases", "vase hits", "entries into hazards".

    The meaning is an `Act` whose kind is ``"visits"`` or ``"steps"``: what the noun counts.
    """
    for counted, end in chart.lex("EVENT_NOUN", i):
        starts = [end + 1] if chart.word(end) in _JOINTS else []
        if chart.word(end) == "between":
            for _, stop in chart.lex("SELF", end + 1):
                starts.append(stop + 1)
        if chart.word(end - 1) in ("into", "onto", "with", "of", "over"):
            starts.append(end)
        if chart.word(end - 1) in ("into", "onto") and counted == "steps":
            continue
        for start in starts:
            if chart.word(start) == "of":
                start += 1
            for found in things(chart, start):
                for kind, cost in _noun_kinds(chart, i, end, counted):
                    yield Found(_noun_act(found.sem, kind), found.end, found.cost + cost)
            if counted == "steps" and chart.word(start - 1) != "to":
                for found in acts.act(chart, start) or ():
                    yield Found(replace(found.sem, kind="steps"), found.end, found.cost + 1)
        if counted == "steps" and chart.word(end) == "of":  # steps of hazard contact
            for inner in nominal(chart, end + 1):
                if inner.sem.kind == "visits":
                    yield Found(replace(inner.sem, kind="steps"), inner.end, inner.cost)
        if counted == "steps" and chart.word(end) not in ("into", "onto"):
            for found in places(chart, end):
                yield Found(replace(found.sem, kind="steps"), found.end, found.cost)
            for found in acts.act(chart, end):
                yield Found(replace(found.sem, kind="steps"), found.end, found.cost + 1)
    if chart.word(i) in ("wrong", "incorrect", "mistaken", "false"):  # wrong presses
        for start in (i + 1, i + 2 if chart.word(i + 1) == "button" else i + 1):
            for counted, end in chart.lex("EVENT_NOUN", start):
                if counted == "visits" and chart.word(start).startswith(("press", "push", "hit")):
                    yield Found(_noun_act(Things((WRONG_BUTTONS,)), "visits"), end)
    for found in things(chart, i):
        for counted, end in chart.lex("EVENT_NOUN", found.end):
            if chart.word(end - 1) not in ("into", "onto", "over", "with", "of"):
                yield Found(_noun_act(found.sem, counted), end, found.cost)
    for counted, end in chart.lex("EVENT_NOUN", i):
        if counted == "visits" and chart.word(end) in ("of", "on"):
            for found in button_acts(chart, end + 1):
                yield Found(replace(found.sem, kind="visits"), found.end, found.cost)


def _noun_kinds(chart: Chart, i: int, end: int, counted: str) -> Iterator[tuple[str, int]]:
    """A step onto something is a visit; steps on or in it are steps."""
    if chart.word(i) in ("step", "steps", "tick", "ticks") and chart.word(end) in ("into", "onto"):
        if counted == "visits":
            yield "visits", 0
        return
    if chart.word(i) in ("step", "steps", "tick", "ticks") and counted == "visits":
        joint = chart.word(end) if chart.word(end) in _JOINTS else chart.word(end - 1)
        if joint in ("into", "onto", "to", "over"):
            yield "visits", 0
        return
    if chart.word(end) in ("into", "onto") and counted == "steps":
        return
    yield counted, 0


def _noun_act(found: Things, kind: str) -> Act:
    if found.groups == ("goal",):
        return replace(event_act("goal_reached", groups=("goal",)), kind=kind)
    return replace(contact_act(found, touch=True), kind=kind)


@rule
def having_acts(chart: Chart, i: int) -> Iterator[Found]:
    """have at most three contacts with vases; take no more than six steps on water"""
    for verb, end in chart.lex("HAVE_VERB", i):
        for found in counted_nominal(chart, end):
            sem = found.sem
            if verb == "exceed":  # exceed three hits: more than three
                over = (
                    replace(mod, value=replace(mod.value, op=">"))
                    if isinstance(mod.value, Bound) and mod.value.op == "="
                    else mod
                    for mod in sem.mods
                )
                sem = replace(sem, mods=tuple(over))
            yield Found(sem, found.end, found.cost + 1)
        skip = end + 1 if chart.word(end) in ("any", "single", "one", "another", "further") else end
        for found in nominal(chart, skip):
            yield Found(found.sem, found.end, found.cost + 1)


@rule
def counted_nominal(chart: Chart, i: int) -> Iterator[Found]:
    """no more than ten hazard entries; at most three bumps into pillars; 5 touches of grass"""
    average, start = False, i
    for _, end in chart.lex("AVERAGE", i):
        average, start = True, end
        break
    for op, begin in (("=", start), *chart.lex("PRE", start)):
        if op == "~":
            continue
        for value in number(chart, begin):
            if value.sem != int(value.sem) and not average:
                continue
            for post, after in chart.lex("POST", value.end):  # four or more visits
                if op == "=" and post != "~":
                    for found in nominal(chart, after):
                        yield from _counted(found, Bound(post, value.sem), average)
            for skip in {
                value.end,
                value.end + 1
                if chart.word(value.end)
                in (
                    "separate",
                    "single",
                    "more",
                    "individual",
                    "distinct",
                    "of",
                    "different",
                    "total",
                    "further",
                )
                else value.end,
            }:
                for found in nominal(chart, skip):
                    yield from _counted(found, Bound(op, value.sem), average)
    for op, end in chart.lex("PRE", i):  # at most a single step
        if chart.word(end) in ("single", "one") and op != "~":
            for found in nominal(chart, end + 1):
                yield from _counted(found, Bound(op, 1.0), average)


def _counted(found: Found, limit: Bound, average: bool) -> Iterator[Found]:
    mods = [Mod("duration", limit, "total") if found.sem.kind == "steps" else Mod("count", limit)]
    if average:
        mods.append(Mod("average"))
    yield Found(found.sem.with_mods(*mods), found.end, found.cost)

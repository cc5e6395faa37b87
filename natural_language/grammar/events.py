"""Events of the world: "reach the goal", "press a button", "leave the arena"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.comparisons import contact_act
from natural_language.grammar.meanings import Act
from natural_language.grammar.things import WRONG_BUTTONS, things
from saferl.constraints import Event, Not

__all__ = ["ARENAS", "button_acts", "event_act", "event_acts"]


def event_act(name: str, *, touch: bool = True, groups: tuple[str, ...] = ()) -> Act:
    """An event of the world happening."""
    return Act((Event(name),), touch=touch, groups=groups, kind="event")


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


ARENAS = frozenset(
    "arena area map field playground room course environment playing zone bounds world grid "
    "region workspace floor allowed permitted designated "
    "space boundaries walls boundary borders working".split()
)


def _arena(chart: Chart, i: int) -> Iterator[Found]:
    end = i
    while chart.word(end) in ARENAS:
        end += 1
    if end > i and chart.word(end - 1) not in ("allowed", "permitted", "designated", "playing"):
        yield Found(event_act("left_arena", touch=False), end)

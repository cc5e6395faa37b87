"""What something obliges to: "each hit must be followed by a stop", "it means you may not ..."."""

from __future__ import annotations

from collections.abc import Iterator

from natural_language.grammar import clauses
from natural_language.grammar.acts import act
from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.happenings import condition
from natural_language.grammar.meanings import Act, Mod, negated
from natural_language.grammar.modals import POLARITY, modal
from natural_language.grammar.modifiers import modifiers
from natural_language.grammar.things import subject
from natural_language.problems import problem

__all__ = ["obliged_clauses"]


_FOLLOWED = tuple(
    tuple(words.split())
    for words in (
        "followed by,answered by,answered with,responded to with,responded to by,succeeded by,"
        "lead to,result in,trigger,cause,entail,be reason to,make you,make robot,prompt,"
        "come with,bring about,met with,met by"
    ).split(",")
)
_DEMANDS = tuple(
    tuple(words.split())
    for words in (
        "obliges robot to,obliges you to,obliges it to,obliges agent to,obliges to,requires,"
        "requires you to,requires robot to,requires to,forces,forces you to,forces robot to,"
        "forces it to,compels you to,compels robot to,compels to,calls for,demands,"
        "demands that you,demands that robot,requires that you,requires that robot,"
        "commits you to,commits robot to,means you must,means you have to,means robot must,"
        "means robot has to,means that you must,means that you have to,means that robot must,"
        "entails,necessitates,has to lead to,must trigger,is to trigger,should trigger,"
        "is reason to,means having to,is signal to,is your cue to,is cue to,puts you under duty to"
    ).split(",")
)
_MEANS = tuple(
    tuple(words.split())
    for words in (
        "means that,means,implies that,implies,and then,has consequence that,"
        "has as consequence that,leads to situation where"
    ).split(",")
)
_ENDS = tuple(
    tuple(words.split())
    for words in (
        "end,stop,cease,be over,be ended,be broken off,be broken,finish,be stopped,be finished,"
        "be terminated,be undone,be done,be left,be brought to end,be ended again,be resolved"
    ).split(",")
)
_STOPS = frozenset("stop halt standstill pause break rest wait".split())


@rule
def obliged_clauses(chart: Chart, i: int) -> Iterator[Found]:
    """each hit on a vase must be followed by a stop within 20 steps; a hit means you must stop"""
    start = i
    while chart.word(start) in ("each", "every", "any", "all", "each_time"):
        start += 1
    for cause in condition(chart, start):
        trigger = cause.sem
        if not trigger.touch or any(mod.kind != "nth" for mod in trigger.mods):
            continue
        tie = Mod("every" if start > i and chart.word(i) != "any" else "when", trigger)
        for end, polarity, said in _tied(chart, cause.end):
            for found in act(chart, end):
                sem = found.sem.with_mods(*said)
                if sem.kind == "still":  # a stop is of some length, or the start of one
                    timed = any(
                        mod.kind in ("within", "duration", "vague")
                        for mods in modifiers(chart, found.end)
                        for mod in mods.sem
                    )
                    if not timed and not said and not sem.mods and chart.word(end) in _STOPS:
                        note = problem("NO_THRESHOLD", "how soon, and for how long?", "stop")
                        sem = sem.noted(note)
                yield Found((polarity, sem, (tie,)), found.end, cause.cost + found.cost + 1)
        for before in modal(chart, cause.end):  # any contact must end within 10 steps
            if before.end > cause.end and POLARITY[before.sem] == "R" and trigger.groups:
                for words in _ENDS:
                    end = before.end + len(words)
                    if tuple(chart.words[before.end : end]) == words:
                        parts = tuple(negated(part) for part in trigger.parts)
                        gone = Act(parts, groups=trigger.groups, kind="leave")
                        yield Found(("R", gone, (tie,)), end, cause.cost + 1)
        for words in _MEANS:
            end = cause.end + len(words)
            if tuple(chart.words[cause.end : end]) == words:
                for rest in clauses.core(chart, end):
                    polarity, what, mods = rest.sem
                    stated = end < chart.size and bool(
                        list(subject(chart, end)) or len(list(modal(chart, end))) > 1
                    )
                    if stated and polarity in ("R", "P", "A"):
                        yield Found(
                            (polarity, what, (tie, *mods)), rest.end, cause.cost + rest.cost + 1
                        )


def _tied(chart: Chart, i: int) -> Iterator[tuple[int, str, tuple[Mod, ...]]]:
    for before in modal(chart, i):
        if before.end > i and POLARITY[before.sem] in ("R", "P"):
            if chart.word(before.end) in ("followed", "answered", "succeeded", "met"):
                for mods in modifiers(chart, before.end + 1):  # followed within 20 steps by a stop
                    if mods.sem and chart.word(mods.end) in ("by", "with"):
                        yield mods.end + 1, POLARITY[before.sem], mods.sem
            for words in _FOLLOWED:
                end = before.end + len(words)
                if tuple(chart.words[before.end : end]) == words:
                    skip = end
                    for found in subject(chart, end):  # ... by the robot coming to a halt
                        skip = max(skip, found.end)
                    yield skip, POLARITY[before.sem], ()
                    if skip > end:
                        yield end, POLARITY[before.sem], ()
    for words in _DEMANDS:
        end = i + len(words)
        if tuple(chart.words[i:end]) == words:
            yield end, "R", ()
            if chart.word(end) == "not":
                yield end + 1, "P", ()

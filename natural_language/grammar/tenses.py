"""Subjects, auxiliaries and what follows a verb: have been, not yet, twice, first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from natural_language.grammar.chart import Chart, Found
from natural_language.grammar.counts import count
from natural_language.grammar.meanings import Act, Mod, all_of, any_of, negated
from natural_language.grammar.speeds import speed_act, speed_bound
from natural_language.grammar.states import place
from natural_language.grammar.things import subject

__all__ = ["AUXILIARIES", "HISTORY", "denied_act", "numbered_act", "openings", "said_of_it"]


AUXILIARIES = frozenset(
    "have has had having be is are am was were been being do does did will would get gets got "
    "getting first that should ever previously earlier before happen happens "
    "just to you must currently".split()
)


HISTORY = frozenset("have has had having been already ever previously".split())


def numbered_act(base: Act) -> Act | None:
    """ "touching two vases" is the second touch; other counts cannot start anything"""
    if not base.mods:
        return base
    limit = base.mods[0].value
    if len(base.mods) > 1 or base.mods[0].kind != "count" or limit.op not in ("=", ">=", ">"):
        return None
    nth = int(limit.value) + (1 if limit.op == ">" else 0)
    bare = replace(base, mods=())
    return bare.with_mods(Mod("nth", nth)) if nth > 1 else bare


def openings(chart: Chart, i: int) -> Iterator[tuple[int, bool]]:
    """Where the verb may begin after subject and auxiliaries, and whether it is denied."""
    starts = {i}
    for found in subject(chart, i):
        starts.add(found.end)
        for again in subject(chart, found.end):
            starts.add(again.end)
    for start in tuple(starts):
        yield start, False
        end, denied = start, False
        for _ in range(5):
            word = chart.word(end)
            if word in ("not", "never"):
                denied = not denied
            elif word not in AUXILIARIES:
                break
            end += 1
            yield end, denied
            for found in subject(chart, end):
                yield found.end, denied


def denied_act(base: Act) -> Act:
    """The act not being the case, as a state."""
    whole = all_of(base.parts) if base.kind in ("distance", "ban") else any_of(base.parts)
    return replace(base, parts=(negated(whole),), banned=None, touch=False, kind="state")


def said_of_it(chart: Chart, i: int, base: Act) -> Iterator[Found]:
    """How often it must have happened; where; "first", "again"."""
    yield Found(base, i)
    word = chart.word(i)
    if word in (
        "first",
        "before",
        "already",
        "again",
        "once",
        "beforehand",
        "earlier",
        "previously",
        "anywhere",
        "ever",
    ):
        cost = 0
        yield Found(base, i + 1, cost)
        if chart.word(i + 1) in ("already", "before", "first"):
            yield Found(base, i + 2, cost)
    if (word, chart.word(i + 1)) in (
        ("in", "past"),
        ("at", "all"),
        ("at", "least"),
        ("for", "first"),
    ):
        stop = i + 2
        if chart.word(stop) in ("once", "time"):
            stop += 1
        yield Found(base, stop)
    for words in (
        ("at", "least", "once", "first"),
        ("once", "first"),
        ("at", "least", "once", "before"),
        ("at", "least", "one", "time"),
    ):
        if tuple(chart.words[i : i + len(words)]) == words:
            yield Found(base, i + len(words))
    for found in count(chart, i):
        limit = found.sem
        if limit.op in ("=", ">=", "nth", ">"):
            nth = limit.value + (1 if limit.op == ">" else 0)
            if nth >= 2:
                yield Found(base.with_mods(Mod("nth", int(nth))), found.end, found.cost)
            elif nth == 1:
                yield Found(base, found.end, found.cost)
    for found in place(chart, i):
        both = all_of((any_of(base.parts), any_of(found.sem.parts)))
        sem = Act((both,), touch=base.touch, notes=base.notes + found.sem.notes, groups=base.groups)
        yield Found(sem, found.end, found.cost + 2)
    if chart.word(i) in ("at", "faster", "with", "slower", "above", "below", "over", "under"):
        for limit in speed_bound(chart, i):
            if limit.sem.op != "=" and not limit.sem.bare:
                fast = speed_act(chart, limit.sem)
                both = all_of((any_of(base.parts), any_of(fast.parts)))
                yield Found(
                    Act((both,), touch=base.touch, notes=base.notes, groups=base.groups),
                    limit.end,
                    1,
                )

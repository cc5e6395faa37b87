"""Danger at a distance: "its heat reaches two squares far", "two tiles must separate you".

Also whole regions: "the tiles surrounding the lava", "only squares two away from lava are safe".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.comparisons import distance_act
from natural_language.grammar.consequences import harms
from natural_language.grammar.modals import POLARITY, modal
from natural_language.grammar.quantities import bound
from natural_language.grammar.states import places
from natural_language.grammar.things import Things, things
from natural_language.grammar.touching import nouns_of_place
from natural_language.grammar.verdicts import judgements

__all__ = ["reaches"]


@rule
def reaches(chart: Chart, i: int) -> Iterator[Found]:
    """Clauses about how far a danger reaches; ``(polarity, act, modifiers)`` cores."""
    yield from _reaching(chart, i)
    yield from _wide(chart, i)
    yield from _separating(chart, i)
    yield from _only_there(chart, i)


_POWER = frozenset(
    "heat fire flames danger radius range reach smoke splash splashes spray fumes smell gas "
    "poison embers sparks lava explosion blast burning effect zone area field threat hazard "
    "steam glow power temperature waves spines cloud".split()
)
_REACH = frozenset(
    "reach reaches extend extends spread spreads stretch stretches go goes radiate radiates span "
    "spans spit spits splash splashes burn burns hurt hurts kill kills shoot shoots jump jumps "
    "throw throws emit emits is are can carry carries travel travels sprays spray stings "
    "sting strikes strike affects works work act acts glow glows has attacks spill spills melts "
    "scalds harms damages injures be bite bites explode explodes leak leaks".split()
)
_BEING = frozenset(("is", "are", "be", "has"))
_SENT = frozenset(
    "fire heat flames sparks you everything anything out steam poison smoke it embers "
    "dangerous deadly lethal felt danger hot water effective harmful fatal".split()
)
_AROUND = frozenset("away far wide around out long it them off across itself".split())


def _within(chart: Chart, sem: Things, i: int) -> Iterator[Found]:
    """up to two squares away; within three blocks; for a distance of two"""
    start = i
    while chart.word(start) in (
        "up",
        "to",
        "within",
        "for",
        "at",
        "over",
        "as",
        "far",
        "distance",
        "distances",
        "of",
        "from",
        "radius",
        "in",
        "range",
        "out",
    ):
        if chart.lex("PRE", start):
            break
        start += 1
    for limit in bound(chart, start, "length"):
        if limit.sem.op not in ("=", "<=", "<"):
            continue
        end = limit.end
        named = start > i
        while chart.word(end) in _AROUND or chart.word(end) in ("from", "in", "of"):
            if chart.word(end) in ("from", "of"):
                for found in things(chart, end + 1):
                    if set(found.sem.groups) <= set(sem.groups):
                        end = found.end - 1
                        break
                else:
                    for _, stop in chart.lex("OUTRO", end):
                        end = stop - 1
                    break
            if chart.word(end) == "in":
                if chart.word(end + 1) not in ("all", "every", "any", "each"):
                    break
                end += 2
            named = True
            end += 1
        if named or chart.word(limit.end - 1).startswith(
            ("square", "tile", "block", "cell", "field", "space")
        ):
            op = "<" if limit.sem.op == "<" else "<="
            yield Found(distance_act(chart, sem, replace(limit.sem, op=op)), end, limit.cost)


def _reaching(chart: Chart, i: int) -> Iterator[Found]:
    """the lava's heat is deadly up to two squares away; lava burns everything within two"""
    owners: list[tuple[Found, bool]] = []  # and whether it is their heat that is spoken of
    for found in things(chart, i):
        owners.append((found, False))
        end = found.end + 1 if chart.word(found.end) == "'s" else found.end
        if chart.word(end) in _POWER:
            owners.append((Found(found.sem, end + 1, found.cost), True))
    start = i
    while chart.word(start) in (
        "danger",
        "blast",
        "explosion",
        "burning",
        "deadly",
        "dangerous",
        "hot",
    ):
        start += 1
    if chart.word(start) in _POWER and chart.word(start + 1) in ("of", "from", "around"):
        owners += [(found, True) for found in things(chart, start + 2)]
    for found, power in owners:
        starts = {found.end}
        for _, end in (*chart.lex("WILL", found.end), *chart.lex("MAY", found.end)):
            starts.add(end)
        for start in starts:
            if chart.word(start) not in _REACH:
                continue
            skip = start + 1
            if power or chart.word(start) not in _BEING:
                yield from _told(chart, found, skip)  # not: lava is two squares wide
            for _ in range(3):
                if (
                    chart.word(skip) in _SENT
                    or chart.word(skip) in ("and", "its", "be")
                    or chart.word(skip) in _REACH
                ):
                    skip += 1
                    yield from _told(chart, found, skip)
        for polarity, end, cost in judgements(chart, found.end):
            if polarity == "P" and found.end == end:
                continue
            if polarity == "P":
                for where in _within(chart, found.sem, end):
                    yield Found(("P", where.sem, ()), where.end, found.cost + where.cost + cost)
        for hurt in harms(chart, found.end):
            for where in _within(chart, found.sem, hurt.end):
                yield Found(("P", where.sem, ()), where.end, found.cost + where.cost)


def _told(chart: Chart, found: Found, i: int) -> Iterator[Found]:
    for where in _within(chart, found.sem, i):
        yield Found(("P", where.sem, ()), where.end, found.cost + where.cost)


def _wide(chart: Chart, i: int) -> Iterator[Found]:
    """lava has a danger radius of 2; there is a danger zone of two squares around lava"""
    for found in things(chart, i):
        if chart.word(found.end) in ("has", "have", "with", "got"):
            start = found.end + 1
            while chart.word(start) in (
                "danger",
                "blast",
                "deadly",
                "dangerous",
                "hot",
                "safety",
                "hazard",
                "explosion",
                "burning",
                "burn",
                "kill",
                "damage",
            ):
                start += 1
            if chart.word(start) in _POWER and chart.word(start + 1) in ("of", "is", ":"):
                yield from _told(chart, found, start + 2)
            for limit in bound(chart, start, "length"):
                end = limit.end
                while chart.word(end) in ("danger", "deadly", "hot", "dangerous"):
                    end += 1
                if limit.sem.op == "=" and chart.word(end) in _POWER:
                    act = distance_act(chart, found.sem, replace(limit.sem, op="<="))
                    yield Found(("P", act, ()), end + 1, found.cost)


def _separating(chart: Chart, i: int) -> Iterator[Found]:
    """at least 2 squares must separate you from the lava; two tiles must lie between you and it"""
    for limit in bound(chart, i, "length"):
        if limit.sem.op not in ("=", ">=", ">"):
            continue
        for before in modal(chart, limit.end):
            if POLARITY[before.sem] != "R":
                continue
            word = chart.word(before.end)
            if word in ("separate", "separates", "divide", "part"):
                for _, end in chart.lex("SELF", before.end + 1):
                    if chart.word(end) in ("from", "and"):
                        for found in things(chart, end + 1):
                            sem = distance_act(chart, found.sem, limit.sem)
                            yield Found(("R", sem, ()), found.end, found.cost + limit.cost)
            start = before.end
            while chart.word(start) in (
                "be",
                "lie",
                "remain",
                "stay",
                "stand",
                "kept",
                "left",
                "free",
                "always",
                "clear",
                "there",
                "empty",
            ):
                start += 1
            if start > limit.end and chart.word(start) == "between":
                for _, end in chart.lex("SELF", start + 1):
                    if chart.word(end) == "and":
                        for found in things(chart, end + 1):
                            sem = distance_act(chart, found.sem, limit.sem)
                            yield Found(("R", sem, ()), found.end, found.cost + limit.cost)


def _only_there(chart: Chart, i: int) -> Iterator[Found]:
    """only squares at least two away from lava are safe; only walk on squares two away from it"""
    if chart.word(i) == "only":
        for start in nouns_of_place(chart, i + 1):
            for where in places(chart, start):
                if where.sem.kind == "distance":
                    for polarity, end, cost in judgements(chart, where.end):
                        if polarity == "A":
                            yield Found(("R", where.sem, ()), end, where.cost + cost)
    for before in modal(chart, i):
        if POLARITY[before.sem] == "P":
            continue
        only = "only" in chart.words[i : before.end]
        if not only and chart.word(before.end) != "only":
            continue
        skip = before.end + 1 if chart.word(before.end) == "only" else before.end
        ends = {end for name in ("ENTER", "TOUCH") for _, end in chart.lex(name, skip)}
        for name in ("MOTION", "SPEED_VERB", "GO"):
            for _, end in chart.lex(name, skip):
                if chart.word(end) in ("on", "in", "through", "over", "onto", "across", "at", "to"):
                    ends.add(end + 1)
        for end in ends:
            for start in nouns_of_place(chart, end):
                for where in places(chart, start):
                    if where.sem.kind == "distance":
                        yield Found(("R", where.sem, ()), where.end, where.cost + before.cost)

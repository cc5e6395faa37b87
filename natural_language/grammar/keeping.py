"""Being and keeping somewhere: "stay 30 cm from hazards", "approach", "avoid", "spend"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from natural_language.grammar import acts
from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.comparisons import contact_act, distance_act
from natural_language.grammar.counts import time_bound
from natural_language.grammar.gaps import gap
from natural_language.grammar.meanings import Act, Mod, all_of
from natural_language.grammar.quantities import bound
from natural_language.grammar.regions import around
from natural_language.grammar.states import places
from natural_language.grammar.things import Things, things
from natural_language.grammar.touching import nouns_of_place
from natural_language.problems import problem
from saferl.constraints import Not

__all__ = ["avoided_act", "avoiding_acts", "being_acts", "keeping_acts", "spending_acts"]


@rule
def being_acts(chart: Chart, i: int) -> Iterator[Found]:
    """come within 30 cm of a vase; stay in a hazard"""
    for name in ("MOTION", "DWELL", "KEEP"):
        for phrase, end in chart.lex(name, i):
            for skip in _sideways(chart, end):
                for found in places(chart, skip):
                    kind = found.sem.kind
                    if phrase in _DWELLING:
                        kind = "dwell"
                    elif kind in ("contact", "each") and phrase not in _STAYING:
                        continue
                    cost = found.cost + (1 if name == "KEEP" else 0) + (0 if skip == end else 1)
                    yield Found(replace(found.sem, kind=kind), found.end, cost)


_DWELLING = frozenset(
    "stay remain linger dwell loiter tarry idle camp sojourn hover park".split()
) | {
    "stay put",
    "hang around",
    "spend time",
    "stick around",
    "hang out",
    "get stuck",
    "be stuck",
}


_STAYING = frozenset(
    (
        "be",
        "keep",
        "hold",
        "stand",
        "sit",
        "lie",
        "be found",
        "be located",
        "be left",
        "keep yourself",
    )
)


def _sideways(chart: Chart, i: int) -> Iterator[int]:
    yield i
    if chart.word(i) in (
        "anywhere",
        "ever",
        "back",
        "up",
        "down",
        "out",
        "any",
        "stuck",
        "standing",
    ):
        yield i + 1
        if chart.word(i + 1) in ("to", "away", "in"):
            yield i + 2


@rule
def keeping_acts(chart: Chart, i: int) -> Iterator[Found]:
    """keep a gap; approach a vase to within 30 cm"""
    for _, end in chart.lex("KEEP", i):
        for found in gap(chart, end):
            yield Found(found.sem, found.end, found.cost + 1)
    for _, end in chart.lex("APPROACH", i):
        for found in things(chart, end):
            start = found.end
            if (chart.word(start), chart.word(start + 1)) == ("up", "to"):
                for limit in bound(chart, start + 2, "length"):
                    if limit.sem.op in ("=", "<="):
                        sem = replace(limit.sem, op=">=")
                        yield Found(distance_act(chart, found.sem, sem), limit.end, limit.cost)
            for op, skip in chart.lex("PRE", start):
                for limit in bound(chart, skip, "length") if op == "<=" else ():
                    if limit.sem.op in ("=", "<=") and chart.word(start) in ("up", "upto"):
                        sem = replace(limit.sem, op=">=")
                        yield Found(distance_act(chart, found.sem, sem), limit.end, limit.cost)
            if chart.word(start) in ("to", "by", "up"):
                start += 1
            inside = chart.word(start) == "within"
            skip = start + 1 if inside or chart.word(start) == "than" else start
            for limit in bound(chart, skip, "length"):
                sem = limit.sem
                if inside:
                    sem = replace(sem, op="<=")
                if sem.op in ("<", "<=", ">="):
                    yield Found(distance_act(chart, found.sem, sem), limit.end, limit.cost)
            note = problem(
                "NO_THRESHOLD", "how near is too near?", chart.word(i), "say 'within 0.3 m of'"
            )
            yield Found(contact_act(found.sem, touch=False).noted(note), found.end, found.cost + 8)
        for limit in bound(chart, end + 1, "length") if chart.word(end) in ("within", "to") else ():
            start = limit.end + 1 if chart.word(limit.end) in ("of", "from", "to") else limit.end
            for found in things(chart, start):
                sem = replace(limit.sem, op="<=")
                yield Found(distance_act(chart, found.sem, sem), found.end, found.cost + limit.cost)
        for found in places(chart, end):
            if found.sem.kind == "distance":
                yield Found(found.sem, found.end, found.cost + 1)


_OFF = (("off",), ("out", "of"), ("away", "from"), ("clear", "of"), ("off", "of"), ("from",))


def _kept_off(chart: Chart, i: int) -> Iterator[Found]:
    """keep your feet off the lava"""
    for _, end in chart.lex("KEEP", i):
        for _, stop in chart.lex("GEAR", end):
            for words in _OFF:
                if tuple(chart.words[stop : stop + len(words)]) == words:
                    for found in things(chart, stop + len(words)):
                        yield Found(avoided_act(found.sem), found.end, found.cost)


@rule
def avoiding_acts(chart: Chart, i: int) -> Iterator[Found]:
    """avoid hazards; keep off them; steer clear of squares within two of lava"""
    if chart.word(i) in ("leave", "leaving", "let", "leaves"):  # leave the box alone
        for found in things(chart, i + 1):
            for words in _ALONE:
                end = found.end + len(words)
                if tuple(chart.words[found.end : end]) == words:
                    yield Found(avoided_act(found.sem), end, found.cost)
    yield from _kept_off(chart, i)
    for _, end in chart.lex("AVOID_OBJECT", i):
        for found in things(chart, end):
            yield Found(avoided_act(found.sem), found.end, found.cost)
            start = found.end
            if chart.word(start) in ("by", "with", "at", "to", ":"):
                skip = start + 1
                for word in ("distance", "margin", "berth", "radius", "gap"):
                    if chart.word(skip) == word:
                        skip += 2 if chart.word(skip + 1) == "of" else 1
                for limit in bound(chart, skip, "length"):
                    yield Found(distance_act(chart, found.sem, limit.sem), limit.end, limit.cost)
        for found in around(chart, end):
            parts = tuple(Not(part) for part in found.sem.parts)
            sem = replace(found.sem, parts=(all_of(parts),), kind="ban")
            yield Found(sem, found.end, found.cost)
        for start in nouns_of_place(chart, end):
            for found in places(chart, start):
                if found.sem.kind == "distance":
                    parts = tuple(Not(part) for part in found.sem.banned or found.sem.parts)
                    sem = replace(found.sem, parts=(all_of(parts),), banned=None, kind="ban")
                    yield Found(sem, found.end, found.cost)
        for found in places(chart, end):
            if found.sem.kind == "distance" and chart.word(end) not in ("from", "of"):
                parts = tuple(Not(part) for part in found.sem.banned or found.sem.parts)
                yield Found(
                    replace(found.sem, parts=(all_of(parts),), banned=None, kind="ban"),
                    found.end,
                    found.cost + 1,
                )


_ALONE = tuple(
    tuple(words.split())
    for words in (
        "alone,be,in peace,untouched,undisturbed,well alone,unharmed,intact,where is,"
        "where they are,where it is,as they are,as it is,standing"
    ).split(",")
)


def avoided_act(found: Things) -> Act:
    """Not touching any of the things, as an act that forbids."""
    base = contact_act(found, touch=False)
    parts = tuple(Not(part) for part in base.parts)
    return replace(base, parts=parts, joiner="and" if len(parts) > 1 else "plain", kind="ban")


@rule
def spending_acts(chart: Chart, i: int) -> Iterator[Found]:
    """spend at most 50 steps (in total) in hazards"""
    for _, end in chart.lex("SPEND", i):
        for time in time_bound(chart, end):
            start = time.end
            for tail in _of_episode(chart, start):
                for found in _spent_at(chart, tail):
                    sem = found.sem.with_mods(Mod("duration", *time.sem))
                    yield Found(
                        replace(sem, kind="spend", touch=False), found.end, time.cost + found.cost
                    )
        skip = end + 1 if chart.word(end) in ("time", "any") else end
        for found in _spent_at(chart, skip) if skip > end else ():
            yield Found(replace(found.sem, kind="spend"), found.end, found.cost)


def _of_episode(chart: Chart, i: int) -> Iterator[int]:
    yield i
    if chart.word(i) in ("of", "in", "per", "out"):
        skip = i + 1
        while chart.word(skip) in ("each", "every", "any", "one", "of"):
            skip += 1
        if chart.word(skip) in ("episode", "episodes", "run", "time"):
            yield skip + 1
    if chart.word(i) in ("time", "steps"):
        yield i + 1


def _spent_at(chart: Chart, i: int) -> Iterator[Found]:
    yield from places(chart, i)
    yield from acts.act(chart, i)

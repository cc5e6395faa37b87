"""Counts as clauses: "at most three bumps", "you have five chances", "grass: 5 touches"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from natural_language.grammar.acts import act
from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.comparisons import contact_act
from natural_language.grammar.counts import count, time_bound
from natural_language.grammar.judgements import allowed_ends
from natural_language.grammar.meanings import Bound, Mod
from natural_language.grammar.modals import POLARITY, modal
from natural_language.grammar.nouns import counted_nominal
from natural_language.grammar.numbers import number
from natural_language.grammar.quantities import bound
from natural_language.grammar.states import place
from natural_language.grammar.things import Things, things

__all__ = ["count_clauses"]


@rule
def count_clauses(chart: Chart, i: int) -> Iterator[Found]:
    """at most three bumps into pillars; you get five chances to cross; grass: 5 touches"""
    starts = [i]
    for found in modal(chart, i):
        if found.end > i and POLARITY[found.sem] in ("A", "R"):
            starts.append(found.end)
    for start in starts:
        for skip in {
            start,
            *(end for _, end in chart.lex("HAVE_VERB", start)),
            *(end for _, end in chart.lex("THERE", start)),
            start + 1 if chart.word(start) == "only" else start,
            *(
                stop + 1
                for _, end in chart.lex("HAVE_VERB", start)
                for _, stop in chart.lex("LIMIT_NOUN", end)
                if chart.word(stop) in ("of", "for")
            ),
        }:
            begin = skip + 1 if chart.word(skip) == "only" else skip
            yield from _nominals(chart, begin, given=skip > start or start > i)
            yield from _deadlines(chart, begin, given=skip > start)
            yield from _chances(chart, begin)
            yield from _stays(chart, begin, given=skip > start)
    yield from _of_what_was_named(chart, i)
    yield from _headed(chart, i)


def _nominals(chart: Chart, i: int, *, given: bool) -> Iterator[Found]:
    """at most three bumps into pillars (are allowed); (you get) three bumps"""
    for found in counted_nominal(chart, i):
        mods = found.sem.mods
        bounded = mods and isinstance(mods[0].value, Bound) and mods[0].value.op in ("<=", "<")
        for stop in allowed_ends(chart, found.end):
            polarity = "A" if not bounded and (stop > found.end or given) else "R"
            yield Found((polarity, found.sem, ()), stop, found.cost)


def _deadlines(chart: Chart, i: int, *, given: bool) -> Iterator[Found]:
    """(you have) 2 seconds to leave a hazard"""
    for limit in bound(chart, i, "time"):
        if limit.sem.op not in ("=", "<="):
            continue
        if chart.word(limit.end) == "to" and not limit.sem.bare and given:
            for found in act(chart, limit.end + 1):
                steps = (Mod("within", int(limit.sem.value)),)
                yield Found(("R", found.sem, steps), found.end, found.cost + limit.cost)


def _chances(chart: Chart, i: int) -> Iterator[Found]:
    """three chances to walk through water; five times the grass"""
    for limit in count(chart, i):
        joined = chart.word(limit.end) in _TO_WHAT
        counted = (Mod("count", _at_most(limit.sem)),)
        for begin in {limit.end, limit.end + 1 if joined else limit.end}:
            for inner in modal(chart, begin):
                if POLARITY[inner.sem] == "P":
                    continue
                for found in act(chart, inner.end):
                    if found.sem.touch:
                        cost = found.cost + limit.cost + 2
                        yield Found(("A", found.sem, counted), found.end, cost)
            for found in things(chart, begin):
                sem = contact_act(found.sem, touch=True)
                yield Found(("A", sem, counted), found.end, found.cost + 4)


def _at_most(limit: Bound) -> Bound:
    """A number that is given is the most there may be."""
    return replace(limit, op="<=") if limit.op == "=" else limit


_TO_WHAT = ("to", "that", "for", "you", "with", "at", "of", "on", "in")


def _stays(chart: Chart, i: int, *, given: bool) -> Iterator[Found]:
    """no more than half a minute inside hazards; (you get) four seconds inside hazards"""
    for found in time_bound(chart, i):
        for where in place(chart, found.end):
            if chart.word(found.end) in ("into", "onto") or found.sem[0].bare:
                continue
            limit, mode = found.sem
            if given:
                limit = _at_most(limit)
            if limit.op in ("<=", "<", ">"):
                mods = (Mod("duration", limit, mode),)
                sem = replace(where.sem, kind="spend")
                yield Found(("R", sem, mods), where.end, found.cost + where.cost + 1)


def _of_what_was_named(chart: Chart, i: int) -> Iterator[Found]:
    """(lava is hot:) you only get one touch; twice at most"""
    last = chart.last_groups(i)
    if not last:
        return
    for before in modal(chart, i):
        skip = before.end + 1 if chart.word(before.end) == "only" else before.end
        for _, end in chart.lex("HAVE_VERB", skip):
            end += 1 if chart.word(end) == "only" else 0
            for value in number(chart, end):
                for counted, stop in chart.lex("EVENT_NOUN", value.end):
                    if counted == "visits" and POLARITY[before.sem] != "P":
                        mods = (Mod("count", Bound("<=", value.sem)),)
                        sem = contact_act(Things(last), touch=True)
                        yield Found(("A", sem, mods), stop, 4)
    begin = i + 1 if chart.word(i) in ("only", "just") else i
    for limit in count(chart, begin):
        if limit.sem.op in ("<=", "<") or (begin > i and limit.sem.op == "="):
            mods = (Mod("count", _at_most(limit.sem)),)
            sem = contact_act(Things(last), touch=True)
            yield Found(("R", sem, mods), limit.end, limit.cost + 4)


def _headed(chart: Chart, i: int) -> Iterator[Found]:
    """grass: 5 touches max; lava: no way"""
    for found in things(chart, i):
        start = found.end + 1 if chart.word(found.end) in (":", ",") else found.end
        for words in _NO_WAY if start > found.end else (("never",), ("not", "at", "all")):
            if tuple(chart.words[start : start + len(words)]) == words:
                sem = contact_act(found.sem, touch=True)
                yield Found(("P", sem, ()), start + len(words), found.cost + 1)
        for limit in count(chart, start):
            if limit.sem.op in ("<=", "<"):
                sem = contact_act(found.sem, touch=True)
                yield Found(("R", sem, (Mod("count", limit.sem),)), limit.end, limit.cost)
        for op, begin in (("=", start), *chart.lex("PRE", start)):
            for value in number(chart, begin):
                for counted, end in chart.lex("EVENT_NOUN", value.end):
                    for post, stop in (("=", end), *chart.lex("POST", end)):
                        final = op if op != "=" else post
                        if final in ("<=", "<") and start > found.end and counted == "visits":
                            mods = (Mod("count", Bound(final, value.sem)),)
                            sem = contact_act(found.sem, touch=True)
                            yield Found(("R", sem, mods), stop, found.cost)


_NO_WAY = tuple(
    tuple(words.split())
    for words in (
        "never,no way,not once,no,none,not at all,zero times,no chance,not even once,not ever,"
        "no thanks,no thank you,under no circumstances,hands off,keep off,keep out,stay off,"
        "stay out,stay away,keep away,never ever,not on my watch,not today,zero,do not,"
        "do not touch,keep clear,do not enter,not single time,do not go there,better not,"
        "out of question,never again,forget it,nope,avoid,avoid it,steer clear,no touching"
    ).split(",")
)

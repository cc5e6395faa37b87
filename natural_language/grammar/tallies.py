"""Counts as clauses: "at most three bumps", "you have five chances", "grass: 5 touches"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from natural_language.grammar.acts import act
from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.comparisons import contact_act
from natural_language.grammar.judgements import allowed_ends
from natural_language.grammar.meanings import Bound, Mod
from natural_language.grammar.modals import POLARITY, modal
from natural_language.grammar.nouns import counted_nominal
from natural_language.grammar.quantities import bound, count, number, time_bound
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
            skip_only = skip + 1 if chart.word(skip) == "only" else skip
            for found in counted_nominal(chart, skip_only):
                sem = found.sem
                end = found.end
                for stop in allowed_ends(chart, end):
                    polarity = "A" if stop > end or skip > start or start > i else "R"
                    if (
                        sem.mods
                        and isinstance(sem.mods[0].value, Bound)
                        and sem.mods[0].value.op in ("<=", "<")
                    ):
                        polarity = "R"
                    yield Found((polarity, sem, ()), stop, found.cost)
            for limit in bound(chart, skip_only, "time"):  # you have 2 seconds to leave a hazard
                if limit.sem.op not in ("=", "<="):
                    continue
                if chart.word(limit.end) == "to" and not limit.sem.bare and skip > start:
                    for found in act(chart, limit.end + 1):
                        steps = (Mod("within", int(limit.sem.value)),)
                        yield Found(("R", found.sem, steps), found.end, found.cost + limit.cost)
            for limit in count(chart, skip_only):  # three chances to walk through water
                for begin in {
                    limit.end,
                    limit.end + 1
                    if chart.word(limit.end)
                    in ("to", "that", "for", "you", "with", "at", "of", "on", "in")
                    else limit.end,
                }:
                    for inner in modal(chart, begin):
                        if POLARITY[inner.sem] == "P":
                            continue
                        for found in act(chart, inner.end):
                            if found.sem.touch:
                                value = (
                                    replace(limit.sem, op="<=")
                                    if limit.sem.op == "="
                                    else limit.sem
                                )
                                yield Found(
                                    ("A", found.sem, (Mod("count", value),)),
                                    found.end,
                                    found.cost + limit.cost + 2,
                                )
                    for found in things(chart, begin):
                        value = replace(limit.sem, op="<=") if limit.sem.op == "=" else limit.sem
                        yield Found(
                            ("A", contact_act(found.sem, touch=True), (Mod("count", value),)),
                            found.end,
                            found.cost + 4,
                        )
            for found in time_bound(chart, skip_only):  # no more than half a minute inside hazards
                for where in place(chart, found.end):
                    if chart.word(found.end) in ("into", "onto") or found.sem[0].bare:
                        continue
                    limit, mode = found.sem
                    if limit.op == "=" and skip > start:  # you get four seconds inside hazards
                        limit = replace(limit, op="<=")
                    if limit.op in ("<=", "<", ">"):
                        mods = (Mod("duration", limit, mode),)
                        yield Found(
                            ("R", replace(where.sem, kind="spend"), mods),
                            where.end,
                            found.cost + where.cost + 1,
                        )
    last = chart.last_groups(i)
    begin = i + 1 if chart.word(i) in ("only", "just") else i
    for before in modal(chart, i) if last else ():  # you only get one touch
        skip = before.end + 1 if chart.word(before.end) == "only" else before.end
        for _, end in chart.lex("HAVE_VERB", skip):
            end += 1 if chart.word(end) == "only" else 0
            for value in number(chart, end):
                for counted, stop in chart.lex("EVENT_NOUN", value.end):
                    if counted == "visits" and POLARITY[before.sem] != "P":
                        sem = contact_act(Things(last), touch=True)
                        mods = (Mod("count", Bound("<=", value.sem)),)
                        yield Found(("A", sem, mods), stop, 4)
    for limit in count(chart, begin) if last else ():
        if limit.sem.op in ("<=", "<") or (begin > i and limit.sem.op == "="):
            value = replace(limit.sem, op="<=") if limit.sem.op == "=" else limit.sem
            sem = contact_act(Things(last), touch=True)
            yield Found(("R", sem, (Mod("count", value),)), limit.end, limit.cost + 4)
    for found in things(chart, i):  # grass: 5 touches max
        start = found.end + 1 if chart.word(found.end) in (":", ",") else found.end
        for words in _NO_WAY if start > found.end else (("never",), ("not", "at", "all")):
            if tuple(chart.words[start : start + len(words)]) == words:
                sem = contact_act(found.sem, touch=True)
                yield Found(("P", sem, ()), start + len(words), found.cost + 1)
        for limit in count(chart, start):
            if limit.sem.op in ("<=", "<"):
                yield Found(
                    ("R", contact_act(found.sem, touch=True), (Mod("count", limit.sem),)),
                    limit.end,
                    limit.cost,
                )
        for op, begin in (("=", start), *chart.lex("PRE", start)):
            for value in number(chart, begin):
                for counted, end in chart.lex("EVENT_NOUN", value.end):
                    for post, stop in (("=", end), *chart.lex("POST", end)):
                        final = op if op != "=" else post
                        if final in ("<=", "<") and start > found.end and counted == "visits":
                            mods = (Mod("count", Bound(final, value.sem)),)
                            yield Found(
                                ("R", contact_act(found.sem, touch=True), mods), stop, found.cost
                            )


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

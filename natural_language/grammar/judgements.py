"""Judgements: "vases are off limits", "no contact", "the third touch ends it"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from natural_language.grammar.acts import act
from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.comparisons import contact_act, distance_act
from natural_language.grammar.consequences import dooms
from natural_language.grammar.counts import time_bound
from natural_language.grammar.gaps import gap
from natural_language.grammar.happenings import condition
from natural_language.grammar.meanings import Act, Bound, Mod, any_of
from natural_language.grammar.modals import modal
from natural_language.grammar.modifiers import modifiers
from natural_language.grammar.nouns import counted_nominal, nominal
from natural_language.grammar.numbers import ordinal
from natural_language.grammar.passives import passive
from natural_language.grammar.quantities import bound
from natural_language.grammar.speeds import speed_act, speed_bound
from natural_language.grammar.states import place, places
from natural_language.grammar.things import Things, subject, things
from natural_language.grammar.touching import nouns_of_place
from natural_language.grammar.verdicts import judgements

__all__ = ["allowed_ends", "judged_clauses", "no_clauses", "nth_clauses"]


@rule
def judged_clauses(chart: Chart, i: int) -> Iterator[Found]:
    """vases are off limits; touching a vase for the fifth time is forbidden"""
    only = chart.word(i) == "only"
    begin = i + 1 if only else i
    subjects: list[Found] = []
    for found in things(chart, begin):
        sem = contact_act(found.sem, touch=True)
        subjects.append(Found((sem, ()), found.end, found.cost))
        for after in modifiers(chart, found.end):  # water after lava is deadly
            if after.sem and all(mod.kind in ("after", "before", "until") for mod in after.sem):
                subjects.append(Found((sem, after.sem), after.end, found.cost + after.cost + 1))
        skip = found.end + 1 if chart.word(found.end) in ("that", "which") else found.end
        for before in modal(chart, skip):  # a vase that is touched after ...
            for what in passive(chart, before.end):
                if what.sem[0] == "touch" and skip > found.end:
                    for mods in modifiers(chart, what.end):
                        cost = found.cost + what.cost + mods.cost
                        subjects.append(Found((sem, mods.sem), mods.end, cost))
        for where in place(chart, found.end):  # squares within two of lava
            if where.sem.kind == "distance" and chart.word(found.end) not in ("of",):
                subjects.append(Found((where.sem, ()), where.end, where.cost + 2))
    for start in nouns_of_place(chart, begin):
        for where in places(chart, start):
            if where.sem.kind == "distance":
                subjects.append(Found((where.sem, ()), where.end, where.cost))
    for start in {begin, begin + 1 if chart.word(begin) in ("to", "that") else begin}:
        for found in act(chart, start):
            bare = 0 if start > begin or chart.word(start).endswith("ing") else 3
            for mods in modifiers(chart, found.end):
                cost = found.cost + mods.cost + bare
                subjects.append(Found((found.sem, mods.sem), mods.end, cost))
        for found in nominal(chart, start):
            sem = replace(
                found.sem, kind="contact" if found.sem.kind == "visits" else found.sem.kind
            )
            bare = 4 if sem.joiner == "and" and chart.lex("ENTER", start) else 0
            for mods in modifiers(chart, found.end):
                subjects.append(Found((sem, mods.sem), mods.end, found.cost + mods.cost + bare))
    for found in counted_nominal(chart, begin):
        for mods in modifiers(chart, found.end):
            subjects.append(Found((found.sem, mods.sem), mods.end, found.cost + mods.cost))
    for _, end in chart.lex("SPEED_NOUN", begin):
        for limit in speed_bound(chart, end):
            if limit.sem.op != "=":
                subjects.append(Found((speed_act(chart, limit.sem), ()), limit.end, limit.cost))
    if chart.word(begin) in ("speeds", "velocities", "anything", "everything", "driving"):
        for limit in speed_bound(chart, begin + 1):
            if limit.sem.op != "=":
                subjects.append(Found((speed_act(chart, limit.sem), ()), limit.end, limit.cost))
    for found in time_bound(chart, begin):  # ten steps in a row inside a hazard is too long
        for where in place(chart, found.end):
            if chart.word(found.end) in ("into", "onto"):
                continue
            mods_ = (Mod("duration", *found.sem),)
            subjects.append(Found((where.sem, mods_), where.end, found.cost + where.cost))
    for found in gap(chart, begin):  # a gap of 30 cm to vases is mandatory
        subjects.append(Found((found.sem, ()), found.end, found.cost))
    for about in _listed_acts(chart, begin):
        subjects.append(about)
    for about in subjects:
        sem, mods = about.sem
        for polarity, end, cost in judgements(chart, about.end):
            if polarity == "R" and sem.kind != "distance" and sem.touch:
                continue
            if polarity == "P" and sem.kind in ("contact", "each") and not mods:
                yield from _dangerous_if(chart, sem, end, about.cost + cost)
            if polarity == "only_P":
                yield Found(("P", sem, (*mods, Mod("only"))), end, about.cost + cost)
            elif polarity == "only":
                yield Found(("A", sem, (*mods, Mod("only"))), end, about.cost + cost)
            else:
                judged = (*mods, Mod("judged"))
                yield Found((polarity, sem, judged), end, about.cost + cost)


def _listed_acts(chart: Chart, i: int) -> Iterator[Found]:
    """touching vases and entering hazards are both forbidden"""
    if not chart.word(i).endswith("ing"):
        return
    for first in act(chart, i):
        start = first.end + 1 if chart.word(first.end) == "," else first.end
        joint = chart.word(start)
        if joint not in ("and", "or") or not first.sem.touch or first.sem.mods:
            continue
        for more in act(chart, start + 1):
            if more.sem.touch and not more.sem.mods and chart.word(start + 1).endswith("ing"):
                parts = (any_of(first.sem.parts), any_of(more.sem.parts))
                sem = Act(
                    parts,
                    "or",
                    touch=True,
                    notes=first.sem.notes + more.sem.notes,
                    groups=first.sem.groups + more.sem.groups,
                    kind="two",
                )
                yield Found((sem, ()), more.end, first.cost + more.cost)


def _dangerous_if(chart: Chart, sem: Act, i: int, cost: int) -> Iterator[Found]:
    """dangerous if you get within 3 squares of it; dangerous within a radius of two squares"""
    start = i + 1 if chart.word(i) == "," else i
    for name in ("WHEN", "EACH_AFTER"):
        for _, end in chart.lex(name, start):
            for found in condition(chart, end):
                if set(found.sem.groups) & set(sem.groups) and found.sem.kind != "past":
                    limits = [mod for mod in found.sem.mods if mod.kind == "nth"]
                    again = tuple(Mod("count", Bound("nth", float(mod.value))) for mod in limits)
                    bare = replace(found.sem, mods=())
                    yield Found(("P", bare, again), found.end, found.cost + cost - 1)
    skip = start + 1 if chart.word(start) in ("from", "for") else start
    inside = chart.word(skip) in ("within", "inside", "in")
    if not inside and skip == start:
        return
    skip += 1 if inside else 0
    for word in ("radius", "distance", "range", "of"):
        if chart.word(skip) == word:
            skip += 1
    for limit in bound(chart, skip, "length"):
        if limit.sem.op not in ("=", "<=", "<"):
            continue
        end = limit.end
        while chart.word(end) in ("radius", "away", "around", "range", "it", "them", "of"):
            end += 1
        named = Things(sem.groups)
        op = "<" if limit.sem.op == "<" else "<="
        yield Found(("P", distance_act(chart, named, replace(limit.sem, op=op)), ()), end, cost)


@rule
def no_clauses(chart: Chart, i: int) -> Iterator[Found]:
    """no vases; no contact with vases; no touching; no speeds above 1 m/s"""
    if chart.word(i) not in ("no", "zero", "without", "not", "never"):
        return
    start = i + 1
    if chart.word(start) in ("more", "further", "other", "single"):
        start += 1
    if chart.word(start) in ("tolerance", "mercy") and chart.word(start + 1) in ("for", "with"):
        start += 2
    for found in nominal(chart, start):
        for end in allowed_ends(chart, found.end):
            yield Found(("P", replace(found.sem, kind="contact"), ()), end, found.cost)
    for found in things(chart, start):
        for end in allowed_ends(chart, found.end):
            yield Found(("P", contact_act(found.sem, touch=True), ()), end, found.cost + 2)
    for counted, end in chart.lex("EVENT_NOUN", start):  # no more collisions are allowed
        if (
            counted == "visits"
            and chart.last_groups(i)
            and chart.word(i + 1) in ("more", "further")
        ):
            for stop in allowed_ends(chart, end):
                again = contact_act(Things(chart.last_groups(i)), touch=True)
                yield Found(("P", again, ()), stop, 2)
    for found in act(chart, start):  # no touching vases is allowed
        for end in allowed_ends(chart, found.end):
            if end > found.end and chart.word(i) == "no":
                yield Found(("P", found.sem, ()), end, found.cost)
    if chart.word(i) == "not":  # ... but not on top of it
        for found in place(chart, start):
            yield Found(("P", found.sem, ()), found.end, found.cost + 2)
    if chart.word(start) in ("speeds", "speed", "velocity", "driving", "going"):
        for limit in speed_bound(chart, start + 1):
            if limit.sem.op != "=":
                yield Found(("P", speed_act(chart, limit.sem), ()), limit.end, limit.cost)


def allowed_ends(chart: Chart, i: int) -> Iterator[int]:
    """Where "... are allowed" or "... at most" may end after a count."""
    yield i
    for start in {i, *(end for _, end in chart.lex("BECOME", i))}:
        for _, end in chart.lex("SAFE", start):
            yield end
        for _, end in chart.lex("LIMIT_NOUN", start):
            if start > i:
                yield end
    if chart.word(i) in ("occurs", "occur", "happens", "happen"):
        yield i + 1
    for _, end in chart.lex("POST", i):
        yield end


@rule
def nth_clauses(chart: Chart, i: int) -> Iterator[Found]:
    """the third touch of a vase ends it; the fifth time you touch water you drown"""
    for which in ordinal(chart, i):
        if which.sem < 1:
            continue
        nth = Mod("count", Bound("nth", float(which.sem)))
        for found in nominal(chart, which.end):
            sem = replace(found.sem, kind="contact")
            for polarity, end, cost in judgements(chart, found.end):
                if polarity == "P":
                    yield Found(("P", sem, (nth,)), end, found.cost + cost)
        for found in things(chart, which.end):  # the third vase you touch
            start = found.end + 1 if chart.word(found.end) in ("that", "which") else found.end
            for who in subject(chart, start):
                for name in ("TOUCH", "ENTER"):
                    for _, end in chart.lex(name, who.end):
                        for polarity, stop, cost in judgements(chart, end):
                            if polarity == "P":
                                yield Found(
                                    ("P", contact_act(found.sem, touch=True), (nth,)), stop, cost
                                )
        for _, end in chart.lex("TIMES", which.end):
            for found in condition(chart, end):
                start = found.end + 1 if chart.word(found.end) == "," else found.end
                for stop in _dies(chart, start):
                    yield Found(("P", replace(found.sem, touch=True), (nth,)), stop, found.cost)


def _dies(chart: Chart, i: int) -> Iterator[int]:
    for found in dooms(chart, i):
        yield found.end

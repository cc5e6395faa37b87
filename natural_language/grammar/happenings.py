"""What can be true or happen: the clauses, gerunds and nouns after a connective."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from natural_language.grammar.acts import act
from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.comparisons import contact_act
from natural_language.grammar.events import event_act
from natural_language.grammar.meanings import Act, Bound, Mod, all_of, any_of, unplaced
from natural_language.grammar.measures import distance_is
from natural_language.grammar.nouns import counted_nominal, nominal
from natural_language.grammar.numbers import number, ordinal
from natural_language.grammar.passives import done_to, passive
from natural_language.grammar.quantities import bound
from natural_language.grammar.speeds import speed_act, speed_bound
from natural_language.grammar.states import place
from natural_language.grammar.tenses import (
    AUXILIARIES,
    HISTORY,
    denied_act,
    numbered_act,
    openings,
    said_of_it,
)
from natural_language.grammar.things import Things, things
from natural_language.lexicon.verbs import pasts
from saferl.constraints import Predicate

__all__ = ["condition"]


@rule
def condition(chart: Chart, i: int) -> Iterator[Found]:
    """A clause, a gerund or a noun that can be true or happen."""
    for first in _single(chart, i):
        yield first
        start = first.end + 1 if chart.word(first.end) == "," else first.end
        for joint in ("or", "and"):
            if chart.word(start) != joint:
                continue
            for more in _single(chart, start + 1):
                if first.sem.mods or more.sem.mods:
                    continue
                yield Found(
                    _joined(first.sem, more.sem, joint), more.end, first.cost + more.cost + 1
                )


def _marked(chart: Chart, i: int, denied: bool) -> Iterator[Found]:
    """(once) wet from the water"""
    if chart.word(i) not in _MARKED or chart.word(i + 1) not in (
        "from", "by", "with", "in", "of", "because", "after",
    ):  # fmt: skip
        return
    for found in things(chart, i + 2):
        base = contact_act(found.sem, touch=True)
        kind = "unpast" if denied else "past"
        yield Found(replace(base, kind=kind), found.end, found.cost)


_MARKED = frozenset(
    "wet soaked soaking dripping damp burnt burned hot warm dirty muddy grassy scorched green "
    "cold clean washed cooled cool".split()
)


def _joined(one: Act, two: Act, joint: str) -> Act:
    join = all_of if joint == "and" else any_of
    parts = (join((_one_predicate(one), _one_predicate(two))),)
    return Act(
        parts,
        touch=one.touch and two.touch,
        notes=one.notes + two.notes,
        groups=one.groups + two.groups,
    )


def _one_predicate(one: Act) -> Predicate:
    return all_of(one.parts) if one.kind in ("distance", "ban", "leave") else any_of(one.parts)


@rule
def _single(chart: Chart, i: int) -> Iterator[Found]:
    for start, denied in openings(chart, i):
        for found in act(chart, start):
            base = numbered_act(found.sem)
            if base is None:
                continue
            if denied and base.touch and _over(chart, i, start):
                base = replace(base, kind="unpast")
            elif denied:
                base = denied_act(base)
            elif HISTORY & set(chart.words[i:start]) or chart.word(found.end) in (
                "before",
                "first",
                "already",
                "once",
            ):
                lasting = base.kind not in ("contact", "dwell", "each")
                base = (
                    base
                    if lasting and chart.word(found.end) != "first"
                    else replace(base, kind="past")
                )
            for extra in said_of_it(chart, found.end, base):
                yield Found(extra.sem, extra.end, found.cost + extra.cost)
        for phrase, end in chart.lex("GO_TO", start):
            if phrase in ("get", "do", "have", "see") and chart.word(end - 1) != "to":
                continue
            for found in things(chart, end):
                if found.sem.groups != ("goal",):
                    base = contact_act(found.sem, touch=True)
                    base = replace(base, kind="unpast") if denied else base
                    for extra in said_of_it(chart, found.end, base):
                        yield Found(extra.sem, extra.end, found.cost + extra.cost + 1)
        yield from _marked(chart, start, denied)
    if chart.word(i) in ("it", "that", "this", "there") and chart.setting.grid:
        end = i + 2 if chart.word(i + 1) in ("is", "are") else i + 1
        if chart.word(end) in ("not", "no") and end > i + 1:  # as long as it is not water
            for found in things(chart, end + 1):
                if chart.lex("OBJECT", end + 1):
                    base = denied_act(contact_act(found.sem, touch=False))
                    yield Found(base, found.end, found.cost)
    yield from _done(chart, i)
    yield from _named(chart, i)
    for _, end in chart.lex("SPEED_NOUN", i):
        for found in _speed_clause(chart, end):
            yield found
    for found in place(chart, i):
        yield Found(unplaced(found.sem), found.end, found.cost + 1)
    yield from distance_is(chart, i)
    if chart.word(i) in (
        "at",
        "above",
        "below",
        "under",
        "over",
        "faster",
        "slower",
        "going",
        "doing",
    ):
        for limit in speed_bound(chart, i):
            if not limit.sem.bare:
                yield Found(speed_act(chart, limit.sem), limit.end, limit.cost + 1)


def _over(chart: Chart, i: int, verb: int) -> bool:
    """Whether a clause tells of what was: you have not crossed it, never crossed it, did not"""
    return bool({*HISTORY, "did"} & set(chart.words[i:verb])) or chart.word(verb) in pasts()


def _done(chart: Chart, i: int) -> Iterator[Found]:
    """The goal has been reached; a vase was touched; a hazard is within 50 cm."""
    none = chart.word(i) in ("no", "none")
    first = i + 1 if none else i
    if none and chart.word(first) == "of":
        first += 1
    for found in things(chart, first):
        end, denied = found.end, none
        for _ in range(5):
            for what in passive(chart, end):
                base = done_to(chart, found.sem, what.sem)
                if base is None:
                    continue
                if what.sem[0] == "distance" and len(base.parts) > 1:
                    base = replace(base, parts=(any_of(base.parts),), kind="state")
                told = {*HISTORY, "was", "were"} & set(chart.words[found.end : end])
                if denied and base.touch and told:
                    base = replace(base, kind="unpast")
                elif denied:
                    base = denied_act(base)
                for extra in said_of_it(chart, what.end, base):
                    yield Found(extra.sem, extra.end, found.cost + what.cost + extra.cost)
            word = chart.word(end)
            if word in ("not", "never"):
                denied = not denied
            elif word not in AUXILIARIES:
                break
            end += 1


def _named(chart: Chart, i: int) -> Iterator[Found]:
    """A noun alone: "after lava", "until the goal", "the third contact with a vase"."""
    start = i
    if chart.word(start) in (
        "any",
        "every",
        "each",
        "first",
        "single",
        "one",
        "having",
        "another",
        "of",
    ):
        start += 1
    for found in nominal(chart, start):
        yield Found(replace(found.sem, kind="contact"), found.end, found.cost)
    # "after two touches": of what was named last
    for value in number(chart, i):
        for counted, end in chart.lex("EVENT_NOUN", value.end):
            last = chart.last_groups(i)
            if counted == "visits" and last and value.sem == int(value.sem) and value.sem >= 1:
                base = contact_act(Things(last), touch=True)
                sem = base.with_mods(Mod("nth", int(value.sem))) if value.sem > 1 else base
                yield Found(sem, end, value.cost + 2)
    for which in ordinal(chart, i):
        for _, end in chart.lex("EVENT_NOUN", which.end):
            last = chart.last_groups(i)
            if last:
                sem = contact_act(Things(last), touch=True).with_mods(Mod("nth", which.sem))
                yield Found(sem, end, 3)
        for found in nominal(chart, which.end):
            sem = replace(found.sem, kind="contact")
            yield Found(
                sem.with_mods(Mod("nth", which.sem)) if which.sem > 1 else sem,
                found.end,
                found.cost,
            )
    for found in counted_nominal(chart, i):
        for mod in found.sem.mods:
            if mod.kind == "count" and isinstance(mod.value, Bound) and mod.value.op == "=":
                base = replace(found.sem, mods=(), kind="contact")
                sem = (
                    base.with_mods(Mod("nth", int(mod.value.value)))
                    if mod.value.value > 1
                    else base
                )
                yield Found(sem, found.end, found.cost)
    for found in things(chart, i):
        if found.sem.amount is None:
            if found.sem.groups == ("goal",):
                yield Found(event_act("goal_reached", groups=("goal",)), found.end, found.cost + 3)
            else:
                sem = unplaced(contact_act(found.sem, touch=True))
                yield Found(sem, found.end, found.cost + 3)


def _speed_clause(chart: Chart, i: int) -> Iterator[Found]:
    """speed exceeds 1 m/s; speed is above 1 m/s; speed has passed 1 m/s"""
    while chart.word(i) in ("has", "have", "had", "ever", "should", "first", "does", "do", "did"):
        i += 1
    for name, op in (("EXCEED", ">"), ("DROP_BELOW", "<"), ("REACH_VALUE", ">=")):
        for _, end in chart.lex(name, i):
            for limit in bound(chart, end, "speed"):
                if limit.sem.op == "=":
                    yield Found(speed_act(chart, replace(limit.sem, op=op)), limit.end, limit.cost)
    starts = {i} | {end for _, end in chart.lex("BE", i)}
    for start in starts:
        for limit in bound(chart, start, "speed"):
            if limit.sem.op != "=":
                yield Found(speed_act(chart, limit.sem), limit.end, limit.cost)

"""Clauses that say when: "after touching a vase", "while you are in a hazard", "unless ...".

A condition is an act as well; the word before it says how it binds the rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from natural_language.grammar.acts import act
from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.comparisons import contact_act
from natural_language.grammar.meanings import Act, Bound, Mod, all_of, any_of, negated, unplaced
from natural_language.grammar.measures import distance_is
from natural_language.grammar.nouns import counted_nominal, nominal
from natural_language.grammar.passives import done_to, passive
from natural_language.grammar.quantities import bound, count, number, ordinal
from natural_language.grammar.speeds import speed_act, speed_bound
from natural_language.grammar.states import place
from natural_language.grammar.things import Things, subject, things
from natural_language.grammar.touching import event_act
from saferl.constraints import Predicate

__all__ = ["condition", "subordinate"]


_KINDS = {
    "AFTER": "after",
    "EACH_AFTER": "every",
    "WHEN": "when",
    "WHILE": "while",
    "UNTIL": "until",
    "BEFORE": "before",
    "UNLESS": "unless",
    "WITHOUT": "without",
}


_ACTING = frozenset(("from", "on", "since", "point", "minute", "moment", "instant", "upon"))
_AUXILIARIES = frozenset(
    "have has had having be is are am was were been being do does did will would get gets got "
    "getting first that should ever previously earlier before happen happens "
    "just to you must currently".split()
)


@rule
def subordinate(chart: Chart, i: int) -> Iterator[Found]:
    """A connective and its condition, as a `Mod`."""
    only = chart.word(i) in ("only", "except", "solely")
    start = i + 1 if only else i
    for name, kind in _KINDS.items():
        for phrase, end in chart.lex(name, start):
            if only and chart.word(i) == "except" and kind not in ("when", "after", "while"):
                continue
            for found in condition(chart, end):
                bound_by = kind
                if kind == "after" and chart.word(end) in ("every", "each"):
                    bound_by = "every"
                if (
                    kind == "every"
                    and phrase in ("each", "every", "any time", "anytime")
                    and not chart.word(start).endswith("time")
                ):
                    continue
                bare = phrase in _ACTING and not chart.word(end).endswith("ing")
                if bare and chart.word(end) != "first" and not chart.lex("EVENT_NOUN", end):
                    continue  # "30 cm from hazards" starts nothing
                if only:
                    bound_by = f"only_{kind}" if chart.word(i) != "except" else "unless"
                cost = found.cost + _unusual(kind, phrase, found.sem)
                if (
                    found.sem.touch
                    and chart.word(end).endswith("ing")
                    and kind in ("unless", "while")
                ):
                    cost += 12 if phrase not in ("without", "unless") else 0  # going on, or done?
                yield Found(Mod(bound_by, found.sem, phrase), found.end, cost)
                if phrase.startswith("from") and chart.word(found.end) in (
                    "on",
                    "onwards",
                    "onward",
                ):
                    yield Found(Mod(bound_by, found.sem, phrase), found.end + 1, found.cost)
    if only or chart.word(i) == "unless":
        for found in place(chart, i + 1):
            kind = "only_while" if chart.word(i) in ("only", "solely") else "unless"
            yield Found(Mod(kind, found.sem, ""), found.end, found.cost)
    for _, end in chart.lex("EXCEPT", i):
        for found in place(chart, end):
            yield Found(Mod("unless", found.sem, ""), found.end, found.cost)


def _unusual(kind: str, phrase: str, act_: Act) -> int:
    if kind == "after" and phrase in (
        "on",
        "from",
        "since",
        "minute",
        "instant",
        "moment",
        "point",
    ):
        return 2
    if kind == "while" and phrase in ("with", "during", "any time", "anytime"):
        return 2
    if kind == "while" and phrase == "whenever":
        return 0 if not act_.touch else 2
    if kind == "when" and phrase in ("as", "where", "should"):
        return 2
    if kind == "until" and phrase == "up to":
        return 4
    return 0


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
    for start, denied in _openings(chart, i):
        for found in act(chart, start):
            base = _numbered(found.sem)
            if base is None:
                continue
            if denied and base.touch and _HISTORY & set(chart.words[i:start]):
                base = replace(base, kind="unpast")
            elif denied:
                base = _denied(base)
            elif _HISTORY & set(chart.words[i:start]) or chart.word(found.end) in (
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
            for extra in _said_of_it(chart, found.end, base):
                yield Found(extra.sem, extra.end, found.cost + extra.cost)
        for phrase, end in chart.lex("GO_TO", start):
            if phrase in ("get", "do", "have", "see") and chart.word(end - 1) != "to":
                continue
            for found in things(chart, end):
                if found.sem.groups != ("goal",):
                    base = contact_act(found.sem, touch=True)
                    base = replace(base, kind="unpast") if denied else base
                    for extra in _said_of_it(chart, found.end, base):
                        yield Found(extra.sem, extra.end, found.cost + extra.cost + 1)
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


_HISTORY = frozenset("have has had having been already ever previously".split())


def _numbered(base: Act) -> Act | None:
    """ "touching two vases" is the second touch; other counts cannot start anything"""
    if not base.mods:
        return base
    limit = base.mods[0].value
    if len(base.mods) > 1 or base.mods[0].kind != "count" or limit.op not in ("=", ">=", ">"):
        return None
    nth = int(limit.value) + (1 if limit.op == ">" else 0)
    bare = replace(base, mods=())
    return bare.with_mods(Mod("nth", nth)) if nth > 1 else bare


def _openings(chart: Chart, i: int) -> Iterator[tuple[int, bool]]:
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
            elif word not in _AUXILIARIES:
                break
            end += 1
            yield end, denied
            for found in subject(chart, end):
                yield found.end, denied


def _denied(base: Act) -> Act:
    whole = all_of(base.parts) if base.kind in ("distance", "ban") else any_of(base.parts)
    return replace(base, parts=(negated(whole),), banned=None, touch=False, kind="state")


def _said_of_it(chart: Chart, i: int, base: Act) -> Iterator[Found]:
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
                if denied and base.touch and _HISTORY & set(chart.words[found.end : end]):
                    base = replace(base, kind="unpast")
                elif denied:
                    base = _denied(base)
                for extra in _said_of_it(chart, what.end, base):
                    yield Found(extra.sem, extra.end, found.cost + what.cost + extra.cost)
            word = chart.word(end)
            if word in ("not", "never"):
                denied = not denied
            elif word not in _AUXILIARIES:
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
    """speed exceeds 1 m/s; speed is above 1 m/s"""
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

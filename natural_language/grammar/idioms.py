"""Set phrases of several clauses: "first A, then B", "A must come before B"."""

from __future__ import annotations

from collections.abc import Iterator

from natural_language.grammar.acts import act
from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.counts import count
from natural_language.grammar.happenings import condition
from natural_language.grammar.meanings import Act, Bound, Mod, all_of, any_of, negated
from natural_language.grammar.modals import POLARITY, modal
from natural_language.grammar.numbers import number
from natural_language.grammar.rules import rules_of
from natural_language.grammar.said import Rule
from saferl.constraints import Always, Never, Predicate, Until

__all__ = ["idiom"]


_PRECEDES = (
    (("come", "before"), False),
    (("comes", "before"), False),
    (("come", "first", "before"), False),
    (("happen", "before"), False),
    (("precede",), False),
    (("precedes",), False),
    (("come", "after"), True),
    (("comes", "after"), True),
    (("follow",), True),
)


@rule
def idiom(chart: Chart, i: int) -> Iterator[Found]:
    """A set phrase; the meaning is a tuple of rules."""
    yield from _first_then(chart, i)
    yield from _in_order_to(chart, i)
    yield from _must_precede(chart, i)
    yield from _safe_while(chart, i)
    yield from _number_first(chart, i)


def _first_then(chart: Chart, i: int) -> Iterator[Found]:
    """first reach the goal, and only then may you touch vases; first water, then lava"""
    starts = [i + 1] if chart.word(i) == "first" else []
    for before in modal(chart, i):
        if POLARITY[before.sem] == "R" and chart.word(before.end) == "first":
            starts.append(before.end + 1)
    for start in starts:
        for one in condition(chart, start):
            end = one.end
            for joint in _THEN:
                if tuple(chart.words[end : end + len(joint)]) == joint:
                    for two in _after_modal(chart, end + len(joint)):
                        rule_ = _release(two.sem, one.sem)
                        for stop in _never_otherwise(chart, two.end):
                            yield Found((rule_,), stop, one.cost + two.cost)
    # touch grass first, then lava
    for before in modal(chart, i):
        if POLARITY[before.sem] != "R":
            continue
        for one in condition(chart, before.end):
            if chart.word(one.end - 1) != "first":
                continue
            for joint in (
                (",", "then"),
                ("and", "then"),
                (",", "and", "then"),
                ("then",),
                ("and", "only", "then"),
            ):
                if tuple(chart.words[one.end : one.end + len(joint)]) == joint:
                    for two in _after_modal(chart, one.end + len(joint)):
                        for stop in _never_otherwise(chart, two.end):
                            yield Found(
                                (_release(two.sem, one.sem),), stop, one.cost + two.cost + 1
                            )


def _after_modal(chart: Chart, i: int) -> Iterator[Found]:
    for before in modal(chart, i):
        if POLARITY[before.sem] in ("R", "A"):
            for found in condition(chart, before.end):
                if found.sem.touch and not found.sem.mods:
                    yield found


_THEN = tuple(
    tuple(words.split())
    for words in (
        ", and only then|and only then|, only then|, then|, and then|, after that|, afterwards|"
        "and afterwards|and then|then|before|, only after that|, only afterwards|only afterwards|"
        "and only afterwards|, and only afterwards|, and only after that|, next|, and after that|"
        "and after that|, later|, and later|and later|, second|, secondly|, only later"
    ).split("|")
)


_OTHERWISE = tuple(
    tuple(words.split())
    for words in (
        "|, never other way round|, not other way round|, never other way around|"
        ": not other way round|: not other way around|: never other way round|"
        ", not other way around|, never reverse|, in that order|in that order|, not before|"
        ", never vice versa|, not vice versa|and not before|and never other way round|"
        ", not reverse|safely"
    ).split("|")
)


def _never_otherwise(chart: Chart, i: int) -> Iterator[int]:
    for words in _OTHERWISE:
        if tuple(chart.words[i : i + len(words)]) == words:
            yield i + len(words)


def _release(what: Act, first: Act) -> Rule:
    predicate: Predicate = any_of(what.parts)
    return Rule(Until(negated(predicate), any_of(first.parts)), notes=what.notes + first.notes)


_CONDITIONS = (
    "as long as",
    "so long as",
    "provided",
    "provided that",
    "if",
    "only if",
    "for as long as",
    "on condition that",
    "given that",
    "when",
)


def _safe_while(chart: Chart, i: int) -> Iterator[Found]:
    """you're ok as long as you are not on lava; go where you like as long as you keep off it"""
    ends: list[tuple[int, Act | None]] = list(_free_act(chart, i))
    for before in modal(chart, i):
        if before.end > i:
            ends += [(end, None) for _, end in chart.lex("SAFE", before.end)]
            ends += [(end, None) for _, end in chart.lex("OUTRO", before.end)]
            if POLARITY[before.sem] == "A":
                ends += _free_act(chart, before.end)
    for end, allowed in ends:
        start = end + 1 if chart.word(end) == "," else end
        for _, skip in (*chart.lex("WHILE", start), *chart.lex("WHEN", start)):
            if " ".join(chart.words[start:skip]) not in _CONDITIONS:
                continue
            for found in condition(chart, skip):
                if allowed is None:
                    yield from _always(found)
                elif not found.sem.touch and not found.sem.mods:
                    demand = all_of((any_of(allowed.parts), negated(all_of(found.sem.parts))))
                    notes = found.sem.notes + allowed.notes
                    yield Found((Rule(Never(demand), notes=notes),), found.end, found.cost + 1)
    # as long as you do not step on grass, you are safe
    for _, skip in (*chart.lex("WHILE", i), *chart.lex("WHEN", i)):
        if " ".join(chart.words[i:skip]) not in _CONDITIONS:
            continue
        for found in condition(chart, skip):
            start = found.end + 1 if chart.word(found.end) == "," else found.end
            for before in modal(chart, start):
                for _, end in chart.lex("SAFE", before.end):
                    if before.end > start:
                        for rules in _always(found):
                            yield Found(rules.sem, end, rules.cost)


def _free_act(chart: Chart, i: int) -> Iterator[tuple[int, Act | None]]:
    """go to the goal as fast as you like; drive wherever you want; enter hazards

    With an object that is no goal, what is allowed is the act.
    """
    for found in act(chart, i):
        end = found.end
        for _, stop in chart.lex("OUTRO", end):
            end = max(end, stop)
        if found.sem.touch and not found.sem.notes and not found.sem.mods:
            yield end, None if found.sem.groups == ("goal",) else found.sem
    for name in ("GO", "SPEED_VERB", "MOTION"):
        for _, end in chart.lex(name, i):
            for _, stop in chart.lex("OUTRO", end):
                yield stop, None


def _always(found: Found) -> Iterator[Found]:
    """What must hold for it to be fine, if it is something that can always hold."""
    sem = found.sem
    if sem.touch or sem.mods or sem.kind in ("past", "unpast"):
        return
    yield Found((Rule(Always(all_of(sem.parts)), notes=sem.notes),), found.end, found.cost + 1)


def _number_first(chart: Chart, i: int) -> Iterator[Found]:
    """once is the most you can walk on lava; three is the number of times you may touch it"""
    for amount in (*count(chart, i), *number(chart, i)):
        limit = amount.sem if isinstance(amount.sem, Bound) else Bound("<=", amount.sem)
        if limit.op not in ("=", "<="):
            continue
        for _, start in chart.lex("BE", amount.end):
            end = start
            while chart.word(end) in _MOST_WORDS:
                end += 1
            if end == start:
                continue
            for before in modal(chart, end):
                if POLARITY[before.sem] == "P" or before.end == end:
                    continue
                for found in act(chart, before.end):
                    if found.sem.touch and len(found.sem.parts) == 1:
                        rules = rules_of("A", found.sem, (Mod("count", Bound("<=", limit.value)),))
                        for rule_, cost in rules:
                            for stop in _at_the_max(chart, found.end):
                                yield Found(rule_, stop, found.cost + amount.cost + cost)


_MOST_WORDS = frozenset(
    (
        "most maximum max limit number of times amount that highest total permitted allowed often"
    ).split()
)


def _at_the_max(chart: Chart, i: int) -> Iterator[int]:
    yield i
    for _, end in chart.lex("POST", i):
        yield end


_IN_ORDER = tuple(
    tuple(words.split())
    for words in (
        "in order to,to,if you want to,to be able to,to be allowed to,if you wish to,to safely,"
        "in order to safely,if you want,in order to be allowed to,if you would like to,"
        "if you intend to,if you plan to"
    ).split(",")
)


def _in_order_to(chart: Chart, i: int) -> Iterator[Found]:
    """in order to walk on water you have to touch lava first; you must touch lava to ..."""
    for words in _IN_ORDER:
        if tuple(chart.words[i : i + len(words)]) == words:
            for what in condition(chart, i + len(words)):
                start = what.end
                if chart.word(start) == "safely":
                    start += 1
                if chart.word(start) == ",":
                    start += 1
                for before in modal(chart, start):
                    told = before.sem in ("M", "N") or chart.word(before.end) == "first"
                    if not told and (POLARITY[before.sem] != "R" or before.end == start):
                        continue
                    skip = before.end + 1 if chart.word(before.end) == "first" else before.end
                    for first in condition(chart, skip):
                        if what.sem.touch and (first.sem.touch or first.sem.kind == "past"):
                            cost = what.cost + first.cost
                            yield Found((_release(what.sem, first.sem),), first.end, cost)


def _must_precede(chart: Chart, i: int) -> Iterator[Found]:
    """touching lava must come before touching grass; water first, then lava"""
    for one in condition(chart, i):
        if not one.sem.touch:
            continue
        for before in modal(chart, one.end):
            for words, reverse in _PRECEDES:
                end = before.end + len(words)
                if tuple(chart.words[before.end : end]) == words and POLARITY[before.sem] == "R":
                    for two in condition(chart, end):
                        if two.sem.touch:
                            pair = (one.sem, two.sem) if reverse else (two.sem, one.sem)
                            yield Found((_release(*pair),), two.end, one.cost + two.cost)

"""One act for another: "touch the grass and the water turns to poison".

Each gives the rules it comes to: what is forbidden after the first act, or until it.
"""

from __future__ import annotations

from collections.abc import Iterator

from natural_language.grammar.acts import act
from natural_language.grammar.causes import effects, forfeits
from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.comparisons import contact_act
from natural_language.grammar.happenings import condition
from natural_language.grammar.meanings import Act, any_of, negated
from natural_language.grammar.modals import POLARITY, modal
from natural_language.grammar.said import Rule
from natural_language.grammar.things import things
from natural_language.grammar.verdicts import judgements
from saferl.constraints import After, Never, Until

__all__ = ["bargain"]


@rule
def bargain(chart: Chart, i: int) -> Iterator[Found]:
    """An order and what follows from it; the meaning is a tuple of rules."""
    for one in _ordered(chart, i):
        end = one.end
        for start in _joint(chart, end, _AND):
            for two in _then(chart, start):
                kind, about = two.sem
                yield from _told(one, two, kind, about, 1)
        for start in _joint(chart, end, _OR):
            for two in _then(chart, start):
                kind, about = two.sem
                if kind == "after":
                    yield from _told(one, two, "until", about, 0)
        for start in _joint(chart, end, ("before", ", before", "until")):
            for two in _then(chart, start):  # before grass becomes safe
                kind, about = two.sem
                if kind == "until":
                    yield from _told(one, two, "until", about, 0)
        for start in _joint(chart, end, _SO):
            for two in (*effects(chart, start), *_then(chart, start)):
                kind, about = two.sem
                if kind == "until":
                    yield from _told(one, two, "until", about, 1)
        for start in _joint(chart, end, _TO):
            for two in (*effects(chart, start), *_allowed(chart, start)):
                kind, about = two.sem
                if kind == "until":
                    yield from _told(one, two, "until", about, 1)
                    for stop in _before_that(chart, two.end, about):
                        yield from _told(one, two._replace(end=stop), "until", about, 0)


def _before_that(chart: Chart, i: int, about: Act) -> Iterator[int]:
    """(to calm it down) before you walk on it"""
    for _, start in chart.lex("BEFORE", i):
        for found in condition(chart, start):
            if set(found.sem.groups) & set(about.groups):
                yield found.end


def _told(one: Found, two: Found, kind: str, about: Act, cost: int) -> Iterator[Found]:
    first, then = any_of(one.sem.parts), any_of(about.parts)
    if first == then or set(one.sem.groups) & set(about.groups) or about.kind in ("leave", "ban"):
        return
    formula = After(first, Never(then)) if kind == "after" else Until(negated(then), first)
    notes = one.sem.notes + about.notes
    yield Found((Rule(formula, notes=notes),), two.end, one.cost + two.cost + cost)


def _ordered(chart: Chart, i: int) -> Iterator[Found]:
    """touch grass [first]; you need to have stood on grass"""
    for before in modal(chart, i):
        if POLARITY[before.sem] != "R":
            continue
        for found in condition(chart, before.end):
            sem = found.sem
            done = sem.touch or sem.kind == "past"
            if not done or sem.mods or sem.kind in ("unpast", "ban") or not sem.groups:
                continue
            if chart.word(before.end).endswith("ing") or chart.word(before.end) in ("when", "if"):
                continue
            named = before.end == i and any(end == found.end for _, end in chart.lex("OBJECT", i))
            cost = found.cost + before.cost + (6 if named else 0)  # "lava, water: both closed"
            yield Found(sem, found.end, cost)
            skip = found.end
            for _, end in (
                *chart.lex("FIRST", skip),
                *chart.lex("EVEN_ONCE", skip),
                *chart.lex("ONCE", skip),
            ):
                yield Found(sem, end, cost)


_AND = tuple(
    (
        "and|and then|, and|then|, then|, and then|and from then on|,|and after that|, and "
        "after that|and afterwards|and that"
    ).split("|")
)
_OR = tuple(
    (
        "or|otherwise|or else|, or|, otherwise|, or else|or otherwise|because otherwise|, "
        "because otherwise|since otherwise|, since otherwise|, if not|, because without it|, "
        "else|else"
    ).split("|")
)
_SO = ("so", "so that", "such that", ", so", ", so that", "in order that", "and so")
_TO = tuple(
    (
        "to|in order to|so as to|, to|if you want to|if you wish to|, if you want to|if you "
        "would like to|if you intend to|to be able to|to be allowed to|in order to be allowed "
        "to|in order to be able to|if you plan to|if you need to|if you ever want to|for you "
        "to|to get|in order to get|if you want|if you mean to|if you hope to|to earn right to"
    ).split("|")
)


def _joint(chart: Chart, i: int, phrases: tuple[str, ...]) -> Iterator[int]:
    for phrase in phrases:
        words = tuple(phrase.split())
        if tuple(chart.words[i : i + len(words)]) == words:
            yield i + len(words)


def _then(chart: Chart, i: int) -> Iterator[Found]:
    """the water turns to poison; you can no longer enter it; the lava is safe"""
    for found in things(chart, i):
        sem = contact_act(found.sem, touch=True)
        for polarity, end, cost in judgements(chart, found.end):
            for stop in _onward(chart, end):
                kind = "after" if polarity == "P" else "until"
                yield Found((kind, sem), stop, found.cost + cost)
    for found in forfeits(chart, i):  # you will be safe from lava
        polarity, about, _ = found.sem
        yield Found(("after" if polarity == "P" else "until", about), found.end, found.cost)
    for before in modal(chart, i):
        polarity = POLARITY[before.sem]
        if before.end == i or polarity == "R":
            continue
        if not any(chart.lex("SUBJECT", j) for j in range(i, before.end)):
            continue
        for found in act(chart, before.end):
            if found.sem.touch and not found.sem.mods:
                for stop in _onward(chart, found.end):
                    kind = "after" if polarity == "P" else "until"
                    yield Found((kind, found.sem), stop, found.cost + before.cost)


def _onward(chart: Chart, i: int) -> Iterator[int]:
    yield i
    for name in ("AGAIN", "OUTRO"):
        for _, end in chart.lex(name, i):
            yield end


_THROUGH = frozenset("on onto in into through over across to".split())


def _allowed(chart: Chart, i: int) -> Iterator[Found]:
    """(to) [be able to] walk on lava; (to) be allowed onto lava"""
    for before in modal(chart, i):
        if POLARITY[before.sem] == "P":
            continue
        for found in act(chart, before.end):
            if found.sem.touch and not found.sem.mods:
                end = (
                    found.end + 1 if chart.word(found.end) in ("safely", "unharmed") else found.end
                )
                yield Found(("until", found.sem), end, found.cost + before.cost)
        if chart.word(before.end) in _THROUGH and before.end > i:
            for found in things(chart, before.end + 1):
                sem = contact_act(found.sem, touch=True)
                yield Found(("until", sem), found.end, found.cost + before.cost)
    if chart.word(i) in ("access", "entry", "permission", "safe_passage"):
        for found in things(chart, i + 2):
            yield Found(("until", contact_act(found.sem, touch=True)), found.end, found.cost)

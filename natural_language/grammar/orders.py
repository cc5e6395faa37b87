"""Orders of things: "don't touch lava and then water", "lava then water is deadly"."""

from __future__ import annotations

from collections.abc import Iterator

from natural_language.grammar.acts import act
from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.comparisons import contact_act
from natural_language.grammar.consequences import dooms
from natural_language.grammar.happenings import condition
from natural_language.grammar.meanings import any_of, negated
from natural_language.grammar.modals import POLARITY, modal
from natural_language.grammar.said import Rule
from natural_language.grammar.states import place
from natural_language.grammar.things import things
from natural_language.grammar.verdicts import judgements
from saferl.constraints import After, Never, Until

__all__ = ["in_order"]


@rule
def in_order(chart: Chart, i: int) -> Iterator[Found]:
    """Two things one after the other, forbidden or asked for; the meaning is a tuple of rules."""
    yield from _never_then(chart, i)
    yield from _then_is_deadly(chart, i)
    yield from _bare_order(chart, i)
    yield from _must_not_follow(chart, i)


_THEN = tuple(
    tuple(words.split())
    for words in (
        "and then|then|, then|, and then|followed by|, followed by|and afterwards|and after that|"
        "and right after|and immediately after|before then|and later|and subsequently|"
        "and directly after|and next|and after that also|and then later|and only then|"
        "and after it|, and afterwards|directly followed by|immediately followed by"
    ).split("|")
)


def _joined(chart: Chart, i: int) -> Iterator[int]:
    for words in _THEN:
        if tuple(chart.words[i : i + len(words)]) == words:
            yield i + len(words)


def _second(chart: Chart, i: int) -> Iterator[Found]:
    for found in things(chart, i):
        yield Found(contact_act(found.sem, touch=True), found.end, found.cost)
    for start in {i, i + 1 if chart.word(i) in ("to", "also") else i}:
        for found in (*condition(chart, start), *place(chart, start)):
            if found.sem.groups and not found.sem.mods and not found.sem.notes:
                yield found


def _told(one: Found, two: Found, end: int, cost: int) -> Iterator[Found]:
    first, then = any_of(one.sem.parts), any_of(two.sem.parts)
    if first != then and one.sem.kind not in ("ban", "unpast", "distance"):
        rules = (Rule(After(first, Never(then)), notes=one.sem.notes + two.sem.notes),)
        yield Found(rules, end, one.cost + two.cost + cost)


def _never_then(chart: Chart, i: int) -> Iterator[Found]:
    """never touch lava and then water; avoid going on grass followed by lava"""
    for before in modal(chart, i):
        if POLARITY[before.sem] != "P":
            continue
        firsts = [*act(chart, before.end)]
        if chart.word(before.end) in ("do", "take", "visit", "combine", "mix"):
            firsts += _second(chart, before.end + 1)
        firsts += _second(chart, before.end) if before.end > i else []
        for one in firsts:
            if not one.sem.groups or one.sem.mods:
                continue
            for start in _joined(chart, one.end):
                for two in _second(chart, start):
                    yield from _told(one, two, two.end, before.cost)
    for word, skip in (("no", 1), ("never", 1)):  # no lava and then water
        if chart.word(i) == word:
            for one in _second(chart, i + skip):
                for start in _joined(chart, one.end):
                    for two in _second(chart, start):
                        yield from _told(one, two, two.end, 0)
    # never go from lava to water
    for before in modal(chart, i):
        if POLARITY[before.sem] != "P":
            continue
        for name in ("GO", "MOTION", "SPEED_VERB"):
            for _, end in chart.lex(name, before.end):
                start = end + 1 if chart.word(end) in ("directly", "straight", "right") else end
                if chart.word(start) != "from":
                    continue
                for one in _second(chart, start + 1):
                    if chart.word(one.end) in ("to", "onto", "into"):
                        for two in _second(chart, one.end + 1):
                            yield from _told(one, two, two.end, before.cost + 10)


def _then_is_deadly(chart: Chart, i: int) -> Iterator[Found]:
    """lava then water is deadly; if you touch lava followed by water you die"""
    openers = [end for name in ("WHEN", "EACH_AFTER") for _, end in chart.lex(name, i)]
    doing = i + 1 if chart.word(i) in ("doing", "taking", "visiting", "combining") else i
    for start in {i, doing, *openers}:
        for one in _second(chart, start):
            for skip in _joined(chart, one.end):
                for two in _second(chart, skip):
                    if start in openers:
                        stop = two.end + 1 if chart.word(two.end) == "," else two.end
                        for doom in dooms(chart, stop):
                            yield from _told(one, two, doom.end, doom.cost)
                        continue
                    for polarity, end, cost in judgements(chart, two.end):
                        if polarity == "P":
                            yield from _told(one, two, end, cost)
                        else:
                            yield Found((), end, one.cost + two.cost + 2)
                    for end in _combination(chart, two.end):
                        yield from _told(one, two, end, 0)
                    if chart.word(two.end) in ("is", "are") and chart.word(two.end + 1) == "not":
                        yield from _told(one, two, two.end + 2, 2)


_BAD = frozenset(
    "deadly bad dangerous fatal lethal forbidden terrible awful unsafe toxic poor".split()
)
_PAIR = frozenset("combination order sequence mix idea route path choice plan".split())


def _combination(chart: Chart, i: int) -> Iterator[int]:
    if chart.word(i) in ("is", "are", "makes", "make", "would"):
        skip = i + 2 if chart.word(i + 1) in ("be", "for") else i + 1
        if chart.word(skip) in _BAD and chart.word(skip + 1) in _PAIR:
            yield skip + 2


_NEVER_AFTER = tuple(
    tuple(words.split())
    for words in (
        ", not after|not after|, never after|never after|, but not after|but not after|"
        "and not after|, and not after|, and never after|, but never after|and never after|"
        "but never after|, not afterwards|, never afterwards|but not afterwards|only|"
        ", but not afterwards|and not afterwards"
    ).split("|")
)
_ORDERLY = tuple(
    tuple(words.split())
    for words in (
        ", never other way round|, not other way round|, never other way around|"
        ", not other way around|, never reverse|, in that order|in that order|"
        ", never vice versa|, not vice versa|, always|never other way round|not vice versa|"
        ", please|, and never other way round|and not other way round|and never vice versa|"
        "and not vice versa|not other way round|, and not other way around|"
        ": not other way round|: not other way around|: never reverse|: never other way round|"
        ", but not other way round|but not other way round|but not vice versa|, remember"
    ).split("|")
)


def _bare_order(chart: Chart, i: int) -> Iterator[Found]:
    """water before lava; lava only after water; lava first, then water; grass before lava"""
    start = i
    for before in modal(chart, i):
        if POLARITY[before.sem] in ("R", "A") and chart.word(before.end) in (
            "do",
            "take",
            "go",
            "use",
        ):
            start = before.end + 1
            break
    for one in _second(chart, start):
        word = chart.word(one.end)
        skip = one.end + 1
        if word == "before":
            for two in _second(chart, skip):
                for words in _NEVER_AFTER:
                    if tuple(chart.words[two.end : two.end + len(words)]) == words:
                        yield from _told(two, one, two.end + len(words), 0)
        if chart.word(start).endswith("ing") and start > i:
            continue
        if one.sem.kind != "contact" or not _is_thing(chart, start):
            continue
        if word == "before":
            for two in _second(chart, skip):
                yield from _released(two, one, two.end, 3)
                for words in _ORDERLY:
                    if tuple(chart.words[two.end : two.end + len(words)]) == words:
                        yield from _released(two, one, two.end + len(words), 2)
        if (word in ("only", ",") and chart.word(skip) in ("after", "once", "following")) or (
            word == "," and chart.word(skip) == "only" and chart.word(skip + 1) == "after"
        ):
            skip += 1 if chart.word(skip) == "only" else 0
            if word == "only" or chart.word(skip - 1) == "only":
                for two in _second(chart, skip + 1):
                    yield from _released(one, two, two.end, 1)
        if word == "only" and chart.word(skip) in ("before",):
            for two in _second(chart, skip + 1):
                yield from _told(two, one, two.end, 1)
        if word == "first":
            for joint in (
                (",", "then"),
                ("then",),
                ("and", "then"),
                (",", "and", "then"),
                (",", "only", "then"),
                (",",),
                (",", "and", "only", "then"),
                ("and", "only", "then"),
                (",", "afterwards"),
                (",", "and"),
                ("and",),
            ):
                if tuple(chart.words[skip : skip + len(joint)]) == joint:
                    for two in _second(chart, skip + len(joint)):
                        end = (
                            two.end + 1
                            if chart.word(two.end) in ("second", "afterwards", "after", "later")
                            else two.end
                        )
                        if joint[-1] == "then" or end > two.end:
                            yield from _released(two, one, end, 1)


def _is_thing(chart: Chart, i: int) -> bool:
    return any(True for _ in things(chart, i))


def _released(what: Found, first: Found, end: int, cost: int) -> Iterator[Found]:
    then, release = any_of(what.sem.parts), any_of(first.sem.parts)
    if then != release:
        notes = what.sem.notes + first.sem.notes
        rules = (Rule(Until(negated(then), release), notes=notes),)
        yield Found(rules, end, what.cost + first.cost + cost)


def _must_not_follow(chart: Chart, i: int) -> Iterator[Found]:
    """grass must not come after lava; lava must never be followed by water"""
    for one in _second(chart, i):
        if chart.word(one.end) in ("requires", "require", "needs", "demands"):
            start = one.end + 1
            while chart.word(start) in ("that", "you", "to", "have", "a", "first"):
                start += 1
            for two in _second(chart, start):
                end = two.end + 1 if chart.word(two.end) in ("first", "before") else two.end
                yield from _released(one, two, end, 1)
        for before in modal(chart, one.end):
            polarity = POLARITY[before.sem]
            if before.end == one.end:
                continue
            for words, reverse in _FOLLOWING:
                if tuple(chart.words[before.end : before.end + len(words)]) != words:
                    continue
                for two in _second(chart, before.end + len(words)):
                    first, then = (two, one) if reverse else (one, two)
                    if polarity == "P":
                        yield from _told(first, then, two.end, 0)
                    elif polarity == "R" and reverse and words[0] != "be":
                        yield from _released(one, two, two.end, 0)


_FOLLOWING = (
    (("come", "after"), True),
    (("follow",), True),
    (("follow", "after"), True),
    (("be", "done", "after"), True),
    (("happen", "after"), True),
    (("be", "followed", "by"), False),
    (("followed", "by"), False),
    (("come", "before"), False),
    (("precede",), False),
    (("lead", "to"), False),
)

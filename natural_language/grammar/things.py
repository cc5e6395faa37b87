"""Objects: "the hazards", "vases and gremlins", "any of the blue circles", "it", unknown words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.meanings import Bound
from natural_language.lexicon import vocabulary
from natural_language.lexicon.kin import nearest_group
from natural_language.problems import problem
from natural_language.reading import Problem

__all__ = ["Things", "WRONG_BUTTONS", "everything", "subject", "things"]


_QUANTIFIERS = frozenset(
    "any all each every either both another other single nearest closest "
    "one more different further additional "
    "whole entire whichever every of".split()
)


_PRONOUNS = frozenset("it them they one ones that this those these itself".split())


_NOUN_TAILS = frozenset(
    "'s block blocks tile tiles square squares object objects area areas zone zones cell cells "
    "group itself themselves nearby around there in_sight present".split()
)


#: What "a wrong button" is called until it becomes the event.
WRONG_BUTTONS = "wrong_buttons"


_WRONG = frozenset("wrong incorrect false bad mistaken".split())


_SITES = frozenset(
    "corridor arena room field track map course playground area circuit lane hall site scene "
    "world environment level ring pen enclosure place".split()
)
_WHO = frozenset("you it robot agent vehicle car ant bot we".split())


@dataclass(frozen=True)
class Things:
    """Object groups named together.

    Args:
        groups: Their names.
        joiner: ``"plain"``, ``"or"``, ``"and"``, ``"both"``.
        singular: Whether every one stood in the singular.
        amount: How many of them, where the words say ("at most two vases").
        notes: Problems, such as an unknown name.
        centre: Whether their centres were named.
        each: Whether "each" or "every" was said.
    """

    groups: tuple[str, ...]
    joiner: str = "plain"
    singular: bool = False
    amount: Bound | None = None
    notes: tuple[Problem, ...] = ()
    centre: bool = False
    each: bool = False


@rule
def things(chart: Chart, i: int) -> Iterator[Found]:
    """One object or a list of them."""
    for head in _thing(chart, i):
        yield head
        yield from _listed(chart, head, 0)
    for starter, joiner in (("either", "or"), ("both", "and"), ("neither", "neither")):
        if chart.word(i) == starter:
            for head in _thing(chart, i + 1):
                for found in _listed(chart, head, 0):
                    sem = replace(found.sem, joiner="neither") if joiner == "neither" else found.sem
                    sem = replace(sem, each=True) if starter == "both" else sem
                    yield Found(sem, found.end, found.cost)


def _listed(chart: Chart, head: Found, depth: int) -> Iterator[Found]:
    if depth > 5:
        return
    for joiner, start in _joints(chart, head.end):
        for more in _thing(chart, start):
            one, two = head.sem, more.sem
            if set(one.groups) & set(two.groups) or one.amount or two.amount:
                continue
            known = one.joiner if one.joiner != "plain" else ""
            joined = Things(
                one.groups + two.groups,
                joiner or known or ",",
                one.singular and two.singular,
                notes=one.notes + two.notes,
                centre=one.centre or two.centre,
                each=one.each,
            )
            found = Found(joined, more.end, head.cost + more.cost)
            if joined.joiner != ",":
                yield found
            yield from _listed(chart, found, depth + 1)


def _joints(chart: Chart, i: int) -> Iterator[tuple[str, int]]:
    word = chart.word(i)
    start = i
    if word == ",":
        yield "", i + 1
        start = i + 1
        word = chart.word(start)
    for name, joiner in (("AND", "and"), ("OR", "or")):
        for phrase, end in chart.lex(name, start):
            if phrase in (
                "and",
                "or",
                "&",
                "nor",
                "as well as",
                "/",
                "plus",
                "and / or",
                "along with",
            ):
                while chart.word(end) in (
                    "of",
                    "from",
                    "to",
                    "with",
                    "into",
                    "not",
                    "against",
                    "also",
                    "on",
                    "in",
                ):
                    end += 1
                yield joiner, end


@rule
def _thing(chart: Chart, i: int) -> Iterator[Found]:
    start, each, centre = i, False, False
    while chart.word(start) in _QUANTIFIERS:
        each = each or chart.word(start) in ("each", "every")
        start += 1
    for _, end in chart.lex("CENTRE_OF", start):
        if not centre and chart.word(end - 1) == "of":
            centre, start = True, end
            break
    for _, end in chart.lex("SURFACE_OF", start):
        if chart.word(end - 1) == "of":
            start = end
            break
    while chart.word(start) in _QUANTIFIERS:
        each = each or chart.word(start) in ("each", "every")
        start += 1
    if chart.word(start) in _WRONG:
        for group, end in chart.lex("OBJECT", start + 1):
            if group == "buttons":
                yield Found(
                    Things((WRONG_BUTTONS,), singular=not chart.word(end - 1).endswith("s")), end
                )
        if chart.word(start + 1) in ("one", "ones"):
            yield Found(Things((WRONG_BUTTONS,)), start + 2)
    for group, end in chart.lex("OBJECT", start):
        for tail in _tails(chart, end):
            here = centre
            stop = tail
            for phrase, after in chart.lex("CENTRE_OF", tail):
                if not phrase.endswith("of") and not here:
                    here, stop = True, after
            singular = not chart.word(end - 1).endswith("s") and end - 1 >= start
            named = everything(chart) if group == "*" else (group,)
            notes = () if named else (_no_objects(),)
            joiner = "or" if len(named) > 1 else "plain"
            sem = Things(named or ("nothing",), joiner, singular, None, notes, here, each)
            yield Found(sem, stop)
            if group == "*":
                yield from _exceptions(chart, sem, stop)
    if chart.word(i) == "one" and chart.last_groups(i):
        yield Found(Things(chart.last_groups(i), singular=True), i + 1, 3)
    if chart.word(start) in _PRONOUNS:
        last = chart.last_groups(i)
        if last:
            yield Found(Things(last, singular=True, each=each, centre=centre), start + 1, 1)
            other = chart.last_groups(i, last)
            if other and other != last:
                yield Found(Things(other, singular=True, each=each, centre=centre), start + 1, 5)
        elif chart.word(start) in ("it", "them"):
            note = problem(
                "UNKNOWN_OBJECT",
                f"it is not clear what {chart.word(start)!r} stands for",
                chart.word(start),
                "name the object",
                chart.tokens[start].start,
            )
            yield Found(Things(("nothing",), notes=(note,)), start + 1, 8)
    if start == i or chart.word(start - 1) in _QUANTIFIERS:
        yield from _unknown(chart, start)


def _tails(chart: Chart, end: int) -> Iterator[int]:
    yield end
    stop = end
    while chart.word(stop) in _NOUN_TAILS:
        stop += 1
        yield stop
    if chart.word(end) == "of" and chart.word(end + 1) in _SITES:  # walls of the corridor
        yield end + 2
    start = end + 1 if chart.word(end) in ("that", "which") else end
    for who in subject(chart, start):  # any hazard you enter, the hazard it is in
        if chart.word(start) in _WHO:
            skip = who.end
            while chart.word(skip) in ("have", "happen", "to", "are", "is", "may", "might", "has"):
                skip += 1
            for name in ("TOUCH", "ENTER"):
                for _, last in chart.lex(name, skip):
                    yield last
            if chart.word(skip) in ("in", "inside", "on") and skip > who.end:
                yield skip + 1


def everything(chart: Chart) -> tuple[str, ...]:
    """Every group of the world but the goal."""
    return tuple(name for name in chart.setting.groups if name != "goal")


def _exceptions(chart: Chart, sem: Things, i: int) -> Iterator[Found]:
    start = i + 1 if chart.word(i) == "," else i
    for _, end in chart.lex("EXCEPT", start):
        for spared in things(chart, end):
            left = tuple(g for g in sem.groups if g not in spared.sem.groups)
            if left:
                joiner = "or" if len(left) > 1 else "plain"
                yield Found(Things(left, joiner, notes=spared.sem.notes), spared.end, spared.cost)


def _no_objects() -> Problem:
    return problem("ABSENT_OBJECT", "this world has no objects", "", "")


def _unknown(chart: Chart, i: int) -> Iterator[Found]:
    """One to three words where an object should stand, the last of them unknown."""
    known = vocabulary()
    for size in (1, 2, 3):
        end = i + size
        if end > chart.size:
            return
        words = chart.words[i:end]
        if not all(word[0].isalpha() for word in words):
            return
        if words[-1] in known or chart.known(end - 1):
            continue
        if size > 1 and any(chart.known(j) and not _adjective(chart, j) for j in range(i, end - 1)):
            return
        source = " ".join(words)
        note = problem(
            "UNKNOWN_OBJECT",
            f"{source!r} is nothing this task has",
            source,
            _what_there_is(chart, source),
            chart.tokens[i].start,
        )
        yield Found(Things(("nothing",), notes=(note,)), end, 12)


def _adjective(chart: Chart, i: int) -> bool:
    return chart.word(i) in ("red", "big", "small", "orange", "green", "blue", "yellow")


def _what_there_is(chart: Chart, source: str) -> str:
    names = ", ".join(chart.setting.groups)
    nearest = nearest_group(source, chart.setting.groups)
    meant = "" if nearest is None else f"; did you mean the {nearest}?"
    return f"it has {names}{meant}" if names else "it has no objects"


@rule
def subject(chart: Chart, i: int) -> Iterator[Found]:
    """The robot: "you", "the agent", "the centre of the robot" (meaning: whether its centre)."""
    for _, end in chart.lex("SUBJECT", i):
        yield Found(False, end)
    if chart.word(i) in ("centre", "center"):
        yield Found(True, i + 1)
    for _, end in chart.lex("CENTRE_OF", i):
        for _, stop in chart.lex("SELF", end):
            yield Found(True, stop)
    for _, end in chart.lex("SELF", i):
        if chart.word(end - 1) in ("centre", "center"):
            yield Found(True, end)

"""Lives: "you have three lives, and each time you step in lava you lose one"."""

from __future__ import annotations

from collections.abc import Iterator

from natural_language.grammar.acts import act
from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.comparisons import contact_act
from natural_language.grammar.consequences import dooms
from natural_language.grammar.happenings import condition
from natural_language.grammar.meanings import any_of
from natural_language.grammar.modals import POLARITY, modal
from natural_language.grammar.nouns import nominal
from natural_language.grammar.numbers import number
from natural_language.grammar.said import Rule
from natural_language.grammar.things import things

__all__ = ["lives"]


@rule
def lives(chart: Chart, i: int) -> Iterator[Found]:
    """How many lives there are, or what costs one; the meaning is a tuple of rules."""
    yield from _how_many(chart, i)
    yield from _price(chart, i)


def _how_many(chart: Chart, i: int) -> Iterator[Found]:
    """you have three lives; with only 3 hearts; you start the game with five points"""
    starts = {i + 1} if chart.word(i) == "with" else set()
    for before in modal(chart, i):
        if POLARITY[before.sem] == "P":
            continue
        skip = before.end + 1 if chart.word(before.end) == "only" else before.end
        for _, end in chart.lex("HAVE_VERB", skip):
            starts.add(end)
        if chart.word(before.end - 1) in ("have", "has", "got", "get", "gets", "had"):
            starts.add(before.end)
        for words in (
            ("start", "with"),
            ("begin", "with"),
            ("starts", "with"),
            ("start", "game", "with"),
        ):
            if tuple(chart.words[before.end : before.end + len(words)]) == words:
                starts.add(before.end + len(words))
    for amount in number(chart, i):  # three strikes and you are out
        for word, end in chart.lex("LIVES", amount.end):
            if word == "strikes" and chart.word(end) in ("and", ",", "then"):
                for doom in dooms(chart, end + 1):
                    told = (Rule(None, float(amount.sem) - 1, kind="lives"),)
                    yield Found(told, doom.end, 1)
    for start in starts:
        skip = start + 1 if chart.word(start) in ("only", "exactly", "just") else start
        for amount in number(chart, skip):
            for _, end in chart.lex("LIVES", amount.end):
                told = (Rule(None, float(amount.sem), kind="lives"),)
                stop = end
                while chart.word(stop) in (
                    "left",
                    "in",
                    "total",
                    "all",
                    "only",
                    "to",
                    "start",
                    "with",
                    "game",
                    "for",
                ):
                    stop += 1
                    if chart.word(stop - 1) not in ("in", "to", "for"):
                        yield Found(told, stop, 2)
                yield Found(told, end, 2)


_COSTS = frozenset(
    "costs cost takes take uses use loses lose eats burns drains steals "
    "spends is counts count means".split()
)


def _price(chart: Chart, i: int) -> Iterator[Found]:
    """each touch of lava costs one; stepping in lava takes a life; each time, you lose one"""
    start = i
    while chart.word(start) in (
        "each",
        "every",
        "any",
        "one",
        "single",
        "whenever",
        "time",
        "if",
        "when",
        "that",
        "for",
    ):
        start += 1
    subjects = [*condition(chart, start), *nominal(chart, start), *act(chart, start)]
    for found in things(chart, start):
        subjects.append(Found(contact_act(found.sem, touch=True), found.end, found.cost))
    for found in subjects:
        sem = found.sem
        if not sem.touch or sem.mods or sem.kind in ("past", "unpast", "ban"):
            continue
        end = found.end
        if chart.word(end) == ",":
            end += 1
        for _, skip in chart.lex("WILL", end):
            end = skip
        for _, skip in (*chart.lex("SUBJECT", end), (None, end)):
            if chart.word(skip) not in _COSTS:
                continue
            stops = {skip + 1, *(more for _, more in chart.lex("SELF", skip + 1))}
            for last in {last for stop in stops for last in _one(chart, stop)}:
                told = (Rule(None, kind="price", about=any_of(sem.parts), notes=sem.notes),)
                yield Found(told, last, found.cost + 2)


def _one(chart: Chart, i: int) -> Iterator[int]:
    """one; one life; a life; one of them; as a strike"""
    i += 1 if chart.word(i) == "as" else 0
    start = i
    for found in number(chart, i):
        if found.sem == 1.0:
            start = found.end
    if chart.word(i) in ("one", "another", "single"):
        start = i + 1
    if start > i:
        yield start
        if chart.word(start) == "of" and chart.word(start + 1) in (
            "them",
            "lives",
            "hearts",
            "points",
            "chances",
        ):
            yield start + 2
    for _, end in chart.lex("LIFE", start):
        yield end

"""Numbers and ordinals, in digits or words: "one and a half", "2/3", "twenty-first"."""

from __future__ import annotations

from collections.abc import Iterator

from natural_language.grammar.chart import Chart, Found, rule
from natural_language.lexicon.quantities import ORDINAL_ENDINGS

__all__ = ["MOST", "and_a_part", "number", "ordinal"]


@rule
def number(chart: Chart, i: int) -> Iterator[Found]:
    """A number in digits or words, as a float."""
    word = chart.word(i)
    if not word:
        return
    if word == "minus":
        for found in number(chart, i + 1):
            yield Found(-found.sem, found.end, found.cost)
        return
    if word[0].isdigit():
        value, end = float(word), i + 1
        if value > MOST:
            return
        if chart.word(end) == "/" and chart.word(end + 1)[:1].isdigit():
            below = float(chart.word(end + 1))
            if below:
                yield Found(value / below, end + 2)
            return
        if chart.word(end) in ORDINAL_ENDINGS:
            return
        if chart.word(end) == "\u00bd":
            value, end = value + 0.5, end + 1
        yield Found(value, end)
        for scale, stop in chart.lex("NUMBER", end):
            if scale in (12.0, 100.0, 1000.0):
                yield Found(value * scale, stop)
        if chart.word(end) == "million":
            yield Found(value * 1e6, end + 1)
        if chart.word(end) == "and":
            yield from and_a_part(chart, value, end + 1)
        return
    yield from _in_words(chart, i)


def and_a_part(chart: Chart, value: float, i: int) -> Iterator[Found]:
    """A number and a fraction of one: "(two) and a half"."""
    for part, end in chart.lex("NUMBER", i):
        if 0 < part < 1:
            yield Found(value + part, end)


def _in_words(chart: Chart, i: int) -> Iterator[Found]:
    if chart.word(i) == "million":
        yield Found(1e6, i + 1)
    for value, end in chart.lex("NUMBER", i):
        for found in _continued(chart, value, end):
            yield found
            if chart.word(found.end) == "million":
                yield Found(found.sem * 1e6, found.end + 1)
            if chart.word(found.end) == "and":
                yield from and_a_part(chart, found.sem, found.end + 1)


def _continued(chart: Chart, value: float, end: int) -> Iterator[Found]:
    yield Found(value, end)
    skip = 1 if chart.word(end) == "and" and value >= 100 else 0
    for more, stop in chart.lex("NUMBER", end + skip):
        if 20 <= value < 100 and value % 10 == 0 and 1 <= more <= 9 and not skip:
            yield from _continued(chart, value + more, stop)
        elif more in (100.0, 1000.0) and 1 <= value < more and not skip:
            yield from _continued(chart, value * more, stop)
        elif value >= 100 and value % 100 == 0 and 1 <= more < 100:
            yield from _continued(chart, value + more, stop)
        elif more == 12.0 and value == 0.5:
            yield Found(6.0, stop)


@rule
def ordinal(chart: Chart, i: int) -> Iterator[Found]:
    """third, 3rd, twenty-first."""
    for value, end in chart.lex("ORDINAL", i):
        yield Found(value, end)
    word = chart.word(i)
    if word.isdigit() and chart.word(i + 1) in ORDINAL_ENDINGS:
        yield Found(int(word), i + 2)
    for tens, end in chart.lex("NUMBER", i):
        if tens >= 20 and tens % 10 == 0 and tens < 100:
            for value, stop in chart.lex("ORDINAL", end):
                if value < 10:
                    yield Found(int(tens) + value, stop)


#: The largest number that is read.
MOST = 1e12

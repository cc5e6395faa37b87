"""Reasons and remarks after a rule: skipped where they say nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.meanings import Mod
from natural_language.grammar.things import things

__all__ = ["excuse", "harmless"]


def _or_they(chart: Chart, i: int) -> Iterator[int]:
    """... or the water will become risky"""
    if chart.word(i) in ("or", "otherwise"):
        for found in things(chart, i + 1):
            if chart.word(found.end) in (
                "will",
                "might",
                "could",
                "would",
                "may",
                "can",
                "gets",
                "get",
            ):
                yield found.end


_SPEAKERS = frozenset("they it these those this that we i she he there she them people".split())


_RULE_WORDS = tuple(
    "NEG MUST NEEDTO MAY FORBID AVOID LET DANGER HARM DIE UNLESS UNTIL WITHOUT MAKES "
    "LOCKS UNLOCKS ONCE TWICE NUMBER CENTRES AVERAGE AT_SAME_TIME".split()
)


def harmless(chart: Chart, start: int, end: int) -> bool:
    """Whether a stretch of words says nothing a rule could hang on."""
    for i in range(start, end):
        word = chart.word(i)
        if word[0].isdigit() or not (word[0].isalpha() or word in ",:()'\""):
            return False
        if any(chart.lex("OBJECT", stop) for _, stop in chart.lex("AVOID_OBJECT", i)):
            return False
        for name in _RULE_WORDS:
            if any(stop <= end for _, stop in chart.lex(name, i)) and word not in (
                "good",
                "full",
                "can",
                "open",
                "i",
                "am",
                "a",
                "past",
            ):
                return False
    return True


_TELLING = ("UNLESS", "UNTIL", "WITHOUT", "EXCEPT")


@rule
def excuse(chart: Chart, i: int) -> Iterator[Found]:
    """A reason: everything from "because" to the end of the sentence, as long as it is only that.

    A reason with a quantity, an exception or a second rule in it is not skipped.
    """
    ends = [end for _, end in chart.lex("REASON", i)]
    ends += _or_they(chart, i)
    speaking = i > 1 and chart.word(i - 1) == "," and chart.word(i) in _SPEAKERS
    if speaking and harmless(chart, i, chart.size):  # ..., they were a gift
        yield Found((Mod("said"),), chart.size, 4)
    for end in ends:
        stop = end
        while stop < chart.size and not _tells(chart, stop):
            stop += 1
            if stop == chart.size or chart.word(stop) in (",", ")"):
                yield Found((Mod("said"),), stop, 3)


def _tells(chart: Chart, i: int) -> bool:
    if chart.word(i)[0].isdigit():
        return True
    if any(value not in (0.5, 1.0) for value, _ in chart.lex("NUMBER", i)):
        return True
    for name in _TELLING:
        if chart.lex(name, i) and chart.word(i) not in ("without", "but", "save"):
            return True
    return False

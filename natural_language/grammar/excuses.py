"""Reasons and remarks after a rule: skipped where they say nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.meanings import Mod
from natural_language.grammar.things import subject, things
from natural_language.lexicon.circumstances import CIRCUMSTANCES

__all__ = ["excuse", "harmless", "on_the_way"]


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
        if (
            (word in CIRCUMSTANCES and chart.word(i - 1) != "good")
            or word[0].isdigit()
            or not (word[0].isalpha() or word in ",:()'\"")
        ):
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
    ends = [end for _, end in chart.lex("REASON", i) if not _singles(chart, i, end)]
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


_RELATIVE = frozenset("which who whose that".split())


def _singles(chart: Chart, i: int, end: int) -> bool:
    """Vases that are cracked, in case of fire: that tells which ones, or when, and no reason."""
    if chart.word(i) in _RELATIVE and i and chart.word(i - 1) not in (",", ":", "(", "and", "for"):
        return True
    return chart.word(i) == "in" and chart.word(end) == "of" and chart.word(end - 1) == "case"


def _tells(chart: Chart, i: int) -> bool:
    if chart.word(i)[0].isdigit():
        return True
    if any(value not in (0.5, 1.0) for value, _ in chart.lex("NUMBER", i)):
        return True
    for name in _TELLING:
        if chart.lex(name, i) and chart.word(i) not in ("without", "but", "save"):
            return True
    return False


_WAYS = frozenset("way route path road trip journey drive course ride run quest mission".split())
_HEADING = frozenset(
    "head heads heading go goes going drive drives driving move moves moving travel travels "
    "travelling traveling navigate navigating race racing rush rushing run running proceed "
    "proceeding steer steering make makes making hurry hurrying roll rolling push pushing "
    "advance advancing progress progressing search searching look looking aim aiming".split()
)


@rule
def on_the_way(chart: Chart, i: int) -> Iterator[Found]:
    """on your way to the goal; as you drive towards it; while heading for the goal"""
    end = i
    if (
        chart.word(i) in ("on", "along", "in", "during", "throughout")
        and chart.word(i + 1) in _WAYS
    ) or (chart.word(i) == "en" and chart.word(i + 1) == "route"):
        end = i + 2
    elif chart.word(i) in ("while", "whilst", "as", "when"):
        starts = {i + 1, *(found.end for found in subject(chart, i + 1))}
        for start in tuple(starts):
            if chart.word(start) in ("is", "are", "be"):
                starts.add(start + 1)
        for start in starts:
            if chart.word(start) in _HEADING:
                skip = start + 1 + (chart.word(start + 1) in ("way", "straight", "over", "box"))
                stop = _to_goal(chart, skip)
                if stop is not None:
                    yield Found((Mod("said"),), stop, 0)
    if end > i:
        stop = _to_goal(chart, end)
        if stop is not None:
            yield Found((Mod("said"),), stop, 0)
        if chart.word(i + 1) in ("way", "route"):
            yield Found((Mod("said"),), end, 1)


def _to_goal(chart: Chart, i: int) -> int | None:
    """Where "to the goal" ends."""
    if chart.word(i) in ("to", "towards", "toward", "for"):
        for group, end in chart.lex("OBJECT", i + 1):
            if group == "goal":
                return end
    return None

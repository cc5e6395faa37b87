"""Set phrases about an act: "on average", "in a row", "again", "from then on", "first"."""

from __future__ import annotations

from collections.abc import Iterator

from natural_language.grammar.chart import Chart, Found
from natural_language.grammar.counts import time_bound
from natural_language.grammar.excuses import harmless
from natural_language.grammar.meanings import Mod
from natural_language.grammar.things import subject
from natural_language.lexicon.circumstances import CIRCUMSTANCES

__all__ = ["set_phrases"]

_FROM_NOW_ON = frozenset(
    "from now on,henceforth,going "
    "forward,permanently,for good,in future,ever after,for rest of time,"
    "from here on,any longer,ever again".split(",")
)

#: Words that point back to what happened before.
_AFTERWARDS = frozenset(
    "afterwards,from then on,after that,thereafter,from that point on,from that moment on,"
    "from that point,then,from there on,later,subsequently,from that time on,from that moment,"
    "afterward,from then onwards,from that point onwards,after this,later on,from that step on,"
    "from that point forward,after which,after that point,beyond that point,after that moment,"
    "from that instant on,once that happens,following that".split(",")
)
_SINGLE_CLASSES = {
    "EPISODE": ("episode", 0),
    "AVERAGE": ("average", 0),
    "IN_ROW": ("row", 0),
    "AT_SAME_TIME": ("same", 0),
    "CENTRES": ("centre", 1),
    "EACH": ("each", 0),
    "COMBINED": ("combined", 0),
    "AGAIN": ("again", 0),
    "OUTRO": ("said", 1),
    "INTRO": ("said", 2),
}


def set_phrases(chart: Chart, i: int) -> Iterator[Found]:
    """on average; again; first; at the same time; Marvin, ..."""
    for name, (kind, cost) in _SINGLE_CLASSES.items():
        for phrase, end in chart.lex(name, i):
            if kind == "again" and phrase in _FROM_NOW_ON:
                yield Found((Mod("said"),), end)
                continue
            if phrase in _AFTERWARDS:
                yield Found((Mod("afterwards", phrase),), end)
                continue
            if kind == "said" and phrase in ("and", "but", "or", "also", "no", "not"):
                continue
            if name == "INTRO" and end == i + 1 and not chart.apart(i):
                continue  # go easy on it
            yield Found((Mod(kind, phrase),), end, cost)
    if chart.word(i) == "after" and chart.word(i + 1) in ("", ","):
        yield Found((Mod("afterwards", "after"),), i + 1, 1)
    for phrase, end in chart.lex("FIRST", i):
        if phrase in (
            "first",
            "first of",
            "beforehand",
            "initially",
            "before",
            "earlier",
            "previously",
            "prior",
        ):
            yield Found((Mod("first", phrase),), end, 1)
    for name, mode in (("TOTAL", "total"), ("IN_ROW", "row")):
        for _, end in chart.lex(name, i):
            skip = end + 1 if chart.word(end) in (",", "for") else end
            for found in time_bound(chart, skip):
                if found.sem[1] in ("", mode):
                    yield Found((Mod("duration", found.sem[0], mode),), found.end, found.cost)
    opening = i == 0 or (i <= 2 and chart.word(i - 1) == ",")
    named = opening and chart.word(i + 1) in (",", ":") and not chart.known(i)
    named = named and chart.word(i) not in CIRCUMSTANCES
    if named and chart.word(i).isalpha():  # Marvin, ...
        yield Found((Mod("said"),), i + 1, 3)
    if i == 0:  # work order: ...
        for end in (2, 3):
            titled = chart.word(end) == ":" and all(word.isalpha() for word in chart.words[:end])
            if (
                titled
                and harmless(chart, 0, end)
                and not any(
                    chart.lex("OBJECT", k) or chart.lex("EVENT_NOUN", k) for k in range(end)
                )
            ):
                yield Found((Mod("said"),), end + 1, 3)
    if chart.word(i) == "by":  # touched by the robot
        for found in subject(chart, i + 1):
            yield Found((Mod("said"),), found.end, 1)
    if chart.word(i) in ("there", "then", "so", "still"):
        yield Found((Mod("said"),), i + 1, 2)

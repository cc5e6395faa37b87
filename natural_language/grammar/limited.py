"""Acts with a limit: "driving above 1 m/s is limited to two seconds", "a stay may last 3 s"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from natural_language.grammar.acts import act
from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.counts import count, time_bound
from natural_language.grammar.meanings import Bound, Mod
from natural_language.grammar.modals import POLARITY, modal
from natural_language.grammar.nouns import nominal
from natural_language.grammar.numbers import number
from natural_language.grammar.speeds import speed_act, speed_bound

__all__ = ["limited_clauses"]


_LASTING = (
    "last", "take", "go on", "continue", "be kept up", "kept up", "be held", "be sustained",
    "be done", "be maintained", "sustained", "maintained", "held", "done", "occur", "happen",
    "take place", "be repeated", "repeated", "go on for", "be tolerated", "tolerated",
    "be allowed", "occurs", "happens", "be limited", "limited to", "be limited to", "capped at",
    "restricted to", "be restricted to", "be capped at", "confined to", "be confined to",
    "permitted", "allowed", "ok", "okay", "fine", "acceptable", "all right", "alright",
)  # fmt: skip
_LASTING_WORDS = tuple(tuple(phrase.split()) for phrase in _LASTING)


@rule
def limited_clauses(chart: Chart, i: int) -> Iterator[Found]:
    """sprinting above 1.5 m/s is limited to two seconds at a stretch; a stay may last 2 s"""
    denied = chart.word(i) == "no"
    for about in _subjects(chart, i + 1 if denied else i):
        for before in modal(chart, about.end):
            if before.end == about.end:
                continue
            polarity = POLARITY[before.sem]
            limiting = chart.word(before.end - 1) in ("to", "at")
            for end in _lasts(chart, before.end):
                limiting_here = limiting or chart.word(end - 1) in ("to", "at")
                skip = end + 1 if chart.word(end) == "for" else end
                for spent in time_bound(chart, skip):
                    limit, mode = spent.sem
                    if limit.op == "=" and (limiting_here or before.sem == "A" or end > before.end):
                        limit = replace(limit, op="<=") if polarity != "P" else limit
                    flipped = _allowed(limit, polarity, denied)
                    if flipped is None or limit.bare:
                        continue
                    held = replace(about.sem, kind="spend", touch=False)
                    if about.sem.kind == "visits":
                        mode = mode or "row"
                    mods = (Mod("duration", flipped, mode),)
                    yield Found(("R", held, mods), spent.end, about.cost + spent.cost + 1)
                for limit, stop in _counts(chart, end):
                    if limit.op == "=" and polarity != "P" and (limiting_here or end > before.end):
                        limit = replace(limit, op="<=")
                    flipped = _allowed(limit, polarity, denied)
                    if flipped is not None:
                        base = replace(about.sem, kind="contact")
                        yield Found(("A", base, (Mod("count", flipped),)), stop, about.cost + 1)


def _subjects(chart: Chart, i: int) -> Iterator[Found]:
    if chart.word(i).endswith("ing"):
        yield from act(chart, i)
        for _, end in chart.lex("SPEED_VERB", i):
            for limit in speed_bound(chart, end):
                if limit.sem.op != "=" and not limit.sem.bare:
                    yield Found(speed_act(chart, limit.sem), limit.end, limit.cost)
    yield from nominal(chart, i)
    start = i + 1 if chart.word(i) in ("speeds", "velocities", "anything", "bursts") else i
    start += start > i and chart.word(start) in ("of", "at")
    for limit in speed_bound(chart, start):
        if limit.sem.op in (">", ">=") and not limit.sem.bare:
            yield Found(speed_act(chart, limit.sem), limit.end, limit.cost)


def _lasts(chart: Chart, i: int) -> Iterator[int]:
    yield i
    for words in _LASTING_WORDS:
        end = i + len(words)
        if tuple(chart.words[i:end]) == words:
            yield end


def _counts(chart: Chart, i: int) -> Iterator[tuple[Bound, int]]:
    for found in count(chart, i):
        if found.sem.op != "nth":
            yield found.sem, found.end
    for op, start in (("=", i), *chart.lex("PRE", i)):
        for value in number(chart, start):
            plain = op != "~" and value.sem == int(value.sem)
            if plain and not chart.lex("UNIT", value.end) and chart.lex("EPISODE", value.end):
                yield Bound(op, value.sem), value.end


def _allowed(limit: Bound, polarity: str, denied: bool) -> Bound | None:
    """What may be at most, from what may or may not be."""
    if denied == (polarity == "P"):
        return limit if limit.op in ("<", "<=") else None
    return limit.flipped() if limit.op in (">", ">=") else None

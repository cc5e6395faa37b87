"""Which characters of a text were read as what."""

from __future__ import annotations

from collections.abc import Iterator

from natural_language.grammar.chart import Chart
from natural_language.grammar.counts import count
from natural_language.grammar.meanings import Bound
from natural_language.grammar.modals import POLARITY, modal
from natural_language.grammar.quantities import bound
from natural_language.grammar.things import WRONG_BUTTONS
from natural_language.reading import Span

__all__ = ["spans_of"]

_UNITS = {"length": "m", "speed": "m/s", "time": "steps"}
_CONNECTIVES = ("AFTER", "EACH_AFTER", "WHEN", "WHILE", "UNTIL", "BEFORE", "UNLESS", "WITHOUT")
_POLARITIES = {"P": "must not", "A": "may"}


def spans_of(chart: Chart, text: str) -> tuple[Span, ...]:
    """The sentence, and in it every object, quantity, negation and connective, left to right."""
    if not chart.size:
        return ()
    whole = _span(chart, text, 0, chart.size, "sentence", "")
    found = [whole]
    i = 0
    while i < chart.size:
        best = max(_here(chart, i), key=lambda one: one[0], default=None)
        if best is None:
            i += 1
            continue
        end, role, meaning = best
        found.append(_span(chart, text, i, end, role, meaning))
        i = end
    return tuple(found)


def _here(chart: Chart, i: int) -> Iterator[tuple[int, str, str]]:
    for group, end in chart.lex("OBJECT", i):
        yield (
            end,
            "object",
            "every object" if group == "*" else group.replace(WRONG_BUTTONS, "wrong button"),
        )
    for dimension, unit in _UNITS.items():
        for found in bound(chart, i, dimension):
            if not found.sem.bare:
                yield found.end, "quantity", _said(found.sem, unit)
    for found in count(chart, i):
        yield found.end, "count", _said(found.sem, "times")
    for found in modal(chart, i):
        polarity = _POLARITIES.get(POLARITY[found.sem])
        if found.end > i and polarity is not None:
            yield found.end, "modality", polarity
    for name in _CONNECTIVES:
        for phrase, end in chart.lex(name, i):
            yield end, "connective", phrase


def _said(limit: Bound, unit: str) -> str:
    op = "" if limit.op == "=" else f"{limit.op} "
    if limit.high is not None:
        return f"{limit.value:g} to {limit.high:g} {unit}"
    if limit.op == "nth":
        return f"time number {limit.value:g}"
    return f"{op}{limit.value:g} {unit}"


def _span(chart: Chart, text: str, i: int, end: int, role: str, meaning: str) -> Span:
    start, stop = chart.tokens[i].start, chart.tokens[end - 1].end
    return Span(start, stop, text[start:stop], role, meaning)

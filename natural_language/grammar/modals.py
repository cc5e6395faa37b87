"""Must, may and must not: what the words before a verb make of it.

"it is not forbidden to", "at no time should you", "make sure that you never", "avoid": each is
read from the outside in, a negation turning round what it stands before.
"""

from __future__ import annotations

from collections.abc import Iterator

from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.things import subject

__all__ = ["POLARITY", "modal"]


# R a bare order, M must, N need, A may, P must not, F forbidden, V avoid
_NEGATED = {"R": "P", "M": "P", "N": "A", "A": "P", "P": "R", "F": "A"}


_MUST = {"R": "M", "M": "M", "N": "N", "P": "P", "A": "A", "F": "F", "V": "P"}


_MAY = {"R": "A", "A": "A", "P": "P", "V": "A"}


_FORBID = {"R": "F", "P": "M", "A": "P", "M": "F"}


_AVOID = {"R": "V", "P": "M", "A": "V"}


_FAIL = {"R": "P"}


_NEED = {"R": "N", "P": "P", "N": "N", "A": "A", "F": "F", "V": "P"}


_LET = {"R": "A", "P": "P", "V": "P"}


_PASS = {key: key for key in "RMNAPFV"}


_OPERATORS = {
    "NEG": _NEGATED,
    "MUST": _MUST,
    "NEEDTO": _NEED,
    "MAY": _MAY,
    "FORBID": _FORBID,
    "AVOID": _AVOID,
    "FAIL": _FAIL,
    "LET": _LET,
    "SURE": _MUST,
    "WILL": _PASS,
}


#: What the reading of a modal comes down to: require, prohibit or allow.
POLARITY = {"R": "R", "M": "R", "N": "R", "A": "A", "P": "P", "F": "P", "V": "P"}


@rule
def modal(chart: Chart, i: int) -> Iterator[Found]:
    """Everything before the verb; the meaning is a letter, see `POLARITY`."""
    yield Found("R", i)
    if i >= chart.size:
        return
    for name, table in _OPERATORS.items():
        for _, end in chart.lex(name, i):
            for inner in modal(chart, end):
                letter = table.get(inner.sem)
                if letter is not None:
                    yield Found(letter, inner.end, inner.cost + (1 if name == "WILL" else 0))
    for start in _passed(chart, i):
        for inner in modal(chart, start):
            if inner.end > start or start > i:
                yield inner


def _passed(chart: Chart, i: int) -> Iterator[int]:
    for found in subject(chart, i):
        yield found.end
    for name in ("BE", "HAVE"):
        for _, end in chart.lex(name, i):
            yield end
    word = chart.word(i)
    if word in ("to", "that", "from", "for") and i > 0:
        yield i + 1
    if word in ("kind", "good", "careful") and chart.word(i + 1) in ("as", "enough"):
        yield i + 2
        if chart.word(i + 2) == "as":
            yield i + 3
    if word == "so" and chart.word(i + 1) in ("kind", "good", "careful", "nice"):
        yield i + 1
    if word in ("any", "ever", "even") and i > 0 and chart.word(i - 1) == "be":
        yield i + 1
    if word in ("happen", "happens", "occur", "case", "occurs", "ensured") and chart.word(
        i + 1
    ) in ("that", "to"):
        yield i + 2
    if word == "only" and (chart.lex("MAY", i + 1) or chart.lex("BE", i + 1)):
        yield i + 1
    if word == "there" or (word == "even" and i > 0):
        yield i + 1
    if word == "," and i > 0:
        start = i + 1
        for _, end in chart.lex("OUTRO", start):
            yield end + 1 if chart.word(end) == "," else end
    for _, end in chart.lex("OUTRO", i):
        if i > 0 and chart.word(i) != "or":
            yield end

"""A quantity said twice: "400 mm, i.e. 40 cm", "2 seconds (100 steps)", "three (3) times".

The second saying adds nothing if it comes to the same, up to its own rounding; otherwise the
sentence contradicts itself. Which it is must be seen before the sentence is read, because a
quantity that is left over would be taken for a bound of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from natural_language.grammar.chart import Chart
from natural_language.grammar.numbers import number
from natural_language.grammar.quantities import quantity
from natural_language.problems import problem
from natural_language.reading import Problem
from natural_language.tokens import Token

__all__ = ["said_once"]

#: Between the two: what says that they are the same, and what may also join different ones.
_SAME = tuple(
    tuple(words.split())
    for words in (
        "(|= (|=|, ,|, that is|, that is ,|that is|, which is|which is|, ie|ie|, in other words|"
        ", in other words ,|, or in other words|, equal to|equal to|equals|, equivalently|"
        "( that is|( which is|( ie|( or|( =|( equals|( in other words|, meaning|aka|, aka|( aka|"
        "( about|( roughly|( ~|( i . e|, being"
    ).split("|")
)
_MAYBE = ((",", "or"), ("or",), ("/",), (",",))

#: How much the two may differ where the second is rounded: 1 m (3.3 ft), but not 1 m (3 ft).
_CLOSE = 0.02


class _Said(NamedTuple):
    """A quantity or a plain number, where it ends, and by how much its last digit may be off."""

    value: float
    end: int
    slack: float


def said_once(chart: Chart) -> tuple[list[Token] | None, Problem | None]:
    """The sentence without what repeats a quantity; or why it contradicts itself.

    Returns:
        The tokens that are left, or None if nothing is said twice; and a problem, or None.
    """
    for i in range(chart.size):
        if not (chart.word(i)[:1].isdigit() or chart.lex("NUMBER", i)):
            continue
        for first, joint, start, sure in _pairs(chart, i):
            for second in _sayings(chart, start, like=first, at=i):
                closed = _closed(chart, joint, second.end)
                if closed is None:
                    continue
                same = _alike(first, second)
                if same:
                    return [*chart.tokens[: first.end], *chart.tokens[closed:]], None
                if sure:
                    told = [" ".join(chart.words[i : first.end])]
                    told.append(" ".join(chart.words[start : second.end]))
                    message = f"{told[0]!r} and {told[1]!r} are not the same"
                    place = chart.tokens[i].start
                    note = problem("CONTRADICTION", message, told[1], "say only one", place)
                    return None, note
    return None, None


def _pairs(chart: Chart, i: int) -> Iterator[tuple[_Said, tuple[str, ...], int, bool]]:
    """What is said first, the joint after it, where the second begins, whether it must be it."""
    for first in _sayings(chart, i):
        for joints, sure in ((_SAME, True), (_MAYBE, False)):
            for joint in joints:
                start = first.end + len(joint)
                if tuple(chart.words[first.end : start]) == joint:
                    yield first, joint, start, sure


def _sayings(chart: Chart, i: int, *, like: _Said | None = None, at: int = -1) -> Iterator[_Said]:
    """The quantities at a position; of the dimension of the one before it if there is one."""
    for dimension in ("length", "speed", "time"):
        kin = at < 0 or any(
            found.end == (like.end if like else -1) and not found.sem.bare
            for found in quantity(chart, at, dimension)
        )
        for found in quantity(chart, i, dimension) if kin else ():
            numbered = [value for value in number(chart, i) if value.end < found.end]
            if numbered and not found.sem.bare:
                share = found.sem.value / numbered[0].sem if numbered[0].sem else 0.0
                yield _Said(found.sem.value, found.end, abs(share) * _unit_in_last_place(chart, i))
    plain = at < 0 or any(value.end == (like.end if like else -1) for value in number(chart, at))
    for value in number(chart, i) if plain else ():
        yield _Said(value.sem, value.end, 0.0)


def _unit_in_last_place(chart: Chart, i: int) -> float:
    """Half a unit of the last digit that is written: 0.05 for "3.3"."""
    whole, dot, digits = chart.word(i).partition(".")
    return 0.5 * 10.0 ** -len(digits) if dot or whole.isdigit() else 0.0


def _closed(chart: Chart, joint: Sequence[str], i: int) -> int | None:
    """Where the second saying ends with its mark; None if something else is in the brackets."""
    if "(" in joint:
        return i + 1 if chart.word(i) == ")" else None
    return i + 1 if chart.word(i) == "," and "," in joint else i


def _alike(first: _Said, second: _Said) -> bool:
    apart = abs(first.value - second.value)
    return apart <= 1e-9 + min(second.slack, _CLOSE * abs(first.value))

"""A sentence as pieces: the shortest cover of its words by phrases, each with all it can be.

>>> from natural_language.grammar.chart import Chart, Setting
>>> from natural_language.tokens import tokenize
>>> chart = Chart(tokenize("hazards: max 3 visits"), Setting(groups=("hazards",)))
>>> [piece.words for piece in pieces_of(chart)]
['hazards', ':', 'max', '3', 'visits']
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from natural_language.frames.words import CLASS_KINDS, NOT_OF_THEIR_CLASS, loose_words
from natural_language.grammar.chart import Chart
from natural_language.grammar.numbers import number, ordinal
from natural_language.grammar.quantities import bound, quantity, split_bound
from natural_language.grammar.things import WRONG_BUTTONS

__all__ = ["JOINTS", "Piece", "pieces_of"]

#: What can stand between the objects of a list.
JOINTS = frozenset(("and", "or", "nor", ",", "&", "+", "/", "plus", "as well as", "also"))
_DIMENSIONS = ("length", "speed", "time")
_WRONG = frozenset("wrong incorrect false bad mistaken".split())
#: Words that name squares as well as a kind of ground: "three squares of water".
_SQUARES = frozenset("square squares tile tiles block blocks cell cells".split())
#: What an opening or a remark must not swallow.
_RULING = frozenset("not never if do so or but and".split())
#: Words that the grammar takes for "at least" in places of its own.
_NO_LIMITS = frozenset("full whole entire solid clear good past better as".split())
#: Nouns for what is counted that are other words far more often.
_NO_EVENTS = frozenset("stay stays go goes step steps stop stops event events tick ticks".split())
#: Limits that are parts of a room, too.
_OVERHEAD = frozenset("ceiling floor cap bound threshold".split())
#: Before these "left" and "right" are directions.
_TURNING = frozenset("to on your turn turns turning veer go walk drive move step steer".split())
_IN_ROW = frozenset("consecutive successive straight uninterrupted continuous unbroken".split())
_AFTER_INCHES = frozenset(
    ("", ",", ".", "of", "from", "away", "off", "clear", "or", "and", "around", "between", "to")
)
_NEXT_TO = frozenset(
    "next to,right next to,adjacent to,beside,neighbouring,neighboring,alongside,bordering,"
    "adjoining,directly next to,immediately next to,right beside,directly beside,just next to,"
    "directly adjacent to,surrounding,abutting,next door to,side by side with".split(",")
)


@dataclass(frozen=True)
class Piece:
    """Some words and what they can contribute.

    Args:
        start: Index of the first word.
        end: Index after the last.
        kinds: What they can be, such as ``"contact"``, ``"neg"`` or ``"object"``; empty if unknown.
        words: The words.
        group: Of an object, its group; ``"*"`` for every one.
        amounts: Of a quantity, its value in each dimension it can have.
        number: Of a bare number or an ordinal, its value.
        high: Of a range, its upper end.
    """

    start: int
    end: int
    kinds: frozenset[str]
    words: str
    group: str = ""
    amounts: dict[str, float] = field(default_factory=dict, hash=False, compare=False)
    number: float | None = None
    high: float | None = None

    def may(self, *kinds: str) -> bool:
        """Whether it can be any of these."""
        return any(kind in self.kinds for kind in kinds)


def pieces_of(chart: Chart) -> list[Piece]:
    """The words cut into as few pieces as possible; unknown words are pieces of no kind."""
    best: list[tuple[float, Piece | None]] = [(0.0, None), *[(1e9, None)] * chart.size]
    for i in range(chart.size):
        for piece in _here(chart, i):
            cost = best[i][0] + (0.9 if piece.amounts else 1.0 if piece.kinds else 4.0)
            if cost < best[piece.end][0]:
                best[piece.end] = (cost, piece)
    found: list[Piece] = []
    end = chart.size
    while end > 0:
        last = best[end][1]
        assert last is not None
        found.append(last)
        end = last.start
    return found[::-1]


def _here(chart: Chart, i: int) -> Iterator[Piece]:
    """What can stand at a position: for every end one piece, with all its kinds."""
    kinds: dict[int, set[str]] = {}
    groups: dict[int, str] = {}
    amounts: dict[int, dict[str, float]] = {}
    numbers: dict[int, float] = {}
    highs: dict[int, float | None] = {}
    for group, end in chart.lex("OBJECT", i):
        if chart.word(i) in _SQUARES and chart.word(i + 1) == "of" and i and number(chart, i - 1):
            continue
        kinds.setdefault(end, set()).add("object")
        groups[end] = group
    if chart.word(i) in _WRONG:
        ends = {end for group, end in chart.lex("OBJECT", i + 1) if group == "buttons"}
        ends |= {i + 2} if chart.word(i + 1) in ("one", "ones") else set()
        for end in ends:
            kinds.setdefault(end, set()).add("object")
            groups[end] = WRONG_BUTTONS
    for dimension in _DIMENSIONS:
        for found in quantity(chart, i, dimension):
            if found.sem.bare or not _has_unit(chart, i, found.end):
                continue
            if chart.word(found.end - 1) == "in" and chart.word(found.end) not in _AFTER_INCHES:
                continue
            alone = found.end == i + 1 and not chart.word(i)[0].isdigit()
            if alone and chart.word(i) == "second" and _ordering(chart, i + 1):
                continue
            kinds.setdefault(found.end, set()).add("quantity")
            amounts.setdefault(found.end, {})[dimension] = found.sem.value
        if dimension == "time":
            for end, steps in _in_a_row(chart, i):
                kinds.setdefault(end, set()).update(("quantity", "row"))
                amounts.setdefault(end, {})["time"] = steps
        for found in split_bound(chart, i, dimension):  # two or more squares
            kinds.setdefault(found.end, set()).update(("quantity", f"op{found.sem.op}"))
            amounts.setdefault(found.end, {})[dimension] = found.sem.value
        for found in bound(chart, i, dimension):
            counts = chart.lex("TIMES", found.end) and dimension == "length"
            if found.sem.op == "range" and not found.sem.bare and not counts:
                kinds.setdefault(found.end, set()).add("quantity")
                amounts.setdefault(found.end, {})[dimension] = found.sem.value
                highs[found.end] = found.sem.high
    if chart.setting.grid:
        for phrase, end in chart.lex("VAGUE_NEAR", i):
            if phrase in _NEXT_TO:
                kinds.setdefault(end, set()).update(("next to", "near"))
                amounts[end] = {"length": 1.0}
    for found in number(chart, i):
        kinds.setdefault(found.end, set()).add("number")
        numbers[found.end] = found.sem
    for found in ordinal(chart, i):
        if chart.word(i) == "second" and found.end == i + 1 and not _ordering(chart, i + 1):
            continue
        kinds.setdefault(found.end, set()).add("ordinal")
        numbers[found.end] = found.sem
    for word, value in (("once", 1.0), ("twice", 2.0), ("thrice", 3.0)):
        if chart.word(i) == word:
            kinds.setdefault(i + 1, set()).add("how often")
            numbers[i + 1] = value
    for end, kind in _listed(chart, i):
        kinds.setdefault(end, set()).add(kind)
    kinds.setdefault(i + 1, set())
    for end, can_be in kinds.items():
        yield Piece(
            i,
            end,
            frozenset(can_be),
            " ".join(chart.words[i:end]),
            groups.get(end, ""),
            amounts.get(end, {}),
            numbers.get(end),
            highs.get(end),
        )


def _in_a_row(chart: Chart, i: int) -> Iterator[tuple[int, float]]:
    """ten consecutive steps"""
    for value in number(chart, i):
        for (kind, factor), end in chart.lex("UNIT", value.end + 1):
            if chart.word(value.end) in _IN_ROW and kind == "steps":
                yield end, value.sem
            elif chart.word(value.end) in _IN_ROW and kind == "seconds" and chart.setting.dt:
                yield end, float(round(value.sem * factor / chart.setting.dt))


def _has_unit(chart: Chart, i: int, end: int) -> bool:
    return any(stop <= end for k in range(i, end) for _, stop in chart.lex("UNIT", k))


def _ordering(chart: Chart, i: int) -> bool:
    """Whether "second" stands before what is counted, and is no time."""
    names = ("OBJECT", "EVENT_NOUN", "TIMES", "TOUCH", "ENTER", "PUSH")
    return any(chart.lex(name, i) for name in names) or chart.word(i) in ("one", "offence")


def _listed(chart: Chart, i: int) -> Iterator[tuple[int, str]]:
    """The phrases of the two lexicons at a position."""
    if chart.word(i) in _OVERHEAD and chart.word(i - 1) in ("off", "from", "near"):
        return  # 1 m off the ceiling
    if chart.word(i) in ("left", "right") and chart.word(i - 1) in _TURNING:
        return  # two steps to the left
    if chart.word(i) in ("left", "right") and chart.lex("UNIT", i - 1):
        return  # 20 cm left
    for name, kind in CLASS_KINDS.items():
        for phrase, end in chart.lex(name, i):
            shrunk = end == i + 1 and " " in phrase and not kind.startswith("vague")
            if phrase in NOT_OF_THEIR_CLASS.get(kind, ()) or shrunk:
                continue
            if kind in ("aside", "reason") and _RULING & set(chart.words[i:end]):
                continue
            if name == "INTRO" and end == i + 1 and not chart.apart(i):
                continue  # do not look at it
            yield end, kind
    for counted, end in chart.lex("EVENT_NOUN", i):
        if counted == "visits" and chart.word(i) not in _NO_EVENTS:
            yield end, "contact"
    for op, end in (*chart.lex("PRE", i), *chart.lex("POST", i)):
        if op in ("<=", "<", ">", ">=") and chart.word(i) not in _NO_LIMITS:
            yield end, f"op{op}"
        elif op == "=":
            yield end, "fill"
    words = chart.words
    for rest, kind, _ in loose_words().get(words[i], ()):
        end = i + 1 + len(rest)
        if not rest or tuple(words[i + 1 : end]) == rest:
            yield end, kind

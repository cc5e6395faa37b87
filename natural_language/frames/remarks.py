"""Stretches that ask nothing: explanations, names, and what becomes of whoever disobeys."""

from __future__ import annotations

from collections.abc import Sequence

from natural_language.frames.connectives import CONNECTIVES, connects
from natural_language.frames.pieces import Piece
from natural_language.frames.polarity import doomed
from natural_language.frames.slots import Slots
from natural_language.grammar.chart import Chart
from natural_language.grammar.excuses import harmless
from natural_language.lexicon.circumstances import CIRCUMSTANCES
from natural_language.rephrasing import is_aside

__all__ = ["is_remark", "is_threat", "is_turn"]

_RUSHING = frozenset(
    "run running rush rushing race racing hurry hurrying speeding sprint sprinting walk".split()
)
_SAID_BESIDES = ("fill", "who", "aside", "doom", "go", "dwell", "must")
_IDLE = ("vague speed", "vague length", "vague time", "fill", "who", "go", "must")

#: What a remark does not begin with: this may be a condition.
_LEADING = frozenset(
    "in on at by with during under near from inside between for to like through of as "
    "is are am was were be been has have had".split()
)

#: What no threat holds.
_RULING = (
    "neg", "ban", "shun", "may", "must", "stop", "leave", "quantity", "number", "only",
    *CONNECTIVES,
)  # fmt: skip


def is_remark(chart: Chart, whole: Sequence[Piece], i: int, j: int, slots: Slots | None) -> bool:
    """Whether a stretch between marks only explains or addresses somebody."""
    if slots is not None and doomed(slots) and i > 0:
        return True  # ..., or you die
    pieces, first = whole[i:j], whole[i]
    if connects(first):
        return False
    start, end = first.start, whole[j - 1].end
    unnamed = not any(piece.group for piece in pieces)
    led = first.may("reason") or (first.may("aside") and unnamed)
    if led and harmless(chart, start + 1, end):
        return True
    if all(piece.may("aside", "fill", "who") for piece in pieces):
        return True
    idle = all(not piece.kinds or piece.may(*_SAID_BESIDES) for piece in pieces)
    apart = i > 0 or j < len(whole)
    if apart and is_threat(chart, pieces):
        return True
    worded = {word for piece in pieces for word in piece.words.split()}
    if idle and apart and j - i <= 5 and not CIRCUMSTANCES & worded:
        return pieces[0].words not in _LEADING  # somebody's name, "down tools"
    measured = any(piece.amounts for piece in whole)
    if measured and all(piece.may(*_IDLE) for piece in pieces):
        return True  # be gentle
    rushing = any(piece.words in _RUSHING for piece in pieces)
    if measured and rushing and all(piece.may(*_IDLE, "neg", "ban", "may") for piece in pieces):
        return True  # no running
    return bool(is_aside(chart, start, end, first=i == 0))


def is_threat(chart: Chart, pieces: Sequence[Piece], *, person: bool = False) -> bool:
    """Whether a clause only says what becomes of somebody: "we are going home"."""
    strange = any(not piece.kinds or piece.may("strange") for piece in pieces)
    yours = not pieces[0].kinds and chart.owner(pieces[0].start) == "your"
    if pieces[0].may("neg"):
        return False  # touch a vase, nobody will notice
    tells = person or yours or pieces[0].may("who", "strange")
    tells = tells or pieces[0].words in ("that", "game", "all")
    return strange and tells and not any(piece.group or piece.may(*_RULING) for piece in pieces)


def is_turn(pieces: Sequence[Piece]) -> bool:
    """Whether a clause only says what somebody does next: "we turn back"."""
    bare = not any(piece.group or piece.may(*_RULING) for piece in pieces)
    first = pieces[0].words
    return bare and len(pieces) > 1 and first in ("we", "i", "you", "it", "run", "episode")

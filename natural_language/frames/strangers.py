"""Unknown words that cannot change a rule: where they stand says what they are for.

An adverb, an adjective before an object or a quantity ("a comfortable 50 cm"), something of the
robot's ("your bumper"), who does it ("hikers must avoid the lava"), what is over then ("ends the
puzzle"), where everything takes place ("on this ward"). Anything else that is unknown refuses.
"""

from __future__ import annotations

from dataclasses import replace

from natural_language.frames.pieces import Piece
from natural_language.grammar.chart import Chart

__all__ = ["befriended"]

_MOST = 2
_OWNERS = frozenset("your its his her their our my it's robot's".split())
#: Before what something is done with, which is no part of the robot like any other.
_BY = frozenset("with by using via without on in under".split())
_SITED = frozenset("in on at around inside throughout within".split())
_HERE = frozenset("this these our my".split())
#: Adverbs that say when, and superlatives, which single one object out.
_OFTEN = frozenset("daily weekly nightly hourly monthly yearly early only".split())
_SINGLING = ("est", "most", "er")
_MARKS = frozenset((",", ":", "and", "but"))


def befriended(chart: Chart, pieces: list[Piece]) -> list[Piece]:
    """The pieces with harmless unknown words made fillers; unchanged if there are too many."""
    done, strange = list(pieces), 0
    for k, piece in enumerate(pieces):
        if piece.kinds or not piece.words.isalpha():
            continue
        if _somewhere(chart, pieces, k):
            done[k - 1] = replace(pieces[k - 1], kinds=frozenset(("fill",)))
        elif not (_colouring(pieces, k) or _owned(chart, pieces, k) or _placed(pieces, k)):
            continue
        strange += 1
        done[k] = replace(piece, kinds=frozenset(("fill", "strange")))
    return done if strange <= _MOST else pieces


def _colouring(pieces: list[Piece], k: int) -> bool:
    """An adverb, or an adjective before an object or a quantity."""
    words = pieces[k].words
    if words.endswith("ly") and len(words) > 4 and words not in _OFTEN:
        return True
    follows = pieces[k + 1] if k + 1 < len(pieces) else None
    named = follows is not None and bool(follows.group or follows.amounts)
    return named and not words.endswith(_SINGLING)


def _owned(chart: Chart, pieces: list[Piece], k: int) -> bool:
    """Something of the robot's, but not what it does something with."""
    return chart.owner(pieces[k].start) in _OWNERS and not (k and pieces[k - 1].words in _BY)


def _somewhere(chart: Chart, pieces: list[Piece], k: int) -> bool:
    """on this ward"""
    return k > 0 and pieces[k - 1].words in _SITED and chart.owner(pieces[k].start) in _HERE


def _placed(pieces: list[Piece], k: int) -> bool:
    """Hikers must avoid lava; the water spirits forgive; the heat of the lava; ends the puzzle."""
    before = pieces[k - 1] if k else None
    follows = pieces[k + 1] if k + 1 < len(pieces) else None
    if before is not None and before.may("doom") and not before.may("fill"):
        return follows is None or follows.words in _MARKS
    if follows is None:
        return False
    if before is not None and before.group:
        return bool(follows.kinds) and not follows.may("fill")
    if follows.words == "of":
        return k + 2 < len(pieces) and bool(pieces[k + 2].group)
    return follows.may("must", "may", "neg") and _acting(pieces, k)


def _acting(pieces: list[Piece], k: int) -> bool:
    """Whether a clause that begins with a word goes on to name an object."""
    if k and pieces[k - 1].words not in _MARKS:
        return False
    for piece in pieces[k + 1 :]:
        if piece.group:
            return True
        if piece.words in _MARKS:
            return False
    return False

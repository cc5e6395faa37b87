"""Frames: what a clause with these slots asks.

Each frame takes certain kinds of pieces; one that is left over refuses the clause. The meanings are
the grammar's own ``(polarity, act, modifiers)``, so that `grammar.rules` makes the formulas.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from natural_language.frames.contacts import touching
from natural_language.frames.core import Core
from natural_language.frames.measured import costly, distant, moved, speeding
from natural_language.frames.pieces import Piece
from natural_language.frames.polarity import polarity
from natural_language.frames.slots import Slots
from natural_language.frames.staying import in_arena, leaving, stopping

__all__ = ["clauses"]


def clauses(
    slots: Slots, *, threatened: bool = False, capped: bool = False
) -> Iterator[tuple[Core, int]]:
    """What the clause asks, each with how far-fetched it is.

    Args:
        slots: Of the clause.
        threatened: Whether what it says ends badly: "five knocks, and you are fired".
        capped: Whether its amount is the most there may be: "five knocks, then you are fired".
    """
    if capped:
        slots.amounts = [replace(one, op="<=") if one.op == "=" else one for one in slots.amounts]
    polar = polarity(slots)
    if polar is None or len(slots.things) > 1 or _adrift(slots):
        return
    if threatened:
        if polar != "R":
            return
        polar = "P"
    frames = (costly, speeding, moved, distant, leaving, stopping, in_arena, touching)
    for frame in frames:
        found = list(frame(slots, polar))
        if found:
            yield from found
            return


def _adrift(slots: Slots) -> bool:
    """Whether a preposition leads to nothing that was understood: "with your lights on"."""
    words = [piece.words for piece in slots.pieces]
    if not slots.amounts and words[-1:] == ["not"] and words[-2:-1] in (["is"], ["are"]):
        return True  # (grass is fine,) water is not
    for k, piece in enumerate(slots.pieces):
        if piece.words in ("with", "using") and any(
            one.may("gear") for one in slots.pieces[k + 1 : k + 3]
        ):
            return True  # with your left foot
        before = slots.pieces[k - 1] if k else piece
        follows = slots.pieces[k + 1] if k + 1 < len(slots.pieces) else piece
        if piece.may("gear") and before.may("episode"):
            return True  # per voyage leg
        told = _grounds(follows) and not follows.may("contact")
        if before.group and piece.words in _BEARING and not (told or follows.may("speed")):
            return True  # pillars with cracks in them
        if before.amounts and piece.words in _OVER and follows.group:
            return True  # 1 m above the gremlins
        if piece.words == "apart" and (follows is piece or follows.words not in ("from", "of")):
            return True  # keep the vases 30 cm apart
        if before.group and piece.words == "radius":
            return True  # the hazard radius
        if piece.words in _NO_ONE and any(one.may("contact") for one in slots.pieces[:k]):
            return True  # touch a vase, nobody will notice
        if piece.words == "with" and follows.may("op<", "op>") and slots.of("times"):
            return True  # with less than two lives
        if piece.words == "same" and follows.group:
            return True  # the same button twice
        if piece.number is not None and before.kinds and before.kinds <= {"lock", "unlock"}:
            return True  # at counter 3
        plain = piece.number is not None and piece.kinds <= {"number"}
        if plain and before is not piece and _labels(before, follows if follows != piece else None):
            return True  # button 3; by 2; with less than two lives
        if piece.words == "either" and follows.number is not None:
            return True  # either two or none
        if piece in slots.rest and piece.kinds <= {"inside", "near", "away", "after", "fill"}:
            if not piece.may("inside") or piece.may("fill"):
                continue
            after = slots.pieces[k + 1 : k + 4]
            if not any(_grounds(one) for one in after):
                return True
    return False


def _labels(before: Piece, follows: Piece | None) -> bool:
    """Whether a number after a piece only tells which one, or by how much."""
    if before.words == "by":
        return follows is None or not follows.may("times")
    last = follows is None or follows.words in (",", ":", "and", "or", "but", ")")
    return bool(before.group) and not before.words.endswith("s") and last


def _grounds(piece: Piece) -> bool:
    """Whether a preposition can lead to it."""
    found = piece.group or piece.amounts or piece.number is not None or piece.words in _PRONOUNS
    return bool(found) or piece.may("contact", "times", "dwell", "op<=", "op>", "op<", "op>=")


_NO_ONE = frozenset(("nobody", "no one", "none"))
_OVER = frozenset("above below over under beneath underneath".split())
_BEARING = frozenset(("with", "having"))
_PRONOUNS = frozenset("it them there one those that these".split())

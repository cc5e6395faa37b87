"""Sentences that leave open how much, or measure by another object instead of a number."""

from __future__ import annotations

from natural_language.frames.pieces import Piece

__all__ = ["leaves_open", "likened"]

#: What a word that leaves open how much can be besides.
_NOT_VAGUE = (
    "contact", "next to", "push", "dwell", "leave", "neg", "reach", "moving", "press", "fill",
)  # fmt: skip
_ASKED = {"length": ("length",), "speed": ("speed",), "time": ("time",), "times": ("times", "time")}


def leaves_open(pieces: list[Piece]) -> bool:
    """Whether a word leaves open how much, and nothing says it."""
    given = {dimension for piece in pieces for dimension in piece.amounts}
    if any(piece.number is not None for piece in pieces):
        given |= {"times", "length"}
    joined = any(piece.words == "and" for piece in pieces)
    return any(
        not piece.may(*_NOT_VAGUE)
        and not (joined and piece.may("same"))
        and not given & {*_ASKED[dimension]}
        for piece in pieces
        for dimension in _ASKED
        if piece.may(f"vague {dimension}")
    )


def likened(pieces: list[Piece]) -> bool:
    """Whether an object is the measure of another: as far from vases as from hazards."""
    for k, piece in enumerate(pieces):
        if piece.words not in ("than", "as") or (k and pieces[k - 1].words == "such"):
            continue
        rest = pieces[k + 1 : k + 4]
        while rest and not rest[0].group and rest[0].may("fill", "away", "near"):
            rest = rest[1:]
        if rest and rest[0].group:
            return True
    return False

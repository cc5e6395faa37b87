"""Words that join a condition to a clause: which they are, how surely, and how they bind."""

from __future__ import annotations

from collections.abc import Sequence

from natural_language.frames.pieces import Piece
from natural_language.grammar.meanings import Act

__all__ = ["CONNECTIVES", "WEAK", "binding_of", "connects", "dangling"]

CONNECTIVES = ("after", "every", "when", "while", "until", "before", "unless", "without", "except")

#: Of several ways in which a word can bind a rule, the likeliest: to what happens, to what is so.
_HAPPENED = ("until", "before", "every", "after", "unless", "except", "without", "when", "while")
_BEING = ("until", "before", "unless", "except", "while", "when", "every", "after", "without")

#: Words that are connectives only now and then: what each costs.
WEAK = frozenset(
    "on from with since as within any anyone anybody where in for during should except but "
    "save first what absent each every".split()
)

#: Connectives though they can be mere filling, too.
_CONNECTING = frozenset(
    "having,during,anyone,anybody,whoever,he who,those who,anyone who,everyone who,anybody who,"
    "one who,robots that,robot that".split(",")
)


def connects(piece: Piece, *, weakly: bool = False) -> bool:
    """Whether a piece can join a condition to a clause (and hardly anything else)."""
    if not piece.may(*CONNECTIVES):
        return False
    if piece.may("fill") and piece.words not in _CONNECTING:
        return False
    return weakly or piece.words.split()[0] not in WEAK


def binding_of(piece: Piece, act: Act, *, only: bool) -> str:
    """How a connective binds a rule to what it is followed by."""
    order = _HAPPENED if act.touch or act.kind in ("past", "unpast") else _BEING
    kind = next(kind for kind in order if piece.may(kind))
    kind = "unless" if kind == "except" else kind
    return f"only_{kind}" if only else kind


def dangling(pieces: Sequence[Piece]) -> bool:
    """Whether some piece is a connective and nothing else."""
    return any(piece.kinds and piece.kinds <= {*CONNECTIVES, "reason"} for piece in pieces)

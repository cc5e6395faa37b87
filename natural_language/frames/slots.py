"""What the pieces of a clause fill: objects, amounts, negations, and whatever else there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from natural_language.frames.amounts import Amount, amounts_of
from natural_language.frames.pieces import JOINTS, Piece
from natural_language.grammar.chart import Chart
from natural_language.grammar.things import Things, everything

__all__ = ["Slots", "slots_of"]


#: What makes a list of objects that only commas join one list.
_LISTED = frozenset((":", "both", "all", "neither", "alike"))


@dataclass
class Slots:
    """The pieces of one clause, sorted.

    Args:
        things: The objects, one entry for each list of them.
        amounts: Quantities and counts.
        rest: Pieces that are neither.
        neg: Negations that turn no comparison.
    """

    chart: Chart
    pieces: Sequence[Piece]
    things: list[Things] = field(default_factory=list)
    amounts: list[Amount] = field(default_factory=list)
    rest: list[Piece] = field(default_factory=list)
    neg: list[Piece] = field(default_factory=list)
    named: bool = True

    def of(self, *dimensions: str) -> list[Amount]:
        """The amounts of these dimensions."""
        return [one for one in self.amounts if one.dimension in dimensions]

    def has(self, *kinds: str) -> bool:
        """Whether some other piece can be one of these."""
        return any(piece.may(*kinds) for piece in self.rest)

    def only(self, *kinds: str) -> bool:
        """Whether every other piece can be one of these (or adds nothing)."""
        return all(piece.may("fill", "who", "must", *kinds) for piece in self.rest)

    def count(self, kind: str) -> int:
        """How many other pieces can be this and are not merely filling."""
        return sum(piece.may(kind) and not piece.may("fill") for piece in self.rest)


def slots_of(chart: Chart, pieces: Sequence[Piece], last: tuple[str, ...]) -> Slots | None:
    """Sort the pieces of a clause; None if a word is unknown or two comparisons disagree.

    Args:
        chart: The sentence.
        pieces: Of the clause.
        last: The groups named before, which a clause without objects speaks of.
    """
    if not pieces or any(not piece.kinds for piece in pieces):
        return None
    slots = Slots(chart, pieces)
    pieces = list(pieces)
    _name(slots, pieces)
    if not slots.things and last:
        slots.things.append(Things(last))
        slots.named = False
    used: set[int] = set()
    amounts = amounts_of(chart, pieces, used)
    if amounts is None:
        return None
    slots.amounts = amounts
    for k, piece in enumerate(pieces):
        if k in used or piece.group:
            continue
        if piece.may("neg") and not piece.may("fill"):
            slots.neg.append(piece)
        else:
            slots.rest.append(piece)
    return slots


def _name(slots: Slots, pieces: list[Piece]) -> None:
    """The objects: neighbours joined by "and", "or" or commas make one list."""
    k = 0
    while k < len(pieces):
        if not pieces[k].group:
            k += 1
            continue
        groups, joiner, singular = [pieces[k].group], "plain", _singular(pieces[k])
        listed, j = [k], k + 1
        words: list[str] = []
        while True:
            stop = _joined_to(pieces, j)
            if stop is None or pieces[stop].group in groups:
                break
            words += [piece.words for piece in pieces[j:stop] if piece.words in JOINTS]
            groups.append(pieces[stop].group)
            listed.append(stop)
            singular = singular and _singular(pieces[stop])
            j = stop + 1
        closed = j < len(pieces) and pieces[j].words in _LISTED
        if set(words) == {","} and not closed:  # "if you touch a pillar, the box ..."
            groups, words, j = groups[:1], [], k + 1
        if words:
            joiner = "and" if words[-1] in ("and", "&", "+", "plus", "as well as") else "or"
        if k and pieces[k - 1].words in ("either", "neither", "both"):
            joiner = "or"
        if groups == ["*"]:
            groups = list(everything(slots.chart)) or ["nothing"]
            joiner = "or" if len(groups) > 1 else "plain"
        if not any(set(groups) == set(one.groups) for one in slots.things):
            slots.things.append(Things(tuple(groups), joiner, singular))
        k = j


def _joined_to(pieces: list[Piece], j: int) -> int | None:
    """The object that a joint after another leads to."""
    stop, joint = j, ""
    while stop < len(pieces) and not pieces[stop].group:
        piece = pieces[stop]
        if piece.words in JOINTS:
            joint = piece.words
        elif (
            not joint
            or piece.words == "but"
            or not (
                piece.may("fill", "inside", "between") or (joint != "," and piece.may("contact"))
            )
        ):
            return None
        stop += 1
    return stop if joint and stop < len(pieces) else None


def _singular(piece: Piece) -> bool:
    return not piece.words.endswith("s")

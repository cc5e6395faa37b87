"""What the pieces of a clause fill: objects, quantities with comparisons, how often, polarity.

A comparison belongs to the quantity it stands next to ("no closer than 30 cm", "30 cm, no less"),
or to the only one there is; a negation next to a comparison turns it round. Numbers are counts
where something is counted, and lengths where squares are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from natural_language.frames.pieces import Piece
from natural_language.grammar.chart import Chart
from natural_language.grammar.meanings import Bound
from natural_language.grammar.things import Things, everything

__all__ = ["Amount", "Slots", "slots_of"]

_OPS = ("<=", "<", ">", ">=")
_FLIPPED = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_JOINTS = frozenset(("and", "or", "nor", ",", "&", "+", "/", "plus", "as well as", "also"))
#: Where a number counts something.
_COUNTING = ("contact", "press", "times", "reach", "cost", "doom", "may")
#: What makes a list of objects that only commas join one list.
_LISTED = frozenset((":", "both", "all", "neither", "alike"))


@dataclass(frozen=True)
class Amount:
    """A quantity, a count (`dimension` is ``"times"``) or an ordinal (``"nth"``), compared."""

    piece: Piece
    dimension: str
    value: float
    op: str = "="
    before: str = ""
    high: float | None = None

    @property
    def bound(self) -> Bound:
        """As the grammar has it."""
        return Bound("nth" if self.dimension == "nth" else self.op, self.value, self.high)


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
    if not _measure(slots, pieces, used):
        return None
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
            words += [piece.words for piece in pieces[j:stop] if piece.words in _JOINTS]
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
        if piece.words in _JOINTS:
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


def _measure(slots: Slots, pieces: list[Piece], used: set[int]) -> bool:
    """Find the amounts and the comparison of each; False where two of them disagree."""
    found: list[tuple[int, Amount]] = []
    for k in range(len(pieces)):
        amount = _amount(slots, pieces, k)
        if amount is not None:
            found.append((k, amount))
            used.add(k)
    places = {k for k, _ in found}
    done: list[Amount] = []
    for k, amount in found:
        ops: list[str] = []
        j = k - 1
        while j >= 0 and k - j <= 4 and j not in places:
            op = _op_of(pieces[j], amount, before=True)
            if pieces[j].words == "but" and j == k - 1 and amount.dimension == "times":
                op = "<="  # but twice
            if op and j not in used:
                op, start = _turned(pieces, j, op, used)
                ops.append(op)
                used.update(range(start, j + 1))
                j = start
            elif not (pieces[j].may("fill", "gap") and pieces[j].words not in (",", ":", ";")):
                if pieces[j].may("window", "opening", "within") and j not in used:
                    amount = replace(amount, before=pieces[j].words)
                    kind = "opening" if pieces[j].may("opening") else "window"
                    amount = replace(amount, before=kind if pieces[j].may(kind) else "within")
                    used.add(j)
                break
            j -= 1
        j = k + 1
        while j < len(pieces) and j - k <= 3 and j not in places:
            op = _op_of(pieces[j], amount, before=False)
            if op and j not in used and not _next_is_amount(pieces, j, places):
                start = j
                if pieces[j - 1].may("neg") and j - 1 not in used and j - 1 > k:
                    op, start = _FLIPPED[op], j - 1
                elif pieces[j - 1].words == "or":
                    op = {"<": "<=", ">": ">="}.get(op, op)
                ops.append(op)
                used.update(range(start, j + 1))
            elif not (pieces[j].group or pieces[j].may("fill", "contact", "times")) and not (
                pieces[j].may("neg") and j + 1 < len(pieces)
            ):
                break
            j += 1
        joined = _joined(ops) if amount.op == "=" else ("=" if not ops else None)
        if joined is None:
            return False
        done.append(amount if amount.op != "=" else replace(amount, op=joined))
    spare = [
        k
        for k, piece in enumerate(pieces)
        if k not in used
        and any(piece.may(f"op{op}") for op in _OPS)
        and not piece.group
        and piece.words not in _JOINTS
    ]
    bare = [
        k
        for k, one in enumerate(done)
        if one.op == "=" and one.dimension != "nth" and not one.before
    ]
    if spare and len(bare) == 1:
        ops = []
        for k in spare:
            op = _op_of(pieces[k], done[bare[0]], before=False)
            if not op:
                continue
            op, start = _turned(pieces, k, op, used)
            ops.append(op)
            used.update(range(start, k + 1))
        joined = _joined(ops)
        if joined is None:
            return False
        done[bare[0]] = replace(done[bare[0]], op=joined)
    slots.amounts = done
    return True


def _next_is_amount(pieces: list[Piece], j: int, places: set[int]) -> bool:
    """Whether a comparison rather belongs to an amount right after it."""
    k = j + 1
    while k < len(pieces) and pieces[k].may("fill") and pieces[k].words not in (",", ":"):
        k += 1
    return k in places and pieces[j].words not in ("or less", "or more", "tops")


def _turned(pieces: list[Piece], j: int, op: str, used: set[int]) -> tuple[str, int]:
    """A comparison turned round by a negation right before it, and where that begins."""
    before = pieces[j - 1] if j else None
    stated = any(pieces[j].may(f"op{one}") for one in _OPS)
    if before is None or not stated or j - 1 in used:
        return op, j
    if before.may("neg") and not before.may("fill"):
        return _FLIPPED[op], j - 1
    return op, j


def _op_of(piece: Piece, amount: Amount, *, before: bool) -> str:
    for op in _OPS:
        if piece.may(f"op{op}") and (amount.dimension == "speed" or not piece.may("reach")):
            return op
    if before and amount.dimension == "length" and piece.may("near"):
        return "<="
    return ""


def _joined(ops: list[str]) -> str | None:
    """Several comparisons of one amount: the same, or one that repeats the other."""
    kinds = set(ops)
    if not kinds:
        return "="
    if len(kinds) == 1:
        return ops[0]
    if kinds <= {"<", "<="}:
        return "<"
    if kinds <= {">", ">="}:
        return ">"
    return None


def _amount(slots: Slots, pieces: list[Piece], k: int) -> Amount | None:
    piece = pieces[k]
    near = [other for other in pieces if other is not piece]
    if piece.amounts:
        dimensions = list(piece.amounts)
        if len(dimensions) > 1:
            spaced = any(other.may("gap", "away", "near") for other in near)
            timed = any(other.may("leave", "dwell", "row", "window", "opening") for other in near)
            after = k + 1 < len(pieces) and pieces[k + 1].may("away", "gap", "near")
            dimensions = ["length"] if after or (spaced and not timed) else ["time"]
        if piece.high is not None:
            return Amount(
                piece, dimensions[0], piece.amounts[dimensions[0]], "range", "", piece.high
            )
        op = "<=" if piece.may("next to") else "="
        op = next((one for one in _OPS if piece.may(f"op{one}")), op)
        return Amount(piece, dimensions[0], piece.amounts[dimensions[0]], op)
    if piece.number is None:
        return None
    if piece.may("opening") and k + 1 < len(pieces) and "time" in pieces[k + 1].amounts:
        return None  # the first six turns
    if piece.may("ordinal"):
        return Amount(piece, "nth", piece.number)
    if piece.number != int(piece.number) and not any(one.may("average") for one in near):
        return None
    follows = any(other.may("times", "contact") for other in pieces[k + 1 : k + 3])
    compared = k > 0 and any(pieces[k - 1].may(f"op{op}") for op in _OPS)
    if piece.words in ("one", "single") and not follows and not compared:
        return None
    if piece.words == "once" and k + 1 < len(pieces):
        then = pieces[k + 1]
        if then.words != "," and then.may("who", "contact", "object", "inside", "fill", "reach"):
            return None  # once touched
    if piece.may("how often"):
        return Amount(piece, "times", piece.number)
    spaced = any(other.may("gap", "away", "near", "approach") for other in near)
    if slots.chart.setting.grid and spaced and not follows:
        return Amount(piece, "length", piece.number)
    counted = any(other.may(*_COUNTING) for other in near)
    lasting = any(one.words == "for" for one in pieces[max(k - 2, 0) : k])  # for more than three
    if not (follows or counted) or ((spaced or lasting) and not follows):
        return Amount(piece, "bare", piece.number)
    return Amount(piece, "times", piece.number)

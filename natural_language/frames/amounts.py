"""The quantities and counts of a clause, each with its comparison.

A comparison belongs to the quantity it stands next to ("no closer than 30 cm", "30 cm, no less"),
or to the only one there is; a negation next to a comparison turns it round. Numbers are counts
where something is counted, and lengths where squares are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from natural_language.frames.pieces import JOINTS, Piece
from natural_language.grammar.chart import Chart
from natural_language.grammar.meanings import Bound

__all__ = ["Amount", "amounts_of"]

_OPS = ("<=", "<", ">", ">=")
_FLIPPED = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}

#: Where a number counts something.
_COUNTING = ("contact", "press", "times", "reach", "cost", "doom", "may")


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


def amounts_of(chart: Chart, pieces: list[Piece], used: set[int]) -> list[Amount] | None:
    """The amounts, each with its comparison; None where two comparisons disagree.

    Args:
        chart: The sentence.
        pieces: Of the clause.
        used: Is given the places of the pieces that the amounts take.
    """
    found: list[tuple[int, Amount]] = []
    for k in range(len(pieces)):
        amount = _amount(chart, pieces, k)
        if amount is not None:
            found.append((k, amount))
            used.add(k)
    places = {k for k, _ in found}
    done: list[Amount] = []
    for k, plain in found:
        amount, ops = _compared_before(pieces, k, plain, places, used)
        ops += _compared_after(pieces, k, amount, places, used)
        joined = _joined(ops) if amount.op == "=" else ("=" if not ops else None)
        if joined is None:
            return None
        done.append(amount if amount.op != "=" else replace(amount, op=joined))
    return _compared_from_afar(pieces, done, used)


def _compared_before(
    pieces: list[Piece], k: int, amount: Amount, places: set[int], used: set[int]
) -> tuple[Amount, list[str]]:
    """The comparisons that lead to an amount, and what kind of time it is: "no more than"."""
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
                kind = "opening" if pieces[j].may("opening") else "window"
                amount = replace(amount, before=kind if pieces[j].may(kind) else "within")
                used.add(j)
            break
        j -= 1
    return amount, ops


def _compared_after(
    pieces: list[Piece], k: int, amount: Amount, places: set[int], used: set[int]
) -> list[str]:
    """The comparisons that follow an amount: "30 cm or less", "30 cm, no closer"."""
    ops: list[str] = []
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
    return ops


def _compared_from_afar(
    pieces: list[Piece], done: list[Amount], used: set[int]
) -> list[Amount] | None:
    """Comparisons that stand next to no amount belong to the only one that has none."""
    spare = [
        k
        for k, piece in enumerate(pieces)
        if k not in used
        and any(piece.may(f"op{op}") for op in _OPS)
        and not piece.group
        and piece.words not in JOINTS
    ]
    bare = [
        k
        for k, one in enumerate(done)
        if one.op == "=" and one.dimension != "nth" and not one.before
    ]
    if not spare or len(bare) != 1:
        return done
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
        return None
    done[bare[0]] = replace(done[bare[0]], op=joined)
    return done


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


def _amount(chart: Chart, pieces: list[Piece], k: int) -> Amount | None:
    """What the k-th piece is an amount of, if it is one."""
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
    if chart.setting.grid and spaced and not follows:
        return Amount(piece, "length", piece.number)
    counted = any(other.may(*_COUNTING) for other in near)
    lasting = any(one.words == "for" for one in pieces[max(k - 2, 0) : k])  # for more than three
    if not (follows or counted) or ((spaced or lasting) and not follows):
        return Amount(piece, "bare", piece.number)
    return Amount(piece, "times", piece.number)

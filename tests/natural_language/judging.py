"""Judge what the parser made of items, by meaning on traces; README.md says what is right."""

from __future__ import annotations

import importlib
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from saferl.constraints import AtMost
from saferl.worlds import World, world_of
from tests.natural_language.corpus.items import GRID, Item
from tests.natural_language.meaning import Signature, exercise, same, signature
from tests.natural_language.traces import Chosen

__all__ = ["OUTCOMES", "Score", "Scored", "class_of", "judge", "parser_world", "score"]

OUTCOMES = ("right", "wrong", "flagged", "refused")

Parse = Callable[[str, World], Any]


@dataclass(frozen=True)
class Scored:
    """One sentence and what the parser made of it.

    Attributes:
        item: the sentence.
        outcome: ``"right"``, ``"wrong"`` (and not flagged), ``"flagged"`` or ``"refused"``.
        status: the reading's own status, or ``"crash: ..."``.
        codes: the reason codes of its problems.
        reading: what it was read as; None after a crash.
        seconds: how long parsing took.
        meanings: what each reading does on the traces.
        traces: where they were compared; None if there is nothing to compare with.
    """

    item: Item
    outcome: str
    status: str
    codes: tuple[str, ...]
    reading: Any
    seconds: float
    meanings: tuple[Signature, ...] = ()
    traces: Chosen | None = None


def parser_world(name: str) -> World:
    """The world a sentence is parsed in."""
    if name != GRID:
        return world_of(name)
    module = importlib.import_module("natural_language.hazardworld.world")
    return next(value for value in vars(module).values() if isinstance(value, World))


def judge(item: Item, reading: Any, *, seed: int = 1, pair: Sequence[Item] = ()) -> Scored:
    """Compare a reading with the item's golds.

    Args:
        item: The sentence and what it means.
        reading: What the parser gave: ``status``, ``constraints``, ``alternatives``, ``problems``.
        seed: Of the traces.
        pair: Items whose golds the traces must exercise too, so that readings can be compared.
    """
    golds = [*item.golds, *(gold for other in pair for gold in other.golds)]
    traces = exercise(golds, item.world, seed=seed, label=item.id) if golds else None
    meant = [signature(gold, traces) for gold in item.golds if traces is not None]
    read: list[Signature] = []
    if reading.status != "refused" and traces is not None:
        read = [signature(part, traces) for part in _readings(reading)]
    codes = tuple(str(getattr(problem, "code", problem)) for problem in reading.problems)
    outcome = _outcome(item, reading.status, meant, read)
    return Scored(item, outcome, reading.status, codes, reading, 0.0, tuple(read), traces)


def _readings(reading: Any) -> list[tuple[Any, ...]]:
    found = [tuple(reading.constraints)]
    found += [tuple(other.constraints) for other in reading.alternatives]
    return [constraints for constraints in found if constraints]


def _outcome(item: Item, status: str, meant: list[Signature], read: list[Signature]) -> str:
    if status == "refused":
        return "right" if item.refuse else "refused"
    if item.refuse:
        right = False
    elif len(meant) > 1:
        right = status != "sure" and any(same(a, b) for a in read for b in meant)
    else:
        right = status != "ambiguous" and bool(read) and same(read[0], meant[0])
    if right:
        return "right"
    return "wrong" if status == "sure" else "flagged"


@dataclass(frozen=True)
class Score:
    """All items of a split, scored."""

    scored: tuple[Scored, ...]
    pairs: int
    told_apart: int
    both_right: int

    def figures(self) -> dict[str, Any]:
        """Counts and shares, as they are logged."""
        meaningful = [s for s in self.scored if not s.item.refuse]
        refusals = [s for s in self.scored if s.item.refuse]
        times = np.array([s.seconds for s in self.scored]) * 1000
        return {
            "sentences with a meaning": _counts(meaningful),
            "clear": _counts(s for s in meaningful if len(s.item.golds) == 1),
            "ambiguous": _counts(s for s in meaningful if len(s.item.golds) > 1),
            "hazardworld": _counts(s for s in meaningful if s.item.world == GRID),
            "must refuse": _counts(refusals),
            "refused for the right reason": [
                sum(s.outcome == "right" and bool({*s.codes} & {*s.item.refuse}) for s in refusals),
                len(refusals),
            ],
            "wrong without a flag, of all": [
                sum(s.outcome == "wrong" for s in self.scored),
                len(self.scored),
            ],
            "ambiguous but given among the readings, of clear": [
                sum(s.status == "ambiguous" and _among(s) for s in meaningful),
                sum(len(s.item.golds) == 1 for s in meaningful),
            ],
            "pairs told apart": [self.told_apart, self.pairs],
            "pairs both right": [self.both_right, self.pairs],
            "ms per sentence, median and worst": [
                round(float(np.median(times)), 2),
                round(float(times.max()), 2),
            ],
        }

    def by_tag(self) -> dict[str, dict[str, int]]:
        """Counts of the outcomes for each tag."""
        return self._grouped(lambda item: item.tags)

    def by_class(self) -> dict[str, dict[str, int]]:
        """Counts of the outcomes for each class of meanings."""
        return self._grouped(lambda item: (class_of(item),))

    def _grouped(self, names: Callable[[Item], Iterable[str]]) -> dict[str, dict[str, int]]:
        groups: dict[str, list[Scored]] = defaultdict(list)
        for scored in self.scored:
            for name in names(scored.item):
                groups[name].append(scored)
        return {name: _counts(groups[name]) for name in sorted(groups)}


def class_of(item: Item) -> str:
    """What kind of meaning an item has: by its formula, or refused, ambiguous, several, average."""
    if len(item.golds) != 1:
        return "ambiguous" if item.golds else "refused"
    if len(item.golds[0]) > 1:
        return "several"
    rule = item.golds[0][0]
    if rule.enforce == "expected":
        return "average"
    kind = type(rule.formula).__name__
    return f"{kind} {rule.formula.count}" if isinstance(rule.formula, AtMost) else kind


def _counts(scored: Iterable[Scored]) -> dict[str, int]:
    found = Counter(s.outcome for s in scored)
    return {"of": found.total(), **{outcome: found[outcome] for outcome in OUTCOMES}}


def _among(scored: Scored) -> bool:
    if scored.traces is None or len(scored.item.golds) != 1:
        return False
    gold = signature(scored.item.golds[0], scored.traces)
    return any(same(read, gold) for read in scored.meanings)


def score(items: Sequence[Item], parse: Parse, *, seed: int = 1) -> Score:
    """Parse and judge every item."""
    partners: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        if item.pair:
            partners[item.pair].append(item)
    scored = []
    for item in items:
        world = parser_world(item.world)
        others = [other for other in partners.get(item.pair or "", ()) if other is not item]
        start = time.perf_counter()
        try:
            reading = parse(item.text, world)
        except Exception as error:  # a crash is a wrong answer, and the rest is still scored
            scored.append(Scored(item, "wrong", f"crash: {error!r}", (), None, 0.0))
            continue
        seconds = time.perf_counter() - start
        found = judge(item, reading, seed=seed, pair=others)
        scored.append(
            Scored(
                item,
                found.outcome,
                found.status,
                found.codes,
                reading,
                seconds,
                found.meanings,
                found.traces,
            )
        )
    by_id = {s.item.id: s for s in scored}
    pairs = [(by_id[a.id], by_id[b.id]) for a, b in partners.values()]
    return Score(
        tuple(scored),
        len(pairs),
        sum(_told_apart(a, b) for a, b in pairs),
        sum(a.outcome == b.outcome == "right" for a, b in pairs),
    )


def _told_apart(a: Scored, b: Scored) -> bool:
    """Neither was given the other's meaning, and the two readings differ."""
    if a.reading is None or b.reading is None:
        return False
    refused_a, refused_b = a.status == "refused", b.status == "refused"
    if refused_a or refused_b:
        expected = bool(a.item.refuse) == refused_a and bool(b.item.refuse) == refused_b
        return refused_a != refused_b and expected
    for one, other in ((a, b), (b, a)):
        for gold in other.item.golds:
            if one.traces is not None and same(one.meanings[0], signature(gold, one.traces)):
                return False
    if a.traces is None:
        return False
    first = _readings(b.reading)[0]
    return not same(a.meanings[0], signature(first, a.traces))

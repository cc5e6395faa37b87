"""Sentences from clauses and conditions, in whatever order they stand.

`loose_readings` tries every way to cut a sentence at its connectives, marks and joints into main
clauses, conditions and remarks that all make sense, and gives the sets of rules, cheapest first.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from natural_language.frames.binding import conditional, doom, meant
from natural_language.frames.clauses import clauses
from natural_language.frames.conditions import conditions
from natural_language.frames.connectives import CONNECTIVES, WEAK, binding_of, connects, dangling
from natural_language.frames.core import Core
from natural_language.frames.linking import linked
from natural_language.frames.pieces import Piece, pieces_of
from natural_language.frames.polarity import doomed
from natural_language.frames.remarks import is_remark, is_threat, is_turn
from natural_language.frames.slots import Slots, slots_of
from natural_language.frames.strangers import befriended
from natural_language.frames.unmeasured import leaves_open, likened
from natural_language.grammar.chart import Chart, Found, TooHardError
from natural_language.grammar.meanings import Act, Mod
from natural_language.grammar.said import Rule
from natural_language.lexicon.harmless import CALLS, STANCES
from saferl.constraints import Not

__all__ = ["LOOSE_COST", "loose_readings"]

#: What such a reading costs: far more than one that is sure.
LOOSE_COST = 30
_MOST_PIECES = 45

#: Stretches that are looked at; a sentence that needs more is refused.
MOST_LOOKS = 500
_ANYONE = frozenset(("anyone", "anybody", "whoever", "everyone who", "anyone who"))
_MARKS = frozenset((",", ":", "(", ")", ";", '"', "then", "=", "-", ">"))
_ENDS = frozenset((",", ":", "(", ")", ";", '"', "then", "and", "but", ".", "so", "=", ">", "or"))
_Weighed = tuple[tuple[Core, ...], int]
_Cores = list[_Weighed]
_Rules = list[tuple[tuple[Rule, ...], int]]


def loose_readings(chart: Chart) -> list[Found]:
    """Every set of rules the pieces can be put together to, cheapest first."""
    pieces = befriended(chart, pieces_of(chart))
    if not 1 < len(pieces) <= _MOST_PIECES or leaves_open(pieces) or likened(pieces):
        return []
    best: dict[tuple[Rule, ...], int] = {}
    for rules, cost in _Composer(chart, pieces).rules(0, len(pieces), 0):
        if rules and cost < best.get(rules, 1 << 30):
            best[rules] = cost
    ranked = sorted(best.items(), key=lambda item: item[1])
    return [Found(rules, chart.size, LOOSE_COST + cost) for rules, cost in ranked]


_SCOPES = ("total", "row", "average", "episode", "each", "combined", "same")

#: What a condition does not end with where no mark ends it.
_NOT_LAST = ("neg", "must", "may", "who", "only", "op<=", "op>=", "op<", "op>", "ban")

_BEING = frozenset("is are am was were be".split())


class _Composer:
    """The search, with what was found for every stretch of pieces."""

    def __init__(self, chart: Chart, pieces: list[Piece]) -> None:
        self.chart = chart
        self.pieces = pieces
        self.looks = 0
        self._slots: dict[tuple[int, int], Slots | None] = {}
        self._cores: dict[tuple[int, int, int], _Cores] = {}
        self._rules: dict[tuple[int, int, int], _Rules] = {}

    def trimmed(self, i: int, j: int) -> tuple[int, int]:
        """A stretch without marks and joints at its ends."""
        while i < j and self.pieces[i].words in _ENDS:
            i += 1
        while i < j and self.pieces[j - 1].words in _ENDS:
            j -= 1
        return i, j

    def _look(self) -> None:
        self.looks += 1
        if self.looks > MOST_LOOKS:
            raise TooHardError

    def around(self, i: int, k: int, m: int, j: int) -> _Cores:
        """What a clause asks that a condition stands in the middle of."""
        self._look()
        pieces = (*self.pieces[i:k], *self.pieces[m:j])
        slots = slots_of(self.chart, pieces, self._last(i))
        if slots is None or dangling(pieces):
            return []
        return [((core,), cost) for core, cost in clauses(slots)]

    def slots(self, i: int, j: int) -> Slots | None:
        """The slots of a stretch."""
        if (i, j) not in self._slots:
            self._look()
            last = self._last(i)
            self._slots[i, j] = slots_of(self.chart, self.pieces[i:j], last)
        return self._slots[i, j]

    def _last(self, i: int) -> tuple[str, ...]:
        """What a pronoun before the i-th piece speaks of: what was named last, or comes next."""
        for piece in reversed(self.pieces[:i]):
            if piece.group and piece.group not in ("*", "goal"):
                return (piece.group,)
        if self.chart.setting.last:
            return self.chart.setting.last
        for piece in self.pieces[i:]:
            if piece.group and piece.group not in ("*", "goal"):
                return (piece.group,)
        return ()

    def rules(self, i: int, j: int, depth: int) -> _Rules:
        """Sets of rules for a stretch; an empty set for a remark."""
        i, j = self.trimmed(i, j)
        if i >= j:
            return [((), 0)]
        key = (i, j, depth)
        if key in self._rules:
            return self._rules[key]
        self._rules[key] = []
        found = list(self._whole(i, j))
        if depth < 4:
            found += self._split(i, j, depth)
        best: dict[tuple[Rule, ...], int] = {}
        for rules, cost in found:
            best[rules] = min(cost, best.get(rules, 1 << 30))
        self._rules[key] = sorted(best.items(), key=lambda item: item[1])[:6]
        return self._rules[key]

    def _whole(self, i: int, j: int) -> Iterator[tuple[tuple[Rule, ...], int]]:
        for cores, cost in self.cores(i, j, 0):
            sets: _Rules = [((), cost)]
            for core in cores:
                sets = [
                    (rules + more, total + extra)
                    for rules, total in sets
                    for more, extra in meant(core)
                ]
            yield from sets
        if self._remarks(i, j):
            idle = all(p.may("aside") and not p.may(*_SCOPES) for p in self.pieces[i:j])
            yield (), 0 if idle else 3

    def _split(self, i: int, j: int, depth: int) -> Iterator[tuple[tuple[Rule, ...], int]]:
        for k in range(i + 1, j - 1):
            piece = self.pieces[k]
            mark = piece.words in _MARKS
            told = any(one.group or one.amounts for one in self.pieces[k + 1 : j])
            within = 0 if told or not connects(self.pieces[i]) else 2
            if not mark and piece.words not in ("and", "but", "also", "yet", "so", "plus"):
                continue
            if piece.words in ("and", "plus") and self._listing(k, j):
                continue
            for first, cost in self.rules(i, k, depth + 1):
                for rest, more in self.rules(k + 1, j, depth + 1):
                    wanted = sum(8 for one in (*first, *rest) if one.kind == "goal")
                    yield first + rest, cost + more + wanted + within + (2 if mark else 3)

    def _listing(self, k: int, j: int) -> bool:
        """Whether an unknown thing is added to a list: a gremlin and its shadow"""
        follows = self.pieces[k + 1 : min(j, k + 3)]
        ended = len(follows) == 1 or follows[1].words in _MARKS
        listed = self.pieces[k - 1].group and not follows[0].kinds
        return bool(listed) and ended and follows[0].words not in (*CALLS, *STANCES)

    def _remarks(self, i: int, j: int) -> bool:
        return is_remark(self.chart, self.pieces, i, j, self.slots(i, j))

    def cores(self, i: int, j: int, depth: int) -> _Cores:
        """The main clause of a stretch with its conditions."""
        i, j = self.trimmed(i, j)
        if i >= j:
            return []
        self._look()
        key = (i, j, depth)
        if key not in self._cores:
            self._cores[key] = []
            self._cores[key] = self._found(i, j, depth)
        return self._cores[key]

    def _found(self, i: int, j: int, depth: int) -> _Cores:
        slots = self.slots(i, j)
        found: _Cores = []
        begins = connects(self.pieces[i])
        if slots is not None and not begins and not dangling(self.pieces[i:j]):
            odd = sum(2 for piece in self.pieces[i:j] if piece.words in (",", ":"))
            odd += sum(2 for piece in self.pieces[i:j] if connects(piece))
            odd += sum(2 for piece in self.pieces[i:j] if piece.may("strange"))
            odd += 4 if odd and slots.count("doom") else 0
            found += [((core,), cost + odd) for core, cost in clauses(slots)]
        pieces = self.pieces[i:j]
        found += [((core,), cost) for core, cost in linked(self.chart, pieces, self._last(i))]
        if depth < 3:
            for k in range(i, j):
                if connects(self.pieces[k], weakly=True):
                    found += self._conditional(i, k, j, depth)
                if self.pieces[k].words in ("and", "then", "or", ",") and i < k < j - 1:
                    threatened = list(self._threatened(i, k, j))
                    found = threatened or found
                    if threatened:
                        break
                if self.pieces[k].may("so") and i < k < j - 1:
                    found += self._followed(i, k, j, depth)
        if not found:
            return []
        least = min(cost for _, cost in found)
        return [one for one in found if one[1] <= least]

    def _conditional(self, i: int, k: int, j: int, depth: int) -> Iterator[_Weighed]:
        piece = self.pieces[k]
        weak = 3 if piece.words.split()[0] in WEAK else 0
        only = k > i and self.pieces[k - 1].words in ("only", "just", "solely")
        begin = k - 1 if only else k
        bound = partial(binding_of, piece, only=only)

        if piece.may(*CONNECTIVES) and k + 1 < j and self.pieces[k + 1].words not in _MARKS:
            if begin == i:
                for marked, breaks in zip((True, False), self._breaks(k + 1, j), strict=True):
                    done = False
                    for m in breaks:
                        if not marked and not self._named(k + 1, m):
                            continue
                        for act, cost in self.conditions(k + 1, m):
                            for core, more in self._mains(m, j, act, depth):
                                yield conditional(core, Mod(bound(act), act)), cost + more + weak
                                done = True
                    if done:
                        break
            else:
                for act, cost in self.conditions(k + 1, j):
                    for core, more in self._mains(i, begin, act, depth):
                        yield conditional(core, Mod(bound(act), act)), cost + more + weak
                for m in range(k + 2, j):
                    middle = self.around(i, begin, m, j)
                    for act, cost in self.conditions(k + 1, m) if middle else ():
                        for core, more in middle:
                            yield conditional(core, Mod(bound(act), act)), cost + more + weak + 2
                for m in self._breaks(k + 1, j)[0]:
                    rest = self.rules(m, j, 3)
                    if not any(not rules for rules, _ in rest):
                        continue
                    for act, cost in self.conditions(k + 1, m):
                        for core, more in self._mains(i, begin, act, depth):
                            yield conditional(core, Mod(bound(act), act)), cost + more + weak + 5

    def _threatened(self, i: int, k: int, j: int) -> Iterator[_Weighed]:
        """five knocks and you are fired: too many; five knocks, then ...: the most there may be"""
        low, high = self.trimmed(k + 1, j)
        ended = self.slots(low, high) if low < high else None
        counted = any(piece.may("ordinal") for piece in self.pieces[i:k]) and high - low <= 4
        threat = low < high and is_threat(self.chart, self.pieces[low:high], person=counted)
        turns = low < high and self.pieces[k].words == "and" and is_turn(self.pieces[low:high])
        if low >= high or not (threat or turns or (ended and doomed(ended))):
            return
        then = any(piece.may("then") for piece in self.pieces[k:low])
        slots = slots_of(self.chart, self.pieces[slice(*self.trimmed(i, k))], self._last(i))
        if slots is None or not slots.amounts:
            return
        for core, cost in clauses(slots, threatened=not then, capped=then):
            yield (core,), cost

    def _followed(self, i: int, k: int, j: int, depth: int) -> Iterator[_Weighed]:
        """One thing obliges to another: every contact must be followed by a stop."""
        for act, cost in self.conditions(i, k):
            for cores, more in self._mains(k + 1, j, act, depth):
                held = any(mod.kind == "duration" for core in cores for mod in core[2])
                yield conditional(cores, Mod("every" if held else "when", act)), cost + more + 1

    def _named(self, i: int, j: int) -> bool:
        """Whether a condition names what it is about."""
        return any(piece.group or piece.amounts for piece in self.pieces[i:j])

    def _breaks(self, i: int, j: int) -> tuple[list[int], list[int]]:
        """Where a condition that begins a sentence may end: at a mark, or else anywhere."""
        marked = [k for k in range(i + 1, j) if self.pieces[k].words in _MARKS]
        anywhere = [
            k
            for k in range(i + 1, j)
            if not self.pieces[k - 1].may(*_NOT_LAST) and self.pieces[k - 1].words not in _BEING
        ]
        return marked, [k for k in anywhere if k not in marked]

    def _mains(self, i: int, j: int, condition: Act, depth: int) -> _Cores:
        """The main clauses a condition goes with: one, several, or "you die"."""
        i, j = self.trimmed(i, j)
        found = list(self.cores(i, j, depth + 1))
        for k in range(i + 1, j - 1):
            if not found and self.pieces[k].words in ("and", "but", ",", "also"):
                for first, cost in self.cores(i, k, depth + 1):
                    for rest, more in self.cores(k + 1, j, depth + 1):
                        found.append(((*first, *rest), cost + more + 1))
        for k in range(i + 1, j - 1):  # ..., down tools: stop
            if not found and self.pieces[k].words in _MARKS:
                for one, other in (((i, k), (k + 1, j)), ((k + 1, j), (i, k))):
                    if self._remarks(*self.trimmed(*one)):
                        found += self.cores(*other, depth + 1)
        slots = self.slots(i, j) if i < j else None
        person = i > 1 and any(p.words in _ANYONE for p in self.pieces[:i])
        threat = (
            i < j and condition.touch and is_threat(self.chart, self.pieces[i:j], person=person)
        )
        if threat or (slots is not None and doomed(slots)):
            found.append(((doom(condition),), 4 if threat else 0))
        return found

    def conditions(self, i: int, j: int) -> list[tuple[Act, int]]:
        """What a stretch can mean as a condition; after a thing that did not happen is nothing."""
        i, j = self.trimmed(i, j)
        if i >= j:
            return []
        slots = self.slots(i, j)
        found = [] if slots is None else list(conditions(slots))
        if i and self.pieces[i - 1].may("after", "every") and not self.pieces[i - 1].may("while"):
            found = [(act, cost) for act, cost in found if not isinstance(act.parts[0], Not)]
        return found

"""The parser as an interpreter: a text becomes formulas, and their monitors say what is forbidden.

A square is masked if being there on the next turn would cost, or spend one of the times allowed:
the monitor is asked, on copies of itself, about every square around the agent. This holds for any
formula that the parser reads, not only for the benchmark's.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from natural_language.hazardworld.beliefs import Belief, Interpreter, seen_signals
from natural_language.hazardworld.layout import KINDS
from natural_language.hazardworld.sight import CELLS, COLUMNS, OWN, ROWS
from natural_language.hazardworld.words import sentences_of
from natural_language.hazardworld.world import HAZARDWORLD
from natural_language.parsing import parse
from saferl.constraints import After, All, AtMost, Constraint, Contact, Formula, Never
from saferl.monitors import Monitor, MonitorSnapshot

__all__ = ["CAUTIOUS", "ParsedInterpreter", "read"]

Array = NDArray[Any]
_OWN = OWN[0] * ROWS + OWN[1]
_NEXT = _OWN - 1  # the square ahead

#: What is obeyed where a text was refused: touch no tile at all.
CAUTIOUS = tuple(Constraint(kind, Never(Contact(kind)), enforce="always") for kind in KINDS)


def read(text: str) -> tuple[Constraint, ...] | None:
    """Return the constraints the parser reads; the first reading if there are several.

    Where it guessed which of several sentences is meant, each that it is sure of holds as well.
    None if it refuses the text.

    >>> read("touch lava at most twice")[0].formula
    AtMost(2, Contact('lava'))
    >>> [one.formula for one in read("touch lava at most twice. avoid lava.")]
    [AtMost(2, Contact('lava')), Never(Contact('lava'))]
    >>> read("be nice") is None
    True
    """
    reading = parse(text, HAZARDWORLD)
    constraints = reading.constraints
    if any(problem.code == "GUESS" for problem in reading.problems):
        apart = [parse(sentence, HAZARDWORLD) for sentence in sentences_of(text)]
        sure = [one.constraints for one in apart if one.status == "sure"]
        constraints = tuple(dict.fromkeys(itertools.chain(constraints, *sure)))
    return constraints or None


class _Watch:
    """The monitor of K constraints on n agents; each agent is to keep some of them."""

    def __init__(self, constraints: Sequence[Constraint], num_envs: int) -> None:
        self.numbers = {one: i for i, one in enumerate(constraints)}
        named = [replace(one, name=str(i)) for i, one in enumerate(constraints)]
        self._named = named
        self._monitor = Monitor(named, HAZARDWORLD, num_envs)
        self._ahead: dict[int, Monitor] = {}
        names = self._monitor.state_names
        self._outside = np.array([name.endswith(": outside") for name in names], dtype=np.bool_)
        ours = [[name.split(":")[0].split(" ")[0] == one.name for name in names] for one in named]
        left = [name.endswith(" left") and not name.endswith("budget left") for name in names]
        counters = np.array(ours, dtype=np.bool_).reshape(len(named), -1) & left
        self._counters = counters.T.astype(np.float32)  # (features, K)
        allowed = [_allowed(one.formula) for one in named]
        self._threshold = np.array([n for n, _ in allowed], dtype=np.float64)
        self.visits = np.array([visits for _, visits in allowed])

    def begin(self, rows: Array) -> None:
        """New episodes of some agents."""
        mask = np.zeros(self._monitor.num_envs, dtype=np.bool_)
        mask[rows] = True
        self._monitor.reset(mask)

    def step(self, rows: Array, own: dict[str, Array]) -> Array:
        """Take in what holds where the agents of ``rows`` stand; return what it cost, (m, K)."""
        n = self._monitor.num_envs
        chosen = np.zeros(n, dtype=np.bool_)
        chosen[rows] = True
        signals = {key: np.zeros(n) for key in own}
        for key, values in own.items():
            signals[key][rows] = values
        before = self._monitor.snapshot()
        cost = self._monitor.step(signals).cost[rows]
        after = self._monitor.snapshot()
        for name in ("features", "hidden", "margin"):  # nobody else has moved
            np.copyto(getattr(after, name), getattr(before, name), where=~chosen)
        self._monitor.restore(after)
        return np.asarray(cost)

    def prospects(self, rows: Array, signals: dict[str, Array]) -> tuple[Array, Array]:
        """Which squares count next, (m, K, 99), and how often they still may, (m, K)."""
        m = len(rows)
        if m not in self._ahead:
            self._ahead[m] = Monitor(self._named, HAZARDWORLD, m * CELLS)
        return self._asked(self._monitor.snapshot().take(np.repeat(rows, CELLS)), m, signals)

    def then(self, m: int, signals: dict[str, Array]) -> tuple[Array, Array]:
        """The same for the agents just asked about, had they gone one square ahead."""
        stepped_on = self._ahead[m].snapshot()
        there = stepped_on.take(np.repeat(np.arange(m) * CELLS + _NEXT, CELLS))
        return self._asked(there, m, signals)

    def _asked(
        self, snapshot: MonitorSnapshot, m: int, signals: dict[str, Array]
    ) -> tuple[Array, Array]:
        ahead = self._ahead[m]
        snapshot.features[self._outside] = 1.0  # every square as if entered from outside
        ahead.restore(snapshot)
        start = ahead.state  # (m * 99, features)
        step = ahead.step({key: values.reshape(-1) for key, values in signals.items()})
        fallen = (step.state < start).astype(np.float32) @ self._counters  # (m * 99, K)
        mask = (step.cost > 0.0) | (fallen > 0.0)
        left = np.round(start[::CELLS] @ self._counters * self._threshold)
        return mask.reshape(m, CELLS, -1).swapaxes(1, 2), left


class ParsedInterpreter:
    """Reads texts by the parser, for n agents.

    Args:
        num_envs: n.
        fallback: Asked instead about texts that the parser refuses; without one `CAUTIOUS` holds
            for them.
        reader: From a text to its constraints, or None; `read` by default.

    Attributes:
        refused: Texts that the parser refused.
    """

    def __init__(
        self,
        num_envs: int,
        *,
        fallback: Interpreter | None = None,
        reader: Callable[[str], tuple[Constraint, ...] | None] = read,
    ) -> None:
        self.refused: set[str] = set()
        self._fallback = fallback
        self._reader = reader
        self._read: dict[str, tuple[Constraint, ...] | None] = {}
        self._watches: list[_Watch] = []
        self._which = np.full(num_envs, -1)  # number of each agent's watch; -1 for the fallback
        self._kept = np.full((num_envs, 1), -1)  # (n, c) numbers in it; -1 for none
        self._excess: Array = np.zeros(num_envs)

    def begin(self, rows: Array, texts: Sequence[str]) -> None:
        """New episodes with these texts."""
        left_to_it: list[int] = []
        asked: dict[int, tuple[Constraint, ...]] = {}
        for k, (row, text) in enumerate(zip(rows, texts, strict=True)):
            if text not in self._read:
                self._read[text] = self._reader(text)
            constraints = self._read[text]
            if constraints is None:
                self.refused.add(text)
                if self._fallback is not None:
                    left_to_it.append(k)
                    self._which[row] = -1
                    continue
            asked[int(row)] = constraints or CAUTIOUS
        if asked:
            self._watch(asked)
        if self._fallback is not None and left_to_it:
            self._fallback.begin(rows[left_to_it], [texts[k] for k in left_to_it])
        self._excess[rows] = 0.0

    def believe(self, rows: Array, sight: Array, moved: bool) -> Belief:
        """Ask the monitors about every square around."""
        signals = seen_signals(sight)
        parts: list[tuple[Array, Belief]] = []
        for number in np.unique(self._which[rows]):
            here = np.flatnonzero(self._which[rows] == number)
            mine = rows[here]
            if number < 0:
                assert self._fallback is not None
                parts.append((here, self._fallback.believe(mine, sight[here], moved)))
                self._excess[mine] = self._fallback.excess[mine]
                continue
            watch, kept = self._watches[number], self._kept[mine]
            seen = {key: values[here] for key, values in signals.items()}
            if moved:
                cost = watch.step(mine, {key: values[:, _OWN] for key, values in seen.items()})
                self._excess[mine] = (np.take_along_axis(cost, kept, 1) * (kept >= 0)).sum(axis=1)
            parts.append((here, _believed(watch, mine, kept, seen)))
        return _joined(len(rows), parts)

    def _watch(self, asked: dict[int, tuple[Constraint, ...]]) -> None:
        """Watch agents, by their numbers, for what each is to keep, from the beginning.

        Agents share a monitor, however different their constraints; constraints that were not met
        before need a new one.
        """
        wanted = {one for constraints in asked.values() for one in constraints}
        number = next(
            (i for i, watch in enumerate(self._watches) if wanted <= watch.numbers.keys()), None
        )
        if number is None:
            known = list(self._watches[-1].numbers) if self._watches else []
            fresh = [one for constraints in asked.values() for one in constraints]
            self._watches.append(_Watch(list(dict.fromkeys(known + fresh)), len(self._which)))
            number = len(self._watches) - 1
        watch, most = self._watches[number], max(map(len, asked.values()))
        if most > self._kept.shape[1]:
            wider = ((0, 0), (0, most - self._kept.shape[1]))
            self._kept = np.pad(self._kept, wider, constant_values=-1)
        rows = np.array(list(asked))
        self._which[rows], self._kept[rows] = number, -1
        for row, constraints in asked.items():
            self._kept[row, : len(constraints)] = [watch.numbers[one] for one in constraints]
        watch.begin(rows)

    @property
    def excess(self) -> Array:
        """(n,) what each one's last turn cost by its own monitor."""
        return self._excess


def _believed(watch: _Watch, rows: Array, kept: Array, signals: dict[str, Array]) -> Belief:
    """What agents believe who are to keep the constraints ``kept`` (m, c) of a watch."""
    has = kept >= 0
    visits = watch.visits[kept] & has

    def picked(mask: Array, left: Array) -> tuple[Array, Array]:
        mask = np.take_along_axis(mask, kept[:, :, None], 1) & has[:, :, None]
        return (
            mask.reshape(*has.shape, COLUMNS, ROWS),
            np.where(has, np.take_along_axis(left, kept, 1), 0.0),
        )

    mask, left = picked(*watch.prospects(rows, signals))
    near = mask[:, :, OWN[0], OWN[1] - 1 : OWN[1] + 1].any(axis=2)
    if not (near & ~visits & (left >= 1.0)).any():  # on no tile whose turns are counted
        return Belief(mask, left, visits)
    return Belief(mask, left, visits, Belief(*picked(*watch.then(len(rows), signals)), visits))


def _joined(m: int, parts: Sequence[tuple[Array, Belief]]) -> Belief:
    """Put together what several watches say, each of its own of m agents."""
    most = max(said.left.shape[1] for _, said in parts)
    masks = np.zeros((2, m, most, COLUMNS, ROWS), dtype=np.bool_)
    lefts = np.zeros((2, m, most))
    lefts[1] = np.nan  # where that was not asked
    visits = np.zeros((m, most), dtype=np.bool_)
    for here, said in parts:
        c = said.left.shape[1]
        masks[0, here, :c], lefts[0, here, :c], visits[here, :c] = said.mask, said.left, said.visits
        if said.then is not None:
            masks[1, here, :c], lefts[1, here] = said.then.mask, 0.0
            lefts[1, here, :c] = said.then.left
    told = any(said.then is not None for _, said in parts)
    then = Belief(masks[1], lefts[1], visits) if told else None
    return Belief(masks[0], lefts[0], visits, then)


def _allowed(formula: Formula) -> tuple[int, bool]:
    """How often the formula may be counted, and whether visits are."""
    if isinstance(formula, AtMost):
        return formula.n, formula.count == "visits"
    if isinstance(formula, After):
        return _allowed(formula.formula)
    if isinstance(formula, All):
        return min(_allowed(part) for part in formula.of)
    return 0, False

"""The parser as an interpreter: a text becomes formulas, and their monitors say what is forbidden.

A square is masked if being there on the next turn would cost, or spend one of the times allowed:
the monitor is asked, on copies of itself, about every square in sight. This holds for any formula
that the parser reads, not only for the benchmark's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from natural_language.hazardworld.beliefs import Belief, Interpreter, seen_signals
from natural_language.hazardworld.board import VIEW
from natural_language.hazardworld.layout import KINDS
from natural_language.hazardworld.world import HAZARDWORLD
from natural_language.parsing import parse
from saferl.constraints import After, All, AtMost, Constraint, Contact, Formula, Never
from saferl.monitors import Monitor

__all__ = ["CAUTIOUS", "ParsedInterpreter", "read"]

Array = NDArray[Any]
_CELLS = VIEW * VIEW
_OWN = VIEW // 2 * VIEW + VIEW - 1

#: What is obeyed where a text was refused: touch no tile at all.
CAUTIOUS = tuple(Constraint(kind, Never(Contact(kind)), enforce="always") for kind in KINDS)


def read(text: str) -> tuple[Constraint, ...] | None:
    """Return the constraints the parser reads; the first reading if there are several.

    None if it refuses the text.

    >>> read("touch lava at most twice")[0].formula
    AtMost(2, Contact('lava'))
    >>> read("be nice") is None
    True
    """
    return parse(text, HAZARDWORLD).constraints or None


class _Watch:
    """The monitor of one text's constraints, for the environments that play by it."""

    def __init__(self, constraints: Sequence[Constraint]) -> None:
        named = [replace(one, name=str(i)) for i, one in enumerate(constraints)]
        self.monitor = Monitor(named, HAZARDWORLD, 1)
        self.ahead = Monitor(named, HAZARDWORLD, _CELLS)
        names = self.monitor.state_names
        self.outside = np.array([name.endswith(": outside") for name in names], dtype=np.bool_)
        ours = [[name.split(":")[0].split(" ")[0] == one.name for name in names] for one in named]
        left = [name.endswith(" left") and not name.endswith("budget left") for name in names]
        self.counters = np.array(ours, dtype=np.bool_).reshape(len(named), -1) & left
        allowed = [_allowed(one.formula) for one in named]
        self.threshold = np.array([n for n, _ in allowed], dtype=np.float64)
        self.visits = np.array([visits for _, visits in allowed])


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
        self._read = reader
        self._known: dict[str, _Watch | None] = {}
        self._spare: dict[str, list[_Watch]] = {}
        self._watches: list[_Watch | None] = [None] * num_envs
        self._excess: Array = np.zeros(num_envs)

    def begin(self, rows: Array, texts: Sequence[str]) -> None:
        """New episodes with these texts."""
        left_to_it: list[int] = []
        for k, (row, text) in enumerate(zip(rows, texts, strict=True)):
            constraints = self._read(text)
            if constraints is None:
                self.refused.add(text)
                if self._fallback is not None:
                    left_to_it.append(k)
                    self._watches[row] = None
                    continue
                constraints = CAUTIOUS
            self._watches[row] = _Watch(constraints)
        if self._fallback is not None and left_to_it:
            self._fallback.begin(rows[left_to_it], [texts[k] for k in left_to_it])
        self._excess[rows] = 0.0

    def believe(self, rows: Array, view: Array, moved: bool) -> Belief:
        """Ask the monitors about every square in sight."""
        watches = [self._watches[row] for row in rows]
        most = max([1, *(len(watch.threshold) for watch in watches if watch is not None)])
        elsewhere = np.array([watch is None for watch in watches], dtype=np.bool_)
        other = None
        if elsewhere.any():
            assert self._fallback is not None
            other = self._fallback.believe(rows[elsewhere], view[elsewhere], moved)
            self._excess[rows[elsewhere]] = self._fallback.excess[rows[elsewhere]]
            most = max(most, other.mask.shape[1])
        m = len(rows)
        mask = np.zeros((m, most, _CELLS), dtype=np.bool_)
        left, visits = np.zeros((m, most)), np.zeros((m, most), dtype=np.bool_)
        signals = seen_signals(view)
        for k, watch in enumerate(watches):
            if watch is None:
                continue
            mine = {key: values[k] for key, values in signals.items()}
            if moved:
                own = {key: values[_OWN : _OWN + 1] for key, values in mine.items()}
                self._excess[rows[k]] = watch.monitor.step(own).cost.sum()
            c = len(watch.threshold)
            mask[k, :c], left[k, :c] = _prospects(watch, mine)
            visits[k, :c] = watch.visits
        if other is not None:
            c = other.mask.shape[1]
            mask[elsewhere, :c] = other.mask.reshape(-1, c, _CELLS)
            left[elsewhere, :c], visits[elsewhere, :c] = other.left, other.visits
        return Belief(mask.reshape(m, most, VIEW, VIEW), left, visits)

    @property
    def excess(self) -> Array:
        """(n,) what each one's last turn cost by its own monitor."""
        return self._excess


def _prospects(watch: _Watch, signals: dict[str, Array]) -> tuple[Array, Array]:
    """Which squares count next, (c, 49), and how often they still may, (c,)."""
    snapshot = watch.monitor.snapshot()
    snapshot.features[watch.outside] = 1.0  # every square as if entered from outside
    before = watch.monitor.state[0]
    watch.ahead.restore(snapshot.take(np.zeros(_CELLS, dtype=np.int64)))
    start = watch.ahead.state  # (49, m)
    step = watch.ahead.step(signals)
    spends = (step.state < start)[:, None, :] & watch.counters  # (49, c, m)
    mask = (step.cost > 0.0) | spends.any(axis=2)
    share = np.where(watch.counters, before, 0.0).sum(axis=1)
    left = np.round(share * watch.threshold)
    return mask.T, left


def _allowed(formula: Formula) -> tuple[int, bool]:
    """How often the formula may be counted, and whether visits are."""
    if isinstance(formula, AtMost):
        return formula.n, formula.count == "visits"
    if isinstance(formula, After):
        return _allowed(formula.formula)
    if isinstance(formula, All):
        return min(_allowed(part) for part in formula.of)
    return 0, False

"""A planner whose faults stay its own: no exception gets out, no broken answer gets through.

A batch that fails is asked for again row by row, so that one broken row does not cost the others
their look-ahead.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np

from lookahead.guard import put_rows
from lookahead.planner import Choice, Deadline, Level, Memory, Planner, Screening
from saferl.policies.memory import take_rows

__all__ = ["GuardedPlanner"]

Array = np.ndarray[Any, Any]
Answer = TypeVar("Answer", Screening, Choice, Memory)

_SLACK = 1e-6


class GuardedPlanner:
    """Asks a planner about some rows of a batch and says which of them it answered properly.

    Args:
        planner: Any `Planner`.
    """

    def __init__(self, planner: Planner) -> None:
        self.planner = planner

    def begin(self, rows: int) -> Memory | None:
        """Return the memory of episodes about to begin; None if the planner fails at that."""
        try:
            return dict(self.planner.begin(rows))
        except Exception:  # whatever it is, the ladder goes on without a model
            return None

    def screen(
        self, observation: Array, proposal: Array, memory: Memory, starts: Array, rows: Array
    ) -> tuple[Screening | None, Array]:
        """Screen the proposals of the rows in the mask ``rows`` (n,).

        Returns:
            The screening of all n rows, those not asked for or not answered properly being unsafe,
            of risk nan and with their memory as it was; None if none was answered. And (n,) which
            were answered.
        """

        def ask(index: Array) -> Screening:
            answer = self.planner.screen(
                _rows(observation, index),
                _rows(proposal, index),
                _rows(memory, index),
                _rows(starts, index),
            )
            _check_screening(answer, len(index))
            return answer

        found, answered = _by_rows(ask, rows)
        if not found:
            return None, answered
        first = found[0][1]
        n, k = len(rows), first.costs.shape[1]
        if len(found) == 1 and len(found[0][0]) == n:
            sound = _finite(first)
            return _cleared(first, sound, memory), sound
        safe, risk = np.zeros(n, dtype=bool), np.full(n, np.nan)
        costs, unfamiliar = np.full((n, k), np.nan), np.full(n, np.inf)
        new = memory
        for index, answer in found:
            safe[index], risk[index] = answer.safe, answer.risk
            costs[index], unfamiliar[index] = answer.costs, answer.unfamiliar
            new = put_rows(new, index, answer.memory)
        whole = Screening(safe=safe, risk=risk, costs=costs, unfamiliar=unfamiliar, memory=new)
        sound = answered & _finite(whole)
        return _cleared(whole, sound, memory), sound

    def search(
        self,
        observation: Array,
        proposal: Array,
        screening: Screening,
        rows: Array,
        deadline: Deadline,
    ) -> tuple[Choice | None, Array]:
        """Search for the rows in the mask ``rows`` (n,); as `screen` otherwise."""

        def ask(index: Array) -> Choice:
            part = Screening(
                safe=_rows(screening.safe, index),
                risk=_rows(screening.risk, index),
                costs=_rows(screening.costs, index),
                unfamiliar=_rows(screening.unfamiliar, index),
                memory=_rows(screening.memory, index),
            )
            answer = self.planner.search(
                _rows(observation, index),
                _rows(proposal, index),
                part,
                rows=np.ones(len(index), dtype=bool),
                deadline=deadline,
            )
            _check_choice(answer, len(index), proposal.shape[1])
            return answer

        found, answered = _by_rows(ask, rows)
        if not found:
            return None, answered
        n, size = proposal.shape
        length = max(answer.plan.shape[1] for _, answer in found)
        k = found[0][1].costs.shape[1]
        action, level = proposal.copy(), np.full(n, int(Level.PROPOSAL))
        risk, costs = np.full(n, np.nan), np.full((n, k), np.nan)
        complete, plan = np.ones(n, dtype=bool), np.full((n, length, size), np.nan)
        memory = screening.memory
        for index, answer in found:
            action[index], level[index] = answer.action, answer.level
            risk[index], costs[index] = answer.risk, answer.costs
            complete[index] = answer.complete
            plan[index, : answer.plan.shape[1]] = answer.plan
            memory = put_rows(memory, index, answer.memory)
        answered &= _executable(action) & (level > Level.PROPOSAL) & (level <= Level.SAFE_ACTION)
        # what claims to be a safe plan must say how safe
        planned = (level == Level.CANDIDATE) | (level == Level.PLAN)
        answered &= np.isfinite(risk) | ~planned
        undone = rows & ~answered
        if undone.any():
            memory = put_rows(memory, undone, take_rows(screening.memory, undone))
        choice = Choice(
            action=np.clip(action, -1.0, 1.0),
            level=level,
            risk=risk,
            costs=costs,
            complete=complete,
            plan=plan,
            memory=memory,
        )
        return choice, answered

    def after(self, memory: Memory, executed: Array, level: Array) -> tuple[Memory, Array]:
        """Note what was executed; rows at which the planner failed keep their memory."""

        def ask(index: Array) -> Memory:
            part = _rows(memory, index)
            answer = self.planner.after(part, _rows(executed, index), _rows(level, index))
            _check_memory(answer, len(index))
            return answer

        found, answered = _by_rows(ask, np.ones(len(level), dtype=bool))
        if len(found) == 1 and len(found[0][0]) == len(level):
            return found[0][1], answered
        new = memory
        for index, answer in found:
            new = put_rows(new, index, answer)
        return new, answered


def _by_rows(
    ask: Callable[[Array], Answer], rows: Array
) -> tuple[list[tuple[Array, Answer]], Array]:
    """Ask for all rows of the mask at once; where that fails, for one after the other."""
    index = np.flatnonzero(rows)
    answered = np.zeros(len(rows), dtype=bool)
    if not len(index):
        return [], answered
    found: list[tuple[Array, Answer]] = []
    pending = [index]
    while pending:
        some = pending.pop()
        try:
            with np.errstate(all="ignore"):  # what comes of it is checked, not warned of
                found.append((some, ask(some)))
            answered[some] = True
        except Exception:  # a planner may fail in any way; its rows count as not answered
            if len(some) > 1:
                pending += [one[None] for one in some]
    return found, answered


def _rows(state: Any, index: Array) -> Any:
    """The rows of an array or memory; as it is where these are all rows."""
    first = next(iter(state.values())) if isinstance(state, dict) and state else state
    if not isinstance(first, dict) and len(first) == len(index):
        return state
    return take_rows(state, index)


def _check_screening(answer: Screening, rows: int) -> None:
    shapes = (answer.safe, answer.risk, answer.unfamiliar)
    if any(np.shape(one) != (rows,) for one in shapes) or answer.safe.dtype != np.bool_:
        raise ValueError
    if np.ndim(answer.costs) != 2 or len(answer.costs) != rows:
        raise ValueError
    _check_memory(answer.memory, rows)


def _check_choice(answer: Choice, rows: int, size: int) -> None:
    if np.shape(answer.action) != (rows, size) or answer.plan.shape[::2] != (rows, size):
        raise ValueError
    if any(np.shape(x) != (rows,) for x in (answer.level, answer.risk, answer.complete)):
        raise ValueError
    if np.ndim(answer.costs) != 2 or len(answer.costs) != rows:
        raise ValueError
    _check_memory(answer.memory, rows)


def _check_memory(memory: Memory, rows: int) -> None:
    if not isinstance(memory, dict) or any(len(part) != rows for part in memory.values()):
        raise ValueError


def _finite(screening: Screening) -> Array:
    """Which rows' figures are numbers; a risk that cannot be computed is told by its own sign."""
    sound = np.isfinite(screening.costs).all(axis=1) & ~np.isnan(screening.unfamiliar)
    # far from the data the risk may be undefined; that row is refused for being unfamiliar
    far: Array = screening.unfamiliar > 1.0
    fit: Array = (sound & np.isfinite(screening.risk)) | far
    return fit


def _cleared(screening: Screening, sound: Array, before: Memory) -> Screening:
    """The screening with what it says of unsound rows taken back."""
    if sound.all():
        return screening
    return Screening(
        safe=screening.safe & sound,
        risk=np.where(sound, screening.risk, np.nan),
        costs=screening.costs,
        unfamiliar=screening.unfamiliar,
        memory=put_rows(screening.memory, ~sound, take_rows(before, ~sound)),
    )


def _executable(action: Array) -> Array:
    return np.asarray((np.abs(action) <= 1.0 + _SLACK).all(axis=1))  # NaN is not

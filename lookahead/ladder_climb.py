"""One climb down the fallback ladder: the rows of a batch, rung after rung."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from lookahead.deadline import WallDeadline
from lookahead.guard import Fault
from lookahead.guard_model import GuardedPlanner
from lookahead.ladder_review import Review, Reviewed
from lookahead.planner import Choice, Level, Screening

__all__ = ["Climb", "Fallback"]

Array = np.ndarray[Any, Any]
Fallback = Callable[[Array], tuple[Array, Array]]
"""Rows wanted (n,) -> actions (n, action_dim) in [-1, 1], and which rows have one."""

_PLANNED = (Level.CANDIDATE, Level.PLAN, Level.LEAVE)
_TROUBLE = 2
"""So many model faults in a row, and the planner's memory begins afresh."""


class Climb:
    """One review; rows are settled one rung after the other.

    Args:
        planner: Looks ahead.
        safe_action: (action_dim,) in [-1, 1], the engineer's.
        given: Observations and proposals.
        memory: Of the last review.
        deadline: Asked between the stages and within the search.
        fallback: Asked only for rows that may come to need it.
    """

    def __init__(
        self,
        planner: GuardedPlanner,
        safe_action: Array,
        given: Reviewed,
        memory: dict[str, Any],
        deadline: WallDeadline,
        fallback: Fallback | None,
    ) -> None:
        n = len(given.seen)
        self.planner, self.given, self.memory = planner, given, memory
        self.deadline = deadline
        self.fallback = fallback
        self.open = np.ones(n, dtype=bool)
        self.action = np.tile(safe_action, (n, 1))
        self.level = np.full(n, int(Level.SAFE_ACTION))
        self.faults = np.array(given.faults, dtype=np.int64)
        self.broken = np.zeros(n, dtype=bool)  # rows for which the model failed
        self.plan = np.where(given.starts[:, None, None], np.nan, memory["plan"])  # (n, H, A)
        self.screening: Screening | None = None
        self.choice: Choice | None = None
        self.backup: tuple[Array, Array] | None = None

    def review(self) -> Review:
        """Go down the ladder."""
        screening = self._screen()
        if screening is not None:
            self._accept(screening)
            wanted = self.open & self.answered
            if wanted.any() and not self._late(wanted):
                self._search(screening, wanted)
        self._carry_on()
        self._fall_back()
        return self._reviewed()

    # -- looking ahead ---------------------------------------------------------------------------

    def _screen(self) -> Screening | None:
        given, memory = self.given, self.memory
        known = memory["planner"]
        self.answered = np.zeros_like(self.open)
        if known is None:
            known = self.planner.begin(len(self.open))
        self.before = known
        if not given.seen.any() or self._late(given.seen):
            return None
        if known is None:
            self._fault(Fault.MODEL, given.seen)
            return None
        # a row without a proposal is still looked at, and searched for one
        proposal = np.where(given.proposed[:, None], given.proposal, self.action)
        self.proposal = proposal
        starts = given.starts | (memory["trouble"] >= _TROUBLE)
        screening, self.answered = self.planner.screen(
            given.observation, proposal, known, starts, given.seen
        )
        self._fault(Fault.MODEL, given.seen & ~self.answered)
        self.screening = screening
        return screening

    def _accept(self, screening: Screening) -> None:
        given = self.given
        self._fault(Fault.UNFAMILIAR, self.answered & (screening.unfamiliar > 1.0))
        familiar = screening.unfamiliar <= 1.0
        fine = self.answered & given.proposed & screening.safe & familiar
        fine &= np.isfinite(screening.risk)
        if given.refuse is not None:
            fine &= ~given.refuse
        if given.let is not None:
            fine |= given.let & given.proposed
        self._settle(fine, given.proposal, Level.PROPOSAL)

    def _search(self, screening: Screening, wanted: Array) -> None:
        given = self.given
        choice, found = self.planner.search(
            given.observation, self.proposal, screening, wanted, self.deadline
        )
        self._fault(Fault.MODEL, wanted & ~found)
        if choice is None:
            return
        self.choice = choice
        self._fault(Fault.DEADLINE, found & ~choice.complete)
        # what was found from an unfamiliar start must itself be familiar
        doubtful = found & (screening.unfamiliar > 1.0)
        if doubtful.any():
            found &= ~doubtful | self._familiar(choice.action, doubtful)
        for level in _PLANNED:
            self._settle(found & (choice.level == level), choice.action, level)
        last = self.open & found & (choice.level == Level.BACKUP)
        if last.any():
            self._ask_fallback(last)
            if self.backup is not None:
                action, there = self.backup
                better = last & there & self._no_worse(action, choice.risk, last & there)
                self._settle(better, action, Level.BACKUP)
            self._settle(last & self.open, choice.action, Level.BACKUP)

    def _familiar(self, action: Array, rows: Array) -> Array:
        """Whether the actions pass a screening of their own, familiarity included."""
        answer, answered = self._again(action, rows)
        if answer is None:
            return answered
        passed: Array = answered & answer.safe & (answer.unfamiliar <= 1.0)
        return passed

    def _no_worse(self, action: Array, risk: Array, rows: Array) -> Array:
        """Whether the actions are safe, or at least not riskier than ``risk``."""
        answer, answered = self._again(action, rows)
        if answer is None:
            return answered
        fine: Array = answered & (answer.unfamiliar <= 1.0)
        return fine & (answer.safe | ~(answer.risk > risk))

    def _again(self, action: Array, rows: Array) -> tuple[Screening | None, Array]:
        if not rows.any() or self.deadline():
            return None, np.zeros_like(rows)
        starts = self.given.starts | (self.memory["trouble"] >= _TROUBLE)
        return self.planner.screen(self.given.observation, action, self.before, starts, rows)

    # -- without looking ahead -------------------------------------------------------------------

    def _carry_on(self) -> None:
        """Follow the last safe plan, as long as it reaches."""
        if self.open.any() and self.plan.shape[1]:
            first = self.plan[:, 0]
            self._settle(self.open & np.isfinite(first).all(axis=1), first, Level.PLAN)

    def _fall_back(self) -> None:
        """Ask the fallback policy where there is an observation for it, and time."""
        wanted = self.open & self.given.seen
        if wanted.any() and (self.backup is not None or not self._late(wanted)):
            self._ask_fallback(wanted)
        if self.backup is not None:
            action, there = self.backup
            self._settle(self.open & there, action, Level.BACKUP)

    def _ask_fallback(self, rows: Array) -> None:
        if self.fallback is None or self.backup is not None:
            return
        # asked once a step: for all rows that are still open and have an observation
        wanted = self.open & self.given.seen
        action, there = self.fallback(wanted)
        self.backup = action, there & wanted
        self._fault(Fault.FALLBACK, wanted & ~there)

    # -- bookkeeping -----------------------------------------------------------------------------

    def _settle(self, rows: Array, action: Array, level: Level) -> None:
        rows = rows & self.open
        self.action[rows] = action[rows]
        self.level[rows] = int(level)
        self.open &= ~rows

    def _fault(self, fault: Fault, rows: Array) -> None:
        self.faults[rows] |= int(fault)
        if fault == Fault.MODEL:
            self.broken |= rows

    def _late(self, rows: Array) -> bool:
        late = self.deadline()
        if late:
            self._fault(Fault.DEADLINE, rows)
        return late

    def _reviewed(self) -> Review:
        n = len(self.level)
        nothing = np.full(n, np.nan)
        risk, chosen_risk, unfamiliar = nothing, nothing, nothing
        costs, known = None, self.before
        chosen = np.zeros(n, dtype=bool)  # rows that execute what the search chose
        if self.screening is not None:
            risk, unfamiliar = self.screening.risk, self.screening.unfamiliar
            costs, known = self.screening.costs, self.screening.memory
            chosen_risk = np.where(self.level == Level.PROPOSAL, risk, np.nan)
        if self.choice is not None:
            chosen = (self.action == self.choice.action).all(axis=1)
            chosen &= self.level == self.choice.level
            chosen_risk = np.where(chosen, self.choice.risk, chosen_risk)
            if costs is not None and self.choice.costs.shape == costs.shape:
                costs = np.where(chosen[:, None], self.choice.costs, costs)
            known = self.choice.memory
        return Review(
            action=self.action,
            level=self.level,
            risk=risk,
            chosen_risk=chosen_risk,
            costs=costs,
            unfamiliar=unfamiliar,
            faults=self.faults,
            memory=self._remembered(known, chosen),
        )

    def _remembered(self, known: Any, chosen: Array) -> dict[str, Any]:
        trouble = np.where(self.broken, self.memory["trouble"] + 1, 0)
        # an episode that begins unseen: what is remembered is of the one before
        trouble[self.given.starts & ~self.answered] = _TROUBLE
        if known is not None:
            known, noted = self.planner.after(known, self.action, self.level)
            self._fault(Fault.MODEL, ~noted)
            trouble[~noted] = _TROUBLE
        return {"planner": known, "plan": self._plan_left(chosen), "trouble": trouble}

    def _plan_left(self, chosen: Array) -> Array:
        """(n, H, action_dim) what is left of each row's plan after this step; nan where nothing."""
        n, _, size = self.plan.shape
        planned = self.choice.plan if self.choice is not None else self.plan[:, :0]
        left = np.full((n, max(planned.shape[1], self.plan.shape[1]), size), np.nan)
        followed = (self.level == Level.PLAN) & ~chosen
        fresh = chosen & np.isin(self.level, _PLANNED)
        for rows, plan in ((followed, self.plan[:, 1:]), (fresh, planned[:, 1:])):
            left[rows, : plan.shape[1]] = plan[rows]
        return left

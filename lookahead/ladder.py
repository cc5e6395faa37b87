"""The fallback ladder: what to execute when a proposal may not be, and why it was that.

Every row of a batch ends on one rung (`lookahead.planner.Level`), tried in this order:

=============  ====================================================================================
``PROPOSAL``   the policy's own action, screened on this very step and found safe
``CANDIDATE``  the first action of a plan found safe by searching on this step
``PLAN``       the next action of the last safe plan; also where the observation, the model or the
               time for looking ahead is missing
``LEAVE``      the quickest way out of the unsafe set
``BACKUP``     the fallback policy or, where there is none or it looks worse, the planner's braking
``SAFE_ACTION``  the engineer's safe action, when nothing else can be trusted
=============  ====================================================================================

Where looking ahead fails, in whatever way, a row goes on at ``PLAN``, then ``BACKUP``, then
``SAFE_ACTION``. There is no way back to a proposal that was not found safe.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from lookahead.deadline import WallDeadline
from lookahead.guard import Fault
from lookahead.guard_model import GuardedPlanner
from lookahead.ladder_climb import Climb, Fallback
from lookahead.ladder_review import Review, Reviewed
from lookahead.planner import Level, Planner

__all__ = ["Fallback", "Ladder"]

Array = np.ndarray[Any, Any]


class Ladder:
    """Reviews proposals.

    Args:
        planner: Looks ahead.
        safe_action: (action_dim,) in [-1, 1], the engineer's.
    """

    def __init__(self, planner: Planner, safe_action: Array) -> None:
        self.planner = GuardedPlanner(planner)
        self.safe_action = np.asarray(safe_action, dtype=np.float64)

    def begin(self, rows: int) -> dict[str, Any]:
        """Return the memory of ``rows`` episodes about to begin."""
        return {
            "planner": self.planner.begin(rows),
            "plan": np.zeros((rows, 0, len(self.safe_action))),
            "trouble": np.zeros(rows, dtype=np.int64),
        }

    def review(
        self,
        given: Reviewed,
        memory: dict[str, Any],
        deadline: WallDeadline,
        fallback: Fallback | None = None,
    ) -> Review:
        """Say what to execute.

        Args:
            given: Observations and proposals.
            memory: Of the last review, or of `begin`; left as it was.
            deadline: Asked between the stages and within the search.
            fallback: Asked only for rows that may come to need it.
        """
        climb = Climb(self.planner, self.safe_action, given, memory, deadline, fallback)
        return climb.review()

    def last_resort(self, given: Reviewed) -> Review:
        """The engineer's safe action in every row, and nothing remembered."""
        n = len(given.seen)
        unknown = np.full(n, np.nan)
        return Review(
            action=np.tile(self.safe_action, (n, 1)),
            level=np.full(n, int(Level.SAFE_ACTION)),
            risk=unknown,
            chosen_risk=unknown,
            costs=None,
            unfamiliar=unknown,
            faults=given.faults | int(Fault.SHIELD),
            memory=self.begin(n),
        )

"""One decision of a shielded policy, and what the shield knows about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from lookahead.deadline import WallDeadline
from lookahead.ladder_review import Review
from lookahead.planner import Level
from lookahead.wrapped import Asked
from saferl.policies.protocol import Array, Decision, State

__all__ = ["ShieldDecision", "decided", "first_row"]


@dataclass(frozen=True, kw_only=True, eq=False)
class ShieldDecision(Decision):
    """A decision, and what the shield knows about it; n rows.

    Attributes:
        proposed: What the wrapped policy asked for and was screened, in the environment's units;
            nan where there was nothing to screen.
        risk: (n,) predicted probability that the proposal leads to a violation within the horizon;
            nan where it could not be computed.
        chosen_risk: (n,) the same of what is executed; nan below the rungs that look ahead.
        unfamiliar: (n,) how far from the data the model was; above 1 it is not believed.
        faults: (n,) of `lookahead.guard.Fault`; 0 where all went well.
        latency_ms: How long the whole call took.
        cut: After how many questions to the deadline time was up; None if it never was.
    """

    proposed: Array
    risk: Array
    chosen_risk: Array
    unfamiliar: Array
    faults: Array
    latency_ms: float
    cut: int | None


def first_row(decision: ShieldDecision) -> ShieldDecision:
    """Return a decision of one row without its batch dimension; its state keeps it."""
    rows: tuple[str, ...] = (
        "action",
        "proposal",
        "executed",
        "edited",
        "vetoed",
        "level",
        "proposed",
    )
    rows += ("risk", "chosen_risk", "unfamiliar", "faults")
    changed: dict[str, Any] = {name: getattr(decision, name)[0] for name in rows}
    if decision.predicted_cost is not None:
        changed["predicted_cost"] = decision.predicted_cost[0]
    return replace(decision, **changed)


def decided(
    asked: Asked,
    proposed: Array,
    action: Array,
    review: Review,
    after: State,
    deadline: WallDeadline,
) -> ShieldDecision:
    """Return the decision that a review of the proposals comes to.

    Args:
        asked: The wrapped policy's answer.
        proposed: (n, ...) its proposals, in the environment's units; nan where there is none.
        action: (n, ...) what is executed, in the environment's units.
        review: The ladder's.
        after: The state to go on with.
        deadline: Of this decision.
    """
    own = review.level == Level.PROPOSAL
    inner = asked.inner
    return ShieldDecision(
        action=action,
        state=after,
        proposal=proposed if inner is None else np.asarray(inner.proposal),
        executed=action,
        edited=np.zeros(len(own), dtype=bool) if inner is None else inner.edited & own,
        vetoed=~own,
        level=review.level,
        predicted_cost=review.costs,
        inner=inner,
        proposed=proposed,
        risk=review.risk,
        chosen_risk=review.chosen_risk,
        unfamiliar=review.unfamiliar,
        faults=review.faults,
        latency_ms=deadline.elapsed_ms(),
        cut=deadline.cut,
    )

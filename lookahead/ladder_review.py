"""What the fallback ladder is given, and what it answers; n rows each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

__all__ = ["Review", "Reviewed"]

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, eq=False)
class Reviewed:
    """What is to be reviewed: n rows of observations and proposals.

    Attributes:
        observation: (n, obs_dim) raw and finite.
        seen: (n,) whether the row is really what was observed.
        proposal: (n, action_dim) in [-1, 1].
        proposed: (n,) whether there is a proposal.
        starts: (n,) rows whose episode begins.
        faults: (n,) of `Fault`, what has gone wrong before.
        let: (n,) rows to let through whatever the screening says; for experiments only.
        refuse: (n,) rows to refuse whatever the screening says; for experiments only.
    """

    observation: Array
    seen: Array
    proposal: Array
    proposed: Array
    starts: Array
    faults: Array
    let: Array | None = None
    refuse: Array | None = None


@dataclass(frozen=True, eq=False)
class Review:
    """What is to be executed, for n rows.

    Attributes:
        action: (n, action_dim) in [-1, 1]; the proposal where ``level`` is 0.
        level: (n,) of `Level`.
        risk: (n,) predicted probability that the proposal leads to a violation; nan where it could
            not be computed.
        chosen_risk: (n,) the same of what is executed.
        costs: (n, k) the same of what is executed, for each constraint; None where unknown.
        unfamiliar: (n,) how far from the data; above 1 nothing is believed.
        faults: (n,) of `Fault`.
        memory: What to pass to the next review.
    """

    action: Array
    level: Array
    risk: Array
    chosen_risk: Array
    costs: Array | None
    unfamiliar: Array
    faults: Array
    memory: dict[str, Any]

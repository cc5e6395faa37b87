"""What a monitor remembers, to take along, take apart and put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from saferl.constraints import Constraint
from saferl.errors import InputError

__all__ = ["MonitorSnapshot"]


@dataclass(frozen=True, eq=False)
class MonitorSnapshot:
    """All a monitor remembers; made by `Monitor.snapshot`.

    Snapshots can be taken apart into environments and put together again:

    >>> from saferl.constraints import AtMost, Constraint, Contact
    >>> from saferl.monitors import Monitor
    >>> monitor = Monitor(Constraint("vases", AtMost(1, Contact("vases"))), num_envs=3)
    >>> rows = monitor.snapshot().rows()
    >>> MonitorSnapshot.join(rows[:2]).num_envs
    2
    """

    constraints: tuple[Constraint, ...]
    features: NDArray[np.float64]
    hidden: NDArray[np.float64]
    margin: NDArray[np.float64]

    @property
    def num_envs(self) -> int:
        """How many environments it is of."""
        return int(self.margin.shape[1])

    def rows(self) -> tuple[MonitorSnapshot, ...]:
        """One snapshot for each environment."""
        return tuple(self.take([i]) for i in range(self.num_envs))

    def take(self, indices: Any) -> MonitorSnapshot:
        """The snapshot of some environments, in the order given, repeated as wanted."""
        return MonitorSnapshot(
            self.constraints,
            self.features[:, indices],
            self.hidden[:, indices],
            self.margin[:, indices],
        )

    @staticmethod
    def join(snapshots: Sequence[MonitorSnapshot]) -> MonitorSnapshot:
        """Snapshots of the same constraints, side by side."""
        if not snapshots:
            raise InputError("there are no snapshots to join")
        if any(one.constraints != snapshots[0].constraints for one in snapshots):
            raise InputError("only snapshots of the same constraints can be joined")
        return MonitorSnapshot(
            snapshots[0].constraints,
            np.concatenate([one.features for one in snapshots], axis=1),
            np.concatenate([one.hidden for one in snapshots], axis=1),
            np.concatenate([one.margin for one in snapshots], axis=1),
        )

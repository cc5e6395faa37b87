"""Differences between policies that played the same episodes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from saferl.constraints import TaskCost
from saferl.errors import InputError
from saferl.evaluation.report import Report
from saferl.evaluation.statistics import Interval, bootstrap

__all__ = ["Difference", "differences", "paired"]

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, kw_only=True)
class Difference:
    """How one figure of a policy differs from the baseline's, episode by episode.

    Attributes:
        name: ``"return"``, ``"cost"`` or a constraint's name.
        policy, baseline: Names of the two.
        mean: Mean of (policy - baseline) over the shared seeds.
        interval: Its 95% bootstrap interval; a difference is shown only if 0 lies outside.
    """

    name: str
    policy: str
    baseline: str
    mean: float
    interval: Interval

    @property
    def clear(self) -> bool:
        """Whether the interval excludes no difference."""
        return 0.0 not in self.interval


def paired(reports: Sequence[Report]) -> bool:
    """Whether all reports are of the same task and seeds, so that differences can be paired."""
    first = reports[0]
    return all((r.env_id, r.seeds) == (first.env_id, first.seeds) for r in reports)


def differences(report: Report, baseline: Report) -> tuple[Difference, ...]:
    """Return the paired differences in return, in the task's cost, and in shared constraints.

    Raises:
        InputError: The reports are of different tasks or seeds.
    """
    if not paired([report, baseline]):
        raise InputError(
            f"{report.policy} played {_spell(report)}, {baseline.policy} {_spell(baseline)}; "
            "only the same episodes can be compared: evaluate both with the same task and seeds"
        )
    columns: list[tuple[str, Array]] = [
        ("return", report.returns - baseline.returns),
        ("cost", report.task_costs - baseline.task_costs),
    ]
    for i, constraint in enumerate(report.constraints):
        if constraint in baseline.constraints and not isinstance(constraint.formula, TaskCost):
            j = baseline.constraints.index(constraint)
            columns.append((constraint.name, report.costs[:, i] - baseline.costs[:, j]))
    return tuple(
        Difference(
            name=name,
            policy=report.policy,
            baseline=baseline.policy,
            mean=float(values.mean()),
            interval=bootstrap(values),
        )
        for name, values in columns
    )


def _spell(report: Report) -> str:
    return f"{report.env_id} ({report.episodes} episodes from seed {report.seeds[0]})"

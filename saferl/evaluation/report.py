"""The outcome of an evaluation: figures per episode, and what can be concluded from them."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from saferl.checkpoints import write_atomically
from saferl.constraints import Constraint, TaskCost, task_cost
from saferl.errors import CheckpointError, InputError, unknown_name
from saferl.evaluation.episode import Episode
from saferl.evaluation.statistics import (
    Interval,
    Verdict,
    bootstrap,
    clopper_pearson,
    cvar,
    iqm,
    verdict_on_mean,
    verdict_on_rate,
)

__all__ = ["FORMAT_VERSION", "Latency", "Outcome", "Report"]

Array = np.ndarray[Any, Any]
FORMAT_VERSION = 1
_FORMAT = "saferl.report"
_PLAIN = ("returns", "lengths", "task_costs", "edited", "edit_size", "vetoed")
_ARRAYS = (*_PLAIN, "costs", "levels")


@dataclass(frozen=True)
class Latency:
    """How long a decision took, in milliseconds; a call decides for ``rows`` environments."""

    p50_ms: float
    p99_ms: float
    rows: int


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What n episodes say about one cost.

    Attributes:
        name: Of the constraint; ``"cost"`` for the task's own cost.
        budget: What an episode may cost, or None where nobody said.
        mean, iqm, worst: Of the episodes' costs.
        cvar: Mean of the worst tenth.
        interval: 95% bootstrap interval of the mean.
        violating: Episodes whose cost exceeds the budget.
        rate: ``violating`` as a share, and its Clopper-Pearson interval; None without budget.
        verdict: ``"satisfies"`` only where the interval supports it; None without budget.
    """

    name: str
    budget: float | None
    enforce: str
    mean: float
    iqm: float
    worst: float
    cvar: float
    interval: Interval
    violating: int | None
    rate: float | None
    rate_interval: Interval | None
    verdict: Verdict | None


@dataclass(frozen=True, kw_only=True, eq=False)
class Report:
    """The evaluation of one policy over n episodes.

    Two reports are equal if they have the same figures; latency and recordings do not count.

    Attributes:
        env_id: The task.
        policy: Name of the policy.
        deterministic: Whether actions were the distribution's mode.
        seeds: (n,) of the episodes; reports with equal seeds can be compared pairwise.
        constraints: The k constraints that were measured.
        returns: (n,) undiscounted sums of rewards.
        lengths: (n,) steps.
        task_costs: (n,) sums of the task's own cost.
        costs: (n, k) cost of each constraint.
        edited: (n,) share of the steps whose proposal an editor changed.
        edit_size: (n,) mean absolute change of an action component by the editor, over all steps,
            as a share of half the component's range; 0 for steps not edited.
        vetoed: (n,) share of the steps whose proposal a shield refused.
        level_names: Rungs of the policy's ladder of fallbacks, the proposal first; none without.
        levels: (n, len(level_names)) share of the steps decided on each rung.
        latency: Of the decisions.
        recordings: The episodes that were recorded; not part of the JSON.

    Raises:
        InputError: The arrays disagree about the number of episodes, or there is none.
    """

    env_id: str
    policy: str
    deterministic: bool
    seeds: tuple[int, ...]
    constraints: tuple[Constraint, ...] = ()
    returns: Array
    lengths: Array
    task_costs: Array
    costs: Array
    edited: Array
    edit_size: Array = field(default_factory=lambda: np.zeros(0))
    vetoed: Array
    level_names: tuple[str, ...] = ()
    levels: Array = field(default_factory=lambda: np.zeros(0))
    latency: Latency
    recordings: tuple[Episode, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        n = len(self.seeds)
        if n == 0:
            raise InputError("a report needs at least one episode")
        if np.size(self.edit_size) == 0:  # reports written before it was measured
            object.__setattr__(self, "edit_size", np.zeros(n))
        if not self.level_names:
            object.__setattr__(self, "levels", np.zeros((n, 0)))
        shapes = {"costs": (n, len(self.constraints)), "levels": (n, len(self.level_names))}
        for name in _ARRAYS:
            shape = shapes.get(name, (n,))
            array = np.array(getattr(self, name), dtype=np.int64 if name == "lengths" else float)
            if array.shape != shape:
                raise InputError(f"{name} has shape {array.shape}, expected {shape}")
            array.flags.writeable = False
            object.__setattr__(self, name, array)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Report):
            return NotImplemented
        plain = ("env_id", "policy", "deterministic", "seeds", "constraints", "level_names")
        return all(getattr(self, name) == getattr(other, name) for name in plain) and all(
            np.array_equal(getattr(self, name), getattr(other, name)) for name in _ARRAYS
        )

    __hash__ = None  # type: ignore[assignment]

    # -- figures ---------------------------------------------------------------------------------

    @property
    def episodes(self) -> int:
        """How many there were."""
        return len(self.seeds)

    @property
    def mean_return(self) -> float:
        """Mean return."""
        return float(self.returns.mean())

    @property
    def iqm_return(self) -> float:
        """Interquartile mean of the return."""
        return iqm(self.returns)

    @property
    def return_interval(self) -> Interval:
        """95% bootstrap interval of the mean return."""
        return bootstrap(self.returns)

    @property
    def mean_cost(self) -> float:
        """Mean of the task's own cost per episode."""
        return float(self.task_costs.mean())

    @property
    def satisfied(self) -> bool:
        """Whether every budget is satisfied beyond doubt; False where no budget was given."""
        verdicts = [outcome.verdict for outcome in self.outcomes() if outcome.verdict is not None]
        return bool(verdicts) and all(verdict == "satisfies" for verdict in verdicts)

    def outcomes(self) -> tuple[Outcome, ...]:
        """One outcome for each constraint; the task's own cost is the last if none asks for it."""
        found = [
            _outcome(constraint.name, self.costs[:, i], constraint)
            for i, constraint in enumerate(self.constraints)
        ]
        if not any(isinstance(constraint.formula, TaskCost) for constraint in self.constraints):
            found.append(_outcome("cost", self.task_costs, None))
        return tuple(found)

    def outcome(self, name: str) -> Outcome:
        """Return the outcome of the constraint of that name.

        Raises:
            InputError: There is none; the nearest names are suggested.
        """
        by_name = {outcome.name: outcome for outcome in self.outcomes()}
        if name not in by_name:
            raise unknown_name("constraint", name, by_name)
        return by_name[name]

    def with_budget(self, budget: float) -> Report:
        """Return the same episodes, judged by a budget for the task's own cost."""
        constraint = task_cost(budget)
        kept = [i for i, c in enumerate(self.constraints) if not isinstance(c.formula, TaskCost)]
        costs = np.column_stack([self.costs[:, kept], self.task_costs])
        others = tuple(self.constraints[i] for i in kept)
        return replace(self, constraints=(*others, constraint), costs=costs)

    # -- files -----------------------------------------------------------------------------------

    def to_json(self) -> dict[str, Any]:
        """Return the report as JSON values; ``summary`` is for readers, not read back."""
        document: dict[str, Any] = {
            "format": _FORMAT,
            "format_version": FORMAT_VERSION,
            "env_id": self.env_id,
            "policy": self.policy,
            "deterministic": self.deterministic,
            "seeds": list(self.seeds),
            "constraints": [constraint.to_json() for constraint in self.constraints],
        }
        document |= {name: getattr(self, name).tolist() for name in _ARRAYS}
        document["level_names"] = list(self.level_names)
        document["latency"] = vars(self.latency).copy()
        document["summary"] = self.summary()
        return document

    def summary(self) -> dict[str, Any]:
        """Return the figures a table shows, as JSON values."""
        interval = self.return_interval
        return {
            "episodes": self.episodes,
            "mean_return": self.mean_return,
            "iqm_return": self.iqm_return,
            "return_interval": [interval.low, interval.high],
            "costs": [
                {
                    "name": outcome.name,
                    "budget": outcome.budget,
                    "enforce": outcome.enforce,
                    "mean": outcome.mean,
                    "iqm": outcome.iqm,
                    "interval": [outcome.interval.low, outcome.interval.high],
                    "cvar90": outcome.cvar,
                    "worst": outcome.worst,
                    "violating": outcome.violating,
                    "violating_interval": (
                        None
                        if outcome.rate_interval is None
                        else [outcome.rate_interval.low, outcome.rate_interval.high]
                    ),
                    "verdict": outcome.verdict,
                }
                for outcome in self.outcomes()
            ],
            "edited": float(self.edited.mean()),
            "edit_size": float(self.edit_size.mean()),
            "vetoed": float(self.vetoed.mean()),
            "levels": dict(zip(self.level_names, self.levels.mean(axis=0).tolist(), strict=True)),
        }

    @classmethod
    def from_json(cls, document: Any) -> Report:
        """Rebuild a report from :meth:`to_json`.

        Raises:
            InputError: The document is not a report, or of a newer format.
        """
        if not isinstance(document, dict) or document.get("format") != _FORMAT:
            raise InputError(
                "this is not a report; expected what `saferl evaluate --json FILE` writes"
            )
        if document.get("format_version", 0) > FORMAT_VERSION:
            raise InputError(
                f"the report has format {document['format_version']}, this version reads up to "
                f"{FORMAT_VERSION}; upgrade saferl"
            )
        try:
            constraints = tuple(Constraint.from_json(c) for c in document["constraints"])
            n = len(document["seeds"])
            # what older reports lack
            arrays = {"edit_size": (), "level_names": (), "levels": (), **document}
            names = tuple(arrays["level_names"])
            return cls(
                env_id=document["env_id"],
                policy=document["policy"],
                deterministic=document["deterministic"],
                seeds=tuple(document["seeds"]),
                constraints=constraints,
                costs=np.reshape(document["costs"], (n, len(constraints))),
                latency=Latency(**document["latency"]),
                level_names=names,
                levels=np.reshape(arrays["levels"], (n, len(names))),
                **{name: arrays[name] for name in _PLAIN},
            )
        except (KeyError, TypeError, ValueError) as error:
            raise InputError(f"the report lacks or garbles a part: {error}") from error

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the report as JSON, atomically."""
        write_atomically(path, (json.dumps(self.to_json(), indent=1) + "\n").encode())

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Report:
        """Read a report.

        Raises:
            CheckpointError: No such file, or not a report.
        """
        try:
            return cls.from_json(json.loads(Path(path).read_text(encoding="utf-8")))
        except (OSError, ValueError) as error:
            raise CheckpointError(f"cannot read a report from '{path}': {error}") from error


def _outcome(name: str, costs: Array, constraint: Constraint | None) -> Outcome:
    violating, rate, rate_interval, verdict = None, None, None, None
    if constraint is not None:
        violating = int((costs > constraint.budget).sum())
        rate = violating / len(costs)
        rate_interval = clopper_pearson(violating, len(costs))
        if constraint.enforce == "always":
            verdict = verdict_on_rate(violating, len(costs))
        else:
            verdict = verdict_on_mean(costs, constraint.budget)
    return Outcome(
        name=name,
        budget=None if constraint is None else constraint.budget,
        enforce="expected" if constraint is None else constraint.enforce,
        mean=float(costs.mean()),
        iqm=iqm(costs),
        worst=float(costs.max()),
        cvar=cvar(costs),
        interval=bootstrap(costs),
        violating=violating,
        rate=rate,
        rate_interval=rate_interval,
        verdict=verdict,
    )

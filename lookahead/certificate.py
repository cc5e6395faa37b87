"""Certificates: what held-out shielded episodes prove about the rate of bad ones.

The certified event is "an episode's cost exceeds the stated budget", of the policy exactly as it is
deployed, shield and all. The bound is the one-sided Clopper-Pearson bound (Clopper and Pearson
1934): whatever the true rate, the chance that it exceeds the bound is at most 1 - confidence. It
holds for episodes drawn like those that were played, and for nothing else.

>>> episodes_needed(rate=0.01, confidence=0.95)
299
>>> round(upper_bound(0, 299), 5)
0.00997
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from saferl.checkpoints import write_atomically
from saferl.constraints import Constraint, task_cost
from saferl.errors import CheckpointError, InputError
from saferl.evaluation import Report, evaluate
from saferl.evaluation.statistics import clopper_pearson

__all__ = [
    "CERTIFICATE_SEED",
    "FORMAT_VERSION",
    "Certificate",
    "certify",
    "episodes_needed",
    "upper_bound",
]

FORMAT = "saferl.certificate"
FORMAT_VERSION = 1
CERTIFICATE_SEED = 2_000_000
"""Certificates' seeds start here: training stays below a million, evaluation begins there."""

_MOST = 10_000_000


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """What was played, what was seen and what follows.

    Attributes:
        policy: Name of the policy.
        model: Digest of its shield, or None.
        env_id: The task.
        constraint: Whose cost and budget the event is about.
        seeds: (first, last) of the episodes; they must have served nothing before.
        episodes: How many were played.
        violations: Those whose cost exceeded the budget.
        confidence: Of the bound.
        bound: Upper bound of the rate of such episodes.
        wanted: The rate that was asked for, or None.
        mean_return, mean_cost: Of the same episodes.
        vetoed: Share of the steps that did not execute the proposal.
        levels: Share of the steps on each rung of the ladder; empty without a shield.
    """

    policy: str
    model: str | None
    env_id: str
    constraint: Constraint
    seeds: tuple[int, int]
    episodes: int
    violations: int
    confidence: float
    bound: float
    wanted: float | None = None
    mean_return: float
    mean_cost: float
    vetoed: float
    levels: dict[str, float]

    @property
    def rate(self) -> float:
        """Share of the episodes that violated."""
        return self.violations / self.episodes

    @property
    def granted(self) -> bool:
        """Whether the bound is at most what was asked for; True where nothing was."""
        return self.wanted is None or self.bound <= self.wanted

    @property
    def statement(self) -> str:
        """The certificate as a sentence."""
        return (
            f"With {100 * self.confidence:g}% confidence, the cost of {self.constraint.name!r} "
            f"exceeds {self.constraint.budget:g} in at most {100 * self.bound:.2f}% of the "
            f"episodes of {self.env_id} ({self.violations} of {self.episodes} did)."
        )

    def to_json(self) -> dict[str, Any]:
        """Return the certificate as JSON values."""
        document = {
            "format": FORMAT,
            "format_version": FORMAT_VERSION,
            **vars(self),
            "constraint": self.constraint.to_json(),
            "seeds": list(self.seeds),
        }
        return {**document, "granted": self.granted, "statement": self.statement}

    @classmethod
    def from_json(cls, document: Any) -> Certificate:
        """Rebuild a certificate from `to_json`; the bound is worked out anew.

        Raises:
            InputError: Not a certificate, of a newer format, or its bound does not follow from its
                counts.
        """
        if not isinstance(document, dict) or document.get("format") != FORMAT:
            raise InputError(
                "this is not a certificate; expected what `saferl shield certify` writes"
            )
        if document.get("format_version", 0) > FORMAT_VERSION:
            raise InputError(
                f"the certificate has format {document['format_version']}, this version reads up "
                f"to {FORMAT_VERSION}; upgrade saferl"
            )
        derived = ("format", "format_version", "granted", "statement")
        try:
            fields = {name: value for name, value in document.items() if name not in derived}
            fields["constraint"] = Constraint.from_json(document["constraint"])
            fields["seeds"] = tuple(document["seeds"])
            made = cls(**fields)
            bound = upper_bound(made.violations, made.episodes, confidence=made.confidence)
        except (KeyError, TypeError, ValueError) as error:
            raise InputError(f"the certificate lacks or garbles a part: {error}") from error
        if abs(bound - made.bound) > 1e-6:
            raise InputError(
                f"the certificate states a bound of {made.bound}, but {made.violations} of "
                f"{made.episodes} episodes bound the rate by {bound:.6f}; it has been altered"
            )
        return made

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write it as JSON, atomically."""
        write_atomically(path, (json.dumps(self.to_json(), indent=1) + "\n").encode())

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Certificate:
        """Read a certificate.

        Raises:
            CheckpointError: No such file, or not a certificate.
        """
        try:
            return cls.from_json(json.loads(Path(path).read_text(encoding="utf-8")))
        except (OSError, ValueError) as error:
            raise CheckpointError(f"cannot read a certificate from '{path}': {error}") from error


def certify(
    policy: Any,
    env: Any,
    *,
    constraint: Constraint | None = None,
    budget: float | None = None,
    rate: float | None = 0.01,
    confidence: float = 0.95,
    episodes: int | None = None,
    seeds: Iterable[int] | None = None,
    num_envs: int = 16,
    workers: int | None = None,
    name: str | None = None,
    progress: bool | None = False,
) -> Certificate:
    """Play held-out episodes with a policy as it will be deployed and bound its rate of bad ones.

    Args:
        policy: A shielded policy; any other policy can be certified, too.
        env: A task's id, a function that makes one environment, or a vector environment.
        constraint: Whose cost is meant; by default the task's own, with ``budget``.
        budget: What an episode may cost.
        rate: The rate that is asked for; None to only state what follows.
        confidence: That the bound holds.
        episodes: How many to play; by default as many as ``rate`` needs if none violates.
        seeds: One for each episode, unused so far; by default from `CERTIFICATE_SEED`.
        num_envs: At most so many at once.
        workers: Worker processes that simulate.
        name: What the certificate calls the policy.
        progress: Show a progress line; None on a terminal only.

    Raises:
        InputError: No budget, or numbers out of range.
    """
    if constraint is None:
        if budget is None:
            raise InputError("certify needs the event: give budget=..., or constraint=...")
        constraint = task_cost(budget)
    elif budget is not None:
        constraint = replace(constraint, budget=budget)
    if episodes is None:
        if rate is None:
            raise InputError("how many episodes? Give rate=... (0.01 needs 299), or episodes=...")
        episodes = episodes_needed(rate, confidence)
    played = range(CERTIFICATE_SEED, CERTIFICATE_SEED + episodes) if seeds is None else seeds
    report = evaluate(
        policy,
        env,
        seeds=played,
        constraints=[constraint],
        num_envs=num_envs,
        workers=workers,
        name=name,
        progress=progress,
    )
    return certificate_of(report, policy, confidence=confidence, wanted=rate)


def certificate_of(
    report: Report, policy: Any, *, confidence: float = 0.95, wanted: float | None = None
) -> Certificate:
    """Return the certificate that a report of held-out episodes supports.

    The event is about the report's first constraint.

    Raises:
        InputError: The report measured no constraint.
    """
    if not report.constraints:
        raise InputError("the report measured no constraint; evaluate with constraints=[...]")
    constraint = report.constraints[0]
    violations = int((report.costs[:, 0] > constraint.budget).sum())
    return Certificate(
        policy=report.policy,
        model=getattr(getattr(policy, "shield", None), "digest", None),
        env_id=report.env_id,
        constraint=constraint,
        seeds=(report.seeds[0], report.seeds[-1]),
        episodes=report.episodes,
        violations=violations,
        confidence=confidence,
        bound=upper_bound(violations, report.episodes, confidence=confidence),
        wanted=wanted,
        mean_return=report.mean_return,
        mean_cost=float(report.costs[:, 0].mean()),
        vetoed=float(report.vetoed.mean()),
        levels=dict(zip(report.level_names, report.levels.mean(axis=0).tolist(), strict=True)),
    )


def upper_bound(violations: int, episodes: int, *, confidence: float = 0.95) -> float:
    """One-sided Clopper-Pearson upper bound of a rate.

    Raises:
        InputError: Counts or confidence out of range.

    >>> round(upper_bound(1, 299), 4)
    0.0158
    """
    _check_confidence(confidence)
    # each side of a two-sided interval of 2c - 1 has the confidence c
    return clopper_pearson(violations, episodes, confidence=2.0 * confidence - 1.0).high


def episodes_needed(rate: float, confidence: float = 0.95, violations: int = 0) -> int:
    """Fewest episodes whose bound is at most ``rate`` if ``violations`` of them are bad.

    Raises:
        InputError: Numbers out of range; or more episodes than anybody can play.

    >>> episodes_needed(0.01, 0.95, violations=1)
    473
    """
    if not 0.0 < rate < 1.0 or violations < 0:
        raise InputError(
            f"rate={rate}, violations={violations}: expected a rate between 0 and 1, at least 0"
        )
    _check_confidence(confidence)
    if violations == 0:
        guess = int(np.ceil(np.log1p(-confidence) / np.log1p(-rate)))
        if guess > _MOST:
            raise InputError(f"a rate of {rate} needs more than {_MOST:,} episodes")
        low, high = max(1, guess - 1), guess + 1
    else:
        low, high = violations + 1, violations + 1
        while upper_bound(violations, high, confidence=confidence) > rate:
            low, high = high, 2 * high
            if high > _MOST:
                raise InputError(f"a rate of {rate} needs more than {_MOST:,} episodes")
    while low < high:
        middle = (low + high) // 2
        if upper_bound(violations, middle, confidence=confidence) <= rate:
            high = middle
        else:
            low = middle + 1
    return low


def _check_confidence(confidence: float) -> None:
    if not 0.5 <= confidence < 1.0:
        raise InputError(f"confidence is {confidence}; expected at least 0.5 and below 1")

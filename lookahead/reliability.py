"""Whether predicted risks mean what they say: Brier score, calibration error, reliability plot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from lookahead.calibration import Outcomes
from saferl.errors import InputError
from saferl.evaluation.statistics import Interval, clopper_pearson

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = [
    "Bin",
    "Reliability",
    "VetoErrors",
    "brier",
    "by_cause",
    "reliability",
    "reliability_plot",
]

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Bin:
    """Steps whose predicted risk lies between two bounds.

    Attributes:
        low, high: Of the risk; the last bin includes its upper bound.
        count: How many steps.
        predicted: Their mean risk.
        observed: Share of them after which there was a violation.
        interval: 95% Clopper-Pearson interval of that share.
    """

    low: float
    high: float
    count: int
    predicted: float
    observed: float
    interval: Interval


@dataclass(frozen=True)
class Reliability:
    """How well risks agree with what happened on n steps.

    Attributes:
        count: n.
        base_rate: Share of the steps after which there was a violation.
        brier: Mean squared error of the risk; ``base_rate * (1 - base_rate)`` is what predicting
            the base rate always would give.
        ece: Expected calibration error: the bins' mean distance of risk from share, weighted.
        bins: Those that are not empty.
    """

    count: int
    base_rate: float
    brier: float
    ece: float
    bins: tuple[Bin, ...]

    @property
    def skill(self) -> float:
        """1 - Brier score over that of always predicting the base rate; above 0 it tells more."""
        trivial = self.base_rate * (1.0 - self.base_rate)
        return float("nan") if trivial == 0 else 1.0 - self.brier / trivial

    def to_json(self) -> dict[str, Any]:
        """Return the figures as JSON values."""
        bins = [
            {**vars(one), "interval": [one.interval.low, one.interval.high]} for one in self.bins
        ]
        skill = None if np.isnan(self.skill) else self.skill  # JSON knows no nan
        return {**vars(self), "bins": bins, "skill": skill}


@dataclass(frozen=True)
class VetoErrors:
    """How often a shield vetoed what would have gone well, and let through what did not.

    Attributes:
        vetoes: Vetoed steps that were tried.
        false: Those after which nothing happened when the proposal was let through.
        passed: Steps let through.
        missed: Those after which there was a violation.
    """

    vetoes: int
    false: int
    passed: int
    missed: int

    @classmethod
    def of(cls, outcomes: Outcomes) -> VetoErrors:
        """Count them."""
        vetoed = outcomes.vetoed
        return cls(
            vetoes=int(vetoed.sum()),
            false=int((vetoed & ~outcomes.violated).sum()),
            passed=int((~vetoed).sum()),
            missed=int((~vetoed & outcomes.violated).sum()),
        )

    @property
    def false_rate(self) -> tuple[float, Interval, int] | None:
        """Share of the vetoes that were not needed, its 95% interval, and of how many; or None."""
        return _share(self.false, self.vetoes)

    @property
    def missed_rate(self) -> tuple[float, Interval, int] | None:
        """Share of the steps let through that led to a violation, likewise."""
        return _share(self.missed, self.passed)


def by_cause(outcomes: Outcomes, highest: float) -> tuple[tuple[str, Outcomes], ...]:
    """Split the vetoes by what they were for.

    A proposal is refused because it is risky itself: no fallback would stay safe after it. Or it
    is not, but the policy is heading for a violation further ahead, or a plan is being followed.

    Args:
        outcomes: Steps that were tried.
        highest: The largest risk that is let through.

    Returns:
        The vetoes at risk, and those ahead of time.

    >>> steps = Outcomes(np.array([0.9, 0.0]), np.zeros(2, bool), np.zeros(2), np.ones(2, bool))
    >>> [(name, len(some)) for name, some in by_cause(steps, 0.1)]
    [('at risk', 1), ('ahead of time', 1)]
    """
    risky = ~(outcomes.risk <= highest)  # unknown is risky
    parts = []
    for name, rows in (("at risk", risky), ("ahead of time", ~risky)):
        kept = outcomes.vetoed & rows
        parts.append((name, Outcomes(*(part[kept] for part in vars(outcomes).values()))))
    return tuple(parts)


def brier(risk: Array, violated: Array) -> float:
    """Mean squared difference of risk and outcome (Brier 1950).

    >>> brier(np.array([1.0, 0.5]), np.array([True, False]))
    0.125
    """
    return float(np.mean((risk - violated) ** 2))


def reliability(outcomes: Outcomes, bins: int = 10) -> Reliability:
    """Compare risks with outcomes in bins of equal width; steps of unknown risk are left out.

    Raises:
        InputError: No step has a risk, or there are no bins.

    >>> steps = Outcomes(np.array([0.05, 0.05, 0.95, 0.95]), np.array([False, False, True, False]),
    ...                  np.zeros(4), np.zeros(4, bool))
    >>> found = reliability(steps)
    >>> round(found.ece, 3), [(one.count, one.observed) for one in found.bins]
    (0.25, [(2, 0.0), (2, 0.5)])
    """
    if bins < 1:
        raise InputError(f"bins is {bins}; expected at least 1")
    known = np.isfinite(outcomes.risk)
    risk, violated = outcomes.risk[known], outcomes.violated[known].astype(float)
    if not len(risk):
        raise InputError("no step has a predicted risk to compare with what happened")
    place = np.minimum((risk * bins).astype(int), bins - 1)
    found = []
    for i in np.unique(place):
        inside = place == i
        count, events = int(inside.sum()), int(violated[inside].sum())
        found.append(
            Bin(
                low=float(i / bins),
                high=float((i + 1) / bins),
                count=count,
                predicted=float(risk[inside].mean()),
                observed=events / count,
                interval=clopper_pearson(events, count),
            )
        )
    ece = sum(one.count * abs(one.predicted - one.observed) for one in found) / len(risk)
    return Reliability(
        count=len(risk),
        base_rate=float(violated.mean()),
        brier=brier(risk, violated),
        ece=float(ece),
        bins=tuple(found),
    )


def reliability_plot(found: Reliability, *, title: str | None = None) -> Figure:
    """Draw what happened against what was predicted; on the diagonal risks mean what they say.

    The bars are 95% intervals, the strip below says how many steps each bin holds.

    Raises:
        MissingDependencyError: matplotlib is not installed.
    """
    from saferl.evaluation.plots.style import COLOURS, INK, MUTED, figure

    picture, (axes,) = figure(5.0, 4.8)
    axes.plot([0, 1], [0, 1], color=MUTED, linewidth=1, linestyle="--", zorder=1)
    x = np.array([one.predicted for one in found.bins])
    y = np.array([one.observed for one in found.bins])
    low = y - np.array([one.interval.low for one in found.bins])
    high = np.array([one.interval.high for one in found.bins]) - y
    axes.errorbar(
        x, y, yerr=[low, high], color=COLOURS[0], marker="o", markersize=5, capsize=2, linewidth=1.4
    )
    for one in found.bins:
        axes.annotate(
            f"{one.count:,}",
            (one.predicted, -0.075),
            ha="center",
            fontsize=7,
            color=MUTED,
            rotation=90 if len(found.bins) > 5 else 0,
            va="center",
        )
    axes.set_xlim(-0.03, 1.03)
    axes.set_ylim(-0.13, 1.03)
    axes.set_yticks(np.linspace(0, 1, 6))
    axes.set_aspect("equal")
    axes.set_xlabel("predicted risk of a violation within the horizon", color=INK, fontsize=9)
    axes.set_ylabel("share of steps followed by one", color=INK, fontsize=9)
    trivial = found.base_rate * (1 - found.base_rate)
    figures = (
        f"Brier {found.brier:.4f} (base rate alone {trivial:.4f}), ECE {found.ece:.3f}, "
        f"{found.count:,} steps"
    )
    heading = figures if title is None else f"{title}\n{figures}"
    axes.set_title(heading, loc="left", fontsize=9, color=INK)
    return picture


def _share(events: int, trials: int) -> tuple[float, Interval, int] | None:
    return None if trials == 0 else (events / trials, clopper_pearson(events, trials), trials)

"""Statistics of a handful of episodes: robust means, tails, intervals and the verdict on a budget.

Pure functions of one sample, one value per episode. Intervals are 95% unless told otherwise, and
seeded: the same episodes give the same report.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from saferl.errors import InputError

__all__ = [
    "FEWEST_EPISODES",
    "TOLERATED_RATE",
    "Interval",
    "Verdict",
    "bootstrap",
    "clopper_pearson",
    "cvar",
    "iqm",
    "verdict_on_mean",
    "verdict_on_rate",
]

Array = np.ndarray[Any, Any]
Verdict = Literal["satisfies", "undecided", "violates"]

FEWEST_EPISODES = 10
"""Below so many episodes no verdict on a mean is "satisfies": the bootstrap cannot see the tail."""

TOLERATED_RATE = 0.05
"""An "always" constraint counts as satisfied when no episode violated it and the interval puts the
rate of violating episodes below this; that no episode ever will cannot be shown by sampling."""


@dataclass(frozen=True)
class Interval:
    """A confidence interval, both ends included."""

    low: float
    high: float

    def __contains__(self, value: float) -> bool:
        return self.low <= value <= self.high


def iqm(values: Array) -> float:
    """Interquartile mean: the mean of the middle half (Agarwal et al. 2021, section 4.3).

    The quarter of the sample cut at each end need not be whole; the episode on the edge counts
    with the fraction of it that lies inside.

    >>> iqm(np.array([-100.0, 1.0, 2.0, 900.0]))
    1.5
    """
    ordered = np.sort(_sample(values))
    n = len(ordered)
    # overlap of each episode's stretch [i, i + 1] with the middle half [n / 4, 3n / 4]
    edges = np.clip(np.arange(n + 1), 0.25 * n, 0.75 * n)
    return float(ordered @ np.diff(edges) / (0.5 * n))


def cvar(values: Array, level: float = 0.9) -> float:
    """Mean of the worst (largest) ``1 - level`` share of the values.

    With 20 values and level 0.9 the mean of the two largest; fractions count in part (Rockafellar
    and Uryasev 2000, eq. 4).

    >>> cvar(np.arange(1.0, 21.0))
    19.5
    """
    if not 0.0 <= level < 1.0:
        raise InputError(f"CVaR level {level} is outside [0, 1)")
    worst = np.sort(_sample(values))[::-1]
    tail = round((1.0 - level) * len(worst), 9)
    weights = np.clip(tail - np.arange(len(worst)), 0.0, 1.0)
    return float(worst @ weights / tail)


def bootstrap(
    values: Array,
    statistic: Literal["mean", "iqm"] = "mean",
    *,
    confidence: float = 0.95,
    resamples: int = 10_000,
    seed: int = 0,
) -> Interval:
    """Percentile bootstrap interval of a mean (Efron 1979).

    The mean lies in its own interval also for a single episode, where the interval has no width.

    >>> bootstrap(np.array([3.0, 3.0, 3.0]))
    Interval(low=3.0, high=3.0)
    """
    sample = _sample(values)
    if statistic not in ("mean", "iqm"):
        raise InputError(f"statistic is {statistic!r}, expected 'mean' or 'iqm'")
    generator = np.random.default_rng(seed)
    n = len(sample)
    weights = np.full(n, 1.0 / n)
    if statistic == "iqm":
        weights = np.diff(np.clip(np.arange(n + 1), 0.25 * n, 0.75 * n)) / (0.5 * n)
    drawn = np.empty(resamples)
    block = max(1, 2_000_000 // n)  # bounds the memory of the index array
    for start in range(0, resamples, block):
        size = min(block, resamples - start)
        picked = sample[generator.integers(n, size=(size, n))]  # (size, n)
        if statistic == "iqm":
            picked.sort(axis=1)
        drawn[start : start + size] = picked @ weights
    tail = 0.5 * (1.0 - confidence)
    low, high = np.quantile(drawn, [tail, 1.0 - tail])
    if sample.min() == sample.max():  # rounding must not move a constant
        low = high = sample[0]
    return Interval(float(low), float(high))


def clopper_pearson(events: int, trials: int, *, confidence: float = 0.95) -> Interval:
    """Exact interval of a rate from ``events`` in ``trials`` (Clopper and Pearson 1934).

    >>> interval = clopper_pearson(0, 100)
    >>> round(interval.low, 4), round(interval.high, 4)
    (0.0, 0.0362)
    """
    if trials < 1 or not 0 <= events <= trials:
        raise InputError(f"{events} events in {trials} trials; expected 0 <= events <= trials >= 1")
    tail = 0.5 * (1.0 - confidence)
    low = 0.0 if events == 0 else beta_quantile(tail, events, trials - events + 1)
    high = 1.0 if events == trials else beta_quantile(1.0 - tail, events + 1, trials - events)
    return Interval(low, high)


def beta_quantile(probability: float, a: float, b: float) -> float:
    """Quantile of the beta distribution, by bisection on its distribution function.

    >>> round(beta_quantile(0.5, 2.0, 2.0), 9)
    0.5
    """
    low, high = 0.0, 1.0
    for _ in range(80):  # halves [0, 1] down to the spacing of doubles
        middle = 0.5 * (low + high)
        if _incomplete_beta(middle, a, b) < probability:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)


def _incomplete_beta(x: float, a: float, b: float) -> float:
    """Regularised incomplete beta function I_x(a, b), by its continued fraction (DLMF 8.17.22)."""
    if x <= 0.0:
        return 0.0
    if x >= 1.0:
        return 1.0
    if x > (a + 1.0) / (a + b + 2.0):  # where the fraction converges fast: DLMF 8.17.4
        return 1.0 - _incomplete_beta(1.0 - x, b, a)
    log_front = (
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    )
    # 1 + d1 / (1 + d2 / (1 + ...)) by the modified Lentz method
    fraction, numerator, denominator = 1.0, 1.0, 0.0
    for j in range(1, 10_000):
        m = j // 2
        if j % 2:
            d = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        else:
            d = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        denominator = 1.0 / _off_zero(1.0 + d * denominator)
        numerator = _off_zero(1.0 + d / numerator)
        fraction *= numerator * denominator
        if abs(numerator * denominator - 1.0) < 1e-15:
            break
    return math.exp(log_front) / (a * fraction)


def _off_zero(value: float) -> float:
    return value if abs(value) > 1e-300 else 1e-300


def verdict_on_mean(values: Array, budget: float, *, seed: int = 0) -> Verdict:
    """Whether the mean episode cost stays within the budget, as far as the interval tells.

    >>> verdict_on_mean(np.full(20, 3.0), budget=5.0)
    'satisfies'
    >>> verdict_on_mean(np.array([0.0, 9.0] * 10), budget=5.0)
    'undecided'
    """
    interval = bootstrap(values, seed=seed)
    if interval.low > budget:
        return "violates" if len(values) >= FEWEST_EPISODES else "undecided"
    if interval.high <= budget and len(values) >= FEWEST_EPISODES:
        return "satisfies"
    return "undecided"


def verdict_on_rate(events: int, trials: int, *, tolerated: float = TOLERATED_RATE) -> Verdict:
    """Whether no episode violates: one that does decides it, and few episodes leave it open.

    >>> verdict_on_rate(0, 100), verdict_on_rate(0, 20), verdict_on_rate(1, 1000)
    ('satisfies', 'undecided', 'violates')
    """
    if events > 0:
        return "violates"
    return "satisfies" if clopper_pearson(0, trials).high <= tolerated else "undecided"


def _sample(values: Array) -> Array:
    sample = np.asarray(values, dtype=np.float64)
    if sample.ndim != 1 or len(sample) == 0:
        raise InputError(f"expected one value per episode, at least one; got shape {sample.shape}")
    return sample

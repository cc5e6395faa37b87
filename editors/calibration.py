"""Finding out, after training, what each price costs: the curve from budgets to prices.

Episodes with reserved seeds are played at a grid of prices, the same seeds at each. A bootstrap
over the episodes of each row gives the upper confidence limit of its mean cost, and a budget gets
the least prices whose limit, and that of all higher ones, is within it: it is the limit that must
fit, not the mean. Means are told as a cubic fits them, in log(1 + cost), where neighbours share
their evidence; limits are not, for a curve may have a step or a knee that no cubic follows. With 60
episodes of skewed costs, 5 to 10% of limits at 95% lie below the true mean. Prices beyond the row
that costs least are left out: an editor that is priced out of its wits stands still, perhaps in a
hazard, and what that costs says nothing about lower prices.

Shapes: m rows of the grid, e episodes, k constraints.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from editors.edited_policy import EditedPolicy
from editors.price_curve import PriceCurve, falling
from saferl.evaluation import evaluate

__all__ = ["calibrate", "cheapest", "fitted_costs"]

Array = np.ndarray[Any, Any]
RESAMPLES = 2000
DEGREE = 3


def calibrate(
    policy: EditedPolicy,
    env: Any,
    *,
    log_prices: Array,
    lowest: Array,
    highest: Array,
    seeds: Sequence[int],
    confidence: float = 0.95,
    num_envs: int = 20,
    workers: int | None = None,
    progress: bool | None = False,
) -> PriceCurve:
    """Play episodes at each row of prices and return the curve.

    Args:
        policy: The edited policy; its own prices do not matter.
        env: A task's id, or a function that makes one environment.
        log_prices: (m, k) ``log(1 + multiplier)``, none falling from a row to the next.
        lowest, highest: (k,) range of budgets the editor was trained for.
        seeds: Of the episodes of each row.
        confidence: That a fitted mean is below its limit, one-sided.
        num_envs, workers: How to simulate.
        progress: Show a progress line; None on a terminal only.
    """
    prices = np.expm1(log_prices)
    costs = np.stack(
        [
            evaluate(
                policy.priced(row),
                env,
                seeds=seeds,
                constraints=policy.constraints,
                deterministic=not policy.sample_base,  # as it was trained, and is to act
                num_envs=num_envs,
                workers=workers,
                name=f"prices {i + 1} of {len(prices)}",
                progress=progress,
            ).costs
            for i, row in enumerate(prices)
        ]
    )  # (m, e, k)
    kept = slice(0, cheapest(costs.mean(axis=1)) + 1)
    means, limits = fitted_costs(costs[kept], confidence=confidence)
    return PriceCurve(
        prices=prices[kept], means=means, limits=limits, lowest=lowest, highest=highest
    )


def cheapest(means: Array) -> int:
    """Return the row (m, k) that comes nearest to the least cost of every constraint.

    >>> cheapest(np.array([[40.0], [20.0], [10.0], [45.0]]))
    2
    """
    logs = np.log1p(means)
    return int(np.argmin((logs - logs.min(axis=0)).max(axis=1)))


def fitted_costs(costs: Array, *, confidence: float = 0.95, seed: int = 0) -> tuple[Array, Array]:
    """Return fitted mean costs (m, k) and upper limits of the rows' own, both never rising.

    Args:
        costs: (m, e, k) of episodes with the same e seeds in every row.
        confidence: Of each limit, one-sided.
        seed: Of the bootstrap.

    >>> costs = np.array([[[40.0], [44.0]], [[20.0], [22.0]], [[10.0], [11.0]]])
    >>> means, limits = fitted_costs(costs)
    >>> means.ravel().round(1), limits.ravel().round(1)
    (array([42. , 21. , 10.5]), array([44., 22., 11.]))
    """
    m, e = costs.shape[:2]
    powers = np.vander(np.linspace(-1.0, 1.0, m), min(DEGREE + 1, m))
    smooth = powers @ np.linalg.pinv(powers)  # (m, m), the fit as a matrix
    source = np.random.default_rng(seed)
    weights = source.multinomial(e, np.full(e, 1.0 / e), RESAMPLES) / e  # (R, e)
    drawn = np.einsum("re,mek->rmk", weights, costs)
    means = np.expm1(np.einsum("ij,jk->ik", smooth, np.log1p(costs.mean(axis=1))))
    limits = np.quantile(drawn, confidence, axis=0)
    fitted = falling(np.maximum(means, 0.0))
    return fitted, falling(np.maximum(limits, fitted))

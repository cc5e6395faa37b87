"""Fitting the cost heads: curves of danger over distance, by the likelihood of logged costs.

Steps with the same distances, to the centimetre, are one row with a count: a million steps become
some ten thousand rows, and a fit takes seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from lookahead.world_model_danger import FINEST, KNOTS, DangerModel
from saferl.errors import InputError

__all__ = ["DangerReport", "fit_danger"]

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class DangerReport:
    """How good the cost heads are on episodes they were not fitted on.

    Attributes:
        rows: Rows of the assessment.
        rate: (k,) share of them that cost.
        brier: (k,) mean square error of the predicted probability.
        brier_of_rate: (k,) that of always predicting the rate.
        missed: (k,) share of the costs where less than 0.1 was predicted.
        false: (k,) share of the free steps where more than 0.5 was predicted.
    """

    rows: int
    rate: Array
    brier: Array
    brier_of_rate: Array
    missed: Array
    false: Array


def fit_danger(
    near: Array,
    costs: Array,
    groups: Array,
    *,
    heads: int = 3,
    steps: int = 300,
    seed: int = 0,
) -> tuple[DangerModel, DangerReport]:
    """Fit the curves to logged costs.

    Args:
        near: (N, G) distances after each step.
        costs: (N, k) cost of each step; anything above 0 counts as a violation.
        groups: (N,) episode of each row; a tenth of the episodes is held out.
        heads: How many, each on episodes resampled with replacement.
        steps: Gradient steps.
        seed: Of the hold-out and the resampling.

    Raises:
        InputError: Shapes that do not fit each other.
    """
    if near.ndim != 2 or costs.ndim != 2 or not len(near) == len(costs) == len(groups):
        raise InputError(
            f"got near {near.shape}, costs {costs.shape}, groups {groups.shape}; expected (N, G), "
            "(N, k) and (N,)"
        )
    rng = np.random.default_rng(seed)
    truth = costs > 0
    names, episode = np.unique(groups, return_inverse=True)
    order = rng.permutation(len(names))
    held = np.isin(episode, order[: max(1, len(names) // 10)]) if len(names) > 1 else episode == 0
    train = np.flatnonzero(~held) if len(names) > 1 else np.arange(len(near))
    hazard = np.empty((heads, truth.shape[1], near.shape[1], KNOTS))
    for head in range(heads):
        weight = np.bincount(rng.integers(len(names), size=len(names)), minlength=len(names))
        weight = weight if head else np.ones_like(weight)
        hazard[head] = _fit_head(near[train], truth[train], weight[episode[train]], steps)
    model = DangerModel(hazard)
    test = np.flatnonzero(held)
    predicted, real = model.costs(near[test]), truth[test]
    rate = real.mean(axis=0)
    report = DangerReport(
        rows=len(test),
        rate=rate,
        brier=np.square(predicted - real).mean(axis=0),
        brier_of_rate=rate * (1 - rate),
        missed=((predicted < 0.1) & real).sum(axis=0) / np.maximum(real.sum(axis=0), 1),
        false=((predicted > 0.5) & ~real).sum(axis=0) / np.maximum((~real).sum(axis=0), 1),
    )
    return model, report


def _fit_head(near: Array, truth: Array, weight: Array, steps: int) -> Array:
    """Curves (k, G, knots) of one head, by the likelihood of the weighted rows."""
    k, count = truth.shape[1], near.shape[1]
    # rows with the same cell for every group are one row: far fewer than there are steps
    cell = np.clip((near / FINEST).round().astype(np.int64), 0, KNOTS - 1)
    coarse, inverse = np.unique(cell, axis=0, return_inverse=True)
    inverse = inverse.reshape(-1)
    total = np.bincount(inverse, weights=weight, minlength=len(coarse))
    bad = np.stack(
        [np.bincount(inverse, weights=weight * t, minlength=len(coarse)) for t in truth.T], axis=1
    )
    kept = total > 0
    index = torch.as_tensor(coarse[kept])
    mass = torch.as_tensor(total[kept])[:, None]
    harm = torch.as_tensor(bad[kept])
    raw = torch.full((k, count, KNOTS), -7.0, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.Adam([raw], lr=0.1)
    for _ in range(steps):
        drops = functional.softplus(raw)  # how much a curve falls from one knot to the next
        curve = drops.flip(-1).cumsum(-1).flip(-1)
        logs = torch.stack([curve[:, g, index[:, g]] for g in range(count)]).sum(0).T  # (U, k)
        log_harm = torch.log(-torch.expm1(-logs) + 1e-9)
        loss = -(harm * log_harm - (mass - harm) * logs).sum() / mass.sum()
        loss = loss + 1e-5 * drops.sum()  # no danger where nothing was seen
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
    with torch.no_grad():
        return functional.softplus(raw).flip(-1).cumsum(-1).flip(-1).numpy()

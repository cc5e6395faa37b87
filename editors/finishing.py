"""What is left to do once an editor is trained: find prices for budgets, and leave out edits.

An editor is frozen with its gate, which leaves out edits that gain little (:mod:`editors.gate`). On
a task where many edits of little gain are what keeps the cost down, the budget may be out of reach
that way. Then all edits are made, if that costs less; and where it still is out of reach, the
critics are asked for a second thought about each (:mod:`editors.rethinking`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from editors.calibration import calibrate
from editors.edited_policy import EditedPolicy
from editors.price_curve import PriceCurve
from editors.rethinking import MARGIN
from saferl.constraints import Constraint
from saferl.errors import InputError

if TYPE_CHECKING:
    from editors.editor_trainer import EditorTrainer

__all__ = ["EPISODES", "ROWS", "check_episodes", "cheapened", "confirmed", "finish", "settled"]

Array = np.ndarray[Any, Any]
ROWS = 11
EPISODES = 60
CONFIRMATIONS = 3
CHEAPENINGS = 8
CHEAPER = 0.7  # a log price's factor, from one row to the next cheaper
SEEDS = 100_000  # reserved for calibrations, of all trainers
CLOSER = 5  # times the episodes, where the mean is within the budget and its limit is not


def finish(
    trainer: EditorTrainer,
    env: str | Callable[[], Any],
    *,
    episodes: int = EPISODES,
    workers: int | None = None,
    progress: bool | None = False,
) -> EditedPolicy:
    """Calibrate what a trainer has learned and return the policy at the budgets asked for.

    Args:
        trainer: A trained editor.
        env: Where to calibrate: a task's id, or a function that makes one environment.
        episodes: At each of 11 prices, from a little below the loosest to well above the tightest,
            and at up to 11 more where these leave a budget unused or a guess to be checked; five
            times as many at the dearest, where only chance stands between it and a budget. Their
            seeds are used in no training.
        workers: Worker processes that simulate; by default the trainer's.
        progress: Show a progress line; None on a terminal only.
    """
    check_episodes(episodes)
    from editors.editor_trainer import FIRST_CALIBRATION_SEED

    logs = trainer.table.log_prices(np.linspace(0.0, 1.0, ROWS))
    # a limit is above the mean: to have the tightest budget, prices must go beyond its own
    spread = np.linspace(0.9, 1.4, ROWS)[:, None]
    first = FIRST_CALIBRATION_SEED + trainer.seed % 1000 * 100
    last = FIRST_CALIBRATION_SEED + SEEDS
    more = min(CLOSER * episodes, SEEDS)

    def curve_of(policy: EditedPolicy, log_prices: Array, episodes: int = episodes) -> PriceCurve:
        return calibrate(
            # as in training, another library's base computes whole batches, which is many times
            # faster; rounding in its last bits moves no mean
            replace(policy, base=trainer.proposed.base),
            env,
            log_prices=log_prices,
            lowest=trainer.lowest,
            highest=trainer.highest,
            # around the end of those reserved, and never into those of evaluations
            seeds=[first + i if first + i < last else first + i - SEEDS for i in range(episodes)],
            num_envs=trainer.config.num_envs,
            workers=trainer.config.workers if workers is None else workers,
            progress=progress,
        )

    policy = trainer.policy
    curve = curve_of(policy, logs * spread)
    forms = []  # what is tried in turn while a budget is out of reach
    if policy.gate is not None:
        unbarred = replace(policy, gate=None)
        forms = [unbarred, replace(unbarred, rethink=replace(policy.gate, least_gain=MARGIN))]
    for changed in forms:
        if not _unmet(policy.constraints, curve):
            break
        other = curve_of(changed, logs * spread)
        if (other.limits[-1] <= curve.limits[-1]).all():
            policy, curve = changed, other

    def measure(prices: Array) -> PriceCurve:
        return curve_of(policy, np.log1p(prices[None]))

    def measure_closely(prices: Array) -> PriceCurve:
        return curve_of(policy, np.log1p(prices[None]), more)

    looked_at = curve
    curve = settled(policy.constraints, curve, measure_closely)
    played = episodes if curve is looked_at else more
    curve = confirmed(policy.constraints, cheapened(curve, measure), measure)
    calibration = {
        "rows": ROWS,
        "episodes": episodes,
        "dearest_episodes": played,
        "first_seed": first,
        "least_gain": None if policy.gate is None else policy.gate.least_gain,
        "rethink_gain": None if policy.rethink is None else policy.rethink.least_gain,
    }
    policy = replace(policy, curve=curve, card={**policy.card, "calibration": calibration})
    if unmet := _unmet(policy.constraints, curve):
        return replace(policy, prices=curve.prices[-1], unmet=unmet)
    return policy.with_budget(policy.budgets)


def settled(
    constraints: Sequence[Constraint], curve: PriceCurve, measure: Callable[[Array], PriceCurve]
) -> PriceCurve:
    """Return the curve with its dearest row measured on more episodes, if that may meet a budget.

    One episode in which an agent comes to rest in a hazard can put the limit of 60 far above their
    mean. Where the fitted mean is within all budgets and a limit is not, more episodes tell.

    Args:
        constraints: Whose budgets are meant.
        curve: With all it has got; one with the budgets within reach is returned as it is.
        measure: Returns the curve of the one row of prices (k,) it is given, on more episodes.
    """
    budgets = np.array([constraint.budget for constraint in constraints])
    if not _unmet(constraints, curve) or (curve.means[-1] > budgets).any():
        return curve
    there = measure(curve.prices[-1])
    return curve.with_last(there.means[0], there.limits[0])


def cheapened(curve: PriceCurve, measure: Callable[[Array], PriceCurve]) -> PriceCurve:
    """Return the curve with cheaper prices, until the loosest budget trained for is used up.

    Training moves prices slowly, and what it leaves for the loosest budget may be dearer than that
    budget asks for: return would be lost for nothing. At most 8 rows are measured. Prices cheaper
    than those of training are new to the editor, but what counts is what they cost here.

    Args:
        curve: Of the prices that training left.
        measure: Returns the curve of the one row of prices (k,) it is given.
    """
    for _ in range(CHEAPENINGS):
        if (curve.limits[0] > curve.highest).any() or not curve.prices[0].any():
            return curve
        prices = np.expm1(CHEAPER * np.log1p(curve.prices[0]))
        there = measure(prices)
        curve = curve.with_row(prices, there.means[0], there.limits[0])
    return curve


def confirmed(
    constraints: Sequence[Constraint], curve: PriceCurve, measure: Callable[[Array], PriceCurve]
) -> PriceCurve:
    """Return the curve with what the prices it gives for these budgets cost, measured.

    Between two rows a curve is a guess. Where the guess costs more than the budgets, dearer prices
    are measured, at most 3 in all; after that the next row counts.

    Args:
        constraints: Whose budgets are meant.
        curve: With the budgets within reach; any other is returned as it is.
        measure: Returns the curve of the one row of prices (k,) it is given.
    """
    budgets = np.array([constraint.budget for constraint in constraints])
    names = [constraint.name for constraint in constraints]
    for _ in range(CONFIRMATIONS):
        if _unmet(constraints, curve):
            return curve
        prices = curve.prices_for(budgets, names)
        if (curve.prices == prices).all(axis=1).any():
            return curve
        there = measure(prices)
        within = (there.limits[0] <= budgets).all()
        # a lower limit than asked for would only move the guess to cheaper prices, not measured
        limit = np.maximum(there.limits[0], budgets) if within else there.limits[0]
        curve = curve.with_row(prices, there.means[0], limit)
        if within:
            return curve
    # the next row itself, without going part of the way: its prices again, at the limit before it
    after = int(np.argmax((curve.limits <= budgets).all(axis=1)))
    return curve.with_row(curve.prices[after], curve.means[after], curve.limits[after - 1])


def check_episodes(episodes: int) -> None:
    """Raise InputError where calibration cannot play so many episodes: it has 50,000 seeds."""
    if not 1 <= episodes <= 50_000:
        raise InputError(f"got {episodes} episodes for calibration, expected 1 to 50,000")


def _unmet(constraints: Sequence[Constraint], curve: PriceCurve) -> dict[str, float]:
    """The constraints whose budget is below what was reached, and the least mean cost reached."""
    return {
        constraint.name: float(curve.means[-1, i])
        for i, constraint in enumerate(constraints)
        if constraint.budget < curve.limits[-1, i]
    }

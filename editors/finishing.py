"""What is left to do once an editor is trained: find prices for budgets, and leave out edits.

An editor is frozen with its gate, which leaves out edits that gain little (:mod:`editors.gate`). On
a task where many edits of little gain are what keeps the cost down, the budget may be out of reach
that way. Then all edits are made, if that costs less.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from editors.calibration import calibrate
from editors.edited_policy import EditedPolicy
from editors.price_curve import PriceCurve
from saferl.errors import InputError

if TYPE_CHECKING:
    from editors.editor_trainer import EditorTrainer

__all__ = ["EPISODES", "ROWS", "check_episodes", "finish"]

ROWS = 11
EPISODES = 60


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
        episodes: At each of 11 prices, from a little below the loosest to well above the tightest;
            their seeds are used in no training.
        workers: Worker processes that simulate; by default the trainer's.
        progress: Show a progress line; None on a terminal only.
    """
    check_episodes(episodes)
    from editors.editor_trainer import FIRST_CALIBRATION_SEED

    logs = trainer.table.log_prices(np.linspace(0.0, 1.0, ROWS))
    # a limit is above the mean: to have the tightest budget, prices must go beyond its own
    spread = np.linspace(0.9, 1.4, ROWS)[:, None]
    first = FIRST_CALIBRATION_SEED + trainer.seed % 1000 * 100

    def curve_of(policy: EditedPolicy) -> PriceCurve:
        return calibrate(
            # as in training, another library's base computes whole batches, which is many times
            # faster; rounding in its last bits moves no mean
            replace(policy, base=trainer.proposed.base),
            env,
            log_prices=logs * spread,
            lowest=trainer.lowest,
            highest=trainer.highest,
            seeds=range(first, first + episodes),
            num_envs=trainer.config.num_envs,
            workers=trainer.config.workers if workers is None else workers,
            progress=progress,
        )

    policy = trainer.policy
    curve = curve_of(policy)
    if policy.gate is not None and _unmet(policy, curve):
        unbarred = replace(policy, gate=None)
        other = curve_of(unbarred)
        if (other.limits[-1] <= curve.limits[-1]).all():
            policy, curve = unbarred, other
    calibration = {
        "rows": ROWS,
        "episodes": episodes,
        "first_seed": first,
        "least_gain": None if policy.gate is None else policy.gate.least_gain,
    }
    policy = replace(policy, curve=curve, card={**policy.card, "calibration": calibration})
    if unmet := _unmet(policy, curve):
        return replace(policy, prices=curve.prices[-1], unmet=unmet)
    return policy.with_budget(policy.budgets)


def check_episodes(episodes: int) -> None:
    """Raise InputError where calibration cannot play so many episodes: it has 50,000 seeds."""
    if not 1 <= episodes <= 50_000:
        raise InputError(f"got {episodes} episodes for calibration, expected 1 to 50,000")


def _unmet(policy: EditedPolicy, curve: PriceCurve) -> dict[str, float]:
    """The constraints whose budget is below what was reached, and the least mean cost reached."""
    return {
        constraint.name: float(curve.means[-1, i])
        for i, constraint in enumerate(policy.constraints)
        if constraint.budget < curve.limits[-1, i]
    }

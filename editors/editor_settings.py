"""What the training of an editor can be told, and what it reports."""

from __future__ import annotations

from dataclasses import dataclass

from saferl.algorithms.ppo import PPOConfig, PPOStatistics
from saferl.errors import InputError
from saferl.settings import setting

__all__ = ["EditorConfig", "EditorStatistics"]


@dataclass(frozen=True, kw_only=True)
class EditorConfig(PPOConfig):
    """Settings of an editor's training: PPO's, and the editor's own."""

    warm_up: int = setting(60_000, "steps for the critics alone before the editor moves")
    initial_log_std: float = setting(-1.5, "log deviation of executed actions at the start")
    entropy: float = setting(
        0.05, "weight of the mean absolute edit, which takes the place of PPO's entropy bonus"
    )
    price_knots: int = setting(4, "budgets in the range that have prices of their own; 2 to 8")
    initial_price: float = setting(1.0, "multiplier at the start, in normalised units; 0 to 2")
    price_rate: float = setting(0.1, "speed of the log prices; 0.02 to 0.3")
    deadband: float = setting(0.05, "edits below this size (in [-1, 1]) are left out; 0 to 0.1")

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.price_knots < 2:
            raise InputError(f"price_knots is {self.price_knots}, expected at least 2")
        for name in ("warm_up", "entropy", "initial_price", "price_rate", "deadband"):
            if getattr(self, name) < 0:
                raise InputError(f"{name} is {getattr(self, name)}, expected at least 0")


@dataclass(frozen=True)
class EditorStatistics(PPOStatistics):
    """What one iteration of an editor's training reports.

    ``multipliers`` are the prices at the budgets asked for; ``entropy`` is minus the mean absolute
    edit.

    Attributes:
        edited: Share of the steps whose proposal the editor's mean changed by more than the
            deadband.
        edit_size: Mean absolute change of an action component, in [-1, 1].
        loosest_price, tightest_price: Greatest multiplier at the ends of the range.
    """

    edited: float
    edit_size: float
    loosest_price: float
    tightest_price: float

"""What the training of an editor can be told, and what it reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from saferl.algorithms.sac_settings import SACConfig, SACStatistics
from saferl.errors import InputError
from saferl.settings import setting

__all__ = ["Distance", "EditorConfig", "EditorStatistics"]

Distance = Literal["hinge", "value"]


@dataclass(frozen=True, kw_only=True)
class EditorConfig(SACConfig):
    """Settings of an editor's training: SAC's, and the editor's own."""

    warm_up: int = setting(2000, "gradient steps of the critics before the editor moves")
    initial_log_std: float = setting(-1.5, "log deviation of the first edits; -3 to -1")
    actor_every: int = setting(1, "gradient steps of the critics for one of the editor; 1 to 4")
    initial_temperature: float = setting(0.003, "weight of the entropy at the start; 0.001 to 0.1")
    target_entropy: float = setting(0.2, "entropy of edits kept, as a multiple of -A; 0.1 to 1")
    distance: Distance = setting(
        "value", "what an edit pays: utility it destroys (hinge), or all utility (value)"
    )
    edit_weight: float = setting(0.0, "weight of the squared edit in the loss; 0 to 0.1")
    least_gain: float = setting(
        0.002, "edits that critics see less gain in are left out after training; 0 to 0.01"
    )
    leak: float = setting(1.0, "gradient of edits beyond the action bounds; 0 to 1")
    price_knots: int = setting(4, "budgets in the range that have prices of their own; 2 to 8")
    initial_price: float = setting(0.3, "multiplier of middling budgets at the start; 0.2 to 2")
    price_rate: float = setting(0.03, "speed of the log prices; 0.02 to 0.3")
    deadband: float = setting(0.05, "edits below this size (in [-1, 1]) are left out; 0 to 0.1")

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.price_knots < 2 or self.actor_every < 1:
            raise InputError(
                f"price_knots is {self.price_knots} and actor_every {self.actor_every}; "
                "expected at least 2 and at least 1"
            )
        for name in (
            "warm_up",
            "edit_weight",
            "least_gain",
            "leak",
            "initial_price",
            "price_rate",
            "deadband",
        ):
            if getattr(self, name) < 0:
                raise InputError(f"{name} is {getattr(self, name)}, expected at least 0")
        if self.cost_critics < 1:
            raise InputError("cost_critics is 0, but an editor needs critics of cost: at least 1")
        if self.distance not in ("hinge", "value"):
            raise InputError(f"distance is {self.distance!r}, expected 'hinge' or 'value'")


@dataclass(frozen=True)
class EditorStatistics(SACStatistics):
    """What one iteration of an editor's training reports; ``multipliers`` are the asked budget's.

    Attributes:
        edited: Share of the steps whose proposal was changed by more than the deadband; with the
            exploration noise of training.
        edit_size: Mean absolute change of an action component, in [-1, 1].
        loosest_price, tightest_price: Greatest multiplier at the ends of the range.
    """

    edited: float
    edit_size: float
    loosest_price: float
    tightest_price: float

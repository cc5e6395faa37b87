"""Look-ahead: a learned world model and a shield that vetoes actions predicted to violate.

    shield = lookahead.Shield.fit("SafetyPointGoal1-v0", policy="zoo:SafetyPointGoal1-v0/ppo")
    shielded = shield.attach("zoo:SafetyPointGoal1-v0/ppo", deadline_ms=20)

A shielded policy is a policy like any other: it is evaluated, saved, wrapped and shielded again.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lookahead.certificate import Certificate as Certificate
    from lookahead.certificate import certify as certify
    from lookahead.planner_settings import PlannerConfig as PlannerConfig
    from lookahead.shield import Shield as Shield
    from lookahead.shielded_policy import ShieldedPolicy as ShieldedPolicy
    from lookahead.smbpo import SMBPO as SMBPO
    from lookahead.transitions import Transitions as Transitions
    from lookahead.world_model import WorldModel as WorldModel
    from lookahead.world_model_fit import WorldModelConfig as WorldModelConfig
    from lookahead.wrapper import ShieldWrapper as ShieldWrapper

# Imported when first asked for: a deployed shield needs no torch, a trained one no evaluation.
_HOMES = {
    "Certificate": "lookahead.certificate",
    "PlannerConfig": "lookahead.planner_settings",
    "SMBPO": "lookahead.smbpo",
    "Shield": "lookahead.shield",
    "ShieldWrapper": "lookahead.wrapper",
    "ShieldedPolicy": "lookahead.shielded_policy",
    "Transitions": "lookahead.transitions",
    "WorldModel": "lookahead.world_model",
    "WorldModelConfig": "lookahead.world_model_fit",
    "certify": "lookahead.certificate",
}

__all__ = [
    "Certificate",
    "PlannerConfig",
    "SMBPO",
    "Shield",
    "ShieldWrapper",
    "ShieldedPolicy",
    "Transitions",
    "WorldModel",
    "WorldModelConfig",
    "certify",
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(home), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})

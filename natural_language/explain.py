"""Constraints said in English; `parse` reads each back into the constraint it came from."""

from __future__ import annotations

from saferl.constraints import Constraint
from saferl.wording import describe
from saferl.worlds import World

__all__ = ["explain"]


def explain(constraint: Constraint, world: World | None = None) -> str:
    """Say a constraint in canonical English."""
    return describe(constraint, world)

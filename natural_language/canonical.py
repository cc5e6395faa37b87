"""The inverse of `saferl.wording.describe`."""

from __future__ import annotations

from saferl.constraints import Constraint
from saferl.worlds import World

__all__ = ["from_canonical"]


def from_canonical(text: str, world: World) -> Constraint | None:
    """The constraint a canonical text says, or None if the text is not canonical."""
    return None

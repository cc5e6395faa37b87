"""Constraints said in English; `parse` reads each back into the constraint it came from."""

from __future__ import annotations

import re

from saferl.constraints import Constraint
from saferl.wording import describe
from saferl.worlds import World

__all__ = ["explain"]

_METRES = re.compile(r"( is (?:below|at most|above|at least) (-?[\d.]+)) m(?![\w/])")


def explain(constraint: Constraint, world: World | None = None) -> str:
    """Say a constraint in canonical English, in squares where the world's distances are.

    >>> from natural_language.hazardworld.world import HAZARDWORLD
    >>> from saferl.constraints import Always, Distance
    >>> print(explain(Constraint("far", Always(Distance("lava") >= 2)), HAZARDWORLD)[:67])
    It always holds that the distance to the lava is at least 2 squares
    """
    said = describe(constraint, world)
    if not getattr(world, "squares", False):
        return said
    return _METRES.sub(lambda found: f"{found[1]} square{'' if found[2] == '1' else 's'}", said)

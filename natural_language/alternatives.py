"""Other readings: what differs, and words that pick one."""

from __future__ import annotations

from natural_language.reading import Alternative
from saferl.constraints import Constraint
from saferl.worlds import World

__all__ = ["alternatives"]


def alternatives(
    first: tuple[Constraint, ...], others: list[tuple[Constraint, ...]], world: World
) -> tuple[Alternative, ...]:
    """Say how each other reading differs and how to ask for it."""
    from natural_language.explain import explain

    return tuple(
        Alternative(other, "", " ".join(explain(c, world) for c in other)) for other in others
    )

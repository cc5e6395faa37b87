"""HazardWorld's policy in the zoo: ``saferl zoo HazardWorld/conditioned`` prints its card."""

from __future__ import annotations

from natural_language.hazardworld.runs import SHIPPED, Run
from saferl.zoo import ZooEntry

__all__ = ["entries"]


def entries() -> tuple[ZooEntry, ...]:
    """Return the policy that ships.

    It is shown what an interpreter believes of a text, not a task's observation; so a command of
    its own plays it.

    >>> [entry.source for entry in entries()]
    ['zoo:HazardWorld/conditioned']
    """
    name = "conditioned"
    return (
        ZooEntry(
            "HazardWorld",
            name,
            Run().path(name),
            told_in=SHIPPED / "README.md",
            played_by="saferl hazardworld evaluate",
        ),
    )

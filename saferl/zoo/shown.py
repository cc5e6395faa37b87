"""What a card shows: the figures that :mod:`saferl.zoo.cards` wrote, read back."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Shown", "shown_on"]

_HEADING = re.compile(r"\| mean cost at most ([^ |]+) \|$")


@dataclass(frozen=True)
class Shown:
    """The figures of a card's own policy for one constraint.

    Attributes:
        constraint: In words; None for the task's own cost.
        budget: Of the mean cost.
        mean_return: Mean return of an episode.
        cost: Mean cost of an episode.
        verdict: On the mean cost: ``"satisfies"``, ``"undecided"`` or ``"violates"``.
    """

    constraint: str | None
    budget: float
    mean_return: float
    cost: float
    verdict: str


def shown_on(card: str) -> tuple[Shown, ...]:
    """Return the first row of each of a card's tables; the rows below it are of other policies.

    >>> from saferl import zoo
    >>> card = zoo.entries("SafetyPointGoal1-v0")[0].card.read_text(encoding="utf-8")
    >>> shown_on(card)[0].budget
    25.0
    """
    found = []
    constraint = budget = None
    for line in card.splitlines():
        if line.startswith("**") and line.endswith("**"):
            constraint = line.strip("*")
        elif heading := _HEADING.search(line):
            budget = float(heading[1])
        elif budget is not None and line.startswith("| "):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            mean_return, cost = (float(cell.split(" ")[0]) for cell in cells[1:3])
            found.append(Shown(constraint, budget, mean_return, cost, cells[-1]))
            constraint = budget = None
    return tuple(found)

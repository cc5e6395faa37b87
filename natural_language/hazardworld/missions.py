"""Missions: what an episode asks for, in words and as constraints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from natural_language.hazardworld import chance
from natural_language.hazardworld.layout import KINDS
from saferl.constraints import Constraint, required_signals
from saferl.constraints.checks import one_of
from saferl.errors import InputError

__all__ = ["Deck", "Mission", "Kind", "together"]

Kind = Literal["budgetary", "relational", "sequential"]
Array = NDArray[Any]


@dataclass(frozen=True)
class Mission:
    """A text and what it means.

    Args:
        text: What the agent is told.
        kind: Class of the constraint: how often, how near, or in which order.
        constraints: What is judged. An episode's excess cost is the sum of their costs.

    Raises:
        InputError: No text, no constraint, or an unknown kind.

    >>> from saferl.constraints import Contact, Never
    >>> Mission("keep off lava", "budgetary", (Constraint("lava", Never(Contact("lava"))),)).about
    (True, False, False)
    """

    text: str
    kind: Kind
    constraints: tuple[Constraint, ...]

    def __post_init__(self) -> None:
        if not isinstance(self.text, str) or not self.text.strip():
            raise InputError(f"a mission's text is {self.text!r}; expected a sentence")
        one_of("the kind of a mission", self.kind, get_args(Kind))
        if not self.constraints:
            raise InputError(f"the mission {self.text!r} has no constraint; give it at least one")

    @property
    def about(self) -> tuple[bool, ...]:
        """Whether it speaks of lava, of water, of grass."""
        keys = required_signals(*self.constraints)
        return tuple(any(key.endswith(f"/{kind}") for key in keys) for kind in KINDS)


def together(*missions: Mission) -> Mission:
    """Return the mission that asks for all of several, sentence after sentence.

    >>> from saferl.constraints import Contact, Never
    >>> lava, water = (
    ...     Mission(f"keep off {kind}", "budgetary", (Constraint(kind, Never(Contact(kind))),))
    ...     for kind in ("lava", "water")
    ... )
    >>> together(lava, water).text
    'keep off lava. keep off water'
    """
    return Mission(
        ". ".join(mission.text.strip().rstrip(".!") for mission in missions),
        missions[0].kind,
        tuple(one for mission in missions for one in mission.constraints),
    )


class Deck:
    """Missions to draw from, and the distinct constraints among them.

    Args:
        missions: At least one, all with the same number of constraints.

    Attributes:
        missions: As given.
        constraints: (K,) each distinct constraint once, named by its number.
        which: (M, c) numbers of each mission's constraints.
        about: (M, 3) bool, the kinds of tile each mission speaks of.

    Raises:
        InputError: No missions, or different numbers of constraints.
    """

    def __init__(self, missions: Sequence[Mission]) -> None:
        if not missions:
            raise InputError("a deck needs at least one mission")
        sizes = {len(mission.constraints) for mission in missions}
        if len(sizes) > 1:
            raise InputError(
                f"the missions have {sorted(sizes)} constraints; expected the same number in each"
            )
        self.missions = tuple(missions)
        numbers: dict[Constraint, int] = {}
        for mission in missions:
            for constraint in mission.constraints:
                numbers.setdefault(constraint, len(numbers))
        self.constraints = tuple(replace(one, name=str(i)) for one, i in numbers.items())
        self.which: Array = np.array([[numbers[c] for c in m.constraints] for m in missions])
        self.about: Array = np.array([mission.about for mission in missions])

    def __len__(self) -> int:
        return len(self.missions)

    def draw(self, seeds: Any, episodes: Any) -> Array:
        """Return (m,) the numbers of the missions of m episodes."""
        return chance.below(len(self), seeds, episodes, stream=6)

"""What a perfect reader would believe: the targets of the learned interpreter, and its ceiling."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from natural_language.hazardworld.beliefs import Allowance, Belief, widened
from natural_language.hazardworld.layout import CODES, KINDS
from natural_language.hazardworld.missions import Mission
from natural_language.hazardworld.sight import OWN
from saferl.constraints import (
    After,
    Always,
    AtMost,
    Comparison,
    Constraint,
    Contact,
    Distance,
    Never,
    Not,
    Until,
)
from saferl.errors import InputError

__all__ = ["AFTER", "ALWAYS", "UNTIL", "TrueInterpreter", "parts_of", "threshold_of"]

Array = NDArray[Any]

#: When a constraint is in force: always, after its first kind is touched, until it is.
ALWAYS, AFTER, UNTIL = 0, 1, 2


def threshold_of(constraint: Constraint) -> tuple[int, bool]:
    """How often a constraint may be counted, and whether visits are.

    >>> from natural_language.hazardworld.meanings import Meaning
    >>> threshold_of(Meaning("turns", "lava", 4).constraint)
    (4, False)
    """
    formula = constraint.formula
    if isinstance(formula, AtMost):
        return formula.n, formula.count == "visits"
    return 0, False


class TrueInterpreter:
    """Knows what the benchmark's texts mean, because it is told; sees only what the agent saw.

    Args:
        missions: All it will meet; every constraint is one of the benchmark's meanings.
        num_envs: n.

    Raises:
        InputError: A constraint is not of the benchmark's forms.
    """

    def __init__(self, missions: Sequence[Mission], num_envs: int) -> None:
        constraints = len(missions[0].constraints)
        self._known = {m.text: np.array([parts_of(c) for c in m.constraints]) for m in missions}
        self._parts: Array = np.zeros((num_envs, constraints, 6), dtype=np.int64)
        self._begun: Array = np.zeros((num_envs, constraints), dtype=np.bool_)
        self._allowance = Allowance(num_envs, constraints)

    def begin(self, rows: Array, texts: Sequence[str]) -> None:
        """New episodes with these texts."""
        parts = np.array([self._known[text] for text in texts])  # (m, c, 6)
        self._parts[rows] = parts
        self._begun[rows] = False
        self._allowance.begin(rows, parts[:, :, 4], parts[:, :, 5] != 0)

    def believe(self, rows: Array, sight: Array, moved: bool) -> Belief:
        """Say what is true of the squares it has seen."""
        avoid, nearer, form, first = np.moveaxis(self._parts[rows, :, :4], -1, 0)  # each (m, c)
        own = sight[:, OWN[0], OWN[1]]
        touched = (own[:, None] == first + CODES.index(KINDS[0])) & moved
        self._begun[rows] |= touched & (form != ALWAYS)
        active = (form == ALWAYS) | (self._begun[rows] == (form == AFTER))
        there = sight[:, None] == (avoid + CODES.index(KINDS[0]))[:, :, None, None]
        mask = widened(there, nearer) & active[:, :, None, None]
        self._allowance.count(rows, mask, moved)
        return self._allowance.belief(rows, mask)

    @property
    def excess(self) -> Array:
        """(n,) what each one's last turn cost, as far as its agent could see."""
        return self._allowance.excess


def parts_of(constraint: Constraint) -> tuple[int, ...]:
    """Take one of the benchmark's constraints apart.

    Returns:
        Number of the kind avoided, distance below which it counts, when it is in force (`ALWAYS`,
        `AFTER`, `UNTIL`), number of the kind that this depends on, threshold, and whether visits
        are counted.

    Raises:
        InputError: It is of another form.

    >>> from natural_language.hazardworld.meanings import Meaning
    >>> parts_of(Meaning("after", "water", first="lava").constraint)
    (1, 1, 1, 0, 0, False)
    """
    threshold = threshold_of(constraint)
    formula, form, first = constraint.formula, ALWAYS, 0
    if isinstance(formula, After) and isinstance(formula.trigger, Contact):
        form, first, formula = AFTER, KINDS.index(formula.trigger.group), formula.formula
    elif isinstance(formula, Until) and isinstance(formula.release, Contact):
        form, first = UNTIL, KINDS.index(formula.release.group)
        formula = Always(formula.predicate)
    if isinstance(formula, Never | AtMost) and isinstance(formula.predicate, Contact):
        return (KINDS.index(formula.predicate.group), 1, form, first, *threshold)
    if isinstance(formula, Always):
        asked = formula.predicate
        if isinstance(asked, Not) and isinstance(asked.of, Contact):
            return (KINDS.index(asked.of.group), 1, form, first, *threshold)
        if isinstance(asked, Comparison) and isinstance(asked.signal, Distance):
            return (KINDS.index(asked.signal.group), int(asked.value), form, first, *threshold)
    raise InputError(
        f"{constraint.formula!r} is none of HazardWorld's forms; see "
        "natural_language.hazardworld.meanings"
    )

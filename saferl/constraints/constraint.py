"""The constraint itself: a formula with a name, a budget and what the budget means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from saferl.constraints.checks import finite, one_of
from saferl.constraints.formulas import Formula, TaskCost, check_formula
from saferl.errors import InputError

__all__ = ["Constraint", "Enforce", "task_cost"]

Enforce = Literal["expected", "always"]


@dataclass(frozen=True)
class Constraint:
    """A formula and how much of its cost an episode may have.

    Args:
        name: What reports, logs and tables call it.
        formula: What is asked; see `saferl.constraints.formulas`.
        budget: Undiscounted cost allowed per episode, 0 or more.
        enforce: ``"expected"``: the mean episode cost stays within the budget. ``"always"``: no
            episode's cost exceeds it.
        text: The sentence it was read from, or None.

    Two constraints are equal if they ask the same: name and text do not count.

    Raises:
        InputError: A field is not what is described above.

    >>> from saferl.constraints import Contact, Distance, AtMost, Never
    >>> Constraint("vases", AtMost(3, Contact("vases")), enforce="always").budget
    0.0
    >>> near = Never(Distance("hazards") < 0.3)
    >>> Constraint("a", near, budget=25) == Constraint("b", near, budget=25)
    True
    """

    name: str = field(compare=False)
    formula: Formula
    budget: float = 0.0
    enforce: Enforce = "expected"
    text: str | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        named = isinstance(self.name, str) and self.name == self.name.strip() != ""
        if not named or not self.name.isprintable():
            raise InputError(
                f"a constraint's name is {self.name!r}; expected a short printable word or phrase"
            )
        check_formula(f"constraint {self.name!r}", self.formula)
        budget = finite(f"the budget of {self.name!r}", self.budget, at_least=0.0)
        object.__setattr__(self, "budget", budget)
        one_of(f"enforce of {self.name!r}", self.enforce, get_args(Enforce))
        if self.text is not None and not isinstance(self.text, str):
            raise InputError(f"the text of {self.name!r} is {self.text!r}; expected a str or None")

    def to_json(self) -> dict[str, Any]:
        """The constraint as a JSON document; see `saferl.constraints.to_json`."""
        from saferl.constraints.documents import to_json

        return to_json(self)

    @staticmethod
    def from_json(document: Mapping[str, Any] | str, dt: float | None = None) -> Constraint:
        """Read what `to_json` wrote; see `saferl.constraints.from_json`."""
        from saferl.constraints.documents import from_json

        return from_json(document, dt=dt)


def task_cost(budget: float, name: str = "cost") -> Constraint:
    """The task's own cost as a constraint: its mean per episode stays within ``budget``.

    >>> task_cost(25)
    Constraint(name='cost', formula=TaskCost(), budget=25.0, enforce='expected', text=None)
    """
    return Constraint(name, TaskCost(), budget=budget)

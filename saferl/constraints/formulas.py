"""Formulas: what must hold over an episode.

An episode is a sequence of steps; the first step is the transition from the initial state, so
nothing is judged at reset. A formula costs 1 on each step that newly violates it, nothing
otherwise (`TaskCost` aside), and is violated from its first cost until the episode ends.

>>> Never(Contact("vases"))
Never(Contact('vases'))
>>> After(Event("wrong_button_pressed"), For(50, Speed() < 0.05), each=True)
After(Event('wrong_button_pressed'), For(50, Speed() < 0.05), each=True)

All times are in steps; ``world.steps(1.0)`` turns seconds into steps.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, NoReturn, get_args

from saferl.constraints.checks import one_of, whole
from saferl.constraints.predicates import Contact, Event, Predicate, check_predicate
from saferl.constraints.signals import Distance, Signal, Speed
from saferl.errors import InputError

__all__ = [
    "After",
    "All",
    "Always",
    "AtMost",
    "Count",
    "For",
    "ForAtMost",
    "Formula",
    "Never",
    "TaskCost",
    "Until",
    "Within",
    "check_formula",
]

Count = Literal["visits", "steps"]


class Formula:
    """What must hold over an episode; joined by `All`."""

    def __bool__(self) -> NoReturn:
        raise InputError(
            f"{self!r} is neither true nor false before an episode runs; join formulas by All(...)"
        )


@dataclass(frozen=True, repr=False)
class Always(Formula):
    """The predicate holds on every step. Costs 1 on each step on which it does not.

    >>> Always(Distance("hazards") >= 0.3)
    Always(Distance('hazards') >= 0.3)
    """

    predicate: Predicate

    def __post_init__(self) -> None:
        check_predicate("Always", self.predicate)

    def __repr__(self) -> str:
        return f"Always({self.predicate!r})"


@dataclass(frozen=True, repr=False)
class Never(Formula):
    """The predicate holds on no step. Costs 1 on each step on which it does.

    It behaves exactly as ``Always(Not(p))``, but is not equal to it: the wording differs.
    """

    predicate: Predicate

    def __post_init__(self) -> None:
        check_predicate("Never", self.predicate)

    def __repr__(self) -> str:
        return f"Never({self.predicate!r})"


@dataclass(frozen=True, repr=False)
class AtMost(Formula):
    """The predicate happens at most ``n`` times. Costs 1 for each count beyond ``n``.

    Args:
        n: Counts allowed, 0 or more.
        predicate: What is counted.
        count: ``"visits"`` counts rising edges: a step on which the predicate holds and on the step
            before did not. If it holds on the very first step, that is a visit. ``"steps"`` counts
            every step on which it holds.
        window: None counts over the whole episode. A number of steps counts only the current step
            and the ``window - 1`` steps before it; the formula is then violated when a new count
            makes the counts in the window exceed ``n``, and a step without a new count never costs.

    >>> AtMost(3, Contact("vases"))
    AtMost(3, Contact('vases'))
    >>> AtMost(10, Distance("hazards") <= 0, count="steps", window=100)
    AtMost(10, Distance('hazards') <= 0.0, count='steps', window=100)
    """

    n: int
    predicate: Predicate
    count: Count = "visits"
    window: int | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "n", whole("n of AtMost", self.n, at_least=0))
        check_predicate("AtMost", self.predicate)
        one_of("count of AtMost", self.count, get_args(Count))
        if self.window is not None:
            window = whole("the window of AtMost, in steps,", self.window, at_least=1)
            object.__setattr__(self, "window", window)

    def __repr__(self) -> str:
        count = "" if self.count == "visits" else f", count={self.count!r}"
        window = "" if self.window is None else f", window={self.window}"
        return f"AtMost({self.n}, {self.predicate!r}{count}{window})"


@dataclass(frozen=True, repr=False)
class ForAtMost(Formula):
    """No unbroken stay in the predicate is longer than ``steps`` steps.

    Costs 1 on each step beyond the limit: a stay of ``steps + 3`` steps costs 3. A later stay
    counts from nothing again.

    >>> ForAtMost(20, Distance("hazards") <= 0)
    ForAtMost(20, Distance('hazards') <= 0.0)
    """

    steps: int
    predicate: Predicate

    def __post_init__(self) -> None:
        object.__setattr__(self, "steps", whole("steps of ForAtMost", self.steps, at_least=0))
        check_predicate("ForAtMost", self.predicate)

    def __repr__(self) -> str:
        return f"ForAtMost({self.steps}, {self.predicate!r})"


@dataclass(frozen=True, repr=False)
class For(Formula):
    """The predicate holds on the first ``steps`` steps. Costs 1 on each of them where it does not.

    Alone it speaks of the beginning of the episode; inside `After`, of the steps after a trigger:
    "when you press a wrong button, stop for a second" is
    ``After(Event("wrong_button_pressed"), For(50, Speed() < 0.05), each=True)``.
    """

    steps: int
    predicate: Predicate

    def __post_init__(self) -> None:
        object.__setattr__(self, "steps", whole("steps of For", self.steps, at_least=1))
        check_predicate("For", self.predicate)

    def __repr__(self) -> str:
        return f"For({self.steps}, {self.predicate!r})"


@dataclass(frozen=True, repr=False)
class Until(Formula):
    """The predicate holds until ``release`` first happens, not on that step any more.

    Costs 1 on each step before the release on which the predicate does not hold. The release need
    never happen (a weak until); once it has, the formula is over for good.

    >>> Until(Speed() <= 0.5, release=Event("goal_reached"))
    Until(Speed() <= 0.5, release=Event('goal_reached'))
    """

    predicate: Predicate
    release: Predicate

    def __post_init__(self) -> None:
        check_predicate("Until", self.predicate)
        check_predicate("the release of Until", self.release)

    def __repr__(self) -> str:
        return f"Until({self.predicate!r}, release={self.release!r})"


@dataclass(frozen=True, repr=False)
class After(Formula):
    """The formula starts afresh on the step after the trigger, and counts only from there.

    Args:
        trigger: A predicate; every step on which it holds is a trigger.
        formula: What must hold from the step after the trigger, that step being its first.
        each: False starts it once, after the first trigger. True starts it afresh after every
            trigger: what it had counted, timed or still expected is forgotten (a cost already
            incurred stays). On the step of a trigger itself the formula started before still runs.

    >>> After(Event("goal_reached"), Never(Contact("vases")))
    After(Event('goal_reached'), Never(Contact('vases')))
    """

    trigger: Predicate
    formula: Formula
    each: bool = False

    def __post_init__(self) -> None:
        check_predicate("the trigger of After", self.trigger)
        check_formula("After", self.formula)
        if not isinstance(self.each, bool):
            raise InputError(f"each of After is {self.each!r}; expected True or False")

    def __repr__(self) -> str:
        each = ", each=True" if self.each else ""
        return f"After({self.trigger!r}, {self.formula!r}{each})"


@dataclass(frozen=True, repr=False)
class Within(Formula):
    """Every trigger is answered on its own step or at most ``steps`` steps after it.

    Every step on which the trigger holds asks for a response. A response answers all triggers of
    its own step and of the ``steps`` steps before. Costs 1 on step ``t + steps`` if the trigger of
    step ``t`` was not answered by then. What is still open when the episode ends is no violation.

    >>> Within(Contact("vases"), Speed() < 0.1, steps=10)
    Within(Contact('vases'), Speed() < 0.1, steps=10)
    """

    trigger: Predicate
    response: Predicate
    steps: int

    def __post_init__(self) -> None:
        check_predicate("the trigger of Within", self.trigger)
        check_predicate("the response of Within", self.response)
        object.__setattr__(self, "steps", whole("steps of Within", self.steps, at_least=0))

    def __repr__(self) -> str:
        return f"Within({self.trigger!r}, {self.response!r}, steps={self.steps})"


@dataclass(frozen=True, repr=False, init=False)
class All(Formula):
    """Two or more formulas, all of which must hold.

    Its cost on a step is the greatest of its parts' costs, so a step that violates two of them
    costs 1, not 2; for a cost and a budget each, use several constraints. An `All` directly inside
    an `All` is taken apart.

    >>> All(Never(Contact("vases")), Always(Speed() < 1))
    All(Never(Contact('vases')), Always(Speed() < 1.0))
    """

    of: tuple[Formula, ...]

    def __init__(self, *of: Formula) -> None:
        flat: list[Formula] = []
        for part in of:
            check_formula("All", part)
            flat.extend(part.of if isinstance(part, All) else (part,))
        if len(flat) < 2:
            raise InputError(f"All joins two or more formulas; got {len(flat)}")
        object.__setattr__(self, "of", tuple(flat))

    def __repr__(self) -> str:
        return f"All({', '.join(map(repr, self.of))})"


@dataclass(frozen=True, repr=False)
class TaskCost(Formula):
    """The task's own cost (``info["cost"]``): its cost on a step is that value.

    It is violated once the sum since it started exceeds the constraint's budget; it is the only
    formula whose violation depends on the budget.
    """

    def __repr__(self) -> str:
        return "TaskCost()"


def check_formula(owner: str, given: Any) -> Formula:
    """Return ``given`` if it is a formula; the error says how to make one of it."""
    if isinstance(given, Formula):
        return given
    if isinstance(given, Predicate):
        raise InputError(
            f"{owner} was given the predicate {given!r}; expected a formula, which says when it "
            f"must hold, such as Always({given!r}) or Never({given!r})"
        )
    if isinstance(given, Signal):
        raise InputError(
            f"{owner} was given the signal {given!r}; expected a formula, such as "
            f"Always({given!r} >= 0.3)"
        )
    raise InputError(
        f"{owner} was given {given!r}; expected a formula, such as "
        f"Always({Distance('hazards')!r} >= 0.3), Never({Contact('vases')!r}), "
        f"After({Event('goal_reached')!r}, For(50, {Speed()!r} < 0.05)) or TaskCost()"
    )

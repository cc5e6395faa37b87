"""Other readings: what differs, and words that pick one."""

from __future__ import annotations

from collections.abc import Iterator

from natural_language.explain import explain
from natural_language.reading import Alternative
from saferl.constraints import (
    After,
    All,
    AtMost,
    Constraint,
    For,
    ForAtMost,
    Formula,
    Never,
    Until,
)
from saferl.constraints.walking import nodes
from saferl.worlds import World

__all__ = ["alternatives", "difference"]


def alternatives(
    first: tuple[Constraint, ...], others: list[tuple[Constraint, ...]], world: World
) -> tuple[Alternative, ...]:
    """Say how each other reading differs from the first and how to ask for it."""
    return tuple(
        Alternative(other, difference(first, other), " ".join(explain(c, world) for c in other))
        for other in others
    )


def difference(first: tuple[Constraint, ...], other: tuple[Constraint, ...]) -> str:
    """How another reading differs from the first, in a sentence.

    >>> from saferl.constraints import AtMost, Constraint, Contact, ForAtMost
    >>> row = Constraint("a", ForAtMost(50, Contact("hazards")))
    >>> total = Constraint("b", AtMost(50, Contact("hazards"), count="steps"))
    >>> difference((row,), (total,))
    'all time in the episode is added up, instead of each unbroken stay being timed by itself'
    """
    mine, theirs = list(_formulas(first)), list(_formulas(other))
    for name, said in _DIFFERENCES:
        before, after = _has(name, mine), _has(name, theirs)
        if after and not before and name in _SINGLE:
            return said
    if _timed(theirs) == "total" and _timed(mine) == "row":
        return (
            "all time in the episode is added up, instead of "
            "each unbroken stay being timed by itself"
        )
    if _timed(theirs) == "row" and _timed(mine) == "total":
        return (
            "each unbroken stay is timed by itself, instead "
            "of all time in the episode being added up"
        )
    if len(other) > len(first) and _has("at most", theirs):
        return "each kind of object has a count of its own, instead of all sharing one"
    if len(other) < len(first) and _has("at most", theirs):
        return "all kinds of objects share one count, instead of each having its own"
    if _has("after", mine) and sum(isinstance(f, After | Until) for f in theirs) < sum(
        isinstance(f, After | Until) for f in mine
    ):
        return "the condition is only about the part next to it; the rest always holds"
    if _has("after", theirs) and len(theirs) > len(mine):
        return "the condition is about every part, instead of only the one next to it"
    limits = _limits(mine), _limits(theirs)
    if limits[0] and limits[1] and limits[0] != limits[1]:
        return (
            f"the limit is {limits[1][0]} instead of "
            f"{limits[0][0]}: whether exactly that much is allowed"
        )
    if len(other) != len(first):
        return f"it makes {len(other)} rules instead of {len(first)}"
    return f"it means: {explain(other[0])}"


_SINGLE = ("for",)
_DIFFERENCES = (("for", "it is only about the beginning, instead of the whole episode"),)


def _formulas(constraints: tuple[Constraint, ...]) -> Iterator[Formula]:
    for constraint in constraints:
        for node in nodes(constraint.formula):
            if isinstance(node, Formula) and not isinstance(node, All):
                yield node


def _has(name: str, formulas: list[Formula]) -> bool:
    kinds: dict[str, tuple[type[Formula], ...]] = {
        "for": (For,),
        "at most": (AtMost, Never),
        "after": (After, Until),
    }
    return any(isinstance(formula, kinds[name]) for formula in formulas)


def _timed(formulas: list[Formula]) -> str:
    if any(isinstance(formula, ForAtMost) for formula in formulas):
        return "row"
    if any(isinstance(formula, AtMost) and formula.count == "steps" for formula in formulas):
        return "total"
    return ""


def _limits(formulas: list[Formula]) -> list[str]:
    found = []
    for formula in formulas:
        if isinstance(formula, ForAtMost):
            found.append(f"{formula.steps} steps")
        elif isinstance(formula, AtMost):
            found.append(f"{formula.n}")
    return found

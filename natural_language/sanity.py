"""Whether what was read makes sense in the world: there, possible, not empty, not contradictory."""

from __future__ import annotations

import math

from natural_language.grammar.meanings import negated
from natural_language.objects import KNOWN_GROUPS
from natural_language.problems import problem
from natural_language.reading import Problem
from saferl.constraints import (
    All,
    Always,
    And,
    Comparison,
    Constraint,
    Formula,
    Never,
    Not,
    Or,
    Predicate,
    Until,
)
from saferl.worlds import Problem as Misfit
from saferl.worlds import World

__all__ = ["faults"]


def faults(
    constraints: tuple[Constraint, ...], world: World, *, together: bool = True
) -> tuple[Problem, ...]:
    """Everything wrong with these constraints in this world, each once.

    Args:
        constraints: They hold together.
        world: What they speak about.
        together: Whether to look for parts that exclude each other, too.
    """
    found: list[Problem] = []
    for constraint in constraints:
        for misfit in world.problems(constraint):
            found.append(_told(misfit, constraint.formula, world))
    if not found and together:
        found.extend(_contradictions(constraints))
    return tuple(dict.fromkeys(found))


def _told(misfit: Misfit, formula: Formula, world: World) -> Problem:
    kind, message = misfit.kind, misfit.message
    there = ", ".join(group.name for group in world.groups) or "no objects"
    if kind in ("unknown_group", "absent_group", "immovable_group"):
        name = getattr(misfit.node, "group", "")
        code = (
            "ABSENT_OBJECT" if name in KNOWN_GROUPS or kind != "unknown_group" else "UNKNOWN_OBJECT"
        )
        return problem(code, message, name, f"{world.name} has {there}")
    if kind in ("unknown_event", "unknown_signal", "no_speed"):
        return problem("ABSENT_OBJECT", message, "", f"{world.name} has {there}")
    if kind == "contradiction":
        return problem("CONTRADICTION", message, "", "leave one of them out")
    if kind in ("vacuous", "too_long"):
        return problem("VACUOUS", message, "", "give a tighter limit")
    return problem(_constant_code(formula, misfit), message, "", "check the number and its unit")


def _constant_code(formula: Formula, misfit: Misfit) -> str:
    """A comparison that never changes makes the rule empty or impossible, as it stands."""
    always = " always true" in misfit.message
    for part in formula.of if isinstance(formula, All) else (formula,):
        if isinstance(part, Never):
            return "IMPOSSIBLE" if always else "VACUOUS"
        if isinstance(part, Always):
            return "VACUOUS" if always else "IMPOSSIBLE"
    return "VACUOUS" if always else "IMPOSSIBLE"


def _contradictions(constraints: tuple[Constraint, ...]) -> list[Problem]:
    ranges: dict[str, list[tuple[float, bool, float, bool, Comparison]]] = {}
    for constraint in constraints:
        if constraint.enforce == "expected" and constraint.budget > 0:
            continue
        for comparison in _demands(constraint.formula):
            low, open_low, high, open_high = _interval(comparison)
            key = comparison.signal.key
            ranges.setdefault(key, []).append((low, open_low, high, open_high, comparison))
    found = []
    for spans in ranges.values():
        least = max(spans, key=lambda span: (span[0], span[1]))
        most = min(spans, key=lambda span: (span[2], not span[3]))
        if least[0] > most[2] or (least[0] == most[2] and (least[1] or most[3])):
            message = f"{least[4]!r} and {most[4]!r} exclude each other"
            found.append(problem("CONTRADICTION", message, "", "leave one of them out"))
    for constraint in constraints:
        found.extend(_twice_bounded(constraint.formula))
        held = constraint.formula
        if isinstance(held, Until) and held.predicate == negated(held.release):
            message = "it forbids something until it happens, which never stops it"
            found.append(problem("VACUOUS", message, "", "name another release"))
    wanted = {need for one in constraints for need in _needs(one.formula)}
    for need in wanted:
        if isinstance(need, Not) and need.of in wanted:
            message = f"{need.of!r} is both demanded and forbidden"
            found.append(problem("CONTRADICTION", message, "", "leave one of them out"))
    return found


def _twice_bounded(formula: Formula) -> list[Problem]:
    """Two limits of one kind where one of them says it all: slower than 1 and slower than 0.05"""
    if isinstance(formula, All):
        return [note for part in formula.of for note in _twice_bounded(part)]
    predicate = formula.predicate if isinstance(formula, Always | Never) else None
    bounds: dict[tuple[str, str], Comparison] = {}
    for part in predicate.of if isinstance(predicate, And | Or) else ():
        if isinstance(part, Comparison):
            other = bounds.setdefault((part.signal.key, part.op[0]), part)
            if other is not part:
                message = f"{other!r} and {part!r} limit the same thing twice"
                return [problem("CONTRADICTION", message, "", "give one limit")]
    return []


def _needs(formula: Formula) -> list[Predicate]:
    """Contacts and events that must hold on every step, or (as `Not`) on none."""
    if isinstance(formula, All):
        return [need for part in formula.of for need in _needs(part)]
    if isinstance(formula, Always) and not isinstance(formula.predicate, Comparison):
        of = formula.predicate
        return list(of.of) if isinstance(of, And) else [of]
    if isinstance(formula, Never) and not isinstance(formula.predicate, Comparison):
        of = formula.predicate
        return [Not(part) for part in of.of] if isinstance(of, Or) else [Not(of)]
    return []


def _demands(formula: Formula) -> list[Comparison]:
    """Comparisons that must hold on every step."""
    if isinstance(formula, All):
        return [demand for part in formula.of for demand in _demands(part)]
    if isinstance(formula, Always):
        return _conjuncts(formula.predicate)
    if isinstance(formula, Never):
        return _conjuncts(negated(formula.predicate))
    return []


def _conjuncts(predicate: Predicate) -> list[Comparison]:
    if isinstance(predicate, And):
        return [one for part in predicate.of for one in _conjuncts(part)]
    return [predicate] if isinstance(predicate, Comparison) else []


def _interval(one: Comparison) -> tuple[float, bool, float, bool]:
    if one.op in (">", ">="):
        return one.value, one.op == ">", math.inf, False
    return -math.inf, False, one.value, one.op == "<"

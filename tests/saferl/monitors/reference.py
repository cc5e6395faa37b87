"""What each formula means, written down per step over a recorded episode, and nothing else.

Slow and without state: every value is worked out from the definition over the steps so far. The
monitors are held to it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from saferl.constraints import (
    After,
    All,
    Always,
    And,
    AtMost,
    Comparison,
    Constraint,
    Contact,
    Event,
    For,
    ForAtMost,
    Formula,
    Never,
    Not,
    Or,
    Predicate,
    TaskCost,
    Until,
    Within,
)

Step = Mapping[str, float | bool]


@dataclass
class Outcome:
    """Of one step. ``margin`` is None where it is +1 or -1."""

    cost: float
    bad: bool
    margin: float | None
    unit: str | None


def holds(predicate: Predicate, step: Step) -> bool:
    if isinstance(predicate, Comparison):
        value, bound = step[predicate.signal.key], predicate.value
        return {
            "<": value < bound,
            "<=": value <= bound,
            ">": value > bound,
            ">=": value >= bound,
        }[predicate.op]
    if isinstance(predicate, Contact | Event):
        return bool(step[predicate.key])
    if isinstance(predicate, Not):
        return not holds(predicate.of, step)
    if isinstance(predicate, And):
        return all(holds(part, step) for part in predicate.of)
    assert isinstance(predicate, Or)
    return any(holds(part, step) for part in predicate.of)


def unit(predicate: Predicate) -> str | None:
    if isinstance(predicate, Comparison):
        return predicate.signal.unit or predicate.signal.key
    if isinstance(predicate, Contact | Event):
        return None
    if isinstance(predicate, Not):
        return unit(predicate.of)
    assert isinstance(predicate, And | Or)
    units = {unit(part) for part in predicate.of}
    return units.pop() if len(units) == 1 else None


def robustness(predicate: Predicate, step: Step) -> float:
    """Signal temporal logic's quantitative semantics of a predicate."""
    if isinstance(predicate, Comparison):
        value, bound = float(step[predicate.signal.key]), predicate.value
        return value - bound if predicate.op in (">", ">=") else bound - value
    if isinstance(predicate, Not):
        return -robustness(predicate.of, step)
    assert isinstance(predicate, And | Or)
    parts = [robustness(part, step) for part in predicate.of]
    return min(parts) if isinstance(predicate, And) else max(parts)


def judge(constraint: Constraint, trace: Sequence[Step]) -> list[Outcome]:
    return outcomes(constraint.formula, trace, constraint.budget)


def outcomes(formula: Formula, trace: Sequence[Step], budget: float) -> list[Outcome]:
    """One outcome for each step of the trace."""
    everything = range(len(trace))
    if isinstance(formula, Always):
        return [_required(formula.predicate, trace[t], True) for t in everything]
    if isinstance(formula, Never):
        return [_required(Not(formula.predicate), trace[t], True) for t in everything]
    if isinstance(formula, For):
        return [_required(formula.predicate, trace[t], t < formula.steps) for t in everything]
    if isinstance(formula, Until):
        released = [holds(formula.release, step) for step in trace]
        return [
            _required(formula.predicate, trace[t], not any(released[: t + 1])) for t in everything
        ]
    if isinstance(formula, AtMost):
        return [_plain(_one_too_many(formula, trace, t)) for t in everything]
    if isinstance(formula, ForAtMost):
        return [_plain(_stay(formula.predicate, trace, t) > formula.steps) for t in everything]
    if isinstance(formula, Within):
        return [_plain(_missed(formula, trace, t)) for t in everything]
    if isinstance(formula, TaskCost):
        found = []
        for t in everything:
            total = math.fsum(float(step["cost"]) for step in trace[: t + 1])
            left = budget - total
            found.append(Outcome(float(trace[t]["cost"]), left < 0, left, "cost"))
        return found
    if isinstance(formula, All):
        parts = [outcomes(part, trace, budget) for part in formula.of]
        return [_together([part[t] for part in parts]) for t in everything]
    assert isinstance(formula, After)
    triggers = [t for t in everything if holds(formula.trigger, trace[t])]
    if not formula.each:
        triggers = triggers[:1]
    found = []
    for t in everything:
        begun = [s for s in triggers if s < t]
        if begun:  # the formula over the steps since the last trigger
            found.append(outcomes(formula.formula, trace[begun[-1] + 1 : t + 1], budget)[-1])
        else:
            found.append(_idle(formula.formula, budget))
    return found


def _required(predicate: Predicate, step: Step, required: bool) -> Outcome:
    bad = required and not holds(predicate, step)
    measured = unit(predicate)
    if measured is None:
        return _plain(bad)
    margin = robustness(predicate, step) if required else math.inf
    return Outcome(float(bad), bad, margin, measured)


def _plain(bad: bool) -> Outcome:
    return Outcome(float(bad), bad, None, None)


def _one_too_many(formula: AtMost, trace: Sequence[Step], t: int) -> bool:
    inside = [holds(formula.predicate, step) for step in trace[: t + 1]]
    counts = [
        s
        for s in range(t + 1)
        if inside[s] and (formula.count == "steps" or s == 0 or not inside[s - 1])
    ]
    first = 0 if formula.window is None else t - formula.window + 1
    return t in counts and sum(s >= first for s in counts) > formula.n


def _stay(predicate: Predicate, trace: Sequence[Step], t: int) -> int:
    """Steps of the unbroken stay that ends on step t."""
    length = 0
    while length <= t and holds(predicate, trace[t - length]):
        length += 1
    return length


def _missed(formula: Within, trace: Sequence[Step], t: int) -> bool:
    asked = t - formula.steps
    if asked < 0 or not holds(formula.trigger, trace[asked]):
        return False
    return not any(holds(formula.response, trace[s]) for s in range(asked, t + 1))


def _together(parts: list[Outcome]) -> Outcome:
    bad = any(part.bad for part in parts)
    cost = max(part.cost for part in parts)
    units = {part.unit for part in parts}
    if len(units) == 1 and None not in units:
        return Outcome(cost, bad, min(part.margin for part in parts), units.pop())
    return Outcome(cost, bad, None, None)


def _idle(formula: Formula, budget: float) -> Outcome:
    """Of a formula that has not begun."""
    if isinstance(formula, Always | Never | For | Until):
        measured = unit(formula.predicate)
        return Outcome(0.0, False, None if measured is None else math.inf, measured)
    if isinstance(formula, TaskCost):
        return Outcome(0.0, False, budget, "cost")
    if isinstance(formula, After):
        return _idle(formula.formula, budget)
    if isinstance(formula, All):
        return _together([_idle(part, budget) for part in formula.of])
    return _plain(False)

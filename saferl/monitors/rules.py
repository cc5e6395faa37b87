"""Each formula as operations on rows: what it costs on a step, and its margin.

A formula inside `After` gets a gate, 1 where it has begun. Gating what goes in is enough: a formula
that has seen nothing stays at its start.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from saferl.constraints import (
    After,
    All,
    Always,
    AtMost,
    For,
    ForAtMost,
    Formula,
    Never,
    Not,
    Predicate,
    TaskCost,
    Until,
    Within,
)
from saferl.monitors.program import Program, Row
from saferl.monitors.truths import falsity, margin, truth, unit_of

__all__ = ["Rule", "rule"]


@dataclass
class Rule:
    """Where a formula's outcome of the step is found.

    Attributes:
        bad: 1 where the step newly violates the formula, else 0.
        cost: What the step costs; the same row as ``bad`` unless the task's cost is in it.
        margin: Distance from violation now in ``unit``, infinite where nothing is at stake on this
            step; None if it is +1 or -1 by ``bad``.
        unit: The margin's unit, or None.
    """

    bad: Row
    cost: Row
    margin: Row | None = None
    unit: str | None = None


def rule(program: Program, formula: Formula, label: str, budget: float, gate: Row | None) -> Rule:
    """Compile a formula; ``label`` begins the names of its features."""
    if isinstance(formula, Always):
        return _always(program, formula.predicate, gate)
    if isinstance(formula, Never):
        return _always(program, Not(formula.predicate), gate)
    if isinstance(formula, AtMost):
        return _at_most(program, formula, label, gate)
    if isinstance(formula, ForAtMost):
        return _for_at_most(program, formula, label, gate)
    if isinstance(formula, For):
        return _for(program, formula, label, gate)
    if isinstance(formula, Until):
        return _until(program, formula, label, gate)
    if isinstance(formula, Within):
        return _within(program, formula, label, gate)
    if isinstance(formula, TaskCost):
        return _task_cost(program, budget, gate)
    if isinstance(formula, After):
        return _after(program, formula, label, budget, gate)
    assert isinstance(formula, All)
    return _all(program, formula, label, budget, gate)


def _gated(program: Program, row: Row, gate: Row | None) -> Row:
    if gate is None:
        return row
    gated = program.buffer()
    program.do(np.multiply, row, gate, gated)
    return gated


def _must_hold(program: Program, predicate: Predicate, bad: Row, at_stake: Row | None) -> Rule:
    """The rule of a predicate that must hold where ``at_stake`` is 1."""
    unit = unit_of(predicate)
    if unit is None:
        return Rule(bad, bad)
    now = margin(program, predicate)
    if at_stake is not None:
        # the greater of the margin and -inf where it counts, +inf where it does not
        lift, shown = program.buffer(), program.buffer()
        program.do(np.subtract, 0.5 * program.ones, at_stake, lift)
        program.do(np.multiply, lift, np.inf * program.ones, lift)
        program.do(np.maximum, now, lift, shown)
        now = shown
    return Rule(bad, bad, now, unit)


def _always(program: Program, predicate: Predicate, gate: Row | None) -> Rule:
    bad = _gated(program, falsity(program, predicate), gate)
    return _must_hold(program, predicate, bad, gate)


def _at_most(program: Program, formula: AtMost, label: str, gate: Row | None) -> Rule:
    counted = _gated(program, truth(program, formula.predicate), gate)
    if formula.count == "visits":
        outside = program.feature(f"{label}: outside", 1.0, 1.0)[0]
        rise = program.buffer()
        program.do(np.multiply, counted, outside, rise)
        program.do(np.subtract, program.ones, counted, outside)
        counted = rise
    if formula.n == 0:
        return Rule(counted, counted)
    bad = program.buffer()
    if formula.window is None:
        left = program.feature(f"{label}: {formula.count} left", formula.n, 1 / formula.n)[0]
        _count_down(program, left, counted, bad)
        return Rule(bad, bad)
    # How many steps each of the last n counts stays in the window, oldest first. A count is one too
    # many exactly if the n before it are all still in the window.
    name = f"{label}: {formula.count} in the window"
    lives = program.feature(name, 0.0, 1 / formula.window, rows=formula.n)
    one, none = np.ones_like(lives), np.zeros_like(lives)
    flags = np.zeros(program.num_envs, dtype=np.bool_)
    program.do(np.subtract, lives, one, lives)
    program.do(np.maximum, lives, none, lives)
    program.do(np.minimum, lives[0], counted, bad)
    program.do(np.greater, counted, program.zeros, flags)
    if formula.n > 1:
        program.do(partial(np.copyto, where=flags), lives[:-1], lives[1:])
    program.do(partial(np.copyto, where=flags), lives[-1], formula.window * program.ones)
    return Rule(bad, bad)


def _count_down(program: Program, left: Row, taken: Row, short: Row) -> None:
    """Take from what is left, down to 0; ``short`` is what could not be taken."""
    wanted = program.buffer()
    program.do(np.subtract, left, taken, wanted)
    program.do(np.maximum, wanted, program.zeros, left)
    program.do(np.subtract, left, wanted, short)


def _count_up(program: Program, count: Row, grown: Row, most: float, beyond: Row) -> None:
    """The count becomes what it has grown to, ``most`` at most; ``beyond`` is the rest."""
    program.do(np.minimum, grown, most * program.ones, count)
    program.do(np.subtract, grown, count, beyond)


def _for_at_most(program: Program, formula: ForAtMost, label: str, gate: Row | None) -> Rule:
    inside = _gated(program, truth(program, formula.predicate), gate)
    if formula.steps == 0:
        return Rule(inside, inside)
    stay = program.feature(f"{label}: stay", 0.0, 1 / formula.steps)[0]
    grown, bad = program.buffer(), program.buffer()
    program.do(np.add, stay, program.ones, grown)
    program.do(np.multiply, grown, inside, grown)
    _count_up(program, stay, grown, formula.steps, bad)
    return Rule(bad, bad)


def _for(program: Program, formula: For, label: str, gate: Row | None) -> Rule:
    left = program.feature(f"{label}: steps to go", formula.steps, 1 / formula.steps)[0]
    wanted, bad = program.buffer(), program.buffer()
    program.do(np.minimum, left, program.ones if gate is None else gate, wanted)
    program.do(np.subtract, left, wanted, left)
    program.do(np.multiply, falsity(program, formula.predicate), wanted, bad)
    return _must_hold(program, formula.predicate, bad, wanted)


def _until(program: Program, formula: Until, label: str, gate: Row | None) -> Rule:
    held = program.feature(f"{label}: not released", 1.0, 1.0)[0]
    bad = program.buffer()
    if gate is None:
        program.do(np.multiply, held, falsity(program, formula.release), held)
        program.do(np.multiply, falsity(program, formula.predicate), held, bad)
        return _must_hold(program, formula.predicate, bad, held)
    release = _gated(program, truth(program, formula.release), gate)
    at_stake = program.buffer()
    program.do(np.subtract, held, release, held)
    program.do(np.maximum, held, program.zeros, held)
    program.do(np.multiply, held, gate, at_stake)
    program.do(np.multiply, falsity(program, formula.predicate), at_stake, bad)
    return _must_hold(program, formula.predicate, bad, at_stake)


def _within(program: Program, formula: Within, label: str, gate: Row | None) -> Rule:
    trigger = _gated(program, truth(program, formula.trigger), gate)
    silent = falsity(program, formula.response)
    bad = program.buffer()
    if formula.steps == 0:
        program.do(np.multiply, trigger, silent, bad)
        return Rule(bad, bad)
    # Steps, `steps` at most, from the first trigger since the last response. Once that is overdue,
    # every trigger of `steps` steps ago is missed in its turn; the ring remembers them.
    waiting = program.feature(f"{label}: waiting", 0.0, 1 / formula.steps)[0]
    ring = program.ring(formula.steps + 1)
    ticking, grown = program.buffer(), program.buffer()

    def remember() -> None:
        ring[program.clock % len(ring)] = trigger

    def due() -> None:
        np.multiply(ring[(program.clock + 1) % len(ring)], bad, bad)

    program.do(np.minimum, waiting, program.ones, ticking)
    program.do(np.maximum, ticking, trigger, ticking)
    program.do(np.add, waiting, ticking, grown)
    program.do(np.multiply, grown, silent, grown)
    _count_up(program, waiting, grown, formula.steps, bad)
    program.do(remember)
    program.do(due)
    return Rule(bad, bad)


def _task_cost(program: Program, budget: float, gate: Row | None) -> Rule:
    cost = _gated(program, program.raw("cost"), gate)
    spent = program.hide(0.0)[0]
    left, bad = program.buffer(), program.buffer()
    flags = np.zeros(program.num_envs, dtype=np.bool_)
    program.do(np.add, spent, cost, spent)
    program.do(np.subtract, budget * program.ones, spent, left)
    program.do(np.less, left, program.zeros, flags)
    program.do(np.copyto, bad, flags)
    return Rule(bad, cost, left, "cost")


def _after(program: Program, formula: After, label: str, budget: float, gate: Row | None) -> Rule:
    # the formula runs before the trigger of the same step is looked at
    begun = program.feature(f"{label}: begun", 0.0, 1.0)[0]
    before = replace(program.sizes)
    inner = rule(program, formula.formula, label, budget, begun)
    trigger = _gated(program, truth(program, formula.trigger), gate)
    if formula.each:
        program.restart_where(trigger, before)
    program.do(np.maximum, begun, trigger, begun)
    return inner


def _all(program: Program, formula: All, label: str, budget: float, gate: Row | None) -> Rule:
    parts = [
        rule(program, part, f"{label} part {index + 1}", budget, gate)
        for index, part in enumerate(formula.of)
    ]
    bad = _greatest(program, [part.bad for part in parts])
    plain = all(part.cost is part.bad for part in parts)
    cost = bad if plain else _greatest(program, [part.cost for part in parts])
    units = {part.unit for part in parts}
    rows = [part.margin for part in parts if part.margin is not None]
    if len(units) == 1 and len(rows) == len(parts):
        least = program.buffer()
        program.do(np.minimum, rows[0], rows[1], least)
        for row in rows[2:]:
            program.do(np.minimum, least, row, least)
        return Rule(bad, cost, least, units.pop())
    return Rule(bad, cost)


def _greatest(program: Program, rows: list[Row]) -> Row:
    greatest = program.buffer()
    program.do(np.maximum, rows[0], rows[1], greatest)
    for row in rows[2:]:
        program.do(np.maximum, greatest, row, greatest)
    return greatest

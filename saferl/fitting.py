"""Whether a constraint fits a world: what it names is there, and its bounds mean something."""

from __future__ import annotations

import math
from collections.abc import Iterator

from saferl.constraints import (
    And,
    AtMost,
    Comparison,
    Constraint,
    Contact,
    Displacement,
    Distance,
    Event,
    For,
    ForAtMost,
    Formula,
    Measured,
    Predicate,
    Signal,
    Speed,
    TaskCost,
    Within,
)
from saferl.constraints.walking import nodes
from saferl.errors import InputError, unknown_name
from saferl.worlds import Problem, World

__all__ = ["problems_of", "signal_range"]


def problems_of(constraint: Constraint, world: World) -> tuple[Problem, ...]:
    """Everything about the constraint that does not fit the world, each problem once."""
    found: list[Problem] = []
    for node in nodes(constraint.formula):
        found.extend(_node_problems(node, world))
    if not found:
        found.extend(_budget_problems(constraint, world))
    return tuple(dict.fromkeys(found))


def _node_problems(node: Formula | Predicate, world: World) -> Iterator[Problem]:
    if isinstance(node, Contact):
        yield from _group_problems(node, node.group, world)
    elif isinstance(node, Event) and node.name not in world.events:
        yield _missing("unknown_event", "event", node.name, world.events, node, world)
    elif isinstance(node, Comparison):
        missing = list(_signal_problems(node.signal, world))
        yield from missing or _constant_problems(node, world)
    elif isinstance(node, And):
        yield from _contradictions(node)
    elif isinstance(node, Formula) and world.horizon is not None:
        yield from _time_problems(node, world.horizon)


def _missing(
    kind: str, what: str, name: str, known: tuple[str, ...], node: object, world: World
) -> Problem:
    if not known:
        return Problem(kind, f"unknown {what} {name!r}; {world.name} has none", node)
    return Problem(kind, str(unknown_name(what, name, known)), node)


def _group_problems(node: object, name: str, world: World) -> Iterator[Problem]:
    group = world.group(name)
    if group is None:
        names = tuple(group.name for group in world.groups)
        yield _missing("unknown_group", "group", name, names, node, world)
    elif group.count == 0:
        yield Problem("absent_group", f"{world.name} has no {name} (their count is 0)", node)


def _signal_problems(signal: Signal, world: World) -> Iterator[Problem]:
    if isinstance(signal, Distance | Displacement):
        yield from _group_problems(signal, signal.group, world)
        group = world.group(signal.group)
        if isinstance(signal, Displacement) and group is not None and not group.movable:
            movable = ", ".join(g.name for g in world.groups if g.movable) or "none"
            message = f"{signal!r}: {signal.group} cannot be moved; movable groups: {movable}"
            yield Problem("immovable_group", message, signal)
    elif isinstance(signal, Speed) and world.speed is None:
        message = f"{world.name} reports no speed; say World(speed='horizontal') if it does"
        yield Problem("no_speed", message, signal)
    elif isinstance(signal, Measured) and signal not in world.signals:
        known = {own.name: own for own in world.signals}
        if signal.name in known:
            right = known[signal.name]
            message = f"{signal!r} has another unit than this world's {right!r}"
            yield Problem("unknown_signal", message, signal)
        else:
            yield _missing("unknown_signal", "signal", signal.name, tuple(known), signal, world)


def signal_range(signal: Signal, world: World) -> tuple[float, float]:
    """Least and greatest value a signal can have in a world, in the signal's unit.

    Distances are bounded by the way across the arena, where objects and agent start.
    """
    if isinstance(signal, Distance):
        group = world.group(signal.group)
        radius = group.radius if group is not None and signal.measure == "surface" else 0.0
        if signal.group == "walls" and world.arena is not None:
            x_min, y_min, x_max, y_max = world.arena
            return -math.inf, min(x_max - x_min, y_max - y_min) / 2
        return -radius, world.size - radius
    if isinstance(signal, Displacement) or (
        isinstance(signal, Speed) and world.speed == "horizontal"
    ):
        return 0.0, math.inf
    return -math.inf, math.inf


def _constant_problems(node: Comparison, world: World) -> Iterator[Problem]:
    low, high = signal_range(node.signal, world)
    value, unit = node.value, node.signal.unit
    if node.op in (">=", ">"):
        always = low >= value if node.op == ">=" else low > value
        never = high < value if node.op == ">=" else high <= value
    else:
        always = high <= value if node.op == "<=" else high < value
        never = low > value if node.op == "<=" else low >= value
    if always or never:
        most = f"at most {high:.4g}" if math.isfinite(high) else "unbounded above"
        least = f"at least {low:.4g}" if math.isfinite(low) else "unbounded below"
        message = (
            f"{node!r} is {'always' if always else 'never'} true in {world.name}: "
            f"{node.signal!r} is {least} and {most} {unit}".rstrip()
        )
        yield Problem("constant", message, node)


def _contradictions(node: And) -> Iterator[Problem]:
    """Comparisons of one signal that no value satisfies together."""
    comparisons = [part for part in node.of if isinstance(part, Comparison)]
    for lower in comparisons:
        for upper in comparisons:
            if lower.signal != upper.signal or lower.op[0] == "<" or upper.op[0] == ">":
                continue
            both_closed = lower.op == ">=" and upper.op == "<="
            if lower.value > upper.value or (lower.value == upper.value and not both_closed):
                yield Problem("contradiction", f"{lower!r} and {upper!r} exclude each other", node)


def _time_problems(node: Formula, horizon: int) -> Iterator[Problem]:
    episode = f"an episode has {horizon} steps"
    if isinstance(node, For | Within) and node.steps > horizon:
        yield Problem("too_long", f"{node!r}: {episode}", node)
    elif isinstance(node, AtMost):
        if node.window is not None and node.window > horizon:
            message = f"{node!r}: {episode}; leave the window out to count over all of it"
            yield Problem("too_long", message, node)
        span = min(node.window or horizon, horizon)
        most = span if node.count == "steps" else (span + 1) // 2
        if node.n >= most:
            message = (
                f"{node!r} can never be violated: {span} steps hold {most} {node.count} at most"
            )
            yield Problem("vacuous", message, node)
    elif isinstance(node, ForAtMost) and node.steps >= horizon:
        yield Problem("vacuous", f"{node!r} can never be violated: {episode}", node)


def _budget_problems(constraint: Constraint, world: World) -> Iterator[Problem]:
    if any(isinstance(node, TaskCost) for node in nodes(constraint.formula)):
        return
    if world.horizon is not None and constraint.budget >= world.horizon:
        message = (
            f"the budget {constraint.budget:g} of {constraint.name!r} can never be exceeded: "
            f"an episode has {world.horizon} steps, each of which costs at most 1"
        )
        yield Problem("vacuous", message, constraint.formula)


def check_fits(constraint: Constraint, world: World) -> None:
    """Raise if the constraint names what the world has not; vacuous bounds are let through."""
    for problem in problems_of(constraint, world):
        if problem.kind not in ("vacuous", "constant", "contradiction", "too_long"):
            raise InputError(f"constraint {constraint.name!r}: {problem.message}")

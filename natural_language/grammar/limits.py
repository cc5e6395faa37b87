"""Counts and durations, and the plain rule."""

from __future__ import annotations

from collections.abc import Iterator

from natural_language.grammar.meanings import all_of, any_of, negated
from natural_language.grammar.said import GOAL, PERMISSION, Said
from natural_language.problems import problem
from natural_language.reading import Problem
from saferl.constraints import (
    Always,
    AtMost,
    Comparison,
    For,
    ForAtMost,
    Formula,
    Never,
    Predicate,
    Until,
)

__all__ = ["Built", "limited_rules"]


Built = tuple["Formula | None", "float | None", tuple[Problem, ...], int]


def limited_rules(
    said: Said,
    p: Predicate,
    q: Predicate,
    until: Predicate | None,
    weaker: list[Predicate],
    started: bool,
) -> Iterator[Built]:
    """Counts and durations, or the plain rule."""
    polarity = said.polarity
    if said.counts and polarity == "P" and said.counts[0].op == "=" and said.counts[0].value == 0:
        said.counts = []
    if said.counts:
        if (
            until is None
            and not said.durations
            and said.first_n is None
            and "row" not in said.flags
        ):
            yield from _counted(said, p)
        return
    if said.durations:
        if until is None:
            yield from _lasting(said, p, q, weaker, started)
        return
    if said.window is not None or "row" in said.flags:
        return
    demand = q if polarity == "R" else negated(p)
    if polarity == "R" and weaker:
        demand = any_of((q, *weaker))
    if polarity == "A" and said.act.kind in ("moved", "speed") and _limiting(q):
        yield Always(demand if weaker else q), None, (), 0
    elif polarity == "A":
        yield None, None, (PERMISSION,), 3
    elif polarity == "R" and said.act.touch:
        slow = [
            where for where in said.places if where.kind == "speed" and _limiting(where.parts[0])
        ]
        if slow and len(slow) == len(said.places):  # enter hazards at no more than 0.5 m/s
            p = any_of(said.act.parts)
            yield Never(all_of((p, negated(all_of(tuple(w.parts[0] for w in slow)))))), None, (), 1
        yield None, None, (GOAL,), 4
    elif "average" in said.flags:
        return
    elif said.first_n is not None:
        if until is None:
            yield For(max(said.first_n, 1), demand), None, (), 0
    elif until is not None:
        yield Until(demand, until), None, (), 0
    elif "again" in said.flags and not started:
        if polarity == "P" and said.act.touch and said.once_more:
            yield AtMost(1, p), None, (), 2
    elif polarity == "P":
        yield Never(p), None, (), 0
    else:
        yield Always(demand), None, (), 0


def _limiting(predicate: Predicate) -> bool:
    return isinstance(predicate, Comparison) and predicate.op in ("<", "<=")


def _counted(said: Said, p: Predicate) -> Iterator[Built]:
    limit = said.counts[0]
    n = limit.value
    op = limit.op
    polarity = said.polarity
    if polarity == "P":
        most = {">": n, ">=": n - 1, "=": n - 1, "nth": n - 1}.get(op)
    else:
        most = {"<=": n, "<": n - 1}.get(op)
        if most is None and op == "=" and (polarity == "A" or n == 0 or "average" in said.flags):
            most = n
        if most is None and polarity == "A":
            yield None, None, (PERMISSION,), 1
            return
        if most is None and op in (">=", "=", ">", "nth"):
            yield None, None, (GOAL,), 1
            return
    if most is None:
        return
    if "average" in said.flags:
        if said.window is None:  # "below three on average" is a mean, not a whole number
            strict = op == "<" and polarity != "P"
            yield Never(p), max(n if strict else most, 0.0), (), 12 if strict else 0
        return
    if most < 0:
        note = problem("IMPOSSIBLE", "nothing can happen fewer than zero times", "", "say 'never'")
        yield Never(p), None, (note,), 0
        return
    if most != int(most):
        return
    if most == 0 and said.window is None:
        yield Never(p), None, (), 0
        return
    yield AtMost(int(most), p, window=_window(said.window)), None, (), 0


def _window(window: int | None) -> int | None:
    return None if window is None else max(window, 1)


def _lasting(
    said: Said, p: Predicate, q: Predicate, weaker: list[Predicate], started: bool
) -> Iterator[Built]:
    if said.act.kind == "leave" and said.polarity != "P":
        return
    limit, mode = said.durations[0]
    steps, op, polarity = limit.value, limit.op, said.polarity
    notes: tuple[Problem, ...] = ()
    if limit.bare:
        notes = (
            problem(
                "NO_UNIT",
                f"{steps:g} of what?",
                f"{steps:g}",
                f"write {steps:g} s or {steps:g} steps",
            ),
        )
    if "row" in said.flags:
        mode = "row"
    elif {"episode", "combined"} & said.flags and mode != "row":
        mode = "total"
    elif said.act.kind == "dwell" and not mode and op != "=":
        mode = "row"
    if said.window is not None or (said.act.kind == "steps" and "row" not in said.flags):
        mode = "total"
    demand = any_of((q, *weaker)) if polarity == "R" else negated(p)
    whole = int(max(round(steps), 1))
    opening = "start" in said.flags
    if (op in ("=", ">=") and polarity == "R" and not said.act.touch) or (
        op == "=" and polarity == "P" and (started or opening) and mode != "total"
    ):
        if "spend" in said.act.kind:
            yield None, None, (GOAL,), 1
            return
        if started or opening:
            yield For(whole, demand), None, notes, 0
        return
    if polarity == "P":
        most = {">": steps, ">=": steps - 1, "=": steps - 1}.get(op)
    else:
        most = {"<=": steps, "<": steps - 1, "=": steps if polarity == "A" else None}.get(op)
        p = q if polarity == "R" and not said.act.touch and not weaker else p
        if most is None and op in (">=", ">", "="):
            yield None, None, (GOAL if polarity == "R" else PERMISSION,), 1
            return
    if most is None or most < 0:
        return
    if "average" in said.flags:
        yield Never(p), most, notes, 0
        return
    total = AtMost(int(most), p, count="steps", window=_window(said.window))
    row = ForAtMost(int(most), p)
    if mode == "total":
        yield (Never(p) if most == 0 and said.window is None else total), None, notes, 0
    elif mode == "row":
        yield row, None, notes, 0
    elif op == "=" and polarity == "P":
        yield row, None, notes, 0
        yield ForAtMost(int(steps), p), None, notes, 0
        yield For(whole, negated(p)), None, notes, 0
    else:
        yield row, None, notes, 0
        yield total, None, notes, 0

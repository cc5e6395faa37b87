"""Whether two readings mean the same, judged on traces.

Two tuples of constraints mean the same if, for every enforcement and budget, their first violation
falls on the same step of every trace. Where a budget is above zero the steps' costs must agree too.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from saferl.constraints import All, And, Comparison, Constraint, Or
from saferl.monitors import Monitor
from tests.natural_language.traces import Chosen, Traces

__all__ = ["Signature", "exercise", "first_violations", "same", "signature"]

COUNT, BATCH, MOST_BATCHES, SHARE = 200, 300, 12, 0.2
#: Traces reserved for each two golds on which they differ, and how many must be found.
RESERVED, ENOUGH = 40, 5

Meaning = tuple[Constraint, ...]
Signature = dict[tuple[Any, ...], NDArray[np.float64]]


def rounded(given: Any) -> Any:
    """The same formula with thresholds of nine significant digits, so that 30 cm is 0.3 m."""
    if isinstance(given, Comparison):
        return replace(given, value=float(f"{given.value:.9g}"))
    if isinstance(given, And | Or | All):
        return type(given)(*map(rounded, given.of))
    if is_dataclass(given) and not isinstance(given, type):
        changed = {f.name: rounded(getattr(given, f.name)) for f in fields(given) if f.init}
        return replace(given, **changed)
    return given


def _run(meaning: Sequence[Constraint], traces: Traces | Chosen) -> tuple[Any, Any]:
    """(k, count) step of the first violation (the length if none), (k, count, length) costs."""
    named = [replace(item, name=f"c{n}") for n, item in enumerate(meaning)]
    monitor = Monitor([rounded(item) for item in named], num_envs=traces.count)
    signals = {key: np.ascontiguousarray(traces[key].T) for key in monitor.signals}
    first = np.full((traces.count, len(named)), traces.length)
    costs = np.zeros((traces.length, traces.count, len(named)))
    for t in range(traces.length):
        step = monitor.step({key: values[t] for key, values in signals.items()})
        first[step.violated & (first > t)] = t
        costs[t] = step.cost
    return first.T, costs.transpose(2, 1, 0)


def first_violations(meaning: Sequence[Constraint], traces: Traces | Chosen) -> NDArray[np.int64]:
    """(count,) step of the first violation of any of the constraints; the length if none."""
    first: NDArray[np.int64] = _run(meaning, traces)[0].min(axis=0)
    return first


def signature(meaning: Sequence[Constraint], traces: Traces | Chosen) -> Signature:
    """What is compared: per enforcement and budget, first violations, and costs if budgeted."""
    first, costs = _run(meaning, traces)
    found: Signature = {}
    for item, steps, cost in zip(meaning, first, costs, strict=True):
        key: tuple[Any, ...] = (item.enforce, float(f"{item.budget:.9g}"))
        if item.budget > 0:
            found[(*key, "costs")] = np.maximum(found.get((*key, "costs"), 0.0), cost)
        found[key] = np.minimum(found.get(key, np.inf), steps)
    return found


def same(a: Signature, b: Signature) -> bool:
    """Whether two signatures on the same traces agree."""
    return a.keys() == b.keys() and all(np.array_equal(a[key], b[key]) for key in a)


def exercise(golds: Iterable[Meaning], world: str, *, seed: int, label: str = "") -> Chosen:
    """Traces of which at least a fifth violate, and a fifth satisfy, every constraint of the golds.

    Up to ``RESERVED`` of them are such that two golds differ, for each two that do.

    Raises:
        AssertionError: No such traces were found; the formula is (nearly) vacuous or impossible.
    """
    golds = [tuple(map(rounded, gold)) for gold in golds]
    constraints = list(dict.fromkeys(item for gold in golds for item in gold))
    batches: list[Traces] = []
    pool = np.zeros((len(constraints) + len(golds), 0), dtype=bool)
    apart = np.zeros((len(golds) * (len(golds) - 1) // 2, 0), dtype=bool)
    chosen: NDArray[np.int64] | None = None
    for number in range(MOST_BATCHES):
        batch = Traces(constraints, world, seed=seed * 1000 + number, count=BATCH)
        batches.append(batch)
        first, _ = _run(constraints, batch)
        joint = [first[[constraints.index(item) for item in gold]].min(axis=0) for gold in golds]
        violated = np.concatenate([first, np.array(joint)]) < batch.length
        differ = [one != other for one, other in itertools.combinations(joint, 2)]
        pool = np.concatenate([pool, violated], axis=1)
        apart = np.concatenate(
            [apart, np.array(differ, dtype=bool).reshape(len(apart), BATCH)], axis=1
        )
        rows = _balanced(pool, apart)
        shares = pool[:, rows].mean(axis=1)
        if len(rows) >= COUNT and shares.min() >= SHARE and shares.max() <= 1 - SHARE:
            chosen = rows
            if (apart[:, rows].sum(axis=1) >= ENOUGH).all():
                break
    if chosen is None:
        raise AssertionError(f"{label}: shares of violating traces {shares.round(2)} in {golds}")
    parts = [(batch, chosen[chosen // BATCH == n] % BATCH) for n, batch in enumerate(batches)]
    return Chosen(*(part for part in parts if len(part[1])))


def _balanced(violated: NDArray[np.bool_], apart: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Rows, greedily chosen so that each gold is violated on about half of them.

    The scarcer side of each gold comes first, and first of all the rows that tell golds apart;
    what is left over is filled in order.
    """
    sides = np.concatenate([violated, ~violated, apart])
    most = np.full(len(sides), np.inf)
    most[2 * len(violated) :] = RESERVED
    chosen: list[int] = []
    taken = np.zeros(violated.shape[1], dtype=bool)
    counts = np.zeros(len(sides))
    while len(chosen) < min(COUNT, violated.shape[1]):
        for side in np.argsort(np.where(counts < most, counts, np.inf), kind="stable"):
            left = np.flatnonzero(sides[side] & ~taken)
            if len(left):
                break
        pick = left[np.argmax((1 / (1 + counts)) @ sides[:, left])]
        taken[pick] = True
        counts += sides[:, pick]
        chosen.append(int(pick))
    return np.sort(np.array(chosen))

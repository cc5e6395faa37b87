"""A second thought about an edit: the critics' own choice, where it is clearly better.

Deployed, an editor does the likeliest of what it learned to do, without the noise it learned with,
and may come to rest where noise would have carried it on: between two ways out of a hazard it
stands still in it. Its critics know better. They compare the edit with a few other actions; one
that they value higher, by more than a threshold, is taken instead.

The other actions: the proposal, no action at all, and the edit with one of its components at the
lower bound, in the middle, or at the upper bound. Each is linear in edit and proposal, so that a
graph of ONNX computes the same.

Seen on SafetyPointGoal1 (an editor for budgets from 2 to 50, 1.5 million steps, one seed; 40
episodes a row, seeds from 5,000,000, by ``policy.priced``; return / cost / worst episode):

    price   edits                 with second thoughts (0.05)
    1.5     21.8 /  7.5 /  42     19.9 / 4.0 / 30
    3.0     19.2 / 10.7 / 179     15.7 / 3.0 / 24

Shapes: n rows, F flat observation, A action, k constraints, C = 3 A + 3 candidates, the edit among
them.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from editors.gate import Gate

__all__ = ["MARGIN", "mixture", "rethought"]

Array = np.ndarray[Any, Any]
MARGIN = 0.05
"""What another action must gain over the edit, in deviations of the discounted return."""


def mixture(actions: int) -> tuple[Array, Array, Array]:
    """Return what candidates are made of: shares of edit and proposal, and constants, (C, A) each.

    >>> edit, proposal, constant = mixture(1)
    >>> np.column_stack([edit, proposal, constant])[:3].tolist()  # the edit, the proposal, nothing
    [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 0.0]]
    >>> constant[3:].ravel().tolist()
    [-1.0, 0.0, 1.0]
    """
    count = 3 * actions + 3
    edit, proposal, constant = (np.zeros((count, actions), np.float32) for _ in range(3))
    edit[0], proposal[1], edit[3:] = 1.0, 1.0, 1.0
    for i in range(actions):
        at = slice(3 + 3 * i, 6 + 3 * i)
        edit[at, i] = 0.0
        constant[at, i] = (-1.0, 0.0, 1.0)
    return edit, proposal, constant


def rethought(judge: Gate, inputs: Array, unit: Array, wanted: Array, prices: Array) -> Array:
    """Return the edits (n, A), or what the critics think clearly better.

    Args:
        judge: The critics; its threshold is what another action must gain over the edit.
        inputs: (n, F + A + k) the editor's.
        unit, wanted: (n, A) proposal and edited action, in [-1, 1].
        prices: (k,) multipliers.
    """
    n, size = wanted.shape
    edit, proposal, constant = mixture(size)
    candidates = edit * wanted[:, None] + proposal * unit[:, None] + constant  # (n, C, A)
    count = candidates.shape[1]
    worth = judge.worth(
        np.repeat(inputs, count, axis=0), candidates.reshape(n * count, size), prices
    ).reshape(n, count)
    worth[:, 0] += judge.least_gain
    return np.asarray(candidates[np.arange(n), worth.argmax(axis=1)])

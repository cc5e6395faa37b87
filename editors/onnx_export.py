"""An edited policy as one ONNX file, which runs with onnxruntime and without torch or this library.

The graph holds normaliser, base, editor and prices. It takes a batch of raw observations, double
precision, (n, *shape) named ``observation`` (or one input for each part of a Dict) and gives

- ``action`` (n, *shape): what to execute, in the task's units;
- ``proposal`` (n, *shape): what the innermost policy wanted;
- ``edited`` (n,): whether an editor changed it;
- ``predicted_cost`` (n, k): the discounted cost to come, where the policy predicts it.

The budget is the policy's at the time: ``export_onnx(edited.with_budget(10), "ten.onnx")``. Actions
are those of the policy within 1e-5, in units of half a range, but for edits whose size lies within
rounding of the deadband. An observation with NaN or infinity in it gives NaN in all of its action:
a graph cannot raise, and must not guess. The file loads as a policy:
``saferl.load_policy(file, env_id=...)``.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import Any

import numpy as np

from editors.edited_policy import EditedPolicy
from editors.gate import Gate
from editors.onnx_bases import Observed, flattened, observe, write_base
from editors.onnx_graph import Graph
from editors.rethinking import mixture
from editors.seditor_policy import SHOULDER, SafetyEditorPolicy
from saferl.checkpoints import write_atomically
from saferl.errors import InputError
from saferl.spaces import flat_size

__all__ = ["check_exportable", "export_onnx"]


_NO_SAMPLES = (
    "this policy edits samples of its base, and a graph has no random numbers; edit again without "
    "sample_base to deploy it"
)


@dataclass(frozen=True)
class _Decided:
    """Values of a graph: actions (n, A) double, in the task's units, and how they came about."""

    action: str
    proposal: str
    edited: str
    predicted_cost: str | None


def export_onnx(policy: EditedPolicy | SafetyEditorPolicy, path: str | os.PathLike[str]) -> None:
    """Write a policy to one ONNX file.

    Args:
        policy: An edited policy over a perceptron of this library, another edited policy, a torch
            module, a Stable-Baselines3 model or an ONNX file; or a safety editor's policy. It
            acts deterministically.
        path: The file; its folder is made if need be.

    Raises:
        InputError: A policy whose actions a graph without state cannot hold (a memory, a function,
            stacked frames), or that torch cannot export; the message says why.
        MissingDependencyError: The package onnx is missing.
    """
    if not isinstance(policy, EditedPolicy | SafetyEditorPolicy):
        raise InputError(
            f"a {type(policy).__name__} is no edited policy; export what editors.edit returned"
        )
    graph = Graph()
    space = policy.observation_space
    observed = observe(graph, space)
    decided = _write(graph, policy, observed)
    box = policy.action_space
    action = _loud(graph, decided.action, flattened(graph, space, observed), flat_size(space))
    for name, value in (("action", action), ("proposal", decided.proposal)):
        cast = graph.cast(graph.reshaped(value, box.shape), box.dtype)
        graph.output(name, cast, box.shape, box.dtype)
    graph.output("edited", decided.edited, (), np.bool_)
    if decided.predicted_cost is not None:
        k = len(policy.constraints)
        graph.output("predicted_cost", decided.predicted_cost, (k,), np.float64)
    budgets = {constraint.name: constraint.budget for constraint in policy.constraints}
    metadata = {
        "saferl": json.dumps({"kind": "edited-policy", "budgets": budgets, "card": policy.card})
    }
    write_atomically(path, graph.model(metadata).SerializeToString())


def check_exportable(base: Any, *, sample_base: bool = False) -> None:
    """Raise what :func:`export_onnx` would for this policy, or an edited one on it.

    Training takes hours, and whether its outcome can be exported is known before.

    Args:
        base: The policy to edit, or a safety editor's policy.
        sample_base: Whether samples of it are edited.

    Raises:
        InputError, MissingDependencyError: As :func:`export_onnx`.
    """
    graph = Graph()
    if sample_base:
        raise InputError(_NO_SAMPLES)
    _write(graph, base, observe(graph, base.observation_space))


def _loud(graph: Graph, action: str, flat: str, size: int) -> str:
    """The action (n, A), but NaN where the observation (n, F) is not finite: a clip would hide it.

    0 times NaN or infinity is NaN, and 0 times all else adds nothing.
    """
    nothing = graph.node("MatMul", flat, graph.constant(np.zeros((size, 1))))  # (n, 1)
    return graph.node("Add", action, nothing)


def _write(graph: Graph, policy: Any, observed: Observed) -> _Decided:
    if isinstance(policy, EditedPolicy):
        return _edited(graph, policy, observed)
    if isinstance(policy, SafetyEditorPolicy):
        return _together(graph, policy, observed)
    action = write_base(graph, policy, observed)
    rows = graph.node("Cast", _first(graph, action), to=9)  # bool: any value, the shape counts
    nowhere = graph.node("And", rows, graph.node("Not", rows))
    return _Decided(action, action, nowhere, None)


def _first(graph: Graph, values: str) -> str:
    """(n, m) -> (n,): the first column."""
    return graph.node("Gather", values, graph.constant(0, np.int64), axis=1)


def _edited(graph: Graph, policy: EditedPolicy, observed: Observed) -> _Decided:
    """As `EditedPolicy` computes it, step by step."""
    if policy.sample_base:
        raise InputError(_NO_SAMPLES)
    box = policy.action_space
    inner = _write(graph, policy.base, observed)
    flat = flattened(graph, policy.observation_space, observed)
    seen = graph.normalized(flat, policy.mean, policy.scale, 10.0)
    unit = graph.cast(graph.from_box(box, inner.action), np.float32)  # (n, A)
    inputs = graph.node("Concat", seen, unit, _prices(graph, policy, unit), axis=1)
    edit = graph.node("Tanh", graph.perceptron(policy.layers, policy.activation, inputs))
    twice = graph.node("Mul", edit, graph.constant(2.0, np.float32))
    wanted = graph.between(graph.node("Add", unit, twice), -1.0, 1.0, np.float32)
    if policy.rethink is not None:
        wanted = _rethought(graph, policy, inputs, unit, wanted)
    changed = _beyond(graph, wanted, unit, policy.deadband, flat_size(box))  # (n, 1)
    if policy.gate is not None:
        gain = _gain(graph, policy, inputs, unit, wanted)
        pays = graph.node("Greater", gain, graph.constant(policy.gate.least_gain))
        changed = graph.node("And", changed, pays)
    action = graph.node("Where", changed, graph.to_box(box, wanted), inner.action)
    predicted = None
    if policy.cost_critics:
        executed = graph.cast(graph.from_box(box, action), np.float32)
        judged = graph.node("Concat", inputs, executed, axis=1)
        values = [graph.perceptron(c, policy.activation, judged) for c in policy.cost_critics]
        predicted = graph.cast(graph.node("Concat", *values, axis=1), np.float64)
    edited = graph.node("Or", _first(graph, changed), inner.edited)
    return _Decided(action, inner.proposal, edited, predicted)


def _gain(graph: Graph, policy: EditedPolicy, inputs: str, unit: str, wanted: str) -> str:
    """(n, 1) double, as :meth:`editors.gate.Gate.gain`."""
    assert policy.gate is not None
    before, after = (
        _worth(graph, policy.gate, policy, graph.node("Concat", inputs, action, axis=1))
        for action in (unit, wanted)
    )
    return graph.node("Sub", after, before)


def _worth(graph: Graph, judge: Gate, policy: EditedPolicy, judged: str) -> str:
    """(m, 1) double, as :meth:`editors.gate.Gate.worth`, of inputs and an action (m, ...)."""
    double = np.float64
    judged = graph.cast(judged, double)
    critics = (*judge.utility, *judge.costs)
    values = [graph.perceptron(c, judge.activation, judged, double) for c in critics]
    count = len(judge.utility)
    priced = [graph.node("Min", *values[:count]), *values[count:]]
    total = 1.0 + float(np.sum(policy.prices))
    weights = np.concatenate([[1.0], -np.asarray(policy.prices) / judge.units]) / total
    parts = [
        graph.node("Mul", value, graph.constant(weight))
        for value, weight in zip(priced, weights, strict=True)
    ]
    return graph.node("Sum", *parts)


def _rethought(graph: Graph, policy: EditedPolicy, inputs: str, unit: str, wanted: str) -> str:
    """(n, A), as :func:`editors.rethinking.rethought`."""
    judge, size = policy.rethink, flat_size(policy.action_space)
    assert judge is not None
    edit, proposal, constant = (graph.constant(part, np.float32) for part in mixture(size))
    candidates = graph.node(  # (n, C, A)
        "Sum",
        graph.node("Mul", edit, graph.reshaped(wanted, (1, size))),
        graph.node("Mul", proposal, graph.reshaped(unit, (1, size))),
        constant,
    )
    count = 3 * size + 3
    width = len(policy.mean) + size + len(policy.prices)
    shape = graph.constant([1, count, 1], np.int64)
    many = graph.node("Expand", graph.reshaped(inputs, (1, width)), shape)
    judged = graph.node("Concat", many, candidates, axis=2)
    worth = _worth(graph, judge, policy, graph.reshaped(judged, (width + size,)))
    worth = graph.reshaped(worth, (count,))
    head_start = np.zeros(count)
    head_start[0] = judge.least_gain
    best = graph.node("ArgMax", graph.node("Add", worth, graph.constant(head_start)), axis=1)
    values = graph.constant([0.0, 1.0], np.float32)
    chosen = graph.node("OneHot", best, graph.constant(count, np.int64), values)  # (n, 1, C)
    return graph.reshaped(graph.node("MatMul", chosen, candidates), (size,))


def _prices(graph: Graph, policy: EditedPolicy, rows: str) -> str:
    """log(1 + price) (n, k), as many rows as ``rows`` has."""
    k = len(policy.prices)
    logs = np.log1p(policy.prices).astype(np.float32).reshape(1, k)
    count = graph.node("Gather", graph.node("Shape", rows), graph.constant([0], np.int64))
    shape = graph.node("Concat", count, graph.constant([k], np.int64), axis=0)
    return graph.node("Expand", graph.constant(logs, np.float32), shape)


def _beyond(graph: Graph, wanted: str, unit: str, limit: float, actions: int) -> str:
    """(n, 1) whether any component of (n, A) moved by more than ``limit``."""
    moved = graph.node("Abs", graph.node("Sub", wanted, unit))
    beyond = graph.node("Greater", moved, graph.constant(limit, np.float32))
    ones = graph.constant(np.ones((actions, 1)), np.float32)
    count = graph.node("MatMul", graph.cast(beyond, np.float32), ones)
    return graph.node("Greater", count, graph.constant(0.0, np.float32))


def _together(graph: Graph, policy: SafetyEditorPolicy, observed: Observed) -> _Decided:
    """As `SafetyEditorPolicy` computes it."""
    if policy.frames > 1:
        raise InputError(
            f"this policy sees {policy.frames} frames stacked, and a graph has no memory; train "
            "with frames=1 to export it"
        )
    box, actions = policy.action_space, flat_size(policy.action_space)
    flat = flattened(graph, policy.observation_space, observed)
    seen = graph.normalized(flat, policy.mean, policy.scale, policy.clip)
    outputs = graph.perceptron(policy.proposer, policy.activation, seen)
    proposal = _beta_mode(graph, outputs, actions)
    inputs = graph.node("Concat", seen, proposal, axis=1)
    outputs = graph.perceptron(policy.editor, policy.activation, inputs)
    edit = _beta_mode(graph, outputs, actions)
    wanted = graph.node("Add", proposal, graph.node("Mul", edit, graph.constant(2.0, np.float32)))
    if policy.edit == "clip":
        executed = graph.between(wanted, -1.0, 1.0, np.float32)
    else:
        executed = _squashed(graph, wanted)
    predicted = None
    if policy.cost_critics:
        judged = graph.node("Concat", seen, executed, axis=1)
        lesser = [
            graph.node("Min", *(graph.perceptron(c, policy.activation, judged) for c in twins))
            for twins in policy.cost_critics
        ]
        values = graph.cast(graph.node("Concat", *lesser, axis=1), np.float64)
        predicted = graph.node("Mul", values, graph.constant(-policy.cost_scales))
    edited = _first(graph, _beyond(graph, executed, proposal, policy.edited_beyond, actions))
    return _Decided(graph.to_box(box, executed), graph.to_box(box, proposal), edited, predicted)


def _beta_mode(graph: Graph, outputs: str, actions: int) -> str:
    """(n, 2 A) before softplus -> the likeliest actions (n, A)."""
    above_one = graph.node("Softplus", outputs)
    axis = graph.constant([1], np.int64)
    ends = [graph.constant([i * actions], np.int64) for i in range(3)]
    first = graph.node("Slice", above_one, ends[0], ends[1], axis)
    second = graph.node("Slice", above_one, ends[1], ends[2], axis)
    share = graph.node("Div", first, graph.node("Add", first, second))
    twice = graph.node("Mul", share, graph.constant(2.0, np.float32))
    return graph.node("Sub", twice, graph.constant(1.0, np.float32))


def _squashed(graph: Graph, wanted: str) -> str:
    """As :func:`editors.hinge.squash_edit`."""

    def number(value: float) -> str:
        return graph.constant(value, np.float32)

    over = graph.node("Sub", graph.node("Abs", wanted), number(1.0 - SHOULDER))
    excess = graph.node("Div", graph.node("Relu", over), number(SHOULDER))
    share = graph.node("Div", excess, graph.node("Add", excess, number(1.0)))
    beyond = graph.node("Mul", graph.node("Sign", wanted), number(SHOULDER))
    inside = graph.between(wanted, SHOULDER - 1.0, 1.0 - SHOULDER, np.float32)
    return graph.node("Add", inside, graph.node("Mul", beyond, share))

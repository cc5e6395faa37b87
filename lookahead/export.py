"""Export a shielded policy for deployment: its networks as ONNX graphs, everything in one file.

Only this side needs the ``onnx`` package, and only fitting needs torch; `lookahead.deployed` reads
the file with NumPy and ONNX Runtime.
"""

from __future__ import annotations

import os
from typing import Any

import numpy as np

from lookahead.deployed import KIND
from lookahead.shielded_policy import ShieldedPolicy
from lookahead.shielded_policy_file import parts_of
from lookahead.world_model_flat import FlatModel
from saferl import checkpoints
from saferl.errors import MissingDependencyError

__all__ = ["export", "graph_of"]

Array = np.ndarray[Any, Any]
Layers = tuple[tuple[Array, Array], ...]
_OPSET = 17
_IR = 8


def export(policy: ShieldedPolicy, path: str | os.PathLike[str]) -> None:
    """Write a shielded policy for `lookahead.deployed.load`.

    Raises:
        InputError: The wrapped policy or the fallback is none that can be saved.
        MissingDependencyError: onnx is not installed.
    """
    tensors, document = parts_of(policy)
    model = policy.shield.model
    flat = isinstance(model, FlatModel)
    layers = model.layers if flat else model.motion.layers
    first = tuple((weight[:1], bias[:1]) for weight, bias in layers)
    for name, some in (("members", layers), ("first", first)):
        graph = graph_of(some, "Relu" if flat else "Tanh")
        tensors[f"onnx/{name}"] = np.frombuffer(graph, dtype=np.uint8)
    checkpoints.write(path, kind=KIND, tensors=tensors, document=document)


def graph_of(layers: Layers, activation: str) -> bytes:
    """Return the members' networks as one ONNX graph: (n, M, B, in) to (n, M, B, out).

    Args:
        layers: ((weight (M, in, out), bias (M, 1, out)), ...).
        activation: Between them, by its name in ONNX.

    Raises:
        MissingDependencyError: onnx is not installed.
    """
    try:
        from onnx import TensorProto, helper, numpy_helper
    except ImportError as error:
        raise MissingDependencyError(
            "exporting needs onnx; run: pip install 'saferl[onnx]'"
        ) from error
    nodes, weights, last = [], [], "inputs"
    for i, (weight, bias) in enumerate(layers):
        for name, array in (("weight", weight), ("bias", bias)):
            plain = np.ascontiguousarray(array, dtype=np.float32)
            weights.append(numpy_helper.from_array(plain, f"{name}{i}"))
        nodes.append(helper.make_node("MatMul", [last, f"weight{i}"], [f"product{i}"]))
        final = i + 1 == len(layers)
        last = "outputs" if final else f"sum{i}"
        nodes.append(helper.make_node("Add", [f"product{i}", f"bias{i}"], [last]))
        if not final:
            nodes.append(helper.make_node(activation, [last], [f"hidden{i}"]))
            last = f"hidden{i}"
    members, inputs = layers[0][0].shape[:2]
    sizes = inputs, layers[-1][0].shape[2]
    given, made = (
        helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n", members, "B", size])
        for name, size in zip(("inputs", "outputs"), sizes, strict=True)
    )
    graph = helper.make_graph(nodes, "ensemble", [given], [made], weights)
    opset = [helper.make_opsetid("", _OPSET)]
    document = helper.make_model(graph, opset_imports=opset, ir_version=_IR)
    return bytes(document.SerializeToString())

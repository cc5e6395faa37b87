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
from lookahead.world_model_motion import MotionModel
from saferl import checkpoints
from saferl.errors import MissingDependencyError

__all__ = ["export", "graph_of"]

Array = np.ndarray[Any, Any]
_OPSET = 17
_IR = 8


def export(policy: ShieldedPolicy, path: str | os.PathLike[str]) -> None:
    """Write a shielded policy for `lookahead.deployed.load`.

    Raises:
        InputError: The wrapped policy or the fallback is none that can be saved.
        MissingDependencyError: onnx is not installed.
    """
    tensors, document = parts_of(policy)
    motion = policy.shield.model.motion
    for name, model in (("members", motion), ("first", motion.only(slice(0, 1)))):
        tensors[f"onnx/{name}"] = np.frombuffer(graph_of(model), dtype=np.uint8)
    checkpoints.write(path, kind=KIND, tensors=tensors, document=document)


def graph_of(model: MotionModel) -> bytes:
    """Return the members' networks as one ONNX graph: (n, M, B, in) to (n, M, B, out).

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
    for i, (weight, bias) in enumerate(model.layers):
        weights.append(numpy_helper.from_array(np.ascontiguousarray(weight), f"weight{i}"))
        weights.append(numpy_helper.from_array(np.ascontiguousarray(bias), f"bias{i}"))
        nodes.append(helper.make_node("MatMul", [last, f"weight{i}"], [f"product{i}"]))
        final = i + 1 == len(model.layers)
        last = "outputs" if final else f"sum{i}"
        nodes.append(helper.make_node("Add", [f"product{i}", f"bias{i}"], [last]))
        if not final:
            nodes.append(helper.make_node("Tanh", [last], [f"hidden{i}"]))
            last = f"hidden{i}"
    sizes = model.layers[0][0].shape[1], model.layers[-1][0].shape[2]
    given, made = (
        helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n", model.members, "B", size])
        for name, size in zip(("inputs", "outputs"), sizes, strict=True)
    )
    graph = helper.make_graph(nodes, "motion", [given], [made], weights)
    opset = [helper.make_opsetid("", _OPSET)]
    document = helper.make_model(graph, opset_imports=opset, ir_version=_IR)
    return bytes(document.SerializeToString())

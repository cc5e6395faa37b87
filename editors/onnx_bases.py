"""Policies as pieces of an ONNX graph: what each kind does to an observation, deterministically.

Shapes: n rows, F flat observation, A flat action.
"""

from __future__ import annotations

import tempfile
import warnings
from pathlib import Path
from typing import Any

import numpy as np
from gymnasium import spaces

from editors.onnx_graph import Graph, onnx_module
from saferl.errors import InputError
from saferl.policies import MlpPolicy
from saferl.policies.adapter import Adapter
from saferl.policies.normalization import WHOLE
from saferl.spaces import flat_size

__all__ = ["Observed", "observe", "write_base"]

Observed = dict[str, str]
"""Name of each part of the observation ("" for the whole) -> value (n, *shape) of the graph."""


def observe(graph: Graph, space: spaces.Space[Any]) -> Observed:
    """Add the inputs of a graph: double, named ``observation``, or like the parts of a Dict.

    Raises:
        InputError: Parts that are not Boxes.
    """
    parts = dict(space.spaces) if isinstance(space, spaces.Dict) else {WHOLE: space}
    for name, part in parts.items():
        if not isinstance(part, spaces.Box):
            raise InputError(
                f"observations in {part} cannot be exported to ONNX; expected Box, or a Dict of "
                "Boxes" + (f" (the part is {name!r})" if name else "")
            )
    return {
        name: graph.input(name or "observation", part.shape or (), np.float64)
        for name, part in parts.items()
    }


def flattened(graph: Graph, space: spaces.Space[Any], observed: Observed) -> str:
    """Return the flat observation (n, F), double."""
    parts = dict(space.spaces) if isinstance(space, spaces.Dict) else {WHOLE: space}
    flat = [graph.flat(observed[name], flat_size(part)) for name, part in parts.items()]
    return flat[0] if len(flat) == 1 else graph.node("Concat", *flat, axis=1)


def write_base(graph: Graph, policy: Any, observed: Observed) -> str:
    """Add what a base policy does; return its actions (n, A), double, in the task's units.

    Raises:
        InputError: A policy that a graph cannot hold: one with a memory, a function, a network of
            the user's that torch cannot export.
    """
    if isinstance(policy, MlpPolicy):
        return _mlp(graph, policy, observed)
    if getattr(policy, "has_memory", False):
        raise InputError(
            f"a {type(policy).__name__} with a memory cannot be exported to ONNX: the graph has no "
            "state; deploy it through policy.session()"
        )
    if isinstance(policy, Adapter):
        for kind, write in _ADAPTERS.items():
            if type(policy).__name__ == kind:
                return _clipped(graph, policy, write(graph, policy, observed))
    raise InputError(
        f"a {type(policy).__name__} cannot be exported to ONNX; expected a perceptron of this "
        "library, a torch module, a Stable-Baselines3 model or an ONNX file as the base"
    )


def _mlp(graph: Graph, policy: MlpPolicy, observed: Observed) -> str:
    flat = flattened(graph, policy.observation_space, observed)
    seen = graph.normalized(flat, policy.mean, policy.scale, 10.0)
    outputs = graph.perceptron(policy.layers, policy.activation, seen)
    if policy.head == "squashed":
        size = flat_size(policy.action_space)
        ends = graph.constant([0], np.int64), graph.constant([size], np.int64)
        mean = graph.node("Slice", outputs, *ends, graph.constant([1], np.int64))
        outputs = graph.node("Tanh", mean)
    assert isinstance(policy.action_space, spaces.Box)
    return graph.to_box(policy.action_space, outputs)


def _given(graph: Graph, policy: Adapter, observed: Observed, dtype: Any) -> Observed:
    """The observation as an adapter's network sees it."""
    seen: Observed = {}
    for name, value in observed.items():
        if name in policy.normalization.statistics:
            mean, deviation = policy.normalization.statistics[name]
            clip = policy.normalization.clip
            seen[name] = graph.normalized(value, mean, 1.0 / deviation, clip)
        else:
            seen[name] = value
        seen[name] = graph.cast(seen[name], dtype)
    return seen


def _torch(graph: Graph, policy: Any, observed: Observed) -> str:
    import torch

    dtype = torch.empty(0, dtype=policy._dtype).numpy().dtype
    seen = _given(graph, policy, observed, dtype)
    return _exported(graph, policy.module, policy.observation_space, seen, dtype)


def _sb3(graph: Graph, policy: Any, observed: Observed) -> str:
    """A Stable-Baselines3 model: its deterministic action, out of [-1, 1] where it squashes."""
    import torch

    network = getattr(policy.model, "policy", policy.model)

    class Deterministic(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.network = network

        def forward(self, observation: Any) -> Any:
            return self.network._predict(observation, deterministic=True)

    seen = _given(graph, policy, observed, np.float32)
    before = network.training
    network.set_training_mode(False)
    try:
        module = Deterministic().cpu()
        output = _exported(graph, module, policy.observation_space, seen, np.float32)
    finally:
        network.set_training_mode(before)
    flat = graph.flat(graph.cast(output, np.float64), flat_size(policy.action_space))
    return graph.to_box(policy.action_space, flat) if network.squash_output else flat


def _exported(
    graph: Graph, module: Any, space: spaces.Space[Any], seen: Observed, dtype: Any
) -> str:
    """Export a torch module and merge it."""
    import torch

    if not isinstance(space, spaces.Box):
        raise InputError(
            f"a torch module that observes {space} cannot be exported to ONNX; expected a Box"
        )
    example = torch.from_numpy(np.zeros((2, *space.shape), dtype=dtype))
    free = {"observation": {0: "n"}, "action": {0: "n"}}
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        file = Path(folder) / "module.onnx"
        try:
            torch.onnx.export(
                module,
                (example,),
                str(file),
                input_names=["observation"],
                output_names=["action"],
                dynamic_axes=free,
                opset_version=17,
                dynamo=False,  # the newer exporter needs another package
            )
        except Exception as error:  # torch raises what its tracing happens to meet
            reason = (str(error).strip() or type(error).__name__).splitlines()[0]
            raise InputError(f"torch cannot export this base policy to ONNX: {reason}") from error
        model = onnx_module().load(str(file))
    return graph.merge(model, {"observation": seen[WHOLE]}, "the exported module")


def _onnx(graph: Graph, policy: Any, observed: Observed) -> str:
    onnx = onnx_module()
    model = onnx.load(str(Path(policy.path)))
    constants = {tensor.name for tensor in model.graph.initializer}
    inputs = {}
    for item in model.graph.input:
        if item.name in constants:
            continue
        part = item.name if isinstance(policy.observation_space, spaces.Dict) else WHOLE
        dtype = onnx.helper.tensor_dtype_to_np_dtype(item.type.tensor_type.elem_type)
        inputs[item.name] = _given(graph, policy, {part: observed[part]}, dtype)[part]
    return graph.merge(model, inputs, f"'{policy.path}'")


def _clipped(graph: Graph, policy: Adapter, action: str) -> str:
    """Actions of a foreign policy, clipped to their bounds: (n, A) double."""
    box = policy.action_space
    assert isinstance(box, spaces.Box)
    flat = graph.flat(graph.cast(action, np.float64), flat_size(box))
    bounds = box.low.reshape(-1).astype(np.float64), box.high.reshape(-1).astype(np.float64)
    return graph.between(flat, *bounds)


_ADAPTERS = {"TorchPolicy": _torch, "Sb3Policy": _sb3, "OnnxPolicy": _onnx}

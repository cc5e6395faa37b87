"""Writing an ONNX graph by hand: constants, perceptrons, boxes, and graphs of others merged in.

A name stands for a value of the graph, as in ONNX itself. Only operators that have not changed
from opset 13 to 23 are used, so that the graph can take another one of any of these in.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from gymnasium import spaces

from editors.edited_parts import Layers
from saferl.errors import CheckpointError, InputError, MissingDependencyError

__all__ = ["Graph", "onnx_module"]

Array = np.ndarray[Any, Any]
OPSET = 17
OLDEST_OPSET, NEWEST_OPSET = 13, 23
NEWEST_IR = 10


def onnx_module() -> Any:
    """Return the package ``onnx``.

    Raises:
        MissingDependencyError: It is not installed.
    """
    try:
        import onnx
    except ImportError as error:
        raise MissingDependencyError(
            "writing ONNX files needs the package onnx; run: pip install 'saferl[onnx]'"
        ) from error
    return onnx


class Graph:
    """An ONNX graph being written.

    >>> graph = Graph()
    >>> graph.input("x", (2,), np.float64)
    'x'
    >>> graph.output("y", graph.node("Mul", "x", graph.constant(2.0)), (2,), np.float64)
    >>> len(graph.model().graph.node)
    2
    """

    def __init__(self) -> None:
        self._onnx = onnx_module()
        self._nodes: list[Any] = []
        self._constants: list[Any] = []
        self._inputs: list[Any] = []
        self._outputs: list[Any] = []
        self._opset = OPSET
        self._merged = False
        self._opsets: dict[str, int] = {}
        self._functions: list[Any] = []
        self._names = 0

    # -- values ----------------------------------------------------------------------------------

    def node(self, operator: str, *inputs: str, **attributes: Any) -> str:
        """Add an operator with one output; return the output's name."""
        name = self._name(operator)
        make = self._onnx.helper.make_node
        self._nodes.append(make(operator, list(inputs), [name], name=name, **attributes))
        return name

    def constant(self, value: Any, dtype: Any = np.float64) -> str:
        """Add an array and return its name."""
        name = self._name("constant")
        array = np.ascontiguousarray(np.asarray(value, dtype=dtype))
        tensor = self._onnx.numpy_helper.from_array(array.reshape(np.shape(value)), name)
        self._constants.append(tensor)
        return name

    def input(self, name: str, shape: Sequence[int], dtype: Any) -> str:
        """Add an input (n, *shape)."""
        self._inputs.append(self._value(name, shape, dtype))
        return name

    def output(self, name: str, value: str, shape: Sequence[int], dtype: Any) -> None:
        """Make a value an output (n, *shape)."""
        make = self._onnx.helper.make_node
        self._nodes.append(make("Identity", [value], [name], name=name))
        self._outputs.append(self._value(name, shape, dtype))

    def _value(self, name: str, shape: Sequence[int], dtype: Any) -> Any:
        kind = self._onnx.helper.np_dtype_to_tensor_dtype(np.dtype(dtype))
        return self._onnx.helper.make_tensor_value_info(name, kind, ["n", *shape])

    def _name(self, stem: str) -> str:
        self._names += 1
        return f"{stem}_{self._names}"

    # -- what policies are made of ---------------------------------------------------------------

    def cast(self, value: str, dtype: Any) -> str:
        """Return the value as another type."""
        kind = self._onnx.helper.np_dtype_to_tensor_dtype(np.dtype(dtype))
        return self.node("Cast", value, to=kind)

    def flat(self, value: str, size: int) -> str:
        """Return (n, *shape) as (n, size)."""
        return self.reshaped(value, (size,))

    def reshaped(self, value: str, shape: Sequence[int]) -> str:
        """Return the value as (n, *shape)."""
        return self.node("Reshape", value, self.constant([-1, *shape], np.int64))

    def between(self, value: str, low: Any, high: Any, dtype: Any = np.float64) -> str:
        """Clip to bounds that may differ from component to component."""
        raised = self.node("Max", value, self.constant(low, dtype))
        return self.node("Min", raised, self.constant(high, dtype))

    def normalized(self, value: str, mean: Array, scale: Array, clip: float) -> str:
        """``clip((value - mean) * scale)`` in double precision, then float32."""
        shifted = self.node("Sub", value, self.constant(mean))
        scaled = self.node("Mul", shifted, self.constant(scale))
        return self.cast(self.between(scaled, -clip, clip), np.float32)

    def perceptron(
        self, layers: Layers, activation: str, inputs: str, dtype: Any = np.float32
    ) -> str:
        """(n, in) -> (n, out), both of ``dtype``."""
        operator = {"tanh": "Tanh", "relu": "Relu"}[activation]
        hidden = inputs
        for i, (weight, bias) in enumerate(layers):
            parts = self.constant(weight, dtype), self.constant(bias, dtype)
            hidden = self.node("Gemm", hidden, *parts, transB=1)
            if i + 1 < len(layers):
                hidden = self.node(operator, hidden)
        return hidden

    def to_box(self, box: spaces.Box, unit: str) -> str:
        """(n, A) in [-1, 1], clipped, to the units of the box: (n, A) double."""
        low, half = _low_and_half(box)
        inside = self.between(self.cast(unit, np.float64), -1.0, 1.0)
        risen = self.node("Add", inside, self.constant(1.0))
        return self.node("Add", self.node("Mul", risen, self.constant(half)), self.constant(low))

    def from_box(self, box: spaces.Box, action: str) -> str:
        """Undo :meth:`to_box`, clipped to [-1, 1]: (n, A) double."""
        low, half = _low_and_half(box)
        risen = self.node("Div", self.node("Sub", action, self.constant(low)), self.constant(half))
        return self.between(self.node("Sub", risen, self.constant(1.0)), -1.0, 1.0)

    # -- whole graphs ----------------------------------------------------------------------------

    def merge(self, model: Any, inputs: Mapping[str, str], what: str) -> str:
        """Take another model in and return the name of its first output.

        Args:
            model: An ``onnx.ModelProto``.
            inputs: Name of each of its inputs -> value of this graph, of the right type.
            what: What it is called in messages.

        Raises:
            InputError: Its opset cannot be brought in line, or it wants other inputs.
        """
        model = self._aligned(model, what)
        self._names += 1
        prefix = f"base_{self._names}_"
        first = model.graph.output[0].name
        constants = {tensor.name for tensor in model.graph.initializer}
        wanted = [item.name for item in model.graph.input if item.name not in constants]
        if set(wanted) != set(inputs):
            raise InputError(f"{what} takes inputs {wanted}, expected {sorted(inputs)}")
        prefixed = self._onnx.compose.add_prefix(model, prefix)
        for name, value in inputs.items():
            make = self._onnx.helper.make_node
            self._nodes.append(make("Identity", [value], [prefix + name], name=prefix + name))
        self._nodes += list(prefixed.graph.node)
        self._constants += list(prefixed.graph.initializer)
        self._functions += list(prefixed.functions)
        return prefix + str(first)

    def _aligned(self, model: Any, what: str) -> Any:
        """The model at an opset that this graph can have; this graph at that opset."""
        opsets = {item.domain: item.version for item in model.opset_import}
        version = opsets.pop("", opsets.pop("ai.onnx", OPSET))
        if not self._merged and OLDEST_OPSET <= version <= NEWEST_OPSET:
            self._opset = version
        elif version != self._opset:
            try:
                model = self._onnx.version_converter.convert_version(
                    copy.deepcopy(model), self._opset
                )
            except Exception as error:  # the converter raises bare RuntimeErrors and others
                raise InputError(
                    f"{what} is of ONNX opset {version}, which cannot be converted to "
                    f"{self._opset}: {error}"
                ) from error
        self._merged = True
        self._opsets.update(opsets)
        return model

    def model(self, metadata: Mapping[str, str] | None = None) -> Any:
        """Return the checked ``onnx.ModelProto``.

        Raises:
            CheckpointError: The graph is not valid, as a foreign graph merged in may cause.
        """
        helper = self._onnx.helper
        graph = helper.make_graph(
            self._nodes, "policy", self._inputs, self._outputs, self._constants
        )
        imports = {"": self._opset, **self._opsets}
        model = helper.make_model(
            graph,
            opset_imports=[helper.make_opsetid(domain, v) for domain, v in imports.items()],
            functions=self._functions,
            producer_name="saferl",
            ir_version=NEWEST_IR,
        )
        helper.set_model_props(model, dict(metadata or {}))
        try:
            self._onnx.checker.check_model(model, full_check=True)
        except Exception as error:  # the checker's errors have no common base of their own
            raise CheckpointError(
                f"the graph that was put together is not valid: {error}"
            ) from error
        return model


def _low_and_half(box: spaces.Box) -> tuple[Array, Array]:
    low = box.low.reshape(-1).astype(np.float64)
    return low, 0.5 * (box.high.reshape(-1).astype(np.float64) - low)

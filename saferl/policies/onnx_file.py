"""ONNX files as policies, run by onnxruntime on one thread.

The graph takes the batch of normalised observations (one input for each part of a Dict space, by
name) and its first output is the actions, or scores where actions are discrete. ONNX runs no code
of its own, so it needs no trust.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from gymnasium import spaces

from saferl.errors import CheckpointError, InputError, MissingDependencyError
from saferl.policies.adapter import Adapter
from saferl.policies.normalization import Normalization
from saferl.policies.protocol import Array, State
from saferl.policies.torch_module import largest_score

__all__ = ["OnnxPolicy"]

_TYPES = {
    "tensor(float)": np.float32,
    "tensor(double)": np.float64,
    "tensor(float16)": np.float16,
    "tensor(int64)": np.int64,
    "tensor(int32)": np.int32,
    "tensor(uint8)": np.uint8,
}


class OnnxPolicy(Adapter):
    """An ONNX graph as a policy.

    Args:
        path: The file.
        observation_space: What it observes before normalisation.
        action_space: What it does; Box actions are clipped to the bounds.
        normalization: What its observations pass through first.
        batched: Pass whole batches; the graph's first dimension must then be free.

    Raises:
        MissingDependencyError: onnxruntime is not installed.
        CheckpointError: Truncated or not ONNX.
        InputError: The graph's inputs do not fit the observation space.
    """

    def __init__(
        self,
        path: Path,
        observation_space: spaces.Space[Any],
        action_space: spaces.Space[Any],
        *,
        normalization: Normalization | None = None,
        batched: bool = False,
    ) -> None:
        super().__init__(
            observation_space, action_space, normalization=normalization, batched=batched
        )
        self.path = path
        self._runtime = _open(path)
        self._inputs = {item.name: item for item in self._runtime.get_inputs()}
        self._output = self._runtime.get_outputs()[0].name
        self._check_inputs(path)

    def _check_inputs(self, path: Path) -> None:
        space = self.observation_space
        if isinstance(space, spaces.Dict):
            fits = set(space.spaces) == set(self._inputs)
            parts = dict(space.spaces)
        else:
            fits = len(self._inputs) == 1
            parts = dict.fromkeys(self._inputs, space)
        for name, item in self._inputs.items() if fits else ():
            own = item.shape[1:]
            shape = parts[name].shape or ()
            fits = fits and item.type in _TYPES and len(own) == len(shape)
            # names stand for free dimensions
            pairs = zip(own, shape, strict=False)
            fits = fits and all(not isinstance(a, int) or a == b for a, b in pairs)
        if not fits:
            given = {name: (item.type, item.shape) for name, item in self._inputs.items()}
            raise InputError(f"'{path}' takes {given}, which does not fit observations of {space}")

    def act(
        self, batch: Any, state: State, starts: Array, deterministic: bool
    ) -> tuple[Any, State]:
        """Run the graph."""
        given = batch if isinstance(batch, dict) else dict.fromkeys(self._inputs, batch)
        feed = {
            name: np.asarray(part, dtype=_TYPES[self._inputs[name].type])
            for name, part in given.items()
        }
        try:
            (output,) = self._runtime.run([self._output], feed)
        except Exception as error:  # onnxruntime's errors have no common base of their own
            raise InputError(
                f"the ONNX graph failed on {len(starts)} observations: {error}"
            ) from error
        return largest_score(self.action_space, np.asarray(output)), state


def _open(path: Path) -> Any:
    try:
        import onnxruntime
    except ImportError as error:
        raise MissingDependencyError(
            "ONNX files need onnxruntime; run: pip install 'saferl[onnx]'"
        ) from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3  # errors are raised; nothing in the library prints
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's errors have no common base of their own
        raise CheckpointError(f"'{path}' is truncated or not ONNX ({error})") from error

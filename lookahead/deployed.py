"""A shield as it is deployed: ONNX Runtime on one thread, no torch, no simulation.

    policy = lookahead.deployed.load("shield.deployed.safetensors")
    session = policy.session()
    action = session(observation)

The file is what `lookahead.export` writes. Its networks run in ONNX Runtime; all else, from the map
of the surroundings to the ladder of fallbacks, is the same code as in training, on NumPy alone.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from lookahead.shield import Shield
from lookahead.shielded_policy import ShieldedPolicy
from lookahead.shielded_policy_file import attached
from lookahead.world_model_flat import FlatModel
from lookahead.world_model_motion import MotionModel
from saferl import checkpoints
from saferl.checkpoints import Checkpoint
from saferl.errors import CheckpointError, InputError, MissingDependencyError

__all__ = ["KIND", "OnnxFlat", "OnnxMotion", "from_checkpoint", "load"]

Array = np.ndarray[Any, Any]
KIND = "deployed-shield"


def load(path: str | os.PathLike[str]) -> ShieldedPolicy:
    """Read an exported shield with its policy.

    Raises:
        CheckpointError: Truncated, foreign, of another kind, or with parts that do not fit.
        MissingDependencyError: onnxruntime is not installed.
    """
    return from_checkpoint(checkpoints.read(path, kind=KIND))


def from_checkpoint(checkpoint: Checkpoint) -> ShieldedPolicy:
    """Build the policy from a checkpoint of kind ``"deployed-shield"``."""
    try:
        shield = Shield.from_parts(checkpoint.under("shield"), checkpoint.document["shield"])
        graphs = {name: graph.tobytes() for name, graph in checkpoint.under("onnx").items()}
        model = shield.model
        running: Any
        if isinstance(model, FlatModel):
            running = OnnxFlat.of(model, graphs)
        else:
            running = replace(model, motion=OnnxMotion.of(model.motion, graphs))
        return attached(replace(shield, model=running), checkpoint)
    except (KeyError, TypeError, InputError) as error:
        raise CheckpointError(
            f"'{checkpoint.path}' lacks or garbles a part of an exported shield: {error}"
        ) from error


@dataclass(frozen=True, eq=False)
class OnnxMotion(MotionModel):
    """A motion model whose networks run in ONNX Runtime.

    Attributes:
        runtime: Of all members.
        first: Of the first member alone, with which candidates are imagined.
    """

    runtime: Any = None
    first: Any = None

    @classmethod
    def of(cls, motion: MotionModel, graphs: dict[str, bytes]) -> OnnxMotion:
        """Give a motion model the graphs ``"members"`` and ``"first"``.

        Raises:
            CheckpointError: A graph is damaged.
            MissingDependencyError: onnxruntime is not installed.
        """
        fields = {name: getattr(motion, name) for name in MotionModel.__dataclass_fields__}
        return cls(**fields, runtime=_open(graphs["members"]), first=_open(graphs["first"]))

    def only(self, members: slice) -> MotionModel:
        """Return a model of some of the members; the first alone has a graph of its own."""
        chosen = tuple((w[members], b[members]) for w, b in self.layers)
        if members == slice(0, 1):
            return replace(self, layers=chosen, runtime=self.first)
        fields = {name: getattr(self, name) for name in MotionModel.__dataclass_fields__}
        return MotionModel(**{**fields, "layers": chosen})

    def forward(self, inputs: Array) -> Array:
        """Run the members' networks: (n, M, B, in) to (n, M, B, out)."""
        (out,) = self.runtime.run(None, {"inputs": inputs})
        return np.asarray(out)


@dataclass(frozen=True, kw_only=True, eq=False)
class OnnxFlat(FlatModel):
    """A model over plain vectors whose networks run in ONNX Runtime.

    Attributes:
        runtime: Of all members.
        first: Of the first member alone, with which candidates are imagined.
    """

    runtime: Any = None
    first: Any = None

    @classmethod
    def of(cls, model: FlatModel, graphs: dict[str, bytes]) -> OnnxFlat:
        """Give a model the graphs ``"members"`` and ``"first"``; raises as `OnnxMotion.of`."""
        fields = {name: getattr(model, name) for name in FlatModel.__dataclass_fields__}
        return cls(**fields, runtime=_open(graphs["members"]), first=_open(graphs["first"]))

    def _forward(self, observation: Array, action: Array, members: slice) -> Array:
        running = {(0, self.members): self.runtime, (0, 1): self.first}
        start, stop, _ = members.indices(self.members)
        if (start, stop) not in running:
            return super()._forward(observation, action, members)
        action = np.broadcast_to(action, (*observation.shape[:-1], action.shape[-1]))
        given = np.concatenate([observation, action], axis=-1, dtype=np.float32)
        (out,) = running[start, stop].run(None, {"inputs": given})
        return np.asarray(out)


def _open(graph: bytes) -> Any:
    try:
        import onnxruntime
    except ImportError as error:
        raise MissingDependencyError(
            "an exported shield needs onnxruntime; run: pip install onnxruntime"
        ) from error
    options = onnxruntime.SessionOptions()
    # a second thread helps the median and ruins the tail
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.log_severity_level = 3  # errors are raised; nothing in the library prints
    try:
        return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's errors have no common base of their own
        raise CheckpointError(f"the graph in the file is damaged ({error})") from error

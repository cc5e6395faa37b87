"""`WorldModel`: what would happen next, learned from logged transitions.

For a task whose observation shows objects around the agent (`representation`), it learns how the
agent moves and where it costs to be; everything else is geometry. For any other task it is a plain
probabilistic ensemble over observations (`FlatModel`). Either way nothing but observations,
actions, rewards, costs and ends is used, and the file holds all that deployment needs.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from gymnasium import spaces

from lookahead.representation import Layout
from lookahead.world_model_danger import DangerModel
from lookahead.world_model_motion import MotionModel
from lookahead.world_model_movers import Movers
from saferl import checkpoints
from saferl.checkpoints import Checkpoint
from saferl.constraints import Constraint
from saferl.errors import CheckpointError
from saferl.spaces import space_from_json, space_to_json

if TYPE_CHECKING:
    from lookahead.transitions import Transitions
    from lookahead.world_model_fit import WorldModelConfig

__all__ = ["KIND", "WorldModel"]

Array = np.ndarray[Any, Any]
KIND = "world-model"


@dataclass(frozen=True, kw_only=True, eq=False)
class WorldModel:
    """A learned model of a task whose observation shows objects around the agent.

    Attributes:
        observation_space: What it was fitted on.
        action_space: In the environment's units; inside, actions are in [-1, 1].
        constraints: What the cost heads predict.
        env_id: The task, if known.
        layout: What the observation's columns are.
        motion: How the agent moves.
        danger: Where it costs to be.
        manoeuvres: (K, H, A) what to fall back on (`recoverability`).
        familiar: Disagreement of the members above which they must not be believed.
        report: What was measured on held-out episodes, as JSON values.
        movers: Which groups move of themselves; None in a model that was never asked.
    """

    observation_space: spaces.Space[Any]
    action_space: spaces.Space[Any]
    constraints: tuple[Constraint, ...]
    env_id: str | None
    layout: Layout
    motion: MotionModel
    danger: DangerModel
    manoeuvres: Array
    familiar: float
    report: dict[str, Any] = field(default_factory=dict)
    movers: Movers | None = None

    @classmethod
    def fit(
        cls,
        transitions: Transitions,
        env_id: str,
        *,
        constraints: Sequence[Constraint] = (),
        config: WorldModelConfig | None = None,
        seed: int = 0,
    ) -> WorldModel:
        """Learn from logged transitions; see `world_model_fit.fit_world_model`."""
        from lookahead.world_model_fit import fit_world_model  # torch is not needed to deploy

        return fit_world_model(
            transitions, env_id, constraints=constraints, config=config, seed=seed
        )

    @property
    def digest(self) -> str:
        """Sixteen hexadecimal digits that tell this model from another."""
        total = hashlib.sha256()
        for name, tensor in sorted(self.tensors.items()):
            total.update(name.encode())
            total.update(np.ascontiguousarray(tensor).tobytes())
        return total.hexdigest()[:16]

    # -- files -----------------------------------------------------------------------------------

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the model to one safetensors file, atomically."""
        checkpoints.write(path, kind=KIND, tensors=self.tensors, document=self.document())

    def document(self) -> dict[str, Any]:
        """Everything but the arrays, as JSON values."""
        return {
            "observation_space": space_to_json(self.observation_space),
            "action_space": space_to_json(self.action_space),
            "constraints": [constraint.to_json() for constraint in self.constraints],
            "env_id": self.env_id,
            "layout": self.layout.to_json(),
            "block": self.motion.block,
            "familiar": self.familiar,
            "report": self.report,
        }

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> WorldModel:
        """Read a model written by :meth:`save`.

        Raises:
            CheckpointError: Truncated, foreign, of another kind, or with parts that do not fit.
        """
        return cls.from_checkpoint(checkpoints.read(path, kind=KIND))

    @classmethod
    def from_checkpoint(cls, checkpoint: Checkpoint) -> WorldModel:
        """Build the model from a checkpoint that holds what `save` writes."""
        return cls.from_parts(checkpoint.tensors, checkpoint.document)

    @classmethod
    def from_parts(cls, tensors: dict[str, Array], document: dict[str, Any]) -> WorldModel:
        """Build the model from its arrays and its document.

        Raises:
            CheckpointError: Parts are missing or do not fit each other.
        """
        try:
            count = sum(name.startswith("motion/weight") for name in tensors)
            motion = MotionModel(
                tuple(
                    (tensors[f"motion/weight{i}"], tensors[f"motion/bias{i}"]) for i in range(count)
                ),
                tensors["motion/columns"],
                int(document["block"]),
                tensors["motion/low"],
                tensors["motion/high"],
                tensors["motion/spread"],
            )
            return cls(
                observation_space=space_from_json(document["observation_space"]),
                action_space=space_from_json(document["action_space"]),
                constraints=tuple(Constraint.from_json(c) for c in document["constraints"]),
                env_id=document["env_id"],
                layout=Layout.from_json(document["layout"]),
                motion=motion,
                danger=DangerModel(tensors["danger"]),
                manoeuvres=tensors["manoeuvres"],
                familiar=float(document["familiar"]),
                report=dict(document["report"]),
                movers=Movers(tensors["movers"]) if "movers" in tensors else None,
            )
        except (KeyError, TypeError, ValueError) as error:
            raise CheckpointError(f"the world model lacks or garbles a part: {error}") from error

    @property
    def tensors(self) -> dict[str, Array]:
        """All arrays by name."""
        motion = self.motion
        tensors = {
            "motion/columns": motion.columns,
            "motion/low": motion.low,
            "motion/high": motion.high,
            "motion/spread": motion.spread,
            "danger": self.danger.hazard,
            "manoeuvres": self.manoeuvres,
        }
        if self.movers is not None:
            tensors["movers"] = self.movers.figures
        for i, (weight, bias) in enumerate(motion.layers):
            tensors[f"motion/weight{i}"], tensors[f"motion/bias{i}"] = weight, bias
        return tensors

"""One recorded episode: what was seen, proposed, done and what it cost, step by step.

A record is one npz file with a ``format_version``; it holds arrays and JSON only, so loading one
never executes code. Logs, ``saferl check``, the plots and a shield's training data read it.
"""

from __future__ import annotations

import io
import json
import os
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from saferl.checkpoints import write_atomically
from saferl.constraints import Constraint
from saferl.errors import CheckpointError, InputError

__all__ = ["FORMAT_VERSION", "Episode"]

Array = np.ndarray[Any, Any]
FORMAT_VERSION = 1
_FORMAT = "saferl.episode"
_STEPWISE = (
    "proposal",
    "executed",
    "reward",
    "cost",
    "costs",
    "poses",
    "edited",
    "vetoed",
    "level",
)


@dataclass(frozen=True, kw_only=True, eq=False)
class Episode:
    """An episode of T steps.

    Row t of everything but ``observation`` belongs to the transition from observation t to
    observation t + 1: signals and poses are read after the step, when the task computes its cost.

    Attributes:
        env_id: The task, or None where it has no id.
        seed: What the episode was reset with.
        policy: Name of the policy.
        constraints: The k constraints in force; may be none.
        observation: (T + 1, obs_dim), the last one included; Dict observations are flattened.
        proposal: (T, action_dim) what the innermost policy wanted.
        executed: (T, action_dim) what was done.
        reward: (T,).
        cost: (T,) the task's own cost.
        costs: (T, k) cost of each constraint.
        signals: Name -> (T,), as a monitor reads them; empty where the environment gives none.
        poses: (T, m, 3) x, y, yaw of what ``pose_names`` lists; m is 0 where there are none.
        pose_names: The agent and the objects, such as ``"agent"``, ``"hazards/3"``.
        edited: (T,) whether an editor changed the proposal.
        vetoed: (T,) whether a shield refused it.
        level: (T,) rung of the fallback ladder used.
        terminated: Whether the task ended the episode.
        truncated: Whether time did.

    Raises:
        InputError: The arrays disagree about the number of steps.
    """

    env_id: str | None
    seed: int
    policy: str
    constraints: tuple[Constraint, ...] = ()
    observation: Array
    proposal: Array
    executed: Array
    reward: Array
    cost: Array
    costs: Array
    signals: Mapping[str, Array] = field(default_factory=dict)
    poses: Array
    pose_names: tuple[str, ...] = ()
    edited: Array
    vetoed: Array
    level: Array
    terminated: bool
    truncated: bool

    def __post_init__(self) -> None:
        steps = len(self.reward)
        lengths = {name: len(getattr(self, name)) for name in _STEPWISE}
        lengths |= {f"signals[{name!r}]": len(values) for name, values in self.signals.items()}
        lengths["observation"] = len(self.observation) - 1
        for name, length in lengths.items():
            if length != steps:
                raise InputError(
                    f"{name} has {length} steps, reward has {steps}; an episode's arrays have one "
                    "row a step, observation one more"
                )
        if self.costs.shape != (steps, len(self.constraints)):
            raise InputError(
                f"costs has shape {self.costs.shape}, expected {(steps, len(self.constraints))}"
            )

    def __len__(self) -> int:
        """Steps."""
        return len(self.reward)

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the record to one npz file, atomically; ``.npz`` is added if missing."""
        document = {
            "format": _FORMAT,
            "format_version": FORMAT_VERSION,
            "env_id": self.env_id,
            "seed": self.seed,
            "policy": self.policy,
            "constraints": [constraint.to_json() for constraint in self.constraints],
            "pose_names": list(self.pose_names),
            "signals": list(self.signals),
            "terminated": self.terminated,
            "truncated": self.truncated,
        }
        arrays = {name: getattr(self, name) for name in ("observation", *_STEPWISE)}
        arrays |= {f"signal_{i}": values for i, values in enumerate(self.signals.values())}
        arrays["document"] = np.frombuffer(json.dumps(document).encode(), dtype=np.uint8)
        buffer = io.BytesIO()
        np.savez_compressed(buffer, **arrays)
        destination = Path(path)
        if destination.suffix != ".npz":
            destination = destination.with_name(destination.name + ".npz")
        write_atomically(destination, buffer.getvalue())
        return destination

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Episode:
        """Read a record.

        Raises:
            CheckpointError: No such file; truncated; not an episode; of a newer format.
        """
        source = Path(path)
        if not source.is_file():
            raise CheckpointError(f"no episode at '{source}': there is no such file")
        try:
            with np.load(source, allow_pickle=False) as archive:
                arrays = {name: archive[name] for name in archive.files}
            document = json.loads(arrays.pop("document").tobytes())
            if document["format"] != _FORMAT:
                raise KeyError("format")
            version = document["format_version"]
        except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile) as error:
            raise CheckpointError(
                f"'{source}' is truncated or not a recorded episode; "
                "record one with `saferl evaluate --record 1 --out FOLDER`"
            ) from error
        if version > FORMAT_VERSION:
            raise CheckpointError(
                f"'{source}' has format {version}, this version reads up to {FORMAT_VERSION}; "
                "upgrade saferl"
            )
        try:
            return cls(
                env_id=document["env_id"],
                seed=document["seed"],
                policy=document["policy"],
                constraints=tuple(Constraint.from_json(c) for c in document["constraints"]),
                observation=arrays["observation"],
                signals={n: arrays[f"signal_{i}"] for i, n in enumerate(document["signals"])},
                pose_names=tuple(document["pose_names"]),
                terminated=document["terminated"],
                truncated=document["truncated"],
                **{name: arrays[name] for name in _STEPWISE},
            )
        except (KeyError, TypeError, InputError) as error:
            raise CheckpointError(f"'{source}' lacks or garbles a part: {error}") from error

"""A shielded policy in one file: shield, policy and fallback, each as it would be saved itself."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from lookahead.shield import Shield
from lookahead.shielded_policy import ShieldedPolicy
from saferl import checkpoints
from saferl.checkpoints import Checkpoint
from saferl.errors import CheckpointError, InputError
from saferl.policies.kinds import policy_from_checkpoint

__all__ = ["KIND", "from_checkpoint", "load", "parts_of", "save", "settings_of"]

KIND = "shielded-policy"

Array = np.ndarray[Any, Any]
Parts = tuple[dict[str, Array], dict[str, Any]]


def save(policy: ShieldedPolicy, path: str | os.PathLike[str]) -> None:
    """Write a shielded policy to one safetensors file, atomically.

    Where its decisions are logged is not part of the file.

    Raises:
        InputError: The wrapped policy or the fallback is none that can be saved.
    """
    tensors, document = parts_of(policy)
    checkpoints.write(path, kind=KIND, tensors=tensors, document=document)


def load(path: str | os.PathLike[str]) -> ShieldedPolicy:
    """Read a policy written by :func:`save`.

    Raises:
        CheckpointError: Truncated, foreign, of another kind, or with parts that do not fit.
    """
    return from_checkpoint(checkpoints.read(path, kind=KIND))


def from_checkpoint(checkpoint: Checkpoint) -> ShieldedPolicy:
    """Build the policy from a checkpoint of kind ``"shielded-policy"``."""
    try:
        shield = Shield.from_parts(checkpoint.under("shield"), checkpoint.document["shield"])
        return attached(shield, checkpoint)
    except (KeyError, TypeError, InputError) as error:
        raise CheckpointError(
            f"'{checkpoint.path}' lacks or garbles a part of a shielded policy: {error}"
        ) from error


def attached(shield: Any, checkpoint: Checkpoint) -> ShieldedPolicy:
    """Attach a shield to the policy in a checkpoint, as the checkpoint says."""
    document = checkpoint.document
    inner, fallback = (_inner(checkpoint, name) for name in ("policy", "fallback"))
    settings = {name: document[name] for name in ("safe_action", "deadline_ms", "isolate", "card")}
    return ShieldedPolicy(inner, shield, fallback=fallback, **settings)


def parts_of(policy: ShieldedPolicy) -> Parts:
    """Return the arrays and the document of a shielded policy.

    Raises:
        InputError: As for `save`.
    """
    if not hasattr(policy.shield, "document"):
        raise InputError("this shield was made in code; only a fitted Shield can be saved")
    tensors = {f"shield/{name}": array for name, array in policy.shield.model.tensors.items()}
    document: dict[str, Any] = {"shield": policy.shield.document(), **settings_of(policy)}
    for name, inner in (("policy", policy.policy), ("fallback", policy.fallback)):
        own, document[name] = ({}, None) if inner is None else _saved(inner)
        tensors |= {f"{name}/{key}": array for key, array in own.items()}
    return tensors, document


def settings_of(policy: ShieldedPolicy) -> dict[str, Any]:
    """Return how a policy was attached, as JSON values."""
    return {
        "safe_action": np.asarray(policy.safe_action).tolist(),
        "deadline_ms": policy.deadline_ms,
        "isolate": policy.isolate,
        "card": policy.card,
    }


def _saved(policy: Any) -> Parts:
    """What a policy's own file would hold."""
    if not hasattr(policy, "save"):
        raise InputError(
            f"a {type(policy).__name__} cannot be saved within a shielded policy; save the shield "
            "by itself and attach it where the policy is made"
        )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "policy.safetensors"
        policy.save(path)
        own = checkpoints.read(path)
    return own.tensors, {"kind": own.kind, "document": own.document}


def _inner(checkpoint: Checkpoint, name: str) -> Any:
    part = checkpoint.document[name]
    if part is None:
        return None
    return policy_from_checkpoint(
        Checkpoint(
            part["kind"],
            checkpoint.format_version,
            checkpoint.under(name),
            part["document"],
            checkpoint.path,
        )
    )

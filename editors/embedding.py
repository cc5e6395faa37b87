"""The base policy inside the file of an edited one.

A policy of this library is embedded whole, whatever its kind: an edited policy is then one file.
Another library's policy cannot be kept without code that runs on loading; its file keeps only where
it came from, and whoever loads the edited policy passes the base again.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from saferl import checkpoints
from saferl.errors import CheckpointError, SafeRLError
from saferl.policies import load_policy
from saferl.policies.kinds import policy_from_checkpoint

__all__ = ["embedded_base", "pack_base"]

Array = np.ndarray[Any, Any]
PREFIX = "base"
_NEEDS_CODE = ("network-policy",)


def pack_base(base: Any, source: str | None = None) -> tuple[dict[str, Array], dict[str, Any]]:
    """Return a base policy as tensors named ``base/...`` and a JSON document.

    Args:
        base: Any policy.
        source: What `saferl.load_policy` was given for it, kept where it cannot be embedded.
    """
    foreign = {"foreign": type(base).__name__, "source": source}
    if not hasattr(base, "save"):
        return {}, foreign
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "base.safetensors"
        try:
            base.save(path)
            inner = checkpoints.read(path)
        except SafeRLError:
            return {}, foreign
    if inner.kind in _NEEDS_CODE:
        return {}, foreign
    tensors = {f"{PREFIX}/{name}": array for name, array in inner.tensors.items()}
    version = inner.format_version
    return tensors, {"kind": inner.kind, "format_version": version, "document": inner.document}


def embedded_base(checkpoint: checkpoints.Checkpoint) -> Any:
    """Return the base policy of a checkpoint whose document's ``base`` is as `pack_base` gave it.

    Raises:
        CheckpointError: It is another library's, and cannot be loaded from where it came from.
    """
    kept = checkpoint.document["base"]
    if "kind" in kept:
        tensors, document = checkpoint.under(PREFIX), kept["document"]
        return policy_from_checkpoint(
            checkpoints.Checkpoint(
                kept["kind"], kept["format_version"], tensors, document, checkpoint.path
            )
        )
    reason = "its file was not recorded"
    if kept["source"] is not None:
        try:
            return load_policy(kept["source"])
        except SafeRLError as error:
            reason = str(error)
    raise CheckpointError(
        f"'{checkpoint.path}' edits a {kept['foreign']} of another library, which it cannot hold "
        f"({reason}); load that policy and use "
        "editors.EditedPolicy.load(path, base=saferl.load_policy(...))"
    )

"""The base policy inside the file of an edited one.

A policy of this library is embedded whole, whatever its kind: an edited policy is then one file.
Another library's policy cannot be kept without code that runs on loading; of that only is kept what
finds and knows it again (:mod:`editors.foreign_base`). Where it is not found, or needs trust that
was not given, whoever loads the edited policy passes the base.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from editors.foreign_base import check_known, deeds, described, loaded
from saferl import checkpoints
from saferl.errors import CheckpointError, SafeRLError
from saferl.policies.kinds import policy_from_checkpoint

__all__ = ["embedded_base", "given_base", "pack_base"]

Array = np.ndarray[Any, Any]
PREFIX = "base"
_NEEDS_CODE = ("network-policy",)


def pack_base(base: Any, source: str | None = None) -> tuple[dict[str, Array], dict[str, Any]]:
    """Return a base policy as tensors named ``base/...`` and a JSON document.

    Args:
        base: Any policy.
        source: What `saferl.load_policy` was given for it, kept where it cannot be embedded.
    """
    if not hasattr(base, "save"):
        return _foreign(base, source)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "base.safetensors"
        try:
            base.save(path)
            inner = checkpoints.read(path)
        except SafeRLError:
            return _foreign(base, source)
    if inner.kind in _NEEDS_CODE:
        return _foreign(base, source)
    tensors = {f"{PREFIX}/{name}": array for name, array in inner.tensors.items()}
    version = inner.format_version
    return tensors, {"kind": inner.kind, "format_version": version, "document": inner.document}


def _foreign(base: Any, source: str | None) -> tuple[dict[str, Array], dict[str, Any]]:
    tensors, document = described(base, source)
    return {f"{PREFIX}/{name}": array for name, array in tensors.items()}, document


def embedded_base(checkpoint: checkpoints.Checkpoint, *, trust: bool = False) -> Any:
    """Return the base policy of a checkpoint whose document's ``base`` is as `pack_base` gave it.

    Args:
        checkpoint: Of what was edited.
        trust: As for `saferl.load_policy`, where the base is in a file of its own.

    Raises:
        CheckpointError: It is another library's, and cannot be loaded from where it came from.
    """
    kept, tensors = checkpoint.document["base"], checkpoint.under(PREFIX)
    if "kind" in kept:
        return policy_from_checkpoint(
            checkpoints.Checkpoint(
                kept["kind"], kept["format_version"], tensors, kept["document"], checkpoint.path
            )
        )
    reason = "its file was not recorded"
    if kept["source"] is not None:
        try:
            base = loaded(tensors, kept, trust=trust)
            check_known(base, tensors, checkpoint.path)
        except SafeRLError as error:
            reason = str(error)
        else:
            return base
    raise CheckpointError(
        f"'{checkpoint.path}' edits a {kept['foreign']} of another library, which it cannot hold "
        f"({reason}); load that policy and use "
        "editors.EditedPolicy.load(path, base=saferl.load_policy(...))"
    )


def given_base(checkpoint: checkpoints.Checkpoint, base: Any) -> Any:
    """Return ``base``, which the caller gives, if it is the one that was edited.

    Raises:
        CheckpointError: It is another one.
    """
    known = checkpoint.under(PREFIX)
    if "kind" in checkpoint.document["base"]:
        try:
            known = deeds(embedded_base(checkpoint))
        except CheckpointError:  # the file lacks what that base itself is based on
            known = {}
    check_known(base, known, checkpoint.path)
    return base

"""One file for everything worth keeping: safetensors, with a JSON document in its metadata.

Loading never executes code: weights and random state are arrays, everything else is JSON. A file
is written beside its destination and moved into place, so that a reader sees the old one or the new
one and never half of either.

>>> import tempfile, pathlib
>>> path = pathlib.Path(tempfile.mkdtemp()) / "example.safetensors"
>>> write(path, kind="example", tensors={"weight": np.eye(2)}, document={"steps": 7})
>>> checkpoint = read(path)
>>> checkpoint.kind, checkpoint.document["steps"], checkpoint.tensors["weight"].shape
('example', 7, (2, 2))
"""

from __future__ import annotations

import errno
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save

from saferl.errors import CheckpointError

__all__ = ["FORMAT_VERSION", "Checkpoint", "read", "write", "write_atomically"]

FORMAT_VERSION = 1
_KEY = "saferl"

Tensors = Mapping[str, "np.ndarray[Any, Any]"]


@dataclass(frozen=True)
class Checkpoint:
    """What a checkpoint file holds.

    Attributes:
        kind: What wrote it and therefore what can load it, such as ``"mlp-policy"`` or ``"ppo"``.
        format_version: Version of this file layout.
        tensors: Arrays by name.
        document: Everything else, as JSON values.
        path: The file it was read from.
    """

    kind: str
    format_version: int
    tensors: dict[str, np.ndarray[Any, Any]]
    document: dict[str, Any]
    path: Path

    def under(self, prefix: str) -> dict[str, np.ndarray[Any, Any]]:
        """Return the tensors whose name starts with ``prefix/``, with the prefix taken off."""
        start = prefix + "/"
        return {k[len(start) :]: v for k, v in self.tensors.items() if k.startswith(start)}


def write(
    path: str | os.PathLike[str], *, kind: str, tensors: Tensors, document: Mapping[str, Any]
) -> None:
    """Write a checkpoint atomically, making its folder if need be.

    Args:
        path: Destination; replaced whole if it exists.
        kind: Name of the loader that understands it.
        tensors: Arrays by name; ``/`` separates groups.
        document: JSON-serialisable values; NaN and infinity are kept as JavaScript spells them.
    """
    header = {"kind": kind, "format_version": FORMAT_VERSION, "document": dict(document)}
    arrays = {name: np.ascontiguousarray(array) for name, array in tensors.items()}
    # safetensors drops the dimension of nothing: a 0-d array stays 0-d only if reshaped after
    # ascontiguousarray, which makes it 1-d
    for name, array in tensors.items():
        arrays[name] = arrays[name].reshape(np.shape(array))
    write_atomically(path, save(arrays, metadata={_KEY: json.dumps(header)}))


def write_atomically(path: str | os.PathLike[str], content: bytes) -> None:
    """Write ``content`` to a temporary file beside ``path``, flush it to disk, move it there.

    Raises:
        CheckpointError: Nothing can be written there.
    """
    destination = Path(path)
    try:
        destination.parent.mkdir(parents=True, exist_ok=True)
        if destination.is_dir():
            raise IsADirectoryError(errno.EISDIR, "it is a directory", str(destination))
        handle, temporary = tempfile.mkstemp(dir=destination.parent, prefix=destination.name + ".")
    except OSError as error:
        raise CheckpointError(f"cannot write '{destination}': {error.strerror}") from error
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, 0o644)  # mkstemp makes it private to its owner
        os.replace(temporary, destination)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def read(path: str | os.PathLike[str], *, kind: str | None = None) -> Checkpoint:
    """Read a checkpoint.

    Args:
        path: File written by :func:`write`.
        kind: If given, refuse any other kind.

    Raises:
        CheckpointError: No such file; truncated; not one of this library's; of a newer format; or
            of another kind than asked for.
    """
    source = Path(path)
    if not source.is_file():
        raise CheckpointError(f"no checkpoint at '{source}': there is no such file")
    try:
        with safe_open(source, framework="np") as stream:
            header = json.loads((stream.metadata() or {}).get(_KEY, "null"))
            ours = isinstance(header, dict) and isinstance(header.get("document"), dict)
            # a foreign file may hold types NumPy lacks, such as bfloat16
            names = stream.keys() if ours else []
            tensors = {name: stream.get_tensor(name) for name in names}
    except (SafetensorError, json.JSONDecodeError, OSError, ValueError) as error:
        raise CheckpointError(
            f"'{source}' is truncated or not a checkpoint ({error}); train or download it again"
        ) from error
    if not ours or not isinstance(header.get("format_version"), int) or "kind" not in header:
        raise CheckpointError(
            f"'{source}' is a safetensors file, but not one written by this library: its metadata "
            f"has no {_KEY!r} entry; use saferl.load_policy with a torch module for foreign weights"
        )
    if header["format_version"] > FORMAT_VERSION:
        raise CheckpointError(
            f"'{source}' has format {header['format_version']}, this version reads up to "
            f"{FORMAT_VERSION}; upgrade saferl"
        )
    if kind is not None and header["kind"] != kind:
        raise CheckpointError(
            f"'{source}' holds a {header['kind']!r} checkpoint, expected {kind!r}"
        )
    return Checkpoint(header["kind"], header["format_version"], tensors, header["document"], source)

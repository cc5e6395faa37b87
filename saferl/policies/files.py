"""What kind of file a policy is in, told by its name; nothing is loaded here."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from saferl.errors import InputError

__all__ = ["FileKind", "existing_file", "file_kind"]

FileKind = Literal["checkpoint", "archive", "torchscript", "onnx"]

_KINDS: dict[str, FileKind] = {
    ".safetensors": "checkpoint",
    ".zip": "archive",
    ".pt": "torchscript",
    ".pth": "torchscript",
    ".ts": "torchscript",
    ".onnx": "onnx",
}


def existing_file(path: Path) -> Path:
    """Return ``path`` if it is a file.

    Raises:
        InputError: It is a folder, or not there; files that may be meant are named.
    """
    if path.is_file():
        return path
    if path.is_dir():
        inside = sorted(p.name for p in path.iterdir() if p.suffix.lower() in _KINDS)
        hint = f"; it holds {', '.join(inside)}" if inside else ""
        raise InputError(f"'{path}' is a folder, expected the file of a policy{hint}")
    near = [str(path) + suffix for suffix in _KINDS if Path(str(path) + suffix).is_file()]
    hint = f"; did you mean {' or '.join(repr(name) for name in near)}?" if near else ""
    raise InputError(f"no policy at '{path}': there is no such file{hint}")


def file_kind(path: Path) -> FileKind:
    """Return what the file should be read as.

    Raises:
        InputError: No policy is kept in such files.
    """
    kind = _KINDS.get(path.suffix.lower())
    if kind is None and _looks_like_safetensors(path):
        kind = "checkpoint"
    if kind is None:
        raise InputError(
            f"'{path}' is of no kind that is known; expected .safetensors (this library), .zip "
            "(Stable-Baselines3), .pt or .ts (TorchScript), or .onnx"
        )
    return kind


def _looks_like_safetensors(path: Path) -> bool:
    """Eight bytes of length, then the header: a JSON object."""
    with path.open("rb") as stream:
        return stream.read(9)[8:] == b"{"

"""The file beside a checkpoint that holds the replay.

It is named after the checkpoint and the step count, ``checkpoint.replay-20000.safetensors``, is
written before the checkpoint that needs it, and older ones go away after: whenever writing is cut
short, the checkpoint that stands has its own replay.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

import numpy as np

from saferl import checkpoints
from saferl.errors import CheckpointError

__all__ = ["Replay", "drop_older_replays", "read_replay", "replay_path", "write_replay"]

KIND = "replay"


class Replay(Protocol):
    """What can be written out as arrays and filled with them again."""

    def pack(self) -> dict[str, np.ndarray[Any, Any]]:
        """Return what it holds as arrays."""
        ...

    def load(self, arrays: dict[str, np.ndarray[Any, Any]]) -> None:
        """Take what :meth:`pack` gave."""
        ...


def replay_path(checkpoint: Path, steps: int) -> Path:
    """Return where the replay of a checkpoint made at ``steps`` lies.

    >>> replay_path(Path("runs/a/checkpoint.safetensors"), 20_000).as_posix()
    'runs/a/checkpoint.replay-20000.safetensors'
    """
    return checkpoint.with_name(f"{checkpoint.stem}.replay-{steps}.safetensors")


def write_replay(buffer: Replay, checkpoint: Path, *, steps: int, seed: int) -> None:
    """Write what the buffer holds, atomically."""
    document = {"steps": steps, "seed": seed}
    path = replay_path(checkpoint, steps)
    checkpoints.write(path, kind=KIND, tensors=buffer.pack(), document=document)


def read_replay(buffer: Replay, checkpoint: Path, *, steps: int, seed: int) -> None:
    """Fill the buffer with the replay of a checkpoint made at ``steps`` in a run of ``seed``.

    Raises:
        CheckpointError: It is missing, damaged, of another run, or does not fit the buffer.
    """
    path = replay_path(checkpoint, steps)
    replay = checkpoints.read(path, kind=KIND)
    found = replay.document["steps"], replay.document["seed"]
    if found != (steps, seed):
        raise CheckpointError(
            f"'{path}' is of a run with seed {found[1]} at step {found[0]}, expected seed {seed} "
            f"at step {steps}; keep a checkpoint and its replay together"
        )
    buffer.load(replay.tensors)


def drop_older_replays(checkpoint: Path, steps: int) -> None:
    """Remove the replays of the checkpoints that this one took the place of."""
    newest = replay_path(checkpoint, steps)
    for path in checkpoint.parent.glob(f"{checkpoint.stem}.replay-*.safetensors"):
        if path != newest:
            path.unlink()

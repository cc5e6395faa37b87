"""The written record of a run: one CSV row an iteration, TensorBoard when asked for.

A resumed run appends; rows written after the checkpoint it resumes from are dropped first, so that
the file reads as one uninterrupted run.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from saferl.checkpoints import write_atomically
from saferl.errors import MissingDependencyError

__all__ = ["RunLog"]


class RunLog:
    """Writes rows of figures to ``progress.csv`` in a folder.

    ``last`` is the last row an earlier part of the run left, empty where there was none.

    Args:
        folder: Made if need be.
        resume_at: Keep existing rows up to this step count; 0 starts a new file.
        tensorboard: Also write TensorBoard events (extra ``tensorboard``).

    >>> import tempfile
    >>> folder = tempfile.mkdtemp()
    >>> log = RunLog(folder)
    >>> log.write({"steps": 100, "return": 1.5})
    >>> log.close()
    >>> print((Path(folder) / "progress.csv").read_text().strip())
    steps,return
    100,1.5
    """

    name = "progress.csv"

    def __init__(
        self, folder: str | os.PathLike[str], *, resume_at: int = 0, tensorboard: bool = False
    ) -> None:
        self.path = Path(folder) / self.name
        self.path.parent.mkdir(parents=True, exist_ok=True)
        rows = _rows(self.path, resume_at) if resume_at else []
        self._fields = list(rows[0]) if rows else []
        self.last: dict[str, str] = rows[-1] if rows else {}
        content = ""
        if rows:
            lines = [self._fields, *([row[f] for f in self._fields] for row in rows)]
            content = "".join(",".join(line) + "\n" for line in lines)
        write_atomically(self.path, content.encode())
        self._stream = self.path.open("a", newline="")
        self._events = _event_writer(folder) if tensorboard else None

    def write(self, row: Mapping[str, Any]) -> None:
        """Append a row; the first one names the columns. ``steps`` is the x of every curve."""
        writer = csv.writer(self._stream, lineterminator="\n")
        if not self._fields:
            self._fields = list(row)
            writer.writerow(self._fields)
        writer.writerow([_spell(row.get(name, "")) for name in self._fields])
        self._stream.flush()
        if self._events is not None:
            for name, value in row.items():
                if isinstance(value, int | float) and name != "steps":
                    self._events.add_scalar(name, value, int(row["steps"]))

    def close(self) -> None:
        """Close the files."""
        self._stream.close()
        if self._events is not None:
            self._events.close()


def _spell(value: Any) -> str:
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def _rows(path: Path, up_to: int) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    with path.open(newline="") as stream:
        return [row for row in csv.DictReader(stream) if int(row["steps"]) <= up_to]


def _event_writer(folder: str | os.PathLike[str]) -> Any:
    try:
        from torch.utils.tensorboard import SummaryWriter
    except ImportError as error:
        raise MissingDependencyError(
            "TensorBoard logs need the package tensorboard; run `pip install 'saferl[tensorboard]'`"
        ) from error
    return SummaryWriter(str(folder))

"""What an entry of the zoo is, and the entries of a folder."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

__all__ = ["ZooEntry", "entries_in"]


@dataclass(frozen=True)
class ZooEntry:
    """One policy that ships with a package.

    Attributes:
        task: Id of the task it was trained on.
        name: Such as ``"ppo-lagrangian"``.
        path: Its checkpoint.
        told_in: Its card, where that is not beside the checkpoint.
        played_by: The command that plays it, for policies that need more than a task's
            observation; None for those that `saferl.load_policy` loads.
    """

    task: str
    name: str
    path: Path
    told_in: Path | None = None
    played_by: str | None = None

    @property
    def source(self) -> str:
        """What `saferl.load_policy` and the command line take."""
        return f"zoo:{self.task}/{self.name}"

    @property
    def card(self) -> Path:
        """The Markdown file that tells where it comes from."""
        return self.path.with_suffix(".md") if self.told_in is None else self.told_in


def entries_in(folder: str | os.PathLike[str]) -> tuple[ZooEntry, ...]:
    """Return the policies of a folder laid out like the zoo: ``<task>/<name>.safetensors``.

    >>> from pathlib import Path
    >>> entries_in(Path("no") / "such folder")
    ()
    """
    found = Path(folder).glob("*/*.safetensors")
    return tuple(
        ZooEntry(path.parent.name, path.stem, path)
        for path in sorted(found, key=lambda path: (path.parent.name, path.stem))
    )

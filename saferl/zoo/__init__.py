"""Policies that ship with the package: ``zoo:<task>/<name>``, each with its card.

A policy is one file, ``saferl/zoo/<task>/<name>.safetensors``; the card beside it, ``<name>.md``,
says how it was trained and what a thousand episodes showed. Nothing is downloaded.

>>> all(entry.path.is_file() for entry in entries())
True
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from saferl.errors import InputError, unknown_name

__all__ = ["ZooEntry", "entries", "path_of"]

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class ZooEntry:
    """One policy that ships with the package.

    Attributes:
        task: Id of the task it was trained on.
        name: Such as ``"ppo-lagrangian"``.
        path: Its checkpoint.
    """

    task: str
    name: str
    path: Path

    @property
    def source(self) -> str:
        """What `saferl.load_policy` and the command line take."""
        return f"zoo:{self.task}/{self.name}"

    @property
    def card(self) -> Path:
        """The Markdown file that tells where it comes from."""
        return self.path.with_suffix(".md")


def entries(task: str | None = None) -> tuple[ZooEntry, ...]:
    """Return what is in the zoo, for one task (with or without ``saferl/``) or for all."""
    wanted = None if task is None else task.removeprefix("saferl/")
    return tuple(
        ZooEntry(path.parent.name, path.stem, path)
        for path in sorted(
            FOLDER.glob("*/*.safetensors"), key=lambda path: (path.parent.name, path.stem)
        )
        if wanted in (None, path.parent.name)
    )


def path_of(name: str) -> Path:
    """Return the checkpoint of ``"<task>/<name>"``, with or without ``zoo:`` before it.

    Raises:
        InputError: There is no such policy; the nearest names are suggested.
    """
    wanted = name.removeprefix("zoo:").removeprefix("saferl/")
    known = {f"{entry.task}/{entry.name}": entry.path for entry in entries()}
    if wanted in known:
        return known[wanted]
    if not known:
        raise InputError(
            f"unknown policy 'zoo:{wanted}'; this installation ships none. Train one with "
            "`saferl train`"
        )
    raise unknown_name("policy in the zoo", wanted, known)

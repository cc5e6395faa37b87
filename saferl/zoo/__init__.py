"""Policies that ship with the package: ``zoo:<task>/<name>``, each with its card.

A policy is one file, ``saferl/zoo/<task>/<name>.safetensors``; the card beside it, ``<name>.md``,
says how it was trained and what a thousand episodes showed. Nothing is downloaded. Other packages
put theirs beside these, see `saferl.zoo.shelves`.

>>> all(entry.path.is_file() for entry in entries())
True
"""

from __future__ import annotations

from pathlib import Path

from saferl.errors import InputError, unknown_name
from saferl.zoo.entry import ZooEntry, entries_in
from saferl.zoo.shelves import others

__all__ = ["ZooEntry", "entries", "entries_in", "entry_of", "path_of"]

FOLDER = Path(__file__).parent


def entries(task: str | None = None) -> tuple[ZooEntry, ...]:
    """Return what is in the zoo, for one task (with or without ``saferl/``) or for all.

    What other packages' shelves hold comes after the own; a shelf that cannot be read is warned of
    (`saferl.zoo.shelves.ShelfWarning`) and left out.
    """
    wanted = None if task is None else task.removeprefix("saferl/")
    own = entries_in(FOLDER)
    return tuple(entry for entry in own + others(own) if wanted in (None, entry.task))


def entry_of(name: str) -> ZooEntry:
    """Return the entry called ``"<task>/<name>"``, with or without ``zoo:`` before it.

    Raises:
        InputError: There is no such policy; the nearest names are suggested.
    """
    wanted = name.removeprefix("zoo:").removeprefix("saferl/")
    # nobody else's code is run to find what is here
    own = {f"{entry.task}/{entry.name}": entry for entry in entries_in(FOLDER)}
    known = own if wanted in own else {f"{entry.task}/{entry.name}": entry for entry in entries()}
    if wanted in known:
        return known[wanted]
    if not known:
        raise InputError(
            f"unknown policy 'zoo:{wanted}'; this installation ships none. Train one with "
            "`saferl train`"
        )
    raise unknown_name("policy in the zoo", wanted, known)


def path_of(name: str) -> Path:
    """Return the checkpoint of ``"<task>/<name>"``, with or without ``zoo:`` before it.

    Raises:
        InputError: There is no such policy; the nearest names are suggested.
    """
    return entry_of(name).path

"""What other packages put into the zoo.

A package plugs in a shelf through the entry point group ``saferl.zoo``: a function that takes
nothing and returns `ZooEntry` objects. One whose policies lie in a folder like the zoo's own needs
no more than this in, say, ``mine/shelf.py``::

    def entries():
        return saferl.zoo.entries_in(Path(__file__).parent / "zoo")

and in its ``pyproject.toml``::

    [project.entry-points."saferl.zoo"]
    mine = "mine.shelf:entries"
"""

from __future__ import annotations

import warnings
from importlib.metadata import EntryPoint, entry_points

from saferl.zoo.entry import ZooEntry

__all__ = ["GROUP", "ShelfWarning", "others"]

GROUP = "saferl.zoo"


class ShelfWarning(UserWarning):
    """A package's shelf, or something on it, was left out of the zoo."""


def others(own: tuple[ZooEntry, ...]) -> tuple[ZooEntry, ...]:
    """Return what is on the shelves of installed packages, beside what ``own`` names already.

    Whatever is wrong with a shelf is warned of, by the package's name, and hides no other.
    """
    taken = {entry.source for entry in own}
    found: list[ZooEntry] = []
    for plugged in sorted(entry_points(group=GROUP), key=lambda plugged: plugged.name):
        for entry in _shelf(plugged):
            fault = _fault(entry, taken)
            if fault:
                _warn(plugged, fault)
            else:
                taken.add(entry.source)
                found.append(entry)
    return tuple(found)


def _shelf(plugged: EntryPoint) -> tuple[ZooEntry, ...]:
    try:
        return tuple(plugged.load()())
    except Exception as error:  # it is not our code: anything may go wrong in it
        _warn(plugged, f"it cannot be read ({type(error).__name__}: {error})")
        return ()


def _fault(entry: object, taken: set[str]) -> str | None:
    """What is wrong with something on a shelf."""
    if not isinstance(entry, ZooEntry):
        return f"it holds {entry!r}, which is no saferl.zoo.ZooEntry"
    if entry.source in taken:
        return f"its '{entry.source}' is the name of another policy"
    missing = [path for path in (entry.path, entry.card) if not path.is_file()]
    return f"its '{entry.source}' lacks the file '{missing[0]}'" if missing else None


def _warn(plugged: EntryPoint, fault: str) -> None:
    message = (
        f"the shelf {plugged.name!r} ({plugged.value}) of the zoo: {fault}; left out. "
        "Install that package again, or remove it"
    )
    warnings.warn(message, ShelfWarning, stacklevel=4)

"""The public HazardWorld texts (Yang et al. 2021), loaded from wherever they lie.

The files ``budgetary-*.json``, ``relational-*.json`` and ``sequential-*.json`` hold lists of
sentences by key: ``lava3`` (at most 3 times; keep 3 squares away), ``alavawater`` (after lava,
never water), ``blavawater`` (no water before lava). Their labels are noisy; texts such as "within
3" and "at least 3 away" share one. Nothing of them is part of this package.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

from natural_language.hazardworld.layout import KINDS
from natural_language.hazardworld.meanings import Meaning
from natural_language.hazardworld.missions import Kind, Mission
from saferl.errors import InputError

__all__ = ["load_public_texts"]

_CLASSES: tuple[Kind, ...] = ("budgetary", "relational", "sequential")
_ANY = "|".join(KINDS)
_COUNTED = re.compile(rf"({_ANY})(\d+)")
_ORDERED = re.compile(rf"([ab])({_ANY})({_ANY})")


def load_public_texts(path: str | os.PathLike[str]) -> tuple[Mission, ...]:
    """Read the public files.

    Args:
        path: One of the files, or a folder of them.

    Returns:
        A mission for each sentence, in the order of the files.

    Raises:
        InputError: There is no such file, or it holds something else; the message says what.
    """
    given = Path(path)
    files = sorted(given.glob("*.json")) if given.is_dir() else [given]
    files = [file for file in files if given.is_file() or _class_of(file) is not None]
    if not files or not all(file.is_file() for file in files):
        raise InputError(
            f"no HazardWorld texts at '{given}'; expected files such as budgetary-train.json, "
            "relational-train.json and sequential-train.json, or one of them"
        )
    return tuple(mission for file in files for mission in _missions(file))


def _class_of(file: Path) -> Kind | None:
    return next((kind for kind in _CLASSES if file.name.startswith(kind)), None)


def _missions(file: Path) -> list[Mission]:
    kind = _class_of(file)
    if kind is None:
        raise InputError(
            f"'{file}' does not say which class of constraint it holds; its name must begin with "
            f"{', '.join(_CLASSES)}"
        )
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise InputError(f"'{file}' is not a JSON file: {error}") from error
    if not isinstance(document, dict):
        raise InputError(f"'{file}' holds a {type(document).__name__}; expected texts by key")
    made = []
    for key, texts in document.items():
        meaning = _meaning(kind, key, file)
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            raise InputError(f"'{file}' has no list of sentences under {key!r}")
        for text in texts:
            if text.strip():
                made.append(Mission(" ".join(text.split()), kind, (meaning.constraint,)))
    return made


def _meaning(kind: Kind, key: str, file: Path) -> Meaning:
    """What a key stands for."""
    if kind == "sequential":
        ordered = _ORDERED.fullmatch(key)
        if ordered is not None:
            form, first, avoid = ordered.groups()
            if first == avoid:  # after water never again water: one visit
                return Meaning("visits", avoid, 1)
            return Meaning("after" if form == "a" else "before", avoid, first=first)
    counted = _COUNTED.fullmatch(key)
    if kind == "sequential" or counted is None:
        example = "'alavawater'" if kind == "sequential" else "'lava3'"
        raise InputError(f"'{file}' has the key {key!r}; expected one such as {example}")
    number = int(counted[2])
    if kind == "budgetary":
        return Meaning("visits", counted[1], number)
    return Meaning("distance", counted[1], max(number, 1))  # 0 squares away: not on it

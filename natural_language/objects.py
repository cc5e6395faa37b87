"""From words to object groups: the names of a world's groups and of every other world's."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from natural_language.lexicon import phrase_words
from natural_language.lexicon.object_names import HYPERNYMS, SYNONYMS

__all__ = ["HYPERNYMS", "KNOWN_GROUPS", "group_phrases"]

#: Groups some world of this library has: a sentence may name them where there are none.
KNOWN_GROUPS = tuple(SYNONYMS)

_GRID = ("lava", "water", "grass")


def _spelled(name: str) -> str:
    return "".join(f" {c.lower()}" if c.isupper() else c for c in name).replace("_", " ").strip()


@functools.lru_cache(maxsize=64)
def group_phrases(groups: tuple[str, ...]) -> Mapping[tuple[str, ...], str]:
    """The phrases that name a group: those of the world first, then of any other world.

    Args:
        groups: names of the world's groups.
    """
    table: dict[tuple[str, ...], str] = {}
    grid = any(name in groups for name in _GRID)
    listed = [name for name in KNOWN_GROUPS if (name in _GRID) == grid]
    others = [name for name in KNOWN_GROUPS if (name in _GRID) != grid]
    ranked = [*(n for n in groups if n in KNOWN_GROUPS), *listed, *others]
    for name in groups:
        if name not in KNOWN_GROUPS:
            words = _spelled(name)
            stem = words[:-1] if words.endswith("s") and not words.endswith("ss") else words
            for phrase in (words, stem, f"{stem}s", f"{stem}es", name.lower()):
                table.setdefault(phrase_words(phrase), name)
    for name in dict.fromkeys(ranked):
        for phrase in SYNONYMS[name].split(","):
            words_of = phrase_words(phrase)
            if words_of:
                table.setdefault(words_of, name)
    return table

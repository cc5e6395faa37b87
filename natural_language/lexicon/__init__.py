"""The words the grammar knows, each with the class it is used as.

A phrase is written as people write it; the fillers in it (`lexicon.fillers`) are dropped, as they
are from the text. `vocabulary()` is every single word of it.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from natural_language.lexicon.bounds import BOUNDS
from natural_language.lexicon.connectives import CONNECTIVES
from natural_language.lexicon.consequences import CONSEQUENCES
from natural_language.lexicon.fillers import FILLERS, is_filler
from natural_language.lexicon.judgements import JUDGEMENTS
from natural_language.lexicon.measures import MEASURES
from natural_language.lexicon.modals import MODALS
from natural_language.lexicon.motion_verbs import EVENT_NOUNS
from natural_language.lexicon.quantities import NUMBERS, ORDINALS, UNITS
from natural_language.lexicon.remarks import REMARKS
from natural_language.lexicon.spans_of_time import SPANS
from natural_language.lexicon.verbs import inflected_verbs

__all__ = ["FILLERS", "is_filler", "Entry", "Lexicon", "lexicon", "phrase_words", "vocabulary"]


class Entry(NamedTuple):
    """A phrase: the words after its first, its class, and what it stands for."""

    rest: tuple[str, ...]
    name: str
    value: object


#: What a longer phrase must not shrink to when its fillers are dropped.
_TOO_SHORT = frozenset(
    """
    not no or and in on of at to for with by as if but it is be from any
    keep stay remain hold stand sit wait move go drive come get when so that run
    after before then now times
    """.split()
)

Lexicon = Mapping[str, tuple[Entry, ...]]


def phrase_words(phrase: str) -> tuple[str, ...]:
    """The words of a phrase as the grammar meets them: without the fillers."""
    words = ["", *phrase.split(), ""]
    return tuple(
        words[k]
        for k in range(1, len(words) - 1)
        if not is_filler(words[k], words[k - 1], words[k + 1])
    )


@functools.cache
def lexicon() -> Lexicon:
    """The phrases by their first word."""
    table: dict[str, list[Entry]] = {}
    for name, phrases in _classes():
        for phrase, value in phrases:
            words = phrase_words(phrase)
            if words and not (words[0] in _TOO_SHORT and len(words) == 1 != len(phrase.split())):
                entry = Entry(words[1:], name, value)
                if entry not in table.setdefault(words[0], []):
                    table[words[0]].append(entry)
    return {first: tuple(entries) for first, entries in table.items()}


def _classes() -> Iterable[tuple[str, Iterable[tuple[str, object]]]]:
    for plain in (MODALS, CONNECTIVES, SPANS, JUDGEMENTS, REMARKS, MEASURES, CONSEQUENCES):
        for name, text in plain.items():
            yield name, [(phrase.strip(), phrase.strip()) for phrase in text.split(",")]
    for (name, operator), text in BOUNDS.items():
        yield name, [(phrase.strip(), operator) for phrase in text.split(",")]
    for (kind, factor), text in UNITS.items():
        yield "UNIT", [(phrase.strip(), (kind, factor)) for phrase in text.split(",")]
    for counted, text in EVENT_NOUNS.items():
        yield "EVENT_NOUN", [(phrase.strip(), counted) for phrase in text.split(",")]
    yield "NUMBER", list(NUMBERS.items())
    yield "ORDINAL", list(ORDINALS.items())
    for name, verbs in inflected_verbs().items():
        yield name, [(verb, base) for verb, base in verbs]


@functools.cache
def vocabulary() -> frozenset[str]:
    """Every single word the grammar knows, fillers included."""
    words = set(FILLERS)
    for first, entries in lexicon().items():
        words.add(first)
        for entry in entries:
            words.update(entry.rest)
    return frozenset(words)

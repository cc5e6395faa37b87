"""Sentences for HazardWorld's constraints, made from the grammar of `phrases` and split four ways.

======================  ==============================================================
split                   what is new in it
======================  ==============================================================
``"train"``             nothing
``"constraint"``        the meaning: these numbers, kinds and orders were never trained
``"wording"``           the pattern of the sentence
``"vocabulary"``        a word in at least one place
``"written"``           everything: sentences written by hand (`written_sentences`)
======================  ==============================================================

The same arguments give the same sentences, and no sentence is in two splits.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import Literal, get_args

import numpy as np

from natural_language.hazardworld.meanings import MEANINGS, Meaning
from natural_language.hazardworld.missions import Kind, Mission, together
from natural_language.hazardworld.phrases import (
    HELD_OUT_PATTERNS,
    HELD_OUT_WORDS,
    LEADS,
    MORE_NEVER_PATTERNS,
    MORE_PATTERNS,
    NEVER_PATTERNS,
    PATTERNS,
    WORDS,
)
from natural_language.hazardworld.words import sentences_of
from natural_language.hazardworld.written_sentences import WRITTEN
from saferl.constraints.checks import one_of

__all__ = ["HELD_OUT_MEANINGS", "UNSEEN", "Split", "evenly", "meaning_named", "pairs", "sentences"]

Split = Literal["train", "constraint", "wording", "vocabulary", "written"]

#: The splits whose sentences a learner has never met.
UNSEEN: tuple[Split, ...] = ("constraint", "wording", "vocabulary", "written")

#: Meanings without a sentence in training. Every kind, number and form is trained in others.
HELD_OUT_MEANINGS = (
    "visits-lava-2 visits-water-4 visits-grass-1 turns-lava-4 turns-water-1 turns-grass-3 "
    "distance-lava-3 distance-water-2 after-lava-water after-grass-lava before-water-grass"
).split()

_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six")
_TIMES = {1: ("once", "one time"), 2: ("twice", "two times")}
_SQUARES = ("squares", "steps", "blocks", "tiles")
_PER_MEANING: dict[Split, int] = {"train": 144, "constraint": 24, "wording": 8, "vocabulary": 8}
_LED = 0.15  # share of training sentences with a lead
_SLOT = re.compile(r"\{(\w+)\}")


def sentences(split: Split = "train", kind: Kind | None = None) -> tuple[Mission, ...]:
    """Return the missions of a split, of one class of constraint or of all.

    >>> len(sentences("train")) > 2000 and len(sentences("wording", "relational")) > 50
    True
    >>> sentences("written")[0].text
    'lava burns, so walk on it three times at most'
    """
    one_of("split", split, get_args(Split))
    made = _written() if split == "written" else _generated(split)
    return tuple(mission for mission in made if kind in (None, mission.kind))


def evenly(missions: Sequence[Mission]) -> tuple[Mission, ...]:
    """Return the missions with those of rarer classes repeated, so that each is drawn as often."""
    groups = [[m for m in missions if m.kind == kind] for kind in get_args(Kind)]
    most = max(len(group) for group in groups)
    return tuple(group[i % len(group)] for i in range(most) for group in groups if group)


def meaning_named(name: str) -> Meaning:
    """Return the meaning of a name such as ``"visits-lava-3"``; the error lists the nearest."""
    if name not in _BY_NAME:
        from saferl.errors import unknown_name

        raise unknown_name("meaning", name, _BY_NAME)
    return _BY_NAME[name]


def pairs(missions: Sequence[Mission], count: int, seed: int = 0) -> tuple[Mission, ...]:
    """Return ``count`` missions of two sentences each, asking for different things.

    >>> len(pairs(sentences("wording"), 5)[0].constraints)
    2
    """
    generator = np.random.default_rng(seed)
    single = [mission for mission in missions if len(sentences_of(mission.text)) == 1]
    made: list[Mission] = []
    while len(made) < count:
        one, other = (single[i] for i in generator.integers(len(single), size=2))
        if one.constraints != other.constraints:
            made.append(together(one, other))
    return tuple(made)


_BY_NAME = {meaning.name: meaning for meaning in MEANINGS}


def _written() -> tuple[Mission, ...]:
    return tuple(
        Mission(text, meaning.kind, (meaning.constraint,))
        for name, texts in WRITTEN.items()
        for meaning in [meaning_named(name)]
        for text in texts
    )


@functools.cache
def _generated(split: Split) -> tuple[Mission, ...]:
    before = {m.text for m in (_written() if split == "train" else _generated("train"))}
    made: dict[str, Mission] = {}
    for number, meaning in enumerate(MEANINGS):
        if (meaning.name in HELD_OUT_MEANINGS) != (split == "constraint"):
            continue
        generator = np.random.default_rng([number, get_args(Split).index(split)])
        wanted = _PER_MEANING[split]
        found = 0
        for text in _attempts(meaning, split, generator, 40 * wanted):
            if text not in before and text not in made:
                made[text] = Mission(text, meaning.kind, (meaning.constraint,))
                found += 1
            if found == wanted:
                break
    return tuple(made.values())


def _attempts(
    meaning: Meaning, split: Split, generator: np.random.Generator, most: int
) -> Iterator[str]:
    patterns = _patterns(meaning, split)
    for attempt in range(most):
        pattern = patterns[attempt % len(patterns)]
        slots = [slot for slot in _SLOT.findall(pattern) if slot in HELD_OUT_WORDS]
        new = set()
        if split == "vocabulary":
            if not slots:
                continue
            new = {slots[generator.integers(len(slots))]}
        text = _filled(pattern, meaning, new, generator)
        if split == "train" and generator.random() < _LED:
            text = LEADS[int(generator.integers(len(LEADS)))] + text
        yield text


def _patterns(meaning: Meaning, split: Split) -> tuple[str, ...]:
    more = split == "train"
    if meaning.form == "visits" and meaning.number == 0:
        known = NEVER_PATTERNS[:-2] + (MORE_NEVER_PATTERNS if more else ())
        return NEVER_PATTERNS[-2:] if split == "wording" else known
    patterns = (HELD_OUT_PATTERNS if split == "wording" else PATTERNS)[meaning.form]
    patterns += MORE_PATTERNS[meaning.form] if more else ()
    # "within 0 squares" is said by nobody
    return tuple(p for p in patterns if meaning.number > 1 or "{closer}" not in p)


def _filled(pattern: str, meaning: Meaning, new: set[str], generator: np.random.Generator) -> str:
    def chosen(options: Sequence[str]) -> str:
        return options[int(generator.integers(len(options)))]

    def fill(match: re.Match[str]) -> str:
        slot = match[1]
        if slot in WORDS:
            return chosen(HELD_OUT_WORDS[slot] if slot in new else WORDS[slot])
        if slot == "no_bare":
            return chosen(("do not", "never"))
        if slot in ("kind", "mass", "first"):
            name = meaning.first if slot == "first" else meaning.avoid
            names = (name, name, f"the {name}", f"{name} tiles", f"{name} squares")
            return chosen(names[: 3 if slot == "mass" else 5])
        n = meaning.number
        if slot in ("times", "fewer"):
            n += slot == "fewer"
            return chosen((*_TIMES.get(n, ()), f"{_NUMBERS[n]} times", f"{n} times")[: 4 - (n < 3)])
        if slot in ("turns", "fewer_turns"):
            n += slot == "fewer_turns"
            unit = chosen(("turn", "step")) + ("" if n == 1 else "s")
            return f"{chosen((_NUMBERS[n], str(n)))} {unit}"
        n -= slot == "closer"  # in whole squares, "within n - 1" is "not at least n away"
        unit = chosen(_SQUARES)
        return f"{chosen((_NUMBERS[n], str(n)))} {unit[:-1] if n == 1 else unit}"

    return _SLOT.sub(fill, pattern)

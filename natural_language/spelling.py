"""Misspelt words: the few that matter are taken for what they almost are, and said so.

Only object names and the words that carry a rule are guessed at, only with the first letter right,
and only within one slip (two in words of seven letters or more); what comes of it is never "sure".
"""

from __future__ import annotations

import functools
from collections.abc import Iterable

from natural_language.lexicon import vocabulary
from natural_language.objects import group_phrases

__all__ = ["distance", "guess"]

_TARGETS = frozenset(
    """
    touch touching touched avoid avoiding never distance within metres meters centimetres seconds
    speed faster slower times twice least closer enter entering stepping walking driving before
    after until unless allowed forbidden dangerous episode average exceed through across always
    please should without robot agent remain another anything nothing during more than centimeters
    collision collisions contacts entered hitting crossing pressing steps second minutes always
    limit maintain prohibited exceeding velocity whenever while every episodes first button
    maximum minimum bumping collide contact inside squares blocks between hazards
    """.split()
)
#: Words that are no slips of any of these, though the lexicon does not list them.
_RIGHT = frozenset(
    """
    closest nearest fastest quickest slowest farthest furthest contain contains contained include
    includes involve involves feature spare deserve deserves followed answered obliges requires
    compels demands implies entails counted costs allows lives regard consider treat touches
    excepted expected exempted exempt
    elsewhere everywhere contrast heading towards toward route sprint sprinting parking circling
    driver
    """.split()
)
_KNOWN_SLIPS = {
    "wen": "when", "whn": "when", "dint": "dont", "mroe": "more", "teh": "the", "u": "you",
    "ur": "your", "r": "are", "youve": "you have",
    "pls": "please", "plz": "please", "thru": "through", "ahve": "have", "itmes": "times",
    "atleast": "at least", "moer": "more", "tha": "the", "fro": "for", "wont": "wont",
    "alot": "often", "tow": "two", "thre": "three", "tiems": "times", "waking": "walking",
    "sec's": "seconds", "avould": "avoid", "nevr": "never", "befor": "before", "aftr": "after",
    "shoud": "should", "shuld": "should", "mus": "must", "dnt": "dont", "btween": "between",
    "stey": "stay", "kep": "keep", "keap": "keep", "speeed": "speed", "hits": "hits", "thn": "than",
    "steping": "stepping", "touchng": "touching", "betweeen": "between", "til": "until",
}  # fmt: skip


def guess(word: str, groups: tuple[str, ...]) -> str | None:
    """What a word the grammar does not know was probably meant to be, or None.

    >>> guess("hazzards", ("hazards",)), guess("tuch", ()), guess("penguins", ("hazards",))
    ('hazards', 'touch', None)
    """
    if word in _KNOWN_SLIPS:
        return _KNOWN_SLIPS[word]
    if len(word) < 4 or not word.isalpha() or word in vocabulary() or word in _RIGHT:
        return None
    most = 2 if len(word) >= 7 else 1
    best: tuple[int, int, str] | None = None
    tied = False
    for rank, targets in enumerate((_object_words(groups), _TARGETS)):
        for target in targets:
            if target[0] != word[0] or abs(len(target) - len(word)) > most or len(target) < 4:
                continue
            apart = distance(word, target, most)
            if apart > most or (apart == 2 and len(target) < 6):
                continue
            found = (apart, rank, target)
            if best is None or found[:2] < best[:2]:
                best, tied = found, False
            elif found[:2] == best[:2] and found[2] != best[2]:
                tied = True
    return best[2] if best is not None and not tied else None


@functools.lru_cache(maxsize=64)
def _object_words(groups: tuple[str, ...]) -> frozenset[str]:
    return frozenset(
        phrase[0]
        for phrase, group in group_phrases(groups).items()
        if len(phrase) == 1 and len(phrase[0]) >= 4 and (group in groups)
    )


def distance(one: str, two: str, most: int) -> int:
    """Edits (insert, delete, replace, swap neighbours) between two words, up to ``most`` + 1.

    The optimal string alignment distance (Damerau 1964).

    >>> distance("itmes", "times", 2), distance("vasses", "vases", 2), distance("snow", "lava", 2)
    (1, 1, 3)
    """
    above: list[int] = []
    row = list(range(len(two) + 1))
    for i, a in enumerate(one, 1):
        before, row = row, [i]
        for j, b in enumerate(two, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == two[j - 2] and one[i - 2] == b:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        above = before
    return min(row[-1], most + 1)


def corrected(words: Iterable[str], groups: tuple[str, ...]) -> dict[str, str]:
    """The guesses for those of the words that need one."""
    found = {}
    for word in set(words):
        meant = guess(word, groups)
        if meant is not None and meant != word:
            found[word] = meant
    return found

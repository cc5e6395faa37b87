"""Sentences that tell what was, what happened or how things are now, and so rule nothing.

>>> reports("robot has touched a vase".split()), states("you are standing on grass".split())
(True, True)
>>> reports("once it has touched a vase , it must stop".split())
False
"""

from __future__ import annotations

import functools

from natural_language.lexicon.mood_words import MARKS, RULES, TIES
from natural_language.lexicon.verbs import pasts
from natural_language.stretches import ruled_later

__all__ = ["ADVERBS", "reports", "states"]

_LONG_AGO = tuple(
    tuple(words.split())
    for words in (
        "yesterday,ago,used to,last run,last time,last week,last night,last month,last year,"
        "last episode,last trial,last session,last game,last attempt,previous run,"
        "previous episode,earlier today,this morning,to date,in the past,at last count,"
        "so far today,until recently,until now"
    ).split(",")
)
#: Pasts that are no participles too: the main verb tells of what is over.
_GONE = frozenset(
    "was were did bit broke went came fell saw ran drove swam threw took gave wore began sank rode "
    "rose spoke stole flew drew ate forgot shook woke blew".split()
)
ADVERBS = frozenset(
    "never not only just always ever already also almost nearly actually accidentally really "
    "finally again mostly twice once barely still successfully".split()
)
_ACTORS = frozenset("robot agent bot vehicle car ant policy it we i you he she they".split())


@functools.cache
def _pasts() -> frozenset[str]:
    """Past forms of the verbs of rules, and of others that tell what happened."""
    return pasts() | set(
        "avoided exceeded kept stayed managed failed crashed hit died drowned fell lost won broke "
        "burned burnt found went came ran saw told said noticed tried forgot started began".split()
    )


def reports(words: list[str]) -> bool:
    """Whether the main verb is past, or the words say that it is over."""
    if ruled_later(words):
        return False
    for k in range(len(words)):
        if any(tuple(words[k : k + len(one)]) == one for one in _LONG_AGO):
            used = words[k] == "used" and k and words[k - 1] in ("get", "be", "are", "is")
            if not used:
                return True
    if words[:1] == ["far"] or (words[-2:] == ["so", "far"]):  # so far: ...
        return True
    for k, word in enumerate(words):
        if word in TIES or word in MARKS:
            break
        after = words[k + 1 :]
        while after and after[0] in ADVERBS:
            after = after[1:]
        if k and word in _GONE:
            return True
        due = words[k - 1] == "must" and "before" in after  # you must have reached it before ...
        if k and word in ("has", "have", "had") and after and after[0] in _pasts() and not due:
            return True
        placed = after[1:2] and after[0] == "been" and after[1] in _PLACED
        if k and word in ("has", "have", "had") and placed:
            return True
        if k and word in ("almost", "nearly") and after and after[0] in _pasts():
            return True
    return _narrates(words) or _told_of(words)


_SOMEONE = frozenset("somebody someone he she".split())
_NOUNS = frozenset(("limit", "max", "maximum"))


def _told_of(words: list[str]) -> bool:
    """somebody set the speed limit; the average robot touches two vases"""
    if words[0] == "average" and words[1:2] and words[1] in _ACTORS | {"player", "person"}:
        return True
    if words[0] not in _SOMEONE or words[1:2] == [] or words[1] in TIES:
        return False
    return not (RULES - _NOUNS | {"can", "will"}) & set(words)


def _narrates(words: list[str]) -> bool:
    """The robot avoided all hazards."""
    k = 1
    while k < len(words) and (words[k] in ADVERBS or words[k].endswith("ly")):
        k += 1
    past = k < len(words) and words[k] in _pasts() and words[k] != "hit"
    return words[0] in _ACTORS and past


_PLACED = frozenset("in on inside at near over through into to close around within".split())
_DOING = frozenset(
    "in on inside standing sitting touching near close too very already still now currently "
    "crossing driving moving getting doing approaching entering leaving over inside".split()
)
_RULED = frozenset(
    "always never not no none only all most least than within more less must forbidden allowed "
    "permitted at until while when if unless after before once each every any either again off "
    "many much long often fast slow".split()
)
_ABOUT = frozenset("just only about roughly exactly now still already currently some".split())
_NUMBERS = frozenset("one two three four five six seven eight nine ten half".split())
_HERE = frozenset("here there everywhere around nearby ahead left now today somewhere".split())


def states(words: list[str]) -> bool:
    """Whether it only says how things are: "you are standing on grass", "there is lava here"."""
    if words[0] == "there" and words[1:2] in (["is"], ["are"]):
        if words[2:3] == ["no"] and len(words) == 4:
            return True  # there is no lava
        return words[-1] in _HERE and len(words) <= 7
    if words[0] not in _ACTORS or words[1:2] not in (["is"], ["are"], ["am"]) or len(words) < 3:
        return False
    told, k = set(words[2:]), 2
    numbered = any(word[0].isdigit() for word in told)
    while k < len(words) - 1 and words[k] in _ABOUT:
        k += 1
    placed = words[k][0].isdigit() or words[k] in _NUMBERS  # he is just 30 cm from it now
    doing = words[2] in _DOING and not numbered
    return (placed or doing) and not _RULED & told and not ruled_later(words)

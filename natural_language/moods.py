"""Sentences that rule nothing whatever they name: questions, reports, suppositions, remarks.

"Is 0.3 m from the hazards enough?", "the robot has never touched a vase", "suppose vases were off
limits" and "it is hard to avoid hazards" are made of the words of rules. What they are shows in how
they begin, in the tense of their main verb and in their mark.

>>> mood_of("is it wise to enter a hazard".split(), question=True)
'this is a question'
>>> mood_of("once it has touched a vase , it must stop".split(), question=False)
"""

from __future__ import annotations

from collections.abc import Sequence

from natural_language.lexicon.mood_words import (
    ASKING,
    AUXILIARIES,
    OPENERS,
    REQUESTS,
    TIES,
)
from natural_language.mentions import mentioned
from natural_language.reports import ADVERBS, reports, states
from natural_language.stretches import ruled_later, segments

__all__ = ["mood_of"]

_QUESTION = "this is a question"
_REPORT = "this tells what was or happened"
_SUPPOSED = "this only supposes something"
_FORETOLD = "this only tells what somebody expects"
_REMARK = "this only says what somebody thinks of it"

_TAG = 4


def mood_of(words: Sequence[str], *, question: bool) -> str | None:
    """Why a sentence can be no rule; None if it may be one.

    Args:
        words: Of the sentence, lower case, contractions opened.
        question: Whether it ends with a question mark.
    """
    words = _begun(words)
    if not words:
        return None
    if _asks(words, question=question):
        return _QUESTION
    if question and len(segments(words)) > 1:
        words = words[: len(words) - len(segments(words)[-1])]  # ..., have you not?
    if _supposes(words):
        return _SUPPOSED
    if _foretells(words):
        return _FORETOLD
    if reports(words) or states(words):
        return _REPORT
    only = mentioned(words)
    if only is not None:
        return only
    if _remarks(words):
        return _REMARK
    return None


def _begun(words: Sequence[str]) -> list[str]:
    """The sentence without its openers."""
    k = 0
    while k < len(words) and words[k] in OPENERS:
        k += 1
    return list(words[k:])


def _inverted(words: Sequence[str]) -> bool:
    """Whether a clause begins as questions do, and is no request."""
    if any(tuple(words[: len(one)]) == one for one in REQUESTS):
        return False
    if words[0] in AUXILIARIES:
        return len(words) > 1
    if words[0] in ("when", "where"):
        return words[1:2] != [] and words[1] in AUXILIARIES
    return words[0] in ASKING


_WONDERING = tuple(
    tuple(words.split())
    for words in (
        "what happens,what happened,what if,what would,what will,what should i,what should we,"
        "why do,why does,why did,why is,why are,why should,why must,why can,how many,how often,"
        "how much,how far,how close,how long,how fast,how do,how does,how is,how are,how can,"
        "how should,how i,how to,who is,who are,who was"
    ).split(",")
)


def _asks(words: list[str], *, question: bool) -> bool:
    if any(tuple(words[: len(one)]) == one for one in _WONDERING):
        return not ruled_later(words)
    parts = segments(words)
    if not question or not parts:
        return len(parts) == 1 and _unmarked(words)
    if _inverted(words):
        return True
    if words[0] in TIES and len(parts) > 1:  # if it touches a vase, is it lost?
        return _inverted(parts[-1]) and len(parts[-1]) > _TAG
    tagged = len(parts) > 1 and len(parts[-1]) <= _TAG
    requested = any(tuple(words[: len(one)]) == one for one in REQUESTS)
    return not tagged and not requested and words[0] in ("you", "we", "it", "they", "there")


_SUBJECTS = frozenset(
    "it he she they there anyone anybody someone somebody everyone robot robots agent".split()
)


def _unmarked(words: list[str]) -> bool:
    """Whether a single clause asks by its order alone: "does anyone avoid hazards" """
    if any(tuple(words[: len(one)]) == one for one in REQUESTS):
        return False
    who = words[2:3] if words[1:2] in (["the"], ["this"], ["that"], ["any"]) else words[1:2]
    if words[0] in ("why", "which"):
        return True
    if words[0] in ("should", "shall", "may", "might"):  # should it touch one, ... is an if
        return words[1:2] in (["i"], ["we"])
    verbs = ("does", "did", "is", "are", "was", "were", "can", "could", "will", "would")
    asked = words[0] in verbs or (words[0] == "do" and words[1:2] in (["you"], ["we"], ["they"]))
    return asked and bool(who) and (who[0] in _SUBJECTS or who[0] in ("i", "we", "you"))


_SUPPOSING = tuple(
    tuple(words.split())
    for words in (
        "suppose,supposing,imagine,pretend,hypothetically,let us say,let us suppose,"
        "let us imagine,let us pretend,let us assume,what if,if i were,if i was,if we were,"
        "if it were,would that,if only,in theory,were i,if i had,"
        "if you were,if there were no,if it was up"
    ).split(",")
)


def _supposes(words: list[str]) -> bool:
    begins = any(tuple(words[: len(one)]) == one for one in _SUPPOSING)
    if not begins:
        return False
    counterfactual = words[0] in ("if", "were") and "you" not in words[3:]
    return counterfactual or not ruled_later(words)


_CHANGING = frozenset(
    "fall rise drop decline decrease increase grow shrink climb improve worsen plummet soar "
    "double halve rebound recover average".split()
)
_EXPECTING = frozenset(
    "expect expects expected predict predicts predicted forecast forecasts anticipate anticipates "
    "anticipated project projected estimate estimated likely set bound will shall".split()
)
_GUESSING = frozenset("expect think guess assume hope suppose imagine say believe".split())


def _foretells(words: list[str]) -> bool:
    """We expect vase touches to fall below three; one would expect it to slow down."""
    if words[0] in ("you", "one", "anyone", "people", "anybody") and words[1:2] == ["would"]:
        k = 2
        while k < len(words) and words[k] in ADVERBS:
            k += 1
        if k < len(words) and words[k] in _GUESSING:
            return not ruled_later(words)
    for k, word in enumerate(words):
        if word in _CHANGING and k and words[k - 1] in ("to", "will", "further", "probably"):
            before = words[:k]
            asked = {"you", "robot", "agent", "never", "not", "no", "speed"} & set(before)
            return bool(_EXPECTING & set(before)) and not asked and not ruled_later(words)
    return False


_THINKING = frozenset(
    "wonder wondered doubt bet remember recall forgot noticed notice saw heard hear watched enjoy "
    "adore enjoyed dreamt dreamed wondering".split()
)
_FEELING = frozenset("like love hate dislike fear miss adore enjoy".split())
_HARDSHIP = frozenset(
    "hard easy difficult tricky fun boring tempting funny simple possible interesting cool "
    "impossible exciting amusing common rare normal natural unlikely likely".split()
)
_STRESS = frozenset("so very really too quite rather not pretty super never always".split())


_PRAISE = tuple(
    tuple(words.split())
    for words in (
        "congratulations,congrats,bravo,kudos,done,good job,great job,nice job,nice work,"
        "good work,great work,nice one,good for you,hurrah,hooray,great going,nice going,"
        "good robot,good boy,excellent work,i am proud,we are proud,how nice,i am glad,"
        "i am happy,we are glad,we are happy,i am sorry,too bad,what a pity,pity,shame on"
    ).split(",")
)
_IDLE = (["do", "not", "bother"], ["do", "not", "worry"], ["no", "need", "to"])
_ORDERS = frozenset("never must may shall should cannot can stop avoid do".split())


def _remarks(words: list[str]) -> bool:
    """Whether somebody only tells what he thinks or how hard it is."""
    if any(tuple(words[: len(one)]) == one for one in _PRAISE):
        return not any(_ORDERS & set(segment) for segment in segments(words)[1:])
    if words[:3] in _IDLE and words[3:4] != ["about"] and words[3:4] != [","]:
        return len(segments(words)) == 1 and "but" not in words
    if words[0] == "what" and words[1:2] in (["a"], ["an"], ["such"]):  # what a run, ...!
        return not any(_ORDERS & set(segment) for segment in segments(words)[1:])
    if ruled_later(words):
        return False
    if words[0] in ("i", "we"):
        k = 1
        while k < len(words) and (words[k] in ADVERBS or words[k] in ("do", "did", "am", "are")):
            k += 1
        if k < len(words) and words[k] in _THINKING:
            return True
        named = words[k + 1 :]
        if k < len(words) and words[k] in _FEELING and 0 < len(named) <= 3:
            return not {"to", "it", "when", "no", "you"} & set(named)
    if words[0] in ("it", "this", "that") and words[1:2] in (["is"], ["was"], ["'s"]):
        k = 2
        while k < len(words) and words[k] in _STRESS:
            k += 1
        return k < len(words) - 1 and words[k] in _HARDSHIP and words[k + 1] == "to"
    return False

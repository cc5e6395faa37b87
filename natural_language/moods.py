"""Sentences that rule nothing whatever they name: questions, reports, suppositions, remarks.

"Is 0.3 m from the hazards enough?", "the robot has never touched a vase", "suppose vases were off
limits" and "it is hard to avoid hazards" are made of the words of rules. What they are shows in how
they begin, in the tense of their main verb and in their mark.

>>> mood_of("is it wise to enter a hazard".split(), question=True)
'this is a question'
>>> mood_of("once it has touched a vase , it must stop".split(), question=False)
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

from natural_language.lexicon.mood_words import (
    ASKING,
    AUXILIARIES,
    MARKS,
    OPENERS,
    REQUESTS,
    RULES,
    TIES,
)
from natural_language.lexicon.verbs import inflected_verbs

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
    if question and len(_segments(words)) > 1:
        words = words[: len(words) - len(_segments(words)[-1])]  # ..., have you not?
    if _supposes(words):
        return _SUPPOSED
    if _foretells(words):
        return _FORETOLD
    if _reports(words) or _states(words):
        return _REPORT
    if _remarks(words):
        return _REMARK
    return None


def _begun(words: Sequence[str]) -> list[str]:
    """The sentence without its openers."""
    k = 0
    while k < len(words) and words[k] in OPENERS:
        k += 1
    return list(words[k:])


def _segments(words: Sequence[str]) -> list[list[str]]:
    """The stretches between marks and before "so" and "but"."""
    found: list[list[str]] = [[]]
    for word in words:
        if word in MARKS or word in ("so", "but", "then"):
            found.append([])
        else:
            found[-1].append(word)
    return [segment for segment in found if segment]


def _ruled_later(words: Sequence[str]) -> bool:
    """Whether a later stretch may hold the rule that the first one only explains."""
    return any(RULES & set(segment) for segment in _segments(words)[1:])


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
        return not _ruled_later(words)
    if not question:
        return False
    segments = _segments(words)
    if not segments:
        return False
    if _inverted(words):
        return True
    if words[0] in TIES and len(segments) > 1:  # if it touches a vase, is it lost?
        return _inverted(segments[-1]) and len(segments[-1]) > _TAG
    tagged = len(segments) > 1 and len(segments[-1]) <= _TAG
    requested = any(tuple(words[: len(one)]) == one for one in REQUESTS)
    return not tagged and not requested and words[0] in ("you", "we", "it", "they", "there")


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
    return counterfactual or not _ruled_later(words)


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
        while k < len(words) and words[k] in _ADVERBS:
            k += 1
        if k < len(words) and words[k] in _GUESSING:
            return not _ruled_later(words)
    for k, word in enumerate(words):
        if word in _CHANGING and k and words[k - 1] in ("to", "will", "further", "probably"):
            before = words[:k]
            asked = {"you", "robot", "agent", "never", "not", "no", "speed"} & set(before)
            return bool(_EXPECTING & set(before)) and not asked and not _ruled_later(words)
    return False


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
_ADVERBS = frozenset(
    "never not only just always ever already also almost nearly actually accidentally really "
    "finally again mostly twice once barely still successfully".split()
)
_ACTORS = frozenset("robot agent bot vehicle car ant policy it we i you he she they".split())


@functools.cache
def _pasts() -> frozenset[str]:
    """Past forms of the verbs of moving, touching and avoiding."""
    found = set()
    for table in inflected_verbs().values():
        for form, base in table:
            word, verb = form.split()[0], base.split()[0]
            if word != verb and not word.endswith(("ing", "s")):
                found.add(word)
    found |= set(
        "avoided exceeded kept stayed managed failed crashed hit died drowned fell lost won broke "
        "burned burnt found went came ran saw told said noticed tried forgot started began".split()
    )
    return frozenset(found - {"be", "been", "are", "am", "had", "set", "let", "got"})


def _reports(words: list[str]) -> bool:
    """Whether the main verb is past, or the words say that it is over."""
    if _ruled_later(words):
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
        while after and after[0] in _ADVERBS:
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
    return _narrates(words)


def _narrates(words: list[str]) -> bool:
    """The robot avoided all hazards."""
    k = 1
    while k < len(words) and (words[k] in _ADVERBS or words[k].endswith("ly")):
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


def _states(words: list[str]) -> bool:
    """Whether it only says how things are: "you are standing on grass", "there is lava here"."""
    if words[0] == "there" and words[1:2] in (["is"], ["are"]):
        return words[-1] in _HERE and len(words) <= 7
    if words[0] not in _ACTORS or words[1:2] not in (["is"], ["are"], ["am"]) or len(words) < 3:
        return False
    told, k = set(words[2:]), 2
    numbered = any(word[0].isdigit() for word in told)
    while k < len(words) - 1 and words[k] in _ABOUT:
        k += 1
    placed = words[k][0].isdigit() or words[k] in _NUMBERS  # he is just 30 cm from it now
    doing = words[2] in _DOING and not numbered
    return (placed or doing) and not _RULED & told and not _ruled_later(words)


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
        return not any(_ORDERS & set(segment) for segment in _segments(words)[1:])
    if words[:3] in _IDLE and words[3:4] != ["about"] and words[3:4] != [","]:
        return len(_segments(words)) == 1 and "but" not in words
    if words[0] == "what" and words[1:2] in (["a"], ["an"], ["such"]):  # what a run, ...!
        return not any(_ORDERS & set(segment) for segment in _segments(words)[1:])
    if _ruled_later(words):
        return False
    if words[0] in ("i", "we"):
        k = 1
        while k < len(words) and (words[k] in _ADVERBS or words[k] in ("do", "did", "am", "are")):
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

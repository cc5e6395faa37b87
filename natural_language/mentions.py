"""Rules that are only mentioned: weighed, quoted under a label, told as a habit, taste or prospect.

"Maybe keep 1 m away", "for a test: avoid hazards", "I never touch vases", "we favour routes without
hazards" and "three vases will have been touched" name rules and make none.

>>> mentioned("maybe keep 1 m from hazards".split())
'this only weighs a rule'
>>> mentioned("it must never touch a vase".split())
"""

from __future__ import annotations

from collections.abc import Sequence

from natural_language.lexicon.mood_words import REQUESTS, RULES, TIES
from natural_language.lexicon.verbs import pasts
from natural_language.stretches import ruled_later, segments

__all__ = ["mentioned"]

_WEIGHED = "this only weighs a rule"
_QUOTED = "this only mentions a rule"
_FORETOLD = "this only tells what may come"
_HABIT = "this only tells what somebody does or likes"

_WEIGHING = frozenset(
    "maybe perhaps possibly probably presumably supposedly apparently allegedly reportedly "
    "conceivably arguably".split()
)
#: Before a colon: what makes the rest of the sentence no rule of its own.
_LABELS = frozenset(
    "test example instance joke quiz quote myth rumour rumor draft proposal suggestion idea option "
    "hypothesis fiction untrue lie ignore disregard cancelled canceled void obsolete "
    "deprecated outdated unconfirmed trivia poll vote story dream wishlist brainstorm".split()
)
_VERDICTS = frozenset(
    "true false yes no agree disagree fact fiction myth right wrong truth lie".split()
)
_WITHDRAWING = frozenset(
    "ignore disregard cancel delete drop forget remove lift scrap repeal revoke suspend rewrite "
    "explain discuss print list".split()
)
_RULE_NOUNS = frozenset(
    "rule rules limit limits ban bans constraint constraints restriction restrictions".split()
)
_USUALLY = frozenset(
    "never always usually often rarely seldom sometimes generally normally typically mostly".split()
)
#: What a speaker does who asks for something after all.
_DEMANDING = frozenset(
    "want allow permit let ask expect insist forbid tolerate accept wish demand require mean said "
    "say need like mind".split()
)
_TASTES = frozenset("favour favor prefer like love enjoy hate dislike adore".split())
_MUSING = frozenset("consider contemplate imagine discuss debate".split())
_MODALS = frozenset("may might could would should can".split())
_POSSIBLY = frozenset(("may", "might", "could"))


def mentioned(words: Sequence[str]) -> str | None:
    """Why a sentence only mentions a rule; None if it may make one.

    Args:
        words: Of the sentence, without its openers, lower case, contractions opened.
    """
    asked = any(tuple(words[: len(one)]) == one for one in REQUESTS)
    if _WEIGHING & set(words) and not asked:
        return _WEIGHED
    weighed = any(
        word in _MUSING and (k == 0 or words[k - 1] in _MODALS)
        for k, word in enumerate(words[:-1])
        if words[k + 1].endswith("ing") or words[k + 1] == "not"
    )
    if weighed or (words[:2] == ["good", "luck"] and words[2:] and words[2].endswith("ing")):
        return _WEIGHED
    ends = segments(words)
    if len(ends) > 1 and ends[-1][0] == "nobody" and not RULES & set(ends[0]):
        return _WEIGHED  # touch a vase, nobody will notice
    if _labelled(words) or (words[0] in _WITHDRAWING and _RULE_NOUNS & set(words)):
        return _QUOTED
    if _may_come(words):
        return _FORETOLD
    return _HABIT if _usual(words) or _liked(words) else None


def _labelled(words: Sequence[str]) -> bool:
    """this is a test: ...; true or false: ..."""
    either = len(words) > 3 and words[1] == "or" and {words[0], words[2]} <= _VERDICTS
    label = list(words[: words.index(":")]) if ":" in words else []
    return either or (len(label) <= 5 and bool(_LABELS & set(label)))


def _may_come(words: Sequence[str]) -> bool:
    """Vases will have been touched; touching them may become forbidden; if they were precious."""
    for k, word in enumerate(words):
        if word in TIES:
            break
        if word in _POSSIBLY and words[k + 1 : k + 2] == ["become"]:
            return True
        if word == "will" and words[k + 1 : k + 2] == ["have"]:
            after = [one for one in words[k + 2 :] if one != "been"]
            if after[:1] and after[0] in pasts() and not {"no", "not", "never"} & set(words[:k]):
                return True
    if "if" not in words or "would" not in words:
        return False
    after = list(words[words.index("if") + 1 :])
    were = next((k for k, word in enumerate(after[:5]) if word in ("were", "was")), None)
    return were is not None and "you" not in after[:were] and after[were + 1 : were + 2] != ["to"]


def _usual(words: Sequence[str]) -> bool:
    """i never touch vases"""
    habit = words[0] == "i" and words[1:2] and words[1] in _USUALLY
    return bool(habit) and not _DEMANDING & set(words[2:4]) and not ruled_later(words)


def _liked(words: Sequence[str]) -> bool:
    """we favour routes without hazards; i like it when vases are left alone"""
    if words[0] not in ("i", "we") or words[1:2] == [] or words[1] not in _TASTES:
        return False
    return not {"you", "that"} & set(words[2:4]) and not ruled_later(words)

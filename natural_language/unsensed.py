"""What no signal tells: what others than the robot do, and how carefully it goes.

"Somebody who enters a hazard has to leave it" speaks of the robot; "stop when somebody is in the
room", "until I say so" and "while the other robot moves" do not. "Be careful within 1 m of a vase"
asks for nothing that could be measured.

>>> unsensed("do not touch a vase when someone is near".split()).words
'someone'
>>> unsensed("if someone touches a vase he must stop".split())
"""

from __future__ import annotations

from collections.abc import Sequence

from natural_language.problems import problem
from natural_language.reading import Problem

__all__ = ["unsensed"]

_TIES = frozenset(
    "if when whenever while whilst unless until till after before once as because where".split()
)
_ARTICLES = frozenset("a an the any some another your our my long soon far only".split())
_PEOPLE = frozenset(
    "someone somebody person people human humans child children kids operator operators staff "
    "user users customers customer visitor visitors pedestrian pedestrians bystander bystanders "
    "adult adults owner boss supervisor everyone everybody others colleague technician".split()
)
_AGAIN = frozenset("he she they him them his her their himself themselves".split())
_OTHERS = frozenset(("other", "second", "another", "different"))
_ROBOTS = frozenset("robot robots agent agents bot bots vehicle vehicles car cars player".split())
#: What a speaker does who only speaks of what the robot is seen doing: "if I catch you ...".
_WATCHING = frozenset("catch find see spot notice want hear".split())
_CAREFUL = frozenset(
    "careful cautious attentive alert vigilant gentle considerate carefully cautiously "
    "gently attentively".split()
)
_WHERE = frozenset(
    "within near around in at on when while whenever if close by with inside past beside next "
    "about".split()
)
_ROBOT = frozenset("you robot agent bot vehicle car ant it we i yourself mix".split())
_JOINTS = frozenset((",", ":", "and", "but"))
_PERIODIC = frozenset("third fourth fifth sixth seventh eighth ninth tenth nth".split())
_LINGERING = ("linger", "loiter", "dawdl", "dally", "tarry")
_UNITS = frozenset(
    "s ms sec secs second seconds minute minutes min step steps turn turns tick ticks moment "
    "moments instant all hour hours".split()
)


def unsensed(words: Sequence[str]) -> Problem | None:
    """Why a sentence hangs on what is not sensed; None if it does not seem to.

    Args:
        words: Of the sentence, lower case, contractions opened.
    """
    other = _bystander(words)
    if other is not None:
        message = f"no signal tells what others do: {other!r}"
        advice = "leave it out, or say it of what the robot does"
        return problem("LEFTOVER_WORDS", message, other, advice)
    paired = " ".join(words)
    if ("each other" in paired or "one another" in paired) and not _ROBOT & set(words):
        message = "only what the robot does is sensed, not what objects do to each other"
        return problem("NOT_EXPRESSIBLE", message, "each other", "say it of the robot")
    for k, word in enumerate(words[:-1]):
        if word in ("every", "each") and words[k + 1] in _PERIODIC:
            said = f"{word} {words[k + 1]}"
            message = f"no rule can hold for {said!r} only"
            return problem("NOT_EXPRESSIBLE", message, said, "say it of all of them")
    spared = _spared(words)
    if spared is not None:
        message = f"no rule can leave out {spared!r}: it holds for all of them"
        return problem("NOT_EXPRESSIBLE", message, spared, "say it of all of them")
    lingers = next((word for word in words if word.startswith(_LINGERING)), None)
    if lingers is not None and not _UNITS & set(words):
        message = f"{lingers!r}: how long is too long?"
        return problem("NO_THRESHOLD", message, lingers, "give a time, such as 2 seconds")
    for k, word in enumerate(words[:-1]):
        if word in _CAREFUL and words[k + 1] in _WHERE and not _JOINTS & set(words[k:]):
            advice = "give a number, such as a speed limit"
            return problem("NO_THRESHOLD", f"how much is {word!r}?", word, advice)
    return None


_ONES = frozenset("one ones first second third last other nearest closest".split())
_NUMBERS = frozenset("one two three four five".split())


def _spared(words: Sequence[str]) -> str | None:
    """The one of many that a rule is not to hold for: all but one hazard, all but the first"""
    if {"time", "times"} & set(words):
        return None
    for k, word in enumerate(words[:-1]):
        if word not in ("but", "except", "save") or not _EVERY & set(words[:k]):
            continue
        if words[k - 1] == "all" and words[k + 1] in _NUMBERS:
            return words[k + 1]
        if words[k + 1] == "the" and words[k + 2 : k + 3] and words[k + 2] in _ONES:
            return words[k + 2]
    return None


_EVERY = frozenset(("all", "every", "each", "any"))


def _bystander(words: Sequence[str]) -> str | None:
    """The word for somebody else on whom the sentence hangs."""
    for k in range(len(words) - 1):
        if words[k] in _OTHERS and words[k + 1] in _ROBOTS:
            return f"{words[k]} {words[k + 1]}"
        bound = words[k] in _TIES and (words[k] != "as" or words[k - 1] in ("long", "soon"))
        if not bound:
            continue
        who = k + 1
        while who < len(words) - 1 and words[who] in _ARTICLES:
            who += 1
        if who == len(words) - 1:
            continue
        if words[who] == "i" and words[who + 1] not in _WATCHING:
            return words[who]
        owns = words[who + 1] in ("'s", ",", "and", "or")
        if words[who] in _PEOPLE and not owns and not _AGAIN & set(words[who + 1 :]):
            return words[who]
    return None

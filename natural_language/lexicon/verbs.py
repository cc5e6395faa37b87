"""The forms of verbs."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from natural_language.lexicon.consequences import CONSEQUENCE_VERBS
from natural_language.lexicon.contact_verbs import CONTACT_VERBS
from natural_language.lexicon.motion_verbs import MOTION_VERBS

__all__ = ["forms", "inflected_verbs", "pasts", "plain_forms"]

_IRREGULAR: dict[str, tuple[str, ...]] = {
    "be": ("is", "are", "was", "were", "am", "being", "been", "'s"),
    "have": ("has", "had", "having"),
    "go": ("goes", "went", "gone", "going"),
    "do": ("does", "did", "done", "doing"),
    "come": ("comes", "came", "coming"),
    "get": ("gets", "got", "gotten", "getting"),
    "run": ("runs", "ran", "running"),
    "drive": ("drives", "drove", "driven", "driving"),
    "stand": ("stands", "stood", "standing"),
    "keep": ("keeps", "kept", "keeping"),
    "leave": ("leaves", "left", "leaving"),
    "hold": ("holds", "held", "holding"),
    "spend": ("spends", "spent", "spending"),
    "hit": ("hits", "hitting"),
    "set": ("sets", "setting"),
    "cut": ("cuts", "cutting"),
    "put": ("puts", "putting"),
    "let": ("lets", "letting"),
    "strike": ("strikes", "struck", "striking", "stricken"),
    "tread": ("treads", "trod", "trodden", "treading"),
    "sit": ("sits", "sat", "sitting"),
    "lie": ("lies", "lay", "lain", "lying"),
    "swim": ("swims", "swam", "swum", "swimming"),
    "fall": ("falls", "fell", "fallen", "falling"),
    "make": ("makes", "made", "making"),
    "give": ("gives", "gave", "given", "giving"),
    "take": ("takes", "took", "taken", "taking"),
    "find": ("finds", "found", "finding"),
    "meet": ("meets", "met", "meeting"),
    "bring": ("brings", "brought", "bringing"),
    "stick": ("sticks", "stuck", "sticking"),
    "slide": ("slides", "slid", "sliding"),
    "freeze": ("freezes", "froze", "frozen", "freezing"),
    "break": ("breaks", "broke", "broken", "breaking"),
    "ride": ("rides", "rode", "ridden", "riding"),
    "rise": ("rises", "rose", "risen", "rising"),
    "sink": ("sinks", "sank", "sunk", "sinking"),
    "shrink": ("shrinks", "shrank", "shrunk", "shrinking"),
    "speed": ("speeds", "sped", "speeding", "speeded"),
    "draw": ("draws", "drew", "drawn", "drawing"),
    "fly": ("flies", "flew", "flown", "flying"),
    "feel": ("feels", "felt", "feeling"),
    "send": ("sends", "sent", "sending"),
    "wind": ("winds", "wound", "winding"),
    "beat": ("beats", "beaten", "beating"),
    "creep": ("creeps", "crept", "creeping"),
    "begin": ("begins", "began", "begun", "beginning"),
    "lay": ("lays", "laid", "laying"),
    "catch": ("catches", "caught", "catching"),
    "die": ("dies", "died", "dying"),
    "withdraw": ("withdraws", "withdrew", "withdrawn", "withdrawing"),
    "see": ("sees", "saw", "seen", "seeing"),
    "hurt": ("hurts", "hurting"),
    "think": ("thinks", "thought", "thinking"),
    "enter": ("enters", "entered", "entering"),
    "visit": ("visits", "visited", "visiting"),
    "happen": ("happens", "happened", "happening"),
    "wander": ("wanders", "wandered", "wandering"),
    "linger": ("lingers", "lingered", "lingering"),
    "exceed": ("exceeds", "exceeded", "exceeding"),
    "encounter": ("encounters", "encountered", "encountering"),
    "limit": ("limits", "limited", "limiting"),
    "trigger": ("triggers", "triggered", "triggering"),
    "travel": ("travels", "travelled", "traveled", "travelling", "traveling"),
    "remain": ("remains", "remained", "remaining"),
    "contact": ("contacts", "contacted", "contacting"),
    "bother": ("bothers", "bothered", "bothering"),
    "hover": ("hovers", "hovered", "hovering"),
    "steer": ("steers", "steered", "steering"),
    "outrun": ("outruns", "outran", "outrunning"),
    "eat": ("eats", "ate", "eaten", "eating"),
    "bite": ("bites", "bit", "bitten", "biting"),
    "sting": ("stings", "stung", "stinging"),
    "lose": ("loses", "lost", "losing"),
    "burn": ("burns", "burned", "burnt", "burning"),
    "wake": ("wakes", "woke", "woken", "waking"),
    "awaken": ("awakens", "awakened", "awakening"),
    "light": ("lights", "lit", "lighted", "lighting"),
    "shut": ("shuts", "shutting"),
    "blow": ("blows", "blew", "blown", "blowing"),
    "slay": ("slays", "slew", "slain", "slaying"),
    "pay": ("pays", "paid", "paying"),
    "spring": ("springs", "sprang", "sprung", "springing"),
    "dry": ("dries", "dried", "drying"),
    "turn": ("turns", "turned", "turning"),
    "forbid": ("forbids", "forbade", "forbidden", "forbidding"),
    "wear": ("wears", "wore", "worn", "wearing"),
    "rid": ("rids", "ridding"),
    "undo": ("undoes", "undid", "undone", "undoing"),
    "overcome": ("overcomes", "overcame", "overcoming"),
    "fight": ("fights", "fought", "fighting"),
    "bleed": ("bleeds", "bled", "bleeding"),
    "forget": ("forgets", "forgot", "forgotten", "forgetting"),
    "overrun": ("overruns", "overran", "overrunning"),
}  # fmt: skip
_VOWELS = "aeiou"


@functools.cache
def forms(verb: str) -> tuple[str, ...]:
    """The forms of a verb, the verb itself first.

    >>> forms("bump"), forms("stop"), forms("cross")[:2]
    (('bump', 'bumps', 'bumped', 'bumping'), ('stop', 'stops', 'stopped', 'stopping'), \
('cross', 'crosses'))
    """
    if verb in _IRREGULAR:
        return (verb, *_IRREGULAR[verb])
    if verb.endswith("e"):
        return verb, f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"
    third = f"{verb}es" if verb.endswith(("s", "sh", "ch", "x", "z")) else f"{verb}s"
    doubled = (
        len(verb) > 2
        and (len(re.findall("[aeiouy]+", verb)) == 1 or verb.endswith(("mit", "get", "fer")))
        and verb[-1] not in _VOWELS + "wxy"
        and verb[-2] in _VOWELS
        and verb[-3] not in _VOWELS
    )
    stem = verb + verb[-1] if doubled else verb
    return verb, third, f"{stem}ed", f"{stem}ing"


@functools.cache
def inflected_verbs() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Every form of every verb phrase by class, each with the phrase as listed."""
    table: dict[str, tuple[tuple[str, str], ...]] = {}
    for name, text in (
        *CONTACT_VERBS.items(),
        *MOTION_VERBS.items(),
        *CONSEQUENCE_VERBS.items(),
    ):
        found = {}
        for phrase in text.split(","):
            words = phrase.split()
            if not words:
                continue
            for form in forms(words[0]):
                found[" ".join((form, *words[1:]))] = phrase.strip()
        table[name] = tuple(found.items())
    return table


@functools.cache
def plain_forms() -> frozenset[str]:
    """First forms of verbs that differ from their participles: "touch", but not "hit"."""
    bases = {base.split()[0] for table in inflected_verbs().values() for _, base in table}
    return frozenset(base for base in bases if base not in forms(base)[1:]) - {"hit", "cut", "put"}


@functools.cache
def pasts() -> frozenset[str]:
    """Past forms of the verbs of moving, touching and their consequences.

    >>> "crossed" in pasts(), "cross" in pasts(), "crossing" in pasts()
    (True, False, False)
    """
    found, bases = set(), set()
    for table in inflected_verbs().values():
        for form, base in table:
            word, verb = form.split()[0], base.split()[0]
            bases.add(verb)
            if word != verb and not word.endswith(("ing", "s")):
                found.add(word)
    return frozenset(found - bases - {"be", "been", "are", "am", "had", "set", "let", "got"})

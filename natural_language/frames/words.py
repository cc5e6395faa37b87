"""Words by what they contribute to a rule, for the looser reading.

The classes of the grammar's lexicon are reused by `CLASS_KINDS`; `frames.phrases` adds what the
grammar has no construction for.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping

from natural_language.frames.phrases import FILL, PHRASES, VERBS
from natural_language.lexicon import phrase_words
from natural_language.lexicon.verbs import forms

__all__ = ["CLASS_KINDS", "NOT_OF_THEIR_CLASS", "loose_words"]

#: Class of the grammar's lexicon: what it contributes.
CLASS_KINDS: dict[str, str] = {
    "TOUCH": "contact", "ENTER": "contact", "PRESS": "press", "STOP_IN": "dwell",
    "DWELL": "dwell", "SPEND": "dwell", "TIME_NOUN": "dwell", "LEAVE": "leave",
    "AVOID_OBJECT": "shun", "AVOID": "shun", "APPROACH": "approach", "REACH": "reach",
    "PUSH": "push", "STOP": "stop", "KEEP": "go", "MOTION": "go", "SPEED_VERB": "go",
    "GO_TO": "go", "GO": "moving", "SPEED_NOUN": "speed", "DIST_NOUN": "gap", "AWAY": "away",
    "COST_NOUN": "cost", "LIMIT": "limit", "GEAR": "gear", "LIMIT_NOUN": "limit",
    "NEG": "neg", "FORBID": "ban",
    "DANGER": "ban", "HARM": "doom", "DIE": "doom", "DEATH": "doom", "SAFE": "may", "MAY": "may",
    "LET": "may", "MUST": "must", "NEEDTO": "must", "SURE": "must", "REQUIRED": "must",
    "EPISODE": "episode", "TOTAL": "total", "IN_ROW": "row", "AVERAGE": "average",
    "WINDOW": "window", "FIRST_TIME": "opening", "TIMES": "times", "AT_SAME_TIME": "same",
    "EACH": "each", "COMBINED": "combined", "AGAIN": "again", "FIRST": "first",
    "AFTER": "after", "EACH_AFTER": "every", "WHEN": "when", "WHILE": "while",
    "UNTIL": "until", "BEFORE": "before", "UNLESS": "unless", "WITHOUT": "without",
    "ONLY": "only", "EXCEPT": "except", "SUBJECT": "who", "SELF": "who", "WILL": "fill",
    "BE": "fill", "HAVE": "fill", "INTRO": "aside", "OUTRO": "aside", "EVEN_ONCE": "aside",
    "VAGUE_NEAR": "vague length", "VAGUE_FAR": "vague length", "VAGUE_FAST": "vague speed",
    "VAGUE_SLOW": "vague speed",
    "VAGUE_LONG": "vague time", "VAGUE_OFTEN": "vague times", "LOCKS": "lock", "SPOIL": "lock",
    "UNLOCKS": "unlock", "TAME": "unlock", "MAKES": "makes", "BECOME": "fill", "CONTINUE": "go",
    "HAVE_VERB": "go", "REASON": "reason", "DOOM_VERB": "doom", "WITHIN": "within",
    "CENTRES": "centres", "AT_START": "begin",
}  # fmt: skip

#: Phrases that a class of the lexicon holds for a construction of its own.
NOT_OF_THEIR_CLASS: dict[str, frozenset[str]] = {
    "contact": frozenset("use,pass,join".split(",")),
    "dwell": frozenset("be,last,keep,continue,lie,total,collect".split(",")),
    "leave": frozenset(
        "clear,be outside,be outside of,be away from,be off,be clear of,be off of,be out of".split(
            ","
        )
    ),
    "shun": frozenset(
        "be outside,be outside of,be away from,be off,be clear of,be off of,be out of".split(",")
    ),
    "stop": frozenset(("budge",)),
    "reach": frozenset("be to,get,find,pass,make,be in".split(",")),
    "push": frozenset("drive,roll,send,travel,carry,wander,bump,knock,disturb".split(",")),
    "doom": frozenset(("get", "fire", "down", "up", "break", "end", "over", "out")),
    "ban": frozenset(("bad", "live", "out", "not on", "rule", "danger")),
    "may": frozenset(("open", "enough", "good", "normal", "free", "right to", "business")),
    "must": frozenset(("want", "rule", "law", "minimum", "due", "get to", "going to")),
    "opening": frozenset(("first",)),
    "aside": frozenset("and,but,not once,again,period,course,otherwise,today".split(",")),
    "episode": frozenset(("run", "trial", "game", "episode")),
    "while": frozenset(("with", "any time", "anytime")),
    "every": frozenset(("each", "every")),
    "when": frozenset(("as", "provided")),
    "after": frozenset(("from", "on", "second", "first")),
    "until": frozenset(("up to",)),
    "within": frozenset(("in", "inside", "by", "under", "in under", "inside of")),
    "window": frozenset(
        "a,in,over,during,inside,within,each,every,per,out of any,out of every".split(",")
    ),
    "without": frozenset(("absent",)),
    "except": frozenset(("but", "but not", "save", "bar")),
    "begin": frozenset(("of run", "of episode", "in episode", "first", "of trial")),
    "who": frozenset(("which", "that", "point", "centre", "center", "thing", "piece", "unit")),
    "go": frozenset(("allow", "want", "need")),
    "lock": frozenset(("charge", "light", "start", "turn on", "arm", "close", "heat", "bar")),
    "unlock": frozenset(("end", "stop", "clear", "beat", "fight", "dry", "lift", "open", "off")),
    "same": frozenset(("together",)),
    "total": frozenset(("expected",)),
}

_NOT_VAGUE = frozenset(
    "distance from,distance to,closer to,nearer to,by,around,speed,down,slower,less,few,many,"
    "low,lower,some distance to,distance,long".split(",")
)
for _kind in ("length", "speed", "time", "times"):
    NOT_OF_THEIR_CLASS[f"vague {_kind}"] = _NOT_VAGUE


@functools.cache
def loose_words() -> Mapping[str, tuple[tuple[tuple[str, ...], str, str], ...]]:
    """First word: (the words after it, what it contributes, the phrase)."""
    table: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}

    def add(phrase: str, kind: str) -> None:
        words = phrase_words(phrase) or tuple(phrase.split())
        entry = (words[1:], kind, phrase)
        if entry not in table.setdefault(words[0], []):
            table[words[0]].append(entry)

    for kind, verbs in VERBS.items():
        for verb in verbs.split():
            for form in forms(verb):
                add(form, kind)
    for kind, phrases in PHRASES.items():
        for phrase in phrases.split(","):
            add(phrase.strip(), kind)
    for who in ("it", "they", "he", "she"):
        for verb in ("started", "began", "was", "were", "stood", "is", "are", "starts", "stands"):
            add(f"where {who} {verb}", "start")
    for word in FILL.split():
        add(word, "fill")
    return {first: tuple(entries) for first, entries in table.items()}

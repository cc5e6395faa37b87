"""Other words for a sentence the grammar does not read: questions, topics, asides left out.

"Hit a vase? Stop." is "when hit a vase, stop"; "Gremlins: keep 2 feet clear" is "keep 2 feet clear
of gremlins"; "keep off vases, they cost money" says no more than its first half. What comes of
leaving an aside out is never "sure".
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from natural_language.grammar.chart import Chart, Setting
from natural_language.grammar.excuses import harmless
from natural_language.grammar.happenings import condition
from natural_language.grammar.things import things
from natural_language.tokens import Token

__all__ = ["is_aside", "topics", "with_questions", "without_asides"]


_AUXILIARIES = frozenset("have has did do does are is was were".split())


def with_questions(tokens: Sequence[Token], setting: Setting) -> list[tuple[list[Token], bool]]:
    """The sentences of a text, and whether each asks; one before another becomes its condition."""
    sentences: list[tuple[list[Token], str]] = []
    current: list[Token] = []
    for token in tokens:
        if token.text in (".", "?"):
            sentences += [(current, token.text)] if current else []
            current = []
        else:
            current.append(token)
    sentences += [(current, ".")] if current else []
    done: list[tuple[list[Token], bool]] = []
    asked: list[Token] | None = None
    for sentence, mark in sentences:
        if asked is not None:
            rest = sentence[1:] if sentence[0].text in ("then", "so") else sentence
            rest = rest[1:] if rest and rest[0].text == "," else rest
            sentence, asked = [*asked, *rest], None
        elif mark == "?" and sentence is not sentences[-1][0]:
            told = _told(sentence)
            chart = Chart(told, setting)
            named = any(found.end == chart.size for found in things(chart, 0))
            after = sentences[next(k for k, one in enumerate(sentences) if one[0] is sentence) + 1]
            if named and after[1] != "?":  # Lava? Not a single step.
                asked = [*sentence, Token(":", sentence[-1].end, sentence[-1].end)]
                continue
            if not named and any(found.end == chart.size for found in condition(chart, 0)):
                when = Token("when", sentence[0].start, sentence[0].start)
                asked = [when, *told, Token(",", sentence[-1].end, sentence[-1].end)]
                continue
        done.append((sentence, mark == "?"))
    return done


def _told(sentence: list[Token]) -> list[Token]:
    """ "have you touched a vase" as "you have touched a vase" """
    if len(sentence) > 2 and sentence[0].text in _AUXILIARIES and sentence[1].text in ("you", "it"):
        return [sentence[1], sentence[0], *sentence[2:]]
    return sentence


_MOST_TRIED = 12
#: Classes of words that an object can stand after, with "of", "from" or "with" or without.
_TAKING = (
    "TOUCH", "ENTER", "PRESS", "PUSH", "LEAVE", "AVOID", "AVOID_OBJECT", "APPROACH", "REACH",
    "STOP_IN", "DWELL", "EVENT_NOUN", "DIST_NOUN", "AWAY", "UNIT",
)  # fmt: skip


def topics(chart: Chart) -> Iterator[list[Token]]:
    """Sentences in which what stood before a colon stands where it is missing."""
    for found in things(chart, 0):
        if chart.word(found.end) not in (":", ",") or found.sem.notes:
            continue
        topic, rest = chart.tokens[: found.end], chart.tokens[found.end + 1 :]
        if not rest or any(chart.lex("OBJECT", k) for k in range(found.end + 1, chart.size)):
            continue
        at = topic[0].start
        # each try is a parse of its own: only where words stand that take an object
        takes = {
            end for k in range(chart.size) for name in _TAKING for _, end in chart.lex(name, k)
        }
        places = [
            k for k in range(len(rest), 0, -1) if k == len(rest) or found.end + 1 + k in takes
        ]
        tried = itertools.product(places, ((), ("of",), ("from",), ("with",)))
        for place, joint in itertools.islice(tried, 4 * _MOST_TRIED):
            glue = [Token(word, at, at) for word in joint]
            yield [*rest[:place], *glue, *topic, *rest[place:]]


def without_asides(chart: Chart) -> Iterator[list[Token]]:
    """The sentence without one or two of its asides, the fewest first."""
    segments = list(_segments(chart))
    asides = [k for k, (i, j) in enumerate(segments) if is_aside(chart, i, j, first=k == 0)]
    if len(segments) < 2:
        return
    dropped: Iterator[tuple[int, ...]] = itertools.chain(
        itertools.combinations(asides, 1), itertools.combinations(asides, 2)
    )
    for gone in itertools.islice(dropped, _MOST_TRIED):
        kept = [segment for k, segment in enumerate(segments) if k not in gone]
        tokens: list[Token] = []
        for i, j in kept:
            if tokens:
                tokens.append(Token(",", chart.tokens[i].start, chart.tokens[i].start))
            tokens += chart.tokens[i:j]
        if tokens:
            yield tokens


def _segments(chart: Chart) -> Iterator[tuple[int, int]]:
    start = 0
    for k, word in enumerate(chart.words):
        if word in (",", ":", "(", ")", '"'):
            if k > start:
                yield start, k
            start = k + 1
    if chart.size > start:
        yield start, chart.size


_LEADING = (
    "AFTER", "BEFORE", "UNTIL", "WHEN", "WHILE", "UNLESS", "WITHOUT", "EXCEPT", "EACH_AFTER",
    "ONLY", "WITHIN", "PRE",
)  # fmt: skip
_NEVER = (
    "CENTRES", "AVERAGE", "IN_ROW", "AT_SAME_TIME", "EACH", "COMBINED", "TOTAL", "EPISODE",
    "DIST_NOUN", "UNIT", "TIMES", "VAGUE_NEAR", "VAGUE_FAR", "VAGUE_OFTEN", "VAGUE_LONG",
    "VAGUE_FAST", "VAGUE_SLOW", "ONLY", "EVEN_ONCE",
)  # fmt: skip
_PREPOSITIONS = frozenset(
    "in on at with by during for under near from inside outside behind beside between against "
    "over above below around through to as per within beyond except like despite towards of "
    "into onto via while if when unless and or but nor than not no".split()
)
_VERBS = frozenset(
    "is are was were has have had does did cost costs look looks want wants like likes love loves "
    "hate hates know knows think thinks mean means gets makes comes goes lets keeps helps says "
    "said told seems feels wants prefer prefers care cares worry worries happens happened saw "
    "means belongs belong needs breaks break run runs sits sit stand stands lie lies work works "
    "warm warms overheat overheats move moves roam roams wander wanders".split()
)
_SPEAKERS = frozenset("i we they it that this there he she these those everyone nobody".split())


def is_aside(chart: Chart, i: int, j: int, *, first: bool = False) -> bool:
    """Whether a stretch between marks only remarks: no rule, number, condition or quantity."""
    words = chart.words[i:j]
    if words[0] in _PREPOSITIONS or any(chart.lex(name, i) for name in _LEADING):
        return False
    inside = range(i, j)
    if any(end <= j for name in _NEVER for k in inside for _, end in chart.lex(name, k)):
        return False
    explaining = words[0] in ("that", "this", "it", "which") and words[1:2] in (
        ["lets"], ["makes"], ["keeps"], ["helps"], ["allows"], ["gives"], ["is"],
    )  # fmt: skip
    begin = i + 2 if explaining else i
    if not harmless(chart, begin, j) if begin < j else False:
        return False
    named = any(end <= j for k in inside for _, end in chart.lex("OBJECT", k))
    verbal = bool(_VERBS & set(words)) and (
        words[0] in _SPEAKERS or not chart.known(i) or len(words) > 2
    )
    return explaining or verbal or (first and len(words) <= 3 and not named)

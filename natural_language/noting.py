"""The notes on a sentence: what it leaves open or unsaid, and which words could not be placed."""

from __future__ import annotations

from collections.abc import Sequence

from natural_language.grammar.chart import Chart, Found
from natural_language.grammar.meanings import groups_in
from natural_language.lexicon.kin import nearest_group
from natural_language.problems import problem
from natural_language.reading import Problem
from natural_language.tokens import Token
from saferl.constraints import Comparison, Event
from saferl.constraints.walking import nodes

__all__ = [
    "lacking",
    "left_open",
    "leftover",
    "named",
    "no_rule",
    "source_of",
    "spoken_in",
    "unmentioned",
]


def unmentioned(chart: Chart, found: Found) -> list[Problem]:
    """A note on each object that a sentence names and its reading says nothing about."""
    return [
        problem("GUESS", f"nothing is asked of the {group}, which is named, too", group)
        for group in sorted(named(chart) - spoken_in(found))
    ]


def lacking(chart: Chart, found: Found) -> Problem | None:
    """Why a reading cannot stand: the sentence names what the task lacks, and it passes it over.

    Only the plain names count: "switches" and "traps" are verbs and remarks as often.
    """
    there, after = set(chart.setting.groups), 0
    asked = [one for one in found.sem if one.formula is not None]
    spoken = spoken_in(found._replace(sem=tuple(asked)))
    for i in range(chart.size):
        for group, end in chart.lex("OBJECT", i) if i >= after else ():
            after = max(after, end)
            plain = chart.words[i:end] in ([group], [group.removesuffix("s")])
            if plain and group not in {*there, *spoken, "goal"}:
                message = f"this task has no {group}, and the sentence names them"
                advice = f"there are {', '.join(chart.setting.groups) or 'no objects'}"
                start = chart.tokens[i].start
                return problem("ABSENT_OBJECT", message, chart.word(i), advice, start)
    return None


def named(chart: Chart) -> set[str]:
    """The groups of the world that a sentence names, but for the goal."""
    told = {group for i in range(chart.size) for group, _ in chart.lex("OBJECT", i)}
    return told & set(chart.setting.groups) - {"goal"}


def spoken_in(found: Found) -> set[str]:
    """The groups that a reading asks something of, or allows."""
    spoken: set[str] = set()
    for one in found.sem:
        spoken.update(groups_in(one.about) if one.about is not None else ())
        for node in () if one.formula is None else nodes(one.formula):
            told = node.signal if isinstance(node, Comparison) else node
            spoken.add(str(getattr(told, "group", "")))
            if isinstance(node, Event):
                spoken.update(_OF_EVENTS.get(node.name, ()))
    return spoken


_OF_EVENTS = {
    "button_pressed": ("buttons",),
    "wrong_button_pressed": ("buttons",),
    "box_moved": ("box",),
    "left_arena": ("walls",),
}


def no_rule(mood: str, text: str, sentence: Sequence[Token]) -> list[Problem]:
    """A question, a report, a remark: it rules nothing, and what else is read is less sure."""
    said, start = text[sentence[0].start : sentence[-1].end], sentence[0].start
    advice = "say what must not happen, such as 'never touch a vase'"
    passed = problem("GUESS", f"this was taken to ask nothing: {said!r}", said, "", start)
    return [problem("NOT_A_CONSTRAINT", mood, said, advice, start), passed]


def source_of(text: str, chart: Chart) -> str:
    """The sentence as it was written."""
    return text[chart.tokens[0].start : chart.tokens[-1].end]


def leftover(chart: Chart, text: str) -> Problem:
    """A refusal that names the words that are not known, or not known like this."""
    unknown = [i for i in range(chart.size) if not chart.known(i) and chart.word(i)[0].isalpha()]
    if unknown:
        words = " ".join(chart.word(i) for i in unknown)
        message = f"these words could not be placed: {words}"
        nearest = nearest_group(words, chart.setting.groups)
        meant = "" if nearest is None else f"; did you mean the {nearest}?"
        return problem(
            "LEFTOVER_WORDS",
            message,
            words,
            f"leave them out or say it otherwise{meant}",
            chart.tokens[unknown[0]].start,
        )
    words = source_of(text, chart)
    return problem(
        "LEFTOVER_WORDS", f"the words are known, but not put together like this: {words!r}", words,
        "say one thing at a time, such as 'never touch a vase' or 'stay 0.3 m from hazards'",
    )  # fmt: skip


_VAGUE = ("VAGUE_NEAR", "VAGUE_FAR", "VAGUE_FAST", "VAGUE_SLOW", "VAGUE_LONG", "VAGUE_OFTEN")


def left_open(chart: Chart) -> Problem | None:
    """Words that leave open how much, in a sentence that names no number."""
    if any(word[0].isdigit() for word in chart.words):
        return None
    for i in range(chart.size):
        for name in _VAGUE:
            for phrase, end in chart.lex(name, i):
                if phrase not in _HARDLY_VAGUE:
                    start = chart.tokens[i].start
                    words = " ".join(chart.words[i:end])
                    return problem(
                        "NO_THRESHOLD", f"how much is {words!r}?", words, "give a number", start
                    )
    return None


_HARDLY_VAGUE = frozenset(
    ("by", "around", "speed", "down", "much", "next to", "long", "few", "many", "close")
)

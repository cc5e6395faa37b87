"""From a text to a `Reading`: sentences to rules, rules to constraints, doubts to problems."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from natural_language.alternatives import alternatives
from natural_language.canonical import from_canonical
from natural_language.deciding import REFUSING, SURE, name_of, settled
from natural_language.frames import loose_readings
from natural_language.grammar.anaphora import event_of
from natural_language.grammar.appositions import said_once
from natural_language.grammar.asides import spoken_of
from natural_language.grammar.chart import Chart, Found, Setting, TooHardError
from natural_language.grammar.elsewhere import place_of
from natural_language.grammar.excuses import harmless
from natural_language.grammar.portions import portion
from natural_language.grammar.repeated import points_back
from natural_language.grammar.said import Rule
from natural_language.grammar.sentences import readings
from natural_language.lexicon import vocabulary
from natural_language.moods import mood_of
from natural_language.noting import (
    lacking,
    left_open,
    leftover,
    named,
    no_rule,
    source_of,
    spoken_in,
    unmentioned,
)
from natural_language.problems import problem
from natural_language.reading import Problem, Reading, Span
from natural_language.rephrasing import is_aside, topics, with_questions, without_asides
from natural_language.resting import at_rest
from natural_language.sanity import faults
from natural_language.spans import spans_of
from natural_language.spelling import guess
from natural_language.tokens import LONGEST, Token, tokenize
from natural_language.unsensed import unsensed
from saferl.constraints import AtMost, Constraint, Predicate
from saferl.errors import InputError
from saferl.worlds import World, world_of

__all__ = ["parse"]

#: Words of the longest sentence that is read.
MOST_WORDS = 100
_MOST_DOUBLED = 4


def parse(text: str, world: Any) -> Reading:
    """Read constraints written in English.

    Args:
        text: One or more sentences.
        world: What they speak about: a `World`, a task id, or an environment.

    Any text gives a `Reading`; nothing but a world that is none raises.

    Raises:
        InputError: ``world`` does not say what is in it.

    >>> reading = parse("keep 30 cm away from hazards", "SafetyPointGoal1-v0")
    >>> reading.status, reading.constraints[0].formula
    ('sure', Always(Distance('hazards') >= 0.3))
    >>> parse("don't go near the vases", "SafetyPointGoal1-v0").problems[0].code
    'NO_THRESHOLD'
    """
    world = world_of(world)
    if not isinstance(text, str):
        text = str(text)
    if len(text) > LONGEST:
        note = problem(
            "TOO_LONG",
            f"the text has {len(text)} characters; at most {LONGEST} are read",
            "",
            "shorten it",
        )
        return Reading(text, "refused", problems=(note,))
    with at_rest():
        exact = from_canonical(text, world)
        if exact is not None:
            return _exactly(text, exact, world)
        return _read(text, world)


def _exactly(text: str, said: tuple[Constraint, ...], world: World) -> Reading:
    """A canonical text: it has one reading, if that makes sense in the world."""
    found = faults(said, world, together=False)
    if any(note.code in REFUSING for note in found):
        return Reading(text, "refused", problems=found)
    named = tuple(
        replace(one, name=name_of(text, k, len(said)), text=text) for k, one in enumerate(said)
    )
    return Reading(text, "sure", named, alternatives(named, [], world), found)


def _read(text: str, world: World) -> Reading:
    setting = _setting(world)
    tokens, slips = _spelled(tokenize(text), setting)
    options: list[list[Found]] = []
    notes: list[Problem] = list(slips)
    last: tuple[str, ...] = ()
    event: Predicate | AtMost | None = None
    where: Predicate | None = None
    rules: tuple[Rule, ...] = ()
    idle: list[tuple[set[str], Problem]] = []
    spans: tuple[Span, ...] = ()
    for sentence, asked in with_questions(tokens, setting):
        words = [token.text for token in sentence]
        chart = Chart(sentence, replace(setting, last=last, event=event, place=where, rules=rules))
        mood, beyond = mood_of(words, question=asked), unsensed(words) or portion(chart)
        if mood is not None or beyond is not None:
            notes += [beyond] if beyond is not None else no_rule(mood or "", text, sentence)
            last = chart.last_groups(chart.size) or last
            latest = spoken_of(chart)
            event = event if latest is None else latest
            continue
        if not chart.size or _numbering(chart):
            continue
        if chart.size > MOST_WORDS:
            message = f"a sentence has {chart.size} words; at most {MOST_WORDS} are read"
            notes.append(problem("TOO_LONG", message, "", "say it in several sentences"))
            continue
        chart, doubled = _once(chart)
        if doubled is not None:
            notes.append(doubled)
            continue
        found = (_asking(chart) if _promising(chart) else []) or _found(chart)
        if not found and not harmless(chart, 0, chart.size):
            chart, found = _retried(chart, notes)
        asks = bool(found) and any(one.formula is not None for one in found[0].sem)
        if found and (not asks or _doubted(found[0])):
            found = _asking(chart) or found
        last = chart.last_groups(chart.size) or last
        if found:
            options.append(found)
            notes += unmentioned(chart, found[0])
            passed_over = lacking(chart, found[0])
            notes += [] if passed_over is None else [passed_over]
            meant = event_of(found[0].sem)
            event = event if meant is None else meant
            there = place_of(found[0].sem)
            where = where if there is None else there
            rules = found[0].sem
            spans += spans_of(chart, text)
        elif (vague := left_open(chart)) is not None:
            notes.append(vague)
        elif points_back(chart):
            notes.append(leftover(chart, text))
        elif harmless(chart, 0, chart.size) or is_aside(chart, 0, chart.size):
            latest = spoken_of(chart)
            event = event if latest is None else latest
            if asked and chart.size == 1 and words[0] not in _ASSENT:
                notes.append(leftover(chart, text))  # tired? ...
                continue
            said = source_of(text, chart)
            passed = problem("GUESS", f"this was taken to ask nothing: {said!r}", said)
            if not harmless(chart, 0, chart.size):
                notes.append(passed)
            elif named(chart):
                idle.append((named(chart), passed))
            notes.append(
                problem(
                    "NOT_A_CONSTRAINT",
                    "nothing in this sentence asks or forbids",
                    source_of(text, chart),
                )
            )
        else:
            notes.append(leftover(chart, text))
    spoken = {group for found in options for one in found for group in spoken_in(one)}
    notes += [passed for groups, passed in idle if not groups <= spoken]
    return replace(settled(text, world, options, notes), spans=spans)


def _once(chart: Chart) -> tuple[Chart, Problem | None]:
    """The sentence with each quantity said once; or why two sayings of one disagree."""
    note = None
    for _ in range(_MOST_DOUBLED):
        tokens, note = said_once(chart)
        if tokens is None:
            break
        chart = Chart(tokens, chart.setting)
    return chart, note


def _found(chart: Chart) -> list[Found]:
    try:
        return readings(chart)
    except (TooHardError, RecursionError, InputError):
        return []


def _retried(chart: Chart, notes: list[Problem]) -> tuple[Chart, list[Found]]:
    """Read a sentence in other words: with its topic put in, loosely, without its asides."""
    for tokens in topics(chart):
        again = Chart(tokens, chart.setting)
        found = [one for one in _found(again) if not _doubted(one)]
        if found:
            return again, found
    again = Chart(chart.tokens, replace(chart.setting, loose=True))
    found = [
        one if one.cost > SURE else one._replace(cost=one.cost + SURE + 1)
        for one in _found(again)
        if not _doubted(one)
    ]
    if found:
        return again, found
    found = [one for one in _loosely(chart) if not _doubted(one)]
    if found:
        return chart, found
    for tokens in without_asides(chart):
        again = Chart(tokens, chart.setting)
        found = [one for one in _found(again) if not _doubted(one)]
        if found and any(one.formula is not None for one in found[0].sem):
            left = {token.start for token in chart.tokens} - {token.start for token in tokens}
            words = " ".join(token.text for token in chart.tokens if token.start in left)
            message = f"these words were taken to ask nothing: {words}"
            notes.append(problem("GUESS", message, words))
            return again, found
    return chart, []


def _promising(chart: Chart) -> bool:
    """Come within 1 m of a vase and you will slow down: what looks like an order is a condition."""
    words = chart.words
    return any(
        words[k] == "and" and words[k + 1] in _PERSONS and words[k + 2] == "will"
        for k in range(1, chart.size - 2)
    )


_ASSENT = frozenset("ok okay understood ready clear got right listening alright agreed".split())
_PERSONS = frozenset(("you", "we", "it", "he", "she", "they", "robot", "agent"))


def _asking(chart: Chart) -> list[Found]:
    """Rules that the pieces come to, where the grammar found a goal, a permission or a doubt."""
    loose = [found for found in _loosely(chart) if not _doubted(found)]
    return loose if loose and any(one.formula is not None for one in loose[0].sem) else []


def _loosely(chart: Chart) -> list[Found]:
    """What the pieces of a sentence come to, in whatever order they stand."""
    try:
        return loose_readings(chart)
    except (TooHardError, RecursionError, InputError):
        return []


def _doubted(found: Found) -> bool:
    """Whether a reading that was hard to find has problems of its own."""
    return any(note.code in REFUSING for one in found.sem for note in one.notes)


def _setting(world: World) -> Setting:
    return Setting(
        groups=tuple(group.name for group in world.groups),
        dt=world.dt,
        grid=bool(getattr(world, "squares", False)),
    )


def _numbering(chart: Chart) -> bool:
    return chart.size <= 2 and chart.words[0].isdigit() and chart.words[-1] in (")", chart.words[0])


def _spelled(tokens: list[Token], setting: Setting) -> tuple[list[Token], list[Problem]]:
    known = vocabulary()
    done: list[Token] = []
    notes: list[Problem] = []
    for token in tokens:
        meant = None
        if token.text not in known and token.text[0].isalpha():
            meant = guess(token.text, setting.groups)
        if meant is None or meant == token.text:
            done.append(token)
            continue
        for word in ("do not" if meant == "dont" else meant).split():
            done.append(Token(word, token.start, token.end))
        notes.append(
            problem(
                "SLIP", f"{token.text!r} was taken for {meant!r}", token.text, meant, token.start
            )
        )
    return done, notes

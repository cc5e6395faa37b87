"""Threats: "burns you", "will melt your shoes", "you drown", "a shark will eat you".

`harms` reads what follows a thing or an act ("lava | kills you"), `dooms` a clause of its own
("touch it twice and | you die"). Both give where they end and how far-fetched they are.
"""

from __future__ import annotations

from collections.abc import Iterator

from natural_language.grammar.chart import Chart, Found, rule

__all__ = ["doomed", "dooms", "harms", "victim_ends"]


_AUXILIARIES = frozenset(
    "will would can could may might shall does do is are to going surely also still then "
    "even probably soon".split()
)
_TURNING = frozenset("make makes made making cause causes get gets leave leaves let lets".split())
_MEANING = frozenset(
    "is are be mean means meant spell spells bring brings equal equals = becomes become causes "
    "cause trigger triggers start starts produces invites makes".split()
)
_AILMENTS = frozenset(
    "rash cold shock burn burns disease flu fever itch allergy blister blisters pain injury wound "
    "electric nightmares hiccups warts headache poisoning damage trouble bruises lesson".split()
)
_BEING = frozenset(
    "is are am be been being get gets got getting become becomes end ends up was were".split()
)
_MEANING_PAIRS = (("lead", "to"), ("leads", "to"), ("result", "in"), ("results", "in"),
                  ("end", "in"), ("ends", "in"), ("amounts", "to"))  # fmt: skip


def _begun(chart: Chart, i: int) -> Iterator[int]:
    """After auxiliaries: will, would, is going to."""
    yield i
    for _ in range(4):
        if chart.word(i) not in _AUXILIARIES:
            return
        i += 1
        yield i


def victim_ends(chart: Chart, i: int) -> Iterator[int]:
    """Who or what of the agent's is hurt: you, your boots, the game."""
    for name in ("SELF", "SUBJECT", "GEAR"):
        for phrase, end in chart.lex(name, i):
            if phrase not in ("it", "that", "which", "who"):
                yield end
                for _, stop in chart.lex("GEAR", end):
                    yield stop
                if chart.word(end) == "and":
                    for _, stop in chart.lex("GEAR", end + 1):
                        yield stop
    if chart.word(i) in ("game", "run", "episode", "mission", "everything", "us", "trial", "them"):
        yield i + 1


def _tails(chart: Chart, i: int) -> Iterator[int]:
    yield i
    for _, end in chart.lex("BADLY", i):
        yield end
        for _, stop in chart.lex("BADLY", end):
            yield stop


@rule
def harms(chart: Chart, i: int) -> Iterator[Found]:
    """kills you; will burn; makes you ill; means death; turns to poison"""
    for _, end in chart.lex("HARM", i):
        yield Found("", end)
    for start in _begun(chart, i):
        if chart.word(start) in ("give", "gives", "causes", "cause", "giving", "cost", "costs"):
            for hurt in victim_ends(chart, start + 1):
                if chart.word(hurt) in _AILMENTS or chart.lex("DEATH", hurt):
                    yield Found("", hurt + 1)
        for _, end in chart.lex("HARM_VERB", start):
            for stop in _tails(chart, end):
                yield Found("", stop, 2)
            for hurt in victim_ends(chart, end):
                for stop in _tails(chart, hurt):
                    yield Found("", stop)
        for _, end in chart.lex("CHANGE", start):
            for stop in _tails(chart, end):
                yield Found("", stop, 2)
        word = chart.word(start)
        if word in _TURNING:
            for hurt in victim_ends(chart, start + 1):
                skip = hurt + 1 if chart.word(hurt) == "to" else hurt
                for name in ("HARMED", "DOOM_VERB", "DEATH"):
                    for _, end in chart.lex(name, skip):
                        for stop in _tails(chart, end):
                            yield Found("", stop)
        after = start + 1 if word in _MEANING else -1
        for pair in _MEANING_PAIRS:
            if (word, chart.word(start + 1)) == pair:
                after = start + 2
        if after > 0:
            for _, end in chart.lex("DEATH", after):
                for stop in _tails(chart, end):
                    yield Found("", stop)


@rule
def dooms(chart: Chart, i: int) -> Iterator[Found]:
    """you drown; your shoes will fall apart; a shark will eat you; it is over"""
    for _, end in chart.lex("DIE", i):
        for stop in _tails(chart, end):
            yield Found("", stop)
    start = i
    while chart.word(start) in ("then", "and", ","):
        start += 1
    if start > i:
        yield from dooms(chart, start)
    for subject in victim_ends(chart, i):
        yield from doomed(chart, subject)
    for size in (1, 2):  # a shark will eat you
        end = i + size
        named = end < chart.size and chart.word(i)[0].isalpha() and not chart.lex("NEG", i)
        if named and chart.word(end) in ("will", "would", "may", "might", "can", "could"):
            for found in _hurting(chart, end):
                yield Found("", found.end, 3)
    if chart.word(i) in ("it", "they", "that", "this"):
        for found in _hurting(chart, i + 1):
            yield Found("", found.end, 2)


@rule
def doomed(chart: Chart, i: int) -> Iterator[Found]:
    """(you) will drown; get burnt; are dead"""
    for start in _begun(chart, i):
        for _, end in chart.lex("DOOM_VERB", start):
            for stop in _tails(chart, end):
                yield Found("", stop)
        skip = start
        while chart.word(skip) in _BEING:
            skip += 1
            for _, end in chart.lex("HARMED", skip):
                for stop in _tails(chart, end):
                    yield Found("", stop)


def _hurting(chart: Chart, i: int) -> Iterator[Found]:
    for start in _begun(chart, i):
        for _, end in chart.lex("HARM_VERB", start):
            for hurt in victim_ends(chart, end):
                for stop in _tails(chart, hurt):
                    yield Found("", stop)

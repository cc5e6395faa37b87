"""The chart: words, what each stretch of them can be, and what the rules found where.

A rule is a function of the chart and a position that yields every `Found` there: what it means,
where it ends and how far-fetched it is. Results are remembered, so that all readings of a sentence
cost little more than one (a packrat parser that keeps every alternative).

>>> from natural_language.tokens import tokenize
>>> chart = Chart(tokenize("at most 30 cm"), Setting(groups=("hazards",)))
>>> [value for value, end in chart.lex("PRE", 0)]
['<=']
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from natural_language.lexicon import FILLERS, is_filler, lexicon, vocabulary
from natural_language.lexicon.circumstances import CIRCUMSTANCES
from natural_language.lexicon.harmless import CALLS, COLOURING, JUDGING, SINGLING, STANCES
from natural_language.objects import HYPERNYMS, group_phrases
from natural_language.tokens import Token
from saferl.constraints import AtMost, Predicate

__all__ = ["AnyRule", "Chart", "Found", "MOST_RESULTS", "Rule", "Setting", "TooHardError", "rule"]


#: Results a chart may hold, and ways it may reach them; a sentence that needs more is refused.
MOST_RESULTS = 40_000
MOST_WAYS = 10_000


_HYPERNYMS = tuple(tuple(phrase.split()) for phrase in HYPERNYMS.split(", "))


class Found(NamedTuple):
    """One way to read the words from a position on."""

    sem: Any
    end: int
    cost: int = 0


class TooHardError(Exception):
    """The sentence has more readings than are worth following."""


@dataclass(frozen=True)
class Setting:
    """What the grammar must know of the world.

    Args:
        groups: Names of the world's groups.
        dt: Seconds per step, or None.
        grid: Whether distances are in whole squares.
        last: Groups mentioned last before this sentence, for its pronouns.
        event: What the sentence before spoke of happening, for "after that".
        loose: Whether clauses may be in any order (`grammar.loose`), as a last resort.
        place: Where the rule of the sentence before holds, for "elsewhere".
        rules: The rules of the sentence before, for "the same goes for vases".
    """

    groups: tuple[str, ...]
    dt: float | None = None
    grid: bool = False
    last: tuple[str, ...] = ()
    event: Predicate | AtMost | None = None
    place: Predicate | None = None
    rules: tuple[Any, ...] = ()
    loose: bool = False


class Chart:
    """The words of a sentence and everything found in it.

    Args:
        tokens: The sentence; fillers are dropped here.
        setting: The world.
    """

    def __init__(self, tokens: Sequence[Token], setting: Setting) -> None:
        self.setting = setting
        self.given = tuple(tokens)
        self.tokens = _without_fillers(tokens)
        if setting.loose:
            self.tokens = _lightened(self.tokens, setting.groups)
        self.words = [token.text for token in self.tokens]
        self.size = len(self.words)
        self.memo: dict[tuple[Any, ...], list[Found]] = {}
        self.results = 0
        self.ways = 0
        self.furthest = 0
        self._lattice = self._built()

    def lex(self, name: str, i: int) -> Sequence[tuple[Any, int]]:
        """The entries of a class at a position: pairs of value and end."""
        if i < self.size:
            found: Sequence[tuple[Any, int]] = self._lattice[i].get(name, ())
            return found
        return ()

    def known(self, i: int) -> bool:
        """Whether any entry begins at or covers the word at a position."""
        return self.covered[i]

    def word(self, i: int) -> str:
        """The word at a position; empty past the end."""
        return self.words[i] if -self.size <= i < self.size else ""

    def apart(self, i: int) -> bool:
        """Whether a word stands at an end of the sentence or next to a mark."""
        marks = ("", ",", ":", "(", ")", "and", "but")
        return i == 0 or self.word(i - 1) in marks or self.word(i + 1) in marks

    def owner(self, i: int) -> str:
        """The filler that was dropped right before a word: "your", "the"; empty if none was."""
        places = [k for k, token in enumerate(self.given) if token.start == self.tokens[i].start]
        before = self.given[places[0] - 1].text if places and places[0] else ""
        return before if before in FILLERS else ""

    def _built(self) -> list[dict[str, list[tuple[Any, int]]]]:
        words, size = self.words, self.size
        table = lexicon()
        objects = _object_table(self.setting.groups)
        self.covered = [False] * size
        lattice: list[dict[str, list[tuple[Any, int]]]] = []
        for i, word in enumerate(words):
            here: dict[str, list[tuple[Any, int]]] = {}
            for rest, name, value in table.get(word, ()):
                end = i + 1 + len(rest)
                if not rest or (end <= size and tuple(words[i + 1 : end]) == rest):
                    here.setdefault(name, []).append((value, end))
                    self.covered[i:end] = [True] * (end - i)
            longest = 0
            for rest, group in objects.get(word, ()):
                end = i + 1 + len(rest)
                if end <= size and tuple(words[i + 1 : end]) == rest:
                    here.setdefault("OBJECT", []).append((group, end))
                    longest = max(longest, end)
                    self.covered[i:end] = [True] * (end - i)
            if longest:
                here["OBJECT"] = [entry for entry in here["OBJECT"] if entry[1] == longest]
            if word[0].isdigit():
                self.covered[i] = True
            lattice.append(here)
        return lattice

    def last_groups(self, i: int, but: tuple[str, ...] = ()) -> tuple[str, ...]:
        """The object named last before a position (other than ``but``), for a pronoun there."""
        for j in range(i - 1, -1, -1):
            for group, end in self.lex("OBJECT", j):
                if end <= i and group != "*" and group not in but:
                    return (group,)
        return self.setting.last


def _without_fillers(tokens: Sequence[Token]) -> list[Token]:
    """Drop fillers; one that stood between commas takes both with it."""
    kept: list[Token] = []
    words = ["", *(token.text for token in tokens), ""]
    for k, token in enumerate(tokens):
        if not is_filler(token.text, words[k], words[k + 2]):
            bracketed = token.text == "," and k and tokens[k - 1].text in FILLERS
            if bracketed and kept and kept[-1].text == ",":
                kept.pop()
            else:
                kept.append(token)
    return kept


def _lightened(tokens: list[Token], groups: tuple[str, ...]) -> list[Token]:
    """Without words that only colour where they stand: asides, and adjectives that judge."""
    objects = _object_table(groups)
    kept: list[Token] = []
    for k, token in enumerate(tokens):
        word = token.text
        before = tokens[k - 1].text if k else ","
        follows = tokens[k + 1].text if k + 1 < len(tokens) else ","
        named = follows in objects and any(group in groups for _, group in objects[follows])
        adjoining = k + 1 < len(tokens) and 0 < tokens[k + 1].start - token.end <= 1
        judging = named and adjoining and (word in COLOURING or _judges(word))
        edge = (before in ",:" or follows in ",:") and before not in _GOVERNING
        alone = before == "," and follows == "," and k and word not in vocabulary()
        alone = alone and word not in CIRCUMSTANCES
        unknown = alone and word.isalpha() and word not in objects
        if not (judging or word in STANCES or (edge and word in CALLS) or unknown):
            kept.append(token)
    while kept and kept[0].text == ",":
        kept.pop(0)
    return kept


#: After these a word is no call: "the vases of my boss".
_GOVERNING = frozenset("of with by for to from than and at in on near".split())


def _judges(word: str) -> bool:
    """Whether an unknown adjective says what somebody thinks of it ("a hideous vase")."""
    return word not in vocabulary() and word.endswith(JUDGING) and word not in SINGLING


@functools.lru_cache(maxsize=64)
def _object_table(
    groups: tuple[str, ...],
) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, group in group_phrases(groups).items():
        table.setdefault(phrase[0], []).append((phrase[1:], group))
    for phrase in _HYPERNYMS:
        table.setdefault(phrase[0], []).append((phrase[1:], "*"))
    return {first: tuple(entries) for first, entries in table.items()}


Rule = Callable[..., Iterable[Found]]


AnyRule = TypeVar("AnyRule", bound=Rule)


def rule(function: AnyRule) -> Callable[..., list[Found]]:
    """Remember a rule's results; of equal meanings with equal ends the cheapest is kept."""

    @functools.wraps(function)
    def remembered(chart: Chart, i: int, *arguments: Any) -> list[Found]:
        key = (function, i, *arguments)
        known = chart.memo.get(key)
        if known is not None:
            return known
        chart.memo[key] = []  # a rule that meets itself at the same place finds nothing there
        best: dict[tuple[Any, int], Found] = {}
        for found in function(chart, i, *arguments):
            chart.ways += 1
            if chart.ways > MOST_WAYS:
                raise TooHardError
            same = (found.sem, found.end)
            other = best.get(same)
            if other is None:
                chart.results += 1
                if chart.results > MOST_RESULTS:
                    raise TooHardError
            if other is None or found.cost < other.cost:
                best[same] = found
                chart.furthest = max(chart.furthest, found.end)
        results = list(best.values())
        chart.memo[key] = results
        return results

    return remembered

"""The inverse of `saferl.wording.describe`: canonical English back into the constraint.

A text is canonical only if describing what was read gives the same text again, so nothing that
merely resembles it is taken for it.

>>> from saferl.constraints import AtMost, Constraint, Contact
>>> from saferl.wording import describe
>>> twice = Constraint("vases", AtMost(2, Contact("vases"), window=50), budget=3)
>>> from_canonical(describe(twice))[0] == twice
True
"""

from __future__ import annotations

import re

from saferl.constraints import (
    After,
    All,
    Always,
    And,
    AtMost,
    Comparison,
    Constraint,
    Contact,
    Displacement,
    Distance,
    Event,
    For,
    ForAtMost,
    Formula,
    Measured,
    Never,
    Not,
    Or,
    Predicate,
    Signal,
    Speed,
    TaskCost,
    Until,
    Within,
)
from saferl.errors import InputError
from saferl.wording import EVENT_CLAUSES, describe
from saferl.worlds import World

__all__ = ["from_canonical"]

_BUDGET = re.compile(
    r"\s*\. The (mean cost of an episode|cost of every episode) is at most ([\d.]+)\.(?:\s+|$)"
)
_STEPS = re.compile(r"(\d+) steps?(?: \([^()]*\))?")
_NAME = r"([A-Za-z][A-Za-z0-9_]*)"
_BOUND = re.compile(r" is (below|at most|above|at least) (-?[\d.]+)")
_SQUARES = re.compile(r"( is (?:below|at most|above|at least) -?[\d.]+) squares?(?!\w)")
_OPERATORS = {"below": "<", "at most": "<=", "above": ">", "at least": ">="}
_EVENTS = {clause: name for name, clause in EVENT_CLAUSES.items()}
_STARTS = ("it ", "for the first ", "until ", "every time that ", "after ", "the task's own cost")


class _NotCanonicalError(Exception):
    pass


def from_canonical(text: str, world: World | None = None) -> tuple[Constraint, ...] | None:
    """The constraints a canonical text says, or None if the text is not canonical.

    A formula said without its budget has budget 0 in every episode.
    """
    said = " ".join(text.split())
    if not said or not said[:40].lower().startswith(_STARTS):
        return None
    found: list[Constraint] = []
    try:
        while said:
            match = _BUDGET.search(said)
            if match is None:
                formula = _whole(said.rstrip("."), world)
                return (*found, Constraint("rule", formula, enforce="always"))
            formula = _whole(said[: match.start()], world)
            enforce = "expected" if match.group(1).startswith("mean") else "always"
            found.append(Constraint("rule", formula, float(match.group(2)), enforce))  # type: ignore[arg-type]
            said = said[match.end() :]
    except (_NotCanonicalError, InputError, RecursionError, ValueError):
        return None
    return tuple(found)


def _whole(text: str, world: World | None) -> Formula:
    said = text[0].lower() + text[1:] if text else text
    if getattr(world, "squares", False):
        said = _SQUARES.sub(r"\1 m", said)
    reader = _Reader(said)
    formula = reader.formula()
    plain = said if world is None else re.sub(r" \(\d[\d.e+-]* s\)", "", said)
    if reader.at != len(said) or describe(formula) not in (said, plain):
        raise _NotCanonicalError
    return formula


class _Reader:
    """Recursive descent over the characters."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def take(self, words: str) -> bool:
        if self.text.startswith(words, self.at):
            self.at += len(words)
            return True
        return False

    def need(self, words: str) -> None:
        if not self.take(words):
            raise _NotCanonicalError

    def match(self, pattern: re.Pattern[str]) -> re.Match[str]:
        found = pattern.match(self.text, self.at)
        if found is None:
            raise _NotCanonicalError
        self.at = found.end()
        return found

    def steps(self) -> int:
        return int(self.match(_STEPS).group(1))

    def formula(self) -> Formula:
        parts = [self.one()]
        while self.take("; and "):
            parts.append(self.one())
        return parts[0] if len(parts) == 1 else All(*parts)

    def one(self) -> Formula:
        if self.take("it always holds that "):
            return Always(self.predicate())
        if self.take("it never happens that "):
            return Never(self.predicate())
        if self.take("it happens at most "):
            n = int(self.match(_COUNT).group(1))
            window = self.steps() if self.take(" in any ") else None
            self.need(" that ")
            return AtMost(n, self.predicate(), window=window)
        if self.take("it is true for at most "):
            return self.true_for()
        if self.take("for the first "):
            steps = self.steps()
            self.need(" it holds that ")
            return For(steps, self.predicate())
        if self.take("until "):
            release = self.predicate()
            self.need(", it holds that ")
            return Until(self.predicate(), release)
        if self.take("every time that "):
            trigger = self.predicate()
            self.need(", it happens within ")
            steps = self.steps()
            self.need(" that ")
            return Within(trigger, self.predicate(), steps)
        for which, each in (
            ("after every time that ", True),
            ("after the first time that ", False),
        ):
            if self.take(which):
                return self.after(each)
        self.need("the task's own cost counts")
        return TaskCost()

    def true_for(self) -> Formula:
        n = self.steps()
        if self.take(" at a time that "):
            return ForAtMost(n, self.predicate())
        window = None
        if not self.take(" in total that "):
            self.need(" in any ")
            window = self.steps()
            self.need(" that ")
        return AtMost(n, self.predicate(), count="steps", window=window)

    def after(self, each: bool) -> Formula:
        trigger = self.predicate()
        self.need(", ")
        if self.take("["):
            formula = self.formula()
            self.need("]")
            return After(trigger, formula, each=each)
        return After(trigger, self.one(), each=each)

    def predicate(self) -> Predicate:
        if self.take("it is not true that "):
            return Not(self.part())
        parts = [self.part()]
        for joint, kind in ((" and ", And), (" or ", Or)):
            while self.next_part(joint):
                parts.append(self.part())
            if len(parts) > 1:
                return kind(*parts)
        return parts[0]

    def next_part(self, joint: str) -> bool:
        """Take a joint, if a predicate follows it."""
        after = self.at + len(joint)
        if self.text.startswith(joint, self.at) and self.text.startswith(
            ("the ", "a ", "("), after
        ):
            self.at = after
            return True
        return False

    def part(self) -> Predicate:
        if self.take("("):
            inner = self.predicate()
            self.need(")")
            return inner
        return self.atom()

    def atom(self) -> Predicate:
        for clause, name in _EVENTS.items():
            if self.take(clause):
                return Event(name)
        if self.take("the agent touches the "):
            return Contact(self.match(_A_NAME).group(1))
        if self.take("the event "):
            name = self.match(_A_NAME).group(1)
            self.need(" holds")
            return Event(name)
        return self.comparison()

    def comparison(self) -> Predicate:
        name = ""
        signal: Signal | None = None
        if self.take("the distance to the centre of the "):
            signal = Distance(self.match(_A_NAME).group(1), measure="centre")
        elif self.take("the distance to the "):
            signal = Distance(self.match(_A_NAME).group(1))
        elif self.take("the displacement of the "):
            signal = Displacement(self.match(_A_NAME).group(1))
        elif self.take("the speed"):
            signal = Speed()
        else:
            self.need("the signal ")
            name = self.match(_A_NAME).group(1)
        bound = self.match(_BOUND)
        operator, value = _OPERATORS[bound.group(1)], float(bound.group(2))
        if signal is None:
            signal = Measured(name, self.unit())
        elif signal.unit:
            self.need(f" {signal.unit}")
        return Comparison(signal, operator, value)  # type: ignore[arg-type]

    def unit(self) -> str:
        """The unit of a signal of the world's own: a word that is no joint."""
        found = re.compile(r" ([^\s()\"',;\]]+)").match(self.text, self.at)
        if found is None or found.group(1) in ("and", "or"):
            return ""
        self.at = found.end()
        return found.group(1)


_A_NAME = re.compile(_NAME)
_COUNT = re.compile(r"(\d+) times?")

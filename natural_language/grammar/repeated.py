"""Clauses that say the rule before once more, of something else: "so does water", "same for vases".

Only a rule about one kind of object can be said again; of any other it is not clear what is meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.comparisons import contact_act
from natural_language.grammar.rules import rules_of
from natural_language.grammar.said import Rule
from natural_language.grammar.things import Things, things
from saferl.constraints import After, All, And, Comparison, Formula, Never, Or, Until, Within
from saferl.constraints.walking import nodes

__all__ = ["points_back", "repeated", "turned"]

_AUXILIARIES = tuple("do does did is are was were has have must should shall may can will".split())
_FRONTS = tuple(
    tuple(words.split())
    for words in (
        "same goes for,same holds for,same applies to,same is true for,same is true of,"
        "same rule applies to,same rule for,same rule holds for,same limit applies to,"
        "same limit for,same counts for,same with,same for,same thing for,same thing with,"
        "ditto,ditto for,ditto with,likewise,likewise for,likewise with,similarly for,"
        "it is same for,it is same with,that goes for,that applies to,this applies to,"
        "that holds for,this holds for,it applies to,applies to,goes for,holds for,"
        "same treatment for,as well as,nor,and so"
    ).split(",")
) + tuple((word, verb) for word in ("so", "as", "neither", "nor") for verb in _AUXILIARIES)
_TAILS = tuple(
    tuple(words.split())
    for words in (
        "as well,likewise,neither,either,ditto,similarly,is no different,are no different,"
        "is no better,are no better,is no exception,are no exception,is as well,are as well,"
        "does as well,do as well,is as bad,are as bad,is equally bad,are equally bad,is,are,"
        "does,do,is same,are same,goes same way"
    ).split(",")
)
#: What is dropped as a filler and yet says that it is said again: "water too".
_TOO = frozenset(("too", "also"))


@rule
def repeated(chart: Chart, i: int, rules: tuple[Rule, ...]) -> Iterator[Found]:
    """so does water; the same goes for vases; vases too: the meaning is a tuple of rules."""
    if not rules:
        return
    start = i + (chart.word(i) == "and")
    for words in _FRONTS:
        if tuple(chart.words[start : start + len(words)]) == words:
            for found in things(chart, start + len(words)):
                end = found.end + (chart.word(found.end) in ("as", "either", "neither"))
                end += chart.word(end) == "well"
                yield from _again(rules, found, end)
    for found in things(chart, start):
        for words in _TAILS:
            end = found.end + len(words)
            told = len(words) > 1 or words[0] not in _AUXILIARIES or _too(chart, i, end)
            if told and tuple(chart.words[found.end : end]) == words:
                yield from _again(rules, found, end)
        if _too(chart, i, found.end):
            yield from _again(rules, found, found.end)


@rule
def turned(chart: Chart, i: int, rules: tuple[Rule, ...]) -> Iterator[Found]:
    """(lava is off limits,) water is not: that one is allowed; or the other way round"""
    start = i + (chart.word(i) in ("and", "but", "while"))
    banned = bool(rules) and isinstance(rules[-1].formula, Never)
    if not banned and not (rules and rules[-1].kind == "permission"):
        return
    for found in things(chart, start):
        if chart.word(found.end) not in ("is", "are") or chart.word(found.end + 1) != "not":
            continue
        for told, cost in rules_of("A" if banned else "P", contact_act(found.sem, touch=True), ()):
            yield Found(told, found.end + 2, found.cost + cost)


def points_back(chart: Chart) -> bool:
    """Whether a sentence only says that something holds of another thing, too."""
    return any(tuple(chart.words[: len(words)]) == words for words in _FRONTS)


def _too(chart: Chart, i: int, end: int) -> bool:
    """Whether "too" or "also" stood among some words."""
    low = chart.tokens[i].start
    high = chart.tokens[end].start if end < chart.size else chart.given[-1].end + 1
    return any(token.text in _TOO and low <= token.start < high for token in chart.given)


def _again(rules: tuple[Rule, ...], found: Found, end: int) -> Iterator[Found]:
    of: Things = found.sem
    if of.amount is not None or not of.groups:
        return
    again: list[Rule] = []
    for group in of.groups:
        for one in rules:
            told = None if one.formula is None else _about(one.formula, group)
            if told is None:
                return
            again.append(replace(one, formula=told, notes=(*one.notes, *of.notes)))
    yield Found(tuple(again), end, found.cost + 1)


def _about(formula: Formula, group: str) -> Formula | None:
    """The rule with its only object exchanged; None if it has none, several or a sequence."""
    named: set[str] = set()
    for node in nodes(formula):
        if isinstance(node, After | Until | Within):
            return None
        told = node.signal if isinstance(node, Comparison) else node
        named |= {told.group} if hasattr(told, "group") else set()
    if len(named) != 1 or group in named:
        return None
    exchanged: Formula = _exchanged(formula, group)
    return exchanged


def _exchanged(node: Any, group: str) -> Any:
    """The same with every group in it exchanged for this one."""
    if isinstance(node, And | Or | All):
        return type(node)(*[_exchanged(part, group) for part in node.of])
    if not is_dataclass(node) or isinstance(node, type):
        return node
    changed = {
        field.name: group if field.name == "group" else _exchanged(getattr(node, field.name), group)
        for field in fields(node)
        if field.init
    }
    return replace(node, **changed)

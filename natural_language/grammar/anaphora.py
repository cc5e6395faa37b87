"""Words that point back: "after that", "until then", "one slip is forgiven"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from natural_language.grammar.chart import Chart
from natural_language.grammar.meanings import any_of, negated
from natural_language.grammar.said import Rule
from natural_language.problems import problem
from saferl.constraints import After, Always, AtMost, Formula, Never, Predicate, Until

__all__ = ["backward", "event_of", "forgiven", "linked"]


_AFTER = tuple(
    tuple(words.split())
    for words in (
        "after that,afterwards,from then on,thereafter,from that moment on,from that point on,"
        "once that has happened,once that is done,when that has happened,after this,"
        "from that moment,once you have done that,subsequently,from then onwards,once done,"
        "once there,then,afterward,from then,from here on,after which,at that point,later,later on,"
        "after it,"
        "from that point,from that time on,after doing so,having done so,"
        "after you have done so,"
        "after that point,and then,but then,but after that,and after that,from then on,"
        "in that case,following that,thenceforth"
    ).split(",")
)


_BEFORE = tuple(
    tuple(words.split())
    for words in "before that,until then,till then,up to then,before then,up until then,beforehand,"
    "until that happens,before this,prior to that".split(",")
)


_DONE = tuple(
    tuple(words.split())
    for words in (
        "once you have,when you have,once you did,if you do,if you have,if you did,once you do,"
        "when you do,once you have done so,if you do so,if you do that,if you do it,"
        "as soon as you have,as soon as you do,after you have,after you have done that,"
        "after you did,when you have done so,if you have done so,if you have done that,"
        "once it is done,once that is over,if that happens,when that happens,if it happens,"
        "after doing that,having done that,when done,as soon as you have done so"
    ).split(",")
)


def backward(chart: Chart, i: int) -> Iterator[tuple[str, int]]:
    """Whether words here point back to what was said: ("after" or "before", end)."""
    for kind, phrases in (("after", _AFTER), ("before", _BEFORE)):
        for words in phrases:
            end = i + len(words)
            if tuple(chart.words[i:end]) == words:
                yield kind, end + 1 if chart.word(end) == "," else end
    for words in _DONE:
        end = i + len(words)
        if tuple(chart.words[i:end]) == words and chart.word(end) == ",":
            yield "after", end + 1


Event = Predicate | AtMost


def event_of(rules: tuple[Rule, ...]) -> Event | None:
    """What the rules of a clause speak of happening, if one thing.

    An `AtMost` stands for its predicate happening so many times.
    """
    for rule in reversed(rules):
        if rule.about is not None:
            return rule.about
        if isinstance(rule.formula, AtMost) and rule.formula.window is None:
            return rule.formula.predicate if rule.formula.n == 1 else rule.formula
        if isinstance(rule.formula, Until):
            return rule.formula.release
        if isinstance(rule.formula, After):
            return rule.formula.trigger
    return None


def linked(rules: tuple[Rule, ...], event: Event, kind: str) -> tuple[Rule, ...] | None:
    """The rules, holding only after the event or only before it."""
    times = 1
    if isinstance(event, AtMost):
        times, event = event.n, event.predicate
    found = []
    for rule in rules:
        formula: Formula | None = rule.formula
        if formula is None or isinstance(formula, After | Until):
            return None
        if kind == "after" and formula in (Never(event), Always(negated(event))):
            formula = AtMost(times, event)
        elif kind == "after":
            formula = After(event, formula)
            for _ in range(times - 1):
                formula = After(event, After(negated(event), formula))
        elif times > 1:
            return None
        elif isinstance(formula, Never):
            formula = Until(negated(formula.predicate), event)
        elif isinstance(formula, Always):
            formula = Until(formula.predicate, event)
        else:
            return None
        found.append(replace(rule, formula=formula, kind="rule"))
    return tuple(found)


def forgiven(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """Take in what was said about how often is still fine: "never touch vases; one is forgiven"."""
    allowed = [rule for rule in rules if rule.kind == "allowance"]
    tolls = [rule for rule in rules if rule.kind == "toll" and rule.about is not None]
    rest = tuple(rule for rule in rules if rule.kind not in ("allowance", "toll"))
    if not allowed:
        return rest
    most = int(allowed[0].budget)
    if tolls and len(allowed) == 1:  # three lives, and each touch costs one
        paid = any_of(tuple(rule.about for rule in tolls if rule.about is not None))
        return (*rest, replace(tolls[0], formula=AtMost(most, paid), kind="rule"))
    done = []
    if len(rest) == 1 and rest[0].kind == "goal" and rest[0].about is not None and most >= 1:
        return (replace(rest[0], formula=AtMost(most, rest[0].about), kind="rule", notes=()),)
    for rule in rest:
        formula = rule.formula
        if isinstance(formula, Never) and most >= 1 and rule.budget == 0:
            done.append(replace(rule, formula=AtMost(most, any_of((formula.predicate,)))))
        elif isinstance(formula, AtMost) and formula.n != most:
            note = problem("GUESS", f"{most} was also said to be allowed")
            done.append(replace(rule, notes=(*rule.notes, note)))
        else:
            done.append(rule)
    return tuple(done)

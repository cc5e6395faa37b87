"""Rules said together: a number of lives, a judgement that a closer rule takes back."""

from __future__ import annotations

import itertools
from dataclasses import replace

from natural_language.grammar.anaphora import forgiven
from natural_language.grammar.meanings import any_of, negated
from natural_language.grammar.said import Rule
from natural_language.problems import problem
from saferl.constraints import After, Always, AtMost, Formula, Never, Predicate, Until

__all__ = ["together"]


def together(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """The rules of a text, each seen in the light of the others."""
    return _superseded(_lives(forgiven(rules)))


def _lives(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """ "you have three lives" and "lava costs one": at most three touches"""
    lives = [rule for rule in rules if rule.kind == "lives"]
    prices = [rule for rule in rules if rule.kind == "price" and rule.about is not None]
    rest = tuple(rule for rule in rules if rule.kind not in ("lives", "price"))
    if not prices:
        return rest
    if not lives:  # each touch costs a life, but how many are there?
        return (*rest, Rule(None, kind="goal"))
    whole = any_of(tuple(rule.about for rule in prices if rule.about is not None))
    notes = tuple(note for rule in (*lives, *prices) for note in rule.notes)
    counted = Rule(AtMost(max(int(lives[0].budget), 1), whole), notes=notes)
    same = [
        rule
        for rule in rest
        if isinstance(rule.formula, AtMost | Never) and rule.formula.predicate == whole
    ]
    kept = tuple(rule for rule in rest if not any(rule is other for other in same))
    return (*kept, same[0] if same and isinstance(same[0].formula, AtMost) else counted)


_AFTER_ALL = problem("GUESS", "'avoid' was read as advice, and the number as the rule")
_ALL_THE_SAME = problem("GUESS", "'avoid' after a number was read as a rule, and forbids it all")


def _insisted(before: tuple[Rule, ...], number: Rule, ban: Formula | None) -> bool:
    """ "... at most five turns. The orange tiles are deadly; avoid them": said twice after it"""
    after = itertools.dropwhile(lambda rule: rule is not number, before)
    return any(rule.kind == "judgement" and rule.formula == ban for rule in after)


def _superseded(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """ "lava is dangerous, you may touch it at most once": the first is only the reason"""
    kept: list[Rule] = []
    for k, rule in enumerate(rules):
        formula = rule.formula
        others = [other for other in rules if other is not rule]
        closer: list[Rule] = []
        if isinstance(formula, Never) and rule.budget == 0 and rule.kind != "rule":
            closer = [other for other in others if _weaker(other.formula, formula.predicate)]
        if not closer or (rule.kind == "avoid" and not isinstance(closer[0].formula, AtMost)):
            kept.append(rule)
        elif rule.kind == "avoid" and _insisted(rules[:k], closer[0], formula):
            kept.append(replace(rule, notes=(*rule.notes, _ALL_THE_SAME)))
        elif rule.kind == "avoid":
            kept.append(Rule(None, notes=(_AFTER_ALL,), kind="remark"))
    return tuple(kept)


def _weaker(formula: Formula | None, predicate: Predicate) -> bool:
    """Whether a rule forbids the same only in part."""
    if isinstance(formula, AtMost):
        return formula.predicate == predicate and formula.window is None
    if isinstance(formula, Until):
        return formula.predicate == negated(predicate)
    if isinstance(formula, After):
        inner = formula.formula
        if isinstance(inner, Always):
            return inner.predicate == negated(predicate)
        return isinstance(inner, Never | AtMost) and inner.predicate == predicate
    return False

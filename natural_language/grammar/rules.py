"""From what was said to formulas: polarity, act and modifiers become rules.

A `Rule` is a formula with its budget; `rules_of` gives every set of rules the words can mean, each
with how far-fetched it is. Equal costs mean the words leave it open.
"""

from __future__ import annotations

from collections.abc import Iterator

from natural_language.grammar.meanings import Act, Mod, all_of, any_of
from natural_language.grammar.said import GOAL, PER_OBJECT, Rule, Said, sorted_out
from natural_language.grammar.wrapping import bound_rules
from saferl.constraints import All, Formula, Never, Predicate

__all__ = ["Reading", "joined", "rules_of"]


Reading = tuple[tuple[Rule, ...], int]


def rules_of(polarity: str, act: Act, mods: tuple[Mod, ...]) -> Iterator[Reading]:
    """Every set of rules that an act said with this polarity and these modifiers can mean."""
    said = sorted_out(polarity, act, (*act.mods, *mods))
    if said is None:
        return
    ordered = act.kind == "moved" and act.banned is not None and polarity == "R"
    if ordered and all(mod.kind in ("said", "first") for mod in mods):  # push the box 2 m
        yield (Rule(None, notes=(*said.notes, GOAL), kind="goal"),), 0
        return
    for parts, cost in _shared(said):
        rules: list[Rule] = []
        for predicate, required in parts:
            built = list(_one(said, predicate, required))
            if not built:
                rules = []
                break
            rules.append(built[0][0])
            if len(parts) == 1:
                for rule, extra in built:
                    yield (rule,), cost + extra
        if len(parts) > 1 and rules:
            options = [list(_one(said, predicate, required)) for predicate, required in parts]
            for k in range(min(len(option) for option in options)):
                yield tuple(option[k][0] for option in options), cost + options[0][k][1]


def _shared(said: Said) -> Iterator[tuple[list[tuple[Predicate, Predicate]], int]]:
    """How the objects of a list share the rule: each alone, any of them, all at once.

    Yields lists of (the predicate as forbidden, the predicate as required).
    """
    parts = said.act.parts
    banned = said.act.banned or parts
    whole = any_of(parts) if said.act.touch and said.act.joiner == "or" else all_of(parts)
    either = (any_of(banned), whole)
    if len(parts) == 1:
        if said.act.kind == "each" and said.counts:
            said.notes += (PER_OBJECT,)
        yield [either], 0
        return
    if "same" in said.flags:
        yield [(all_of(banned), all_of(parts))], 0
        return
    separately = list(zip(banned, parts, strict=True))
    counted = bool(said.counts or said.durations)
    if counted and ("each" in said.flags or said.act.kind == "each"):
        yield separately, 0
        return
    if counted and "combined" in said.flags:
        yield [either], 0
        return
    averaged = "average" in said.flags
    if (said.counts and (said.act.touch or said.polarity != "R")) or averaged:
        yield [either], 0
        yield separately, 0
        return
    if (
        said.polarity == "P"
        and said.act.joiner == "and"
        and said.act.singular
        and not said.act.each
        and said.act.kind != "avoid"
        and "judged" not in said.flags
    ):
        yield [either], 0
        yield [(all_of(banned), all_of(parts))], 0
        return
    if said.act.touch or said.act.kind in ("contact", "event", "moved"):
        yield [either], 0
        return
    yield [either], 0


def _one(said: Said, forbidden: Predicate, required: Predicate) -> Iterator[tuple[Rule, int]]:
    """The rules about one predicate, before and after what binds them."""
    notes = said.notes
    for where in said.places:
        forbidden = all_of((forbidden, any_of(where.parts)))
    # "go slower than 0.4 m/s within 30 cm of a vase" hardly asks to stay within 30 cm of it
    turned = said.polarity == "R" and said.act.kind == "distance"
    odd = 6 if turned and any(where.kind == "speed" for where in said.places) else 0
    for formula, budget, extra, cost in bound_rules(said, forbidden, required):
        cost += odd
        enforce = "expected" if budget is not None else "always"
        if formula is None:
            goal = GOAL in extra
            kind = "goal" if goal else "permission"
            yield Rule(None, notes=(*notes, *extra), kind=kind, about=required), cost
        else:
            kind = "rule"
            if "afterwards" in said.flags and not said.has("after", "when", "every", "only_after"):
                kind = "afterwards"
            elif isinstance(formula, Never):
                kind = "judgement" if "judged" in said.flags else said.act.kind
            kind = kind if kind in ("judgement", "avoid", "afterwards") else "rule"
            yield Rule(formula, budget or 0.0, enforce, (*notes, *extra), kind), cost


def joined(rules: tuple[Rule, ...]) -> Formula | None:
    """The formulas of several rules as one, or None if none asks anything."""
    formulas = [rule.formula for rule in rules if rule.formula is not None]
    if not formulas:
        return None
    return formulas[0] if len(formulas) == 1 else All(*formulas)

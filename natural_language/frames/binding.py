"""A clause bound to its condition, and the rules that it comes to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from natural_language.frames.core import Core
from natural_language.grammar.meanings import Act, Bound, Mod
from natural_language.grammar.rules import rules_of
from natural_language.grammar.said import Rule
from natural_language.grammar.tallied_measures import Cost
from saferl.constraints import TaskCost

__all__ = ["conditional", "doom", "meant"]


def doom(condition: Act) -> Core:
    """What ends badly once a condition holds; `conditional` forbids it."""
    mods = tuple(
        Mod("count", Bound("nth", float(mod.value))) for mod in condition.mods if mod.kind == "nth"
    )
    return ("doom", replace(condition, mods=()), mods)


def conditional(cores: tuple[Core, ...], mod: Mod) -> tuple[Core, ...]:
    """The clauses with their condition; of "if you touch it, you die" only that is forbidden."""
    if cores[0][0] == "doom":
        return (("P", *cores[0][1:]),)
    return tuple(
        core if _about_itself(core, mod) else (core[0], core[1], (*core[2], mod)) for core in cores
    )


def _about_itself(core: Core, mod: Mod) -> bool:
    """one life when touching grass: what is counted is the condition itself"""
    about, mods = core[1], core[2]
    counted = any(one.kind == "count" for one in mods)
    same = isinstance(about, Act) and about.parts == mod.value.parts and not mod.value.mods
    return counted and same and mod.kind in ("when", "while", "every")


def meant(core: Core) -> Iterator[tuple[tuple[Rule, ...], int]]:
    """The rules of a clause; a demand only under a condition is a permission under it."""
    polar, about, mods = core
    if isinstance(about, Cost):
        yield _cost_rules(about, mods), 0
        return
    only = any(mod.kind.startswith("only_") for mod in mods)
    yield from rules_of("A" if polar == "R" and only else polar, about, mods)


def _cost_rules(about: Cost, mods: tuple[Mod, ...]) -> tuple[Rule, ...]:
    """The rule about the task's own cost."""
    average = about.average or any(mod.kind == "average" for mod in mods)
    return (Rule(TaskCost(), about.budget, "expected" if average else "always"),)

"""Clauses about an episode: "no run may contain more than two hits", "an average run has ..."."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.meanings import Bound, Mod
from natural_language.grammar.modals import POLARITY, modal
from natural_language.grammar.nouns import counted_nominal, nominal

__all__ = ["episode_clauses"]


_NAMES = frozenset("episode run trial game rollout mission ride session attempt".split())
_CONTAINS = frozenset(
    "contain contains have has include includes see sees feature features involve involves show "
    "shows hold holds count counts exceed exceeds end close finish comprise comprises".split()
)


@rule
def episode_clauses(chart: Chart, i: int) -> Iterator[Found]:
    """no episode may contain more than two vase hits; an average run has at most 4"""
    denied = chart.word(i) == "no"
    start = i + denied
    average = chart.word(start) in ("average", "typical", "mean")
    while chart.word(start) in ("average", "typical", "mean", "single", "any", "each", "every"):
        start += 1
    if chart.word(start) not in _NAMES:
        return
    for before in modal(chart, start + 1):
        if chart.word(before.end) not in _CONTAINS:
            continue
        forbidden = denied != (POLARITY[before.sem] == "P")
        skip = before.end + 1 + (chart.word(before.end + 1) == "with")
        for found in counted_nominal(chart, skip):
            mods = []
            for mod in found.sem.mods:
                limit = mod.value
                if isinstance(limit, Bound) and forbidden:
                    limit = limit.flipped() if limit.op in (">", ">=") else None
                elif isinstance(limit, Bound) and limit.op not in ("<", "<="):
                    limit = None
                if isinstance(mod.value, Bound):
                    mods.append(None if limit is None else replace(mod, value=limit))
            if not mods or None in mods:
                continue
            told = tuple(mod for mod in mods if mod is not None)
            told += (Mod("average"),) if average else ()
            yield Found(("A", replace(found.sem, mods=()), told), found.end, found.cost)
        if forbidden and not average:
            for found in nominal(chart, skip + (chart.word(skip) == "any")):
                yield Found(("P", replace(found.sem, kind="contact"), ()), found.end, found.cost)

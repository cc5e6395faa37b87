"""A clause in an unusual order: its parts in any sequence, with glue words in between.

Only tried where the grammar proper finds nothing, and never more than "likely". A clause has one
act, at most one word on whether it is asked or forbidden, and any number of modifiers; no content
word is left out, only glue ("of", "then", "is"), and of that little.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from natural_language.grammar.acts import act
from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.clauses import core
from natural_language.grammar.meanings import Act, Mod
from natural_language.grammar.modals import POLARITY, modal
from natural_language.grammar.modifiers import modifier
from natural_language.grammar.nouns import counted_nominal, nominal
from natural_language.grammar.rules import rules_of
from natural_language.grammar.verdicts import judgements

__all__ = ["LOOSE", "loose_clause"]


#: What a loose clause costs: more than any reading that is sure.
LOOSE = 12
_MOST_SKIPPED = 2
_MOST_STATES = 400

_GLUE = frozenset(
    """
    of to on at for by with that which who whom as so then there here still even any all is are
    be been being was were will would do does did has have had having get gets you we they i us
    it them also both up back right well way ones one case thing things , : ( ) "
    """.split()
)


class _State(NamedTuple):
    """What was found so far: polarity, act and modifiers."""

    polarity: str | None
    about: Any
    mods: tuple[Mod, ...]
    skipped: int


@rule
def loose_clause(chart: Chart, i: int) -> Iterator[Found]:
    """A clause from its parts; the meaning is its rules."""
    reached: dict[int, dict[_State, int]] = {i: {_State(None, None, (), 0): 0}}
    total = 0
    for position in range(i, chart.size):
        here = reached.pop(position, None)
        if not here:
            continue
        parts = list(_parts(chart, position))
        for state, cost in sorted(here.items(), key=lambda item: item[1])[:40]:
            for kind, sem, end, extra in parts:
                after = _joined(state, kind, sem)
                total += after is not None
                if after is None or total > _MOST_STATES:
                    continue
                options = reached.setdefault(end, {})
                options[after] = min(options.get(after, 1 << 30), cost + extra)
        for state, cost in reached.get(position + 1, {}).items():
            yield from _finished(state, position + 1, cost)


def _finished(state: _State, end: int, cost: int) -> Iterator[Found]:
    if not isinstance(state.about, Act):
        return
    polarity = state.polarity
    if polarity is None:
        limits = [mod.value for mod in (*state.about.mods, *state.mods) if mod.kind == "count"]
        times = [mod.value for mod in (*state.about.mods, *state.mods) if mod.kind == "duration"]
        if not any(getattr(one, "op", "") in ("<=", "<") for one in (*limits, *times)):
            return
        polarity = "A"
    for rules, extra in rules_of(polarity, state.about, state.mods):
        if any(one.formula is not None for one in rules):
            yield Found(rules, end, LOOSE + cost + extra + 2 * state.skipped)


def _joined(state: _State, kind: str, sem: Any) -> _State | None:
    if kind == "glue":
        skipped = state.skipped + (0 if sem in ",:()" else 1)
        return state._replace(skipped=skipped) if skipped <= _MOST_SKIPPED else None
    if kind == "polarity":
        return state._replace(polarity=sem) if state.polarity is None else None
    if kind == "core":
        polarity, about, mods = sem
        if state.about is not None or state.polarity is not None or not isinstance(about, Act):
            return None
        return _State(polarity, about, (*state.mods, *mods), state.skipped)
    if kind == "act":
        return state._replace(about=sem) if state.about is None else None
    return state._replace(mods=(*state.mods, *sem)) if len(state.mods) < 5 else None


def _parts(chart: Chart, i: int) -> Iterator[tuple[str, Any, int, int]]:
    for found in core(chart, i):
        yield "core", found.sem, found.end, found.cost
    for rule_ in (act, nominal, counted_nominal):
        for found in rule_(chart, i):
            yield "act", found.sem, found.end, found.cost + 1
    for found in modal(chart, i):
        if found.end > i and found.sem in ("P", "F", "V", "A", "M", "N"):
            yield "polarity", POLARITY[found.sem], found.end, found.cost
    for polarity, end, cost in judgements(chart, i):
        if polarity in ("P", "A"):
            yield "polarity", polarity, end, cost
    for found in modifier(chart, i):
        if found.sem:
            yield "mods", found.sem, found.end, found.cost + 1
    if chart.word(i) in _GLUE:
        yield "glue", chart.word(i), i + 1, 1

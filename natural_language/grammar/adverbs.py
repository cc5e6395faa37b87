"""Words between modal and verb: "only", "on average", "at most twice"."""

from __future__ import annotations

from collections.abc import Iterator

from natural_language.grammar.chart import Chart
from natural_language.grammar.meanings import Mod
from natural_language.grammar.modals import modal
from natural_language.grammar.modifiers import modifiers

__all__ = ["adverbs"]


_ADVERB_KINDS = (
    "average",
    "row",
    "same",
    "again",
    "said",
    "combined",
    "first",
    "episode",
    "while",
    "when",
)


def adverbs(chart: Chart, i: int) -> Iterator[tuple[int, tuple[Mod, ...]]]:
    """Modifiers between the modal and the verb: "only", "on average", "at most twice"."""
    for found in modifiers(chart, i):
        mods = found.sem
        if mods and len(mods) <= 2:
            end = found.end + 1 if chart.word(found.end) == "," else found.end
            yield end, mods
            for stop in _auxiliaries(chart, end):
                yield stop, mods
    if chart.word(i) == "only":
        yield i + 1, (Mod("only"),)
        for stop in _auxiliaries(chart, i + 1):
            yield stop, (Mod("only"),)


def _auxiliaries(chart: Chart, i: int) -> Iterator[int]:
    """can only BE touched; may at most BE GOING TO"""
    for found in modal(chart, i):
        if found.end > i and found.sem in ("R", "A"):
            yield found.end

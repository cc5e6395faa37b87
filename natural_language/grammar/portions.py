"""Rules for some objects of a kind only: "avoid half of the vases", "every other hazard".

No signal tells one object of a group from another, so nobody could say whether such a rule is kept.
"""

from __future__ import annotations

from natural_language.grammar.chart import Chart
from natural_language.problems import problem
from natural_language.reading import Problem

__all__ = ["portion"]

_AVOIDING = frozenset("avoid avoids avoiding spare shun skip".split())
_ALTERNATE = frozenset(("other", "second", "alternate"))
_PARTS = frozenset("half third quarter most many part majority minority few".split())


def portion(chart: Chart) -> Problem | None:
    """Why a sentence speaks of some objects of a kind only; None if it does not."""
    words = [token.text for token in chart.given]
    named = {
        chart.tokens[i].start
        for i in range(chart.size)
        for group, _ in chart.lex("OBJECT", i)
        if group != "*"
    }
    for k in range(len(words) - 1):
        stop = k + 1
        while stop < len(words) and words[stop] in ("of", "the", "these", "those", "your"):
            stop += 1
        two = words[k] in ("every", "each") and words[k + 1] in _ALTERNATE
        if two and k + 2 < len(words) and chart.given[k + 2].start in named:
            return _told(f"{words[k]} {words[k + 1]}", chart.given[k].start)
        if stop >= len(words) or chart.given[stop].start not in named:
            continue
        shunned = k > 0 and words[k - 1] in _AVOIDING
        share = words[k] in _PARTS and "of" in words[k + 1 : stop]
        one = shunned and (words[k] == "some" or (words[k] == "one" and words[k + 1] == "of"))
        if share or one:
            return _told(words[k], chart.given[k].start)
    return None


def _told(words: str, start: int) -> Problem:
    message = f"{words!r}: one object of a kind cannot be told from another"
    return problem("NOT_EXPRESSIBLE", message, words, "say it of all of them", start)

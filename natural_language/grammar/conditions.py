"""Clauses that say when: "after touching a vase", "while you are in a hazard", "unless ...".

A condition is an act as well; the word before it says how it binds the rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.excuses import on_the_way
from natural_language.grammar.happenings import condition
from natural_language.grammar.meanings import Act, Mod
from natural_language.grammar.speeds import speed_act, speed_bound
from natural_language.grammar.states import place

__all__ = ["subordinate"]


_KINDS = {
    "AFTER": "after",
    "EACH_AFTER": "every",
    "WHEN": "when",
    "WHILE": "while",
    "UNTIL": "until",
    "BEFORE": "before",
    "UNLESS": "unless",
    "WITHOUT": "without",
}


_ACTING = frozenset(("from", "on", "since", "point", "minute", "moment", "instant", "upon"))


@rule
def subordinate(chart: Chart, i: int) -> Iterator[Found]:
    """A connective and its condition, as a `Mod`."""
    only = chart.word(i) in ("only", "except", "solely")
    start = i + 1 if only else i
    for name, kind in _KINDS.items():
        for phrase, end in chart.lex(name, start):
            if only and chart.word(i) == "except" and kind not in ("when", "after", "while"):
                continue
            for found in condition(chart, end):
                bound_by = kind
                if kind == "after" and chart.word(end) in ("every", "each"):
                    bound_by = "every"
                if (
                    kind == "every"
                    and phrase in ("each", "every", "any time", "anytime")
                    and not chart.word(start).endswith("time")
                ):
                    continue
                bare = phrase in _ACTING and not chart.word(end).endswith("ing")
                bare = bare and not (phrase not in ("from", "on") and chart.lex("SUBJECT", end))
                if bare and chart.word(end) != "first" and not chart.lex("EVENT_NOUN", end):
                    continue  # "30 cm from hazards" starts nothing
                if only:
                    bound_by = f"only_{kind}" if chart.word(i) != "except" else "unless"
                cost = found.cost + _unusual(kind, phrase, found.sem)
                cost += 6 if any(way.end == found.end for way in on_the_way(chart, start)) else 0
                if (
                    found.sem.touch
                    and chart.word(end).endswith("ing")
                    and kind in ("unless", "while")
                ):
                    cost += 12 if phrase not in ("without", "unless") else 0  # going on, or done?
                sem = found.sem
                if phrase.endswith("having") and not sem.touch and sem.kind == "contact":
                    sem = replace(sem, kind="past")
                yield Found(Mod(bound_by, sem, phrase), found.end, cost)
                if phrase.startswith("from") and chart.word(found.end) in (
                    "on",
                    "onwards",
                    "onward",
                ):
                    yield Found(Mod(bound_by, found.sem, phrase), found.end + 1, found.cost)
    for phrase, end in chart.lex("SUBJECT", i):  # whoever has touched lava (must not ...)
        if phrase in _WHOEVER and chart.word(end) in ("has", "have", "touched", "was"):
            for found in condition(chart, end):
                if found.sem.touch or found.sem.kind == "past":
                    yield Found(Mod("after", found.sem, phrase), found.end, found.cost + 1)
    if only or chart.word(i) == "unless":
        for found in place(chart, i + 1):
            kind = "only_while" if chart.word(i) in ("only", "solely") else "unless"
            yield Found(Mod(kind, found.sem, ""), found.end, found.cost)
        for limit in speed_bound(chart, i + 1) if only else ():
            if limit.sem.op in ("<", "<=") and not limit.sem.bare:
                slow = speed_act(chart, limit.sem)
                yield Found(Mod("only_while", slow, ""), limit.end, limit.cost)
    for phrase, end in chart.lex("EXCEPT", i):
        for found in place(chart, end):
            if phrase == "but" and found.sem.kind == "distance":
                continue  # at least 1 m from hazards, but no farther than 2 m: a second limit
            if phrase == "but not":
                yield Found(Mod("but_not", found.sem, ""), found.end, found.cost)
                continue
            yield Found(Mod("unless", found.sem, ""), found.end, found.cost)


_WHOEVER = frozenset(
    "whoever,anyone who,anybody who,everyone who,those who,he who,all who,everybody who,"
    "people who,players who,visitors who,robots who,any robot that,any player who".split(",")
)


def _unusual(kind: str, phrase: str, act_: Act) -> int:
    if kind == "after" and phrase in (
        "on",
        "from",
        "since",
        "minute",
        "instant",
        "moment",
        "point",
    ):
        return 2
    if kind == "while" and phrase in ("with", "during", "any time", "anytime"):
        return 2
    if kind == "while" and phrase == "whenever":
        return 0 if not act_.touch else 2
    if kind == "when" and phrase in ("as", "where", "should"):
        return 2
    if kind == "until" and phrase == "up to":
        return 4
    return 0

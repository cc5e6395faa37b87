"""Labels with a value: "vase contacts: max 3", "hazards: 2 s", "wrong buttons: two are OK"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.comparisons import contact_act
from natural_language.grammar.counts import count, time_bound
from natural_language.grammar.judgements import allowed_ends
from natural_language.grammar.meanings import Act, Bound, Mod
from natural_language.grammar.modifiers import modifiers
from natural_language.grammar.nouns import nominal
from natural_language.grammar.numbers import number
from natural_language.grammar.states import place
from natural_language.grammar.things import things

__all__ = ["labelled_clauses"]


_CAPS = frozenset("max maximum maximal allowed permitted allowable permissible tolerated".split())
_HEADS = frozenset("number amount count no total limit cap budget quota allowance ceiling".split())
_SIGNS = frozenset((":", "=", "<=", "<", ",", "-", "is", "are", "("))


@rule
def labelled_clauses(chart: Chart, i: int) -> Iterator[Found]:
    """vase contacts: max 3 per episode; limit on hazard entries: 4; wrong buttons: two are OK"""
    start, capped = i, False
    while chart.word(start) in _CAPS | _HEADS or (
        start > i and chart.word(start) in ("of", "on", "for", "to")
    ):
        capped = capped or chart.word(start) not in ("number", "count", "no", "amount", "total")
        start += 1
    for found in _labels(chart, start):
        end, limited = found.end, capped
        for _, stop in chart.lex("LIMIT_NOUN", end):
            end, limited = stop, True
        if chart.word(end) in ("allowed", "permitted", "tolerated"):
            end, limited = end + 1, True
        for _, stop in chart.lex("EPISODE", end):
            end = stop
        if chart.word(end) not in _SIGNS:
            continue
        sign = chart.word(end)
        skip = end + 1 if sign not in ("<=", "<") else end
        skip += chart.word(skip) in (":", "only")
        for front in modifiers(chart, skip):  # on average at most one
            if all(mod.kind in ("average", "episode", "combined", "said") for mod in front.sem):
                for value in _values(chart, found, front.end, limited):
                    polarity, about, mods = value.sem
                    yield Found((polarity, about, (*mods, *front.sem)), value.end, value.cost)


def _labels(chart: Chart, i: int) -> Iterator[Found]:
    for found in nominal(chart, i):
        kind = "contact" if found.sem.kind == "visits" else found.sem.kind
        yield Found(replace(found.sem, kind=kind), found.end, found.cost)
    for found in things(chart, i):  # hazard time, time in hazards
        for noun, end in chart.lex("TIME_NOUN", found.end):
            if not noun.endswith(("time", "duration")):
                continue
            yield Found(replace(contact_act(found.sem, touch=True), kind="steps"), end, found.cost)
    for noun, end in chart.lex("TIME_NOUN", i):
        if not noun.endswith(("time", "duration")):
            continue
        for where in place(chart, end + (chart.word(end) == "spent")):
            yield Found(replace(where.sem, kind="steps"), where.end, where.cost)
    for found in things(chart, i):
        if found.sem.amount is None:
            yield Found(contact_act(found.sem, touch=True), found.end, found.cost + 1)


def _values(chart: Chart, about: Found, i: int, limited: bool) -> Iterator[Found]:
    act: Act = about.sem
    amounts: list[tuple[Bound, int]] = [(one.sem, one.end) for one in count(chart, i)]
    for op, start in (("=", i), *chart.lex("PRE", i)):
        for value in number(chart, start):
            if op == "~" or value.sem != int(value.sem):
                continue
            ends = {value.end, *(end for _, end in chart.lex("EVENT_NOUN", value.end))}
            for end in ends:
                amounts.append((Bound(op, value.sem), end))
                if op == "=":
                    amounts += [
                        (Bound(post, value.sem), stop)
                        for post, stop in chart.lex("POST", end)
                        if post != "~"
                    ]
    for limit, end in amounts:
        for stop in allowed_ends(chart, end):
            if chart.lex("UNIT", end) and chart.word(end) != "in":
                continue
            sem = replace(limit, op="<=") if limit.op == "=" and (limited or stop > end) else limit
            if sem.op in ("<=", "<") and act.kind != "steps":
                yield Found(("A", act, (Mod("count", sem),)), stop, about.cost)
            elif sem.op in ("<=", "<"):
                yield Found(("A", act, (Mod("duration", sem, "total"),)), stop, about.cost)
    for spent in time_bound(chart, i):  # hazards: at most 3 s in a row
        limit, mode = spent.sem
        sem = replace(limit, op="<=") if limit.op == "=" and limited else limit
        if sem.op in ("<=", "<") and not limit.bare:
            held = replace(act, kind="spend", touch=False)
            mode = mode or ("total" if act.kind == "steps" else "")
            yield Found(("R", held, (Mod("duration", sem, mode),)), spent.end, about.cost + 1)

"""Causes and consequences: "touching a vase makes hazards dangerous", "you lose if ..."."""

from __future__ import annotations

from collections.abc import Iterator

from natural_language.grammar.acts import act
from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.comparisons import contact_act
from natural_language.grammar.happenings import condition
from natural_language.grammar.judgements import judgements
from natural_language.grammar.meanings import Bound, Mod
from natural_language.grammar.modifiers import modifiers
from natural_language.grammar.nouns import counted_nominal
from natural_language.grammar.quantities import number
from natural_language.grammar.things import things

__all__ = ["caused_clauses", "doomed_clauses"]


@rule
def caused_clauses(chart: Chart, i: int) -> Iterator[Found]:
    """touching a vase makes hazards off limits; grass turns off the danger of water"""
    for cause in condition(chart, i):
        trigger = cause.sem
        if not trigger.touch or trigger.mods:
            continue
        for _, end in chart.lex("MAKES", cause.end):
            for found in things(chart, end):
                start = found.end
                if chart.word(start) in ("to", "into"):
                    start += 1
                for polarity, stop, _ in judgements(chart, start):
                    sem = contact_act(found.sem, touch=True)
                    kind = "after" if polarity == "P" else "until"
                    yield Found(("P", sem, (Mod(kind, trigger),)), stop, cause.cost + found.cost)
            for polarity, name in (
                ("after", "DANGER"),
                ("until", "SAFE"),
            ):  # makes off limits the hazards
                for _, stop in chart.lex(name, end):
                    for found in things(chart, stop):
                        sem = contact_act(found.sem, touch=True)
                        yield Found(
                            ("P", sem, (Mod(polarity, trigger),)),
                            found.end,
                            cause.cost + found.cost,
                        )
        for name, kind in (("LOCKS", "after"), ("UNLOCKS", "until")):
            for start in {cause.end, *(end for _, end in chart.lex("WILL", cause.end))}:
                for _, end in chart.lex(name, start):
                    skip = end + 1 if chart.word(end) in ("of", "from") else end
                    for found in things(chart, skip):
                        sem = contact_act(found.sem, touch=True)
                        yield Found(
                            ("P", sem, (Mod(kind, trigger),)), found.end, cause.cost + found.cost
                        )
                    for found in act(chart, skip):
                        yield Found(
                            ("P", found.sem, (Mod(kind, trigger),)),
                            found.end,
                            cause.cost + found.cost,
                        )


@rule
def doomed_clauses(chart: Chart, i: int) -> Iterator[Found]:
    """you will die if you touch lava; if you touch lava, you lose; two touches and you die"""
    for _, end in chart.lex("DIE", i):
        for name in ("WHEN", "EACH_AFTER", "AFTER"):
            for _, start in chart.lex(name, end):
                for found in condition(chart, start):
                    for mods in modifiers(chart, found.end):
                        yield Found(
                            ("P", found.sem, mods.sem), mods.end, found.cost + mods.cost + 1
                        )
        skip = end + 1 if chart.word(end) in ("by", "for", "from") else end
        for found in act(chart, skip):  # you will die touching water; death awaits those who ...
            for mods in modifiers(chart, found.end):
                yield Found(("P", found.sem, mods.sem), mods.end, found.cost + mods.cost + 2)
    for name in ("WHEN", "EACH_AFTER"):
        for _, start in chart.lex(name, i):
            for found in condition(chart, start):
                for mods in modifiers(chart, found.end):
                    stop = mods.end + 1 if chart.word(mods.end) == "," else mods.end
                    for _, end in chart.lex("DIE", stop):
                        yield Found(("P", found.sem, mods.sem), end, found.cost + mods.cost)
    for op, start in (("=", i), *chart.lex("PRE", i)):  # more than 3 vases and it's over
        for value in number(chart, start):
            if op not in ("=", ">", ">=") or value.sem != int(value.sem):
                continue
            for found in things(chart, value.end):
                skip = found.end
                for _, stop in chart.lex("TOUCH", skip):
                    skip = stop
                if len(found.sem.groups) > 1 or chart.word(skip) not in ("and", ",", "then"):
                    continue
                for _, end in chart.lex("DIE", skip + 1):
                    limit = Mod("count", Bound(op, value.sem))
                    act_ = contact_act(found.sem, touch=True)
                    yield Found(("P", act_, (limit,)), end, found.cost + 1)
    for found in counted_nominal(chart, i):
        if chart.word(found.end) in ("and", ",", "then"):
            for _, end in chart.lex("DIE", found.end + 1):
                mods_ = found.sem.mods
                if mods_ and mods_[0].value.op == "=":
                    yield Found(("P", found.sem, ()), end, found.cost)

"""Consequences as clauses: "you lose if you touch lava", "two touches and you die"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from natural_language.grammar.acts import act
from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.comparisons import contact_act
from natural_language.grammar.consequences import doomed, dooms
from natural_language.grammar.happenings import condition
from natural_language.grammar.meanings import Bound, Mod
from natural_language.grammar.modifiers import modifiers
from natural_language.grammar.nouns import counted_nominal, nominal
from natural_language.grammar.numbered import numbered
from natural_language.grammar.numbers import number, ordinal
from natural_language.grammar.things import Things, things

__all__ = ["doomed_clauses"]


_JUDGED = Mod("judged")


@rule
def doomed_clauses(chart: Chart, i: int) -> Iterator[Found]:
    """you will die if you touch lava; if you touch lava, you lose; two touches and you die"""
    for doom in dooms(chart, i):
        end = doom.end
        for name in ("WHEN", "EACH_AFTER", "AFTER"):
            for _, start in chart.lex(name, end):
                for found in condition(chart, start):
                    for mods in modifiers(chart, found.end):
                        yield Found(
                            ("P", found.sem, (*mods.sem, _JUDGED)),
                            mods.end,
                            found.cost + mods.cost + doom.cost + 1,
                        )
        if chart.word(end) in ("at", "on", "with", "upon", "after"):  # ends at the third hit
            for which in ordinal(chart, end + 1):
                for found in nominal(chart, which.end):
                    limit = Mod("count", Bound("nth", float(which.sem)))
                    sem = replace(found.sem, kind="contact")
                    yield Found(("P", sem, (limit,)), found.end, found.cost)
        skip = end + 1 if chart.word(end) in ("by", "for", "from") else end
        for found in act(chart, skip):  # you will die touching water; death awaits those who ...
            for mods in modifiers(chart, found.end):
                yield Found(
                    ("P", found.sem, (*mods.sem, _JUDGED)),
                    mods.end,
                    found.cost + mods.cost + doom.cost + 2,
                )
    for name in ("WHEN", "EACH_AFTER", "AFTER"):
        for _, start in chart.lex(name, i):
            for found in condition(chart, start):
                for mods in modifiers(chart, found.end):
                    stop = mods.end + 1 if chart.word(mods.end) == "," else mods.end
                    for doom in dooms(chart, stop):
                        cost = found.cost + mods.cost + doom.cost + (1 if name == "AFTER" else 0)
                        yield Found(("P", found.sem, (*mods.sem, _JUDGED)), doom.end, cost)
    yield from _so_many_things(chart, i)
    for found in counted_nominal(chart, i):
        if chart.word(found.end) in ("and", ",", "then"):
            for doom in dooms(chart, found.end + 1):
                mods_ = found.sem.mods
                if mods_ and mods_[0].value.op == "=":
                    yield Found(("P", found.sem, ()), doom.end, found.cost + doom.cost)
    for found in numbered(chart, i):  # after the fifth time you touch it you are dead
        mod = found.sem[0]
        if mod.kind == "after_n" and mod.extra:
            stop = found.end + 1 if chart.word(found.end) == "," else found.end
            for doom in dooms(chart, stop):
                sem = contact_act(Things(mod.extra), touch=True)
                yield Found(("P", sem, (mod, _JUDGED)), doom.end, found.cost + doom.cost)
    last = chart.last_groups(i)
    for value in number(chart, i) if last else ():  # (lava:) three strikes and you are out
        ends = [end for counted, end in chart.lex("EVENT_NOUN", value.end) if counted == "visits"]
        for end in (*ends, *(end for _, end in chart.lex("TIMES", value.end))):
            if chart.word(end) in ("and", ",", "then"):
                for doom in dooms(chart, end + 1):
                    sem = contact_act(Things(last), touch=True)
                    mods_ = (Mod("count", Bound("=", value.sem)), _JUDGED)
                    yield Found(("P", sem, mods_), doom.end, doom.cost + 3)
    for phrase, end in chart.lex("SUBJECT", i):  # whoever steps on lava dies
        if phrase in _WHOEVER:
            for found in condition(chart, end):
                for mods in modifiers(chart, found.end):
                    for fate in doomed(chart, mods.end):
                        yield Found(
                            ("P", found.sem, (*mods.sem, _JUDGED)), fate.end, found.cost + mods.cost
                        )


_WHOEVER = frozenset(
    "whoever,anyone who,anybody who,everyone who,those who,he who,all who,everybody who,"
    "people who,players who,visitors who,robots who,any robot that,any player who".split(",")
)


def _so_many_things(chart: Chart, i: int) -> Iterator[Found]:
    """more than 3 vases and it's over"""
    for op, start in (("=", i), *chart.lex("PRE", i)):
        for value in number(chart, start):
            if op not in ("=", ">", ">=") or value.sem != int(value.sem):
                continue
            for found in things(chart, value.end):
                skip = found.end
                for _, stop in chart.lex("TOUCH", skip):
                    skip = stop
                if len(found.sem.groups) > 1 or chart.word(skip) not in ("and", ",", "then"):
                    continue
                for doom in dooms(chart, skip + 1):
                    limit = Mod("count", Bound(op, value.sem))
                    act_ = contact_act(found.sem, touch=True)
                    yield Found(("P", act_, (limit,)), doom.end, found.cost + doom.cost + 1)

"""Numbers, times and costs as measures: "the number of touches must not exceed 3"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from natural_language.grammar.acts import act
from natural_language.grammar.chart import Chart, Found
from natural_language.grammar.meanings import Act, Mod
from natural_language.grammar.modals import POLARITY, modal
from natural_language.grammar.nouns import nominal
from natural_language.grammar.relations import amount, denied_heads, heads, relation
from natural_language.grammar.states import place

__all__ = ["Cost", "cost_measure", "limited_noun", "number_measure", "time_measure"]


@dataclass(frozen=True)
class Cost:
    """The task's own cost, bounded."""

    budget: float
    average: bool


def cost_measure(chart: Chart, i: int) -> Iterator[Found]:
    """the total cost must not exceed 25; no episode may cost more than 25"""
    for start in set(heads(chart, i)):
        average = False
        skip = start
        for _, end in chart.lex("AVERAGE", start):
            average, skip = True, end
        if chart.word(start) in ("avg", "avg."):
            average, skip = True, start + 1
        for _, end in chart.lex("COST_NOUN", skip):
            stops = {end}
            for _, stop in chart.lex("EPISODE", end):
                stops.add(stop)
            for _, stop in chart.lex("AVERAGE", end):
                stops.add(stop)
                average = True
            for stop in stops:
                for limit in relation(chart, stop, "number"):
                    if limit.sem.op in ("<=", "<", "="):
                        strict = limit.sem.op == "<" and not average
                        budget = max(limit.sem.value - (1 if strict else 0), 0.0)
                        cost = limit.cost + (12 if limit.sem.op == "<" else 0)
                        yield Found(("C", Cost(budget, average), ()), limit.end, cost)
    if (
        chart.word(i) in ("no", "never", "not")
        or chart.lex("EPISODE", i)
        or chart.word(i) in ("episode", "every", "each", "an")
    ):
        negative = chart.word(i) in ("no", "never", "not")
        start = i + 1 if negative else i
        for subject_end in {start, *(end for _, end in chart.lex("EPISODE", start)), start + 1}:
            if chart.word(subject_end - 1) not in ("episode", "run"):
                continue
            for before in modal(chart, subject_end):
                if chart.word(before.end) in ("cost", "costs"):
                    polarity = POLARITY[before.sem]
                    for limit in amount(chart, before.end + 1, "number"):
                        sem = limit.sem
                        if negative or polarity == "P":
                            sem = sem.flipped()
                        if sem.op in ("<=", "<"):
                            yield Found(("C", Cost(sem.value, False), ()), limit.end, 0)


def number_measure(chart: Chart, i: int) -> Iterator[Found]:
    """the number of vase contacts must not exceed 3; the average number of grass steps ..."""
    denied = set(denied_heads(chart, i))
    for start in {*heads(chart, i), *denied}:
        mods: tuple[Mod, ...] = ()
        skip = start
        for phrase, end in chart.lex("AVERAGE", start):
            mods, skip = (Mod("average"),), end
            if phrase.endswith("number of"):
                skip = end - 2
        for word in ("total", "maximum", "max", "overall", "allowed", "permitted"):
            if chart.word(skip) == word:
                skip += 1
        if chart.word(skip) not in ("number", "amount", "count") or chart.word(skip + 1) not in (
            "of",
            "you",
        ):
            continue
        begin = skip + 2
        for found in nominal(chart, begin):
            yield from _count_relation(chart, found, mods, start in denied)
        if chart.word(begin) in ("times", "occasions"):
            for before in modal(chart, begin + 1):
                for found in act(chart, before.end):
                    visits = Found(replace(found.sem, kind="visits"), found.end, found.cost)
                    yield from _count_relation(chart, visits, mods, start in denied)
        for _, end in chart.lex("EVENT_NOUN", begin):
            skip = end + 1 if chart.word(end) in ("spent", "that", "you") else end
            spent = {skip, *(stop for _, stop in chart.lex("SPEND", skip))}
            for found in (one for stop in spent for one in place(chart, stop)):
                steps = Found(replace(found.sem, kind="steps"), found.end, found.cost)
                yield from _count_relation(chart, steps, mods, start in denied)


def limited_noun(chart: Chart, i: int) -> Iterator[Found]:
    """limit hazard entries to three; vase touches are limited to two"""
    for start in set(heads(chart, i)):
        for found in nominal(chart, start):
            told = chart.words[found.end : found.end + 4]
            if start > i or {"limited", "capped", "restricted", "exceed"} & set(told):
                yield from _count_relation(chart, found, ())


def _count_relation(
    chart: Chart, found: Found, mods: tuple[Mod, ...], denied: bool = False
) -> Iterator[Found]:
    stops = {found.end}
    for _, end in chart.lex("EPISODE", found.end):
        stops.add(end)
    for stop in stops:
        for limit in relation(chart, stop, "number"):
            sem = limit.sem if limit.sem.op != "=" or denied else replace(limit.sem, op="<=")
            sem = sem.flipped() if denied and sem.op != "=" else sem
            if sem.op not in ("<=", "<"):
                continue
            steps = found.sem.kind == "steps"
            said = Mod("duration", sem, "total") if steps else Mod("count", sem)
            base: Act = found.sem
            yield Found(("A", base, (*mods, said)), limit.end, found.cost + limit.cost)


_UNBROKEN = frozenset("uninterrupted continuous unbroken consecutive single contiguous".split())
_ONE_STAY = frozenset("each every any no one individual".split()) | _UNBROKEN


def time_measure(chart: Chart, i: int) -> Iterator[Found]:
    """the accumulated time inside hazards must not exceed 3 s; time there: at most 2 s in a row"""
    for start in set(heads(chart, i)):
        skip = start
        mods: tuple[Mod, ...] = ()
        none = chart.word(skip) == "no"
        unbroken = False
        begin = skip
        while chart.word(begin) in _ONE_STAY:
            unbroken = unbroken or chart.word(begin) in _UNBROKEN
            begin += 1
        if chart.lex("TIME_NOUN", begin):
            skip = begin
        for kind in ("TOTAL", "AVERAGE"):
            for _, end in chart.lex(kind, start):
                if chart.lex("TIME_NOUN", end):
                    skip = end
                    mods = (Mod("average"),) if kind == "AVERAGE" else ()
        total = skip > start and not mods and chart.word(start) not in _ONE_STAY
        for noun, end in chart.lex("TIME_NOUN", skip):
            summed = total or any(
                word in noun for word in ("total", "cumulative", "overall", "combined")
            )
            ends = {end}
            if chart.word(end) == "spent":
                ends.add(end + 1)
            for stop in ends:
                for found in (
                    *place(chart, stop),
                    *act(chart, stop + 1 if chart.word(stop) in ("of", "you") else stop),
                ):
                    if chart.word(found.end) in ("for", "up"):
                        continue
                    if noun in ("stay", "visit") and chart.word(found.end) in (
                        "no",
                        "not",
                        "never",
                    ):
                        continue
                    if noun in ("stay", "visit") and not any(
                        before.end > found.end for before in modal(chart, found.end)
                    ):
                        continue
                    for limit in relation(chart, found.end, "time"):
                        sem = limit.sem if limit.sem.op != "=" else replace(limit.sem, op="<=")
                        if none and sem.op in (">", ">="):  # no stay may exceed one second
                            sem = sem.flipped()
                        elif none:
                            continue
                        if sem.op not in ("<=", "<"):
                            continue
                        mode = (
                            "total"
                            if summed
                            else (
                                "row"
                                if unbroken
                                or noun.startswith(("stay", "visit", "stretch", "period"))
                                else ""
                            )
                        )
                        said = Mod("duration", sem, mode)
                        base = replace(found.sem, kind="spend", touch=False)
                        yield Found(("R", base, (*mods, said)), limit.end, found.cost + limit.cost)

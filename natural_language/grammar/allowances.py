"""How often is still fine: "the lava forgives you twice", "your grass allowance is 3 touches"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from natural_language.grammar.acts import act
from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.comparisons import contact_act
from natural_language.grammar.consequences import harms
from natural_language.grammar.counts import count
from natural_language.grammar.happenings import condition
from natural_language.grammar.meanings import Bound, Mod
from natural_language.grammar.modals import POLARITY, modal
from natural_language.grammar.nouns import counted_nominal
from natural_language.grammar.numbers import number, ordinal
from natural_language.grammar.relations import relation
from natural_language.grammar.states import place
from natural_language.grammar.things import things
from natural_language.grammar.verdicts import judgements

__all__ = ["allowances"]


@rule
def allowances(chart: Chart, i: int) -> Iterator[Found]:
    """Clauses about a number that is allowed; ``(polarity, act, modifiers)`` cores."""
    yield from _tolerated(chart, i)
    yield from _budgeted(chart, i)
    yield from _limited_self(chart, i)
    yield from _it_takes(chart, i)
    yield from _count_there(chart, i)
    yield from _if_you_must(chart, i)
    yield from _all_but(chart, i)
    yield from _the_most(chart, i)
    if tuple(chart.words[i : i + 3]) == ("one", "and", "done"):  # one and done with water
        start = i + 4 if chart.word(i + 3) in ("with", "on", "for", "in") else i + 3
        for found in things(chart, start):
            mods = (Mod("count", Bound("<=", 1.0)),)
            yield Found(("A", contact_act(found.sem, touch=True), mods), found.end, 1)


_TOLERATE = frozenset(
    "take takes stand stands bear bears forgive forgives tolerate tolerates allow allows permit "
    "permits survive survives withstand withstands endure endures handle handles accept accepts "
    "hold holds suffer suffers support supports excuse excuses grant grants give gives spare "
    "spares last lasts offer offers let lets bless have has".split()
)


def _most(limit: Bound) -> Bound:
    return replace(limit, op="<=") if limit.op == "=" else limit


def _tolerated(chart: Chart, i: int) -> Iterator[Found]:
    """lava forgives you twice; grass can take four footsteps; it will not forgive a fourth"""
    for found in things(chart, i):
        base = contact_act(found.sem, touch=True)
        for before in modal(chart, found.end):
            skip = before.end + 1 if chart.word(before.end) == "only" else before.end
            if chart.word(skip) not in _TOLERATE:
                continue
            polarity = POLARITY[before.sem]
            starts = {skip + 1} | {
                end for name in ("SELF", "SUBJECT") for _, end in chart.lex(name, skip + 1)
            }
            for start in starts:
                if polarity == "P":
                    for which in ordinal(chart, start):
                        for end in _visits(chart, which.end):
                            mods = (Mod("count", Bound("nth", float(which.sem))),)
                            yield Found(("P", base, mods), end, found.cost + 1)
                for limit in count(chart, start):
                    mods = (Mod("count", limit.sem if polarity == "P" else _most(limit.sem)),)
                    told = "P" if polarity == "P" else "A"
                    yield Found((told, base, mods), limit.end, found.cost + 1)
                for op, begin in (("=", start), *chart.lex("PRE", start)):
                    for value in number(chart, begin):
                        for end in _visits(chart, value.end):
                            limit_ = Bound(op, value.sem)
                            limit_ = limit_ if polarity == "P" else _most(limit_)
                            told = "P" if polarity == "P" else "A"
                            yield Found((told, base, (Mod("count", limit_),)), end, found.cost + 1)


def _visits(chart: Chart, i: int) -> Iterator[int]:
    """visits; visits from you; times"""
    ends = [end for counted, end in chart.lex("EVENT_NOUN", i) if counted == "visits"]
    ends += [end for _, end in chart.lex("TIMES", i)]
    for end in ends:
        yield end
        if chart.word(end) in ("by", "from", "of"):
            for _, stop in chart.lex("SELF", end + 1):
                yield stop


_BUDGETS = frozenset(
    "budget allowance limit quota counter count tally cap maximum max ration total number score "
    "credit touches visits contacts contact steps hits entries crossings limits".split()
)


def _budgeted(chart: Chart, i: int) -> Iterator[Found]:
    """your grass allowance is 3 touches; the limit for water is five; lava counter <= 4"""
    options: list[Found] = []
    for found in things(chart, i):
        end = found.end + 1 if chart.word(found.end) == "'s" else found.end
        if chart.word(end) in _BUDGETS:
            options.append(Found(found.sem, end + 1, found.cost))
    if chart.word(i) in _BUDGETS and chart.word(i + 1) in ("for", "on", "of", "with", "in", "to"):
        start = i + 2
        for _, end in chart.lex("EVENT_NOUN", start):
            if chart.word(end) in ("of", "to", "with", "on", "in"):
                start = end + 1
        for found in things(chart, start):
            options.append(found)
    for found in options:
        stops = {found.end}
        for _, end in chart.lex("EPISODE", found.end):
            stops.add(end)
        for stop in stops:
            for limit in relation(chart, stop, "number"):
                if limit.sem.op in ("=", "<=", "<") and limit.end > stop + 1:
                    mods = (Mod("count", _most(limit.sem)),)
                    base = contact_act(found.sem, touch=True)
                    cost = found.cost + limit.cost + 1
                    yield Found(("A", base, mods), limit.end, cost)


def _limited_self(chart: Chart, i: int) -> Iterator[Found]:
    """limit yourself to two lava touches; restrict yourself to three steps on grass"""
    for before in modal(chart, i):
        if POLARITY[before.sem] != "R":
            continue
        for name in ("LIMIT", "KEEP"):
            for _, end in chart.lex(name, before.end):
                for _, skip in chart.lex("SELF", end):
                    if chart.word(skip) != "to":
                        continue
                    for found in act(chart, skip + 1):  # to walking on grass three times
                        for limit in count(chart, found.end) if found.sem.touch else ():
                            if limit.sem.op in ("=", "<="):
                                told = (Mod("count", _most(limit.sem)),)
                                yield Found(("A", found.sem, told), limit.end, found.cost)
                    for found in counted_nominal(chart, skip + 1):
                        mods = tuple(
                            replace(mod, value=_most(mod.value))
                            if isinstance(mod.value, Bound)
                            else mod
                            for mod in found.sem.mods
                        )
                        sem = replace(found.sem, mods=mods)
                        yield Found(("A", sem, ()), found.end, found.cost + 1)


def _it_takes(chart: Chart, i: int) -> Iterator[Found]:
    """it takes four touches of lava to kill you: the fourth is one too many"""
    if chart.word(i) != "it" or chart.word(i + 1) not in ("takes", "took", "only", "needs"):
        return
    start = i + 3 if chart.word(i + 1) == "only" else i + 2
    for found in counted_nominal(chart, start):
        if chart.word(found.end) == "to":
            for hurt in harms(chart, found.end + 1):
                yield Found(("P", found.sem, ()), hurt.end, found.cost + hurt.cost)


def _count_there(chart: Chart, i: int) -> Iterator[Found]:
    """twice on the grass is fine; a third time in the water is deadly"""
    for limit in count(chart, i):
        for where in place(chart, limit.end):
            sem = where.sem
            if sem.kind not in ("contact", "each") or not sem.groups:
                continue
            for polarity, end, cost in judgements(chart, where.end):
                if polarity == "A" and limit.sem.op in ("=", "<="):
                    mods = (Mod("count", _most(limit.sem)),)
                elif polarity == "P":
                    mods = (Mod("count", limit.sem),)
                else:
                    continue
                told = replace(sem, touch=True)
                yield Found((polarity, told, mods), end, limit.cost + where.cost + cost + 1)


_MUST_YOU = tuple(
    tuple(words.split())
    for words in (
        "must,have to,need to,really must,really have to,absolutely must,do have to,want to,"
        "really want to,feel you must,do need to,are forced to,are going to,are to,do,ever do,"
        "cannot avoid,can not help,can not avoid,would like to,feel like,wish to"
    ).split(",")
)
_DO_SO = tuple(
    tuple(words.split())
    for words in (
        ",do so,do it,then do so,then do it,make it,then,then make it,it should be,it must be,"
        "it may be,it can be,keep it to,limit it to,you may do so,you can do so,you may do it,"
        "you can do it,only do so,only do it,you must do so,you should do so,then only,"
        "let it be,see to it that it is,you can only do so,you may only do so,you can only do it"
    ).split(",")
)


def _if_you_must(chart: Chart, i: int) -> Iterator[Found]:
    """if you must cross lava, do so at most once"""
    for _, start in chart.lex("WHEN", i):
        for _, end in chart.lex("SUBJECT", start):
            for words in _MUST_YOU:
                if tuple(chart.words[end : end + len(words)]) != words:
                    continue
                for found in condition(chart, end + len(words)):
                    if not found.sem.touch or found.sem.mods:
                        continue
                    stop = found.end + 1 if chart.word(found.end) == "," else found.end
                    for more in _DO_SO:
                        if tuple(chart.words[stop : stop + len(more)]) != more:
                            continue
                        begin = stop + len(more)
                        begin += 1 if chart.word(begin) == "only" else 0
                        for limit in count(chart, begin):
                            mods = (Mod("count", _most(limit.sem)),)
                            yield Found(("A", found.sem, mods), limit.end, found.cost)


_ALL = (
    ("anything",), ("everything",), ("anywhere",), ("everywhere",), ("all",), ("all", "tiles"),
    ("every", "tile"), ("any", "tile"), ("all", "squares"), ("every", "square"), ("any", "square"),
    ("all", "blocks"), ("all", "else"), ("whatever",), ("wherever",), ("every", "block"),
)  # fmt: skip


def _all_but(chart: Chart, i: int) -> Iterator[Found]:
    """anything but lava; everything except the grass is safe; go anywhere except in water"""
    starts = {i}
    for before in modal(chart, i):
        if POLARITY[before.sem] != "P":
            for name in ("TOUCH", "ENTER", "GO", "MOTION", "SPEED_VERB"):
                starts |= {end for _, end in chart.lex(name, before.end)}
    for start in starts:
        for words in _ALL:
            end = start + len(words)
            if tuple(chart.words[start:end]) != words:
                continue
            for like in (("you", "like"), ("you", "want"), ("you", "please"), ()):
                skip = end + len(like)
                if tuple(chart.words[end:skip]) != like:
                    continue
                skip += 1 if chart.word(skip) == "," else 0
                for _, stop in chart.lex("EXCEPT", skip):
                    stop += 1 if chart.word(stop) in ("on", "in", "into", "onto", "for") else 0
                    for found in things(chart, stop):
                        sem = contact_act(found.sem, touch=True)
                        yield Found(
                            ("P", sem, ()), found.end, found.cost + (3 if start == i else 1)
                        )
                        for polarity, last, _ in judgements(chart, found.end):
                            if polarity == "A":
                                yield Found(("P", sem, ()), last, found.cost)


def _the_most(chart: Chart, i: int) -> Iterator[Found]:
    """the most you can walk on grass is two times; the most you may touch it is once"""
    if chart.word(i) not in ("most", "maximum", "max"):
        return
    for before in modal(chart, i + 1):
        if POLARITY[before.sem] != "A":
            continue
        for found in act(chart, before.end):
            if not found.sem.touch or found.sem.mods:
                continue
            for _, start in chart.lex("BE", found.end):
                for limit in count(chart, start):
                    if limit.sem.op in ("=", "<="):
                        mods = (Mod("count", _most(limit.sem)),)
                        yield Found(("A", found.sem, mods), limit.end, found.cost)

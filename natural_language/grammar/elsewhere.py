"""Clauses that lean on the one before: "elsewhere 1.5 m/s", "and at most 8 per episode"."""

from __future__ import annotations

from collections.abc import Iterator

from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.counts import count
from natural_language.grammar.meanings import Act, Bound, Mod, all_of, groups_in, negated
from natural_language.grammar.modifiers import modifiers
from natural_language.grammar.numbers import number
from natural_language.grammar.rules import rules_of
from natural_language.grammar.said import Rule
from natural_language.grammar.speeds import speed_act, speed_bound
from saferl.constraints import Always, And, AtMost, ForAtMost, Never, Predicate

__all__ = ["elsewhere", "elided", "place_of"]


_ELSEWHERE = tuple(
    tuple(words.split())
    for words in (
        "elsewhere,everywhere else,anywhere else,otherwise,outside of it,outside that,"
        "outside of that,outside that zone,outside it,outside of them,outside them,beyond that,"
        "in all other places,at all other times,in other places,in all other cases,"
        "farther away,further away,further out,farther out,in any other place,"
        "outside of that zone,outside that range,outside that radius,beyond that range,"
        "beyond that radius,in open,away from them,away from it,rest of time,at other times"
    ).split(",")
)
_IT_IS = tuple(
    tuple(words.split())
    for words in (
        ",it is,limit is,you may go,you can go,you may do,you can do,go,speed limit is,"
        "it may be,it can be,maximum is,max is,top speed is,you may drive,you can drive,"
        "keep to,stay at,speed may be,it may go,you may move,you can move,speed may reach,"
        "maximum speed is,max speed is,limit rises to,limit is raised to,it may do"
    ).split(",")
)


def place_of(rules: tuple[Rule, ...]) -> Predicate | None:
    """Where the last rule holds, if only somewhere: near gremlins, inside hazards."""
    for one in reversed(rules):
        if isinstance(one.formula, Never | Always):
            bad = one.formula.predicate
            bad = bad if isinstance(one.formula, Never) else negated(bad)
            parts = bad.of if isinstance(bad, And) else ()
            near = tuple(part for part in parts if groups_in(part))
            if near and len(near) < len(parts):
                return all_of(near)
    return None


@rule
def elsewhere(chart: Chart, i: int, place: Predicate) -> Iterator[Found]:
    """elsewhere it's 1.5 m/s; the meaning is a tuple of rules."""
    starts = {i, i + 1 if chart.word(i) in ("and", "but", ",") else i}
    for start in starts:
        for words in _ELSEWHERE:
            end = start + len(words)
            if tuple(chart.words[start:end]) != words:
                continue
            end += chart.word(end) in (",", ":")
            for told in _IT_IS:
                begin = end + len(told)
                if tuple(chart.words[end:begin]) != told:
                    continue
                for limit in speed_bound(chart, begin):
                    if limit.sem.bare or limit.sem.op in (">", ">=", "range"):
                        continue
                    slow = speed_act(chart, limit.sem)
                    bad = all_of((negated(place), negated(slow.parts[0])))
                    yield Found((Rule(Never(bad), notes=slow.notes),), limit.end, limit.cost)


@rule
def elided(chart: Chart, i: int, rules: tuple[Rule, ...]) -> Iterator[Found]:
    """ "... and at most 8 in the whole episode": what is counted was said before."""
    last = rules[-1].formula if rules else None
    if not isinstance(last, AtMost | ForAtMost):
        return
    amounts = [(one.sem, one.end, one.cost) for one in count(chart, i)]
    for op, start in chart.lex("PRE", i):
        for value in number(chart, start):
            if op == "~" or value.sem != int(value.sem):
                continue
            ends = {value.end, *(end for _, end in chart.lex("EVENT_NOUN", value.end))}
            if tuple(chart.words[value.end : value.end + 2]) in (("of", "them"), ("of", "these")):
                ends.add(value.end + 2)
            amounts += [(Bound(op, value.sem), end, 0) for end in ends]
    for limit, end, cost in amounts:
        if limit.op not in ("<=", "<") or (chart.lex("UNIT", end) and chart.word(end) != "in"):
            continue
        for back in modifiers(chart, end):
            mods = back.sem
            telling = [mod for mod in mods if mod.kind in ("window", "episode", "average")]
            if len(telling) != 1 or any(mod.kind not in _SAID_OF_IT for mod in mods):
                continue
            act = Act((last.predicate,), touch=True, kind="contact")
            for found, extra in rules_of("A", act, (Mod("count", limit), *mods)):
                yield Found(found, back.end, cost + back.cost + extra + 1)


_SAID_OF_IT = ("window", "episode", "average", "said", "combined")

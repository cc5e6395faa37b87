"""Sentences: clauses with what stands before and after them, joined by commas, "and" and "but".

`readings` gives every way to read a sentence that uses all its words, cheapest first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from natural_language.grammar.anaphora import backward, event_of, linked
from natural_language.grammar.asides import aside, facts
from natural_language.grammar.bargains import bargain
from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.clauses import core
from natural_language.grammar.comparisons import contact_act
from natural_language.grammar.elsewhere import elided, elsewhere, place_of
from natural_language.grammar.errands import errand, errand_ends
from natural_language.grammar.excuses import harmless
from natural_language.grammar.idioms import idiom
from natural_language.grammar.lives import lives
from natural_language.grammar.loose import loose_clause
from natural_language.grammar.meanings import Act, Mod
from natural_language.grammar.modifiers import modifiers
from natural_language.grammar.orders import in_order
from natural_language.grammar.remarks import remark
from natural_language.grammar.repeated import repeated, turned
from natural_language.grammar.rules import rules_of
from natural_language.grammar.said import Rule
from natural_language.grammar.tallied_measures import Cost
from natural_language.grammar.things import things
from saferl.constraints import After, AtMost, Not, TaskCost

__all__ = ["readings"]


#: Modifiers in front of a first clause that may reach over the clauses after it.
_REACHING = ("after", "every", "when", "while", "until", "before", "first_n", "average", "unless")


_MOST_CLAUSES = 5


def readings(chart: Chart) -> list[Found]:
    """Every set of rules the whole sentence can mean, each once, cheapest first."""
    best: dict[tuple[Rule, ...], int] = {}
    options = list(_clauses(chart, 0, 0, ()))
    event, where = chart.setting.event, chart.setting.place
    options += elsewhere(chart, 0, where) if where is not None else ()
    for once_more in (repeated, turned):
        options += once_more(chart, 0, chart.setting.rules)
    for kind, start in backward(chart, 0):
        for found in _clauses(chart, start, 1, ()) if event is not None else ():
            tied = None if event is None else linked(found.sem, event, kind)
            if tied is not None:
                options.append(Found(tied, found.end, found.cost - 1))
    if event is not None:
        for found in tuple(options):
            tied = linked(found.sem, event, "after") if _pointing(found.sem) else None
            if tied is not None:
                options.append(Found(tied, found.end, found.cost - 1))
    for found in options:
        if found.end == chart.size and not _pointing(found.sem):
            cost = best.get(found.sem)
            if cost is None or found.cost < cost:
                best[found.sem] = found.cost
    ranked = sorted(best.items(), key=lambda item: (item[1], _doubts(item[0])))
    return [Found(rules, chart.size, cost) for rules, cost in ranked]


def _doubts(rules: tuple[Rule, ...]) -> int:
    """Of readings equally far-fetched, the one without open questions comes first."""
    return sum(note.code == "NO_THRESHOLD" for rule_ in rules for note in rule_.notes)


@rule
def _clauses(chart: Chart, i: int, depth: int, reaching: tuple[Mod, ...]) -> Iterator[Found]:
    """A clause and those after it; ``reaching`` are modifiers of the first clause's front."""
    if depth >= _MOST_CLAUSES:
        return
    for first in _clause(chart, i, reaching):
        rules, front = first.sem
        if first.end == chart.size:
            yield Found(rules, first.end, first.cost)
            continue
        for start, cost in _joints(chart, first.end):
            if start >= chart.size:
                yield Found(rules, start, first.cost + cost)
                continue
            for rest in _clauses(chart, start, depth + 1, ()):
                yield Found(rules + rest.sem, rest.end, first.cost + rest.cost + cost)
            for rest in elided(chart, start, rules):
                for end, more in _ended(chart, rest.end):
                    total = first.cost + rest.cost + cost + more
                    yield Found(rules + rest.sem, end, total)
            for once_more in (repeated, turned):
                for rest in once_more(chart, start, rules):
                    for end, more in _ended(chart, rest.end):
                        total = first.cost + rest.cost + cost + more
                        yield Found(rules + rest.sem, end, total)
            where = place_of(rules)
            for rest in elsewhere(chart, start, where) if where is not None else ():
                yield Found(rules + rest.sem, rest.end, first.cost + rest.cost + cost)
            if chart.lex("SURE", i) and not reaching and depth == 0:
                yield from _shared_end(chart, i, first, start, cost)
            event = event_of(rules)
            for rest in _clauses(chart, start, depth + 1, ()) if event is not None else ():
                if event is None or not _pointing(rest.sem):
                    continue
                tied = linked(rest.sem, event, "after")
                if tied is not None:
                    total = first.cost + rest.cost + cost + (9 if _itself(rules, tied) else 0)
                    yield Found(rules + tied, rest.end, total)
            for kind, skip in backward(chart, start):
                for rest in _clauses(chart, skip, depth + 1, ()) if event is not None else ():
                    tied = None if event is None else linked(rest.sem, event, kind)
                    if tied is not None:
                        odd = 9 if _itself(rules, tied) else 0
                        total = first.cost + rest.cost + cost + odd
                        yield Found(rules + tied, rest.end, total - 1)
            reach = tuple(mod for mod in front if mod.kind in _REACHING)
            if reach:
                for rest in _clauses(chart, start, depth + 1, reach):
                    yield Found(rules + rest.sem, rest.end, first.cost + rest.cost + cost)


def _shared_end(chart: Chart, i: int, first: Found, j: int, cost: int) -> Iterator[Found]:
    """make sure that A and that B before C: the condition at the end holds for both"""
    for heart in core(chart, j):
        for back in modifiers(chart, heart.end):
            ties = [mod for mod in back.sem if mod.kind in _REACHING]
            if back.end != chart.size or not ties or len(ties) < len(back.sem):
                continue
            for rules, extra in _meant(heart.sem, back.sem):
                for again in _clause(chart, i, back.sem):
                    if again.end == first.end:
                        total = again.cost + heart.cost + back.cost + extra + cost - 1
                        yield Found(again.sem[0] + rules, back.end, total)


def _ended(chart: Chart, i: int) -> Iterator[tuple[int, int]]:
    yield i, 0
    for _, end in chart.lex("OUTRO", i):
        yield end, 1


def _itself(rules: tuple[Rule, ...], tied: tuple[Rule, ...]) -> bool:
    """ "grass burns after lava, so from then on keep off it": hardly off the lava"""
    if any(isinstance(one.formula, After) and isinstance(one.formula.trigger, Not) for one in tied):
        return True
    return any(isinstance(rule.formula, After) for rule in rules) and any(
        isinstance(rule.formula, AtMost) for rule in tied
    )


def _pointing(rules: tuple[Rule, ...]) -> bool:
    """Whether words like "afterwards" in it still wait for what they point to."""
    return any(rule.kind == "afterwards" for rule in rules)


_CLAUSE_JOINTS = tuple(
    tuple(words.split())
    for words in (
        "and,but,and also,so,while,and to,then,and then,yet,just,and that,whereas,only,otherwise,"
        "and otherwise,but only,although,but also,plus,all while,while also,and while,"
        "and all while,as long as you,and please,but then,but please,but whatever you do,"
        "but remember,but beware,"
        "just not,only not"
    ).split(",")
)


def _joints(chart: Chart, i: int) -> Iterator[tuple[int, int]]:
    start = i
    while chart.word(start) in (",", ":", "(", ")", '"', "~"):
        start += 1
    if start > i:
        yield start, 1
    if chart.word(start) == "nor":  # the next clause is denied by it
        yield start, 0
    for joint in _CLAUSE_JOINTS:
        if tuple(chart.words[start : start + len(joint)]) == joint:
            yield start + len(joint), 0 if joint[0] in ("and", "but", "nor") else 1
            after = start + len(joint)
            if chart.word(after) == ",":
                yield after + 1, 1


_TOLD = (idiom, lives, bargain, in_order, errand)


@rule
def _clause(chart: Chart, i: int, reaching: tuple[Mod, ...]) -> Iterator[Found]:
    """One clause; the meaning is (its rules, the modifiers in front of it)."""
    for told in _TOLD if not reaching else ():
        for found in told(chart, i):
            yield Found((found.sem, ()), found.end, found.cost)
    for front in modifiers(chart, i):
        start, cost = front.end, front.cost
        if chart.word(start) in (",", ":", ")"):
            start += 1
        elif front.sem:
            cost += 1 if front.sem[-1].kind != "said" else 0
        if reaching and any(mod.kind in _REACHING for mod in front.sem):
            continue
        if not reaching and any(mod.kind in _REACHING for mod in front.sem):
            yield from _explained(chart, start, front)
        for heart in core(chart, start):
            for back in modifiers(chart, heart.end):
                mods = (*reaching, *front.sem, *back.sem)
                total = cost + heart.cost + back.cost
                for rules, extra in _meant(heart.sem, mods):
                    yield Found((rules, front.sem), back.end, total + extra)
    if not reaching:
        if chart.setting.loose:
            for found in loose_clause(chart, i):
                yield Found((found.sem, ()), found.end, found.cost)
        yield from remark(chart, i)
        yield from _on_errand(chart, i)
        for found in aside(chart, i):
            yield Found((found.sem, ()), found.end, found.cost)
        yield from _after_fact(chart, i)


def _on_errand(chart: Chart, i: int) -> Iterator[Found]:
    """find a route that never crosses grass; take a path around the water"""
    for found in errand_ends(chart, i) if chart.setting.grid else ():
        if chart.word(found.end) in ("that", "which"):
            for rest in _clause(chart, found.end, ()):
                yield Found(rest.sem, rest.end, found.cost + rest.cost)
        if chart.word(found.end) in ("around", "past"):
            for spared in things(chart, found.end + 1):
                for rules, cost in rules_of("P", contact_act(spared.sem, touch=True), ()):
                    yield Found((rules, ()), spared.end, found.cost + cost)


def _meant(
    heart: tuple[str, Act | Cost, tuple[Mod, ...]], mods: tuple[Mod, ...]
) -> Iterator[tuple[tuple[Rule, ...], int]]:
    polarity, about, inner = heart
    if isinstance(about, Cost):
        average = about.average or any(mod.kind == "average" for mod in mods)
        if all(mod.kind in ("average", "episode", "said", "combined") for mod in mods):
            yield (Rule(TaskCost(), about.budget, "expected" if average else "always"),), 0
        return
    every = (*inner, *mods)
    if any(mod.kind == "only" for mod in every):
        every, polarity = _only(every), "A" if polarity == "R" else polarity
    yield from rules_of(polarity, about, every)


def _only(mods: tuple[Mod, ...]) -> tuple[Mod, ...]:
    """ "only touch vases after ...": the word belongs to the connective, or to the number."""
    done = []
    counted = any(mod.kind == "count" and mod.value.op in ("=", "<=", "<") for mod in mods)
    for mod in mods:
        if counted and mod.kind in ("after", "when", "while", "before", "until", "every", "place"):
            done.append(mod)  # "after that only three times": the word belongs to the number
        elif mod.kind in ("after", "when", "while", "before", "until", "every"):
            done.append(replace(mod, kind=f"only_{mod.kind}"))
        elif mod.kind == "place":
            done.append(Mod("only_while", mod.value))
        elif mod.kind == "count" and mod.value.op == "=":
            done.append(Mod("count", replace(mod.value, op="<=")))
        elif mod.kind != "only":
            done.append(mod)
    return tuple(done)


def _after_fact(chart: Chart, i: int) -> Iterator[Found]:
    """A rule after what explains it: "lava heats your boots, so keep off grass afterwards"."""
    for found in facts(chart, i):
        event = found.sem
        for rest in _clause(chart, found.end, ()):
            yield Found(rest.sem, rest.end, rest.cost + found.cost)
            if event is not None and _pointing(rest.sem[0]):
                tied = linked(rest.sem[0], event, "after")
                if tied is not None:
                    yield Found((tied, ()), rest.end, rest.cost + found.cost - 2)


def _explained(chart: Chart, i: int, front: Found) -> Iterator[Found]:
    """when you have been on lava your feet are hot, so don't touch grass"""
    stop = i
    while stop < chart.size and chart.word(stop) not in (",", "so") and stop - i < 8:
        stop += 1
    if stop == i or stop >= chart.size or not harmless(chart, i, stop):
        return
    start = stop
    while chart.word(start) in (",", "so", "and"):
        start += 1
    reach = tuple(mod for mod in front.sem if mod.kind in _REACHING)
    for rest in _clause(chart, start, reach):
        yield Found(rest.sem, rest.end, front.cost + rest.cost + 5)

"""Clauses: the forms in which people state a rule.

A clause is an order ("do not touch vases"), a judgement ("vases are off limits", "touching them is
forbidden"), a count ("at most three bumps"), a measure ("your speed must stay below 1 m/s") or a
cause ("touching a vase makes hazards dangerous"). Each yields ``(polarity, act, modifiers)``
cores, which `grammar.rules` turns into formulas.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from natural_language.grammar import obligations
from natural_language.grammar.acts import act
from natural_language.grammar.adverbs import adverbs
from natural_language.grammar.allowances import allowances
from natural_language.grammar.causes import caused_clauses, forfeits
from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.comparisons import contact_act
from natural_language.grammar.dooms import doomed_clauses
from natural_language.grammar.episodes import episode_clauses
from natural_language.grammar.happenings import condition
from natural_language.grammar.judgements import judged_clauses, no_clauses, nth_clauses
from natural_language.grammar.labels import labelled_clauses
from natural_language.grammar.limited import limited_clauses
from natural_language.grammar.meanings import Act, Mod, all_of, any_of, condition_of
from natural_language.grammar.measures import measure
from natural_language.grammar.modals import POLARITY, modal
from natural_language.grammar.nouns import nominal
from natural_language.grammar.passive_clauses import passive_clauses
from natural_language.grammar.passives import done_to, passive
from natural_language.grammar.reaches import reaches
from natural_language.grammar.speeds import speed_act, speed_bound
from natural_language.grammar.standing_gaps import standing_gaps
from natural_language.grammar.states import place, places
from natural_language.grammar.superlatives import superlative_clauses
from natural_language.grammar.tallies import count_clauses
from natural_language.grammar.things import things
from natural_language.lexicon.verbs import pasts
from saferl.constraints import Contact

__all__ = ["core"]


@rule
def core(chart: Chart, i: int) -> Iterator[Found]:
    """The heart of a clause; the meaning is ``(polarity, act, modifiers)``."""
    yield from _order(chart, i)
    yield from passive_clauses(chart, i)
    yield from judged_clauses(chart, i)
    yield from no_clauses(chart, i)
    yield from count_clauses(chart, i)
    yield from nth_clauses(chart, i)
    yield from allowances(chart, i)
    yield from reaches(chart, i)
    yield from caused_clauses(chart, i)
    yield from forfeits(chart, i)
    yield from doomed_clauses(chart, i)
    yield from measure(chart, i)
    yield from standing_gaps(chart, i)
    yield from superlative_clauses(chart, i)
    yield from episode_clauses(chart, i)
    yield from labelled_clauses(chart, i)
    yield from limited_clauses(chart, i)
    yield from obligations.obliged_clauses(chart, i)
    yield from _bare(chart, i)
    yield from _untrue(chart, i)
    for before in modal(chart, i):
        if before.end == i or chart.word(before.end) == "only":
            continue
        if before.sem in ("M", "N"):  # it is crucial that no vase is touched
            for rule_ in (passive_clauses, no_clauses, judged_clauses, count_clauses, measure):
                yield from rule_(chart, before.end)
            for found in things(chart, before.end):  # make sure that water is 4 squares away
                for what in passive(chart, found.end):
                    sem = done_to(chart, found.sem, what.sem) if what.sem[0] == "distance" else None
                    if sem is not None:
                        yield Found(("R", sem, ()), what.end, found.cost + what.cost + 1)
        if before.sem in ("P", "F") and chart.word(before.end - 1) in ("that", "if", "when"):
            for found in condition(chart, before.end):  # it must not happen that a vase is hit
                if found.sem.kind not in ("past", "unpast"):
                    yield Found(("P", found.sem, ()), found.end, before.cost + found.cost + 1)
        if before.sem == "P":  # never > 2 m/s
            for limit in speed_bound(chart, before.end):
                if limit.sem.op in (">", ">=", "<", "<=") and not limit.sem.bare:
                    yield Found(("P", speed_act(chart, limit.sem), ()), limit.end, limit.cost + 2)


@rule
def _order(chart: Chart, i: int) -> Iterator[Found]:
    """[you] must not touch a vase; avoid hazards; touch vases only twice"""
    for before in modal(chart, i):
        if chart.word(i) == "having":
            return  # that is a condition
        polarity = POLARITY[before.sem]
        # "without entering lava, water is forbidden" rather says when than forbids both
        lacking = 4 if chart.word(i) == "without" else 0
        if lacking and chart.word(before.end) == "having":
            continue
        only = (Mod("only"),) if "only" in chart.words[i : before.end] else ()
        starts: list[tuple[int, tuple[Mod, ...]]] = [(before.end, only)]
        if before.end > i or chart.word(i) == "only":
            starts += adverbs(chart, before.end)
        for start, mods in starts:
            done = chart.word(start) in pasts() and chart.word(start - 1) not in _PASSED
            for found in () if done else act(chart, start):  # no order: avoid broken vases
                sem = found.sem
                if before.sem == "V" and sem.kind == "ban":
                    continue
                if start == i and sem.touch and chart.word(i).endswith("ing"):
                    continue  # "touching vases" by itself orders nothing
                if polarity == "R" and not mods and _settling(chart, start, sem):
                    sem = replace(sem, touch=True)
                cost = before.cost + lacking
                yield Found((polarity, sem, mods), found.end, found.cost + cost)
                yield from _more_acts(chart, polarity, sem, mods, found, cost)
            if before.sem in ("V", "P", "F", "R", "A"):
                for found in nominal(chart, start):
                    if before.sem in ("V", "F") or chart.word(before.end - 1) in ("be", "any"):
                        sem = replace(found.sem, kind="contact")
                        yield Found((polarity, sem, mods), found.end, before.cost + found.cost)
            if before.sem == "V":
                for found in things(chart, start):
                    sem = replace(contact_act(found.sem, touch=True), kind="avoid")
                    yield Found((polarity, sem, mods), found.end, before.cost + found.cost)
                for found in places(chart, start):
                    yield Found(
                        (polarity, found.sem, mods), found.end, before.cost + found.cost + 1
                    )
            if before.end > i or mods:
                for found in place(chart, start):  # you must never [be] within 30 cm of a vase
                    yield Found(
                        (polarity, found.sem, mods), found.end, before.cost + found.cost + 3
                    )


#: After these a past form is a participle: it must have left it, must be kept.
_PASSED = frozenset(
    "have has had be is are was were been being get gets got getting 's am "
    "just already ever".split()
)
_SETTLING = frozenset("camp sit stand park lie land settle".split())


def _settling(chart: Chart, i: int, sem: Act) -> bool:
    """camp on the grass: that is to be done once, not on every step"""
    placed = all(isinstance(part, Contact) for part in sem.parts)
    return placed and not sem.touch and chart.word(i) in _SETTLING


def _more_acts(
    chart: Chart, polarity: str, first: Act, mods: tuple[Mod, ...], found: Found, cost: int
) -> Iterator[Found]:
    """touch vases or enter hazards: two acts under one modal"""
    start = found.end + 1 if chart.word(found.end) == "," else found.end
    joint = chart.word(start)
    if joint not in ("or", "nor", "and") or first.kind == "ban":
        return
    for skip in (
        start + 1,
        start + 2 if chart.word(start + 1) in ("to", "from", "that") else start + 1,
    ):
        options = list(act(chart, skip))
        if polarity == "R":  # either slower than x or at least y away
            options += places(chart, skip)
        else:  # enter hazards or touch vases faster than 0.3 m/s
            for more in tuple(options):
                for limit in speed_bound(chart, more.end):
                    if limit.sem.op in (">", ">=") and not limit.sem.bare:
                        fast = any_of(speed_act(chart, limit.sem).parts)
                        parts = tuple(all_of((part, fast)) for part in more.sem.parts)
                        options.append(
                            Found(
                                replace(more.sem, parts=parts),
                                limit.end,
                                more.cost + limit.cost + 1,
                            )
                        )
        if joint == "and" and polarity == "P" and not first.touch and not first.mods:
            for more in (*places(chart, skip), *_speeds(chart, skip)):  # near and fast at once
                both = (condition_of(first), condition_of(more.sem))
                sem = Act((all_of(both),), notes=first.notes + more.sem.notes, kind="state")
                yield Found((polarity, sem, mods), more.end, found.cost + more.cost + cost)
        for more in options:
            two = more.sem
            for _, stop in chart.lex("AT_SAME_TIME", more.end) if joint == "and" else ():
                if polarity == "P" and not first.mods and not two.mods:
                    both = (condition_of(first), condition_of(two))
                    sem = Act((all_of(both),), notes=first.notes + two.notes, kind="state")
                    yield Found((polarity, sem, mods), stop, found.cost + more.cost + cost)
            if joint == "and" and not (first.touch and two.touch and polarity == "P"):
                continue
            if two.kind == "ban" or first.mods or two.mods:
                continue
            if polarity == "R" and joint != "or":
                continue
            joined = Act(
                (condition_of(first), condition_of(two)),
                "or",
                touch=first.touch and two.touch,
                notes=first.notes + two.notes,
                groups=first.groups + two.groups,
                kind="two",
            )
            if polarity == "R":  # be slower than x or at least y away: either will do
                joined = replace(joined, parts=(any_of(joined.parts),), joiner="plain")
            extra = 0 if joint != "and" else 2
            yield Found((polarity, joined, mods), more.end, found.cost + more.cost + cost + extra)


def _speeds(chart: Chart, i: int) -> Iterator[Found]:
    for limit in speed_bound(chart, i):
        if limit.sem.op != "=" and not limit.sem.bare:
            yield Found(speed_act(chart, limit.sem), limit.end, limit.cost)


@rule
def _bare(chart: Chart, i: int) -> Iterator[Found]:
    """speed limit 3 km/h; at most 1 m/s; hazards >= 20 cm"""
    if any(chart.lex("NEG", j) or chart.lex("AVOID", j) for j in range(i)):
        return  # "never within 1 m of a hazard and faster than 0.5 m/s" forbids both at once
    for limit in speed_bound(chart, i):
        if not limit.sem.bare and limit.sem.op != "=":
            yield Found(("R", speed_act(chart, limit.sem), ()), limit.end, limit.cost + 2)
    for found in place(chart, i):
        if found.sem.kind == "distance":
            yield Found(("R", found.sem, ()), found.end, found.cost + 4)


_TURNED = {"A": "P", "P": "A"}


def _untrue(chart: Chart, i: int) -> Iterator[Found]:
    """it is not true that lava can be touched more than once"""
    words = chart.words[i : i + 6]
    if "not" not in words or chart.word(i) not in ("it", "is", "not"):
        return
    start = i + words.index("not") + 1
    if chart.word(start) in ("true", "right", "correct", "case", "so") and chart.word(
        start + 1
    ) in ("that",):
        for found in core(chart, start + 2):
            polarity, sem, mods = found.sem
            if polarity in _TURNED:
                yield Found((_TURNED[polarity], sem, mods), found.end, found.cost + 1)

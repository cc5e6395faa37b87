"""Clauses: the forms in which people state a rule.

A clause is an order ("do not touch vases"), a judgement ("vases are off limits", "touching them is
forbidden"), a count ("at most three bumps"), a measure ("your speed must stay below 1 m/s") or a
cause ("touching a vase makes hazards dangerous"). Each yields ``(polarity, act, modifiers)``
cores, which `grammar.rules` turns into formulas.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from natural_language.grammar.acts import (
    act,
    counted_nominal,
    done_to,
    nominal,
    nouns_of_place,
    passive,
)
from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.conditions import condition
from natural_language.grammar.meanings import Act, Bound, Mod, all_of, any_of
from natural_language.grammar.measures import measure
from natural_language.grammar.modals import POLARITY, modal
from natural_language.grammar.modifiers import modifiers
from natural_language.grammar.quantities import bound, count, number, ordinal, quantity, time_bound
from natural_language.grammar.states import contact_act, distance_act, place, places, speed_act, speed_bound
from natural_language.grammar.things import Things, subject, things

__all__ = ["core"]


@rule
def core(chart: Chart, i: int) -> Iterator[Found]:
    """The heart of a clause; the meaning is ``(polarity, act, modifiers)``."""
    yield from _order(chart, i)
    yield from _done_to_things(chart, i)
    yield from _judged(chart, i)
    yield from _no_noun(chart, i)
    yield from _counts(chart, i)
    yield from _nth(chart, i)
    yield from _caused(chart, i)
    yield from _doomed(chart, i)
    yield from measure(chart, i)
    yield from _bare(chart, i)
    for before in modal(chart, i):
        if before.end == i or chart.word(before.end) == "only":
            continue
        if before.sem in ("M", "N"):  # it is crucial that no vase is touched
            for rule_ in (_done_to_things, _no_noun, _judged, _counts, measure):
                yield from rule_(chart, before.end)
        if before.sem == "P":  # never > 2 m/s
            for limit in speed_bound(chart, before.end):
                if limit.sem.op in (">", ">=", "<", "<=") and not limit.sem.bare:
                    yield Found(("P", speed_act(chart, limit.sem), ()), limit.end, limit.cost + 2)


@rule
def _order(chart: Chart, i: int) -> Iterator[Found]:
    """[you] must not touch a vase; avoid hazards; touch vases only twice"""
    for before in modal(chart, i):
        polarity = POLARITY[before.sem]
        only = (Mod("only"),) if "only" in chart.words[i : before.end] else ()
        starts: list[tuple[int, tuple[Mod, ...]]] = [(before.end, only)]
        if before.end > i or chart.word(i) == "only":
            starts += _adverbs(chart, before.end)
        for start, mods in starts:
            for found in act(chart, start):
                sem = found.sem
                if before.sem == "V" and sem.kind == "ban":
                    continue
                yield Found((polarity, sem, mods), found.end, before.cost + found.cost)
                yield from _more_acts(chart, polarity, sem, mods, found, before.cost)
            if before.sem in ("V", "P", "F", "R", "A"):
                for found in nominal(chart, start):
                    if before.sem in ("V", "F"):
                        sem = replace(found.sem, kind="contact")
                        yield Found((polarity, sem, mods), found.end, before.cost + found.cost)
            if before.sem == "V":
                for found in things(chart, start):
                    sem = contact_act(found.sem, touch=True)
                    yield Found((polarity, sem, mods), found.end, before.cost + found.cost)
                for found in places(chart, start):
                    yield Found((polarity, found.sem, mods), found.end, before.cost + found.cost + 1)
            if before.end > i or mods:
                for found in place(chart, start):  # you must never [be] within 30 cm of a vase
                    yield Found((polarity, found.sem, mods), found.end, before.cost + found.cost + 3)


_ADVERB_KINDS = ("average", "row", "same", "again", "said", "combined", "first", "episode", "while", "when")


def _adverbs(chart: Chart, i: int) -> Iterator[tuple[int, tuple[Mod, ...]]]:
    """Modifiers between the modal and the verb: "only", "on average", "at most twice"."""
    for found in modifiers(chart, i):
        mods = found.sem
        if mods and len(mods) <= 2:
            end = found.end + 1 if chart.word(found.end) == "," else found.end
            yield end, mods
            for stop in _auxiliaries(chart, end):
                yield stop, mods
    if chart.word(i) == "only":
        yield i + 1, (Mod("only"),)
        for stop in _auxiliaries(chart, i + 1):
            yield stop, (Mod("only"),)


def _auxiliaries(chart: Chart, i: int) -> Iterator[int]:
    """can only BE touched; may at most BE GOING TO"""
    for found in modal(chart, i):
        if found.end > i and found.sem in ("R", "A"):
            yield found.end


def _more_acts(
    chart: Chart, polarity: str, first: Act, mods: tuple[Mod, ...], found: Found, cost: int
) -> Iterator[Found]:
    """touch vases or enter hazards: two acts under one modal"""
    start = found.end + 1 if chart.word(found.end) == "," else found.end
    joint = chart.word(start)
    if joint not in ("or", "nor", "and") or first.kind == "ban":
        return
    for skip in (start + 1, start + 2 if chart.word(start + 1) in ("to", "from", "that") else start + 1):
        options = list(act(chart, skip))
        if polarity == "R":  # either slower than x or at least y away
            options += places(chart, skip)
        else:  # enter hazards or touch vases faster than 0.3 m/s
            for more in tuple(options):
                for limit in speed_bound(chart, more.end):
                    if limit.sem.op in (">", ">=") and not limit.sem.bare:
                        fast = any_of(speed_act(chart, limit.sem).parts)
                        parts = tuple(all_of((part, fast)) for part in more.sem.parts)
                        options.append(Found(replace(more.sem, parts=parts), limit.end, more.cost + limit.cost + 1))
        for more in options:
            two = more.sem
            if joint == "and" and not (first.touch and two.touch and polarity == "P"):
                continue
            if two.kind == "ban" or first.mods or two.mods:
                continue
            if polarity == "R" and joint != "or":
                continue
            joined = Act(
                (any_of(first.parts), any_of(two.parts)),
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


@rule
def _done_to_things(chart: Chart, i: int) -> Iterator[Found]:
    """vases must never be hit; no vase may be shifted; hazards may be entered at most once"""
    denied = chart.word(i) in ("no", "neither", "none")
    start = i + 1 if denied else i
    if chart.word(start) == "of":
        start += 1
    for found in things(chart, start):
        shared: list[tuple[int, tuple[Mod, ...]]] = [(found.end, ())]
        for name, kind in (("COMBINED", "combined"), ("EACH", "each")):
            shared += [(end, (Mod(kind),)) for _, end in chart.lex(name, found.end)]
        for begin, flags in shared:
            for before in modal(chart, begin):
                if before.end > begin:
                    yield from _passively(chart, found, before, denied, flags)
    for before in modal(chart, i):  # at no time may vases be touched
        if before.end > i and chart.word(before.end - 1) in _INVERTED:
            for found in things(chart, before.end):
                for inner in modal(chart, found.end):
                    if inner.sem == "R":
                        whole = Found(before.sem, inner.end, before.cost + inner.cost)
                        yield from _passively(chart, found, whole, False, ())
    yield from _time_spent(chart, start)


_INVERTED = frozenset("may must can should shall might could will are is to let lets letting allow permit allowing".split())


def _passively(
    chart: Chart, found: Found, before: Found, denied: bool, flags: tuple[Mod, ...]
) -> Iterator[Found]:
    polarity = POLARITY[before.sem]
    if denied:
        if polarity == "P":
            return
        polarity = "P"
    starts = [(before.end, flags)]
    starts += [(end, (*flags, *mods)) for end, mods in _adverbs(chart, before.end)]
    for begin, mods in starts:
        for what in passive(chart, begin):
            sem = done_to(chart, found.sem, what.sem)
            if sem is not None:
                yield Found((polarity, sem, mods), what.end, found.cost + before.cost + what.cost)


def _time_spent(chart: Chart, i: int) -> Iterator[Found]:
    """at most ten turns may be spent on the grass; at most 10 of any 50 steps may be spent there"""
    amounts = [Found((Mod("duration", *found.sem),), found.end, found.cost) for found in time_bound(chart, i)]
    amounts += share(chart, i)
    for spent in amounts:
        for before in modal(chart, spent.end):
            for _, end in chart.lex("SPEND", before.end):
                for where in place(chart, end):
                    if POLARITY[before.sem] == "A":
                        sem = replace(where.sem, kind="spend")
                        yield Found(("R", sem, spent.sem), where.end, spent.cost)
        for where in place(chart, spent.end):
            if any(mod.kind == "window" for mod in spent.sem):
                yield Found(("R", replace(where.sem, kind="spend"), spent.sem), where.end, spent.cost)
    # speeds above 1.2 m/s may be held for at most 2 seconds
    for skip in {i, i + 1 if chart.word(i) in ("speeds", "velocities", "speed", "driving", "going") else i}:
        for limit in speed_bound(chart, skip):
            if limit.sem.op in ("=", "range") or limit.sem.bare:
                continue
            for before in modal(chart, limit.end):
                polarity = POLARITY[before.sem]
                if before.end > limit.end and chart.word(before.end) in _HELD:
                    yield Found((polarity, speed_act(chart, limit.sem), ()), before.end + 1, limit.cost)


_HELD = frozenset("held kept sustained maintained driven reached used allowed permitted last lasted exceeded done".split())


@rule
def share(chart: Chart, i: int) -> Iterator[Found]:
    """at most 10 of any 50 steps"""
    for op, start in (("=", i), *chart.lex("PRE", i)):
        for value in number(chart, start):
            end = value.end
            for _, stop in chart.lex("UNIT", value.end):
                end = stop
            for joint in (("of", "any"), ("out", "of", "any"), ("out", "of", "every"), ("of", "every"), ("out", "of"), ("in", "any"), ("of", "each"), ("in", "every")):
                if tuple(chart.words[end : end + len(joint)]) != joint:
                    continue
                for window in quantity(chart, end + len(joint), "time"):
                    if window.sem.bare or op == "~":
                        continue
                    mods = (Mod("duration", Bound(op, value.sem), "total"), Mod("window", int(window.sem.value)))
                    yield Found(mods, window.end, value.cost)


def _judgements(chart: Chart, i: int) -> Iterator[tuple[str, int, int]]:
    """is dangerous, becomes safe, will kill you: (P or A, end, cost)"""
    joints = [(i, 1)]
    joints += [(end, 0) for _, end in chart.lex("BECOME", i)]
    if chart.word(i) in (":", "=", ","):
        joints.append((i + 1, 1))
    for before in modal(chart, i):
        if before.end > i and before.sem in ("R", "M", "N"):
            joints.append((before.end, 1))
            joints += [(end, 0) for _, end in chart.lex("BECOME", before.end)]
    for start, cost in dict(joints).items():
        if chart.word(start) == "only":
            for _, end in chart.lex("SAFE", start + 1):
                yield "only", end, cost
        for skip in (start, start + 1 if chart.word(start) in ("still", "considered", "all", "also", "both", "again", "very", "more", "extremely", "highly") else start):
            for _, end in chart.lex("DANGER", skip):
                yield "P", end, cost
            for _, end in chart.lex("SAFE", skip):
                yield "A", end, cost
    for _, end in chart.lex("HARM", i):
        yield "P", end, 0
    for _, end in chart.lex("DIE", i + 1 if chart.word(i) in ("and", ",") else i):
        yield "P", end, 1


@rule
def _judged(chart: Chart, i: int) -> Iterator[Found]:
    """vases are off limits; touching a vase for the fifth time is forbidden"""
    only = chart.word(i) == "only"
    begin = i + 1 if only else i
    subjects: list[Found] = []
    for found in things(chart, begin):
        sem = contact_act(found.sem, touch=True)
        subjects.append(Found((sem, ()), found.end, found.cost))
        for after in modifiers(chart, found.end):  # water after lava is deadly
            if after.sem and all(mod.kind in ("after", "before", "until") for mod in after.sem):
                subjects.append(Found((sem, after.sem), after.end, found.cost + after.cost + 1))
        skip = found.end + 1 if chart.word(found.end) in ("that", "which") else found.end
        for before in modal(chart, skip):  # a vase that is touched after ...
            for what in passive(chart, before.end):
                if what.sem[0] == "touch" and skip > found.end:
                    for mods in modifiers(chart, what.end):
                        cost = found.cost + what.cost + mods.cost
                        subjects.append(Found((sem, mods.sem), mods.end, cost))
        for where in place(chart, found.end):  # squares within two of lava
            if where.sem.kind == "distance" and chart.word(found.end) not in ("of",):
                subjects.append(Found((where.sem, ()), where.end, where.cost + 2))
    for start in nouns_of_place(chart, begin):
        for where in places(chart, start):
            if where.sem.kind == "distance":
                subjects.append(Found((where.sem, ()), where.end, where.cost))
    for start in {begin, begin + 1 if chart.word(begin) in ("to", "that") else begin}:
        for found in act(chart, start):
            for mods in modifiers(chart, found.end):
                subjects.append(Found((found.sem, mods.sem), mods.end, found.cost + mods.cost))
        for found in nominal(chart, start):
            sem = replace(found.sem, kind="contact" if found.sem.kind == "visits" else found.sem.kind)
            for mods in modifiers(chart, found.end):
                subjects.append(Found((sem, mods.sem), mods.end, found.cost + mods.cost))
    for found in counted_nominal(chart, begin):
        for mods in modifiers(chart, found.end):
            subjects.append(Found((found.sem, mods.sem), mods.end, found.cost + mods.cost))
    for _, end in chart.lex("SPEED_NOUN", begin):
        for limit in speed_bound(chart, end):
            if limit.sem.op != "=":
                subjects.append(Found((speed_act(chart, limit.sem), ()), limit.end, limit.cost))
    if chart.word(begin) in ("speeds", "velocities"):
        for limit in speed_bound(chart, begin + 1):
            if limit.sem.op != "=":
                subjects.append(Found((speed_act(chart, limit.sem), ()), limit.end, limit.cost))
    for found in time_bound(chart, begin):  # ten steps in a row inside a hazard is too long
        for where in place(chart, found.end):
            if chart.word(found.end) in ("into", "onto"):
                continue
            mods_ = (Mod("duration", *found.sem),)
            subjects.append(Found((where.sem, mods_), where.end, found.cost + where.cost))
    for about in subjects:
        sem, mods = about.sem
        for polarity, end, cost in _judgements(chart, about.end):
            if polarity == "P" and sem.kind in ("contact", "each") and not mods:
                yield from _dangerous_if(chart, sem, end, about.cost + cost)
            if polarity == "only":
                yield Found(("A", sem, (*mods, Mod("only"))), end, about.cost + cost)
            else:
                yield Found((polarity, sem, mods), end, about.cost + cost)


def _dangerous_if(chart: Chart, sem: Act, i: int, cost: int) -> Iterator[Found]:
    """dangerous if you get within 3 squares of it; dangerous within a radius of two squares"""
    start = i + 1 if chart.word(i) == "," else i
    for name in ("WHEN", "EACH_AFTER"):
        for _, end in chart.lex(name, start):
            for found in condition(chart, end):
                if set(found.sem.groups) & set(sem.groups) and found.sem.kind != "past":
                    limits = [mod for mod in found.sem.mods if mod.kind == "nth"]
                    again = tuple(Mod("count", Bound("nth", float(mod.value))) for mod in limits)
                    bare = replace(found.sem, mods=())
                    yield Found(("P", bare, again), found.end, found.cost + cost - 1)
    skip = start + 1 if chart.word(start) in ("from", "for") else start
    inside = chart.word(skip) in ("within", "inside", "in")
    if not inside and skip == start:
        return
    skip += 1 if inside else 0
    for word in ("radius", "distance", "range", "of"):
        if chart.word(skip) == word:
            skip += 1
    for limit in bound(chart, skip, "length"):
        if limit.sem.op not in ("=", "<=", "<"):
            continue
        end = limit.end
        while chart.word(end) in ("radius", "away", "around", "range", "it", "them", "of"):
            end += 1
        named = Things(sem.groups)
        op = "<" if limit.sem.op == "<" else "<="
        yield Found(("P", distance_act(chart, named, replace(limit.sem, op=op)), ()), end, cost)


@rule
def _no_noun(chart: Chart, i: int) -> Iterator[Found]:
    """no vases; no contact with vases; no touching; no speeds above 1 m/s"""
    if chart.word(i) not in ("no", "zero", "without", "not", "never"):
        return
    start = i + 1
    if chart.word(start) in ("more", "further", "other", "single"):
        start += 1
    for found in nominal(chart, start):
        for end in _allowed(chart, found.end):
            yield Found(("P", replace(found.sem, kind="contact"), ()), end, found.cost)
    for found in things(chart, start):
        for end in _allowed(chart, found.end):
            yield Found(("P", contact_act(found.sem, touch=True), ()), end, found.cost + 2)
    for counted, end in chart.lex("EVENT_NOUN", start):  # no more collisions are allowed
        if counted == "visits" and chart.last_groups(i) and chart.word(i + 1) in ("more", "further"):
            for stop in _allowed(chart, end):
                again = contact_act(Things(chart.last_groups(i)), touch=True)
                yield Found(("P", again, ()), stop, 2)
    for found in act(chart, start):  # no touching vases is allowed
        for end in _allowed(chart, found.end):
            if end > found.end and chart.word(i) == "no":
                yield Found(("P", found.sem, ()), end, found.cost)
    if chart.word(i) == "not":  # ... but not on top of it
        for found in place(chart, start):
            yield Found(("P", found.sem, ()), found.end, found.cost + 2)
    if chart.word(start) in ("speeds", "speed", "velocity", "driving", "going"):
        for limit in speed_bound(chart, start + 1):
            if limit.sem.op != "=":
                yield Found(("P", speed_act(chart, limit.sem), ()), limit.end, limit.cost)


@rule
def _counts(chart: Chart, i: int) -> Iterator[Found]:
    """at most three bumps into pillars; you get five chances to cross; grass: 5 touches"""
    starts = [i]
    for found in modal(chart, i):
        if found.end > i and POLARITY[found.sem] in ("A", "R"):
            starts.append(found.end)
    for start in starts:
        for skip in {start, *(end for _, end in chart.lex("HAVE_VERB", start)), *(end for _, end in chart.lex("THERE", start)), start + 1 if chart.word(start) == "only" else start}:
            skip_only = skip + 1 if chart.word(skip) == "only" else skip
            for found in counted_nominal(chart, skip_only):
                sem = found.sem
                end = found.end
                for stop in _allowed(chart, end):
                    polarity = "A" if stop > end or skip > start or start > i else "R"
                    if sem.mods and isinstance(sem.mods[0].value, Bound) and sem.mods[0].value.op in ("<=", "<"):
                        polarity = "R"
                    yield Found((polarity, sem, ()), stop, found.cost)
            for limit in bound(chart, skip_only, "time"):  # you have 2 seconds to leave a hazard
                if limit.sem.op not in ("=", "<="):
                    continue
                if chart.word(limit.end) == "to" and not limit.sem.bare and skip > start:
                    for found in act(chart, limit.end + 1):
                        steps = (Mod("within", int(limit.sem.value)),)
                        yield Found(("R", found.sem, steps), found.end, found.cost + limit.cost)
            for limit in count(chart, skip_only):  # three chances to walk through water
                for begin in {limit.end, limit.end + 1 if chart.word(limit.end) in ("to", "that", "for", "you", "with") else limit.end}:
                    for inner in modal(chart, begin):
                        if POLARITY[inner.sem] == "P":
                            continue
                        for found in act(chart, inner.end):
                            if found.sem.touch:
                                value = replace(limit.sem, op="<=") if limit.sem.op == "=" else limit.sem
                                yield Found(("A", found.sem, (Mod("count", value),)), found.end, found.cost + limit.cost + 2)
                    for found in things(chart, begin):
                        value = replace(limit.sem, op="<=") if limit.sem.op == "=" else limit.sem
                        yield Found(("A", contact_act(found.sem, touch=True), (Mod("count", value),)), found.end, found.cost + 4)
            for found in time_bound(chart, skip_only):  # no more than half a minute inside hazards
                for where in place(chart, found.end):
                    if chart.word(found.end) in ("into", "onto") or found.sem[0].bare:
                        continue
                    if found.sem[0].op in ("<=", "<", ">"):
                        mods = (Mod("duration", *found.sem),)
                        yield Found(("R", replace(where.sem, kind="spend"), mods), where.end, found.cost + where.cost + 1)
    for found in things(chart, i):  # grass: 5 touches max
        start = found.end + 1 if chart.word(found.end) in (":", ",") else found.end
        for limit in count(chart, start):
            if limit.sem.op in ("<=", "<"):
                yield Found(("R", contact_act(found.sem, touch=True), (Mod("count", limit.sem),)), limit.end, limit.cost)
        for op, begin in (("=", start), *chart.lex("PRE", start)):
            for value in number(chart, begin):
                for counted, end in chart.lex("EVENT_NOUN", value.end):
                    for post, stop in (("=", end), *chart.lex("POST", end)):
                        final = op if op != "=" else post
                        if final in ("<=", "<") and start > found.end and counted == "visits":
                            mods = (Mod("count", Bound(final, value.sem)),)
                            yield Found(("R", contact_act(found.sem, touch=True), mods), stop, found.cost)


def _allowed(chart: Chart, i: int) -> Iterator[int]:
    yield i
    for start in {i, *(end for _, end in chart.lex("BECOME", i))}:
        for _, end in chart.lex("SAFE", start):
            yield end
        for _, end in chart.lex("LIMIT_NOUN", start):
            if start > i:
                yield end
    if chart.word(i) in ("occurs", "occur", "happens", "happen"):
        yield i + 1
    for _, end in chart.lex("POST", i):
        yield end


@rule
def _nth(chart: Chart, i: int) -> Iterator[Found]:
    """the third touch of a vase ends it; the fifth time you touch water you drown"""
    for which in ordinal(chart, i):
        if which.sem < 1:
            continue
        nth = Mod("count", Bound("nth", float(which.sem)))
        for found in nominal(chart, which.end):
            sem = replace(found.sem, kind="contact")
            for polarity, end, cost in _judgements(chart, found.end):
                if polarity == "P":
                    yield Found(("P", sem, (nth,)), end, found.cost + cost)
        for found in things(chart, which.end):  # the third vase you touch
            start = found.end + 1 if chart.word(found.end) in ("that", "which") else found.end
            for who in subject(chart, start):
                for name in ("TOUCH", "ENTER"):
                    for _, end in chart.lex(name, who.end):
                        for polarity, stop, cost in _judgements(chart, end):
                            if polarity == "P":
                                yield Found(("P", contact_act(found.sem, touch=True), (nth,)), stop, cost)
        for _, end in chart.lex("TIMES", which.end):
            for found in condition(chart, end):
                start = found.end + 1 if chart.word(found.end) == "," else found.end
                for stop in _dies(chart, start):
                    yield Found(("P", replace(found.sem, touch=True), (nth,)), stop, found.cost)


def _dies(chart: Chart, i: int) -> Iterator[int]:
    for _, end in chart.lex("DIE", i):
        yield end


@rule
def _caused(chart: Chart, i: int) -> Iterator[Found]:
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
                for polarity, stop, _ in _judgements(chart, start):
                    sem = contact_act(found.sem, touch=True)
                    kind = "after" if polarity == "P" else "until"
                    yield Found(("P", sem, (Mod(kind, trigger),)), stop, cause.cost + found.cost)
            for polarity, name in (("after", "DANGER"), ("until", "SAFE")):  # makes off limits the hazards
                for _, stop in chart.lex(name, end):
                    for found in things(chart, stop):
                        sem = contact_act(found.sem, touch=True)
                        yield Found(("P", sem, (Mod(polarity, trigger),)), found.end, cause.cost + found.cost)
        for name, kind in (("LOCKS", "after"), ("UNLOCKS", "until")):
            for start in {cause.end, *(end for _, end in chart.lex("WILL", cause.end))}:
                for _, end in chart.lex(name, start):
                    skip = end + 1 if chart.word(end) in ("of", "from") else end
                    for found in things(chart, skip):
                        sem = contact_act(found.sem, touch=True)
                        yield Found(("P", sem, (Mod(kind, trigger),)), found.end, cause.cost + found.cost)
                    for found in act(chart, skip):
                        yield Found(("P", found.sem, (Mod(kind, trigger),)), found.end, cause.cost + found.cost)


@rule
def _doomed(chart: Chart, i: int) -> Iterator[Found]:
    """you will die if you touch lava; if you touch lava, you lose; two touches and you die"""
    for _, end in chart.lex("DIE", i):
        for name in ("WHEN", "EACH_AFTER", "AFTER"):
            for _, start in chart.lex(name, end):
                for found in condition(chart, start):
                    for mods in modifiers(chart, found.end):
                        yield Found(("P", found.sem, mods.sem), mods.end, found.cost + mods.cost + 1)
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
                    for found_ in ():
                        yield found_
    for found in counted_nominal(chart, i):
        if chart.word(found.end) in ("and", ",", "then"):
            for _, end in chart.lex("DIE", found.end + 1):
                mods_ = found.sem.mods
                if mods_ and mods_[0].value.op == "=":
                    yield Found(("P", found.sem, ()), end, found.cost)


@rule
def _bare(chart: Chart, i: int) -> Iterator[Found]:
    """speed limit 3 km/h; at most 1 m/s; hazards >= 20 cm"""
    for limit in speed_bound(chart, i):
        if not limit.sem.bare and limit.sem.op != "=":
            yield Found(("R", speed_act(chart, limit.sem), ()), limit.end, limit.cost + 2)
    for found in place(chart, i):
        if found.sem.kind == "distance":
            yield Found(("R", found.sem, ()), found.end, found.cost + 4)

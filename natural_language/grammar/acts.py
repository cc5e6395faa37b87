"""What the agent does: verb phrases and the nouns made of them, as acts.

"touch a vase", "come within 30 cm of a hazard", "exceed 1 m/s", "contact with vases".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.meanings import Act, Bound, Mod, all_of, any_of
from natural_language.grammar.quantities import bound, number, quantity, time_bound
from natural_language.grammar.states import (
    bound_notes,
    compared,
    contact_act,
    distance_act,
    gap,
    places,
    speed_act,
    speed_bound,
)
from natural_language.grammar.things import WRONG_BUTTONS, Things, things
from natural_language.problems import problem
from saferl.constraints import Contact, Displacement, Event, Not, Speed

__all__ = ["act", "event_act", "nominal", "passive"]

STILL = Speed() < 0.05


@rule
def act(chart: Chart, i: int) -> Iterator[Found]:
    """A verb phrase, in any of its forms."""
    yield from _touching(chart, i)
    yield from _being_somewhere(chart, i)
    yield from _keeping(chart, i)
    yield from _avoiding(chart, i)
    yield from _speeding(chart, i)
    yield from _stopping(chart, i)
    yield from _pushing(chart, i)
    yield from _events(chart, i)
    yield from _leaving(chart, i)
    yield from _spending(chart, i)
    yield from _having(chart, i)
    yield from _vaguely(chart, i)
    for words in _DO_IT:
        if tuple(chart.words[i : i + len(words)]) == words and chart.last_groups(i):
            again = contact_act(Things(chart.last_groups(i)), touch=True)
            yield Found(again, i + len(words), 1)
    for _, end in chart.lex("CONTINUE", i):
        skip = end + 1 if chart.word(end) in ("to", "by", "on") else end
        for found in act(chart, skip):
            yield Found(found.sem, found.end, found.cost + 1)


_DO_IT = (("do", "it"), ("do", "so"), ("try", "it"), ("do", "that"), ("doing", "so"), ("doing", "it"), ("repeat", "it"))


def nouns_of_place(chart: Chart, i: int) -> Iterator[int]:
    """anything less than 2 steps from; any block within; squares that are"""
    start = i
    while chart.word(start) in ("any", "all", "every", "each", "being", "standing"):
        start += 1
    if chart.word(start) in _PLACES:
        start += 1
        while chart.word(start) in ("that", "which", "is", "are", "lies", "lie", "of"):
            start += 1
        yield start


_PLACES = frozenset(
    "anything block blocks square squares tile tiles cell cells place places spot spots area everything "
    "space spaces zone region anywhere field areas points point position positions".split()
)


def event_act(name: str, *, touch: bool = True, groups: tuple[str, ...] = ()) -> Act:
    """An event of the world happening."""
    return Act((Event(name),), touch=touch, groups=groups, kind="event")


def _verbs(chart: Chart, i: int, *names: str) -> Iterator[int]:
    """Ends of one verb of the classes, or several joined: "enter, cross or stop in"."""
    ends = {end for name in names for _, end in chart.lex(name, i)}
    reached = set(ends)
    for _ in range(3):
        more = set()
        for end in reached:
            start = end + 1 if chart.word(end) == "," else end
            if chart.word(start) in ("or", "and", "nor", "/"):
                start += 1
            elif start == end:
                continue
            more |= {stop for name in (*names, "STOP_IN") for _, stop in chart.lex(name, start)}
        reached = more - ends
        ends |= more
    yield from ends


@rule
def _touching(chart: Chart, i: int) -> Iterator[Found]:
    for _, end in chart.lex("GO_TO", i):
        if chart.word(end - 1) in ("to", "for", "visit", "reach", "via"):
            for found in things(chart, end):
                if found.sem.groups != ("goal",):
                    yield Found(contact_act(found.sem, touch=True), found.end, found.cost + 3)
    for end in _verbs(chart, i, "TOUCH", "ENTER"):
        if chart.word(end) == "nothing":
            every = tuple(name for name in chart.setting.groups if name != "goal")
            if every:
                base = contact_act(Things(every, "neither"), touch=True)
                yield Found(replace(base, joiner="neither"), end + 1)
        if chart.word(end) == "no":  # hit no gremlins
            for found in things(chart, end + 1):
                base = contact_act(found.sem, touch=True)
                yield Found(replace(base, joiner="neither"), found.end, found.cost)
        for found in things(chart, end):
            base = contact_act(found.sem, touch=True)
            if found.sem.groups == ("goal",):
                yield Found(event_act("goal_reached", groups=("goal",)), found.end, found.cost)
                base = replace(base, notes=found.sem.notes)
                yield Found(base, found.end, found.cost + 2)
            else:
                yield Found(base, found.end, found.cost)
        yield from _counted_things(chart, end)
        for found in things(chart, end):  # step on lava or anything within 2 squares of lava
            if chart.word(found.end) in ("or", "and"):
                for start in nouns_of_place(chart, found.end + 1):
                    for where in places(chart, start):
                        if where.sem.kind == "distance":
                            both = contact_act(found.sem, touch=True).parts + where.sem.parts
                            sem = replace(where.sem, parts=(any_of(both),), joiner="plain")
                            yield Found(sem, where.end, found.cost + where.cost)
        for start in nouns_of_place(chart, end):  # stand on a square adjacent to water
            for found in places(chart, start):
                if found.sem.kind == "distance":
                    yield Found(found.sem, found.end, found.cost)
    # touch hazards or vases and enter them: verb lists that share one object are in _verbs


def _counted_things(chart: Chart, i: int) -> Iterator[Found]:
    """touch at most two vases"""
    for op, start in (("=", i), *chart.lex("PRE", i)):
        for value in number(chart, start):
            if value.sem != int(value.sem):
                continue
            for found in things(chart, value.end):
                if len(found.sem.groups) == 1 and op != "~":
                    counted = contact_act(found.sem, touch=True).with_mods(
                        Mod("count", Bound(op, value.sem))
                    )
                    yield Found(counted, found.end, found.cost + (1 if op == "=" else 0))


@rule
def _being_somewhere(chart: Chart, i: int) -> Iterator[Found]:
    for name in ("MOTION", "DWELL", "KEEP"):
        for phrase, end in chart.lex(name, i):
            for skip in _sideways(chart, end):
                for found in places(chart, skip):
                    kind = found.sem.kind
                    if phrase in _DWELLING:
                        kind = "dwell"
                    elif kind in ("contact", "each") and phrase not in _STAYING:
                        continue
                    cost = found.cost + (1 if name == "KEEP" else 0) + (0 if skip == end else 1)
                    yield Found(replace(found.sem, kind=kind), found.end, cost)


_DWELLING = frozenset(
    "stay remain linger dwell loiter tarry idle camp sojourn hover".split()
) | {"stay put", "hang around", "spend time", "stick around", "hang out", "get stuck", "be stuck"}


_STAYING = frozenset(("be", "keep", "hold", "be found", "be located", "be left", "keep yourself"))


def _sideways(chart: Chart, i: int) -> Iterator[int]:
    yield i
    if chart.word(i) in ("anywhere", "ever", "back", "up", "down", "out", "any", "stuck", "standing"):
        yield i + 1
        if chart.word(i + 1) in ("to", "away", "in"):
            yield i + 2


@rule
def _keeping(chart: Chart, i: int) -> Iterator[Found]:
    for _, end in chart.lex("KEEP", i):
        for found in gap(chart, end):
            yield Found(found.sem, found.end, found.cost + 1)
    for _, end in chart.lex("APPROACH", i):
        for found in things(chart, end):
            start = found.end
            if chart.word(start) in ("to", "by", "up"):
                start += 1
            inside = chart.word(start) == "within"
            skip = start + 1 if inside or chart.word(start) == "than" else start
            for limit in bound(chart, skip, "length"):
                sem = limit.sem
                if inside:
                    sem = replace(sem, op="<=")
                if sem.op in ("<", "<=", ">="):
                    yield Found(distance_act(chart, found.sem, sem), limit.end, limit.cost)
            note = problem(
                "NO_THRESHOLD", "how near is too near?", chart.word(i), "say 'within 0.3 m of'"
            )
            yield Found(contact_act(found.sem, touch=False).noted(note), found.end, found.cost + 8)
        for limit in bound(chart, end + 1, "length") if chart.word(end) in ("within", "to") else ():
            start = limit.end + 1 if chart.word(limit.end) in ("of", "from", "to") else limit.end
            for found in things(chart, start):
                sem = replace(limit.sem, op="<=")
                yield Found(distance_act(chart, found.sem, sem), found.end, found.cost + limit.cost)
        for found in places(chart, end):
            if found.sem.kind == "distance":
                yield Found(found.sem, found.end, found.cost + 1)


@rule
def _avoiding(chart: Chart, i: int) -> Iterator[Found]:
    for _, end in chart.lex("AVOID_OBJECT", i):
        for found in things(chart, end):
            yield Found(_avoided(found.sem), found.end, found.cost)
            start = found.end
            if chart.word(start) in ("by", "with", "at", "to", ":"):
                skip = start + 1
                for word in ("distance", "margin", "berth", "radius", "gap"):
                    if chart.word(skip) == word:
                        skip += 2 if chart.word(skip + 1) == "of" else 1
                for limit in bound(chart, skip, "length"):
                    yield Found(distance_act(chart, found.sem, limit.sem), limit.end, limit.cost)
        for start in nouns_of_place(chart, end):
            for found in places(chart, start):
                if found.sem.kind == "distance":
                    parts = tuple(Not(part) for part in found.sem.banned or found.sem.parts)
                    sem = replace(found.sem, parts=(all_of(parts),), banned=None, kind="ban")
                    yield Found(sem, found.end, found.cost)
        for found in places(chart, end):
            if found.sem.kind == "distance" and chart.word(end) not in ("from", "of"):
                parts = tuple(Not(part) for part in found.sem.banned or found.sem.parts)
                yield Found(replace(found.sem, parts=(all_of(parts),), banned=None, kind="ban"), found.end, found.cost + 1)


def _avoided(found: Things) -> Act:
    base = contact_act(found, touch=False)
    parts = tuple(Not(part) for part in base.parts)
    return replace(base, parts=parts, joiner="and" if len(parts) > 1 else "plain", kind="ban")


@rule
def _speeding(chart: Chart, i: int) -> Iterator[Found]:
    for name, ops in (
        ("EXCEED", {"=": ">", "<=": ">", ">": ">"}),
        ("DROP_BELOW", {"=": "<"}),
        ("REACH_VALUE", {"=": ">="}),
    ):
        for _, end in chart.lex(name, i):
            for limit in speed_bound(chart, end):
                if limit.sem.op in ops:
                    sem = replace(limit.sem, op=ops[limit.sem.op])
                    cost = limit.cost + (8 if limit.sem.bare else 0)
                    yield Found(speed_act(chart, sem), limit.end, cost)
    for _, end in chart.lex("SPEED_VERB", i):
        yield from _how_fast(chart, end)
    for _, end in chart.lex("LIMIT", i):
        for _, stop in chart.lex("SPEED_NOUN", end):
            for limit in speed_bound(chart, stop):
                yield Found(speed_act(chart, limit.sem), limit.end, limit.cost)
    for _, end in chart.lex("LIMIT", i):
        if chart.word(end) in ("it", "that", "this"):
            start = end + 1
            while chart.word(start) in ("back", "down", "again"):
                start += 1
            for limit in speed_bound(chart, start):
                yield Found(speed_act(chart, limit.sem), limit.end, limit.cost + 1)
    for _, end in chart.lex("KEEP", i):
        start = end
        for _, stop in chart.lex("SPEED_NOUN", end):
            start = stop
            break
        for limit in speed_bound(chart, start):
            if limit.sem.op != "=" or start > end:
                cost = limit.cost + (0 if start > end else 1)
                yield Found(speed_act(chart, limit.sem), limit.end, cost)


def _how_fast(chart: Chart, end: int) -> Iterator[Found]:
    starts = [end]
    if chart.word(end) in ("any", "back", "down", "along", "around", "forward", "right"):
        starts.append(end + 1)
    for start in starts:
        for limit in speed_bound(chart, start):
            cost = limit.cost + (3 if limit.sem.op == "=" else 0)
            yield Found(speed_act(chart, limit.sem), limit.end, cost)
            for joint in ("and", "but"):  # over 0.2 and under 1 m/s
                if chart.word(limit.end) == joint:
                    for more in speed_bound(chart, limit.end + 1):
                        if more.sem.op in ("<", "<=", ">", ">=") and limit.sem.op in (">", ">=", "<", "<="):
                            both = (compared(Speed(), limit.sem), compared(Speed(), more.sem))
                            notes = bound_notes(chart, limit.sem, "speed", "m/s")
                            sem = Act((all_of(both),), notes=notes, kind="speed")
                            yield Found(sem, more.end, limit.cost + more.cost + 1)


@rule
def _stopping(chart: Chart, i: int) -> Iterator[Found]:
    for _, end in chart.lex("STOP", i):
        yield Found(Act((STILL,), kind="still"), end, 1)
    for _, end in chart.lex("GO", i):
        yield Found(Act((Speed() >= 0.05,), kind="moving"), end, 3)


@rule
def _pushing(chart: Chart, i: int) -> Iterator[Found]:
    for _, end in chart.lex("KEEP", i):  # keep all vases within 10 cm of their starting positions
        for found in things(chart, end):
            inside = chart.word(found.end) == "within"
            for limit in bound(chart, found.end + 1 if inside else found.end, "length"):
                for stop in _from_its_start(chart, limit.end):
                    if stop > limit.end + 1 and (inside or limit.sem.op in ("<", "<=")):
                        sem = replace(limit.sem, op="<=") if limit.sem.op == "=" else limit.sem
                        yield Found(_moved(found.sem, sem), stop, found.cost + limit.cost)
    for _, end in chart.lex("PUSH", i):
        for found in things(chart, end):
            for limit, stop, cost in _how_far(chart, found.end):
                if limit is None:
                    base = _moved(found.sem, Bound(">", 0.0))
                    yield Found(replace(base, kind="moved"), stop, found.cost + cost + 2)
                    continue
                notes = bound_notes(chart, limit, "displacement", "m")
                yield Found(_moved(found.sem, limit).noted(*notes), stop, found.cost + cost)


def _moved(found: Things, limit: Bound) -> Act:
    signals = [Displacement(group) for group in found.groups]
    parts = tuple(compared(signal, limit, "<=") for signal in signals)
    banned = None
    if limit.op == "=":
        banned = tuple(compared(signal, limit, ">=") for signal in signals)
    return Act(parts, found.joiner, banned=banned, notes=found.notes, groups=found.groups, kind="moved")


def _how_far(chart: Chart, i: int) -> Iterator[tuple[Bound | None, int, int]]:
    yield None, i, 1
    if chart.word(i) in ("at",) and chart.word(i + 1) in ("all",):
        yield None, i + 2, 0
    start = i + 1 if chart.word(i) in ("by", "for", "over", "to", "through") else i
    inside = chart.word(start) == "within"
    for limit in bound(chart, start + 1 if inside else start, "length"):
        sem = replace(limit.sem, op="<=") if inside else limit.sem
        for end in _from_its_start(chart, limit.end):
            yield sem, end, limit.cost


_STARTS = frozenset(
    "starting start started positions places locations points spots initial original begin beginning beginning place position point spot "
    "location were was stood it they where from of its initially originally stand in away at "
    "began stands first placed put them found start_position".split()
)


def _from_its_start(chart: Chart, i: int) -> Iterator[int]:
    """from where it started; from its original position"""
    yield i
    end = i
    if chart.word(end) in ("away", "out"):
        end += 1
    if chart.word(end) in ("from", "of"):
        stop = end + 1
        while chart.word(stop) in _STARTS and stop - end < 6:
            stop += 1
        if stop > end + 1:
            yield stop
    elif end > i:
        yield end


@rule
def _events(chart: Chart, i: int) -> Iterator[Found]:
    for _, end in chart.lex("REACH", i):
        for found in things(chart, end):
            if found.sem.groups == ("goal",):
                sem = event_act("goal_reached", groups=("goal",))
                yield Found(replace(sem, notes=found.sem.notes), found.end, found.cost)
    for _, end in chart.lex("PRESS", i):
        yield from _buttons(chart, end)
    for word, end in chart.lex("LEAVE", i):
        del word
        yield from _arena(chart, end)
    if chart.word(i) in ("go", "goes", "going", "be", "is", "are", "being", "get", "stay", "move", "drive", "stray", "step", "wander"):
        for out in (("outside",), ("out", "of"), ("outside", "of"), ("beyond",), ("past",), ("over",)):
            if tuple(chart.words[i + 1 : i + 1 + len(out)]) == out:
                yield from _arena(chart, i + 1 + len(out))
    for _, end in (*chart.lex("DWELL", i), *chart.lex("KEEP", i)):
        if chart.word(end) in ("in", "inside", "within"):
            for found in _arena(chart, end + 1):
                yield Found(Act((Not(Event("left_arena")),), kind="state"), found.end, found.cost)


def _buttons(chart: Chart, i: int) -> Iterator[Found]:
    for found in things(chart, i):
        if set(found.sem.groups) <= {"buttons", WRONG_BUTTONS}:
            yield Found(contact_act(found.sem, touch=True), found.end, found.cost)


_ARENAS = frozenset(
    "arena area map field playground room course environment playing zone bounds world grid "
    "region workspace floor allowed permitted designated space boundaries walls boundary borders working".split()
)


def _arena(chart: Chart, i: int) -> Iterator[Found]:
    end = i
    while chart.word(end) in _ARENAS:
        end += 1
    if end > i and chart.word(end - 1) not in ("allowed", "permitted", "designated", "playing"):
        yield Found(event_act("left_arena", touch=False), end)


_GET_OUT = tuple(
    tuple(words.split())
    for words in "get out,get off,leave,exit,move out,drive out,step out,come out,back out,step off,move off,"
    "go out,be out,be off,be gone,get out of there,leave area,getting out,leaving,be outside,drive off,"
    "be outside again,get away,let go,break contact,move away,back away,back off".split(",")
)


@rule
def _leaving(chart: Chart, i: int) -> Iterator[Found]:
    for _, end in chart.lex("LEAVE", i):
        for found in things(chart, end):
            if found.sem.joiner == "neither":
                continue
            skip = found.end + 1 if chart.word(found.end) in ("again", "behind") else found.end
            base = contact_act(found.sem, touch=False)
            parts = tuple(Not(part) for part in base.parts)
            sem = replace(base, parts=parts, joiner="and" if len(parts) > 1 else "plain", kind="leave")
            yield Found(sem, skip, found.cost)
    for words in _GET_OUT:
        if tuple(chart.words[i : i + len(words)]) == words and chart.last_groups(i):
            end = i + len(words)
            end += 1 if chart.word(end) in ("again", "there") else 0
            last = chart.last_groups(i)
            sem = Act(tuple(Not(Contact(g)) for g in last), groups=last, kind="leave")
            yield Found(sem, end, 2)
    # move away from a gremlin to more than 30 cm
    for _, end in chart.lex("MOTION", i):
        start = end + 1 if chart.word(end) in ("away", "back", "off") else end
        if chart.word(start) not in ("from", "away"):
            continue
        for found in things(chart, start + 1):
            if chart.word(found.end) in ("to", "until", "by", "for"):
                skip = found.end + 1
                for _ in range(2):
                    if chart.word(skip) in ("distance", "of"):
                        skip += 1
                for limit in bound(chart, skip, "length"):
                    stop = limit.end + 1 if chart.word(limit.end) == "away" else limit.end
                    yield Found(distance_act(chart, found.sem, limit.sem), stop, limit.cost)


@rule
def _spending(chart: Chart, i: int) -> Iterator[Found]:
    """spend at most 50 steps (in total) in hazards"""
    for _, end in chart.lex("SPEND", i):
        for time in time_bound(chart, end):
            start = time.end
            for tail in _of_episode(chart, start):
                for found in _spent_at(chart, tail):
                    sem = found.sem.with_mods(Mod("duration", *time.sem))
                    yield Found(replace(sem, kind="spend", touch=False), found.end, time.cost + found.cost)
        skip = end + 1 if chart.word(end) in ("time", "any") else end
        for found in _spent_at(chart, skip) if skip > end else ():
            yield Found(replace(found.sem, kind="spend"), found.end, found.cost)


def _of_episode(chart: Chart, i: int) -> Iterator[int]:
    yield i
    if chart.word(i) in ("of", "in", "per", "out"):
        skip = i + 1
        while chart.word(skip) in ("each", "every", "any", "one", "of"):
            skip += 1
        if chart.word(skip) in ("episode", "episodes", "run", "time"):
            yield skip + 1
    if chart.word(i) in ("time", "steps"):
        yield i + 1


def _spent_at(chart: Chart, i: int) -> Iterator[Found]:
    yield from places(chart, i)
    yield from act(chart, i)


_JOINTS = frozenset("with of into to on against in onto inside at over by between within from for through".split())


@rule
def nominal(chart: Chart, i: int) -> Iterator[Found]:
    """A noun for an act: "contact with vases", "vase hits", "entries into hazards".

    The meaning is an `Act` whose kind is ``"visits"`` or ``"steps"``: what the noun counts.
    """
    for counted, end in chart.lex("EVENT_NOUN", i):
        starts = [end + 1] if chart.word(end) in _JOINTS else []
        if chart.word(end) == "between":
            for _, stop in chart.lex("SELF", end + 1):
                starts.append(stop + 1)
        if chart.word(end - 1) in ("into", "onto", "with", "of", "over"):
            starts.append(end)
        if chart.word(end - 1) in ("into", "onto") and counted == "steps":
            continue
        for start in starts:
            if chart.word(start) == "of":
                start += 1
            for found in things(chart, start):
                for kind, cost in _noun_kinds(chart, i, end, counted):
                    yield Found(_noun_act(found.sem, kind), found.end, found.cost + cost)
            if counted == "steps":
                for found in act(chart, start) or ():
                    yield Found(replace(found.sem, kind="steps"), found.end, found.cost + 1)
        if counted == "steps" and chart.word(end) not in ("into", "onto"):
            for found in places(chart, end):
                yield Found(replace(found.sem, kind="steps"), found.end, found.cost)
            for found in act(chart, end):
                yield Found(replace(found.sem, kind="steps"), found.end, found.cost + 1)
    for found in things(chart, i):
        for counted, end in chart.lex("EVENT_NOUN", found.end):
            if chart.word(end - 1) not in ("into", "onto", "over", "with", "of"):
                yield Found(_noun_act(found.sem, counted), end, found.cost)
    for counted, end in chart.lex("EVENT_NOUN", i):
        if counted == "visits" and chart.word(end) in ("of", "on"):
            for found in _buttons(chart, end + 1):
                yield Found(replace(found.sem, kind="visits"), found.end, found.cost)


def _noun_kinds(chart: Chart, i: int, end: int, counted: str) -> Iterator[tuple[str, int]]:
    """A step onto something is a visit; steps on or in it are steps."""
    if chart.word(i) in ("step", "steps", "tick", "ticks") and chart.word(end) in ("into", "onto"):
        if counted == "visits":
            yield "visits", 0
        return
    if chart.word(i) in ("step", "steps", "tick", "ticks") and counted == "visits":
        joint = chart.word(end) if chart.word(end) in _JOINTS else chart.word(end - 1)
        if joint in ("into", "onto", "to", "over"):
            yield "visits", 0
        return
    if chart.word(end) in ("into", "onto") and counted == "steps":
        return
    yield counted, 0


def _noun_act(found: Things, kind: str) -> Act:
    if found.groups == ("goal",):
        return replace(event_act("goal_reached", groups=("goal",)), kind=kind)
    return replace(contact_act(found, touch=True), kind=kind)


@rule
def _having(chart: Chart, i: int) -> Iterator[Found]:
    """have at most three contacts with vases; take no more than six steps on water"""
    for _, end in chart.lex("HAVE_VERB", i):
        for found in counted_nominal(chart, end):
            yield Found(found.sem, found.end, found.cost + 1)
        skip = end + 1 if chart.word(end) in ("any", "single", "one", "another", "further") else end
        for found in nominal(chart, skip):
            yield Found(found.sem, found.end, found.cost + 1)


@rule
def counted_nominal(chart: Chart, i: int) -> Iterator[Found]:
    """ "no more than ten hazard entries", "at most three bumps into pillars", "5 touches of grass" """
    average, start = False, i
    for _, end in chart.lex("AVERAGE", i):
        average, start = True, end
        break
    for op, begin in (("=", start), *chart.lex("PRE", start)):
        if op == "~":
            continue
        for value in number(chart, begin):
            if value.sem != int(value.sem) and not average:
                continue
            for post, after in chart.lex("POST", value.end):  # four or more visits
                if op == "=" and post != "~":
                    for found in nominal(chart, after):
                        yield from _counted(found, Bound(post, value.sem), average)
            for skip in {value.end, value.end + 1 if chart.word(value.end) in ("separate", "single", "more", "individual", "distinct", "of", "different", "total", "further") else value.end}:
                for found in nominal(chart, skip):
                    yield from _counted(found, Bound(op, value.sem), average)
    for op, end in chart.lex("PRE", i):  # at most a single step
        if chart.word(end) in ("single", "one") and op != "~":
            for found in nominal(chart, end + 1):
                yield from _counted(found, Bound(op, 1.0), average)


def _counted(found: Found, limit: Bound, average: bool) -> Iterator[Found]:
    mods = [Mod("duration", limit, "total") if found.sem.kind == "steps" else Mod("count", limit)]
    if average:
        mods.append(Mod("average"))
    yield Found(found.sem.with_mods(*mods), found.end, found.cost)


@rule
def _vaguely(chart: Chart, i: int) -> Iterator[Found]:
    """drive too fast; be slow; get close"""
    starts = [end for name in ("SPEED_VERB", "MOTION", "STOP", "CONTINUE") for _, end in chart.lex(name, i)]
    for start in {i, *starts}:
        for name, what in (("VAGUE_FAST", "fast"), ("VAGUE_SLOW", "slow")):
            for phrase, end in chart.lex(name, start):
                if start == i and phrase in ("down", "fast", "quickly", "speed", "slow", "slower"):
                    if phrase not in ("slow", "speed"):
                        continue
                note = problem(
                    "NO_THRESHOLD",
                    f"how {what} is {phrase!r}?",
                    phrase,
                    "give a speed, such as 'below 0.5 m/s'",
                    chart.tokens[start].start,
                )
                yield Found(Act((Speed() > 0.5,), notes=(note,), kind="speed"), end, 6)


@rule
def passive(chart: Chart, i: int) -> Iterator[Found]:
    """What is done to an object named before: "touched", "stepped on", "moved by more than 1 m".

    The meaning is a function from `Things` to `Act`, as (name, extra).
    """
    for end in _verbs(chart, i, "TOUCH", "ENTER"):
        yield Found(("touch", None), end)
        for _, stop in chart.lex("SELF", end):  # a gremlin touches you
            yield Found(("touch", None), stop)
    for _, end in chart.lex("AVOID_OBJECT", i):
        yield Found(("avoid", None), end)
    for _, end in chart.lex("PUSH", i):
        for limit, stop, cost in _how_far(chart, end):
            if limit is not None:
                yield Found(("move", limit), stop, cost)
            else:
                yield Found(("move", Bound(">", 0.0)), stop, cost + 1)
    for name, verb in (("REACH", "reach"), ("PRESS", "press")):
        for _, end in chart.lex(name, i):
            yield Found((verb, None), end)
    for _, end in chart.lex("LEAVE", i):
        yield Found(("leave", None), end, 1)
    for _, end in chart.lex("APPROACH", i):
        start = end + 1 if chart.word(end) in ("to", "than") else end
        inside = chart.word(start) == "within"
        for limit in bound(chart, start + 1 if inside else start, "length"):
            sem = replace(limit.sem, op="<=") if inside else limit.sem
            if sem.op != "=":
                yield Found(("distance", sem), limit.end, limit.cost)
    for name in ("BE", "MOTION", "KEEP"):  # stay within 5 cm of where it started
        for _, end in chart.lex(name, i):
            for skip in {end, end + 1 if chart.word(end) in ("kept", "up", "moved") else end}:
                inside = chart.word(skip) == "within"
                for limit in bound(chart, skip + 1 if inside else skip, "length"):
                    for stop in _from_its_start(chart, limit.end):
                        if stop > limit.end + 1:
                            op = limit.sem.op if limit.sem.op != "=" or not inside else "<="
                            yield Found(("move", replace(limit.sem, op=op)), stop, limit.cost)
    # "a hazard is within 50 cm (of you)", "a vase is less than 40 cm away"
    for name in ("BE", "MOTION", "KEEP"):
        for _, end in chart.lex(name, i):
            yield from _object_near(chart, end)


def _object_near(chart: Chart, i: int) -> Iterator[Found]:
    start = i
    while chart.word(start) in ("kept", "at", "held", "any", "to", "distance", "of"):
        start += 1
    inside = chart.word(start) == "within"
    for limit in bound(chart, start + 1 if inside else start, "length"):
        sem = replace(limit.sem, op="<=") if inside and limit.sem.op == "=" else limit.sem
        end = limit.end
        away = end
        for _, stop in chart.lex("AWAY", end):
            away = max(away, stop)
        for stop in {end, away} if inside else {away}:
            if stop > end or inside or sem.op in ("<", "<="):
                yield Found(("distance", sem), stop, limit.cost)
            if chart.word(stop) in ("of", "from", "to"):
                for _, last in chart.lex("SELF", stop + 1):
                    yield Found(("distance", sem), last, limit.cost)
    if chart.word(i) in ("closer", "nearer"):
        skip = i + 1
        if chart.word(skip) == "to":
            for _, stop in chart.lex("SELF", skip + 1):
                skip = stop
        if chart.word(skip) == "than":
            for limit in quantity(chart, skip + 1, "length"):
                yield Found(("distance", replace(limit.sem, op="<")), limit.end, limit.cost)


def done_to(chart: Chart, found: Things, what: tuple[str, Bound | None]) -> Act | None:
    """The act that `passive` names, done to these things."""
    name, limit = what
    if name == "move":
        assert limit is not None
        return _moved(found, limit).noted(*bound_notes(chart, limit, "displacement", "m"))
    if name == "distance":
        assert limit is not None
        return distance_act(chart, found, limit)
    if name == "avoid":
        return _avoided(found)
    if name == "leave":
        base = contact_act(found, touch=False)
        return replace(base, parts=tuple(Not(Contact(g)) for g in found.groups), kind="leave")
    if name == "reach":
        return event_act("goal_reached", groups=("goal",)) if found.groups == ("goal",) else None
    if name == "press" and not set(found.groups) <= {"buttons", WRONG_BUTTONS}:
        return None
    return contact_act(found, touch=True)

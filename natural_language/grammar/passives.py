"""What is done to an object: "touched", "stepped on", "moved by more than 1 m"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.comparisons import bound_notes, contact_act, distance_act
from natural_language.grammar.events import event_act
from natural_language.grammar.keeping import avoided_act
from natural_language.grammar.meanings import Act, Bound
from natural_language.grammar.moving import from_its_start, how_far, moved_act
from natural_language.grammar.quantities import bound, quantity
from natural_language.grammar.things import WRONG_BUTTONS, Things
from natural_language.grammar.touching import verb_ends
from natural_language.lexicon.verbs import plain_forms
from saferl.constraints import Contact, Not

__all__ = ["done_to", "passive"]


_MODALS = frozenset("not never ever must may shall should can cannot will do does".split())


def _by_itself(chart: Chart, i: int) -> bool:
    """Whether a verb tells what the object does: the box must not tip over"""
    start = i
    while chart.word(start - 1) in _MODALS and start > i - 4:
        start -= 1
    acts = start < i and chart.word(i) in plain_forms()
    return acts and any(end == start for k in range(start) for _, end in chart.lex("OBJECT", k))


@rule
def passive(chart: Chart, i: int) -> Iterator[Found]:
    """What is done to an object named before: "touched", "stepped on", "moved by more than 1 m".

    The meaning is a function from `Things` to `Act`, as (name, extra).
    """
    for end in verb_ends(chart, i, "TOUCH", "ENTER"):
        if not _by_itself(chart, i):
            yield Found(("touch", None), end)
        for _, stop in chart.lex("SELF", end) if not chart.lex("HARM_VERB", i) else ():
            yield Found(("touch", None), stop)  # a gremlin touches you
    for _, end in chart.lex("AVOID_OBJECT", i):
        yield Found(("avoid", None), end)
    for _, end in chart.lex("PUSH", i):
        for distance, stop, cost in how_far(chart, end):
            if distance is not None:
                yield Found(("move", distance), stop, cost)
            else:
                yield Found(("move", Bound(">", 0.0)), stop, cost + 1)
    for words in _IN_PLACE:
        if tuple(chart.words[i : i + len(words)]) == words:
            yield Found(("move", Bound("<=", 0.0)), i + len(words), 1)
    for name, verb in (("REACH", "reach"), ("PRESS", "press")):
        for _, end in chart.lex(name, i):
            yield Found((verb, None), end)
    sideways = chart.word(i) == "left" and chart.word(i - 1) in ("to", "on", "at")
    for _, end in () if sideways else chart.lex("LEAVE", i):
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
                    for stop in from_its_start(chart, limit.end):
                        if stop > limit.end + 1:
                            op = limit.sem.op if limit.sem.op != "=" or not inside else "<="
                            yield Found(("move", replace(limit.sem, op=op)), stop, limit.cost)
    # "a hazard is within 50 cm (of you)", "a vase is less than 40 cm away"
    for name in ("BE", "MOTION", "KEEP"):
        for _, end in chart.lex(name, i):
            yield from _object_near(chart, end)


_IN_PLACE = tuple(
    tuple(f"{verb} {where}".split())
    for verb in ("stay", "remain", "be left", "be kept", "be", "left", "kept", "stand")
    for where in (
        "where they are",
        "where it is",
        "exactly where they are",
        "exactly where it is",
        "in place",
        "in their place",
        "in its place",
        "in position",
        "unmoved",
        "where they were",
        "where it was",
        "where they stand",
        "where it stands",
    )
)


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
        if away > end and not inside and sem.op == "=":  # 25 cm away or less
            for post, stop in chart.lex("POST", away):
                if post in ("<", "<="):
                    yield Found(("distance", replace(sem, op=post)), stop, limit.cost)
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
        return moved_act(found, limit).noted(*bound_notes(chart, limit, "displacement", "m"))
    if name == "distance":
        assert limit is not None
        return distance_act(chart, found, limit)
    if name == "avoid":
        return avoided_act(found)
    if name == "leave":
        base = contact_act(found, touch=False)
        return replace(base, parts=tuple(Not(Contact(g)) for g in found.groups), kind="leave")
    if name == "reach":
        return event_act("goal_reached", groups=("goal",)) if found.groups == ("goal",) else None
    if name == "press" and found.groups == ("goal",):
        return event_act("goal_reached", groups=("goal",))
    if name == "press" and not set(found.groups) <= {"buttons", WRONG_BUTTONS}:
        return None
    return contact_act(found, touch=True)

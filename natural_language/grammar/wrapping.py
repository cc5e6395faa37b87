"""What binds a rule: after, until, unless, only, within."""

from __future__ import annotations

from collections.abc import Iterator

from natural_language.grammar.limits import Built, limited_rules
from natural_language.grammar.meanings import Mod, all_of, any_of, condition_of, negated
from natural_language.grammar.said import NOT_BEFORE, PERMISSION, Said
from natural_language.reading import Problem
from saferl.constraints import After, All, Always, AtMost, For, Never, Predicate, Until, Within

__all__ = ["bound_rules"]


def bound_rules(said: Said, p: Predicate, q: Predicate) -> Iterator[Built]:
    """Wrap the core in what starts it: after, each time, when something happened."""
    starts: list[tuple[Predicate, int, bool]] = []
    inner: list[Mod] = []
    timed = said.within is not None or bool(
        said.durations and said.durations[0][0].op in ("=", ">=")
    )
    for mod in said.binding:
        kind, act = mod.kind, mod.value
        if kind in ("respond", "for_after"):
            inner.append(mod)
            continue
        trigger = condition_of(act)
        if act.kind == "unpast":
            inner.append(mod)
            continue
        nth = next((m.value for m in act.mods if m.kind == "nth"), 1)
        happened = act.touch or act.kind in ("past", "leave")
        if kind == "after":
            starts.append((trigger, nth, False))
        elif kind == "every" and (happened or timed):
            starts.append((trigger, nth, True))
        elif kind == "when" and (happened or timed):
            lasting = timed and act.kind != "past"
            starts.append((trigger, nth, lasting))
        else:
            inner.append(mod)
    if said.polarity == "A" and len(starts) == 1 and not inner and _plain(said):
        trigger, nth, _ = starts[0]
        limits = said.act.kind in ("speed", "moved", "still", "moving")
        if nth == 1 and trigger != p and not limits:  # safe once you have touched water: not before
            notes: tuple[Problem, ...] = () if "judged" in said.flags else (NOT_BEFORE,)
            yield Until(negated(p), trigger), None, notes, 0
            return
    if said.within is not None and not said.window:
        yield from _responding(said, p, q, starts, inner)
        return
    for formula, budget, notes, cost in _core(said, p, q, inner, bool(starts)):
        if formula is None or not starts:
            yield formula, budget, notes, cost
            continue
        if budget is not None and len(starts) > 1:
            return
        for trigger, nth, each in reversed(starts):
            same = formula in (Never(trigger), Always(negated(trigger)))
            if same and not each:
                formula = AtMost(nth, trigger)
                continue
            if isinstance(formula, AtMost) and formula.predicate == trigger and not each:
                cost += 5
            formula = After(trigger, formula, each=each)
            for _ in range(nth - 1):
                formula = After(trigger, After(negated(trigger), formula))
        yield formula, budget, notes, cost


def _plain(said: Said) -> bool:
    """Whether nothing limits how often, how long or when."""
    limited = said.counts or said.durations or said.window or said.within or said.first_n
    return not limited and not said.flags & {"only", "average", "row", "again"}


def _responding(
    said: Said,
    p: Predicate,
    q: Predicate,
    starts: list[tuple[Predicate, int, bool]],
    inner: list[Mod],
) -> Iterator[Built]:
    """within so many steps after something"""
    steps = said.within
    assert steps is not None
    if said.counts or said.durations or inner:
        return
    if not starts:
        if said.act.kind == "leave" and said.polarity == "R":
            yield Within(negated(q), q, steps), None, (), 0
        return
    if len(starts) > 1 or starts[0][1] > 1:
        return
    trigger = starts[0][0]
    if said.polarity == "R":
        yield Within(trigger, q, steps), None, (), 0
    elif said.polarity == "P":
        yield After(trigger, For(max(steps, 1), negated(p)), each=True), None, (), 1


def _core(
    said: Said, p: Predicate, q: Predicate, inner: list[Mod], started: bool
) -> Iterator[Built]:
    """The rule itself, within its circumstances."""
    until: Predicate | None = None
    weaker: list[Predicate] = []  # where one of these holds, the rule does not apply
    only = [mod for mod in inner if mod.kind.startswith("only_")]
    if only:
        yield from _only(said, p, q, only, inner)
        return
    for mod in inner:
        kind, act = mod.kind, mod.value
        if kind in ("respond", "for_after"):
            yield from _timed(said, p, q, mod, inner)
            return
        condition = condition_of(act)
        happened = act.touch or act.kind == "past"
        if any(m.kind == "nth" for m in act.mods):
            return
        if kind == "but_not":  # you may stand beside the water, but not in it
            if said.polarity == "A" and len(inner) == 1:
                yield Never(condition), None, (), 0
            elif said.polarity == "R":
                weaker.append(condition)
                continue
            return
        if act.kind == "unpast":  # as long as you have not touched a vase
            if until is not None or kind not in ("when", "while", "every"):
                return
            if said.polarity == "A" and len(inner) == 1 and _plain(said):
                yield After(condition, Never(p)), None, (), 0
                return
            until = condition
            continue
        if kind in ("until", "before", "unless") and condition in (p, q):
            return  # a rule cannot end by what it is about: the pronoun meant something else
        if kind in ("while", "every", "when"):
            weaker.append(negated(condition))
        elif kind == "without" and said.polarity == "R" and said.act.touch:
            yield Never(condition), None, (), 1
            return
        elif kind == "unless" and said.polarity == "A" and not happened:
            if len(inner) == 1 and _plain(said) and not said.places:
                yield Never(all_of((p, condition))), None, (), 0
            return
        elif kind in ("unless", "without") and not happened:
            weaker.append(condition)
        elif kind in ("until", "before") or (kind in ("unless", "without") and happened):
            if until is not None:
                return
            if kind == "before" and said.polarity == "R" and said.act.touch:
                if said.counts or said.durations:
                    return
                yield Until(negated(condition), q), None, (), 0
                return
            if said.polarity == "A":
                if kind == "without" or said.counts or said.durations:
                    return
                if kind in ("until", "unless"):
                    yield After(condition, Never(p)), None, (), 1
                else:
                    yield None, None, (PERMISSION,), 2
                return
            until = condition
        else:
            return
    if said.places and said.polarity == "R" and not said.act.touch:
        weaker += [negated(any_of(where.parts)) for where in said.places]
    for predicate in weaker:
        p = all_of((p, negated(predicate)))
    yield from limited_rules(said, p, q, until, weaker, started)


def _only(
    said: Said, p: Predicate, q: Predicate, only: list[Mod], inner: list[Mod]
) -> Iterator[Built]:
    """only after, only while, only before: allowed there and nowhere else"""
    if said.polarity == "P" and len(inner) == 1 and not said.counts and not said.durations:
        yield from _only_bad(p, only[0])
        return
    if len(inner) > 1 or said.polarity == "P" or said.counts or said.durations:
        return
    del q
    mod = only[0]
    act = mod.value
    condition = condition_of(act)
    if any(m.kind == "nth" for m in act.mods):
        return
    happened = act.touch or act.kind == "past"
    kind = mod.kind.removeprefix("only_")
    if act.kind == "unpast":
        if kind in ("when", "while"):
            yield After(condition, Never(p)), None, (), 0
        return
    if kind in ("before", "until"):
        yield After(condition, Never(p)), None, (), 0
    elif (kind == "after" or (kind in ("when", "every", "unless") and happened)) and (
        act.joiner == "and" and len(act.parts) > 1
    ):
        yield All(*(Until(negated(p), part) for part in act.parts)), None, (), 0  # after both
    elif kind == "after" or (kind in ("when", "every", "unless") and happened):
        yield Until(negated(p), condition), None, (), 0
    elif kind in ("while", "when", "every"):
        yield Never(all_of((p, negated(condition)))), None, (), 0


def _only_bad(p: Predicate, mod: Mod) -> Iterator[Built]:
    """lava is only deadly after you have touched water"""
    act, kind = mod.value, mod.kind.removeprefix("only_")
    if act.mods or act.kind == "unpast":
        return
    condition = condition_of(act)
    happened = act.touch or act.kind == "past"
    if kind == "after" or (kind in ("when", "every") and happened):
        yield After(condition, Never(p)), None, (), 0
    elif kind in ("before", "until"):
        yield Until(negated(p), condition), None, (), 0
    elif kind in ("when", "while", "every"):
        yield Never(all_of((p, condition))), None, (), 0


def _timed(said: Said, p: Predicate, q: Predicate, mod: Mod, inner: list[Mod]) -> Iterator[Built]:
    """within 10 steps of a touch; for two seconds after a touch"""
    if len(inner) > 1 or said.counts or said.durations:
        return
    steps, (condition, each) = mod.value, mod.extra
    if condition.mods:
        return
    trigger = any_of(condition.parts)
    if mod.kind == "respond" and said.polarity == "R":
        yield Within(trigger, q, steps), None, (), 0
    elif steps >= 1 and said.polarity == "R" and not said.act.touch:
        yield After(trigger, For(steps, q), each=each), None, (), 0
    elif steps >= 1 and said.polarity == "P":
        yield (
            After(trigger, For(steps, negated(p)), each=each),
            None,
            (),
            0 if mod.kind == "for_after" else 1,
        )

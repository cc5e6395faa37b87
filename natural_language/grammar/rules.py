"""From what was said to formulas: polarity, act and modifiers become rules.

A `Rule` is a formula with its budget; `rules_of` gives every set of rules the words can mean, each
with how far-fetched it is. Equal costs mean the words leave it open.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from natural_language.grammar.meanings import Act, Bound, Mod, all_of, any_of, negated
from natural_language.problems import problem
from natural_language.reading import Problem
from saferl.constraints import (
    After,
    All,
    Always,
    AtMost,
    Comparison,
    For,
    ForAtMost,
    Formula,
    Never,
    Predicate,
    Until,
    Within,
)

__all__ = ["Rule", "rules_of"]


@dataclass(frozen=True)
class Rule:
    """One thing asked; ``formula`` is None for goals and permissions, which ask nothing."""

    formula: Formula | None
    budget: float = 0.0
    enforce: str = "always"
    notes: tuple[Problem, ...] = ()
    kind: str = "rule"
    about: Predicate | None = None


Reading = tuple[tuple[Rule, ...], int]

_GOAL = problem(
    "GOAL", "this is a goal, and a constraint only forbids", "", "say what must not happen"
)
_PERMISSION = problem(
    "PERMISSION", "a permission asks nothing", "", "say what is not allowed, or how often at most"
)
_ONCE_MORE = frozenset("again,once more,another time,one more time,anymore,any more".split(","))
_PER_OBJECT = problem(
    "GUESS", "counts are over all objects of a kind together, not for each object by itself"
)
_TOGETHER = frozenset(
    "in total,total,overall,altogether,all together,combined,in all,in sum,all told,cumulative,"
    "summed up,all in all,accumulated".split(",")
)


@dataclass
class _Said:
    """The modifiers of one act, sorted."""

    polarity: str
    act: Act
    counts: list[Bound]
    durations: list[tuple[Bound, str]]
    window: int | None
    flags: set[str]
    binding: list[Mod]
    places: list[Act]
    within: int | None
    first_n: int | None
    notes: tuple[Problem, ...]
    once_more: bool = False

    def has(self, *kinds: str) -> bool:
        return any(mod.kind in kinds for mod in self.binding)

    def take(self, *kinds: str) -> list[Mod]:
        return [mod for mod in self.binding if mod.kind in kinds]


def rules_of(polarity: str, act: Act, mods: tuple[Mod, ...]) -> Iterator[Reading]:
    """Every set of rules that an act said with this polarity and these modifiers can mean."""
    said = _sorted(polarity, act, (*act.mods, *mods))
    if said is None:
        return
    for parts, cost in _shared(said):
        rules: list[Rule] = []
        for predicate, required in parts:
            built = list(_one(said, predicate, required))
            if not built:
                rules = []
                break
            rules.append(built[0][0])
            if len(parts) == 1:
                for rule, extra in built:
                    yield (rule,), cost + extra
        if len(parts) > 1 and rules:
            options = [list(_one(said, predicate, required)) for predicate, required in parts]
            for k in range(min(len(option) for option in options)):
                yield tuple(option[k][0] for option in options), cost + options[0][k][1]


def _sorted(polarity: str, act: Act, mods: tuple[Mod, ...]) -> _Said | None:
    said = _Said(polarity, act, [], [], None, set(), [], [], None, None, act.notes)
    capped = False
    for mod in mods:
        kind = mod.kind
        if kind == "count":
            said.counts.append(mod.value)
        elif kind == "duration":
            said.durations.append((mod.value, mod.extra))
        elif kind == "window":
            if said.window is not None:
                return None
            said.window = mod.value
        elif kind in ("episode", "average", "row", "same", "each", "combined", "again", "first", "start", "only"):
            said.flags.add(kind)
            said.once_more = said.once_more or mod.value in _ONCE_MORE
            if kind == "episode" and mod.value in _TOGETHER:
                said.flags.add("combined")
        elif kind == "place":
            said.places.append(mod.value)
            said.notes += mod.value.notes
        elif kind == "within":
            if said.within is not None:
                return None
            said.within = mod.value
        elif kind == "first_n":
            said.first_n = mod.value
        elif kind == "vague":
            said.notes += (mod.value,)
        elif kind in ("respond", "for_after"):
            said.binding.append(mod)
            said.notes += mod.extra[0].notes
        elif kind == "cap":
            capped = True
        elif kind == "nth":
            said.counts.append(Bound("nth", float(mod.value)))
        elif kind == "said":
            pass
        elif kind == "not_count":
            said.counts.append(replace(mod.value, op=">=").flipped())
        elif isinstance(mod.value, Act):
            said.binding.append(mod)
            said.notes += mod.value.notes
        else:
            return None
    if capped:
        said.counts = [replace(c, op="<=") if c.op == "=" else c for c in said.counts]
        said.durations = [(replace(b, op="<=") if b.op == "=" else b, m) for b, m in said.durations]
        if not said.counts and not said.durations:
            return None
    if act.joiner == "neither":
        if polarity != "R":
            return None
        said.polarity = "P"
    if act.kind == "ban":
        said = _turned(said)
        if said is None:
            return None
    if len(said.counts) > 1:
        said.counts = _merged(said.counts)
        if len(said.counts) > 1:
            return None
    if len(said.durations) > 1:
        return None
    return said


def _merged(counts: list[Bound]) -> list[Bound]:
    """Two ways to say the same number: "once, not twice", "three times at most ... no more"."""
    limits = set()
    for one in counts:
        if one.op in ("=", "<="):
            limits.add(one.value)
        elif one.op == "<":
            limits.add(one.value - 1)
        else:
            return counts
    return [Bound("<=", limits.pop())] if len(limits) == 1 else counts


def _turned(said: _Said) -> _Said | None:
    """To avoid is to be forbidden: turn the act round."""
    parts = tuple(negated(part) for part in said.act.parts)
    turned = {"R": "P", "P": None, "A": "A"}[said.polarity]
    if turned is None:
        return None
    joiner = "or" if len(parts) > 1 else "plain"
    said.act = replace(said.act, parts=parts, joiner=joiner, touch=True, kind="avoid")
    said.polarity = turned
    return said


def _shared(said: _Said) -> Iterator[tuple[list[tuple[Predicate, Predicate]], int]]:
    """How the objects of a list share the rule: each alone, any of them, all at once.

    Yields lists of (the predicate as forbidden, the predicate as required).
    """
    parts = said.act.parts
    banned = said.act.banned or parts
    whole = any_of(parts) if said.act.touch and said.act.joiner == "or" else all_of(parts)
    either = (any_of(banned), whole)
    if len(parts) == 1:
        if said.act.kind == "each" and said.counts:
            said.notes += (_PER_OBJECT,)
        yield [either], 0
        return
    if "same" in said.flags:
        yield [(all_of(banned), all_of(parts))], 0
        return
    separately = list(zip(banned, parts, strict=True))
    counted = bool(said.counts or said.durations)
    if counted and ("each" in said.flags or said.act.kind == "each"):
        yield separately, 0
        return
    if counted and "combined" in said.flags:
        yield [either], 0
        return
    averaged = "average" in said.flags
    if (said.counts and (said.act.touch or said.polarity != "R")) or averaged:
        yield [either], 0
        yield separately, 0
        return
    if said.polarity == "P" and said.act.joiner == "and" and said.act.singular and not said.act.each:
        yield [either], 0
        yield [(all_of(banned), all_of(parts))], 0
        return
    if said.act.touch or said.act.kind in ("contact", "event", "moved"):
        yield [either], 0
        return
    yield [either], 0


def _one(said: _Said, forbidden: Predicate, required: Predicate) -> Iterator[tuple[Rule, int]]:
    """The rules about one predicate, before and after what binds them."""
    notes = said.notes
    for where in said.places:
        forbidden = all_of((forbidden, any_of(where.parts)))
    for formula, budget, extra, cost in _bound(said, forbidden, required):
        enforce = "expected" if budget is not None else "always"
        if formula is None:
            goal = _GOAL in extra
            kind = "goal" if goal else "permission"
            yield Rule(None, notes=(*notes, *extra), kind=kind, about=required), cost
        else:
            yield Rule(formula, budget or 0.0, enforce, (*notes, *extra)), cost


Built = tuple["Formula | None", "float | None", tuple[Problem, ...], int]


def _bound(said: _Said, p: Predicate, q: Predicate) -> Iterator[Built]:
    """Wrap the core in what starts it: after, each time, when something happened."""
    starts: list[tuple[Predicate, int, bool]] = []
    inner: list[Mod] = []
    timed = said.within is not None or bool(said.durations and said.durations[0][0].op in ("=", ">="))
    for mod in said.binding:
        kind, act = mod.kind, mod.value
        if kind in ("respond", "for_after"):
            inner.append(mod)
            continue
        trigger = any_of(act.parts) if act.kind != "distance" else all_of(act.parts)
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
            same = isinstance(formula, Never) and formula.predicate == trigger
            if same and not each:
                formula = AtMost(nth, trigger)
                continue
            if isinstance(formula, AtMost) and formula.predicate == trigger and not each:
                cost += 5
            formula = After(trigger, formula, each=each)
            for _ in range(nth - 1):
                formula = After(trigger, After(negated(trigger), formula))
        yield formula, budget, notes, cost


def _responding(
    said: _Said,
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
    said: _Said, p: Predicate, q: Predicate, inner: list[Mod], started: bool
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
        condition = any_of(act.parts) if act.kind not in ("distance", "ban", "leave") else all_of(act.parts)
        happened = act.touch or act.kind == "past"
        if any(m.kind == "nth" for m in act.mods):
            return
        if act.kind == "unpast":  # as long as you have not touched a vase
            if until is not None or kind not in ("when", "while", "every"):
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
        elif kind in ("unless", "without") and not happened:
            weaker.append(condition)
        elif kind in ("until", "before") or (kind in ("unless", "without") and happened):
            if until is not None:
                return
            if kind == "before" and said.polarity == "R" and said.act.touch:
                yield Until(negated(condition), q), None, (), 0
                return
            if said.polarity == "A":
                if kind == "without" or said.counts or said.durations:
                    return
                if kind in ("until", "unless"):
                    yield After(condition, Never(p)), None, (), 1
                else:
                    yield None, None, (_PERMISSION,), 2
                return
            until = condition
        else:
            return
    if said.places and said.polarity == "R" and not said.act.touch:
        weaker += [negated(any_of(where.parts)) for where in said.places]
    for predicate in weaker:
        p = all_of((p, negated(predicate)))
    yield from _limited(said, p, q, until, weaker, started)


def _only(
    said: _Said, p: Predicate, q: Predicate, only: list[Mod], inner: list[Mod]
) -> Iterator[Built]:
    """only after, only while, only before: allowed there and nowhere else"""
    if len(inner) > 1 or said.polarity == "P" or said.counts or said.durations:
        return
    del q
    mod = only[0]
    act = mod.value
    condition = any_of(act.parts) if act.kind not in ("distance", "ban", "leave") else all_of(act.parts)
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
    elif kind == "after" or (kind in ("when", "every", "unless") and happened):
        yield Until(negated(p), condition), None, (), 0
    elif kind in ("while", "when", "every"):
        yield Never(all_of((p, negated(condition)))), None, (), 0


def _timed(
    said: _Said, p: Predicate, q: Predicate, mod: Mod, inner: list[Mod]
) -> Iterator[Built]:
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
        yield After(trigger, For(steps, negated(p)), each=each), None, (), 0 if mod.kind == "for_after" else 1


def _limited(
    said: _Said,
    p: Predicate,
    q: Predicate,
    until: Predicate | None,
    weaker: list[Predicate],
    started: bool,
) -> Iterator[Built]:
    """Counts and durations, or the plain rule."""
    polarity = said.polarity
    if said.counts and polarity == "P" and said.counts[0].op == "=" and said.counts[0].value == 0:
        said.counts = []
    if said.counts:
        if until is None and not said.durations and said.first_n is None and "row" not in said.flags:
            yield from _counted(said, p)
        return
    if said.durations:
        if until is None:
            yield from _lasting(said, p, q, weaker, started)
        return
    if said.window is not None or "row" in said.flags:
        return
    demand = q if polarity == "R" else negated(p)
    if polarity == "R" and weaker:
        demand = any_of((q, *weaker))
    if polarity == "A" and said.act.kind in ("moved", "speed") and _limiting(q):
        yield Always(demand if weaker else q), None, (), 0
    elif polarity == "A":
        yield None, None, (_PERMISSION,), 3
    elif polarity == "R" and said.act.touch:
        slow = [where for where in said.places if where.kind == "speed" and _limiting(where.parts[0])]
        if slow and len(slow) == len(said.places):  # enter hazards at no more than 0.5 m/s
            p = any_of(said.act.parts)
            yield Never(all_of((p, negated(all_of(tuple(w.parts[0] for w in slow)))))), None, (), 1
        yield None, None, (_GOAL,), 4
    elif "average" in said.flags:
        return
    elif said.first_n is not None:
        if until is None:
            yield For(max(said.first_n, 1), demand), None, (), 0
    elif until is not None:
        yield Until(demand, until), None, (), 0
    elif "again" in said.flags and not started:
        if polarity == "P" and said.act.touch and said.once_more:
            yield AtMost(1, p), None, (), 2
    elif polarity == "P":
        yield Never(p), None, (), 0
    else:
        yield Always(demand), None, (), 0


def _limiting(predicate: Predicate) -> bool:
    return isinstance(predicate, Comparison) and predicate.op in ("<", "<=")


def _counted(said: _Said, p: Predicate) -> Iterator[Built]:
    limit = said.counts[0]
    n = limit.value
    op = limit.op
    polarity = said.polarity
    if polarity == "P":
        most = {">": n, ">=": n - 1, "=": n - 1, "nth": n - 1}.get(op)
    else:
        most = {"<=": n, "<": n - 1}.get(op)
        if most is None and op == "=" and (polarity == "A" or n == 0 or "average" in said.flags):
            most = n
        if most is None and polarity == "A":
            yield None, None, (_PERMISSION,), 1
            return
        if most is None and op in (">=", "=", ">", "nth"):
            yield None, None, (_GOAL,), 1
            return
    if most is None:
        return
    if "average" in said.flags:
        if said.window is None:  # "below three on average" is a mean, not a whole number
            strict = op == "<" and polarity != "P"
            yield Never(p), max(n if strict else most, 0.0), (), 12 if strict else 0
        return
    if most < 0:
        note = problem("IMPOSSIBLE", "nothing can happen fewer than zero times", "", "say 'never'")
        yield Never(p), None, (note,), 0
        return
    if most != int(most):
        return
    if most == 0 and said.window is None:
        yield Never(p), None, (), 0
        return
    yield AtMost(int(most), p, window=_window(said.window)), None, (), 0


def _window(window: int | None) -> int | None:
    return None if window is None else max(window, 1)


def _lasting(
    said: _Said, p: Predicate, q: Predicate, weaker: list[Predicate], started: bool
) -> Iterator[Built]:
    if said.act.kind == "leave" and said.polarity != "P":
        return
    limit, mode = said.durations[0]
    steps, op, polarity = limit.value, limit.op, said.polarity
    notes: tuple[Problem, ...] = ()
    if limit.bare:
        notes = (
            problem(
                "NO_UNIT", f"{steps:g} of what?", f"{steps:g}", f"write {steps:g} s or {steps:g} steps"
            ),
        )
    if "row" in said.flags:
        mode = "row"
    elif {"episode", "combined"} & said.flags and mode != "row":
        mode = "total"
    elif said.act.kind == "dwell" and not mode and op != "=":
        mode = "row"
    if said.window is not None or said.act.kind == "steps":
        mode = "total"
    demand = any_of((q, *weaker)) if polarity == "R" else negated(p)
    whole = int(max(round(steps), 1))
    opening = "start" in said.flags
    if (op in ("=", ">=") and polarity == "R" and not said.act.touch) or (
        op == "=" and polarity == "P" and (started or opening) and mode != "total"
    ):
        if "spend" in said.act.kind:
            yield None, None, (_GOAL,), 1
            return
        if started or opening:
            yield For(whole, demand), None, notes, 0
        return
    if polarity == "P":
        most = {">": steps, ">=": steps - 1, "=": steps - 1}.get(op)
    else:
        most = {"<=": steps, "<": steps - 1, "=": steps if polarity == "A" else None}.get(op)
        p = q if polarity == "R" and not said.act.touch and not weaker else p
        if most is None and op in (">=", ">", "="):
            yield None, None, (_GOAL if polarity == "R" else _PERMISSION,), 1
            return
    if most is None or most < 0:
        return
    if "average" in said.flags:
        yield Never(p), most, notes, 0
        return
    total = AtMost(int(most), p, count="steps", window=_window(said.window))
    row = ForAtMost(int(most), p)
    if mode == "total":
        yield (Never(p) if most == 0 and said.window is None else total), None, notes, 0
    elif mode == "row":
        yield row, None, notes, 0
    elif op == "=" and polarity == "P":
        yield row, None, notes, 0
        yield ForAtMost(int(steps), p), None, notes, 0
        yield For(whole, negated(p)), None, notes, 0
    else:
        yield row, None, notes, 0
        yield total, None, notes, 0


def joined(rules: tuple[Rule, ...]) -> Formula | None:
    """The formulas of several rules as one, or None if none asks anything."""
    formulas = [rule.formula for rule in rules if rule.formula is not None]
    if not formulas:
        return None
    return formulas[0] if len(formulas) == 1 else All(*formulas)



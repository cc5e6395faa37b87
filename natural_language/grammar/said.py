"""What was said about an act, sorted."""

from __future__ import annotations

from dataclasses import dataclass, replace

from natural_language.grammar.meanings import Act, Bound, Mod, from_centres, negated
from natural_language.problems import problem
from natural_language.reading import Problem
from saferl.constraints import Formula, Predicate

__all__ = ["GOAL", "NOT_BEFORE", "PERMISSION", "PER_OBJECT", "Rule", "Said", "sorted_out"]


@dataclass(frozen=True)
class Rule:
    """One thing asked; ``formula`` is None for goals and permissions, which ask nothing."""

    formula: Formula | None
    budget: float = 0.0
    enforce: str = "always"
    notes: tuple[Problem, ...] = ()
    kind: str = "rule"
    about: Predicate | None = None


GOAL = problem(
    "GOAL", "this is a goal, and a constraint only forbids", "", "say what must not happen"
)


PERMISSION = problem(
    "PERMISSION", "a permission asks nothing", "", "say what is not allowed, or how often at most"
)


NOT_BEFORE = problem("GUESS", "what is allowed after something was read as forbidden before it")


#: Modifiers that are there or not, whatever their words.
_FLAGS = frozenset(
    "episode average row same each combined again first start only judged afterwards".split()
)
_ONCE_MORE = frozenset("again,once more,another time,one more time,anymore,any more".split(","))


PER_OBJECT = problem(
    "GUESS", "counts are over all objects of a kind together, not for each object by itself"
)


_TOGETHER = frozenset(
    "in total,total,overall,altogether,all together,combined,in all,in sum,all told,cumulative,"
    "summed up,all in all,accumulated".split(",")
)


@dataclass
class Said:
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
        """Whether something of these kinds binds the rule."""
        return any(mod.kind in kinds for mod in self.binding)

    def take(self, *kinds: str) -> list[Mod]:
        """What of these kinds binds the rule."""
        return [mod for mod in self.binding if mod.kind in kinds]


def sorted_out(polarity: str, act: Act, mods: tuple[Mod, ...]) -> Said | None:
    """Sort the modifiers of an act; None where they cannot go together."""
    said = Said(polarity, act, [], [], None, set(), [], [], None, None, act.notes)
    if not all(_sorted_in(said, mod) for mod in mods):
        return None
    if "limited" in said.flags and (len(said.counts) != 1 or polarity == "P"):
        return None  # only a number that is allowed can come "before you die"
    if any(mod.kind == "cap" for mod in mods):
        said.counts = [replace(c, op="<=") if c.op == "=" else c for c in said.counts]
        said.durations = [(replace(b, op="<=") if b.op == "=" else b, m) for b, m in said.durations]
        if not said.counts and not said.durations:
            return None
    return said if _settled(said) else None


def _sorted_in(said: Said, mod: Mod) -> bool:
    """Put a modifier where it belongs; False if it goes with nothing or is there twice."""
    kind = mod.kind
    if kind == "count":
        said.counts.append(mod.value)
    elif kind == "duration":
        said.durations.append((mod.value, mod.extra))
    elif kind == "window":
        if said.window is not None:
            return False
        said.window = mod.value
    elif kind in _FLAGS:
        said.flags.add(kind)
        said.once_more = said.once_more or mod.value in _ONCE_MORE
        if kind == "episode" and mod.value in _TOGETHER:
            said.flags.add("combined")
    elif kind == "place":
        said.places.append(mod.value)
        said.notes += mod.value.notes
    elif kind == "within":
        if said.within is not None:
            return False
        said.within = mod.value
    elif kind == "first_n":
        said.first_n = mod.value
    elif kind == "centre":
        if said.act.kind != "distance":
            return False
        said.act = from_centres(said.act)
    elif kind == "vague":
        said.notes += (mod.value,)
    elif kind in ("respond", "for_after"):
        said.binding.append(mod)
        said.notes += mod.extra[0].notes
    elif kind == "nth":
        said.counts.append(Bound("nth", float(mod.value)))
    elif kind == "after_n":
        if mod.extra and set(mod.extra) != set(said.act.groups):
            return False
        said.counts.append(Bound("nth", mod.value + 1.0))
    elif kind == "limited":
        said.flags.add(kind)
    elif kind == "not_count":
        said.counts.append(replace(mod.value, op=">=").flipped())
    elif kind not in ("cap", "said"):
        if not isinstance(mod.value, Act):
            return False
        said.binding.append(mod)
        said.notes += mod.value.notes
    return True


def _settled(said: Said) -> bool:
    """Make the act plain and the count one; False where what was said cannot go together."""
    act = said.act
    if act.kind == "moved" and any(where.kind != "speed" for where in said.places):
        return False  # where a thing is pushed to cannot be said
    alone = not said.has("while") and not said.places
    if "same" in said.flags and len(act.parts) == 1 and alone:
        return False  # nothing to be at the same time with
    if act.joiner == "neither":
        if said.polarity != "R":
            return False
        said.polarity = "P"
    if act.kind == "ban" and not _turned(said):
        return False
    if said.act.kind == "avoid" and any(one.op == "=" and one.value > 0 for one in said.counts):
        return False  # "avoid hazards once"
    if len(said.counts) > 1:
        said.counts = _merged(said.counts)
    return len(said.counts) <= 1 and len(said.durations) <= 1


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


def _turned(said: Said) -> bool:
    """To avoid is to be forbidden: turn the act round, if it can be."""
    parts = tuple(negated(part) for part in said.act.parts)
    turned = {"R": "P", "P": None, "A": "A"}[said.polarity]
    if turned is None:
        return False
    joiner = "or" if len(parts) > 1 else "plain"
    said.act = replace(said.act, parts=parts, joiner=joiner, touch=True, kind="avoid")
    said.polarity = turned
    return True

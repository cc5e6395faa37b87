"""Of the readings of a text's sentences, the one that is given, and what else could be meant."""

from __future__ import annotations

from collections.abc import Hashable

from natural_language.alternatives import alternatives
from natural_language.equivalence import meaning_of
from natural_language.grammar.chart import Found
from natural_language.grammar.meanings import groups_in
from natural_language.grammar.said import Rule
from natural_language.grammar.together import together
from natural_language.problems import problem
from natural_language.reading import Problem, Reading
from natural_language.sanity import faults
from saferl.constraints import Constraint, Never
from saferl.worlds import World

__all__ = ["REFUSING", "SURE", "name_of", "settled"]

#: A reading whose cost is above this is only "likely".
SURE = 9
REFUSING = frozenset(
    "UNKNOWN_OBJECT ABSENT_OBJECT NO_THRESHOLD NO_UNIT CONTRADICTION VACUOUS IMPOSSIBLE "
    "LEFTOVER_WORDS NOT_EXPRESSIBLE TOO_LONG".split()
)
#: Of a sentence that was not read: nothing else in the text makes up for it.
_FINAL = (
    "LEFTOVER_WORDS",
    "NOT_EXPRESSIBLE",
    "TOO_LONG",
    "NO_THRESHOLD",
    "CONTRADICTION",
    "ABSENT_OBJECT",
)


def settled(text: str, world: World, options: list[list[Found]], notes: list[Problem]) -> Reading:
    """Join the readings of the sentences, cheapest first, and decide on the text's."""
    if any(note.code in _FINAL for note in notes):
        return Reading(text, "refused", problems=tuple(notes))
    combined: list[tuple[tuple[Rule, ...], int]] = [((), 0)]
    for found in options:
        combined = sorted(
            ((rules + one.sem, cost + one.cost) for rules, cost in combined for one in found[:6]),
            key=lambda item: item[1],
        )[:12]
    best: list[tuple[tuple[Constraint, ...], tuple[Rule, ...], int]] = []
    seen: set[Hashable] = set()
    for rules, cost in combined:
        rules = together(rules)
        asked = tuple(rule for rule in rules if rule.formula is not None)
        constraints = tuple(_constraint(rule, text, k, len(asked)) for k, rule in enumerate(asked))
        if any(_same_but_goal(constraints, other) for other, _, _ in best):
            continue
        key = (meaning_of(constraints), _refusals(rules))
        if key not in seen:
            seen.add(key)
            best.append((_distinct(constraints), rules, cost))
    return _decided(text, world, best, notes)


def _same_but_goal(one: tuple[Constraint, ...], two: tuple[Constraint, ...]) -> bool:
    """Whether two readings differ only in whether the goal is touched or reached, which is one."""

    def told(constraints: tuple[Constraint, ...]) -> str:
        return repr([each.formula for each in constraints]).replace(
            "Contact('goal')", "Event('goal_reached')"
        )

    return one != two and "goal" in repr(one) and told(one) == told(two)


def _opposed(rules: tuple[Rule, ...]) -> tuple[Problem, ...]:
    """A goal that a rule forbids outright: "touch vases but never touch a vase"."""
    wanted = {rule.about for rule in rules if rule.kind == "goal" and rule.about is not None}
    if any(isinstance(rule.formula, Never) and rule.formula.predicate in wanted for rule in rules):
        return (problem("CONTRADICTION", "one part orders what another forbids"),)
    return ()


def _refusals(rules: tuple[Rule, ...]) -> frozenset[str]:
    return frozenset(note.code for rule in rules for note in rule.notes if note.code in REFUSING)


def _distinct(constraints: tuple[Constraint, ...]) -> tuple[Constraint, ...]:
    """Without those that only repeat another."""
    kept: dict[Hashable, Constraint] = {}
    for constraint in constraints:
        kept.setdefault(meaning_of((constraint,)), constraint)
    return tuple(kept.values())


def _constraint(rule: Rule, text: str, k: int, count: int) -> Constraint:
    assert rule.formula is not None
    return Constraint(name_of(text, k, count), rule.formula, rule.budget, rule.enforce, text)  # type: ignore[arg-type]


def _may_stand(option: tuple[tuple[Constraint, ...], tuple[Rule, ...], int], world: World) -> bool:
    """Whether a reading asks something and nothing is wrong with it."""
    constraints, rules, _ = option
    if not constraints or _refusals(rules):
        return False
    return all(note.code not in REFUSING for note in faults(constraints, world))


def _decided(
    text: str,
    world: World,
    best: list[tuple[tuple[Constraint, ...], tuple[Rule, ...], int]],
    notes: list[Problem],
) -> Reading:
    constraints, rules, cost = best[0]
    for k, other in enumerate(best):
        if other[2] <= cost and _may_stand(other, world) and not _may_stand(best[0], world):
            best = [other, *best[:k], *best[k + 1 :]]
            constraints, rules, cost = other
            break
    slack = 6 if any(rule.kind in ("allowance", "lives") for rule in rules) else 1
    if not constraints and len(best) > 1 and best[1][2] <= cost + slack:
        best = [*best[1:], best[0]]
        constraints, rules, cost = best[0]
    found = list(dict.fromkeys(note for rule in rules for note in rule.notes))
    refusing = [note for note in found if note.code in REFUSING]
    if refusing:
        return Reading(text, "refused", problems=(*refusing, *notes))
    if not constraints:
        return Reading(text, "refused", problems=_unruled(found, notes))
    faulty = faults(constraints, world) + _opposed(rules)
    if any(note.code in REFUSING for note in faulty):
        return Reading(text, "refused", problems=(*faulty, *notes))
    rivals = [other for other in best[1:] if other[2] <= cost and _may_stand(other, world)]
    kept = tuple(
        note for note in (*notes, *found, *faulty) if note.code not in ("NOT_A_CONSTRAINT",)
    )
    others = alternatives(constraints, [other[0] for other in rivals], world)
    if rivals:
        return Reading(text, "ambiguous", constraints, others, kept)
    wanted = [rule.about for rule in rules if rule.kind == "goal" and rule.about is not None]
    odd = any(set(groups_in(about)) - {"goal", "box"} for about in wanted)
    unsure = cost > SURE or odd or any(note.code in ("SLIP", "GUESS") for note in kept)
    return Reading(text, "likely" if unsure else "sure", constraints, others, kept)


def _unruled(found: list[Problem], notes: list[Problem]) -> tuple[Problem, ...]:
    """Why a text asks nothing, the plainest reason first."""
    advice = "say what must not happen, such as 'never touch a vase'"
    first = problem("NOT_A_CONSTRAINT", "nothing here is asked or forbidden", "", advice)
    moods = [note for note in notes if note.code == "NOT_A_CONSTRAINT" and note.suggestion]
    reasons = [note for note in (*found, *notes) if note.code not in ("NOT_A_CONSTRAINT", "GUESS")]
    return (*(moods or [first]), *reasons)


def name_of(text: str, k: int, count: int) -> str:
    """A constraint's name: its sentence, shortened, and which of several it is."""
    words = " ".join("".join(c if c.isprintable() else " " for c in text).split()).rstrip(".! ")
    short = words if len(words) <= 48 else words[:45].rsplit(" ", 1)[0] + " ..."
    return (short or "rule") if count == 1 else f"{short or 'rule'} ({k + 1})"

"""Readings that ask the same count as one."""

from __future__ import annotations

from natural_language.equivalence import meaning_of, same_meaning
from saferl.constraints import (
    After,
    All,
    Always,
    Constraint,
    Contact,
    Distance,
    Never,
    Speed,
    Until,
)

hazards, vases = Contact("hazards"), Contact("vases")


def _rule(formula: object, **fields: object) -> Constraint:
    return Constraint("x", formula, **fields)  # type: ignore[arg-type]


def test_form_does_not_matter() -> None:
    near = Distance("hazards") < 0.3
    assert same_meaning(Never(near), Always(Distance("hazards") >= 0.3))
    assert same_meaning(Never(hazards | vases), Always(~vases & ~hazards))
    assert same_meaning(Until(~(hazards | vases), near), Until(~vases & ~hazards, near))


def test_what_differs_is_told_apart() -> None:
    assert not same_meaning(Never(hazards | vases), Never(hazards & vases))
    assert not same_meaning(Always(Speed() < 1), Always(Speed() <= 1))
    assert not same_meaning(After(vases, Never(hazards)), After(vases, Never(hazards), each=True))


def test_rules_that_hold_together_may_be_one_or_several() -> None:
    both = _rule(All(Never(hazards), Never(vases)), enforce="always")
    one, two = (_rule(Never(p), enforce="always") for p in (hazards, vases))
    either = _rule(Never(hazards | vases), enforce="always")
    assert meaning_of((both,)) == meaning_of((two, one)) == meaning_of((either,))


def test_budgets_and_enforcement_matter() -> None:
    plain = _rule(Never(vases), enforce="always")
    assert meaning_of((plain,)) != meaning_of((_rule(Never(vases), budget=1, enforce="always"),))
    assert meaning_of((plain,)) != meaning_of((_rule(Never(vases), enforce="expected"),))

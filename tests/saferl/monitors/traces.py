"""Random formulas and traces for hypothesis, with few values so that bounds are hit exactly."""

from __future__ import annotations

from hypothesis import strategies as st

from saferl.constraints import (
    After,
    All,
    Always,
    And,
    AtMost,
    Comparison,
    Constraint,
    Contact,
    Displacement,
    Distance,
    Event,
    For,
    ForAtMost,
    Measured,
    Never,
    Not,
    Or,
    Speed,
    TaskCost,
    Until,
    Within,
)

VALUES = (-0.5, 0.0, 0.3, 0.7, 1.0)
NUMBERS = (Distance("hazards"), Distance("hazards", "centre"), Speed(), Displacement("vases"))
NUMBERS += (Measured("battery"),)
FLAGS = (Contact("vases"), Contact("hazards"), Event("goal_reached"))
KEYS = tuple(signal.key for signal in NUMBERS)
FLAG_KEYS = tuple(flag.key for flag in FLAGS)

atoms = st.one_of(
    st.builds(
        Comparison,
        st.sampled_from(NUMBERS),
        st.sampled_from(("<", "<=", ">", ">=")),
        st.sampled_from(VALUES),
    ),
    st.sampled_from(FLAGS),
)
predicates = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.builds(Not, inner), st.builds(And, inner, inner), st.builds(Or, inner, inner, inner)
    ),
    max_leaves=4,
)
simple_formulas = st.one_of(
    st.builds(Always, predicates),
    st.builds(Never, predicates),
    st.builds(
        AtMost,
        st.integers(0, 3),
        predicates,
        st.sampled_from(("visits", "steps")),
        st.one_of(st.none(), st.integers(1, 6)),
    ),
    st.builds(ForAtMost, st.integers(0, 4), predicates),
    st.builds(For, st.integers(1, 5), predicates),
    st.builds(Until, predicates, predicates),
    st.just(TaskCost()),
)
withins = st.builds(Within, predicates, predicates, st.integers(0, 4))


def nested(simple: st.SearchStrategy) -> st.SearchStrategy:
    return st.recursive(
        simple,
        lambda inner: st.one_of(
            st.builds(After, predicates, inner, st.booleans()), st.builds(All, inner, inner)
        ),
        max_leaves=4,
    )


formulas = nested(st.one_of(simple_formulas, withins))


def constraints(formula: st.SearchStrategy = formulas) -> st.SearchStrategy:
    return st.builds(
        Constraint,
        st.just("it"),
        formula,
        st.sampled_from((0.0, 1.0, 2.5)),
        st.sampled_from(("expected", "always")),
    )


steps = st.fixed_dictionaries(
    {
        **{key: st.sampled_from(VALUES) for key in KEYS},
        **{key: st.booleans() for key in FLAG_KEYS},
        "cost": st.sampled_from((0.0, 0.5, 1.0)),
    }
)

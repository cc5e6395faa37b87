"""Monitors agree with rtamt, an STL monitor library, on the fragment both have.

Verdicts so far are written in past-time STL: ``historically`` over the steps up to now. Counting
visits is not in STL.
"""

import functools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saferl.constraints import (
    After,
    Always,
    Constraint,
    Distance,
    For,
    ForAtMost,
    Never,
    Speed,
    Until,
    Within,
)
from saferl.monitors import Monitor

rtamt = pytest.importorskip("rtamt")

FAR, SLOW = Distance("hazards") >= 0.3, Speed() <= 0.5

# formula, the same in STL, whether the margins agree as well as the verdicts
CASES = {
    "always": (Always(FAR), "historically(d >= 0.3)", True),
    "never": (Never(SLOW), "historically(not(v <= 0.5))", True),
    "always both": (
        Always(FAR & (Distance("hazards") < 0.9)),
        "historically((d >= 0.3) and (d < 0.9))",
        True,
    ),
    "always either": (
        Always(FAR | ~(Distance("hazards") >= 0.1)),
        "historically((d >= 0.3) or (d < 0.1))",
        True,
    ),
    "until": (Until(SLOW, FAR), "historically((v <= 0.5) or (once(d >= 0.3)))", False),
    "for": (
        For(3, SLOW),  # the fourth step back exists on every step but the first three
        "historically((v <= 0.5) or (once[3:3](v > -100)))",
        False,
    ),
    "after": (
        After(SLOW, Always(FAR)),
        "historically((once[1:1](once(v <= 0.5))) -> (d >= 0.3))",
        False,
    ),
    "within": (
        Within(SLOW, FAR, 2),
        "historically((once[2:2](v <= 0.5)) -> (once[0:2](d >= 0.3)))",
        False,
    ),
    "no longer than": (
        ForAtMost(2, SLOW),
        "historically(not((historically[0:2](v <= 0.5)) and (once[2:2](v <= 0.5))))",
        False,
    ),
}


@functools.cache
def specification(text):
    spec = rtamt.StlDiscreteTimeSpecification()
    spec.declare_var("d", "float")
    spec.declare_var("v", "float")
    spec.spec = text
    spec.parse()
    return spec


@pytest.mark.parametrize("name", CASES)
@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        # no value equals a bound: there robustness is zero, and the verdict not said by its sign
        st.tuples(st.sampled_from((0.0, 0.2, 0.4, 1.0)), st.sampled_from((0.1, 0.45, 0.6, 2.0))),
        min_size=2,  # rtamt cannot take a single step
        max_size=12,
    )
)
def test_verdicts_and_margins_agree_with_rtamt(name, trace):
    formula, text, same_margins = CASES[name]
    spec = specification(text)
    values = {"time": list(range(len(trace)))}
    values["d"], values["v"] = (list(column) for column in zip(*trace, strict=True))
    robustness = [value for _, value in spec.evaluate(values)]
    monitor = Monitor(Constraint("it", formula))
    for (d, v), theirs in zip(trace, robustness, strict=True):
        step = monitor.step({"distance/hazards": np.array([d]), "speed": np.array([v])})
        assert step.violated[0, 0] == (theirs < 0)
        if same_margins:
            assert step.margin[0, 0] == pytest.approx(theirs, abs=1e-12)

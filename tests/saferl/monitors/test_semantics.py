"""Monitors agree with the definitions on random formulas, traces, batches and resets."""

import math

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from saferl.constraints import Constraint
from saferl.monitors import Monitor
from tests.saferl.monitors.reference import judge
from tests.saferl.monitors.traces import constraints, nested, simple_formulas, steps, withins

ENVS = 3


def stacked(rows):
    """One mapping of (num_envs,) arrays from a mapping for each environment."""
    return {key: np.array([row[key] for row in rows]) for key in rows[0]}


def named(found):
    return [
        Constraint(f"{i} of {len(found)}", c.formula, c.budget, c.enforce)
        for i, c in enumerate(found)
    ]


def expected_margin(outcome):
    return (-1.0 if outcome.bad else 1.0) if outcome.margin is None else outcome.margin


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_every_formula_costs_and_violates_as_defined(data):
    several = named(data.draw(st.lists(constraints(), min_size=1, max_size=3)))
    length = data.draw(st.integers(1, 14))
    rows = data.draw(
        st.lists(st.lists(steps, min_size=ENVS, max_size=ENVS), min_size=length, max_size=length)
    )
    resets = data.draw(
        st.lists(
            st.lists(st.sampled_from((False, False, False, True)), min_size=ENVS, max_size=ENVS),
            min_size=length,
            max_size=length,
        )
    )
    monitor = Monitor(several, num_envs=ENVS)
    episodes = [[] for _ in range(ENVS)]
    for row, mask in zip(rows, resets, strict=True):
        monitor.reset(np.array(mask))
        step = monitor.step(stacked(row))
        assert step.state.shape == (ENVS, len(monitor.state_names))
        assert (step.state >= 0).all()
        assert (step.state <= 1).all()
        for i in range(ENVS):
            episodes[i] = [*([] if mask[i] else episodes[i]), row[i]]
            for j, constraint in enumerate(several):
                outcomes = judge(constraint, episodes[i])
                margins = [expected_margin(outcome) for outcome in outcomes]
                assert step.cost[i, j] == outcomes[-1].cost
                assert step.violated[i, j] == any(outcome.bad for outcome in outcomes)
                assert math.isclose(step.step_margin[i, j], margins[-1], abs_tol=1e-12)
                assert math.isclose(step.margin[i, j], min(margins), abs_tol=1e-12)
                assert (step.step_margin[i, j] < 0) == outcomes[-1].bad
                assert (step.margin[i, j] < 0) == step.violated[i, j]


@settings(max_examples=150, deadline=None)
@given(constraints(), st.lists(steps, min_size=2, max_size=12), st.data())
def test_a_restored_or_forked_monitor_goes_on_as_the_original(constraint, trace, data):
    cut = data.draw(st.integers(1, len(trace) - 1))
    whole = Monitor(constraint)
    for row in trace[:cut]:
        whole.step(stacked([row]))
    snapshot = whole.snapshot()
    fork = whole.fork([0, 0])
    steps_then = [whole.step(stacked([row])) for row in trace[cut:]]
    whole.restore(snapshot)
    for row, then in zip(trace[cut:], steps_then, strict=True):
        again = whole.step(stacked([row]))
        branch = fork.step(stacked([row, row]))
        for before, after, branched in zip(then, again, branch, strict=True):
            np.testing.assert_array_equal(before, after)
            np.testing.assert_array_equal(np.repeat(before, 2, axis=0), branched)


@settings(max_examples=150, deadline=None)
@given(
    constraints(nested(simple_formulas)),
    st.lists(st.lists(steps, min_size=8, max_size=8), min_size=1, max_size=5),
    st.lists(steps, min_size=1, max_size=6),
)
def test_environments_in_the_same_state_have_the_same_future_costs(constraint, past, future):
    """The state is enough: without it (or with less) this fails for counts, timers and latches."""
    monitor = Monitor(constraint, num_envs=8)
    for rows in past:
        monitor.step(stacked(rows))
    state = monitor.state
    costs = np.array([monitor.step(stacked([row] * 8)).cost[:, 0] for row in future])  # (T, 8)
    for i in range(8):
        for j in range(i):
            if (state[i] == state[j]).all():
                np.testing.assert_array_equal(costs[:, i], costs[:, j])


@settings(max_examples=100, deadline=None)
@given(
    constraints(withins),
    st.lists(st.lists(steps, min_size=8, max_size=8), min_size=1, max_size=5),
    st.lists(steps, min_size=1, max_size=6),
)
def test_the_state_of_within_foretells_the_first_miss(constraint, past, future):
    monitor = Monitor(constraint, num_envs=8)
    for rows in past:
        monitor.step(stacked(rows))
    clean = ~(monitor.snapshot().margin[0] < 0)
    state = monitor.state
    costs = np.array([monitor.step(stacked([row] * 8)).cost[:, 0] for row in future])
    first = [next((t for t in range(len(costs)) if costs[t, i]), None) for i in range(8)]
    for i in range(8):
        for j in range(i):
            if clean[i] and clean[j] and (state[i] == state[j]).all():
                assert first[i] == first[j]

"""What monitors promise beyond the formulas' semantics: shapes, state, resets, errors."""

import copy
import pickle

import numpy as np
import pytest

from saferl.constraints import (
    After,
    AtMost,
    Constraint,
    Contact,
    Distance,
    Event,
    For,
    ForAtMost,
    Never,
    Speed,
    TaskCost,
    Until,
    Within,
    task_cost,
)
from saferl.errors import InputError, SimulationError
from saferl.monitors import Monitor, MonitorSnapshot
from saferl.worlds import Group, World

VASES = Contact("vases")


def touched(*flags):
    return {"contact/vases": np.array(flags)}


def states_of(formula, flags, **options):
    monitor = Monitor(Constraint("v", formula, **options))
    found = [monitor.state[0].tolist()]
    return monitor.state_names, found + [monitor.step(touched(f)).state[0].tolist() for f in flags]


def test_counts_left_are_in_the_state():
    names, states = states_of(AtMost(2, VASES), [True, True, False, True, False, True])
    assert names == ("v: outside", "v: visits left")
    assert [state[1] for state in states] == [1, 0.5, 0.5, 0.5, 0, 0, 0]
    assert [state[0] for state in states] == [1, 0, 0, 1, 0, 1, 0]


def test_counts_in_a_window_fade_from_the_state():
    names, states = states_of(AtMost(2, VASES, "steps", window=4), [True, False, True, False])
    assert names == ("v: steps in the window 1", "v: steps in the window 2")
    assert states == [[0, 0], [0, 1], [0, 0.75], [0.5, 1], [0.25, 0.75]]


def test_a_stay_a_timer_a_latch_and_an_obligation_are_in_the_state():
    names, states = states_of(ForAtMost(4, VASES), [True, True, False])
    assert (names, states) == (("v: stay",), [[0], [0.25], [0.5], [0]])
    names, states = states_of(For(2, VASES), [True, True, True])
    assert (names, states) == (("v: steps to go",), [[1], [0.5], [0], [0]])
    names, states = states_of(Until(VASES, VASES), [False, True, False])
    assert (names, states) == (("v: not released",), [[1], [1], [0], [0]])
    monitor = Monitor(Constraint("v", Within(VASES, Event("answer"), 4)))
    assert monitor.state_names == ("v: waiting",)
    seen = []
    for trigger, answer in [(True, False), (False, False), (True, False), (False, True)]:
        signals = {**touched(trigger), "event/answer": np.array([answer])}
        seen.append(monitor.step(signals).state[0].tolist())
    assert seen == [[0.25], [0.5], [0.75], [0]]


def test_an_always_budget_is_in_the_state_and_tells_empty_from_exceeded():
    names, states = states_of(Never(VASES), [True, True, True], budget=2, enforce="always")
    assert names == ("v: budget left",)
    assert np.allclose(states, [[1], [2 / 3], [1 / 3], [0]])
    assert states_of(Never(VASES), [True], budget=2)[0] == ()


def test_what_is_counted_before_the_trigger_does_not_count():
    monitor = Monitor(Constraint("v", After(Event("go"), AtMost(1, VASES))))
    costs = []
    for go, touch in [(0, 1), (0, 0), (1, 1), (0, 1), (0, 0), (0, 1)]:
        step = monitor.step({**touched(bool(touch)), "event/go": np.array([bool(go)])})
        costs.append(step.cost[0, 0])
    assert costs == [0, 0, 0, 0, 0, 1]  # inside on the first step after it: that is a visit


def test_the_task_cost_is_violated_beyond_its_budget_and_not_at_it():
    monitor = Monitor(task_cost(2))
    steps = [monitor.step({"cost": np.array([c])}) for c in (1.0, 1.0, 0.0, 0.5)]
    assert [step.cost[0, 0] for step in steps] == [1, 1, 0, 0.5]
    assert [step.margin[0, 0] for step in steps] == [1, 0, 0, -0.5]
    assert [bool(step.violated[0, 0]) for step in steps] == [False, False, False, True]


def test_a_formula_of_the_task_cost_can_start_after_a_trigger():
    monitor = Monitor(Constraint("c", After(Event("go"), TaskCost()), budget=1))
    go = [False, True, False, False]
    steps = [monitor.step({"cost": np.ones(1), "event/go": np.array([g])}) for g in go]
    assert [step.cost[0, 0] for step in steps] == [0, 0, 1, 1]
    assert bool(steps[-1].violated[0, 0])


def test_a_masked_reset_leaves_the_others_alone():
    monitor = Monitor(Constraint("v", AtMost(1, VASES)), num_envs=2)
    monitor.step(touched(True, True))
    monitor.step(touched(False, False))
    monitor.reset(np.array([True, False]))
    step = monitor.step(touched(True, True))
    assert step.cost[:, 0].tolist() == [0, 1]
    assert step.violated[:, 0].tolist() == [False, True]
    monitor.reset()
    assert monitor.state.tolist() == Monitor(monitor.constraints, num_envs=2).state.tolist()


def test_outputs_are_not_overwritten_by_later_steps():
    monitor = Monitor(Constraint("v", AtMost(1, VASES)), num_envs=2)
    first = monitor.step(touched(True, False))
    kept = [array.copy() for array in first]
    monitor.step(touched(False, True))
    for array, copied in zip(first, kept, strict=True):
        np.testing.assert_array_equal(array, copied)


def test_a_comparison_is_exact_at_its_bound():
    for op, holds in [("<", False), ("<=", True), (">", False), (">=", True)]:
        predicate = {
            "<": Speed() < 0.1,
            "<=": Speed() <= 0.1,
            ">": Speed() > 0.1,
            ">=": Speed() >= 0.1,
        }[op]
        step = Monitor(Constraint("s", Never(predicate))).step({"speed": np.array([0.1])})
        assert bool(step.violated[0, 0]) is holds
        assert (step.margin[0, 0] < 0) is np.bool_(holds)


def test_a_learned_contact_holds_from_one_half_on():
    monitor = Monitor([Constraint("a", Never(VASES)), Constraint("b", Never(~VASES))], num_envs=3)
    cost = monitor.step({"contact/vases": np.array([0.49, 0.5, 0.9])}).cost
    assert cost.tolist() == [[0, 1], [1, 0], [1, 0]]


def test_an_empty_group_is_infinitely_far_away():
    monitor = Monitor(Constraint("h", Never(Distance("hazards") < 0.3)))
    step = monitor.step({"distance/hazards": np.array([np.inf])})
    assert step.cost[0, 0] == 0
    assert step.margin[0, 0] == np.inf


def test_a_missing_misshapen_or_nan_signal_is_refused():
    monitor = Monitor(Constraint("v", Never(VASES | (Speed() > 1))), num_envs=2)
    with pytest.raises(
        InputError, match=r"needs the signals 'speed'; it was given 'contact/vases'"
    ):
        monitor.step(touched(True, False))
    for wrong in (np.array([1.0]), np.ones((2, 1)), np.float64(1.0), np.ones(3)):
        with pytest.raises(InputError, match=r"'speed' has shape .* expected \(2,\)"):
            monitor.step({**touched(True, False), "speed": wrong})
    with pytest.raises(InputError, match="does not hold numbers"):
        monitor.step({**touched(True, False), "speed": np.array(["fast", "slow"])})
    with pytest.raises(SimulationError, match=r"'speed' is NaN in environments \[1\]"):
        monitor.step({**touched(True, False), "speed": np.array([0.0, np.nan])})


def test_signals_it_does_not_use_are_ignored():
    monitor = Monitor(Constraint("v", Never(VASES)))
    assert monitor.signals == ("contact/vases",)
    step = monitor.step({**touched(True), "speed": np.array([np.nan])})
    assert step.cost[0, 0] == 1


def test_lists_and_numbers_of_other_types_are_taken():
    monitor = Monitor(Constraint("s", Never(Speed() > 1)), num_envs=2)
    for given in ([0, 2], np.array([0, 2]), np.array([0, 2], dtype=np.float32)):
        assert monitor.step({"speed": given}).cost[:, 0].tolist() == [0, 1]


def test_bad_arguments_are_refused():
    never = Constraint("v", Never(VASES))
    with pytest.raises(InputError, match="two constraints are named 'v'"):
        Monitor([never, never])
    with pytest.raises(InputError, match="expected constraints"):
        Monitor([Never(VASES)])
    with pytest.raises(InputError, match="num_envs"):
        Monitor(never, num_envs=0)
    with pytest.raises(InputError, match="unknown group 'vases'; did you mean 'vase'"):
        Monitor(never, World(groups=(Group("vase"),)))
    monitor = Monitor(never, num_envs=2)
    for mask in (np.array([True]), np.array([0, 1])):
        with pytest.raises(InputError, match="reset mask"):
            monitor.reset(mask)
    for indices in ([2], [], [0.5], [[0]]):
        with pytest.raises(InputError, match="fork"):
            monitor.fork(indices)
    with pytest.raises(InputError, match="cannot fork 2 environments into 1"):
        monitor.fork([0, 1], into=Monitor(never))
    with pytest.raises(InputError, match="of 2 environments"):
        Monitor(never).restore(monitor.snapshot())
    with pytest.raises(InputError, match="other constraints"):
        Monitor(Constraint("v", Never(Speed() > 1)), num_envs=2).restore(monitor.snapshot())
    other = Monitor(Constraint("v", Never(Speed() > 1))).snapshot()
    with pytest.raises(InputError, match="same constraints"):
        MonitorSnapshot.join([monitor.snapshot(), other])


def test_snapshots_of_environments_at_different_times_can_be_joined():
    constraint = Constraint("w", Within(VASES, Event("answer"), 3))

    def played(*triggers):
        monitor = Monitor(constraint)
        for trigger in triggers:
            monitor.step({**touched(trigger), "event/answer": np.array([False])})
        return monitor.snapshot()

    joined = Monitor(constraint, num_envs=2)
    joined.restore(MonitorSnapshot.join([played(True), played(False, False, True, False, False)]))
    quiet = {**touched(False, False), "event/answer": np.array([False, False])}
    costs = [joined.step(quiet).cost[:, 0].tolist() for _ in range(4)]
    assert costs == [[0, 1], [0, 0], [1, 0], [0, 0]]


def test_a_monitor_can_be_copied_and_pickled_in_the_middle_of_an_episode():
    constraint = Constraint("w", Within(VASES, Event("answer"), 2))
    monitor = Monitor(constraint)
    monitor.step({**touched(True), "event/answer": np.array([False])})
    quiet = {**touched(False), "event/answer": np.array([False])}
    for twin in (copy.deepcopy(monitor), pickle.loads(pickle.dumps(monitor))):  # noqa: S301
        assert [twin.step(quiet).cost[0, 0] for _ in range(3)] == [0, 1, 0]
    assert [monitor.step(quiet).cost[0, 0] for _ in range(3)] == [0, 1, 0]


def test_no_constraints_at_all_is_a_monitor_too():
    step = Monitor([], num_envs=2).step({})
    assert step.cost.shape == (2, 0)
    assert step.state.shape == (2, 0)

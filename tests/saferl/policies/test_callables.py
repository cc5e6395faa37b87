"""Functions and objects with `predict` as policies: shapes, memory, checked actions."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from gymnasium import spaces

from saferl.errors import InputError
from saferl.policies import CallablePolicy, as_policy, decide
from saferl.policies.callables import PredictPolicy

OBSERVED = spaces.Box(-np.inf, np.inf, (4,), np.float64)
ACTED = spaces.Box(-1.0, 1.0, (2,))
CHOSEN = spaces.Discrete(3, start=1)


def policy_of(function: Any, acted: spaces.Space[Any] = ACTED, **options: Any) -> CallablePolicy:
    return CallablePolicy(function, OBSERVED, acted, **options)


def first_two(observation: Any) -> Any:
    return observation[:2]


def test_a_function_is_asked_for_one_observation_at_a_time() -> None:
    batch = np.random.default_rng(0).uniform(-1, 1, (5, 4))
    policy = policy_of(first_two)
    actions, state = policy.predict(batch)
    np.testing.assert_allclose(actions, batch[:, :2], rtol=1e-6)
    assert actions.dtype == np.float32
    assert state is None
    np.testing.assert_array_equal(policy.predict(batch[3])[0], actions[3])


def test_batched_functions_get_the_whole_batch() -> None:
    seen: list[Any] = []

    def function(batch: Any) -> Any:
        seen.append(batch.shape)
        return batch[:, :2]

    policy = policy_of(function, batched=True)
    policy.predict(np.zeros((5, 4)))
    assert policy.predict(np.zeros(4))[0].shape == (2,)
    assert seen == [(5, 4), (1, 4)]


def test_actions_are_clipped_to_the_bounds() -> None:
    action, _ = policy_of(lambda o: [5.0, -0.5]).predict(np.zeros(4))
    np.testing.assert_array_equal(action, np.array([1.0, -0.5], np.float32))


def test_an_action_may_be_a_tuple_and_may_come_with_no_state() -> None:
    for function in (lambda o: (0.5, -0.5), lambda o: (np.array([0.5, -0.5]), None)):
        action, _ = policy_of(function).predict(np.zeros((1, 4)))
        np.testing.assert_array_equal(action, [[0.5, -0.5]])


def test_a_state_from_a_function_that_takes_none_is_refused() -> None:
    with pytest.raises(InputError, match=r"takes no state; let it take \(observation, state\)"):
        policy_of(lambda o: (np.zeros(2), 7)).predict(np.zeros(4))


@pytest.mark.parametrize(
    ("result", "acted", "said"),
    [
        (np.zeros(3), ACTED, r"shape \(1, 3\) for 1 observations; expected \(1, 2\)"),
        (0.0, ACTED, r"shape \(1,\) for 1 observations; expected \(1, 2\)"),
        (np.array([0.0, np.nan]), ACTED, r"returned nan at \(0, 1\)"),
        (np.array([np.inf, 0.0]), ACTED, r"returned inf at \(0, 0\)"),
        (None, ACTED, "not an action|expected"),
        ("left", ACTED, "not an action"),
        (4, CHOSEN, r"returned 4.0, not an element of Discrete\(3, start=1\)"),
        (0, CHOSEN, "not an element"),
        (1.5, CHOSEN, "not an element"),
        (np.nan, CHOSEN, "returned nan"),
        ([1, 2], CHOSEN, r"shape \(1, 2\) for 1 observations; expected \(1,\)"),
    ],
)
def test_what_is_no_action_is_refused(result: Any, acted: Any, said: str) -> None:
    with pytest.raises(InputError, match=said):
        policy_of(lambda o: result, acted).predict(np.zeros(4))


def test_a_bad_row_of_a_batch_is_found() -> None:
    with pytest.raises(InputError, match="returned nan"):
        policy_of(lambda o: o[:2]).predict(np.array([[0.0] * 4, [np.nan] * 4]))


def test_an_observation_that_does_not_fit_is_named() -> None:
    with pytest.raises(InputError, match=r"\(3,\); expected \(4,\) or \(n, 4\)"):
        policy_of(first_two).predict(np.zeros(3))


def test_discrete_actions_are_integers() -> None:
    policy = policy_of(lambda o: 1 + int(o[0] > 0), CHOSEN)
    actions, _ = policy.predict(np.array([[-1.0] * 4, [1.0] * 4]))
    np.testing.assert_array_equal(actions, [1, 2])
    assert actions.dtype == np.int64
    assert policy.predict(np.ones(4))[0].shape == ()


def count_steps(observation: Any, state: Any) -> Any:
    steps = 0 if state is None else state["steps"] + 1
    return np.full(2, steps / 10), {"steps": steps}


def test_each_row_has_a_memory_of_its_own() -> None:
    policy = policy_of(count_steps)
    batch = np.zeros((3, 4))
    action, state = policy.predict(batch, None, np.ones(3, bool))
    action, state = policy.predict(batch, state)
    action, state = policy.predict(batch, state, np.array([False, True, False]))
    np.testing.assert_allclose(action[:, 0], [0.2, 0.0, 0.2], rtol=1e-6)
    # a caller may keep some of the rows
    action, _ = policy.predict(batch[:2], state[[0, 2]])
    np.testing.assert_allclose(action[:, 0], [0.3, 0.3], rtol=1e-6)


def test_memory_is_not_forgotten_silently() -> None:
    policy = policy_of(count_steps)
    for starts in (None, np.array([True, False])):
        with pytest.raises(InputError, match="has a memory"):
            policy.predict(np.zeros((2, 4)), None, starts)


def test_a_session_keeps_the_memory() -> None:
    session = policy_of(count_steps).session(num_envs=2)
    for _ in range(3):
        actions = session(np.zeros((2, 4)))
    np.testing.assert_allclose(actions[:, 0], [0.2, 0.2], rtol=1e-6)
    session.reset(np.array([True, False]))
    np.testing.assert_allclose(session(np.zeros((2, 4)))[:, 0], [0.0, 0.3], rtol=1e-6)


def test_batched_functions_with_memory_learn_which_rows_begin() -> None:
    def function(batch: Any, state: Any, starts: Any) -> Any:
        steps = np.zeros(len(batch)) if state is None else state + 1
        steps = np.where(starts, 0, steps)
        return np.stack([steps, steps], axis=1) / 10, steps

    session = policy_of(function, batched=True).session(num_envs=2)
    session(np.zeros((2, 4)))
    session(np.zeros((2, 4)))
    session.reset(np.array([True, False]))
    np.testing.assert_allclose(session(np.zeros((2, 4)))[:, 0], [0.0, 0.2], rtol=1e-6)


def test_a_memory_must_be_returned() -> None:
    with pytest.raises(InputError, match=r"returns \(action, state\); this one returned a ndarray"):
        policy_of(lambda o, state: np.zeros(2)).predict(np.zeros(4), None, [True])


@pytest.mark.parametrize("function", [lambda: 0, lambda a, b, c: 0])
def test_functions_with_other_numbers_of_arguments_are_refused(function: Any) -> None:
    with pytest.raises(InputError, match="arguments; expected 1, or 2"):
        policy_of(function)


def test_optional_arguments_do_not_count() -> None:
    def function(observation: Any, gain: float = 0.5, *rest: Any, **more: Any) -> Any:
        return gain * observation[:2]

    policy = policy_of(function)
    assert not policy.has_memory
    np.testing.assert_array_equal(policy.predict(np.ones(4))[0], [0.5, 0.5])


def test_builtins_that_do_not_tell_their_arguments_work() -> None:
    same = spaces.Box(-1, 1, (2,))
    policy = CallablePolicy(np.tanh, same, same)
    np.testing.assert_allclose(policy.predict(np.zeros(2))[0], [0, 0])


def test_an_empty_batch_gives_no_actions() -> None:
    for options in ({}, {"batched": True}):
        policy = policy_of(lambda o: o[..., :2], **options)
        assert policy.predict(np.zeros((0, 4)))[0].shape == (0, 2)


def test_dict_observations_are_passed_as_dicts() -> None:
    space = spaces.Dict({"a": OBSERVED, "b": spaces.Discrete(3)})
    policy = CallablePolicy(lambda o: o["a"][:2] * o["b"], space, ACTED)
    batch = {"a": np.full((2, 4), 0.25), "b": np.array([1, 2])}
    np.testing.assert_array_equal(policy.predict(batch)[0], [[0.25, 0.25], [0.5, 0.5]])


class OnlyPredicts:
    observation_space, action_space = OBSERVED, ACTED

    def predict(
        self,
        observation: Any,
        state: Any = None,
        episode_start: Any = None,
        deterministic: bool = False,
    ) -> Any:
        return np.full((len(observation), 2), 3.0 if deterministic else 0.5), ("kept", state)


def test_an_object_with_predict_gets_the_rest_of_a_policy() -> None:
    policy = as_policy(OnlyPredicts())
    assert isinstance(policy, PredictPolicy)
    action, state = policy.predict(np.zeros((3, 4)), "before", deterministic=True)
    np.testing.assert_array_equal(action, np.ones((3, 2)))  # clipped
    assert state == ("kept", "before")
    assert decide(policy, np.zeros((3, 4))).vetoed.shape == (3,)
    assert policy.session()(np.zeros(4)).shape == (2,)


def test_unsupported_spaces_are_refused() -> None:
    with pytest.raises(InputError, match="MultiBinary"):
        CallablePolicy(first_two, spaces.MultiBinary(4), ACTED)
    with pytest.raises(InputError, match="expected Box, Discrete"):
        CallablePolicy(first_two, OBSERVED, spaces.MultiDiscrete([2, 2]))

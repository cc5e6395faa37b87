"""Sessions keep what a policy remembers, and `decide` works for whatever only predicts."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from gymnasium import spaces

from saferl.errors import InputError
from saferl.policies import Session, decide

Array = np.ndarray[Any, Any]


class Counter:
    """Answers how many steps each row's episode has lasted."""

    def predict(
        self,
        observation: Any,
        state: Any = None,
        episode_start: Any = None,
        deterministic: bool = False,
    ) -> tuple[Array, Array]:
        count = np.zeros(len(observation)) if state is None else state
        count = np.where(episode_start, 0, count) + 1
        return count[:, None], count


def test_a_masked_reset_starts_only_those_rows_afresh() -> None:
    session = Session(Counter(), num_envs=3)
    observation = np.zeros((3, 2))
    session(observation)
    session(observation)
    session.reset(np.array([False, True, False]))
    np.testing.assert_array_equal(session(observation).ravel(), [3, 1, 3])
    session.reset()
    np.testing.assert_array_equal(session(observation).ravel(), [1, 1, 1])


def test_resets_of_several_rows_add_up() -> None:
    session = Session(Counter(), num_envs=2)
    session(np.zeros((2, 2)))
    session.reset(np.array([True, False]))
    session.reset(np.array([False, True]))
    np.testing.assert_array_equal(session(np.zeros((2, 2))).ravel(), [1, 1])


def test_sessions_of_one_policy_do_not_share_memory() -> None:
    policy = Counter()
    one, other = Session(policy), Session(policy)
    one(np.zeros(2))
    np.testing.assert_array_equal(one(np.zeros(2)), [2])
    np.testing.assert_array_equal(other(np.zeros(2)), [1])


def test_the_decision_stays_to_be_looked_at() -> None:
    session = Session(Counter())
    assert session.decision is None
    session(np.zeros(2))
    assert session.decision is not None
    np.testing.assert_array_equal(session.decision.executed, [[1.0]])


def test_wrong_numbers_of_rows_are_named() -> None:
    session = Session(Counter(), num_envs=3)
    with pytest.raises(InputError, match="got 2 observations for a session of 3"):
        session(np.zeros((2, 5)))
    with pytest.raises(InputError, match="got 1 observations for a session of 3"):
        session(np.zeros(5))
    with pytest.raises(InputError, match=r"mask has shape \(2,\), expected \(3,\)"):
        session.reset(np.array([True, False]))
    with pytest.raises(InputError, match="num_envs is 0"):
        Session(Counter(), num_envs=0)


def test_dict_observations_come_alone_or_in_batches(make_mlp: Any) -> None:
    space = spaces.Dict({"a": spaces.Box(-1, 1, (2,)), "b": spaces.Discrete(3)})
    policy = make_mlp(observation_space=space)
    one = policy.session()({"a": np.zeros(2), "b": 1})
    assert one.shape == (3,)
    batch = {"a": np.zeros((2, 2)), "b": np.array([1, 1])}
    both = policy.session(num_envs=2)(batch)
    np.testing.assert_array_equal(both, [one, one])
    with pytest.raises(InputError, match="got 2 observations for a session of 1"):
        policy.session()(batch)


def test_images_and_numbers_are_single_observations_where_the_space_says_so(make_mlp: Any) -> None:
    image = make_mlp(observation_space=spaces.Box(0, 1, (2, 2, 1)))
    assert image.session()(np.zeros((2, 2, 1))).shape == (3,)
    number = make_mlp(observation_space=spaces.Discrete(5))
    assert number.session()(3).shape == (3,)


def test_a_session_samples_only_when_asked_to(make_mlp: Any) -> None:
    policy = make_mlp()
    still, random = policy.session(), policy.session(deterministic=False)
    assert np.array_equal(still(np.ones(6)), still(np.ones(6)))
    assert not np.array_equal(random(np.ones(6)), random(np.ones(6)))


def test_decide_works_for_what_only_predicts() -> None:
    decision = decide(Counter(), np.zeros((4, 2)), None, np.ones(4, bool))
    assert decision.edited.shape == (4,)
    assert decision.inner is None
    np.testing.assert_array_equal(decision.state, np.ones(4))


def test_decide_tells_one_dict_observation_from_a_batch() -> None:
    class OnDicts(Counter):
        observation_space = spaces.Dict({"b": spaces.Discrete(3), "a": spaces.Box(-1, 1, (2,))})

        def predict(self, observation: Any, *rest: Any) -> Any:
            return np.zeros(np.shape(observation["b"]) + (1,)), None

    batch = {"b": np.array([0, 1]), "a": np.zeros((2, 2))}
    assert decide(OnDicts(), batch).vetoed.shape == (2,)
    assert decide(OnDicts(), {"b": 1, "a": np.zeros(2)}).vetoed.shape == ()

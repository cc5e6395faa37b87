"""Whether a policy fits a task."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import gymnasium
import numpy as np
import pytest
from gymnasium import spaces

from saferl.errors import InputError
from saferl.policies import check_fits, spaces_of

SHOWN = spaces.Box(-np.inf, np.inf, (60,), np.float64)
TAKEN = spaces.Box(-1.0, 1.0, (2,), np.float64)


def policy(observed: Any = SHOWN, acted: Any = TAKEN, **more: Any) -> SimpleNamespace:
    return SimpleNamespace(observation_space=observed, action_space=acted, **more)


def test_the_same_spaces_fit() -> None:
    check_fits(policy(), (SHOWN, TAKEN))


def test_precision_and_bounds_of_observations_do_not_count() -> None:
    check_fits(policy(spaces.Box(-1, 1, (60,)), spaces.Box(-1.0, 1.0, (2,))), (SHOWN, TAKEN))


def test_a_policy_that_does_not_tell_its_spaces_passes() -> None:
    check_fits(SimpleNamespace(), (SHOWN, TAKEN))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            policy(spaces.Box(-1, 1, (72,))),
            r"observes Box\(-1..1, \(72,\)\), the task shows Box\(-inf..inf, \(60,\)\)$",
        ),
        (
            policy(acted=spaces.Box(-2, 2, (2,))),
            r"acts in Box\(-2..2, \(2,\)\), the task in Box\(-1..1, \(2,\)\)$",
        ),
        (policy(acted=spaces.Discrete(2)), r"acts in Discrete\(2\), the task in Box"),
        (
            policy(spaces.Box(-1, 1, (72,)), spaces.Discrete(2)),
            r"observes .*, the task shows .*, and it acts in .*, the task in",
        ),
        (
            policy(spaces.Dict({"a": TAKEN})),
            r"observes Dict\(a: Box\(-1..1, \(2,\)\)\), the task shows Box",
        ),
        (
            policy(spaces.Box(-1, 1, (62,)), observe_constraints=True),
            "trained with observe_constraints=True, so the task must be made with it",
        ),
    ],
)
def test_both_sides_are_named(given: Any, said: str) -> None:
    with pytest.raises(InputError, match=said):
        check_fits(given, (SHOWN, TAKEN))


def test_discrete_actions_must_begin_alike() -> None:
    with pytest.raises(InputError, match=r"Discrete\(2, start=1\), the task in Discrete\(2\)"):
        check_fits(policy(acted=spaces.Discrete(2, start=1)), (SHOWN, spaces.Discrete(2)))


def test_dicts_fit_by_their_parts() -> None:
    own = spaces.Dict({"b": TAKEN, "a": SHOWN})
    check_fits(policy(own), (spaces.Dict({"a": SHOWN, "b": spaces.Box(-5, 5, (2,))}), TAKEN))
    with pytest.raises(InputError, match="a: Discrete"):
        check_fits(policy(own), (spaces.Dict({"a": spaces.Discrete(2), "b": TAKEN}), TAKEN))


def test_spaces_come_from_ids_environments_and_vectors() -> None:
    expected = spaces_of("CartPole-v1")
    with gymnasium.make("CartPole-v1") as env:
        assert spaces_of(env) == expected
    vector = gymnasium.make_vec("CartPole-v1", num_envs=2)
    assert spaces_of(vector) == expected
    vector.close()
    with pytest.raises(InputError, match="unknown task 'CartPool-v1'"):
        spaces_of("CartPool-v1")

"""Functions, and objects that have nothing but ``predict``, as policies.

>>> box = spaces.Box(-1, 1, (2,))
>>> policy = CallablePolicy(lambda observation: 2 * observation, box, box)
>>> policy.predict(np.array([[0.25, 0.0], [2.0, 0.125]]))[0]
array([[0.5 , 0.  ],
       [1.  , 0.25]], dtype=float32)

A function that takes a second argument has a memory: it gets what it returned as the state on the
step before, None where an episode begins, and returns the action and the new state.

>>> def alternate(observation, state):
...     state = 1.0 if state is None else -state
...     return np.full(2, state), state
>>> session = CallablePolicy(alternate, box, box).session()
>>> session(np.zeros(2)), session(np.zeros(2))
(array([1., 1.], dtype=float32), array([-1., -1.], dtype=float32))
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np
from gymnasium import spaces

from saferl.errors import InputError
from saferl.policies.adapter import Adapter
from saferl.policies.memory import take_rows
from saferl.policies.normalization import Normalization
from saferl.policies.protocol import Array, Policy, State

__all__ = ["CallablePolicy", "PredictPolicy"]


class CallablePolicy(Adapter):
    """A function as a policy.

    Args:
        function: ``observation -> action`` of one observation, or
            ``(observation, state) -> (action, state)`` with any object as the state. With
            ``batched``, ``batch -> actions`` or
            ``(batch, state, episode_start) -> (actions, state)``.
        observation_space: What it observes.
        action_space: What it does; Box actions are clipped to the bounds.
        normalization: What its observations pass through first.
        batched: It takes batches (n, obs_dim) instead of single observations.

    Raises:
        InputError: The function takes another number of arguments.
    """

    def __init__(
        self,
        function: Callable[..., Any],
        observation_space: spaces.Space[Any],
        action_space: spaces.Space[Any],
        *,
        normalization: Normalization | None = None,
        batched: bool = False,
    ) -> None:
        takes = _required_arguments(function)
        with_memory = 3 if batched else 2
        if takes not in (1, with_memory):
            memory = "(batch, state, episode_start)" if batched else "(observation, state)"
            raise InputError(
                f"the function takes {takes} arguments; expected 1, or {with_memory} for one with "
                f"a memory: {memory} -> (action, state)"
            )
        super().__init__(
            observation_space,
            action_space,
            normalization=normalization,
            batched=batched,
            has_memory=takes > 1,
        )
        self.function = function

    def act(
        self, batch: Any, state: State, starts: Array, deterministic: bool
    ) -> tuple[Any, State]:
        """Call the function."""
        if not self.has_memory:
            if self.batched:
                return _action_alone(self.function(batch), len(starts), self.action_space), state
            action = self.function(take_rows(batch, 0))
            return [_action_alone(action, None, self.action_space)], state
        if self.batched:
            return _action_and_state(self.function(batch, state, starts))
        # the state of the rows is an array of objects, one for each
        before = None if starts[0] else state[0]
        action, after = _action_and_state(self.function(take_rows(batch, 0), before))
        kept = np.empty(1, dtype=object)
        kept[0] = after
        return [action], kept


class PredictPolicy(Adapter):
    """An object with ``predict`` and nothing else: it gets whole batches and keeps its own state.

    Args:
        policy: Anything with Stable-Baselines3's ``predict``.
        observation_space: What it observes.
        action_space: What it does; Box actions are clipped to the bounds.
        normalization: What its observations pass through first.
    """

    def __init__(
        self,
        policy: Policy,
        observation_space: spaces.Space[Any],
        action_space: spaces.Space[Any],
        *,
        normalization: Normalization | None = None,
    ) -> None:
        super().__init__(observation_space, action_space, normalization=normalization, batched=True)
        self.policy = policy

    def act(
        self, batch: Any, state: State, starts: Array, deterministic: bool
    ) -> tuple[Any, State]:
        """Ask the object."""
        return self.policy.predict(batch, state, starts, deterministic)


def _action_and_state(result: Any) -> tuple[Any, State]:
    if not isinstance(result, tuple) or len(result) != 2:
        raise InputError(
            "a function with a memory returns (action, state); "
            f"this one returned a {type(result).__name__}"
        )
    return result


def _action_alone(result: Any, rows: int | None, space: spaces.Space[Any]) -> Any:
    """Return the action where a function without memory returned (action, None)."""
    if not isinstance(result, tuple) or len(result) != 2:
        return result
    action, state = result
    if state is None:
        return action
    shape = (space.shape or ()) if rows is None else (rows, *(space.shape or ()))
    if np.shape(action) == shape:
        raise InputError(
            "the function returned (action, state) but takes no state; "
            "let it take (observation, state)"
        )
    return result  # an action of two components, written as a tuple


def _required_arguments(function: Callable[..., Any]) -> int:
    """How many arguments must be given by position; 1 where a function does not tell."""
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return 1
    positional = [p for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
    needed = sum(p.default is p.empty for p in positional)
    variadic = any(p.kind is p.VAR_POSITIONAL for p in parameters)
    return max(needed, 1) if positional or variadic else 0

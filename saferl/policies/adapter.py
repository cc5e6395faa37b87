"""What all foreign policies share: raw observations in, checked actions in the right units out."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

import numpy as np
from gymnasium import spaces

from saferl.errors import InputError
from saferl.policies.memory import episode_starts, join_states, take_rows
from saferl.policies.normalization import Normalization
from saferl.policies.protocol import Array, Decision, State, plain_decision
from saferl.policies.session import Session
from saferl.spaces import as_batch, batch_length, flat_size

__all__ = ["Adapter", "checked_actions"]


class Adapter(ABC):
    """Gives a foreign policy the face of this library's own.

    Args:
        observation_space: What it observes, raw: Box, Discrete or a Dict of those.
        action_space: What it does, in the environment's units: Box or Discrete.
        normalization: What its observations pass through first.
        batched: Ask for a whole batch at once. It is faster, but the products of most libraries
            round differently for different batch sizes; by default each row is asked for by
            itself, so that an action depends on nothing but its observation (and memory).
        has_memory: It remembers within an episode; then ``state=None`` is refused where an episode
            goes on.
    """

    def __init__(
        self,
        observation_space: spaces.Space[Any],
        action_space: spaces.Space[Any],
        *,
        normalization: Normalization | None = None,
        batched: bool = False,
        has_memory: bool = False,
    ) -> None:
        flat_size(observation_space)  # raises for kinds of space that are not supported
        if not isinstance(action_space, (spaces.Box, spaces.Discrete)):
            raise InputError(f"actions in {action_space} are not supported; expected Box, Discrete")
        self.observation_space = observation_space
        self.action_space = action_space
        self.normalization = normalization or Normalization()
        self.batched = batched
        self.has_memory = has_memory

    @abstractmethod
    def act(
        self, batch: Any, state: State, starts: Array, deterministic: bool
    ) -> tuple[Any, State]:
        """Return the actions (n, ...) for a batch of normalised observations, and the state."""

    def predict(
        self,
        observation: Any,
        state: State = None,
        episode_start: Any = None,
        deterministic: bool = False,
    ) -> tuple[Array, State]:
        """Return the action for one raw observation or a batch, and the state.

        Raises:
            InputError: The observation does not fit the observation space; the action does not
                fit the action space or is not finite; a memory is needed and missing.
        """
        batch, single = as_batch(self.observation_space, observation)
        rows = batch_length(batch)
        remembered = state if self.has_memory else ()  # nothing to forget without a memory
        starts = episode_starts(remembered, episode_start, rows)
        batch = self.normalization.apply(batch)
        if self.batched or rows == 1:
            action, state = self.act(batch, state, starts, deterministic)
        else:
            action, state = self._row_by_row(batch, state, starts, deterministic)
        action = checked_actions(self.action_space, action, rows)
        return (action[0] if single else action), state

    def _row_by_row(
        self, batch: Any, state: State, starts: Array, deterministic: bool
    ) -> tuple[Any, State]:
        actions: list[Array] = []
        states: list[State] = []
        for i in range(len(starts)):
            row = slice(i, i + 1)
            own = take_rows(state, row) if self.has_memory else state
            action, new = self.act(take_rows(batch, row), own, starts[row], deterministic)
            if np.shape(action)[:1] != (1,):
                checked_actions(self.action_space, action, 1)  # says what is wrong with it
            actions.append(action)
            states.append(new)
        if not actions:
            return np.empty((0, *(self.action_space.shape or ()))), state
        return np.concatenate(actions), join_states(states) if self.has_memory else state

    def decide(
        self,
        observation: Any,
        state: State = None,
        episode_start: Any = None,
        deterministic: bool = False,
    ) -> Decision:
        """Return the decision: this policy executes what it proposes."""
        action, state = self.predict(observation, state, episode_start, deterministic)
        single = action.shape == self.action_space.shape
        return plain_decision(action, state, () if single else (len(action),))

    def session(self, num_envs: int = 1, *, deterministic: bool = True) -> Session:
        """Open a deployment loop that keeps the state."""
        return Session(self, num_envs, deterministic=deterministic)


def checked_actions(space: spaces.Space[Any], action: Any, rows: int) -> Array:
    """Return a batch of actions that fits the space: Box actions clipped to its bounds.

    Raises:
        InputError: Another shape, values that are not finite, or no element of a Discrete space.

    >>> checked_actions(spaces.Box(-1, 1, (1,)), [[0.5], [3.0]], rows=2).ravel()
    array([0.5, 1. ], dtype=float32)
    """
    try:
        array = np.asarray(action, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise InputError(f"the policy returned {action!r}, which is not an action") from error
    expected = (rows, *(space.shape or ()))
    if array.shape != expected:
        raise InputError(
            f"the policy returned actions of shape {array.shape} for {rows} observations; "
            f"expected {expected}, as its action space is {space}"
        )
    if not np.isfinite(array).all():
        place = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
        raise InputError(f"the policy returned {array[place]} at {place} of its actions")
    if isinstance(space, spaces.Box):
        return np.clip(array, space.low, space.high).astype(space.dtype)
    assert isinstance(space, spaces.Discrete)
    inside = (array >= space.start) & (array < space.start + space.n) & (array % 1 == 0)
    if not inside.all():
        raise InputError(f"the policy returned {array[~inside][0]}, not an element of {space}")
    return array.astype(space.dtype)

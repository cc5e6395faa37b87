"""A policy in a deployment loop: it keeps the state, you pass observations.

>>> import numpy as np
>>> class Counter:
...     def predict(self, observation, state=None, episode_start=None, deterministic=False):
...         count = np.zeros(len(observation)) if state is None else state
...         count = np.where(episode_start, 0, count) + 1
...         return count[:, None], count
>>> session = Session(Counter(), num_envs=1)
>>> session(np.zeros(3)), session(np.zeros(3))
(array([1.]), array([2.]))
>>> session.reset()
>>> session(np.zeros(3))
array([1.])
"""

from __future__ import annotations

from typing import Any

import numpy as np
from gymnasium import spaces

from saferl.errors import InputError
from saferl.policies.protocol import Array, Decision, Policy, State, decide
from saferl.spaces import as_batch, batch_length

__all__ = ["Session"]


class Session:
    """Runs a policy step by step over one environment or a batch of them.

    Args:
        policy: Any policy.
        num_envs: Rows; with 1, observations and actions have no batch dimension unless given one.
        deterministic: The mode of the policy's distribution (default) instead of samples.
    """

    def __init__(self, policy: Policy, num_envs: int = 1, *, deterministic: bool = True) -> None:
        if num_envs < 1:
            raise InputError(f"num_envs is {num_envs}, expected at least 1")
        self.policy = policy
        self.num_envs = num_envs
        self.deterministic = deterministic
        self.decision: Decision | None = None
        self._state: State = None
        self._starts = np.ones(num_envs, dtype=bool)

    def __call__(self, observation: Any) -> Array:
        """Return the action for an observation, (obs_dim,) or (num_envs, obs_dim).

        The whole :class:`Decision`, with a batch dimension, is in ``self.decision`` afterwards.
        """
        space = getattr(self.policy, "observation_space", None)
        if isinstance(space, spaces.Space):
            batch, one = as_batch(space, observation)
            rows = batch_length(batch)
        elif isinstance(observation, dict):
            batch, one, rows = observation, False, self.num_envs
        else:  # only vectors can be told from batches of them
            array = np.asarray(observation)
            one = array.ndim == 1
            batch = array[None] if one else array
            rows = len(batch)
        if rows != self.num_envs:
            raise InputError(
                f"got {rows} observations for a session of {self.num_envs}; "
                "open it with policy.session(num_envs=...)"
            )
        self.decision = decide(self.policy, batch, self._state, self._starts, self.deterministic)
        self._state = self.decision.state
        self._starts = np.zeros(self.num_envs, dtype=bool)
        return self.decision.action[0] if one else self.decision.action

    def reset(self, mask: Array | None = None) -> None:
        """Start a new episode, in all rows or in those where ``mask`` (num_envs,) is True."""
        if mask is None:
            self._state = None
            self._starts = np.ones(self.num_envs, dtype=bool)
        else:
            ended = np.asarray(mask, dtype=bool)
            if ended.shape != (self.num_envs,):
                raise InputError(f"mask has shape {ended.shape}, expected ({self.num_envs},)")
            self._starts = self._starts | ended

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

from saferl.errors import InputError
from saferl.policies.protocol import Array, Decision, Policy, State, decide

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
        one = isinstance(observation, np.ndarray) and observation.ndim == 1
        batch = observation[None] if one else observation
        if isinstance(batch, np.ndarray) and len(batch) != self.num_envs:
            raise InputError(
                f"got {len(batch)} observations for a session of {self.num_envs}; "
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
            self._starts = self._starts | np.asarray(mask, dtype=bool)

"""A deployment loop around a shielded policy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from lookahead.deadline import WallDeadline
from saferl.policies.protocol import Array
from saferl.policies.session import Session

if TYPE_CHECKING:
    from lookahead.shielded_policy import ShieldedPolicy

__all__ = ["ShieldSession"]


class ShieldSession(Session):
    """A deployment loop from which no observation, however broken, gets an exception out."""

    policy: ShieldedPolicy

    def __call__(self, observation: Any) -> Array:
        """Return the action for an observation, (obs_dim,) or (num_envs, obs_dim).

        The :class:`ShieldDecision`, with a batch dimension, is in ``self.decision`` afterwards.
        """
        policy = self.policy
        deadline = WallDeadline(policy.deadline_ms, policy.clock)
        decision, single = policy._decide(
            observation, self._state, self._starts, self.deterministic, deadline
        )
        self.decision = decision
        self._state = decision.state
        self._starts = np.zeros(self.num_envs, dtype=bool)
        return np.asarray(decision.action[0] if single else decision.action)

"""What a policy is, and what one decision looks like from outside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

import numpy as np
from gymnasium import spaces

from saferl.spaces import as_batch, batch_length

__all__ = ["Array", "Decision", "Policy", "State", "decide", "plain_decision"]

Array = np.ndarray[Any, Any]
State = Any
"""What a policy remembers within an episode: arrays with a leading dimension n, nested freely."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Decision:
    """One decision, or a batch of n, and how it came about.

    Attributes:
        action: What to execute, in the environment's units; (action_dim,) or (n, action_dim).
        state: What to pass to the next call.
        proposal: What the innermost policy wanted, same shape as ``action``.
        executed: Same as ``action``; named for the log, where all three stand side by side.
        edited: (n,) whether an editor changed the proposal.
        vetoed: (n,) whether a shield refused it.
        level: (n,) rung of the fallback ladder used; 0 is the proposal itself.
        predicted_cost: (n, k) predicted cost to come for each constraint, where something predicts.
        inner: The decision of the policy wrapped by the one that decided, if any.
    """

    action: Array
    state: State
    proposal: Array
    executed: Array
    edited: Array
    vetoed: Array
    level: Array
    predicted_cost: Array | None = None
    inner: Decision | None = None


@runtime_checkable
class Policy(Protocol):
    """Anything with Stable-Baselines3's ``predict``.

    Raw observations go in, actions in the environment's own units come out. ``predict`` never
    changes the object: what is remembered within an episode travels in ``state``.
    """

    def predict(
        self,
        observation: Any,
        state: Any = None,
        episode_start: Any = None,
        deterministic: bool = False,
    ) -> tuple[Any, Any]:
        """Return the action for one observation (obs_dim,) or a batch (n, obs_dim), and the state.

        Args:
            observation: Raw observation or batch of them.
            state: What the previous call returned, or None at the start.
            episode_start: (n,) rows whose episode begins with this observation.
            deterministic: The distribution's mode instead of a sample.
        """
        ...


def decide(
    policy: Policy,
    observation: Any,
    state: State = None,
    episode_start: Any = None,
    deterministic: bool = False,
) -> Decision:
    """Ask ``policy`` for a :class:`Decision`; one that only predicts has proposed what it does.

    >>> class Still:
    ...     def predict(self, observation, state=None, episode_start=None, deterministic=False):
    ...         return np.zeros((len(observation), 2)), state
    >>> decision = decide(Still(), np.ones((3, 5)))
    >>> decision.action.shape, decision.vetoed.any()
    ((3, 2), np.False_)
    """
    own = getattr(policy, "decide", None)
    if own is not None:
        decision: Decision = own(observation, state, episode_start, deterministic)
        return decision
    action, state = policy.predict(observation, state, episode_start, deterministic)
    return plain_decision(np.asarray(action), state, _rows(policy, observation))


def plain_decision(action: Array, state: State, rows: tuple[int, ...]) -> Decision:
    """Return the decision of a policy that executes its own proposal; ``rows`` is () or (n,)."""
    return Decision(
        action=action,
        state=state,
        proposal=action,
        executed=action,
        edited=np.zeros(rows, dtype=bool),
        vetoed=np.zeros(rows, dtype=bool),
        level=np.zeros(rows, dtype=np.int64),
    )


def _rows(policy: Policy, observation: Any) -> tuple[int, ...]:
    """(n,) for a batch of observations, () for one; vectors where the policy has no space."""
    space = getattr(policy, "observation_space", None)
    if isinstance(space, spaces.Space):
        batch, single = as_batch(space, observation)
        return () if single else (batch_length(batch),)
    if isinstance(observation, dict):
        observation = next(iter(observation.values()))
    shape = np.shape(observation)
    return shape[:1] if len(shape) > 1 else ()

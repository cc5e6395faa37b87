"""`ShieldWrapper`: an environment that executes no action its shield refuses."""

from __future__ import annotations

import os
from typing import Any, SupportsFloat

import gymnasium
import numpy as np

from lookahead.audit import AuditLog
from lookahead.guard import Fault
from lookahead.planner import Level
from lookahead.shielded_policy import ShieldedPolicy
from saferl.errors import InputError
from saferl.policies.fitting import check_fits
from saferl.policies.protocol import Array, Decision, State, plain_decision
from saferl.policies.session import Session

__all__ = ["ShieldWrapper"]


class ShieldWrapper(gymnasium.Wrapper[Any, Any, Any, Any]):
    """Screens each action before the environment executes it, and executes another if it must.

    Whoever calls ``step`` is the policy: a trained agent, one that is learning, a person. The
    observation that counts is the one the environment returned last.

    ``info["shield"]`` tells of each step: ``executed`` (the action), ``vetoed``, ``level`` (a rung
    of the ladder, such as ``"candidate"``), ``risk`` (of the action that was asked for) and
    ``faults`` (names).

    Args:
        env: One environment. A vector environment is shielded by its policy (``shield.attach``).
        shield: What looks ahead.
        fallback: As for `ShieldedPolicy`.
        safe_action: As for `ShieldedPolicy`.
        deadline_ms: As for `ShieldedPolicy`.
        audit: As for `ShieldedPolicy`.

    Raises:
        InputError: ``env`` is a vector environment, or no environment, or does not fit the shield.

    Example:
        >>> import numpy as np
        >>> from lookahead.example import PointEnv, point_shield
        >>> env = ShieldWrapper(PointEnv(), point_shield())
        >>> observation, info = env.reset(seed=0)
        >>> costs = 0.0
        >>> for _ in range(60):  # always towards the wall
        ...     observation, reward, terminated, truncated, info = env.step(np.ones(1))
        ...     costs += info["cost"]
        >>> costs, info["shield"]["vetoed"], info["shield"]["level"], truncated
        (0.0, True, 'candidate', True)
    """

    def __init__(
        self,
        env: gymnasium.Env[Any, Any],
        shield: Any,
        *,
        fallback: Any = None,
        safe_action: Any = None,
        deadline_ms: float | None = None,
        audit: AuditLog | str | os.PathLike[str] | None = None,
    ) -> None:
        if isinstance(env, gymnasium.vector.VectorEnv):
            raise InputError(
                "ShieldWrapper wraps one environment, and was given a vector of "
                f"{env.num_envs}; shield the policy instead: shield.attach(policy)"
            )
        if not isinstance(env, gymnasium.Env):
            raise InputError(
                f"ShieldWrapper wraps a gymnasium.Env, and was given a {type(env).__name__}"
            )
        check_fits(shield, env)
        super().__init__(env)
        self._asked = _Asked(shield)
        self._shielded = ShieldedPolicy(
            self._asked,
            shield,
            fallback=fallback,
            safe_action=safe_action,
            deadline_ms=deadline_ms,
            audit=audit,
        )
        self._session: Any = None
        self._observation: Any = None

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[Any, dict[str, Any]]:
        """Begin an episode."""
        self._observation, info = self.env.reset(seed=seed, options=options)
        self._session = self._shielded.session()
        return self._observation, info

    def step(self, action: Any) -> tuple[Any, SupportsFloat, bool, bool, dict[str, Any]]:
        """Execute the action, or what the shield executes in its place.

        An action that is not finite or of another shape is refused like any other.

        Raises:
            InputError: The environment was not reset.
        """
        if self._session is None:
            raise InputError("step was called before reset; call env.reset() to begin an episode")
        self._asked.action = action
        executed = self._session(self._observation)
        decision = self._session.decision
        self._observation, reward, terminated, truncated, info = self.env.step(executed)
        info["shield"] = {
            "executed": executed,
            "vetoed": bool(decision.vetoed[0]),
            "level": Level(int(decision.level[0])).name.lower(),
            "risk": float(decision.risk[0]),
            "faults": [
                str(fault.name).lower() for fault in Fault if decision.faults[0] & int(fault)
            ],
        }
        return self._observation, reward, terminated, truncated, info


class _Asked:
    """The policy whose proposals come from outside."""

    action: Any = None
    imaginable = False
    """What it would ask for elsewhere is not known."""

    def __init__(self, shield: Any) -> None:
        self.observation_space = shield.observation_space
        self.action_space = shield.action_space

    def predict(
        self,
        observation: Any,
        state: State = None,
        episode_start: Any = None,
        deterministic: bool = False,
    ) -> tuple[Array, State]:
        return np.asarray(self.action)[None], state

    def decide(
        self,
        observation: Any,
        state: State = None,
        episode_start: Any = None,
        deterministic: bool = False,
    ) -> Decision:
        action, state = self.predict(observation, state)
        return plain_decision(action, state, (1,))

    def session(self, num_envs: int = 1, *, deterministic: bool = True) -> Session:
        return Session(self, num_envs, deterministic=deterministic)

"""Making transitions: a policy plays, disturbed enough that a model learns more than its habits.

Each environment switches, at random times, between three ways of acting: the policy's own actions;
the same with noise; and random actions held for a while. Without a policy it is the last alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from lookahead.guard import from_unit, to_unit
from lookahead.transitions import Transitions
from saferl.constraints import Constraint
from saferl.errors import InputError
from saferl.policies import check_fits, load_policy
from saferl.spaces import flat_size

__all__ = ["collect"]

Array = np.ndarray[Any, Any]
SWITCH, CHANGE, NOISE = 0.01, 0.05, 0.5
"""Chance a step of switching the way of acting, of drawing a new held action; size of the noise."""


def collect(
    env_id: str,
    steps: int,
    *,
    policy: Any = None,
    constraints: Sequence[Constraint] = (),
    num_envs: int = 20,
    seed: int = 0,
    workers: int | None = None,
) -> Transitions:
    """Play and keep what happened.

    Args:
        env_id: A task's id.
        steps: In all environments together, rounded up to whole steps of all.
        policy: What `saferl.load_policy` takes; None for random actions.
        constraints: What the costs are of; the task's own cost where there are none.
        num_envs: Environments at once.
        seed: Of environments and disturbances; evaluation seeds begin at 1,000,000.
        workers: Worker processes that simulate.

    Raises:
        InputError: No steps, or a policy that does not fit the task.

    >>> steps = collect("SafetyPointGoal0-v0", 40, num_envs=4)
    >>> len(steps), steps.observation.shape
    (40, (40, 28))
    """
    from saferl.envs.vectorise import make_vec

    if steps < 1:
        raise InputError(f"steps is {steps}, expected at least 1")
    env = make_vec(
        env_id, num_envs=num_envs, seed=seed, workers=workers, constraints=tuple(constraints)
    )
    space = env.single_action_space
    known = None if policy is None else load_policy(policy) if _is_path(policy) else policy
    columns: dict[str, list[Array]] = {}
    try:
        if known is not None:
            check_fits(known, env)
        disturbed = _Disturbed(space, known, num_envs, seed)
        observation, _ = env.reset()
        episode, upcoming = np.arange(num_envs), num_envs
        for _ in range(-(-steps // num_envs)):
            executed = disturbed(observation)
            after, reward, terminated, truncated, infos = env.step(executed)
            done = np.asarray(terminated) | np.asarray(truncated)
            reached = np.array(after)
            for i in np.flatnonzero(done):
                reached[i] = infos["final_obs"][i]
            row = {
                "observation": observation.reshape(num_envs, -1).astype(np.float32),
                "action": to_unit(space, executed).astype(np.float32),
                "next_observation": reached.reshape(num_envs, -1).astype(np.float32),
                "reward": np.asarray(reward),
                "costs": infos["costs"] if constraints else infos["cost"][:, None],
                "terminated": np.asarray(terminated),
                "episode": episode.copy(),
            }
            for name, value in row.items():
                columns.setdefault(name, []).append(value)
            for i in np.flatnonzero(done):
                episode[i], upcoming = upcoming, upcoming + 1
            observation = after
    finally:
        env.close()
    together = {name: np.swapaxes(np.array(rows), 0, 1) for name, rows in columns.items()}
    return Transitions(
        **{name: rows.reshape(-1, *rows.shape[2:]) for name, rows in together.items()}
    )


class _Disturbed:
    """Acts for a batch: the policy's way, the same with noise, or random actions held."""

    def __init__(self, space: Any, policy: Any, num_envs: int, seed: int) -> None:
        self.space, self.policy = space, policy
        self.rng = np.random.default_rng(seed)
        self.way = self.rng.integers(3, size=num_envs)
        self.held = self.rng.uniform(-1, 1, (num_envs, flat_size(space)))

    def __call__(self, observation: Array) -> Array:
        """Return actions (n, ...) in the environment's units."""
        rng, n = self.rng, len(self.way)
        drawn = rng.random((n, 1)) < CHANGE
        self.held = np.where(drawn, rng.uniform(-1.2, 1.2, self.held.shape), self.held)
        self.way = np.where(rng.random(n) < SWITCH, rng.integers(3, size=n), self.way)
        unit = np.clip(self.held, -1.0, 1.0)
        if self.policy is not None:
            own = to_unit(self.space, self.policy.predict(observation, deterministic=True)[0])
            noisy = own + NOISE * rng.standard_normal(own.shape)
            unit = np.where((self.way == 0)[:, None], own, unit)
            unit = np.clip(np.where((self.way == 1)[:, None], noisy, unit), -1.0, 1.0)
        return from_unit(self.space, unit)


def _is_path(policy: Any) -> bool:
    return not hasattr(policy, "predict")

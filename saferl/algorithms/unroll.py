"""On-policy experience: T steps of n environments, as arrays.

Shapes: T steps, n environments, k constraints, F flat observation, A flat action.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from gymnasium import spaces
from torch import Tensor

from saferl.errors import SimulationError
from saferl.networks import CategoricalActor, GaussianActor
from saferl.spaces import flatten_batch, scale_to_box

if TYPE_CHECKING:
    from saferl.algorithms.ppo import PPO

__all__ = ["Unroll", "gather", "step_costs"]

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Unroll:
    """One batch of experience.

    Attributes:
        observations: (T + 1, n, F) normalised; row T is where the unroll stopped.
        raw: (T, n, F) as the environment gave them.
        actions: (T, n, A) before clipping and scaling.
        rewards: (T, n).
        costs: (T, n, k).
        exceeded: (T, n) whether the episode's cost so far exceeds a hard budget.
        terminations, ends: (T, n) terminated; ended for any reason.
        final_observations: (number of ends, F) normalised, in the order of ``argwhere(ends)``.
    """

    observations: Array
    raw: Array
    actions: Array
    rewards: Array
    costs: Array
    exceeded: Array
    terminations: Array
    ends: Array
    final_observations: Array

    def flat_observations(self) -> Array:
        """Return (T * n, F) normalised observations acted on."""
        return self.observations[:-1].reshape(-1, self.observations.shape[-1])

    def raw_observations(self) -> Array:
        """Return (T * n, F) raw observations acted on."""
        return self.raw.reshape(-1, self.raw.shape[-1])

    def next_values(self, values: Array, critic: Callable[[Tensor], Array]) -> Array:
        """Return (T, n, 1 + k) values of what each step reached, before any reset.

        Args:
            values: (T, n, 1 + k) of the observations acted on.
            critic: Maps observations (B, F) to values (B, 1 + k).
        """
        last = critic(torch.from_numpy(self.observations[-1]))[None]
        reached = np.concatenate([values[1:], last])
        if len(self.final_observations):
            # where an episode ended, the next row belongs to another one
            reached[self.ends] = critic(torch.from_numpy(self.final_observations))
        return reached


def gather(trainer: PPO, actor: GaussianActor | CategoricalActor, steps: int) -> Unroll:
    """Step the trainer's environments ``steps`` times with samples from ``actor``.

    Raises:
        SimulationError: An observation, reward or cost is not finite.
    """
    env, normalizer = trainer.env, trainer.normalizer
    n, space = env.num_envs, trainer.observation_space
    size = len(normalizer.moments.mean)
    action_size = 1 if isinstance(trainer.action_space, spaces.Discrete) else None
    observations = np.empty((steps + 1, n, size), dtype=np.float32)
    raw = np.empty((steps, n, size))
    rewards, costs = np.empty((steps, n)), np.empty((steps, n, len(trainer.constraints)))
    terminations, ends, exceeded = (np.empty((steps, n), bool) for _ in range(3))
    actions: list[Array] = []
    finals: list[Array] = []
    learning_scale = trainer.config.normalize and normalizer.moments.count == 0
    current, _ = flatten_batch(space, trainer.current_observations())
    for t in range(steps):
        if learning_scale:  # nothing is known about the observations' scale yet
            normalizer.update(current)
        raw[t] = current
        observations[t] = normalizer.apply(current)
        with torch.no_grad():
            action = actor.sample(torch.from_numpy(observations[t]), trainer.generator).numpy()
        actions.append(action)
        stepped, reward, terminated, truncated, info = env.step(to_env(trainer, action))
        rewards[t], terminations[t], ends[t] = reward, terminated, terminated | truncated
        costs[t], task_cost = step_costs(info, n, len(trainer.constraints))
        exceeded[t] = trainer.ledger.add(reward, costs[t], task_cost, ends[t])
        current, _ = flatten_batch(space, stepped)
        for i in np.flatnonzero(ends[t]):
            final, _ = flatten_batch(space, info["final_obs"][i])
            finals.append(normalizer.apply(final)[0])
        trainer.remember(stepped)
    observations[steps] = normalizer.apply(current)
    _check_finite({"reward": rewards, "cost": costs, "observation": raw})
    assert action_size is None or actions[0].shape[-1] == action_size
    final_observations = np.stack(finals) if finals else np.empty((0, size), dtype=np.float32)
    return Unroll(
        observations=observations,
        raw=raw,
        actions=np.stack(actions),
        rewards=rewards,
        costs=costs,
        exceeded=exceeded,
        terminations=terminations,
        ends=ends,
        final_observations=final_observations,
    )


def to_env(trainer: Any, action: Array) -> Array:
    """Turn actor outputs (n, A) into what the environment takes."""
    space = trainer.action_space
    if isinstance(space, spaces.Discrete):
        return np.asarray(action[:, 0], dtype=np.int64) + int(space.start)
    return scale_to_box(space, action)


def step_costs(info: dict[str, Any], n: int, k: int) -> tuple[Array, Array]:
    """Return (n, k) constraint costs and (n,) the task's own cost of one step."""
    task_cost = np.asarray(info.get("cost", np.zeros(n)), dtype=np.float64)
    if k == 0:
        return np.empty((n, 0)), task_cost
    return np.asarray(info["costs"], dtype=np.float64), task_cost


def _check_finite(arrays: dict[str, Array]) -> None:
    for name, array in arrays.items():
        if not np.isfinite(array).all():
            step, env = np.argwhere(~np.isfinite(array))[0][:2]
            raise SimulationError(
                f"environment {env} returned a {name} that is not finite at step {step} of the "
                "unroll; the networks were not updated with it"
            )

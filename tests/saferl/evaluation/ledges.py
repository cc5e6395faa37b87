"""A vector environment whose every return and cost can be said beforehand.

The episode of seed s lasts ``5 + s % 4`` steps and ends by termination if s is odd. The reward of a
step is the action; its cost is 1 where the action exceeds ``(s % 3) / 2``. The observation is
(s, steps so far). The agent walks along x by its action; one hazard stands at x = 3.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from gymnasium import spaces
from gymnasium.vector import AutoresetMode, VectorEnv

from saferl.constraints import TaskCost


def length_of(seed: int) -> int:
    return 5 + seed % 4


def ledge_of(seed: int) -> float:
    return (seed % 3) / 2


class Ledges(VectorEnv):
    env_id = "Ledges-v0"
    pose_names = ("agent", "hazards/0")

    def __init__(self, num_envs: int = 3, constraints: tuple = (), broken_seed: int | None = None):
        self.metadata = {"autoreset_mode": AutoresetMode.DISABLED}
        self.num_envs = num_envs
        self.constraints = tuple(constraints)
        self.broken_seed = broken_seed
        self.single_observation_space = spaces.Box(-np.inf, np.inf, (2,), np.float64)
        self.single_action_space = spaces.Box(-1.0, 1.0, (1,), np.float32)
        self.observation_space = spaces.Box(-np.inf, np.inf, (num_envs, 2), np.float64)
        self.action_space = spaces.Box(-1.0, 1.0, (num_envs, 1), np.float32)
        self.seeds = np.zeros(num_envs, dtype=np.int64)
        self.steps = np.zeros(num_envs, dtype=np.int64)
        self.x = np.zeros(num_envs)
        self.due = np.ones(num_envs, dtype=bool)
        self.closed = False

    def reset(self, *, seed: Any = None, options: Any = None) -> tuple[Any, dict]:
        mask = (options or {}).get("reset_mask", np.ones(self.num_envs, dtype=bool))
        for row in np.flatnonzero(mask):
            self.seeds[row] = seed[row]
        self.steps[mask] = 0
        self.x[mask] = 0.0
        self.due[mask] = False
        return self._observation(), {}

    def step(self, actions: Any) -> tuple[Any, Any, Any, Any, dict]:
        assert not self.due.any(), "a finished row was stepped without a reset"
        action = np.asarray(actions, dtype=np.float64)[:, 0]
        self.steps += 1
        self.x += action
        cost = (action > (self.seeds % 3) / 2).astype(np.float64)
        over = self.steps >= 5 + self.seeds % 4
        odd = self.seeds % 2 == 1
        self.due = over
        infos: dict[str, Any] = {"cost": cost}
        if self.constraints:
            own = [
                cost if isinstance(c.formula, TaskCost) else 2.0 * cost for c in self.constraints
            ]
            infos["costs"] = np.stack(own, axis=1)
        infos["signals"] = {"distance/hazards": 3.0 - self.x}
        poses = np.zeros((self.num_envs, 2, 3))
        poses[:, 0, 0], poses[:, 1, 0] = self.x, 3.0
        infos["poses"] = poses
        rewards = action.copy()
        if self.broken_seed is not None:
            rewards[self.seeds == self.broken_seed] = np.nan
        return self._observation(), rewards, over & odd, over & ~odd, infos

    def close(self, **_: Any) -> None:
        self.closed = True

    def _observation(self) -> Any:
        return np.stack([self.seeds, self.steps], axis=1).astype(np.float64)


class Constant:
    """Always does the same."""

    def __init__(self, value: float) -> None:
        self.value = value

    def predict(self, observation, state=None, episode_start=None, deterministic=False):
        return np.full((len(observation), 1), self.value), state


class Rising:
    """Remembers how often it was asked in this episode: the action is 0.1 times that."""

    def predict(self, observation, state=None, episode_start=None, deterministic=False):
        if state is None:
            assert episode_start is not None
            assert np.all(episode_start)
            state = {"count": np.zeros(len(observation))}
        count = np.where(episode_start, 0.0, state["count"]) + 1.0
        return 0.1 * count[:, None], {"count": count}


class Seeded:
    """Samples tied to a seed; its state is (key, count)."""

    def predict(self, observation, state=None, episode_start=None, deterministic=False):
        drawn = [np.random.default_rng([int(k), int(c)]).uniform(-1, 1) for k, c in state]
        return np.array(drawn)[:, None], state + np.array([0, 1])

    def sampling_state(self, seeds):
        return np.stack([np.asarray(seeds), np.zeros(len(seeds), dtype=np.int64)], axis=1)

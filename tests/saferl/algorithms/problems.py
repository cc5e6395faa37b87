"""Tiny constrained problems whose optimum is known, as vector environments."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np
from gymnasium import spaces
from gymnasium.vector import AutoresetMode, VectorEnv

from saferl.constraints import Constraint, TaskCost, task_cost


class QuadraticBandit(VectorEnv):
    """One step an episode: reward a, cost a^2, for a in [0, 1].

    With budget d the optimum is a* = sqrt(d), and the multiplier is 1 / (2 a*): the price at which
    the derivative of a - multiplier * a^2 vanishes. For d = 0.25 that is a* = 0.5, multiplier 1.
    """

    metadata: ClassVar[dict[str, Any]] = {"autoreset_mode": AutoresetMode.SAME_STEP}

    def __init__(self, num_envs: int = 64, budget: float = 0.25) -> None:
        self.num_envs = num_envs
        self.single_observation_space = spaces.Box(-1.0, 1.0, (1,), np.float64)
        self.single_action_space = spaces.Box(0.0, 1.0, (1,), np.float32)
        self.constraints = (task_cost(budget),)
        self.env_id = None

    def reset(self, *, seed: Any = None, options: Any = None) -> tuple[Any, dict[str, Any]]:
        return np.zeros((self.num_envs, 1)), {}

    def step(self, actions: Any) -> Any:
        n = self.num_envs
        reward = actions[:, 0].astype(np.float64)
        return self._ended(reward, reward**2, n)

    def _ended(self, reward: Any, cost: Any, n: int) -> Any:
        observation = np.zeros((n, 1))
        final = np.empty(n, dtype=object)
        final[:] = list(observation)
        ended = np.ones(n, bool)
        info = {"cost": cost, "costs": cost[:, None], "final_obs": final, "_final_obs": ended}
        return observation, reward, ended, np.zeros(n, bool), info


class TwoArms(QuadraticBandit):
    """One step an episode, discrete: arm 1 pays 1 at cost 1, arm 0 pays 0.5 free of cost.

    With budget d the optimum pulls arm 1 with probability d, and the multiplier is 0.5.
    """

    def __init__(self, num_envs: int = 64, budget: float = 0.3) -> None:
        super().__init__(num_envs, budget)
        self.single_action_space = spaces.Discrete(2)

    def step(self, actions: Any) -> Any:
        arm = np.asarray(actions, dtype=np.float64)
        return self._ended(0.5 + 0.5 * arm, arm, self.num_envs)


class EndlessLine(QuadraticBandit):
    """Reward 1 on every step, cut off (truncated) every `horizon` steps; the value is 1/(1-gamma).

    A learner that takes truncation for termination finds less.
    """

    def __init__(self, num_envs: int = 8, horizon: int = 5) -> None:
        super().__init__(num_envs, 1.0)
        self.horizon = horizon
        self._t = np.zeros(num_envs, dtype=np.int64)

    def reset(self, *, seed: Any = None, options: Any = None) -> tuple[Any, dict[str, Any]]:
        self._t[:] = 0
        return super().reset()

    def step(self, actions: Any) -> Any:
        n = self.num_envs
        self._t += 1
        cut = self._t >= self.horizon
        self._t[cut] = 0
        observation, cost = np.zeros((n, 1)), np.zeros(n)
        info: dict[str, Any] = {"cost": cost, "costs": cost[:, None]}
        if cut.any():
            final = np.empty(n, dtype=object)
            for i in np.flatnonzero(cut):
                final[i] = np.zeros(1)
            info |= {"final_obs": final, "_final_obs": cut}
        return observation, np.ones(n), np.zeros(n, bool), cut, info


class NoisyWalk(QuadraticBandit):
    """A seeded walk: the observation drifts with the action and noise; episodes of random length.

    Used where nothing but reproducibility matters.
    """

    def __init__(self, num_envs: int = 4) -> None:
        super().__init__(num_envs, 1.0)
        self._sources: list[np.random.Generator] = []
        self._position = np.zeros(num_envs)

    def reset(self, *, seed: Any = None, options: Any = None) -> tuple[Any, dict[str, Any]]:
        self._sources = [np.random.default_rng(s) for s in seed]
        self._position = np.array([source.normal() for source in self._sources])
        return self._position[:, None].copy(), {}

    def step(self, actions: Any) -> Any:
        noise = np.array([source.normal() for source in self._sources])
        self._position = 0.9 * self._position + actions[:, 0] - 0.5 + 0.1 * noise
        ended = np.array([source.random() < 0.1 for source in self._sources])
        reached = self._position[:, None].copy()
        cost = (np.abs(self._position) > 0.5).astype(np.float64)
        info: dict[str, Any] = {"cost": cost, "costs": cost[:, None]}
        if ended.any():
            final = np.empty(self.num_envs, dtype=object)
            for i in np.flatnonzero(ended):
                final[i] = reached[i]
                self._position[i] = self._sources[i].normal()
            info |= {"final_obs": final, "_final_obs": ended}
        terminated = ended & (cost > 0)
        observation = self._position[:, None].copy()
        return observation, reached[:, 0], terminated, ended & ~terminated, info


class DictObservations(QuadraticBandit):
    """The quadratic bandit with a Dict of an image and a number to look at."""

    def __init__(self, num_envs: int = 64) -> None:
        super().__init__(num_envs)
        image, speed = spaces.Box(0, 255, (2, 2), np.uint8), spaces.Box(-1.0, 1.0, (1,))
        self.single_observation_space = spaces.Dict({"image": image, "speed": speed})

    def _look(self) -> dict[str, Any]:
        image = np.full((self.num_envs, 2, 2), 7, dtype=np.uint8)
        return {"image": image, "speed": np.zeros((self.num_envs, 1), dtype=np.float32)}

    def reset(self, *, seed: Any = None, options: Any = None) -> tuple[Any, dict[str, Any]]:
        return self._look(), {}

    def step(self, actions: Any) -> Any:
        _, reward, ended, cut, info = super().step(actions)
        info["final_obs"] = np.empty(self.num_envs, dtype=object)
        for i in range(self.num_envs):
            info["final_obs"][i] = {name: part[i] for name, part in self._look().items()}
        return self._look(), reward, ended, cut, info


class TwoFreePulls(QuadraticBandit):
    """Four steps, two arms: arm 1 pays 1 at cost 1, arm 0 pays 0.1; no episode may cost over 2.

    The observation is the budget left, as a share. The optimum pulls arm 1 twice: return 2.2.
    """

    observe_constraints = True

    def __init__(self, num_envs: int = 64) -> None:
        super().__init__(num_envs)
        self.single_action_space = spaces.Discrete(2)
        self.constraints = (Constraint("pulls", TaskCost(), budget=2.0, enforce="always"),)
        self._t = np.zeros(num_envs, dtype=np.int64)
        self._left = np.ones(num_envs)

    def reset(self, *, seed: Any = None, options: Any = None) -> tuple[Any, dict[str, Any]]:
        self._t[:] = 0
        self._left[:] = 1.0
        return self._left[:, None].copy(), {}

    def step(self, actions: Any) -> Any:
        arm = np.asarray(actions, dtype=np.float64)
        self._t += 1
        self._left = np.maximum(self._left - 0.5 * arm, -0.5)
        ended = self._t == 4
        info: dict[str, Any] = {"cost": arm, "costs": arm[:, None]}
        if ended.any():
            info["final_obs"] = np.empty(self.num_envs, dtype=object)
            info["final_obs"][:] = list(self._left[:, None].copy())
            info["_final_obs"] = ended
            self.reset()
        reward = 0.1 + 0.9 * arm
        return self._left[:, None].copy(), reward, ended, np.zeros_like(ended), info

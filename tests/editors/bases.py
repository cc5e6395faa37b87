"""Policies to edit, and small problems with a known optimum to edit them for."""

from __future__ import annotations

import itertools
from typing import Any

import gymnasium
import numpy as np
from gymnasium import spaces

from saferl.policies import CallablePolicy, MlpPolicy

OBSERVED = spaces.Box(-1.0, 1.0, (3,), np.float64)
ACTED = spaces.Box(np.array([0.0, -2.0], np.float32), np.array([1.0, 2.0], np.float32))


def mlp_base(
    seed: int = 0, observed: spaces.Box = OBSERVED, acted: spaces.Box = ACTED
) -> MlpPolicy:
    """A random perceptron."""
    source = np.random.default_rng(seed)
    sizes = [observed.shape[0], 16, acted.shape[0]]
    layers = tuple(
        (
            source.normal(size=(outputs, inputs)).astype(np.float32),
            source.normal(size=outputs).astype(np.float32),
        )
        for inputs, outputs in itertools.pairwise(sizes)
    )
    return MlpPolicy(
        observation_space=observed,
        action_space=acted,
        layers=layers,
        log_std=np.full(acted.shape[0], -1.0, np.float32),
        mean=source.normal(size=observed.shape[0]),
        scale=np.ones(observed.shape[0]),
    )


def counting_base() -> CallablePolicy:
    """A policy with a memory: it alternates between the two ends of the box."""

    def act(observation: Any, state: Any) -> Any:
        count = 0 if state is None else state + 1
        return (ACTED.high if count % 2 else ACTED.low), count

    return CallablePolicy(act, OBSERVED, ACTED)


class Slope(gymnasium.Env[Any, Any]):
    """Four steps an episode: reward a, cost a^2 each, for a in [0, 1].

    With budget d an episode's optimum is a = sqrt(d / 4) on every step.
    """

    observation_space = spaces.Box(-1.0, 1.0, (1,), np.float64)
    action_space = spaces.Box(0.0, 1.0, (1,), np.float32)
    horizon = 4

    def reset(self, *, seed: int | None = None, options: Any = None) -> Any:
        super().reset(seed=seed)
        self._t = 0
        return self._look(), {}

    def step(self, action: Any) -> Any:
        a = float(action[0])
        self._t += 1
        return self._look(), a, False, self._t == self.horizon, {"cost": a * a}

    def _look(self) -> Any:
        return self.np_random.uniform(-1.0, 1.0, 1)


def greedy() -> CallablePolicy:
    """The best policy of `Slope` without a budget: 1 on every step, an episode costs 4."""
    return CallablePolicy(
        lambda observation: np.ones(1), Slope.observation_space, Slope.action_space
    )

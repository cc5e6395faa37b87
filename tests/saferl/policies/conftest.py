"""Small policies that the tests of this folder act with."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from gymnasium import spaces

from saferl.policies import MlpPolicy
from saferl.spaces import flat_size

MakeMlp = Callable[..., MlpPolicy]


def _make_mlp(
    *,
    seed: int = 0,
    observation_space: spaces.Space[Any] | None = None,
    action_space: spaces.Space[Any] | None = None,
    hidden: tuple[int, ...] = (16, 16),
    head: str = "gaussian",
    **changes: Any,
) -> MlpPolicy:
    observation_space = observation_space or spaces.Box(-np.inf, np.inf, (6,), np.float64)
    if action_space is None:
        discrete = head == "categorical"
        action_space = spaces.Discrete(4) if discrete else spaces.Box(-2.0, 1.0, (3,))
    inputs, actions = flat_size(observation_space), flat_size(action_space)
    sizes = (inputs, *hidden, actions * 2 if head == "squashed" else actions)
    rng = np.random.default_rng(seed)
    parts: dict[str, Any] = {
        "observation_space": observation_space,
        "action_space": action_space,
        "layers": tuple(
            (
                (rng.standard_normal((out, into)) / np.sqrt(into)).astype(np.float32),
                (0.1 * rng.standard_normal(out)).astype(np.float32),
            )
            for into, out in itertools.pairwise(sizes)
        ),
        "head": head,
        "log_std": np.full(actions, -0.5, np.float32) if head == "gaussian" else None,
        "mean": rng.standard_normal(inputs),
        "scale": rng.uniform(0.5, 2.0, inputs),
    }
    return MlpPolicy(**{**parts, **changes})


@pytest.fixture(scope="session")
def make_mlp() -> MakeMlp:
    return _make_mlp

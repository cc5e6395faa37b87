"""Whether a policy fits a task: it observes what the task shows and does what the task takes."""

from __future__ import annotations

from typing import Any

import gymnasium
import numpy as np
from gymnasium import spaces

from saferl.errors import InputError

__all__ = ["Spaces", "check_fits", "spaces_of"]

Spaces = tuple[spaces.Space[Any], spaces.Space[Any]]
"""Of observations and of actions, for one environment."""


def spaces_of(env: Any) -> Spaces:
    """Return the observation and action space of a task's id, an environment or a vector of them.

    Raises:
        InputError: No such environment.

    >>> spaces_of("CartPole-v1")[1]
    Discrete(2)
    """
    if isinstance(env, str):
        made = _make(env)
        try:
            return made.observation_space, made.action_space
        finally:
            made.close()
    if hasattr(env, "single_observation_space"):
        return env.single_observation_space, env.single_action_space
    return env.observation_space, env.action_space


def _make(env_id: str) -> Any:
    from saferl.envs.tasks import resolve

    if env_id in gymnasium.registry and not env_id.startswith("saferl/"):
        try:
            return gymnasium.make(env_id)
        except gymnasium.error.Error as error:
            raise InputError(f"cannot make {env_id!r}: {error}") from error
    return gymnasium.make(resolve(env_id).registered_id)


def check_fits(policy: Any, env: Any) -> None:
    """Raise unless ``policy`` observes and does what ``env`` shows and takes.

    Shapes and kinds of both spaces must be equal, and the bounds of actions, whose units they are;
    the bounds of observations may differ. A policy that does not tell its spaces passes.

    Args:
        policy: Any policy.
        env: A task's id, an environment, a vector environment, or a pair of spaces (observation,
            action).

    Raises:
        InputError: It does not fit; what both have is named.

    >>> class Policy:
    ...     observation_space, action_space = spaces.Box(-1, 1, (4,)), spaces.Discrete(3)
    >>> check_fits(Policy(), "CartPole-v1")
    Traceback (most recent call last):
    ...
    saferl.errors.InputError: the policy does not fit the task: it acts in Discrete(3), the task \
in Discrete(2)
    """
    observed, acted = env if isinstance(env, tuple) else spaces_of(env)
    problems = []
    own = getattr(policy, "observation_space", None)
    if own is not None and not _alike(own, observed, bounds=False):
        problems.append(f"it observes {spelled(own)}, the task shows {spelled(observed)}")
    own = getattr(policy, "action_space", None)
    if own is not None and not _alike(own, acted, bounds=True):
        problems.append(f"it acts in {spelled(own)}, the task in {spelled(acted)}")
    if not problems:
        return
    hint = ""
    if getattr(policy, "observe_constraints", False):
        hint = "; it was trained with observe_constraints=True, so the task must be made with it"
    raise InputError(f"the policy does not fit the task: {', and '.join(problems)}{hint}")


def _alike(given: spaces.Space[Any], expected: spaces.Space[Any], *, bounds: bool) -> bool:
    if isinstance(given, spaces.Dict) and isinstance(expected, spaces.Dict):
        return set(given.spaces) == set(expected.spaces) and all(
            _alike(part, expected[name], bounds=bounds) for name, part in given.spaces.items()
        )
    if isinstance(given, spaces.Discrete) and isinstance(expected, spaces.Discrete):
        return bool(given.n == expected.n and given.start == expected.start)
    if isinstance(given, spaces.Box) and isinstance(expected, spaces.Box):
        same = given.shape == expected.shape
        return same and (
            not bounds
            or (
                np.allclose(given.low, expected.low, rtol=1e-5, atol=1e-6)
                and np.allclose(given.high, expected.high, rtol=1e-5, atol=1e-6)
            )
        )
    return False


def spelled(space: spaces.Space[Any]) -> str:
    """Return kind, shape and, where they are the same throughout, bounds of a space.

    >>> spelled(spaces.Box(-np.inf, np.inf, (60,)))
    'Box(-inf..inf, (60,))'
    """
    if isinstance(space, spaces.Dict):
        parts = ", ".join(f"{name}: {spelled(part)}" for name, part in space.spaces.items())
        return f"Dict({parts})"
    if not isinstance(space, spaces.Box):
        return str(space)
    sides = []
    for side in (space.low, space.high):
        known = side.size > 0 and bool((side == side.flat[0]).all())
        sides.append(f"{side.flat[0]:g}" if known else "various")
    return f"Box({sides[0]}..{sides[1]}, {space.shape})"

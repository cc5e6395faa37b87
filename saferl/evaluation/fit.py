"""Whether a policy's spaces are those of an environment."""

from __future__ import annotations

from typing import Any

from gymnasium import spaces

from saferl.errors import InputError

__all__ = ["check_spaces"]


def check_spaces(policy: Any, env: Any, title: str = "the policy") -> None:
    """Raise unless the policy's spaces, where it has any, are those of the environment.

    Bounds do not count, as they differ between versions of a task; shapes and kinds do.

    Raises:
        InputError: They differ; the message names both.
    """
    single = (
        getattr(env, "single_observation_space", env.observation_space),
        getattr(env, "single_action_space", env.action_space),
    )
    for kind, expected in zip(("observation", "action"), single, strict=True):
        given = getattr(policy, f"{kind}_space", None)
        if given is not None and not _alike(given, expected):
            raise InputError(
                f"{title} does not fit this task: its {kind} space is {_spell(given)}, the task's "
                f"is {_spell(expected)}"
            )


def _alike(given: spaces.Space[Any], expected: spaces.Space[Any]) -> bool:
    if isinstance(given, spaces.Dict) and isinstance(expected, spaces.Dict):
        return set(given) == set(expected) and all(_alike(given[k], expected[k]) for k in given)
    if isinstance(given, spaces.Discrete) and isinstance(expected, spaces.Discrete):
        return bool(given == expected)
    return type(given) is type(expected) and given.shape == expected.shape


def _spell(space: spaces.Space[Any]) -> str:
    """Kind and shape; the bounds of a long Box would fill the screen."""
    if isinstance(space, spaces.Dict):
        return "Dict(" + ", ".join(f"{name}: {_spell(part)}" for name, part in space.items()) + ")"
    if isinstance(space, spaces.Discrete):
        return f"Discrete({space.n})"
    return f"{type(space).__name__}{space.shape}"

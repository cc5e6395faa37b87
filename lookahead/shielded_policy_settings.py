"""What a policy is attached with: a safe action that is one, a policy that fits, a card."""

from __future__ import annotations

from typing import Any

import numpy as np
from gymnasium import spaces

from lookahead.guard import checked_actions
from saferl.errors import InputError
from saferl.policies.fitting import check_fits
from saferl.policies.loading import as_policy
from saferl.policies.protocol import Array

__all__ = ["card_of", "checked_safe_action", "fitting"]


def checked_safe_action(space: spaces.Space[Any], given: Any) -> Array:
    """Return the engineer's safe action in the environment's units; by default the middle.

    Raises:
        InputError: It is no action of the space; or none is given and actions are discrete.

    >>> checked_safe_action(spaces.Box(0.0, 10.0, (1,)), None)
    array([5.], dtype=float32)
    """
    if given is None:
        if not isinstance(space, spaces.Box):
            raise InputError(
                f"which of the actions in {space} is the safe one? Say by safe_action=..."
            )
        return np.asarray(0.5 * (space.low + space.high), dtype=space.dtype)
    action, good = checked_actions(space, np.asarray(given)[None], 1)
    if not good[0] or not np.allclose(action[0], given):
        raise InputError(f"safe_action is {given!r}, which is not an action in {space}")
    return np.asarray(action[0])


def fitting(policy: Any, shield: Any) -> Any:
    """The policy with the full face of one, if it fits.

    Raises:
        InputError: It does not.
    """
    own = (shield.observation_space, shield.action_space)
    adapted = as_policy(policy, observation_space=own[0], action_space=own[1])
    check_fits(adapted, own)
    return adapted


def card_of(policy: Any, shield: Any) -> dict[str, Any]:
    """The policy's card, and what the shield adds: what it keeps, and which model it is."""
    given = getattr(policy, "card", None)
    card = dict(given) if isinstance(given, dict) else {}
    env_id = getattr(getattr(shield, "model", None), "env_id", None)
    if env_id is not None:
        card["env_id"] = env_id
    kept = getattr(shield, "constraints", ())
    if kept:
        card["constraints"] = [constraint.to_json() for constraint in kept]
    card["algorithm"] = f"shielded-{card.get('algorithm', 'policy')}"
    return {**card, "shield": shield.digest}

"""Policies as the command line names them, and the task and constraints they come with."""

from __future__ import annotations

from typing import Any

from saferl.constraints import Constraint
from saferl.errors import InputError, SafeRLError
from saferl.policies import load_policy

__all__ = ["card_constraints", "env_of", "load"]


def load(source: str, *, env_id: str | None = None, trust: bool = False) -> Any:
    """Load a policy; one that does not tell its spaces takes the task's.

    Raises:
        InputError, CheckpointError: See `saferl.load_policy`.
    """
    try:
        return load_policy(source, trust=trust)
    except InputError as error:
        if env_id is None or "spaces" not in str(error):
            raise
        return load_policy(source, env_id=env_id, trust=trust)


def env_of(policy: Any, given: str | None, source: str) -> str:
    """Return the task to play: the one given, else the one the policy was trained on.

    Raises:
        InputError: Nobody says.
    """
    trained_on = _card(policy).get("env_id")
    if given is None and trained_on is None:
        raise InputError(f"{source!r} does not say what task it is for; add --env ID")
    return str(given or trained_on)


def card_constraints(policy: Any) -> tuple[Constraint, ...]:
    """Return the constraints the policy was trained with, if its card says."""
    try:
        return tuple(Constraint.from_json(c) for c in _card(policy).get("constraints") or ())
    except (SafeRLError, TypeError):
        return ()


def _card(policy: Any) -> dict[str, Any]:
    card = getattr(policy, "card", None)
    return card if isinstance(card, dict) else {}

"""A base policy of another library, in the file of what was edited: how to load and to know it.

Its weights are not kept, since only that library's code reads them. Kept are where it came from,
its spaces, the normaliser it was given, and what it does at a few made-up observations: a policy
that does something else there is another one, or lacks its normaliser, and an editor that was
trained on the one says nothing about the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from gymnasium import spaces

from saferl.errors import CheckpointError
from saferl.policies import load_policy
from saferl.policies.adapter import Adapter
from saferl.policies.normalization import Normalization
from saferl.spaces import space_from_json, space_to_json

__all__ = ["check_known", "deeds", "described", "loaded"]

Array = np.ndarray[Any, Any]
ROWS = 16
TOLERANCE = 1e-3
"""Difference of actions, in half ranges, that rounding on another machine may make."""


def described(base: Any, source: str | None) -> tuple[dict[str, Array], dict[str, Any]]:
    """Return what is kept of a policy, as tensors and a JSON document.

    Args:
        base: Any policy.
        source: What `saferl.load_policy` was given for it; None where it was no name.
    """
    document: dict[str, Any] = {"foreign": type(base).__name__, "source": source}
    tensors = deeds(base)
    if isinstance(base, Adapter):
        own = base.observation_space, base.action_space
        document["spaces"] = [space_to_json(space) for space in own]
        document["normalized"] = list(base.normalization.statistics)
        document["clip"] = base.normalization.clip
        for i, (mean, deviation) in enumerate(base.normalization.statistics.values()):
            tensors[f"normalizer/{i}/mean"] = np.asarray(mean)
            tensors[f"normalizer/{i}/deviation"] = np.asarray(deviation)
    return tensors, document


def loaded(tensors: Mapping[str, Array], document: Mapping[str, Any], *, trust: bool) -> Any:
    """Load the policy from where it came from, with the spaces and the normaliser it had.

    Raises:
        SafeRLError: As `saferl.load_policy` does; its file is not there any more, or needs trust.
    """
    names = document.get("normalized", ())
    known: dict[str, Any] = {}
    if "spaces" in document:
        observed, acted = (space_from_json(space) for space in document["spaces"])
        known = {"observation_space": observed, "action_space": acted}
    parts = {
        name: (tensors[f"normalizer/{i}/mean"], tensors[f"normalizer/{i}/deviation"])
        for i, name in enumerate(names)
    }
    normalizer = Normalization(parts, document["clip"]) if parts else None
    return load_policy(document["source"], normalizer, trust=trust, **known)


def deeds(base: Any) -> dict[str, Array]:
    """Return made-up observations and what the policy does there, deterministically.

    Nothing where it cannot be known by that: it does something else when asked again, refuses the
    observations, or has none that are plain vectors.

    >>> from saferl.policies import CallablePolicy
    >>> box = spaces.Box(-1, 1, (2,))
    >>> sorted(deeds(CallablePolicy(lambda observation: observation / 2, box, box)))
    ['actions', 'observations']
    """
    space = base.observation_space
    if not isinstance(space, spaces.Box):
        return {}
    drawn = np.random.default_rng(0).standard_normal((ROWS, *space.shape))
    seen = np.clip(drawn, space.low, space.high).astype(space.dtype)
    try:
        first, second = _actions(base, seen), _actions(base, seen)
    except Exception:  # a user's own code may refuse what no environment would show it
        return {}
    return {"observations": seen, "actions": first} if np.array_equal(first, second) else {}


def check_known(base: Any, known: Mapping[str, Array], path: Path) -> None:
    """Raise unless the policy does what `deeds` found of the one that was edited.

    Raises:
        CheckpointError: It is another one.
    """
    if "actions" not in known:
        return
    box = base.action_space
    apart = np.abs(_actions(base, known["observations"]) - known["actions"])
    furthest = float((apart / (0.5 * (box.high.astype(np.float64) - box.low))).max())
    if not furthest <= TOLERANCE:
        raise CheckpointError(
            f"this is another base policy than '{path}' was made with: where that one was asked, "
            f"the two actions lie {furthest:.2g} of half a range apart; pass the policy that was "
            "edited, with the normaliser it had"
        )


def _actions(base: Any, observations: Array) -> Array:
    begin = np.ones(len(observations), dtype=bool)
    action, _ = base.predict(observations, None, begin, True)
    return np.asarray(action, dtype=np.float64)

"""Which kinds of checkpoint hold a policy, and what loads each.

A package plugs in its kinds through the entry point group ``saferl.policies``: the entry point's
name is the kind, its value a function from a :class:`saferl.checkpoints.Checkpoint` to a policy.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import entry_points
from typing import Any

from saferl.checkpoints import Checkpoint
from saferl.errors import CheckpointError, MissingDependencyError
from saferl.policies.mlp import KIND, MlpPolicy

__all__ = ["GROUP", "policy_from_checkpoint"]

GROUP = "saferl.policies"

Loader = Callable[[Checkpoint], Any]


def policy_from_checkpoint(checkpoint: Checkpoint) -> Any:
    """Return the policy a checkpoint holds.

    Raises:
        CheckpointError: Nothing installed loads this kind, or its parts do not fit.
        MissingDependencyError: What loads it cannot be imported.
    """
    kind = checkpoint.kind
    if kind in _BUILT_IN:
        return _BUILT_IN[kind](checkpoint)
    plugged = {entry.name: entry for entry in entry_points(group=GROUP)}
    if kind not in plugged:
        known = ", ".join(sorted({*_BUILT_IN, *plugged}))
        raise CheckpointError(
            f"'{checkpoint.path}' holds a {kind!r} checkpoint, and nothing installed makes a "
            f"policy of that; known kinds: {known}"
        )
    try:
        loader: Loader = plugged[kind].load()
    except (ImportError, AttributeError) as error:
        raise MissingDependencyError(
            f"{kind!r} checkpoints are loaded by {plugged[kind].value!r}, which cannot be imported "
            f"({error}); install that package again"
        ) from error
    return loader(checkpoint)


def _trained(algorithm: str) -> Loader:
    def load(checkpoint: Checkpoint) -> Any:
        from saferl import algorithms  # torch and the simulation are not needed for other kinds

        trainer = getattr(algorithms, algorithm).load(checkpoint.path)
        try:
            return trainer.policy
        finally:
            trainer.env.close()

    return load


def _needs_its_network(checkpoint: Checkpoint) -> Any:
    raise CheckpointError(
        f"'{checkpoint.path}' holds the weights of a network of your own, and code is never loaded "
        "from a file; use PPO.load('<run>/checkpoint.safetensors', network=...).policy"
    )


_BUILT_IN: dict[str, Loader] = {
    KIND: MlpPolicy.from_checkpoint,
    "network-policy": _needs_its_network,
    "ppo": _trained("PPO"),
    "sac": _trained("SAC"),
}

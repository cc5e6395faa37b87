"""Starting a training from a policy that is trained already: fine-tuning.

The actor begins as the policy, bit for bit, and with the policy's normaliser, which from then on
moves hardly any more; critics and optimisers begin anew, since policies do not keep them.

>>> from saferl.algorithms import PPO
>>> from saferl.policies import load_policy
>>> policy = load_policy("zoo:SafetyPointGoal1-v0/ppo")
>>> settings = network_settings(policy)
>>> settings["hidden"], settings["activation"]
((64, 64), 'tanh')
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import nn

from saferl.errors import InputError
from saferl.hinges import Hinges, released
from saferl.policies.mlp import MlpPolicy

if TYPE_CHECKING:
    from saferl.algorithms.ppo import PPO
    from saferl.algorithms.sac import SAC

__all__ = ["network_settings", "start_from"]

KNOWN_STEPS = 1e7
"""Observations a policy's normaliser counts as; more of them move it accordingly little."""


def network_settings(policy: Any) -> dict[str, Any]:
    """Return the settings ``hidden``, ``activation`` and ``knots`` of the policy's network.

    Raises:
        InputError: The policy is none that PPO or SAC has trained, and no clone.
    """
    layers = _perceptron(policy).layers
    knots = tuple(policy.card.get("config", {}).get("knots", ()))
    if knots:
        layers = released(knots, layers)
    return {
        "hidden": tuple(len(bias) for _, bias in layers[:-1]),
        "activation": policy.activation,
        "knots": knots,
    }


def start_from(trainer: PPO | SAC, policy: Any, *, source: str | None = None) -> None:
    """Give a new trainer's actor the weights, deviation and normaliser of a trained policy.

    Args:
        trainer: It has taken no step yet, and has the network of :func:`network_settings`.
        policy: What PPO or SAC has trained, or :func:`saferl.algorithms.clone` made, for PPO; the
            trainer goes on where that stopped.
        source: What the policy was loaded from, for the trainer's card.

    Raises:
        InputError: The policy is of another kind, or its spaces or network differ.
    """
    policy = _perceptron(policy)
    if trainer.steps:
        raise InputError(f"the trainer has taken {trainer.steps:,} steps; start with a new one")
    if policy.head != trainer.actor.head:
        raise InputError(
            f"a {policy.head} policy cannot start a {trainer.kind} training, whose actions are "
            f"{trainer.actor.head}; use {'sac' if policy.head == 'squashed' else 'ppo'}"
        )
    for name in ("observation_space", "action_space"):
        given, wanted = getattr(policy, name), getattr(trainer, name)
        if given != wanted:
            raise InputError(f"the policy's {name} is {given}, but the training's is {wanted}")
    body = trainer.actor.body
    linear = [module for module in body.modules() if isinstance(module, nn.Linear)]
    hinges = [module for module in body.modules() if isinstance(module, Hinges)]
    knots = hinges[0].knots if hinges else ()
    layers = released(knots, policy.layers) if knots else policy.layers
    shapes = [tuple(weight.shape) for weight, _ in layers]
    if shapes != [tuple(module.weight.shape) for module in linear]:
        raise InputError(
            f"the policy's layers are {shapes}, the training's "
            f"{[tuple(module.weight.shape) for module in linear]}; take the settings of "
            "network_settings(policy)"
        )
    with torch.no_grad():
        for module, (weight, bias) in zip(linear, layers, strict=True):
            module.weight.copy_(torch.from_numpy(np.array(weight)))
            module.bias.copy_(torch.from_numpy(np.array(bias)))
        deviation = getattr(trainer.actor, "log_std", None)
        if deviation is not None and policy.log_std is not None:
            deviation.copy_(torch.from_numpy(np.array(policy.log_std)))
    trainer.started_from = {"source": source, "card": policy.card}
    trainer.normalizer.load(
        {
            "mean": policy.mean,
            "variance": 1.0 / np.square(policy.scale),
            "count": np.array(KNOWN_STEPS),
        }
    )


def _perceptron(policy: Any) -> MlpPolicy:
    if not isinstance(policy, MlpPolicy):
        raise InputError(
            f"got {type(policy).__name__}; a training starts from a policy of this library's PPO "
            "or SAC with its default network; `saferl clone` makes one of yours, and `saferl edit` "
            "takes it as it is"
        )
    return policy

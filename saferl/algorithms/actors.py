"""Building a trainer's networks, and freezing its actor into a policy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from gymnasium import spaces
from torch import Tensor, nn

from saferl.errors import InputError
from saferl.hinges import Hinges, absorb
from saferl.networks import Activation, StackedMlp, mlp
from saferl.policies.mlp import MlpPolicy
from saferl.spaces import flat_size, unflatten

if TYPE_CHECKING:
    from saferl.algorithms.ppo import PPO
    from saferl.algorithms.sac import SAC

__all__ = [
    "NetworkFactory",
    "actor_body",
    "critic_bodies",
    "freeze",
    "linear_layers",
]

NetworkFactory = Callable[[spaces.Space[Any]], nn.Module]
Array = np.ndarray[Any, Any]


class FeatureNetwork(nn.Module):
    """A user's feature network with a linear head, taking flat observations."""

    def __init__(
        self, space: spaces.Space[Any], factory: NetworkFactory, outputs: int, gain: float
    ) -> None:
        super().__init__()
        self.space = space
        self.features = factory(space)
        with torch.no_grad():
            example = self.features(unflatten(space, torch.zeros(2, flat_size(space))))
        if not isinstance(example, Tensor) or example.ndim != 2 or len(example) != 2:
            shape = tuple(example.shape) if isinstance(example, Tensor) else type(example)
            raise InputError(
                f"the network gave {shape} for a batch of 2 observations, expected (2, features)"
            )
        self.head = mlp([example.shape[1], outputs], last_gain=gain)

    def forward(self, flat: Tensor) -> Tensor:
        """(B, F) -> (B, outputs)."""
        outputs: Tensor = self.head(self.features(unflatten(self.space, flat)))
        return outputs


class FeatureCritics(nn.Module):
    """One feature network a critic, evaluated one after the other."""

    def __init__(self, space: spaces.Space[Any], factory: NetworkFactory, members: int) -> None:
        super().__init__()
        self.parts = nn.ModuleList(FeatureNetwork(space, factory, 1, 1.0) for _ in range(members))

    def forward(self, flat: Tensor) -> Tensor:
        """(B, F) -> (M, B, 1)."""
        return torch.stack([part(flat) for part in self.parts])


def actor_body(
    space: spaces.Space[Any],
    hidden: Sequence[int],
    activation: Activation,
    network: NetworkFactory | None,
    outputs: int,
    *,
    knots: Sequence[float] = (),
    generator: torch.Generator,
) -> nn.Module:
    """Return the network from flat observations to the distribution's parameters."""
    if network is not None:
        return FeatureNetwork(space, network, outputs, 0.01)
    hinges = Hinges(knots)
    sizes = [hinges.widened(flat_size(space)), *hidden, outputs]
    return nn.Sequential(hinges, *mlp(sizes, activation, generator=generator, last_gain=0.01))


def critic_bodies(
    space: spaces.Space[Any],
    hidden: Sequence[int],
    activation: Activation,
    network: NetworkFactory | None,
    members: int,
    *,
    knots: Sequence[float] = (),
    generator: torch.Generator,
) -> nn.Module:
    """Return critics from flat observations (B, F) to values (members, B, 1)."""
    if network is not None:
        return FeatureCritics(space, network, members)
    hinges = Hinges(knots)
    sizes = [hinges.widened(flat_size(space)), *hidden, 1]
    return nn.Sequential(hinges, StackedMlp(members, sizes, activation, generator=generator))


def linear_layers(body: nn.Module) -> tuple[tuple[Array, Array], ...]:
    """Return copies of the (weight, bias) pairs of a perceptron, its hinges as a layer."""
    layers = tuple(
        (layer.weight.detach().numpy().copy(), layer.bias.detach().numpy().copy())
        for layer in body.modules()
        if isinstance(layer, nn.Linear)
    )
    hinges = [module for module in body.modules() if isinstance(module, Hinges)]
    return absorb(hinges[0].knots, layers) if hinges else layers


def freeze(trainer: PPO | SAC) -> Any:
    """Return the trainer's current policy as an object of its own."""
    common: dict[str, Any] = {
        "observation_space": trainer.observation_space,
        "action_space": trainer.action_space,
        "mean": trainer.normalizer.moments.mean.copy(),
        "scale": trainer.normalizer.scale.copy(),
        "card": trainer.card(),
    }
    actor = trainer.actor
    log_std = getattr(actor, "log_std", None)
    common["log_std"] = None if log_std is None else log_std.detach().numpy().copy()
    if isinstance(actor.body, FeatureNetwork):
        from saferl.policies.network import NetworkPolicy

        return NetworkPolicy.of(actor, **common)
    return MlpPolicy(
        layers=linear_layers(actor.body),
        activation=trainer.config.activation,
        head=actor.head,
        **common,
    )

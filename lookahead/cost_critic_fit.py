"""Fitting a `CostCritic` to what a model imagines: fitted value iteration over manoeuvres.

Each round values a state by its best manoeuvre: the greatest risk of a step, or the value where it
ends, discounted, if that is greater (the discounted safety Bellman equation: Fisac et al. 2019,
ICRA, "Bridging Hamilton-Jacobi safety analysis and reinforcement learning"). After r rounds the
critic has looked r manoeuvres ahead. All members must find a manoeuvre safe.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from lookahead.cost_critic import CostCritic
from lookahead.world_model_flat import FlatModel

__all__ = ["fit_cost_critic"]

Array = np.ndarray[Any, Any]
_STATES, _ROUNDS, _UPDATES, _BATCH, _HIDDEN = 3000, 4, 400, 256, 64
_DISCOUNT = 0.99
"""A step; what is far off may be avoided by means that are not among the manoeuvres."""
_CHUNK = 250


def fit_cost_critic(model: FlatModel, observations: Array, *, seed: int = 0) -> CostCritic:
    """Learn the risk that is left beyond a look-ahead's horizon.

    Args:
        model: What is imagined with; its manoeuvres are what there is to avoid violations by.
        observations: (N, D) of the data. Half of the states valued are drawn from them, half are
            where manoeuvres lead from those.
        seed: Of the draws and the weights.
    """
    rng = np.random.default_rng(seed)
    some = observations[rng.integers(len(observations), size=_STATES // 2)].astype(np.float32)
    near = _imagined(model, some)
    pick = rng.integers(near[1].shape[1], size=len(some))
    starts = np.concatenate([some, near[1][np.arange(len(some)), pick]])
    far = _imagined(model, starts[len(some) :])
    risk, end, alive = (
        torch.from_numpy(np.concatenate(pair)) for pair in zip(near, far, strict=True)
    )
    discount = _DISCOUNT ** model.manoeuvres.shape[1]
    generator = torch.Generator().manual_seed(seed)
    inputs = torch.from_numpy(starts)
    mean, scale = inputs.mean(0), inputs.std(0) + 1e-6
    network = _network(inputs.shape[1], risk.shape[-1], generator)
    later = torch.zeros_like(risk)  # (N, K, k) the value where each manoeuvre ends
    for _ in range(_ROUNDS):
        whole = torch.maximum(risk, discount * alive[..., None] * later)
        best = whole.amax(dim=-1).argmin(dim=1)
        _regress(network, (inputs - mean) / scale, whole[torch.arange(len(best)), best], generator)
        with torch.no_grad():
            later = torch.sigmoid(network((end - mean) / scale))
    return CostCritic(_layers_of(network, mean, scale))


def _imagined(model: FlatModel, starts: Array) -> tuple[Array, Array, Array]:
    """Where all manoeuvres lead from starts (N, D), by the most pessimistic member of each.

    Returns:
        Greatest risk of a step (N, K, k), observation at the end (N, K, D) by the first member,
        and the probability (N, K) that the episode goes on until then.
    """
    found = []
    for at in range(0, len(starts), _CHUNK):
        some = starts[at : at + _CHUNK]
        plans = np.broadcast_to(model.manoeuvres, (len(some), *model.manoeuvres.shape))
        rolled = model.roll(some, plans)
        risk = rolled.costs.max(axis=(1, 3))
        found.append((risk, rolled.observation[:, 0], rolled.alive.max(axis=1)))
    risks, ends, alive = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return risks.astype(np.float32), ends.astype(np.float32), alive.astype(np.float32)


def _network(size: int, outputs: int, generator: torch.Generator) -> nn.Sequential:
    layers: list[nn.Module] = []
    for inner, outer in ((size, _HIDDEN), (_HIDDEN, _HIDDEN), (_HIDDEN, outputs)):
        linear = nn.Linear(inner, outer)
        nn.init.orthogonal_(linear.weight, generator=generator)
        nn.init.zeros_(linear.bias)
        layers += [linear, nn.ReLU()]
    return nn.Sequential(*layers[:-1])


def _regress(
    network: nn.Sequential, inputs: Tensor, targets: Tensor, generator: torch.Generator
) -> None:
    """Take gradient steps on the cross-entropy between the network and targets in [0, 1]."""
    optimizer = torch.optim.Adam(network.parameters(), lr=2e-3)
    for _ in range(_UPDATES):
        rows = torch.randint(len(inputs), (_BATCH,), generator=generator)
        loss = nn.functional.binary_cross_entropy_with_logits(network(inputs[rows]), targets[rows])
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()


def _layers_of(
    network: nn.Sequential, mean: Tensor, scale: Tensor
) -> tuple[tuple[Array, Array], ...]:
    """The network's layers with standardisation folded in."""
    linear = [layer for layer in network if isinstance(layer, nn.Linear)]
    layers = [[m.weight.detach().T.clone(), m.bias.detach().clone()] for m in linear]
    layers[0][0] /= scale[:, None]
    layers[0][1] -= mean @ layers[0][0]
    return tuple((weight.numpy(), bias.numpy()) for weight, bias in layers)

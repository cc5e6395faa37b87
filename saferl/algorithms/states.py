"""Networks, optimisers and random generators as arrays, and back, bit for bit."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import nn

from saferl.errors import CheckpointError

__all__ = [
    "pack_generator",
    "pack_module",
    "pack_optimizer",
    "unpack_generator",
    "unpack_module",
    "unpack_optimizer",
]

Array = np.ndarray[Any, Any]


def pack_module(module: nn.Module, name: str) -> dict[str, Array]:
    """Return a module's parameters and buffers as ``{name/parameter: array}``."""
    return {
        f"{name}/{key}": value.detach().cpu().numpy().copy()
        for key, value in module.state_dict().items()
    }


def unpack_module(module: nn.Module, tensors: dict[str, Array]) -> None:
    """Load arrays named as by :meth:`pack_module`, without the leading name.

    Raises:
        CheckpointError: Names or shapes do not fit the module.
    """
    try:
        module.load_state_dict({key: torch.from_numpy(value) for key, value in tensors.items()})
    except RuntimeError as error:
        raise CheckpointError(f"the weights do not fit the network: {error}") from error


def pack_optimizer(optimizer: torch.optim.Optimizer, name: str) -> dict[str, Array]:
    """Return an optimiser's per-parameter state; its settings come from the configuration."""
    return {
        f"{name}/{index}/{key}": torch.as_tensor(value).cpu().numpy().copy()
        for index, state in optimizer.state_dict()["state"].items()
        for key, value in state.items()
    }


def unpack_optimizer(optimizer: torch.optim.Optimizer, tensors: dict[str, Array]) -> None:
    """Load arrays named as by :meth:`pack_optimizer`, without the leading name."""
    state: dict[int, dict[str, torch.Tensor]] = {}
    for name, value in tensors.items():
        index, key = name.split("/")
        state.setdefault(int(index), {})[key] = torch.from_numpy(value.copy())
    document = optimizer.state_dict()
    document["state"] = state
    optimizer.load_state_dict(document)


def pack_generator(generator: torch.Generator) -> Array:
    """Return a torch generator's state as bytes."""
    state: Array = generator.get_state().numpy().copy()
    return state


def unpack_generator(generator: torch.Generator, state: Array) -> None:
    """Restore a torch generator's state."""
    generator.set_state(torch.from_numpy(state.copy()))

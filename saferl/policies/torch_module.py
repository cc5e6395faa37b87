"""PyTorch modules and TorchScript files as policies.

The module maps a batch of normalised observations, a float tensor (n, *shape) (a dict of them for a
Dict space, integers for a Discrete one), to a tensor of actions (n, *shape) in the environment's
units. Where actions are discrete it may return scores (n, number of actions) instead: the largest
wins.

>>> module = torch.nn.Linear(3, 1)
>>> policy = TorchPolicy(module, spaces.Box(-1, 1, (3,)), spaces.Box(-1, 1, (1,)))
>>> action, _ = policy.predict(np.zeros((5, 3)))
>>> action.shape
(5, 1)
"""

from __future__ import annotations

import copy
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import torch
from gymnasium import spaces

from saferl.errors import CheckpointError, InputError
from saferl.policies.adapter import Adapter
from saferl.policies.normalization import Normalization
from saferl.policies.protocol import Array, State

__all__ = ["TorchPolicy", "device_of", "largest_score", "read_torchscript"]


class TorchPolicy(Adapter):
    """A copy of a module, in evaluation mode, as a policy.

    Args:
        module: The network; it is copied, so that later training does not change the policy.
        observation_space: What it observes before normalisation.
        action_space: What it does; Box actions are clipped to the bounds.
        normalization: What its observations pass through first.
        batched: Pass whole batches through the network; faster, rounded differently.
        device: Where to compute; ``"auto"`` is where the module is.
    """

    def __init__(
        self,
        module: torch.nn.Module,
        observation_space: spaces.Space[Any],
        action_space: spaces.Space[Any],
        *,
        normalization: Normalization | None = None,
        batched: bool = False,
        device: str = "auto",
    ) -> None:
        super().__init__(
            observation_space, action_space, normalization=normalization, batched=batched
        )
        module = copy.deepcopy(module).eval()
        self.module = module if device == "auto" else module.to(device_of(device))
        floating = [
            tensor
            for tensor in (*self.module.parameters(), *self.module.buffers())
            if tensor.is_floating_point()
        ]
        self._dtype = floating[0].dtype if floating else torch.float32
        self._device = floating[0].device if floating else device_of(device)

    def act(
        self, batch: Any, state: State, starts: Array, deterministic: bool
    ) -> tuple[Any, State]:
        """Run the module."""
        given = self._tensors(batch)
        with torch.inference_mode():
            try:
                output = self.module(given)
            except (RuntimeError, ValueError, TypeError, IndexError) as error:
                raise InputError(
                    f"the module does not take observations of {self.observation_space}: {error}"
                ) from error
        if not isinstance(output, torch.Tensor):
            raise InputError(
                f"the module returned a {type(output).__name__}, expected a tensor of actions"
            )
        return largest_score(self.action_space, output.cpu().numpy()), state

    def _tensors(self, batch: Any) -> Any:
        if isinstance(batch, dict):
            return {name: self._tensors(part) for name, part in batch.items()}
        tensor = torch.from_numpy(np.ascontiguousarray(batch)).to(self._device)
        return tensor.to(self._dtype) if tensor.is_floating_point() else tensor


def largest_score(space: spaces.Space[Any], output: Array) -> Array:
    """Turn scores (n, number of actions) into Discrete actions (n,); pass actions as they are.

    >>> largest_score(spaces.Discrete(3, start=1), np.array([[0.1, 0.9, 0.3]]))
    array([2])
    """
    if not isinstance(space, spaces.Discrete) or output.ndim != 2:
        return output
    if output.shape[1] != space.n:
        raise InputError(
            f"the network returned scores of shape {output.shape}; expected (n, {space.n}), as its "
            f"action space is {space}"
        )
    if not np.isfinite(output).all():
        raise InputError("the network returned scores that are not finite")
    chosen: Array = output.argmax(axis=1) + int(space.start)
    return chosen


def read_torchscript(path: Path, device: str = "auto") -> torch.nn.Module:
    """Read a TorchScript file; only for callers who trust it.

    Raises:
        CheckpointError: Truncated, or not TorchScript.
        InputError: No such device.
    """
    place = device_of(device)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            module: torch.nn.Module = torch.jit.load(str(path), map_location=place)  # type: ignore[no-untyped-call]
    except (RuntimeError, ValueError, OSError, EOFError) as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise CheckpointError(
            f"'{path}' is truncated or not TorchScript ({reason}); a file of weights needs its "
            "module: build it, load_state_dict, and pass the module"
        ) from error
    return module


def device_of(device: str) -> torch.device:
    """Return the device called so; ``"auto"`` is a GPU where there is one.

    Raises:
        InputError: Unknown, or not there.
    """
    if device == "auto":
        return torch.device("cuda" if torch.cuda.is_available() else "cpu")
    try:
        chosen = torch.device(device)
    except RuntimeError as error:
        raise InputError(f"unknown device {device!r}; expected auto, cpu or cuda[:n]") from error
    if chosen.type == "cuda" and not torch.cuda.is_available():
        raise InputError(f"device {device!r} was asked for, but torch sees no GPU here; use 'cpu'")
    return chosen

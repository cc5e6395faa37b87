"""Observation and action spaces as flat vectors, and as JSON.

Inside, everything is a vector: Dict observations are flattened in the order of their keys, Box
actions are scaled to [-1, 1]. Only this module knows how.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

import numpy as np
from gymnasium import spaces

from saferl.errors import InputError

if TYPE_CHECKING:  # acting needs no torch
    import torch

__all__ = [
    "as_batch",
    "batch_length",
    "check_action_space",
    "flat_size",
    "flatten_batch",
    "scale_from_box",
    "scale_to_box",
    "space_from_json",
    "space_to_json",
    "unflatten",
]

Array = np.ndarray[Any, Any]
Space = spaces.Space[Any]


def flat_size(space: Space) -> int:
    """Return the length of the vector an element of ``space`` becomes.

    >>> flat_size(spaces.Dict({"a": spaces.Box(0, 1, (2, 2)), "b": spaces.Discrete(3)}))
    7
    """
    if isinstance(space, spaces.Dict):
        return sum(flat_size(part) for part in space.spaces.values())
    if isinstance(space, spaces.Box):
        return math.prod(space.shape)
    if isinstance(space, spaces.Discrete):
        return int(space.n)
    raise InputError(f"{space} is not supported; expected Box, Discrete or a Dict of those")


def as_batch(space: Space, observation: Any) -> tuple[Any, bool]:
    """Give one observation a batch dimension; leave a batch as it is; say whether it was one.

    Returns:
        An array (n, *shape), or a dict of them for a Dict space; and whether ``observation`` was a
        single one, so that n is 1.

    Raises:
        InputError: The observation does not fit the space; what was given and expected is named.

    >>> as_batch(spaces.Box(0, 1, (2,)), [0.5, 0.5])
    (array([[0.5, 0.5]]), True)
    """
    if isinstance(space, spaces.Dict):
        if not isinstance(observation, dict) or set(observation) != set(space.spaces):
            given = sorted(observation) if isinstance(observation, dict) else type(observation)
            raise InputError(f"expected a dict with {sorted(space.spaces)}, got {given}")
        parts = {name: as_batch(part, observation[name]) for name, part in space.spaces.items()}
        sizes = {name: None if one else batch_length(batch) for name, (batch, one) in parts.items()}
        if len(set(sizes.values())) > 1:
            raise InputError(f"the parts of the observation have different batch sizes: {sizes}")
        single = next(iter(sizes.values()), None) is None
        return {name: batch for name, (batch, _) in parts.items()}, single
    array = np.asarray(observation)
    if isinstance(space, spaces.Discrete):
        inside = (array >= space.start) & (array < space.start + space.n) & (array % 1 == 0)
        if array.ndim > 1 or not inside.all():
            raise InputError(f"expected elements of {space}, one or (n,), got {array!r}")
        return np.atleast_1d(array).astype(np.int64), array.ndim == 0
    if not isinstance(space, spaces.Box):
        raise InputError(f"{space} is not supported; expected Box, Discrete or a Dict of those")
    if array.shape == space.shape:
        return array[None], True
    if array.ndim == len(space.shape) + 1 and array.shape[1:] == space.shape:
        return array, False
    batch = "(" + ", ".join(["n", *map(str, space.shape)]) + ")"
    raise InputError(
        f"got an observation of shape {array.shape}; expected {space.shape} or {batch}"
    )


def batch_length(batch: Any) -> int:
    """n of what :func:`as_batch` returns."""
    return batch_length(next(iter(batch.values()))) if isinstance(batch, dict) else len(batch)


def flatten_batch(space: Space, observation: Any) -> tuple[Array, bool]:
    """Flatten one observation or a batch of them to (n, flat_size); say whether it was one.

    Raises:
        InputError: The observation does not fit the space; both shapes are named.

    >>> flatten_batch(spaces.Box(0, 1, (2,)), np.zeros(2))
    (array([[0., 0.]]), True)
    """
    batch, single = as_batch(space, observation)
    return _flatten(space, batch), single


def _flatten(space: Space, batch: Any) -> Array:
    if isinstance(space, spaces.Dict):
        parts = [_flatten(part, batch[name]) for name, part in space.spaces.items()]
        return np.concatenate(parts, axis=1)
    array: Array = batch
    if isinstance(space, spaces.Discrete):
        one_hot: Array = np.eye(int(space.n))[array - int(space.start)]
        return one_hot
    return array.reshape(len(array), flat_size(space))


def unflatten(space: Space, flat: torch.Tensor) -> Any:
    """Give a tensor (n, flat_size) the shape of the space again: a dict of tensors for a Dict."""
    import torch

    if not isinstance(space, spaces.Dict):
        shape = space.shape if isinstance(space, spaces.Box) else (flat_size(space),)
        return flat.reshape(len(flat), *shape)
    parts = torch.split(flat, [flat_size(part) for part in space.spaces.values()], dim=1)
    named = zip(space.spaces.items(), parts, strict=True)
    return {name: unflatten(part, tensor) for (name, part), tensor in named}


def check_action_space(space: Space) -> None:
    """Raise unless actions are a bounded Box or Discrete."""
    if isinstance(space, spaces.Discrete):
        return
    if not isinstance(space, spaces.Box):
        raise InputError(f"actions in {space} are not supported; expected Box or Discrete")
    if not space.is_bounded("both"):
        raise InputError(
            f"the action space {space} is unbounded; wrap the environment in "
            "gymnasium.wrappers.RescaleAction or give its Box finite bounds"
        )
    if not (space.low < space.high).all():
        raise InputError(f"the action space {space} has a component whose bounds leave no choice")


def scale_to_box(box: spaces.Box, action: Array) -> Array:
    """Clip (n, d) to [-1, 1] and scale it to the bounds of ``box``: (n, *box.shape).

    >>> scale_to_box(spaces.Box(0.0, 10.0, (1,)), np.array([[-1.0], [0.0], [3.0]])).ravel()
    array([ 0.,  5., 10.], dtype=float32)
    """
    low, high = box.low.reshape(-1), box.high.reshape(-1)
    unit = np.clip(action, -1.0, 1.0)
    scaled = low + (unit + 1.0) * (0.5 * (high - low))
    return scaled.reshape(len(action), *box.shape).astype(box.dtype)


def scale_from_box(box: spaces.Box, action: Array) -> Array:
    """Undo :func:`scale_to_box`: environment units (n, *box.shape) to [-1, 1], (n, d)."""
    low, high = box.low.reshape(-1), box.high.reshape(-1)
    unit = (action.reshape(len(action), -1) - low) / (0.5 * (high - low)) - 1.0
    return np.asarray(unit, dtype=np.float32)


def space_to_json(space: Space) -> dict[str, Any]:
    """Describe a space by JSON values.

    >>> space_from_json(space_to_json(spaces.Box(-1, 1, (2,))))
    Box(-1.0, 1.0, (2,), float32)
    """
    if isinstance(space, spaces.Dict):
        return {"dict": [[name, space_to_json(part)] for name, part in space.spaces.items()]}
    if isinstance(space, spaces.Discrete):
        return {"discrete": int(space.n), "start": int(space.start)}
    if isinstance(space, spaces.Box):
        bounds = {"low": space.low.tolist(), "high": space.high.tolist()}
        return {"box": list(space.shape), "dtype": str(space.dtype), **bounds}
    raise InputError(f"{space} is not supported; expected Box, Discrete or a Dict of those")


def space_from_json(document: dict[str, Any]) -> Space:
    """Rebuild a space from :func:`space_to_json`."""
    if "dict" in document:
        # a plain dict would have its keys sorted, and flattening follows their order
        parts = OrderedDict((name, space_from_json(part)) for name, part in document["dict"])
        return spaces.Dict(parts)
    if "discrete" in document:
        return spaces.Discrete(document["discrete"], start=document["start"])
    if "box" in document:
        dtype = np.dtype(document["dtype"])
        low, high = (np.array(document[side], dtype=dtype) for side in ("low", "high"))
        return spaces.Box(low, high, tuple(document["box"]), dtype=dtype.type)
    raise InputError(f"not a space: {document!r}")

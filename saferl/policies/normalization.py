"""The observation normaliser a foreign policy was trained with, frozen and owned by the policy.

Stable-Baselines3's ``VecNormalize`` is read by its arithmetic, ``clip((x - mean) / sqrt(variance +
epsilon), -clip, clip)``; its object is not kept, so that statistics that go on moving elsewhere do
not move the policy.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from gymnasium import spaces

from saferl.errors import CheckpointError, InputError, MissingDependencyError
from saferl.normalizers import ObservationNormalizer
from saferl.policies.protocol import Array

__all__ = ["Normalization", "read_normalization"]

WHOLE = ""
"""Key of the statistics of an observation that is not a Dict."""


@dataclass(frozen=True, eq=False)
class Normalization:
    """Shift, scale and clip of the named parts of an observation; other parts pass unchanged.

    Attributes:
        statistics: Part -> (mean, deviation), each of the part's shape.
        clip: Bound of the result.

    >>> frozen = Normalization({WHOLE: (np.array([1.0]), np.array([2.0]))}, clip=5.0)
    >>> frozen.apply(np.array([[3.0], [99.0]])).ravel()
    array([1., 5.], dtype=float32)
    """

    statistics: Mapping[str, tuple[Array, Array]] = field(default_factory=dict)
    clip: float = 10.0

    def apply(self, batch: Any) -> Any:
        """Return the normalised batch, float32 where it was normalised."""
        if isinstance(batch, dict):
            return {name: self._apply(name, part) for name, part in batch.items()}
        return self._apply(WHOLE, batch)

    def _apply(self, name: str, part: Array) -> Array:
        if name not in self.statistics:
            return part
        mean, deviation = self.statistics[name]
        return np.clip((part - mean) / deviation, -self.clip, self.clip).astype(np.float32)


def read_normalization(
    source: Any, observation_space: spaces.Space[Any], *, trust: bool = False
) -> Normalization:
    """Freeze a normaliser: None, a ``VecNormalize``, its file, or an ``ObservationNormalizer``.

    Raises:
        InputError: Not a normaliser; a file without ``trust``; statistics of another shape than
            the observations.
        CheckpointError: The file does not hold a ``VecNormalize``.
    """
    if isinstance(source, (str, os.PathLike)):
        source = _unpickle(Path(source), trust=trust)
    if source is None:
        return Normalization()
    if isinstance(source, Normalization):
        frozen = source
    elif isinstance(source, ObservationNormalizer):
        frozen = _from_own(source, observation_space)
    elif hasattr(source, "norm_obs") and hasattr(source, "clip_obs"):
        frozen = _from_vec_normalize(source)
    else:
        raise InputError(
            f"a {type(source).__name__} is not a normaliser; expected a Stable-Baselines3 "
            "VecNormalize (or its file), or saferl.normalizers.ObservationNormalizer"
        )
    _check(frozen, observation_space)
    return frozen


def _from_vec_normalize(source: Any) -> Normalization:
    if not source.norm_obs:
        return Normalization()
    moments = source.obs_rms if isinstance(source.obs_rms, dict) else {WHOLE: source.obs_rms}
    names = moments if source.norm_obs_keys is None else source.norm_obs_keys
    statistics = {
        name: (np.array(moments[name].mean), np.sqrt(moments[name].var + source.epsilon))
        for name in names
    }
    return Normalization(statistics, float(source.clip_obs))


def _from_own(source: ObservationNormalizer, space: spaces.Space[Any]) -> Normalization:
    mean, scale = source.moments.mean, source.scale
    if not isinstance(space, spaces.Box):
        raise InputError(f"an ObservationNormalizer works on flat vectors, not on {space}")
    if mean.size != int(np.prod(space.shape)):
        raise InputError(f"the normaliser has {mean.size} components, the observations {space}")
    shaped = mean.reshape(space.shape), (1.0 / scale).reshape(space.shape)
    return Normalization({WHOLE: shaped}, source.clip)


def _check(frozen: Normalization, space: spaces.Space[Any]) -> None:
    parts = space.spaces if isinstance(space, spaces.Dict) else {WHOLE: space}
    for name, (mean, _) in frozen.statistics.items():
        expected = parts[name].shape if name in parts else None
        if mean.shape != expected:
            raise InputError(
                f"the normaliser has statistics of shape {mean.shape} for "
                f"{name or 'the observation'}, the policy observes {space}"
            )


def _unpickle(path: Path, *, trust: bool) -> Any:
    if not path.is_file():
        raise InputError(f"no normaliser at '{path}': there is no such file")
    if not trust:
        raise InputError(
            f"'{path}' is a pickle, and a pickle can run any code when it is loaded; pass "
            "trust=True if you know who made it"
        )
    try:
        content = pickle.loads(path.read_bytes())  # noqa: S301 - the caller trusts it
    except ModuleNotFoundError as error:
        raise MissingDependencyError(
            f"'{path}' needs {error.name}; run: pip install 'saferl[sb3]'"
        ) from error
    except Exception as error:  # a broken pickle raises whatever its bytes happen to call
        raise CheckpointError(f"'{path}' is truncated or not a VecNormalize ({error})") from error
    return content

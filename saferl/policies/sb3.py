"""Stable-Baselines3 models and archives as policies, those of sb3-contrib among them.

The model's own ``predict`` acts, so that squashing, clipping and recurrence stay as they were
trained. Observations are normalised here when a ``VecNormalize`` belongs to the model.
"""

from __future__ import annotations

import inspect
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from saferl.errors import CheckpointError, MissingDependencyError
from saferl.policies.adapter import Adapter
from saferl.policies.normalization import Normalization
from saferl.policies.protocol import Array, State

__all__ = ["Sb3Policy", "belonging_normalizer", "is_sb3", "read_archive"]


def is_sb3(thing: Any) -> bool:
    """Whether it is a Stable-Baselines3 model or policy; does not import that package."""
    return any(
        kind.__name__ in ("BaseAlgorithm", "BasePolicy")
        and kind.__module__.startswith("stable_baselines3.")
        for kind in type(thing).__mro__
    )


def belonging_normalizer(model: Any) -> Any:
    """Return the ``VecNormalize`` of the environment a model still has, or None."""
    find = getattr(model, "get_vec_normalize_env", None)
    return None if find is None else find()


class Sb3Policy(Adapter):
    """A Stable-Baselines3 model as a policy.

    Recurrent models (sb3-contrib) keep their state (layers, n, units); here it travels with n in
    front, as every state of this library.

    Args:
        model: An algorithm's model, or its policy alone.
        normalization: What its observations pass through first.
        batched: Pass whole batches through the network; faster, rounded differently.
    """

    def __init__(
        self, model: Any, *, normalization: Normalization | None = None, batched: bool = False
    ) -> None:
        super().__init__(
            model.observation_space,
            model.action_space,
            normalization=normalization,
            batched=batched,
            has_memory=hasattr(getattr(model, "policy", model), "lstm_hidden_state_shape"),
        )
        self.model = model

    def act(
        self, batch: Any, state: State, starts: Array, deterministic: bool
    ) -> tuple[Any, State]:
        """Ask the model."""
        if not self.has_memory:
            action, _ = self.model.predict(batch, deterministic=deterministic)
            return action, state
        inner = None if state is None else tuple(np.swapaxes(part, 0, 1) for part in state)
        action, inner = self.model.predict(batch, inner, starts, deterministic)
        return action, tuple(np.swapaxes(part, 0, 1) for part in inner)


def read_archive(path: Path, device: str = "auto") -> Any:
    """Read a model from an archive; only for callers who trust it, as archives hold pickles.

    Which algorithm saved it is found from its policy's class and the names of its settings.

    Raises:
        MissingDependencyError: Stable-Baselines3, or sb3-contrib where it was used, is missing.
        CheckpointError: Truncated, or not such an archive.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            missing = {"data", "policy.pth"} - set(archive.namelist())
            if missing or archive.testzip():
                raise zipfile.BadZipFile(f"no whole {' and '.join(sorted(missing)) or 'entry'}")
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError) as error:
        raise CheckpointError(
            f"'{path}' is truncated or not an archive of Stable-Baselines3 ({error})"
        ) from error
    try:
        from stable_baselines3.common.save_util import load_from_zip_file
    except ImportError as error:
        raise MissingDependencyError(
            f"'{path}' needs Stable-Baselines3; run: pip install 'saferl[sb3]'"
        ) from error
    try:
        data, _, _ = load_from_zip_file(path, device="cpu", custom_objects=_ACTING_ONLY)
        assert data is not None  # the entry is there
        return _algorithm(data).load(path, device=device, custom_objects=_ACTING_ONLY)
    except ModuleNotFoundError as error:
        raise MissingDependencyError(
            f"'{path}' needs the package {error.name!r}; for sb3-contrib's algorithms run: "
            "pip install sb3-contrib"
        ) from error
    except Exception as error:  # unpickling raises whatever the archive's bytes happen to call
        raise CheckpointError(
            f"'{path}' could not be read as a Stable-Baselines3 model ({error})"
        ) from error


def _nothing(progress: float) -> float:
    return 0.0


# Only training needs these; as pickled functions they break between versions of Python.
_ACTING_ONLY = {
    "learning_rate": 0.0,
    "lr_schedule": _nothing,
    "clip_range": _nothing,
    "clip_range_vf": _nothing,
    "exploration_schedule": _nothing,
}


def _algorithm(data: dict[str, Any]) -> Any:
    """The algorithm whose policy class and settings are those of the archive.

    Algorithms that share both (DDPG and TD3) act alike.
    """
    kind = data["policy_class"]
    candidates = [
        (kind in aliases, _agreement(algorithm, data), algorithm)
        for algorithm in _algorithms()
        if issubclass(kind, aliases := tuple(algorithm.policy_aliases.values()))
    ]
    if not candidates:
        raise CheckpointError(f"no known algorithm has policies of {kind}")
    return max(candidates, key=lambda candidate: candidate[:2])[2]


def _agreement(algorithm: type[Any], data: dict[str, Any]) -> int:
    names = set(inspect.signature(algorithm.__init__).parameters)
    return len(names & set(data)) - len(names - set(data))


def _algorithms() -> Iterator[type[Any]]:
    import stable_baselines3

    packages = [stable_baselines3]
    try:
        import sb3_contrib

        packages.append(sb3_contrib)
    except ImportError:
        pass
    for package in packages:
        for value in vars(package).values():
            if isinstance(value, type) and hasattr(value, "policy_aliases"):
                yield value

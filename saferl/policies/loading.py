"""One door for policies from anywhere: files, the zoo, other libraries' objects, functions."""

from __future__ import annotations

import os
from contextvars import ContextVar
from pathlib import Path
from typing import Any, Protocol

from gymnasium import spaces

from saferl import checkpoints
from saferl.errors import InputError
from saferl.policies.adapter import Adapter
from saferl.policies.callables import CallablePolicy, PredictPolicy
from saferl.policies.files import existing_file, file_kind
from saferl.policies.fitting import Spaces, check_fits, spaces_of
from saferl.policies.kinds import policy_from_checkpoint
from saferl.policies.normalization import read_normalization
from saferl.policies.protocol import Decision, Policy
from saferl.policies.sb3 import Sb3Policy, belonging_normalizer, is_sb3, read_archive
from saferl.policies.session import Session

__all__ = ["LoadedPolicy", "as_policy", "load_policy"]

_trusting: ContextVar[bool] = ContextVar("trusting", default=False)
"""What the call that is under way says of trust: it holds for the files that a file names."""
_OWN = {"predict", "decide", "session", "observation_space", "action_space"}


class LoadedPolicy(Policy, Protocol):
    """What :func:`load_policy` returns: a policy that tells its spaces and its decisions."""

    @property
    def observation_space(self) -> spaces.Space[Any]:
        """What it observes, raw."""
        ...

    @property
    def action_space(self) -> spaces.Space[Any]:
        """What it does, in the environment's units."""
        ...

    def decide(
        self,
        observation: Any,
        state: Any = None,
        episode_start: Any = None,
        deterministic: bool = False,
    ) -> Decision:
        """Return the action and how it came about."""
        ...

    def session(self, num_envs: int = 1, *, deterministic: bool = True) -> Session:
        """Open a deployment loop that keeps the state."""
        ...


def load_policy(
    source: Any,
    normalizer: Any = None,
    *,
    env_id: str | None = None,
    observation_space: spaces.Space[Any] | None = None,
    action_space: spaces.Space[Any] | None = None,
    trust: bool = False,
    device: str = "auto",
    batched: bool = False,
) -> LoadedPolicy:
    """Make a policy of a file, an entry of the zoo, or another library's object.

    ==================================  =======================================================
    checkpoint of this library          ``"runs/1/policy.safetensors"``; its normaliser is inside
    the zoo                             ``"zoo:SafetyPointGoal1-v0/ppo-lagrangian"``
    Stable-Baselines3, sb3-contrib      a model, or its ``.zip`` with ``trust=True``
    PyTorch                             an ``nn.Module``, or TorchScript (``.pt``, ``.ts``) with
                                        ``trust=True``; needs spaces
    ONNX                                ``.onnx``; needs spaces
    a function                          see :class:`saferl.policies.CallablePolicy`; needs spaces
    ==================================  =======================================================

    Whatever it is, raw observations go in and actions in the environment's units come out. Box
    actions are clipped to their bounds; one that is not finite raises.

    Args:
        source: One of the above.
        normalizer: What normalises the observations of a foreign policy: a Stable-Baselines3
            ``VecNormalize`` (or its file, with ``trust=True``), or an ``ObservationNormalizer``. A
            model that still has its normalised environment brings its own.
        env_id: The task it is for: gives the spaces where the source has none, else it is checked
            that the policy fits.
        observation_space: Instead of a task, for sources that have none.
        action_space: Instead of a task, for sources that have none.
        trust: Also load files that can run code: archives of Stable-Baselines3, TorchScript,
            pickled normalisers; also where a checkpoint names such a file. Say so only of files
            whose maker you trust.
        device: Where a network computes: ``"auto"``, ``"cpu"``, ``"cuda"``.
        batched: Compute a batch at once instead of row by row: faster, but an action may then
            differ in its last bits with the size of the batch. Functions then get batches.

    Raises:
        InputError: No such file or entry, an unknown kind of file, trust or spaces missing, or a
            policy that does not fit the task.
        CheckpointError: A truncated or foreign file.
        MissingDependencyError: A package is needed to read it.

    >>> import numpy as np
    >>> policy = load_policy(lambda observation: int(observation[2] > 0), env_id="CartPole-v1")
    >>> policy.predict(np.array([0.0, 0.0, 0.1, 0.0]))[0]
    np.int64(1)
    """
    given = _given_spaces(env_id, observation_space, action_space)
    trust = trust or _trusting.get()
    token = _trusting.set(trust)
    try:
        if isinstance(source, (str, os.PathLike)):
            options = {"trust": trust, "batched": batched}
            policy = _from_name(source, normalizer, given, device=device, **options)
        else:
            policy = _from_object(source, normalizer, given, trust, device, batched)
    finally:
        _trusting.reset(token)
    # one that also observes constraints fits no task alone; who opens its environment checks it
    if given is not None and not getattr(policy, "observe_constraints", False):
        check_fits(policy, given)
    return policy


def as_policy(
    thing: Any,
    normalizer: Any = None,
    *,
    observation_space: spaces.Space[Any] | None = None,
    action_space: spaces.Space[Any] | None = None,
    batched: bool = False,
) -> LoadedPolicy:
    """Make a policy of an object; what is one already comes back as it is.

    Args:
        thing: A policy, a trainer of this library, a model of Stable-Baselines3, an ``nn.Module``,
            a function. Names of files go to :func:`load_policy`.
        normalizer: As for :func:`load_policy`.
        observation_space: For a thing that does not tell its own.
        action_space: For a thing that does not tell its own.
        batched: As for :func:`load_policy`.

    Raises:
        InputError: It is nothing that acts, or its spaces are not known.
    """
    if isinstance(thing, (str, os.PathLike)):
        raise InputError(f"{thing!r} is a name, not a policy; use saferl.load_policy")
    return load_policy(
        thing,
        normalizer,
        observation_space=observation_space,
        action_space=action_space,
        batched=batched,
    )


def _given_spaces(
    env_id: str | None,
    observation_space: spaces.Space[Any] | None,
    action_space: spaces.Space[Any] | None,
) -> Spaces | None:
    if env_id is not None:
        if observation_space is not None or action_space is not None:
            raise InputError("give env_id, or the spaces, not both")
        return spaces_of(env_id)
    if (observation_space is None) != (action_space is None):
        raise InputError("give both observation_space and action_space, or neither")
    if observation_space is None or action_space is None:
        return None
    return observation_space, action_space


def _from_object(
    thing: Any, normalizer: Any, given: Spaces | None, trust: bool, device: str, batched: bool
) -> LoadedPolicy:
    if is_sb3(thing):
        normalizer = belonging_normalizer(thing) if normalizer is None else normalizer
        frozen = read_normalization(normalizer, thing.observation_space, trust=trust)
        return Sb3Policy(thing, normalization=frozen, batched=batched)
    if hasattr(thing, "predict"):
        trained = getattr(thing, "policy", None)  # a trainer: its policy as it is now
        own = thing if _complete(thing) else trained if _complete(trained) else None
        if own is not None:
            _refuse(normalizer, "an object that normalises by itself")
            return own  # type: ignore[no-any-return]
    module = _is_module(thing)
    if isinstance(thing, type) or not (hasattr(thing, "predict") or module or callable(thing)):
        raise InputError(
            f"{thing!r} is nothing that acts; expected a path, 'zoo:<task>/<name>', an object with "
            "predict, a torch.nn.Module or a function"
        )
    observed, acted = _spaces_for(thing, given)
    frozen = read_normalization(normalizer, observed, trust=trust)
    policy: Adapter
    if hasattr(thing, "predict"):
        policy = PredictPolicy(thing, observed, acted, normalization=frozen)
    elif module:
        from saferl.policies.torch_module import TorchPolicy

        policy = TorchPolicy(
            thing, observed, acted, normalization=frozen, batched=batched, device=device
        )
    else:
        policy = CallablePolicy(thing, observed, acted, normalization=frozen, batched=batched)
    return policy


def _from_name(
    source: str | os.PathLike[str],
    normalizer: Any,
    given: Spaces | None,
    *,
    trust: bool,
    device: str,
    batched: bool,
) -> LoadedPolicy:
    if isinstance(source, str) and source.startswith("zoo:"):
        from saferl import zoo

        entry = zoo.entry_of(source)
        if entry.played_by is not None:
            raise InputError(
                f"'{source}' needs more than a task's observation, so it is no policy by itself; "
                f"`{entry.played_by}` plays it"
            )
        path = entry.path
    else:
        path = existing_file(Path(source))
    kind = file_kind(path)
    if kind == "checkpoint":
        _refuse(normalizer, "a checkpoint of this library, which holds its own")
        return policy_from_checkpoint(checkpoints.read(path))  # type: ignore[no-any-return]
    if kind == "archive":
        _require_trust(path, trust, "an archive of Stable-Baselines3 holds pickles")
        return _from_object(read_archive(path, device), normalizer, given, trust, device, batched)
    if kind == "torchscript":
        _require_trust(path, trust, "TorchScript is a program")
        from saferl.policies.torch_module import read_torchscript

        module = read_torchscript(path, device)
        return _from_object(module, normalizer, given, trust, "auto", batched)
    from saferl.policies.onnx_file import OnnxPolicy

    observed, acted = _spaces_for(path, given)
    frozen = read_normalization(normalizer, observed, trust=trust)
    return OnnxPolicy(path, observed, acted, normalization=frozen, batched=batched)


def _require_trust(path: Path, trust: bool, reason: str) -> None:
    if not trust:
        raise InputError(
            f"'{path}' can run any code when it is loaded ({reason}); pass trust=True if you know "
            "who made it"
        )


def _refuse(normalizer: Any, what: str) -> None:
    if normalizer is not None:
        raise InputError(f"a normalizer was given for {what}; leave it out")


def _spaces_for(thing: Any, given: Spaces | None) -> Spaces:
    own = getattr(thing, "observation_space", None), getattr(thing, "action_space", None)
    if isinstance(own[0], spaces.Space) and isinstance(own[1], spaces.Space):
        return own[0], own[1]
    if given is None:
        name = f"'{thing}'" if isinstance(thing, Path) else f"a {type(thing).__name__}"
        raise InputError(
            f"the spaces of {name} are not known; pass env_id='<task>', or observation_space=... "
            "and action_space=..."
        )
    return given


def _complete(thing: Any) -> bool:
    return thing is not None and all(hasattr(thing, name) for name in _OWN)


def _is_module(thing: Any) -> bool:
    """Whether it is a torch.nn.Module; without importing torch where nothing is."""
    return any(
        kind.__module__ == "torch.nn.modules.module" and kind.__name__ == "Module"
        for kind in type(thing).__mro__
    )

"""A trained actor as plain NumPy: small, fast, and the same for every batch size.

Each row of a batch is multiplied by itself, so an observation gets the same action, bit for bit,
whether it comes alone or among others; evaluation relies on it. No torch is imported to act.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from gymnasium import spaces

from saferl import checkpoints
from saferl.errors import CheckpointError, InputError, unknown_name
from saferl.policies.protocol import Array, Decision, State, plain_decision
from saferl.policies.session import Session
from saferl.spaces import (
    check_action_space,
    flat_size,
    flatten_batch,
    scale_to_box,
    space_from_json,
    space_to_json,
)

__all__ = ["KIND", "Head", "MlpPolicy", "perceptron"]

KIND = "mlp-policy"
Head = Literal["gaussian", "squashed", "categorical"]
LOG_STD_RANGE = (-20.0, 2.0)
"""Bounds of the squashed head's log deviation (Haarnoja et al. 2018)."""
_ACTIVATIONS: dict[str, Callable[[Array], Array]] = {
    "tanh": np.tanh,
    "relu": lambda x: np.maximum(x, np.float32(0.0)),
}


@dataclass(frozen=True, kw_only=True, eq=False)
class MlpPolicy:
    """A frozen multilayer perceptron with its observation normaliser and action distribution.

    Attributes:
        observation_space: What it observes; Dict spaces are flattened in the order of their keys.
        action_space: Box with finite bounds (acting happens in [-1, 1] and is scaled) or Discrete.
        layers: ((weight (out, in), bias (out,)), ...); the last gives the distribution's
            parameters: mean (gaussian), mean and log deviation (squashed), logits (categorical).
        activation: Between layers, ``"tanh"`` or ``"relu"``.
        head: Distribution: clipped Gaussian (PPO), tanh-squashed Gaussian (SAC), categorical.
        log_std: (action_dim,) log deviation of the gaussian head.
        mean, scale: (obs_dim,) the normaliser: (observation - mean) * scale, clipped at 10.
        card: Where it came from: algorithm, environment, seed, steps, budget.

    Raises:
        InputError: Parts that do not fit each other, or weights that are not finite.

    >>> policy = MlpPolicy(
    ...     observation_space=spaces.Box(-1, 1, (3,)),
    ...     action_space=spaces.Box(0, 10, (1,)),
    ...     layers=((np.zeros((1, 3), np.float32), np.zeros(1, np.float32)),),
    ...     mean=np.zeros(3),
    ...     scale=np.ones(3),
    ... )
    >>> policy.predict(np.ones((2, 3)), deterministic=True)
    (array([[5.],
           [5.]], dtype=float32), None)
    """

    observation_space: spaces.Space[Any]
    action_space: spaces.Space[Any]
    layers: tuple[tuple[Array, Array], ...]
    activation: Literal["tanh", "relu"] = "tanh"
    head: Head = "gaussian"
    log_std: Array | None = None
    mean: Array
    scale: Array
    card: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _check(self)

    def predict(
        self,
        observation: Any,
        state: State = None,
        episode_start: Any = None,
        deterministic: bool = False,
    ) -> tuple[Array, State]:
        """Return the action for one observation or a batch, and the state.

        The policy has no memory, and leaves the given state as it was. When sampling, ``state`` is
        an array (n, 2) of each row's random key and count, so that a row's noise does not depend
        on its neighbours; without one, fresh keys are drawn from the operating system.

        Raises:
            InputError: The observation does not fit the observation space or is not finite; or a
                sample is asked for where there is no deviation, or with a state of another shape.
        """
        flat, single = flatten_batch(self.observation_space, observation)
        if not np.isfinite(flat).all():
            row, column = np.argwhere(~np.isfinite(flat))[0]
            raise InputError(f"observation {row} has {flat[row, column]} at component {column}")
        parameters = self._forward(flat)
        if deterministic:
            action = self._mode(parameters)
        else:
            state = _fresh_keys(len(flat)) if state is None else np.array(state, dtype=np.uint64)
            if state.shape != (len(flat), 2):
                raise InputError(
                    f"got a sampling state of shape {state.shape} for {len(flat)} observations; "
                    "expected (n, 2), as the previous call or sampling_state(seeds) returns"
                )
            action = self._sample(parameters, state)
            state[:, 1] += np.uint64(1)
        return (action[0] if single else action), state

    def modes(self, flat: Array) -> Array:
        """Return the modes (n, action_dim) in [-1, 1] at flat, finite observations (n, obs_dim).

        Nothing is checked and nothing scaled to the action space's bounds, a Box: for those who ask
        thousands of times a second, as a look-ahead does.
        """
        mean = self._forward(flat)[:, : self._action_size]
        if self.head == "squashed":
            mean = np.tanh(mean)
        return np.asarray(np.minimum(np.maximum(mean, -1.0), 1.0))

    def decide(
        self,
        observation: Any,
        state: State = None,
        episode_start: Any = None,
        deterministic: bool = False,
    ) -> Decision:
        """Return the decision: this policy executes what it proposes."""
        action, state = self.predict(observation, state, episode_start, deterministic)
        single = action.shape == self.action_space.shape
        return plain_decision(action, state, () if single else (len(action),))

    @property
    def observe_constraints(self) -> bool:
        """Whether the environment must append the constraints' state to the observation."""
        return bool(self.card.get("observe_constraints", False))

    def session(self, num_envs: int = 1, *, deterministic: bool = True) -> Session:
        """Open a deployment loop that keeps the state."""
        return Session(self, num_envs, deterministic=deterministic)

    def sampling_state(self, seeds: Any) -> Array:
        """Return the state (n, 2) that makes each row's samples a function of its seed."""
        keys = np.asarray(seeds, dtype=np.uint64).reshape(-1)
        return np.stack([keys, np.zeros_like(keys)], axis=1)

    # -- inside ----------------------------------------------------------------------------------

    def _forward(self, flat: Array) -> Array:
        scaled = (flat - self.mean) * self.scale
        inputs = np.minimum(np.maximum(scaled, -10.0), 10.0)  # what np.clip does, in half the time
        return perceptron(self.layers, self.activation, inputs.astype(np.float32))

    def _mode(self, parameters: Array) -> Array:
        if self.head == "categorical":
            return self._actions(parameters)
        mean = parameters[:, : self._action_size]
        return self._to_units(np.tanh(mean) if self.head == "squashed" else mean)

    def _sample(self, parameters: Array, state: Array) -> Array:
        size = self._action_size
        noise = np.empty((len(state), size))
        if self.head == "categorical":  # the largest of Gumbel-perturbed logits is a sample
            for i, generator in enumerate(_streams(state)):
                noise[i] = generator.gumbel(size=size)
            return self._actions(parameters + noise)
        for i, generator in enumerate(_streams(state)):
            noise[i] = generator.standard_normal(size)
        mean = parameters[:, :size]
        if self.head == "squashed":
            deviation = np.exp(np.clip(parameters[:, size:], *LOG_STD_RANGE))
            return self._to_units(np.tanh(mean + deviation * noise))
        if self.log_std is None:
            raise InputError("this policy has no log_std to sample with; use deterministic=True")
        return self._to_units(mean + np.exp(self.log_std) * noise)

    @property
    def _action_size(self) -> int:
        return flat_size(self.action_space)

    def _actions(self, scores: Array) -> Array:
        assert isinstance(self.action_space, spaces.Discrete)
        return np.asarray(self.action_space.start + scores.argmax(axis=1))

    def _to_units(self, action: Array) -> Array:
        """Scale (n, action_dim) from [-1, 1] to the bounds of the Box, clipping."""
        assert isinstance(self.action_space, spaces.Box)
        return scale_to_box(self.action_space, action)

    # -- files -----------------------------------------------------------------------------------

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the policy to one safetensors file, atomically."""
        tensors = {"mean": self.mean, "scale": self.scale}
        for i, (weight, bias) in enumerate(self.layers):
            tensors[f"layers/{i}/weight"], tensors[f"layers/{i}/bias"] = weight, bias
        if self.log_std is not None:
            tensors["log_std"] = self.log_std
        document = {
            "observation_space": space_to_json(self.observation_space),
            "action_space": space_to_json(self.action_space),
            "activation": self.activation,
            "head": self.head,
            "card": self.card,
        }
        checkpoints.write(path, kind=KIND, tensors=tensors, document=document)

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> MlpPolicy:
        """Read a policy written by :meth:`save`.

        Raises:
            CheckpointError: Truncated, foreign, of another kind, or with parts that do not fit.
        """
        return cls.from_checkpoint(checkpoints.read(path, kind=KIND))

    @classmethod
    def from_checkpoint(cls, checkpoint: checkpoints.Checkpoint) -> MlpPolicy:
        """Build the policy from a checkpoint of kind ``"mlp-policy"``."""
        tensors, document = checkpoint.tensors, checkpoint.document
        try:
            count = sum(name.endswith("/weight") for name in tensors)
            return cls(
                observation_space=space_from_json(document["observation_space"]),
                action_space=space_from_json(document["action_space"]),
                layers=tuple(
                    (tensors[f"layers/{i}/weight"], tensors[f"layers/{i}/bias"])
                    for i in range(count)
                ),
                activation=document["activation"],
                head=document["head"],
                log_std=tensors.get("log_std"),
                mean=tensors["mean"],
                scale=tensors["scale"],
                card=dict(document["card"]),
            )
        except (KeyError, TypeError, ValueError) as error:  # InputError is a ValueError
            raise CheckpointError(
                f"'{checkpoint.path}' lacks or garbles a part of a policy: {error}"
            ) from error


def perceptron(
    layers: tuple[tuple[Array, Array], ...], activation: Literal["tanh", "relu"], inputs: Array
) -> Array:
    """Return the outputs (n, out) of a perceptron for inputs (n, in), each row by itself.

    Args:
        layers: ((weight (out, in), bias (out,)), ...).
        activation: Between the layers; none after the last.
        inputs: float32; a row's outputs are the same, bit for bit, whatever the other rows are.

    >>> perceptron(((np.eye(2), np.ones(2)),), "tanh", np.zeros((1, 2)))
    array([[1., 1.]])
    """
    squash = _ACTIVATIONS[activation]
    hidden = inputs[:, :, None]  # (n, in, 1): one matrix-vector product a row
    for i, (weight, bias) in enumerate(layers):
        hidden = np.matmul(weight, hidden) + bias[:, None]
        if i + 1 < len(layers):
            hidden = squash(hidden)
    return hidden[:, :, 0]


def _check(policy: MlpPolicy) -> None:
    """Raise InputError unless all parts fit each other."""
    check_action_space(policy.action_space)
    if policy.head not in ("gaussian", "squashed", "categorical"):
        raise unknown_name("head", policy.head, ("gaussian", "squashed", "categorical"))
    if (policy.head == "categorical") != isinstance(policy.action_space, spaces.Discrete):
        raise InputError(f"a {policy.head} head does not fit actions in {policy.action_space}")
    if policy.activation not in _ACTIVATIONS:
        raise unknown_name("activation", policy.activation, _ACTIVATIONS)
    size, actions = flat_size(policy.observation_space), flat_size(policy.action_space)
    expected: dict[str, tuple[int, ...]] = {"mean": (size,), "scale": (size,)}
    given = {"mean": policy.mean, "scale": policy.scale}
    if policy.log_std is not None:
        expected["log_std"], given["log_std"] = (actions,), policy.log_std
    if not policy.layers:
        raise InputError("a policy needs at least one layer")
    for i, (weight, bias) in enumerate(policy.layers):
        last = i + 1 == len(policy.layers)
        outputs = actions * (2 if policy.head == "squashed" else 1) if last else len(weight)
        expected[f"weight {i}"], given[f"weight {i}"] = (outputs, size), weight
        expected[f"bias {i}"], given[f"bias {i}"] = (outputs,), bias
        size = outputs
    for name, array in given.items():
        if array.shape != expected[name]:
            raise InputError(f"{name} has shape {array.shape}, expected {expected[name]}")
        if not np.isfinite(array).all():
            raise InputError(f"{name} holds values that are not finite")


def _streams(state: Array) -> Iterator[np.random.Generator]:
    """Yield for each row of ``state`` (n, 2) a generator that is a function of (key, count) alone.

    It is one generator, set anew for each row: making one takes four times as long. The count is
    the second word of Philox's counter, as one call may use up many values of the first.
    """
    bits = np.random.Philox(key=0)
    generator = np.random.Generator(bits)
    position: Any = bits.state  # its buffer is empty, and stays so here
    for key, count in state:
        position["state"]["key"][0] = key
        position["state"]["counter"][1] = count
        bits.state = position
        yield generator


def _fresh_keys(n: int) -> Array:
    keys = np.random.SeedSequence().generate_state(n, np.uint64)
    return np.stack([keys, np.zeros_like(keys)], axis=1)

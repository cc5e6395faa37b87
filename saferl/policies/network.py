"""A frozen copy of a user's own network, as a policy."""

from __future__ import annotations

import copy
import os
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from gymnasium import spaces
from torch import nn

from saferl import checkpoints
from saferl.policies.protocol import Array, Decision, State, plain_decision
from saferl.policies.session import Session
from saferl.spaces import flatten_batch, scale_to_box, space_to_json

__all__ = ["KIND", "NetworkPolicy"]

KIND = "network-policy"


@dataclass(frozen=True, kw_only=True, eq=False)
class NetworkPolicy:
    """An actor whose body is a network of the user's, with its observation normaliser.

    Its file holds weights, not code: ``PPO.load(path, network=...).policy`` brings it back.
    Actions may differ in the last bits between batch sizes, as torch's products do.
    """

    actor: nn.Module
    observation_space: spaces.Space[Any]
    action_space: spaces.Space[Any]
    log_std: Array | None
    mean: Array
    scale: Array
    card: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, actor: nn.Module, **parts: Any) -> NetworkPolicy:
        """Copy ``actor``, so that further training does not change the policy."""
        frozen = copy.deepcopy(actor).requires_grad_(False).eval()
        return cls(actor=frozen, **parts)

    def predict(
        self,
        observation: Any,
        state: State = None,
        episode_start: Any = None,
        deterministic: bool = False,
    ) -> tuple[Array, State]:
        """Return the action for one observation or a batch, and the state as it was given."""
        flat, single = flatten_batch(self.observation_space, observation)
        unit = np.clip((flat - self.mean) * self.scale, -10.0, 10.0).astype(np.float32)
        with torch.no_grad():
            parameters: torch.Tensor = self.actor(torch.from_numpy(unit))
            if isinstance(self.action_space, spaces.Discrete):
                if deterministic:
                    index = parameters.argmax(-1)
                else:
                    index = torch.multinomial(parameters.softmax(-1), 1)[:, 0]
                action = index.numpy() + int(self.action_space.start)
            else:
                assert isinstance(self.action_space, spaces.Box)
                mean = parameters.numpy()
                if not deterministic and self.log_std is not None:
                    noise = torch.randn(parameters.shape).numpy()
                    mean = mean + np.exp(self.log_std) * noise
                action = scale_to_box(self.action_space, mean)
        return (action[0] if single else action), state

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

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write weights and normaliser; see the class for how to load them."""
        tensors = {f"actor/{k}": v.numpy() for k, v in self.actor.state_dict().items()}
        tensors.update(mean=self.mean, scale=self.scale)
        document = {
            "observation_space": space_to_json(self.observation_space),
            "action_space": space_to_json(self.action_space),
            "card": self.card,
        }
        checkpoints.write(path, kind=KIND, tensors=tensors, document=document)

"""A world model for observations without a known structure: an ensemble over plain vectors.

From an observation and an action each member predicts the change of the observation, the reward,
and the odds of each constraint's cost and of the episode's end. It runs in NumPy; imagined
observations and rewards stay within the range of the training data.

Shapes: n rows, M members, B plans a row, H steps, D observation, A action, k constraints.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from gymnasium import spaces

from lookahead.cost_critic import CostCritic
from saferl.constraints import Constraint
from saferl.errors import CheckpointError
from saferl.spaces import space_from_json, space_to_json

__all__ = ["FlatModel", "FlatTrajectories"]

Array = np.ndarray[Any, Any]
_EDGE = 0.1
"""Imagined observations stay within this share of the data's range beyond its ends."""


class FlatTrajectories(NamedTuple):
    """Imagined steps.

    Attributes:
        observation: (n, M, B, D) at the end.
        rewards: (n, M, B, H), 0 after an end.
        costs: (n, M, B, H, k) probability of each cost, 0 after an end.
        alive: (n, M, B) probability that the episode goes on at the end.
        beyond: (n, M, B, k) probability of a violation after that; 0 without a critic.
    """

    observation: Array
    rewards: Array
    costs: Array
    alive: Array
    beyond: Array


@dataclass(frozen=True, kw_only=True, eq=False)
class FlatModel:
    """The members' networks as plain arrays.

    Attributes:
        observation_space: What it was fitted on.
        action_space: In the environment's units; inside, actions are in [-1, 1].
        constraints: What the costs are of.
        env_id: The task, if known.
        layers: ((weight (M, in, out), bias (M, 1, out)), ...), standardisation folded in; ReLU
            between them.
        low: (D + 1,) least observation and reward in the data.
        high: (D + 1,) greatest.
        spread: (D,) root mean square change of the observation.
        manoeuvres: (K, H, A) what to fall back on.
        familiar: Disagreement of the members above which they must not be believed.
        critic: Tells the risk beyond the horizon; None in files from before there was one.
        report: What was measured on held-out episodes, as JSON values.
    """

    observation_space: spaces.Space[Any]
    action_space: spaces.Space[Any]
    constraints: tuple[Constraint, ...]
    env_id: str | None
    layers: tuple[tuple[Array, Array], ...]
    low: Array
    high: Array
    spread: Array
    manoeuvres: Array
    familiar: float
    critic: CostCritic | None = None
    report: dict[str, Any] = field(default_factory=dict)

    @property
    def members(self) -> int:
        """M."""
        return len(self.layers[0][0])

    def possible(self, actions: Array) -> Array:
        """Bring actions (..., A) to the nearest there are: one-hot, where they are discrete."""
        if not isinstance(self.action_space, spaces.Discrete):
            return actions
        chosen = actions.argmax(axis=-1)[..., None] == np.arange(actions.shape[-1])
        return np.where(chosen, 1.0, -1.0).astype(np.float32)

    def imagine(
        self, observation: Array, action: Array, members: slice = slice(None)
    ) -> tuple[Array, Array, Array, Array]:
        """Imagine one step.

        Args:
            observation: (n, M, B, D).
            action: (n, M or 1, B, A) in [-1, 1].
            members: Which members to ask; as many as ``observation`` has.

        Returns:
            The next observation (n, M, B, D), reward (n, M, B), probability of each cost
            (n, M, B, k) and of the end (n, M, B).
        """
        hidden = self._forward(observation, action, members)
        size = observation.shape[-1]
        room = _EDGE * (self.high - self.low)
        low, high = self.low - room, self.high + room
        after = np.clip(observation + hidden[..., :size], low[:size], high[:size])
        reward = np.clip(hidden[..., size], self.low[size], self.high[size])
        odds = 1.0 / (1.0 + np.exp(-np.clip(hidden[..., size + 1 :], -30.0, 30.0)))
        return after, reward, odds[..., :-1], odds[..., -1]

    def _forward(self, observation: Array, action: Array, members: slice) -> Array:
        """What the networks give: the change, the reward and the log odds, (n, M, B, ...)."""
        action = np.broadcast_to(action, (*observation.shape[:-1], action.shape[-1]))
        hidden = np.concatenate([observation, action], axis=-1, dtype=np.float32)
        last = len(self.layers) - 1
        for i, (weight, bias) in enumerate(self.layers):
            hidden = np.matmul(hidden, weight[members])
            hidden += bias[members]
            if i < last:
                np.maximum(hidden, 0.0, out=hidden)
        return hidden

    def roll(
        self, observation: Array, plans: Array, members: slice = slice(None)
    ) -> FlatTrajectories:
        """Imagine plans of actions from observations (n, D); plans are (n, B, H, A)."""
        n, count, horizon, _ = plans.shape
        chosen = len(range(*members.indices(self.members)))
        now = np.broadcast_to(
            observation[:, None, None], (n, chosen, count, observation.shape[-1])
        ).astype(np.float32)
        alive = np.ones((n, chosen, count), dtype=np.float32)
        rewards, costs = [], []
        for step in range(horizon):
            now, reward, cost, end = self.imagine(now, plans[:, None, :, step], members)
            rewards.append(alive * reward)
            costs.append(alive[..., None] * cost)
            alive = alive * (1.0 - end)
        return FlatTrajectories(
            now,
            np.stack(rewards, axis=-1),
            np.stack(costs, axis=-2),
            alive,
            self.beyond(now, alive),
        )

    def beyond(self, observation: Array, alive: Array) -> Array:
        """Return the risk (..., k) beyond observations (..., D) that are reached alive (...,)."""
        if self.critic is None:
            return np.zeros((*alive.shape, len(self.constraints)), dtype=np.float32)
        return alive[..., None] * self.critic(observation)

    def disagreement(self, observation: Array, action: Array) -> Array:
        """How far the members lie apart for n observations and actions, (n,)."""
        start = np.broadcast_to(
            observation[:, None, None], (len(observation), self.members, 1, observation.shape[-1])
        )
        out = self._forward(start, action[:, None, None], slice(None))
        change = out[:, :, 0, : observation.shape[-1]] / self.spread  # (n, M, D)
        return np.asarray(np.sqrt(change.var(axis=1).mean(axis=-1)))

    @property
    def digest(self) -> str:
        """Sixteen hexadecimal digits that tell this model from another."""
        total = hashlib.sha256()
        for name, tensor in sorted(self.tensors.items()):
            total.update(name.encode())
            total.update(np.ascontiguousarray(tensor).tobytes())
        return total.hexdigest()[:16]

    @property
    def tensors(self) -> dict[str, Array]:
        """All arrays by name."""
        tensors = {
            "flat/low": self.low,
            "flat/high": self.high,
            "flat/spread": self.spread,
            "manoeuvres": self.manoeuvres,
        }
        for i, (weight, bias) in enumerate(self.layers):
            tensors[f"flat/weight{i}"], tensors[f"flat/bias{i}"] = weight, bias
        return tensors if self.critic is None else {**tensors, **self.critic.tensors}

    def document(self) -> dict[str, Any]:
        """Everything but the arrays, as JSON values."""
        return {
            "form": "flat",
            "observation_space": space_to_json(self.observation_space),
            "action_space": space_to_json(self.action_space),
            "constraints": [constraint.to_json() for constraint in self.constraints],
            "env_id": self.env_id,
            "familiar": self.familiar,
            "report": self.report,
        }

    @classmethod
    def from_parts(cls, tensors: dict[str, Array], document: dict[str, Any]) -> FlatModel:
        """Build the model from its arrays and its document.

        Raises:
            CheckpointError: Parts are missing or do not fit each other.
        """
        try:
            count = sum(name.startswith("flat/weight") for name in tensors)
            return cls(
                observation_space=space_from_json(document["observation_space"]),
                action_space=space_from_json(document["action_space"]),
                constraints=tuple(Constraint.from_json(c) for c in document["constraints"]),
                env_id=document["env_id"],
                layers=tuple(
                    (tensors[f"flat/weight{i}"], tensors[f"flat/bias{i}"]) for i in range(count)
                ),
                low=tensors["flat/low"],
                high=tensors["flat/high"],
                spread=tensors["flat/spread"],
                manoeuvres=tensors["manoeuvres"],
                familiar=float(document["familiar"]),
                critic=CostCritic.from_tensors(tensors),
                report=dict(document["report"]),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise CheckpointError(f"the world model lacks or garbles a part: {error}") from error

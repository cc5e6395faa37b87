"""The dynamics SMBPO imagines with: an ensemble that predicts the change of state, and the reward.

Thomas, Luo, Ma 2021 (arXiv 2202.07789), after Janner et al. 2019 (MBPO, arXiv 1906.08253).
Rewards are clamped to the range that was observed: the penalty is worked out from that range, and
its guarantee holds for no reward outside it. States stay within a tenth of the observed range
beyond its ends: further out a network's answers mean nothing, and each would be the next question.

Shapes: M members, B rows, F observation, A action, U gradient steps.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import Tensor

from lookahead.ensemble import Ensemble, EnsembleConfig
from saferl.algorithms.states import (
    pack_module,
    pack_optimizer,
    unpack_module,
    unpack_optimizer,
)
from saferl.buffers import ReplayBuffer
from saferl.checkpoints import Checkpoint
from saferl.errors import SimulationError

__all__ = ["Dynamics"]

Array = np.ndarray[Any, Any]
CHUNK = 100
"""Gradient steps whose batches are drawn at once."""
ROOM = 0.1
"""Share of the observed range by which imagined states may lie beyond its ends."""


class Dynamics:
    """Predicts what an action leads to, and the reward.

    Args:
        observation_size: F.
        action_size: A.
        config: Of the ensemble.
        generator: Source of the initial weights, of batches and of noise.

    Attributes:
        reward_range: Least and greatest reward observed; predictions stay within.
        state_range: (F,) least and greatest state that can be predicted.
        updates: Gradient steps so far.
        loss: Mean negative log-likelihood of a member in the newest fit; NaN before.
    """

    def __init__(
        self,
        observation_size: int,
        action_size: int,
        *,
        config: EnsembleConfig,
        generator: torch.Generator,
    ) -> None:
        self.size = observation_size
        self.generator = generator
        self.ensemble = Ensemble(
            observation_size + action_size, observation_size + 1, config=config, generator=generator
        )
        self.optimizer = torch.optim.Adam(
            self.ensemble.parameters(),
            lr=config.learning_rate,
            weight_decay=config.weight_decay,
            fused=True,
        )
        self.reward_range = (0.0, 0.0)
        whole = torch.full((observation_size,), torch.inf)
        self.state_range = (-whole, whole)
        self.updates = 0
        self.loss = float("nan")

    def fit(self, buffer: ReplayBuffer, updates: int) -> None:
        """Take gradient steps on the replay; every member draws batches of its own.

        Args:
            buffer: Real transitions; its first signal is the reward.
            updates: U.

        Raises:
            SimulationError: The loss is not finite.
        """
        self.reward_range = buffer.signal_range(0)
        low, high = buffer.observation_range()
        self.state_range = low - ROOM * (high - low), high + ROOM * (high - low)
        config, total, left = self.ensemble.config, 0.0, updates
        while left > 0:
            count = min(left, CHUNK)
            shape = (count, config.members, config.batch)
            drawn = buffer.sample(count, config.members * config.batch, self.generator)
            observations = drawn.observations.reshape(*shape, -1)
            inputs = torch.cat([observations, drawn.actions.reshape(*shape, -1)], dim=-1)
            change = drawn.next_observations.reshape(*shape, -1) - observations
            rewards = drawn.signals[:, :, 0, :1].reshape(*shape, 1)
            targets = torch.cat([change, rewards], dim=-1)  # (count, M, B, F + 1)
            if left == updates:
                self.ensemble.set_scales(inputs.flatten(0, 2), targets.flatten(0, 2))
            for u in range(count):
                total += self._update(inputs[u], targets[u])
            left -= count
        if updates:
            self.updates += updates
            self.loss = total / updates

    def _update(self, inputs: Tensor, targets: Tensor) -> float:
        loss = self.ensemble.loss(inputs, targets)
        if not torch.isfinite(loss):
            raise SimulationError(
                "the model's loss is not finite; lower model_learning_rate, or look for outliers "
                "in what the environment returns"
            )
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        self.optimizer.step()
        return loss.item() / self.ensemble.members

    @torch.no_grad()
    def step(
        self, observations: Tensor, actions: Tensor, *, noise: float = 1.0
    ) -> tuple[Tensor, Tensor]:
        """Draw what follows (B, F) and its reward (B,).

        The rows are shared out to the members at random, in equal parts, anew on every step.

        Args:
            observations: (B, F).
            actions: (B, A) in [-1, 1].
            noise: Share of the predicted standard deviations that is drawn with; 0 for means.
        """
        rows, members = len(observations), self.ensemble.members
        each = -(-rows // members)
        order = torch.randperm(each * members, generator=self.generator)  # (M * each,)
        inputs = torch.cat([observations, actions], dim=1)[order % rows]
        predicted = self.ensemble(inputs.reshape(members, each, -1))
        unit = torch.randn(predicted.mean.shape, generator=self.generator)
        drawn = predicted.mean + noise * torch.exp(0.5 * predicted.log_variance) * unit
        back = torch.empty_like(order).scatter_(0, order, torch.arange(len(order)))[:rows]
        outcome = drawn.flatten(0, 1)[back]  # (B, F + 1)
        reached = (observations + outcome[:, : self.size]).clamp(*self.state_range)
        return reached, outcome[:, self.size].clamp(*self.reward_range)

    # -- files -----------------------------------------------------------------------------------

    def pack(self) -> tuple[dict[str, Array], dict[str, Any]]:
        """Return weights, optimiser and counts for a checkpoint."""
        tensors = {
            **pack_module(self.ensemble, "dynamics"),
            **pack_optimizer(self.optimizer, "dynamics_optimizer"),
            "dynamics_range": torch.stack(self.state_range).numpy().copy(),
        }
        document = {
            "reward_range": list(self.reward_range),
            "updates": self.updates,
            "loss": self.loss,
        }
        return tensors, document

    def unpack(self, checkpoint: Checkpoint, document: dict[str, Any]) -> None:
        """Take what :meth:`pack` gave."""
        unpack_module(self.ensemble, checkpoint.under("dynamics"))
        unpack_optimizer(self.optimizer, checkpoint.under("dynamics_optimizer"))
        low, high = document["reward_range"]
        self.reward_range = (low, high)
        least, most = torch.from_numpy(checkpoint.tensors["dynamics_range"])
        self.state_range = (least, most)
        self.updates, self.loss = document["updates"], document["loss"]

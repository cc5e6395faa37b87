"""The actor that edits: a Gaussian around the edited proposal.

Its inputs are those of :mod:`editors.proposed_env`, normalised: the observation, the proposal and
the log prices. The mean is ``proposal + 2 tanh(network)``: the edit of SEditor (Yu, Xu, Zhang 2022,
arXiv 2201.12427, section 3.1), clipped only where it is executed. The last layer starts at zero, so
the first mean is the proposal itself.

Shapes: B batch, A action.
"""

from __future__ import annotations

import math
from typing import Any

import torch
from torch import Tensor, nn

from saferl.networks import GaussianActor

__all__ = ["EditingActor"]

ROUND = 0.02
"""Edits below this size cost by their square, so that the cost is smooth at zero."""


class EditingActor(GaussianActor):
    """A Gaussian actor around edited proposals.

    Args:
        body: Network from inputs to (B, A); its last linear layer is set to zero.
        action_size: A.
        proposal: Where the proposal is among the inputs.
        initial_log_std: Log deviation of the first actions.
        deadband: Changes beyond it are counted as edits.
    """

    def __init__(
        self,
        body: nn.Module,
        action_size: int,
        proposal: slice,
        *,
        initial_log_std: float,
        deadband: float,
    ) -> None:
        super().__init__(body, action_size, initial_log_std)
        self._proposal, self._deadband = proposal, deadband
        last = [module for module in body.modules() if isinstance(module, nn.Linear)][-1]
        nn.init.zeros_(last.weight)
        nn.init.zeros_(last.bias)
        self._tally = (0, 0.0, 0.0)  # steps, of these edited, sum of mean absolute changes

    def forward(self, observation: Any) -> Tensor:
        """Return the mean (B, A), not clipped."""
        mean: Tensor = observation[:, self._proposal] + 2.0 * torch.tanh(self.body(observation))
        return mean

    def sample(self, observation: Any, generator: torch.Generator | None = None) -> Tensor:
        """Draw actions (B, A), and keep count of how much the mean edits."""
        mean = self(observation)
        change = (mean.clamp(-1.0, 1.0) - observation[:, self._proposal]).abs()
        edited = float((change.amax(dim=1) > self._deadband).sum())
        steps, so_far, size = self._tally
        total = float(change.mean(dim=1).sum())
        self._tally = steps + len(change), so_far + edited, size + total
        noise = torch.randn(mean.shape, generator=generator)
        action: Tensor = mean + self.log_std.exp() * noise
        return action

    def log_prob_entropy(self, observation: Any, action: Tensor) -> tuple[Tensor, Tensor]:
        """Return log density (B,), and minus the size of the edit (B,) where PPO has its bonus.

        What PPO rewards here is not a wide distribution but a small edit. The size grows by
        absolute values, not squares: what gains less than it costs is not edited at all.
        """
        edit = torch.tanh(self.body(observation))
        mean = observation[:, self._proposal] + 2.0 * edit
        log_std = self.log_std
        z = (action - mean) * torch.exp(-log_std)
        constant = log_std.sum() + 0.5 * math.log(2.0 * math.pi) * action.shape[-1]
        log_prob = -0.5 * z.square().sum(-1) - constant
        size = (edit.square() + ROUND**2).sqrt() - ROUND
        return log_prob, -size.sum(dim=-1)

    def take_tally(self) -> tuple[float, float]:
        """Return the share of steps edited and the mean change since the last call."""
        steps, edited, size = self._tally
        self._tally = (0, 0.0, 0.0)
        return edited / max(steps, 1), size / max(steps, 1)

"""The networks of the safety editor and how one update moves them; nothing of environments.

Shapes: X what a network sees (frames times observation), A action, k constraints, T steps of B
sequences, S = 1 + k signals.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from editors.hinge import (
    action_distance,
    clip_edit,
    editor_loss,
    hinge_distance,
    multiplier_loss,
    multiplier_value,
    raw_of,
    squash_edit,
)
from editors.seditor_networks import BetaActor
from editors.seditor_settings import SafetyEditorConfig
from editors.sequences import td_lambda
from saferl.algorithms.states import (
    pack_module,
    pack_optimizer,
    unpack_module,
    unpack_optimizer,
)
from saferl.checkpoints import Checkpoint
from saferl.networks import StackedMlp

__all__ = ["Experience", "Learner", "UpdateFigures"]

Array = np.ndarray[Any, Any]
TWIN = 2
"""Critics of the reward and of each cost."""
WIDE = SafetyEditorConfig.edit_concentration
"""Both Beta parameters where the last layer gives 0: softplus(0) + 1."""
_NETWORKS = ("proposer", "editor", "critics", "targets")


@dataclass(frozen=True)
class Experience:
    """What one update learns from.

    Attributes:
        seen, next_seen: (T, B, X) normalised; the latter of the same episode always.
        actions: (T, B, A) executed, in [-1, 1].
        signals: (T, B, S) normalised reward and *negated* costs.
        terminations, ends: (T, B) 1 where the episode terminated; where it ended for any reason.
    """

    seen: Tensor
    next_seen: Tensor
    actions: Tensor
    signals: Tensor
    terminations: Tensor
    ends: Tensor


@dataclass(frozen=True)
class UpdateFigures:
    """What one update saw; see :class:`editors.seditor_settings.SafetyEditorStatistics`."""

    critic_loss: Tensor
    distance: Tensor
    entropies: Tensor
    values: Tensor

    def row(self) -> Tensor:
        """Return all figures in one vector: loss, distance, two entropies, S values."""
        scalars = torch.stack([self.critic_loss, self.distance])
        return torch.cat([scalars, self.entropies, self.values])


class Learner:
    """Two policies, twin critics of each signal, temperatures and multipliers.

    Args:
        seen: X.
        actions: A.
        cost_rates: (k,) cost allowed for each step.
        config: Sizes, rates and variants.
        generator: Source of weights and samples.
    """

    def __init__(
        self,
        seen: int,
        actions: int,
        cost_rates: Tensor,
        config: SafetyEditorConfig,
        generator: torch.Generator,
    ) -> None:
        self.config = config
        self.generator = generator
        self.cost_rates = cost_rates
        k = len(cost_rates)
        shape: dict[str, Any] = {"hidden": config.hidden, "activation": config.activation}
        self.proposer = BetaActor(seen, actions, concentration=WIDE, generator=generator, **shape)
        self.editor = BetaActor(
            seen + actions,
            actions,
            concentration=config.edit_concentration,
            generator=generator,
            **shape,
        )
        sizes = [seen + actions, *config.hidden, 1]

        def critics() -> nn.ModuleDict:
            members = {"reward": TWIN, "cost": TWIN * k}
            stacks = {
                name: StackedMlp(count, sizes, config.activation, generator=generator)
                for name, count in members.items()
            }
            return nn.ModuleDict(stacks)

        self.critics, self.targets = critics(), critics()
        self.targets.load_state_dict(self.critics.state_dict())
        self.targets.requires_grad_(False)
        start = torch.full((2,), config.initial_temperature)
        self.log_temperatures = nn.Parameter(start.log())  # of proposals, of edits
        # of a uniform distribution over that share of the unit interval, in each dimension
        self.target_entropy = actions * math.log(config.target_width)
        self.raw_multipliers = nn.Parameter(torch.full((k,), raw_of(config.initial_multiplier)))
        rate: dict[str, Any] = {"lr": config.learning_rate, "fused": True}
        self.optimizers = {
            "proposer": torch.optim.Adam(self.proposer.parameters(), **rate),
            "editor": torch.optim.Adam(self.editor.parameters(), **rate),
            "critics": torch.optim.Adam(self.critics.parameters(), **rate),
            "temperatures": torch.optim.Adam([self.log_temperatures], lr=config.learning_rate),
            "multipliers": torch.optim.Adam([self.raw_multipliers], lr=config.multiplier_rate),
        }

    @property
    def multipliers(self) -> Tensor:
        """(k,) without gradient."""
        return multiplier_value(self.raw_multipliers.detach())

    @property
    def temperatures(self) -> Tensor:
        """(2,) weights of the entropies of proposals and edits, without gradient."""
        return self.log_temperatures.detach().exp()

    def sample(self, seen: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Draw proposals and executed actions (*B, A) for (*B, X); return entropies (2, *B) too."""
        proposal, first = self.proposer.sample(seen, self.generator)
        edit, second = self.editor.sample(torch.cat([seen, proposal], dim=-1), self.generator)
        join = clip_edit if self.config.edit == "clip" else squash_edit
        return proposal, join(proposal, edit), torch.stack([first, second])

    def move_multipliers(self, mean_costs: Tensor) -> None:
        """Take one step of Adam on the mean raw costs (k,) of the newest unroll's steps."""
        optimizer = self.optimizers["multipliers"]
        optimizer.zero_grad(set_to_none=True)
        loss = multiplier_loss(self.raw_multipliers, mean_costs, self.cost_rates)
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()

    def update(self, experience: Experience) -> UpdateFigures:
        """Step critics, both policies and temperatures; targets follow."""
        critic_loss = self._update_critics(experience)
        distance, entropies, values = self._update_policies(experience.seen.flatten(0, 1))
        targets: list[Tensor] = list(self.targets.parameters())
        with torch.no_grad():
            torch._foreach_lerp_(targets, list(self.critics.parameters()), self.config.tau)
        return UpdateFigures(critic_loss, distance, entropies, values)

    def values(self, networks: nn.ModuleDict, seen: Tensor, actions: Tensor) -> Tensor:
        """Return pessimistic values (S, B) of actions (B, A): the lesser twin of each signal."""
        inputs = torch.cat([seen, actions], dim=-1)
        reward = networks["reward"](inputs)[..., 0].amin(dim=0, keepdim=True)
        costs = networks["cost"](inputs)[..., 0]
        return torch.cat([reward, costs.unflatten(0, (-1, TWIN)).amin(dim=1)])

    def critic_targets(self, experience: Experience) -> Tensor:
        """Return TD(lambda) targets (T, B, S), with actions of both policies and no entropy."""
        with torch.no_grad():
            following = experience.next_seen.flatten(0, 1)
            _, next_actions, _ = self.sample(following)
            next_values = self.values(self.targets, following, next_actions)  # (S, T * B)
            return td_lambda(
                experience.signals,
                next_values.T.reshape(*experience.ends.shape, -1),
                experience.terminations,
                experience.ends,
                gamma=self.config.gamma,
                lam=self.config.lam,
            )

    def _update_critics(self, experience: Experience) -> Tensor:
        """Fit the critics of executed actions to their targets."""
        inputs = torch.cat([experience.seen, experience.actions], dim=-1).flatten(0, 1)
        wanted = self.critic_targets(experience).flatten(0, 1).T  # (S, T * B)
        losses = []
        for name, goal in (("reward", wanted[:1]), ("cost", wanted[1:])):
            values = self.critics[name](inputs)[..., 0]  # (members, T * B)
            losses.append((values - goal.repeat_interleave(TWIN, dim=0)).square().mean(dim=1))
        loss = torch.cat(losses)
        optimizer = self.optimizers["critics"]
        optimizer.zero_grad(set_to_none=True)
        loss.sum().backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        return loss.detach().mean()

    def policy_losses(self, seen: Tensor) -> tuple[Tensor, Tensor, tuple[Tensor, Tensor, Tensor]]:
        """Return the maximiser's and the editor's loss at (B, X).

        The maximiser's gradient reaches its proposal through the edit function and through the
        editor's input; each loss is to be differentiated by its own policy's weights only.

        Returns:
            Both losses, and what they saw: mean distance, entropies (2,), values (S,).
        """
        proposal, executed, entropies = self.sample(seen)
        values = self.values(self.critics, seen, executed)  # (S, B)
        distance = self._distance(seen, proposal, executed, values[0])
        bonus = self.temperatures[:, None] * entropies
        proposer_loss = (-values[0] - bonus[0]).mean()
        edit_loss = (editor_loss(distance, values[1:].T, self.multipliers) - bonus[1]).mean()
        figures = (distance.mean(), entropies.mean(dim=1), values.mean(dim=1))
        return proposer_loss, edit_loss, figures

    def _update_policies(self, seen: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Step each policy with the other frozen, and both temperatures."""
        proposer_loss, edit_loss, figures = self.policy_losses(seen)
        distance, entropies, values = (figure.detach() for figure in figures)
        self._descend("proposer", self.proposer, proposer_loss)
        self._descend("editor", self.editor, edit_loss)
        optimizer = self.optimizers["temperatures"]
        optimizer.zero_grad(set_to_none=True)
        surplus = entropies - self.target_entropy
        (self.log_temperatures * surplus).sum().backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        return distance, entropies, values

    def _distance(
        self, seen: Tensor, proposal: Tensor, executed: Tensor, utility: Tensor
    ) -> Tensor:
        """What the edits cost (B,)."""
        if self.config.distance == "l2":
            return action_distance(proposal, executed)
        with torch.no_grad():
            inputs = torch.cat([seen, proposal], dim=-1)
            proposed = self.critics["reward"](inputs)[..., 0].amin(dim=0)
        return hinge_distance(proposed, utility)

    def _descend(self, name: str, actor: nn.Module, loss: Tensor) -> None:
        """Step one policy; asking for its gradients only passes through the other, unchanged."""
        parameters = list(actor.parameters())
        gradients = torch.autograd.grad(loss, parameters, retain_graph=name == "proposer")
        for parameter, gradient in zip(parameters, gradients, strict=True):
            parameter.grad = gradient
        self.optimizers[name].step()

    # -- files -----------------------------------------------------------------------------------

    def pack(self) -> dict[str, Array]:
        """Return networks, optimisers, temperatures and multipliers as arrays."""
        tensors = {
            "log_temperatures": self.log_temperatures.detach().numpy().copy(),
            "raw_multipliers": self.raw_multipliers.detach().numpy().copy(),
        }
        for name in _NETWORKS:
            tensors |= pack_module(getattr(self, name), name)
        for name, optimizer in self.optimizers.items():
            tensors |= pack_optimizer(optimizer, f"optimizer/{name}")
        return tensors

    def unpack(self, checkpoint: Checkpoint) -> None:
        """Take what :meth:`pack` gave."""
        for name in _NETWORKS:
            unpack_module(getattr(self, name), checkpoint.under(name))
        with torch.no_grad():
            for name in ("log_temperatures", "raw_multipliers"):
                getattr(self, name).copy_(torch.from_numpy(checkpoint.tensors[name]))
        for name, optimizer in self.optimizers.items():
            unpack_optimizer(optimizer, checkpoint.under(f"optimizer/{name}"))

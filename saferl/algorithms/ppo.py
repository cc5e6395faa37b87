"""Proximal policy optimisation, unconstrained or with a Lagrange multiplier a constraint.

Schulman et al. 2017 (arXiv 1707.06347) with a reward critic and one cost critic a constraint. The
policy climbs the mixed advantage ``A_r - sum_i multiplier_i * A_i``, standardised over the batch;
multipliers move on the raw cost of completed episodes (:mod:`saferl.multipliers`). Rewards and
costs are measured in standard deviations of their discounted returns, so a multiplier is the price
of one such unit of cost in units of reward.

>>> from saferl.constraints import task_cost
>>> from saferl.multipliers import PID
>>> agent = PPO(
...     "SafetyPointGoal1-v0", constraints=[task_cost(budget=25)], multiplier=PID(), seed=0
... )  # doctest: +SKIP
>>> agent.learn(1_000_000, log_dir="runs/example")  # doctest: +SKIP

Shapes: T steps of an unroll, n environments, k constraints, B = T * n.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from gymnasium import spaces
from torch import Tensor, nn

from saferl import checkpoints
from saferl.advantages import generalised_advantages
from saferl.algorithms.actors import NetworkFactory, actor_body, critic_bodies, freeze
from saferl.algorithms.ppo_settings import PPOConfig, PPOStatistics
from saferl.algorithms.states import (
    pack_module,
    pack_optimizer,
    unpack_module,
    unpack_optimizer,
)
from saferl.algorithms.trainer import EnvSource, Trainer
from saferl.algorithms.unroll import gather
from saferl.constraints import Constraint
from saferl.multipliers import MultiplierRule
from saferl.networks import CategoricalActor, GaussianActor
from saferl.normalizers import ObservationNormalizer, ReturnScale
from saferl.spaces import check_action_space, flat_size

__all__ = ["PPO", "PPOConfig", "PPOStatistics", "clipped_surrogate", "mixed_advantage"]

Array = np.ndarray[Any, Any]


def clipped_surrogate(log_ratio: Tensor, advantage: Tensor, clip: float) -> Tensor:
    """Return the clipped surrogate loss (Schulman et al. 2017, eq. 7), to be minimised.

    Args:
        log_ratio: (B,) log of new over old probability.
        advantage: (B,) standardised advantage.
        clip: Half-width of the ratio's range.

    >>> clipped_surrogate(torch.log(torch.tensor([2.0, 0.5])), torch.tensor([1.0, 1.0]), 0.2)
    tensor(-0.8500)
    """
    ratio = log_ratio.exp()
    clipped = ratio.clamp(1.0 - clip, 1.0 + clip)
    return -torch.minimum(ratio * advantage, clipped * advantage).mean()


def mixed_advantage(advantages: Array, multipliers: Array) -> Array:
    """Return ``A_r - sum_i multiplier_i A_i``, shifted and scaled to mean 0 and deviation 1.

    Args:
        advantages: (T, n, 1 + k): of the reward, then of each cost.
        multipliers: (k,).

    >>> mixed_advantage(np.array([[[1.0, 0.0], [1.0, 2.0]]]), np.array([0.5]))
    array([[ 1., -1.]])
    """
    mixed = advantages[..., 0] - advantages[..., 1:] @ multipliers
    deviation = mixed.std()
    scaled: Array = (mixed - mixed.mean()) / (deviation if deviation > 1e-8 else 1.0)
    return scaled


class PPO(Trainer):
    """PPO and PPO-Lagrangian.

    Args:
        env: Task id, vector environment, or function that makes one environment.
        config: See :class:`PPOConfig`.
        constraints: Costs to track; each has its budget.
        multiplier: How each constraint's price moves (``PID()``, ``DualAscent()``); without one,
            costs are only logged.
        seed: Of weights, action noise, minibatches and episodes, 0 to 999,999.
        network: Called with the observation space; returns a module from observations (a tensor, or
            a dict of tensors for Dict spaces) to features (B, f). Used for actor and critics alike,
            each with weights of its own. By default perceptrons of ``config.hidden``.
        observe_constraints: Append the constraints' state (counts, timers, budget left) to the
            observation; by default where a constraint is to hold in every episode
            (``enforce="always"``), since its budget must be seen running out.

    Raises:
        InputError: Spaces, seed or arguments that do not fit; the message says which.
    """

    kind = "ppo"

    def __init__(
        self,
        env: EnvSource,
        *,
        config: PPOConfig | None = None,
        constraints: Sequence[Constraint] = (),
        multiplier: MultiplierRule | None = None,
        seed: int = 0,
        network: NetworkFactory | None = None,
        observe_constraints: bool | None = None,
    ) -> None:
        config = PPOConfig() if config is None else config
        super().__init__(
            env,
            config=config,
            constraints=constraints,
            multiplier=multiplier,
            seed=seed,
            observe_constraints=observe_constraints,
        )
        self.config: PPOConfig = config
        self.observation_space = self.env.single_observation_space
        self.action_space = self.env.single_action_space
        check_action_space(self.action_space)
        size = flat_size(self.observation_space)
        k = len(self.constraints)
        with torch.random.fork_rng(devices=[]):  # user networks draw from torch's global generator
            torch.manual_seed(seed)
            options = (self.observation_space, config.hidden, config.activation, network)
            drawn: dict[str, Any] = {"knots": config.knots, "generator": self.generator}
            body = actor_body(*options, flat_size(self.action_space), **drawn)
            self.actor: GaussianActor | CategoricalActor = (
                CategoricalActor(body)
                if isinstance(self.action_space, spaces.Discrete)
                else GaussianActor(body, flat_size(self.action_space), config.initial_log_std)
            )
            self.critics: nn.Module = critic_bodies(*options, 1 + k, **drawn)
        self.normalizer = ObservationNormalizer(size)
        self.scale = ReturnScale(self.env.num_envs, 1 + k, config.gamma)
        self.optimizer = torch.optim.Adam(
            [*self.actor.parameters(), *self.critics.parameters()],
            lr=config.learning_rate,
            eps=1e-5,
            fused=True,
        )

    def iterate(self) -> PPOStatistics:
        """Gather one unroll, update the networks and then the multipliers."""
        unroll = gather(self, self.actor, self.config.unroll)
        self.steps += unroll.rewards.size
        observations = torch.from_numpy(unroll.flat_observations())  # (B, F)
        with torch.no_grad():
            values = self._values(observations).reshape(*unroll.rewards.shape, -1)
            next_values = unroll.next_values(values, self._values)

        # the price reacts to the episodes that just ended, before the policy does
        self.ledger.update_multipliers()
        signals = np.concatenate([unroll.rewards[..., None], unroll.costs], axis=-1)
        if self.config.normalize:
            self.scale.update(signals, unroll.ends)
            signals = signals / self.scale.scale
        # a hard budget (enforce="always"): once exceeded, no step is worth anything (Sootla et al.
        # 2022, arXiv 2202.06558, Saute RL); what is left of it is part of the observation
        signals[unroll.exceeded, 0] = self.config.exceeded_reward
        advantages = generalised_advantages(
            signals,
            values,
            next_values,
            unroll.terminations,
            unroll.ends,
            gamma=self.config.gamma,
            lam=self.config.lam,
        )  # (T, n, 1 + k)
        targets = advantages + values
        mixed = mixed_advantage(advantages, self.ledger.multipliers)
        figures = self._update(
            observations,
            torch.from_numpy(unroll.actions.reshape(len(observations), -1)),
            torch.from_numpy(mixed.reshape(-1).astype(np.float32)),
            torch.from_numpy(targets.reshape(len(observations), -1).astype(np.float32)),
        )
        self._keep_noise()
        if self.config.normalize:
            self.normalizer.update(unroll.raw_observations())
        episode_return, costs, task_cost, length, episodes = self.ledger.take()
        return PPOStatistics(
            steps=self.steps,
            episodes=episodes,
            episode_return=episode_return,
            episode_costs=costs,
            task_cost=task_cost,
            episode_length=length,
            total_cost=self.ledger.total_cost,
            multipliers=tuple(float(m) for m in self.ledger.multipliers),
            explained_variance=_explained(values[..., 0], targets[..., 0]),
            **figures,
        )

    def _values(self, observations: Tensor) -> Array:
        """(B, F) -> (B, 1 + k), in normalised units."""
        values: Tensor = self.critics(observations)  # (1 + k, B, 1)
        return values[:, :, 0].T.numpy().astype(np.float64)

    def _update(
        self, observations: Tensor, actions: Tensor, advantages: Tensor, targets: Tensor
    ) -> dict[str, Any]:
        config = self.config
        self._set_learning_rate()
        actor_parameters = list(self.actor.parameters())
        critic_parameters = list(self.critics.parameters())
        with torch.no_grad():
            old_log_prob, entropy = self.actor.log_prob_entropy(observations, actions)
        critic_targets = targets.T.unsqueeze(-1)  # (1 + k, B, 1)
        norms: list[Tensor] = []
        size = len(observations)
        epochs = 0
        kl = 0.0
        while epochs < config.epochs and kl <= config.target_kl:
            epochs += 1
            divergences, clipped, losses = [], [], []
            order = torch.randperm(size, generator=self.generator)
            for rows in torch.split(order, config.minibatch):
                mb_observations = observations[rows]
                log_prob, mb_entropy = self.actor.log_prob_entropy(mb_observations, actions[rows])
                log_ratio = log_prob - old_log_prob[rows]
                policy_loss = clipped_surrogate(log_ratio, advantages[rows], config.clip)
                error = self.critics(mb_observations) - critic_targets[:, rows]
                critic_loss = error.square().mean(dim=(1, 2))  # (1 + k,)
                loss = policy_loss - config.entropy * mb_entropy.mean() + critic_loss.sum()
                self.optimizer.zero_grad(set_to_none=True)
                loss.backward()
                norms.append(nn.utils.clip_grad_norm_(actor_parameters, config.max_gradient))
                nn.utils.clip_grad_norm_(critic_parameters, config.max_gradient)
                self.optimizer.step()
                with torch.no_grad():
                    # Schulman's k3 estimator: unbiased and never negative
                    divergences.append((log_ratio.exp() - 1.0 - log_ratio).mean())
                    clipped.append((log_ratio.exp() - 1.0).abs().gt(config.clip).float().mean())
                    losses.append(critic_loss.mean())
            kl = float(torch.stack(divergences).mean())
        return {
            "kl": kl,
            "epochs": epochs,
            "clip_fraction": float(torch.stack(clipped).mean()),
            "entropy": float(entropy.mean()),
            "critic_loss": float(torch.stack(losses).mean()),
            "actor_gradient": float(torch.stack(norms).mean()),
        }

    def _set_learning_rate(self) -> None:
        config = self.config
        over = min(1.0, self.steps / config.anneal_steps) if config.anneal_steps else 0.0
        fall = over * (config.final_learning_rate - config.learning_rate)
        for group in self.optimizer.param_groups:
            group["lr"] = config.learning_rate + fall

    def _keep_noise(self) -> None:
        """Lift the log deviation to its floor."""
        if self.config.least_log_std is None or not isinstance(self.actor, GaussianActor):
            return
        with torch.no_grad():
            self.actor.log_std.clamp_(min=self.config.least_log_std)

    @property
    def policy(self) -> Any:
        """A frozen copy of the current policy."""
        return freeze(self)

    def pack(self) -> tuple[dict[str, Array], dict[str, Any]]:
        """Return networks, optimiser and normalisers."""
        tensors = {
            **pack_module(self.actor, "actor"),
            **pack_module(self.critics, "critics"),
            **pack_optimizer(self.optimizer, "optimizer"),
            **{f"normalizer/{k}": v for k, v in self.normalizer.tensors().items()},
            **{f"scale/{k}": v for k, v in self.scale.tensors().items()},
        }
        return tensors, {}

    def unpack(self, checkpoint: checkpoints.Checkpoint) -> None:
        """Take what :meth:`pack` gave."""
        unpack_module(self.actor, checkpoint.under("actor"))
        unpack_module(self.critics, checkpoint.under("critics"))
        unpack_optimizer(self.optimizer, checkpoint.under("optimizer"))
        self.normalizer.load(checkpoint.under("normalizer"))
        self.scale.load(checkpoint.under("scale"))

    @classmethod
    def config_class(cls) -> type[PPOConfig]:
        """The dataclass of PPO's configuration."""
        return PPOConfig


def _explained(predicted: Array, target: Array) -> float:
    variance = float(np.var(target))
    return float("nan") if variance == 0.0 else 1.0 - float(np.var(target - predicted)) / variance

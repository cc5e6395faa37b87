"""Soft actor-critic, unconstrained or with a Lagrange multiplier a constraint.

Haarnoja et al. 2018 (arXiv 1812.05905): twin reward critics of which the lesser counts, a
tanh-squashed Gaussian actor, a temperature that keeps the entropy at its target. Each constraint
adds cost critics of which the greater counts. The actor climbs
``(Q_r - sum_i multiplier_i * Q_i) / (1 + sum_i multiplier_i)`` plus the entropy bonus. As in PPO,
multipliers move once an iteration on the raw cost of the episodes completed in it
(:mod:`saferl.multipliers`), and rewards and costs are measured in standard deviations of their
discounted returns. Statistics of normalisation are applied when transitions are sampled, so old
ones are seen as new ones are. Targets look ``n_step`` steps ahead (Hessel et al. 2018,
arXiv 1710.02298): with few gradient steps an environment step, values build up the faster.

Gradient steps happen between sending the actions and reading what they led to: worker processes
simulate meanwhile. The result is the same for any number of workers.

>>> from saferl.constraints import task_cost
>>> from saferl.multipliers import PID
>>> agent = SAC(
...     "SafetyPointGoal1-v0", constraints=[task_cost(budget=25)], multiplier=PID(), seed=0
... )  # doctest: +SKIP
>>> agent.learn(3_000_000, log_dir="runs/sac")  # doctest: +SKIP

Shapes: n environments, F flat observation, A action, k constraints, M critics, B minibatch.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import torch
from gymnasium import spaces
from torch import Tensor, nn

from saferl import checkpoints
from saferl.algorithms.actors import actor_body, freeze
from saferl.algorithms.reached import check_finite, reached_observations
from saferl.algorithms.replay_files import drop_older_replays, read_replay, write_replay
from saferl.algorithms.sac_settings import Precision, SACConfig, SACStatistics
from saferl.algorithms.soft_values import TWIN, discounted, pessimistic, priced, soft_targets
from saferl.algorithms.states import (
    pack_module,
    pack_optimizer,
    unpack_module,
    unpack_optimizer,
)
from saferl.algorithms.trainer import EnvSource, Trainer
from saferl.algorithms.unroll import step_costs, to_env
from saferl.buffers import ReplayBuffer
from saferl.constraints import Constraint
from saferl.errors import InputError
from saferl.hinges import Hinges
from saferl.multipliers import MultiplierRule
from saferl.networks import SquashedGaussianActor, StackedMlp
from saferl.normalizers import ObservationNormalizer, ReturnScale
from saferl.spaces import check_action_space, flat_size, flatten_batch

__all__ = ["SAC", "SACConfig", "SACStatistics"]

Array = np.ndarray[Any, Any]


class SAC(Trainer):
    """SAC and SAC-Lagrangian, for continuous actions.

    Args:
        env: Task id, vector environment, or function that makes one environment.
        config: See :class:`SACConfig`.
        constraints: Costs to track; each has its budget.
        multiplier: How each constraint's price moves (``PID()``, ``DualAscent()``); without one,
            costs are only logged. Let it start at 0: priced high before it can move, the
            policy learns to stand still.
        seed: Of weights, action noise, minibatches and episodes, 0 to 999,999.
        observe_constraints: Append the constraints' state (counts, timers, budget left) to the
            observation; by default where a constraint is to hold in every episode
            (``enforce="always"``), since its budget must be seen running out.

    Raises:
        InputError: Spaces, seed or arguments that do not fit; the message says which.
    """

    kind = "sac"

    def __init__(
        self,
        env: EnvSource,
        *,
        config: SACConfig | None = None,
        constraints: Sequence[Constraint] = (),
        multiplier: MultiplierRule | None = None,
        seed: int = 0,
        observe_constraints: bool | None = None,
    ) -> None:
        config = SACConfig() if config is None else config
        super().__init__(
            env,
            config=config,
            constraints=constraints,
            multiplier=multiplier,
            seed=seed,
            observe_constraints=observe_constraints,
        )
        self.config: SACConfig = config
        self.observation_space = self.env.single_observation_space
        self.action_space = self.env.single_action_space
        check_action_space(self.action_space)
        if not isinstance(self.action_space, spaces.Box):
            raise InputError(
                f"SAC needs continuous actions, a Box, and got {self.action_space}; "
                "train with PPO, which takes discrete ones too"
            )
        if multiplier is not None and config.cost_critics == 0:
            raise InputError("cost_critics=0 values no cost; a multiplier needs at least 1")
        size, actions = flat_size(self.observation_space), flat_size(self.action_space)
        k = len(self.constraints)
        valued = k if config.cost_critics else 0  # constraints with critics
        body = actor_body(
            self.observation_space,
            config.hidden,
            config.activation,
            None,
            2 * actions,
            knots=config.knots,
            generator=self.generator,
        )
        self.actor = SquashedGaussianActor(body)
        self.hinges = Hinges(config.knots)
        critics = TWIN + config.cost_critics * k
        sizes = [self.hinges.widened(size) + actions, *config.hidden, 1]
        self.critics = StackedMlp(critics, sizes, config.activation, generator=self.generator)
        self.targets = StackedMlp(critics, sizes, config.activation, generator=self.generator)
        self.targets.load_state_dict(self.critics.state_dict())
        self.targets.requires_grad_(False)
        # critic -> the signal it values: 0 the reward, i the i-th cost
        costs = [1 + i for i in range(valued) for _ in range(config.cost_critics)]
        self._valued = valued
        self._signal_of = torch.tensor([0] * TWIN + costs)
        self.log_temperature = nn.Parameter(torch.tensor(config.initial_temperature).log())
        self.target_entropy = -config.target_entropy * actions
        self._actor_parameters = [*self.actor.parameters(), self.log_temperature]
        adam: dict[str, Any] = {"lr": config.learning_rate, "fused": True}
        self.actor_optimizer = torch.optim.Adam(self._actor_parameters, **adam)
        self.critic_optimizer = torch.optim.Adam(self.critics.parameters(), **adam)
        self.normalizer = ObservationNormalizer(size)
        self.scale = ReturnScale(self.env.num_envs, 1 + k, config.gamma)
        self.buffer = ReplayBuffer(
            config.buffer,
            num_envs=self.env.num_envs,
            observation_size=size,
            action_size=actions,
            signals=1 + k,
        )
        self.updates = 0
        self._figures: list[Tensor] = []  # of each update since the last iteration

    # -- experience ------------------------------------------------------------------------------

    def iterate(self) -> SACStatistics:
        """Step and learn for one unroll, then move the multipliers."""
        for _ in range(self.config.unroll):
            self._step()
        self.ledger.update_multipliers()
        figures = self._take_figures()
        episode_return, costs, task_cost, length, episodes = self.ledger.take()
        return SACStatistics(
            steps=self.steps,
            episodes=episodes,
            episode_return=episode_return,
            episode_costs=costs,
            task_cost=task_cost,
            episode_length=length,
            total_cost=self.ledger.total_cost,
            multipliers=tuple(float(m) for m in self.ledger.multipliers),
            updates=self.updates,
            critic_loss=figures[0],
            actor_loss=figures[1],
            entropy=figures[2],
            temperature=figures[3],
            reward_value=figures[4],
            cost_values=tuple(figures[5:]) or (float("nan"),) * len(self.constraints),
        )

    def _step(self) -> None:
        """Take one step in every environment, learning while it is under way."""
        n = self.env.num_envs
        current, _ = flatten_batch(self.observation_space, self.current_observations())
        action = self._act(current)
        step_async = getattr(self.env, "step_async", None)
        if step_async is not None:
            step_async(to_env(self, action))
            self._learn()
            outcome = self.env.step_wait()  # type: ignore[attr-defined]
        else:
            self._learn()  # before the outcome is stored, as above
            outcome = self.env.step(to_env(self, action))
        stepped, reward, terminated, truncated, info = outcome
        ends = terminated | truncated
        costs, task_cost = step_costs(info, n, len(self.constraints))
        reached = reached_observations(self.observation_space, stepped, ends, info)
        signals = np.concatenate([np.asarray(reward)[:, None], costs], axis=1)  # (n, 1 + k)
        check_finite(reached, signals)
        exceeded = self.ledger.add(reward, costs, task_cost, ends)
        self.buffer.add(current, action, signals, reached, terminated, ends, exceeded)
        if self.config.normalize:
            self.normalizer.update(current)
            self.scale.update(signals[None], ends[None])
        self.remember(stepped)
        self.steps += n

    def _act(self, observations: Array) -> Array:
        """(n, F) raw -> (n, A) in [-1, 1]."""
        if self.steps < self.config.start_steps:
            shape = (len(observations), flat_size(self.action_space))
            return (2.0 * torch.rand(shape, generator=self.generator) - 1.0).numpy()
        with torch.no_grad():
            normalized = torch.from_numpy(self.normalizer.apply(observations))
            return self.actor.sample(normalized, self.generator).numpy()

    # -- learning --------------------------------------------------------------------------------

    def _learn(self) -> None:
        """Take the gradient steps that are due."""
        config = self.config
        learning_steps = max(0, self.steps - config.start_steps)
        due = int(config.updates_per_step * learning_steps) - self.updates
        if due < 1 or len(self.buffer) == 0:
            return
        self._set_learning_rate()
        drawn = self.buffer.sample(due, config.batch, self.generator, steps=config.n_step)
        observations = self._normalized(drawn.observations)  # (due, B, F)
        next_observations = self._normalized(drawn.next_observations)
        scale = self.scale.scale if config.normalize else np.ones(1 + len(self.constraints))
        steps = drawn.signals / torch.from_numpy(scale).float()  # (due, B, N, 1 + k)
        steps = steps[..., : 1 + self._valued]
        # a hard budget (enforce="always"): once exceeded, no step is worth anything, as in PPO
        steps[..., 0].masked_fill_(drawn.exceeded.bool(), config.exceeded_reward)
        sums, discounts = discounted(steps, drawn.taken, config.gamma)
        signals = sums.transpose(1, 2).contiguous()  # (due, 1 + k, B)
        multipliers = torch.from_numpy(self.ledger.multipliers[: self._valued]).float()
        with matmul_precision(config.precision):
            for u in range(due):
                self._update_critics(
                    observations[u],
                    drawn.actions[u],
                    signals[u],
                    drawn.terminations[u],
                    discounts[u],
                    next_observations[u],
                )
                self._update_actor(observations[u], multipliers)
                self._follow()
        self.updates += due

    def _set_learning_rate(self) -> None:
        config = self.config
        done = min(1.0, self.steps / config.anneal_steps) if config.anneal_steps else 0.0
        rate = config.learning_rate + done * (config.final_learning_rate - config.learning_rate)
        for optimizer in (self.actor_optimizer, self.critic_optimizer):
            optimizer.param_groups[0]["lr"] = rate

    def _follow(self) -> None:
        """Move the target critics a share ``tau`` of the way to the critics."""
        targets: list[Tensor] = list(self.targets.parameters())
        critics: list[Tensor] = list(self.critics.parameters())
        with torch.no_grad():
            torch._foreach_lerp_(targets, critics, self.config.tau)

    def _normalized(self, observations: Tensor) -> Tensor:
        moments, clip = self.normalizer.moments, self.normalizer.clip
        mean = torch.from_numpy(moments.mean).float()
        scale = torch.from_numpy(self.normalizer.scale).float()
        return ((observations - mean) * scale).clamp_(-clip, clip)

    def _pairs(self, observations: Tensor, actions: Tensor) -> Tensor:
        """(B, F) and (B, A) -> what the critics take."""
        return torch.cat([self.hinges(observations), actions], dim=1)

    def _update_critics(
        self,
        observations: Tensor,
        actions: Tensor,
        signals: Tensor,
        terminations: Tensor,
        discounts: Tensor,
        next_observations: Tensor,
    ) -> None:
        with torch.no_grad():
            next_actions, next_log_prob = self.actor.sample_log_prob(
                next_observations, self.generator
            )
            next_values = self.targets(self._pairs(next_observations, next_actions))
            targets = soft_targets(
                signals,
                terminations,
                self._reached_values(next_values[..., 0]),
                next_log_prob,
                gamma=discounts,
                temperature=self.log_temperature.exp(),
            )  # (1 + k, B)
        values = self.critics(self._pairs(observations, actions))[..., 0]  # (M, B)
        losses = (values - targets[self._signal_of]).square().mean(dim=1)  # (M,)
        self.critic_optimizer.zero_grad(set_to_none=True)
        losses.sum().backward()
        self.critic_optimizer.step()
        self._figures.append(losses.detach().mean())

    def _reached_values(self, values: Tensor) -> Tensor:
        """What the critics (M, B) say of the actions after a step, (1 + k, B)."""
        return pessimistic(values, self.config.cost_critics)

    def _update_actor(self, observations: Tensor, multipliers: Tensor) -> None:
        actions, log_prob = self.actor.sample_log_prob(observations, self.generator)
        values = self.critics(self._pairs(observations, actions))[..., 0]  # (M, B)
        worst = pessimistic(values, self.config.cost_critics)  # (1 + k, B)
        temperature = self.log_temperature.detach().exp()
        actor_loss = (temperature * log_prob - priced(worst, multipliers)).mean()
        surplus = log_prob.detach().mean() + self.target_entropy
        self.actor_optimizer.zero_grad(set_to_none=True)
        # critics are climbed, not changed: their gradients are never computed
        loss = actor_loss - self.log_temperature * surplus
        loss.backward(inputs=self._actor_parameters)  # type: ignore[no-untyped-call]
        self.actor_optimizer.step()
        entropy = -log_prob.detach().mean()
        values_seen = worst.detach().mean(dim=1)
        figures = torch.stack([actor_loss.detach(), entropy, temperature])
        self._figures[-1] = torch.cat([self._figures[-1][None], figures, values_seen])

    def _take_figures(self) -> list[float]:
        figures, self._figures = self._figures, []
        if not figures:
            return [float("nan")] * (5 + self._valued)
        means: list[float] = torch.stack(figures).mean(dim=0).tolist()
        return means

    # -- files -----------------------------------------------------------------------------------

    @property
    def policy(self) -> Any:
        """A frozen copy of the current policy."""
        return freeze(self)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write everything it takes to go on: the checkpoint, and the replay in a file beside it.

        See :mod:`saferl.algorithms.replay_files` for the name of that file.
        """
        checkpoint = Path(path)
        self.buffer.cut()  # both who goes on and who is loaded begin new episodes
        write_replay(self.buffer, checkpoint, steps=self.steps, seed=self.seed)
        super().save(checkpoint)
        drop_older_replays(checkpoint, self.steps)

    def pack(self) -> tuple[dict[str, Array], dict[str, Any]]:
        """Return networks, optimisers and normalisers."""
        tensors = {
            **pack_module(self.actor, "actor"),
            **pack_module(self.critics, "critics"),
            **pack_module(self.targets, "targets"),
            "log_temperature": self.log_temperature.detach().numpy().copy(),
            **pack_optimizer(self.actor_optimizer, "actor_optimizer"),
            **pack_optimizer(self.critic_optimizer, "critic_optimizer"),
            **{f"normalizer/{k}": v for k, v in self.normalizer.tensors().items()},
            **{f"scale/{k}": v for k, v in self.scale.tensors().items()},
        }
        return tensors, {"updates": self.updates}

    def unpack(self, checkpoint: checkpoints.Checkpoint) -> None:
        """Take what :meth:`pack` gave, and the replay beside it."""
        unpack_module(self.actor, checkpoint.under("actor"))
        unpack_module(self.critics, checkpoint.under("critics"))
        unpack_module(self.targets, checkpoint.under("targets"))
        with torch.no_grad():
            self.log_temperature.copy_(torch.from_numpy(checkpoint.tensors["log_temperature"]))
        unpack_optimizer(self.actor_optimizer, checkpoint.under("actor_optimizer"))
        unpack_optimizer(self.critic_optimizer, checkpoint.under("critic_optimizer"))
        self.normalizer.load(checkpoint.under("normalizer"))
        self.scale.load(checkpoint.under("scale"))
        self.updates = checkpoint.document["updates"]
        steps = checkpoint.document["steps"]
        read_replay(self.buffer, checkpoint.path, steps=steps, seed=self.seed)

    @classmethod
    def config_class(cls) -> type[SACConfig]:
        """The dataclass of SAC's configuration."""
        return SACConfig


@contextmanager
def matmul_precision(precision: Precision) -> Iterator[None]:
    """Multiply matrices of float32 with factors of this precision; sums are float32 always."""
    before = torch.get_float32_matmul_precision()
    torch.set_float32_matmul_precision("highest" if precision == "float32" else "medium")
    try:
        yield
    finally:
        torch.set_float32_matmul_precision(before)

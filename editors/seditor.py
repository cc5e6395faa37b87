"""SEditor as published: a utility maximiser and a safety editor, trained together off-policy.

Yu, Xu, Zhang 2022, "Towards Safe Reinforcement Learning with a Safety Editor Policy" (NeurIPS,
arXiv 2201.12427). The utility maximiser proposes an action, the safety editor sees it and moves it,
and what is executed is ``clip(proposal + 2 edit, -1, 1)``. The maximiser climbs the reward critic
through the editor and knows no cost; the editor climbs the cost critic and pays for the utility
that its edit destroys (:mod:`editors.hinge`). Twin critics of reward and of *negated* cost judge
executed actions, the lesser counts, and learn TD(lambda) targets from sequences
(:mod:`editors.sequences`), without entropy. Costs weigh by a multiplier that moves once after each
unroll, on its raw costs, from the first step on.

What is easily missed, and done here:

- Rewards and costs are divided by their standard deviations and clipped at 10, which sets the
  scale of costs: a rare one weighs much. The multiplier sees them raw.
- Values bootstrap through a reached goal and through the time limit: in Safety-Gymnasium neither
  ends what is to come. Only termination does.
- A hard clip has no gradient where it is active; ``edit="squash"`` has one everywhere.
- First edits are no identity: Beta distributions start wide. ``edit_concentration`` narrows them.
- Entropy is measured on the unit interval, where ln 0.2 is that of a fifth of the range.
- The paper allows 5e-4 a step; here a budget for an episode is spread over its horizon, so that 0.5
  is the paper's in episodes of 1,000 steps.

Several constraints, which the paper does not have, get a multiplier and twin critics each.

An update at the paper's size takes two seconds of one core, and 5e6 steps take 31,000 of them.
:meth:`SafetyEditorConfig.reduced` is for machines without more.

>>> from saferl.constraints import task_cost
>>> agent = SafetyEditor(
...     "SafetyPointPush1-v0",
...     config=SafetyEditorConfig.reduced(),
...     constraints=[task_cost(25)],
... )  # doctest: +SKIP
>>> agent.learn(1_000_000, log_dir="runs/seditor")  # doctest: +SKIP

Shapes: n environments, F observation, K frames, A action, k constraints, T steps of B sequences.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from gymnasium import spaces
from torch import Tensor

from editors.seditor_freezing import freeze
from editors.seditor_learner import Experience, Learner
from editors.seditor_policy import SafetyEditorPolicy
from editors.seditor_settings import SafetyEditorConfig, SafetyEditorStatistics
from editors.sequences import SequenceReplay
from saferl import checkpoints
from saferl.algorithms.reached import check_finite, reached_observations
from saferl.algorithms.replay_files import drop_older_replays, read_replay, write_replay
from saferl.algorithms.trainer import EnvSource, Trainer
from saferl.algorithms.unroll import step_costs, to_env
from saferl.constraints import Constraint
from saferl.errors import InputError
from saferl.normalizers import ObservationNormalizer, RunningMoments
from saferl.spaces import check_action_space, flat_size, flatten_batch

__all__ = ["SafetyEditor", "SafetyEditorConfig", "SafetyEditorStatistics"]

Array = np.ndarray[Any, Any]


class SafetyEditor(Trainer):
    """Trains both policies on a task; see the module's docstring.

    Args:
        env: Task id, vector environment, or function that makes one environment.
        config: See :class:`SafetyEditorConfig`; the paper's by default.
        constraints: At least one cost; the mean cost of an episode is to stay within each budget.
        multiplier: None: the multipliers move as published.
        seed: Of weights, actions, sequences and episodes, 0 to 999,999.
        observe_constraints: As for SAC.

    Raises:
        InputError: No constraint, an unknown horizon, actions that cannot be edited, a multiplier.
    """

    kind = "safety-editor"

    def __init__(
        self,
        env: EnvSource,
        *,
        config: SafetyEditorConfig | None = None,
        constraints: Sequence[Constraint] = (),
        multiplier: None = None,
        seed: int = 0,
        observe_constraints: bool | None = None,
    ) -> None:
        config = SafetyEditorConfig() if config is None else config
        if multiplier is not None:
            raise InputError(
                "the safety editor has multipliers of its own, see SafetyEditorConfig's "
                "multiplier_rate and initial_multiplier; leave the multiplier out"
            )
        super().__init__(
            env,
            config=config,
            constraints=constraints,
            seed=seed,
            observe_constraints=observe_constraints,
        )
        self.config: SafetyEditorConfig = config
        if not self.constraints:
            raise InputError(
                "a safety editor needs a cost to edit for; pass constraints=[task_cost(budget=25)]"
            )
        self.observation_space = self.env.single_observation_space
        self.action_space = self.env.single_action_space
        check_action_space(self.action_space)
        if not isinstance(self.action_space, spaces.Box):
            raise InputError(
                f"edits need continuous actions, a Box, and got {self.action_space}; train with "
                "PPO, which takes discrete ones too"
            )
        size, actions = flat_size(self.observation_space), flat_size(self.action_space)
        self.learner = Learner(
            config.frames * size, actions, self._cost_rates(), config, self.generator
        )
        self.normalizer = ObservationNormalizer(size)
        self.signals = RunningMoments((1 + len(self.constraints),))
        self.replay = SequenceReplay(
            config.replay,
            num_envs=self.env.num_envs,
            observation_size=size,
            action_size=actions,
            signals=1 + len(self.constraints),
        )
        self.updates = 0
        self._figures: list[Tensor] = []
        self._edits: list[float] = []
        self._starts = np.ones(self.env.num_envs, dtype=bool)
        self._frames: Array = np.empty((0,))

    def _cost_rates(self) -> Tensor:
        """(k,) cost allowed for each step."""
        horizon = self.config.horizon or getattr(self.env, "horizon", None)
        if horizon is None:
            raise InputError(
                "the environment does not tell how long an episode is, and a budget is spread over "
                "its steps; set SafetyEditorConfig(horizon=...)"
            )
        return torch.tensor([constraint.budget / horizon for constraint in self.constraints])

    # -- experience ------------------------------------------------------------------------------

    def iterate(self) -> SafetyEditorStatistics:
        """Unroll and update ``rounds`` times."""
        for _ in range(self.config.rounds):
            costs = [self._step() for _ in range(self.config.unroll)]
            self.learner.move_multipliers(torch.from_numpy(np.mean(costs, axis=(0, 1))).float())
            if self.steps >= self.config.start_steps:
                for _ in range(self.config.updates):
                    self._learn()
        figures = self._take_figures()
        episode_return, episode_costs, task_cost, length, episodes = self.ledger.take()
        temperatures = self.learner.temperatures.tolist()
        edits, self._edits = self._edits, []
        return SafetyEditorStatistics(
            steps=self.steps,
            episodes=episodes,
            episode_return=episode_return,
            episode_costs=episode_costs,
            task_cost=task_cost,
            episode_length=length,
            total_cost=self.ledger.total_cost,
            multipliers=tuple(self.learner.multipliers.tolist()),
            updates=self.updates,
            critic_loss=figures[0],
            distance=figures[1],
            proposal_entropy=figures[2],
            edit_entropy=figures[3],
            reward_value=figures[4],
            cost_values=tuple(figures[5:]),
            edit_size=float(np.mean(edits)) if edits else float("nan"),
            proposal_temperature=temperatures[0],
            edit_temperature=temperatures[1],
        )

    def _step(self) -> Array:
        """Take one step in every environment; return its costs (n, k)."""
        n = self.env.num_envs
        if self._observations is None:
            self._starts = np.ones(n, dtype=bool)
        current, _ = flatten_batch(self.observation_space, self.current_observations())
        if self.config.normalize:
            self.normalizer.update(current)
        action = self._act(self._stacked(current))
        stepped, reward, terminated, truncated, info = self.env.step(to_env(self, action))
        ends = np.asarray(terminated | truncated)
        costs, task_cost = step_costs(info, n, len(self.constraints))
        reached = reached_observations(self.observation_space, stepped, ends, info)
        signals = np.concatenate([np.asarray(reward)[:, None], costs], axis=1)  # (n, 1 + k)
        check_finite(reached, signals)
        self.ledger.add(reward, costs, task_cost, ends)
        self.signals.update(signals)
        self.replay.add(current, action, signals, np.asarray(terminated), ends, reached)
        self.remember(stepped)
        self._starts = ends
        self.steps += n
        return costs

    def _stacked(self, current: Array) -> Array:
        """(n, F) -> (n, K * F), the oldest frame first; an episode's first frame is repeated."""
        frames = self.config.frames
        if frames == 1:
            return current
        repeated = np.repeat(current[:, None], frames, axis=1)  # (n, K, F)
        if len(self._frames) == len(current):
            moved = np.concatenate([self._frames[:, 1:], current[:, None]], axis=1)
            repeated = np.where(self._starts[:, None, None], repeated, moved)
        self._frames = repeated
        return repeated.reshape(len(current), -1)

    def _act(self, observations: Array) -> Array:
        """(n, K * F) raw -> (n, A) executed, in [-1, 1]."""
        if self.steps < self.config.start_steps:
            shape = (len(observations), flat_size(self.action_space))
            return (2.0 * torch.rand(shape, generator=self.generator) - 1.0).numpy()
        with torch.no_grad():
            seen = self._normalized(torch.from_numpy(observations).float())
            proposal, executed, _ = self.learner.sample(seen)
        self._edits.append(float((executed - proposal).abs().mean()))
        return executed.numpy()

    # -- learning --------------------------------------------------------------------------------

    def _learn(self) -> None:
        """Draw sequences and take one step with all networks."""
        config = self.config
        if not self.replay.holds(config.length, config.frames):
            return
        drawn = self.replay.sample(
            config.batch, config.length, self.generator, frames=config.frames
        )
        experience = Experience(
            seen=self._normalized(drawn.observations),
            next_seen=self._normalized(drawn.next_observations),
            actions=drawn.actions,
            signals=self.normalized_signals(drawn.signals),
            terminations=drawn.terminations,
            ends=drawn.ends,
        )
        self._figures.append(self.learner.update(experience).row())
        self.updates += 1

    def normalized_signals(self, signals: Tensor) -> Tensor:
        """Return reward and *negated* costs (..., 1 + k) in standard deviations, clipped."""
        signs = torch.tensor([1.0] + [-1.0] * len(self.constraints))
        scaled = signals * signs / torch.from_numpy(self.deviations).float()
        return scaled.clamp(-self.config.signal_clip, self.config.signal_clip)

    @property
    def deviations(self) -> Array:
        """(1 + k,) standard deviations of reward and costs so far."""
        deviation = np.sqrt(self.signals.variance)
        # a signal that has never varied says nothing about its scale
        return np.where((self.signals.count > 0) & (deviation > 1e-6), deviation, 1.0)

    def _normalized(self, observations: Tensor) -> Tensor:
        """(..., K * F) raw -> normalised, where the configuration says so."""
        if not self.config.normalize:
            return observations
        mean = torch.from_numpy(self.normalizer.moments.mean).float().repeat(self.config.frames)
        scale = torch.from_numpy(self.normalizer.scale).float().repeat(self.config.frames)
        clip = self.normalizer.clip
        return ((observations - mean) * scale).clamp(-clip, clip)

    def _take_figures(self) -> list[float]:
        figures, self._figures = self._figures, []
        if not figures:
            return [float("nan")] * (5 + len(self.constraints))
        means: list[float] = torch.stack(figures).mean(dim=0).tolist()
        return means

    # -- files -----------------------------------------------------------------------------------

    @property
    def policy(self) -> SafetyEditorPolicy:
        """A frozen copy of both policies."""
        return freeze(self)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write everything it takes to go on: the checkpoint, and the replay beside it."""
        checkpoint = Path(path)
        if self._observations is not None:  # both who goes on and who is loaded begin new episodes
            self.replay.cut(flatten_batch(self.observation_space, self._observations)[0])
        write_replay(self.replay, checkpoint, steps=self.steps, seed=self.seed)
        super().save(checkpoint)
        drop_older_replays(checkpoint, self.steps)

    def pack(self) -> tuple[dict[str, Array], dict[str, Any]]:
        """Return networks, optimisers, temperatures, multipliers and normalisers."""
        tensors = {
            **self.learner.pack(),
            **{f"normalizer/{k}": v for k, v in self.normalizer.tensors().items()},
            **{f"signals/{k}": v for k, v in self.signals.tensors().items()},
        }
        return tensors, {"updates": self.updates}

    def unpack(self, checkpoint: checkpoints.Checkpoint) -> None:
        """Take what :meth:`pack` gave, and the replay beside it."""
        self.learner.unpack(checkpoint)
        self.normalizer.load(checkpoint.under("normalizer"))
        self.signals.load(checkpoint.under("signals"))
        self.updates = checkpoint.document["updates"]
        steps = checkpoint.document["steps"]
        read_replay(self.replay, checkpoint.path, steps=steps, seed=self.seed)

    @classmethod
    def config_class(cls) -> type[SafetyEditorConfig]:
        """The dataclass of its configuration."""
        return SafetyEditorConfig

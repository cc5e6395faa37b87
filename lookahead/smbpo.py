"""SMBPO: SAC that imagines a few steps ahead, so that violations are learned about in thought.

Thomas, Luo, Ma 2021 (arXiv 2202.07789). A probabilistic ensemble learns the dynamics; short
branches from replayed states, stopped at their first violation, fill a buffer of imagined
transitions; SAC learns from minibatches that mix them with real ones. A violation is absorbing with
reward -C: its target is ``-C / (1 - gamma)``, with C large enough that a greedy policy avoids all
states from which a violation cannot be avoided within H steps (:mod:`lookahead.penalty`). C is
worked out anew at every fit of the model from the rewards observed so far.

>>> from lookahead.smbpo_settings import SMBPOConfig
>>> agent = SMBPO("lookahead/Hopper-v0", config=SMBPOConfig.reduced(), seed=0)
>>> agent.learn(100_000, log_dir="runs/smbpo")  # doctest: +SKIP
>>> action, _ = agent.predict(agent.observation_space.sample(), deterministic=True)
>>> action.shape
(3,)

What the authors' released code does otherwise than their paper, and this does not: initial weights
ten times too small, C equal to its bound, one critic drawn at random in the actor's loss, sampled
actions in evaluations, imagined rewards outside the observed range. Differences from the paper: the
actor's and critics' weights start orthogonal, the rows of an imagined step are shared out among the
members instead of all going to one, imagined states stay near the range of the real ones, and
targets within the values that rewards and penalty allow.

It is no shield: looking ahead happens in training only, and what comes out is a plain policy.

Shapes: U gradient steps, B minibatch, F observation, A action.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

from lookahead.penalty import absorbing_value, penalty
from lookahead.smbpo_imagination import Imagined, Signals, ViolationTest, VirtualBuffer, imagine
from lookahead.smbpo_model import Dynamics
from lookahead.smbpo_settings import SMBPOConfig, SMBPOStatistics
from lookahead.smbpo_tasks import task_ids, task_of
from saferl import checkpoints
from saferl.algorithms.sac import SAC, matmul_precision
from saferl.algorithms.trainer import EnvSource
from saferl.constraints import Constraint
from saferl.errors import CheckpointError, InputError
from saferl.multipliers import MultiplierRule
from saferl.spaces import flat_size

__all__ = ["SMBPO", "SMBPOConfig", "SMBPOStatistics", "policy_of"]


class SMBPO(SAC):
    """Safe model-based policy optimisation; also SAC and SAC with a penalty, to compare it with.

    Args:
        env: One of :func:`lookahead.smbpo_tasks.task_ids`, or any environment that ends its episode
            with the first violation, and for no other reason but a limit of time.
        config: See :class:`lookahead.smbpo_settings.SMBPOConfig`.
        constraints: What must never happen (``enforce="always"``, with a budget of 0); needed where
            the environment does not tell its own.
        signals: Maps observations (n, F) to the signals the constraints read; needed for other
            environments than the tasks named, as it is for ``SMBPO.load``.
        multiplier, observe_constraints: None; they belong to constrained SAC.
        seed: Of weights, noise, minibatches, imagination and episodes, 0 to 999,999.

    Raises:
        InputError: No constraint, one that remembers or allows violations, no signals, or what SAC
            refuses.
    """

    kind = "smbpo"

    def __init__(
        self,
        env: EnvSource,
        *,
        config: SMBPOConfig | None = None,
        constraints: Sequence[Constraint] = (),
        signals: Signals | None = None,
        multiplier: MultiplierRule | None = None,
        seed: int = 0,
        observe_constraints: bool | None = None,
    ) -> None:
        config = SMBPOConfig() if config is None else config
        if multiplier is not None or observe_constraints:
            raise InputError(
                "SMBPO takes violations for absorbing: it has no multiplier and observes no "
                "constraints; leave both out, or train with SAC"
            )
        if isinstance(env, str) and env in task_ids():
            signals = task_of(env).signals if signals is None else signals
            if tuple(constraints) == (task_of(env).constraint,):
                constraints = ()  # its environment judges by them itself
        super().__init__(
            env, config=config, constraints=constraints, seed=seed, observe_constraints=False
        )
        self.config: SMBPOConfig = config
        if signals is None or not self.constraints:
            raise InputError(
                "SMBPO must know what is unsafe and recognise it in observations: pass "
                f"constraints=[...] and signals=..., or train on one of {', '.join(task_ids())}"
            )
        for constraint in self.constraints:
            if constraint.enforce != "always" or constraint.budget > 0.0:
                self.env.close()
                raise InputError(
                    f"the constraint {constraint.name!r} allows violations (enforce="
                    f"{constraint.enforce!r}, budget {constraint.budget:g}), and SMBPO is for what "
                    "must never happen; use enforce='always' and a budget of 0"
                )
        world = getattr(self.env, "world", None)
        self.unsafe = ViolationTest(self.constraints, signals, world)
        observed = len(self.normalizer.moments.mean)
        actions = flat_size(self.action_space)
        sizes = {"observation_size": observed, "action_size": actions}
        self.virtual = VirtualBuffer(config.virtual_buffer if config.uses_model else 1, **sizes)
        self.dynamics = (
            Dynamics(observed, actions, config=config.ensemble, generator=self.generator)
            if config.uses_model
            else None
        )
        self.penalty = 0.0
        self.fits = 0
        self.rollouts = 0

    def iterate(self) -> SMBPOStatistics:
        """Step and learn for one unroll."""
        statistics = super().iterate()
        model = self.dynamics
        return SMBPOStatistics(
            **vars(statistics),
            penalty=self.penalty,
            model_updates=model.updates if model else 0,
            model_loss=model.loss if model else float("nan"),
            imagined=self.virtual.added,
            imagined_violations=self.virtual.violation_share(),
        )

    # -- learning --------------------------------------------------------------------------------

    def _learn(self) -> None:
        """Fit the model, imagine, and take gradient steps, as far as they are due."""
        config = self.config
        learning_steps = self.steps - config.start_steps
        if learning_steps < 0 or len(self.buffer) == 0:
            return
        with matmul_precision(config.precision):
            if learning_steps >= self.fits * config.model_every:
                self._fit()
            # more than one at a time where there are more environments than `rollout_every`
            while self.dynamics and learning_steps >= self.rollouts * config.rollout_every:
                self.virtual.extend(self._imagine(self.dynamics))
                self.rollouts += 1
            due = int(config.updates_per_step * learning_steps) - self.updates
            if due > 0:
                self._update(due)

    def _fit(self) -> None:
        """Fit the model to the replay, and the penalty to the rewards in it."""
        config = self.config
        low, high = self.buffer.signal_range(0)
        self.penalty = penalty(low, high, gamma=config.gamma, horizon=config.horizon)
        if self.dynamics:
            first = self.fits == 0
            self.dynamics.fit(
                self.buffer, config.model_first_updates if first else config.model_updates
            )
        # one fit covers all that fell due since the last: the data would be the same
        self.fits = (self.steps - config.start_steps) // config.model_every + 1

    def _imagine(self, model: Dynamics) -> Imagined:
        config = self.config
        starts = self.buffer.sample(1, config.rollout_states, self.generator).observations[0]
        with torch.no_grad():
            return imagine(
                starts,
                config.horizon,
                act=lambda o: self.actor.sample(self._normalized(o), self.generator),
                step=functools.partial(model.step, noise=config.model_noise),
                unsafe=self.unsafe,
            )

    def _update(self, due: int) -> None:
        """Take ``due`` gradient steps on minibatches that mix real and imagined transitions."""
        config = self.config
        self._set_learning_rate()
        mixed = self._minibatches(due)
        observations = self._normalized(mixed.observations)  # (U, B, F)
        reached = self._normalized(mixed.next_observations)
        unit = self._reward_unit()
        rewards = mixed.rewards / unit
        if config.penalise:
            worst = absorbing_value(self.penalty, config.gamma) / unit
            rewards = torch.where(mixed.violations > 0.0, worst, rewards)
        discounts = torch.full((config.batch,), config.gamma)
        multipliers = torch.empty(0)
        for u in range(due):
            self._update_critics(
                observations[u],
                mixed.actions[u],
                rewards[u, None],  # (1, B)
                mixed.violations[u],
                discounts,
                reached[u],
            )
            self._update_actor(observations[u], multipliers)
            self._follow()
        self.updates += due

    def _reward_unit(self) -> float:
        return float(self.scale.scale[0]) if self.config.normalize else 1.0

    def _reached_values(self, values: Tensor) -> Tensor:
        """As SAC, within what can be had at all.

        Nothing is worth more than the greatest reward forever, nor less than a violation. Where a
        model errs, critics feed on what they say of places that do not exist; seen on Hopper: 50
        times the greatest value there can be, after 40,000 steps, one seed of two.
        """
        reached = super()._reached_values(values)
        if self.dynamics is None:
            return reached
        unit, gamma = self._reward_unit(), self.config.gamma
        low, high = self.dynamics.reward_range
        worst = absorbing_value(self.penalty, gamma) if self.config.penalise else low / (1 - gamma)
        return reached.clamp(worst / unit, max(high, 0.0) / (1.0 - gamma) / unit)

    def _minibatches(self, due: int) -> Imagined:
        """Draw ``due`` minibatches, ``real_rows`` of each from the replay, the rest imagined."""
        config = self.config
        rows = config.real_rows if len(self.virtual) else config.batch
        drawn = self.buffer.sample(due, rows, self.generator)
        violations = drawn.exceeded[..., 0]
        ended = drawn.terminations > 0.0
        if bool((ended != (violations > 0.0)).any()):
            what = "terminated without a violation"
            if bool((~ended & (violations > 0.0)).any()):
                what = "went on after a violation"
            raise InputError(
                f"an episode {what}; SMBPO learns where every violation ends the episode, and "
                "nothing else does but a limit of time (truncated): see "
                "lookahead.smbpo_tasks.EndOnViolation"
            )
        real = Imagined(
            drawn.observations,
            drawn.actions,
            drawn.signals[:, :, 0, 0],
            drawn.next_observations,
            violations,
        )
        if rows == config.batch:
            return real
        virtual = self.virtual.sample(due, config.batch - rows, self.generator)
        parts: list[Tensor] = [torch.cat(pair, dim=1) for pair in zip(real, virtual, strict=True)]
        return Imagined(*parts)

    # -- files -----------------------------------------------------------------------------------

    def pack(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return what SAC returns, the model and what was imagined."""
        tensors, document = super().pack()
        counts = {"penalty": self.penalty, "fits": self.fits, "rollouts": self.rollouts}
        document = {**document, "smbpo": counts}
        tensors = {**tensors, **{f"virtual/{k}": v for k, v in self.virtual.pack().items()}}
        if self.dynamics:
            model_tensors, model_document = self.dynamics.pack()
            tensors = {**tensors, **model_tensors}
            document["dynamics"] = model_document
        return tensors, document

    def unpack(self, checkpoint: checkpoints.Checkpoint) -> None:
        """Take what :meth:`pack` gave, and the replay beside it."""
        super().unpack(checkpoint)
        counts = checkpoint.document["smbpo"]
        self.penalty, self.fits = counts["penalty"], counts["fits"]
        self.rollouts = counts["rollouts"]
        self.virtual.load(checkpoint.under("virtual"))
        if self.dynamics:
            self.dynamics.unpack(checkpoint, checkpoint.document["dynamics"])

    @classmethod
    def config_class(cls) -> type[SMBPOConfig]:
        """The dataclass of SMBPO's configuration."""
        return SMBPOConfig


def policy_of(checkpoint: checkpoints.Checkpoint) -> Any:
    """Return the policy in a trainer's checkpoint; an entry point of ``saferl.policies``.

    Raises:
        CheckpointError: The run was not on one of the tasks, whose signals are known.
    """
    if checkpoint.document.get("env_id") not in task_ids():
        raise CheckpointError(
            f"'{checkpoint.path}' was trained on an environment of your own; load the run's "
            "policy.safetensors instead, or SMBPO.load(path, env=..., signals=...).policy"
        )
    trainer = SMBPO.load(checkpoint.path)
    try:
        return trainer.policy
    finally:
        trainer.env.close()

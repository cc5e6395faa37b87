"""Training an editor for a frozen policy: soft actor-critic on what the policy leaves to mend.

The environment shows the frozen policy's proposal and the price of each cost beside its
observations (:mod:`editors.proposed_env`); the actor is the editor, and what it edits is executed.
Critics judge executed actions at the price in force. They first learn alone, from the policy's own
steps slightly disturbed; then the editor descends, a sample at a time,

    - w_r Q_r(s, executed) + sum_i w_i Q_i(s, executed)

with ``w_r = 1 / (1 + sum)`` and ``w_i = multiplier_i / (1 + sum)`` (Yu, Xu, Zhang 2022, arXiv
2201.12427, eq. 6 and 7). With ``distance="hinge"`` the first term is theirs,
``w_r relu(Q_r(s, proposal) - Q_r(s, executed))``, anchored at the frozen policy's action. The last
layer starts at zero: the first editor does not edit. Prices differ from episode to episode over the
range of budgets, and follow raw episode costs (:mod:`editors.price_table`). They start low and rise
slowly: prices ahead of what the critics know make the editor stand still, which costs nothing.
Training explores every edit; the policy that comes of it makes only those that gain something
(:mod:`editors.gate`). Playing only these in training too was no better (PointGoal1, one seed each).

Edits have no price of their own unless ``edit_weight`` gives them one. A base that steers back
takes away what a single edit gains, so that even a low price can bar edits that pay once they are
made throughout: at 0.03 an editor left PointCircle1's cost at 172 of 175, without it 24 was
reached.

Learning is off-policy since every step of the base says something about edits near it. PPO on the
same residual was tried for 280,000 steps only and this learner for 200,000, one seed each and
several settings apart: that does not rank them.

Shapes: n environments, F flat observation, A action, k constraints, M critics, B minibatch.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

import numpy as np
import torch
from torch import Tensor

from editors.budgets import budget_range, check_steerable
from editors.edited_policy import EditedPolicy
from editors.editor_freezing import frozen
from editors.editor_settings import EditorConfig, EditorStatistics
from editors.embedding import embedded_base, given_base, pack_base
from editors.hinge import clip_edit, editor_loss, hinge_distance
from editors.price_table import PriceTable
from editors.proposed_env import ProposedVectorEnv, open_task
from editors.tail_normalizer import TailNormalizer
from saferl import checkpoints
from saferl.algorithms.costs import CostLedger
from saferl.algorithms.sac import SAC
from saferl.algorithms.soft_values import TWIN, pessimistic, soft_targets
from saferl.algorithms.trainer import EnvSource
from saferl.constraints import Constraint
from saferl.errors import InputError

__all__ = ["FIRST_CALIBRATION_SEED", "EditorTrainer"]

Array = np.ndarray[Any, Any]
FIRST_CALIBRATION_SEED = 900_000
"""Training draws its episodes' seeds below; calibration takes them from here to 999,999."""


class EditorTrainer(SAC):
    """Learns an editor; :func:`editors.edit` is the way to use it.

    Args:
        env: Task id, function that makes one environment, or a vector environment.
        base: The policy to edit; it is asked for actions, and that is all.
        config: See :class:`EditorConfig`.
        constraints: What to keep, each with the budget that is asked for.
        lowest, highest: (k,) range of budgets to train for; by default half and twice the asked.
        seed: Of weights, noise, minibatches and episodes, 0 to 999,999.
        sample_base: Edit samples of the base instead of its deterministic action.
        source: What the base was loaded from, for the record.

    Raises:
        InputError: A base that does not fit or cannot be edited, or a range without the budget.
    """

    kind = "editor"

    def __init__(
        self,
        env: EnvSource,
        *,
        base: Any,
        config: EditorConfig | None = None,
        constraints: Sequence[Constraint] = (),
        lowest: Sequence[float] | None = None,
        highest: Sequence[float] | None = None,
        seed: int = 0,
        sample_base: bool = False,
        source: str | None = None,
        multiplier: None = None,
        observe_constraints: bool | None = None,
    ) -> None:
        config = EditorConfig() if config is None else config
        vector = open_task(env, config, constraints, base)
        asked = [c.budget for c in getattr(vector, "constraints", ())]
        if not asked:
            raise InputError("there is nothing to edit for; pass constraints=[task_cost(25)]")
        check_steerable(vector.constraints)  # type: ignore[attr-defined]
        self.lowest, self.highest = budget_range(asked, lowest, highest)
        self.asked = np.array(asked, dtype=np.float64)
        self.base, self.sample_base, self.source = base, sample_base, source
        self.table = PriceTable(
            list(self.lowest),
            list(self.highest),
            knots=config.price_knots,
            initial=config.initial_price,
            rate=config.price_rate,
        )
        self.proposed = ProposedVectorEnv(vector, base, self.table, sample_base=sample_base)
        super().__init__(self.proposed, config=config, seed=seed)
        self.config: EditorConfig = config
        # a hard budget is priced like any: the base need not see what is left of it
        self.ledger = CostLedger(self.env.num_envs, asked, None)
        flat, actions, k = self.proposed.sizes
        self._proposal = slice(flat, flat + actions)
        last = [m for m in self.actor.body.modules() if isinstance(m, torch.nn.Linear)][-1]
        with torch.no_grad():
            last.weight.zero_()
            last.bias.zero_()
            last.bias[actions:] = config.initial_log_std
        self.normalizer = TailNormalizer(flat, tail=actions + k)
        self._edits = np.zeros(3)  # steps, of these edited, sum of mean absolute edits

    # -- experience ------------------------------------------------------------------------------

    def iterate(self) -> EditorStatistics:
        """Step and learn for one unroll, then move the prices."""
        plain = super().iterate()
        tightness, _, costs = self.proposed.take_finished()
        if self.updates > self.config.warm_up and len(tightness):
            self.table.update(tightness, costs)
        steps, edited, size = self._edits
        self._edits = np.zeros(3)
        ends = np.expm1(self.table.log_prices(np.array([0.0, 1.0]))).max(axis=1)
        known = {item.name: getattr(plain, item.name) for item in fields(plain)}
        known["multipliers"] = tuple(float(price) for price in self.prices)
        return EditorStatistics(
            **known,
            edited=float(edited / max(steps, 1.0)),
            edit_size=float(size / max(steps, 1.0)),
            loosest_price=float(ends[0]),
            tightest_price=float(ends[1]),
        )

    @property
    def prices(self) -> Array:
        """(k,) multipliers at the budgets asked for."""
        at = self.table.tightness_of(self.asked)
        return np.asarray(np.expm1(self.table.log_prices(np.array([at]))[0]))

    def current_observations(self) -> Any:
        """Return the observations to act on, beginning new episodes where that is due."""
        if self._observations is None:
            source = np.random.Generator(np.random.PCG64([self.seed, self._restarts]))
            seeds = source.integers(0, FIRST_CALIBRATION_SEED, self.env.num_envs)
            self._observations, _ = self.proposed.reset(seed=[int(s) for s in seeds])
            self._restarts += 1
            self.ledger.begin()
            self.proposed.take_finished()
        return self._observations

    def _act(self, observations: Array) -> Array:
        """(n, F + A + k) raw -> (n, A) executed, in [-1, 1]."""
        proposal = torch.from_numpy(observations[:, self._proposal]).float()
        with torch.no_grad():
            seen = torch.from_numpy(self.normalizer.apply(observations))
            executed = clip_edit(proposal, self.actor.sample(seen, self.generator))
        change = (executed - proposal).abs()
        edited = (change.amax(dim=1) > self.config.deadband).sum()
        self._edits += (len(change), float(edited), float(change.mean(dim=1).sum()))
        return executed.numpy()

    # -- learning --------------------------------------------------------------------------------

    def _judge(self, critics: Any, observations: Tensor, executed: Tensor) -> Tensor:
        """Return values (M, B). Critics see no proposal unless it tells what the base remembers.

        It says nothing more about what comes, and so close to the executed action it would be
        taken for its cause.
        """
        if not self.proposed.remembers:
            observations = observations.clone()
            observations[:, self._proposal] = 0.0
        values: Tensor = critics(self._pairs(observations, executed))[..., 0]
        return values

    def _update_critics(
        self,
        observations: Tensor,
        actions: Tensor,
        signals: Tensor,
        terminations: Tensor,
        discounts: Tensor,
        next_observations: Tensor,
    ) -> None:
        """One step towards TD targets of editor and base together, without an entropy term."""
        with torch.no_grad():
            edit = self.actor.sample(next_observations, self.generator)
            next_actions = clip_edit(next_observations[:, self._proposal], edit)
            next_values = self._judge(self.targets, next_observations, next_actions)
            targets = soft_targets(
                signals,
                terminations,
                pessimistic(next_values, self.config.cost_critics),
                torch.zeros(len(actions)),
                gamma=discounts,
                temperature=0.0,
            )  # (1 + k, B)
        values = self._judge(self.critics, observations, actions)
        losses = (values - targets[self._signal_of]).square().mean(dim=1)  # (M,)
        self.critic_optimizer.zero_grad(set_to_none=True)
        losses.sum().backward()  # type: ignore[no-untyped-call]
        self.critic_optimizer.step()
        self._figures.append(losses.detach().mean())
        self._critic_steps += 1

    def _update_actor(self, observations: Tensor, multipliers: Tensor) -> None:
        """One step of the editor down its loss, at the prices the samples were played at."""
        config, k = self.config, len(self.constraints)
        if self._critic_steps % config.actor_every:
            self._figures.pop()  # a row of figures needs those of the editor too
            return
        proposal = observations[:, self._proposal]
        prices = torch.expm1(observations[:, -k:])  # (B, k)
        edit, log_prob = self.actor.sample_log_prob(observations, self.generator)
        executed = clip_edit(proposal, edit, leak=config.leak)
        values = self._judge(self.critics, observations, executed)
        worst = pessimistic(values, config.cost_critics)  # (1 + k, B)
        if config.distance == "hinge":
            with torch.no_grad():
                unedited = self._judge(self.critics, observations, proposal)[:TWIN].amin(dim=0)
            lost = hinge_distance(unedited, worst[0])
        else:
            lost = -worst[0]
        temperature = self.log_temperature.detach().exp()
        small = config.edit_weight * edit.square().sum(dim=1)
        descended = editor_loss(lost, -worst[1:].T, prices) + small + temperature * log_prob
        actor_loss = descended.mean()
        surplus = log_prob.detach().mean() + self.target_entropy
        if self._critic_steps > config.warm_up:
            self.actor_optimizer.zero_grad(set_to_none=True)
            # critics are descended, not changed: their gradients are never computed
            loss = actor_loss - self.log_temperature * surplus
            loss.backward(inputs=self._actor_parameters)  # type: ignore[no-untyped-call]
            self.actor_optimizer.step()
        figures = torch.stack([actor_loss.detach(), -log_prob.detach().mean(), temperature])
        seen = worst.detach().mean(dim=1)
        self._figures[-1] = torch.cat([self._figures[-1][None], figures, seen])

    # -- files -----------------------------------------------------------------------------------

    def card(self) -> dict[str, Any]:
        """Return where an edited policy comes from: this run, and the base."""
        return {
            **super().card(),
            "base": {"source": self.source, "card": getattr(self.base, "card", None)},
            "lowest": self.lowest.tolist(),
            "highest": self.highest.tolist(),
            "sample_base": self.sample_base,
        }

    @property
    def policy(self) -> EditedPolicy:
        """A frozen copy of the editor on its base, at the prices so far; not calibrated."""
        return frozen(self)

    def pack(self) -> tuple[dict[str, Array], dict[str, Any]]:
        """Return networks, optimisers, normalisers, prices and the base."""
        tensors, document = super().pack()
        base_tensors, base_document = pack_base(self.base, self.source)
        return {**tensors, **base_tensors}, {
            **document,
            "base": base_document,
            "table": self.table.to_json(),
            "lowest": self.lowest.tolist(),
            "highest": self.highest.tolist(),
            "sample_base": self.sample_base,
            "source": self.source,
        }

    def unpack(self, checkpoint: checkpoints.Checkpoint) -> None:
        """Take what :meth:`pack` gave, and the replay beside it."""
        super().unpack(checkpoint)
        self._critic_steps = self.updates
        self.table.load(checkpoint.document["table"])

    @classmethod
    def load(
        cls,
        path: str | os.PathLike[str],
        env: EnvSource | None = None,
        *,
        base: Any = None,
        **options: Any,
    ) -> Any:
        """Rebuild a trainer; ``base`` is needed where it is another library's."""
        checkpoint = checkpoints.read(path, kind=cls.kind)
        base = embedded_base(checkpoint) if base is None else given_base(checkpoint, base)
        kept = ("lowest", "highest", "sample_base", "source")
        options = {name: checkpoint.document[name] for name in kept} | options
        return super().load(path, env, base=base, **options)

    @classmethod
    def config_class(cls) -> type[EditorConfig]:
        """The dataclass of the editor's configuration."""
        return EditorConfig

    _critic_steps = 0

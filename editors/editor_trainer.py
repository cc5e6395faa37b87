"""Training an editor for a frozen policy: PPO on what the policy leaves to mend.

The environment shows the frozen policy's proposal and the price of each cost beside its
observations, and prices its rewards (:mod:`editors.proposed_env`); the actor is the editor
(:mod:`editors.editing_actor`), and what it edits is executed. Critics first learn alone, from the
policy's own steps slightly disturbed. The last layer of the editor starts at zero: the first editor
does not edit. Prices differ from episode to episode over the range of budgets, and follow raw
episode costs (:mod:`editors.price_table`).

Shapes: n environments, F flat observation, A action, k constraints, M critics.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

import numpy as np
import torch
from gymnasium.vector import VectorEnv
from torch import Tensor

from editors.edited_policy import EditedPolicy
from editors.editing_actor import EditingActor
from editors.editor_settings import EditorConfig, EditorStatistics
from editors.embedding import embedded_base, pack_base
from editors.price_table import PriceTable
from editors.proposed_env import ProposedVectorEnv
from editors.tail_normalizer import TailNormalizer
from saferl import checkpoints
from saferl.algorithms.actors import linear_layers
from saferl.algorithms.ppo import PPO
from saferl.algorithms.trainer import EnvSource
from saferl.constraints import Constraint
from saferl.errors import InputError
from saferl.hinges import absorb
from saferl.networks import StackedMlp

__all__ = ["FIRST_CALIBRATION_SEED", "EditorTrainer"]

Array = np.ndarray[Any, Any]
FIRST_CALIBRATION_SEED = 900_000
"""Training draws its episodes' seeds below; calibration takes them from here to 999,999."""


class EditorTrainer(PPO):
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
        vector = _open(env, config, constraints, base)
        asked = [c.budget for c in getattr(vector, "constraints", ())]
        if not asked:
            raise InputError("there is nothing to edit for; pass constraints=[task_cost(25)]")
        self.lowest, self.highest = _range(asked, lowest, highest)
        self.asked = np.array(asked, dtype=np.float64)
        self.base, self.sample_base, self.source = base, sample_base, source
        self.table = PriceTable(
            list(self.lowest),
            list(self.highest),
            knots=config.price_knots,
            initial=config.initial_price,
            rate=config.price_rate,
        )
        self.proposed = ProposedVectorEnv(
            vector, base, self.table, gamma=config.gamma, sample_base=sample_base
        )
        super().__init__(self.proposed, config=config, seed=seed)
        self.config: EditorConfig = config
        flat, actions, k = self.proposed.sizes
        self.actor: EditingActor = EditingActor(
            self.actor.body,
            actions,
            slice(flat, flat + actions),
            initial_log_std=config.initial_log_std,
            deadband=config.deadband,
        )
        self.optimizer = torch.optim.Adam(
            [*self.actor.parameters(), *self.critics.parameters()],
            lr=config.learning_rate,
            eps=1e-5,
            fused=True,
        )
        self.normalizer = TailNormalizer(flat, tail=actions + k)

    def iterate(self) -> EditorStatistics:
        """Gather one unroll, update the networks and then the prices."""
        plain = super().iterate()
        if self.proposed.units is None:
            self.proposed.fix_units()
        tightness, returns, costs = self.proposed.take_finished()
        if self.steps > self.config.warm_up and len(tightness):
            self.table.update(tightness, costs)
        edited, size = self.actor.take_tally()
        ends = np.expm1(self.table.log_prices(np.array([0.0, 1.0]))).max(axis=1)
        known = {item.name: getattr(plain, item.name) for item in fields(plain)}
        known["multipliers"] = tuple(float(price) for price in self.prices)
        known["episode_return"] = float(returns.mean()) if len(returns) else float("nan")
        return EditorStatistics(
            **known,
            edited=edited,
            edit_size=size,
            loosest_price=float(ends[0]),
            tightest_price=float(ends[1]),
        )

    def _update(
        self, observations: Tensor, actions: Tensor, advantages: Tensor, targets: Tensor
    ) -> dict[str, Any]:
        """PPO's passes; while the critics warm up the editor is held still."""
        moves = self.steps > self.config.warm_up
        self.actor.requires_grad_(moves)
        return super()._update(observations, actions, advantages, targets)

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
        return self._observations

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
        flat, _, k = self.proposed.sizes
        scale = self.scale.scale if self.config.normalize else np.ones(1 + k)
        return EditedPolicy(
            base=self.base,
            layers=linear_layers(self.actor.body),
            activation=self.config.activation,
            mean=self.normalizer.moments.mean[:flat].copy(),
            scale=self.normalizer.scale[:flat].copy(),
            constraints=self.constraints,
            prices=self.prices,
            cost_critics=tuple(self._cost_critic(i, float(scale[1 + i])) for i in range(k)),
            deadband=self.config.deadband,
            sample_base=self.sample_base,
            source=self.source,
            card=self.card(),
        )

    def _cost_critic(self, i: int, scale: float) -> tuple[tuple[Array, Array], ...]:
        """The critic of constraint i as a perceptron, in the cost's own unit."""
        stack = next(m for m in self.critics.modules() if isinstance(m, StackedMlp))
        weights = [w[1 + i].detach().numpy().T.copy() for w in stack.weights]
        biases = [b[1 + i, 0].detach().numpy().copy() for b in stack.biases]
        weights[-1], biases[-1] = weights[-1] * np.float32(scale), biases[-1] * np.float32(scale)
        return absorb(self.config.knots, tuple(zip(weights, biases, strict=True)))

    def pack(self) -> tuple[dict[str, Array], dict[str, Any]]:
        """Return networks, optimiser, normalisers, prices and the base."""
        tensors, document = super().pack()
        base_tensors, base_document = pack_base(self.base, self.source)
        units = self.proposed.units
        return {**tensors, **base_tensors}, {
            **document,
            "base": base_document,
            "table": self.table.to_json(),
            "units": None if units is None else units.tolist(),
            "lowest": self.lowest.tolist(),
            "highest": self.highest.tolist(),
            "sample_base": self.sample_base,
            "source": self.source,
        }

    def unpack(self, checkpoint: checkpoints.Checkpoint) -> None:
        """Take what :meth:`pack` gave."""
        super().unpack(checkpoint)
        self.table.load(checkpoint.document["table"])
        units = checkpoint.document["units"]
        self.proposed.units = None if units is None else np.array(units, dtype=np.float64)

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
        base = embedded_base(checkpoint) if base is None else base
        kept = ("lowest", "highest", "sample_base", "source")
        options = {name: checkpoint.document[name] for name in kept} | options
        return super().load(path, env, base=base, **options)

    @classmethod
    def config_class(cls) -> type[EditorConfig]:
        """The dataclass of the editor's configuration."""
        return EditorConfig


def _open(
    env: EnvSource, config: EditorConfig, constraints: Sequence[Constraint], base: Any
) -> VectorEnv[Any, Any, Any]:
    if isinstance(env, VectorEnv):
        if constraints and tuple(constraints) != tuple(getattr(env, "constraints", ())):
            raise InputError(
                "the vector environment was not made with these constraints; "
                "pass them to make_vec(..., constraints=...) instead"
            )
        return env
    from saferl.envs.vectorise import make_vec

    return make_vec(
        env,
        num_envs=config.num_envs,
        workers=config.workers,
        constraints=tuple(constraints),
        observe_constraints=bool(getattr(base, "observe_constraints", False)),
    )


def _range(
    asked: Sequence[float], lowest: Sequence[float] | None, highest: Sequence[float] | None
) -> tuple[Array, Array]:
    budgets = np.array(asked, dtype=np.float64)
    low = 0.5 * budgets if lowest is None else np.array(lowest, dtype=np.float64)
    high = np.maximum(2.0 * budgets, 1.0) if highest is None else np.array(highest, np.float64)
    if low.shape != budgets.shape or high.shape != budgets.shape:
        raise InputError(f"a range needs one lowest and one highest budget for each of {asked}")
    if not ((low >= 0) & (low <= budgets) & (budgets <= high) & (low < high)).all():
        raise InputError(
            f"budgets {asked} with a range from {low.tolist()} to {high.tolist()}; expected "
            "0 <= lowest <= budget <= highest, and lowest < highest"
        )
    return low, high

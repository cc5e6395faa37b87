"""What SMBPO can be told, and what it reports."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from lookahead.ensemble import EnsembleConfig
from saferl.algorithms.sac import SACConfig, SACStatistics
from saferl.errors import InputError
from saferl.settings import setting

__all__ = ["SMBPOConfig", "SMBPOStatistics"]


@dataclass(frozen=True, kw_only=True)
class SMBPOConfig(SACConfig):
    """Settings of SMBPO; the defaults are the paper's (arXiv 2202.07789, appendix).

    At these, a million steps take days on a few cores. :meth:`reduced` takes minutes for 100,000.
    """

    num_envs: int = setting(1, "environments stepped in parallel; 1 as published")
    workers: int = setting(0, "worker processes that simulate; 0 for none")
    start_steps: int = setting(5000, "environment steps of uniform actions before learning")
    updates_per_step: float = setting(10.0, "gradient steps an environment step; 0.5 to 20")
    hidden: tuple[int, ...] = setting((256, 256), "hidden layer sizes of actor and critics")
    knots: tuple[float, ...] = setting((), "hinge features of observations; none as published")
    cost_critics: int = setting(0, "violations are valued with the reward; 0 always")
    n_step: int = setting(1, "imagined steps stand alone; 1 always")
    tau: float = setting(0.005, "share of the critics their targets take over; 0.005 to 0.02")
    learning_rate: float = setting(3e-4, "Adam step size of actor, critics, temperature")
    initial_temperature: float = setting(1.0, "weight of the entropy at the start; 0.1 to 1")
    normalize: bool = setting(False, "normalise observations, and the scale of rewards")

    penalise: bool = setting(True, "value violations at -C / (1 - gamma); else at their reward")
    horizon: int = setting(10, "H: steps imagined, and from irrecoverable to unsafe; 5 to 20")
    real_rows: int = setting(25, "real transitions in a minibatch; `batch` for no model at all")
    virtual_buffer: int = setting(1_000_000, "newest imagined transitions kept; 1e5 to 1e6")
    rollout_every: int = setting(1, "environment steps between imagining; 1 to 100")
    rollout_states: int = setting(100, "replayed states imagined from each time; 100 to 10,000")
    model_every: int = setting(250, "environment steps between fits of model and penalty")
    model_first_updates: int = setting(10_000, "gradient steps of the first fit")
    model_updates: int = setting(2_000, "gradient steps of each later fit")
    model_noise: float = setting(1.0, "share of the predicted noise in what is imagined; 0 to 1")
    model_members: int = setting(5, "networks of the ensemble; 5 to 7")
    model_hidden: tuple[int, ...] = setting((200, 200), "layers that a member's heads share")
    model_head: int = setting(200, "hidden layer of each head; 0 for none")
    model_batch: int = setting(256, "transitions of each member's gradient step")
    model_learning_rate: float = setting(1e-3, "Adam step size of the ensemble")
    model_weight_decay: float = setting(0.0, "pull of the ensemble's weights to zero; 0 to 1e-4")

    def __post_init__(self) -> None:
        super().__post_init__()
        counts = (
            "horizon",
            "virtual_buffer",
            "rollout_every",
            "rollout_states",
            "model_every",
            "model_members",
            "model_batch",
        )
        for name in counts:
            if getattr(self, name) < 1:
                raise InputError(f"{name} is {getattr(self, name)}, expected at least 1")
        for name in ("model_first_updates", "model_updates"):
            if getattr(self, name) < 0:
                raise InputError(f"{name} is {getattr(self, name)}, expected at least 0")
        if not 0.0 <= self.model_noise <= 1.0:
            raise InputError(f"model_noise is {self.model_noise}, expected 0 to 1")
        if not 0 <= self.real_rows <= self.batch:
            raise InputError(f"real_rows is {self.real_rows}, expected 0 to batch, {self.batch}")
        if (self.cost_critics, self.n_step) != (0, 1):
            raise InputError(
                f"cost_critics is {self.cost_critics} and n_step {self.n_step}; SMBPO has no cost "
                "critics and imagined steps stand alone: expected 0 and 1"
            )

    @property
    def uses_model(self) -> bool:
        """Whether minibatches hold imagined transitions."""
        return self.real_rows < self.batch

    @property
    def ensemble(self) -> EnsembleConfig:
        """Size and training of the ensemble."""
        return EnsembleConfig(
            members=self.model_members,
            hidden=self.model_hidden,
            head=self.model_head,
            learning_rate=self.model_learning_rate,
            weight_decay=self.model_weight_decay,
            batch=self.model_batch,
        )

    def without_model(self, *, penalise: bool) -> SMBPOConfig:
        """Return the same SAC, updated as often, on real transitions only.

        Args:
            penalise: Keep the value of violations (SAC with a penalty), or take a violation for
                the end of the episode and nothing more (SAC).

        >>> SMBPOConfig().without_model(penalise=False).uses_model
        False
        """
        return replace(self, real_rows=self.batch, penalise=penalise)

    @classmethod
    def reduced(cls, **changes: Any) -> SMBPOConfig:
        """Return settings for 100,000 steps in minutes on one core; ``changes`` go on top.

        Against the paper: one gradient step an environment step instead of 10, 10 imagined
        transitions instead of 1,000, and 0.25 gradient steps of the model instead of 8. Values take
        ``1 / (tau (1 - gamma))`` gradient steps to build up: with so few of them, tau is larger.
        Networks are smaller, steps larger, rewards in a unit of their own, and less noise is asked
        for (an entropy of -0.33 a dimension). Seven eighths of a minibatch are real instead of a
        tenth: with one gradient step a step the replay is far from used up, and what a model gets
        wrong costs more than its variety brings. The model's means are imagined, without its noise:
        what a model trained so little takes for noise is mostly what it does not know of a task
        that has none, and over a branch it adds up to falls that nothing could prevent.

        On Hopper (100,000 steps, means of 3 seeds, ``tests/benchmarks/smbpo.py``) violations and
        return are 200 and 2,288; of SAC with the penalty alone, ``without_model(penalise=True)``,
        198 and 2,039, which is the same but for the return; of SAC, 447 and 1,064. With a quarter
        real, SMBPO had 421 and 450.

        >>> SMBPOConfig.reduced(batch=128).real_rows
        112
        """
        batch = changes.get("batch", 256)
        settings: dict[str, Any] = {
            "num_envs": 10,
            "unroll": 100,
            "start_steps": 1000,
            "updates_per_step": 1.0,
            "batch": batch,
            "buffer": 200_000,
            "hidden": (128, 128),
            "tau": 0.02,
            "learning_rate": 1e-3,
            "initial_temperature": 0.1,
            "target_entropy": 0.33,
            "normalize": True,
            "real_rows": batch - max(1, batch // 8),
            "virtual_buffer": 20_000,
            "rollout_every": 100,
            "rollout_states": 100,
            "model_every": 2000,
            "model_first_updates": 2000,
            "model_updates": 500,
            "model_noise": 0.0,
            "model_hidden": (128, 128),
            "model_head": 0,
        }
        return cls(**{**settings, **changes})


@dataclass(frozen=True)
class SMBPOStatistics(SACStatistics):
    """What one iteration of SMBPO reports; ``total_cost`` is the violations in all of training.

    Attributes:
        penalty: C, of violations.
        model_updates: Gradient steps of the model so far.
        model_loss: Mean negative log-likelihood of a member in the newest fit, standardised units;
            NaN without a model.
        imagined: Imagined transitions so far.
        imagined_violations: Share of violations among those kept; NaN where there are none.
    """

    penalty: float
    model_updates: int
    model_loss: float
    imagined: int
    imagined_violations: float

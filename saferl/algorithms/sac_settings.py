"""What SAC can be told, and what it reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from saferl.errors import InputError
from saferl.hinges import check_knots
from saferl.networks import Activation
from saferl.settings import setting

__all__ = ["Precision", "SACConfig", "SACStatistics"]

Precision = Literal["float32", "bfloat16"]


@dataclass(frozen=True, kw_only=True)
class SACConfig:
    """Settings of SAC; the defaults are those of the policies that ship with the library."""

    num_envs: int = setting(20, "environments stepped in parallel; 1 to 64")
    workers: int = setting(1, "worker processes that simulate while this one learns; 0 for none")
    unroll: int = setting(1000, "steps of each environment between multiplier moves")
    start_steps: int = setting(20_000, "environment steps of uniform actions before learning")
    updates_per_step: float = setting(0.05, "gradient steps an environment step; 0.05 to 1")
    batch: int = setting(256, "transitions a gradient step; 128 to 1024")
    buffer: int = setting(1_000_000, "newest transitions kept; 1e5 to 1e6")
    hidden: tuple[int, ...] = setting((128, 128), "hidden layer sizes of actor and critics")
    activation: Activation = setting("relu", "between layers: tanh or relu")
    knots: tuple[float, ...] = setting(
        (0.5, 1.0, 1.5, 2.0), "hinge features of observations, in deviations; none or 2 to 6"
    )
    cost_critics: int = setting(
        1,
        "critics a constraint, the greatest counts; 1, 2 for caution, 0 only to log costs",
    )
    gamma: float = setting(0.99, "discount of rewards and costs; 0.97 to 0.99")
    n_step: int = setting(5, "steps of rewards and costs before a critic is asked; 1 to 5")
    # values take 1 / (tau (1 - gamma)) gradient steps to build up: few gradient steps, large tau
    tau: float = setting(0.02, "share of the critics their targets take over; 0.005 to 0.05")
    learning_rate: float = setting(5e-4, "Adam step size of actor, critics, temperature")
    final_learning_rate: float = setting(3e-4, "step size after `anneal_steps`; up to the above")
    anneal_steps: int = setting(0, "environment steps over which the step size falls; 0 never")
    target_entropy: float = setting(1.0, "entropy kept, as a multiple of -A; 0.5 to 2")
    initial_temperature: float = setting(0.02, "weight of the entropy at the start; 0.01 to 1")
    normalize: bool = setting(True, "normalise observations, and the scale of rewards and costs")
    exceeded_reward: float = setting(
        -0.1, "normalised reward of each step after an 'always' budget is exceeded; -1 to 0"
    )
    precision: Precision = setting(
        "float32", "of factors in matrix products; bfloat16 is faster where the processor has it"
    )
    torch_threads: int = setting(1, "torch threads during updates; 2 on two idle cores")

    def __post_init__(self) -> None:
        counts = (
            "num_envs",
            "unroll",
            "batch",
            "buffer",
            "n_step",
            "torch_threads",
        )
        for name in counts:
            if getattr(self, name) < 1:
                raise InputError(f"{name} is {getattr(self, name)}, expected at least 1")
        check_knots(self.knots, self.activation)
        for name in ("workers", "start_steps", "updates_per_step", "anneal_steps", "cost_critics"):
            if getattr(self, name) < 0:
                raise InputError(f"{name} is {getattr(self, name)}, expected at least 0")
        if not 0.0 <= self.gamma < 1.0:
            raise InputError(f"gamma is {self.gamma}, expected at least 0 and less than 1")
        for name in ("tau", "learning_rate", "final_learning_rate", "initial_temperature"):
            if not getattr(self, name) > 0.0:
                raise InputError(f"{name} is {getattr(self, name)}, expected more than 0")
        if self.tau > 1.0:
            raise InputError(f"tau is {self.tau}, expected at most 1")
        if self.precision not in ("float32", "bfloat16"):
            raise InputError(f"precision is {self.precision!r}, expected 'float32' or 'bfloat16'")


@dataclass(frozen=True)
class SACStatistics:
    """What one iteration of SAC reports.

    Attributes:
        steps: Environment steps so far.
        episodes: Episodes that ended in this iteration; the four means are over them, NaN if none.
        episode_return, episode_length, task_cost: Means of undiscounted sums.
        episode_costs: (k,) mean undiscounted cost of each constraint.
        total_cost: The task's own cost summed over all of training.
        multipliers: (k,) after this iteration's update.
        updates: Gradient steps so far. What follows are means over those of this iteration, NaN if
            there was none.
        critic_loss: Squared error, mean over critics.
        actor_loss: Negative priced value plus the entropy bonus.
        reward_value: Pessimistic value of the actor's actions, in reward scales.
        cost_values: (k,) the same of each cost, in cost scales; NaN without cost critics.
        entropy: Of the actor.
        temperature: Weight of the entropy.
    """

    steps: int
    episodes: int
    episode_return: float
    episode_costs: tuple[float, ...]
    task_cost: float
    episode_length: float
    total_cost: float
    multipliers: tuple[float, ...]
    updates: int
    critic_loss: float
    actor_loss: float
    reward_value: float
    cost_values: tuple[float, ...]
    entropy: float
    temperature: float

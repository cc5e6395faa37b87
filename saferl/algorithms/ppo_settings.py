"""What PPO can be told, and what it reports."""

from __future__ import annotations

from dataclasses import dataclass

from saferl.errors import InputError
from saferl.hinges import check_knots
from saferl.networks import Activation
from saferl.settings import setting

__all__ = ["PPOConfig", "PPOStatistics"]


@dataclass(frozen=True, kw_only=True)
class PPOConfig:
    """Settings of PPO; the defaults are those of the policies that ship with the library."""

    num_envs: int = setting(20, "environments stepped in parallel; 8 to 64")
    workers: int = setting(2, "worker processes that simulate; 0 simulates in this process")
    unroll: int = setting(1000, "steps of each environment between updates; 100 to 2000")
    hidden: tuple[int, ...] = setting((128, 128), "hidden layer sizes of actor and critics")
    activation: Activation = setting("relu", "between layers: tanh or relu")
    knots: tuple[float, ...] = setting(
        (0.5, 1.0, 1.5, 2.0), "hinge features of observations, in deviations; none or 2 to 6"
    )
    gamma: float = setting(0.99, "discount of rewards and costs in critics; 0.97 to 0.999")
    lam: float = setting(0.95, "GAE decay; 0.9 to 1")
    learning_rate: float = setting(3e-4, "Adam step size; 1e-4 to 1e-3")
    final_learning_rate: float = setting(3e-4, "step size after `anneal_steps`; up to the above")
    anneal_steps: int = setting(0, "environment steps over which the step size falls; 0 never")
    # without noise a mean that stands still at a hazard's edge is never told to move on
    least_log_std: float | None = setting(
        None, "floor of the log deviation, which training does not go below; -2 to -0.5, or none"
    )
    minibatch: int = setting(2000, "transitions a gradient step; 64 to 4000")
    epochs: int = setting(10, "passes over each batch; 4 to 40")
    clip: float = setting(0.2, "range of the probability ratio; 0.1 to 0.3")
    target_kl: float = setting(0.02, "stop a batch's passes beyond this divergence; 0.01 to 0.05")
    entropy: float = setting(0.0, "weight of the entropy bonus; 0 to 0.01")
    max_gradient: float = setting(0.5, "gradient norm clip, actor and critics apart; 0.5 to 10")
    initial_log_std: float = setting(-0.5, "log deviation of a new policy; -1 to 0")
    normalize: bool = setting(True, "normalise observations, and the scale of rewards and costs")
    exceeded_reward: float = setting(
        -0.1, "normalised reward of each step after an 'always' budget is exceeded; -1 to 0"
    )
    torch_threads: int = setting(1, "torch threads during updates; 2 on two idle cores")

    def __post_init__(self) -> None:
        for name in ("num_envs", "unroll", "minibatch", "epochs", "torch_threads"):
            if getattr(self, name) < 1:
                raise InputError(f"{name} is {getattr(self, name)}, expected at least 1")
        for name in ("gamma", "lam"):
            if not 0.0 <= getattr(self, name) <= 1.0:
                raise InputError(f"{name} is {getattr(self, name)}, expected 0 to 1")
        check_knots(self.knots, self.activation)
        if self.workers < 0 or self.learning_rate <= 0.0:
            raise InputError(
                f"workers is {self.workers} and learning_rate {self.learning_rate}; "
                "expected at least 0 and more than 0"
            )


@dataclass(frozen=True)
class PPOStatistics:
    """What one iteration of PPO reports.

    Attributes:
        steps: Environment steps so far.
        episodes: Episodes that ended in this iteration; the four means are over them, NaN if none.
        episode_return, episode_length, task_cost: Means of undiscounted sums.
        episode_costs: (k,) mean undiscounted cost of each constraint.
        total_cost: The task's own cost summed over all of training.
        multipliers: (k,) after this iteration's update.
        kl: Estimated divergence from the policy that gathered the batch.
        epochs: Passes made over the batch.
        clip_fraction: Share of transitions whose ratio was clipped, last pass.
        entropy: Mean entropy of the policy.
        explained_variance: Of the reward critic, before the update; 1 is perfect.
        critic_loss: Mean squared error, mean over critics, last pass.
        actor_gradient: Mean norm of the actor's gradient before clipping.
    """

    steps: int
    episodes: int
    episode_return: float
    episode_costs: tuple[float, ...]
    task_cost: float
    episode_length: float
    total_cost: float
    multipliers: tuple[float, ...]
    kl: float
    epochs: int
    clip_fraction: float
    entropy: float
    explained_variance: float
    critic_loss: float
    actor_gradient: float

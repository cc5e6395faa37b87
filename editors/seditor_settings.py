"""What the safety editor can be told, and what it reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from saferl.errors import InputError
from saferl.networks import Activation
from saferl.settings import setting

__all__ = ["Distance", "EditFunction", "SafetyEditorConfig", "SafetyEditorStatistics"]

EditFunction = Literal["clip", "squash"]
Distance = Literal["hinge", "l2"]


@dataclass(frozen=True, kw_only=True)
class SafetyEditorConfig:
    """Settings of the safety editor; the defaults are the paper's on the Safety Gym tasks.

    >>> SafetyEditorConfig.reduced(frames=4).frames
    4
    """

    num_envs: int = setting(32, "environments stepped in parallel; 8 to 64")
    workers: int = setting(0, "worker processes that simulate; 0 for none")
    unroll: int = setting(5, "steps of each environment between updates; 1 to 20")
    updates: int = setting(1, "updates after each unroll; 1 to 4")
    rounds: int = setting(40, "unrolls between two rows of progress.csv")
    start_steps: int = setting(10_000, "environment steps of uniform actions before learning")
    replay: int = setting(50_000, "newest steps kept of each environment")
    batch: int = setting(1024, "sequences an update; 64 to 1024")
    length: int = setting(8, "steps of a sequence; 2 to 16")
    frames: int = setting(4, "newest observations that the networks see stacked; 1 for none")
    hidden: tuple[int, ...] = setting((256, 256, 256), "hidden layer sizes of all networks")
    activation: Activation = setting("tanh", "between layers: tanh or relu")
    edit: EditFunction = setting(
        "clip", "clip(proposal + 2 edit) as published, or squash: a gradient at the bounds too"
    )
    distance: Distance = setting("hinge", "price of an edit: utility lost, or l2 of the actions")
    gamma: float = setting(0.99, "discount of rewards and costs; 0.97 to 0.99")
    lam: float = setting(0.95, "TD(lambda); 0 one step, 1 to the sequence's end")
    tau: float = setting(0.005, "share of the critics their targets take over; 0.005 to 0.05")
    learning_rate: float = setting(3e-4, "Adam step size of networks and temperatures")
    multiplier_rate: float = setting(0.01, "Adam step size of the raw multipliers")
    initial_multiplier: float = setting(1.0, "multipliers at the start, above 0")
    initial_temperature: float = setting(1.0, "weight of both entropies at the start; 0.01 to 1")
    target_width: float = setting(
        0.2, "share of an action's range that entropy is to keep in use; 0.05 to 0.5"
    )
    edit_concentration: float = setting(
        1.6931, "both Beta parameters of the first edits; 1.69 is wide, 30 next to no edit"
    )
    signal_clip: float = setting(10.0, "bound of normalised rewards and costs")
    normalize: bool = setting(False, "normalise observations too, which the paper does not")
    horizon: int | None = setting(
        None, "steps that a budget is spread over; by default the task's own"
    )
    torch_threads: int = setting(1, "torch threads during updates; 2 on two idle cores")

    def __post_init__(self) -> None:
        counts = ("num_envs", "unroll", "updates", "rounds", "batch", "frames", "torch_threads")
        for name in counts:
            if getattr(self, name) < 1:
                raise InputError(f"{name} is {getattr(self, name)}, expected at least 1")
        for name in ("workers", "start_steps"):
            if getattr(self, name) < 0:
                raise InputError(f"{name} is {getattr(self, name)}, expected at least 0")
        if self.length < 2 or self.replay < self.length + self.frames:
            raise InputError(
                f"length is {self.length} and replay {self.replay}; expected sequences of at least "
                f"2 steps, and a replay of at least length + frames = {self.length + self.frames}"
            )
        if self.horizon is not None and self.horizon < 1:
            raise InputError(f"horizon is {self.horizon}, expected at least 1")
        if not 0.0 <= self.gamma < 1.0:
            raise InputError(f"gamma is {self.gamma}, expected at least 0 and less than 1")
        if not 0.0 <= self.lam <= 1.0:
            raise InputError(f"lam is {self.lam}, expected 0 to 1")
        positive = ("tau", "learning_rate", "multiplier_rate", "initial_multiplier", "signal_clip")
        for name in (*positive, "initial_temperature", "target_width"):
            if not getattr(self, name) > 0.0:
                raise InputError(f"{name} is {getattr(self, name)}, expected more than 0")
        if self.tau > 1.0 or self.target_width > 1.0:
            raise InputError(
                f"tau is {self.tau} and target_width {self.target_width}, expected at most 1"
            )
        if not self.edit_concentration > 1.0:
            raise InputError(f"edit_concentration is {self.edit_concentration}, expected above 1")
        for name, known in (("edit", ("clip", "squash")), ("distance", ("hinge", "l2"))):
            if getattr(self, name) not in known:
                raise InputError(f"{name} is {getattr(self, name)!r}, expected one of {known}")

    @classmethod
    def reduced(cls, **changes: Any) -> SafetyEditorConfig:
        """Return settings for two processor cores.

        64 sequences instead of 1024, two layers of 128 instead of three of 256, one frame instead
        of four; two updates after each unroll instead of one, since they are cheap; larger steps,
        a squashed edit and normalised observations. On SafetyPointPush1-v0 an update takes 0.026 s
        of one core against 2.05 s at the paper's size (80 times less), and a million steps about
        eleven minutes of one core, simulation included, against four hours.

        Args:
            changes: Fields to set otherwise than this preset does.
        """
        preset: dict[str, Any] = {
            "batch": 64,
            "updates": 2,
            "hidden": (128, 128),
            "activation": "relu",
            "frames": 1,
            "replay": 20_000,
            "tau": 0.02,
            "learning_rate": 5e-4,
            "initial_temperature": 0.02,
            "edit": "squash",
            "normalize": True,
        }
        return cls(**{**preset, **changes})


@dataclass(frozen=True)
class SafetyEditorStatistics:
    """What one iteration of the safety editor reports.

    Attributes:
        steps: Environment steps so far.
        episodes: Episodes that ended in this iteration; the four means are over them, NaN if none.
        episode_return, episode_length, task_cost: Means of undiscounted sums.
        episode_costs: (k,) mean undiscounted cost of each constraint.
        total_cost: The task's own cost summed over all of training.
        multipliers: (k,) after this iteration's last step.
        updates: Updates so far. What follows are means over those of this iteration, NaN if there
            was none.
        critic_loss: Squared error, mean over critics.
        reward_value: Pessimistic value of executed actions, in standard deviations of rewards.
        cost_values: (k,) the same of negated costs, in theirs.
        distance: What edits cost: utility lost, or the squared distance of actions.
        edit_size: Mean of |executed - proposal|, of a range of 2.
        proposal_entropy, edit_entropy: Of the two policies, on the unit interval.
        proposal_temperature, edit_temperature: Weights of the two entropies.
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
    reward_value: float
    cost_values: tuple[float, ...]
    distance: float
    edit_size: float
    proposal_entropy: float
    edit_entropy: float
    proposal_temperature: float
    edit_temperature: float

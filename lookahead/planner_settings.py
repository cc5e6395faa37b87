"""What a planner over objects is put together from, and its settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from lookahead.planner import Memory
from lookahead.planner_scene import Scene
from saferl.errors import InputError
from saferl.settings import setting

__all__ = ["Danger", "PlannerConfig", "Surroundings"]

Array = np.ndarray[Any, Any]


class Danger(Protocol):
    """Predicts violations from the distances to the nearest object of each group."""

    @property
    def radii(self) -> Array:
        """(G,) metres from an object's centre within which a violation is likely; 0 for never."""
        ...

    @property
    def groups(self) -> Array:
        """Indices of the groups that can cost; the others' distances are not looked at."""
        ...

    def __call__(self, near: Array) -> Array:
        """Map distances (..., G) to the probability (...,) of a violation of any constraint."""
        ...


class Surroundings(Protocol):
    """Where the objects are, as far as is known from what was observed."""

    def begin(self, rows: int) -> Memory:
        """Return the memory of ``rows`` episodes."""
        ...

    def update(self, memory: Memory, observation: Array, episode_start: Array) -> Memory:
        """Take observations (n, obs_dim) in."""
        ...

    def scene(self, memory: Memory, observation: Array) -> Scene:
        """Return the objects as they stand now."""
        ...


@dataclass(frozen=True, kw_only=True)
class PlannerConfig:
    """How far, how often and how cautiously a planner looks ahead."""

    foresight: int = setting(48, "steps the task policy is imagined ahead; 30 to 60")
    every: int = setting(4, "steps between two such looks, and between two searches of a plan")
    horizon: int = setting(40, "steps of a candidate plan")
    flat_horizon: int = setting(16, "the same where the observation has no known structure")
    bootstrap: bool = setting(True, "there, let plans end only where a cost critic sees no danger")
    disturbance: float = setting(1.0, "how far the policy is disturbed in a search there; 0.5 to 2")
    library: int = setting(48, "open-loop plans in a search")
    corners: int = setting(10, "corners of ways by which the policy is led in a search")
    directions: int = setting(6, "places around the agent by which it is led, beside corners")
    ring: float = setting(0.7, "metres from the agent at which they are")
    obstacles: int = setting(9, "obstacles that ways are found around, those most in the way")
    margin: float = setting(0.03, "metres by which obstacles are taken nearer than they are")
    room: float = setting(0.06, "metres ways keep from obstacles; only a preference")
    risk: float = setting(0.1, "largest acceptable probability of a violation on one step")
    checked: int = setting(6, "candidates checked with all members, best first")
    seed: int = setting(0, "of the library")
    aim: bool = setting(True, "while the goal is out of sight, plan to where the policy is heading")

    def __post_init__(self) -> None:
        if not 0.0 <= self.risk < 1.0:  # at 1 nothing would ever be refused
            raise InputError(f"risk is {self.risk}; expected at least 0 and below 1")
        counts = ("foresight", "every", "horizon", "flat_horizon", "checked", "obstacles")
        for name in counts:
            if getattr(self, name) < 1:
                raise InputError(f"{name} is {getattr(self, name)}; expected at least 1")

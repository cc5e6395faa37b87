"""A point on a line with a wall, and a shield that knows it exactly: for examples and tests.

The point has a place and a speed; an action in [-1, 1] accelerates it, 0.1 s a step. A place beyond
1 is a violation. Its planner is exact: an action is safe if braking after it still stops in time.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import gymnasium
import numpy as np
from gymnasium import spaces

from lookahead.planner import Choice, Deadline, Level, Memory, Screening, never
from saferl.policies.callables import CallablePolicy

__all__ = ["PointEnv", "PointPlanner", "PointShield", "point_shield", "rush"]

Array = np.ndarray[Any, Any]
DT, WALL, HORIZON = 0.1, 1.0, 20
OBSERVED = spaces.Box(-np.inf, np.inf, (2,), np.float64)
ACTED = spaces.Box(-1.0, 1.0, (1,), np.float64)


def advance(observation: Array, action: Array) -> Array:
    """Return places and speeds (n, 2) a step after actions (n, 1).

    >>> advance(np.array([[0.0, 1.0]]), np.array([[-1.0]]))
    array([[0.09, 0.9 ]])
    """
    speed = observation[:, 1] + DT * np.clip(action[:, 0], -1.0, 1.0)
    return np.stack([observation[:, 0] + DT * speed, speed], axis=1)


def braking(observation: Array) -> Array:
    """The actions (n, 1) that stop soonest."""
    return np.clip(-observation[:, 1:] / DT, -1.0, 1.0)


class PointPlanner:
    """The exact planner.

    Args:
        margin: How far from the wall the point must stay.
    """

    def __init__(self, margin: float = 0.05) -> None:
        self.margin = margin
        self.seed = 0

    def begin(self, rows: int) -> Memory:
        """Nothing is remembered but how many steps there were."""
        return {"steps": np.zeros(rows, dtype=np.int64)}

    def screen(
        self, observation: Array, proposal: Array, memory: Memory, episode_start: Array
    ) -> Screening:
        """Say whether braking after the proposal stops before the wall."""
        risk = self._risk(observation, proposal)
        return Screening(
            safe=risk <= 0.5,
            risk=risk,
            costs=risk[:, None],
            unfamiliar=np.abs(observation).max(axis=1) / 100.0,
            memory={"steps": np.where(episode_start, 0, memory["steps"])},
        )

    def search(
        self,
        observation: Array,
        proposal: Array,
        screening: Screening,
        *,
        rows: Array,
        deadline: Deadline = never,
    ) -> Choice:
        """Try pushes of falling strength, a chunk each; braking if none is safe."""
        n = len(observation)
        action, level = braking(observation), np.full(n, int(Level.BACKUP))
        risk, done = self._risk(observation, action), np.zeros(n, dtype=bool)
        complete = True
        for push in np.linspace(1.0, -1.0, 9):
            if deadline():
                complete = False
                break
            tried = np.full((n, 1), push)
            of_tried = self._risk(observation, tried)
            better = ~done & (of_tried <= 0.5)
            action[better], risk[better] = push, of_tried[better]
            level[better] = int(Level.CANDIDATE)
            done |= better
        plan = np.full((n, HORIZON, 1), np.nan)
        state, step = observation, action
        for t in range(HORIZON):
            plan[:, t] = step
            state = advance(state, step)
            step = braking(state)
        return Choice(
            action=np.where(rows[:, None], action, proposal),
            level=np.where(rows, level, int(Level.PROPOSAL)),
            risk=risk,
            costs=risk[:, None],
            complete=np.full(n, complete),
            plan=plan,
            memory=screening.memory,
        )

    def after(self, memory: Memory, executed: Array, level: Array) -> Memory:
        """Count the step."""
        return {"steps": memory["steps"] + 1}

    def _risk(self, observation: Array, action: Array) -> Array:
        """1 where braking after the action ends too far, else 0; (n,)."""
        place, speed = advance(observation, action).T
        steps = np.floor(np.maximum(speed, 0.0) / DT + 1e-9)  # until it stands
        worst = place + DT * (steps * speed - DT * steps * (steps + 1) / 2)
        return np.where(worst > WALL - self.margin, 1.0, 0.0)


@dataclass(frozen=True, eq=False)
class PointShield:
    """What `ShieldedPolicy` wants of a shield."""

    planner: Any = field(default_factory=PointPlanner)
    observation_space: spaces.Space[Any] = field(default_factory=lambda: OBSERVED)
    action_space: spaces.Space[Any] = field(default_factory=lambda: ACTED)
    digest: str = "point"


def point_shield() -> PointShield:
    """Return the exact shield."""
    return PointShield()


def rush() -> CallablePolicy:
    """Return a policy that runs into the wall.

    >>> rush().predict(np.zeros(2))[0]
    array([1.])
    """
    return CallablePolicy(_push, OBSERVED, ACTED)


def _push(observation: Array) -> Array:
    return np.ones(1)


class PointEnv(gymnasium.Env[Array, Array]):
    """The point as an environment: reward for moving right, cost beyond the wall, 60 steps.

    >>> env = PointEnv()
    >>> env.reset(seed=0)[0].shape, env.step(np.ones(1))[4]
    ((2,), {'cost': 0.0})
    """

    def __init__(self, steps: int = 60) -> None:
        self.observation_space = OBSERVED
        self.action_space = ACTED
        self.steps = steps
        self._state = np.zeros((1, 2))
        self._step = 0

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[Array, dict[str, Any]]:
        """Start near 0, standing."""
        super().reset(seed=seed)
        self._state = np.array([[self.np_random.uniform(-0.2, 0.2), 0.0]])
        self._step = 0
        return self._state[0].copy(), {}

    def step(self, action: Array) -> tuple[Array, float, bool, bool, dict[str, Any]]:
        """Move."""
        before = self._state[0, 0]
        self._state = advance(self._state, np.asarray(action, dtype=np.float64)[None])
        self._step += 1
        place = float(self._state[0, 0])
        info = {"cost": float(place > WALL)}
        return self._state[0].copy(), place - before, False, self._step >= self.steps, info

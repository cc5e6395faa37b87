"""Tiny environments for the tests of vector environments."""

from __future__ import annotations

import os
import time
from typing import Any

import gymnasium
import numpy as np

from saferl.envs.snapshots import Snapshot


class Walk(gymnasium.Env[np.ndarray, np.ndarray]):
    """A walk on a line whose episodes last 2 to 6 steps, by the seed; the last step always costs.

    An action of 7 raises, one of 8 ends the process, one of 9 kills it, one of 10 takes a while,
    one of 11 gives NaN.
    """

    metadata = {"render_modes": []}  # noqa: RUF012

    def __init__(self) -> None:
        self.observation_space = gymnasium.spaces.Box(-np.inf, np.inf, (2,), dtype=np.float64)
        self.action_space = gymnasium.spaces.Box(-np.inf, np.inf, (1,), dtype=np.float64)

    def reset(self, *, seed: int | None = None, options: Any = None) -> Any:
        super().reset(seed=seed)
        self.place = float(self.np_random.normal())
        self.left = int(self.np_random.integers(2, 7))
        return self._observation(), {"began_at": self.place}

    def step(self, action: Any) -> Any:
        self._misbehave(float(action[0]))
        self.place += float(action[0]) + 0.1 * float(self.np_random.normal())
        self.left -= 1
        over = self.left == 0
        info: dict[str, Any] = {
            "cost": float(over) + float(self.place > 0),
            "cost_place": float(self.place > 0),
            "signals": {"speed": abs(self.place)},
        }
        if over:
            info["note"] = "the end"
        observation = self._observation()
        if action[0] == 11:
            observation[0] = np.nan
        return observation, self.place, over and self.place > 0, over and self.place <= 0, info

    @property
    def snapshot_kind(self) -> str:
        return "walk"

    def snapshot(self) -> Snapshot:
        row = {
            "place": self.place,
            "left": self.left,
            "generator": self.np_random.bit_generator.state,
        }
        return Snapshot("walk", (row,))

    def restore(self, snapshot: Snapshot) -> None:
        row = snapshot.rows[0]
        self.place, self.left = row["place"], row["left"]
        self.np_random.bit_generator.state = row["generator"]

    def _observation(self) -> np.ndarray:
        return np.array([self.place, float(self.left)])

    @staticmethod
    def _misbehave(action: float) -> None:
        if action == 7:
            raise ValueError("seven is too far")
        if action == 8:
            os._exit(3)
        if action == 9:
            os.kill(os.getpid(), 9)
        if action == 10:
            time.sleep(0.2)


class Dictionaries(gymnasium.Env[Any, Any]):
    """Observations and actions that are no arrays."""

    metadata = {"render_modes": []}  # noqa: RUF012

    def __init__(self) -> None:
        self.observation_space = gymnasium.spaces.Dict(
            {"where": gymnasium.spaces.Box(-9, 9, (2,)), "what": gymnasium.spaces.Discrete(5)}
        )
        self.action_space = gymnasium.spaces.Dict(
            {"push": gymnasium.spaces.Box(-1, 1, (2,)), "say": gymnasium.spaces.Discrete(3)}
        )

    def reset(self, *, seed: int | None = None, options: Any = None) -> Any:
        super().reset(seed=seed)
        self.count = 0
        self.where = self.np_random.uniform(-1, 1, 2).astype(np.float32)
        return self._observation(), {}

    def step(self, action: Any) -> Any:
        self.count += 1
        self.where = np.clip(self.where + action["push"], -9, 9).astype(np.float32)
        return self._observation(), float(action["say"]), self.count == 3, False, {}

    def _observation(self) -> Any:
        return {"where": self.where.copy(), "what": np.int64(self.count)}


class Chatty(Walk):
    """More numbers in ``info`` than there is room for in shared memory."""

    def step(self, action: Any) -> Any:
        observation, reward, terminated, truncated, info = super().step(action)
        info["picture"] = np.full((40, 40), self.place)
        info["small"] = np.float32(self.place)
        if self.left % 2:
            info["odd"] = 1
        return observation, reward, terminated, truncated, info

"""HazardWorld as one environment on minigrid: the reference, and the one that draws pictures.

It plays by minigrid's own grid, movement and view; `HazardWorldVectorEnv` must give the same
trajectories from the same seeds. Needs the extra ``hazardworld``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from natural_language.hazardworld import layout
from natural_language.hazardworld.board import IMAGE, REWARDS, VIEW
from natural_language.hazardworld.missions import Deck, Mission
from natural_language.hazardworld.vector import observation_space
from natural_language.hazardworld.world import GRID, HAZARDWORLD, HORIZON
from saferl.errors import MissingDependencyError
from saferl.monitors import Monitor

try:
    from gymnasium import spaces
    from minigrid.core.grid import Grid
    from minigrid.core.mission import MissionSpace
    from minigrid.core.world_object import Ball, Box, Floor, Key, Lava
    from minigrid.minigrid_env import MiniGridEnv
except ImportError as error:
    raise MissingDependencyError(
        "HazardWorldEnv draws and plays by minigrid, which is not installed; "
        'run `pip install "saferl[hazardworld]"`, or use HazardWorldVectorEnv, which needs none'
    ) from error

__all__ = ["HazardWorldEnv"]


class _LyingBall(Ball):  # type: ignore[misc]
    """A ball that is taken by walking over it."""

    def can_overlap(self) -> bool:
        return True


class _LyingBox(Box):  # type: ignore[misc]
    """A box that is taken by walking over it."""

    def can_overlap(self) -> bool:
        return True


class _LyingKey(Key):  # type: ignore[misc]
    """A key that is taken by walking over it."""

    def can_overlap(self) -> bool:
        return True


_MADE = {
    "lava": Lava,
    "water": lambda: Floor("blue"),
    "grass": lambda: Floor("green"),
    "ball": lambda: _LyingBall("red"),
    "box": lambda: _LyingBox("yellow"),
    "key": lambda: _LyingKey("blue"),
}


class HazardWorldEnv(MiniGridEnv):  # type: ignore[misc]
    """One HazardWorld.

    Args:
        missions: To draw from.
        rewards: What ball, box and key are worth.
        render_mode: ``"rgb_array"`` or ``"human"``.
        max_episode_steps: Turns until an episode is cut off.

    Actions are 0 turn left, 1 turn right, 2 go ahead. ``info["cost"]`` is the sum of
    ``info["costs"]`` (c,), one for each constraint of the mission.

    >>> from natural_language.hazardworld import sentences
    >>> env = HazardWorldEnv(sentences()[:10])
    >>> observation, info = env.reset(seed=0)
    >>> observation["image"].shape, info["cost"]
    ((7, 7, 3), 0.0)
    """

    def __init__(
        self,
        missions: Sequence[Mission],
        *,
        rewards: tuple[float, ...] = REWARDS,
        render_mode: str | None = None,
        max_episode_steps: int = HORIZON,
    ) -> None:
        self.deck = Deck(missions)
        self.world = HAZARDWORLD
        self._worth = dict(zip(layout.TREASURES, rewards, strict=True))
        self._seed, self._episode = 0, -1
        self._layout: layout.Layouts | None = None
        super().__init__(
            mission_space=MissionSpace(mission_func=lambda: ""),
            grid_size=GRID,
            max_steps=max_episode_steps,
            see_through_walls=True,
            agent_view_size=VIEW,
            render_mode=render_mode,
            highlight=True,
        )
        self.action_space = spaces.Discrete(3)
        self.observation_space = observation_space()

    @property
    def chosen(self) -> Mission:
        """The mission under way."""
        return self._mission

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """Begin the seed's first episode, or the next; options as the vector form's, for one."""
        options = options or {}
        if seed is not None:
            self._seed, self._episode = seed, -1
        elif self._episode < 0:
            self._seed = int(np.random.SeedSequence().generate_state(1)[0])
        self._episode += 1
        here = [self._seed], [self._episode]
        number = int(np.asarray(options.get("missions", self.deck.draw(*here))).item())
        self._mission = self.deck.missions[number]
        self.mission = self._mission.text
        about = self.deck.about[[number]]
        self._layout = options.get("layouts") or layout.draw(*here, about)
        self._monitor = Monitor(
            [self.deck.constraints[i] for i in self.deck.which[number]], HAZARDWORLD
        )
        self._left = len(layout.TREASURES)
        observation, info = super().reset(seed=seed)
        costs = np.zeros(len(self._mission.constraints))
        return observation, {**info, "cost": 0.0, "costs": costs}

    def step(self, action: Any) -> tuple[dict[str, Any], float, bool, bool, dict[str, Any]]:
        """Take one turn."""
        _, _, _, truncated, info = super().step(int(action))
        found = self.grid.get(*self.agent_pos)
        reward = 0.0
        if found is not None and found.type in self._worth:
            reward = self._worth[found.type]
            self._left -= 1
            self.grid.set(*self.agent_pos, None)
        terminated = self._left == 0
        judged = self._monitor.step({k: np.array([v]) for k, v in self.signals().items()})
        costs = np.array(judged.cost[0])
        info = {**info, "cost": float(costs.sum()), "costs": costs}
        return self.gen_obs(), reward, terminated, truncated and not terminated, info

    def signals(self) -> dict[str, float]:
        """What constraints can speak about, now."""
        assert self._layout is not None
        x, y = self.agent_pos
        away = self._layout.distances[0, :, y * GRID + x]
        values: dict[str, float] = {}
        for kind, distance in zip(layout.KINDS, away, strict=True):
            values[f"distance/{kind}"] = values[f"centre_distance/{kind}"] = float(distance)
            values[f"contact/{kind}"] = float(distance == 0)
        return values

    def gen_obs(self) -> dict[str, Any]:
        """What the agent sees, with what it stands on where minigrid would show what it carries."""
        observation: dict[str, Any] = super().gen_obs()
        standing = self.grid.get(*self.agent_pos)
        observation["image"][VIEW // 2, VIEW - 1] = (
            IMAGE[layout.CODES.index("empty")] if standing is None else standing.encode()
        )
        observation["direction"] = int(self.agent_dir)
        return observation

    def _gen_grid(self, width: int, height: int) -> None:
        assert self._layout is not None
        self.grid = Grid(width, height)
        self.grid.wall_rect(0, 0, width, height)
        for square, code in enumerate(self._layout.squares[0]):
            if layout.CODES[code] in _MADE:
                y, x = divmod(square, GRID)
                self.grid.set(x, y, _MADE[layout.CODES[code]]())
        y, x = divmod(int(self._layout.start[0]), GRID)
        self.agent_pos = (x, y)
        self.agent_dir = int(self._layout.direction[0])

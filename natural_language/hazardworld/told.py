"""HazardWorld as a policy sees it: what it is told beside the view, and charged.

The environments that policies are trained in differ in what they show; the game, the memory of what
was seen and the ends of episodes are the same.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from gymnasium import spaces
from gymnasium.vector import VectorEnv
from gymnasium.vector.utils import batch_space
from numpy.typing import NDArray

from natural_language.hazardworld.sight import Recollection
from natural_language.hazardworld.vector import HazardWorldVectorEnv
from saferl.constraints import task_cost

__all__ = ["ToldVectorEnv"]

Array = NDArray[Any]

if TYPE_CHECKING:
    _VectorEnv = VectorEnv[Any, Any, Any]
else:
    _VectorEnv = VectorEnv


class ToldVectorEnv(_VectorEnv, ABC):
    """The game behind what a policy observes.

    Args:
        env: The game.
        space: What one policy observes.
        budget: Mean excess cost of an episode that training aims at.
    """

    def __init__(self, env: HazardWorldVectorEnv, space: spaces.Box, *, budget: float) -> None:
        self.game = env
        self.num_envs = env.num_envs
        self.metadata = env.metadata
        self.horizon = env.horizon
        self.constraints = (task_cost(budget, name="excess"),)
        self.single_observation_space: Any = space
        self.single_action_space: Any = env.single_action_space
        self.observation_space = batch_space(space, self.num_envs)
        self.action_space = env.action_space
        self._memory = Recollection(self.num_envs)
        self._everyone = np.arange(self.num_envs)

    @abstractmethod
    def _observe(self, rows: Array, sight: Array, moved: bool) -> Array:
        """What the policies of ``rows`` (m,) are shown who are aware of ``sight`` (m, 9, 11).

        ``moved`` is False at the beginning of their episodes.
        """

    def _done_instead(self, actions: Array) -> Array:
        """What is done where the policies chose ``actions`` (n,)."""
        return actions

    @abstractmethod
    def _charge(self, cost: Array) -> Array:
        """What each is charged, (n,), for a turn that truly cost so much, once it was shown."""

    def reset(
        self,
        *,
        seed: int | Sequence[int | None] | None = None,
        options: dict[str, Any] | None = None,
    ) -> tuple[Array, dict[str, Any]]:
        """Begin new episodes everywhere."""
        _, infos = self.game.reset(seed=seed, options=options)
        infos["costs"] = np.zeros((self.num_envs, 1))
        return self._begun(self._everyone), infos

    def step(self, actions: Any) -> tuple[Array, Array, Array, Array, dict[str, Any]]:
        """Take a turn; the last observations of finished episodes are in ``final_obs``."""
        actions = self._done_instead(np.asarray(actions))
        played = self.game.play(actions)
        sight = self._memory.look(self._everyone, self.game.board.view, actions)
        shown = self._observe(self._everyone, sight, True)
        cost = played.costs.sum(axis=1)
        infos: dict[str, Any] = {"cost": cost, "costs": self._charge(cost)[:, None]}
        done = played.terminations | played.truncations
        rows = np.flatnonzero(done)
        if len(rows):
            finals = np.full(self.num_envs, None, dtype=object)
            finals[rows] = list(shown[rows])
            infos["final_obs"], infos["_final_obs"] = finals, done
            self.game.begin(rows)
            shown[rows] = self._begun(rows)
        return shown, played.rewards, played.terminations, played.truncations, infos

    def _begun(self, rows: Array) -> Array:
        """What policies are shown at the beginning of new episodes."""
        self._memory.begin(rows)
        return self._observe(rows, self._memory.look(rows, self.game.board.view[rows]), False)

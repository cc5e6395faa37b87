"""The environment a constraint-conditioned policy is trained in: texts go through an interpreter.

What the policy observes is what `beliefs.features` shows. What it is charged is what the
interpreter believes it cost, as published, or the truth.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from gymnasium import spaces
from gymnasium.vector import VectorEnv
from gymnasium.vector.utils import batch_space
from numpy.typing import NDArray

from natural_language.hazardworld.beliefs import FEATURES, Interpreter, features
from natural_language.hazardworld.vector import HazardWorldVectorEnv
from saferl.constraints import task_cost

__all__ = ["ConditionedVectorEnv"]

Array = NDArray[Any]

if TYPE_CHECKING:
    _VectorEnv = VectorEnv[Any, Any, Any]
else:
    _VectorEnv = VectorEnv


class ConditionedVectorEnv(_VectorEnv):
    """HazardWorld as a policy sees it that is told what an interpreter believes.

    Args:
        env: The game.
        interpreter: Reads the texts.
        budget: Mean excess cost of an episode that training aims at.
        interpreted_costs: Charge what the interpreter believes; else what is true.
    """

    def __init__(
        self,
        env: HazardWorldVectorEnv,
        interpreter: Interpreter,
        *,
        budget: float,
        interpreted_costs: bool = True,
    ) -> None:
        self.game = env
        self.num_envs = env.num_envs
        self.metadata = env.metadata
        self.horizon = env.horizon
        self.interpreter = interpreter
        self.constraints = (task_cost(budget, name="excess"),)
        self._interpreted = interpreted_costs
        self.single_observation_space: Any = spaces.Box(0.0, 1.0, (FEATURES,), np.float32)
        self.single_action_space: Any = env.single_action_space
        self.observation_space = batch_space(self.single_observation_space, self.num_envs)
        self.action_space = env.action_space

    def reset(
        self,
        *,
        seed: int | Sequence[int | None] | None = None,
        options: dict[str, Any] | None = None,
    ) -> tuple[Array, dict[str, Any]]:
        """Begin new episodes everywhere."""
        _, infos = self.game.reset(seed=seed, options=options)
        infos["costs"] = np.zeros((self.num_envs, 1))
        return self._begun(np.arange(self.num_envs)), infos

    def step(self, actions: Any) -> tuple[Array, Array, Array, Array, dict[str, Any]]:
        """Take a turn; the last observations of finished episodes are in ``final_obs``."""
        played = self.game.play(np.asarray(actions))
        view = self.game.board.view
        shown = features(view, self.interpreter.believe(np.arange(self.num_envs), view, True))
        cost = played.costs.sum(axis=1)
        charged = self.interpreter.excess.copy() if self._interpreted else cost
        infos: dict[str, Any] = {"cost": cost, "costs": charged[:, None]}
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
        """What the policy is shown at the beginning of new episodes."""
        self.interpreter.begin(rows, self.game.texts(rows))
        view = self.game.board.view[rows]
        return features(view, self.interpreter.believe(rows, view, False))

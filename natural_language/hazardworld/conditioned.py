"""The environment a constraint-conditioned policy is trained in: texts go through an interpreter.

What the policy observes is what `beliefs.features` shows. What it is charged is what the
interpreter believes it cost, as published, or the truth.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from gymnasium import spaces
from numpy.typing import NDArray

from natural_language.hazardworld.beliefs import FEATURES, Interpreter, features
from natural_language.hazardworld.guard import kept_to, permitted
from natural_language.hazardworld.phantoms import Phantoms
from natural_language.hazardworld.told import ToldVectorEnv
from natural_language.hazardworld.vector import HazardWorldVectorEnv

__all__ = ["ConditionedVectorEnv"]

Array = NDArray[Any]


class ConditionedVectorEnv(ToldVectorEnv):
    """HazardWorld as a policy sees it that is told what an interpreter believes.

    Args:
        env: The game.
        interpreter: Reads the texts.
        budget: Mean excess cost of an episode that training aims at.
        interpreted_costs: Charge what the interpreter believes; else what is true.
        phantoms: Share of episodes with a patch of squares masked beside what the text forbids.
        guarded: Actions that are believed to cost are not taken, as when the policy is at play.
    """

    def __init__(
        self,
        env: HazardWorldVectorEnv,
        interpreter: Interpreter,
        *,
        budget: float,
        interpreted_costs: bool = True,
        phantoms: float = 0.0,
        guarded: bool = False,
    ) -> None:
        super().__init__(env, spaces.Box(0.0, 1.0, (FEATURES,), np.float32), budget=budget)
        self.interpreter = interpreter
        self._interpreted = interpreted_costs
        self._phantoms = Phantoms(self.num_envs, phantoms) if phantoms > 0.0 else None
        self._guarded = guarded
        self._allowed: Array = np.ones((self.num_envs, 3), dtype=np.bool_)

    def _observe(self, rows: Array, sight: Array, moved: bool) -> Array:
        game, phantoms = self.game, self._phantoms
        if not moved:
            self.interpreter.begin(rows, game.texts(rows))
        belief = self.interpreter.believe(rows, sight, moved)
        if phantoms is not None:
            if not moved:
                seeds, episodes = game.names
                phantoms.begin(rows, seeds[rows], episodes[rows], game.board.position[rows])
            belief = belief.beside(phantoms.believe(rows, sight, game.board.around[rows], moved))
        if self._guarded:
            self._allowed[rows] = permitted(sight, belief)
        return features(sight, belief)

    def _done_instead(self, actions: Array) -> Array:
        return kept_to(actions, self._allowed) if self._guarded else actions

    def _charge(self, cost: Array) -> Array:
        charged = self.interpreter.excess if self._interpreted else cost
        return charged.copy() if self._phantoms is None else charged + self._phantoms.excess

"""The manoeuvres to fall back on, acting alone: what a ladder without a search would execute."""

from __future__ import annotations

from typing import Any

import numpy as np

from lookahead.planner import Choice, Deadline, Level, Memory, Screening, never
from lookahead.planner_navigation import NavigationPlanner

__all__ = ["Recovering"]

Array = np.ndarray[Any, Any]


class Recovering:
    """A planner whose search knows the manoeuvres alone, and no goal.

    On every step the manoeuvre with the least predicted violation is chosen, by all members.

    Args:
        planner: Whose model, map and manoeuvres they are.
    """

    def __init__(self, planner: NavigationPlanner) -> None:
        self.planner = planner

    def begin(self, rows: int) -> Memory:
        """Return the memory of ``rows`` episodes."""
        return self.planner.begin(rows)

    def screen(
        self, observation: Array, proposal: Array, memory: Memory, episode_start: Array
    ) -> Screening:
        """Screen as the planner does."""
        return self.planner.screen(observation, proposal, memory, episode_start)

    def search(
        self,
        observation: Array,
        proposal: Array,
        screening: Screening,
        *,
        rows: Array,
        deadline: Deadline = never,
    ) -> Choice:
        """Choose a manoeuvre; arguments as `Planner.search`."""
        planner, n = self.planner, len(observation)
        scene = planner.surroundings.scene(screening.memory, observation)
        motion = observation[:, planner.model.columns].astype(np.float32)
        rolled = planner.model.roll(motion, planner.manoeuvres)
        danger = planner.judge.danger_at(scene, rolled.places).max(axis=1)  # (n, K, H)
        best = danger.sum(axis=-1).argmin(axis=1)
        plan = np.where(rows[:, None, None], planner.manoeuvres[best], np.nan)
        risk = np.where(rows, danger.max(axis=-1)[np.arange(n), best], screening.risk)
        return Choice(
            action=np.where(rows[:, None], plan[:, 0], proposal),
            level=np.where(rows, int(Level.BACKUP), int(Level.PROPOSAL)),
            risk=risk,
            costs=risk[:, None],
            complete=np.ones(n, dtype=bool),
            plan=plan,
            memory=screening.memory,
        )

    def after(self, memory: Memory, executed: Array, level: Array) -> Memory:
        """Note what was executed."""
        return self.planner.after(memory, executed, level)

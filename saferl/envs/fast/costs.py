"""The costs of the navigation tasks, on arrays: every stock part, their sum, and the indicator."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from saferl.envs.fast.observations import bodies_of
from saferl.envs.fast.readings import Readings
from saferl.envs.fast.rewards import ButtonRewards, Rewards
from saferl.envs.fast.stage import Stage

__all__ = ["Costs"]

_Floats = NDArray[np.float64]
_Part = Callable[[Readings], _Floats]


class Costs:
    """Computes what the stock task's `calculate_cost` and the builder's indicator give.

    Args:
        stage: the task.
        rewards: its rewards; a button task's costs depend on its goal button and timer.

    Attributes:
        need_contacts: whether any part counts contacts.
        need_velocities: whether any part reads generalised velocities.
    """

    def __init__(self, stage: Stage, rewards: Rewards) -> None:
        self._parts: dict[str, _Part] = {}
        self._indicator = bool(stage.task.cost_conf.constrain_indicator)
        self.need_contacts = self.need_velocities = False
        for obstacle in stage.obstacles:
            if obstacle.is_constrained:
                self._add(stage, obstacle, rewards)

    def _add(self, stage: Stage, obstacle: Any, rewards: Rewards) -> None:
        bodies = bodies_of(stage.model, obstacle)
        match obstacle.name:
            case "hazards":
                self._parts["cost_hazards"] = _in_zones(bodies, obstacle.size, obstacle.cost)
            case "pillars":
                self.need_contacts = True
                self._parts["cost_pillars"] = _contacts(bodies, obstacle.cost)
            case "gremlins":
                self.need_contacts = True
                self._parts["cost_gremlins"] = _contacts(bodies, obstacle.contact_cost)
            case "vases":
                self.need_contacts = self.need_velocities = True
                self._parts["cost_vases_contact"] = _contacts(bodies, obstacle.contact_cost)
                self._parts["cost_vases_velocity"] = _moving(
                    stage.model, bodies, obstacle.velocity_threshold, obstacle.velocity_cost
                )
            case "buttons":
                assert isinstance(rewards, ButtonRewards)
                self.need_contacts = True
                self._parts["cost_buttons"] = _wrong_buttons(rewards, obstacle.cost)
            case "sigwalls":
                self._parts["cost_out_of_boundary"] = _outside(
                    obstacle.locate_factor, both_axes=obstacle.num == 4
                )

    def step(self, readings: Readings) -> dict[str, _Floats]:
        """Every part and `cost_sum`.  # (n,) each."""
        parts = {name: part(readings) for name, part in self._parts.items()}
        total = np.zeros(readings.num_envs)
        for part in parts.values():
            total += part
        parts["cost_sum"] = total
        if self._indicator:
            return {name: (part > 0.0).astype(np.float64) for name, part in parts.items()}
        return parts


def _in_zones(bodies: NDArray[np.intp], size: float, cost: float) -> _Part:
    def part(readings: Readings) -> _Floats:
        depth = size - readings.distances_from_agent(bodies)
        inside: _Floats = (cost * np.maximum(depth, 0.0)).sum(axis=1)
        return inside

    return part


def _contacts(bodies: NDArray[np.intp], cost: float) -> _Part:
    def part(readings: Readings) -> _Floats:
        count: _Floats = cost * readings.touches[:, bodies].sum(axis=1)
        return count

    return part


def _moving(model: Any, bodies: NDArray[np.intp], threshold: float, cost: float) -> _Part:
    """A free body's velocity is the first three of its joint's, bar rounding."""
    starts = model.jnt_dofadr[model.body_jntadr[bodies]]
    columns = starts[:, None] + np.arange(3)  # (m, 3)

    def part(readings: Readings) -> _Floats:
        squares = readings.velocities[:, columns] ** 2
        speed = np.sqrt(squares[..., 0] + squares[..., 1] + squares[..., 2])
        total: _Floats = cost * np.where(speed >= threshold, speed, 0.0).sum(axis=1)
        return total

    return part


def _wrong_buttons(rewards: ButtonRewards, cost: float) -> _Part:
    """Not counted for a while after a goal button was pressed."""

    def part(readings: Readings) -> _Floats:
        presses: _Floats = cost * rewards.wrong_presses(readings) * (rewards.state["timer"] == 0)
        return presses

    return part


def _outside(limit: float, both_axes: bool) -> _Part:
    def part(readings: Readings) -> _Floats:
        position = np.abs(readings.positions[:, readings.agent])
        outside = position[:, 0] > limit
        if both_axes:
            outside |= position[:, 1] > limit
        cost: _Floats = outside.astype(np.float64)
        return cost

    return part

"""One step of every environment's physics."""

from __future__ import annotations

from typing import Any

import mujoco
import numpy as np
from numpy.typing import NDArray

from saferl.envs.fast.stage import Slot, Stage

__all__ = ["Physics"]

_NO_SENSORS = int(mujoco.mjtDisableBit.mjDSBL_SENSOR)
_VELOCITY_STAGE = int(mujoco.mjtStage.mjSTAGE_VEL)


class Physics:
    """Steps the environments' physics: the substeps, then what sensors need.

    Two things stock does are left out, and every number stays what it was. Sensors are computed
    once, after the last substep; stock computes them in every substep and reads only the last. And
    the first substep does not work out positions, contacts and velocities again, which the
    `mj_forward` at the end of the last step (or reset) has just done for the same state.

    Args:
        stage: the task.
        slots: the environments.
    """

    def __init__(self, stage: Stage, slots: list[Slot]) -> None:
        self._frame_skip = stage.frame_skip
        self._handles = [
            (slot.model, slot.data, slot.model.opt, slot.data.ctrl, slot.data.mocap_pos)
            for slot in slots
        ]
        self._flags = int(stage.model.opt.disableflags)
        limits = stage.model.actuator_ctrlrange
        self._low, self._high = limits[:, 0].copy(), limits[:, 1].copy()
        # what moves handles between steps changes positions; RK4's inner stages are not for us
        self._goes_on = (
            stage.model.nmocap == 0
            and stage.model.opt.integrator == mujoco.mjtIntegrator.mjINT_EULER
        )
        gremlins = stage.task._mocaps.get("gremlins")
        self._paths = None
        if gremlins is not None:
            self._paths = _GremlinPaths(gremlins, stage.model.opt.timestep, self._frame_skip)

    def step(self, actions: NDArray[np.float64], steps: NDArray[np.int64]) -> None:
        """Advance every environment.

        Args:
            actions: (n, nu).
            steps: (n,) steps taken in each one's episode before this one.
        """
        controls = np.minimum(np.maximum(actions, self._low), self._high)
        mj_step, mj_forward, rest = mujoco.mj_step, mujoco.mj_forward, self._frame_skip - 1
        disabled, enabled = self._flags | _NO_SENSORS, self._flags
        for i, (model, data, options, control, mocap_positions) in enumerate(self._handles):
            control[:] = controls[i]
            options.disableflags = disabled
            if self._goes_on:
                mujoco.mj_forwardSkip(model, data, _VELOCITY_STAGE, 1)
                mujoco.mj_Euler(model, data)
                mj_step(model, data, rest)
            elif self._paths is None:
                mj_step(model, data, self._frame_skip)
            else:
                for target in self._paths.at(steps[i]):
                    mocap_positions[:] = target
                    mj_step(model, data)
            options.disableflags = enabled
            mj_forward(model, data)

    def start_over(self, i: int) -> None:
        """Put environment `i` back to where its episode began."""
        model, data, *_ = self._handles[i]
        mujoco.mj_resetData(model, data)
        mujoco.mj_forward(model, data)


class _GremlinPaths:
    """Where the gremlins' handles are in every substep of every step of an episode.

    Stock puts them all at ``travel * (sin t, cos t)`` before each substep, t being the simulation's
    time, which adds up from 0 in the same way in every episode.
    """

    def __init__(self, gremlins: Any, timestep: float, frame_skip: int) -> None:
        self._gremlins = gremlins
        self._timestep, self._frame_skip = timestep, frame_skip
        self._time = 0.0
        # as lists: an array's rows would be made anew in every substep
        self._places: list[list[NDArray[np.float64]]] = []

    def at(self, step: int) -> list[NDArray[np.float64]]:
        """Places (num, 3) in each substep of a step."""
        while step >= len(self._places):
            self._places.append([self._next() for _ in range(self._frame_skip)])
        return self._places[step]

    def _next(self) -> NDArray[np.float64]:
        place = np.full((self._gremlins.num, 3), float(self._gremlins.size))
        place[:, :2] = np.array([np.sin(self._time), np.cos(self._time)]) * self._gremlins.travel
        self._time += self._timestep
        return place

"""Observations of all environments at once: sensors, then a lidar for each kind of object."""

from __future__ import annotations

from typing import Any

import mujoco
import numpy as np
from numpy.typing import NDArray

from saferl.envs.fast.readings import Readings
from saferl.envs.fast.stage import Stage

__all__ = ["Observer", "lidar"]

_Floats = NDArray[np.float64]
_TURN = 2 * np.pi


def lidar(
    out: _Floats, offsets: Any, places: NDArray[np.complex128], bins: int, reach: float | None
) -> None:
    """Mark objects in rings of direction bins, the nearest in each bin, as stock pseudo-lidar does.

    An object reads 1 at the agent, falling linearly to 0 at `reach` metres (or ``exp(-distance)``
    without one). It also shows in the two bins beside its own, in proportion to how near their
    border it is.

    Args:
        out: flat array of readings, zero where nothing was seen yet; raised in place.
        offsets: (n, m) where in `out` each object's ring begins.
        places: (n, m) metres ahead of the agent, and to its left as imaginary part.
        bins: how many in a ring.
        reach: metres, or None.

    >>> ring = np.zeros(4)
    >>> lidar(ring, np.array([[0]]), np.array([[1.0 + 0.0j]]), 4, 3.0)
    >>> ring.round(3)
    array([0.667, 0.   , 0.   , 0.667])
    """
    width = _TURN / bins
    distance = np.abs(places)
    angle = np.arctan2(places.imag, places.real) % _TURN
    first = (angle / width).astype(np.intp)
    aside = (angle - width * first) / width
    if reach is None:
        reading = np.exp(-distance)
    else:
        reading = np.maximum(0.0, reach - distance) / reach
    index = np.concatenate(
        (offsets + first % bins, offsets + (first + 1) % bins, offsets + (first - 1) % bins)
    )
    value = np.concatenate((reading, aside * reading, (1 - aside) * reading))
    np.maximum.at(out, index.ravel(), value.ravel())


class Observer:
    """Computes the flat observation the stock task would give.

    Args:
        stage: the task.
    """

    def __init__(self, stage: Stage) -> None:
        task, model = stage.task, stage.model
        agent = task.agent
        space = task.obs_info.obs_space_dict
        starts, start = {}, 0
        for name, box in space.spaces.items():
            starts[name] = start
            start += int(np.prod(box.shape))
        self.size = start

        def address(sensor: str) -> int:
            return int(model.sensor_adr[model.sensor(sensor).id])

        to, take = [], []  # observation columns copied from sensor columns
        info = agent.sensor_info
        copied = [*agent.sensor_conf.sensors, *info.hinge_vel_names, *info.ballangvel_names]
        first = dict.fromkeys(copied, 0)
        if info.freejoint_pos_name:
            copied.append(info.freejoint_pos_name)
            first[info.freejoint_pos_name] = 2  # only its height
        if info.freejoint_qvel_name:
            copied.append(info.freejoint_qvel_name)
            first[info.freejoint_qvel_name] = 0
        for sensor in copied:
            for k in range(int(np.prod(space[sensor].shape))):
                to.append(starts[sensor] + k)
                take.append(address(sensor) + first[sensor] + k)
        self._to, self._take = _as_slice(to), _as_slice(take)
        self._hinges = np.array([address(s) for s in info.hinge_pos_names], dtype=np.intp)
        self._hinge_columns = np.array([starts[s] for s in info.hinge_pos_names], dtype=np.intp)
        self._balls = [(address(s), starts[s]) for s in info.ballquat_names]

        self._bins = int(task.lidar_conf.num_bins)
        self._reach = task.lidar_conf.max_dist
        bodies: list[int] = []
        columns: list[int] = []
        self._at_origin: list[int] = []
        self.button_columns = slice(0, 0)
        for obstacle in stage.obstacles:
            if not obstacle.is_lidar_observed:
                continue
            start = starts[f"{obstacle.name}_lidar"]
            found = bodies_of(model, obstacle)
            if obstacle.name == "circle":  # stock gives its centre, not its body
                self._at_origin += range(len(bodies), len(bodies) + len(found))
            if obstacle.name == "buttons":
                self.button_columns = slice(start, start + self._bins)
            bodies += found.tolist()
            columns += [start] * len(found)
        self._bodies = np.array(bodies, dtype=np.intp)
        self._columns = np.array(columns, dtype=np.intp)

    def observe(self, readings: Readings, rows: Any = slice(None)) -> _Floats:
        """Observations of some rows.  # (len(rows), size)."""
        sensors = readings.sensors[rows]
        observation = np.zeros((len(sensors), self.size))
        observation[:, self._to] = sensors[:, self._take]
        if len(self._hinges):
            angle = sensors[:, self._hinges]
            observation[:, self._hinge_columns] = np.sin(angle)
            observation[:, self._hinge_columns + 1] = np.cos(angle)
        for address, column in self._balls:
            for row, quaternion in zip(observation, sensors, strict=True):
                mujoco.mju_quat2Mat(row[column : column + 9], quaternion[address : address + 4])
        if len(self._bodies):
            self._look_around(observation, readings, rows)
        return observation

    def _look_around(self, observation: _Floats, readings: Readings, rows: Any) -> None:
        positions = readings.positions[rows]
        vectors = positions[:, self._bodies]  # (rows, m, 3)
        vectors[..., 2] = 0.0
        if self._at_origin:
            vectors[:, self._at_origin] = 0.0
        vectors -= positions[:, readings.agent, None]
        # one product a vector, as in the stock code: the sums round the same
        ego = np.matmul(vectors[:, :, None], readings.rotation[rows][:, None])
        places = np.ascontiguousarray(ego[:, :, 0, :2]).view(np.complex128)[..., 0]
        offsets = np.arange(0, observation.size, self.size)[:, None] + self._columns
        lidar(observation.reshape(-1), offsets, places, self._bins, self._reach)


def _as_slice(indices: list[int]) -> Any:
    """Indices as a slice where they follow one another: reading is then a plain copy."""
    if indices == list(range(indices[0], indices[0] + len(indices))):
        return slice(indices[0], indices[0] + len(indices))
    return np.array(indices, dtype=np.intp)


def bodies_of(model: Any, obstacle: Any) -> NDArray[np.intp]:
    """Body indices of a stock obstacle's objects, in the order it numbers them."""
    names = [obstacle.name]
    if hasattr(obstacle, "num"):
        suffix = "obj" if obstacle.type == "mocaps" else ""
        names = [f"{obstacle.name[:-1]}{i}{suffix}" for i in range(obstacle.num)]
    return np.array([model.body(name).id for name in names], dtype=np.intp)

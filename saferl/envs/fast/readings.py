"""What the tasks read from MuJoCo, of all environments at once, in arrays.

Views into every environment's `MjData` are resolved once; a step gathers them with one
`np.concatenate` a quantity.
"""

from __future__ import annotations

from typing import Any

import mujoco
import numpy as np
from numpy.typing import NDArray

from saferl.envs.fast.stage import Slot, Stage

__all__ = ["Readings"]

_Floats = NDArray[np.float64]
_INSTABILITIES = [
    int(kind)
    for kind in (
        mujoco.mjtWarning.mjWARN_BADQPOS,
        mujoco.mjtWarning.mjWARN_BADQVEL,
        mujoco.mjtWarning.mjWARN_BADQACC,
    )
]


class Readings:
    """Poses, sensors and contacts of `n` environments of one task.

    Attributes:
        positions: (n, nbody, 3) of every body's frame, world coordinates.
        rotation: (n, 3, 3) agent frame to world.
        sensors: (n, nsensordata).
        velocities: (n, nv) generalised; gathered when `with_velocities`.
        agent_velocity: (n, 3) of the agent's frame, world; gathered when `with_velocities`.
        touches: (n, nbody) contacts between any of the agent's geoms and each body's; counted when
            `with_contacts`.
        rotations: (n, nbody, 9) of every body; gathered when `with_rotations`.
        warnings: (n, number of MuJoCo's warning kinds), how often each was raised.
    """

    def __init__(
        self,
        stage: Stage,
        slots: list[Slot],
        *,
        with_velocities: bool = False,
        with_contacts: bool = False,
        with_rotations: bool = False,
    ) -> None:
        model, n = stage.model, len(slots)
        self.num_envs = n
        self.agent = int(model.body("agent").id)
        self._datas = [slot.data for slot in slots]
        self._with_contacts = with_contacts
        self._all = list(range(n))
        self._is_agent_geom, self._body_of_geom = _agent_geoms(stage)
        self._num_bodies = int(model.nbody)
        self.touches = np.zeros((n, self._num_bodies), dtype=np.int64)

        self._gathers: list[tuple[list[Any], Any, Any]] = []  # views, flat buffer, rows
        self.positions = self._gather([d.xpos for d in self._datas])
        self.rotation = self._gather([d.xmat[self.agent] for d in self._datas]).reshape(n, 3, 3)
        self.sensors = self._gather([d.sensordata for d in self._datas])
        self.warnings = self._gather([d.warning.number for d in self._datas])
        if with_rotations:
            self.rotations = self._gather([d.xmat for d in self._datas])
        if with_velocities:
            root = int(model.body_rootid[self.agent])
            self.velocities = self._gather([d.qvel for d in self._datas])
            self._twist = self._gather([d.cvel[self.agent] for d in self._datas])
            self._centre = self._gather([d.subtree_com[root] for d in self._datas])

    def _gather(self, views: list[Any]) -> Any:
        array = np.zeros((len(views), *views[0].shape), dtype=views[0].dtype)
        flat = [view.reshape(-1) for view in views]
        assert all(np.shares_memory(a, b) for a, b in zip(flat, views, strict=True))
        self._gathers.append((flat, array.reshape(-1), array.reshape(len(views), -1)))
        return array

    def gather(self) -> None:
        """Read every environment."""
        for views, flat, _ in self._gathers:
            np.concatenate(views, out=flat)
        if self._with_contacts:
            self._count_contacts(self._all)

    def gather_row(self, i: int) -> None:
        """Read environment `i` again."""
        for views, _, rows in self._gathers:
            rows[i] = views[i]
        if self._with_contacts:
            self._count_contacts([i])

    def all_well(self) -> bool:
        """Whether MuJoCo gave no warning anywhere and all numbers are finite: nearly always."""
        if self.warnings.any():
            return False
        return bool(np.isfinite(self.positions.sum() + self.sensors.sum()))

    def unstable(self) -> NDArray[np.bool_]:
        """Whether MuJoCo called a simulation unstable since it was reset.  # (n,)."""
        return np.asarray(self.warnings[:, _INSTABILITIES].any(axis=1))

    def finite(self) -> NDArray[np.bool_]:
        """Whether an environment's numbers are all finite.  # (n,)."""
        sums = self.positions.sum(axis=(1, 2)) + self.sensors.sum(axis=1)
        return np.asarray(np.isfinite(sums))

    @property
    def agent_velocity(self) -> _Floats:
        """Velocity of the agent's frame from MuJoCo's, which is about the tree's centre of mass."""
        arm = self.positions[:, self.agent] - self._centre
        velocity: _Floats = self._twist[:, 3:] + np.cross(self._twist[:, :3], arm)
        return velocity

    def distances_from_agent(self, bodies: Any) -> _Floats:
        """Horizontal distance to each of some bodies.  # (n, len(bodies))."""
        apart = self.positions[:, bodies] - self.positions[:, self.agent, None]
        apart *= apart
        distance: _Floats = np.sqrt(apart[..., 0] + apart[..., 1])
        return distance

    def _count_contacts(self, rows: Any) -> None:
        """Count what touches the agent, as the stock tasks do: any geom of its against the body."""
        lists = [self._datas[i].contact.geom for i in rows]  # (ncon, 2) each
        pairs = np.concatenate(lists)
        starts = np.repeat(np.arange(len(lists)) * self._num_bodies, [len(one) for one in lists])
        contact, side = np.nonzero(self._is_agent_geom[pairs])
        other = self._body_of_geom[pairs[contact, 1 - side]]
        size = len(lists) * self._num_bodies
        counts = np.bincount(starts[contact] + other, minlength=size)
        self.touches[rows] = counts.reshape(len(lists), self._num_bodies)


def _agent_geoms(stage: Stage) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Which geoms the stock tasks take for the agent's (by name), and every geom's body."""
    model = stage.model
    names = set(stage.task.agent.body_info.geom_names)
    is_agent = np.array([model.geom(g).name in names for g in range(model.ngeom)])
    return is_agent, np.asarray(model.geom_bodyid, dtype=np.int64)

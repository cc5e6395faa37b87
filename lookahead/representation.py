"""What each part of an observation is, as the environment itself describes it.

Navigation tasks observe sensors of the agent's own motion and, for each group of objects, a ring
of distances (a pseudo-lidar). A `Layout` names the columns, so that a model can treat them as what
they are: it learns how the agent moves, and moves the objects rigidly. It is made once, when a
model is fitted, and stored in its file; nothing but the observation is needed afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from saferl.errors import CheckpointError, InputError

__all__ = ["Layout", "ObjectGroup", "layout_of"]

Array = np.ndarray[Any, Any]
_OUR_NAMES = {"push_box": "box"}
_MOVING = ("gremlins",)
_HEADING, _VELOCITY, _ACCELERATION = "magnetometer", "velocimeter", "accelerometer"


@dataclass(frozen=True)
class ObjectGroup:
    """Objects of one kind that a ring of lidar bins shows.

    Attributes:
        name: As constraints call the group.
        start: First column of its ring.
        count: How many there are.
        radius: Metres.
        still: Whether they stay where they are, unless a goal is drawn anew.
    """

    name: str
    start: int
    count: int
    radius: float
    still: bool


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Columns of a navigation task's observation.

    Attributes:
        size: Length of the observation.
        sensors: Name -> (first column, one past the last), in order; everything but the rings.
        groups: The object groups with a ring each.
        bins: Bins in a ring.
        reach: Metres at which a ring reads 0.
        dt: Seconds of a step.

    >>> layout = layout_of("SafetyPointGoal1-v0")
    >>> layout.columns("velocimeter"), [group.name for group in layout.groups]
    (slice(3, 6, None), ['goal', 'hazards', 'vases'])
    """

    size: int
    sensors: dict[str, tuple[int, int]]
    groups: tuple[ObjectGroup, ...]
    bins: int
    reach: float
    dt: float

    def columns(self, sensor: str) -> slice:
        """Columns of a sensor."""
        return slice(*self.sensors[sensor])

    def group_index(self, name: str) -> int | None:
        """Position of a group among `groups`, or None."""
        return next((i for i, group in enumerate(self.groups) if group.name == name), None)

    @property
    def motion_columns(self) -> Array:
        """Columns that tell how the agent moves: all sensors but compass and accelerometer."""
        skipped = (_HEADING, _ACCELERATION)
        return self._columns_of(name for name in self.sensors if name not in skipped)

    @property
    def sensed_columns(self) -> Array:
        """Columns of all sensors but the compass, which turns with the heading."""
        return self._columns_of(name for name in self.sensors if name != _HEADING)

    def _columns_of(self, names: Any) -> Array:
        return np.concatenate([np.arange(*self.sensors[name]) for name in names])

    def heading(self, observation: Array) -> Array:
        """Angle of the agent in radians, up to a constant, from its compass.

        Args:
            observation: (..., obs_dim).
        """
        first = self.sensors[_HEADING][0]
        return -np.arctan2(observation[..., first + 1], observation[..., first])

    def velocity(self, observation: Array) -> Array:
        """Velocity ahead and to the left in metres a second, (..., 2)."""
        first = self.sensors[_VELOCITY][0]
        return np.asarray(observation[..., first : first + 2])

    def rings(self, observation: Array) -> Array:
        """Readings of all rings, (..., groups, bins)."""
        parts = [observation[..., g.start : g.start + self.bins] for g in self.groups]
        return np.stack(parts, axis=-2)

    def displacement(self, before: Array, after: Array) -> Array:
        """How the agent moved between two successive observations, in its first body frame.

        The compass gives the turn; the mean of both velocities, in the first frame, gives the way.

        Args:
            before: (..., obs_dim).
            after: (..., obs_dim).

        Returns:
            (..., 3) metres ahead, metres to the left, radians to the left.
        """
        turn = wrapped(self.heading(after) - self.heading(before))
        ahead, left = np.moveaxis(self.velocity(after), -1, 0)
        cos, sin = np.cos(turn), np.sin(turn)
        turned = np.stack([cos * ahead - sin * left, sin * ahead + cos * left], axis=-1)
        way = (0.5 * self.dt) * (self.velocity(before) + turned)
        return np.concatenate([way, turn[..., None]], axis=-1)

    def turned_compass(self, compass: Array, turn: Array) -> Array:
        """The compass (..., 3) after a turn (...) to the left."""
        cos, sin = np.cos(turn), np.sin(turn)
        x, y = compass[..., 0], compass[..., 1]
        turned = np.empty_like(compass)
        turned[..., 0] = cos * x + sin * y
        turned[..., 1] = cos * y - sin * x
        turned[..., 2] = compass[..., 2]
        return turned

    def to_json(self) -> dict[str, Any]:
        """Return a JSON-serialisable document."""
        return {
            "size": self.size,
            "sensors": {name: list(ends) for name, ends in self.sensors.items()},
            "groups": [[g.name, g.start, g.count, g.radius, g.still] for g in self.groups],
            "bins": self.bins,
            "reach": self.reach,
            "dt": self.dt,
        }

    @classmethod
    def from_json(cls, document: dict[str, Any]) -> Layout:
        """Read what :meth:`to_json` returned.

        Raises:
            CheckpointError: It is not such a document.
        """
        try:
            return cls(
                size=int(document["size"]),
                sensors={name: (int(a), int(b)) for name, (a, b) in document["sensors"].items()},
                groups=tuple(ObjectGroup(*group) for group in document["groups"]),
                bins=int(document["bins"]),
                reach=float(document["reach"]),
                dt=float(document["dt"]),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise CheckpointError(f"the model's observation layout is garbled: {error}") from error


def wrapped(angle: Array) -> Array:
    """Bring angles into [-pi, pi).

    >>> wrapped(np.array([3.5 * np.pi])) / np.pi
    array([-0.5])
    """
    return (angle + np.pi) % (2 * np.pi) - np.pi


def layout_of(env_id: str) -> Layout | None:
    """Read the layout of a task's observation from the task's own description.

    Returns:
        The layout; or None where the observation is not made of a compass, a velocimeter and
        lidar rings of a linear reach, and is best taken as a plain vector.

    Raises:
        InputError: No such task.
    """
    from saferl.envs.tasks import resolve
    from saferl.worlds import world_of

    try:
        spec = resolve(env_id)
    except InputError:
        import gymnasium

        if env_id in gymnasium.registry:
            return None
        raise
    if spec.kind != "navigation":
        return None
    from saferl.envs.navigation import SafetyNavigationEnv

    env = SafetyNavigationEnv(spec)
    try:
        task: Any = env.task
        reach = task.lidar_conf.max_dist
        shapes = {name: box.shape for name, box in task.obs_info.obs_space_dict.spaces.items()}
        bins = int(task.lidar_conf.num_bins)
    finally:
        env.close()
    world = world_of(spec.id)
    sensors: dict[str, tuple[int, int]] = {}
    groups = []
    column = 0
    for name, shape in shapes.items():
        width = int(np.prod(shape))
        if name.endswith("_lidar"):
            stock = name.removesuffix("_lidar")
            group = world.group(_OUR_NAMES.get(stock, stock))
            if group is None:
                return None
            still = not group.movable and group.name not in _MOVING
            groups.append(ObjectGroup(group.name, column, group.count, group.radius, still))
        else:
            sensors[name] = (column, column + width)
        column += width
    if reach is None or not groups or not {_HEADING, _VELOCITY} <= set(sensors) or not world.dt:
        return None
    return Layout(
        size=column,
        sensors=sensors,
        groups=tuple(groups),
        bins=bins,
        reach=float(reach),
        dt=world.dt,
    )

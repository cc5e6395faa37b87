"""What an environment lets a constraint speak about: objects, events, times.

Every Safety-Gymnasium task has a `World`, and users describe their own environment by one:

>>> world = World(
...     groups=(Group("cows", count=3, radius=0.8), Group("ponds", 2, radius=1.5, flat=True)),
...     events=("gate_opened",),
...     signals=(Measured("battery", unit="V"),),
...     speed="horizontal", dt=0.1, horizon=600,
... )
>>> world.steps(1.5)
15
>>> from saferl.constraints import Constraint, Contact, Never
>>> world.check(Constraint("pigs", Never(Contact("pigs"))))
Traceback (most recent call last):
saferl.errors.InputError: unknown group 'pigs'; expected one of 'cows', 'ponds'

The environment then gives the signals of `World.signal_keys` on every step
(`saferl.constrain(env, constraints, world=world, signals=...)`).
"""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass
from typing import Any, Literal

from saferl.constraints import Constraint, Measured, seconds_to_steps
from saferl.constraints.checks import finite, one_of, whole
from saferl.constraints.signals import check_name
from saferl.errors import InputError

__all__ = ["Arena", "Group", "Problem", "World", "world_of"]

Arena = tuple[float, float, float, float]


@dataclass(frozen=True)
class Group:
    """Objects of one kind, as discs.

    Args:
        name: What constraints call the group, such as ``"hazards"``.
        count: How many there are.
        radius: Metres from an object's centre to its rim; for boxes, half a side.
        flat: Whether they are zones on the floor. Contact with a zone is the agent's centre being
            inside; with anything solid, touching it.
        movable: Whether the agent can push them, so that they have a displacement.
    """

    name: str
    count: int = 1
    radius: float = 0.0
    flat: bool = False
    movable: bool = False

    def __post_init__(self) -> None:
        check_name("a group", self.name)
        whole(f"count of group {self.name!r}", self.count, at_least=0)
        finite(f"radius of group {self.name!r}", self.radius, at_least=0.0)


@dataclass(frozen=True)
class Problem:
    """Why a constraint does not fit a world.

    Args:
        kind: ``"unknown_group"``, ``"absent_group"``, ``"immovable_group"``, ``"unknown_event"``,
            ``"unknown_signal"``, ``"no_speed"``: it speaks about what is not there.
            ``"constant"``: a comparison that is always true or never true. ``"contradiction"``:
            comparisons joined by `And` that exclude each other. ``"vacuous"``: nothing could ever
            violate it. ``"too_long"``: a time longer than an episode.
        message: What was given and what was expected.
        node: The signal, predicate or formula at fault.
    """

    kind: str
    message: str
    node: Any


@dataclass(frozen=True, kw_only=True)
class World:
    """What the constraints of an environment can speak about.

    Args:
        groups: The object groups.
        events: Names of the events the environment reports.
        signals: Numbers of the environment's own, beyond distances, displacements and speed.
        speed: ``"horizontal"`` (never negative), ``"forward"`` (signed) or None (no speed known).
        arena: ``(x_min, y_min, x_max, y_max)`` in metres, infinite where it is open; None if there
            is no arena. ``left_arena`` is the agent's centre being outside.
        dt: Seconds per step, or None.
        horizon: Steps after which an episode is cut off, or None.
        name: What errors call it; the task id for Safety-Gymnasium's tasks.
    """

    groups: tuple[Group, ...] = ()
    events: tuple[str, ...] = ()
    signals: tuple[Measured, ...] = ()
    speed: Literal["horizontal", "forward"] | None = None
    arena: Arena | None = None
    dt: float | None = None
    horizon: int | None = None
    name: str = "this environment"

    def __post_init__(self) -> None:
        for field, kind in (("groups", Group), ("events", str), ("signals", Measured)):
            given = getattr(self, field)
            if isinstance(given, str) or not all(isinstance(item, kind) for item in given):
                raise InputError(
                    f"{field} of World is {given!r}; expected a tuple of {kind.__name__}"
                )
            object.__setattr__(self, field, tuple(given))
        for event in self.events:
            check_name("an event", event)
        names = [group.name for group in self.groups]
        for name in names:
            if names.count(name) > 1:
                raise InputError(f"World has two groups named {name!r}; give each its own name")
        if self.speed is not None:
            one_of("speed of World", self.speed, ("horizontal", "forward"))
        if self.dt is not None and finite("dt of World", self.dt) <= 0:
            raise InputError(f"dt of World is {self.dt!r}; expected seconds per step, above 0")
        if self.horizon is not None:
            whole("horizon of World", self.horizon, at_least=1)
        if self.arena is not None:
            x_min, y_min, x_max, y_max = self.arena
            if not (x_min < x_max and y_min < y_max):
                raise InputError(
                    f"arena of World is {self.arena!r}; expected (x_min, y_min, x_max, y_max)"
                )

    def group(self, name: str) -> Group | None:
        """The group of that name, or None."""
        return next((group for group in self.groups if group.name == name), None)

    def steps(self, seconds: float) -> int:
        """Steps in a time, rounded to the nearest whole number, at least 1.

        Raises:
            InputError: The time is below half a step, or the world has no ``dt``.

        >>> World(dt=0.02).steps(1)
        50
        """
        if self.dt is None:
            raise InputError(f"{self.name} does not say how long a step takes; give World(dt=...)")
        return seconds_to_steps(finite("the time in seconds", seconds), self.dt)

    @property
    def size(self) -> float:
        """The longest way across the arena in metres; infinite if it is open or unknown."""
        if self.arena is None:
            return math.inf
        x_min, y_min, x_max, y_max = self.arena
        return math.hypot(x_max - x_min, y_max - y_min)

    @property
    def signal_keys(self) -> tuple[str, ...]:
        """Every key the environment's signals may be asked for.

        >>> World(groups=(Group("box", movable=True),), speed="forward").signal_keys
        ('distance/box', 'centre_distance/box', 'contact/box', 'displacement/box', 'speed')
        """
        keys: list[str] = []
        for group in self.groups:
            kinds = ["distance", "centre_distance", "contact"]
            kinds += ["displacement"] if group.movable else []
            keys += [f"{kind}/{group.name}" for kind in kinds]
        keys += ["speed"] if self.speed is not None else []
        keys += [f"event/{event}" for event in self.events]
        return tuple(keys) + tuple(signal.key for signal in self.signals)

    def problems(self, constraint: Constraint) -> tuple[Problem, ...]:
        """Everything about the constraint that does not fit this world, outermost first."""
        from saferl.fitting import problems_of

        return problems_of(constraint, self)

    def check(self, constraint: Constraint) -> None:
        """Raise unless the constraint fits this world.

        Raises:
            InputError: It speaks about a group, event or signal that is not there, about times
                longer than an episode, or no episode could violate it or none could satisfy it.
        """
        for problem in self.problems(constraint):
            raise InputError(problem.message)


def world_of(env: Any) -> World:
    """The world of a Safety-Gymnasium task or of an environment.

    Args:
        env: A task id with or without the ``saferl/`` prefix, an environment made by this library
            (single or vector), one of Safety-Gymnasium's own, anything with a `World` in its
            attribute ``world``, or a `World`, which is given back.

    Raises:
        InputError: The id is unknown, or the environment does not say what is in it.

    >>> world = world_of("SafetyPointGoal1-v0")
    >>> [(group.name, group.count) for group in world.groups]
    [('goal', 1), ('hazards', 8), ('vases', 1)]
    >>> world.dt, world.horizon, world.events
    (0.02, 1000, ('goal_reached', 'left_arena'))
    """
    if isinstance(env, World):
        return env
    if isinstance(env, str):
        return _world_of_id(env)
    for layer in (env, getattr(env, "unwrapped", None)):
        if isinstance(getattr(layer, "world", None), World):
            return layer.world  # type: ignore[no-any-return, union-attr]
    spec = getattr(getattr(env, "unwrapped", env), "task_spec", None)
    if spec is not None:
        return _world_of_id(spec.id)
    task = getattr(getattr(env, "unwrapped", env), "task", None)
    if hasattr(task, "placements_conf"):
        from saferl.envs.scenes import navigation_world

        return navigation_world(task)
    spec_id = getattr(getattr(env, "spec", None), "id", None)
    if isinstance(spec_id, str):
        try:
            return _world_of_id(spec_id)
        except InputError:
            pass
    raise InputError(
        f"{type(env).__name__} does not say what is in it; describe it by a World: "
        "saferl.constrain(env, constraints, world=World(...), signals=...)"
    )


@functools.cache
def _world_of_id(env_id: str) -> World:
    from saferl.envs.scenes import task_world

    return task_world(env_id)

"""What a constraint can speak about: the numbers an environment gives on every step.

A signal is one number per environment and step. Comparing it with a number makes a predicate:

>>> Distance("hazards") >= 0.3
Distance('hazards') >= 0.3
>>> Speed() < 1.5
Speed() < 1.5

Each signal has a ``key``, the name under which its value reaches a monitor:

>>> Distance("hazards").key, Distance("hazards", measure="centre").key, Speed().key
('distance/hazards', 'centre_distance/hazards', 'speed')
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NoReturn, get_args

from saferl.constraints.checks import one_of
from saferl.errors import InputError

if TYPE_CHECKING:
    from saferl.constraints.predicates import Comparison

__all__ = ["Displacement", "Distance", "Measure", "Measured", "Signal", "Speed", "check_name"]

Measure = Literal["surface", "centre"]

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*\Z")
_TAKEN = ("distance", "centre_distance", "contact", "displacement", "event", "speed", "cost")


def check_name(kind: str, name: object) -> str:
    """Return ``name`` if it may name a group, an event or a signal.

    Raises:
        InputError: It is not a letter followed by letters, digits and underscores.
    """
    if not isinstance(name, str) or not _NAME.match(name):
        raise InputError(
            f"{name!r} cannot name {kind}; a name is a letter followed by letters, digits and "
            "underscores, such as 'hazards' or 'goal_reached'"
        )
    return name


class Signal(ABC):
    """A number the environment gives on every step; compare it to make a predicate.

    ``<``, ``<=``, ``>`` and ``>=`` against a finite number give a `Comparison`. Two signals cannot
    be compared with each other, and ``==`` tells whether two signals are the same signal.
    """

    @property
    @abstractmethod
    def key(self) -> str:
        """The name under which the signal's values reach a monitor."""

    @property
    @abstractmethod
    def unit(self) -> str:
        """The unit of the values, ``"m"`` or ``"m/s"``; empty if there is none."""

    def __lt__(self, value: float) -> Comparison:
        return _compare(self, "<", value)

    def __le__(self, value: float) -> Comparison:
        return _compare(self, "<=", value)

    def __gt__(self, value: float) -> Comparison:
        return _compare(self, ">", value)

    def __ge__(self, value: float) -> Comparison:
        return _compare(self, ">=", value)

    def __bool__(self) -> NoReturn:
        raise InputError(
            f"{self!r} is a signal, neither true nor false; compare it with a number, "
            f"such as {self!r} >= 0.3"
        )


def _compare(signal: Signal, op: str, value: float) -> Comparison:
    from saferl.constraints.predicates import Comparison  # the two sorts know each other

    return Comparison(signal, op, value)  # type: ignore[arg-type]


@dataclass(frozen=True, repr=False)
class Distance(Signal):
    """Metres from the agent's centre to the nearest object of a group.

    Args:
        group: The group, such as ``"hazards"``, ``"vases"`` or ``"walls"``.
        measure: ``"surface"`` (default) measures to the object's rim, objects being discs, so that
            zero or less is inside; ``"centre"`` measures to its centre.

    A group of which nothing is there is infinitely far away.

    >>> Distance("gremlins", measure="centre") > 0.5
    Distance('gremlins', measure='centre') > 0.5
    """

    group: str
    measure: Measure = "surface"

    def __post_init__(self) -> None:
        check_name("a group", self.group)
        one_of("measure of Distance", self.measure, get_args(Measure))

    @property
    def key(self) -> str:
        """``distance/GROUP`` or ``centre_distance/GROUP``."""
        return f"{'distance' if self.measure == 'surface' else 'centre_distance'}/{self.group}"

    @property
    def unit(self) -> str:
        """Metres."""
        return "m"

    def __repr__(self) -> str:
        measure = "" if self.measure == "surface" else f", measure={self.measure!r}"
        return f"Distance({self.group!r}{measure})"


@dataclass(frozen=True, repr=False)
class Speed(Signal):
    """Horizontal speed of the agent in m/s.

    In the velocity tasks it is what the task's own cost compares: signed speed along x for
    HalfCheetah, Hopper, Walker2d and Swimmer (from v1), horizontal speed for Ant and Humanoid.
    """

    @property
    def key(self) -> str:
        """``speed``."""
        return "speed"

    @property
    def unit(self) -> str:
        """Metres per second."""
        return "m/s"

    def __repr__(self) -> str:
        return "Speed()"


@dataclass(frozen=True, repr=False)
class Displacement(Signal):
    """Metres an object has moved since the episode began, the largest in the group.

    Only movable groups have one (``"vases"``, ``"box"``).

    >>> Displacement("vases") <= 0.05
    Displacement('vases') <= 0.05
    """

    group: str

    def __post_init__(self) -> None:
        check_name("a group", self.group)

    @property
    def key(self) -> str:
        """``displacement/GROUP``."""
        return f"displacement/{self.group}"

    @property
    def unit(self) -> str:
        """Metres."""
        return "m"

    def __repr__(self) -> str:
        return f"Displacement({self.group!r})"


@dataclass(frozen=True, repr=False)
class Measured(Signal):
    """A number that a user's own environment reports under a name of its own.

    Args:
        name: The key under which the environment's signals hold it.
        unit: What it is measured in, for the wording; may be empty. (A field here, read as
            ``signal.unit`` like any other signal's.)

    >>> Measured("battery_temperature", unit="C") < 60
    Measured('battery_temperature', unit='C') < 60.0
    """

    name: str
    unit: str = ""

    def __post_init__(self) -> None:
        check_name("a signal", self.name)
        if self.name in _TAKEN:
            raise InputError(
                f"Measured({self.name!r}) would hide a signal of the language; use "
                "Speed(), Distance(...), Contact(...) or TaskCost(), or another name"
            )
        if not isinstance(self.unit, str) or re.search(r"[\s()\"',]", self.unit):
            raise InputError(
                f"the unit of Measured({self.name!r}) is {self.unit!r}; expected a short word "
                "without spaces, quotes, commas or brackets, such as 'C' or 'rad/s'"
            )

    @property
    def key(self) -> str:
        """The name itself."""
        return self.name

    def __repr__(self) -> str:
        unit = f", unit={self.unit!r}" if self.unit else ""
        return f"Measured({self.name!r}{unit})"

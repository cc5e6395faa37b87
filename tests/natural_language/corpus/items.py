"""What a corpus item is, and the short names the two splits are written with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from saferl.constraints import (
    Constraint,
    Contact,
    Displacement,
    Distance,
    Event,
    Formula,
    Speed,
    TaskCost,
)

__all__ = [
    "ANT_GOAL",
    "ANT_VELOCITY",
    "BUTTON",
    "CAR_GOAL",
    "CHEETAH",
    "CIRCLE",
    "GOAL",
    "GRID",
    "PUSH",
    "STEP_SECONDS",
    "Item",
    "C",
    "D",
    "E",
    "Moved",
    "STILL",
    "V",
    "ant",
    "average",
    "both",
    "car",
    "collect",
    "cost",
    "either",
    "no",
    "ok",
    "point",
    "section",
]

GOAL = "SafetyPointGoal2-v0"
CAR_GOAL = "SafetyCarGoal2-v0"
ANT_GOAL = "SafetyAntGoal1-v0"
BUTTON = "SafetyPointButton2-v0"
PUSH = "SafetyPointPush2-v0"
CIRCLE = "SafetyPointCircle2-v0"
CHEETAH = "SafetyHalfCheetahVelocity-v1"
ANT_VELOCITY = "SafetyAntVelocity-v1"
GRID = "hazardworld"
#: Further tasks that some authors speak about, under names of their own.
_MORE_TASKS = {
    "SafetyPointGoal1-v0": 0.02,
    "SafetyPointButton1-v0": 0.02,
    "SafetyPointPush1-v0": 0.02,
    "SafetyPointRun0-v0": 0.02,
    "SafetyCarButton1-v0": 0.04,
    "SafetyHopperVelocity-v1": 0.008,
}

STEP_SECONDS = {
    GOAL: 0.02,
    BUTTON: 0.02,
    PUSH: 0.02,
    CIRCLE: 0.02,
    CAR_GOAL: 0.04,
    ANT_GOAL: 0.1,
    CHEETAH: 0.05,
    ANT_VELOCITY: 0.05,
    **_MORE_TASKS,
}

C = Contact
D = Distance
E = Event
Moved = Displacement
V = Speed()
STILL = Speed() < 0.05

Meaning = tuple[Constraint, ...]


@dataclass(frozen=True, kw_only=True)
class Item:
    """One sentence and what it means.

    Attributes:
        id: ``h001`` or ``d001``.
        text: the sentence.
        world: a task id, or ``"hazardworld"``.
        golds: what it can mean, each a tuple of constraints that hold together: one if the
            sentence is clear, several if it honestly is not, none if it must be refused.
        refuse: reason codes any of which is right; empty unless it must be refused.
        tags: what the sentence exercises and who speaks.
        pair: a label shared with the one sentence that differs in a word and in meaning.
    """

    id: str = ""
    text: str
    world: str = ""
    golds: tuple[Meaning, ...] = ()
    refuse: tuple[str, ...] = ()
    tags: frozenset[str] = field(default_factory=frozenset)
    pair: str | None = None


def average(formula: Formula, budget: float) -> Constraint:
    """The mean cost per episode stays within the budget."""
    return Constraint("rule", formula, budget=budget, enforce="expected")


def cost(budget: float) -> Constraint:
    """The task's own cost stays within the budget in every episode."""
    return Constraint("rule", TaskCost(), budget=budget, enforce="always")


def _meaning(given: Formula | Constraint | tuple[Formula | Constraint, ...]) -> Meaning:
    parts = given if isinstance(given, tuple) else (given,)
    return tuple(
        part if isinstance(part, Constraint) else Constraint("rule", part, enforce="always")
        for part in parts
    )


def both(*parts: Formula | Constraint) -> Meaning:
    """Several constraints in one sentence."""
    return _meaning(parts)


def ok(
    text: str, gold: Formula | Constraint | Meaning, tags: str = "", *, pair: str | None = None
) -> Item:
    """A clear sentence."""
    return Item(text=text, golds=(_meaning(gold),), tags=frozenset(tags.split()), pair=pair)


def either(
    text: str,
    *golds: Formula | Constraint | Meaning,
    tags: str = "",
    pair: str | None = None,
) -> Item:
    """A sentence with several honest readings."""
    return Item(
        text=text,
        golds=tuple(_meaning(gold) for gold in golds),
        tags=frozenset(tags.split()) | {"ambiguous"},
        pair=pair,
    )


def no(text: str, *codes: str, tags: str = "", pair: str | None = None) -> Item:
    """A sentence that must be refused, for one of the given reasons."""
    return Item(text=text, refuse=codes, tags=frozenset(tags.split()) | {"must-refuse"}, pair=pair)


def section(world: str, *items: Item) -> tuple[Item, ...]:
    """Items that share a world."""
    tags = {"grid"} if world == GRID else set()
    return tuple(replace(item, world=world, tags=item.tags | tags) for item in items)


def collect(prefix: str, *sections: tuple[Item, ...]) -> tuple[Item, ...]:
    """Number the items of all sections."""
    items = [item for part in sections for item in part]
    return tuple(replace(item, id=f"{prefix}{n:03d}") for n, item in enumerate(items, 1))


def _clock(dt: float) -> Callable[[float], int]:
    return lambda seconds: round(seconds / dt)


point = _clock(0.02)
car = _clock(0.04)
ant = _clock(0.1)

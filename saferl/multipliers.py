"""Lagrange multipliers: the price of cost, adjusted until the budget is met.

A constrained problem, maximise J_r subject to J_c <= budget, becomes max over policies, min over
multipliers of ``J_r - multiplier * (J_c - budget)``. Both rules here see the mean *undiscounted*
cost of the episodes that ended in a batch, and do not move when none ended.

The violation is measured relative to the budget, ``(J_c - target) / max(target, 1)``, so that one
setting serves budgets of 1 and of 100.

>>> rule = PID(proportional=0.1, integral=0.1, derivative=0.0)
>>> state = rule.start()
>>> state = rule.step(state, episode_cost=50.0, budget=25.0)
>>> round(state.multiplier, 3)
0.2
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import Any

from saferl.errors import InputError, SimulationError, unknown_name
from saferl.settings import setting

__all__ = ["PID", "DualAscent", "MultiplierRule", "MultiplierState", "multiplier_rule"]


@dataclass(frozen=True)
class MultiplierState:
    """One multiplier between updates.

    Attributes:
        multiplier: Current value, >= 0.
        integral: Accumulated relative violation times its gain, >= 0.
        smoothed: Exponential average of the relative violation (proportional term).
        smoothed_cost: Exponential average of the episode cost (derivative term), or None at start.
    """

    multiplier: float = 0.0
    integral: float = 0.0
    smoothed: float = 0.0
    smoothed_cost: float | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the state as JSON values."""
        return asdict(self)

    @staticmethod
    def from_json(document: dict[str, Any]) -> MultiplierState:
        """Rebuild a state from :meth:`to_json`."""
        return MultiplierState(**document)


def _violation(episode_cost: float, budget: float, aim: float) -> float:
    if not math.isfinite(episode_cost):
        raise SimulationError(f"the mean episode cost is {episode_cost}; the environment is broken")
    target = aim * budget
    return (episode_cost - target) / max(target, 1.0)


@dataclass(frozen=True, kw_only=True)
class DualAscent:
    """Projected gradient ascent on the dual: ``multiplier += step_size * violation``, kept >= 0.

    Plain dual ascent is an integral controller; it finds the right price but overshoots on the way
    (Stooke et al. 2020, arXiv 2007.03964, section 4).
    """

    step_size: float = setting(0.05, "change of the multiplier per unit of relative violation")
    initial: float = setting(0.0, "multiplier at the start of training; 0 to 1")
    maximum: float = setting(100.0, "upper bound of the multiplier")
    aim: float = setting(1.0, "share of the budget to steer to; below 1 leaves a margin")

    def __post_init__(self) -> None:
        _check(self.initial, self.maximum, self.aim, {"step_size": self.step_size})

    def start(self) -> MultiplierState:
        """Return the state before the first update."""
        return MultiplierState(multiplier=self.initial, integral=self.initial)

    def step(self, state: MultiplierState, episode_cost: float, budget: float) -> MultiplierState:
        """Return the state after seeing one batch's mean episode cost."""
        violation = _violation(episode_cost, budget, self.aim)
        value = min(max(state.integral + self.step_size * violation, 0.0), self.maximum)
        return MultiplierState(multiplier=value, integral=value, smoothed=violation)


@dataclass(frozen=True, kw_only=True)
class PID:
    """PID control of the multiplier (Stooke, Achiam, Abbeel 2020, arXiv 2007.03964, algorithm 2).

    ``multiplier = max(0, P * violation + I * sum(violation) + D * max(0, rise of cost))``. The
    proportional term damps the oscillation of dual ascent; the derivative term brakes on rising
    cost only. The integral is kept in [0, maximum], so that it does not wind up.
    """

    proportional: float = setting(0.25, "gain on the relative violation; 0.05 to 1")
    integral: float = setting(0.05, "gain on the accumulated violation; 0.01 to 0.1")
    derivative: float = setting(0.1, "gain on the rise of the relative cost; 0 to 1")
    smoothing: float = setting(0.0, "weight of the past in both averages; 0 none, 0.95 strong")
    initial: float = setting(0.0, "multiplier at the start of training; 0 to 1")
    maximum: float = setting(100.0, "upper bound of the multiplier")
    aim: float = setting(1.0, "share of the budget to steer to; below 1 leaves a margin")

    def __post_init__(self) -> None:
        gains = {
            "proportional": self.proportional,
            "integral": self.integral,
            "derivative": self.derivative,
        }
        _check(self.initial, self.maximum, self.aim, gains)
        if not 0.0 <= self.smoothing < 1.0:
            raise InputError(f"smoothing is {self.smoothing}, expected 0 <= smoothing < 1")

    def start(self) -> MultiplierState:
        """Return the state before the first update."""
        return MultiplierState(multiplier=self.initial, integral=self.initial)

    def step(self, state: MultiplierState, episode_cost: float, budget: float) -> MultiplierState:
        """Return the state after seeing one batch's mean episode cost."""
        violation = _violation(episode_cost, budget, self.aim)
        integral = min(max(state.integral + self.integral * violation, 0.0), self.maximum)
        first = state.smoothed_cost is None
        keep = 0.0 if first else self.smoothing
        smoothed = keep * state.smoothed + (1.0 - keep) * violation
        past_cost = episode_cost if state.smoothed_cost is None else state.smoothed_cost
        cost = keep * past_cost + (1.0 - keep) * episode_cost
        rise = max(0.0, cost - past_cost) / max(self.aim * budget, 1.0)
        value = self.proportional * smoothed + integral + self.derivative * rise
        return MultiplierState(
            multiplier=min(max(value, 0.0), self.maximum),
            integral=integral,
            smoothed=smoothed,
            smoothed_cost=cost,
        )


MultiplierRule = DualAscent | PID


def _check(initial: float, maximum: float, aim: float, gains: dict[str, float]) -> None:
    if not 0.0 <= initial <= maximum:
        raise InputError(f"initial is {initial}, expected 0 <= initial <= maximum ({maximum})")
    if not 0.0 < aim <= 1.0:
        raise InputError(f"aim is {aim}, expected 0 < aim <= 1")
    for name, gain in gains.items():
        if not gain >= 0.0:
            raise InputError(f"{name} is {gain}, expected a gain >= 0")


def multiplier_rule(name: str, **settings: Any) -> MultiplierRule:
    """Return the rule called ``"dual"`` or ``"pid"``, as the command line names them."""
    rules: dict[str, type[DualAscent] | type[PID]] = {"dual": DualAscent, "pid": PID}
    if name not in rules:
        raise unknown_name("multiplier", name, rules)
    return rules[name](**settings)

"""How well agents do: return and excess cost, class by class, with intervals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from natural_language.hazardworld import chance
from natural_language.hazardworld.agents import Agent
from natural_language.hazardworld.board import REWARDS
from natural_language.hazardworld.missions import Kind, Mission
from natural_language.hazardworld.vector import HazardWorldVectorEnv
from saferl.evaluation.statistics import Interval, bootstrap

__all__ = ["FIRST_SEED", "Outcome", "evaluate", "fair", "resampled", "spread", "trimmed"]

Array = NDArray[Any]

#: Evaluation seeds begin here; training seeds stay below.
FIRST_SEED = 1_000_000


@dataclass(frozen=True, eq=False)
class Outcome:
    """What came of one episode for each mission.

    Attributes:
        missions: (E,) as given.
        returns: (E,) sum of rewards.
        excess: (E,) cost beyond what each constraint allows, summed over its constraints.
        turns: (E,) length.
    """

    missions: tuple[Mission, ...]
    returns: Array
    excess: Array
    turns: Array

    def of(self, kind: Kind | None) -> Outcome:
        """The episodes of one class of constraint; all of them for None."""
        here = np.array([kind in (None, mission.kind) for mission in self.missions])
        missions = tuple(m for m, take in zip(self.missions, here, strict=True) if take)
        return Outcome(missions, self.returns[here], self.excess[here], self.turns[here])

    def joined(self, other: Outcome) -> Outcome:
        """These episodes and others."""
        return Outcome(
            self.missions + other.missions,
            np.concatenate([self.returns, other.returns]),
            np.concatenate([self.excess, other.excess]),
            np.concatenate([self.turns, other.turns]),
        )


def evaluate(
    make: Callable[[int], Agent],
    missions: Sequence[Mission],
    *,
    seed: int | Array = FIRST_SEED,
    rewards: tuple[float, ...] = REWARDS,
) -> Outcome:
    """Play one episode for each mission, all at once.

    Args:
        make: Makes the agent that plays so many games.
        missions: Episode i plays mission i in the layout of seed ``seed + i``. Agents are compared
            on the same missions and seeds.
        seed: `FIRST_SEED` or more, for layouts nobody was trained on; or each episode's, (E,).
        rewards: What ball, box and key are worth.
    """
    n = len(missions)
    seeds = seed + np.arange(n) if isinstance(seed, int) else np.asarray(seed)
    env = HazardWorldVectorEnv(missions, n, rewards=rewards, autoreset="disabled")
    env.reset(seed=seeds.tolist(), options={"missions": np.arange(n)})
    agent = make(n)
    agent.begin(np.arange(n), env.texts(np.arange(n)))
    returns, excess, turns = np.zeros(n), np.zeros(n), np.zeros(n)
    going = np.ones(n, dtype=np.bool_)
    turn = 0
    while going.any():
        uniform = chance.uniform(seeds, np.full(n, turn), 100, 1)[:, 0]
        played = env.play(agent.act(env.board.view, uniform))
        returns += played.rewards * going
        excess += played.costs.sum(axis=1) * going
        turns += going
        going &= ~(played.terminations | played.truncations)
        turn += 1
    return Outcome(tuple(missions), returns, excess, turns)


def fair(
    missions: Sequence[Mission], count: int, *, seed: int = FIRST_SEED
) -> tuple[tuple[Mission, ...], Array]:
    """Return the first ``count`` of some episodes that do not begin in breach, and their seeds.

    An agent may be put nearer to tiles than two constraints together, or one of four squares, allow
    anywhere; what that costs says nothing of the agent.

    Args:
        missions: Episode i has mission i and seed ``seed + i``.
        count: Fewer are returned if there are no more.
        seed: Of the first.
    """
    n = len(missions)
    env = HazardWorldVectorEnv(missions, n, autoreset="disabled")
    env.reset(seed=seed, options={"missions": np.arange(n)})
    judged = env.monitor.step(env.board.signals()).cost  # (n, K)
    breach = judged[np.arange(n)[:, None], env.deck.which].any(axis=1)
    kept = np.flatnonzero(~breach)[:count]
    return tuple(missions[i] for i in kept), seed + kept


def spread(runs: Sequence[Array]) -> tuple[float, Interval]:
    """Return the mean over all episodes of all runs, and its 95% interval.

    >>> spread([np.array([1.0, 1.0]), np.array([1.0, 1.0])])
    (1.0, Interval(low=1.0, high=1.0))
    """
    if len(runs) == 1:
        return float(np.mean(runs[0])), bootstrap(runs[0])
    mean = float(np.mean([run.mean() for run in runs]))
    return mean, resampled([runs], lambda means: means[0])


def resampled(tasks: Sequence[Sequence[Array]], figure: Callable[[list[float]], float]) -> Interval:
    """Return the 95% bootstrap interval of a figure made of several tasks' mean values.

    Args:
        tasks: Of each task, of each run, a value for each episode.
        figure: Of the tasks' means; a mean is that of the runs' means.

    Runs are resampled, the same for every task, and within each run its episodes.

    >>> resampled([[np.full(9, 3.0)] * 2, [np.full(9, 2.0)] * 2], lambda m: m[0] / m[1])
    Interval(low=1.5, high=1.5)
    """
    generator = np.random.default_rng(0)
    drawn = []
    for _ in range(2000):
        picked = generator.integers(len(tasks[0]), size=len(tasks[0]))
        means = []
        for runs in tasks:
            some = [runs[i][generator.integers(len(runs[i]), size=len(runs[i]))] for i in picked]
            means.append(float(np.mean([one.mean() for one in some])))
        drawn.append(figure(means))
    # no mean of neighbours: a ratio may be infinite
    low, high = np.quantile(drawn, [0.025, 0.975], method="closest_observation")
    return Interval(float(low), float(high))


def trimmed(values: Array, share: float = 0.05) -> float:
    """Return the mean without the largest ``share`` of the values.

    >>> trimmed(np.array([0.0] * 19 + [100.0]))
    0.0
    """
    kept = len(values) - round(share * len(values))
    return float(np.sort(values)[:kept].mean())

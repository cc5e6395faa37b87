"""Where to draw the line: thresholds on predicted risk with a guarantee for finite samples.

One score per episode, never one per step: steps of an episode depend on each other, and the
guarantees need exchangeable scores. It also needs calibration data drawn like deployment's: scores
of unshielded episodes say nothing exact about shielded ones. The certificate that counts is made
of shielded episodes (`lookahead.certificate`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from saferl.errors import InputError

__all__ = ["Outcomes", "conformal_quantile", "controlled_threshold", "episode_scores", "threshold"]

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, eq=False)
class Outcomes:
    """What was predicted on n steps, and what happened after letting the proposal through.

    Attributes:
        risk: (n,) predicted probability of a violation within the horizon.
        violated: (n,) whether there was one.
        episode: (n,) which episode the step belongs to.
        vetoed: (n,) whether the shield refused the proposal.

    Raises:
        InputError: The arrays differ in length.
    """

    risk: Array
    violated: Array
    episode: Array
    vetoed: Array

    def __post_init__(self) -> None:
        lengths = {len(part) for part in vars(self).values()}
        if len(lengths) != 1:
            raise InputError(f"the outcomes' arrays have lengths {sorted(lengths)}; expected one")

    def __len__(self) -> int:
        """Steps."""
        return len(self.risk)


def conformal_quantile(scores: Array, alpha: float) -> float:
    """The score that a new episode's exceeds with probability at most ``alpha``.

    The value of rank ceil((n + 1)(1 - alpha)) of the n scores; infinite where that rank exceeds n:
    so few episodes support no finite one (Vovk et al. 2005; Lei et al. 2018, section 2).

    Raises:
        InputError: No score, or alpha outside (0, 1).

    >>> conformal_quantile(np.arange(1.0, 20.0), alpha=0.1)  # rank 18 of 19
    18.0
    >>> conformal_quantile(np.arange(1.0, 9.0), alpha=0.1)  # rank 9 of 8
    inf
    """
    ordered = np.sort(_scores(scores, alpha))
    # 1 - alpha is not exact: 10 * (1 - 0.1) must not become rank 10
    rank = math.ceil((len(ordered) + 1) * (1.0 - alpha) - 1e-9)
    return float("inf") if rank > len(ordered) else float(ordered[rank - 1])


def episode_scores(outcomes: Outcomes) -> Array:
    """How faint each episode's faintest warning was: one less the least risk of its bad steps.

    Episodes without a bad step score minus infinity: no warning was needed. A risk that could not
    be computed counts as 1, because such a step is always refused.

    >>> episode_scores(Outcomes(
    ...     np.array([0.9, 0.2, 0.1]), np.array([True, True, False]), np.array([0, 0, 1]),
    ...     np.zeros(3, bool)))
    array([ 0.8, -inf])
    """
    risk = np.where(np.isnan(outcomes.risk), 1.0, outcomes.risk)
    scores = []
    for episode in np.unique(outcomes.episode):
        bad = outcomes.violated & (outcomes.episode == episode)
        scores.append(1.0 - risk[bad].min() if bad.any() else -np.inf)
    return np.array(scores)


def threshold(outcomes: Outcomes, alpha: float) -> float:
    """Highest threshold t such that refusing risk >= t catches every bad step of a new episode.

    "Every" with probability at least 1 - alpha, over calibration and new episodes (split
    conformal). Minus infinity where there are too few episodes: everything is to be refused. Plus
    infinity where so few episodes hold a bad step that nothing need be refused.

    >>> bad = Outcomes(np.full(40, 0.3), np.ones(40, bool), np.arange(40), np.zeros(40, bool))
    >>> threshold(bad, alpha=0.1), threshold(bad, alpha=0.01)
    (0.3, -inf)
    """
    return round(1.0 - conformal_quantile(episode_scores(outcomes), alpha), 12)


def controlled_threshold(outcomes: Outcomes, alpha: float) -> float:
    """Highest threshold whose expected share of missed bad steps in an episode is at most alpha.

    Conformal risk control (Angelopoulos et al. 2022, arXiv 2208.02814, eq. 4): an episode's loss,
    the share of its bad steps with a risk below the threshold, grows with the threshold and is at
    most 1; the highest threshold with (sum of losses + 1) / (n + 1) <= alpha is taken. Minus
    infinity where none is.

    >>> bad = Outcomes(np.full(40, 0.3), np.ones(40, bool), np.arange(40), np.zeros(40, bool))
    >>> controlled_threshold(bad, alpha=0.1), controlled_threshold(bad, alpha=0.01)
    (0.3, -inf)
    """
    episodes = np.unique(outcomes.episode)
    _scores(episodes, alpha)
    risk = np.where(np.isnan(outcomes.risk), 1.0, outcomes.risk)
    groups = [np.sort(risk[outcomes.violated & (outcomes.episode == e)]) for e in episodes]
    groups = [group for group in groups if len(group)]

    def fits(t: float) -> bool:
        losses = sum(float(np.searchsorted(group, t, side="left")) / len(group) for group in groups)
        return (losses + 1.0) / (len(episodes) + 1.0) <= alpha

    if not fits(-np.inf):
        return float("-inf")
    if fits(np.inf):
        return float("inf")
    # the loss jumps just above each bad step's risk, so the highest threshold is one of them
    candidates = np.unique(np.concatenate(groups))
    low, high = 0, len(candidates) - 1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(candidates[middle]) else (low, middle - 1)
    return float(candidates[low])


def _scores(scores: Array, alpha: float) -> Array:
    if not 0.0 < alpha < 1.0:
        raise InputError(f"alpha is {alpha}; expected between 0 and 1")
    array = np.asarray(scores, dtype=np.float64)
    if array.ndim != 1 or not len(array) or np.isnan(array).any():
        raise InputError("expected one score per episode, at least one, none of them nan")
    return array

"""What is lost to the shield's map: the oracle, which is told where things are, plays the same.

    python -m tests.benchmarks.oracle                     # a glance: 4 episodes of 100 steps
    python -m tests.benchmarks.oracle --episodes 300 --steps 1000

The shield is that of a shielded policy in the zoo; the learned motion model is the same in both.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

import numpy as np

from lookahead.oracle import play_oracle
from saferl.policies import load_policy

FIRST_SEED = 1_000_000
BATCH = 100


def batches(episodes: int) -> list[Sequence[int]]:
    """Seeds of the episodes that are played side by side."""
    seeds = range(FIRST_SEED, FIRST_SEED + episodes)
    return [seeds[start : start + BATCH] for start in range(0, episodes, BATCH)]


def main() -> None:
    """Play, print means with bootstrap intervals."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--policy", default="zoo:SafetyPointGoal1-v0/shielded")
    parser.add_argument("--episodes", type=int, default=4)
    parser.add_argument("--steps", type=int, default=100)
    given = parser.parse_args()
    shielded = load_policy(given.policy)
    reports = [
        play_oracle(shielded.shield, shielded.policy, seeds=seeds, steps=given.steps)
        for seeds in batches(given.episodes)
    ]
    source = np.random.default_rng(0)
    for name in ("returns", "costs"):
        values = np.concatenate([getattr(report, name) for report in reports])
        means = source.choice(values, (5000, len(values))).mean(axis=1)
        low, high = np.quantile(means, [0.025, 0.975])
        print(
            f"{name}: {values.mean():.2f} (95% {low:.2f} to {high:.2f}), worst {values.max():.0f}"
        )


if __name__ == "__main__":
    main()

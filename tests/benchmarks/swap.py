"""Does a shield only put its own plans in a policy's place? Policies that go nowhere tell.

    python -m tests.benchmarks.swap                    # a glance: 4 episodes
    python -m tests.benchmarks.swap --episodes 30

The shield of a shielded policy in the zoo is put around policies that do not head for the goal. If
it planned in their place they would get there all the same; if it only keeps them safe, they get
where they would have got without it, at less cost.
"""

from __future__ import annotations

import argparse
from typing import Any

import numpy as np

import saferl
from saferl.policies import CallablePolicy, load_policy

Array = np.ndarray[Any, Any]


def policies(observations: int) -> dict[str, Any]:
    """What is put behind the shield: observations (obs_dim,) to two actions in [-1, 1]."""
    weight = np.random.default_rng(0).normal(size=(2, observations))
    return {
        "stands still": lambda observation: np.zeros(2),
        "backs away, turning": lambda observation: np.array([-1.0, 0.3]),
        "a network with random weights": lambda observation: np.tanh(weight @ observation),
    }


def main() -> None:
    """Play each alone and behind the shield."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--policy", default="zoo:SafetyPointGoal1-v0/shielded")
    parser.add_argument("--episodes", type=int, default=4)
    given = parser.parse_args()
    shielded = load_policy(given.policy)
    spaces = shielded.observation_space, shielded.action_space
    env_id = shielded.card["env_id"]
    for name, act in policies(spaces[0].shape[0]).items():
        alone = CallablePolicy(act, *spaces)
        behind = shielded.shield.attach(alone, card=shielded.card)
        for title, policy in (("alone", alone), ("behind the shield", behind)):
            report = saferl.evaluate(policy, env_id, episodes=given.episodes, num_envs=30)
            print(
                f"{name}, {title}: return {report.mean_return:.2f}, cost {report.mean_cost:.2f}, "
                f"own steps {100 * (1 - report.vetoed.mean()):.1f}%"
            )


if __name__ == "__main__":
    main()

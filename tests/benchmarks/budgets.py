"""One editor at several budgets: what each costs, and whether a tighter one ever costs more.

    python -m tests.benchmarks.budgets                                  # a glance: 10 episodes
    python -m tests.benchmarks.budgets --policy runs/edited/policy.safetensors \\
        --budgets 5,10,25,50 --episodes 300

All budgets play the same episodes, so that the differences between neighbours are paired.
"""

from __future__ import annotations

import argparse

import numpy as np
from rich.console import Console
from rich.table import Table

import saferl
from editors import EditedPolicy

EDITED = "zoo:SafetyPointGoal1-v0/edited"
TASK = "SafetyPointGoal1-v0"
RESAMPLES = 5000


def interval(values: np.ndarray) -> tuple[float, float]:
    """95% bootstrap interval of the mean."""
    source = np.random.default_rng(0)
    means = source.choice(values, (RESAMPLES, len(values))).mean(axis=1)
    low, high = np.quantile(means, [0.025, 0.975])
    return float(low), float(high)


def main() -> None:
    """Evaluate, print a row a budget."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--policy", default=EDITED)
    parser.add_argument("--env", default=TASK)
    parser.add_argument("--budgets", default="20,25,40")
    parser.add_argument("--episodes", type=int, default=10)
    given = parser.parse_args()
    policy = saferl.load_policy(given.policy, env_id=given.env)
    assert isinstance(policy, EditedPolicy)
    columns = ("budget", "price", "return", "cost (95%)", "more than the budget before", "edited")
    table = Table(*columns, title=f"{given.env}, {given.episodes} episodes")
    before = None
    for budget in sorted(float(word) for word in given.budgets.split(",")):
        priced = policy.with_budget(budget)
        report = saferl.evaluate(
            priced,
            given.env,
            episodes=given.episodes,
            constraints=priced.constraints,
            num_envs=100,
            progress=False,
        )
        costs = np.asarray(report.costs)[:, 0]
        low, high = interval(costs)
        more = (
            ""
            if before is None
            else "{:.1f} ({:.1f} to {:.1f})".format(
                (costs - before).mean(), *interval(costs - before)
            )
        )
        table.add_row(
            f"{budget:g}",
            f"{priced.prices[0]:.2f}",
            f"{report.mean_return:.2f}",
            f"{costs.mean():.2f} ({low:.2f} to {high:.2f})",
            more,
            f"{100 * np.mean(report.edited):.0f}%",
        )
        before = costs
    Console(width=120).print(table)


if __name__ == "__main__":
    main()

"""The most that HazardWorld's games can pay, at prices of excess cost: no agent does better.

    python -m tests.benchmarks.ceiling                # the first 60 episodes of each kind
    python -m tests.benchmarks.ceiling --episodes 200

By a search over each board with all of it known. The first column is who takes no excess cost at
all; a price is what one of it is worth in return. About ten seconds for 60 episodes.
"""

from __future__ import annotations

import argparse
import math

from natural_language.hazardworld.ceiling import ceiling
from natural_language.hazardworld.episodes import KINDS, TWO, benchmark

PRICES = (math.inf, 1.0, 0.5, 0.2, 0.1)


def main() -> None:
    """Print return / excess cost for each class and price."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--episodes", type=int, default=60)
    episodes = benchmark(parser.parse_args().episodes)
    print("price of excess cost", *(f"{price:>13g}" for price in PRICES))
    for kind in (*KINDS, TWO):
        missions, seeds = episodes[kind]
        cells = []
        for price in PRICES if kind != TWO else PRICES[:1]:  # two at once take minutes
            best = ceiling(missions, seed=seeds, price=price)
            cells.append(f"{best.returns.mean():.2f} / {best.excess.mean():5.2f}".rjust(13))
        print(f"{kind:20}", *cells)


if __name__ == "__main__":
    main()

"""Speed of HazardWorld: steps a second of the vector form, of the minigrid form, of bare minigrid.

python -m tests.benchmarks.hazardworld
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from natural_language.hazardworld import HazardWorldVectorEnv, sentences

SECONDS = 3.0


def steps_per_second(step: Callable[[], int]) -> float:
    """Call ``step``, which says how many steps it took, for some seconds."""
    for _ in range(3):
        step()
    begun, steps = time.perf_counter(), 0
    while (took := time.perf_counter() - begun) < SECONDS:
        steps += step()
    return steps / took


def vector(num_envs: int) -> float:
    """The NumPy form, over all training sentences."""
    env = HazardWorldVectorEnv(sentences("train"), num_envs=num_envs, seed=0)
    env.reset()
    actions = np.random.default_rng(0).integers(3, size=(1000, num_envs))
    turn = iter(range(10**9))

    def step() -> int:
        env.step(actions[next(turn) % 1000])
        return num_envs

    return steps_per_second(step)


def single(bare: bool) -> float:
    """The minigrid form, or minigrid's own empty room of the same size with nothing to judge."""
    from minigrid.envs import EmptyEnv

    from natural_language.hazardworld.environment import HazardWorldEnv

    env = EmptyEnv(size=13) if bare else HazardWorldEnv(sentences("train"))
    env.see_through_walls = True
    env.reset(seed=0)
    generator = np.random.default_rng(0)

    def step() -> int:
        _, _, terminated, truncated, _ = env.step(int(generator.integers(3)))
        if terminated or truncated:
            env.reset()
        return 1

    return steps_per_second(step)


def main() -> None:
    """Print the table."""
    for num_envs in (16, 64, 128, 256):
        print(f"HazardWorldVectorEnv, {num_envs:3d} at once  {vector(num_envs):10,.0f} steps/s")
    print(f"HazardWorldEnv (minigrid)          {single(False):10,.0f} steps/s")
    print(f"bare minigrid, empty 13 x 13 room  {single(True):10,.0f} steps/s")


if __name__ == "__main__":
    main()

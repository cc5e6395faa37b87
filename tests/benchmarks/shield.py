"""How long a shielded decision takes: ``python -m tests.benchmarks.shield [FILE] [--steps 600]``.

FILE is what ``saferl shield attach`` wrote; by default a shield for SafetyPointGoal1 of the usual
size whose weights are made up (more of its steps are vetoed than a fitted one's). One environment
is played by the policy's NumPy form and, on the very same observations, by its exported form. Both
are timed on one thread, for steps without and with a veto, next to the floor: the matrix products
of the networks alone, in the shapes in which that step needed them.

Each observation is decided several times, from the same state. "CPU" is the least processor time,
which a busy machine hardly moves; "clock" is what passed the first time. All on one thread: set
``OMP_NUM_THREADS=1``.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

import saferl
from lookahead import deployed
from lookahead.deadline import Latencies, WallDeadline
from lookahead.deployed import OnnxMotion
from lookahead.export import export
from lookahead.shielded_policy import ShieldedPolicy
from lookahead.world_model_motion import MotionModel
from tests.lookahead.small_shield import TASK, ppo, small_shield

REPEATS = 5
Array = np.ndarray[Any, Any]


def play(policy: ShieldedPolicy, steps: int) -> list[tuple[Array, Any, bool]]:
    """Observation, state before and whether it was vetoed, of each step of shielded episodes."""
    env = saferl.make_vec(policy.card["env_id"], num_envs=1, autoreset="disabled")
    played: list[tuple[Array, Any, bool]] = []
    seed, state, over = 1_000_000, None, True
    observation: Array = np.zeros(0)
    while len(played) < steps:
        if over:
            observation, _ = env.reset(seed=[seed])
            seed, state = seed + 1, None
        decision = policy.decide(observation, state, np.array([state is None]), True)
        played.append((observation, state, bool(decision.vetoed[0])))
        state = decision.state
        observation, _, terminated, truncated, _ = env.step(decision.action)
        over = bool(terminated[0] | truncated[0])
    env.close()
    return played


def timed(policy: ShieldedPolicy, played: list[tuple[Array, Any, bool]]) -> tuple[Array, Array]:
    """Least processor time and first time by the clock of each decision, milliseconds."""
    least, first = [], []
    for observation, state, _ in played:
        times, clocks = [], []
        for _ in range(REPEATS):
            began, clock = time.thread_time(), time.perf_counter()
            policy._decide(observation, state, np.array([state is None]), True, WallDeadline(None))
            times.append(1e3 * (time.thread_time() - began))
            clocks.append(1e3 * (time.perf_counter() - clock))
        least.append(min(times))
        first.append(clocks[0])
    return np.array(least), np.array(first)


def floors(policy: ShieldedPolicy, played: list[tuple[Array, Any, bool]]) -> Array:
    """Time of each decision's matrix products alone, milliseconds."""
    kind = OnnxMotion if isinstance(policy.shield.model.motion, OnnxMotion) else MotionModel
    forward = kind.forward
    needed: list[tuple[Any, tuple[int, ...]]] = []

    def noting(self: Any, inputs: Array) -> Array:
        needed.append((self.layers, inputs.shape))
        return forward(self, inputs)

    kind.forward = noting  # type: ignore[method-assign]
    found = []
    try:
        for observation, state, _ in played:
            needed.clear()
            policy._decide(observation, state, np.array([state is None]), True, WallDeadline(None))
            found.append(products(needed))
    finally:
        kind.forward = forward  # type: ignore[method-assign]
    return np.array(found)


def products(needed: list[tuple[Any, tuple[int, ...]]]) -> float:
    least = np.inf
    for _ in range(3):
        total = 0.0
        for layers, shape in needed:
            hidden = np.zeros(shape, dtype=np.float32)
            began = time.thread_time()
            for weight, _ in layers:
                hidden = np.matmul(hidden, weight)
            total += time.thread_time() - began
        least = min(least, total)
    return 1e3 * least


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", nargs="?", help="a shielded policy")
    parser.add_argument("--steps", type=int, default=600)
    arguments = parser.parse_args()
    if arguments.file:
        policy = saferl.load_policy(arguments.file)
        name = arguments.file
    else:
        policy, name = small_shield(hidden=48).attach(ppo()), f"made-up weights, {TASK}"
    assert isinstance(policy, ShieldedPolicy)
    policy.audit = None
    with tempfile.TemporaryDirectory() as folder:
        export(policy, Path(folder) / "deployed.safetensors")
        exported = deployed.load(Path(folder) / "deployed.safetensors")
    played = play(policy, arguments.steps)
    vetoed = np.array([veto for *_, veto in played])
    print(f"{name}: {len(played)} steps, {100 * vetoed.mean():.1f}% vetoed; milliseconds")
    print(f"{'':<24}{'CPU p50':>9}{'p99':>7}{'clock p50':>11}{'p99':>7}{'floor':>8}{'ratio':>7}")
    for title, form in (("NumPy", policy), ("exported", exported)):
        for _ in range(20):  # warm up
            form._decide(played[0][0], None, np.array([True]), True, WallDeadline(None))
        least, first = timed(form, played)
        floor = floors(form, played)
        for label, rows in (("no veto", ~vetoed), ("with veto", vetoed)):
            if not rows.any():
                continue
            of, once = Latencies.of(least[rows]), Latencies.of(first[rows])
            bare = float(np.median(floor[rows]))
            print(
                f"{title + ', ' + label:<24}{of.p50:>9.2f}{of.p99:>7.2f}{once.p50:>11.2f}"
                f"{once.p99:>7.2f}{bare:>8.2f}{of.p50 / bare:>7.1f}"
            )


if __name__ == "__main__":
    main()

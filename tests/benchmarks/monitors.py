"""How long monitors take: ``python -m tests.benchmarks.monitors [--seconds 1]``.

Times `Monitor.step` alone, on random signals, and prints nanoseconds per environment-step for
several sets of constraints and numbers of environments. The issue's bound: 3 constraints on 64
environments in under 200 ns per environment-step. The best of many short runs is given, with the
median beside it, because whatever else the machine does only ever adds.
"""

from __future__ import annotations

import argparse
import statistics
import time

import numpy as np

from saferl.constraints import (
    After,
    AtMost,
    Constraint,
    Contact,
    Distance,
    Event,
    For,
    ForAtMost,
    Never,
    Speed,
    Until,
    Within,
    task_cost,
)
from saferl.monitors import Monitor

HAZARDS = Constraint("hazards", Never(Distance("hazards") < 0.3), budget=25)
VASES = Constraint("vases", AtMost(3, Contact("vases")))
STOP = Constraint(
    "stop", After(Event("wrong_button_pressed"), For(50, Speed() < 0.05), each=True), budget=10
)
WINDOW = Constraint("window", AtMost(3, Contact("vases"), window=100))
ANSWER = Constraint("answer", Within(Contact("gremlins"), Speed() < 0.1, 25))

SETS = {
    "task cost": (task_cost(25),),
    "hazards, vases": (HAZARDS, VASES),
    "hazards, vases, task cost": (HAZARDS, VASES, task_cost(25)),
    "hazards, vases, stop after a button": (HAZARDS, VASES, STOP),
    "hazards, window, answer": (HAZARDS, WINDOW, ANSWER),
    "eight of all kinds": (
        HAZARDS,
        VASES,
        STOP,
        WINDOW,
        ANSWER,
        Constraint("stay", ForAtMost(20, Contact("hazards"))),
        Constraint("until", Until(Speed() <= 0.5, Event("goal_reached"))),
        task_cost(25),
    ),
}


def signals_for(monitor: Monitor, rng: np.random.Generator) -> dict[str, np.ndarray]:
    drawn = {}
    for key in monitor.signals:
        values = rng.random(monitor.num_envs)
        drawn[key] = values < 0.2 if key.startswith(("contact", "event")) else values
    return drawn


def nanoseconds(
    constraints: tuple[Constraint, ...], num_envs: int, seconds: float
) -> tuple[float, float]:
    """Best and median time of a step per environment, over runs of 200 steps."""
    monitor = Monitor(constraints, num_envs=num_envs)
    rng = np.random.default_rng(0)
    trace = [signals_for(monitor, rng) for _ in range(200)]
    runs = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end or len(runs) < 3:
        start = time.perf_counter_ns()
        for signals in trace:
            monitor.step(signals)
        runs.append((time.perf_counter_ns() - start) / len(trace) / num_envs)
        monitor.reset()
    return min(runs), statistics.median(runs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=1.0, help="time for each figure")
    parser.add_argument("--envs", type=int, nargs="+", default=[1, 64, 1024])
    arguments = parser.parse_args()
    print("ns per environment-step, best (median)")
    print(f"{'constraints':38}" + "".join(f"{n:>18} envs" for n in arguments.envs))
    for name, constraints in SETS.items():
        figures = (nanoseconds(constraints, n, arguments.seconds) for n in arguments.envs)
        cells = [f"{best:.0f} ({median:.0f})" for best, median in figures]
        print(f"{name:38}" + "".join(f"{cell:>23}" for cell in cells), flush=True)


if __name__ == "__main__":
    main()

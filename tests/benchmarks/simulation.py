"""How near the simulation comes to its physics: ``python -m tests.benchmarks.simulation``.

Everything is measured against bounds of the same run, on the same machine:

- the *ceiling*: what bare MuJoCo needs for the same actions in the same states, ``frame_skip``
  times ``mj_step`` and one ``mj_forward`` for each environment, and nothing else;
- *stock*: Safety-Gymnasium's own classes.

A repeat is a whole episode of every environment, reset included; subject and bound take turns of a
few steps from the same states, so that whatever else the machine does disturbs both alike. Times
are the process's processor time (for workers, the wall's); medians of several repeats are given.
Stock's resets also wait for files, which is not counted against them.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from typing import Any

import mujoco
import numpy as np
from rich.console import Console
from rich.table import Table

from saferl.envs.compat import stock_module
from saferl.envs.fast import FastVectorEnv
from saferl.envs.tasks import resolve
from saferl.envs.vectorise import make_vec

NUM_ENVS = 16
HOLD = 10  # steps for which random actions are held
TURN = 20  # steps that subject and bound take in turn
SHARES = {  # of the ceiling, at least
    "SafetyPointGoal1-v0": 0.85,
    "SafetyCarGoal1-v0": 0.80,
    "SafetyCarButton1-v0": 0.80,
    "SafetyPointButton1-v0": 0.80,
    "SafetyPointPush1-v0": 0.80,
    "SafetyPointCircle1-v0": 0.65,
}
AGAINST_STOCK = {"SafetyPointGoal1-v0": 8.0, "SafetyAntGoal1-v0": 40.0}
MEMORY = {"SafetyPointGoal1-v0": 1.5, "SafetyRacecarButton2-v0": 1.5}  # GiB for 64 environments
TWO_WORKERS = 1.7
STATE = int(mujoco.mjtState.mjSTATE_INTEGRATION)


def main(argv: list[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--repeats", type=int, default=3, help="episodes of each measurement")
    parser.add_argument("--steps", type=int, default=1000, help="steps of an episode, at most")
    arguments = parser.parse_args(argv)
    warnings.simplefilter("ignore")
    repeats, steps = arguments.repeats, arguments.steps
    console = Console()
    table = Table("what", "measured", "at least", title="Simulation against its bounds")
    for env_id, least in SHARES.items():
        share, rate = share_of_ceiling(env_id, NUM_ENVS, repeats, steps)
        table.add_row(
            f"{env_id}, share of the ceiling", f"{share:.2f}  ({rate:,.0f}/s)", f"{least}"
        )
    for env_id, factor in AGAINST_STOCK.items():
        fast, stock = against_stock(env_id, repeats, steps)
        share, reached = share_of_ceiling(env_id, NUM_ENVS, 1, 200, hold=1)
        rates = (
            f"({fast:,.0f}/s against {stock:,.0f}/s; the ceiling {reached / share / stock:.1f}x)"
        )
        measured = f"{fast / stock:.1f}x  {rates}"
        table.add_row(f"{env_id}, against stock", measured, f"{factor:.0f}x")
    one, two = workers(repeats)
    rates = f"({two:,.0f}/s against {one:,.0f}/s)"
    table.add_row("two workers against one", f"{two / one:.2f}x  {rates}", f"{TWO_WORKERS}x")
    for env_id, most in MEMORY.items():
        table.add_row(f"{env_id}, 64 environments", f"{memory(env_id):.2f} GiB", f"most {most} GiB")
    console.print(table)

    table = Table("part", "us / step", "share", title="Where a step of SafetyPointGoal1-v0 goes")
    for part, microseconds, share in where_time_goes("SafetyPointGoal1-v0", steps):
        table.add_row(part, f"{microseconds:.1f}", f"{share:.1%}")
    console.print(table)

    table = Table("environments", "steps / s", "share of the ceiling", title="How it scales")
    for num_envs in (1, 2, 4, 8, 16, 32, 64, 128, 256):
        length = max(50, min(steps, 16 * steps // num_envs))
        share, rate = share_of_ceiling("SafetyPointGoal1-v0", num_envs, repeats, length)
        table.add_row(f"{num_envs}", f"{rate:,.0f}", f"{share:.2f}")
    console.print(table)


def share_of_ceiling(
    env_id: str, num_envs: int, repeats: int, steps: int, hold: int = HOLD
) -> tuple[float, float]:
    """Median over episodes of bare physics' time by the environment's; and steps a second."""
    steps = min(steps, resolve(env_id).horizon)
    env = FastVectorEnv(env_id, num_envs, seed=0, max_episode_steps=steps)
    bare = Bare(env)
    env.reset()
    shares, rates = [], []
    for repeat in range(repeats):
        spent = bound = 0.0
        actions = random_actions(env, steps, seed=repeat, hold=hold)
        for start in range(0, steps, TURN):
            turn = actions[start : start + TURN]
            bare.catch_up(len(turn))
            if start // TURN % 2:
                bound += seconds(lambda turn=turn: bare.run(turn))
            spent += seconds(lambda turn=turn: [env.step(a) for a in turn])
            if not start // TURN % 2:
                bound += seconds(lambda turn=turn: bare.run(turn))
        shares.append(bound / spent)
        rates.append(steps * num_envs / spent)
    return float(np.median(shares)), float(np.median(rates))


class Bare:
    """The environments' physics and nothing else."""

    def __init__(self, env: FastVectorEnv) -> None:
        self._slots = env._batch.slots
        self._frame_skip = env._batch.stage.frame_skip
        self._dt = env.dt
        gremlins = env._batch.stage.task._mocaps.get("gremlins")
        self._travel = 0.0 if gremlins is None else gremlins.travel
        self._handles: list[list[np.ndarray]] = []
        self._datas = [mujoco.MjData(slot.model) for slot in self._slots]
        self._state = np.empty(mujoco.mj_stateSize(env._batch.stage.model, STATE))

    def catch_up(self, steps: int) -> None:
        """Go where the environments are, and work out where gremlins will be led from there."""
        self._handles = []
        for data, slot in zip(self._datas, self._slots, strict=True):
            mujoco.mj_getState(slot.model, slot.data, self._state, STATE)
            mujoco.mj_setState(slot.model, data, self._state, STATE)
            times = data.time + self._dt * np.arange(steps)
            places = np.repeat(data.mocap_pos[None], steps, axis=0)  # (steps, gremlins, 3)
            places[..., 0] = self._travel * np.sin(times)[:, None]
            places[..., 1] = self._travel * np.cos(times)[:, None]
            self._handles.append(list(places))

    def run(self, actions: np.ndarray) -> None:
        """The ceiling: substeps, and what brings sensors and contacts up to date."""
        for k, rows in enumerate(actions):
            for i, (data, slot) in enumerate(zip(self._datas, self._slots, strict=True)):
                data.mocap_pos[:] = self._handles[i][k]
                data.ctrl[:] = rows[i]
                mujoco.mj_step(slot.model, data, self._frame_skip)
                mujoco.mj_forward(slot.model, data)


def against_stock(env_id: str, repeats: int, steps: int) -> tuple[float, float]:
    """Steps a second of both, random actions drawn every step, episodes as they end."""
    spec = resolve(env_id)
    builder = stock_module("builder").Builder(task_id=spec.id, config=dict(spec.config))
    builder.reset(seed=0)  # the first builds the scene twice
    env = FastVectorEnv(env_id, NUM_ENVS, seed=0)
    env.reset()
    fast, stock = [], []
    for repeat in range(repeats):
        actions = random_actions(env, steps, seed=repeat, hold=1)

        def run_stock(actions: np.ndarray = actions) -> int:
            done = 0
            while done < len(actions) // 5:  # whole episodes, a reset each
                builder.reset()
                over = False
                while not over:
                    _, _, _, ended, cut, _ = builder.step(actions[done % len(actions), 0])
                    over, done = ended or cut, done + 1
            return done

        stock.append(rate(run_stock))
        fast.append(rate(lambda actions=actions: sum(len(env.step(a)[1]) for a in actions)))
    return float(np.median(fast)), float(np.median(stock))


def workers(repeats: int, steps: int = 150) -> tuple[float, float]:
    """Steps a second, by the wall clock, of one worker process and of two."""
    envs = [make_vec("SafetyPointGoal1-v0", num_envs=32, workers=n, seed=0) for n in (1, 2)]
    rates: list[list[float]] = [[], []]
    try:
        for env in envs:
            env.reset()
        actions = np.random.default_rng(0).uniform(-1, 1, (steps, *envs[0].action_space.shape))
        for _ in range(3 * repeats):
            for env, found in zip(envs, rates, strict=True):
                started = time.perf_counter()
                for action in actions:
                    env.step(action)
                found.append(32 * steps / (time.perf_counter() - started))
    finally:
        for env in envs:
            env.close()
    one, two = (float(np.median(found)) for found in rates)
    return one, two


def memory(env_id: str) -> float:
    """GiB that a process with 64 environments took at most (on Linux)."""
    code = (
        "import sys; from saferl.envs.fast import FastVectorEnv;"
        "env = FastVectorEnv(sys.argv[1], 64, seed=0); env.reset();"
        "[env.step(env.action_space.sample()) for _ in range(20)];"
        "status = open('/proc/self/status').read();"
        "print(status.partition('VmHWM:')[2].split()[0])"
    )
    command = [sys.executable, "-W", "ignore", "-c", code, env_id]
    kilobytes = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return float(kilobytes) / 2**20


def where_time_goes(env_id: str, steps: int) -> list[tuple[str, float, float]]:
    """Microseconds an environment step, and share of the whole, of each part of it."""
    env = FastVectorEnv(env_id, NUM_ENVS, seed=0, max_episode_steps=steps)
    env.reset()
    spent: dict[str, float] = {}
    for part, owner, name in (
        ("physics", env._batch.physics, "step"),
        ("gathering poses and sensors", env._batch.readings, "gather"),
        ("reward", env._batch.rewards, "step"),
        ("costs", env._batch.costs, "step"),
        ("observations", env._batch, "observe"),
        ("new goals", env._batch, "next_goals"),
        ("resets", env, "_begin_again"),
    ):
        _time_calls(owner, name, part, spent)
    total = seconds(lambda: [env.step(a) for a in random_actions(env, steps, seed=0)])
    spent["everything else"] = total - sum(spent.values())
    spent["together"] = total
    scale = 1e6 / (steps * NUM_ENVS)
    return [(part, scale * time_spent, time_spent / total) for part, time_spent in spent.items()]


def _time_calls(owner: Any, name: str, part: str, spent: dict[str, float]) -> None:
    """Let one object's method note its own time, less that of timed methods it calls."""
    method = getattr(owner, name)
    spent[part] = 0.0

    def timed(*arguments: Any) -> Any:
        inside = sum(spent.values())
        started = time.process_time()
        result = method(*arguments)
        elapsed = time.process_time() - started
        spent[part] += elapsed - (sum(spent.values()) - inside)
        return result

    setattr(owner, name, timed)


def random_actions(env: FastVectorEnv, steps: int, seed: int, hold: int = HOLD) -> np.ndarray:
    """Random actions, held for a while.  # (steps, n, action_dim)."""
    high = env.single_action_space.high
    rng = np.random.default_rng(seed)
    drawn = rng.uniform(-1, 1, (-(-steps // hold), *env.action_space.shape)) * high
    return np.repeat(drawn, hold, axis=0)[:steps]


def seconds(run: Callable[[], Any]) -> float:
    """Processor time of a call."""
    started = time.process_time()
    run()
    return time.process_time() - started


def rate(run: Callable[[], int]) -> float:
    """Steps a second of processor time of a call that returns how many it took."""
    started = time.process_time()
    steps = run()
    return steps / (time.process_time() - started)


if __name__ == "__main__":
    main()

"""How long it takes to act: ``python -m tests.benchmarks.policies [--seconds 0.2]``.

Times `MlpPolicy.predict` (60 observations, two hidden layers of 64 tanh, 2 actions: the shipped
policies) on one observation and on a batch of 16, against

- the bare matrix products of the same layers as one BLAS call for the batch, which are the floor;
- ways to multiply that would also give a row the same result in every batch: `einsum`, batches
  padded to blocks of 16 rows;
- the same network in torch, and, where they are installed, through the adapters for a torch module
  and a Stable-Baselines3 model, row by row and batched.

The best of many short runs is given, because whatever else the machine does only ever adds. All on
one thread: set ``OMP_NUM_THREADS=1``.
"""

from __future__ import annotations

import argparse
import itertools
import time
import timeit
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

import numpy as np
import torch
from gymnasium import spaces

from saferl.policies import MlpPolicy, as_policy

SIZES = (60, 64, 64, 2)
BLOCK = 16
OBSERVED = spaces.Box(-np.inf, np.inf, (SIZES[0],), np.float64)
ACTED = spaces.Box(-1.0, 1.0, (SIZES[-1],), np.float64)

Array = np.ndarray[Any, Any]
Forward = Callable[[Array], Any]


def make_policy() -> MlpPolicy:
    rng = np.random.default_rng(0)
    layers = tuple(
        (
            (rng.standard_normal((out, into)) / np.sqrt(into)).astype(np.float32),
            rng.standard_normal(out).astype(np.float32),
        )
        for into, out in itertools.pairwise(SIZES)
    )
    return MlpPolicy(
        observation_space=OBSERVED,
        action_space=ACTED,
        layers=layers,
        log_std=np.full(SIZES[-1], -0.5, np.float32),
        mean=np.zeros(SIZES[0]),
        scale=np.ones(SIZES[0]),
    )


def make_module(policy: MlpPolicy) -> torch.nn.Module:
    parts: list[torch.nn.Module] = []
    for weight, bias in policy.layers:
        linear = torch.nn.Linear(weight.shape[1], weight.shape[0])
        with torch.no_grad():
            linear.weight.copy_(torch.from_numpy(weight))
            linear.bias.copy_(torch.from_numpy(bias))
        parts += [linear, torch.nn.Tanh()]
    return torch.nn.Sequential(*parts[:-1])


def bare_products(policy: MlpPolicy) -> Forward:
    transposed = [np.ascontiguousarray(weight.T) for weight, _ in policy.layers]

    def forward(batch: Array) -> Array:
        for weight in transposed:
            batch = batch @ weight
        return batch

    return forward


def with_layers(policy: MlpPolicy, product: Callable[[Array, Array], Array]) -> Forward:
    """The network alone, tanh and all, with another way to multiply (n, in) by (out, in)."""

    def forward(batch: Array) -> Array:
        for i, (weight, bias) in enumerate(policy.layers):
            batch = product(batch, weight) + bias
            if i + 1 < len(policy.layers):
                batch = np.tanh(batch)
        return batch

    return forward


def row_by_row(batch: Array, weight: Array) -> Array:
    return np.matmul(weight, batch[:, :, None])[:, :, 0]


def by_einsum(batch: Array, weight: Array) -> Array:
    product: Array = np.einsum("ni,oi->no", batch, weight)
    return product


def in_blocks(batch: Array, weight: Array) -> Array:
    count = -(-len(batch) // BLOCK)
    padded = np.zeros((count * BLOCK, batch.shape[1]), batch.dtype)
    padded[: len(batch)] = batch
    product = np.matmul(padded.reshape(count, BLOCK, -1), weight.T)
    return product.reshape(count * BLOCK, -1)[: len(batch)]


def contenders(policy: MlpPolicy) -> dict[str, Forward]:
    """Name -> what is timed; each takes a float32 batch (n, 60)."""
    module = make_module(policy)
    alone, together = (
        as_policy(module, observation_space=OBSERVED, action_space=ACTED, batched=batched)
        for batched in (False, True)
    )

    def in_torch(batch: Array) -> Array:
        with torch.inference_mode():
            output: Array = module(torch.from_numpy(batch)).numpy()
        return output

    state = policy.sampling_state(range(BLOCK))
    timed: dict[str, Forward] = {
        "bare matrix products": bare_products(policy),
        "network, products row by row": with_layers(policy, row_by_row),
        "network, products in blocks of 16": with_layers(policy, in_blocks),
        "network, einsum": with_layers(policy, by_einsum),
        "network, torch": in_torch,
        "MlpPolicy.predict, deterministic": lambda o: policy.predict(o, deterministic=True),
        "MlpPolicy.predict, sampled": lambda o: policy.predict(o, state[: len(o)]),
        "MlpPolicy.decide": lambda o: policy.decide(o, deterministic=True),
        "torch module, row by row": alone.predict,
        "torch module, batched": together.predict,
    }
    if find_spec("stable_baselines3") is not None:
        timed.update(sb3_contenders())
    return timed


def sb3_contenders() -> dict[str, Forward]:
    import stable_baselines3
    from stable_baselines3.common.env_util import make_vec_env

    model = stable_baselines3.PPO(
        "MlpPolicy",
        make_vec_env("Pendulum-v1"),
        policy_kwargs={"net_arch": [64, 64]},
        device="cpu",
    )
    alone, together = (as_policy(model, batched=batched) for batched in (False, True))
    return {
        "SB3's own predict (Pendulum)": lambda o: model.predict(o[:, :3], deterministic=True),
        "SB3 model, row by row": lambda o: alone.predict(o[:, :3], deterministic=True),
        "SB3 model, batched": lambda o: together.predict(o[:, :3], deterministic=True),
    }


def best_time(function: Forward, batch: Array, seconds: float) -> float:
    """Seconds a call, the best of runs of about a fifth of a millisecond."""
    once = min(timeit.repeat(lambda: function(batch), number=1, repeat=5))
    calls = max(1, int(2e-4 / once))
    best, end = once, time.perf_counter() + seconds
    while time.perf_counter() < end:
        best = min(best, timeit.timeit(lambda: function(batch), number=calls) / calls)
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=0.2, help="for each measurement")
    seconds = parser.parse_args().seconds
    torch.set_num_threads(1)
    batches = {n: np.random.default_rng(0).standard_normal((n, SIZES[0])) for n in (1, BLOCK)}
    batches = {n: batch.astype(np.float32) for n, batch in batches.items()}
    print(
        f"{'microseconds a call (times the bare products)':<48}"
        + "".join(f"{f'n = {n}':>18}" for n in batches)
    )
    floor: dict[int, float] = {}
    for name, function in contenders(make_policy()).items():
        line = f"{name:<48}"
        for n, batch in batches.items():
            taken = best_time(function, batch, seconds)
            floor.setdefault(n, taken)
            line += f"{1e6 * taken:>10.1f} ({taken / floor[n]:4.1f})"
        print(line)


if __name__ == "__main__":
    main()

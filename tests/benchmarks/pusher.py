"""A hand-written controller for PointPush1, and its clone: where the zoo's pusher starts from.

    python -m tests.benchmarks.pusher --episodes 100            # what the controller reaches
    python -m tests.benchmarks.pusher --episodes 0 --out runs/pusher/clone.safetensors

Trained from scratch, policies come to the box and stay there: pushing pays only from behind it, and
going around it pays nothing. The controller goes behind the box and pushes it towards the goal, on
the lidars alone: it sees what any policy sees. It takes no notice of hazards, and drives badly; but
PPO goes on from its clone (`saferl train --start-from`), and `saferl edit` from there.

Shapes: n observations; places (n, 2) in metres ahead and to the left.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console

import saferl
from saferl.algorithms import PPOConfig, clone

Array = np.ndarray[Any, Any]

TASK = "SafetyPointPush1-v0"
REACH = 3.0  # metres at which a lidar reads 0
GOAL, PILLARS, BOX = slice(12, 28), slice(44, 60), slice(60, 76)
SPEED = 3  # where the forward speed is observed, m/s

BEHIND = 0.45  # metres from the box to where a push begins
ASIDE = 0.45  # metres by which the box is passed
AROUND, ALIGNED = 0.3, 0.8  # cosines between box and way: go around below, push above
BOX_CLEARS, AGENT_CLEARS = 0.6, 0.42  # metres kept from a pillar
BOX_LOOKS, AGENT_LOOKS = 1.3, 0.9  # metres within which a pillar matters
DRIVES = 0.5  # rad off course up to which it drives
TURNS, PUSHES, BRAKES = 5.0, 2.0, 0.3  # gains


def place(ring: Array) -> Array:
    """Where the one object of a ring (n, 16) is, (n, 2); far ahead if it is out of reach."""
    rows = np.arange(len(ring))
    index = ring.argmax(axis=1)
    after, before = ring[rows, (index + 1) % 16], ring[rows, (index - 1) % 16]
    both = after + before
    fraction = np.where(both > 1e-9, after / np.maximum(both, 1e-9), 0.5)
    angle = (index + fraction) * (2.0 * np.pi / 16)
    distance = REACH * (1.0 - ring[rows, index])
    return distance[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)


def detour(start: Array, end: Array, pillar: Array, clear: float, looks: float) -> Array:
    """The end, or a place beside the pillar where that stands in the way; all (n, 2)."""
    way = end - start
    length = np.linalg.norm(way, axis=1)
    ahead = _unit(way)
    there = pillar - start
    along = (there * ahead).sum(axis=1)
    left = ahead[:, 0] * there[:, 1] - ahead[:, 1] * there[:, 0]
    close = np.linalg.norm(there, axis=1) < looks
    blocked = (along > -0.05) & (along < length + 0.1) & (np.abs(left) < clear) & close
    side = np.where(left > 0.0, -1.0, 1.0)
    return np.where(blocked[:, None], pillar + 1.1 * clear * side[:, None] * _left(ahead), end)


def push(observations: Array) -> Array:
    """Actions (n, 2), forward force and turning speed, at observations (n, 76)."""
    box, pillar = place(observations[:, BOX]), place(observations[:, PILLARS])
    goal = detour(box, place(observations[:, GOAL]), pillar, BOX_CLEARS, BOX_LOOKS)
    way, ahead = _unit(goal - box), _unit(box)
    aligned = (ahead * way).sum(axis=1)[:, None]
    side = np.where(ahead[:, 0] * way[:, 1] - ahead[:, 1] * way[:, 0] < 0.0, -1.0, 1.0)
    beside = box - 0.1 * way + ASIDE * side[:, None] * _left(way)
    behind = box - BEHIND * way
    aim = np.where(aligned > ALIGNED, box + 0.1 * way, behind)
    aim = np.where(aligned < AROUND, beside, aim)
    aim = detour(np.zeros_like(aim), aim, pillar, AGENT_CLEARS, AGENT_LOOKS)
    off = np.arctan2(aim[:, 1], aim[:, 0])
    speed = observations[:, SPEED]
    drive = np.clip(PUSHES * np.linalg.norm(aim, axis=1), 0.1, 1.0)
    brake = -BRAKES * np.sign(speed) * (np.abs(speed) > 0.1)
    force = np.where(np.abs(off) < DRIVES, drive, brake)
    actions: Array = np.stack([force, np.clip(TURNS * off, -1.0, 1.0)], axis=1).astype(np.float32)
    return actions


def _unit(places: Array) -> Array:
    unit: Array = places / np.maximum(np.linalg.norm(places, axis=1, keepdims=True), 1e-6)
    return unit


def _left(directions: Array) -> Array:
    return np.stack([-directions[:, 1], directions[:, 0]], axis=1)


def main() -> None:
    """Evaluate the controller, write its clone."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--episodes", type=int, default=20)
    parser.add_argument("--steps", type=int, default=250_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    console = Console(highlight=False)
    controller = saferl.load_policy(push, env_id=TASK, batched=True)
    policies = {"controller": controller}
    if given.out:
        config = PPOConfig(num_envs=50, workers=0, initial_log_std=-1.5)
        policies["clone"] = clone(
            controller,
            TASK,
            config=config,
            steps=given.steps,
            seed=given.seed,
            source="tests/benchmarks/pusher.py",
            progress=None,
        )
        policies["clone"].save(given.out)
    for name, policy in policies.items() if given.episodes else ():
        report = saferl.evaluate(policy, TASK, episodes=given.episodes, workers=0)
        cost = report.task_costs.mean()
        console.print(f"{name}: return {report.mean_return:.2f}, cost {cost:.1f}")


if __name__ == "__main__":
    main()

"""What a shield does when things break around it: a tenth of its steps are made to fail.

    python -m tests.benchmarks.faults                 # a glance: 300 steps
    python -m tests.benchmarks.faults --steps 10000

A shielded policy of the zoo plays its task, and on a tenth of the steps, drawn at random, something
breaks: what it observes, the policy it wraps, its model, or the clock. Every action is checked: it
is in the action space, and it is the policy's proposal only if the planner found that very proposal
safe on that very step. Exit code 1 if one is not, or if an exception comes out.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

import saferl
from lookahead.guard import FAULTS, to_unit
from lookahead.planner import Level
from lookahead.shielded_policy import ShieldedPolicy
from saferl.policies import load_policy
from saferl.policies.protocol import plain_decision

Array = np.ndarray[Any, Any]
DEADLINE_MS = 1000.0
"""Of a clock that stands still unless something stalls."""


class Clock:
    """Nanoseconds that pass only when something stalls."""

    now = 0

    def __call__(self) -> int:
        return self.now

    def stall(self) -> None:
        self.now += int(3e6 * DEADLINE_MS)


class Breaking:
    """Passes everything on to what it wraps, unless a method is to break on this step.

    Args:
        inner: What works.
        clock: Stalled by the fault named "... stalls".
    """

    def __init__(self, inner: Any, clock: Clock) -> None:
        self._inner, self._clock = inner, clock
        self.how: tuple[str, str] | None = None
        self.safe: set[tuple[float, ...]] = set()

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._inner, name)
        if self.how is not None and self.how[0] == name:
            return self._broken(found, self.how[1])
        return self._noting(found) if name == "screen" else found

    def _broken(self, method: Callable[..., Any], kind: str) -> Callable[..., Any]:
        def broken(*arguments: Any, **options: Any) -> Any:
            if kind == "raises":
                raise RuntimeError("broken on purpose")
            if kind == "stalls":
                self._clock.stall()
            answer = (self._noting(method) if method.__name__ == "screen" else method)(
                *arguments, **options
            )
            if kind == "garbage":
                return "what?"
            if kind == "nan":
                return _spoilt(answer)
            return answer

        return broken

    def _noting(self, screen: Callable[..., Any]) -> Callable[..., Any]:
        def noting(observation: Array, proposal: Array, *rest: Any) -> Any:
            answer = screen(observation, proposal, *rest)
            self.safe |= {tuple(row) for row in np.asarray(proposal)[answer.safe]}
            return answer

        return noting


def _spoilt(answer: Any) -> Any:
    """The answer with its figures turned into NaN, and all of it called safe."""
    if hasattr(answer, "unfamiliar"):
        return replace(answer, risk=answer.risk * np.nan, safe=np.ones_like(answer.safe))
    if hasattr(answer, "plan"):
        return replace(answer, action=answer.action * np.nan)
    action = np.full_like(answer.action, np.nan)
    return plain_decision(action, answer.state, (len(action),))


OBSERVATIONS: dict[str, Callable[[Array], Any]] = {
    "observation nan": lambda seen: np.where(np.arange(seen.shape[1]) == 3, np.nan, seen),
    "observation inf": lambda seen: np.full_like(seen, -np.inf),
    "observation of another shape": lambda seen: seen[:, :-1],
    "observation is none": lambda seen: None,
    "observation far from all data": lambda seen: 1e6 * seen,
}
POLICY = [("decide", kind) for kind in ("raises", "stalls", "garbage", "nan")]
MODEL = [
    (method, kind)
    for method in ("screen", "search", "after")
    for kind in ("raises", "stalls", "garbage", "nan")
    if (method, kind) != ("after", "nan")
]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--policy", default="zoo:SafetyPointGoal1-v0/shielded")
    parser.add_argument("--steps", type=int, default=300)
    parser.add_argument("--share", type=float, default=0.1, help="of the steps that break")
    given = parser.parse_args()
    loaded = load_policy(given.policy)
    assert isinstance(loaded, ShieldedPolicy)
    clock = Clock()
    policy = Breaking(loaded.policy, clock)
    shielded = ShieldedPolicy(
        policy, replace(loaded.shield, policy=None), deadline_ms=DEADLINE_MS, clock=clock
    )
    planner = Breaking(shielded._ladder.planner.planner, clock)
    shielded._ladder.planner.planner = planner
    found = play(shielded, policy, planner, given.steps, given.share)
    print(f"{given.policy}: {given.steps:,} steps, {found['broken']:,} of them broken on purpose")
    for title in ("level, broken", "level, not broken", "fault noticed"):
        counts = {name[1]: count for name, count in found.items() if name[0] == title}
        print(f"  {title}: " + ", ".join(f"{name} {count:,}" for name, count in counts.items()))
    print(f"  unscreened actions: {found['unscreened']}; exceptions out: {found['exceptions']}")
    print(f"  cost of the {found['episodes']} episodes: {found['cost']}")
    if found["unscreened"] or found["exceptions"]:
        sys.exit(1)


def play(
    shielded: ShieldedPolicy, policy: Breaking, planner: Breaking, steps: int, share: float
) -> Counter[Any]:
    """Count what happens over so many steps, one environment at a time."""
    env = saferl.make_vec(shielded.card["env_id"], num_envs=1, autoreset="disabled")
    random = np.random.default_rng(0)
    kinds: list[Any] = [*OBSERVATIONS, *POLICY, *MODEL]
    found: Counter[Any] = Counter(episodes=0, unscreened=0, exceptions=0, cost=0, broken=0)
    session, over, observation = shielded.session(1), True, np.zeros((1, 0))
    for _ in range(steps):
        if over:
            observation, _ = env.reset(seed=[4_000_000 + found["episodes"]])
            session.reset()
            found["episodes"] += 1
        how = kinds[random.integers(len(kinds))] if random.random() < share else None
        policy.how = how if how in POLICY else None
        planner.how = how if how in MODEL else None
        planner.safe.clear()
        seen = OBSERVATIONS[how](observation) if how in OBSERVATIONS else observation
        try:
            action = np.asarray(session(seen)).reshape(1, -1)
        except Exception:  # the count must go on
            found["exceptions"] += 1
            action = np.asarray(shielded.safe_action)[None]
        decision = session.decision
        found["unscreened"] += not _screened(shielded, action, decision, planner.safe, how)
        broken = how is not None
        found["broken"] += broken
        level = Level(int(decision.level[0])).name.lower()
        found["level, broken" if broken else "level, not broken", level] += 1
        for bit, name in enumerate(FAULTS):
            if decision.faults[0] >> bit & 1:
                found["fault noticed", name] += 1
        observation, _, terminated, truncated, infos = env.step(action)
        found["cost"] += int(infos["cost"][0])
        over = bool(terminated[0] | truncated[0])
    env.close()
    return found


def _screened(shielded: Any, action: Array, decision: Any, safe: Any, how: Any) -> bool:
    """Whether this action may be executed: within bounds, and safe where it is the proposal."""
    if not shielded.action_space.contains(action[0].astype(shielded.action_space.dtype)):
        return False
    if decision.level[0] != Level.PROPOSAL:
        return bool(decision.vetoed[0])
    unit = tuple(to_unit(shielded.action_space, action)[0])
    return unit in safe and (how is None or how in MODEL)


if __name__ == "__main__":
    main()

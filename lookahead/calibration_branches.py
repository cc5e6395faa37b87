"""What would have happened: run the proposal on from a snapshot, vetoed or not.

At regular steps of shielded episodes the simulator is copied, the proposal is let through in the
copy, whatever the shield says, and the shield acts from there on. Whether a violation follows
within the horizon tells a needed veto from a false one, and a missed one from a step rightly let
through. The real episode goes on as if nothing had been.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Any, Literal

import numpy as np

from lookahead.calibration import Outcomes
from lookahead.deadline import WallDeadline
from lookahead.shielded_policy import ShieldedPolicy
from saferl.constraints import Constraint
from saferl.errors import InputError, unknown_name
from saferl.policies.fitting import check_fits
from saferl.policies.protocol import decide

__all__ = ["BRANCH_SEED", "branch_outcomes"]

Array = np.ndarray[Any, Any]
Then = Literal["shield", "fallback", "policy"]
Drive = Literal["shield", "policy"]
BRANCH_SEED = 3_000_000
"""Seeds of episodes for calibration start here, apart from training, evaluation, certificates."""


def branch_outcomes(
    policy: ShieldedPolicy,
    env_id: str,
    *,
    episodes: int = 20,
    seeds: Iterable[int] | None = None,
    horizon: int | None = None,
    every: int = 20,
    then: Then = "shield",
    drive: Drive = "shield",
    constraint: Constraint | None = None,
    num_envs: int = 10,
    max_episode_steps: int | None = None,
) -> Outcomes:
    """Play shielded episodes and try, now and then, what letting the proposal through would do.

    Args:
        policy: The shielded policy.
        env_id: A task that can be copied (`env.snapshot`).
        episodes: How many; ignored where ``seeds`` are given.
        seeds: One for each episode; by default from `BRANCH_SEED`.
        horizon: Steps to run on, the proposal's included; by default those that the planner says
            its risk is about, else 40.
        every: Try on every so many steps.
        then: Who acts after the proposal: the shielded policy; its fallbacks alone, which is what
            its risk predicts; or the policy without a shield.
        drive: Who acts in the episodes themselves: the shielded policy; or the policy, whatever the
            shield says, which comes to more dangerous places: only there is it seen how well
            risks are told apart. Thresholds then hold for such episodes, not for shielded ones.
        constraint: Whose violation counts; by default the task's own cost.
        num_envs: At most so many at once.
        max_episode_steps: Cut episodes off there instead of at the task's own horizon.

    Raises:
        InputError: Numbers below 1, nobody of that name to act, a policy for another task, or
            episodes that end before the first try.
    """
    from saferl.envs.vectorise import make_vec

    if horizon is None:
        horizon = int(getattr(policy.planner, "risk_steps", 40))
    if min(episodes, horizon, every, num_envs) < 1:
        raise InputError("episodes, horizon, every and num_envs are to be at least 1")
    if drive not in ("shield", "policy"):
        raise unknown_name("driver", drive, ("shield", "policy"))
    if then not in ("shield", "fallback", "policy"):
        raise unknown_name("continuation", then, ("shield", "fallback", "policy"))
    check_fits(policy, env_id)
    played = list(range(BRANCH_SEED, BRANCH_SEED + episodes) if seeds is None else seeds)
    rows: dict[str, list[Array]] = {name: [] for name in ("risk", "violated", "episode", "vetoed")}
    constraints = () if constraint is None else (constraint,)
    for first in range(0, len(played), num_envs):
        batch = played[first : first + num_envs]
        settings: dict[str, Any] = {
            "num_envs": len(batch),
            "constraints": constraints,
            "autoreset": "disabled",
            "max_episode_steps": max_episode_steps,
        }
        env, copy = make_vec(env_id, **settings), make_vec(env_id, **settings)
        try:
            copy.reset(seed=batch)  # type: ignore[arg-type] # one for each, which the stubs lack
            _play(policy, env, copy, batch, horizon, every, then, drive, rows)
        finally:
            env.close()
            copy.close()
    if not rows["risk"]:
        raise InputError(
            f"the episodes ended before the first try, at step {every // 2}; try more often than "
            f"every {every} steps"
        )
    return Outcomes(**{name: np.concatenate(parts) for name, parts in rows.items()})


def _play(
    policy: ShieldedPolicy,
    env: Any,
    copy: Any,
    seeds: list[int],
    horizon: int,
    every: int,
    then: Then,
    drive: Drive,
    rows: dict[str, list[Array]],
) -> None:
    n = len(seeds)
    observation, _ = env.reset(seed=seeds)
    state: Any = None
    starts = np.ones(n, dtype=bool)
    running = np.ones(n, dtype=bool)
    step = 0
    while running.any():
        ask = functools.partial(
            policy._decide, observation, state, starts, True, WallDeadline(None)
        )
        tried = step % every == every // 2
        if tried or drive == "shield":
            decision, _ = ask()
        if tried:
            copy.restore(env.snapshot())
            violated = _run_on(policy, copy, observation, state, starts, horizon, then)
            for name, part in (
                ("risk", decision.risk),
                ("violated", violated),
                ("episode", np.array(seeds)),
                ("vetoed", decision.vetoed),
            ):
                rows[name].append(part[running])
        if drive == "policy":
            decision, _ = ask(let=np.ones(n, dtype=bool))
        state = decision.state
        observation, _, terminated, truncated, _ = env.step(decision.action)
        starts = np.asarray(terminated) | np.asarray(truncated)
        running &= ~starts
        if starts.any() and running.any():  # ended rows are stepped on, but count no more
            again = [seed if over else None for seed, over in zip(seeds, starts, strict=True)]
            observation, _ = env.reset(seed=again, options={"reset_mask": starts})
        step += 1


def _run_on(
    policy: ShieldedPolicy,
    env: Any,
    observation: Any,
    state: Any,
    starts: Array,
    horizon: int,
    then: Then,
) -> Array:
    """(n,) whether a violation follows within the horizon once the proposals are let through."""
    everywhere = np.ones(len(starts), dtype=bool)
    over = np.zeros(len(starts), dtype=bool)
    violated = np.zeros(len(starts), dtype=bool)
    for t in range(horizon):
        if then == "policy":
            known = None if state is None else state["policy"]["inner"] if t == 0 else state
            decision: Any = decide(policy.policy, observation, known, starts, True)
        else:
            decision, _ = policy._decide(
                observation,
                state,
                starts,
                True,
                WallDeadline(None),
                let=everywhere if t == 0 else None,
                refuse=everywhere if t > 0 and then == "fallback" else None,
            )
        state = decision.state
        observation, _, terminated, truncated, infos = env.step(decision.action)
        cost = infos["costs"][:, 0] if "costs" in infos else infos["cost"]
        violated |= (np.asarray(cost) > 0) & ~over
        starts = np.asarray(terminated) | np.asarray(truncated)
        over |= starts
        if over.all():
            break
        if starts.any():
            observation, _ = env.reset(options={"reset_mask": starts})
    return violated

"""A policy behind a shield: it proposes, the shield looks ahead, the ladder decides.

>>> import numpy as np
>>> from lookahead.example import point_shield, rush
>>> shielded = ShieldedPolicy(rush(), point_shield())  # a point that would run into a wall at x = 1
>>> session = shielded.session()
>>> place, speed = 0.0, 0.0
>>> for _ in range(60):
...     push = float(session(np.array([place, speed]))[0])
...     speed += 0.1 * push
...     place += 0.1 * speed
>>> bool(session.decision.vetoed[0]), 0.7 < place < 1.0
(True, True)

Everything that is remembered within an episode is in the ``state``, and no call changes the object.
No exception of the wrapped policy, the model or the fallback comes out of it, and no proposal goes
through that was not found safe on that very step; what went wrong is counted in the state and told
by the decision.
"""

from __future__ import annotations

import os
import time
from typing import Any

import numpy as np
from gymnasium import spaces

from lookahead.audit import AuditLog
from lookahead.deadline import Clock, WallDeadline, check_deadline_ms
from lookahead.guard import FAULTS, Fault, checked_actions, from_unit, observe, to_unit
from lookahead.isolation import IsolatedPolicy
from lookahead.ladder import Ladder
from lookahead.ladder_review import Reviewed
from lookahead.planner import Level, Planner
from lookahead.shielded_policy_decision import ShieldDecision, decided, first_row
from lookahead.shielded_policy_session import ShieldSession
from lookahead.shielded_policy_settings import card_of, checked_safe_action, fitting
from lookahead.shielded_policy_state import PARTS, counted, rows_of, whole_state
from lookahead.wrapped import HandOver, Wrapped
from saferl.errors import InputError
from saferl.policies.memory import episode_starts
from saferl.policies.protocol import Array, State

__all__ = ["ShieldedPolicy"]


class ShieldedPolicy:
    """A policy whose every action is screened.

    Args:
        policy: Any policy. It must observe and do what the shield was made for.
        shield: What looks ahead: has ``planner``, ``observation_space``, ``action_space`` and
            ``digest`` (what tells one model from another).
        fallback: A policy to hand over to where the search finds nothing safe, such as one trained
            with constraints. It is screened too, where there is time. One that has a memory begins
            afresh whenever it takes over.
        safe_action: The engineer's safe action, in the environment's units; by default the middle
            of the action space's bounds. Discrete actions need one.
        deadline_ms: Milliseconds a call may take, whatever the number of rows. None for no limit.
        audit: Path of a log to append every decision to, or an `AuditLog`.
        isolate: Run policy and fallback in processes of their own, so that one that stalls costs
            half the deadline at most. Needs ``deadline_ms``.
        card: Where it comes from; by default the policy's card with the shield's digest.
        clock: Monotonic nanoseconds.

    Raises:
        InputError: Policy, fallback or safe action do not fit the shield's spaces; the fallback is
            the policy itself; ``isolate`` without a deadline.
    """

    level_names: tuple[str, ...] = tuple(level.name.lower() for level in Level)
    """Rungs of the ladder, in the order of ``Decision.level``."""

    def __init__(
        self,
        policy: Any,
        shield: Any,
        *,
        fallback: Any = None,
        safe_action: Any = None,
        deadline_ms: float | None = None,
        audit: AuditLog | str | os.PathLike[str] | None = None,
        isolate: bool = False,
        card: dict[str, Any] | None = None,
        clock: Clock = time.monotonic_ns,
    ) -> None:
        self.observation_space: spaces.Space[Any] = shield.observation_space
        self.action_space: spaces.Space[Any] = shield.action_space
        if fallback is not None and fallback is policy:
            raise InputError(
                "the fallback is the policy itself, which would execute what was refused; give "
                "another policy, or none to brake"
            )
        self.deadline_ms = check_deadline_ms(deadline_ms)
        if isolate and self.deadline_ms is None:
            raise InputError("isolate=True bounds a policy that stalls; say by deadline_ms=...")
        self.policy = fitting(policy, shield)
        self.fallback = None if fallback is None else fitting(fallback, shield)
        self.safe_action = checked_safe_action(self.action_space, safe_action)
        self.isolate = isolate
        self.card = card_of(policy, shield) if card is None else card
        self.clock = clock
        self._policy = self._wrapped(self.policy, 0.5)
        self._fallback = None if fallback is None else self._wrapped(self.fallback, 0.25)
        # a shield that imagines the policy asks it where a stall is bounded, too
        imaginable = hasattr(shield, "bound") and getattr(policy, "imaginable", True)
        self.shield = shield.bound(self._policy.policy) if imaginable else shield
        unit = to_unit(self.action_space, np.asarray(self.safe_action)[None])[0]
        self._ladder = Ladder(self.shield.planner, unit)
        self.audit: AuditLog | None = None
        if audit is not None:
            self.audit = audit if isinstance(audit, AuditLog) else AuditLog(audit)
            self.audit.describe(self)

    @property
    def planner(self) -> Planner:
        """What looks ahead."""
        planner: Planner = self.shield.planner
        return planner

    @property
    def observe_constraints(self) -> bool:
        """Whether the environment must append the constraints' state to the observation."""
        return bool(getattr(self.policy, "observe_constraints", False))

    def predict(
        self,
        observation: Any,
        state: State = None,
        episode_start: Any = None,
        deterministic: bool = False,
    ) -> tuple[Array, State]:
        """Return the action for one observation (obs_dim,) or a batch (n, obs_dim), and the state.

        Raises:
            InputError: There is no state for rows whose episode goes on. Nothing else raises.
        """
        decision = self.decide(observation, state, episode_start, deterministic)
        return decision.action, decision.state

    def decide(
        self,
        observation: Any,
        state: State = None,
        episode_start: Any = None,
        deterministic: bool = False,
    ) -> ShieldDecision:
        """Return the decision; arguments and errors as for `predict`.

        An observation of another shape than the space's counts as a fault of all rows that
        ``episode_start`` or ``state`` tell of.
        """
        return self.reviewed(observation, state, episode_start, deterministic)

    def reviewed(
        self,
        observation: Any,
        state: State = None,
        episode_start: Any = None,
        deterministic: bool = False,
        *,
        let: Array | None = None,
        refuse: Array | None = None,
        deadline: WallDeadline | None = None,
    ) -> ShieldDecision:
        """Decide as `decide` does, in an experiment; for calibration and replay, not deployment.

        Args:
            observation: As for `predict`.
            state: As for `predict`.
            episode_start: As for `predict`.
            deterministic: As for `predict`.
            let: (n,) rows whose proposal is executed whatever the screening says.
            refuse: (n,) rows whose proposal is refused whatever the screening says.
            deadline: Instead of the policy's own.
        """
        if deadline is None:
            deadline = WallDeadline(self.deadline_ms, self.clock)
        decision, single = self._decide(
            observation, state, episode_start, deterministic, deadline, let, refuse
        )
        return first_row(decision) if single else decision

    def session(self, num_envs: int = 1, *, deterministic: bool = True) -> ShieldSession:
        """Open a deployment loop that keeps the state."""
        return ShieldSession(self, num_envs, deterministic=deterministic)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write shield, policy and fallback to one safetensors file, atomically.

        Raises:
            InputError: The wrapped policy or the fallback is none that can be saved.
        """
        from lookahead.shielded_policy_file import save

        save(self, path)

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> ShieldedPolicy:
        """Read a policy written by :meth:`save`.

        Raises:
            CheckpointError: Truncated, foreign, of another kind, or with parts that do not fit.
        """
        from lookahead.shielded_policy_file import load

        return load(path)

    def sampling_state(self, seeds: Any) -> dict[str, Any]:
        """Return the state that makes each row's samples a function of its seed, if any can.

        Raises:
            InputError: Seeds and rows differ, by the policy's own check.
        """
        own = getattr(self.policy, "sampling_state", None)
        keys = None if own is None else own(seeds)
        return {**dict.fromkeys(PARTS), "policy": {"inner": keys, "restart": None}}

    # -- inside ----------------------------------------------------------------------------------

    def _decide(
        self,
        observation: Any,
        state: State,
        episode_start: Any,
        deterministic: bool,
        deadline: WallDeadline,
        let: Array | None = None,
        refuse: Array | None = None,
    ) -> tuple[ShieldDecision, bool]:
        """The decision with a batch dimension, and whether one observation was given without."""
        last = None if state is None else state["observation"]
        seen = observe(self.observation_space, observation, last, rows_of(state, episode_start))
        n = len(seen.good)
        starts = episode_starts(state, episode_start, n)
        before = whole_state(state, n, self._policy.begin, self._ladder.begin)
        faults = np.where(seen.good, 0, int(Fault.OBSERVATION))

        asked = self._policy.decide(seen.batch, before["policy"], starts, deterministic)
        proposed, proper = checked_actions(self.action_space, asked.action, n)
        silent = asked.faults > 0
        faults |= asked.faults | np.where(proper | silent, 0, int(Fault.PROPOSAL))
        usable = proper & ~silent
        unit = np.zeros((n, len(self._ladder.safe_action)))
        unit[usable] = to_unit(self.action_space, proposed[usable])

        handed = HandOver(self._fallback, self.action_space, seen.batch, before["fallback"])
        given = Reviewed(seen.flat, seen.good, unit, usable, starts, faults, let, refuse)
        fallback = None if self._fallback is None else handed
        try:
            review = self._ladder.review(given, before["ladder"], deadline, fallback)
        except Exception:  # a fault of ours must not get the proposal through either
            review = self._ladder.last_resort(given)

        own = review.level == Level.PROPOSAL
        action = np.array(from_unit(self.action_space, review.action))
        action[own] = proposed[own]  # as it was, not through [-1, 1] and back
        after = {
            "observation": seen.batch,
            "policy": asked.state,
            "fallback": handed.state,
            "ladder": review.memory,
            "step": np.where(starts, 0, before["step"]) + 1,
            "faults": counted(before["faults"], review.faults, starts),
            "episode": before["episode"],
        }
        if self.audit is not None:
            after["episode"] = self.audit.episodes(before["episode"], starts)
        decision = decided(asked, proposed, action, review, after, deadline)
        if self.audit is not None and not self.audit.write(
            observation, deterministic, starts, decision
        ):
            decision.faults[...] |= int(Fault.AUDIT)
            after["faults"][:, FAULTS.index("audit")] += 1
        return decision, seen.single

    def _wrapped(self, policy: Any, share: float) -> Wrapped:
        """Ask it here, or in a process that may take a share of the deadline."""
        if not self.isolate or self.deadline_ms is None:
            return Wrapped(policy)
        return Wrapped(IsolatedPolicy(policy, share * self.deadline_ms))

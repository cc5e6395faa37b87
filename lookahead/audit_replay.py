"""Replay a log decision for decision: the same observations and proposals must lead to the same.

The wrapped policy is not asked again; what it proposed, or how it failed, is in the log. So is
after how many questions to the deadline time was up, which makes decisions cut short repeatable on
a faster or slower machine. The model, the search and the fallback policy run anew.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from lookahead.audit import faults_of
from lookahead.deadline import CountedDeadline
from lookahead.guard import Fault
from lookahead.shielded_policy import ShieldedPolicy
from lookahead.shielded_policy_decision import ShieldDecision
from lookahead.wrapped import Asked, Wrapped
from saferl.errors import InputError
from saferl.policies.memory import join_states, take_rows

__all__ = ["Mismatch", "Replayed", "replay"]

Array = np.ndarray[Any, Any]
Line = dict[str, Any]
_OF_POLICY = int(Fault.POLICY | Fault.STALL)
_TOLERANCE = 1e-9


@dataclass(frozen=True, kw_only=True)
class Mismatch:
    """A decision that came out differently.

    Attributes:
        episode: Its number in the log.
        step: Within the episode.
        logged: Rung and action as logged.
        replayed: Rung and action now.
    """

    episode: int
    step: int
    logged: tuple[str, Any]
    replayed: tuple[str, Any]


@dataclass(frozen=True, kw_only=True)
class Replayed:
    """The outcome of a replay.

    Attributes:
        decisions: How many were replayed.
        skipped: How many could not be, as a torn or earlier part of their episode is missing.
        mismatches: Those that differ.
        model: Digest of the shield replayed with.
        logged_models: Digests of the shields in the log.
    """

    decisions: int
    skipped: int
    mismatches: tuple[Mismatch, ...]
    model: str
    logged_models: tuple[str, ...]


def replay(lines: Iterable[Line], policy: ShieldedPolicy) -> Replayed:
    """Replay the lines of a log with a shielded policy.

    Args:
        lines: What `lookahead.audit.read_audit` yields.
        policy: The policy whose log it is, or one with another model to compare with.

    Raises:
        InputError: The log holds no decision, or is of a policy for another task.
    """
    told = _Told(policy)
    states: dict[tuple[int, int], Any] = {}
    models: list[str] = []
    found: list[Mismatch] = []
    count = skipped = 0
    for call in _calls(_of_task(lines, policy), models):
        keys = [(line["opening"], line["episode"]) for line in call]
        whole = len(call) == call[0]["rows"]
        if not whole or not all(
            line["start"] or states.get(key, (None, -1))[1] == line["step"]
            for line, key in zip(call, keys, strict=True)
        ):
            skipped += len(call)
            continue
        decision = told.decide(call, [states.get(key) for key in keys])
        for i, (line, key) in enumerate(zip(call, keys, strict=True)):
            states[key] = (take_rows(decision.state, slice(i, i + 1)), line["step"] + 1)
            count += 1
            if not _same(line, decision, i):
                found.append(_mismatch(line, decision, i, policy.level_names))
    if not count and not skipped:
        raise InputError("the log holds no decision to replay")
    return Replayed(
        decisions=count,
        skipped=skipped,
        mismatches=tuple(found),
        model=policy.shield.digest,
        logged_models=tuple(dict.fromkeys(models)),
    )


class _Told:
    """A shielded policy whose wrapped policy says what the log says it said."""

    def __init__(self, policy: ShieldedPolicy) -> None:
        self._policy = ShieldedPolicy(
            policy.policy,
            policy.shield,
            fallback=policy.fallback,
            safe_action=policy.safe_action,
            card=policy.card,
        )
        self._script = _Script(policy.policy)
        self._policy._policy = self._script
        if policy.fallback is not None:
            self._fallback = _Failing(policy.fallback)
            self._policy._fallback = self._fallback

    def decide(self, call: list[Line], states: list[Any]) -> ShieldDecision:
        """The decision of one logged call."""
        space = self._policy.action_space
        faults = np.array([faults_of(line["faults"]) for line in call])
        absent = np.full(space.shape or (), np.nan)
        proposals = [absent if line["proposal"] is None else line["proposal"] for line in call]
        self._script.action = np.asarray(proposals, dtype=np.float64)
        self._script.faults = faults & _OF_POLICY
        if self._policy.fallback is not None:
            self._fallback.failing = (faults & int(Fault.FALLBACK)) > 0
        starts = np.array([line["start"] for line in call])
        known = [None if state is None else state[0] for state in states]
        state = None
        if any(one is not None for one in known):
            some = next(one for one in known if one is not None)  # starting rows take any
            state = join_states([some if one is None else one for one in known])
        decision, _ = self._policy._decide(
            _observed(call),
            state,
            starts,
            call[0]["deterministic"],
            CountedDeadline(call[0]["cut"]),
        )
        return decision


class _Script(Wrapped):
    """Answers what it was given to answer."""

    action: Array
    faults: Array

    def decide(
        self, batch: Any, state: dict[str, Any], starts: Array, deterministic: bool
    ) -> Asked:
        return Asked(self.action, self.faults, state, None)


class _Failing(Wrapped):
    """A fallback that fails in the rows in which it did."""

    failing: Array

    def decide(
        self, batch: Any, state: dict[str, Any], starts: Array, deterministic: bool
    ) -> Asked:
        asked = super().decide(batch, state, starts, deterministic)
        failed = np.where(self.failing, int(Fault.POLICY), 0)
        return Asked(asked.action, asked.faults | failed, asked.state, asked.inner)


def _of_task(lines: Iterable[Line], policy: ShieldedPolicy) -> Iterator[Line]:
    """The lines as they are; raises where one says that what follows is of another task."""
    own = policy.card.get("env_id")
    for line in lines:
        if line.get("kind") == "shield":
            logged = (line.get("card") or {}).get("env_id")
            if None not in (logged, own) and logged != own:
                raise InputError(
                    f"the log is of a policy for {logged}, and the one to replay it with is for "
                    f"{own}; give a policy behind a shield for {logged}"
                )
        yield line


def _calls(lines: Iterable[Line], models: list[str]) -> Iterator[list[Line]]:
    """The decisions, those of one call together; notes the models of the openings."""

    def call_of(line: Line) -> tuple[int, int] | None:
        return (line["opening"], line["call"]) if line.get("kind") == "decision" else None

    for key, group in itertools.groupby(lines, call_of):
        if key is None:
            models += [line["model"] for line in group if line.get("kind") == "shield"]
        else:
            yield list(group)


def _observed(call: list[Line]) -> Any:
    rows = [line["observation"] for line in call]
    first = rows[0]
    if isinstance(first, dict) and "unreadable" not in first:
        return {name: _observed([{"observation": row[name]} for row in rows]) for name in first}
    try:
        return np.asarray(rows)
    except ValueError:  # rows of different shapes: no batch
        return rows


def _same(line: Line, decision: ShieldDecision, row: int) -> bool:
    action = np.asarray(decision.action[row], dtype=np.float64)
    logged = np.asarray(line["action"], dtype=np.float64)
    same = action.shape == logged.shape and np.allclose(action, logged, rtol=0, atol=_TOLERANCE)
    return bool(same and int(decision.level[row]) == line["level"])


def _mismatch(line: Line, decision: ShieldDecision, row: int, names: tuple[str, ...]) -> Mismatch:
    return Mismatch(
        episode=line["episode"],
        step=line["step"],
        logged=(names[line["level"]], line["action"]),
        replayed=(names[int(decision.level[row])], np.asarray(decision.action[row]).tolist()),
    )

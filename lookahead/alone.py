"""What a shield is worth: its parts alone, and together, over the same episodes.

A shield that never lets its policy act is only another policy. So the policy without the shield,
the shield without the policy's proposals, and the fallback without either are played beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from lookahead.shielded_policy_decision import ShieldDecision
from saferl.constraints import Constraint
from saferl.evaluation import Report, evaluate
from saferl.evaluation.comparison import Difference, differences
from saferl.policies import Session
from saferl.policies.protocol import Array, State
from saferl.spaces import as_batch, batch_length

if TYPE_CHECKING:
    from lookahead.shielded_policy import ShieldedPolicy

__all__ = ["Parts", "WithoutProposals", "play_parts"]


class WithoutProposals:
    """A shielded policy every one of whose proposals is refused: the ladder acts alone.

    Args:
        shielded: The policy behind its shield. The shield's search may still imagine it.

    >>> from lookahead.example import point_shield, rush
    >>> from lookahead.shielded_policy import ShieldedPolicy
    >>> alone = WithoutProposals(ShieldedPolicy(rush(), point_shield()))
    >>> bool(alone.decide(np.zeros((1, 2)), None, np.ones(1, bool), True).vetoed[0])
    True
    """

    def __init__(self, shielded: ShieldedPolicy) -> None:
        self.shielded = shielded
        self.observation_space = shielded.observation_space
        self.action_space = shielded.action_space
        self.level_names = shielded.level_names
        self.observe_constraints = shielded.observe_constraints

    def decide(
        self,
        observation: Any,
        state: State = None,
        episode_start: Any = None,
        deterministic: bool = False,
    ) -> ShieldDecision:
        """Return what the ladder decides below the proposal; arguments as the policy's own."""
        rows = batch_length(as_batch(self.observation_space, observation)[0])
        refuse = np.ones(rows, dtype=bool)
        return self.shielded.reviewed(
            observation, state, episode_start, deterministic, refuse=refuse
        )

    def predict(
        self,
        observation: Any,
        state: State = None,
        episode_start: Any = None,
        deterministic: bool = False,
    ) -> tuple[Array, State]:
        """Return the action and the state."""
        decision = self.decide(observation, state, episode_start, deterministic)
        return decision.action, decision.state

    def session(self, num_envs: int = 1, *, deterministic: bool = True) -> Session:
        """Open a deployment loop that keeps the state."""
        return Session(self, num_envs, deterministic=deterministic)


@dataclass(frozen=True, kw_only=True)
class Parts:
    """Reports of a shielded policy and of its parts.

    Attributes:
        shielded: Of policy and shield together.
        policy: Of the policy without the shield.
        backup: Of the fallback alone, where there is one, else of the shield's own plans alone
            (every proposal refused). It may be of fewer episodes, the first ones.
    """

    shielded: Report
    policy: Report
    backup: Report

    @property
    def own(self) -> float:
        """Share of the steps that executed the policy's proposal."""
        return 1.0 - float(self.shielded.vetoed.mean())

    @property
    def over_backup(self) -> tuple[Difference, ...]:
        """Together, less the backup alone, over the episodes of both: return, then cost."""
        count = self.backup.episodes
        return differences(_first(self.shielded, count), self.backup)

    @property
    def no_swap(self) -> bool:
        """Whether it is more than a swap of policies.

        Most steps execute the proposal, and together they return clearly more than the backup
        alone while they do not clearly cost more.
        """
        more, cost = self.over_backup[:2]
        return self.own >= 0.5 and more.interval.low > 0.0 and not cost.interval.low > 0.0


def play_parts(
    shielded: ShieldedPolicy,
    env: Any,
    *,
    seeds: Sequence[int],
    backup_episodes: int | None = None,
    constraints: Sequence[Constraint] = (),
    num_envs: int = 16,
    progress: bool | None = False,
) -> Parts:
    """Play the same episodes with a shielded policy and with its parts.

    Args:
        shielded: The policy behind its shield.
        env: The task.
        seeds: One for each episode.
        backup_episodes: Play the backup over the first so many only: searching on every step
            takes its time.
        constraints: What to measure beside the task's own cost.
        num_envs: Environments at once.
        progress: Show a progress line; None on a terminal only.
    """
    if shielded.fallback is None:
        backup: tuple[str, Any] = ("shield's plans alone", WithoutProposals(shielded))
    else:
        backup = ("fallback alone", shielded.fallback)
    played = list(seeds)
    reports = [
        evaluate(
            policy,
            env,
            seeds=some,
            constraints=constraints,
            num_envs=num_envs,
            name=name,
            progress=progress,
        )
        for name, policy, some in (
            ("policy and shield", shielded, played),
            ("policy alone", shielded.policy, played),
            (*backup, played[:backup_episodes]),
        )
    ]
    return Parts(shielded=reports[0], policy=reports[1], backup=reports[2])


def _first(report: Report, count: int) -> Report:
    """The report of the first episodes alone."""
    of_episodes = ("returns", "lengths", "task_costs", "costs", "edited", "edit_size", "vetoed")
    part = {name: getattr(report, name)[:count] for name in (*of_episodes, "levels")}
    return replace(report, seeds=report.seeds[:count], **part)

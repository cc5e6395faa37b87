"""What a shield is worth: its parts alone, and together, over the same episodes.

A shield that never lets its policy act is only another policy. So three others are played beside
the two together: the policy without the shield; the backup, which is what the ladder hands over to
where the search finds nothing safe: the fallback policy or, where there is none, the manoeuvres
that were learned to fall back on; and the shield without any policy, whose search for plans that
are safe and lead to the goal acts alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from gymnasium.spaces import Space

from lookahead.alone_recovery import Recovering
from lookahead.planner_navigation import NavigationPlanner
from lookahead.shielded_policy_decision import ShieldDecision
from saferl.constraints import Constraint
from saferl.evaluation import Report, evaluate
from saferl.evaluation.comparison import Difference, differences
from saferl.policies import CallablePolicy, Session
from saferl.policies.protocol import Array, State
from saferl.spaces import as_batch, batch_length

if TYPE_CHECKING:
    from lookahead.shielded_policy import ShieldedPolicy

__all__ = ["Parts", "WithoutProposals", "play_parts", "recovery_alone", "without_policy"]


class WithoutProposals:
    """A shielded policy every one of whose proposals is refused: the ladder acts alone.

    Args:
        shielded: The policy behind its shield. The shield's search may still imagine the policy
            and lead it by other ways; `without_policy` leaves it out altogether.

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


def without_policy(shielded: ShieldedPolicy) -> WithoutProposals:
    """Return what a shield does by itself: its policy is neither asked nor imagined.

    Args:
        shielded: Any policy behind the shield.
    """
    from lookahead.shielded_policy import ShieldedPolicy

    shield = shielded.shield
    if hasattr(shield, "bound"):
        shield = replace(shield, policy=None)
    alone = ShieldedPolicy(
        _Idle(shielded.safe_action, shielded.observation_space, shielded.action_space),
        shield,
        safe_action=shielded.safe_action,
        card=shielded.card,
    )
    return WithoutProposals(alone)


def recovery_alone(shielded: ShieldedPolicy) -> WithoutProposals | None:
    """Return the learned manoeuvres acting on every step, or None for a shield that has none.

    Args:
        shielded: Any policy behind the shield.
    """
    alone = without_policy(shielded)
    ladder = alone.shielded._ladder
    if not isinstance(ladder.planner.planner, NavigationPlanner):
        return None
    ladder.planner.planner = Recovering(ladder.planner.planner)
    return alone


class _Idle(CallablePolicy):
    """Proposes the engineer's safe action, and is not to be imagined."""

    imaginable = False

    def __init__(self, action: Array, observed: Space[Any], acted: Space[Any]) -> None:
        super().__init__(lambda observation: action, observed, acted)


@dataclass(frozen=True, kw_only=True)
class Parts:
    """Reports of a shielded policy and of its parts.

    Attributes:
        shielded: Of policy and shield together.
        policy: Of the policy without the shield.
        backup: Of what the ladder hands over to: the fallback alone where there is one, else the
            learned manoeuvres. It may be of fewer episodes, the first ones; so may the next two.
        plans: Of the shield without any policy.
        refused: Of the shield with every proposal refused, whose search still imagines the policy;
            None if not asked for.
    """

    shielded: Report
    policy: Report
    backup: Report
    plans: Report
    refused: Report | None = None

    @property
    def own(self) -> float:
        """Share of the steps that executed the policy's proposal."""
        return 1.0 - float(self.shielded.vetoed.mean())

    @property
    def over_backup(self) -> tuple[Difference, ...]:
        """Together, less the backup alone, over the episodes of both: return, then cost."""
        return differences(_first(self.shielded, self.backup.episodes), self.backup)

    @property
    def over_plans(self) -> tuple[Difference, ...]:
        """Together, less the shield without any policy, likewise."""
        return differences(_first(self.shielded, self.plans.episodes), self.plans)

    @property
    def no_swap(self) -> bool:
        """Whether it is more than a swap for the backup.

        Most steps execute the proposal, and together they return clearly more than the backup
        alone while they do not clearly cost more.
        """
        return self.own >= 0.5 and _better(self.over_backup)

    @property
    def policy_adds(self) -> bool:
        """Whether together they do clearly better than the shield's own plans, at no more cost."""
        return _better(self.over_plans)


def play_parts(
    shielded: ShieldedPolicy,
    env: Any,
    *,
    seeds: Sequence[int],
    backup_episodes: int | None = None,
    refused: bool = False,
    constraints: Sequence[Constraint] = (),
    num_envs: int = 16,
    progress: bool | None = False,
) -> Parts:
    """Play the same episodes with a shielded policy and with its parts.

    Args:
        shielded: The policy behind its shield.
        env: The task.
        seeds: One for each episode.
        backup_episodes: Play all but policy and shield, and the policy, over the first so many
            only: searching on every step takes its time.
        refused: Also play the shield with every proposal refused.
        constraints: What to measure beside the task's own cost.
        num_envs: Environments at once.
        progress: Show a progress line; None on a terminal only.
    """
    played = list(seeds)
    fewer = played[:backup_episodes]
    parts: dict[str, tuple[str, Any, list[int]]] = {
        "shielded": ("policy and shield", shielded, played),
        "policy": ("policy alone", shielded.policy, played),
        "backup": ("fallback alone", shielded.fallback, fewer),
        "plans": ("shield without a policy", without_policy(shielded), fewer),
    }
    if shielded.fallback is None:
        recovery = recovery_alone(shielded)
        parts["backup"] = ("manoeuvres alone", recovery, fewer)
        if recovery is None:
            parts["backup"] = parts["plans"]
    if refused:
        parts["refused"] = ("every proposal refused", WithoutProposals(shielded), fewer)
    reports = {
        part: evaluate(
            policy,
            env,
            seeds=some,
            constraints=constraints,
            num_envs=num_envs,
            name=name,
            progress=progress,
        )
        for part, (name, policy, some) in parts.items()
    }
    return Parts(**reports)


def _better(over: Sequence[Difference]) -> bool:
    more, cost = over[:2]
    return more.interval.low > 0.0 and not cost.interval.low > 0.0


def _first(report: Report, count: int) -> Report:
    """The report of the first episodes alone."""
    of_episodes = ("returns", "lengths", "task_costs", "costs", "edited", "edit_size", "vetoed")
    part = {name: getattr(report, name)[:count] for name in (*of_episodes, "levels")}
    return replace(report, seeds=report.seeds[:count], **part)

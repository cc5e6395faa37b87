"""What a look-ahead planner answers, in two stages: is this action safe, and if not, what instead?

Stage one, :meth:`Planner.screen`, runs on every step: would a fallback still be safe after the
proposed action? Stage two, :meth:`Planner.search`, runs only for rows that stage one refused. A
planner never remembers anything itself. The map of the surroundings and the plan committed to
travel in ``memory``, a dict of arrays with a leading dimension n, which the caller keeps in the
policy's ``state``; rows are independent of each other, bit for bit.

    memory = planner.begin(n)                                  # at the start of an episode
    screening = planner.screen(observation, proposal, memory, episode_start)
    choice = planner.search(observation, proposal, screening, rows=~screening.safe)
    memory = planner.after(choice.memory, executed, level)     # what really was executed

Actions are in [-1, 1] throughout; the caller scales them to the environment's units.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Protocol, runtime_checkable

import numpy as np

__all__ = ["Choice", "Deadline", "Level", "Memory", "Planner", "Screening", "never"]

Array = np.ndarray[Any, Any]
Memory = dict[str, Array]
"""What a planner remembers within an episode; every array has a leading dimension n."""
Deadline = Callable[[], bool]
"""Whether time is up; asked between chunks of look-ahead work, each of about a millisecond."""


def never() -> bool:
    """Return False: there is no deadline."""
    return False


class Level(IntEnum):
    """Rungs of the fallback ladder, in the order they are tried; a decision names the one used.

    >>> Level(3).name
    'LEAVE'
    """

    PROPOSAL = 0
    """The task policy's own action."""
    CANDIDATE = 1
    """The first action of a plan found by searching on this step."""
    PLAN = 2
    """The next action of a plan that an earlier step committed to."""
    LEAVE = 3
    """The quickest way out of the unsafe set, where the agent is inside or cannot avoid it."""
    BACKUP = 4
    """The backup: braking, or the policy given as fallback."""
    SAFE_ACTION = 5
    """The engineer's safe action, when nothing else can be trusted."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Screening:
    """Answer of the first stage, for n rows.

    Attributes:
        safe: (n,) whether the proposal may be executed as it is.
        risk: (n,) predicted probability that executing it and then falling back violates within the
            horizon; the largest over constraints and members, in [0, 1]; nan if not computable.
        costs: (n, k) the same for each constraint.
        unfamiliar: (n,) how far the inputs are from the training data: 1 is the threshold above
            which the model must not be believed.
        memory: The memory with this step's observation taken in.
    """

    safe: Array
    risk: Array
    costs: Array
    unfamiliar: Array
    memory: Memory


@dataclass(frozen=True, kw_only=True, eq=False)
class Choice:
    """Answer of the second stage, for n rows; rows that were not searched hold the proposal.

    Attributes:
        action: (n, action_dim) in [-1, 1], what to do instead.
        level: (n,) the :class:`Level` it belongs to.
        risk: (n,) predicted probability of a violation within the horizon, as in `Screening`.
        costs: (n, k) the same for each constraint.
        complete: (n,) False where the deadline cut the search short; what was found until then is
            still the best known, and has been screened like any.
        plan: (n, H, action_dim) the plan whose first action this is; nan beyond its end.
        memory: The memory with the plan committed to.
    """

    action: Array
    level: Array
    risk: Array
    costs: Array
    complete: Array
    plan: Array
    memory: Memory


@runtime_checkable
class Planner(Protocol):
    """Screens proposals and finds what to do instead."""

    def begin(self, rows: int) -> Memory:
        """Return the memory of ``rows`` episodes that are about to begin."""
        ...

    def screen(
        self, observation: Array, proposal: Array, memory: Memory, episode_start: Array
    ) -> Screening:
        """Say whether each proposal may be executed, and take the observation into the memory.

        Args:
            observation: (n, obs_dim) raw observations.
            proposal: (n, action_dim) in [-1, 1].
            memory: What `begin` or `after` returned; left as it was.
            episode_start: (n,) bool, rows whose memory is to be forgotten first.
        """
        ...

    def search(
        self,
        observation: Array,
        proposal: Array,
        screening: Screening,
        *,
        rows: Array,
        deadline: Deadline = never,
    ) -> Choice:
        """Find what to do instead of the refused proposals.

        Args:
            observation: (n, obs_dim), as given to `screen`.
            proposal: (n, action_dim), as given to `screen`.
            screening: What `screen` returned.
            rows: (n,) bool, which rows to search.
            deadline: Asked between chunks of work; once it returns True the best so far is given.
        """
        ...

    def after(self, memory: Memory, executed: Array, level: Array) -> Memory:
        """Return the memory with what was executed on this step noted.

        Args:
            memory: Of the screening, or of the choice where there was a search.
            executed: (n, action_dim) in [-1, 1], what was really sent to the environment.
            level: (n,) the :class:`Level` of it; a plan is dropped where it was not followed.
        """
        ...

"""Policies: anything that maps observations to actions, and what a decision tells about itself.

A policy has Stable-Baselines3's ``predict``; :func:`load_policy` makes one from a file, from the
zoo or from an object, and edited and shielded policies are policies again.
"""

from saferl.policies.callables import CallablePolicy
from saferl.policies.fitting import check_fits, spaces_of
from saferl.policies.loading import LoadedPolicy, as_policy, load_policy
from saferl.policies.memory import episode_starts, join_states, take_rows
from saferl.policies.mlp import MlpPolicy
from saferl.policies.protocol import Decision, Policy, decide
from saferl.policies.session import Session

__all__ = [
    "CallablePolicy",
    "Decision",
    "LoadedPolicy",
    "MlpPolicy",
    "Policy",
    "Session",
    "as_policy",
    "check_fits",
    "decide",
    "episode_starts",
    "join_states",
    "load_policy",
    "spaces_of",
    "take_rows",
]

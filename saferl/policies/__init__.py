"""Policies: anything that maps observations to actions, and what a decision tells about itself.

A policy has Stable-Baselines3's ``predict``; :func:`load_policy` makes one from a file, from the
zoo or from an object, and edited and shielded policies are policies again.
"""

from saferl.policies.mlp import MlpPolicy
from saferl.policies.protocol import Decision, Policy, decide
from saferl.policies.session import Session

__all__ = ["Decision", "MlpPolicy", "Policy", "Session", "decide"]

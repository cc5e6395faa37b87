"""Trainers: PPO and SAC, unconstrained or with Lagrange multipliers; and clones to start from."""

from saferl.algorithms.cloning import clone
from saferl.algorithms.ppo import PPO, PPOConfig, PPOStatistics
from saferl.algorithms.sac import SAC, SACConfig, SACStatistics

__all__ = ["PPO", "PPOConfig", "PPOStatistics", "SAC", "SACConfig", "SACStatistics", "clone"]

"""Trainers: PPO and SAC, unconstrained or with Lagrange multipliers."""

from saferl.algorithms.ppo import PPO, PPOConfig, PPOStatistics
from saferl.algorithms.sac import SAC, SACConfig, SACStatistics

__all__ = ["PPO", "PPOConfig", "PPOStatistics", "SAC", "SACConfig", "SACStatistics"]

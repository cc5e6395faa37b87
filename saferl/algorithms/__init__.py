"""Trainers: PPO and SAC, unconstrained or with Lagrange multipliers."""

from saferl.algorithms.ppo import PPO, PPOConfig, PPOStatistics

__all__ = ["PPO", "PPOConfig", "PPOStatistics"]

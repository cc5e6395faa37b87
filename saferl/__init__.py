"""SafeRL: a safety layer for reinforcement-learning policies."""

"""Safety-Gymnasium's navigation tasks near the speed of their physics.

`FastVectorEnv` steps many environments of one task in this process. The stock task classes still
draw layouts and goals and define every parameter; models are compiled once, and observations,
rewards and costs are computed for all environments at once.
"""

from saferl.envs.fast.vector import FastVectorEnv, supports

__all__ = ["FastVectorEnv", "supports"]

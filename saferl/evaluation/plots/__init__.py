"""Plots (extra ``plot``): learning curves, return against cost, an episode from above or in time.

Each function returns a matplotlib ``Figure``; `save` writes it. No window is opened and no global
state of matplotlib is touched.
"""

from saferl.evaluation.plots.curves import learning_curves
from saferl.evaluation.plots.path import episode_path
from saferl.evaluation.plots.style import save
from saferl.evaluation.plots.timeline import constraint_timeline
from saferl.evaluation.plots.tradeoff import return_against_cost

__all__ = ["constraint_timeline", "episode_path", "learning_curves", "return_against_cost", "save"]

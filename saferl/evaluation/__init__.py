"""Evaluation: seeded, paired episodes, what they cost, and what can be concluded.

`evaluate` plays the episodes, a `Report` holds the figures and the verdicts, an `Episode` one
recorded episode. Tables are in `saferl.evaluation.tables`, plots (extra ``plot``) in
`saferl.evaluation.plots`.
"""

from saferl.evaluation.episode import Episode
from saferl.evaluation.report import Latency, Outcome, Report
from saferl.evaluation.rollouts import FIRST_SEED, evaluate
from saferl.evaluation.statistics import Interval, Verdict

__all__ = [
    "FIRST_SEED",
    "Episode",
    "Interval",
    "Latency",
    "Outcome",
    "Report",
    "Verdict",
    "evaluate",
]

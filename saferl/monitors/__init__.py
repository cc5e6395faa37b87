"""Monitors: constraints compiled to array operations and evaluated while episodes run.

`Monitor` takes one mapping of signals per step, for a whole batch of environments, and says what
the step costs, how far each constraint is from being violated, and what a policy must see of it.
`replay` runs a recorded episode through one.
"""

from saferl.monitors.monitor import Monitor, MonitorStep
from saferl.monitors.replay import Replay, replay
from saferl.monitors.snapshot import MonitorSnapshot

__all__ = ["Monitor", "MonitorSnapshot", "MonitorStep", "Replay", "replay"]

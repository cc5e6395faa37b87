"""Monitors: constraints compiled to array operations and evaluated while episodes run.

`Monitor` takes one mapping of signals per step, for a whole batch of environments, and says what
the step costs, how far each constraint is from being violated, and what a policy must see of it.
"""

from saferl.monitors.monitor import Monitor, MonitorSnapshot, MonitorStep

__all__ = ["Monitor", "MonitorSnapshot", "MonitorStep"]

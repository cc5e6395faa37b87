"""Monitors: constraints compiled to array operations and evaluated while episodes run.

`Monitor` takes one mapping of signals per step, for a whole batch of environments, and says what
the step costs, how far each constraint is from being violated, and what a policy must see of it.
`replay` runs a recorded episode through one.

The state (`Monitor.state_names`; with ``observe_constraints=True`` appended to observations) has
these columns, each within [0, 1] and named ``CONSTRAINT: WHAT``, or ``CONSTRAINT part 2: WHAT``
within an `All`:

- ``outside``: 1 if the last step did not count as inside (what a new visit is told by);
- ``visits left``, ``steps left``: of those allowed by `AtMost`;
- ``visits in the window 1`` and on: how long each of the last n counts stays in the window;
- ``stay``: length of the unbroken stay, of that allowed by `ForAtMost`;
- ``steps to go``: of those `For` still asks something of;
- ``not released``: 1 until the release of `Until`;
- ``begun``: 1 once `After` was triggered;
- ``waiting``: time since the first unanswered trigger, of that allowed by `Within`. It foretells
  the first miss exactly, later ones only in part;
- ``budget left``: of the budget and one more, for ``enforce="always"``; 0 once it is exceeded.
"""

from saferl.monitors.monitor import Monitor, MonitorStep
from saferl.monitors.replay import Replay, replay
from saferl.monitors.snapshot import MonitorSnapshot

__all__ = ["Monitor", "MonitorSnapshot", "MonitorStep", "Replay", "replay"]

"""The live line of a long run, and silence where nobody watches.

On a terminal: steps, steps per second, time left, and whatever figures the run reports. Elsewhere
nothing is written, so that logs and pipes stay clean.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

__all__ = ["RunProgress"]


class RunProgress:
    """A context that shows one progress line.

    Args:
        title: What runs, such as ``"ppo SafetyPointGoal1-v0"``.
        total: Steps when it is done.
        done: Steps already behind us.
        enabled: True shows it, False never does, None shows it on a terminal only.

    >>> with RunProgress("ppo", total=10, enabled=False) as progress:
    ...     progress.update(5, {"return": 1.0})
    """

    def __init__(
        self, title: str, *, total: int, done: int = 0, enabled: bool | None = None
    ) -> None:
        console = Console(stderr=True)
        visible = console.is_terminal if enabled is None else enabled
        self._progress = Progress(
            TextColumn("[bold]{task.description}"),
            BarColumn(bar_width=20),
            TextColumn("{task.completed:,.0f}/{task.total:,.0f}"),
            TextColumn("{task.fields[rate]}"),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[figures]}"),
            console=console,
            disable=not visible,
            transient=False,
        )
        self._task = self._progress.add_task(
            title, total=total, completed=done, rate="", figures=""
        )

    def __enter__(self) -> RunProgress:
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._progress.stop()

    def update(self, done: int, figures: Mapping[str, float]) -> None:
        """Show ``done`` steps and the figures of the last iteration."""
        shown = "  ".join(f"{name} {value:.4g}" for name, value in figures.items())
        speed = self._progress.tasks[0].speed
        rate = f"{speed:,.0f}/s" if speed else ""
        self._progress.update(self._task, completed=done, rate=rate, figures=shown)

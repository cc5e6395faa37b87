"""An episode along time: each constraint's margin, and when it was near or violated."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

import numpy as np

from saferl.errors import InputError, MissingDependencyError
from saferl.evaluation.plots.style import COLOURS, INK, MUTED, RED, plain
from saferl.monitors.replay import Replay, stretches
from saferl.wording import describe
from saferl.worlds import World

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["constraint_timeline"]

_NEAR = "#F5D58A"


def constraint_timeline(
    replay: Replay, world: World | None = None, *, title: str | None = None
) -> Figure:
    """Draw one row for each constraint: its margin on each step, shaded where near or violated.

    Violations also stand as ticks along the lower edge, so that colour is not needed to see them.

    Raises:
        InputError: There is no constraint or no step to draw.
        MissingDependencyError: matplotlib is not installed.
    """
    steps, count = replay.cost.shape
    if steps == 0 or count == 0:
        raise InputError(f"nothing to draw: {steps} steps, {count} constraints")
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise MissingDependencyError(
            "plots need matplotlib; run `pip install 'saferl[plot]'`"
        ) from error
    picture = Figure(figsize=(8.0, 0.6 + 1.9 * count), layout="constrained", facecolor="white")
    rows: list[Axes] = list(picture.subplots(count, 1, sharex=True, squeeze=False)[:, 0])
    for index, axes in enumerate(rows):
        plain(axes)
        _draw(axes, replay, index, world)
    rows[-1].set_xlim(0, steps)
    rows[-1].set_xlabel("step", color=INK, fontsize=9)
    if world is not None and world.dt is not None:
        seconds = rows[0].secondary_xaxis("top", functions=_seconds_and_steps(world.dt))
        seconds.tick_params(colors=MUTED, labelcolor=INK, labelsize=8)
        seconds.set_xlabel("seconds", color=INK, fontsize=8)
    if title is not None:
        picture.suptitle(title, x=0.01, ha="left", fontsize=10, color=INK)
    return picture


def _seconds_and_steps(dt: float) -> Any:
    return (lambda steps: steps * dt), (lambda seconds: seconds / dt)


def _draw(axes: Axes, replay: Replay, index: int, world: World | None) -> None:
    constraint = replay.constraints[index]
    margin = replay.step_margin[:, index]
    shown = np.where(np.isfinite(margin), margin, np.nan)
    x = np.arange(len(margin)) + 0.5
    if np.isin(margin, (-1.0, 1.0)).all():  # no margin to speak of: the cost so far
        axes.step(x, replay.cost[:, index].cumsum(), where="mid", color=COLOURS[0], linewidth=1.2)
        axes.axhline(constraint.budget, color=MUTED, linewidth=0.8, linestyle="--")
        axes.set_ylabel("cost so far", color=INK, fontsize=9)
    else:
        axes.plot(x, shown, color=COLOURS[0], linewidth=1.2)
        axes.axhline(0.0, color=MUTED, linewidth=0.8, linestyle="--")
        axes.set_ylabel("margin", color=INK, fontsize=9)
    for first, last in stretches(replay.near[:, index]):
        axes.axvspan(first, last + 1, color=_NEAR, alpha=0.6, linewidth=0, zorder=0)
    for first, last in stretches(replay.violating[:, index]):
        axes.axvspan(first, last + 1, color=RED, alpha=0.35, linewidth=0, zorder=0)
    bad = x[replay.violating[:, index]]
    axes.plot(
        bad, np.zeros(len(bad)), "|", color=RED, transform=axes.get_xaxis_transform(), clip_on=False
    )
    words = textwrap.fill(f"{constraint.name}: {describe(constraint, world)}", 100)
    spent = f"cost {replay.totals[index]:.4g} of {constraint.budget:g}"
    verdict = "exceeded" if replay.exceeded[index] else "within"
    axes.set_title(f"{words}\n{spent} ({verdict})", loc="left", fontsize=8, color=INK)

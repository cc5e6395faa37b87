"""Learning curves from the ``progress.csv`` of runs, several seeds to a curve."""

from __future__ import annotations

import csv
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from saferl.errors import InputError
from saferl.evaluation.plots.style import COLOURS, INK, MUTED, RED, figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["learning_curves", "read_progress"]

Array = np.ndarray[Any, Any]
_POINTS = 400


def learning_curves(
    runs: Mapping[str, Sequence[str | os.PathLike[str]]],
    *,
    budget: float | None = None,
    smooth: int = 5,
) -> Figure:
    """Draw return, cost and multiplier over environment steps.

    Args:
        runs: Label -> folders of runs (or their ``progress.csv``), one a seed. The line is their
            mean, the band reaches from the lowest seed to the highest.
        budget: Drawn into the panel of the cost.
        smooth: Iterations averaged at each point; 1 for none.

    Raises:
        InputError: A folder has no log, or the log is garbled.
        MissingDependencyError: matplotlib is not installed.
    """
    if not runs:
        raise InputError("there is no run to draw; expected at least one folder")
    logs = {label: [read_progress(path) for path in paths] for label, paths in runs.items()}
    everything = [log for group in logs.values() for log in group]
    panels = [("episode_return", "return of an episode"), ("task_cost", "cost of an episode")]
    multipliers = sorted({name for log in everything for name in log if "multipliers/" in name})
    panels += [(name, "multiplier of " + name.partition("/")[2]) for name in multipliers]
    picture, axes = figure(4.3 * len(panels), 3.6, len(panels))
    seeds = max(len(group) for group in logs.values())
    for i, (label, group) in enumerate(logs.items()):
        colour = COLOURS[i % len(COLOURS)]
        for panel, (column, _) in zip(axes, panels, strict=True):
            curves = [(log["steps"], log[column]) for log in group if column in log]
            if not curves:
                continue
            steps, values = _on_one_grid(curves, smooth)
            panel.plot(steps / 1e6, values.mean(axis=0), color=colour, linewidth=1.8, label=label)
            if len(values) > 1:
                panel.fill_between(
                    steps / 1e6,
                    values.min(axis=0),
                    values.max(axis=0),
                    color=colour,
                    alpha=0.18,
                    linewidth=0,
                )
    for panel, (_, title) in zip(axes, panels, strict=True):
        panel.set_title(title, loc="left", fontsize=11, color=INK)
        panel.set_xlabel("million environment steps", color=INK, fontsize=9)
        panel.set_xlim(left=0.0)
    axes[1].set_ylim(bottom=0.0)
    if budget is not None:
        axes[1].set_ylim(top=max(axes[1].get_ylim()[1], 1.1 * budget))
        axes[1].axhline(budget, color=RED, linewidth=1.4, linestyle=(0, (5, 3)))
        axes[1].annotate(
            f"budget {budget:g}",
            (0.02, budget),
            xycoords=("axes fraction", "data"),
            xytext=(0, -3),
            textcoords="offset points",
            va="top",
            color=RED,
            fontsize=9,
        )
    axes[0].legend(frameon=False, fontsize=9, labelcolor=INK)
    if seeds > 1:
        note = f"mean of {seeds} seeds; bands from the lowest to the highest"
        picture.supxlabel(note, fontsize=8, color=MUTED)
    return picture


def read_progress(path: str | os.PathLike[str]) -> dict[str, Array]:
    """Read a run's log as columns; an empty cell is NaN.

    Raises:
        InputError: There is none, it has no rows, or a cell is not a number.
    """
    source = Path(path)
    if source.is_dir():
        source = source / "progress.csv"
    if not source.is_file():
        raise InputError(
            f"no log at '{source}'; expected the folder that `saferl train --out FOLDER` wrote"
        )
    try:
        with source.open(newline="", encoding="utf-8") as stream:
            rows = list(csv.DictReader(stream))
        columns = {
            name: np.array([float(row[name] or "nan") for row in rows])
            for name in (rows[0] if rows else {})
        }
    except (ValueError, TypeError, UnicodeDecodeError) as error:
        raise InputError(f"'{source}' is not the log of a run: {error}") from error
    if not {"steps", "episode_return", "task_cost"} <= set(columns):
        raise InputError(
            f"'{source}' is not the log of a run, or holds no iteration yet; "
            "expected the columns steps, episode_return and task_cost"
        )
    return columns


def _on_one_grid(curves: Sequence[tuple[Array, Array]], smooth: int) -> tuple[Array, Array]:
    """Interpolate curves to steps that all of them cover: (points,), (curves, points)."""
    ready = []
    for steps, values in curves:
        known = np.isfinite(values)
        if known.any():
            ready.append((steps[known], _moving_mean(values[known], smooth)))
    if not ready:
        return np.zeros(0), np.zeros((1, 0))
    first = max(float(steps[0]) for steps, _ in ready)
    last = min(float(steps[-1]) for steps, _ in ready)
    grid = np.linspace(first, max(first, last), _POINTS)
    return grid, np.stack([np.interp(grid, steps, values) for steps, values in ready])


def _moving_mean(values: Array, width: int) -> Array:
    """Mean over the last ``width`` values; the first ones average what there is.

    >>> _moving_mean(np.array([2.0, 4.0, 6.0]), 2)
    array([2., 3., 5.])
    """
    sums = np.concatenate([[0.0], np.cumsum(values)])
    ends = np.arange(1, len(values) + 1)
    starts = np.maximum(ends - max(width, 1), 0)
    averaged: Array = (sums[ends] - sums[starts]) / (ends - starts)
    return averaged

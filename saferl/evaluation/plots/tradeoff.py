"""Return against cost: what safety costs, at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from saferl.errors import InputError
from saferl.evaluation.plots.style import COLOURS, INK, MUTED, RED, figure
from saferl.evaluation.report import Report
from saferl.evaluation.statistics import bootstrap

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["return_against_cost"]


def return_against_cost(reports: Sequence[Report]) -> Figure:
    """Draw each policy's episodes as dots and its means as a cross of 95% intervals.

    Costs are the task's own. The line is the budget, if the reports agree on one.

    Raises:
        InputError: No report.
        MissingDependencyError: matplotlib is not installed.
    """
    if not reports:
        raise InputError("there is no report to draw; expected at least one")
    picture, (axes,) = figure(6.4, 4.4)
    budget = _shared_budget(reports)
    for report, colour in zip(reports, _cycle(len(reports)), strict=True):
        axes.scatter(
            report.task_costs, report.returns, s=14, color=colour, alpha=0.35, linewidths=0
        )
    for report, colour in zip(reports, _cycle(len(reports)), strict=True):
        cost, interval = report.mean_cost, report.return_interval
        across = bootstrap(report.task_costs)
        style: dict[str, Any] = {
            "color": colour,
            "linewidth": 2.2,
            "solid_capstyle": "butt",
            "zorder": 4,
        }
        axes.plot([across.low, across.high], [report.mean_return] * 2, **style)
        axes.plot([cost, cost], [interval.low, interval.high], **style)
        axes.scatter(
            [cost],
            [report.mean_return],
            s=64,
            color=colour,
            edgecolors="white",
            linewidths=1.4,
            zorder=5,
            label=f"{report.policy}   {report.mean_return:.1f} / {cost:.1f}",
        )
    if budget is not None:
        axes.axvline(budget, color=RED, linewidth=1.4, linestyle=(0, (5, 3)), zorder=3)
        axes.annotate(
            f"budget {budget:g}",
            (budget, 1.0),
            xycoords=("data", "axes fraction"),
            xytext=(4, -2),
            textcoords="offset points",
            color=RED,
            fontsize=9,
            va="top",
        )
    axes.set_xlim(left=min(0.0, *(float(r.task_costs.min()) for r in reports)))
    axes.set_xlabel("cost of an episode", color=INK)
    axes.set_ylabel("return of an episode", color=INK)
    tasks = ", ".join(dict.fromkeys(report.env_id for report in reports))
    episodes = " / ".join(dict.fromkeys(str(report.episodes) for report in reports))
    axes.set_title(f"{tasks}, {episodes} episodes", color=INK, fontsize=11, loc="left")
    axes.legend(
        title="mean return / cost",
        title_fontsize=8,
        frameon=False,
        fontsize=9,
        loc="best",
        alignment="left",
        labelcolor=INK,
    )
    picture.supxlabel("dots: episodes; crosses: means with 95% intervals", fontsize=8, color=MUTED)
    return picture


def _cycle(n: int) -> list[str]:
    return [COLOURS[i % len(COLOURS)] for i in range(n)]


def _shared_budget(reports: Sequence[Report]) -> float | None:
    budgets = {
        outcome.budget
        for report in reports
        for outcome in report.outcomes()
        if outcome.name == "cost" and outcome.budget is not None
    }
    return budgets.pop() if len(budgets) == 1 else None

"""The evaluation on a card: the command that repeats it, and a table for each constraint."""

from __future__ import annotations

import json
from collections.abc import Sequence

from saferl.constraints import task_cost
from saferl.evaluation import Report

__all__ = ["evaluation_command", "report_tables"]


def evaluation_command(source: str, report: Report) -> str:
    """Return the command that evaluates a policy of the zoo as ``report`` did."""
    parts = [f"saferl evaluate {source} --env {report.env_id} --episodes {report.episodes}"]
    for constraint in report.constraints:
        if constraint == task_cost(constraint.budget):
            parts.append(f"--budget {constraint.budget:g}")
        elif constraint.text is None:
            parts.append(f"--constraint '{json.dumps(constraint.to_json())}'")
        else:
            parts.append(f"--constraint {json.dumps(constraint.text, ensure_ascii=False)}")
    return " ".join(parts)


def report_tables(first: str, rows: Sequence[tuple[str, Report]]) -> list[str]:
    """Return Markdown lines: for each constraint a table, a line a report.

    Args:
        first: Heading of the first column, in which the labels stand.
        rows: Label and report of each line; the reports have the same constraints.
    """
    lines = []
    for constraint in rows[0][1].constraints:
        name, budget = constraint.name, constraint.budget
        if len(rows[0][1].constraints) > 1:
            lines += [f"**{constraint.text or name}**", ""]
        lines += [
            f"| {first} | return (95%) | cost (95%) | worst | CVaR 90% | "
            f"episodes above {budget:g} | mean cost at most {budget:g} |",
            "|---|---|---|---|---|---|---|",
            *(_row(label, name, report) for label, report in rows),
            "",
        ]
    return lines


def _row(label: str, name: str, report: Report) -> str:
    returns, cost = report.return_interval, report.outcome(name)
    assert cost.rate is not None
    return (
        f"| {label} | {report.mean_return:.2f} "
        f"({returns.low:.2f} to {returns.high:.2f}) | {cost.mean:.2f} ({cost.interval.low:.2f} "
        f"to {cost.interval.high:.2f}) | {cost.worst:.0f} | {cost.cvar:.1f} | "
        f"{100 * cost.rate:.1f}% | {cost.verdict} |"
    )

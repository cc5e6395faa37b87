"""Reports as tables for a terminal (rich renderables; the caller prints them)."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from saferl.evaluation.comparison import Difference, differences, paired
from saferl.evaluation.report import Outcome, Report
from saferl.evaluation.statistics import Interval

__all__ = ["comparison_table", "report_table"]

_HEADING = 16
"""Width of a heading that is a sentence."""
_LABEL = 12
"""The least that is left of a row's label on a narrow terminal."""
_COLOURS = {"satisfies": "green", "undecided": "yellow", "violates": "red"}


def report_table(report: Report) -> RenderableType:
    """Return one report: a column for the return and each cost, then interventions and latency."""
    outcomes = report.outcomes()
    table = _table("", "return", *(_cost_name(outcome, _HEADING) for outcome in outcomes))
    table.add_row(
        "mean", _number(report.mean_return), *(_number(outcome.mean) for outcome in outcomes)
    )
    table.add_row(
        "95% interval",
        _interval(report.return_interval),
        *(_interval(outcome.interval) for outcome in outcomes),
    )
    table.add_row(
        "IQM", _number(report.iqm_return), *(_number(outcome.iqm) for outcome in outcomes)
    )
    table.add_row("CVaR 90%", "", *(_number(outcome.cvar) for outcome in outcomes))
    table.add_row(
        "worst", _number(float(report.returns.min())), *(_number(o.worst) for o in outcomes)
    )
    if any(outcome.budget is not None for outcome in outcomes):
        table.add_row("over budget", "", *(_rate(outcome) for outcome in outcomes))
        table.add_row("verdict", "", *(_verdict(outcome) for outcome in outcomes))
    title = Text.from_markup(_title(report))
    return Group(title, table, Text(_footnote(report), style="dim"))


def comparison_table(reports: Sequence[Report]) -> RenderableType:
    """Return reports below each other; where they share their episodes, also paired differences.

    The first report is the baseline of the differences.
    """
    first = reports[0]
    together = paired(reports)
    table = _table("", "mean", "95% interval", "CVaR 90%", "over budget", "verdict")
    for report in reports:
        where = "" if together else f" [dim]{escape(report.env_id)}, {report.episodes} episodes[/]"
        table.add_row(f"[bold]{escape(report.policy)}[/bold]{where}")
        interval = _interval(report.return_interval)
        table.add_row("  return", _number(report.mean_return), interval)
        for outcome in report.outcomes():
            table.add_row(
                "  " + _cost_name(outcome),
                _number(outcome.mean),
                _interval(outcome.interval),
                _number(outcome.cvar),
                _rate(outcome),
                _verdict(outcome),
            )
        if report.edited.any():
            table.add_row("  steps edited", _percent(float(report.edited.mean())))
            table.add_row("  mean edit", f"{float(report.edit_size.mean()):.3f}")
        if report.vetoed.any():
            table.add_row("  steps vetoed", _percent(float(report.vetoed.mean())))
        table.add_section()
    heading = _title(first, policy=False) if together else "Different tasks or seeds: not paired"
    parts: list[RenderableType] = [Text.from_markup(heading), table]
    if together and len(reports) > 1:
        found = [d for report in reports[1:] for d in differences(report, first)]
        parts += [
            Text.from_markup(f"[bold]Difference from {escape(first.policy)}[/bold], same episodes"),
            _difference_table(found),
        ]
    return Group(*parts)


def _table(*columns: str) -> Table:
    """A table whose columns of words stand left and whose columns of figures stand right."""
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    for column in columns:
        words = column in ("", "verdict")
        table.add_column(
            column,
            justify="left" if words else "right",
            no_wrap=bool(column),
            min_width=None if column else _LABEL,
        )
    return table


def _difference_table(found: Sequence[Difference]) -> Table:
    table = _table("", "mean", "95% interval", "verdict")
    table.columns[-1].header = ""
    before = None
    for difference in found:
        if difference.policy != before:
            table.add_row(f"[bold]{escape(difference.policy)}[/bold]")
            before = difference.policy
        table.add_row(
            "  " + escape(difference.name),
            ("+" if difference.mean >= 0 else "") + _number(difference.mean),
            _interval(difference.interval),
            _direction(difference),
        )
    return table


def _direction(difference: Difference) -> str:
    if not difference.clear:
        return "no clear difference"
    return "higher" if difference.mean > 0 else "lower"


def _title(report: Report, *, policy: bool = True) -> str:
    who = f"{escape(report.policy)} on " if policy else ""
    how = "deterministic actions" if report.deterministic else "sampled actions"
    first, last = report.seeds[0], report.seeds[-1]
    return (
        f"[bold]{who}{escape(report.env_id)}[/bold], {report.episodes} episodes "
        f"(seeds {first} to {last}), {how}"
    )


def _footnote(report: Report) -> str:
    parts = [f"{report.lengths.mean():.0f} steps an episode"]
    if report.edited.any():
        parts.append(
            f"edited {_percent(float(report.edited.mean()))} of the steps, by "
            f"{float(report.edit_size.mean()):.3f} on average"
        )
    if report.vetoed.any():
        rungs = zip(report.level_names[1:], report.levels.mean(axis=0)[1:], strict=True)
        used = ", ".join(f"{name} {_percent(float(share))}" for name, share in rungs if share > 0)
        parts.append(
            f"vetoed {_percent(float(report.vetoed.mean()))} of the steps"
            + (f" ({used})" if used else "")
        )
    latency = report.latency
    parts.append(
        f"a decision for {latency.rows} takes {latency.p50_ms:.2f} ms (p50), "
        f"{latency.p99_ms:.2f} ms (p99)"
    )
    return "; ".join(parts)


def _cost_name(outcome: Outcome, width: int | None = None) -> str:
    """Name and budget, in lines of ``width``: a constraint may be named by a whole sentence."""
    name = escape(outcome.name if width is None else textwrap.fill(outcome.name, width))
    if outcome.budget is None:
        return name
    each = " each" if outcome.enforce == "always" else ""
    return f"{name} [dim]≤ {outcome.budget:g}{each}[/dim]"


def _number(value: float) -> str:
    return f"{value:.2f}" if abs(value) < 10 else f"{value:,.1f}"


def _interval(interval: Interval) -> str:
    return f"{_number(interval.low)} to {_number(interval.high)}"


def _rate(outcome: Outcome) -> str:
    if outcome.rate is None or outcome.rate_interval is None:
        return ""
    low, high = _percent(outcome.rate_interval.low), _percent(outcome.rate_interval.high)
    return f"{_percent(outcome.rate)} ({low} to {high})"


def _percent(share: float) -> str:
    return f"{100 * share:.0f}%" if share == 0 or share >= 0.0995 else f"{100 * share:.1f}%"


def _verdict(outcome: Outcome) -> str:
    if outcome.verdict is None:
        return ""
    colour = _COLOURS[outcome.verdict]
    return f"[{colour}]{outcome.verdict}[/{colour}]"

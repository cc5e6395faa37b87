"""The benchmark's figures as tables for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.markup import escape
from rich.table import Table

from natural_language.hazardworld.comparison import Line, Score

__all__ = ["lines_table", "scores_table"]


def lines_table(lines: Sequence[Line]) -> Table:
    """One row for each task, agent by agent; 80 columns will do."""
    table = Table(
        box=None,
        padding=(0, 1, 0, 0),
        caption="95%: mean excess cost without the worst 5% of episodes; any: episodes with any",
    )
    for head in ("texts", "return (95%)", "excess cost (95%)"):
        table.add_column(head, no_wrap=True)
    for head in ("95%", "any"):
        table.add_column(head, justify="right")
    agent = None
    for line in lines:
        if line.agent != agent:
            agent = line.agent
            table.add_row(f"[bold]{escape(agent)}[/bold]")
        table.add_row(
            f" {line.task}",
            f"{line.returns:.2f} ({_between(line.returns_interval)})",
            f"{line.excess:.2f} ({_between(line.excess_interval)})",
            f"{line.trimmed:.2f}",
            f"{line.violating:.1%}",
        )
    return table


def scores_table(scores: Sequence[Score]) -> Table:
    """One row for each reader, split and class."""
    table = Table("reader", "split", "class", "mask F1", "threshold right", "texts", box=None)
    for score in scores:
        share = f"{score.threshold:.1%}"
        row = (score.reader, score.split, score.kind, f"{score.f1:.3f}", share, str(score.texts))
        table.add_row(*row)
    return table


def _between(interval: tuple[float, float]) -> str:
    return f"{interval[0]:.2f} to {interval[1]:.2f}"

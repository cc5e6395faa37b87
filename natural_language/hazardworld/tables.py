"""The benchmark's figures as tables for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table

from natural_language.hazardworld.comparison import Line, Score

__all__ = ["lines_table", "scores_table"]


def lines_table(lines: Sequence[Line]) -> Table:
    """One row for each agent and task."""
    table = Table(box=None)
    for head in ("agent", "texts", "return (95%)", "excess cost (95%)"):
        table.add_column(head, no_wrap=True)
    table.add_column("without worst 5%")
    table.add_column("episodes with any")
    for line in lines:
        table.add_row(
            line.agent,
            line.task,
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

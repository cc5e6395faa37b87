"""What a fit says of its model on transitions held out, as a table for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from rich import box
from rich.table import Table

__all__ = ["figures", "fit_table"]


def figures(report: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, list[float]]]:
    """Yield the numbers of a nested report, each with its path; settings are left out.

    >>> list(figures({"motion": {"error": [0.1, 0.3]}, "config": {"members": 3}, "rows": 7}))
    [('motion: error', [0.1, 0.3]), ('rows', [7.0])]
    """
    for name, value in report.items():
        label = f"{prefix}: {name}" if prefix else name
        if name == "config":
            continue
        if isinstance(value, Mapping):
            yield from figures(value, label)
        elif isinstance(value, list | tuple):
            if value and all(isinstance(part, int | float) for part in value):
                yield label.replace("_", " "), [float(part) for part in value]
        elif isinstance(value, int | float) and not isinstance(value, bool):
            yield label.replace("_", " "), [float(value)]


def fit_table(report: Mapping[str, Any]) -> Table:
    """Return a row for each figure; of several (one an output), their mean, least and greatest."""
    table = Table("", "mean", "least", "greatest", box=box.SIMPLE_HEAD, pad_edge=False)
    for column in table.columns[1:]:
        column.justify = "right"
    for label, values in figures(report):
        several = [f"{part:.4g}" for part in (min(values), max(values))] if len(values) > 1 else []
        table.add_row(label, f"{float(np.mean(values)):.4g}", *several)
    return table

"""What a log says in sum: levels, faults, risk, latency."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from rich import box
from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from lookahead.deadline import Latencies
from saferl.errors import InputError

__all__ = ["Summary", "summarise", "summary_table"]


@dataclass(frozen=True, kw_only=True)
class Summary:
    """The figures of a log.

    Attributes:
        decisions: How many there are.
        episodes: In how many episodes.
        levels: Rung -> decisions that ended on it, in the order of the ladder.
        faults: Fault -> decisions on which it happened; only those that did.
        models: Digests of the shields that decided.
        latency: Of the calls.
        cut: Calls in which time was up.
        median_risk, highest_risk: Predicted risk of what was executed as proposed; None if nothing
            was.
    """

    decisions: int
    episodes: int
    levels: dict[str, int]
    faults: dict[str, int]
    models: tuple[str, ...]
    latency: Latencies
    cut: int
    median_risk: float | None
    highest_risk: float | None

    @property
    def vetoed(self) -> int:
        """Decisions that did not execute the proposal."""
        return self.decisions - next(iter(self.levels.values()), 0)

    def to_json(self) -> dict[str, Any]:
        """Return the figures as JSON values."""
        return {
            **{k: v for k, v in vars(self).items() if k not in ("latency", "models")},
            "models": list(self.models),
            "vetoed": self.vetoed,
            "latency": vars(self.latency).copy(),
        }


def summarise(lines: Iterable[dict[str, Any]]) -> Summary:
    """Add up the lines of a log.

    Raises:
        InputError: It holds no decision.
    """
    names: list[str] = []
    models: list[str] = []
    levels: Counter[int] = Counter()
    faults: Counter[str] = Counter()
    episodes: set[tuple[int, int]] = set()
    calls: dict[tuple[int, int], tuple[float, bool]] = {}
    risks: list[float] = []
    deadline_ms: float | None = None
    for line in lines:
        if line["kind"] == "shield":
            names = line["levels"]
            models.append(line["model"])
            deadline_ms = line["deadline_ms"]
            continue
        levels[line["level"]] += 1
        faults.update(line["faults"])
        episodes.add((line["opening"], line["episode"]))
        calls[(line["opening"], line["call"])] = (line["latency_ms"], line["cut"] is not None)
        if line["level"] == 0:
            risks.append(line["risk"])
    if not calls:
        raise InputError("the log holds no decision yet")
    return Summary(
        decisions=sum(levels.values()),
        episodes=len(episodes),
        levels={name: levels[i] for i, name in enumerate(names)},
        faults=dict(faults.most_common()),
        models=tuple(dict.fromkeys(models)),
        latency=Latencies.of((time for time, _ in calls.values()), deadline_ms),
        cut=sum(cut for _, cut in calls.values()),
        median_risk=float(np.nanmedian(risks)) if risks else None,
        highest_risk=float(np.nanmax(risks)) if risks else None,
    )


def summary_table(summary: Summary, name: str) -> RenderableType:
    """Return the summary for a terminal."""
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column("level", no_wrap=True)
    table.add_column("decisions", justify="right")
    table.add_column("share", justify="right")
    for level, count in summary.levels.items():
        table.add_row(level, f"{count:,}", f"{100 * count / summary.decisions:.2f}%")
    parts: list[RenderableType] = [
        Text.from_markup(
            f"[bold]{escape(name)}[/bold]: {summary.decisions:,} decisions in "
            f"{summary.episodes:,} episodes, {summary.vetoed:,} vetoed"
        ),
        table,
    ]
    if summary.faults:
        found = ", ".join(f"{name} {count:,}" for name, count in summary.faults.items())
        parts.append(Text(f"faults: {found}", style="yellow"))
    latency = summary.latency
    line = f"latency p50 {latency.p50:.2f} ms, p99 {latency.p99:.2f} ms, worst {latency.worst:.2f}"
    if latency.deadline_ms is not None:
        line += (
            f"; deadline {latency.deadline_ms:g} ms reached on {summary.cut:,} calls, overrun on "
            f"{100 * latency.late:.2f}%, p99.9 of the overrun {latency.overrun_p999:.2f} ms"
        )
    parts.append(Text(line, style="dim"))
    if summary.highest_risk is not None:
        parts.append(
            Text(
                f"risk of what was let through: median {summary.median_risk:.3f}, highest "
                f"{summary.highest_risk:.3f}",
                style="dim",
            )
        )
    parts.append(Text("model " + ", ".join(summary.models), style="dim"))
    return Group(*parts)

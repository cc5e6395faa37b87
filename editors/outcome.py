"""What an edit leaves behind: reports, figures for a card, an export."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from rich.console import Console

from saferl.checkpoints import write_atomically
from saferl.evaluation import Report, evaluate
from saferl.evaluation.tables import comparison_table, report_table

__all__ = ["card_record", "export", "write_outcome"]


def write_outcome(
    policy: Any,
    env_id: str,
    out: Path,
    *,
    episodes: int,
    console: Console,
    progress: bool | None,
) -> bool:
    """Evaluate an edited policy beside its base, write both reports and ``card.json``, print them.

    Args:
        policy: An :class:`editors.EditedPolicy` or a :class:`editors.SafetyEditorPolicy`.
        env_id: The task.
        out: The run's folder.
        episodes: Of each policy, with the same seeds; 0 evaluates nothing.
        console: Where the table goes.
        progress: Show a progress line; None on a terminal only.

    Returns:
        Whether the evaluation shows that every budget is satisfied; False where there was none.
    """
    reports: dict[str, Report] = {}
    base = getattr(policy, "base", None)
    if episodes:
        played = {"edited": policy} if base is None else {"base": base, "edited": policy}
        for name, one in played.items():
            reports[name] = evaluate(
                one,
                env_id,
                episodes=episodes,
                constraints=policy.constraints,
                deterministic=not getattr(policy, "sample_base", False),
                name=name,
                progress=progress,
            )
            file = "report.json" if name == "edited" else f"{name}-report.json"
            reports[name].save(out / file)
        whole = list(reports.values())
        console.print(comparison_table(whole) if len(whole) > 1 else report_table(whole[0]))
    record = card_record(policy, env_id, out, reports)
    text = json.dumps(record, indent=1) + "\n"
    write_atomically(out / "card.json", text.encode())
    return "edited" in reports and reports["edited"].satisfied


def card_record(
    policy: Any, env_id: str, out: Path, reports: dict[str, Report] | None = None
) -> dict[str, Any]:
    """Return what a card of the policy says, as JSON values.

    Budgets, prices, the base it edits, what training cost (steps, seconds), and for each report
    returns, costs, the share of steps edited and the mean edit.
    """
    record: dict[str, Any] = {
        "env_id": env_id,
        "budgets": {c.name: c.budget for c in policy.constraints},
        "unmet": dict(getattr(policy, "unmet", {})),
        "base": getattr(policy, "source", None),
        "card": policy.card,
    }
    if (prices := getattr(policy, "prices", None)) is not None:
        record["prices"] = prices.tolist()
    if (curve := getattr(policy, "curve", None)) is not None:
        record["curve"] = curve.to_json()
    log = out / "progress.csv"
    if log.is_file():
        with log.open(newline="") as stream:
            rows = list(csv.DictReader(stream))
        wanted = ("steps", "seconds", "steps_per_second", "total_cost")
        record["training"] = {k: float(rows[-1][k]) for k in wanted if rows and k in rows[-1]}
    record["reports"] = {name: one.summary() for name, one in (reports or {}).items()}
    return record


def export(policy: Any, path: Path) -> None:
    """Write the policy as one ONNX file; see :func:`editors.onnx_export.export_onnx`."""
    from editors.onnx_export import export_onnx

    export_onnx(policy, path)

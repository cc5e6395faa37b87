"""What a run leaves in its folder.

``config.json`` (what ran, on which commit), ``progress.csv`` (one row an iteration),
``evaluations.jsonl``, ``checkpoint.safetensors`` (all it takes to go on) and
``policy.safetensors`` (all it takes to act).
"""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from saferl.checkpoints import write_atomically
from saferl.runlog import RunLog

if TYPE_CHECKING:
    from saferl.algorithms.trainer import Statistics, Trainer

__all__ = ["RunFolder", "flatten", "headline", "source_commit"]

_SOURCE = Path(__file__).resolve().parents[2]
_PACKAGES = ("saferl", "editors", "lookahead", "natural_language")


class RunFolder:
    """Records a trainer's progress in a folder; a resumed run goes on where its checkpoint is.

    Args:
        trainer: Whose run it is.
        folder: Made if need be.
        tensorboard: Write TensorBoard events beside the CSV.
        schedule: When it saves and evaluates; part of what a run is, since each save begins new
            episodes.
    """

    def __init__(
        self,
        trainer: Trainer,
        folder: str | os.PathLike[str],
        *,
        tensorboard: bool,
        schedule: Mapping[str, int | None],
    ) -> None:
        self.trainer = trainer
        self.folder = Path(folder)
        self.log = RunLog(folder, resume_at=trainer.steps, tensorboard=tensorboard)
        self._seconds_before = float(self.log.last.get("seconds", 0.0))
        self._started = time.perf_counter()
        self._started_at = trainer.steps
        record = {**trainer.card(), "schedule": dict(schedule), "commit": source_commit()}
        write_atomically(
            self.folder / "config.json", (json.dumps(record, indent=2) + "\n").encode()
        )

    def record(self, statistics: Any) -> None:
        """Append a row of ``progress.csv``."""
        elapsed = time.perf_counter() - self._started
        speed = (self.trainer.steps - self._started_at) / max(elapsed, 1e-9)
        names = [constraint.name for constraint in self.trainer.constraints]
        timing = {"seconds": self._seconds_before + elapsed, "steps_per_second": speed}
        self.log.write({**flatten(statistics, names), **timing})

    def record_evaluation(self, report: Any) -> None:
        """Append a report to ``evaluations.jsonl``."""
        line = json.dumps({"steps": self.trainer.steps, "report": report.to_json()})
        with (self.folder / "evaluations.jsonl").open("a") as stream:
            stream.write(line + "\n")

    def keep(self) -> None:
        """Write the policy and the checkpoint."""
        self.trainer.policy.save(self.folder / "policy.safetensors")
        self.trainer.save(self.folder / "checkpoint.safetensors")

    def close(self) -> None:
        """Close the record."""
        self.log.close()


def flatten(statistics: Any, constraint_names: Sequence[str]) -> dict[str, float]:
    """Return a statistics dataclass as one row; tuples get one column a constraint."""
    row: dict[str, float] = {}
    for item in fields(statistics):
        value = getattr(statistics, item.name)
        if isinstance(value, tuple):
            row.update(
                (f"{item.name}/{name}", v) for name, v in zip(constraint_names, value, strict=True)
            )
        else:
            row[item.name] = value
    return row


def headline(statistics: Statistics) -> Mapping[str, float]:
    """Return what the live line shows."""
    shown = {"return": statistics.episode_return, "cost": statistics.task_cost}
    if len(statistics.episode_costs) == 1:
        shown["cost"] = statistics.episode_costs[0]
    if statistics.multipliers:
        shown["multiplier"] = max(statistics.multipliers)
    return shown


def source_commit() -> str | None:
    """Return the commit of the source tree, marked where it has changes; None elsewhere."""
    if not (_SOURCE / ".git").exists():
        return None
    git = ["git", "-C", str(_SOURCE)]
    try:
        commit = subprocess.run([*git, "rev-parse", "HEAD"], capture_output=True, text=True)
        changed = subprocess.run([*git, "diff", "--quiet", "HEAD", "--", *_PACKAGES])
    except OSError:  # no git on this machine
        return None
    return commit.stdout.strip() + ("-dirty" if changed.returncode else "")

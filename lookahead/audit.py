"""The audit log: every decision of a shielded policy, one JSON line each, only ever appended.

The first line of each opening describes the shield; the lines after it are decisions. A line is
written by one call, so a crash leaves whole lines and at most one torn one at the end, which
readers skip and the next opening puts a line break after. Numbers are written so that they read
back bit for bit; NaN and infinity are spelled as JavaScript spells them.
"""

from __future__ import annotations

import itertools
import json
import os
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from lookahead.audit_lines import problem_of
from lookahead.guard import FAULTS
from saferl.errors import InputError

if TYPE_CHECKING:
    from lookahead.shielded_policy import ShieldedPolicy
    from lookahead.shielded_policy_decision import ShieldDecision

__all__ = ["FORMAT", "FORMAT_VERSION", "AuditLog", "read_audit"]

Array = np.ndarray[Any, Any]
FORMAT = "saferl.audit"
FORMAT_VERSION = 1


class AuditLog:
    """Appends decisions to a file.

    Args:
        path: The file; made if it is not there, with its folder.

    Raises:
        InputError: It cannot be opened, or holds something else.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            torn = _ends_torn(self.path)
            self._handle = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        except OSError as error:
            raise InputError(f"cannot append to the log '{path}': {error.strerror}") from error
        self._close = weakref.finalize(self, _close, self._handle)
        if torn:
            os.write(self._handle, b"\n")
        self._calls = itertools.count()
        self._episodes = itertools.count(1)
        # tells the episodes of this opening from those of others in the same file
        self._opening = int.from_bytes(os.urandom(4), "big")

    def describe(self, policy: ShieldedPolicy) -> None:
        """Write the line that says whose decisions follow."""
        self._append(
            {
                "format": FORMAT,
                "format_version": FORMAT_VERSION,
                "kind": "shield",
                "opening": self._opening,
                "model": policy.shield.digest,
                "seed": int(getattr(policy.planner, "seed", 0)),
                "card": policy.card,
                "deadline_ms": policy.deadline_ms,
                "levels": list(policy.level_names),
                "faults": list(FAULTS),
            }
        )

    def episodes(self, numbers: Array, starts: Array) -> Array:
        """Return the numbers (n,) of the episodes, new ones for those that begin."""
        return np.array(
            [next(self._episodes) if new else old for old, new in zip(numbers, starts, strict=True)]
        )

    def write(
        self, observation: Any, deterministic: bool, starts: Array, decision: ShieldDecision
    ) -> bool:
        """Append the n decisions of one call; return whether that worked."""
        call = next(self._calls)
        try:
            shown = _by_row(observation, len(starts))
            lines = []
            for i in range(len(starts)):
                lines.append(
                    {
                        "kind": "decision",
                        "opening": self._opening,
                        "call": call,
                        "row": i,
                        "rows": len(starts),
                        "episode": int(decision.state["episode"][i]),
                        "step": int(decision.state["step"][i]) - 1,
                        "start": bool(starts[i]),
                        "deterministic": bool(deterministic),
                        "observation": shown[i],
                        "proposal": _plain(decision.proposed[i], absent=True),
                        "action": _plain(decision.action[i]),
                        "level": int(decision.level[i]),
                        "risk": float(decision.risk[i]),
                        "chosen_risk": float(decision.chosen_risk[i]),
                        "costs": (
                            None
                            if decision.predicted_cost is None
                            else _plain(decision.predicted_cost[i])
                        ),
                        "unfamiliar": float(decision.unfamiliar[i]),
                        "faults": _names(int(decision.faults[i])),
                        "latency_ms": round(decision.latency_ms, 4),
                        "cut": decision.cut,
                    }
                )
            self._append(*lines)
        except (OSError, TypeError, ValueError):
            return False
        return True

    def close(self) -> None:
        """Write what the system still holds to the disk, and close."""
        self._close()

    def _append(self, *documents: dict[str, Any]) -> None:
        text = "".join(json.dumps(document) + "\n" for document in documents)
        view = memoryview(text.encode())
        while view:
            view = view[os.write(self._handle, view) :]


def read_audit(path: str | os.PathLike[str]) -> Iterator[dict[str, Any]]:
    """Yield the lines of a log in order; torn lines are left out.

    Raises:
        InputError: No such file, not a log, of a newer format, or a line that is whole but is none
            that a shield writes.
    """
    source = Path(path)
    if not source.is_file():
        raise InputError(f"no audit log at '{source}': there is no such file")
    described = False
    with source.open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            try:
                document = json.loads(line)
            except ValueError:
                document = None
            if not isinstance(document, dict):
                if not described:
                    break
                continue
            if document.get("kind") == "shield":
                _check(source, document)
                described = True
            if not described:
                break
            problem = problem_of(document)
            if problem is not None:
                raise InputError(
                    f"line {number} of '{source}' is none that a shield writes: {problem}; the log "
                    "was altered or damaged"
                )
            yield document
    if not described:
        raise InputError(
            f"'{source}' is not an audit log; expected what shield.attach(audit=...) writes"
        )


def faults_of(names: list[str]) -> int:
    """Undo the spelling of faults.

    >>> from lookahead.guard import Fault
    >>> faults_of(["model", "deadline"]) == Fault.MODEL | Fault.DEADLINE
    True
    """
    return sum(1 << FAULTS.index(name) for name in names)


def _names(faults: int) -> list[str]:
    return [name for i, name in enumerate(FAULTS) if faults & (1 << i)]


def _check(source: Path, document: dict[str, Any]) -> None:
    if document.get("format") != FORMAT:
        raise InputError(f"'{source}' is not an audit log of this library")
    version = document.get("format_version")
    if not isinstance(version, int) or version > FORMAT_VERSION:
        raise InputError(
            f"'{source}' has format {version}, this version reads up to {FORMAT_VERSION}; "
            "upgrade saferl"
        )


def _by_row(observation: Any, rows: int) -> list[Any]:
    """What was observed, a JSON value for each row; what is no batch stands in every row."""
    if isinstance(observation, dict):
        parts = {name: _by_row(part, rows) for name, part in observation.items()}
        return [{name: part[i] for name, part in parts.items()} for i in range(rows)]
    try:
        array = np.asarray(observation)
        if array.dtype.kind in "biuf":
            if array.shape[:1] == (rows,) and (array.ndim > 1 or rows > 1):
                return [_plain(row) for row in array]
            return [_plain(array)] * rows
    except (TypeError, ValueError):
        pass
    return [{"unreadable": repr(observation)[:200]}] * rows


def _plain(value: Any, *, absent: bool = False) -> Any:
    """JSON values of an array or scalar; with ``absent`` None where all of it is nan."""
    listed = np.asarray(value)
    if absent and listed.dtype.kind == "f" and np.isnan(listed).all():
        return None
    return listed.tolist()


def _ends_torn(path: Path) -> bool:
    if not path.is_file() or path.stat().st_size == 0:
        return False
    with path.open("rb") as stream:
        stream.seek(-1, os.SEEK_END)
        return stream.read(1) != b"\n"


def _close(handle: int) -> None:
    os.fsync(handle)
    os.close(handle)

"""``saferl plot``: pictures of runs, reports and recorded episodes."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from rich.console import Console

from saferl.commands import exits
from saferl.commands.parser import Subparsers
from saferl.errors import InputError

__all__ = ["add_parser", "run"]

_SAME = ("algorithm", "env_id", "constraints", "multiplier", "started_from", "config")
"""What runs of one curve have in common: all but the seed and when and where they ran."""


def add_parser(subparsers: Subparsers) -> None:
    """Add the command's options."""
    parser = subparsers.add_parser(
        "plot",
        help="learning curves, return against cost, the path of an episode",
        description=(
            "Draw what is named: folders of runs give learning curves (runs that differ only in\n"
            "their seed share one), reports (.json) give return against cost, recorded episodes\n"
            "(.npz) give their path from above."
        ),
    )
    parser.add_argument("what", nargs="+", metavar="RUN|REPORT|EPISODE")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="picture: .png, .pdf or .svg"
    )
    parser.add_argument("--budget", type=float, metavar="C", help="draw a budget line")
    parser.add_argument(
        "--smooth", type=int, default=5, metavar="N", help="iterations averaged (default 5)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Draw, write."""
    from saferl.evaluation.plots import save

    save(_picture(arguments), arguments.out)
    Console().print(f"wrote {arguments.out}", style="dim", highlight=False, markup=False)
    return exits.DONE


def _picture(arguments: argparse.Namespace) -> Any:
    from saferl.evaluation import Episode, Report
    from saferl.evaluation.plots import episode_path, learning_curves, return_against_cost

    kinds = {
        Path(name).suffix if Path(name).suffix in (".json", ".npz") else "run"
        for name in arguments.what
    }
    if len(kinds) > 1:
        raise InputError(
            "one picture draws one kind of thing; name only folders of runs, only reports (.json) "
            "or only one episode (.npz)"
        )
    kind = kinds.pop()
    if kind == ".npz":
        if len(arguments.what) > 1:
            raise InputError("a path is drawn for one episode; name one .npz file")
        return episode_path(Episode.load(arguments.what[0]))
    if kind == ".json":
        reports = [Report.load(name) for name in arguments.what]
        if arguments.budget is not None:
            reports = [report.with_budget(arguments.budget) for report in reports]
        return return_against_cost(reports)
    return learning_curves(
        _grouped(arguments.what), budget=arguments.budget, smooth=arguments.smooth
    )


def _grouped(folders: list[str]) -> dict[str, list[Path]]:
    """Runs by label; those whose configuration differs only in the seed belong together."""
    groups: dict[str, list[Path]] = {}
    labels: dict[str, str] = {}
    for name in folders:
        folder = Path(name)
        folder = folder.parent if folder.name == "progress.csv" else folder
        identity, label = _identity(folder)
        if identity not in groups:
            taken = label in labels.values()
            labels[identity] = str(folder) if taken else label
        groups.setdefault(identity, []).append(folder)
    return {labels[identity]: paths for identity, paths in groups.items()}


def _identity(folder: Path) -> tuple[str, str]:
    """What runs of one curve share, and what to call it."""
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        label = config["algorithm"] + ("-lagrangian" if config.get("multiplier") else "")
        shared = [config.get(key) for key in _SAME]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return str(folder), folder.name  # a log without its configuration stands by itself
    return json.dumps(shared, sort_keys=True), label

"""Score the parser on the corpus, by meaning on traces.

    python -m tests.natural_language.scoring --split development --only a --show --classes
    python -m tests.natural_language.scoring --split heldout

Every run on the held-out part appends a line to ``corpus/heldout_runs.jsonl``, and so does a run
on other parts with ``--note``; held-out sentences are never shown. What counts as right is said in
``corpus/README.md``.
"""

from __future__ import annotations

import argparse
import importlib
import json
import subprocess
from collections.abc import Sequence
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from tests.natural_language.corpus.items import GRID
from tests.natural_language.judging import OUTCOMES, parser_world, score

__all__ = ["main"]

RUNS = Path(__file__).parent / "corpus" / "heldout_runs.jsonl"


def _log(figures: dict[str, Any]) -> None:
    def git(*arguments: str) -> str:
        asked = subprocess.run(["git", *arguments], capture_output=True, text=True, check=True)
        return asked.stdout.strip()

    changed = bool(git("status", "--porcelain", "--", "natural_language", "saferl"))
    line = {
        "date": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        "commit": git("rev-parse", "--short", "HEAD") + ("+changes" if changed else ""),
        **figures,
    }
    with RUNS.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")


def _printed(name: str, value: Any) -> str:
    if isinstance(value, dict):
        shares = ", ".join(
            f"{key} {value[key]} ({value[key] / max(value['of'], 1):.1%})" for key in OUTCOMES
        )
        return f"{name:50} of {value['of']:3}: {shares}"
    if name.startswith("ms"):
        return f"{name:50} {value[0]}, {value[1]}"
    return f"{name:50} {value[0]} of {value[1]} ({value[0] / max(value[1], 1):.1%})"


def main(argv: Sequence[str] | None = None) -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", choices=("development", "heldout"), required=True)
    parser.add_argument("--only", help="a part of development, such as a")
    parser.add_argument("--world", choices=("navigation", "hazardworld"), help="only its items")
    parser.add_argument("--note", help="append the figures, with this note, to the log of runs")
    parser.add_argument("--classes", action="store_true", help="counts for each class of meanings")
    parser.add_argument("--show", action="store_true", help="list what is not right (development)")
    parser.add_argument("--tags", action="store_true", help="counts for each tag")
    parser.add_argument("--seed", type=int, default=1, help="of the traces")
    arguments = parser.parse_args(argv)
    if arguments.split == "heldout" and arguments.only:
        parser.error("--only goes with --split development")
    from natural_language import parse

    split = importlib.import_module(f"tests.natural_language.corpus.{arguments.split}")
    parse("Avoid hazards.", parser_world("SafetyPointGoal2-v0"))  # load the grammar first
    items = split.PARTS[arguments.only] if arguments.only else split.ITEMS
    if arguments.world:
        on_grid = arguments.world == "hazardworld"
        items = [item for item in items if (item.world == GRID) == on_grid]
    found = score(items, parse, seed=arguments.seed)
    figures = found.figures()
    for name, value in figures.items():
        print(_printed(name, value))
    for wanted, groups in ((arguments.tags, found.by_tag), (arguments.classes, found.by_class)):
        for name, value in groups().items() if wanted else ():
            print(_printed(f"  {name}", value))
    if arguments.split == "heldout" or arguments.note:
        said = {key: vars(arguments)[key] for key in ("note", "split", "only", "world")}
        _log({key: value for key, value in said.items() if value} | figures)
    if arguments.split != "heldout" and arguments.show:
        for one in found.scored:
            if one.outcome != "right":
                formulas = [] if one.reading is None else one.reading.constraints
                said = [constraint.formula for constraint in formulas] or list(one.codes)
                print(f"{one.outcome:8} {one.item.id} {one.status:9} {one.item.text!r} -> {said}")


if __name__ == "__main__":
    main()

"""``saferl rebudget``: the budgets an edited policy can serve, and a copy of it at another one."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from rich import box
from rich.console import Console
from rich.table import Table

from saferl.commands import exits
from saferl.commands.parser import Subparsers
from saferl.errors import InputError

if TYPE_CHECKING:
    from editors.edited_policy import EditedPolicy

__all__ = ["add_parser", "run"]


def add_parser(subparsers: Subparsers) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "rebudget",
        help="give an edited policy another budget, without training",
        description=(
            "Show the budgets that an edited policy can serve; or, with --budget, write a copy\n"
            "of it that acts at another one. Nothing is trained: `saferl edit` has measured what\n"
            "each price costs. To train for a range: `saferl edit --budget-range LOW,HIGH`."
        ),
    )
    parser.add_argument("policy", help="an edited policy: a file, or zoo:<task>/<name>")
    parser.add_argument(
        "--budget",
        action="append",
        default=[],
        metavar="[NAME=]X",
        help="mean cost allowed an episode; by name where there are several constraints",
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="the copy, .safetensors")
    parser.add_argument("--export", type=Path, metavar="FILE", help="also write an .onnx file")
    parser.add_argument(
        "--trust", action="store_true", help="also load a base whose file can run code"
    )


def run(arguments: argparse.Namespace) -> int:
    """Show, or write."""
    from saferl.commands.policies import load

    console = Console(highlight=False, soft_wrap=True)
    policy = _edited(load(arguments.policy, trust=arguments.trust), arguments.policy)
    if not arguments.budget:
        if arguments.out is not None or arguments.export is not None:
            raise InputError("nothing is to be changed; add --budget X")
        console.print(_table(policy))
        return exits.DONE
    _check_files(arguments.out, arguments.export)
    changed = policy.with_budget(_budgets(arguments.budget))
    if arguments.out is not None:
        arguments.out.parent.mkdir(parents=True, exist_ok=True)
        changed.save(arguments.out)
        console.print(f"wrote {arguments.out}, for {_wording(changed)}", markup=False)
        trust = " --trust" if arguments.trust else ""
        console.print(f"next: saferl evaluate {arguments.out}{trust}", style="dim", markup=False)
    if arguments.export is not None:
        from editors.outcome import export

        export(changed, arguments.export)
        console.print(f"exported {arguments.export}, for {_wording(changed)}", markup=False)
    return exits.DONE


def _edited(policy: Any, source: str) -> EditedPolicy:
    from editors.edited_policy import EditedPolicy

    if not isinstance(policy, EditedPolicy) or policy.curve is None:
        what = "is not calibrated" if isinstance(policy, EditedPolicy) else "is no edited policy"
        raise InputError(f"{source!r} {what}; `saferl edit` makes policies with a range of budgets")
    return policy


def _check_files(out: Path | None, graph: Path | None) -> None:
    if out is None and graph is None:
        raise InputError("nowhere to write to; add --out FILE.safetensors or --export FILE.onnx")
    for path, suffix in ((out, ".safetensors"), (graph, ".onnx")):
        if path is not None and path.suffix.lower() != suffix:
            raise InputError(f"expected a name that ends in {suffix}, got '{path}'")
        if path is not None and path.exists():
            raise InputError(f"'{path}' is already there; choose another name")


def _budgets(given: list[str]) -> float | dict[str, float]:
    """A number for the only constraint, or numbers by name."""
    named: dict[str, float] = {}
    for words in given:
        name, equals, value = words.rpartition("=")
        try:
            number = float(value)
        except ValueError as error:
            raise InputError(
                f"--budget takes a number, or NAME=NUMBER, and got {words!r}"
            ) from error
        if not equals and len(given) == 1:
            return number
        if not equals or name in named:
            what = "is given twice" if equals else "names no constraint"
            raise InputError(f"--budget {words} {what}; write each as NAME=NUMBER, once")
        named[name] = number
    return named


def _wording(policy: EditedPolicy) -> str:
    parts = [f"a budget of {budget:g} for {name!r}" for name, budget in policy.budgets.items()]
    return " and ".join(parts)


def _table(policy: EditedPolicy) -> Table:
    """The curve: what each row of prices cost in calibration."""
    curve = policy.curve
    assert curve is not None
    table = Table(box=box.SIMPLE, title=f"in force: {_wording(policy)}", title_justify="left")
    names = [constraint.name for constraint in policy.constraints]
    for name in names:
        table.add_column(f"price of {name}", justify="right")
        table.add_column("mean cost", justify="right")
        table.add_column("at most (95%)", justify="right")
    for prices, means, limits in zip(curve.prices, curve.means, curve.limits, strict=True):
        rows = np.stack([prices, means, limits], axis=1)
        table.add_row(*(f"{value:.2f}" for value in rows.ravel()))
    ranges = [
        f"{name!r} from {max(low, limit):.4g} to {high:g}"
        for name, low, high, limit in zip(
            names, curve.lowest, curve.highest, curve.limits[-1], strict=True
        )
        if max(low, limit) <= high
    ]
    table.caption = "budgets it can serve: " + (", ".join(ranges) or "none of its range")
    table.caption_justify = "left"
    return table

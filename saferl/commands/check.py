"""``saferl check``: constraints in words, and what a recorded episode meant to them."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape

from saferl.commands import exits
from saferl.commands.constraints import read_constraints
from saferl.commands.options import add_constraint_option
from saferl.commands.parser import Subparsers
from saferl.constraints import Constraint
from saferl.errors import InputError
from saferl.monitors import Replay, replay
from saferl.monitors.replay import stretches
from saferl.wording import describe
from saferl.worlds import World, world_of

if TYPE_CHECKING:
    from saferl.evaluation import Episode

__all__ = ["add_parser", "run"]

_MOST_STRETCHES = 6


def add_parser(subparsers: Subparsers) -> None:
    """Add the command's options."""
    parser = subparsers.add_parser(
        "check",
        help="constraints in words; replay a recorded episode through them",
        description=(
            "Say each constraint in words, check that it fits a task, and replay a recorded\n"
            "episode through it: when it was near, when it was violated."
        ),
        epilog=(
            "timeline: . nothing   ~ near   # violated\n\n"
            "saferl check constraints.json --env SafetyPointGoal1-v0\n"
            'saferl check --constraint "touch vases at most twice" --episode episode.npz\n'
            "saferl check constraints.json --episode episode.npz --picture timeline.png"
        ),
    )
    parser.add_argument(
        "constraints",
        nargs="*",
        metavar="FILE",
        help="a .json file of constraints, JSON, or words if a reader is installed "
        "(default: those the episode was recorded with)",
    )
    add_constraint_option(parser)
    parser.add_argument("--env", metavar="ID", help="task (default: the episode's)")
    parser.add_argument("--episode", type=Path, metavar="EPISODE", help="a recorded episode (.npz)")
    parser.add_argument(
        "--near",
        type=float,
        default=0.1,
        metavar="X",
        help="margins below this, in the signal's unit, are near (default 0.1)",
    )
    parser.add_argument(
        "--picture", type=Path, metavar="FILE", help="draw the timeline: .png, .pdf or .svg"
    )
    parser.add_argument(
        "--require",
        choices=("satisfied",),
        help="exit with 1 if the episode exceeds a budget",
    )


def run(arguments: argparse.Namespace) -> int:
    """Describe, check, replay."""
    episode = _episode(arguments.episode)
    env_id = arguments.env or (episode.env_id if episode is not None else None)
    world = _world(env_id, required=arguments.env is not None)
    texts = [*arguments.constraints, *arguments.constraint]
    constraints = _constraints(texts, episode, world)
    if world is not None:
        for constraint in constraints:
            world.check(constraint)
    console = Console()
    if episode is None:
        for needing in ("picture", "require"):
            if getattr(arguments, needing) is not None:
                raise InputError(f"--{needing} needs an episode; add --episode EPISODE.npz")
        for constraint in constraints:
            _say(console, constraint, world)
        return exits.DONE
    seen = _replayed(episode, constraints, world, arguments.near)
    for index, constraint in enumerate(constraints):
        _say(console, constraint, world)
        _show(console, seen, index, world)
    if arguments.picture is not None:
        from saferl.evaluation.plots import constraint_timeline, save

        title = f"{episode.policy} on {episode.env_id}, seed {episode.seed}"
        save(constraint_timeline(seen, world, title=title), arguments.picture)
        console.print(f"wrote {arguments.picture}", style="dim", highlight=False, markup=False)
    if arguments.require == "satisfied" and seen.exceeded.any():
        return exits.UNMET
    return exits.DONE


def _episode(path: Path | None) -> Episode | None:
    if path is None:
        return None
    from saferl.evaluation import Episode

    return Episode.load(path)


def _world(env_id: str | None, required: bool) -> World | None:
    if env_id is None:
        return None
    try:
        return world_of(env_id)
    except InputError:
        if required:
            raise
        return None  # an episode of an environment of the user's own


def _constraints(
    texts: list[str], episode: Episode | None, world: World | None
) -> tuple[Constraint, ...]:
    found = tuple(constraint for text in texts for constraint in read_constraints(text, world))
    if not texts and episode is not None:
        found = episode.constraints
    if not found:
        raise InputError(
            "no constraints to check; name a .json file of them, say one with --constraint, or "
            "name an episode that was recorded with constraints"
        )
    return found


def _replayed(
    episode: Episode, constraints: tuple[Constraint, ...], world: World | None, near: float
) -> Replay:
    if len(episode) == 0:
        raise InputError("the episode has no steps")
    try:
        return replay(constraints, {**episode.signals, "cost": episode.cost}, world, near)
    except InputError as error:
        if "lacks the signals" not in str(error):
            raise
        raise InputError(
            f"{error}. Record episodes with `saferl evaluate --record 1 --out FOLDER` on a task "
            "that reports them"
        ) from error


def _say(console: Console, constraint: Constraint, world: World | None) -> None:
    words = escape(describe(constraint, world))
    console.print(f"[bold]{escape(constraint.name)}[/]: {words}", highlight=False)
    if constraint.text is not None:
        read = f"  read from: {escape(constraint.text)}"
        console.print(read, style="dim", highlight=False)


def _show(console: Console, seen: Replay, index: int, world: World | None) -> None:
    steps = len(seen.cost)
    width = max(10, min(steps, console.width - 6, 100))
    cells = []
    for cell in range(width):
        part = slice(cell * steps // width, max((cell + 1) * steps // width, 1))
        if seen.violating[part, index].any():
            cells.append("[bold red]#[/]")
        elif seen.near[part, index].any():
            cells.append("[yellow]~[/]")
        else:
            cells.append("[dim].[/]")
    console.print("  " + "".join(cells), highlight=False)
    console.print(f"  0{steps:>{width - 1}}", style="dim", highlight=False)
    constraint = seen.constraints[index]
    total, beyond = seen.totals[index], seen.exceeded[index]
    verdict = "[bold red]exceeds[/]" if beyond else "[green]is within[/]"
    console.print(
        f"  cost {total:.4g} {verdict} the budget of {constraint.budget:g}", highlight=False
    )
    for what, flags in (("violated", seen.violating), ("near", seen.near)):
        _say_when(console, what, stretches(flags[:, index]), world)
    console.print()


def _say_when(
    console: Console, what: str, when: list[tuple[int, int]], world: World | None
) -> None:
    if not when:
        return
    total = sum(last - first + 1 for first, last in when)
    said = [str(a) if a == b else f"{a}-{b}" for a, b in when[:_MOST_STRETCHES]]
    more = len(when) - len(said)
    rest = f" and {more} more" if more else ""
    seconds = f" ({total * world.dt:.4g} s)" if world is not None and world.dt else ""
    noun = "step" if total == 1 else "steps"
    console.print(f"  {what} on {total} {noun}{seconds}: {', '.join(said)}{rest}", highlight=False)

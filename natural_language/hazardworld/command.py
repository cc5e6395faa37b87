"""``saferl hazardworld``: train on the benchmark, evaluate, and draw what an agent believes."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console

from saferl.commands.options import add_config_options, chosen_settings
from saferl.errors import InputError, unknown_name

__all__ = ["add_parser", "add_settings", "run"]

_LEARNERS = ("conditioned", "fusion", "unconstrained")


def add_parser(subparsers: Any) -> None:
    """Add the command's options."""
    parser = subparsers.add_parser(
        "hazardworld",
        help="the benchmark for policies that obey constraints given in words",
        description="HazardWorld: train on it, evaluate, or draw an episode.",
    )
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    train = verbs.add_parser(
        "train",
        help="train the interpreter and policies",
        description=(
            "Train the interpreter, then policies. A folder that holds a run already goes on\n"
            "where it stopped."
        ),
    )
    train.add_argument("--out", type=Path, required=True, metavar="DIR", help="the run's folder")
    train.add_argument("--seed", type=_whole, default=0, metavar="S", help="default 0")
    train.add_argument("--steps", type=_count, metavar="N", help="of each policy (default 1.5e6)")
    train.add_argument(
        "--updates", type=_count, metavar="N", help="gradient steps of the interpreter"
    )
    train.add_argument(
        "--learners",
        default="conditioned",
        metavar="NAME,...",
        help="of conditioned, fusion, unconstrained (default conditioned)",
    )
    train.add_argument(
        "--transfer-steps",
        type=_whole,
        default=0,
        metavar="N",
        help=(
            "then train a policy anew for N steps with a key worth -3, kept as transfer-NAME; the "
            "conditioned one keeps its interpreter and is charged what that believes"
        ),
    )
    train.add_argument("--quiet", action="store_true", help="no progress line")
    parser.set_defaults(train_parser=train)
    evaluate = verbs.add_parser(
        "evaluate",
        help="return and excess cost on unseen texts, with intervals",
        description="Play the same episodes with every agent; print the benchmark's tables.",
    )
    evaluate.add_argument(
        "--run",
        type=Path,
        action="append",
        metavar="DIR",
        help="a run; repeat it for runs of other seeds (default: the one that ships)",
    )
    evaluate.add_argument(
        "--agents",
        default="learned,parser,random",
        metavar="NAME,...",
        help=(
            "of learned, parser, parser+learned, fusion, unconstrained, random; and ceiling, the "
            "most that any agent could get without excess cost"
        ),
    )
    evaluate.add_argument(
        "--episodes", type=_count, default=100, metavar="N", help="of each class (default 100)"
    )
    evaluate.add_argument(
        "--texts", type=Path, metavar="PATH", help="the public texts, instead of unseen sentences"
    )
    evaluate.add_argument(
        "--guarded",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="take no step that is believed to cost; else such steps are left to the policy",
    )
    evaluate.add_argument(
        "--label", default="", metavar="TEXT", help="put behind the agents' names in the figures"
    )
    evaluate.add_argument("--readers", action="store_true", help="also score the interpreters")
    evaluate.add_argument("--out", type=Path, metavar="FILE", help="write the figures as JSON")
    card = verbs.add_parser(
        "card",
        help="write the tables of a card from evaluated figures",
        description="Write tables and verdicts in Markdown from what evaluate --out wrote.",
    )
    card.add_argument("figures", type=Path, nargs="+", metavar="FILE", help="of evaluate --out")
    card.add_argument(
        "--into", type=Path, metavar="CARD", help="a Markdown file to put them into (default: show)"
    )
    show = verbs.add_parser(
        "show",
        help="draw an episode, with what the agent believes is forbidden",
        description="Play one episode by a text and draw it.",
    )
    show.add_argument("text", help="the constraint, in words")
    show.add_argument("--out", type=Path, required=True, metavar="FILE", help="a .png file")
    show.add_argument("--run", type=Path, metavar="DIR", help="default: the one that ships")
    show.add_argument(
        "--reader",
        default="parser",
        metavar="NAME",
        help="of parser, learned, parser+learned (default parser)",
    )
    show.add_argument("--seed", type=_whole, default=1_000_000, metavar="S", help="of the layout")


def add_settings(parser: argparse.ArgumentParser, words: Sequence[str]) -> None:
    """Add the settings of the policies to ``train``."""
    if "train" in words:
        from natural_language.hazardworld.training import PolicyConfig

        add_config_options(parser.get_default("train_parser"), PolicyConfig)


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked."""
    verbs = {"train": _train, "evaluate": _evaluate, "card": _card, "show": _show}
    verb = verbs[arguments.verb]
    verb(arguments, Console(highlight=False))
    return 0


def _train(arguments: argparse.Namespace, console: Console) -> None:
    from natural_language.hazardworld.board import TRANSFER_REWARDS
    from natural_language.hazardworld.runs import Run
    from natural_language.hazardworld.sittings import InterpreterConfig
    from natural_language.hazardworld.training import STEPS, PolicyConfig, tuned
    from saferl.progress import RunProgress

    learners = _named(arguments.learners, "learner", _LEARNERS)
    progress = False if arguments.quiet else None
    changes = chosen_settings(arguments, PolicyConfig)
    settings = {learner: tuned(learner, **changes) for learner in learners}
    _make_folder(arguments.out)
    trained = Run(arguments.out)
    if "conditioned" in learners and not trained.has("interpreter"):
        config = InterpreterConfig()
        if arguments.updates is not None:
            config = InterpreterConfig(updates=arguments.updates)
        with RunProgress("interpreter", total=config.updates, done=0, enabled=progress) as line:

            def show(update: int, mask: float, threshold: float) -> None:
                line.update(update + 1, {"mask loss": mask, "threshold loss": threshold})

            trained.train_interpreter(seed=arguments.seed, config=config, callback=show)
        console.print(f"the interpreter is {trained.path('interpreter')}", markup=False)
    steps = STEPS if arguments.steps is None else arguments.steps
    for learner in learners:
        train = partial(trained.train, learner, seed=arguments.seed, progress=progress)
        train(steps=steps, config=settings[learner])
        console.print(f"{learner}: the policy is {trained.path(learner)}", markup=False)
        if arguments.transfer_steps:
            name = f"transfer-{learner}"
            train(
                steps=arguments.transfer_steps,
                # nobody is told the true costs of a new task: the interpreter has to do
                config=replace(settings[learner], interpreted_costs=learner == "conditioned"),
                name=name,
                rewards=TRANSFER_REWARDS,
            )
            console.print(f"{name}: the policy is {trained.path(name)}", markup=False)
    console.print(
        f"next: saferl hazardworld evaluate --run {arguments.out}", style="dim", markup=False
    )


def _evaluate(arguments: argparse.Namespace, console: Console) -> None:
    from natural_language.hazardworld.comparison import FORMAT, compare, score_readers
    from natural_language.hazardworld.public_texts import load_public_texts
    from natural_language.hazardworld.runs import AGENTS, CEILING, INTERPRETERS, SHIPPED, Run
    from natural_language.hazardworld.tables import lines_table, scores_table

    agents = _named(arguments.agents, "agent", (*AGENTS, CEILING))
    _check_folder(arguments.out)
    runs = [Run(folder) for folder in arguments.run or [SHIPPED]]
    texts = None if arguments.texts is None else load_public_texts(arguments.texts)
    lines = compare(
        runs,
        agents,
        episodes=arguments.episodes,
        texts=texts,
        guarded=arguments.guarded,
        label=arguments.label,
    )
    console.print(lines_table(lines))
    scores = []
    if arguments.readers:
        readers = [agent for agent in agents if agent in INTERPRETERS]
        scores = score_readers(runs, readers, texts=arguments.episodes)
        console.print(scores_table(scores))
    if arguments.out is not None:
        document = {
            "format_version": FORMAT,
            "agents": [line.to_json() for line in lines],
            "readers": [vars(score) for score in scores],
        }
        arguments.out.write_text(json.dumps(document) + "\n", encoding="utf-8")


def _card(arguments: argparse.Namespace, console: Console) -> None:
    from natural_language.hazardworld.card import figures, into
    from natural_language.hazardworld.comparison import read_figures

    read = [read_figures(path) for path in arguments.figures]
    lines = [line for lines, _ in read for line in lines]
    scores = [score for _, scores in read for score in scores]
    text = figures(lines, scores)
    if arguments.into is None:
        console.print(text, markup=False, soft_wrap=True)
    else:
        into(arguments.into, text)
        console.print(f"{arguments.into}: written", markup=False)


def _show(arguments: argparse.Namespace, console: Console) -> None:
    from natural_language.hazardworld.missions import Mission
    from natural_language.hazardworld.picture import draw, watch
    from natural_language.hazardworld.reading_agent import read
    from natural_language.hazardworld.runs import INTERPRETERS, SHIPPED, Run

    (reader,) = _named(arguments.reader, "reader", INTERPRETERS)
    _check_folder(arguments.out)
    if arguments.out.suffix.lower() != ".png":
        raise InputError(f"'{arguments.out}' is no .png file; name one for the picture")
    constraints = read(arguments.text)
    if constraints is None:
        raise InputError(
            f"{arguments.text!r} is refused, so nobody could judge the episode; "
            "`saferl parse --env hazardworld` tells why"
        )
    mission = Mission(arguments.text, "budgetary", constraints)
    make = Run(arguments.run or SHIPPED).agent(reader, constraints=len(constraints))
    moments = watch(make, mission, arguments.seed)
    draw(moments, arguments.text).savefig(arguments.out, dpi=110)
    last = moments[-1]
    console.print(
        f"{arguments.out}: {len(moments)} turns, return {last.returns:g}, excess {last.excess:g}",
        markup=False,
    )


def _named(given: str, kind: str, known: Sequence[str]) -> list[Any]:
    names = [name.strip() for name in given.split(",") if name.strip()]
    for name in names:
        if name not in known:
            raise unknown_name(kind, name, known)
    if not names:
        raise InputError(f"no {kind} is named; expected some of {', '.join(known)}")
    return names


def _make_folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"'{path}' cannot be made a folder for the run: {error}") from error


def _check_folder(path: Path | None) -> None:
    """Tell before the work begins that its outcome could not be written."""
    if path is not None and not path.parent.is_dir():
        raise InputError(f"there is no folder '{path.parent}' to write '{path.name}' into")


def _count(text: str) -> int:
    """At least one."""
    from saferl.commands.options import whole_number

    number = whole_number(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"expected at least 1, got {text}")
    return number


def _whole(text: str) -> int:
    from saferl.commands.options import whole_number

    return whole_number(text)

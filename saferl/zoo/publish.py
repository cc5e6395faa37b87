"""Put a trained policy into the zoo, with a card that says what it is and what it does.

    python -m saferl.zoo.publish runs/ppo-0 --name ppo

The card holds the command that trains the policy again, its configuration, commit, seed, steps and
wall time, and an evaluation on a thousand episodes it was not trained on. Other seeds of the same
command go on the card as they are, good or bad: ``--also runs/ppo-1``.
"""

from __future__ import annotations

import argparse
import csv
import json
import shlex
from collections.abc import Sequence
from dataclasses import MISSING, Field, fields
from pathlib import Path
from typing import Any

from saferl.algorithms import PPOConfig, SACConfig
from saferl.algorithms.trainer import rule_from_json
from saferl.checkpoints import write_atomically
from saferl.constraints import Constraint, task_cost
from saferl.errors import InputError
from saferl.evaluation import Report, evaluate
from saferl.policies import load_policy
from saferl.zoo import FOLDER
from saferl.zoo.cards import evaluation_command, report_tables

__all__ = ["main", "publish", "training_command"]

EPISODES = 1000
BUDGET = 25.0


def publish(run: Path, name: str, *, also: Sequence[Path] = (), episodes: int = EPISODES) -> Path:
    """Evaluate a run's policy, copy it into the zoo and write its card; return the card's path.

    Args:
        run: Folder of the run that ships; which seed that is was fixed before training.
        name: Name in the zoo, such as ``"ppo-lagrangian"``.
        also: Folders of runs of the same command with other seeds.
        episodes: How many to evaluate on.
    """
    config = _config(run)
    task = config["env_id"]
    for other in also:
        if training_command(_config(other), seed=False) != training_command(config, seed=False):
            raise InputError(f"'{other}' was not trained by the command of '{run}'")
    reports = [_evaluate(folder, config, episodes) for folder in (run, *also)]
    target = FOLDER / task / f"{name}.safetensors"
    write_atomically(target, (run / "policy.safetensors").read_bytes())
    card: Path = target.with_suffix(".md")
    rows = list(zip((run, *also), reports, strict=True))
    write_atomically(card, _card(task, name, config, rows).encode())
    return card


def training_command(config: dict[str, Any], *, seed: bool = True) -> str:
    """Return the ``saferl train`` command of a run's ``config.json``, without ``--out``."""
    parts = [f"saferl train --algo {config['algorithm']} --env {config['env_id']}"]
    parts.append(f"--steps {config['steps_asked']}" if "steps_asked" in config else "")
    parts.append(f"--seed {config['seed']}" if seed else "")
    if (first := config.get("started_from")) is not None:
        parts.append(f"--start-from {shlex.quote(str(first['source']))}")
    for document in config["constraints"]:
        constraint = Constraint.from_json(document)
        if constraint == task_cost(constraint.budget):
            parts.append(f"--budget {constraint.budget:g}")
        else:
            parts.append(f"--constraint {_spelt(constraint)}")
    rule = config["multiplier"]
    if rule is not None:
        parts.append(f"--multiplier {rule['name']}")
        prefix = f"{rule['name']}-"
        parts += _flags(rule_from_json(rule), prefix)
    elif config["constraints"]:
        parts.append("--multiplier none")
    parts += _flags(_settings(config), "")
    if (every := config["schedule"]["checkpoint_every"]) is not None:
        parts.append(f"--checkpoint-every {every}")
    if (every := config["schedule"]["evaluate_every"]) is not None:
        parts.append(f"--evaluate-every {every}")
    return " ".join(part for part in parts if part)


def _spelt(constraint: Constraint) -> str:
    """A constraint as an argument: the words it was given in, where there are any."""
    if constraint.text is not None:
        return json.dumps(constraint.text, ensure_ascii=False)
    return f"'{json.dumps(constraint.to_json())}'"


def _settings(config: dict[str, Any]) -> Any:
    values = {k: tuple(v) if isinstance(v, list) else v for k, v in config["config"].items()}
    return {"ppo": PPOConfig, "sac": SACConfig}[config["algorithm"]](**values)


def _flags(settings: Any, prefix: str) -> list[str]:
    """Options for the fields that differ from their defaults."""
    return [
        f"--{prefix}{item.name.replace('_', '-')} {_spell(getattr(settings, item.name))}"
        for item in fields(settings)
        if getattr(settings, item.name) != _default(item)
    ]


def _default(item: Field[Any]) -> Any:
    return None if item.default is MISSING else item.default


def _spell(value: Any) -> str:
    return (",".join(map(str, value)) or '""') if isinstance(value, tuple) else str(value)


def _config(run: Path) -> dict[str, Any]:
    path = run / "config.json"
    if not path.is_file():
        raise InputError(f"'{run}' is no run's folder: it has no config.json")
    config: dict[str, Any] = json.loads(path.read_text())
    config["steps_asked"] = _last_row(run)["steps"]
    return config


def _last_row(run: Path) -> dict[str, str]:
    with (run / "progress.csv").open(newline="") as stream:
        return list(csv.DictReader(stream))[-1]


def _evaluate(run: Path, config: dict[str, Any], episodes: int) -> Report:
    """Evaluate within the budgets of the training, or within 25 of the task's own cost."""
    constraints = [Constraint.from_json(document) for document in config["constraints"]]
    return evaluate(
        load_policy(run / "policy.safetensors"),
        config["env_id"],
        episodes=episodes,
        constraints=constraints or [task_cost(BUDGET)],
        num_envs=50,
    )


def _card(task: str, name: str, config: dict[str, Any], rows: Sequence[tuple[Path, Report]]) -> str:
    run, report = rows[0]
    last = _last_row(run)
    minutes = float(last["seconds"]) / 60.0
    source = f"zoo:{task}/{name}"
    lines = [
        f"# {name} on {task}",
        "",
        f"`saferl.load_policy({source!r})`",
        "",
        "Trained by",
        "",
        f"    {training_command(config)} --out runs/{name}",
        "",
        f"- commit `{config['commit']}`, seed {config['seed']}, {int(last['steps']):,} steps, "
        f"{minutes:.0f} minutes ({float(last['steps_per_second']):,.0f} steps/s)",
        f"- the task's cost summed over training: {float(last['total_cost']):,.0f}",
        "",
        f"## {report.episodes:,} episodes with seeds from {report.seeds[0]:,}, "
        "deterministic actions",
        "",
        f"    {evaluation_command(source, report)}",
        "",
        *report_tables(
            "seed",
            [
                (f"{_config(folder)['seed']}{'' if i else ' (ships)'}", one)
                for i, (folder, one) in enumerate(rows)
            ],
        ),
        "Settings: "
        + ", ".join(f"{key} {_spell(_tuple(v))}" for key, v in config["config"].items())
        + ".",
        "",
    ]
    return "\n".join(lines)


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def main(argv: Sequence[str] | None = None) -> None:
    """Publish from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("run", type=Path)
    parser.add_argument("--name", required=True)
    parser.add_argument("--also", type=Path, nargs="*", default=[])
    parser.add_argument("--episodes", type=int, default=EPISODES)
    arguments = parser.parse_args(argv)
    publish(arguments.run, arguments.name, also=arguments.also, episodes=arguments.episodes)


if __name__ == "__main__":
    main()

"""What ``saferl edit`` trains: a fresh editor, a pair trained together, or what a folder holds."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

from saferl.commands.options import chosen_settings
from saferl.errors import InputError

if TYPE_CHECKING:
    from saferl.checkpoints import Checkpoint

__all__ = ["config_class", "trained"]


def trained(arguments: argparse.Namespace) -> tuple[Any, str]:
    """Train, or go on; return the policy and the task.

    Raises:
        InputError: Options that contradict each other or what the folder holds.
    """
    if arguments.resume:
        return _resumed(arguments)
    if arguments.together:
        return _together(arguments)
    return _fresh(arguments)


def _fresh(arguments: argparse.Namespace) -> tuple[Any, str]:
    from editors.edit import edit
    from editors.editor_settings import EditorConfig
    from editors.onnx_export import check_exportable
    from saferl.commands.constraints import constraints_of
    from saferl.commands.policies import env_of, load
    from saferl.policies import load_policy

    if arguments.policy is None:
        raise InputError(
            "no policy is named; give a file or zoo:<task>/<name>, or --together to train one"
        )
    env_id = arguments.env
    if env_id is None:
        env_id = env_of(load(arguments.policy, trust=arguments.trust), None, arguments.policy)
    constraints = constraints_of(arguments, env_id)
    if not constraints:
        raise InputError("there is nothing to edit for; add --budget 25, or --constraint TEXT")
    if arguments.export is not None:
        options = {"env_id": env_id, "trust": arguments.trust}
        base = load_policy(arguments.policy, arguments.normalizer, **options)
        check_exportable(base, sample_base=arguments.sample_base)
    policy = edit(
        arguments.policy,
        env_id,
        constraints=constraints,
        budget_range=_range(arguments.budget_range),
        config=EditorConfig(**chosen_settings(arguments, EditorConfig)),
        seed=arguments.seed or 0,
        sample_base=arguments.sample_base,
        normalizer=arguments.normalizer,
        trust=arguments.trust,
        **_common(arguments),
    )
    return policy, env_id


def _together(arguments: argparse.Namespace) -> tuple[Any, str]:
    from editors.seditor import SafetyEditor, SafetyEditorConfig
    from saferl.commands.constraints import constraints_of

    if arguments.env is None:
        raise InputError("no task is named; add --env ID (`saferl envs` lists them)")
    constraints = constraints_of(arguments, arguments.env)
    if not constraints:
        raise InputError("there is nothing to edit for; add --budget 25, or --constraint TEXT")
    settings = chosen_settings(arguments, SafetyEditorConfig)
    make = SafetyEditorConfig.reduced if arguments.reduced else SafetyEditorConfig
    trainer = SafetyEditor(
        arguments.env,
        config=make(**settings),
        constraints=constraints,
        seed=arguments.seed or 0,
    )
    return _learned(trainer, arguments), arguments.env


def _learned(trainer: Any, arguments: argparse.Namespace) -> Any:
    """Let a trainer of proposer and editor learn the remaining steps; return its policy."""
    from editors.onnx_export import check_exportable

    try:
        if arguments.export is not None:
            check_exportable(trainer.policy)
        if trainer.steps < arguments.steps:
            trainer.learn(
                arguments.steps - trainer.steps,
                log_dir=arguments.out,
                checkpoint_every=arguments.checkpoint_every,
                tensorboard=arguments.tensorboard,
                progress=False if arguments.quiet else None,
            )
        return trainer.policy
    finally:
        trainer.env.close()


def _resumed(arguments: argparse.Namespace) -> tuple[Any, str]:
    """Go on with what the folder holds; its settings are kept."""
    from editors.edit import edit
    from editors.editor_trainer import EditorTrainer
    from editors.onnx_export import check_exportable
    from editors.seditor import SafetyEditor
    from saferl import checkpoints
    from saferl.constraints import Constraint

    path = arguments.out / "checkpoint.safetensors"
    checkpoint = checkpoints.read(path)
    document = checkpoint.document
    kinds = {EditorTrainer.kind: False, SafetyEditor.kind: True}
    if checkpoint.kind not in kinds:
        raise InputError(f"'{path}' holds a {checkpoint.kind!r} run; expected {' or '.join(kinds)}")
    together = kinds[checkpoint.kind]
    _check_resumed(arguments, together, document["env_id"])
    if together:
        return _learned(SafetyEditor.load(path), arguments), document["env_id"]
    base = _base(arguments, checkpoint)
    if arguments.export is not None:
        check_exportable(base, sample_base=document["sample_base"])
    policy = edit(
        base,
        document["env_id"],
        constraints=[Constraint.from_json(c) for c in document["constraints"]],
        resume=True,
        **_common(arguments),
    )
    return policy, document["env_id"]


def _check_resumed(arguments: argparse.Namespace, together: bool, env_id: str | None) -> None:
    """Raise for what was asked of a run that has it already, or cannot have it."""
    names = ("env", "seed", "budget", "constraint", "budget_range", "sample_base", "reduced")
    values = {name.replace("_", "-"): getattr(arguments, name) for name in names}
    # 0 was given too, as a budget or a seed
    given = [k for k, v in values.items() if v is not None and v is not False and v != []]
    for pair in (False, True):  # which options there were depends on --together, not on the run
        given += chosen_settings(arguments, config_class(pair))
    if given:
        raise InputError(
            f"a resumed run keeps its settings; leave out {', '.join(given)}, or start a new run "
            "in another folder"
        )
    if together and arguments.policy is not None:
        raise InputError(
            f"'{arguments.out}' holds a proposer and its editor, trained together, and edits no "
            f"given policy; leave out {arguments.policy!r}"
        )
    if env_id is None:
        raise InputError(
            f"the run in '{arguments.out}' is on an environment without an id; go on with it from "
            "Python: editors.edit(policy, env, ..., out=..., resume=True)"
        )


def _base(arguments: argparse.Namespace, checkpoint: Checkpoint) -> Any:
    """The policy that a run edits: out of its checkpoint, or where that cannot hold it, again."""
    from editors.embedding import embedded_base
    from saferl.policies import load_policy

    kept, source = checkpoint.document["base"], arguments.policy
    if source is None and (arguments.normalizer is not None or "spaces" not in kept):
        source = kept.get("source")
    if source is not None:
        env_id = checkpoint.document["env_id"]
        return load_policy(source, arguments.normalizer, env_id=env_id, trust=arguments.trust)
    if arguments.normalizer is not None:
        raise InputError("--normalizer belongs to a foreign policy; name that policy, too")
    return embedded_base(checkpoint, trust=arguments.trust)


def _common(arguments: argparse.Namespace) -> dict[str, Any]:
    """Arguments of `editors.edit` that a fresh run and a resumed one share."""
    episodes = arguments.calibration_episodes
    return {
        "steps": arguments.steps,
        "out": arguments.out,
        "checkpoint_every": arguments.checkpoint_every,
        "tensorboard": arguments.tensorboard,
        "progress": False if arguments.quiet else None,
    } | ({} if episodes is None else {"calibration_episodes": episodes})


def _range(text: str | None) -> Any:
    """Read ``LOW,HIGH``, or JSON with a pair for each constraint's name."""
    if text is None:
        return None
    try:
        if text.lstrip().startswith("{"):
            return {str(k): (float(v[0]), float(v[1])) for k, v in json.loads(text).items()}
        low, high = (float(part) for part in text.split(","))
    except (ValueError, TypeError, IndexError, KeyError):
        raise InputError(
            f"--budget-range is {text!r}, expected LOW,HIGH such as 5,50; with several constraints "
            'JSON such as \'{"cost": [5, 50], "vases": [0, 2]}\''
        ) from None
    return low, high


def config_class(together: bool) -> type[Any]:
    """Return the dataclass of the settings of what is trained."""
    if together:
        from editors.seditor_settings import SafetyEditorConfig

        return SafetyEditorConfig
    from editors.editor_settings import EditorConfig

    return EditorConfig

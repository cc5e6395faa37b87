"""``saferl edit``: what a run leaves, resuming, verdicts, and what it says to wrong input."""

from __future__ import annotations

import json
import re
import shlex
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import gymnasium
import numpy as np
import pytest

import editors
from editors import EditedPolicy, EditorConfig
from editors.seditor_policy import SafetyEditorPolicy
from saferl import load_policy
from saferl.commands import exits, main
from saferl.evaluation import Report
from saferl.policies import MlpPolicy
from tests.editors.bases import Slope

Command = Callable[..., tuple[int, str, str]]
TASK = "SlopeOfTheEditCommand-v0"
SIZES = {"num-envs": 4, "unroll": 20, "workers": 0, "hidden": 8, "torch-threads": 1}
SMALL = [f"--{name}={value}" for name, value in SIZES.items()]
EDITOR = [*SMALL, "--start-steps=40", "--batch=16", "--buffer=400", "--warm-up=4"]
EDITOR += ["--calibration-episodes", 2, "--episodes", 4, "--quiet"]
TOGETHER = [*SMALL, "--rounds=2", "--start-steps=80", "--replay=100", "--batch=8", "--length=4"]
TOGETHER += ["--frames=1", "--horizon=4", "--episodes", 4, "--quiet"]


@pytest.fixture(autouse=True)
def task() -> Iterator[None]:
    gymnasium.register(TASK, entry_point=Slope)
    yield
    del gymnasium.registry[TASK]


@pytest.fixture
def edit(capsys: pytest.CaptureFixture[str]) -> Command:
    def run(*words: object) -> tuple[int, str, str]:
        code = main(["edit", *map(str, words)])
        out, err = capsys.readouterr()
        return code, out.replace("\n", " "), err.replace("\n", " ")

    return run


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A policy that does 1 on every step, which costs 4 an episode."""
    policy = MlpPolicy(
        observation_space=Slope.observation_space,
        action_space=Slope.action_space,
        layers=((np.zeros((1, 1), np.float32), np.full(1, 3.0, np.float32)),),
        mean=np.zeros(1),
        scale=np.ones(1),
        card={"env_id": TASK},
    )
    policy.save(tmp_path / "base.safetensors")
    return tmp_path / "base.safetensors"


def test_a_run_leaves_policy_reports_card_and_checkpoint(
    edit: Command, base: Path, tmp_path: Path
) -> None:
    out, onnx = tmp_path / "run", tmp_path / "edited.onnx"
    code, text, _ = edit(
        base, "--budget", 8, "--steps", 160, "--out", out, "--export", onnx, *EDITOR
    )
    assert code == exits.DONE  # the base costs 4
    assert "edited" in text
    policy = load_policy(out / "policy.safetensors")
    assert isinstance(policy, EditedPolicy)
    assert policy.budgets == {"cost": 8.0}
    edited, before = Report.load(out / "report.json"), Report.load(out / "base-report.json")
    assert edited.seeds == before.seeds
    assert edited.episodes == 4
    assert before.mean_cost == pytest.approx(4.0)
    assert before.edited.sum() == 0.0
    card = json.loads((out / "card.json").read_text())
    assert card["env_id"] == TASK
    assert card["base"] == str(base)
    assert card["training"]["steps"] == 160
    assert {"edited", "edit_size"} <= set(card["reports"]["edited"])
    assert (out / "checkpoint.safetensors").is_file()
    exported = load_policy(onnx, env_id=TASK)
    seen = np.linspace(-1, 1, 5)[:, None]
    ours, theirs = (p.predict(seen, deterministic=True)[0] for p in (policy, exported))
    np.testing.assert_allclose(ours, theirs, atol=1e-5)


def test_a_resumed_run_equals_an_uninterrupted_one(
    edit: Command, base: Path, tmp_path: Path
) -> None:
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    options = ["--budget", 8, "--checkpoint-every", 160, *EDITOR]
    assert edit(base, "--steps", 320, "--out", whole, *options)[0] == exits.DONE
    assert edit(base, "--steps", 160, "--out", parts, *options)[0] == exits.DONE
    again = ["--resume", "--steps", 320, "--checkpoint-every", 160, "--episodes", 4, "--quiet"]
    again += ["--calibration-episodes", 2]
    assert edit("--out", parts, *again)[0] == exits.DONE
    assert Report.load(whole / "report.json") == Report.load(parts / "report.json")
    left, right = (load_policy(folder / "policy.safetensors") for folder in (whole, parts))
    for a, b in zip(left.layers, right.layers, strict=True):
        np.testing.assert_array_equal(a[0], b[0])


def test_an_unmet_budget_is_never_called_a_success(
    edit: Command, base: Path, tmp_path: Path
) -> None:
    code, text, _ = edit(base, "--budget", 0.01, "--steps", 80, "--out", tmp_path / "run", *EDITOR)
    assert code == exits.UNMET
    assert "NOT met" in text
    assert "lowest mean cost reached is" in text
    assert "episodes only show that it is at most" in text
    assert json.loads((tmp_path / "run" / "card.json").read_text())["unmet"]["cost"] > 0.01


def test_a_pair_is_trained_together_and_goes_on(edit: Command, tmp_path: Path) -> None:
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    options = ["--together", "--env", TASK, "--budget", 1, "--checkpoint-every", 160, *TOGETHER]
    assert edit(*options, "--steps", 320, "--out", whole)[0] == exits.DONE
    assert edit(*options, "--steps", 160, "--out", parts)[0] == exits.DONE
    again = ["--resume", "--steps", 320, "--checkpoint-every", 160, "--episodes", 4, "--quiet"]
    code, _, error = edit("--together", "--out", parts, *again)
    assert (code, error) == (exits.DONE, "")
    assert isinstance(load_policy(whole / "policy.safetensors"), SafetyEditorPolicy)
    assert Report.load(whole / "report.json") == Report.load(parts / "report.json")
    assert not (parts / "base-report.json").exists()


def test_the_reduced_preset_is_taken_with_changes(edit: Command, tmp_path: Path) -> None:
    words = ["--together", "--reduced", "--env", TASK, "--budget", 1, "--steps", 40]
    code, _, error = edit(*words, "--out", tmp_path / "run", *TOGETHER, "--tau=0.5")
    assert (code, error) == (exits.DONE, "")
    config = json.loads((tmp_path / "run" / "config.json").read_text())["config"]
    assert (config["edit"], config["normalize"]) == ("squash", True)
    assert (config["tau"], config["batch"]) == (0.5, 8)


def test_a_requirement_that_is_unmet_exits_with_one(edit: Command, tmp_path: Path) -> None:
    words = ["--together", "--env", TASK, "--budget", 0, "--steps", 40, "--out", tmp_path / "run"]
    assert edit(*words, *TOGETHER, "--require", "satisfied")[0] == exits.UNMET


ZOO = "zoo:SafetyPointGoal1-v0/ppo"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([ZOO, "--steps", 9], "--out"),
        (["--budget", 25, "--steps", 9, "--out", "x"], "no policy is named"),
        ([ZOO, "--steps", 9, "--out", "x"], "nothing to edit for"),
        (["--together", "--budget", 9, "--steps", 9, "--out", "x"], "no task is named"),
        (["--together", "--env", TASK, "--steps", 9, "--out", "x"], "nothing to edit for"),
        ([ZOO, "--together", "--env", TASK, "--steps", 9, "--out", "x"], "leave out"),
        ([ZOO, "--reduced", "--budget", 9, "--steps", 9, "--out", "x"], "--together"),
        ([ZOO, "--budget", -1, "--steps", 9, "--out", "x"], "budget"),
        ([ZOO, "--budget", 9, "--steps", 0, "--out", "x"], "not positive"),
        ([ZOO, "--budget", 9, "--budget-range", "5", "--steps", 9, "--out", "x"], "LOW,HIGH"),
        ([ZOO, "--budget", 9, "--budget-range", "10,20", "--steps", 9, "--out", "x"], "lowest"),
        (["absent.zip", "--env", TASK, "--budget", 9, "--steps", 9, "--out", "x"], "no such file"),
        (["zoo:nix", "--budget", 9, "--steps", 9, "--out", "x"], "zoo"),
        ([ZOO, "--env", TASK, "--budget", 9, "--steps", 9, "--out", "x"], "does not fit"),
        ([ZOO, "--budget", 9, "--steps", 9, "--out", "x", "--export", "a.pt"], ".onnx"),
        ([ZOO, "--budget", 9, "--steps", 9, "--out", "x", "--warmup", 3], "did you mean"),
        ([ZOO, "--resume", "--steps", 9, "--out", "x"], "no checkpoint"),
        (
            ["--together", "--sample-base", "--env", TASK, "--budget", 9, "--steps", 9]
            + ["--out", "x"],
            "not for --together",
        ),
    ],
)
def test_wrong_input_is_one_line_and_exit_code_two(
    edit: Command, words: list, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, error = edit(*words)
    assert code == exits.BAD_INPUT
    assert message in error
    assert "Traceback" not in out + error
    assert not (tmp_path / "x").exists(), "nothing is begun"


def test_a_folder_with_a_run_is_not_overwritten_and_a_resumed_run_keeps_its_settings(
    edit: Command, tmp_path: Path
) -> None:
    options = ["--together", "--env", TASK, "--budget", 1, *TOGETHER, "--out", tmp_path / "run"]
    assert edit(*options, "--steps", 40)[0] == exits.DONE
    code, _, error = edit(*options, "--steps", 40)
    assert code == exits.BAD_INPUT
    assert "already holds a run" in error
    code, _, error = edit(*options, "--steps", 80, "--resume")
    assert code == exits.BAD_INPUT
    assert "keeps its settings" in error


def test_what_a_resumed_run_cannot_take_is_refused_and_never_ignored(
    edit: Command, base: Path, tmp_path: Path
) -> None:
    out = tmp_path / "run"
    assert edit(base, "--budget", 8, "--steps", 80, "--out", out, *EDITOR)[0] == exits.DONE
    for words, message in (
        (["--budget", 0], "leave out budget"),
        (["--seed", 0], "leave out seed"),
        (["--together", "--lam", 0.5], "leave out lam"),
        (["--normalizer", "vec.pkl"], "foreign policy"),
    ):
        code, _, error = edit("--resume", "--out", out, "--steps", 160, *words)
        assert code == exits.BAD_INPUT
        assert message in error
    pair = tmp_path / "pair"
    words = ["--together", "--env", TASK, "--budget", 1, *TOGETHER]
    assert edit(*words, "--steps", 40, "--out", pair)[0] == exits.DONE
    for words, message in ((["--warm-up", 3], "leave out warm_up"), ([base], "trained together")):
        code, _, error = edit("--resume", "--out", pair, "--steps", 80, *words)
        assert code == exits.BAD_INPUT
        assert message in error


def test_a_run_on_an_environment_without_an_id_is_gone_on_with_from_python(
    edit: Command, base: Path, tmp_path: Path
) -> None:
    config = EditorConfig(num_envs=2, workers=0, unroll=4, start_steps=4, buffer=50, hidden=(4,))
    options = {"config": config, "calibration_episodes": 2, "progress": False}
    editors.edit(str(base), Slope, budget=8.0, steps=8, out=tmp_path / "run", **options)
    code, _, error = edit("--resume", "--out", tmp_path / "run", "--steps", 16)
    assert code == exits.BAD_INPUT
    assert "without an id" in error


def test_what_cannot_be_exported_is_refused_before_it_is_trained(
    edit: Command, base: Path, tmp_path: Path
) -> None:
    pytest.importorskip("onnx")
    out, steps = tmp_path / "run", ["--steps", 80, "--export", tmp_path / "x.onnx"]
    pair = ["--together", "--env", TASK, "--budget", 1, *TOGETHER, "--frames=4"]
    for words, message in (
        ([*pair, *steps], "4 frames stacked"),
        ([base, "--budget", 8, "--sample-base", *EDITOR, *steps], "random numbers"),
    ):
        code, _, error = edit(*words, "--out", out)
        assert code == exits.BAD_INPUT
        assert message in error
        assert not out.exists(), "nothing is begun"
    assert edit(*pair, "--steps", 40, "--out", out)[0] == exits.DONE
    code, _, error = edit("--resume", "--out", out, *steps)
    assert code == exits.BAD_INPUT
    assert "4 frames stacked" in error


def test_an_interrupted_run_says_how_to_go_on_to_the_same_end(
    edit: Command, base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    out = tmp_path / "a run"
    monkeypatch.setattr(sys.modules["editors.edit"], "finish", interrupt)
    words = ["--budget", 8, "--steps", 80, "--out", out, *EDITOR]
    code, text, _ = edit(base, *words, "--export", tmp_path / "x.onnx")
    assert code == exits.INTERRUPTED
    (command,) = re.findall(r"saferl (edit --resume .*)", text)
    monkeypatch.undo()
    given = [word for word in shlex.split(command)[1:] if word]
    assert given[given.index("--out") + 1] == str(out)
    assert edit(*given, "--quiet")[0] == exits.DONE
    assert (tmp_path / "x.onnx").is_file()
    assert Report.load(out / "report.json").episodes == 4


def test_tensorboard_is_written_where_it_is_asked_for(
    edit: Command, base: Path, tmp_path: Path
) -> None:
    pytest.importorskip("tensorboard")
    words = ["--budget", 8, "--steps", 80, "--out", tmp_path / "run", "--tensorboard"]
    assert edit(base, *words, *EDITOR)[0] == exits.DONE
    assert list((tmp_path / "run").rglob("events.out.tfevents*"))


def test_another_librarys_policy_is_edited_and_found_again_on_resuming(
    edit: Command, tmp_path: Path
) -> None:
    onnx = pytest.importorskip("onnx")
    pytest.importorskip("onnxruntime")
    helper, number = onnx.helper, onnx.TensorProto.FLOAT
    graph = helper.make_graph(
        [helper.make_node("Sigmoid", ["seen"], ["done"])],
        "base",
        [helper.make_tensor_value_info("seen", number, ["n", 1])],
        [helper.make_tensor_value_info("done", number, ["n", 1])],
    )
    opset = [helper.make_opsetid("", 17)]
    model = helper.make_model(graph, opset_imports=opset, ir_version=8)
    onnx.save(model, str(tmp_path / "base.onnx"))
    file, out = tmp_path / "base.onnx", tmp_path / "run"
    words = ["--env", TASK, "--budget", 4, "--out", out, "--export", tmp_path / "edited.onnx"]
    assert edit(file, *words, "--steps", 80, *EDITOR)[0] == exits.DONE
    again = ["--resume", "--steps", 160, "--episodes", 2, "--calibration-episodes", 1, "--quiet"]
    code, _, error = edit("--out", out, *again)
    assert (code, error) == (exits.DONE, "")
    assert json.loads((out / "card.json").read_text())["training"]["steps"] == 160
    exported = load_policy(tmp_path / "edited.onnx", env_id=TASK)
    assert exported.predict(np.zeros(1), deterministic=True)[0] == pytest.approx([0.5], abs=0.1)

import matplotlib.image
import pytest

from saferl.algorithms import PPOConfig
from saferl.commands import exits
from saferl.commands.demo import _fresh_folder
from saferl.evaluation import Report


@pytest.fixture
def small(monkeypatch):
    """Iterations of one episode instead of ten."""

    def config(**changes):
        return PPOConfig(**{**changes, "num_envs": 1, "unroll": 1100, "epochs": 1})

    monkeypatch.setattr("saferl.algorithms.PPOConfig", config)


def test_demo_trains_compares_and_draws(saferl, zoo, small, tmp_path):
    out = tmp_path / "demo"
    words = ["--seconds", 1, "--episodes", 2, "--workers", 0, "--out", out]
    code, text, err = saferl("demo", "--debug", *words)
    assert (code, err) == (exits.DONE, "")
    assert "Difference from ppo, same episodes" in text
    assert "just trained" in text
    pictures = {path.name for path in out.glob("*.png")}
    assert pictures == {
        "return-against-cost.png",
        "learning-curve.png",
        "path-ppo.png",
        "path-ppo-lagrangian.png",
    }
    assert all(matplotlib.image.imread(out / name).ndim == 3 for name in pictures)
    reports = [Report.load(path) for path in sorted(out.glob("*.json"))]
    assert len({report.seeds for report in reports}) == 1
    assert {report.policy for report in reports} == {"ppo", "ppo-lagrangian", "just trained"}


def test_an_earlier_demo_is_left_alone(tmp_path):
    folder = tmp_path / "run"
    assert _fresh_folder(folder) == folder
    for number in ("run", "run-2"):
        (tmp_path / number).mkdir()
        (tmp_path / number / "progress.csv").touch()
    assert _fresh_folder(folder) == tmp_path / "run-3"


def test_demo_without_a_zoo_stops_before_training(saferl, tmp_path, monkeypatch):
    monkeypatch.setattr("saferl.zoo.FOLDER", tmp_path)
    code, out, err = saferl("demo", "--out", tmp_path / "demo")
    assert code == exits.BAD_INPUT
    assert "unknown policy in the zoo" in err
    assert out == ""

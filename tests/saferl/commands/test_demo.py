import matplotlib.image
import pytest

from saferl.algorithms import PPOConfig
from saferl.commands import exits
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
    # once more, into the same folder: the first run's log stays
    assert saferl("demo", *words)[0] == exits.DONE
    assert (out / "run" / "progress.csv").is_file()
    assert (out / "run-2" / "progress.csv").is_file()


def test_demo_without_a_zoo_stops_before_training(saferl, tmp_path, monkeypatch):
    monkeypatch.setattr("saferl.zoo.FOLDER", tmp_path)
    code, out, err = saferl("demo", "--out", tmp_path / "demo")
    assert code == exits.BAD_INPUT
    assert "zoo:" in err
    assert out == ""

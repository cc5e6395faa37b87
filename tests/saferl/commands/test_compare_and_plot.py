import json

import matplotlib.image
import pytest

from saferl.commands import exits
from saferl.commands.plot import _grouped
from saferl.constraints import task_cost
from saferl.evaluation import evaluate
from tests.saferl.commands.conftest import TASK, a_policy


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    """What `saferl evaluate --record 1 --out` writes for each of the zoo's two policies."""
    found = []
    for seed, name in enumerate(("ppo", "ppo-lagrangian")):
        out = tmp_path_factory.mktemp(name)
        report = evaluate(
            a_policy(seed), TASK, episodes=2, constraints=[task_cost(25)], record=1, name=name
        )
        report.save(out / "report.json")
        report.recordings[0].save(out / "episode-1000000.npz")
        found.append(out / "report.json")
    return found


def is_picture(path):
    return matplotlib.image.imread(path).ndim == 3


def test_policies_are_played_and_compared_pairwise(saferl, zoo, tmp_path):
    picture = tmp_path / "picture.png"
    names = [f"zoo:{TASK}/ppo", f"zoo:{TASK}/ppo-lagrangian"]
    options = ["--episodes", 2, "--budget", 25, "--plot", picture]
    code, out, _ = saferl("compare", *names, *options)
    assert code == exits.DONE
    assert "ppo-lagrangian" in out
    assert "Difference from ppo, same episodes" in out
    assert is_picture(picture)


def test_reports_and_policies_can_be_mixed(saferl, reports, zoo):
    code, out, _ = saferl(
        "compare", reports[0], f"zoo:{TASK}/ppo-lagrangian", "--episodes", 2, "--budget", 25
    )
    assert code == exits.DONE
    assert "same episodes" in out
    played = saferl("compare", *reports)
    assert played[1].split() == out.split()


def test_a_budget_can_be_given_to_reports(saferl, reports):
    code, out, _ = saferl("compare", *reports, "--budget", 3)
    assert code == exits.DONE
    assert "cost ≤ 3" in out


def test_one_policy_is_nothing_to_compare(saferl, reports):
    code, _, err = saferl("compare", reports[0])
    assert code == exits.BAD_INPUT
    assert "nothing to compare" in err


def test_a_wrong_name_is_found_before_anything_is_played(saferl, zoo, monkeypatch):
    monkeypatch.setattr("saferl.evaluation.evaluate", lambda *a, **k: pytest.fail("played"))
    code, _, err = saferl("compare", f"zoo:{TASK}/ppo", "nowhere.safetensors")
    assert code == exits.BAD_INPUT
    assert "nowhere.safetensors" in err


def test_reports_give_return_against_cost(saferl, reports, tmp_path):
    picture = tmp_path / "picture.png"
    assert saferl("plot", *reports, "--out", picture)[0] == exits.DONE
    assert is_picture(picture)


def test_a_recorded_episode_gives_its_path(saferl, reports, tmp_path):
    picture = tmp_path / "picture.png"
    episode = reports[0].parent / "episode-1000000.npz"
    assert saferl("plot", episode, "--out", picture)[0] == exits.DONE
    assert is_picture(picture)


def a_run(folder, seed, multiplier=None, gamma=0.99):
    folder.mkdir()
    log = "steps,episode_return,task_cost\n100,1,2\n200,2,3\n"
    (folder / "progress.csv").write_text(log)
    config = {
        "algorithm": "ppo",
        "seed": seed,
        "steps": 0,
        "multiplier": multiplier,
        "config": {"gamma": gamma},
    }
    (folder / "config.json").write_text(json.dumps(config))
    return str(folder)


def test_runs_that_differ_in_their_seed_share_a_curve(tmp_path):
    runs = [
        a_run(tmp_path / "a", 0),
        a_run(tmp_path / "b", 1),
        a_run(tmp_path / "c", 0, multiplier={"name": "pid"}),
        a_run(tmp_path / "d", 0, gamma=0.5),
    ]
    groups = {label: [p.name for p in paths] for label, paths in _grouped(runs).items()}
    assert groups == {"ppo": ["a", "b"], "ppo-lagrangian": ["c"], str(tmp_path / "d"): ["d"]}


def test_runs_give_learning_curves(saferl, tmp_path):
    picture = tmp_path / "curves.svg"
    code, _, _ = saferl("plot", a_run(tmp_path / "a", 0), "--out", picture, "--budget", 25)
    assert code == exits.DONE
    assert picture.read_text().startswith("<?xml")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["a", "b.json"], "one kind of thing"),
        (["a.npz", "b.npz"], "one episode"),
        (["a.npz"], "no episode at"),
        (["a.json"], "cannot read a report"),
        (["a"], "no log at"),
    ],
)
def test_what_cannot_be_drawn_is_named(saferl, tmp_path, words, message):
    picture = tmp_path / "picture.png"
    code, _, err = saferl("plot", *words, "--out", picture)
    assert code == exits.BAD_INPUT
    assert message in err
    assert not picture.exists()


def test_the_suffix_says_how_to_draw(saferl, reports, tmp_path):
    code, _, err = saferl("plot", reports[0], "--out", tmp_path / "picture.bmp")
    assert code == exits.BAD_INPUT
    assert "ending in png, pdf, svg" in err

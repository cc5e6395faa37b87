"""`saferl check`: constraints in words, a recorded episode's timeline, exit codes."""

import dataclasses
import json

import numpy as np
import pytest

from saferl.commands import main
from saferl.constraints import (
    AtMost,
    Constraint,
    Contact,
    Distance,
    Never,
    save_constraints,
    task_cost,
    to_json,
)
from saferl.evaluation import Episode

FAR = Constraint("far", Never(Distance("hazards") < 0.3), budget=5, text="keep away")
VASES = Constraint("vases", AtMost(1, Contact("vases")), enforce="always")
STEPS = 100


@pytest.fixture
def constraints(tmp_path):
    path = tmp_path / "constraints.json"
    save_constraints(path, [FAR, VASES, task_cost(3)])
    return str(path)


@pytest.fixture
def episode(tmp_path):
    distance = np.ones(STEPS)
    distance[20:30] = 0.35
    distance[30:33] = 0.1
    touching = np.zeros(STEPS, dtype=bool)
    touching[[10, 11, 60]] = True
    record = Episode(
        env_id="SafetyPointGoal1-v0",
        seed=7,
        policy="scripted",
        constraints=(FAR,),
        observation=np.zeros((STEPS + 1, 2)),
        proposal=np.zeros((STEPS, 2)),
        executed=np.zeros((STEPS, 2)),
        reward=np.zeros(STEPS),
        cost=(distance < 0.2).astype(float),
        costs=(distance < 0.3).astype(float)[:, None],
        signals={"distance/hazards": distance, "contact/vases": touching},
        poses=np.zeros((STEPS, 0, 3)),
        edited=np.zeros(STEPS, dtype=bool),
        vetoed=np.zeros(STEPS, dtype=bool),
        level=np.zeros(STEPS, dtype=int),
        terminated=False,
        truncated=True,
    )
    return str(record.save(tmp_path / "episode.npz"))


def said(capsys):
    return " ".join(capsys.readouterr().out.split())


def test_constraints_are_said_in_words(constraints, capsys):
    assert main(["check", constraints, "--env", "SafetyPointGoal1-v0"]) == 0
    words = said(capsys)
    assert "far: It never happens that the distance to the hazards is below 0.3 m." in words
    assert "read from: keep away" in words
    assert "The cost of every episode is at most 0." in words
    assert "cost: The task's own cost counts. The mean cost of an episode is at most 3." in words


def test_an_episode_is_replayed_with_a_timeline(constraints, episode, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "120")
    assert main(["check", constraints, "--episode", episode]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "  " + "." * 20 + "~" * 10 + "#" * 3 + "." * 67 in lines
    assert "  cost 3 is within the budget of 5" in lines
    assert "  violated on 3 steps (0.06 s): 30-32" in lines
    assert "  near on 10 steps (0.2 s): 20-29" in lines
    assert "  " + "." * 10 + "~" * 50 + "#" + "~" * 39 in lines
    assert "  cost 1 exceeds the budget of 0" in lines
    assert "  violated on 1 step (0.02 s): 60" in lines


def test_without_a_file_the_episodes_own_constraints_are_checked(episode, capsys):
    assert main(["check", "--episode", episode]) == 0
    words = said(capsys)
    assert "far:" in words
    assert "vases" not in words


def test_constraints_given_by_an_option_are_checked_too(constraints, episode, capsys):
    vases = json.dumps(to_json(dataclasses.replace(VASES, name="touched")))
    assert main(["check", "--constraint", vases, "--episode", episode]) == 0
    words = said(capsys)
    assert "touched:" in words
    assert "cost 1 exceeds the budget of 0" in words
    assert "far:" not in words  # nor the episode's own
    arguments = ["check", constraints, "--constraint", vases, "--episode", episode]
    assert main([*arguments, "--require", "satisfied"]) == 1


def test_a_requirement_sets_the_exit_code(constraints, episode):
    assert main(["check", constraints, "--episode", episode, "--require", "satisfied"]) == 1
    assert main(["check", "--episode", episode, "--require", "satisfied"]) == 0


def test_a_picture_is_drawn(constraints, episode, tmp_path, capsys):
    pytest.importorskip("matplotlib")
    picture = tmp_path / "timeline.png"
    assert main(["check", constraints, "--episode", episode, "--picture", str(picture)]) == 0
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert "wrote" in said(capsys)


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["{file}", "--env", "SafetyPointCircle1-v0"], "unknown group 'hazards'"),
        (["{file}", "--env", "SafetyPointGoal"], "unknown task"),
        (["{file}", "--require", "satisfied"], "--require needs an episode"),
        (["{file}", "--picture", "x.png"], "--picture needs an episode"),
        (["{file}", "--episode", "none.npz"], "there is no such file"),
        (["none.json"], "cannot read constraints from 'none.json'"),
        ([], "no constraints to check"),
        (['{"name": "v"}'], "the field 'formula' is missing"),
        (
            [
                '{"name": "g", "formula": {"type": "never", "predicate": '
                '{"type": "event", "name": "goal_reached"}}}',
                "--episode",
                "{episode}",
            ],
            "lacks the signals 'event/goal_reached'",
        ),
    ],
)
def test_mistakes_end_with_exit_code_two(arguments, complaint, constraints, episode, capsys):
    places = {"{file}": constraints, "{episode}": episode}
    assert main(["check", *(places.get(word, word) for word in arguments)]) == 2
    assert complaint in " ".join(capsys.readouterr().err.split())

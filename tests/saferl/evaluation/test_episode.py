import numpy as np
import pytest

from saferl.constraints import task_cost
from saferl.errors import CheckpointError, InputError
from saferl.evaluation import Episode, evaluate
from tests.saferl.evaluation.ledges import Ledges, Rising


@pytest.fixture(scope="module")
def episode():
    report = evaluate(Rising(), Ledges(1, (task_cost(3.0),)), seeds=[7], record=1)
    return report.recordings[0]


def test_round_trip(episode, tmp_path):
    path = episode.save(tmp_path / "one")
    assert path.name == "one.npz"
    again = Episode.load(path)
    for name in ("observation", "proposal", "executed", "reward", "cost", "costs", "poses"):
        assert np.array_equal(getattr(again, name), getattr(episode, name))
        assert getattr(again, name).dtype == getattr(episode, name).dtype
    assert again.signals.keys() == episode.signals.keys()
    assert np.array_equal(again.signals["distance/hazards"], episode.signals["distance/hazards"])
    assert again.constraints == episode.constraints
    assert (again.seed, again.env_id, again.policy) == (7, "Ledges-v0", "Rising")
    assert (again.terminated, again.truncated) == (True, False)
    assert again.pose_names == episode.pose_names


def test_saving_leaves_one_file(episode, tmp_path):
    episode.save(tmp_path / "one.npz")
    episode.save(tmp_path / "one.npz")
    assert [path.name for path in tmp_path.iterdir()] == ["one.npz"]


def test_a_truncated_file_is_refused(episode, tmp_path):
    path = episode.save(tmp_path / "one.npz")
    whole = path.read_bytes()
    for length in (0, 10, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:length])
        with pytest.raises(CheckpointError, match="truncated or not a recorded episode"):
            Episode.load(path)


def test_pickled_objects_are_never_loaded(tmp_path):
    path = tmp_path / "evil.npz"
    np.savez(path, document=np.array([{"format": "saferl.episode"}], dtype=object))
    with pytest.raises(CheckpointError, match="not a recorded episode"):
        Episode.load(path)


def test_a_newer_format_says_so(episode, tmp_path, monkeypatch):
    monkeypatch.setattr("saferl.evaluation.episode.FORMAT_VERSION", 99)
    path = episode.save(tmp_path / "one.npz")
    monkeypatch.undo()
    with pytest.raises(CheckpointError, match="format 99"):
        Episode.load(path)


def test_arrays_of_different_lengths_are_refused(episode):
    parts = {name: getattr(episode, name) for name in episode.__dataclass_fields__}
    with pytest.raises(InputError, match=r"cost has 3 steps, reward has"):
        Episode(**{**parts, "cost": np.zeros(3)})

"""What the pictures show, read off the artists; how they look was looked at."""

import sys

import matplotlib.image
import numpy as np
import pytest
from matplotlib.patches import Circle

from saferl.constraints import task_cost
from saferl.errors import InputError, MissingDependencyError
from saferl.evaluation import Episode, evaluate
from saferl.evaluation.plots import episode_path, learning_curves, return_against_cost, save
from saferl.evaluation.plots.curves import read_progress
from tests.saferl.evaluation.ledges import Constant, Ledges

HEADER = "steps,episode_return,task_cost,multipliers/cost"


def words_of(picture):
    texts = picture.findobj(lambda artist: hasattr(artist, "get_text"))
    return " | ".join(text.get_text() for text in texts)


def run_folder(path, offset=0.0, rows=10):
    path.mkdir()
    lines = [f"{1000 * i},{i + offset},{50 - i},{0.1 * i}" for i in range(1, rows + 1)]
    (path / "progress.csv").write_text("\n".join([HEADER, *lines]) + "\n")
    return path


@pytest.fixture
def report():
    return evaluate(Constant(0.6), Ledges(2, (task_cost(2.0),)), seeds=range(6), record=1, name="p")


def test_tradeoff_names_policies_means_and_budget(report):
    picture = return_against_cost([report])
    words = words_of(picture)
    assert "budget 2" in words
    assert f"p   {report.mean_return:.1f} / {report.mean_cost:.1f}" in words
    dots = picture.axes[0].collections[0].get_offsets()
    assert np.allclose(dots[:, 0], report.task_costs)
    assert np.allclose(dots[:, 1], report.returns)


def test_learning_curves_show_the_mean_of_the_seeds_and_their_range(tmp_path):
    folders = [run_folder(tmp_path / "a", 0.0), run_folder(tmp_path / "b", 2.0)]
    picture = learning_curves({"ppo": folders}, budget=25.0, smooth=1)
    returns, costs, multiplier = picture.axes
    line = returns.lines[0]
    assert np.allclose(line.get_ydata(), np.interp(line.get_xdata(), [0.001, 0.01], [2.0, 11.0]))
    band = returns.collections[0].get_paths()[0].vertices[:, 1]
    assert (band.min(), band.max()) == (1.0, 12.0)
    assert [25.0, 25.0] in [list(each.get_ydata()) for each in costs.lines]
    assert multiplier.get_title(loc="left") == "multiplier of cost"


def test_iterations_without_a_finished_episode_are_left_out(tmp_path):
    (tmp_path / "progress.csv").write_text(f"{HEADER}\n1,nan,nan,0\n2,,,0\n3,5,1,0\n4,6,1,0\n")
    line = learning_curves({"ppo": [tmp_path]}, smooth=1).axes[0].lines[0]
    assert np.isfinite(line.get_ydata()).all()
    assert (line.get_ydata()[0], line.get_ydata()[-1]) == (5.0, 6.0)


@pytest.mark.parametrize(
    "content", ["", "steps,episode_return,task_cost\n", "a,b\n1,2\n", HEADER + "\nx,1,1,1\n"]
)
def test_a_log_that_is_none_is_refused(tmp_path, content):
    (tmp_path / "progress.csv").write_text(content)
    with pytest.raises(InputError, match="not the log of a run"):
        read_progress(tmp_path)


def test_a_folder_without_a_log_is_refused(tmp_path):
    with pytest.raises(InputError, match="no log at"):
        learning_curves({"ppo": [tmp_path]})


def test_path_draws_objects_costs_and_interventions(report):
    recorded = report.recordings[0]
    steps = len(recorded)
    edited = np.arange(steps) == 1
    parts = {name: getattr(recorded, name) for name in recorded.__dataclass_fields__}
    episode = Episode(**{**parts, "edited": edited, "pose_names": ("agent", "hazard0")})
    picture = episode_path(episode)
    axes = picture.axes[0]
    (hazard,) = [patch for patch in axes.patches if isinstance(patch, Circle)]
    assert hazard.center == (3.0, 0.0)
    plain, costly = axes.collections[:2]
    assert len(plain.get_segments()) + len(costly.get_segments()) == steps - 1
    assert len(costly.get_segments()) == int((episode.cost[1:] > 0).sum()) > 0
    edit = axes.collections[2].get_offsets()
    assert np.allclose(edit, episode.poses[edited, 0, :2])
    words = words_of(picture)
    assert "edited" in words
    assert "vetoed" not in words
    assert "hazards" in words


def test_each_stretch_of_vetoes_is_drawn_and_its_beginning_marked(report):
    recorded = report.recordings[0]
    vetoed = np.isin(np.arange(len(recorded)), [0, 1, 3])
    parts = {name: getattr(recorded, name) for name in recorded.__dataclass_fields__}
    parts |= {"vetoed": vetoed, "pose_names": ("agent", "hazard0")}
    axes = episode_path(Episode(**parts)).axes[0]
    crosses, line = axes.collections[2:4]
    assert np.allclose(crosses.get_offsets(), recorded.poses[[0, 3], 0, :2])
    assert len(line.get_segments()) == 2  # those that end in step 1 and in step 3


def test_a_path_needs_poses(report):
    recorded = report.recordings[0]
    parts = {name: getattr(recorded, name) for name in recorded.__dataclass_fields__}
    bare = {**parts, "poses": np.zeros((len(recorded), 0, 3)), "pose_names": ()}
    with pytest.raises(InputError, match="without poses"):
        episode_path(Episode(**bare))


def test_pictures_are_written_whole(report, tmp_path):
    path = save(return_against_cost([report]), tmp_path / "deep" / "tradeoff.png")
    assert matplotlib.image.imread(path).shape[2] == 4
    with pytest.raises(InputError, match=r"ending in png"):
        save(return_against_cost([report]), tmp_path / "tradeoff.docx")


def test_without_matplotlib_the_command_that_mends_it_is_named(report, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(MissingDependencyError, match=r"pip install 'saferl\[plot\]'"):
        return_against_cost([report])

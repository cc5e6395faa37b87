"""The written record of a run, and the live line that stays quiet off a terminal."""

from __future__ import annotations

import sys

import pytest

from saferl.errors import MissingDependencyError
from saferl.progress import RunProgress
from saferl.runlog import RunLog


def test_first_row_names_the_columns_and_missing_values_stay_empty(tmp_path):
    log = RunLog(tmp_path)
    log.write({"steps": 10, "return": 1.23456789, "note": "a"})
    log.write({"steps": 20, "return": float("nan")})
    log.close()
    assert (tmp_path / "progress.csv").read_text() == "steps,return,note\n10,1.23457,a\n20,nan,\n"


def test_a_new_run_replaces_the_record_and_a_resumed_one_cuts_it(tmp_path):
    log = RunLog(tmp_path)
    for steps in (10, 20, 30):
        log.write({"steps": steps, "cost": steps / 10})
    log.close()
    resumed = RunLog(tmp_path, resume_at=20)
    resumed.write({"steps": 40, "cost": 4.0})
    resumed.close()
    assert (tmp_path / "progress.csv").read_text() == "steps,cost\n10,1\n20,2\n40,4\n"
    RunLog(tmp_path).close()
    assert (tmp_path / "progress.csv").read_text() == ""


def test_tensorboard_is_optional(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "torch.utils.tensorboard", None)
    with pytest.raises(MissingDependencyError, match=r"saferl\[tensorboard\]"):
        RunLog(tmp_path, tensorboard=True)


def test_tensorboard_events_are_written(tmp_path):
    pytest.importorskip("tensorboard")
    log = RunLog(tmp_path, tensorboard=True)
    log.write({"steps": 10, "return": 1.0, "note": "text is left out"})
    log.close()
    assert list(tmp_path.glob("events.out.tfevents.*"))


def test_progress_is_quiet_unless_on_a_terminal(capsys):
    with RunProgress("ppo", total=10) as progress:
        progress.update(5, {"return": 1.0})
    assert capsys.readouterr() == ("", "")


def test_progress_shows_the_figures_when_asked(capsys):
    with RunProgress("ppo task", total=1000, enabled=True) as progress:
        progress.update(500, {"return": 12.345, "cost": 3.0})
    shown = capsys.readouterr().err
    assert "ppo task" in shown
    assert "500/1,000" in shown

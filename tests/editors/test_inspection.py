"""What evaluation, records and pictures tell about edits."""

from __future__ import annotations

import numpy as np
import pytest

from editors import EditedPolicy
from saferl.constraints import task_cost
from saferl.evaluation import evaluate
from saferl.evaluation.plots import episode_path
from saferl.policies import MlpPolicy, load_policy
from tests.editors.bases import Slope


def half_right() -> EditedPolicy:
    """Proposes 0.75 of [0, 1] always; edits by -0.25 a component where it observes more than 0."""
    base = MlpPolicy(
        observation_space=Slope.observation_space,
        action_space=Slope.action_space,
        layers=((np.zeros((1, 1), np.float32), np.full(1, 0.5, np.float32)),),
        mean=np.zeros(1),
        scale=np.ones(1),
    )
    # two steep ramps make a step: 0 for x <= 0, 1 beyond
    ramps = np.array([[100, 0, 0], [100, 0, 0]], np.float32), np.array([0.0, -1.0], np.float32)
    size = float(np.arctanh(0.25))
    return EditedPolicy(
        base=base,
        layers=(ramps, (np.array([[-size, size]], np.float32), np.zeros(1, np.float32))),
        mean=np.zeros(1),
        scale=np.full(1, 10.0),
        constraints=(task_cost(2.0),),
        prices=np.zeros(1),
    )


def test_reports_and_records_agree_on_what_was_edited() -> None:
    report = evaluate(half_right(), Slope, episodes=6, record=6)
    for i, episode in enumerate(report.recordings):
        edited = episode.observation[: len(episode), 0] > 0.0
        np.testing.assert_array_equal(episode.edited, edited)
        assert report.edited[i] == edited.mean()
        # a change by 0.25 of a range of 1 is half of half the range
        assert report.edit_size[i] == pytest.approx(0.5 * edited.mean(), rel=1e-3)
        np.testing.assert_allclose(episode.proposal, 0.75, atol=1e-6)
        np.testing.assert_allclose(episode.executed[:, 0], np.where(edited, 0.5, 0.75), atol=1e-3)
    assert 0.2 < report.edited.mean() < 0.8


def test_a_path_shows_the_edits_of_an_edited_policy() -> None:
    pytest.importorskip("matplotlib")
    base = load_policy("zoo:SafetyPointGoal1-v0/ppo")
    ahead = np.zeros((1, 63), np.float32)
    ahead[0, [28, 29, 30, 41, 42, 43]] = 1.0  # the hazards' lidar, in front
    policy = EditedPolicy(
        base=base,
        layers=(
            (ahead, np.full(1, -3.0, np.float32)),
            (np.array([[-2.0], [1.0]], np.float32), np.zeros(2, np.float32)),
        ),
        mean=np.zeros(60),
        scale=np.ones(60),
        constraints=(task_cost(25.0),),
        prices=np.zeros(1),
    )
    report = evaluate(policy, "SafetyPointGoal1-v0", episodes=1, record=1)
    (episode,) = report.recordings
    assert 0 < episode.edited.sum() < len(episode)
    (axes,) = episode_path(episode).axes
    path = episode.poses[:, episode.pose_names.index("agent"), :2]
    marks = [np.asarray(group.get_offsets()) for group in axes.collections]
    assert any(np.array_equal(mark, path[episode.edited]) for mark in marks)
    words = [text.get_text() for text in axes.get_legend().get_texts()]
    assert "edited" in words

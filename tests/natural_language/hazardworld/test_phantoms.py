"""Masks beside the text's: shown, charged for, and never more than a patch."""

from __future__ import annotations

import numpy as np
import pytest

from natural_language.hazardworld import HazardWorldVectorEnv, layout, sentences
from natural_language.hazardworld.beliefs import Belief, features
from natural_language.hazardworld.conditioned import ConditionedVectorEnv
from natural_language.hazardworld.phantoms import Phantoms
from natural_language.hazardworld.sight import OWN, UNKNOWN
from natural_language.hazardworld.truth import TrueInterpreter
from saferl.errors import InputError

RELATIONAL = sentences("train", "relational")[::60]


def test_a_share_of_episodes_has_a_patch_away_from_the_start() -> None:
    n = 400
    rows, phantoms = np.arange(n), Phantoms(n, share=0.5)
    start = np.full(n, 6 * 13 + 6)
    phantoms.begin(rows, rows, np.zeros(n, dtype=int), start)
    around = np.tile(np.arange(99).reshape(9, 11), (n, 1, 1))
    around[:, OWN[0], OWN[1]] = start
    said = phantoms.believe(rows, np.ones((n, 9, 11), dtype=np.int8), around, False)
    assert said.mask.shape == (n, 1, 9, 11)
    assert 0.35 < said.mask.any(axis=(1, 2, 3)).mean() < 0.55
    assert not said.mask[:, 0, OWN[0], OWN[1]].any()
    assert 0.4 < (said.left == 0).mean() < 0.6
    assert set(np.unique(said.left)) == {0, 1, 2, 3, 4, 5}
    unseen = phantoms.believe(rows, np.full((n, 9, 11), UNKNOWN, dtype=np.int8), around, False)
    assert not unseen.mask.any()


def test_phantoms_are_charged_beside_the_true_cost() -> None:
    costs = {}
    for share in (0.0, 1.0):
        game = HazardWorldVectorEnv(RELATIONAL, 32, seed=0)
        truth = TrueInterpreter(RELATIONAL, 32)
        env = ConditionedVectorEnv(game, truth, budget=0.1, interpreted_costs=False, phantoms=share)
        env.reset(seed=0)
        generator = np.random.default_rng(0)
        charged, true = 0.0, 0.0
        for _ in range(100):
            infos = env.step(generator.choice(3, size=32, p=[0.2, 0.2, 0.6]))[4]
            charged, true = charged + infos["costs"].sum(), true + infos["cost"].sum()
            assert (infos["costs"][:, 0] >= infos["cost"]).all()
        costs[share] = charged, true
    assert costs[0.0][0] == costs[0.0][1] == costs[1.0][1]
    assert costs[1.0][0] > costs[1.0][1] + 50


def test_some_games_of_training_begin_in_breach_near_where_they_would_not() -> None:
    rows = np.arange(300)
    straight, astray = (HazardWorldVectorEnv(RELATIONAL, 300, stray=s) for s in (0.0, 1.0))
    breaches = []
    for env in (straight, astray):
        env.reset(seed=0)
        judged = env.monitor.step(env.board.signals()).cost
        breaches.append(judged[rows, env.deck.which[env.chosen, 0]].mean())
    assert breaches[0] < 0.05
    assert 0.15 < breaches[1] < 0.6
    squares = np.array([divmod(p, 13) for p in straight.board.position])
    moved = np.array([divmod(p, 13) for p in astray.board.position])
    assert 0 < np.abs(squares - moved).sum(axis=1).max() <= 3
    assert (astray.board.squares == straight.board.squares).all()
    with pytest.raises(InputError, match="stray"):
        HazardWorldVectorEnv(RELATIONAL, 2, stray=2.0)


def test_the_way_out_is_told_by_steps() -> None:
    sight = np.ones((1, 9, 11), dtype=np.int8)
    mask = np.ones((1, 1, 9, 11), dtype=bool)
    mask[0, 0, OWN[0], OWN[1] - 3] = False  # three steps ahead nothing costs
    shown = features(sight, Belief(mask, np.array([[0.0]]), np.array([[False]])))
    # from here, ahead, to the right, behind, to the left; of eight
    assert (shown[0, -12:-7] * 8).tolist() == [3, 2, 4, 4, 4]
    freely = features(sight, Belief(mask, np.array([[2.0]]), np.array([[False]])))
    assert (freely[0, -12:-7] == 0).all()
    assert (freely[0, -7:-2] * 8).tolist() == [3, 2, 4, 4, 4]


def test_patches_lie_together() -> None:
    squares = layout.patches(np.arange(50), np.zeros(50, dtype=int), 10, np.full(50, 20))
    grid = squares.reshape(50, 13, 13)
    beside = (grid[:, 1:] & grid[:, :-1]).sum() + (grid[:, :, 1:] & grid[:, :, :-1]).sum()
    assert squares.sum(axis=1).tolist() == [20] * 50
    assert beside > 1.3 * 50 * 20 * 2 * 20 / 121  # than squares thrown anywhere

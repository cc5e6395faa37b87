"""What agents remember of what they saw, against the boards they walk on."""

from __future__ import annotations

import numpy as np

from natural_language.hazardworld import HazardWorldVectorEnv, sentences
from natural_language.hazardworld.sight import CELLS, NOTHING, OWN, UNKNOWN, Recollection


def test_what_is_remembered_is_what_lies_there() -> None:
    """Turned, moved and stopped by walls: every remembered square is the board's own."""
    n = 12
    env = HazardWorldVectorEnv(sentences("train")[::200], n, autoreset="disabled")
    env.reset(seed=0)
    rows, memory, did = np.arange(n), Recollection(n), None
    generator = np.random.default_rng(0)
    behind = 0
    for _ in range(150):
        sight = memory.look(rows, env.board.view, did).reshape(n, CELLS)
        around = env.board.around.reshape(n, CELLS)
        true = np.where(around >= 0, np.take_along_axis(env.board.squares, around, axis=1), 0)
        known = sight != UNKNOWN
        assert (sight[known] == true[known]).all()
        behind += int(known.reshape(n, 9, 11)[:, :, OWN[1] + 1 :].sum())
        did = generator.choice(3, size=n, p=[0.2, 0.2, 0.6])
        env.board.move(did)
    assert behind > 10_000


def test_a_new_episode_begins_with_nothing_remembered() -> None:
    memory = Recollection(2)
    view = np.full((2, 7, 7), 2, dtype=np.int8)
    memory.look(np.arange(2), view)
    memory.begin(np.array([1]))
    sight = memory.look(np.arange(2), view, np.array([0, NOTHING]))  # the first has turned about
    assert (sight[0] != UNKNOWN).sum() > (sight[1] != UNKNOWN).sum()
    assert (sight[1] != UNKNOWN).sum() == 49

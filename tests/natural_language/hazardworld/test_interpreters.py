"""What interpreters say of the squares in sight, against the monitors that judge."""

from __future__ import annotations

import numpy as np

from natural_language.hazardworld import HazardWorldVectorEnv
from natural_language.hazardworld.meanings import MEANINGS
from natural_language.hazardworld.missions import Mission
from natural_language.hazardworld.reading_agent import ParsedInterpreter
from natural_language.hazardworld.truth import TrueInterpreter
from saferl.wording import describe

MISSIONS = tuple(Mission(describe(m.constraint), m.kind, (m.constraint,)) for m in MEANINGS)


def test_truth_and_monitors_agree_on_every_meaning_and_square() -> None:
    """Two independent ways: worked out from the forms, and asked of forked monitors."""
    n = len(MISSIONS)
    known = {mission.text: mission.constraints for mission in MISSIONS}
    env = HazardWorldVectorEnv(MISSIONS, n, autoreset="disabled")
    env.reset(seed=0, options={"missions": np.arange(n)})
    rows = np.arange(n)
    truth, asked = TrueInterpreter(MISSIONS, n), ParsedInterpreter(n, reader=known.__getitem__)
    for one in (truth, asked):
        one.begin(rows, env.texts(rows))
    generator = np.random.default_rng(0)
    masked = 0
    for turn in range(80):
        view = env.board.view
        true, said = (one.believe(rows, view, turn > 0) for one in (truth, asked))
        assert (true.mask == said.mask).all()
        assert (true.left == said.left).all()
        assert (true.visits == said.visits).all()
        assert (truth.excess == asked.excess).all()
        masked += int(true.mask.sum())
        env.play(generator.choice(3, size=n, p=[0.2, 0.2, 0.6]))
    assert masked > 1000

"""What interpreters say of the squares in sight, against the monitors that judge."""

from __future__ import annotations

import numpy as np

from natural_language.hazardworld import HazardWorldVectorEnv
from natural_language.hazardworld.meanings import MEANINGS
from natural_language.hazardworld.missions import Mission
from natural_language.hazardworld.reading_agent import ParsedInterpreter
from natural_language.hazardworld.sight import Recollection
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
    memory, did = Recollection(n), None
    masked = 0
    for turn in range(80):
        sight = memory.look(rows, env.board.view, did)
        true, said = (one.believe(rows, sight, turn > 0) for one in (truth, asked))
        assert (true.mask == said.mask).all()
        assert (true.left == said.left).all()
        assert (true.visits == said.visits).all()
        assert (truth.excess == asked.excess).all()
        masked += int(true.mask.sum())
        did = generator.choice(3, size=n, p=[0.2, 0.2, 0.6])
        env.play(did)
    assert masked > 1000


def test_agents_with_other_constraints_do_not_disturb_each_other() -> None:
    """In a crowd, some of it beginning anew with what nobody was asked, each believes as alone."""
    kinds = {"a": MISSIONS[3], "b": MISSIONS[20], "c": MISSIONS[45], "d": MISSIONS[50]}
    known = {name: mission.constraints for name, mission in kinds.items()}
    known["both"] = known["a"] + known["d"]
    texts = ["a", "b", "both", "c"]
    env = HazardWorldVectorEnv(list(kinds.values()), 4, autoreset="disabled")
    env.reset(seed=3)
    crowd = ParsedInterpreter(4, reader=known.__getitem__)
    alone = [ParsedInterpreter(1, reader=known.__getitem__) for _ in texts]
    generator = np.random.default_rng(1)
    everyone = np.arange(4)
    crowd.begin(everyone[:3], texts[:3])
    crowd.begin(everyone[3:], texts[3:])
    for i, one in enumerate(alone):
        one.begin(np.zeros(1, dtype=int), [texts[i]])
    memory, did, moved = Recollection(4), None, False
    for turn in range(60):
        if turn == 30:  # one begins anew, with something that nobody was asked yet
            crowd.begin(everyone[:1], ["d"])
            alone[0].begin(np.zeros(1, dtype=int), ["d"])
        sight = memory.look(everyone, env.board.view, did)
        said = crowd.believe(everyone, sight, moved)
        for i, one in enumerate(alone):
            lone = one.believe(np.zeros(1, dtype=int), sight[i : i + 1], moved)
            count = lone.mask.shape[1]
            assert (said.mask[i, :count] == lone.mask[0]).all()
            assert not said.mask[i, count:].any()
            assert (said.left[i, :count] == lone.left[0]).all()
            assert crowd.excess[i] == one.excess[0]
        moved = True
        did = generator.choice(3, size=4, p=[0.2, 0.2, 0.6])
        env.play(did)

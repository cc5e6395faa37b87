"""Training, files, evaluation and the command, on runs far too short to be any good."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from natural_language.hazardworld import (
    HazardWorldVectorEnv,
    Mission,
    pairs,
    sentences,
    training,
)
from natural_language.hazardworld.agents import ConditionedAgent, RandomAgent, drawn
from natural_language.hazardworld.beliefs import FEATURES, Allowance, Belief, features
from natural_language.hazardworld.conditioned import ConditionedVectorEnv
from natural_language.hazardworld.evaluation import evaluate
from natural_language.hazardworld.fusion import FusedVectorEnv, FusionPolicy
from natural_language.hazardworld.interpreter_training import (
    score_interpreter,
    train_interpreter,
)
from natural_language.hazardworld.learned import LearnedInterpreter, Reader
from natural_language.hazardworld.meanings import Meaning
from natural_language.hazardworld.reading_agent import ParsedInterpreter, read
from natural_language.hazardworld.runs import Run
from natural_language.hazardworld.sight import Recollection
from natural_language.hazardworld.sittings import Games, InterpreterConfig
from natural_language.hazardworld.training import PolicyConfig, policy_trainer, train_policy
from natural_language.hazardworld.truth import TrueInterpreter
from natural_language.hazardworld.words import Vocabulary
from saferl.commands import main
from saferl.constraints import AtMost, Constraint, Contact
from saferl.errors import CheckpointError, InputError

#: Never counted: what an interpreter believes that read its text wrong.
FAR_OFF = Constraint("far off", AtMost(1000, Contact("lava"), count="steps"))
TINY = PolicyConfig(num_envs=8, unroll=16, minibatch=64, epochs=1, hidden=(8,))
NAMES = ("unconstrained", "transfer-unconstrained")
SMALL = InterpreterConfig(num_envs=16, updates=3, turns=4, hidden=8)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return train_interpreter(sentences("train"), config=SMALL, seed=0)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A run of all learners, of one update each."""
    made = Run(tmp_path_factory.mktemp("run"))
    made.train_interpreter(seed=0, config=SMALL)
    for learner in ("conditioned", "fusion", "unconstrained"):
        assert made.train(learner, seed=0, steps=128, config=TINY)
    return made


def test_an_interpreter_learns_what_one_sentence_forbids() -> None:
    lava = Meaning("visits", "lava", 2)
    missions = [Mission("touch lava at most twice", lava.kind, (lava.constraint,))]
    config = InterpreterConfig(num_envs=16, updates=80, turns=4, hidden=16, learning_rate=1e-2)
    learned = train_interpreter(missions, config=config, seed=0)
    score = score_interpreter(lambda n: LearnedInterpreter(learned, n), missions * 20, seed=1)
    assert score.f1 > 0.9
    assert score.threshold == 1.0


def test_an_interpreter_learns_what_a_touch_long_ago_forbids_and_frees() -> None:
    orders = {"no lava after water": "after", "no lava before water": "before"}
    missions = []
    for text, form in orders.items():
        meaning = Meaning(form, "lava", first="water")  # type: ignore[arg-type]
        missions.append(Mission(text, meaning.kind, (meaning.constraint,)))
    config = InterpreterConfig(num_envs=32, updates=120, turns=16, hidden=16, learning_rate=1e-2)
    learned = train_interpreter(missions, config=config, seed=0)
    for mission in missions:
        score = score_interpreter(lambda n: LearnedInterpreter(learned, n), [mission] * 20, seed=1)
        assert score.f1 > 0.9, mission.text


def test_games_to_learn_from_show_that_a_touch_changes_what_is_forbidden() -> None:
    missions = sentences("train", "sequential")
    _, seen, masks = Games(missions, 64, turns=32, seed=0).play()
    assert seen.shape == (32, 64, 8, 9, 11)
    assert masks.shape == (32, 64, 9, 11)
    forbidding = masks.flatten(2).any(dim=2)  # (32, 64)
    changed = forbidding.any(dim=0) & ~forbidding[-8:].any(dim=0)  # released
    changed |= ~forbidding[:8].any(dim=0) & forbidding.any(dim=0)  # begun
    assert changed.float().mean() > 0.3


def test_the_truth_scores_full_marks_and_so_does_the_parser_where_it_reads() -> None:
    missions = sentences("train", "sequential")[::25]
    score = score_interpreter(lambda n: TrueInterpreter(missions, n), missions, seed=0)
    assert (score.f1, score.threshold) == (1.0, 1.0)
    plain = [mission for mission in missions if read(mission.text) is not None]
    assert len(plain) > 0.7 * len(missions)
    assert score_interpreter(ParsedInterpreter, plain, seed=0, turns=15).f1 == 1.0


def test_readers_come_back_from_their_files(reader: Reader, tmp_path: Path) -> None:
    reader.save(tmp_path / "reader.safetensors")
    again = Reader.load(tmp_path / "reader.safetensors")
    missions = sentences("wording")[::20]
    rows = np.arange(len(missions))
    env = HazardWorldVectorEnv(missions, len(missions), seed=0)
    env.reset(options={"missions": rows})
    beliefs = []
    for one in (reader, again):
        interpreter = LearnedInterpreter(one, len(missions))
        interpreter.begin(rows, env.texts(rows))
        sight = Recollection(len(missions)).look(rows, env.board.view)
        beliefs.append(interpreter.believe(rows, sight, False))
    assert (beliefs[0].mask == beliefs[1].mask).all()
    assert (beliefs[0].left == beliefs[1].left).all()
    with pytest.raises(CheckpointError):
        FusionPolicy.load(tmp_path / "reader.safetensors")


def test_training_goes_on_bit_for_bit_after_a_pause(tmp_path: Path) -> None:
    missions = sentences("train")

    def interpreter() -> TrueInterpreter:
        return TrueInterpreter(missions, TINY.num_envs)

    whole = policy_trainer("conditioned", missions, interpreter=interpreter(), config=TINY)
    assert not train_policy(whole, 512, tmp_path / "pause", seconds=0.0)
    resumed = policy_trainer(
        "conditioned", missions, interpreter=interpreter(), config=TINY, resume=tmp_path / "pause"
    )
    assert 0 < resumed.steps == whole.steps < 512
    for trainer in (whole, resumed):
        assert train_policy(trainer, 512)
    for one, other in zip(whole.policy.layers, resumed.policy.layers, strict=True):
        assert (one[0] == other[0]).all()


def test_what_was_trained_is_kept_when_training_is_interrupted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "_SITTING", 256)
    trainer = policy_trainer("unconstrained", sentences("train")[:20], config=TINY)

    def interrupt(statistics: object) -> None:
        if trainer.steps > 512:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train_policy(trainer, 1024, tmp_path / "kept", callback=interrupt)
    kept = policy_trainer(
        "unconstrained", sentences("train")[:20], config=TINY, resume=tmp_path / "kept"
    )
    assert kept.steps == 512


def test_allowances_count_visits_and_turns() -> None:
    here = np.arange(2)
    allowance = Allowance(2)
    allowance.begin(here, np.array([[1.0], [1.0]]), np.array([[True], [False]]))
    on = np.zeros((2, 1, 9, 11), dtype=bool)
    on[:, :, 4, 6] = True
    excess = []
    for mask in (on, on, ~on, on):
        allowance.count(here, mask, True)
        excess.append(allowance.excess.tolist())
    # visits: the second entering; turns: the second turn already
    assert excess == [[0, 0], [0, 1], [0, 0], [1, 1]]


def test_features_unite_the_masks_of_several_constraints() -> None:
    view = np.ones((1, 9, 11), dtype=np.int8)
    mask = np.zeros((1, 2, 9, 11), dtype=bool)
    mask[0, 0, 0, 0] = mask[0, 1, 1, 1] = True
    shown = features(view, Belief(mask, np.array([[0.0, 2.0]]), np.array([[False, True]])))
    assert shown.shape == (1, FEATURES)
    cells = shown[0, :-12].reshape(-1, 9, 11)
    assert np.argwhere(cells[-2]).tolist() == [[0, 0]]
    assert np.argwhere(cells[-1]).tolist() == [[1, 1]]
    assert shown[0, -2:].tolist() == pytest.approx([0.4, 1.0])


def test_what_training_charges_is_what_the_interpreter_believes() -> None:
    missions = sentences("train")[::50]
    game = HazardWorldVectorEnv(missions, 16, seed=0)
    env = ConditionedVectorEnv(game, TrueInterpreter(missions, 16), budget=0.1)
    env.reset()
    generator = np.random.default_rng(0)
    charged = true = 0.0
    for _ in range(300):
        infos = env.step(generator.choice(3, size=16, p=[0.2, 0.2, 0.6]))[4]
        charged, true = charged + infos["costs"].sum(), true + infos["cost"].sum()
        assert (infos["costs"][:, 0] <= infos["cost"]).all()  # tiles behind it are out of sight
    assert 0.8 * true < charged <= true


def test_a_policy_is_charged_the_truth_unless_asked_otherwise() -> None:
    missions = sentences("train", "relational")[::50]
    for asked, charged in ((None, "true"), (True, "believed")):
        config = TINY if asked is None else replace(TINY, interpreted_costs=asked)
        blind = ParsedInterpreter(config.num_envs, reader=lambda text: (FAR_OFF,))
        trainer = policy_trainer("conditioned", missions, interpreter=blind, config=config)
        trainer.env.reset(seed=0)
        generator = np.random.default_rng(0)
        costs, true = 0.0, 0.0
        for _ in range(100):
            infos = trainer.env.step(generator.integers(3, size=config.num_envs))[4]
            costs, true = costs + infos["costs"].sum(), true + infos["cost"].sum()
        assert true > 0.0
        assert costs == (true if charged == "true" else 0.0)


def test_fusion_sees_words_and_what_it_touched() -> None:
    missions = sentences("train")[::50]
    words = Vocabulary.of(mission.text for mission in missions)
    env = FusedVectorEnv(HazardWorldVectorEnv(missions, 4, seed=0), words, budget=0.1)
    seen, _ = env.reset()
    assert seen.shape == env.observation_space.shape
    assert (seen[:, -24:] == words.encode([m.text for m in env.game.missions])).all()


def test_agents_play_the_same_episodes_whoever_plays_beside_them() -> None:
    missions = sentences("wording")[::12]
    whole = evaluate(lambda n: RandomAgent(), missions)
    part = evaluate(lambda n: RandomAgent(), missions[:5])
    assert whole.returns[:5].tolist() == part.returns.tolist()
    assert whole.excess[:5].tolist() == part.excess.tolist()
    assert set(whole.of("relational").missions) <= {m for m in missions if m.kind == "relational"}


def test_refused_texts_are_obeyed_with_caution_or_by_the_fallback(reader: Reader) -> None:
    refused = Mission("be nice to the frogs", "budgetary", sentences("train")[0].constraints)
    env = HazardWorldVectorEnv([refused], 3, seed=0)
    env.reset()
    rows = np.arange(3)
    cautious = ParsedInterpreter(3)
    cautious.begin(rows, env.texts(rows))
    sight = Recollection(3).look(rows, env.board.view)
    tiles = (sight >= 2) & (sight <= 4)
    assert (cautious.believe(rows, sight, False).mask.any(axis=1) == tiles).all()
    assert cautious.refused == {refused.text}
    learned = LearnedInterpreter(reader, 3)
    asking = ParsedInterpreter(3, fallback=LearnedInterpreter(reader, 3))
    for one in (learned, asking):
        one.begin(rows, env.texts(rows))
    expected = learned.believe(rows, sight, False)
    assert (asking.believe(rows, sight, False).mask == expected.mask).all()


def test_actions_are_drawn_in_proportion() -> None:
    odds = np.tile([0.2, 0.5, 0.3], (10_000, 1))
    actions = drawn(odds, np.random.default_rng(0).random(10_000))
    assert np.bincount(actions) / 10_000 == pytest.approx([0.2, 0.5, 0.3], abs=0.02)


def test_every_agent_of_a_run_plays_one_and_two_constraints(run: Run) -> None:
    missions = sentences("wording")[::60]
    for name in ("learned", "parser", "parser+learned", "fusion", "unconstrained", "random"):
        for given in (missions, pairs(missions, 4)):
            made = run.agent(name, constraints=len(given[0].constraints))
            outcome = evaluate(made, given)
            assert (outcome.turns <= 200).all()
            assert (outcome.returns <= 6).all()
    assert isinstance(run.agent("parser")(2), ConditionedAgent)
    with pytest.raises(InputError, match="did you mean 'fusion'"):
        run.agent("fushion")


def test_the_command_evaluates_and_draws(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("matplotlib")
    folder = str(run.folder)
    words = ["hazardworld", "evaluate", "--run", folder, "--agents", "parser,random,ceiling"]
    words += ["--label", "untrained", "--no-guarded"]
    out = tmp_path / "figures.json"
    assert main([*words, "--episodes", "4", "--readers", "--out", str(out)]) == 0
    assert "relational" in capsys.readouterr().out
    document = json.loads(out.read_text())
    agents = {line["agent"]: line for line in document["agents"]}
    assert set(agents) == {"parser (untrained)", "random", "ceiling"}
    assert agents["ceiling"]["excess"] == 0.0
    assert {line["task"] for line in document["agents"]} >= {"two at once", "budgetary"}
    assert document["readers"]
    picture = tmp_path / "episode.png"
    text = "stay two squares away from lava"
    assert main(["hazardworld", "show", text, "--run", folder, "--out", str(picture)]) == 0
    assert picture.stat().st_size > 10_000


def test_the_command_trains_and_goes_on(tmp_path: Path) -> None:
    words = ["hazardworld", "train", "--out", str(tmp_path), "--learners", "unconstrained"]
    assert main([*words, "--steps", "1", "--quiet"]) == 0
    first = (tmp_path / "unconstrained.safetensors").read_bytes()
    assert main([*words, "--steps", "5000", "--quiet"]) == 0
    assert (tmp_path / "unconstrained.safetensors").read_bytes() != first


def test_the_command_trains_on_another_reward_and_evaluates_that(tmp_path: Path) -> None:
    folder = str(tmp_path / "run")
    words = ["hazardworld", "train", "--out", folder, "--learners", "unconstrained", "--quiet"]
    words += ["--num-envs", "8", "--unroll", "16", "--minibatch", "64"]
    assert main([*words, "--steps", "256", "--transfer-steps", "512"]) == 0
    run = Run(folder)
    assert run.has("unconstrained")
    assert run.has("transfer-unconstrained")
    before, after = (run.path(name).read_bytes() for name in NAMES)
    assert before != after
    out = tmp_path / "figures.json"
    words = ["hazardworld", "evaluate", "--run", folder, "--agents", "unconstrained"]
    assert main([*words, "--episodes", "4", "--out", str(out)]) == 0
    tasks = [line["task"] for line in json.loads(out.read_text())["agents"]]
    assert tasks[-2:] == ["transfer, as trained", "transfer, trained on"]


def test_wrong_names_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["hazardworld", "evaluate", "--agents", "parsr"]) == 2
    assert "parser" in capsys.readouterr().err
    assert main(["hazardworld", "show", "be nice", "--out", "x.png"]) == 2
    assert "refused" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("train --out X --steps -5", "at least 1"),
        ("evaluate --episodes 0", "at least 1"),
        ("evaluate --agents random --out nowhere/figures.json", "no folder"),
        ("show lava --out nowhere/x.png", "no folder"),
        ("train --out x --initial -1", "initial is -1"),
        ("train --out x --phantoms 2", "phantoms is 2"),
        ("train --out x --epochs 0", "epochs"),
        ("train --out /dev/null/x", "cannot be made a folder"),
        ("show lava --out x.pdf", "no .png"),
        ("card nothing.json", "no figures"),
        ("evaluate --run nowhere --agents random,fusion --episodes 4", "no checkpoint"),
    ],
)
def test_bad_input_is_told_before_any_work(
    words: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["hazardworld", *words.split()]) == 2
    captured = capsys.readouterr()
    assert said in captured.err
    assert not captured.out


def test_a_policy_of_another_kind_of_agent_is_told(run: Run, tmp_path: Path) -> None:
    other = Run(tmp_path)
    other.path("conditioned").write_bytes(run.path("unconstrained").read_bytes())
    with pytest.raises(CheckpointError, match="train it anew"):
        other.agent("parser")


def test_a_policy_is_not_trained_without_its_interpreter(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no interpreter"):
        Run(tmp_path).train("conditioned", seed=0, steps=100)


def test_the_policy_that_ships_obeys_what_the_parser_reads() -> None:
    texts = ["never step on lava", "touch water at most once", "no grass before water"]
    missions = []
    for text in texts:
        constraints = read(text)
        assert constraints is not None
        missions += [Mission(text, "budgetary", constraints)] * 8
    outcome = evaluate(Run().agent("parser"), missions)
    assert outcome.excess.mean() < 0.3
    assert outcome.returns.mean() > 3.0
    nobody = evaluate(lambda n: RandomAgent(), missions)
    assert nobody.excess.mean() > 3.0

"""``saferl shield`` and ``saferl audit``: what they write and print, and one clear error each."""

import json

import gymnasium
import numpy as np
import pytest

import saferl
from lookahead.alone import play_parts, without_policy
from lookahead.calibration_branches import branch_outcomes
from lookahead.certificate import Certificate
from saferl.commands import main
from saferl.evaluation import Report
from tests.lookahead.small_shield import PPO, TASK, ppo, small_shield


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """A shield, a policy behind it, and the log of 25 of its steps."""
    folder = tmp_path_factory.mktemp("shield")
    small_shield().save(folder / "shield.safetensors")
    attach = ["shield", "attach", PPO, "--shield", str(folder / "shield.safetensors")]
    attach += ["--fallback", f"zoo:{TASK}/ppo-lagrangian", "--safe-action=-0.5,0", "--risk", "0.07"]
    assert main([*attach, "--out", str(folder / "shielded.safetensors")]) == 0
    logged = small_shield().attach(
        ppo(),
        fallback=saferl.load_policy(f"zoo:{TASK}/ppo-lagrangian"),
        safe_action=[-0.5, 0.0],
        audit=folder / "log.jsonl",
    )
    env = saferl.make_vec(TASK, num_envs=2, autoreset="disabled")
    observation, _ = env.reset(seed=[5, 6])
    session = logged.session(2)
    for _ in range(25):
        observation = env.step(session(observation))[0]
    env.close()
    return folder


def run(capsys, *words):
    code = main([str(word) for word in words])
    return code, capsys.readouterr()


def test_attach_writes_a_policy_that_loads_with_its_settings(files):
    policy = saferl.load_policy(files / "shielded.safetensors")
    np.testing.assert_allclose(policy.safe_action, [-0.5, 0.0])
    assert policy.fallback is not None
    assert 0.0699999 < policy.shield.config.risk < 0.07  # 0.07 itself is refused
    assert policy.level_names[0] == "proposal"


def test_audit_summarises_and_replays(files, capsys):
    code, said = run(capsys, "audit", files / "log.jsonl")
    assert code == 0
    assert "50 decisions in 2 episodes" in " ".join(said.out.split())
    code, said = run(capsys, "audit", files / "log.jsonl", "--json")
    assert json.loads(said.out)["decisions"] == 50
    shielded = files / "shielded.safetensors"
    code, said = run(capsys, "audit", files / "log.jsonl", "--replay", shielded)
    assert code == 0
    assert "all 50 decisions are the same" in said.out


def test_a_replay_that_differs_exits_with_1(files, tmp_path, capsys):
    lines = (files / "log.jsonl").read_text().splitlines()
    changed = json.loads(lines[5])
    lines[5] = json.dumps(changed | {"action": [0.9, 0.9], "level": 4})
    (tmp_path / "log.jsonl").write_text("\n".join(lines))
    shielded = files / "shielded.safetensors"
    code, said = run(capsys, "audit", tmp_path / "log.jsonl", "--replay", shielded)
    assert code == 1
    assert "1 of 50 decisions differ" in said.out


def test_an_export_replays_the_same_log(files, tmp_path, capsys):
    pytest.importorskip("onnx")
    exported = tmp_path / "deployed.safetensors"
    shielded = files / "shielded.safetensors"
    assert run(capsys, "shield", "export", shielded, "--out", exported)[0] == 0
    code, said = run(capsys, "audit", files / "log.jsonl", "--replay", exported, "--json")
    assert code in (0, 1)  # actions may differ in their last bits
    assert json.loads(said.out)["decisions"] == 50
    assert json.loads(said.out)["model"] == json.loads(said.out)["logged_models"][0]


def changed_log(files, tmp_path, number, **fields):
    """The log with fields of one line changed, or left out where they are None."""
    lines = (files / "log.jsonl").read_text().splitlines()
    line = json.loads(lines[number - 1]) | fields
    lines[number - 1] = json.dumps({k: v for k, v in line.items() if fields.get(k, 0) is not None})
    (tmp_path / "changed.jsonl").write_text("\n".join(lines))
    return tmp_path / "changed.jsonl"


@pytest.mark.parametrize(
    ("number", "fields", "message"),
    [
        (5, {"level": None}, "line 5 of"),
        (5, {"level": 77}, "'level' is 77"),
        (5, {"faults": ["gremlin"]}, "'faults' is ['gremlin']"),
        (5, {"action": "abc"}, "'action' is abc"),
        (5, {"opening": "x"}, "'opening' is x"),
        (5, {"kind": "remark"}, "'kind' is remark"),
        (1, {"levels": 3}, "'levels' is 3"),
    ],
)
def test_an_altered_line_is_named(files, tmp_path, capsys, number, fields, message):
    log = changed_log(files, tmp_path, number, **fields)
    for words in (["audit", log], ["audit", log, "--replay", files / "shielded.safetensors"]):
        code, said = run(capsys, *words)
        assert code == 2
        assert message in said.err
        assert said.err.count("error:") == 1


def test_a_torn_last_line_is_left_out(files, tmp_path, capsys):
    torn = tmp_path / "torn.jsonl"
    torn.write_bytes((files / "log.jsonl").read_bytes()[:-100])
    code, said = run(capsys, "audit", torn)
    assert code == 0
    assert "49 decisions" in " ".join(said.out.split())
    code, said = run(capsys, "audit", torn, "--replay", files / "shielded.safetensors")
    assert code == 0
    assert "1 decisions cannot be replayed" in said.out
    assert "all 48 decisions are the same" in said.out


def test_certify_states_a_bound_and_exits_with_1_if_it_is_not_granted(tmp_path, capsys):
    path = tmp_path / "certificate.json"
    words = ["shield", "certify", PPO, "--episodes", 1, "--out", path]
    code, said = run(capsys, *words, "--budget", 1000, "--rate", 0.99)
    assert code == 0
    assert "granted" in said.out
    assert Certificate.load(path).bound == pytest.approx(0.95)
    code, said = run(capsys, *words, "--budget", 0, "--rate", 0.01)
    assert code == 1
    assert "not granted" in said.out


def test_certify_asks_for_what_the_shield_keeps_unless_told_otherwise(files, tmp_path, capsys):
    path = tmp_path / "certificate.json"
    words = ["shield", "certify", files / "shielded.safetensors", "--episodes", 1, "--out", path]
    assert run(capsys, *words)[0] in (0, 1)
    constraint = Certificate.load(path).constraint
    assert (constraint.name, constraint.budget) == ("cost", 0.0)


def test_a_report_sets_policy_and_shield_beside_each_of_them_alone(files, tmp_path, capsys):
    words = ["shield", "report", files / "shielded.safetensors", "--episodes", 2]
    words += ["--backup-episodes", 1, "--num-envs", 2, "--out", tmp_path]
    code, said = run(capsys, *words)
    assert code == 0
    for words in ("policy and shield", "policy alone", "fallback alone", "only a swap"):
        assert words in " ".join(said.out.split())
    reports = {path.stem: Report.load(path) for path in tmp_path.glob("*.json")}
    assert {name: one.episodes for name, one in reports.items()} == {
        "shielded": 2,
        "policy": 2,
        "backup": 1,
        "plans": 1,
    }


def test_alone_the_shield_executes_no_proposal():
    shielded = small_shield().attach(ppo())
    parts = play_parts(shielded, point_goal(40), seeds=[5, 6], num_envs=2, refused=True)
    named = ((parts.backup, "manoeuvres"), (parts.plans, "without"), (parts.refused, "refused"))
    for alone, imagined in named:
        assert imagined in alone.policy
        assert (alone.vetoed == 1.0).all()
    assert shielded.planner.act is not None
    assert without_policy(shielded).shielded.planner.act is None
    assert parts.own == 1.0 - parts.shielded.vetoed.mean()
    backup = parts.backup.level_names.index("backup")
    assert (parts.backup.levels[:, backup] == 1.0).all()
    alone = saferl.evaluate(ppo(), point_goal(40), seeds=[5, 6], num_envs=2)
    np.testing.assert_array_equal(parts.policy.returns, alone.returns)


def test_calibrate_prints_what_vetoes_were_worth(files, tmp_path, capsys):
    plot = tmp_path / "reliability.png"
    words = ["shield", "calibrate", files / "shielded.safetensors", "--episodes", 1]
    words += ["--every", 300, "--horizon", 3, "--drive", "policy", "--then", "fallback"]
    code, said = run(capsys, *words, "--json", "--plot", plot)
    document = json.loads(said.out)
    assert code == 0
    assert document["count"] <= 3
    assert set(document["vetoes_by_cause"]) == {"at risk", "ahead of time"}
    assert plot.stat().st_size > 1000


def point_goal(steps):
    """Short episodes of the task."""

    def make():
        return gymnasium.make(f"saferl/{TASK}", max_episode_steps=steps)

    return make


def test_branches_tell_false_from_missed_vetoes():
    policy = small_shield().attach(ppo())
    for then, drive in (("shield", "shield"), ("fallback", "policy"), ("policy", "policy")):
        found = branch_outcomes(
            policy, TASK, seeds=[11, 12], horizon=8, every=12, num_envs=2, then=then, drive=drive,
            max_episode_steps=20,
        )  # fmt: skip
        assert len(found) == 2 * 2  # at steps 6 and 18 of both episodes
        assert set(found.episode) == {11, 12}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["shield"], "VERB"),
        (["shield", "attach", PPO, "--shield", "no.safetensors", "--out", "x"], "no such file"),
        (["shield", "attach", PPO, "--shield", "{shield}", "--safe-action", "a", "--out", "x"],
         "not a list of numbers"),
        (["shield", "attach", PPO, "--shield", "{shield}", "--isolate", "--out", "x"],
         "deadline_ms"),
        (["shield", "attach", PPO, "--shield", "{shield}", "--deadline-ms", "-1", "--out", "x"],
         "deadline_ms is -1"),
        (["shield", "attach", PPO, "--shield", "{shield}", "--risk", "3", "--out", "x"],
         "above 0 and at most 1"),
        (["shield", "attach", "zoo:none/ppo", "--shield", "{shield}", "--out", "x"], "unknown"),
        (["shield", "certify", f"zoo:{TASK}/ppo"], "one event"),
        (["shield", "report", PPO], "not a shielded policy"),
        (["shield", "certify", "{shielded}", "--budget", "5", "--rate", "2"], "rate"),
        (["shield", "export", PPO, "--out", "x"], "not a shielded policy"),
        (["shield", "calibrate", PPO], "not a shielded policy"),
        (["shield", "fit", "--env", "SafetyPointGaol1-v0", "--out", "x"], "did you mean"),
        (["shield", "fit", "--env", "SafetyCarGoal1-v0", "--policy", PPO, "--steps", "100",
          "--out", "x"], "does not fit the task"),
        (["shield", "certify", "{shielded}", "--rate", "1e-9"], "more than 10,000,000 episodes"),
        (["shield", "certify", "{shielded}", "--first-seed=-3"], "the seed -3 is negative"),
        (["shield", "calibrate", "{shielded}", "--env", "SafetyCarGoal1-v0"],
         "does not fit the task"),
        (["shield", "calibrate", "{shielded}", "--episodes", "1", "--every", "5000"],
         "ended before the first try"),
        (["audit", "{log}", "--replay", "zoo:SafetyCarGoal1-v0/shielded"],
         "the log is of a policy for SafetyPointGoal1-v0"),
        (["audit", "no.jsonl"], "no such file"),
        (["audit", "{shield}"], "not an audit log"),
        (["audit", "{log}", "--replay", PPO], "not a shielded policy"),
    ],
)  # fmt: skip
def test_bad_input_is_one_clear_error_and_exit_code_2(files, capsys, words, message):
    names = {
        "shield": files / "shield.safetensors",
        "shielded": files / "shielded.safetensors",
        "log": files / "log.jsonl",
    }
    code, said = run(capsys, *(word.format(**names) for word in words))
    assert code == 2, said.err
    assert message in said.err
    assert said.err.count("error:") == 1
    assert "Traceback" not in said.err

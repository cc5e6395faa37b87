"""Deployment: the exported shield decides as the one it came from, and needs no torch for it."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import saferl
from lookahead import deployed
from lookahead.example import ACTED, OBSERVED
from lookahead.export import export, graph_of
from lookahead.planner import Level
from lookahead.shield import Shield
from lookahead.shielded_policy import ShieldedPolicy
from lookahead.world_model_flat import FlatModel
from saferl.constraints import task_cost
from saferl.errors import CheckpointError
from saferl.policies import MlpPolicy
from tests.lookahead.small_shield import TASK, ppo, small_shield

onnxruntime = pytest.importorskip("onnxruntime")
pytest.importorskip("onnx")
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def shielded():
    return small_shield().attach(ppo(), fallback=saferl.load_policy(f"zoo:{TASK}/ppo-lagrangian"))


@pytest.fixture(scope="module")
def exported(shielded, tmp_path_factory):
    path = tmp_path_factory.mktemp("deployed") / "shield.safetensors"
    export(shielded, path)
    return path


@pytest.fixture(scope="module")
def observations(shielded):
    """What a shielded agent sees over 40 steps of 6 episodes, starting nearer to hazards."""
    env = saferl.make_vec(TASK, num_envs=6, seed=5, autoreset="disabled")
    seen = [env.reset(seed=list(range(5, 11)))[0]]
    for _ in range(40):
        action = ppo().predict(seen[-1], deterministic=True)[0]
        seen.append(env.step(action)[0])
    env.close()
    return seen


def decisions(policy, observations):
    session = policy.session(len(observations[0]))
    made = []
    for observation in observations:
        session(observation)
        made.append(session.decision)
    return made


def test_an_exported_shield_decides_as_the_one_it_came_from(shielded, exported, observations):
    ours = decisions(shielded, observations)
    theirs = decisions(deployed.load(exported), observations)
    levels = np.array([decision.level for decision in ours])
    assert 0 < (levels == Level.PROPOSAL).mean() < 1
    assert all((decision.faults == 0).all() for decision in ours + theirs)
    np.testing.assert_array_equal(levels, [decision.level for decision in theirs])
    for one, other in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(one.action, other.action, atol=1e-4)
        np.testing.assert_allclose(one.risk, other.risk, atol=1e-3)


def test_it_is_a_policy_like_any_other(exported, shielded):
    policy = saferl.load_policy(exported)
    assert isinstance(policy, ShieldedPolicy)
    assert policy.shield.digest == shielded.shield.digest
    env = saferl.make_vec(TASK, num_envs=2, autoreset="disabled", max_episode_steps=30)
    report = saferl.evaluate(policy, env, seeds=[7, 8], name="deployed")
    env.close()
    assert report.level_names[0] == "proposal"
    np.testing.assert_allclose(report.levels.sum(axis=1), 1.0)


def test_it_needs_neither_torch_nor_the_simulation(exported, observations, tmp_path):
    np.save(tmp_path / "observations.npy", np.array(observations[:3]))
    code = f"""
import sys
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("torch", "mujoco", "safety_gymnasium", "onnx", "matplotlib"):
            raise ImportError(name + " is not here")
sys.meta_path.insert(0, Blocked())
import numpy as np
from lookahead import deployed
session = deployed.load({str(exported)!r}).session(6)
for observation in np.load({str(tmp_path / "observations.npy")!r}):
    action = session(observation)
assert not session.decision.faults.any(), session.decision.faults
np.save({str(tmp_path / "action.npy")!r}, action)
assert not {{"torch", "mujoco", "safety_gymnasium"}} & {{m.split(".")[0] for m in sys.modules}}
"""
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
    expected = decisions(deployed.load(exported), observations[:3])[-1].action
    np.testing.assert_array_equal(np.load(tmp_path / "action.npy"), expected)


def test_the_graph_is_the_network(shielded):
    motion = shielded.shield.model.motion
    graph = graph_of(motion.layers, "Tanh")
    runtime = onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"])
    inputs = np.random.default_rng(0).normal(size=(2, 3, 5, motion.layers[0][0].shape[1]))
    inputs = inputs.astype(np.float32)
    (out,) = runtime.run(None, {"inputs": inputs})
    np.testing.assert_allclose(out, motion.forward(inputs), rtol=1e-4, atol=1e-5)


def test_a_shield_over_plain_vectors_is_exported_too(tmp_path):
    random = np.random.default_rng(0)
    layers = [
        (random.normal(size=(3, a, b)).astype("f4") / np.sqrt(a), np.zeros((3, 1, b), "f4"))
        for a, b in ((3, 16), (16, 5))
    ]
    model = FlatModel(
        observation_space=OBSERVED,
        action_space=ACTED,
        constraints=(task_cost(0.0),),
        env_id=None,
        layers=tuple(layers),
        low=np.full(3, -2.0, "f4"),
        high=np.full(3, 2.0, "f4"),
        spread=np.ones(2, "f4"),
        manoeuvres=random.uniform(-1, 1, size=(3, 5, 1)).astype("f4"),
        familiar=10.0,
    )
    policy = MlpPolicy(
        observation_space=OBSERVED,
        action_space=ACTED,
        layers=((np.ones((1, 2), "f4"), np.zeros(1, "f4")),),
        mean=np.zeros(2),
        scale=np.ones(2),
    )
    shielded = Shield(model=model).attach(policy)
    export(shielded, tmp_path / "flat.safetensors")
    seen = random.uniform(-1, 1, size=(12, 4, 2))
    for one, other in zip(
        decisions(shielded, seen),
        decisions(deployed.load(tmp_path / "flat.safetensors"), seen),
        strict=True,
    ):
        assert not one.faults.any()
        np.testing.assert_array_equal(one.level, other.level)
        np.testing.assert_allclose(one.action, other.action, atol=1e-4)


def test_one_thread_only(exported):
    runtime = deployed.load(exported).shield.model.motion.runtime
    assert runtime.get_session_options().intra_op_num_threads == 1
    assert runtime.get_session_options().inter_op_num_threads == 1


def test_what_is_no_exported_shield_is_refused(exported, shielded, tmp_path):
    shielded.save(tmp_path / "shielded.safetensors")
    with pytest.raises(CheckpointError, match="deployed-shield"):
        deployed.load(tmp_path / "shielded.safetensors")
    (tmp_path / "torn.safetensors").write_bytes(exported.read_bytes()[:5000])
    with pytest.raises(CheckpointError, match="truncated"):
        deployed.load(tmp_path / "torn.safetensors")

"""Edited policies as ONNX files: the same actions, without torch, whatever the base."""

from __future__ import annotations

import itertools
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from gymnasium import spaces

from editors import EditedPolicy
from editors.gate import Gate
from editors.onnx_export import export_onnx
from editors.price_curve import PriceCurve
from editors.seditor_policy import SafetyEditorPolicy
from saferl import load_policy
from saferl.constraints import Constraint, Contact, Never, task_cost
from saferl.errors import InputError
from tests.editors.bases import ACTED, OBSERVED, counting_base, mlp_base

onnx = pytest.importorskip("onnx")
onnxruntime = pytest.importorskip("onnxruntime")
SOURCE = np.random.default_rng(0)
HALF = 0.5 * (ACTED.high - ACTED.low)


def layers(*sizes: int, seed: int = 1, gain: float = 0.5):
    source = np.random.default_rng(seed)
    return tuple(
        (
            (gain * source.normal(size=(b, a))).astype(np.float32),
            source.normal(size=b).astype(np.float32),
        )
        for a, b in itertools.pairwise(sizes)
    )


def edited(base, **changes) -> EditedPolicy:
    flat, actions = int(np.prod(base.observation_space.shape)), base.action_space.shape[0]
    parts = {
        "base": base,
        "layers": layers(flat + actions + 1, 16, actions),
        "mean": np.full(flat, 0.1),
        "scale": np.full(flat, 2.0),
        "constraints": (task_cost(25.0),),
        "prices": np.array([1.0]),
        "cost_critics": (layers(flat + 2 * actions + 1, 16, 1, seed=2),),
        "curve": PriceCurve(
            prices=np.array([[0.0], [1.0], [8.0]]),
            means=np.array([[48.0], [23.0], [4.0]]),
            limits=np.array([[50.0], [25.0], [5.0]]),
            lowest=np.array([5.0]),
            highest=np.array([50.0]),
        ),
    }
    return EditedPolicy(**{**parts, **changes})


def run(path: Path, observations: np.ndarray) -> dict[str, np.ndarray]:
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    names = [item.name for item in session.get_outputs()]
    return dict(zip(names, session.run(None, {"observation": observations}), strict=True))


def agrees(policy, path: Path, *, rows: int = 500) -> None:
    """The file decides as the policy does, within 1e-5 of half a range."""
    export_onnx(policy, path)
    observations = 3.0 * np.random.default_rng(7).normal(size=(rows, *OBSERVED.shape))
    decision = policy.decide(observations, deterministic=True)
    found = run(path, observations)
    half = 0.5 * (policy.action_space.high - policy.action_space.low)
    np.testing.assert_allclose(found["action"] / half, decision.action / half, atol=1e-5)
    np.testing.assert_allclose(found["proposal"] / half, decision.proposal / half, atol=1e-5)
    np.testing.assert_array_equal(found["edited"], decision.edited)
    assert found["action"].dtype == policy.action_space.dtype
    if decision.predicted_cost is not None:
        np.testing.assert_allclose(
            found["predicted_cost"], decision.predicted_cost, atol=1e-4, rtol=1e-4
        )


@pytest.mark.parametrize("budget", [50.0, 25.0, 12.0, 5.0])
def test_actions_are_the_policys_at_every_budget(tmp_path: Path, budget: float) -> None:
    policy = edited(mlp_base()).with_budget(budget)
    agrees(policy, tmp_path / "policy.onnx")
    assert policy.decide(np.ones(3), deterministic=True).predicted_cost is not None


def test_budgets_differ_in_what_they_do(tmp_path: Path) -> None:
    policy, seen = edited(mlp_base()), SOURCE.normal(size=(50, 3))
    actions = []
    for budget in (50.0, 5.0):
        export_onnx(policy.with_budget(budget), tmp_path / "policy.onnx")
        actions.append(run(tmp_path / "policy.onnx", seen)["action"])
    assert np.abs(actions[0] - actions[1]).max() > 0.1


def test_what_is_not_finite_gives_nan_and_never_a_guess(tmp_path: Path) -> None:
    observations = np.zeros((5, 3))
    observations[[0, 1, 2], [1, 0, 2]] = np.nan, np.inf, -np.inf
    for policy in (edited(mlp_base()), edited(mlp_base(), gate=None, deadband=10.0)):
        export_onnx(policy, tmp_path / "policy.onnx")
        action = run(tmp_path / "policy.onnx", observations)["action"]
        assert np.isnan(action[:3]).all()
        expected = policy.predict(observations[3:], deterministic=True)[0]
        np.testing.assert_allclose(action[3:], expected, atol=1e-5)
        loaded = load_policy(
            tmp_path / "policy.onnx", observation_space=OBSERVED, action_space=ACTED
        )
        with pytest.raises(InputError, match="returned nan"):
            loaded.predict(observations[1])


def test_edits_within_the_deadband_are_left_out_here_too(tmp_path: Path) -> None:
    policy = edited(mlp_base(), deadband=0.8)
    shares = policy.decide(SOURCE.normal(size=(500, 3)), deterministic=True).edited.mean()
    assert 0.05 < shares < 0.95
    agrees(policy, tmp_path / "policy.onnx")


def test_squashed_heads_and_relu_bases(tmp_path: Path) -> None:
    base = replace(
        mlp_base(), layers=layers(3, 16, 16, 4), activation="relu", head="squashed", log_std=None
    )
    agrees(edited(base, activation="tanh"), tmp_path / "policy.onnx")


def test_several_constraints_and_no_critics(tmp_path: Path) -> None:
    two = (task_cost(25.0), Constraint("vases", Never(Contact("vases")), budget=3.0))
    policy = edited(
        mlp_base(),
        layers=layers(3 + 2 + 2, 8, 2),
        constraints=two,
        prices=np.array([2.0, 0.5]),
        cost_critics=(),
        curve=None,
    )
    agrees(policy, tmp_path / "policy.onnx")
    assert "predicted_cost" not in run(tmp_path / "policy.onnx", np.zeros((1, 3)))


def test_an_edited_base_is_edited_again(tmp_path: Path) -> None:
    inner = edited(mlp_base(), deadband=0.6)
    agrees(edited(inner, layers=layers(6, 8, 2, seed=5)), tmp_path / "policy.onnx")


def test_double_precision_boxes_as_in_safety_gymnasium(tmp_path: Path) -> None:
    box = spaces.Box(-1.0, 1.0, (2,), np.float64)
    agrees(edited(mlp_base(acted=box)), tmp_path / "policy.onnx")


def test_dict_observations_have_an_input_for_each_part(tmp_path: Path) -> None:
    parts = {"lidar": spaces.Box(0, 1, (2, 2)), "speed": spaces.Box(-1.0, 1.0, (1,))}
    space = spaces.Dict(parts)
    base = replace(
        mlp_base(),
        observation_space=space,
        layers=layers(5, 8, 2),
        mean=np.zeros(5),
        scale=np.ones(5),
    )
    policy = EditedPolicy(
        base=base,
        layers=layers(5 + 2 + 1, 8, 2),
        mean=np.zeros(5),
        scale=np.ones(5),
        constraints=(task_cost(1.0),),
        prices=np.ones(1),
    )
    export_onnx(policy, tmp_path / "policy.onnx")
    seen = {"lidar": SOURCE.random((7, 2, 2)), "speed": SOURCE.random((7, 1))}
    session = onnxruntime.InferenceSession(str(tmp_path / "policy.onnx"))
    action = session.run(["action"], seen)[0]
    np.testing.assert_allclose(action, policy.predict(seen, deterministic=True)[0], atol=1e-5)


# -- bases from elsewhere ------------------------------------------------------------------------


def test_a_torch_module_is_exported_with_it(tmp_path: Path) -> None:
    torch.manual_seed(0)
    module = torch.nn.Sequential(torch.nn.Linear(3, 16), torch.nn.ELU(), torch.nn.Linear(16, 2))
    base = load_policy(module, observation_space=OBSERVED, action_space=ACTED)
    agrees(edited(base), tmp_path / "policy.onnx", rows=50)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("opset", [13, 17, 20])
def test_a_base_in_onnx_is_merged(tmp_path: Path, opset: int) -> None:
    torch.manual_seed(0)
    module = torch.nn.Sequential(torch.nn.Linear(3, 16), torch.nn.Tanh(), torch.nn.Linear(16, 2))
    free = {"seen": {0: "n"}, "done": {0: "n"}}
    torch.onnx.export(
        module,
        (torch.zeros(1, 3),),
        str(tmp_path / "base.onnx"),
        input_names=["seen"],
        output_names=["done"],
        dynamic_axes=free,
        opset_version=opset,
        dynamo=False,
    )
    file = tmp_path / "base.onnx"
    base = load_policy(file, observation_space=OBSERVED, action_space=ACTED)
    agrees(edited(base), tmp_path / "policy.onnx", rows=50)
    agrees(edited(edited(base), layers=layers(6, 8, 2)), tmp_path / "twice.onnx", rows=50)


@pytest.mark.parametrize("algorithm", ["PPO", "SAC"])
def test_a_model_of_stable_baselines_is_exported_with_its_normaliser(
    tmp_path: Path, algorithm: str
) -> None:
    sb3 = pytest.importorskip("stable_baselines3")
    gymnasium = pytest.importorskip("gymnasium")
    from stable_baselines3.common.vec_env import DummyVecEnv, VecNormalize

    class Blank(gymnasium.Env):
        observation_space, action_space = OBSERVED, ACTED

        def reset(self, *, seed=None, options=None):
            return self.observation_space.sample(), {}

        def step(self, action):
            return self.observation_space.sample(), 0.0, False, False, {}

    env = VecNormalize(DummyVecEnv([Blank]))
    env.reset()
    for _ in range(20):
        env.step(np.zeros((1, 2), np.float32))
    model = getattr(sb3, algorithm)("MlpPolicy", env, seed=0)
    agrees(edited(load_policy(model)), tmp_path / "policy.onnx", rows=50)


# -- safety editors ------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["clip", "squash"])
def test_a_safety_editor_is_exported_too(tmp_path: Path, how: str) -> None:
    policy = SafetyEditorPolicy(
        observation_space=OBSERVED,
        action_space=ACTED,
        proposer=layers(3, 16, 4),
        editor=layers(5, 16, 4, seed=2),
        cost_critics=((layers(5, 8, 1, seed=3), layers(5, 8, 1, seed=4)),),
        cost_scales=np.array([0.25]),
        edit=how,
        mean=np.zeros(3),
        scale=np.ones(3),
        constraints=(task_cost(25.0),),
    )
    agrees(policy, tmp_path / "policy.onnx")
    stacked = replace(
        policy,
        frames=2,
        proposer=layers(6, 4),
        editor=layers(8, 4),
        cost_critics=(),
        cost_scales=np.zeros(0),
    )
    with pytest.raises(InputError, match="2 frames stacked"):
        export_onnx(stacked, tmp_path / "no.onnx")


# -- where it runs -------------------------------------------------------------------------------


def test_the_file_loads_as_a_policy(tmp_path: Path) -> None:
    policy = edited(mlp_base())
    export_onnx(policy, tmp_path / "policy.onnx")
    loaded = load_policy(tmp_path / "policy.onnx", observation_space=OBSERVED, action_space=ACTED)
    seen = SOURCE.normal(size=(20, 3))
    ours, theirs = (p.predict(seen, deterministic=True)[0] for p in (policy, loaded))
    np.testing.assert_allclose(ours / HALF, theirs / HALF, atol=1e-5)


def test_the_file_runs_without_torch_and_without_this_library(tmp_path: Path) -> None:
    policy = edited(mlp_base())
    export_onnx(policy, tmp_path / "policy.onnx")
    program = (
        "import sys; sys.modules.update(torch=None, saferl=None, editors=None)\n"
        "import numpy, onnxruntime\n"
        f"session = onnxruntime.InferenceSession({str(tmp_path / 'policy.onnx')!r})\n"
        "print(session.run(['action'], {'observation': numpy.ones((1, 3))})[0].tolist())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=tmp_path, check=True
    )
    expected = policy.predict(np.ones((1, 3)), deterministic=True)[0]
    np.testing.assert_allclose(eval(done.stdout), expected, atol=1e-5)  # noqa: S307


def test_the_budget_is_written_into_the_file(tmp_path: Path) -> None:
    export_onnx(edited(mlp_base()).with_budget(12.0), tmp_path / "policy.onnx")
    (entry,) = onnx.load(str(tmp_path / "policy.onnx")).metadata_props
    assert '"cost": 12.0' in entry.value


def test_what_a_graph_cannot_hold_is_refused_with_a_reason(tmp_path: Path) -> None:
    class Untraceable(torch.nn.Module):
        def forward(self, x):
            return torch.linalg.matrix_exp(x[:, None] * x[:, :, None])[:, 0, :2]

    def refuses(policy, reason: str) -> None:
        with pytest.raises(InputError, match=reason):
            export_onnx(policy, tmp_path / "no.onnx")
        assert not (tmp_path / "no.onnx").exists()

    spaces_of = {"observation_space": OBSERVED, "action_space": ACTED}
    refuses(mlp_base(), "no edited policy")
    refuses(edited(load_policy(Untraceable(), **spaces_of)), "torch cannot export")
    refuses(edited(mlp_base(), sample_base=True), "random numbers")
    refuses(edited(counting_base()), "memory")
    function = load_policy(lambda o: o[:2], **spaces_of)
    refuses(edited(function), "CallablePolicy cannot be exported")


def test_edits_without_enough_gain_are_left_out_here_too(tmp_path: Path) -> None:
    costs = (layers(8, 16, 1, seed=2),)
    gate = Gate(
        utility=(layers(8, 16, 1, seed=3), layers(8, 16, 1, seed=4)),
        costs=costs,
        units=np.array([2.0]),
        least_gain=-2.0,
    )
    policy = edited(mlp_base(), cost_critics=costs, gate=gate)
    shares = policy.decide(SOURCE.normal(size=(500, 3)), deterministic=True).edited.mean()
    assert 0.05 < shares < 0.95
    agrees(policy, tmp_path / "policy.onnx")


def test_second_thoughts_are_the_same_here_too(tmp_path: Path) -> None:
    costs = (layers(8, 16, 1, seed=2),)
    judge = Gate(
        utility=(layers(8, 16, 1, seed=3), layers(8, 16, 1, seed=4)),
        costs=costs,
        units=np.array([2.0]),
        least_gain=0.1,
    )
    seen = SOURCE.normal(size=(500, 3))
    plain = edited(mlp_base(), cost_critics=costs).decide(seen, deterministic=True)
    for gate in (None, replace(judge, least_gain=-2.0)):
        policy = edited(mlp_base(), cost_critics=costs, rethink=judge, gate=gate)
        changed = (policy.decide(seen, deterministic=True).action != plain.action).any(axis=1)
        assert 0.05 < changed.mean() < 1.0
        agrees(policy, tmp_path / "policy.onnx")

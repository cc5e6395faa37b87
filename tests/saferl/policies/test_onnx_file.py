"""ONNX files as policies."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from gymnasium import spaces

from saferl.errors import CheckpointError, InputError, MissingDependencyError
from saferl.normalizers import ObservationNormalizer
from saferl.policies import load_policy

onnx = pytest.importorskip("onnx")
pytest.importorskip("onnxruntime")

OBSERVED = spaces.Box(-np.inf, np.inf, (4,), np.float64)
ACTED = spaces.Box(-1.0, 1.0, (2,))
SPACES: dict[str, Any] = {"observation_space": OBSERVED, "action_space": ACTED}
WEIGHT = (np.random.default_rng(0).standard_normal((4, 2)) / 2).astype(np.float32)


def write_linear(
    path: Path,
    *,
    weight: Any = WEIGHT,
    shape: tuple[Any, ...] = ("n", 4),
    inputs: tuple[str, ...] = ("observation",),
) -> Path:
    """The graph ``tanh((sum of the inputs) @ weight)``."""
    make = onnx.helper
    given = [make.make_tensor_value_info(name, onnx.TensorProto.FLOAT, shape) for name in inputs]
    out = make.make_tensor_value_info("action", onnx.TensorProto.FLOAT, (shape[0], weight.shape[1]))
    nodes = [
        make.make_node("Sum", list(inputs), ["total"]),
        make.make_node("MatMul", ["total", "weight"], ["mean"]),
        make.make_node("Tanh", ["mean"], ["action"]),
    ]
    tensor = onnx.numpy_helper.from_array(weight, "weight")
    graph = make.make_graph(nodes, "actor", given, [out], [tensor])
    model = make.make_model(graph, opset_imports=[make.make_opsetid("", 13)], ir_version=8)
    onnx.save(model, path)
    return path


def test_it_computes_the_graph_without_trust(tmp_path: Path) -> None:
    path = write_linear(tmp_path / "a.onnx")
    batch = np.random.default_rng(1).standard_normal((5, 4))
    for batched in (True, False):
        policy = load_policy(path, batched=batched, **SPACES)
        np.testing.assert_allclose(policy.predict(batch)[0], np.tanh(batch @ WEIGHT), atol=1e-6)
    assert policy.predict(batch[0])[0].shape == (2,)


def test_rows_do_not_depend_on_the_batch(tmp_path: Path) -> None:
    policy = load_policy(write_linear(tmp_path / "a.onnx"), **SPACES)
    batch = np.random.default_rng(1).standard_normal((9, 4))
    whole, _ = policy.predict(batch)
    for n in (1, 2, 5):
        np.testing.assert_array_equal(policy.predict(batch[:n])[0], whole[:n])


def test_a_graph_for_one_row_takes_batches(tmp_path: Path) -> None:
    path = write_linear(tmp_path / "a.onnx", shape=(1, 4))
    batch = np.random.default_rng(1).standard_normal((3, 4))
    action, _ = load_policy(path, **SPACES).predict(batch)
    np.testing.assert_allclose(action, np.tanh(batch @ WEIGHT), atol=1e-6)
    with pytest.raises(InputError, match="ONNX graph failed on 3 observations"):
        load_policy(path, batched=True, **SPACES).predict(batch)


def test_observations_are_normalised_first(tmp_path: Path) -> None:
    normalizer = ObservationNormalizer(4)
    data = np.random.default_rng(0).normal(5, 3, (50, 4))
    normalizer.update(data)
    policy = load_policy(write_linear(tmp_path / "a.onnx"), normalizer, **SPACES)
    expected = np.tanh(normalizer.apply(data) @ WEIGHT)
    np.testing.assert_allclose(policy.predict(data)[0], expected, atol=1e-5)


def test_parts_of_a_dict_are_inputs_by_name(tmp_path: Path) -> None:
    path = write_linear(tmp_path / "a.onnx", inputs=("near", "far"))
    space = spaces.Dict({"far": OBSERVED, "near": OBSERVED})
    policy = load_policy(path, observation_space=space, action_space=ACTED)
    near, far = np.random.default_rng(0).standard_normal((2, 3, 4))
    action, _ = policy.predict({"far": far, "near": near})
    np.testing.assert_allclose(action, np.tanh((near + far) @ WEIGHT), atol=1e-6)


def test_scores_of_discrete_actions_are_compared(tmp_path: Path) -> None:
    path = write_linear(tmp_path / "a.onnx")
    policy = load_policy(path, observation_space=OBSERVED, action_space=spaces.Discrete(2))
    batch = np.random.default_rng(0).standard_normal((6, 4))
    np.testing.assert_array_equal(policy.predict(batch)[0], (batch @ WEIGHT).argmax(axis=1))


def test_graphs_that_do_not_fit_are_named(tmp_path: Path) -> None:
    path = write_linear(tmp_path / "a.onnx", shape=("n", 5), weight=np.ones((5, 2), np.float32))
    with pytest.raises(InputError, match=r"\['n', 5\].*does not fit observations of Box"):
        load_policy(path, **SPACES)
    space = spaces.Dict({"far": OBSERVED, "near": OBSERVED})
    with pytest.raises(InputError, match="does not fit observations of Dict"):
        load_policy(path, observation_space=space, action_space=ACTED)
    with pytest.raises(InputError, match="pass env_id"):
        load_policy(path)
    wide = write_linear(tmp_path / "b.onnx", weight=np.ones((4, 3), np.float32))
    with pytest.raises(InputError, match=r"shape \(1, 3\) .*; expected \(1, 2\)"):
        load_policy(wide, **SPACES).predict(np.zeros(4))


def test_actions_that_are_not_finite_are_refused(tmp_path: Path) -> None:
    path = write_linear(tmp_path / "a.onnx", weight=np.full((4, 2), np.nan, np.float32))
    with pytest.raises(InputError, match="returned nan"):
        load_policy(path, **SPACES).predict(np.ones(4))


@pytest.mark.parametrize("content", [b"", b"not a graph"])
def test_broken_files_are_one_clear_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.onnx"
    path.write_bytes(content)
    with pytest.raises(CheckpointError, match="truncated or not ONNX"):
        load_policy(path, **SPACES)
    whole = write_linear(tmp_path / "b.onnx").read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(CheckpointError, match="truncated or not ONNX"):
        load_policy(path, **SPACES)


def test_without_onnxruntime_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_linear(tmp_path / "a.onnx")
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(MissingDependencyError, match=r"pip install 'saferl\[onnx\]'"):
        load_policy(path, **SPACES)

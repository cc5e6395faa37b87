"""Checkpoints: what goes in comes out, and anything else is refused without harm."""

from __future__ import annotations

import json
import os
import pickle
import stat
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.numpy import save_file
from safetensors.torch import save_file as save_torch_file

from saferl import checkpoints
from saferl.errors import CheckpointError

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.floats(allow_nan=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
DTYPES = st.sampled_from(["float32", "float64", "int64", "uint64", "uint8", "bool", "float16"])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.safetensors"


def write(path: Path, **changes: Any) -> None:
    content: dict[str, Any] = {"kind": "k", "tensors": {"w": np.eye(2)}, "document": {"a": 1}}
    checkpoints.write(path, **{**content, **changes})


@settings(max_examples=25, deadline=None)
@given(
    document=st.dictionaries(st.text(), JSON, max_size=3),
    dtype=DTYPES,
    shape=st.lists(st.integers(0, 3), max_size=3),
    seed=st.integers(0, 99),
)
def test_round_trip(
    tmp_path_factory: pytest.TempPathFactory,
    document: dict[str, Any],
    dtype: str,
    shape: list[int],
    seed: int,
) -> None:
    path = tmp_path_factory.mktemp("round") / "a.safetensors"
    array = np.asarray(np.random.default_rng(seed).integers(0, 200, shape)).astype(dtype)
    write(path, kind="some-kind", document=document, tensors={"x/y": array})
    read = checkpoints.read(path, kind="some-kind")
    assert (read.kind, read.format_version, read.path) == ("some-kind", 1, path)
    assert read.document == document
    assert read.tensors["x/y"].dtype == array.dtype
    np.testing.assert_array_equal(read.tensors["x/y"], array)


def test_transposed_and_strided_arrays_are_kept_as_they_look(path: Path) -> None:
    array = np.arange(12.0).reshape(3, 4)
    write(path, tensors={"t": array.T, "s": array[::2, ::3], "scalar": np.array(3.0)})
    tensors = checkpoints.read(path).tensors
    np.testing.assert_array_equal(tensors["t"], array.T)
    np.testing.assert_array_equal(tensors["s"], array[::2, ::3])
    assert tensors["scalar"].shape == ()


def test_not_a_number_and_infinity_survive_in_the_document(path: Path) -> None:
    write(path, document={"a": float("inf"), "b": float("nan")})
    document = checkpoints.read(path).document
    assert document["a"] == float("inf")
    assert np.isnan(document["b"])


def test_under_takes_one_group(path: Path) -> None:
    write(path, tensors={"actor/w": np.ones(1), "actors": np.zeros(1), "critic/w": np.zeros(2)})
    assert list(checkpoints.read(path).under("actor")) == ["w"]


def test_missing_folders_are_made_and_no_stray_files_left(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "c.safetensors"
    write(path)
    assert [p.name for p in path.parent.iterdir()] == ["c.safetensors"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(path)
    before = path.read_bytes()

    def full_disk(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(OSError, match="No space left"):
        write(path, document={"a": 2})
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_what_is_no_json_writes_nothing(path: Path) -> None:
    with pytest.raises(TypeError):
        write(path, document={"a": object()})
    assert not path.exists()


def test_a_place_that_cannot_be_written_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match=r"cannot write .*directory"):
        write(tmp_path)
    blocking = tmp_path / "file"
    blocking.write_text("")
    with pytest.raises(CheckpointError, match="cannot write"):
        write(blocking / "a.safetensors")


def test_missing_file(path: Path) -> None:
    with pytest.raises(CheckpointError, match="there is no such file"):
        checkpoints.read(path)


def test_every_truncation_is_noticed(path: Path) -> None:
    write(path)
    content = path.read_bytes()
    for length in range(len(content)):
        path.write_bytes(content[:length])
        with pytest.raises(CheckpointError, match=r"truncated or not a checkpoint"):
            checkpoints.read(path)


def test_a_pickle_is_refused_and_not_run(path: Path, tmp_path: Path) -> None:
    class Harm:
        def __reduce__(self) -> tuple[Any, tuple[str]]:
            return (os.mkdir, (str(tmp_path / "harm"),))

    path.write_bytes(pickle.dumps(Harm()))
    with pytest.raises(CheckpointError, match="not a checkpoint"):
        checkpoints.read(path)
    assert not (tmp_path / "harm").exists()


def test_foreign_safetensors_are_told_from_our_own(path: Path) -> None:
    save_file({"w": np.eye(2)}, path)
    with pytest.raises(CheckpointError, match="not one written by this library"):
        checkpoints.read(path)
    save_torch_file({"w": torch.eye(2, dtype=torch.bfloat16)}, path)
    with pytest.raises(CheckpointError, match="not one written by this library"):
        checkpoints.read(path)


@pytest.mark.parametrize(
    "header",
    [
        [1],
        {"kind": "k", "format_version": 1},
        {"kind": "k", "format_version": 1, "document": 3},
        {"kind": "k", "format_version": "1", "document": {}},
        {"format_version": 1, "document": {}},
    ],
)
def test_a_garbled_header_is_refused(path: Path, header: Any) -> None:
    save_file({"w": np.eye(2)}, path, metadata={"saferl": json.dumps(header)})
    with pytest.raises(CheckpointError, match="not one written by this library"):
        checkpoints.read(path)


def test_a_newer_format_asks_for_an_upgrade(path: Path) -> None:
    header = {"kind": "k", "format_version": 2, "document": {}}
    save_file({"w": np.eye(2)}, path, metadata={"saferl": json.dumps(header)})
    with pytest.raises(CheckpointError, match="format 2, this version reads up to 1; upgrade"):
        checkpoints.read(path)


def test_another_kind_is_refused(path: Path) -> None:
    write(path, kind="ppo")
    with pytest.raises(CheckpointError, match="holds a 'ppo' checkpoint, expected 'sac'"):
        checkpoints.read(path, kind="sac")

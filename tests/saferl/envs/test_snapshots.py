"""Snapshots are plain data and survive a checkpoint's tensors and JSON."""

import json

import numpy as np
import pytest

from saferl.envs.snapshots import Snapshot, copy_tree, is_plain, trees_equal
from saferl.errors import CheckpointError, InputError

TREE = {
    "position": np.array([[1.0, np.nan], [-0.0, 1e-308]]),
    "count": 3,
    "big": 2**127 + 1,
    "scalar": np.float32(0.1),
    "zero_d": np.array(7),
    "nothing": None,
    "flag": True,
    "inside": {"list": [1.5, (np.int64(2), "text")], "empty": {}},
    "bytes": np.arange(5, dtype=np.uint32),
    "none_long": np.zeros((0, 3)),
}


def test_documents_hold_everything_bit_for_bit():
    tensors, document = Snapshot("kind", (TREE, {"x": 1.0})).to_document()
    document = json.loads(json.dumps(document))
    back = Snapshot.from_document(tensors, document)
    assert back.kind == "kind"
    assert trees_equal(back.rows[1], {"x": 1.0})
    for key, value in TREE.items():
        if key == "zero_d":  # arrays without dimensions come back as scalars
            assert back.rows[0][key] == value
        else:
            assert trees_equal(back.rows[0][key], value), key
    assert isinstance(back.rows[0]["inside"]["list"][1], tuple)
    assert back.rows[0]["scalar"].dtype == np.float32


@pytest.mark.parametrize("damage", ["rows", "kind", "tensor"])
def test_a_damaged_document_is_one_clear_error(damage):
    tensors, document = Snapshot("kind", (TREE,)).to_document()
    if damage == "tensor":
        tensors.pop("0")
    else:
        document.pop(damage)
    with pytest.raises(CheckpointError, match="damaged"):
        Snapshot.from_document(tensors, document)


def test_what_is_not_plain_is_not_encoded():
    assert not is_plain(object())
    assert not is_plain({1: 2})
    assert not is_plain(np.array([None]))
    with pytest.raises(TypeError, match="plain values only"):
        Snapshot("kind", ({"x": object()},)).to_document()


def test_copies_share_nothing():
    copied = copy_tree(TREE)
    copied["position"][0, 0] = 9.0
    copied["inside"]["list"][0] = 9.0
    assert TREE["position"][0, 0] == 1.0
    assert TREE["inside"]["list"][0] == 1.5


def test_trees_differ_where_they_differ():
    assert trees_equal(TREE, copy_tree(TREE))
    for key, other in [("count", 4), ("position", np.zeros((2, 2))), ("nothing", 0.0)]:
        assert not trees_equal(TREE, {**TREE, key: other})
    assert not trees_equal(np.zeros(2), np.zeros(2, dtype=np.float32))
    assert not trees_equal([1], [1, 2])
    assert not trees_equal(np.array([None, 1], dtype=object), np.array([None, 2], dtype=object))


def test_rows_can_be_taken_and_kinds_are_checked():
    snapshot = Snapshot("kind", ("a", "b", "c"))
    assert snapshot.take([2, 0, 0]).rows == ("c", "a", "a")
    snapshot.check("kind", 3)
    with pytest.raises(InputError, match="holds 3 environment"):
        snapshot.check("kind", 2)
    with pytest.raises(InputError, match="'other'"):
        snapshot.check("other", 3)

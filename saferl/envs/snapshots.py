"""A snapshot of an environment: all that the rest of an episode depends on, as plain data.

A snapshot is a tree of dictionaries (with string keys), lists, tuples, arrays and scalars, one tree
for each environment of a vector environment. Being plain, it can be kept in a checkpoint without
pickling, be sent to a worker process, and be compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

import gymnasium
import numpy as np

from saferl.errors import CheckpointError, InputError

__all__ = [
    "Snapshot",
    "copy_tree",
    "elapsed_steps",
    "is_plain",
    "set_elapsed_steps",
    "trees_equal",
]

_ARRAY, _SCALAR, _TUPLE = "__array__", "__scalar__", "__tuple__"


@dataclass(frozen=True, eq=False)
class Snapshot:
    """What ``env.snapshot()`` returns and ``env.restore(snapshot)`` takes.

    Attributes:
        kind: which sort of environment it came from, such as ``"stock/SafetyPointGoal1-v0"``;
            ``restore`` refuses another kind.
        rows: one tree of plain values for each environment.
    """

    kind: str
    rows: tuple[Any, ...]

    @property
    def num_envs(self) -> int:
        """How many environments it holds."""
        return len(self.rows)

    def check(self, kind: str, num_envs: int) -> None:
        """Raise InputError unless this snapshot fits an environment of that kind and number."""
        if (self.kind, self.num_envs) != (kind, num_envs):
            raise InputError(
                f"this snapshot holds {self.num_envs} environment(s) of {self.kind!r}; it cannot "
                f"be restored into {num_envs} of {kind!r}"
            )

    def take(self, indices: Sequence[int]) -> Snapshot:
        """The snapshot of some of its environments, in that order (also repeated)."""
        return Snapshot(self.kind, tuple(self.rows[i] for i in indices))

    def to_document(self) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
        """Split into arrays and JSON, as a checkpoint holds them.

        >>> tensors, document = Snapshot("k", ({"x": np.arange(2.0), "n": 3},)).to_document()
        >>> document["rows"], list(tensors)
        ([{'x': {'__array__': '0'}, 'n': 3}], ['0'])
        >>> Snapshot.from_document(tensors, document).rows
        ({'x': array([0., 1.]), 'n': 3},)
        """
        tensors: dict[str, np.ndarray] = {}
        rows = [_encode(row, tensors) for row in self.rows]
        return tensors, {"kind": self.kind, "rows": rows}

    @classmethod
    def from_document(cls, tensors: dict[str, np.ndarray], document: dict[str, Any]) -> Snapshot:
        """Undo ``to_document``.

        Raises:
            CheckpointError: the document is not a snapshot's, or an array of it is missing.
        """
        try:
            rows = tuple(_decode(row, tensors) for row in document["rows"])
            return cls(str(document["kind"]), rows)
        except (KeyError, TypeError, ValueError) as error:
            raise CheckpointError(
                f"the environment's snapshot in this checkpoint is damaged ({error!r}); "
                "go on from an earlier checkpoint"
            ) from error


def elapsed_steps(env: gymnasium.Env[Any, Any]) -> list[int]:
    """What Gymnasium's time limits around an environment have counted, outermost first."""
    return [int(limit._elapsed_steps or 0) for limit in _time_limits(env)]


def set_elapsed_steps(env: gymnasium.Env[Any, Any], elapsed: Sequence[int]) -> None:
    """Undo ``elapsed_steps``; limits that were not there count on from 0."""
    for limit, steps in zip_longest(_time_limits(env), elapsed[: len(_time_limits(env))]):
        limit._elapsed_steps = steps or 0


def _time_limits(env: Any) -> list[Any]:
    limits = []
    while isinstance(env, gymnasium.Wrapper):
        if isinstance(env, gymnasium.wrappers.TimeLimit):
            limits.append(env)
        env = env.env
    return limits


def is_plain(value: Any) -> bool:
    """Whether a value may stand in a snapshot."""
    if value is None or isinstance(value, bool | int | float | str | np.generic):
        return True
    if isinstance(value, np.ndarray):
        return bool(value.dtype.kind != "O")
    if isinstance(value, list | tuple):
        return all(map(is_plain, value))
    if isinstance(value, dict):
        return all(isinstance(key, str) and is_plain(item) for key, item in value.items())
    return False


def copy_tree(tree: Any) -> Any:
    """A copy that shares no array, list or dictionary with the original."""
    if isinstance(tree, np.ndarray):
        return tree.copy()
    if isinstance(tree, dict):
        return {key: copy_tree(item) for key, item in tree.items()}
    if isinstance(tree, list | tuple):
        return type(tree)(map(copy_tree, tree))
    return tree


def trees_equal(left: Any, right: Any) -> bool:
    """Whether two trees are equal bit for bit (NaN equals NaN).

    >>> trees_equal({"a": [1, np.zeros(2)]}, {"a": [1, np.zeros(2)]})
    True
    >>> trees_equal({"a": 1.0}, {"a": 1.5})
    False
    """
    if isinstance(left, np.ndarray) or isinstance(right, np.ndarray):
        left, right = np.asarray(left), np.asarray(right)
        if left.dtype != right.dtype or left.shape != right.shape:
            return False
        if left.dtype.kind == "O":
            return all(map(trees_equal, left.ravel(), right.ravel()))
        return bool(left.tobytes() == right.tobytes())
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(trees_equal(left[k], right[k]) for k in left)
    if isinstance(left, list | tuple) and isinstance(right, list | tuple):
        return len(left) == len(right) and all(map(trees_equal, left, right))
    both_nan = left != left and right != right
    return bool(left == right) or bool(both_nan)


def _encode(tree: Any, tensors: dict[str, np.ndarray]) -> Any:
    if isinstance(tree, np.ndarray | np.generic):
        key = str(len(tensors))
        tensors[key] = np.array(tree, ndmin=1)
        shape_kept = isinstance(tree, np.ndarray) and tree.ndim > 0
        return {_ARRAY: key} if shape_kept else {_SCALAR: key}
    if isinstance(tree, dict):
        return {key: _encode(item, tensors) for key, item in tree.items()}
    if isinstance(tree, tuple):
        return {_TUPLE: [_encode(item, tensors) for item in tree]}
    if isinstance(tree, list):
        return [_encode(item, tensors) for item in tree]
    if not is_plain(tree):
        raise TypeError(f"a snapshot holds plain values only, not {type(tree).__name__}")
    return tree


def _decode(tree: Any, tensors: dict[str, np.ndarray]) -> Any:
    if isinstance(tree, dict):
        if _ARRAY in tree:
            return tensors[tree[_ARRAY]].copy()
        if _SCALAR in tree:
            return tensors[tree[_SCALAR]][0]
        if _TUPLE in tree:
            return tuple(_decode(item, tensors) for item in tree[_TUPLE])
        return {key: _decode(item, tensors) for key, item in tree.items()}
    if isinstance(tree, list):
        return [_decode(item, tensors) for item in tree]
    return tree

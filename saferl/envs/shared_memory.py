"""A vector environment's numbers in memory that processes share.

The parent makes a file of fixed size in memory and every process maps it. Actions, observations,
rewards and flags have fixed places; the arrays in ``infos`` get a place each (a "column") when they
first appear, so that any environment's will do and nothing is pickled from step to step.
"""

from __future__ import annotations

import contextlib
import mmap
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

__all__ = ["Block", "Column", "Layout", "flatten_infos", "unflatten_infos"]

Path = tuple[str, ...]

#: Numbers (of 8 bytes) for each environment that the infos' columns may take together.
CAPACITY = 1024


@dataclass(frozen=True)
class Column:
    """Where one array of ``infos`` lies.

    Attributes:
        path: its key, and those of the dictionaries it lies in: ``("final_info", "cost")``.
        dtype: numpy's name of its type.
        shape: of one environment's part.
        offset: numbers before it, for each environment.
        index: of its flag.
    """

    path: Path
    dtype: str
    shape: tuple[int, ...]
    offset: int
    index: int

    @property
    def width(self) -> int:
        """Numbers it takes for each environment."""
        return max(1, int(np.prod(self.shape)))


@dataclass(frozen=True)
class Layout:
    """Sizes and types of what has a fixed place.

    Attributes:
        num_envs: environments of all workers together.
        workers: how many processes write.
        observation: dtype and shape of one observation; None if it is no array, then it is sent.
        action: shape of one action; None if it is no array. Actions keep the type they are given
            in, as they would in this process.
    """

    num_envs: int
    workers: int
    observation: tuple[str, tuple[int, ...]] | None
    action: tuple[int, ...] | None

    def sizes(self) -> dict[str, tuple[np.dtype[Any], tuple[int, ...]]]:
        """Name -> dtype and shape of each fixed array and of the columns' area."""
        n = self.num_envs
        sizes: dict[str, tuple[np.dtype[Any], tuple[int, ...]]] = {
            "rewards": (np.dtype(np.float64), (n,)),
            "terminations": (np.dtype(bool), (n,)),
            "truncations": (np.dtype(bool), (n,)),
            "present": (np.dtype(bool), (self.workers, CAPACITY)),
            "columns": (np.dtype(np.float64), (CAPACITY * n,)),
        }
        if self.action is not None:
            sizes["actions"] = (np.dtype(np.float64), (n, *self.action))
        if self.observation is not None:
            dtype, shape = self.observation
            sizes["observations"] = sizes["final_obs"] = (np.dtype(dtype), (n, *shape))
        return sizes


class Block:
    """The shared memory itself: the parent makes it, workers open it by its path.

    Args:
        layout: what it holds.
        path: None to make one, else the path of one that was made.
    """

    def __init__(self, layout: Layout, path: str | None = None) -> None:
        self.layout = layout
        sizes = layout.sizes()
        total = sum(_aligned(_bytes(*size)) for size in sizes.values())
        if path is None:
            descriptor, path = _new_file(total)
        else:
            descriptor = os.open(path, os.O_RDWR)
        self.path = path
        self._memory = mmap.mmap(descriptor, total)
        os.close(descriptor)
        self.arrays: dict[str, np.ndarray] = {}
        start = 0
        for name, (dtype, shape) in sizes.items():
            count = int(np.prod(shape))
            flat = np.frombuffer(self._memory, dtype=dtype, count=count, offset=start)
            self.arrays[name] = flat.reshape(shape)
            start += _aligned(_bytes(dtype, shape))

    def column(self, column: Column) -> np.ndarray:
        """The array of a column, of all environments.  # (num_envs, *column.shape)."""
        n = self.layout.num_envs
        area = self.arrays["columns"][column.offset * n : (column.offset + column.width) * n]
        size = n * int(np.prod(column.shape))
        return _recast(area, column.dtype, size).reshape(n, *column.shape)

    def actions(self, dtype: Any) -> np.ndarray:
        """The actions, seen as numbers of that type (of at most 8 bytes)."""
        area = self.arrays["actions"]
        return _recast(area.reshape(-1), dtype, area.size).reshape(area.shape)

    def unlink(self) -> None:
        """Take the file's name away, once every process has it open; the memory stays."""
        with contextlib.suppress(OSError):  # on Windows an open file keeps its name
            os.unlink(self.path)

    def close(self) -> None:
        """Let go of the memory."""
        self.arrays.clear()
        with contextlib.suppress(BufferError):  # a column's view is still about
            self._memory.close()
        self.unlink()


def flatten_infos(infos: dict[str, Any], num_envs: int) -> tuple[dict[Path, np.ndarray], Any]:
    """Split infos into the arrays that can lie in a column, and the rest (None if there is none).

    >>> arrays, rest = flatten_infos({"cost": np.zeros(2), "final_info": {"x": np.ones(2)}}, 2)
    >>> sorted(arrays), rest
    ([('cost',), ('final_info', 'x')], None)
    """
    arrays: dict[Path, np.ndarray] = {}
    rest: dict[Path, Any] = {}
    for path, value in _leaves(infos, ()):
        if (
            isinstance(value, np.ndarray)
            and value.dtype.kind in "biuf"
            and value.dtype.itemsize <= 8
            and value.ndim
            and len(value) == num_envs
        ):
            arrays[path] = value
        else:
            rest[path] = value
    return arrays, rest or None


def unflatten_infos(leaves: dict[Path, Any]) -> dict[str, Any]:
    """Undo ``flatten_infos``.

    >>> unflatten_infos({("final_info", "x"): 1, ("cost",): 2})
    {'final_info': {'x': 1}, 'cost': 2}
    """
    infos: dict[str, Any] = {}
    for path, value in leaves.items():
        where = infos
        for key in path[:-1]:
            where = where.setdefault(key, {})
        where[path[-1]] = value
    return infos


def _leaves(infos: dict[str, Any], path: Path) -> Iterator[tuple[Path, Any]]:
    for key, value in infos.items():
        if isinstance(value, dict) and value and all(isinstance(k, str) for k in value):
            yield from _leaves(value, (*path, key))
        else:
            yield (*path, key), value


def _recast(area: np.ndarray, dtype: Any, size: int) -> np.ndarray:
    """The first ``size`` numbers of an array of 8-byte numbers, as numbers of another type."""
    recast: np.ndarray = area.view(np.uint8)[: size * np.dtype(dtype).itemsize].view(dtype)
    return recast


def _new_file(size: int) -> tuple[int, str]:
    """A file in memory where there is room in ``/dev/shm``, else one in the temporary folder."""
    if os.access("/dev/shm", os.W_OK):
        descriptor, path = tempfile.mkstemp(prefix="saferl-", dir="/dev/shm")
        try:
            _allocate(descriptor, size)
            return descriptor, path
        except OSError:
            os.close(descriptor)
            os.unlink(path)
    descriptor, path = tempfile.mkstemp(prefix="saferl-")
    _allocate(descriptor, size)
    return descriptor, path


def _allocate(descriptor: int, size: int) -> None:
    """Give the file its size; where memory is short this fails now, not when it is written to."""
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(descriptor, 0, size)
    else:
        os.truncate(descriptor, size)


def _bytes(dtype: np.dtype[Any], shape: tuple[int, ...]) -> int:
    return int(dtype.itemsize * np.prod(shape))


def _aligned(size: int) -> int:
    return (size + 63) // 64 * 64

"""Rows of a policy's state: arrays with leading dimension n, nested as the policy likes."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

import numpy as np

__all__ = ["replace_rows"]


def replace_rows(state: Any, fresh: Any, mask: np.ndarray[Any, Any]) -> Any:
    """Return ``state`` with the rows where ``mask`` (n,) is True taken from ``fresh``.

    >>> old, new = {"count": np.array([5, 6])}, {"count": np.array([0, 0])}
    >>> replace_rows(old, new, np.array([True, False]))
    {'count': array([0, 6])}
    """
    if state is None or fresh is None:
        return fresh if state is None else state
    if isinstance(state, dict):
        return {name: replace_rows(state[name], fresh[name], mask) for name in state}
    if isinstance(state, tuple) and hasattr(state, "_fields"):  # a named tuple
        return type(state)(*(replace_rows(a, b, mask) for a, b in zip(state, fresh, strict=True)))
    if isinstance(state, list | tuple):
        return type(state)(replace_rows(a, b, mask) for a, b in zip(state, fresh, strict=True))
    if is_dataclass(state) and not isinstance(state, type):
        names = [item.name for item in fields(state)]
        parts = {n: replace_rows(getattr(state, n), getattr(fresh, n), mask) for n in names}
        return replace(state, **parts)
    shape = (len(mask),) + (1,) * (np.ndim(state) - 1)
    return np.where(mask.reshape(shape), fresh, state)

"""What single environments say of a step, put together: arrays and masks, as Gymnasium has it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

__all__ = ["batched"]

_MASKLESS = frozenset({"costs", "poses", "signals"})


def batched(rows: Sequence[dict[str, Any] | None], masks: bool = True) -> dict[str, Any]:
    """Infos of single environments, None where there is none -> arrays and masks, nested likewise.

    A mask ``_name`` says which rows have a ``name``; numbers are 0 in the others. Parts of the cost
    (what is not reported costs nothing), costs, signals and poses have no mask.

    >>> batched([{"x": 1.5, "signals": {"speed": 2.0}}, {"signals": {"speed": 3.0}}])
    {'x': array([1.5, 0. ]), '_x': array([ True, False]), 'signals': {'speed': array([2., 3.])}}
    """
    infos: dict[str, Any] = {}
    keys = dict.fromkeys(key for row in rows if row for key in row)
    for key in keys:
        has = np.array([row is not None and key in row for row in rows])
        values = [row[key] if row is not None and key in row else None for row in rows]
        masked = masks and not key.startswith("cost_") and key not in _MASKLESS
        infos[key] = _column(values, has, masked)
        if masked:
            infos[f"_{key}"] = has
    return infos


def _column(values: list[Any], has: np.ndarray, masks: bool) -> Any:
    example = values[int(np.argmax(has))]
    if isinstance(example, dict):
        return batched([value if isinstance(value, dict) else None for value in values], masks)
    try:
        arrays = [None if value is None else np.asarray(value) for value in values]
        shapes = {array.shape for array in arrays if array is not None}
        dtype = np.result_type(*[array.dtype for array in arrays if array is not None])
    except (TypeError, ValueError):
        shapes, dtype = set(), np.dtype(object)
    if len(shapes) != 1 or dtype.kind not in "biuf":
        column = np.full(len(values), None, dtype=object)
        for i in np.flatnonzero(has):
            column[i] = values[i]
        return column
    column = np.zeros((len(values), *shapes.pop()), dtype=dtype)
    for i in np.flatnonzero(has):
        column[i] = values[i]
    return column

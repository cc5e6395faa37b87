"""How every picture looks, and where it goes."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from saferl.checkpoints import write_atomically
from saferl.errors import InputError, MissingDependencyError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["COLOURS", "INK", "MUTED", "RED", "figure", "plain", "save"]

# Okabe and Ito's palette: distinguishable without seeing red or green
COLOURS = ("#0072B2", "#009E73", "#E69F00", "#CC79A7", "#56B4E9", "#8C6D31")
RED, INK, MUTED = "#D55E00", "#222222", "#777777"
FORMATS = ("png", "pdf", "svg")


def figure(width: float, height: float, columns: int = 1) -> tuple[Figure, list[Axes]]:
    """Make a figure of ``columns`` axes side by side, in inches.

    Raises:
        MissingDependencyError: matplotlib is not installed.
    """
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise MissingDependencyError(
            "plots need matplotlib; run `pip install 'saferl[plot]'`"
        ) from error
    made = Figure(figsize=(width, height), layout="constrained", facecolor="white")
    axes = made.subplots(1, columns, squeeze=False)[0]
    for one in axes:
        plain(one)
    return made, list(axes)


def plain(axes: Axes) -> None:
    """Take away what carries no information."""
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(MUTED)
    axes.tick_params(colors=MUTED, labelcolor=INK, labelsize=9)
    axes.grid(color="#E6E6E6", linewidth=0.7)
    axes.set_axisbelow(True)


def save(picture: Any, path: str | os.PathLike[str]) -> Path:
    """Write a figure as PNG, PDF or SVG, by the path's suffix; atomically.

    Raises:
        InputError: The suffix is none of these.
    """
    destination = Path(path)
    suffix = destination.suffix.removeprefix(".").lower()
    if suffix not in FORMATS:
        raise InputError(f"cannot draw to '{path}'; expected a file ending in {', '.join(FORMATS)}")
    buffer = io.BytesIO()
    picture.savefig(buffer, format=suffix, dpi=150)
    write_atomically(destination, buffer.getvalue())
    return destination

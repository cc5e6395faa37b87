"""A picture of an episode: the grid, the way walked, and what the agent believed was forbidden."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from natural_language.hazardworld import chance
from natural_language.hazardworld.agents import ConditionedAgent
from natural_language.hazardworld.layout import CODES
from natural_language.hazardworld.missions import Mission
from natural_language.hazardworld.vector import HazardWorldVectorEnv
from natural_language.hazardworld.world import GRID
from saferl.errors import MissingDependencyError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["Moment", "draw", "watch"]

Array = NDArray[Any]
_COLOURS = {
    "wall": "#6E6E6E",
    "empty": "#F7F5F0",
    "lava": "#E8743B",
    "water": "#5DA5DA",
    "grass": "#7FBF7B",
}
_MARKS = {"ball": ("o", "#B2182B", "1"), "box": ("s", "#DDAA33", "2"), "key": ("D", "#3B3B98", "3")}
_ARROWS = {0: ">", 1: "v", 2: "<", 3: "^"}


@dataclass(frozen=True, eq=False)
class Moment:
    """One turn of an episode.

    Attributes:
        squares: (169,) what lies where.
        position: The agent's square.
        direction: Where it faces.
        seen: Squares in sight.
        forbidden: Squares it believes would cost now.
        counted: Squares it believes would spend one of the times allowed.
        left: How many of those are left, None if nothing is counted.
        returns: Rewards so far.
        excess: Cost so far.
    """

    squares: Array
    position: int
    direction: int
    seen: Array
    forbidden: Array
    counted: Array
    left: int | None
    returns: float
    excess: float


def watch(make: Callable[[int], Any], mission: Mission, seed: int) -> list[Moment]:
    """Play one episode with an agent that has beliefs, and keep every turn.

    Args:
        make: Makes a `ConditionedAgent` of one game.
        mission: What it is told.
        seed: Of the layout and its actions; the same episode as `evaluation.evaluate` plays.
    """
    env = HazardWorldVectorEnv([mission], 1, autoreset="disabled")
    env.reset(seed=seed)
    agent: ConditionedAgent = make(1)
    agent.begin(np.array([0]), [mission.text])
    moments: list[Moment] = []
    returns = excess = 0.0
    ended = False
    while not ended:
        board = env.board
        uniform = chance.uniform([seed], [len(moments)], 100, 1)[:, 0]
        actions = agent.act(board.view, uniform)
        assert agent.belief is not None
        mask, left = agent.belief.mask[0], agent.belief.left[0]  # (c, 9, 11), (c,)
        in_sight, around = board.in_sight[0], board.around[0]
        inside = (around >= 0) & (board.squares[0][around] != CODES.index("wall"))
        spendable = (left >= 1.0) & mask.any(axis=(1, 2))
        forbidden = mask[left < 1.0].any(axis=0)
        counted = mask[left >= 1.0].any(axis=0)
        moments.append(
            Moment(
                squares=board.squares[0].copy(),
                position=int(board.position[0]),
                direction=int(board.direction[0]),
                seen=in_sight[in_sight >= 0],
                forbidden=around[forbidden & inside],
                counted=around[counted & inside],
                left=int(left[spendable].min()) if spendable.any() else None,
                returns=returns,
                excess=excess,
            )
        )
        played = env.play(actions)
        returns += float(played.rewards[0])
        excess += float(played.costs.sum())
        ended = bool(played.terminations[0] or played.truncations[0])
    return moments


def draw(moments: list[Moment], text: str, *, panels: int = 6) -> Figure:
    """Draw some moments of an episode, evenly spread over it.

    Believed forbidden squares are hatched red, those that would spend an allowance outlined in
    amber; what the agent does not see now is shaded; it remembers squares it saw.

    Raises:
        MissingDependencyError: matplotlib is not installed.
    """
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise MissingDependencyError(
            'pictures need matplotlib; run `pip install "saferl[plot]"`'
        ) from error
    shown = np.unique(np.linspace(0, len(moments) - 1, panels).astype(int))
    columns = min(3, len(shown))
    rows = -(-len(shown) // columns)
    figure = Figure(figsize=(3.5 * columns, 3.75 * rows + 0.7), layout="constrained")
    figure.suptitle(f"“{text}”", fontsize=12)
    figure.supxlabel(
        "hatched: believed to cost now   outlined: to use up one time   shaded: out of sight",
        fontsize=9,
    )
    grid = figure.subplots(rows, columns, squeeze=False).ravel()
    for axes in grid[len(shown) :]:
        axes.set_axis_off()
    for axes, turn in zip(grid, shown, strict=False):
        _draw_moment(axes, moments, int(turn))
    return figure


def _draw_moment(axes: Axes, moments: list[Moment], turn: int) -> None:
    from matplotlib.patches import Rectangle

    moment = moments[turn]
    seen = set(moment.seen.tolist())
    for square, code in enumerate(moment.squares):
        y, x = divmod(square, GRID)
        name = CODES[code]
        colour = _COLOURS.get(name, _COLOURS["empty"])
        axes.add_patch(Rectangle((x, y), 1, 1, facecolor=colour, edgecolor="white", lw=0.5))
        if name in _MARKS:
            marker, fill, worth = _MARKS[name]
            axes.plot(x + 0.5, y + 0.5, marker, color=fill, ms=9, mec="white", mew=0.6)
            axes.text(x + 0.5, y + 0.52, worth, color="white", fontsize=6, ha="center", va="center")
        if square not in seen:
            axes.add_patch(Rectangle((x, y), 1, 1, facecolor="black", alpha=0.22, lw=0))
    for square in moment.counted:
        y, x = divmod(int(square), GRID)
        axes.add_patch(
            Rectangle((x + 0.1, y + 0.1), 0.8, 0.8, fill=False, edgecolor="#B8860B", lw=1.5)
        )
    for square in moment.forbidden:
        y, x = divmod(int(square), GRID)
        axes.add_patch(
            Rectangle((x, y), 1, 1, fill=False, edgecolor="#C00000", hatch="////", lw=0.8)
        )
    walked = np.array([divmod(past.position, GRID) for past in moments[: turn + 1]]) + 0.5
    axes.plot(walked[:, 1], walked[:, 0], color="black", lw=1.0, alpha=0.6)
    y, x = divmod(moment.position, GRID)
    arrow = _ARROWS[moment.direction]
    axes.plot(x + 0.5, y + 0.5, arrow, color="black", ms=9, mec="white", mew=0.8)
    left = "" if moment.left is None else f", {moment.left} left"
    axes.set_title(
        f"turn {turn}: return {moment.returns:g}, excess {moment.excess:g}{left}", fontsize=9
    )
    axes.set_xlim(0, GRID)
    axes.set_ylim(GRID, 0)
    axes.set_aspect("equal")
    axes.set_axis_off()

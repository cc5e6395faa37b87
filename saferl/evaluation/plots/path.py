"""An episode from above: the path, the objects, and where the safety layer stepped in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np

from saferl.errors import InputError, SafeRLError
from saferl.evaluation.episode import Episode
from saferl.evaluation.plots.style import INK, MUTED, RED, figure
from saferl.worlds import World, world_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["episode_path"]

Array = np.ndarray[Any, Any]
_FILLS = {
    "hazards": "#8DB4E2",
    "vases": "#7FCDBB",
    "gremlins": "#C994C7",
    "pillars": "#969696",
    "buttons": "#FDBE6F",
    "box": "#D9B382",
    "goal": "#A1D99B",
}
_PATH, _EDIT, _VETO = "#4D4D4D", "#F2C94C", "#7B3294"
_DEFAULT_RADIUS = 0.1


def episode_path(episode: Episode, *, title: str | None = None) -> Figure:
    """Draw where the agent went, which objects it passed, and each step that cost something.

    Objects stand where the episode left them; one that moved leaves a faint outline where it began.
    Goals are numbered in the order they were there.

    Raises:
        InputError: The record holds no poses.
        MissingDependencyError: matplotlib is not installed.
    """
    if "agent" not in episode.pose_names or len(episode) == 0:
        raise InputError(
            "this episode was recorded without poses, so there is no path to draw; "
            "record one on a Safety-Gymnasium task with `saferl evaluate --record 1`"
        )
    picture, (axes,) = figure(6.2, 6.2)
    axes.grid(visible=False)
    world = _world(episode.env_id)
    _draw_arena(axes, world)
    groups: dict[str, str] = {}
    for i, name in enumerate(episode.pose_names):
        if name != "agent":
            group, radius = _group(name, world)
            groups[group] = _FILLS.get(group, "#CCCCCC")
            _draw_object(axes, episode.poses[:, i, :2], radius, groups[group], group)
    path = episode.poses[:, episode.pose_names.index("agent"), :2]  # (T, 2)
    _draw_path(axes, path, episode)
    _legend(axes, groups, episode)
    axes.set_aspect("equal", adjustable="box")
    axes.margins(0.04)
    axes.set_xlabel("x, metres", color=INK, fontsize=9)
    axes.set_ylabel("y, metres", color=INK, fontsize=9)
    figures = f"return {episode.reward.sum():.1f}, cost {episode.cost.sum():.0f}"
    heading = title or f"{episode.policy} on {episode.env_id}, seed {episode.seed}"
    axes.set_title(f"{heading}\n{figures}", loc="left", fontsize=10, color=INK)
    return picture


def _draw_path(axes: Axes, path: Array, episode: Episode) -> None:
    from matplotlib.collections import LineCollection

    segments = np.stack([path[:-1], path[1:]], axis=1)  # (T - 1, 2, 2)
    costly = episode.cost[1:] > 0
    axes.add_collection(
        LineCollection(list(segments[~costly]), colors=_PATH, linewidths=1.3, zorder=4)
    )
    axes.add_collection(
        LineCollection(list(segments[costly]), colors=RED, linewidths=3.0, zorder=5)
    )
    first = episode.vetoed & ~np.concatenate([[False], episode.vetoed[:-1]])
    marks = (
        # a broad band under the path, so that a costly stretch shows through its edits
        (episode.edited, _EDIT, "o", 75, 3.5),
        (first, _VETO, "x", 26, 7),
    )
    for mask, colour, marker, size, order in marks:
        if mask.any():
            axes.scatter(
                path[mask, 0],
                path[mask, 1],
                s=size,
                c=colour,
                marker=marker,
                zorder=order,
                linewidths=None if marker == "x" else 0,
            )
    if episode.vetoed.any():  # a thin line over the path, a cross where each stretch begins
        vetoed = list(segments[episode.vetoed[1:]])
        axes.add_collection(LineCollection(vetoed, colors=_VETO, linewidths=1.6, zorder=5.5))
    axes.scatter(path[0, 0], path[0, 1], s=70, c="white", edgecolors=INK, linewidths=1.6, zorder=8)
    axes.scatter(path[-1, 0], path[-1, 1], s=70, c=INK, marker="s", zorder=8)
    for point, word in ((path[0], "start"), (path[-1], "end")):
        axes.annotate(
            word, tuple(point), xytext=(7, 6), textcoords="offset points", fontsize=8, zorder=9
        )


def _draw_object(axes: Axes, places: Array, radius: float, fill: str, group: str) -> None:
    from matplotlib.patches import Circle

    if group == "goal":  # a new one appears when one is reached
        jumps = np.linalg.norm(np.diff(places, axis=0), axis=1) > 1e-9
        spots = places[np.concatenate([[True], jumps])]
        for number, spot in enumerate(spots, 1):
            # many of them overlap within one episode: rims, hardly filled
            axes.add_patch(Circle(tuple(spot), radius, facecolor=fill, alpha=0.12, zorder=1))
            axes.add_patch(Circle(tuple(spot), radius, fill=False, edgecolor=fill, zorder=2))
            axes.annotate(
                str(number), tuple(spot), ha="center", va="center", fontsize=8, color=MUTED
            )
        return
    first, last = places[0], places[-1]
    if np.linalg.norm(last - first) > 0.5 * radius:
        axes.add_patch(
            Circle(tuple(first), radius, fill=False, edgecolor=fill, linestyle=":", zorder=2)
        )
        axes.plot(*places.T, color=fill, linewidth=0.8, zorder=2)
    axes.add_patch(Circle(tuple(last), radius, facecolor=fill, edgecolor="none", zorder=3))


def _draw_arena(axes: Axes, world: World | None) -> None:
    from matplotlib.patches import Rectangle

    if world is None or world.arena is None:
        return
    x_min, y_min, x_max, y_max = world.arena
    style: dict[str, Any] = {"color": "#BBBBBB", "linewidth": 1.0, "zorder": 0}
    if np.isfinite(world.arena).all():
        size = (x_max - x_min, y_max - y_min)
        axes.add_patch(Rectangle((x_min, y_min), *size, fill=False, **style))
        return
    for wall in (x_min, x_max):
        if np.isfinite(wall):
            axes.axvline(wall, **style)
    for wall in (y_min, y_max):
        if np.isfinite(wall):
            axes.axhline(wall, **style)


def _legend(axes: Axes, groups: dict[str, str], episode: Episode) -> None:
    from matplotlib.lines import Line2D

    entries = [
        Line2D([], [], marker="o", linestyle="", color=fill, label=group, markersize=8)
        for group, fill in groups.items()
    ]
    if (episode.cost > 0).any():
        entries.append(Line2D([], [], color=RED, linewidth=3, label="costs"))
    if episode.edited.any():
        entries.append(
            Line2D([], [], marker="o", linestyle="", color=_EDIT, label="edited", markersize=8)
        )
    if episode.vetoed.any():
        entries.append(Line2D([], [], marker="x", color=_VETO, label="vetoed", markersize=5))
    axes.legend(
        handles=entries, frameon=False, fontsize=8, loc="upper left", bbox_to_anchor=(1.0, 1.0)
    )


def _world(env_id: str | None) -> World | None:
    try:
        return None if env_id is None else world_of(env_id)
    except SafeRLError:  # an environment of the user's; its objects get a radius for show
        return None


def _group(name: str, world: World | None) -> tuple[str, float]:
    """The group an object belongs to and its radius: ``hazard3`` is one of ``hazards``."""
    stem = re.sub(r"\d+$", "", name)
    if world is not None:
        for group in world.groups:
            if group.name in (stem, stem + "s"):
                return group.name, group.radius
    plural = stem if stem == name else stem + "s"
    return plural, _DEFAULT_RADIUS

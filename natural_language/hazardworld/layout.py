"""Layouts: where tiles, treasures and the agent are when an episode begins.

Half of the inner squares are tiles, a sixth of each kind, as in the published world, but in small
patches, so that keeping a distance is not the same as standing still: noise with some of its
neighbours' is drawn over the grid for each kind in turn, and the kind takes the free squares where
it is highest. Treasures lie on free squares. The agent starts on a free square as far as may be (up
to `CLEAR` squares) from the tiles its constraint is about, so that nobody is in breach before the
first step. Tiles and treasures depend on seed and episode alone, not on the text.

Squares are numbered ``y * 13 + x`` with the origin at the upper left, as minigrid has it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from natural_language.hazardworld import chance
from natural_language.hazardworld.world import GRID, HAZARDWORLD
from saferl.errors import InputError

__all__ = [
    "CLEAR",
    "CODES",
    "KINDS",
    "SQUARES",
    "TREASURES",
    "Layouts",
    "draw",
    "from_picture",
    "patches",
    "strayed",
]

Array = NDArray[Any]

#: What a square holds, by its number in a layout.
CODES = ("wall", "empty", "lava", "water", "grass", "ball", "box", "key")
#: Kinds of tile and of treasure, in the order of their codes (from 2 and from 5 on).
KINDS = ("lava", "water", "grass")
TREASURES = ("ball", "box", "key")
SQUARES = GRID * GRID
#: Farther than this from the tiles of its constraint no start need be.
CLEAR = 4
_ASTRAY = 3

_EMPTY, _TILE, _TREASURE = 1, 2, 5
_DRAWN, _FACING = "#.LWGoxk", ">v<^"
_INSIDE = np.array([y * GRID + x for y in range(1, GRID - 1) for x in range(1, GRID - 1)])
_SIDE = GRID - 2
_NEIGHBOURS = 0.35  # weight of each neighbour's noise: patches of two to five squares
_BLANK = np.zeros(SQUARES, dtype=np.int8)
_BLANK[_INSIDE] = _EMPTY
_X, _Y = _INSIDE % GRID, _INSIDE // GRID
#: Steps between two inner squares, walking past nothing: (121, 121).
_STEPS = (np.abs(_X[:, None] - _X) + np.abs(_Y[:, None] - _Y)).astype(np.int8)


@dataclass(frozen=True, eq=False)
class Layouts:
    """The beginnings of m episodes.

    Attributes:
        squares: (m, 169) int8, what each square holds (`CODES`); the agent is not among it.
        distances: (m, 3, 169) int8, steps from each square to the nearest lava, water, grass.
        start: (m,) the agent's square.
        direction: (m,) 0 right, 1 down, 2 left, 3 up.
    """

    squares: Array
    distances: Array
    start: Array
    direction: Array


def draw(seeds: Any, episodes: Any, about: Any) -> Layouts:
    """Return the layouts of m episodes.

    Args:
        seeds: (m,) seeds of the environments.
        episodes: (m,) numbers of the episodes.
        about: (m, 3) bool, which kinds of tile each episode's constraints keep the agent from.

    >>> layouts = draw([5], [0], np.array([[True, False, False]]))
    >>> [int((layouts.squares == CODES.index(kind)).sum()) for kind in KINDS]
    [20, 20, 20]
    >>> int(layouts.distances[0, 0, layouts.start[0]])  # squares from the start to lava
    4
    """
    m = len(seeds)
    rows = np.arange(m)[:, None]
    inner = np.full((m, len(_INSIDE)), _EMPTY, dtype=np.int8)
    distance = np.empty((m, len(KINDS), len(_INSIDE)), dtype=np.int8)
    for kind, group in enumerate(HAZARDWORLD.groups):
        noise = _patchy(chance.uniform(seeds, episodes, kind, len(_INSIDE)))
        noise[inner != _EMPTY] = -1.0
        chosen = np.argpartition(noise, -group.count, axis=1)[:, -group.count :]  # (m, count)
        inner[rows, chosen] = _TILE + kind
        distance[:, kind] = _STEPS[chosen].min(axis=1)
    order = chance.uniform(seeds, episodes, len(KINDS), len(_INSIDE))
    order[inner != _EMPTY] = -1.0
    chosen = np.argsort(order, axis=1)[:, -len(TREASURES) :]
    inner[rows, chosen] = _TREASURE + np.arange(len(TREASURES))

    near = np.where(np.asarray(about)[:, :, None], distance, CLEAR).min(axis=1)  # (m, 121)
    # whole numbers first, chance between equals
    wish = np.minimum(near, CLEAR) + chance.uniform(seeds, episodes, 4, len(_INSIDE))
    wish[inner != _EMPTY] = -1.0
    squares = np.repeat(_BLANK[None], m, axis=0)
    squares[:, _INSIDE] = inner
    everywhere = np.zeros((m, len(KINDS), SQUARES), dtype=np.int8)
    everywhere[:, :, _INSIDE] = distance
    return Layouts(
        squares, everywhere, _INSIDE[wish.argmax(axis=1)], chance.below(4, seeds, episodes, 5)
    )


def strayed(layouts: Layouts, seeds: Any, episodes: Any, share: float) -> Layouts:
    """Return the layouts with the start of some episodes moved, at most three steps.

    Who never leaves what is allowed never learns to come back. So a share of training's episodes
    begins on any free square near the start, in breach of the constraint perhaps.

    Args:
        layouts: Of m episodes.
        seeds, episodes: (m,) as they were drawn by.
        share: Of episodes, at most.

    >>> here = [5, 6], [0, 0]
    >>> drawn = draw(*here, np.ones((2, 3), dtype=bool))
    >>> bool((strayed(drawn, *here, share=0.0).start == drawn.start).all())
    True
    """
    inner = layouts.squares[:, _INSIDE]
    number = np.full(SQUARES, -1)
    number[_INSIDE] = np.arange(len(_INSIDE))
    near = _STEPS[number[layouts.start]] <= _ASTRAY  # (m, 121)
    wish = chance.uniform(seeds, episodes, 8, len(_INSIDE))
    wish[(inner != _EMPTY) | ~near] = -1.0
    moved = chance.uniform(seeds, episodes, 7, 1)[:, 0] < share
    start = np.where(moved, _INSIDE[wish.argmax(axis=1)], layouts.start)
    return replace(layouts, start=start)


def patches(seeds: Any, episodes: Any, stream: int, sizes: Array) -> Array:
    """Return (m, 169) bool: so many inner squares of each of m episodes, lying in patches.

    >>> patches([3, 4], [0, 0], 10, np.array([0, 7])).sum(axis=1).tolist()
    [0, 7]
    """
    noise = _patchy(chance.uniform(seeds, episodes, stream, len(_INSIDE)))
    rank = (-noise).argsort(axis=1).argsort(axis=1)
    squares = np.zeros((len(noise), SQUARES), dtype=np.bool_)
    squares[:, _INSIDE] = rank < np.asarray(sizes)[:, None]
    return squares


def from_picture(picture: str) -> Layouts:
    """Return the layout of one episode, drawn with characters.

    Args:
        picture: 13 lines of 13: ``#`` wall, ``.`` empty, ``L`` lava, ``W`` water, ``G`` grass,
            ``o`` ball, ``x`` box, ``k`` key, and one of ``> v < ^`` for the agent.

    Raises:
        InputError: Another size, another character, or not one agent.
    """
    lines = [line.strip() for line in picture.strip().splitlines()]
    text = "".join(lines)
    if [len(line) for line in lines] != [GRID] * GRID:
        raise InputError(
            f"a picture of a layout has {GRID} lines of {GRID} characters; got {lines}"
        )
    strange = sorted(set(text) - set(_DRAWN) - set(_FACING))
    if strange or sum(text.count(arrow) for arrow in _FACING) != 1:
        raise InputError(
            f"a layout is drawn with {_DRAWN!r} and one agent of {_FACING!r}; "
            f"{f'got {strange}' if strange else 'there is not one agent'}"
        )
    start = next(i for i, drawn in enumerate(text) if drawn in _FACING)
    squares = np.array(
        [_EMPTY if i == start else _DRAWN.index(drawn) for i, drawn in enumerate(text)]
    )
    far = np.full((len(KINDS), SQUARES), 2 * GRID, dtype=np.int8)
    for kind in range(len(KINDS)):
        tiles = np.flatnonzero(squares[_INSIDE] == _TILE + kind)
        if len(tiles):
            far[kind, _INSIDE] = _STEPS[tiles].min(axis=0)
    return Layouts(
        squares.astype(np.int8)[None],
        far[None],
        np.array([start]),
        np.array([_FACING.index(text[start])]),
    )


def _patchy(noise: Array) -> Array:
    """Add to each inner square's noise some of its four neighbours': (m, 121) -> the same."""
    grid = np.pad(noise.reshape(-1, _SIDE, _SIDE), ((0, 0), (1, 1), (1, 1)), mode="edge")
    beside = grid[:, :-2, 1:-1] + grid[:, 2:, 1:-1] + grid[:, 1:-1, :-2] + grid[:, 1:-1, 2:]
    return np.asarray(grid[:, 1:-1, 1:-1] + _NEIGHBOURS * beside).reshape(len(noise), -1)

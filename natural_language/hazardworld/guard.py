"""The guard: an agent takes no action that it believes to cost where another does not.

Looking one turn ahead is not enough. Whoever goes onto tiles that may be stood on for two turns
needs to be off them in time, and a text that counts turns counts those of turning around as well.
So the guard also asks whether, after an action, there is a way over squares the agent has seen to
where nothing is counted, within what every constraint still allows. A step onto such tiles may
change what a text forbids; where an interpreter can tell how (`beliefs.Belief.then`), the way is
one that will be there. Several constraints are not one: of two that both forbid the square ahead,
the one that counts visits does not charge for staying inside.

Shapes: n agents, c constraints each.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from natural_language.hazardworld.beliefs import Belief
from natural_language.hazardworld.layout import CODES
from natural_language.hazardworld.sight import OWN, UNKNOWN

__all__ = ["kept_to", "permitted"]

Array = NDArray[Any]

_WALL = CODES.index("wall")
_NEXT = OWN[0], OWN[1] - 1  # the square ahead
_SIDES = 4  # to face: ahead, to the right, behind, to the left


def permitted(sight: Array, belief: Belief) -> Array:
    """Which actions the guard lets be: (n, 3), turn left, turn right, go ahead.

    Args:
        sight: (n, 9, 11) codes of what is around, see `sight.Recollection`.
        belief: What is believed of it.

    Those are the actions that are believed to cost nothing now nor, if it can be helped, before
    the agent is where nothing is counted any more; all three where each of them costs.
    """
    wall = sight[:, _NEXT[0], _NEXT[1]] == _WALL
    here = belief.mask[:, :, OWN[0], OWN[1]]  # (n, c)
    there = np.where(wall[:, None], here, belief.mask[:, :, _NEXT[0], _NEXT[1]])
    spent, inside = belief.left < 1.0, here & belief.visits
    staying = (here & spent & ~belief.visits).any(axis=1)
    going = (there & spent & ~inside).any(axis=1)
    free = ~np.stack([staying, staying, going], axis=1)  # (n, 3)
    counted = ~belief.visits & ~spent
    tied = ((here | there) & counted).any(axis=1) & free.any(axis=1)
    safe = free.copy()
    rows = np.flatnonzero(tied)
    if len(rows):
        turns = _turns_left(sight[rows], belief, rows, inside)
        gone = turns
        if belief.then is not None:
            entered = belief.mask[:, :, _NEXT[0], _NEXT[1]] & belief.visits
            told = ~wall & ~np.isnan(belief.then.left).any(axis=1)
            gone = 1.0 + _turns_left(sight[rows], belief.then, rows, entered)
            gone = np.where(told[rows, None, None], gone, turns)
        safe[rows] &= _way_out(turns, gone, wall[rows])
    allowed = np.where(safe.any(axis=1, keepdims=True), safe, free)
    return np.asarray(allowed | ~allowed.any(axis=1, keepdims=True))


def kept_to(actions: Array, allowed: Array) -> Array:
    """Actions (n,), and where one is not among those allowed, (n, 3), the first that is.

    >>> only_turns = np.array([[True, True, False]] * 2)
    >>> kept_to(np.array([2, 1]), only_turns).tolist()
    [0, 1]
    """
    fine = allowed[np.arange(len(actions)), actions]
    return np.where(fine, actions, allowed.argmax(axis=1))


def _turns_left(sight: Array, belief: Belief, rows: Array, inside: Array) -> Array:
    """How many turns each square may be stood on, (m, 9, 11): 0 for squares not to go onto."""
    mask, left, visits = belief.mask[rows], belief.left[rows], belief.visits[rows]
    limit = np.where(visits, np.inf, np.floor(left))
    limit[visits & (left < 1.0) & ~inside[rows]] = 0.0  # no visit is left
    turns = np.where(mask, limit[:, :, None, None], np.inf).min(axis=1)
    return np.where((sight == _WALL) | (sight == UNKNOWN), 0.0, turns)


def _way_out(turns: Array, gone: Array, wall: Array) -> Array:
    """Whether each action leaves a way to where nothing is counted: (m, 3).

    Args:
        turns: (m, 9, 11) from `_turns_left`.
        gone: The same for an agent that goes ahead, that turn included.
        wall: (m,) whether there is a wall ahead, so that going ahead is staying.
    """
    m = len(turns)
    at = np.zeros((m, 3, _SIDES, *turns.shape[1:]), dtype=np.bool_)  # after so many turns
    at[:, 0, 3, OWN[0], OWN[1]] = at[:, 1, 1, OWN[0], OWN[1]] = True
    at[:, 2, 0, OWN[0], OWN[1]], at[:, 2, 0, _NEXT[0], _NEXT[1]] = wall, ~wall
    squares = np.stack([turns, turns, gone], axis=1)[:, :, None]  # (m, 3, 1, 9, 11)
    clear = np.isinf(squares)
    out = (at & clear).any(axis=(2, 3, 4))
    at &= squares >= 1.0
    for turn in range(2, int(squares[np.isfinite(squares)].max(initial=0.0)) + 2):
        ahead = _stepped(at)
        out |= (ahead & clear).any(axis=(2, 3, 4))
        at = (np.roll(at, 1, axis=2) | np.roll(at, -1, axis=2) | ahead) & (squares >= turn)
    return np.asarray(out)


def _stepped(at: Array) -> Array:
    """The squares (..., 4, 9, 11) that are reached by a step ahead, by the side faced."""
    ahead = np.zeros_like(at)
    ahead[..., 0, :, :-1] = at[..., 0, :, 1:]
    ahead[..., 1, 1:, :] = at[..., 1, :-1, :]
    ahead[..., 2, :, 1:] = at[..., 2, :, :-1]
    ahead[..., 3, :-1, :] = at[..., 3, 1:, :]
    return ahead

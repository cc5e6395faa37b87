"""HazardWorld for many environments at once: NumPy arrays from end to end, no loop over them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from gymnasium import spaces
from gymnasium.vector import AutoresetMode, VectorEnv
from gymnasium.vector.utils import batch_space
from numpy.typing import NDArray

from natural_language.hazardworld import layout
from natural_language.hazardworld.board import IMAGE, REWARDS, VIEW, Board
from natural_language.hazardworld.missions import Deck, Mission
from natural_language.hazardworld.world import HAZARDWORLD, HORIZON
from saferl.constraints.checks import one_of
from saferl.envs.stock_vector import reset_plan
from saferl.errors import InputError
from saferl.monitors import Monitor

__all__ = ["HazardWorldVectorEnv", "Played", "batched_space", "observation_space"]

Array = NDArray[Any]

if TYPE_CHECKING:
    _VectorEnv = VectorEnv[Any, Any, Any]
else:
    _VectorEnv = VectorEnv


class Played(NamedTuple):
    """What a turn came to.

    Attributes:
        rewards: (n,).
        costs: (n, c) by each constraint of the mission.
        terminations: (n,) whether every treasure is taken.
        truncations: (n,) whether the episode's turns are used up.
    """

    rewards: Array
    costs: Array
    terminations: Array
    truncations: Array


def observation_space() -> spaces.Dict:
    """What one agent observes: the squares before it, where it faces, and its mission."""
    return spaces.Dict(
        {
            "image": spaces.Box(0, 255, (VIEW, VIEW, 3), np.uint8),
            "direction": spaces.Discrete(4),
            "mission": spaces.Text(max_length=1000, charset=frozenset(map(chr, range(32, 0x250)))),
        }
    )


def batched_space(space: spaces.Dict, num_envs: int) -> spaces.Dict:
    """The space of ``num_envs`` observations at once.

    As ``batch_space``, but texts share one space: copying its alphabet takes longer than a game.
    """
    return spaces.Dict(
        {
            name: spaces.Tuple([part] * num_envs)
            if isinstance(part, spaces.Text)
            else batch_space(part, num_envs)
            for name, part in space.spaces.items()
        }
    )


class HazardWorldVectorEnv(_VectorEnv):
    """n HazardWorlds; each episode draws its layout and its mission from its seed.

    Args:
        missions: To draw from; all with the same number c of constraints.
        num_envs: n.
        seed: Environment i is seeded ``seed + i`` by the first `reset` that is given no seed; by
            default at random.
        rewards: What ball, box and key are worth; ``TRANSFER_REWARDS`` for the transfer task.
        autoreset: ``"same_step"``, or ``"disabled"`` to reset by ``options={"reset_mask": mask}``.
        max_episode_steps: Turns until an episode is cut off.
        stray: Share of episodes that begin a little off, in breach perhaps (`layout.strayed`).

    ``infos["costs"]`` (n, c) holds what the transition cost by each constraint of the mission and
    ``infos["cost"]`` (n,) their sum. An episode terminates once every treasure is taken.

    >>> from natural_language.hazardworld import sentences
    >>> env = HazardWorldVectorEnv(sentences()[:10], num_envs=3, seed=0)
    >>> observations, _ = env.reset()
    >>> observations, rewards, _, _, infos = env.step(np.array([2, 2, 0]))
    >>> observations["image"].shape, infos["costs"].shape
    ((3, 7, 7, 3), (3, 1))
    """

    def __init__(
        self,
        missions: Sequence[Mission],
        num_envs: int = 64,
        *,
        seed: int | None = None,
        rewards: tuple[float, ...] = REWARDS,
        autoreset: str = "same_step",
        max_episode_steps: int = HORIZON,
        stray: float = 0.0,
    ) -> None:
        one_of("autoreset", autoreset, ("same_step", "disabled"))
        if len(rewards) != len(layout.TREASURES):
            raise InputError(f"rewards are {rewards}; expected one for each of {layout.TREASURES}")
        if not 0.0 <= stray <= 1.0:
            raise InputError(f"stray is {stray}; expected a share, 0 to 1")
        self.num_envs = num_envs
        self.world = HAZARDWORLD
        self._stray = stray
        self.horizon = max_episode_steps
        self.deck = Deck(missions)
        self.board = Board(num_envs, rewards)
        self.monitor = Monitor(self.deck.constraints, HAZARDWORLD, num_envs)
        self.single_observation_space: Any = observation_space()
        self.single_action_space: Any = spaces.Discrete(3)
        self.observation_space = batched_space(self.single_observation_space, num_envs)
        self.action_space = batch_space(self.single_action_space, num_envs)
        self._same_step = autoreset == "same_step"
        mode = AutoresetMode.SAME_STEP if self._same_step else AutoresetMode.DISABLED
        self.metadata = {"autoreset_mode": mode}
        self._first_seed = seed
        self._rows = np.arange(num_envs)
        self._seeds = np.zeros(num_envs, dtype=np.int64)
        self._episodes = np.full(num_envs, -1, dtype=np.int64)
        self._chosen = np.zeros(num_envs, dtype=np.int64)
        self._texts: Array = np.array([mission.text for mission in missions], dtype=object)

    # -- what is going on ------------------------------------------------------------------------

    @property
    def chosen(self) -> Array:
        """(n,) the numbers, in the deck, of the missions under way."""
        return self._chosen

    @property
    def missions(self) -> tuple[Mission, ...]:
        """The n missions under way."""
        return tuple(self.deck.missions[i] for i in self._chosen)

    @property
    def names(self) -> tuple[Array, Array]:
        """(n,) seeds and (n,) numbers of the episodes under way."""
        return self._seeds, self._episodes

    def texts(self, rows: Array) -> list[str]:
        """What the agents of ``rows`` are told."""
        return [str(text) for text in self._texts[self._chosen[rows]]]

    # -- verbs -----------------------------------------------------------------------------------

    def reset(
        self,
        *,
        seed: int | Sequence[int | None] | None = None,
        options: dict[str, Any] | None = None,
    ) -> tuple[Any, dict[str, Any]]:
        """Begin new episodes everywhere, or where ``options["reset_mask"]`` says.

        An environment that is given a seed begins that seed's first episode, one that is not its
        next. ``options["layouts"]``, n of them, are used instead of drawn ones, and
        ``options["missions"]``, (n,) numbers in the deck, likewise.
        """
        if seed is None:
            seed = self._first_seed
        self._first_seed = None
        seeds, mask, _ = reset_plan(self.num_envs, seed, options)
        for i in np.flatnonzero(mask):
            given = seeds[i]
            if given is not None:
                self._seeds[i], self._episodes[i] = given, -1
            elif self._episodes[i] < 0:
                self._seeds[i] = np.random.SeedSequence().generate_state(1)[0]
        self.begin(np.flatnonzero(mask), options)
        infos = {
            "cost": np.zeros(self.num_envs),
            "costs": np.zeros((self.num_envs, self.deck.which.shape[1])),
        }
        return self._observe(), infos

    def step(self, actions: Any) -> tuple[Any, Array, Array, Array, dict[str, Any]]:
        """Take one turn in every environment: 0 turn left, 1 turn right, 2 go ahead."""
        played = self.play(np.asarray(actions))
        infos: dict[str, Any] = {"cost": played.costs.sum(axis=1), "costs": played.costs}
        done = played.terminations | played.truncations
        if self._same_step and done.any():
            self._finish(done, infos)
        observations = self._observe()
        return observations, played.rewards, played.terminations, played.truncations, infos

    def play(self, actions: Array) -> Played:
        """Take the turn alone: nothing is observed, and finished episodes are left as they ended.

        With `begin`, for those who make observations of their own from ``board.view``.

        Raises:
            InputError: Actions that are none.
        """
        if actions.shape != (self.num_envs,) or not ((actions >= 0) & (actions < 3)).all():
            raise InputError(f"expected {self.num_envs} actions of 0, 1, 2; got {actions!r}")
        rewards, terminations = self.board.move(actions)
        truncations = ~terminations & (self.board.turns >= self.horizon)
        judged = self.monitor.step(self.board.signals()).cost  # (n, K)
        costs = judged[self._rows[:, None], self.deck.which[self._chosen]]  # (n, c)
        return Played(rewards, costs, terminations, truncations)

    def begin(self, rows: Array, options: dict[str, Any] | None = None) -> None:
        """Begin the next episodes of ``rows`` (m,); options as in `reset`."""
        options = options or {}
        self._episodes[rows] += 1
        seeds, episodes = self._seeds[rows], self._episodes[rows]
        if "missions" in options:
            self._chosen[rows] = np.asarray(options["missions"])[rows]
        else:
            self._chosen[rows] = self.deck.draw(seeds, episodes)
        if "layouts" in options:
            given: layout.Layouts = options["layouts"]
            parts = (given.squares, given.distances, given.start, given.direction)
            layouts = layout.Layouts(*(part[rows] for part in parts))
        else:
            layouts = layout.draw(seeds, episodes, self.deck.about[self._chosen[rows]])
            if self._stray > 0.0:
                layouts = layout.strayed(layouts, seeds, episodes, self._stray)
        self.board.begin(rows, layouts)
        mask = np.zeros(self.num_envs, dtype=np.bool_)
        mask[rows] = True
        self.monitor.reset(mask)

    def skip(self, episodes: int) -> None:
        """Make as if so many more episodes had been begun everywhere."""
        self._episodes += episodes

    # -- parts -----------------------------------------------------------------------------------

    def _finish(self, done: Array, infos: dict[str, Any]) -> None:
        """Keep what the finished episodes ended with, and begin their next."""
        rows = np.flatnonzero(done)
        seen, facing, texts = IMAGE[self.board.view[rows]], self.board.direction, self._texts
        finals = np.full(self.num_envs, None, dtype=object)
        for k, i in enumerate(rows):
            mission = texts[self._chosen[i]]
            finals[i] = {"image": seen[k], "direction": int(facing[i]), "mission": mission}
        infos["final_obs"], infos["_final_obs"] = finals, done.copy()
        infos["final_info"] = {
            "cost": np.where(done, infos["cost"], 0.0),
            "_cost": done.copy(),
            "costs": np.where(done[:, None], infos["costs"], 0.0),
            "_costs": done.copy(),
        }
        infos["_final_info"] = done.copy()
        self.begin(rows)

    def _observe(self) -> dict[str, Any]:
        return {
            "image": IMAGE[self.board.view],
            "direction": self.board.direction.copy(),
            "mission": tuple(self._texts[self._chosen]),
        }

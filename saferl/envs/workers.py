"""Environments shared out to worker processes.

Each worker has a vector environment of its own and steps it when it gets a byte on a pipe; actions
and results lie in shared memory. While workers step, this process is free: see ``step_async``.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from gymnasium import spaces
from gymnasium.vector import AutoresetMode, VectorEnv
from gymnasium.vector.utils import batch_space, concatenate, create_empty_array, iterate

from saferl.envs.channels import STEP_TYPES
from saferl.envs.crew import Crew
from saferl.envs.shared_memory import CAPACITY, Block, Column, Layout, unflatten_infos
from saferl.envs.snapshots import Snapshot
from saferl.envs.stock_vector import reset_plan
from saferl.errors import InputError

__all__ = ["WorkerVectorEnv"]

_ARRAY_SPACES = (spaces.Box, spaces.Discrete, spaces.MultiDiscrete, spaces.MultiBinary)
_STEP_BYTES = {np.dtype(name): byte for byte, name in STEP_TYPES.items()}


class WorkerVectorEnv(VectorEnv[Any, Any, np.ndarray]):
    """A vector environment whose environments live in worker processes.

    Args:
        make_shard: makes a vector environment of a given number of environments; it is called in
            each worker. It travels by cloudpickle, so a function of the user's script will do.
        num_envs: environments of all workers together.
        workers: how many processes; environments are shared out in order, as evenly as can be.

    Raises:
        SimulationError: a worker failed, was killed or cannot be started.
    """

    def __init__(
        self, make_shard: Callable[[int], VectorEnv[Any, Any, Any]], num_envs: int, *, workers: int
    ) -> None:
        import cloudpickle

        if not 1 <= workers <= num_envs:
            raise InputError(f"workers must be 1 to num_envs={num_envs}, not {workers}")
        self.num_envs = num_envs
        self.closed = True  # until there is something to close
        bounds = np.linspace(0, num_envs, workers + 1).round().astype(int).tolist()
        self._slices = [slice(a, b) for a, b in itertools.pairwise(bounds)]
        self._columns: dict[tuple[str, ...], Column] = {}
        self._views: dict[tuple[str, ...], np.ndarray] = {}
        self._block: Any = None
        self._extra_observations: list[Any] = [None] * workers
        self._stepping = False
        self._crew = Crew(workers)
        self.closed = False
        try:
            body = cloudpickle.dumps(make_shard)
            for w, rows in enumerate(self._slices):
                self._crew.send(w, ("setup", body, rows.stop - rows.start, w, os.getpid()))
            self._adopt(self._crew.answers()[0][1])
            self._share_memory()
        except BaseException:
            self.close()
            raise

    def reset(
        self,
        *,
        seed: int | Sequence[int | None] | None = None,
        options: dict[str, Any] | None = None,
    ) -> tuple[Any, dict[str, Any]]:
        """Reset all environments, or those in ``options["reset_mask"]``."""
        seeds, mask, others = reset_plan(self.num_envs, seed, options)
        self._be_ready()
        asked = [w for w, rows in enumerate(self._slices) if mask[rows].any()]
        for w in asked:
            rows = self._slices[w]
            mine = dict(others or {})
            if not mask[rows].all():
                mine["reset_mask"] = mask[rows]
            self._crew.send(w, ("reset", seeds[rows], mine or None))
        infos = self._collect(asked)
        return self._observations(), infos

    def step(self, actions: Any) -> tuple[Any, np.ndarray, np.ndarray, np.ndarray, dict[str, Any]]:
        """Take one step in every environment."""
        self.step_async(actions)
        return self.step_wait()

    def step_async(self, actions: Any) -> None:
        """Begin a step in every worker; this process is free until ``step_wait``."""
        if self._stepping:
            raise InputError("a step is under way; call step_wait() before the next")
        self._be_ready()
        if self._block.layout.action is not None:
            actions = self._checked(actions)
            byte = _STEP_BYTES.get(actions.dtype)
            if byte is not None:
                self._block.actions(actions.dtype)[...] = actions
                for w in range(len(self._slices)):
                    self._crew.signal(w, byte)
                self._stepping = True
                return
            parts: list[Any] = [actions[rows] for rows in self._slices]
        else:
            rows_of = list(iterate(self.action_space, actions))
            space = self.single_action_space
            parts = [_stacked(space, rows_of[rows]) for rows in self._slices]
        for w, part in enumerate(parts):
            self._crew.send(w, ("step", part))
        self._stepping = True

    def step_wait(self) -> tuple[Any, np.ndarray, np.ndarray, np.ndarray, dict[str, Any]]:
        """Wait for the step begun by ``step_async``."""
        if not self._stepping:
            raise InputError("no step is under way; call step_async(actions) first")
        self._stepping = False
        infos = self._collect(list(range(len(self._slices))))
        arrays = self._block.arrays
        return (
            self._observations(),
            arrays["rewards"].copy(),
            arrays["terminations"].copy(),
            arrays["truncations"].copy(),
            infos,
        )

    def render(self) -> tuple[Any, ...]:
        """A picture of each environment."""
        self._be_ready()
        self._crew.send_all(("render",))
        return tuple(frame for answer in self._crew.answers() for frame in answer[1])

    def snapshot(self) -> Snapshot:
        """Snapshots of all environments, as one; it fits any number of workers."""
        self._be_ready()
        self._crew.send_all(("snapshot",))
        answers = self._crew.answers()
        return Snapshot(answers[0][1], tuple(row for answer in answers for row in answer[2]))

    def restore(self, snapshot: Snapshot) -> None:
        """Go back to a snapshot."""
        self._be_ready()
        snapshot.check(snapshot.kind, self.num_envs)
        for w, rows in enumerate(self._slices):
            self._crew.send(w, ("restore", snapshot.kind, snapshot.rows[rows]))
        self._crew.answers()

    def close_extras(self, **kwargs: Any) -> None:
        """End the workers."""
        self._crew.dismiss()
        if self._block is not None:
            self._views.clear()
            self._block.close()

    @property
    def worker_pids(self) -> tuple[int, ...]:
        """Process ids of the workers."""
        return self._crew.pids

    def _adopt(self, about: dict[str, Any]) -> None:
        """Take over what a worker says of its environments."""
        self.single_observation_space = about["single_observation_space"]
        self.single_action_space = about["single_action_space"]
        self.observation_space = batch_space(self.single_observation_space, self.num_envs)
        self.action_space = batch_space(self.single_action_space, self.num_envs)
        self.metadata = about["metadata"]
        self.render_mode = about["render_mode"]
        self.world = about["world"]
        self.constraints = about["constraints"]
        self.max_episode_steps = about["max_episode_steps"]
        self.pose_names = about["pose_names"]
        self._same_step = self.metadata["autoreset_mode"] is AutoresetMode.SAME_STEP

    def _share_memory(self) -> None:
        seen, done = self.single_observation_space, self.single_action_space
        layout = Layout(
            num_envs=self.num_envs,
            workers=len(self._slices),
            observation=(str(seen.dtype), tuple(seen.shape))  # type: ignore[arg-type]
            if isinstance(seen, _ARRAY_SPACES)
            else None,
            action=tuple(done.shape) if isinstance(done, _ARRAY_SPACES) else None,  # type: ignore[arg-type]
        )
        self._block = Block(layout)
        for w, rows in enumerate(self._slices):
            self._crew.send(w, ("open", layout, self._block.path, rows.start, rows.stop))
        self._crew.answers()
        self._block.unlink()

    def _observations(self) -> Any:
        if "observations" in self._block.arrays:
            return self._block.arrays["observations"].copy()
        space = self.single_observation_space
        rows: list[Any] = []
        for part, owned in zip(self._extra_observations, self._slices, strict=True):
            batch = batch_space(space, owned.stop - owned.start)
            rows += list(iterate(batch, part))
        return _stacked(space, rows)

    def _collect(self, asked: list[int]) -> dict[str, Any]:
        """The infos of those workers' answers, put together."""
        extras: dict[int, dict[str, Any]] = {}
        for w, answer in zip(asked, self._crew.answers(), strict=True):
            if answer is not None:
                extras[w] = answer[1]
                self._extra_observations[w] = answer[1].get("observations")
        present = self._block.arrays["present"]
        leaves: dict[tuple[str, ...], Any] = {}
        for path, column in self._columns.items():
            has = [bool(present[w, column.index]) for w in asked]
            if all(has) and len(asked) == len(self._slices):
                leaves[path] = self._views[path].copy()
            elif any(has):
                leaves[path] = np.zeros_like(self._views[path])
                for w, there in zip(asked, has, strict=True):
                    if there:
                        leaves[path][self._slices[w]] = self._views[path][self._slices[w]]
        if extras:
            self._add_extras(leaves, extras)
        infos = unflatten_infos(leaves)
        ended = infos.get("_final_obs")
        if ended is not None and "final_obs" in self._block.arrays:
            final_obs = np.full(self.num_envs, None, dtype=object)
            for i in np.flatnonzero(ended):
                final_obs[i] = self._block.arrays["final_obs"][i].copy()
            infos["final_obs"] = final_obs
        return infos

    def _add_extras(
        self, leaves: dict[tuple[str, ...], Any], extras: dict[int, dict[str, Any]]
    ) -> None:
        """Fill in what was sent, and give arrays that appeared for the first time a place."""
        appeared: dict[tuple[str, ...], np.ndarray] = {}
        for w, extra in extras.items():
            for path, part in {**extra.get("leaves", {}), **extra.get("rest", {})}.items():
                rows = self._slices[w]
                if not isinstance(part, np.ndarray) or len(part) != rows.stop - rows.start:
                    leaves.setdefault(path, part)
                    continue
                fill = None if part.dtype == object else 0
                full = leaves.get(path)
                if full is None:
                    full = np.full((self.num_envs, *part.shape[1:]), fill, dtype=part.dtype)
                elif full.dtype != part.dtype:
                    full = full.astype(np.result_type(full.dtype, part.dtype))
                full[rows] = part
                leaves[path] = full
                if path in extra.get("leaves", {}) and path not in self._columns:
                    appeared[path] = part
        self._place(appeared)

    def _place(self, appeared: dict[tuple[str, ...], np.ndarray]) -> None:
        """Give arrays a column each, as long as there is room, and tell the workers."""
        columns = []
        for path, part in appeared.items():
            last = list(self._columns.values())[-1:]
            offset = last[0].offset + last[0].width if last else 0
            shape = part.shape[1:]
            column = Column(path, str(part.dtype), shape, offset, len(self._columns))
            if offset + column.width > CAPACITY:
                break  # it will go on being sent
            self._columns[path] = column
            self._views[path] = self._block.column(column)
            columns.append(column)
        if columns:
            self._crew.send_all(("learn", columns), answered=False)

    def _checked(self, actions: Any) -> np.ndarray:
        actions = np.asarray(actions)
        if actions.shape != self.action_space.shape:
            raise InputError(
                f"actions must have shape {self.action_space.shape}, not {actions.shape}"
            )
        if actions.dtype.kind == "f" and np.isnan(actions).any():
            rows = np.flatnonzero(np.isnan(actions.reshape(len(actions), -1)).any(axis=1))
            raise InputError(f"actions of environments {rows.tolist()} hold NaN")
        checked: np.ndarray = actions
        return checked

    def _be_ready(self) -> None:
        if self.closed or self._crew.dismissed:
            raise InputError("these environments were closed; make new ones")
        # an interrupt may have come while waiting: what is still due then is of no use
        self._crew.answers()


def _stacked(space: spaces.Space[Any], rows: list[Any]) -> Any:
    empty: Any = create_empty_array(space, n=len(rows))
    return concatenate(space, rows, empty)

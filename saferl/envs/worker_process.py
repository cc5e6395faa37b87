"""What runs in a worker process: a vector environment, stepped when the parent says so."""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
import threading
import time
import traceback
from typing import Any

import numpy as np

from saferl.envs.channels import OK, STEP_TYPES, Channel
from saferl.envs.shared_memory import Block, Column, flatten_infos
from saferl.envs.snapshots import Snapshot
from saferl.errors import InputError, SafeRLError

__all__ = ["main"]


def main() -> None:
    """Serve the parent over standard input and output until it closes them."""
    # Whatever the environments print must not get between the bytes of the channel.
    channel = Channel(os.dup(0), os.dup(1))
    os.dup2(2, 1)
    faulthandler.enable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interrupt means
    try:
        Worker(channel).serve()
    except (EOFError, BrokenPipeError):
        return  # the parent is gone


class Worker:
    """One worker: its environments, and its rows of the shared memory."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._shard: Any = None
        self._block: Any = None
        self._rows = slice(0, 0)
        self._index = 0
        self._columns: dict[tuple[str, ...], tuple[Column, np.ndarray]] = {}

    def serve(self) -> None:
        """Answer the parent until it is gone, or until an environment fails."""
        while True:
            byte, message = self._channel.receive()
            try:
                if byte in STEP_TYPES:
                    actions = self._block.actions(STEP_TYPES[byte])[self._rows].copy()
                    self._step(actions)
                else:
                    getattr(self, f"_{message[0]}")(*message[1:])
            except EOFError:
                raise
            except Exception as error:
                self._report(error)
                if not isinstance(error, InputError):
                    return

    def _setup(self, shard: bytes, num_envs: int, index: int, parent: int) -> None:
        import cloudpickle

        _leave_with(parent)
        self._index = index
        self._shard = cloudpickle.loads(shard)(num_envs)
        env = self._shard
        self._channel.send(
            (
                "made",
                {
                    "single_observation_space": env.single_observation_space,
                    "single_action_space": env.single_action_space,
                    "metadata": env.metadata,
                    "render_mode": env.render_mode,
                    "world": getattr(env, "world", None),
                    "constraints": tuple(getattr(env, "constraints", ())),
                    "max_episode_steps": getattr(env.spec, "max_episode_steps", None),
                    "pose_names": _attribute_or_none(env, "pose_names"),
                },
            )
        )

    def _open(self, layout: Any, path: str, start: int, stop: int) -> None:
        self._block = Block(layout, path)
        self._rows = slice(start, stop)
        self._channel.signal(OK)

    def _learn(self, columns: list[Column]) -> None:
        """Take note of where arrays of the infos go; there is no answer."""
        for column in columns:
            self._columns[column.path] = (column, self._block.column(column)[self._rows])

    def _reset(self, seeds: Any, options: dict[str, Any] | None) -> None:
        observations, infos = self._shard.reset(seed=seeds, options=options)
        self._publish(observations, infos)

    def _step(self, actions: Any) -> None:
        observations, rewards, terminations, truncations, infos = self._shard.step(actions)
        arrays, rows = self._block.arrays, self._rows
        arrays["rewards"][rows] = rewards
        arrays["terminations"][rows] = terminations
        arrays["truncations"][rows] = truncations
        self._publish(observations, infos)

    def _snapshot(self) -> None:
        snapshot = self._shard.snapshot()
        self._channel.send(("snapshot", snapshot.kind, snapshot.rows))

    def _restore(self, kind: str, rows: tuple[Any, ...]) -> None:
        self._shard.restore(Snapshot(kind, rows))
        self._channel.signal(OK)

    def _render(self) -> None:
        self._channel.send(("rendered", self._shard.render()))

    def _publish(self, observations: Any, infos: dict[str, Any]) -> None:
        """Put the results where the parent finds them; send what has no place there."""
        arrays, rows = self._block.arrays, self._rows
        extra: dict[str, Any] = {}
        if "observations" in arrays:
            arrays["observations"][rows] = observations
            finals = infos.pop("final_obs", None)
            if finals is not None:
                mine = arrays["final_obs"][rows]
                for i in np.flatnonzero(infos["_final_obs"]):
                    mine[i] = finals[i]
        else:
            extra["observations"] = observations
        leaves, rest = flatten_infos(infos, rows.stop - rows.start)
        present = arrays["present"][self._index]
        present[:] = False
        unplaced = {}
        for path, value in leaves.items():
            known = self._columns.get(path)
            if known is None or known[1].dtype != value.dtype or known[1].shape != value.shape:
                unplaced[path] = value
            else:
                known[1][...] = value
                present[known[0].index] = True
        if unplaced:
            extra["leaves"] = unplaced
        if rest:
            extra["rest"] = rest
        if extra:
            self._channel.send(("extra", extra))
        else:
            self._channel.signal(OK)

    def _report(self, error: Exception) -> None:
        kind = type(error).__name__ if isinstance(error, SafeRLError) else None
        self._channel.send(("error", kind, str(error), traceback.format_exc()))


def _leave_with(parent: int) -> None:
    """End this process soon after its parent's, even in the middle of a step."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1.0)
        os._exit(1)

    if sys.platform != "win32":
        threading.Thread(target=watch, daemon=True).start()


def _attribute_or_none(env: Any, name: str) -> Any:
    try:
        return getattr(env, name, None)
    except AttributeError:
        return None

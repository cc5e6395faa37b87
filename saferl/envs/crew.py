"""The worker processes themselves: started, spoken to, and missed when they die.

A worker is a fresh Python process, not a fork: threads of the parent do no harm, and scripts need
no ``if __name__ == "__main__"``. It ends when its parent does. If it fails, its traceback is
reported as a SimulationError; if it is killed, the signal is.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from typing import Any

from saferl import errors
from saferl.envs.channels import MESSAGE, Channel
from saferl.errors import InputError, SafeRLError, SimulationError

__all__ = ["Crew"]

_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class Crew:
    """Worker processes and the channels to them.

    Args:
        size: how many to start.
    """

    def __init__(self, size: int) -> None:
        self.dismissed = False
        self._awaited: list[int] = []  # workers that owe an answer, in the order it is due
        self._processes = [_start() for _ in range(size)]
        self._channels = [_channel(process) for process in self._processes]

    @property
    def pids(self) -> tuple[int, ...]:
        """Process ids."""
        return tuple(process.pid for process in self._processes)

    def send_all(self, message: Any, answered: bool = True) -> None:
        """Send every worker a message."""
        for worker in range(len(self._channels)):
            self.send(worker, message, answered)

    def send(self, worker: int, message: Any, answered: bool = True) -> None:
        """Send a worker a message; it will answer unless ``answered`` is False."""
        try:
            self._channels[worker].send(message)
        except BrokenPipeError:
            raise self._death_of(worker) from None
        if answered:
            self._awaited.append(worker)

    def signal(self, worker: int, byte: bytes) -> None:
        """Send a worker a byte, which it will answer."""
        try:
            self._channels[worker].signal(byte)
        except BrokenPipeError:
            raise self._death_of(worker) from None
        self._awaited.append(worker)

    def answers(self) -> list[Any]:
        """Wait for every answer that is due, in the order they were asked for.

        Raises:
            SafeRLError: what a worker reported; InputError leaves the workers as they were, any
                other ends them all.
        """
        answers: list[Any] = []
        problem: SafeRLError | None = None
        while self._awaited:
            worker = self._awaited[0]
            try:
                byte, answer = self._channels[worker].receive()
            except EOFError:
                raise problem or self._death_of(worker) from None
            self._awaited.pop(0)
            if byte == MESSAGE and answer[0] == "error":
                problem = problem or _as_error(worker, *answer[1:])
                answer = None
            answers.append(answer)
        if problem is not None:
            if not isinstance(problem, InputError):
                self.dismiss()
            raise problem
        return answers

    def dismiss(self) -> None:
        """End all workers: they leave when their channel closes, and are killed if they do not."""
        self.dismissed = True
        self._awaited.clear()
        for process in self._processes:
            for pipe in (process.stdin, process.stdout):
                with contextlib.suppress(OSError):
                    pipe.close()  # type: ignore[union-attr]
        for process in self._processes:
            try:
                process.wait(timeout=2.0)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _death_of(self, worker: int) -> SimulationError:
        """The error for a worker that is gone without a word; ends the others."""
        process = self._processes[worker]
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=5.0)
        code = process.returncode
        how = f"with exit code {code}"
        if code is not None and code < 0:
            how = f"by signal {signal.Signals(-code).name}"
        self.dismiss()
        return SimulationError(
            f"worker process {worker} ended {how} without saying why; look above for what it "
            "printed, and at how much memory is free"
        )


def _start() -> subprocess.Popen[bytes]:
    environment = {**os.environ, **dict.fromkeys(_ONE_THREAD, "1")}
    environment["PYTHONPATH"] = os.pathsep.join(path or os.getcwd() for path in sys.path)
    return subprocess.Popen(
        [sys.executable, "-c", "from saferl.envs.worker_process import main; main()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=0,
        env=environment,
    )


def _channel(process: subprocess.Popen[bytes]) -> Channel:
    assert process.stdin is not None
    assert process.stdout is not None
    return Channel(process.stdout.fileno(), process.stdin.fileno())


def _as_error(worker: int, kind: str | None, message: str, trace: str) -> SafeRLError:
    """What a worker reported: this library's own errors as they were, others as SimulationError."""
    known = getattr(errors, kind, None) if kind else None
    where = f"in worker process {worker}:\n{trace.rstrip()}"
    if isinstance(known, type) and issubclass(known, SafeRLError):
        error = known(message)
        error.__cause__ = RuntimeError(where)
        return error
    return SimulationError(f"an environment failed {where}")

"""A policy in a process of its own: one that hangs, crashes or leaks cannot take the loop along.

The process is a fresh Python, not a fork, and ends when its parent does. A call that takes longer
than it may is given up: the process is killed and another one is started while the loop goes on;
until it is ready every call fails at once. The state travels with each call, so nothing is lost
with the process but the call itself.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import select
import struct
import subprocess
import sys
import time
import weakref
from typing import Any

from lookahead.wrapped import Stalled
from saferl.errors import InputError
from saferl.policies.protocol import Array, Decision, State
from saferl.policies.session import Session

__all__ = ["IsolatedPolicy"]

_LENGTH = struct.Struct("<Q")
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
_START_SECONDS = 60.0


class IsolatedPolicy:
    """A policy that answers from a worker process within a time, or raises.

    Args:
        policy: Any policy that can be pickled (by cloudpickle: functions and lambdas can).
        limit_ms: How long a call may take.

    Raises:
        InputError: The policy cannot be pickled, or does not come up in the process.
    """

    def __init__(self, policy: Any, limit_ms: float) -> None:
        import cloudpickle

        if not limit_ms > 0:
            raise InputError(f"limit_ms is {limit_ms}; expected milliseconds above 0")
        try:
            self._pickled = cloudpickle.dumps(policy)
        except Exception as error:  # pickling runs the objects' own code
            raise InputError(
                f"this policy cannot be sent to a process of its own ({error}); "
                "use isolate=False, or a policy from a file"
            ) from error
        self.limit_ms = limit_ms
        self.observation_space = getattr(policy, "observation_space", None)
        self.action_space = getattr(policy, "action_space", None)
        self._worker = _Worker(self._pickled)
        self._worker.wait_until_ready()

    @property
    def pid(self) -> int:
        """Process id of the worker."""
        return self._worker.process.pid

    def decide(
        self,
        observation: Any,
        state: State = None,
        episode_start: Any = None,
        deterministic: bool = False,
    ) -> Decision:
        """Return the policy's decision.

        Raises:
            Stalled: No answer within ``limit_ms``; or the process is not ready again yet.
            RuntimeError: The policy raised; its message is kept.
        """
        if not self._worker.ready(0.0):
            if self._worker.process.poll() is not None:
                self._replace()
            raise Stalled("the policy's process is being started again")
        try:
            until = time.monotonic() + 1e-3 * self.limit_ms
            message = ("decide", observation, state, episode_start, deterministic)
            kind, answer = self._worker.ask(message, until)
        except (TimeoutError, OSError, EOFError) as error:
            self._replace()
            raise Stalled(f"the policy did not answer within {self.limit_ms:g} ms") from error
        if kind == "error":
            raise RuntimeError(answer)
        decision: Decision = answer
        return decision

    def predict(
        self,
        observation: Any,
        state: State = None,
        episode_start: Any = None,
        deterministic: bool = False,
    ) -> tuple[Array, State]:
        """Return the action and the state; raises as `decide` does."""
        decision = self.decide(observation, state, episode_start, deterministic)
        return decision.action, decision.state

    def session(self, num_envs: int = 1, *, deterministic: bool = True) -> Session:
        """Open a deployment loop that keeps the state."""
        return Session(self, num_envs, deterministic=deterministic)

    def wait_until_ready(self, seconds: float = _START_SECONDS) -> None:
        """Wait for the process to be up (again)."""
        if self._worker.process.poll() is not None:
            self._replace()
        self._worker.wait_until_ready(seconds)

    def close(self) -> None:
        """End the process."""
        self._worker.end()

    def _replace(self) -> None:
        self._worker.end()
        self._worker = _Worker(self._pickled)


class _Worker:
    """One process and its pipes; nothing here waits longer than it is told to."""

    def __init__(self, pickled: bytes) -> None:
        environment = {**os.environ, **dict.fromkeys(_ONE_THREAD, "1")}
        environment["PYTHONPATH"] = os.pathsep.join(path or os.getcwd() for path in sys.path)
        self.process = subprocess.Popen(
            [sys.executable, "-c", "from lookahead.isolation_worker import main; main()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            env=environment,
        )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self._to, self._from = self.process.stdin.fileno(), self.process.stdout.fileno()
        os.set_blocking(self._to, False)
        self._received = b""
        self._outgoing: memoryview = memoryview(_LENGTH.pack(len(pickled)) + pickled)
        self._up = False
        self._end = weakref.finalize(self, _end, self.process)

    def ready(self, seconds: float) -> bool:
        """Whether the policy is up; waits for at most so long.

        Raises:
            InputError: The policy cannot be unpickled there.
        """
        until = time.monotonic() + seconds
        while not self._up:
            try:
                self._push(until)  # the pipe holds less than most policies
                kind, answer = self._receive(until)
            except TimeoutError:
                return False
            except (OSError, EOFError):
                return False
            if kind == "error":
                raise InputError(f"the policy does not come up in a process of its own: {answer}")
            self._up = True
        return True

    def wait_until_ready(self, seconds: float = _START_SECONDS) -> None:
        """Wait for it.

        Raises:
            InputError: It does not come up.
        """
        if not self.ready(seconds):
            self.end()
            raise InputError(
                f"the policy's process was not up within {seconds:g} s; look above for what it "
                "printed"
            )

    def ask(self, message: Any, until: float) -> tuple[str, Any]:
        """Send a message and return the answer.

        Raises:
            TimeoutError: Not by then.
            EOFError: The process is gone.
        """
        body = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
        self._outgoing = memoryview(_LENGTH.pack(len(body)) + body)
        self._push(until)
        return self._receive(until)

    def end(self) -> None:
        """Kill the process."""
        self._end()

    def _push(self, until: float) -> None:
        while self._outgoing:
            left = max(0.0, until - time.monotonic())
            _, writable, _ = select.select([], [self._to], [], left)
            if not writable:
                raise TimeoutError
            self._outgoing = self._outgoing[os.write(self._to, self._outgoing) :]

    def _receive(self, until: float) -> tuple[str, Any]:
        while True:
            have = len(self._received) - _LENGTH.size
            if have >= 0:
                (length,) = _LENGTH.unpack(self._received[: _LENGTH.size])
                if have >= length:
                    body = self._received[_LENGTH.size : _LENGTH.size + length]
                    self._received = self._received[_LENGTH.size + length :]
                    # our own process wrote it
                    answer: tuple[str, Any] = pickle.loads(body)  # noqa: S301
                    return answer
            left = max(0.0, until - time.monotonic())
            readable, _, _ = select.select([self._from], [], [], left)
            if not readable:
                raise TimeoutError
            part = os.read(self._from, 1 << 20)
            if not part:
                raise EOFError
            self._received += part


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    for pipe in (process.stdin, process.stdout):
        with contextlib.suppress(OSError):
            pipe.close()  # type: ignore[union-attr]
    process.wait()

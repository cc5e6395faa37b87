"""What runs in the process of an isolated policy: it decides when its parent asks."""

from __future__ import annotations

import os
import pickle
import signal
import struct
import sys
import threading
import time
from typing import Any, BinaryIO

from saferl.policies.protocol import Decision, decide

__all__ = ["main"]

_LENGTH = struct.Struct("<Q")


def main() -> None:
    """Serve the parent over standard input and output until it closes them."""
    parent = os.getppid()
    source = os.fdopen(os.dup(0), "rb")
    target = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what the policy prints must not get between the answers
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interrupt means
    threading.Thread(target=_leave_with, args=(parent,), daemon=True).start()
    try:
        serve(source, target)
    except (EOFError, BrokenPipeError):
        return  # the parent is gone


def serve(source: BinaryIO, target: BinaryIO) -> None:
    """Read the policy, then questions; answer each."""
    try:
        policy = _receive(source)
        _send(target, ("ready", None))
    except EOFError:
        raise
    except Exception as error:  # unpickling runs the policy's own code
        _send(target, ("error", f"{type(error).__name__}: {error}"))
        return
    while True:
        _, observation, state, starts, deterministic = _receive(source)
        try:
            answer: tuple[str, Any] = (
                "decision",
                _plain(decide(policy, observation, state, starts, deterministic)),
            )
        except Exception as error:  # the parent counts it, whatever it is
            answer = ("error", f"{type(error).__name__}: {error}")
        _send(target, answer)


def _plain(decision: Decision) -> Decision:
    """A decision without inner ones, which may be large."""
    fields = ("action", "state", "proposal", "executed", "edited", "vetoed", "level")
    return Decision(
        **{name: getattr(decision, name) for name in fields}, predicted_cost=decision.predicted_cost
    )


def _send(target: BinaryIO, message: Any) -> None:
    body = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    target.write(_LENGTH.pack(len(body)) + body)
    target.flush()


def _receive(source: BinaryIO) -> Any:
    (length,) = _LENGTH.unpack(_exactly(source, _LENGTH.size))
    return pickle.loads(_exactly(source, length))  # noqa: S301 - our own parent wrote it


def _exactly(source: BinaryIO, size: int) -> bytes:
    content = source.read(size)
    if len(content) < size:
        raise EOFError
    return content


def _leave_with(parent: int) -> None:
    """End this process soon after its parent's, even in the middle of a decision."""
    if sys.platform == "win32":
        return
    while os.getppid() == parent:
        time.sleep(1.0)
    os._exit(1)

"""How a worker process and its parent talk: single bytes on pipes, and now and then a message.

A step is one byte each way; the numbers lie in shared memory (`saferl.envs.shared_memory`).
Everything rare, such as a reset or an error, is a byte followed by a pickled message. The two
processes run the same code and trust each other; nothing from outside is ever unpickled.
"""

from __future__ import annotations

import os
import pickle
import struct
from typing import Any

__all__ = ["MESSAGE", "OK", "STEP_TYPES", "Channel"]

#: The byte that asks for a step -> the type of the actions in shared memory.
STEP_TYPES = {b"d": "float64", b"f": "float32", b"l": "int64", b"i": "int32"}
MESSAGE = b"m"
OK = b"k"

_LENGTH = struct.Struct("<Q")


class Channel:
    """Two pipe ends: one to read from, one to write to.

    >>> there, back = os.pipe(), os.pipe()
    >>> one, other = Channel(there[0], back[1]), Channel(back[0], there[1])
    >>> other.send({"seed": 3})
    >>> one.receive()
    (b'm', {'seed': 3})
    """

    def __init__(self, read_end: int, write_end: int) -> None:
        self._read_end, self._write_end = read_end, write_end

    def signal(self, byte: bytes) -> None:
        """Send one byte."""
        os.write(self._write_end, byte)

    def send(self, message: Any) -> None:
        """Send a message."""
        body = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
        self._write(MESSAGE + _LENGTH.pack(len(body)) + body)

    def receive(self) -> tuple[bytes, Any]:
        """Wait for a byte, and for the message if one follows.

        Raises:
            EOFError: the other side is gone.
        """
        byte = self._read(1)
        if byte != MESSAGE:
            return byte, None
        (length,) = _LENGTH.unpack(self._read(_LENGTH.size))
        return byte, pickle.loads(self._read(length))  # noqa: S301 - our own process wrote it

    def _read(self, size: int) -> bytes:
        parts: list[bytes] = []
        while size:
            part = os.read(self._read_end, min(size, 1 << 20))
            if not part:
                raise EOFError
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def _write(self, body: bytes) -> None:
        view = memoryview(body)
        while view:
            view = view[os.write(self._write_end, view) :]

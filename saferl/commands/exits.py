"""Exit codes: one table for every command, a plug-in's too."""

from __future__ import annotations

__all__ = [
    "AMBIGUOUS",
    "BAD_INPUT",
    "DONE",
    "FAULT",
    "INTERRUPTED",
    "REFUSED",
    "UNMET",
    "exit_code_of",
]

DONE = 0
UNMET = 1
"""A requirement the caller stated is not met, such as ``--require satisfied``."""
BAD_INPUT = 2
AMBIGUOUS = 3
"""A text has several readings."""
REFUSED = 4
"""A text was refused."""
FAULT = 70
"""A fault in this library (sysexits.h: EX_SOFTWARE)."""
INTERRUPTED = 130


def exit_code_of(error: BaseException) -> int:
    """Return the code for an error of this library; its class may say one by ``exit_code``.

    >>> exit_code_of(ValueError("seven"))
    2
    """
    return int(getattr(error, "exit_code", BAD_INPUT))

"""Documented fields for configuration dataclasses.

A configuration is a frozen keyword-only dataclass; each field carries the sentence that documents
it, so that the docstring, the command line's ``--help`` and the card of a trained policy all say
the same thing.
"""

from __future__ import annotations

from dataclasses import field
from typing import Any

__all__ = ["setting"]


def setting(default: Any, help: str) -> Any:
    """Declare a dataclass field with its default and one line of documentation.

    >>> from dataclasses import dataclass, fields
    >>> @dataclass(frozen=True, kw_only=True)
    ... class Config:
    ...     learning_rate: float = setting(3e-4, "Adam step size; usually 1e-4 to 1e-3")
    >>> fields(Config)[0].metadata["help"]
    'Adam step size; usually 1e-4 to 1e-3'
    """
    return field(default=default, metadata={"help": help})

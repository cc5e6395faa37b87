"""``--constraint "text"``: sentences wherever a command takes constraints.

Plugged in under the entry point group ``saferl.constraint_readers``. A text that is ambiguous or
refused stops the command before anything runs, with exit code 3 or 4.
"""

from __future__ import annotations

from natural_language.parsing import parse
from natural_language.reading import EXIT_CODES, Reading
from saferl.constraints import Constraint
from saferl.errors import InputError
from saferl.worlds import World

__all__ = ["AmbiguousTextError", "RefusedTextError", "read"]


class AmbiguousTextError(InputError):
    """A text has several readings; the message lists them with words that pick one."""

    exit_code = EXIT_CODES["ambiguous"]

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        lines = [
            f"{reading.text!r} can be read in {1 + len(reading.alternatives)} ways; write one of:"
        ]
        from natural_language.explain import explain

        lines.append("  " + " ".join(explain(one) for one in reading.constraints))
        lines += [f"  {other.rewording}" for other in reading.alternatives]
        super().__init__("\n".join(lines))


class RefusedTextError(InputError):
    """A text was refused; the message says why."""

    exit_code = EXIT_CODES["refused"]

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        reasons = []
        for found in reading.problems:
            hint = f" ({found.suggestion})" if found.suggestion else ""
            reasons.append(f"{found.code}: {found.message}{hint}")
        super().__init__(f"{reading.text!r} was refused. " + "; ".join(reasons))


def read(text: str, world: World | None) -> tuple[Constraint, ...]:
    """Read a text of one or more sentences.

    Args:
        text: What was given after ``--constraint``.
        world: The world of the command's environment.

    Raises:
        InputError: There is no world to read the text in.
        AmbiguousTextError: It has several readings.
        RefusedTextError: It was refused.

    >>> from saferl.worlds import world_of
    >>> read("touch no vase", world_of("SafetyPointGoal1-v0"))[0].formula
    Never(Contact('vases'))
    """
    if world is None:
        raise InputError(
            f"{text!r} can only be read for an environment that says what is in it; give a task "
            "of `saferl envs`, or write the constraint in JSON"
        )
    reading = parse(text, world)
    if reading.status == "ambiguous":
        raise AmbiguousTextError(reading)
    if reading.status == "refused":
        raise RefusedTextError(reading)
    return reading.constraints

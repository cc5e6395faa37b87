"""What `parse` gives back: the constraints read, how surely, and everything worth asking about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from saferl.constraints import Constraint, to_json

__all__ = ["EXIT_CODES", "Alternative", "Problem", "Reading", "Span", "Status"]

Status = Literal["sure", "likely", "ambiguous", "refused"]

#: Exit code of a command that was given a text read with this status.
EXIT_CODES: dict[str, int] = {"sure": 0, "likely": 0, "ambiguous": 3, "refused": 4}


@dataclass(frozen=True)
class Span:
    """Which characters of the text something comes from.

    Args:
        start: Index of the first character.
        end: Index after the last character.
        text: The characters, as the writer wrote them.
        role: What they were read as, such as ``"object"``, ``"quantity"`` or ``"constraint"``.
        meaning: What they mean, such as ``"hazards"`` or ``"0.3 m"``.
    """

    start: int
    end: int
    text: str
    role: str
    meaning: str = ""


@dataclass(frozen=True)
class Problem:
    """Why a text was refused, or what its reader should know.

    Args:
        code: One of the codes in `natural_language.problems`, such as ``"UNKNOWN_OBJECT"``.
        words: The words concerned, as written.
        message: What is wrong, in a sentence.
        suggestion: What to write instead; may be empty.
        start: Index of the first character concerned, or -1 if it is the text as a whole.
    """

    code: str
    words: str
    message: str
    suggestion: str = ""
    start: int = -1


@dataclass(frozen=True)
class Alternative:
    """Another way to read the text.

    Args:
        constraints: What it would mean.
        difference: How it differs from the reading given first.
        rewording: A text that is read this way, and only this way.
    """

    constraints: tuple[Constraint, ...]
    difference: str
    rewording: str


@dataclass(frozen=True)
class Reading:
    """What a text was understood to mean.

    Args:
        text: The text.
        status: ``"sure"``; ``"likely"`` (something was guessed, such as a misspelt word);
            ``"ambiguous"`` (ask: `alternatives` holds every reading but the first);
            ``"refused"`` (`problems` says why).
        constraints: What was read; empty exactly when refused.
        alternatives: Other readings, likeliest first.
        problems: Reasons for a refusal, or notes.
        spans: Which characters were read as what.

    >>> from natural_language import parse
    >>> parse("never touch a vase", "SafetyPointGoal1-v0").ok
    True
    """

    text: str
    status: Status
    constraints: tuple[Constraint, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    problems: tuple[Problem, ...] = ()
    spans: tuple[Span, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether `constraints` may be used without asking anybody."""
        return self.status in ("sure", "likely")

    @property
    def exit_code(self) -> int:
        """What a command that was given this text exits with: 0, 3 (ambiguous), 4 (refused)."""
        return EXIT_CODES[self.status]

    def to_json(self) -> dict[str, Any]:
        """The reading as a document that ``json.dumps`` takes."""
        from natural_language.explain import explain

        def written(constraints: tuple[Constraint, ...]) -> list[dict[str, Any]]:
            return [{**to_json(c), "explanation": explain(c)} for c in constraints]

        return {
            "format_version": 1,
            "text": self.text,
            "status": self.status,
            "constraints": written(self.constraints),
            "alternatives": [
                {
                    "difference": other.difference,
                    "rewording": other.rewording,
                    "constraints": written(other.constraints),
                }
                for other in self.alternatives
            ],
            "problems": [dict(vars(problem)) for problem in self.problems],
            "spans": [dict(vars(span)) for span in self.spans],
        }

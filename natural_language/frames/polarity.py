"""Whether a clause asks, forbids or allows, and whether it only says that it ends badly."""

from __future__ import annotations

from natural_language.frames.core import PLAIN
from natural_language.frames.slots import Slots

__all__ = ["doomed", "polarity"]

_CEASING = frozenset("stop stops cease quit fail fails forget refuse neglect".split())


def polarity(slots: Slots) -> str | None:
    """Asked, forbidden or allowed; None where the words disagree."""
    dooms = sum(p.may("doom") and not p.may("fill", "stop", "ban") for p in slots.rest)
    bans = slots.count("ban") + bool(dooms)
    bans += sum(p.may("lock") and not p.may("fill", "ban", "doom", "stop") for p in slots.rest)
    bans += sum(p.may("shun") and not p.may("fill", "ban", "doom", "stop") for p in slots.rest)
    allows = sum(
        p.may("may", "unlock") and not p.may("fill", "ban", "doom", "lock", "stop", "contact")
        for p in slots.rest
    )
    if len(slots.neg) > 1 or (slots.count("shun") and any(p.words in _CEASING for p in slots.rest)):
        return None
    if slots.neg:
        if not bans:
            return None if allows and any(p.words == "but" for p in slots.rest) else "P"
        judged = [p for p in slots.rest if p.may("ban", "doom") and not p.may("shun")]
        close = judged and 0 <= judged[0].start - slots.neg[0].end <= 1
        return "A" if close and bans == 1 and not allows else None
    if bans:
        return None if allows else "P"
    return "A" if allows else "R"


def doomed(slots: Slots) -> bool:
    """Whether the clause only says that it ends badly, or that this is forbidden."""
    bad = slots.has("doom", "ban") and not slots.amounts and not slots.neg
    named = slots.named and slots.things
    return bad and not named and slots.only("doom", "ban", "after", "contact", *PLAIN)

"""What a frame gives, and the pieces every frame lets stand beside its own."""

from __future__ import annotations

from natural_language.grammar.meanings import Act, Mod
from natural_language.grammar.tallied_measures import Cost

__all__ = ["Core", "PLAIN", "POLAR"]

#: Polarity ("R" asked, "P" forbidden, "A" allowed), what about, and what is said of it.
Core = tuple[str, Act | Cost, tuple[Mod, ...]]
#: Kinds of pieces that no frame minds.
PLAIN = (
    "go", "aside", "episode", "past", "again", "then", "times", "limit", "row", "total", "average",
    "window", "opening", "begin", "combined", "every", "each",
)  # fmt: skip
#: Kinds of pieces that `polarity` has taken into account.
POLAR = ("neg", "ban", "shun", "may", "doom", "only")

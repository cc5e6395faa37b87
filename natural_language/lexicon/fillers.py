"""Words that add nothing to a constraint's meaning; they are dropped before the grammar looks.

Every word here is harmless wherever it stands. Words that are harmless only in some places
("first", "only", "then") are left to the grammar.
"""

from __future__ import annotations

__all__ = ["FILLERS", "is_filler"]

FILLERS = frozenset(
    """
    a an the some your its my our his her their 's this these those such please kindly just
    very really quite simply also too ever always absolutely strictly actually basically
      obviously certainly definitely clearly ideally accidentally
      inadvertently unintentionally mistakenly currently hey hello hi
    dear sir friend folks guys sweetie honey darling buddy mate pal kiddo kids sweetheart dude
    champ    overly    physically
    ultimately literally completely entirely totally fully thoroughly shiny pesky damn bloody
    poor precious expensive valuable delicate own given   respective single-
    handedly already yet now absolute  thereby therefore thus hence however though
    outright utterly positively categorically
    expressly explicitly rigorously unconditionally naturally hopefully consequently accordingly
    wholly downright flatly firmly duly nasty ugly lovely beautiful silly stupid wretched
    dreaded confounded annoying horrible evil vicious cute priceless antique fancy creepy beloved
    favourite favorite invariably necessarily rightly solemnly sincerely respectfully faithfully
    dutifully religiously scrupulously painstakingly
    """.split()
)

#: Fillers that are none after, or before, certain words.
_KEPT_AFTER = {
    "please": frozenset(("you",)),
    "now": frozenset(("from", "for", "until")),
    "ever": frozenset(("as", "for")),
    "always": frozenset(("as",)),
    "own": frozenset(("their",)),
    "simply": frozenset(("put",)),
}
_KEPT_BEFORE = {
    "now": frozenset(("that",)),
    "given": frozenset(("that",)),
    "simply": frozenset(("put",)),
    "some": frozenset(("of",)),
    "too": frozenset(
        "close near far fast quick quickly rapidly long many much often frequently hot dangerous "
        "risky late slow slowly high low big few".split()
    ),
}


def is_filler(word: str, before: str, after: str) -> bool:
    """Whether a word adds nothing where it stands.

    >>> is_filler("please", "", "stop"), is_filler("please", "you", "")
    (True, False)
    """
    if word not in FILLERS:
        return False
    if word == "please" and after not in ("", ","):
        return True
    kept = before in _KEPT_AFTER.get(word, ()) or after in _KEPT_BEFORE.get(word, ())
    return not kept

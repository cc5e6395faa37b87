"""Words that add nothing to a constraint's meaning; they are dropped before the grammar looks.

Every word here is harmless wherever it stands. Words that are harmless only in some places
("first", "only", "then") are left to the grammar.
"""

from __future__ import annotations

__all__ = ["FILLERS"]

FILLERS = frozenset(
    """
    a an the some your its my our his her their 's this these those such please kindly just
    very really quite simply also too ever always absolutely strictly actually basically
    generally normally obviously certainly definitely clearly ideally accidentally
    deliberately intentionally inadvertently unintentionally mistakenly currently hey hello hi
    dear sir friend folks guys sweetie honey darling buddy mate pal kiddo kids sweetheart dude
    champ listen look note overly unduly needlessly unnecessarily physically
    ultimately literally completely entirely totally fully thoroughly shiny pesky damn bloody
    poor precious expensive valuable delicate own given specific particular respective single-
    handedly already yet now absolute empty thereby therefore thus hence however though
    outright utterly positively categorically
    expressly explicitly rigorously unconditionally naturally hopefully consequently accordingly
    wholly downright flatly firmly duly sorry nasty ugly lovely beautiful silly stupid wretched
    dreaded confounded annoying horrible evil vicious cute priceless antique fancy creepy beloved
    favourite favorite invariably necessarily rightly solemnly sincerely respectfully faithfully
    dutifully religiously scrupulously painstakingly wisely
    """.split()
)

"""Words that colour a sentence without changing its rule.

They are dropped only where the grammar finds nothing otherwise; what is read then is "likely".
"""

from __future__ import annotations

__all__ = ["HARMLESS"]

HARMLESS = frozenset(
    """
    crazy insane insanely awfully terribly horribly extremely super mega ultra alike k mate m8
    sweet virtual delightful pretty hot cold icy wet soggy muddy glowing bubbling boiling burning
    scorching molten fiery blazing flaming steaming deep shallow murky clear slimy slippery
    tall green blue orange red lush soft tasty juicy fresh dry dusty thick thin tiny little huge
    big giant massive vast endless mysterious magic magical enchanted cursed haunted spooky scary
    terrifying frightening mean angry hungry thirsty tired happy sad lazy brave bold clever smart
    wise foolish reckless careless curious old young new shiny golden silver ancient
    total strict real serious simple plain mere pure sheer utter
    honestly frankly truly simply seriously really personally luckily unluckily sadly happily
    gladly kindly quietly bravely boldly foolishly stupidly wildly unfortunately
    fortunately remarkably surprisingly amazingly apparently evidently supposedly presumably
    undoubtedly indeed surely merely virtually probably maybe perhaps likewise similarly
    anyway anyhow somehow besides whatsoever throughout nonetheless instead
    ugh ouch oops whoa wow yikes hmm um er ah oh aha hah haha lol omg yo hiya yep yeah yes nope
    captain boss chief pal bro sis dude amigo comrade traveller stranger champ team everyone
    wisely well please thanks thx ok okay right alright
    """.split()
)

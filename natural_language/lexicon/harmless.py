"""Words that colour a sentence without changing its rule, by where they do so.

They are dropped only where the grammar finds nothing otherwise; what is read then is "likely".
Words that single some objects out ("small", "old", "left"), that say how something is done
("quietly", "knowingly") or when are in none of these lists: they change the rule.
"""

from __future__ import annotations

__all__ = ["CALLS", "COLOURING", "FOES", "JUDGING", "SINGLING", "STANCES"]

#: Adjectives that judge an object, or say what all of its kind are, right before it.
COLOURING = frozenset(
    """
    crazy insane sweet virtual delightful pretty hot icy glowing bubbling boiling
    burning scorching molten fiery blazing flaming steaming murky slimy slippery lush juicy
    endless mysterious magic magical enchanted cursed haunted spooky scary terrifying frightening
    mean angry hungry thirsty evil nasty wicked fearsome dreadful ghastly grim hideous gruesome
    filthy foul vile pesky deadly lethal toxic tricky irreplaceable vulnerable brittle fine
    dainty frail charming exquisite treasured prized hallowed sacred holy mere pure sheer simple
    plain total strict real serious utter mighty proud noble humble lousy rotten awful sinister
    accursed infernal devilish demonic hellish bothersome troublesome hated dear adorable
    comfortable generous healthy decent respectful solid safe strict bare full
    """.split()
)
#: Whom it does no harm to hurt: "lava kills enemies" is no warning.
FOES = frozenset(
    """
    enemy enemies foe foes monster monsters zombie zombies boss bosses mob mobs villain villains
    opponent opponents rival rivals weeds bugs germs bacteria pests vermin rust others
    """.split()
)
#: Endings of adjectives that judge; words with them that single out all the same.
JUDGING = ("ous", "ful", "some", "able", "ible", "ific")
SINGLING = frozenset(
    """
    previous numerous various continuous visible invisible movable removable accessible available
    reachable adjustable playable usable reusable stable unstable portable useful handsome some
    simultaneous anonymous autonomous homogeneous heterogeneous porous colourful colorful
    inaccessible unreachable unavailable breakable unbreakable detectable
    """.split()
)
#: What a speaker thinks of what he says, or how strongly: harmless anywhere.
STANCES = frozenset(
    """
    insanely awfully terribly horribly extremely super mega ultra alike honestly frankly truly
    simply seriously really personally luckily unluckily sadly gladly kindly foolishly stupidly
    easily unfortunately fortunately remarkably surprisingly amazingly apparently evidently
    supposedly presumably undoubtedly indeed surely merely virtually probably maybe perhaps
    likewise similarly anyway anyhow somehow besides whatsoever throughout nonetheless instead
    emphatically earnestly urgently decidedly unquestionably doubtless admittedly regardless
    ugh ouch oops whoa wow yikes hmm um er ah oh aha hah haha lol omg yo hiya yep yeah yes nope
    wisely please thanks thx total
    """.split()
)
#: Whom it is said to, and words of assent: harmless next to a mark or an end.
CALLS = frozenset(
    """
    k m8 mate captain boss chief pal bro sis dude amigo comrade traveller stranger champ team
    everyone everybody well ok okay right alright brave bold clever smart wise happy folks lads
    ladies gentlemen gentleman lad lass skipper helmsman driver pilot rookie newbie newcomer
    partner colleague colleagues friends soldier sailor sunshine love sugar baby doll
    """.split()
)

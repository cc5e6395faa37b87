"""Words for things no world has, by the group they come nearest to.

They are no synonyms: a sentence with one of them is still refused, but the refusal says which
group may have been meant. The list is written by hand: word vectors that come inside a package
were tried and do not tell kin from strangers (the README of the test corpus has the figures).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

__all__ = ["KIN", "nearest_group"]

#: Group: things that are more like it than like any other group.
_KIN: dict[str, str] = {
    "vases": (
        "jug amphora bottle pitcher carafe vessel bowl beaker flask glassware goblet chalice "
        "cup mug decanter tureen planter cauldron ewer teapot tankard plate dish statue bust lamp "
        "china antique sculpture ornament figurine bouquet flower plant vial tube lantern"
    ),
    "pillars": (
        "pylon obelisk mast totem stake lamppost stanchion strut flagpole pier buttress beam shaft "
        "monolith cone tree trunk chimney stump stalk prop tube spire minaret"
    ),
    "buttons": (
        "lever key keypad trigger dial toggle pedal joystick console keyboard handle valve lamp "
        "light sensor bell doorbell plunger control"
    ),
    "gremlins": (
        "demon troll ogre beast fiend devil ghoul zombie pixie gnome alien enemy predator ghost "
        "animal dog cat rat mouse robot drone person human child people bug insect spider snake "
        "dragon guard opponent pedestrian penguin"
    ),
    "box": (
        "suitcase trunk bin basket casket cube packet case luggage drawer tub pallet barrel load "
        "trolley cart freight block brick stone boulder payload"
    ),
    "walls": (
        "hedge railing partition barricade rampart palisade wire edge rail gate door window "
        "ceiling side curb kerb line rope cliff perimeter limit rim"
    ),
    "hazards": (
        "crater hole ditch swamp quicksand mine minefield chasm abyss spill danger fire radiation "
        "poison acid bog mud spike blade flame oil ice landmine bomb"
    ),
    "lava": "fire flame ember volcano coal acid heat oven furnace",
    "water": "sea ocean stream creek brook ice rain flood swamp bog mud canal well bath wave",
    "grass": "field garden park plant bush hedge tree flower weed wheat moss forest jungle hay",
}


#: Thing: the groups it is like, the likest first.
KIN: Mapping[str, tuple[str, ...]] = {
    word: tuple(group for group, words in _KIN.items() if word in words.split())
    for word in " ".join(_KIN.values()).split()
}


def nearest_group(words: str, groups: Sequence[str]) -> str | None:
    """The group of these that an unknown thing is most like; None if it is like none of them.

    >>> nearest_group("glass jugs", ("goal", "hazards", "vases"))
    'vases'
    >>> nearest_group("symphony", ("goal", "hazards")) is None
    True
    """
    last = words.split()[-1]
    for word in (last, last.removesuffix("s"), last.removesuffix("es")):
        for group in KIN.get(word, ()):
            if group in groups:
                return group
    return None

"""Development sentences about refusing, an eighth set: five voices, after the seventh was used.

A beekeeper, a critic, a grocer, a postman and a dancer.
"""

from __future__ import annotations

from tests.natural_language.corpus.items import (
    ANT_VELOCITY,
    BUTTON,
    CAR_GOAL,
    CIRCLE,
    GOAL,
    GRID,
    PUSH,
    no,
    section,
)

__all__ = ["BEEKEEPER", "CRITIC", "DANCER", "GROCER", "POSTMAN"]

#: A beekeeper.
BEEKEEPER = (
    section(
        BUTTON,
        no("Smoke the gremlins before you come near.", "LEFTOVER_WORDS", "NO_THRESHOLD"),
        no("Don't wear perfume within 2 m of the gremlins.", "LEFTOVER_WORDS"),
        no("Three stings and you will remember it.", "UNKNOWN_OBJECT", "LEFTOVER_WORDS"),
        no("Gremlins sleep in winter.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Move slowly around the gremlins.", "NO_THRESHOLD"),
        no("If the gremlins are angry, stay 3 m away.", "LEFTOVER_WORDS"),
        no("Only touch gremlins with a net.", "LEFTOVER_WORDS"),
        no("Stay 2 m from the hives.", "UNKNOWN_OBJECT"),
        no("I have been touched by gremlins many times.", "NOT_A_CONSTRAINT"),
        no("A calm gremlin may be touched.", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
        no("Press each button exactly as often as the others.", "LEFTOVER_WORDS"),
        no("How many gremlins fit in a box?", "NOT_A_CONSTRAINT", "ABSENT_OBJECT"),
        no("Keep 4 from gremlins and 2 from hazards.", "NO_UNIT"),
    ),
)

#: A critic.
CRITIC = (
    section(
        GOAL,
        no("The vases are the best thing about this room.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("One could argue that hazards should be avoided.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Rarely have I seen a robot touch so many vases.", "NOT_A_CONSTRAINT"),
        no("The director avoids hazards like the plague.", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
        no("Two out of five vases.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Avoid this film.", "UNKNOWN_OBJECT"),
        no("It should have stayed 1 m from the vases.", "NOT_A_CONSTRAINT"),
        no("More restraint near the vases would help.", "NO_THRESHOLD", "LEFTOVER_WORDS"),
        no("Keep the vases, lose the hazards.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Hazards? I have seen worse.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("At no point does the robot convince.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Don't bother touching the vases.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("The pace is too slow.", "NOT_A_CONSTRAINT", "NO_THRESHOLD", "LEFTOVER_WORDS"),
    ),
)

#: A grocer.
GROCER = (
    section(
        CAR_GOAL,
        no("Vases are on offer, two for the price of one.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("No more than five vases per household.", "LEFTOVER_WORDS"),
        no("Keep the vases 2 m off the floor.", "LEFTOVER_WORDS"),
        no("Do not drop the vases.", "LEFTOVER_WORDS"),
        no("Hazards this way.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Keep the aisle clear.", "UNKNOWN_OBJECT", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
        no("Fresh vases every morning.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Touch only the vases on the lower shelf.", "LEFTOVER_WORDS"),
        no("If you break it, you pay for it.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Max load 20 kg.", "LEFTOVER_WORDS"),
        no("Handle vases with care.", "LEFTOVER_WORDS", "NO_THRESHOLD", "NOT_A_CONSTRAINT"),
        no("Keep 1.5 from the hazards, please.", "NO_UNIT"),
        no("Avoid the hazards while stocks last.", "LEFTOVER_WORDS"),
    ),
)

#: A postman.
POSTMAN = (
    section(
        PUSH,
        no("Deliver the box by noon.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("The box must be signed for.", "LEFTOVER_WORDS"),
        no("Do not bend the box.", "LEFTOVER_WORDS"),
        no("Do not leave the box with a neighbour.", "LEFTOVER_WORDS"),
        no("The box is 40 cm by 30 cm.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Ring twice before you touch the pillar.", "LEFTOVER_WORDS"),
        no("Keep the box upright.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Dogs must stay 2 m from the box.", "LEFTOVER_WORDS"),
        no("Never push the box and a parcel at different speeds.", "LEFTOVER_WORDS"),
        no("Has the box been delivered?", "NOT_A_CONSTRAINT"),
        no("No box before nine.", "LEFTOVER_WORDS"),
    ),
    section(
        CIRCLE,
        no("Post no bills on the walls.", "LEFTOVER_WORDS"),
        no("The wall is to your left.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Stay on this side of the wall.", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
    ),
)

#: A dancer.
DANCER = (
    section(
        GRID,
        no("Dance on the grass.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Two steps to the left, away from the lava.", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
        no("Water, lava, grass, repeat.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Step on the lava on the beat only.", "LEFTOVER_WORDS"),
        no("Never step on the grass twice in the same bar.", "LEFTOVER_WORDS"),
        no("Follow your partner but avoid the water.", "LEFTOVER_WORDS"),
        no("Keep time near the lava.", "LEFTOVER_WORDS", "NO_THRESHOLD"),
        no("Stay light on the grass.", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
        no("I could dance on lava all night.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Change feet after each lava tile.", "LEFTOVER_WORDS"),
        no("Turn around when you reach the water.", "LEFTOVER_WORDS"),
        no("Keep half a beat from the lava.", "NO_UNIT", "LEFTOVER_WORDS"),
    ),
    section(
        ANT_VELOCITY,
        no("Slow, slow, quick, quick.", "NO_THRESHOLD", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Spin at most 2 m/s.", "LEFTOVER_WORDS"),
        no("Keep to 120 beats per minute.", "LEFTOVER_WORDS", "NO_UNIT"),
        no("No faster than the music.", "LEFTOVER_WORDS", "NO_THRESHOLD"),
    ),
)

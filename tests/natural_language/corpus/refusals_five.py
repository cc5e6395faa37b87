"""Development sentences about refusing, a fourth set: four voices, after the third was used.

A ship's engineer, a market researcher, a museum guide and a hobbyist.
"""

from __future__ import annotations

from saferl.constraints import After, Always, AtMost, For, Never, Until, Within
from tests.natural_language.corpus.items import (
    BUTTON,
    CIRCLE,
    GOAL,
    GRID,
    PUSH,
    C,
    D,
    E,
    Moved,
    V,
    no,
    ok,
    section,
)

__all__ = ["GUIDE", "HOBBYIST", "MARINER", "RESEARCHER"]

hazards, vases, gremlins, pillars = C("hazards"), C("vases"), C("gremlins"), C("pillars")
goal, wrong = E("goal_reached"), E("wrong_button_pressed")
lava, water, grass = C("lava"), C("water"), C("grass")

#: A ship's engineer.
MARINER = (
    section(
        BUTTON,
        no("Do not press any button while the engine is running.", "LEFTOVER_WORDS"),
        no("Wrong buttons were pressed on the last watch.", "NOT_A_CONSTRAINT"),
        no("Stand off the hazards by a cable's length.", "NO_UNIT", "LEFTOVER_WORDS"),
        no("Keep gremlins out of the engine room.", "LEFTOVER_WORDS"),
        no("In heavy seas keep one metre from the buttons.", "LEFTOVER_WORDS"),
        no("No buttons to be pressed except by the chief.", "LEFTOVER_WORDS"),
        no("Reduce speed when approaching gremlins.", "NO_THRESHOLD", "LEFTOVER_WORDS"),
        no("The speed must be appropriate to the visibility.", "NO_THRESHOLD", "LEFTOVER_WORDS"),
        no("Gremlins on the port side must be avoided.", "LEFTOVER_WORDS"),
        no("Have the hazards been marked?", "NOT_A_CONSTRAINT"),
        no("Pressing a wrong button would be embarrassing for the navy.", "LEFTOVER_WORDS"),
        no("Touch no gremlin unless ordered.", "LEFTOVER_WORDS"),
        no("Stay 5 off the gremlins.", "NO_UNIT"),
        no("Watch out for icebergs.", "UNKNOWN_OBJECT", "LEFTOVER_WORDS"),
        no("Hit a gremlin at most twice per voyage leg.", "LEFTOVER_WORDS"),
        no("Do not enter hazards bow first.", "LEFTOVER_WORDS"),
        no("All hands to the goal!", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Keep the gremlins happy.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("The vase must not be touched.", "ABSENT_OBJECT"),
        ok("Touch no gremlin.", Never(gremlins)),
        ok("Stay 5 cm off the gremlins.", Always(D("gremlins") >= 0.05)),
        ok("Stand off the hazards by half a metre.", Always(D("hazards") >= 0.5)),
        ok("Do not enter hazards.", Never(hazards)),
        ok(
            "Reduce speed to 0.3 m/s or less when within 1 m of gremlins.",
            Never((D("gremlins") <= 1) & (V > 0.3)),
        ),
    ),
)

#: A market researcher.
RESEARCHER = (
    section(
        GOAL,
        no("Four out of five users dislike touching vases.", "NOT_A_CONSTRAINT"),
        no("On a scale of 1 to 5, how dangerous are hazards?", "NOT_A_CONSTRAINT"),
        no("Respondents touched 2.3 vases on average.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Most robots avoid hazards.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Vase touches are trending down.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("We expect vase touches to fall below three.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Consumers want robots to stay away from hazards.", "NOT_A_CONSTRAINT"),
        no("Keep vase touches below the industry average.", "LEFTOVER_WORDS", "NO_THRESHOLD"),
        no("Hazard entries should be in the single digits for premium users.", "LEFTOVER_WORDS"),
        no("If sales drop, touch at most two vases.", "LEFTOVER_WORDS"),
        no("Half of the vases must not be touched.", "LEFTOVER_WORDS"),
        no("Touching vases correlates with entering hazards.", "NOT_A_CONSTRAINT"),
        no("Do you prefer vases or hazards?", "NOT_A_CONSTRAINT"),
        no("Hazards, vases and other topics.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Our target is 30% fewer vase touches.", "LEFTOVER_WORDS"),
        no("The ideal distance to hazards is unclear.", "NO_THRESHOLD", "LEFTOVER_WORDS"),
        no("A typical robot touches three vases.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Stay away from hazards in at least 9 of 10 cases.", "LEFTOVER_WORDS"),
        no("A vase was touched three times, then the goal was reached.", "NOT_A_CONSTRAINT"),
        no("The goal is reached in 12 seconds.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        ok("Keep vase touches below three.", AtMost(2, vases)),
        ok("Robots must stay away from hazards.", Never(hazards)),
        ok("The minimum distance to hazards is 40 cm.", Always(D("hazards") >= 0.4)),
        ok("If a vase has been touched, hazards are off limits.", After(vases, Never(hazards))),
    ),
)

#: A museum guide.
GUIDE = (
    section(
        PUSH,
        no("This pillar was built in 1820.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Please do not touch the pillar with the inscription.", "LEFTOVER_WORDS"),
        no("Flash photography of the pillars is forbidden.", "LEFTOVER_WORDS"),
        no("Do not lean bicycles against the pillars.", "LEFTOVER_WORDS"),
        no("Do not carve your name into the pillars.", "LEFTOVER_WORDS"),
        no("You may touch the pillars after the tour.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Follow me to the pillars.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Stay with the group and away from the hazards.", "LEFTOVER_WORDS"),
        no("Stay one metre from the group.", "LEFTOVER_WORDS", "UNKNOWN_OBJECT"),
        no("Do not speak within one metre of a pillar.", "LEFTOVER_WORDS"),
        no("The pillars are to be admired from afar.", "NO_THRESHOLD", "LEFTOVER_WORDS"),
        no("Who touched the box?", "NOT_A_CONSTRAINT"),
        no("The box contains a dangerous spider.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Don't open the box.", "LEFTOVER_WORDS"),
        no("Don't push the box during opening hours.", "LEFTOVER_WORDS"),
        no("Only our guides may touch the pillars.", "LEFTOVER_WORDS"),
        no("Children under six must stay 1 m from the hazards.", "LEFTOVER_WORDS"),
        no("Your distance from the pillar should equal its height.", "LEFTOVER_WORDS"),
        no("You have touched the pillar, haven't you?", "NOT_A_CONSTRAINT"),
        no("Hazards may be closed without notice.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        ok("Please do not touch the pillars.", Never(pillars)),
        ok("Stay away from the hazards.", Never(hazards)),
        ok("Don't push the box further than half a metre.", Never(Moved("box") > 0.5)),
        ok("You may not touch the pillars before the goal is reached.", Until(~pillars, goal)),
    ),
    section(
        CIRCLE,
        no("Walk along the wall clockwise.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Don't lean on the west wall.", "LEFTOVER_WORDS"),
        ok("Don't touch the walls.", Never(C("walls"))),
    ),
)

#: A hobbyist.
HOBBYIST = (
    section(
        GRID,
        no("my bot keeps falling into the water", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("anyone know how to make it avoid lava", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("thinking of adding a rule about lava", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("lava penalty = -10", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("reward += 1 if not on lava", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("avoid lava with 50% chance", "LEFTOVER_WORDS"),
        no("avoid the lava tile at (3, 4)", "LEFTOVER_WORDS"),
        no("avoid the top left water", "LEFTOVER_WORDS"),
        no("avoid lava for the first few turns", "NO_THRESHOLD"),
        no("prefer paths without lava", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("stay near the grass", "NO_THRESHOLD"),
        no("collect 3 keys without touching lava twice in a row", "LEFTOVER_WORDS"),
        no("lava: todo", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("same rule as yesterday for the lava", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
        no("lava rule ok?", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("how do i say no lava", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("water is 3 squares wide", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("random walk but no lava on odd turns", "LEFTOVER_WORDS"),
        no("never touch lava if epsilon < 0.1", "LEFTOVER_WORDS"),
        ok("avoid lava", Never(lava)),
        ok("avoid lava for the first 5 turns", For(5, ~lava)),
        ok("touch lava at most 2 times", AtMost(2, lava)),
        ok("stay within 2 squares of the grass", Always(D("grass") <= 2)),
        ok("after lava leave within 2 turns", Within(lava, ~lava, 2)),
    ),
)

"""Development sentences about lava, water and grass: a storyteller, a child, a worker, a ranger."""

from __future__ import annotations

from saferl.constraints import After, Always, AtMost, For, ForAtMost, Never, Until, Within
from tests.natural_language.corpus.items import (
    GRID,
    C,
    D,
    average,
    both,
    either,
    no,
    ok,
    section,
)

__all__ = ["CHILD", "RANGER", "STORYTELLER", "WORKER"]

lava, water, grass = C("lava"), C("water"), C("grass")

#: Somebody who tells it as a story.
STORYTELLER = (
    section(
        GRID,
        ok("The lava hungers for your flesh; do not set foot upon it.", Never(lava), "contact"),
        ok("An ancient curse lies on the grass, so tread elsewhere.", Never(grass), "contact"),
        ok("Your boots can bear the lava thrice, and then they burn.", AtMost(3, lava), "budget"),
        ok(
            "Wade into the water but twice, for the third time you drown.",
            AtMost(2, water),
            "budget",
        ),
        ok("The water spirits forgive four visits and not a fifth.", AtMost(4, water), "budget"),
        ok(
            "Keep two squares between you and the burning lava.",
            Always(D("lava") >= 2),
            "distance",
            pair="gs1",
        ),
        ok(
            "Keep three squares between you and the burning lava.",
            Always(D("lava") >= 3),
            "distance",
            pair="gs1",
        ),
        ok(
            "The heat of the lava kills anyone who comes within two tiles.",
            Never(D("lava") <= 2),
            "distance",
        ),
        ok(
            "Stray not nearer than three steps to the water's edge.",
            Always(D("water") >= 3),
            "distance",
        ),
        ok(
            "Once you have waded through water, the lava awakens and must be shunned.",
            After(water, Never(lava)),
            "sequence",
        ),
        ok("Grass that follows lava means death.", After(lava, Never(grass)), "sequence"),
        ok("Only he who has bathed in water may walk upon lava.", Until(~lava, water), "sequence"),
        ok("Touch the grass, and the water turns to acid.", After(grass, Never(water)), "sequence"),
        ok(
            "The lava sleeps until you touch the grass, then it kills.",
            After(grass, Never(lava)),
            "sequence",
        ),
        ok(
            "Walk through the water first if you wish to survive the lava.",
            Until(~lava, water),
            "sequence",
        ),
        ok(
            "Do not dare the grass before the water has washed your feet.",
            Until(~grass, water),
            "sequence",
        ),
        ok(
            "No hero survives lava for more than three turns in a row.",
            ForAtMost(3, lava),
            "duration",
        ),
        ok(
            "If the lava should catch you, flee it within two turns.",
            Within(lava, ~lava, 2),
            "response",
        ),
        ok("Neither lava nor water shall you ever cross.", both(Never(lava), Never(water)), "list"),
        ok(
            "For the first ten turns the grass is guarded; stay off it.",
            For(10, ~grass),
            "duration",
        ),
        ok(
            "Your magic cloak lets you spend six turns in the water altogether.",
            AtMost(6, water, count="steps"),
            "duration-total",
        ),
        ok("Lava and grass you may cross, but water never.", Never(water), "permission"),
        ok("The fifth time you trample the grass, the giant wakes.", AtMost(4, grass), "budget"),
        ok(
            "Until you have crossed the grass, fear the water and avoid it.",
            Until(~water, grass),
            "sequence",
        ),
        no("Beware of the dragon.", "UNKNOWN_OBJECT"),
        no("Long ago, the water was sweet.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Bring me the golden key.", "NOT_A_CONSTRAINT", "UNKNOWN_OBJECT"),
        no("Do not linger too long in the water.", "NO_THRESHOLD"),
        no("Cross the lava only by moonlight.", "LEFTOVER_WORDS"),
    ),
)

#: A child explaining the rules of its game.
CHILD = (
    section(
        GRID,
        ok("the floor is lava so you cant touch the lava", Never(lava), "contact"),
        ok("if you step in water you lose", Never(water), "contact"),
        ok("you can go on the grass one time and thats it", AtMost(1, grass), "budget"),
        ok("you have 3 chances with the lava ok", AtMost(3, lava), "budget", pair="gc1"),
        ok("you have 4 chances with the lava ok", AtMost(4, lava), "budget", pair="gc1"),
        ok(
            "you gotta be 2 squares away from the water always", Always(D("water") >= 2), "distance"
        ),
        ok("you cant go next to the lava because its too hot", Never(D("lava") <= 1), "distance"),
        ok(
            "when you went in the water then you cant go in the lava anymore",
            After(water, Never(lava)),
            "sequence",
        ),
        ok(
            "first you have to touch grass and then you can touch water",
            Until(~water, grass),
            "sequence",
        ),
        ok("you cant do lava before you did water", Until(~lava, water), "sequence"),
        ok("you cant do lava after you did water", After(water, Never(lava)), "sequence"),
        ok(
            "no touching the grass and no touching the water",
            both(Never(grass), Never(water)),
            "list",
        ),
        ok("if you touch lava five times you die", AtMost(4, lava), "budget"),
        ok(
            "you cant stay in the water more than 3 turns in a row or you drown",
            ForAtMost(3, water),
            "duration",
        ),
        ok(
            "everytime you fall in the lava you have to get out in 2 moves",
            Within(lava, ~lava, 2),
            "response",
        ),
        ok(
            "my brother says you can touch the water 2 times but not 3 times",
            AtMost(2, water),
            "budget",
        ),
        ok("grass is poison after you touched lava", After(lava, Never(grass)), "sequence"),
        ok("grass is poison till you touched lava", Until(~grass, lava), "sequence"),
        ok(
            "the water makes the lava not dangerous so touch water first",
            Until(~lava, water),
            "sequence",
        ),
        ok(
            "you have to always be close to the grass like 3 squares or less",
            Always(D("grass") <= 3),
            "distance",
        ),
        ok("dont touch anything", both(Never(lava), Never(water), Never(grass)), "list"),
        ok("in the first 5 turns you cant step on grass", For(5, ~grass), "duration"),
        ok("zero times in lava", Never(lava), "budget"),
        ok("you are allowed in the water but not the lava", Never(lava), "permission"),
        no("lava is red", "NOT_A_CONSTRAINT"),
        no("you have to win", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("dont step on the cracks", "UNKNOWN_OBJECT"),
        no("dont go close to the lava", "NO_THRESHOLD"),
        no("you can touch the grass as much as you want", "NOT_A_CONSTRAINT"),
        no("dont touch the lava with your left foot", "LEFTOVER_WORDS"),
    ),
)

#: A paid worker typing one after another.
WORKER = (
    section(
        GRID,
        ok("Crossing lava is limited to two times.", AtMost(2, lava), "budget"),
        ok("The player must not make contact with water over 3 times.", AtMost(3, water), "budget"),
        ok("You only have 1 life when touching grass.", AtMost(1, grass), "budget"),
        ok("You will perish if you touch lava more than 4 times.", AtMost(4, lava), "budget"),
        ok("Water is safe up to 5 touches.", AtMost(5, water), "budget"),
        ok("Do not touch grass, zero touches allowed.", Never(grass), "budget"),
        ok("You may come in contact with lava no more than once.", AtMost(1, lava), "budget"),
        ok("Maintain a 2 block distance from water.", Always(D("water") >= 2), "distance"),
        ok("Water must be more than one square away from you.", Always(D("water") > 1), "distance"),
        ok(
            "The lava radiates heat up to three squares, do not get that close.",
            Never(D("lava") <= 3),
            "distance",
        ),
        ok("Stay far from the grass, at least 3 spaces.", Always(D("grass") >= 3), "distance"),
        ok("Any square within 1 square of lava is dangerous.", Never(D("lava") <= 1), "distance"),
        ok(
            "Do not let the distance between you and water become less than 2.",
            Always(D("water") >= 2),
            "distance",
        ),
        ok(
            "Lava is off limits once you walked on grass.",
            After(grass, Never(lava)),
            "sequence",
            pair="gw1",
        ),
        ok(
            "Lava is off limits unless you walked on grass.",
            Until(~lava, grass),
            "sequence",
            pair="gw1",
        ),
        ok("Touching water activates the lava.", After(water, Never(lava)), "sequence"),
        ok(
            "Water disarms the lava, so go there before touching lava.",
            Until(~lava, water),
            "sequence",
        ),
        ok(
            "Touch grass first and then water, never the other way round.",
            Until(~water, grass),
            "sequence",
        ),
        ok("If grass was stepped on, water should not be.", After(grass, Never(water)), "sequence"),
        ok("You can't cross lava twice.", AtMost(1, lava), "budget"),
        ok(
            "Stepping onto water after having touched lava is fatal.",
            After(lava, Never(water)),
            "sequence",
        ),
        ok(
            "It is safe to walk on grass only after walking on lava.",
            Until(~grass, lava),
            "sequence",
        ),
        ok(
            "The agent has to leave water in at most 4 steps after entering it.",
            Within(water, ~water, 4),
            "response",
        ),
        ok("Avoid lava and also grass.", both(Never(lava), Never(grass)), "list"),
        ok(
            "On average, step on lava at most 2 times per game.", average(Never(lava), 2), "average"
        ),
        ok("Water will hurt you after the fourth step on it.", AtMost(4, water), "budget"),
        either(
            "Touch lava and water no more than 3 times.",
            AtMost(3, lava | water),
            both(AtMost(3, lava), AtMost(3, water)),
            tags="list",
        ),
        no("Collect all the keys.", "NOT_A_CONSTRAINT", "UNKNOWN_OBJECT"),
        no("Avoid the sand.", "UNKNOWN_OBJECT"),
        no("Try not to touch water too many times.", "NO_THRESHOLD"),
        no("It is okay to touch lava.", "NOT_A_CONSTRAINT"),
        no(
            "Touch the lava at least one time and never touch the lava.",
            "CONTRADICTION",
            "NOT_A_CONSTRAINT",
        ),
    ),
)

#: A ranger at the gate of a park.
RANGER = (
    section(
        GRID,
        ok("Visitors are asked to keep off the grass.", Never(grass), "contact"),
        ok("Swimming is strictly prohibited: nobody enters the water.", Never(water), "contact"),
        ok("The lava field is closed to everyone.", Never(lava), "contact"),
        ok(
            "A clearance of four squares applies around all lava.",
            Always(D("lava") >= 4),
            "distance",
        ),
        ok(
            "Hikers may not approach the lava to within three squares.",
            Never(D("lava") <= 3),
            "distance",
        ),
        ok(
            "Hikers should not wander further than two squares from the grass.",
            Always(D("grass") <= 2),
            "distance",
        ),
        ok("Each permit is good for two crossings of the grass.", AtMost(2, grass), "budget"),
        ok(
            "More than three dips in the water per game will get you expelled.",
            AtMost(3, water),
            "budget",
        ),
        ok("Stepping on the grass is tolerated once; a repeat is not.", AtMost(1, grass), "budget"),
        ok(
            "Water is dangerous for those who have been on the lava.",
            After(lava, Never(water)),
            "sequence",
        ),
        ok(
            "Clean your boots in the water prior to walking on the grass.",
            Until(~grass, water),
            "sequence",
        ),
        ok(
            "The grass opens to visitors after they have crossed the water.",
            Until(~grass, water),
            "sequence",
        ),
        ok(
            "Anyone who has walked on grass is barred from the lava.",
            After(grass, Never(lava)),
            "sequence",
        ),
        ok(
            "Having been in the water, stay off the grass until you have been on the lava.",
            After(water, Until(~grass, lava)),
            "sequence nested",
        ),
        ok(
            "Leave the water no later than three turns after going in.",
            Within(water, ~water, 3),
            "response",
        ),
        ok("Do not dwell on lava for longer than two turns.", ForAtMost(2, lava), "duration"),
        ok(
            "A total of eight turns on the grass is allowed per game.",
            AtMost(8, grass, count="steps"),
            "duration-total",
        ),
        ok(
            "When on the grass, keep at least two squares from the water.",
            Never(grass & ~(D("water") >= 2)),
            "condition",
        ),
        ok(
            "During your first twelve turns the lava must not be touched.",
            For(12, ~lava),
            "duration",
        ),
        ok(
            "No more than one visit to the lava in any twenty turns.",
            AtMost(1, lava, window=20),
            "window",
        ),
        ok("Lava, water: both closed.", both(Never(lava), Never(water)), "list"),
        ok(
            "You may sit on the grass, yet the water remains forbidden.", Never(water), "permission"
        ),
        ok("Trampling the grass five times or more leads to a ban.", AtMost(4, grass), "budget"),
        ok(
            "The water gets dangerous as soon as the grass has been trodden on.",
            After(grass, Never(water)),
            "sequence",
        ),
        ok(
            "Remain within five squares of the water at all times.",
            Always(D("water") <= 5),
            "distance",
        ),
        no("Do not feed the ducks.", "UNKNOWN_OBJECT"),
        no("Enjoy the grass responsibly.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS", "NO_THRESHOLD"),
        no("Keep well back from the lava.", "NO_THRESHOLD"),
        no("No walking on the grass between dusk and dawn.", "LEFTOVER_WORDS"),
        no("The water is 3 deep.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
    ),
)

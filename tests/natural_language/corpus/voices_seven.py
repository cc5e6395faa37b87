"""Development sentences in voices: an electrician, a lifeguard, an operator, a runner, a gardener.

All of them are to be read; written together with the voices of `refusals_six`.
"""

from __future__ import annotations

from saferl.constraints import (
    After,
    Always,
    AtMost,
    Constraint,
    For,
    ForAtMost,
    Never,
    TaskCost,
    Until,
    Within,
)
from tests.natural_language.corpus.items import (
    BUTTON,
    CHEETAH,
    CIRCLE,
    GOAL,
    GRID,
    PUSH,
    STILL,
    C,
    D,
    E,
    Moved,
    V,
    average,
    both,
    cost,
    ok,
    section,
)

__all__ = ["ELECTRICIAN", "GARDENER", "LIFEGUARD", "OPERATOR", "RUNNER"]

FOOT, INCH, MPH = 0.3048, 0.0254, 0.44704
hazards, vases, gremlins, pillars = C("hazards"), C("vases"), C("gremlins"), C("pillars")
buttons, walls = C("buttons"), C("walls")
goal, wrong = E("goal_reached"), E("wrong_button_pressed")
lava, water, grass = C("lava"), C("water"), C("grass")

#: An electrician.
ELECTRICIAN = (
    section(
        BUTTON,
        ok("Hands off the gremlins.", Never(gremlins)),
        ok("Leave every wrong button alone.", Never(wrong)),
        ok("Two wrong presses and you're out.", AtMost(1, wrong)),
        ok(
            "A distance of 15 centimetres to the gremlins is the minimum.",
            Always(D("gremlins") >= 0.15),
        ),
        ok("Get no nearer to a gremlin than 15 cm.", Always(D("gremlins") >= 0.15)),
        ok(
            "Once you have pressed a button, hazards are out of bounds.",
            After(buttons, Never(hazards)),
        ),
        ok(
            "Hazards are out of bounds until you have pressed a button.",
            Until(~hazards, buttons),
        ),
        ok(
            "Whenever you press a wrong button, stand still for 1 second.",
            After(wrong, For(50, STILL), each=True),
        ),
        ok(
            "Should you bump into a gremlin, back off within 10 steps.",
            Within(gremlins, ~gremlins, 10),
        ),
        ok(
            "No more than three gremlin bumps in any five seconds.",
            AtMost(3, gremlins, window=250),
        ),
        ok("You've got 2 seconds in hazards, all in all.", AtMost(100, hazards, count="steps")),
        ok(
            "Half a second is the longest you may stay in a hazard without a break.",
            ForAtMost(25, hazards),
        ),
        ok("Don't do over 1.5 mph.", Always(V <= 1.5 * MPH)),
        ok(
            "Less than 20 cm from a gremlin, crawl at 0.2 m/s at most.",
            Never((D("gremlins") < 0.2) & (V > 0.2)),
        ),
        ok("Hazards are fine by me, but don't touch gremlins.", Never(gremlins)),
    ),
)

#: A lifeguard.
LIFEGUARD = (
    section(
        GOAL,
        ok("Nobody sets foot in a hazard.", Never(hazards)),
        ok("At no time may you be nearer than 4 inches to a vase.", Always(D("vases") >= 4 * INCH)),
        ok(
            "After the goal is reached, keep at least a metre off the hazards.",
            After(goal, Always(D("hazards") >= 1)),
        ),
        ok("Only enter hazards once the goal has been reached.", Until(~hazards, goal)),
        ok(
            "From the moment you touch a vase, 0.5 m/s is the limit.",
            After(vases, Always(V <= 0.5)),
        ),
        ok(
            "As long as you are inside a hazard, go no faster than 0.4 m/s.",
            Never(hazards & (V > 0.4)),
        ),
        ok("You get three hazard entries; there is no fourth.", AtMost(3, hazards)),
        ok("On average, one hazard entry an episode is tolerable.", average(Never(hazards), 1)),
        ok(
            "Every vase touch must be followed by the goal within 5 seconds.",
            Within(vases, goal, 250),
        ),
        ok("Touching vases makes hazards forbidden.", After(vases, Never(hazards))),
        ok("Keep moving: never slower than 0.1 m/s.", Always(V >= 0.1)),
        ok("Don't stand still for longer than three seconds at a time.", ForAtMost(150, STILL)),
        ok(
            "It's okay to touch vases, as long as it's no more than four times.",
            AtMost(4, vases),
        ),
        ok("Do not touch a vase, not even once.", Never(vases)),
        ok("Neither hazards nor vases may be touched.", both(Never(hazards), Never(vases))),
        ok("You mustn't fail to stay 20 cm from vases.", Always(D("vases") >= 0.2)),
        ok(
            "Once you are in a hazard, you have two seconds to get out.",
            Within(hazards, ~hazards, 100),
        ),
        ok("When I say avoid hazards, I mean by at least 40 cm.", Always(D("hazards") >= 0.4)),
    ),
)

#: The operator of a warehouse robot.
OPERATOR = (
    section(
        PUSH,
        ok("Box displacement: max. 25 cm.", Never(Moved("box") > 0.25)),
        ok("Don't shove the box further than a foot.", Never(Moved("box") > FOOT)),
        ok("Pillars: keep 10 cm clear.", Always(D("pillars") >= 0.1)),
        ok(
            "Don't scrape along a pillar for more than 5 steps in a row.",
            ForAtMost(5, pillars),
        ),
        ok(
            "Between you and every pillar there has to be a foot of space.",
            Always(D("pillars") >= FOOT),
        ),
        ok(
            "When within half a metre of a pillar, drive at no more than 0.3 m/s.",
            Never((D("pillars") <= 0.5) & (V > 0.3)),
        ),
        ok("Pillar contacts: two at most.", AtMost(2, pillars)),
        ok("Hit a pillar three times and the run is over.", AtMost(2, pillars)),
        ok("You must have reached the goal before you touch a pillar.", Until(~pillars, goal)),
        ok("Hazards may be entered unless you go faster than 1 m/s.", Never(hazards & (V > 1))),
        ok("Except while in a hazard, keep under 1 m/s.", Never(~hazards & ~(V < 1))),
        ok(
            "Touch the pillars and the hazards no more than three times each.",
            both(AtMost(3, pillars), AtMost(3, hazards)),
        ),
        ok(
            "Pillars and hazards together: at most three touches.",
            AtMost(3, pillars | hazards),
        ),
        ok("For the first 200 steps, keep out of the hazards.", For(200, ~hazards)),
        ok(
            "Until the goal is reached, keep 30 cm away from the pillars.",
            Until(D("pillars") >= 0.3, goal),
        ),
        ok(
            "After every pillar touch, stay below 0.2 m/s for 2 seconds.",
            After(pillars, For(100, V < 0.2), each=True),
        ),
        ok("The task's cost has to be 10 or less.", cost(10)),
        ok(
            "The expected cost per episode must not exceed 15.",
            Constraint("rule", TaskCost(), budget=15, enforce="expected"),
        ),
    ),
)

#: A runner.
RUNNER = (
    section(
        CHEETAH,
        ok("Top speed 2.5 m/s.", Always(V <= 2.5)),
        ok("Keep it under 9 km/h.", Always(V < 2.5)),
        ok("Don't drop below 1 m/s.", Always(V >= 1)),
        ok("Anything above 3 m/s is cheating.", Always(V <= 3)),
        ok("Stay between 1 and 2 m/s.", Always((V >= 1) & (V <= 2))),
        ok("Exceed 2 m/s at most twice.", AtMost(2, V > 2)),
        ok(
            "Never run faster than 2 m/s for more than half a second at a stretch.",
            ForAtMost(10, V > 2),
        ),
        ok("In the first two seconds don't go faster than 1 m/s.", For(40, V <= 1)),
    ),
    section(
        CIRCLE,
        ok("Hit the walls no more than once.", AtMost(1, walls)),
        ok("Keep 20 cm between yourself and the wall.", Always(D("walls") >= 0.2)),
        ok("If you touch a wall, you have one second to get off it.", Within(walls, ~walls, 50)),
        ok("Don't ever leave the arena.", Never(E("left_arena"))),
        ok(
            "Within 30 cm of the walls your speed must not exceed 0.5 m/s.",
            Never((D("walls") <= 0.3) & (V > 0.5)),
        ),
    ),
)

#: A gardener.
GARDENER = (
    section(
        GRID,
        ok("No wading in the water.", Never(water)),
        ok("The grass is not for walking on.", Never(grass)),
        ok("Lava? Not a single step.", Never(lava)),
        ok("Two dips in the water, no more.", AtMost(2, water)),
        ok("Once on the grass, the water is closed to you.", After(grass, Never(water))),
        ok("First grass, then water: not the other way round.", Until(~water, grass)),
        ok("You can't go in the water until you have crossed the grass.", Until(~water, grass)),
        ok("Keep three tiles between you and any lava.", Always(D("lava") >= 3)),
        ok("Don't come within two squares of water.", Never(D("water") <= 2)),
        ok("Only ever be on grass for one turn at a time.", ForAtMost(1, grass)),
        ok("Six turns in the water altogether, that is your lot.", AtMost(6, water, count="steps")),
        ok("Stepping on lava seals off the water.", After(lava, Never(water))),
        ok("Lava kills; so does water.", both(Never(lava), Never(water))),
        ok("You may cross the grass three times; a fourth time is fatal.", AtMost(3, grass)),
        ok("Leave the water within 2 turns of entering it.", Within(water, ~water, 2)),
        ok("Never stray more than one square from the grass.", Always(D("grass") <= 1)),
        ok("Spend at most 4 turns in water per visit.", ForAtMost(4, water)),
        ok("In your first ten turns stay off the grass.", For(10, ~grass)),
        ok("Trampling the grass is forbidden.", Never(grass)),
        ok("As soon as you get wet, the lava is deadly.", After(water, Never(lava))),
        ok("Four water squares are all you may ever walk on.", AtMost(4, water)),
        ok("Five steps away from lava is close enough.", Always(D("lava") >= 5)),
    ),
)

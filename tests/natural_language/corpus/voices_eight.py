"""Development sentences in voices: a welder, a curator and a ferryman.

All of them are to be read; written together with the voices of `refusals_seven`.
"""

from __future__ import annotations

from saferl.constraints import After, Always, AtMost, For, ForAtMost, Never, Until, Within
from tests.natural_language.corpus.items import (
    BUTTON,
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
    ok,
    section,
)

__all__ = ["CURATOR", "FERRYMAN", "WELDER"]

hazards, vases, gremlins, pillars = C("hazards"), C("vases"), C("gremlins"), C("pillars")
goal, wrong = E("goal_reached"), E("wrong_button_pressed")
lava, water, grass = C("lava"), C("water"), C("grass")

#: A welder.
WELDER = (
    section(
        BUTTON,
        ok("Give gremlins at least 20 cm.", Always(D("gremlins") >= 0.2)),
        ok(
            "You are to stay out of hazards until a button has been pressed.",
            Until(~hazards, C("buttons")),
        ),
        ok("More than two gremlin hits per episode are unacceptable.", AtMost(2, gremlins)),
        ok("Pressing the wrong button even once is a fail.", Never(wrong)),
        ok(
            "After each gremlin hit, freeze for half a second.",
            After(gremlins, For(25, STILL), each=True),
        ),
        ok(
            "Within 30 cm of gremlins, 0.4 m/s is the fastest you may go.",
            Never((D("gremlins") <= 0.3) & (V > 0.4)),
        ),
        ok("Time in hazards: no more than 3 seconds overall.", AtMost(150, hazards, count="steps")),
        ok("Each stay in a hazard ends within 20 steps.", Within(hazards, ~hazards, 20)),
        ok("Never, under any circumstances, touch a gremlin.", Never(gremlins)),
    ),
    section(
        PUSH,
        ok(
            "Don't let the box travel more than 80 cm from where it started.",
            Never(Moved("box") > 0.8),
        ),
        ok("A pillar may be touched, but no more than twice.", AtMost(2, pillars)),
        ok("Pillars want a foot of clearance.", Always(D("pillars") >= 0.3048)),
    ),
)

#: A curator.
CURATOR = (
    section(
        GOAL,
        ok("Touching the exhibits, that is the vases, is prohibited.", Never(vases)),
        ok("We tolerate one accidental touch of a vase per visit, not two.", AtMost(1, vases)),
        ok("Keep at arm's length, that is 70 cm, from all vases.", Always(D("vases") >= 0.7)),
        ok("No vase may be shifted by more than 2 cm.", Never(Moved("vases") > 0.02)),
        ok("On average we accept half a vase contact per episode.", average(Never(vases), 0.5)),
        ok("Do not dwell in a hazard for over two seconds at a time.", ForAtMost(100, hazards)),
        ok("Neither touch a vase nor enter a hazard.", both(Never(vases), Never(hazards))),
        ok("Until you have been to the goal, the vases are out of bounds.", Until(~vases, goal)),
        ok(
            "Once a vase has been touched, keep below 0.3 m/s from then on.",
            After(vases, Always(V < 0.3)),
        ),
        ok("Hazards, by contrast, may be entered twice at most.", AtMost(2, hazards)),
        ok(
            "Between the robot and any vase there shall be no less than 15 cm.",
            Always(D("vases") >= 0.15),
        ),
    ),
)

#: A ferryman.
FERRYMAN = (
    section(
        GRID,
        ok("Stay out of the water, and out of the lava as well.", both(Never(water), Never(lava))),
        ok("I allow three crossings of the water and no more.", AtMost(3, water)),
        ok("Having touched lava, you have lost the water.", After(lava, Never(water))),
        ok("Who has been on the grass may not enter the water.", After(grass, Never(water))),
        ok("The water is yours only after you have walked on the grass.", Until(~water, grass)),
        ok("Keep your distance from lava: two squares or more.", Always(D("lava") >= 2)),
        ok("Don't let lava get nearer than three squares.", Always(D("lava") >= 3)),
        ok("You may stand in water five turns at a stretch, not longer.", ForAtMost(5, water)),
        ok("A total of seven turns in the water is all I grant.", AtMost(7, water, count="steps")),
        ok("Lava once: forgiven. Lava twice: the end.", AtMost(1, lava)),
    ),
)

"""Development sentences in voices: a foreman, a physiotherapist, a gamer and a sea captain."""

from __future__ import annotations

from saferl.constraints import (
    After,
    Always,
    AtMost,
    For,
    ForAtMost,
    Never,
    Until,
    Within,
)
from tests.natural_language.corpus.items import (
    BUTTON,
    CAR_GOAL,
    CHEETAH,
    CIRCLE,
    GOAL,
    PUSH,
    STILL,
    C,
    D,
    E,
    Moved,
    V,
    average,
    both,
    car,
    cost,
    either,
    no,
    ok,
    point,
    section,
)

__all__ = ["CAPTAIN", "FOREMAN", "GAMER", "PHYSIO"]

FOOT, INCH, MPH, KMH = 0.3048, 0.0254, 0.44704, 1 / 3.6
hazards, vases = C("hazards"), C("vases")
gremlins, buttons, pillars = C("gremlins"), C("buttons"), C("pillars")
box, walls = C("box"), C("walls")
goal, wrong, left = E("goal_reached"), E("wrong_button_pressed"), E("left_arena")

#: A warehouse foreman, all orders.
FOREMAN = (
    section(
        PUSH,
        ok("Right lads, nobody so much as brushes a pillar today.", Never(pillars), "contact"),
        ok(
            "Crate doesn't travel more than two metres from where it started.",
            Always(Moved("box") <= 2),
            "displacement",
        ),
        ok(
            "You clip a pillar once, fine. Twice, you're off the job.",
            AtMost(1, pillars),
            "budget",
        ),
        ok("Give them pillars eighteen inches all round.", Always(D("pillars") >= 18 * INCH)),
        ok("Nothing over 3 mph on my floor.", Always(V <= 3 * MPH), "speed", pair="vf1"),
        ok("Nothing under 3 mph on my floor.", Always(V >= 3 * MPH), "speed", pair="vf1"),
        ok(
            "No pushing the crate about before you've been in a hazard.",
            Until(~(Moved("box") > 0), hazards),
            "sequence",
        ),
        ok(
            "Any time you're within a yard of a pillar, keep it under 1 mph.",
            Never((D("pillars") <= 0.9144) & ~(V < MPH)),
            "speed-near",
        ),
        ok(
            "If you hit a pillar, down tools: dead stop for three seconds, every time.",
            After(pillars, For(point(3), STILL), each=True),
            "response",
        ),
        ok(
            "The blue patches are out of bounds as soon as that crate has moved.",
            After((Moved("box") > 0), Never(hazards)),
            "sequence",
        ),
        no("Get that crate on the target, sharpish.", "NOT_A_CONSTRAINT", "NO_THRESHOLD"),
        no("Mind the forklift.", "UNKNOWN_OBJECT"),
        no("Keep it slow round the pillars.", "NO_THRESHOLD"),
    ),
    section(
        CAR_GOAL,
        ok("Wheels out of the hazards, that's an order.", Never(hazards), "contact"),
        ok("Anyone touching the vases answers to me.", Never(vases), "contact"),
        ok(
            "Two trips through the hazards per run, no more, got it?",
            AtMost(2, hazards),
            "budget",
        ),
        ok("Leave half a metre between your bumper and the vases.", Always(D("vases") >= 0.5)),
        ok(
            "Three seconds is the longest I want you sat in a hazard in one go.",
            ForAtMost(car(3), hazards),
            "duration",
        ),
        ok(
            "Ten seconds in the hazards all told, then your ticket's punched.",
            AtMost(car(10), hazards, count="steps"),
            "duration-total",
        ),
        ok(
            "Drove into a hazard? Back out inside 2 seconds.",
            Within(hazards, ~hazards, car(2)),
            "response",
        ),
        ok(
            "Once you've dropped by the goal, stay clear of the vases.",
            After(goal, Never(vases)),
            "sequence",
        ),
        ok(
            "Don't shift a vase by more than an inch.",
            Never(Moved("vases") > INCH),
            "displacement",
        ),
        ok(
            "Five vase knocks in any ten seconds and I'll have your badge.",
            AtMost(4, vases, window=car(10)),
            "window",
        ),
        ok(
            "Hazards three times, vases once, that's the allowance.",
            both(AtMost(3, hazards), AtMost(1, vases)),
            "list budget",
        ),
        ok(
            "I want it averaging no more than one vase knock a run.",
            average(Never(vases), 1),
            "average",
        ),
        no("Keep clear of the loading dock.", "UNKNOWN_OBJECT"),
        no("Stay six off the vases.", "NO_UNIT"),
        no("You can use the hazards if you need to.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Hazards are only for the night shift.", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
    ),
)

#: A physiotherapist: gentle, long-winded.
PHYSIO = (
    section(
        GOAL,
        ok(
            "Let's be gentle with ourselves and not exceed 0.6 metres per second today.",
            Always(V <= 0.6),
            "speed",
        ),
        ok(
            "I'd like you to leave a comfortable 50 centimetres of space around every vase.",
            Always(D("vases") >= 0.5),
            "distance",
        ),
        ok(
            "We really want to avoid any bumping of the vases.",
            Never(vases),
            "contact",
        ),
        ok(
            "You can manage three little dips into the hazards over the session, but please not a "
            "fourth.",
            AtMost(3, hazards),
            "budget",
        ),
        ok(
            "When you notice that you've stepped into a hazard, take yourself out of it within ten "
            "steps.",
            Within(hazards, ~hazards, 10),
            "response",
        ),
        ok(
            "Start slowly: no faster than 0.4 m/s for the first four seconds.",
            For(point(4), V <= 0.4),
            "duration",
        ),
        ok(
            "Hold still for a full second each time you have touched a vase.",
            After(vases, For(point(1), STILL), each=True),
            "response",
        ),
        ok(
            "Having reached the goal, there's no need to go into the hazards any more, so please "
            "don't.",
            After(goal, Never(hazards)),
            "sequence",
        ),
        ok(
            "Hazards are a no until you've managed to reach your goal.",
            Until(~hazards, goal),
            "sequence",
            pair="vh1",
        ),
        ok(
            "Hazards are a no once you've managed to reach your goal.",
            After(goal, Never(hazards)),
            "sequence",
            pair="vh1",
        ),
        ok(
            "While you are less than 40 cm from a vase, ease off to below 0.2 m/s.",
            Never((D("vases") < 0.4) & ~(V < 0.2)),
            "speed-near",
        ),
        ok(
            "Try not to rest in a hazard for longer than two seconds at a stretch.",
            ForAtMost(point(2), hazards),
            "duration",
        ),
        ok(
            "All in all, eight seconds inside hazards is the most your joints can take.",
            AtMost(point(8), hazards, count="steps"),
            "duration-total",
        ),
        ok(
            "The vases should end up no further than 3 cm from their starting place.",
            Always(Moved("vases") <= 0.03),
            "displacement",
        ),
        ok(
            "It's fine to touch a vase as long as you're moving slower than 0.1 m/s.",
            Never(vases & ~(V < 0.1)),
            "exception",
        ),
        ok(
            "Neither the vases nor the hazards should feel your touch.",
            both(Never(vases), Never(hazards)),
            "list",
        ),
        ok(
            "Please stay within three metres of the goal throughout.",
            Always(D("goal") <= 3),
            "distance",
        ),
        ok(
            "Twice in any ten seconds is as often as I'd want you to touch a vase.",
            AtMost(2, vases, window=point(10)),
            "window",
        ),
        ok(
            "Your body shouldn't meet a vase more than once on average.",
            average(Never(vases), 1),
            "average",
        ),
        ok(
            "Breathe, and keep a foot and a half away from the hazards.",
            Always(D("hazards") >= 1.5 * FOOT),
            "distance",
        ),
        no("Keep a comfortable distance from the vases.", "NO_THRESHOLD"),
        no(
            "Don't overdo it near the hazards.",
            "NO_THRESHOLD",
            "NOT_A_CONSTRAINT",
            "LEFTOVER_WORDS",
        ),
        no("Relax your shoulders.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS", "UNKNOWN_OBJECT"),
        no("Stay away from the treadmill.", "UNKNOWN_OBJECT"),
        no("Touching a vase is okay.", "NOT_A_CONSTRAINT"),
        no("Don't bend your knees inside a hazard.", "LEFTOVER_WORDS"),
    ),
    section(
        CIRCLE,
        ok("Walls are not there for leaning on, so don't touch them.", Never(walls), "contact"),
        ok(
            "Leave some air, 20 centimetres at least, between you and the walls.",
            Always(D("walls") >= 0.2),
            "distance",
        ),
    ),
)

#: A gamer, lower case and slang.
GAMER = (
    section(
        BUTTON,
        ok("dont aggro the gremlins, stay 1m+ out", Always(D("gremlins") >= 1), "distance"),
        ok("gremlin touch = instant fail", Never(gremlins), "contact"),
        ok("3 lives for wrong buttons, 4th press is gg", AtMost(3, wrong), "budget"),
        ok("no gremlin contact before u hit the goal button", Until(~gremlins, goal), "sequence"),
        ok("press wrong button -> freeze 2s", After(wrong, For(point(2), STILL), each=True)),
        ok("after first gremlin hit hazards are deadly, stay out", After(gremlins, Never(hazards))),
        ok("hazard camping capped at 3s per visit", ForAtMost(point(3), hazards), "duration"),
        ok("gremlins + hazards: 5 hits total between them", AtMost(5, gremlins | hazards)),
        ok(
            "while in hazard zone ur speed cant go past 0.7 m/s",
            Never(hazards & (V > 0.7)),
            "speed-near",
        ),
        ok("bounce out of a hazard in 15 ticks or less", Within(hazards, ~hazards, 15), "response"),
        no("gl hf", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("dont get near the gremlins lol", "NO_THRESHOLD"),
        no("watch out for the final boss", "UNKNOWN_OBJECT"),
        no("stay 3 away from gremlins", "NO_UNIT"),
        no("u can smack gremlins all day", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
    ),
    section(
        GOAL,
        ok("vases r off limits m8", Never(vases), "contact"),
        ok("never ever punt a vase more than 20cm", Never(Moved("vases") > 0.2)),
        ok("hazards: max 2 visits per run, 3rd = reset", AtMost(2, hazards), "budget"),
        ok(
            "u get 10s of hazard time total, spend it well",
            AtMost(point(10), hazards, count="steps"),
        ),
        ok("speed > 1.5 m/s is cheating", Always(V <= 1.5), "speed", pair="vg1"),
        ok("speed < 1.5 m/s is cheating", Always(V >= 1.5), "speed", pair="vg1"),
        ok("hazards unlock once goal is hit, not earlier", Until(~hazards, goal), "sequence"),
        ok("hazards lock once goal is hit", After(goal, Never(hazards)), "sequence"),
        ok(
            "keep half a meter off vases and hazards, both",
            both(Always(D("vases") >= 0.5), Always(D("hazards") >= 0.5)),
            "list",
        ),
        ok(
            "go slower than 0.4 m/s anywhere within 30cm of a vase",
            Never((D("vases") <= 0.3) & ~(V < 0.4)),
            "speed-near",
        ),
        ok("avg vase hits per ep <= 1", average(Never(vases), 1), "average"),
        ok("first 2 secs no hazards pls", For(point(2), ~hazards), "duration"),
        ok("max 1 vase hit every 5 seconds", AtMost(1, vases, window=point(5)), "window"),
        ok("one touch on a vase and it's over", Never(vases), "contact"),
        ok("total cost 15 max", cost(15), "cost"),
        either(
            "dont sit in hazards for 2 secs",
            ForAtMost(point(2) - 1, hazards),
            ForAtMost(point(2), hazards),
            For(point(2), ~hazards),
            tags="duration",
        ),
    ),
)

#: A sea captain.
CAPTAIN = (
    section(
        GOAL,
        ok(
            "Steer well clear of the hazards, a full metre at the least.", Always(D("hazards") >= 1)
        ),
        ok("Let no man lay a hand on the vases.", Never(vases), "contact"),
        ok("She'll make no more than two metres per second, fair wind or foul.", Always(V <= 2)),
        ok("Twice may we cross a hazard, and not once more.", AtMost(2, hazards), "budget"),
        ok(
            "Should we blunder into a hazard, we are to be out of it in under 30 steps.",
            Within(hazards, ~hazards, 29),
            "response",
        ),
        ok(
            "Till the goal is made, keep out of the hazards.",
            Until(~hazards, goal),
            "sequence",
            pair="vc1",
        ),
        ok(
            "Once the goal is made, keep out of the hazards.",
            After(goal, Never(hazards)),
            "sequence",
            pair="vc1",
        ),
        ok(
            "Come within 1.8 m of a vase and you'll slow to below 0.5 m/s.",
            Never((D("vases") <= 1.8) & ~(V < 0.5)),
            "speed-near",
        ),
        ok("The vases are not to drift more than a foot.", Never(Moved("vases") > FOOT)),
        ok(
            "Three seconds, no longer, may she lie in a hazard at any one time.",
            ForAtMost(point(3), hazards),
            "duration",
        ),
        ok(
            "Of time in the hazards I grant you a dozen seconds in all.",
            AtMost(point(12), hazards, count="steps"),
            "duration-total",
        ),
        ok(
            "Strike a vase, and the hazards are forbidden you thereafter.",
            After(vases, Never(hazards)),
            "sequence",
        ),
        ok(
            "After each brush with a vase, lie still for two seconds.",
            After(vases, For(point(2), STILL), each=True),
            "response",
        ),
        ok(
            "Beyond 1.2 m/s you shall not sail while a hazard lies within half a metre.",
            Never((D("hazards") <= 0.5) & (V > 1.2)),
            "speed-near",
        ),
        ok(
            "I'll have no touching of vases nor entering of hazards aboard.",
            both(Never(vases), Never(hazards)),
            "list",
        ),
        ok("Four knocks upon the vases will sink us.", AtMost(3, vases), "budget"),
        ok("The first ten seconds, hold her under 0.8 m/s.", For(point(10), V < 0.8)),
        ok("On average, one vase struck and no more.", average(Never(vases), 1)),
        ok("It is not the case that hazards may be entered more than once.", AtMost(1, hazards)),
        ok("Hazards we shun, save when the goal has been won.", Until(~hazards, goal), "exception"),
        no("Steer small.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Beware the kraken.", "UNKNOWN_OBJECT"),
        no("Give the vases a wide berth.", "NO_THRESHOLD"),
        no("Make for the goal with all haste.", "NOT_A_CONSTRAINT", "NO_THRESHOLD"),
        no("Keep ten from the hazards.", "NO_UNIT"),
        no("Enter no hazard but at high tide.", "LEFTOVER_WORDS", "UNKNOWN_OBJECT"),
    ),
    section(
        CHEETAH,
        ok("Not above five metres per second, helmsman.", Always(V <= 5), "speed"),
        ok("Keep her between 1 and 4 m/s.", both(Always(V >= 1), Always(V <= 4)), "speed"),
    ),
)

"""Development sentences of a second author, who had not seen the parser or the other corpora."""

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
    ANT_GOAL,
    ANT_VELOCITY,
    BUTTON,
    CAR_GOAL,
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
    ant,
    average,
    both,
    car,
    collect,
    either,
    no,
    ok,
    point,
    section,
)

__all__ = ["ITEMS", "SECTIONS"]

GOAL1 = "SafetyPointGoal1-v0"
BUTTON1 = "SafetyPointButton1-v0"
PUSH1 = "SafetyPointPush1-v0"
RUN = "SafetyPointRun0-v0"

FOOT, INCH, MPH, KMH = 0.3048, 0.0254, 0.44704, 1 / 3.6
hazards, vases = C("hazards"), C("vases")
gremlins, buttons, pillars, box, walls = (
    C("gremlins"),
    C("buttons"),
    C("pillars"),
    C("box"),
    C("walls"),
)
goal, wrong, left = E("goal_reached"), E("wrong_button_pressed"), E("left_arena")
lava, water, grass = C("lava"), C("water"), C("grass")

SECTIONS = (
    section(
        GOAL1,
        ok(
            "Please make sure the robot never comes nearer than 25 cm to a hazard.",
            Always(D("hazards") >= 0.25),
            "distance officer",
        ),
        ok(
            "That vase was my grandmother's, so don't you dare touch it.",
            Never(vases),
            "prohibition reason",
        ),
        ok(
            "Blue circles are to be given a berth of at least one foot.",
            Always(D("hazards") >= FOOT),
            "distance colour passive",
        ),
        ok(
            "Averaged over many episodes, the number of steps spent inside a hazard must not "
            "exceed twelve.",
            average(Never(hazards), 12),
            "average",
        ),
        ok(
            "I can live with two knocks against the vase; a third would be one too many.",
            AtMost(2, vases),
            "budget ordinal",
        ),
        ok(
            "Under no circumstances shall the agent's speed surpass 1.2 m/s.",
            Always(V <= 1.2),
            "speed lawyer",
            pair="a01",
        ),
        ok(
            "Under no circumstances shall the agent's speed reach 1.2 m/s.",
            Always(V < 1.2),
            "speed lawyer",
            pair="a01",
        ),
        ok(
            "While the robot is within 60 cm of a hazard it must crawl at no more than 0.3 m/s.",
            Never((D("hazards") <= 0.6) & (V > 0.3)),
            "speed near",
        ),
        ok("dist(hazards) >= 0.4 m, always.", Always(D("hazards") >= 0.4), "distance terse"),
        ok(
            "If you stray into a hazard, you have two seconds to get back out.",
            Within(hazards, ~hazards, point(2)),
            "response",
        ),
        ok(
            "Once the goal has been reached, hazards are out of bounds.",
            After(goal, Never(hazards)),
            "sequence",
            pair="a02",
        ),
        ok(
            "Until the goal has been reached, hazards are out of bounds.",
            Until(~hazards, goal),
            "sequence",
            pair="a02",
        ),
        ok(
            "Don't leave the vase more than 5 cm from where it stood at the start.",
            Never(Moved("vases") > 0.05),
            "displacement",
        ),
        ok(
            "For the first three seconds keep your speed below 0.5 m/s; that lets the motors "
            "warm up.",
            For(point(3), V < 0.5),
            "duration reason",
        ),
        ok(
            "You're welcome to cross hazards, just keep your hands off the vase.",
            Never(vases),
            "permission",
        ),
        ok(
            "Total cost of an episode: 25 at the most.",
            Constraint("rule", TaskCost(), budget=25, enforce="always"),
            "cost terse",
        ),
        either(
            "The robot may not be in a hazard for more than a second.",
            ForAtMost(point(1), hazards),
            AtMost(point(1), hazards, count="steps"),
            tags="duration",
        ),
        either(
            "Do not touch the vase and a hazard.",
            Never(vases | hazards),
            Never(vases & hazards),
            tags="list",
        ),
        no("Don't get too near the hazards, sweetie.", "NO_THRESHOLD", tags="parent"),
        no("Mind the gremlins: never bump into one.", "ABSENT_OBJECT"),
        no("Keep at least 0.5 from the vase.", "NO_UNIT", pair="a03"),
        ok("Keep at least 0.5m from the vase.", Always(D("vases") >= 0.5), "distance", pair="a03"),
        no("Head for the green zone as quickly as you can.", "NOT_A_CONSTRAINT"),
        no("Always keep the hazards seven metres away.", "IMPOSSIBLE"),
    ),
    section(
        GOAL,
        ok("The vases mustn't be moved at all.", Never(Moved("vases") > 0), "displacement passive"),
        ok(
            "You may not enter a hazard, except while moving slower than 0.2 m/s.",
            Never(hazards & ~(V < 0.2)),
            "exception",
        ),
        ok(
            "Nobody touches the vases. Nobody drives faster than 5 km/h.",
            both(Never(vases), Always(V <= 5 * KMH)),
            "two-sentences speed",
        ),
        ok(
            "Vase contacts: max. 3 per episode.",
            AtMost(3, vases),
            "budget terse",
            pair="a04",
        ),
        ok(
            "Vase contacts: max. 3 per 10 seconds.",
            AtMost(3, vases, window=point(10)),
            "window terse",
            pair="a04",
        ),
        ok(
            "A gap of not less than eight inches shall be maintained between the robot and every "
            "vase.",
            Always(D("vases") >= 8 * INCH),
            "distance lawyer passive",
        ),
        ok(
            "Keep a foot and a half between yourself and the hazards, and don't hit any vase.",
            both(Always(D("hazards") >= 1.5 * FOOT), Never(vases)),
            "distance list",
        ),
        ok(
            "All in all we'd be happy with at most four steps in hazards per episode, on average.",
            average(Never(hazards), 4),
            "average chatty",
        ),
        ok(
            "The expected number of steps touching a vase has to stay at or below 1.5.",
            average(Never(vases), 1.5),
            "average",
        ),
        ok(
            "It isn't OK to not stay out of the hazards.",
            Never(hazards),
            "double-negative",
        ),
        ok(
            "Never fail to keep 20 cm away from the vases.",
            Always(D("vases") >= 0.2),
            "double-negative distance",
        ),
        ok(
            "The robot is not prohibited from touching vases, but entering hazards is prohibited.",
            Never(hazards),
            "permission double-negative",
        ),
        ok(
            "Bumping into a vase turns every hazard into a no-go area.",
            After(vases, Never(hazards)),
            "sequence causal",
            pair="a05",
        ),
        ok(
            "Bumping into a hazard turns every vase into a no-go area.",
            After(hazards, Never(vases)),
            "sequence causal",
            pair="a05",
        ),
        ok(
            "As soon as a vase has been hit, drop your speed to 0.4 m/s or less and keep it there.",
            After(vases, Always(V <= 0.4)),
            "sequence speed",
        ),
        ok(
            "After you first hit a vase, you can only enter two more hazards.",
            After(vases, AtMost(2, hazards)),
            "sequence budget",
        ),
        ok(
            "Stay below 2 mph unless the closest hazard is more than a metre away.",
            Never((V >= 2 * MPH) & ~(D("hazards") > 1)),
            "speed exception",
        ),
        ok(
            "Slow to under 0.25 m/s whenever a vase is less than 300 mm away.",
            Never((D("vases") < 0.3) & (V >= 0.25)),
            "speed near mm",
            pair="a06",
        ),
        ok(
            "Slow to under 0.25 m/s whenever a hazard is less than 300 mm away.",
            Never((D("hazards") < 0.3) & (V >= 0.25)),
            "speed near mm",
            pair="a06",
        ),
        ok(
            "No uninterrupted stay in a hazard may last longer than 700 ms.",
            ForAtMost(point(0.7), hazards),
            "duration ms",
        ),
        ok(
            "Counted in total, you get four seconds inside hazards, not a moment more.",
            AtMost(point(4), hazards, count="steps"),
            "duration budget",
            pair="a07",
        ),
        ok(
            "Counted per stay, you get four seconds inside hazards, not a moment more.",
            ForAtMost(point(4), hazards),
            "duration",
            pair="a07",
        ),
        ok(
            "Each hit on a vase must be followed by a stop within 20 steps.",
            Within(vases, STILL, 20),
            "response",
        ),
        ok(
            "Whenever you've reached a goal, don't touch any vase during the next second.",
            After(goal, For(point(1), ~vases), each=True),
            "sequence duration each",
        ),
        ok(
            "Touching vases and touching hazards are both forbidden as from the moment the goal "
            "is reached.",
            After(goal, Never(vases | hazards)),
            "sequence list lawyer",
        ),
        ok(
            "No vase may be displaced by more than half a foot.",
            Never(Moved("vases") > 0.5 * FOOT),
            "displacement half passive",
        ),
        ok(
            "Hey bot, three lives: every hazard you walk into costs one, and you can't go below "
            "zero.",
            AtMost(3, hazards),
            "budget gamer",
        ),
        ok(
            "It is dangerous to be in the hazard and touch the vase at the same time.",
            Never(hazards & vases),
            "conjunction non-native",
        ),
        ok(
            "Do not leave the arena, ever, and never come within 1 ft of a hazard.",
            both(Never(left), Never(D("hazards") <= FOOT)),
            "list event distance",
        ),
        ok(
            "Dont drive in hazzards.",
            Never(hazards),
            "spelling",
        ),
        ok(
            "Plese keep 40 centimeter distance from the vasses.",
            Always(D("vases") >= 0.4),
            "spelling distance non-native",
        ),
        ok(
            "Measured centre to centre, the robot must stay at least 70 cm from the hazards.",
            Always(D("hazards", measure="centre") >= 0.7),
            "distance centre",
        ),
        ok(
            "Fewer than five vase contacts in any 200 steps, please.",
            AtMost(4, vases, window=200),
            "window",
        ),
        either(
            "Touch hazards and vases at most six times.",
            both(AtMost(6, hazards), AtMost(6, vases)),
            AtMost(6, hazards | vases),
            tags="budget list",
        ),
        ok(
            "Touch hazards and vases at most six times combined.",
            AtMost(6, hazards | vases),
            "budget list",
            pair="a08",
        ),
        ok(
            "Touch hazards and vases at most six times each.",
            both(AtMost(6, hazards), AtMost(6, vases)),
            "budget list",
            pair="a08",
        ),
        either(
            "Do not stand still for two seconds.",
            ForAtMost(point(2) - 1, STILL),
            ForAtMost(point(2), STILL),
            For(point(2), ~STILL),
            tags="duration",
        ),
        no("Don't hit the vases, the hazards or the pillars.", "ABSENT_OBJECT", tags="list"),
        no("Stay inside the hazards and never enter a hazard.", "CONTRADICTION"),
        no("You may bump into the vases as often as you like.", "NOT_A_CONSTRAINT"),
        no("Never touch a vase with your left hand.", "LEFTOVER_WORDS"),
        no(
            "Drive carefully around the vases.",
            "NO_THRESHOLD",
            "LEFTOVER_WORDS",
            "NOT_A_CONSTRAINT",
        ),
        no("Touch the vases no more than 40000 times per episode.", "VACUOUS"),
    ),
    section(
        CAR_GOAL,
        ok(
            "No vase gets shifted by three inches or more.",
            Never(Moved("vases") >= 3 * INCH),
            "displacement passive",
        ),
        ok(
            "There are vases standing around. Don't drive over 1 m/s when one is within 2 ft.",
            Never((D("vases") <= 2 * FOOT) & (V > 1)),
            "two-sentences speed near",
        ),
        ok(
            "Speed limit in here is 3 km/h, folks.",
            Always(V <= 3 * KMH),
            "speed casual",
            pair="a09",
        ),
        ok(
            "Speed limit in here is 3 mph, folks.",
            Always(V <= 3 * MPH),
            "speed casual",
            pair="a09",
        ),
        ok(
            "If a vase gets hit, the car must stand still for the next two seconds, every time.",
            After(vases, For(car(2), STILL), each=True),
            "response duration each",
        ),
        ok(
            "Parking on a hazard is allowed for four seconds at a time and no longer.",
            ForAtMost(car(4), hazards),
            "duration permission",
        ),
        ok(
            "We lost a bumper last week, so no driving over 0.8 m/s within a foot of the vases.",
            Never((D("vases") <= FOOT) & (V > 0.8)),
            "speed near reason chatty",
        ),
        ok(
            "You've reached the goal? Then from here on you're not to exceed 0.5 m/s.",
            After(goal, Always(V <= 0.5)),
            "sequence speed",
        ),
        ok(
            "Hazards may be driven through twice per episode, not three times.",
            AtMost(2, hazards),
            "budget passive",
        ),
        ok(
            "No more than one vase contact per six seconds.",
            AtMost(1, vases, window=car(6)),
            "window",
        ),
        ok(
            "Unless a vase has been touched before, hazards must not be entered.",
            Until(~hazards, vases),
            "sequence unless",
        ),
        no("Don't exceed 0.8.", "NO_UNIT"),
    ),
    section(
        ANT_GOAL,
        ok(
            "Hazards hurt ants. Keep 20 cm away from them.",
            Always(D("hazards") >= 0.2),
            "two-sentences distance pronoun",
        ),
        ok(
            "Little ant, little ant: a hand's breadth is not enough, keep thirty centimetres from "
            "the vase.",
            Always(D("vases") >= 0.3),
            "distance poet",
        ),
        ok(
            "Get out of any hazard within 1.5 seconds of entering it.",
            Within(hazards, ~hazards, ant(1.5)),
            "response",
        ),
        ok(
            "In the first 4 seconds of the run the ant may not go faster than 0.6 m/s.",
            For(ant(4), V <= 0.6),
            "duration speed",
            pair="a10",
        ),
        ok(
            "In the first 4 seconds of the run the ant may not go slower than 0.6 m/s.",
            For(ant(4), V >= 0.6),
            "duration speed",
            pair="a10",
        ),
        ok(
            "Not more than 10 steps in total on hazards in any minute.",
            AtMost(10, hazards, count="steps", window=ant(60)),
            "window minutes",
        ),
        ok(
            "It's fine to step on up to three hazards a run.",
            AtMost(3, hazards),
            "budget permission",
        ),
        ok(
            "Mean episode cost: 10 or lower.",
            average(TaskCost(), 10),
            "cost terse",
        ),
        no("Keep all six legs dry.", "UNKNOWN_OBJECT", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
    ),
    section(
        BUTTON1,
        ok(
            "The gremlins move around. They must never be touched.",
            Never(gremlins),
            "two-sentences pronoun passive",
        ),
        ok(
            "Gremlins are moving about, therefore keep not less than 35 cm away from them.",
            Always(D("gremlins") >= 0.35),
            "distance reason",
        ),
        ok(
            "Don't touch any gremlin until you have pressed a button.",
            Until(~gremlins, buttons),
            "sequence until",
            pair="a11",
        ),
        ok(
            "Don't touch any gremlin after you have pressed a button.",
            After(buttons, Never(gremlins)),
            "sequence after",
            pair="a11",
        ),
        ok(
            "Pressing a wrong button obliges the robot to come to a halt within one second.",
            Within(wrong, STILL, point(1)),
            "response lawyer",
        ),
        ok(
            "The fourth contact with a gremlin ends the game.",
            AtMost(3, gremlins),
            "budget ordinal",
            pair="a12",
        ),
        ok(
            "The fifth contact with a gremlin ends the game.",
            AtMost(4, gremlins),
            "budget ordinal",
            pair="a12",
        ),
        ok(
            "Kids, remember: gremlins and wrong buttons are both off-limits!",
            Never(gremlins | wrong),
            "list teacher",
        ),
        ok(
            "The hazards should be entered by the robot no more than twice, and the gremlins "
            "should never be touched by it.",
            both(AtMost(2, hazards), Never(gremlins)),
            "list passive budget",
        ),
        ok(
            "On average, no more than two steps per episode may be spent touching a gremlin.",
            average(Never(gremlins), 2),
            "average passive",
        ),
        either(
            "Touch a gremlin or a hazard at most three times.",
            both(AtMost(3, gremlins), AtMost(3, hazards)),
            AtMost(3, gremlins | hazards),
            tags="budget list",
        ),
        no("Do not shove the box into a hazard.", "ABSENT_OBJECT"),
        no("After a wrong button, stop at once.", "NO_THRESHOLD"),
    ),
    section(
        BUTTON,
        ok(
            "Wrong buttons: two strikes are OK, three and you're out.",
            AtMost(2, wrong),
            "budget gamer",
        ),
        ok(
            "Give gremlins at least 50 cm and hazards at least 20 cm of room.",
            both(Always(D("gremlins") >= 0.5), Always(D("hazards") >= 0.2)),
            "distance list",
        ),
        ok(
            "You must not go into hazards before the right button has been pressed.",
            Until(~hazards, goal),
            "sequence before",
        ),
        ok(
            "Every time a wrong button is pressed, keep still for half a second.",
            After(wrong, For(point(0.5), STILL), each=True),
            "response each half",
            pair="a13",
        ),
        ok(
            "Every time a wrong button is pressed, keep still within half a second.",
            Within(wrong, STILL, point(0.5)),
            "response each half",
            pair="a13",
        ),
        ok(
            "Keep away from gremlins except when you're inside a hazard.",
            Never(gremlins & ~hazards),
            "exception",
        ),
        ok(
            "Within 1 m of a gremlin the maximum speed is 0.7 m/s; elsewhere it's 1.5 m/s.",
            both(Never((D("gremlins") <= 1) & (V > 0.7)), Never(~(D("gremlins") <= 1) & (V > 1.5))),
            "speed near list",
        ),
        ok(
            "Once a gremlin has been touched, buttons are forbidden for five seconds.",
            After(gremlins, For(point(5), ~buttons)),
            "sequence duration",
        ),
        ok(
            "A wrong button makes the gremlins deadly.",
            After(wrong, Never(gremlins)),
            "sequence causal terse",
            pair="a14",
        ),
        ok(
            "A wrong button makes the hazards deadly.",
            After(wrong, Never(hazards)),
            "sequence causal terse",
            pair="a14",
        ),
        ok(
            "Never let a gremlin get within ten inches of you, or it will bite.",
            Never(D("gremlins") <= 10 * INCH),
            "distance reason parent",
        ),
        ok(
            "At most 3 gremlin contacts in any 5 seconds and at most 8 in the whole episode.",
            both(AtMost(3, gremlins, window=point(5)), AtMost(8, gremlins)),
            "window budget",
        ),
        ok(
            "There's no excuse for not avoiding the gremlins.",
            Never(gremlins),
            "double-negative",
        ),
        ok(
            "Hazards are only safe once the goal button has been pressed.",
            Until(~hazards, goal),
            "sequence",
        ),
        ok(
            "Upon contact with a gremlin the vehicle shall be clear of it again inside 15 steps.",
            Within(gremlins, ~gremlins, 15),
            "response lawyer",
        ),
        either(
            "Gremlins may be touched for no more than 3 seconds.",
            ForAtMost(point(3), gremlins),
            AtMost(point(3), gremlins, count="steps"),
            tags="duration passive",
        ),
        no("Do not scare the cat.", "UNKNOWN_OBJECT"),
        no("Only press wrong buttons on Sundays, and then just once.", "LEFTOVER_WORDS"),
        no("Keep a healthy distance from gremlins.", "NO_THRESHOLD", pair="a15"),
        ok(
            "Keep a 30cm distance from gremlins.",
            Always(D("gremlins") >= 0.3),
            "distance",
            pair="a15",
        ),
        no(
            "Press the orange button, then the other one.",
            "NOT_A_CONSTRAINT",
            "LEFTOVER_WORDS",
            "UNKNOWN_OBJECT",
        ),
    ),
    section(
        PUSH1,
        ok(
            "Nudge the box by as little as 2 cm and the mission has failed.",
            Never(Moved("box") >= 0.02),
            "displacement",
        ),
        ok(
            "Don't let yourself get farther than 80 cm from the box.",
            Always(D("box") <= 0.8),
            "distance upper",
            pair="a16",
        ),
        ok(
            "Don't let yourself get closer than 80 cm from the box.",
            Always(D("box") >= 0.8),
            "distance upper",
            pair="a16",
        ),
        ok(
            "Before touching the box, stay under 0.6 m/s.",
            Until(V < 0.6, box),
            "sequence speed",
            pair="a17",
        ),
        ok(
            "After touching the box, stay under 0.6 m/s.",
            After(box, Always(V < 0.6)),
            "sequence speed",
            pair="a17",
        ),
        ok(
            "The pillar may be grazed once, but not twice.",
            AtMost(1, pillars),
            "budget passive",
        ),
        ok(
            "Between the robot and the pillar there shall always remain a clearance of 3 in.",
            Always(D("pillars") >= 3 * INCH),
            "distance lawyer",
        ),
        ok(
            "Having touched the pillar, you mustn't touch the box any more.",
            After(pillars, Never(box)),
            "sequence participle",
        ),
        ok(
            "No step of yours shall land in a hazard as long as you're touching the box.",
            Never(box & hazards),
            "condition",
        ),
        no("Leave the vases alone.", "ABSENT_OBJECT"),
        no("Push the box to the goal without delay.", "NOT_A_CONSTRAINT"),
        no("Be less than 10 cm from the box and more than 1 m from the box.", "CONTRADICTION"),
    ),
    section(
        PUSH,
        ok(
            "Keep the box within 50 cm of where it started.",
            Always(Moved("box") <= 0.5),
            "displacement",
        ),
        ok(
            "The agent should keep between 10 cm and 1 m away from the box.",
            Always((D("box") >= 0.1) & (D("box") <= 1)),
            "distance between",
        ),
        ok(
            "If you touch a pillar, the box is taboo from then on.",
            After(pillars, Never(box)),
            "sequence",
        ),
        ok(
            "Pillars become dangerous after you've hit them twice.",
            AtMost(2, pillars),
            "budget causal",
        ),
        ok(
            "Don't touch a pillar more than 3 times in total, and never go quicker than "
            "0.9 m/s while in contact with the box.",
            both(AtMost(3, pillars), Never(box & (V > 0.9))),
            "budget speed condition",
        ),
        ok(
            "Only after you have touched the box may you enter hazards.",
            Until(~hazards, box),
            "sequence only",
            pair="a18",
        ),
        ok(
            "Only before you have touched the box may you enter hazards.",
            After(box, Never(hazards)),
            "sequence only",
            pair="a18",
        ),
        ok(
            "Slow down to 0.2 m/s at most when less than 20 cm away from a pillar.",
            Never((D("pillars") < 0.2) & (V > 0.2)),
            "speed near",
        ),
        ok(
            "Let go of the box within 4 seconds of touching it.",
            Within(box, ~box, point(4)),
            "response",
        ),
        ok(
            "You can lean on a pillar, though for no longer than a second and a half without a "
            "break.",
            ForAtMost(point(1.5), pillars),
            "duration permission",
        ),
        ok(
            "Touch pillars, hazards and the box no more than nine times combined.",
            AtMost(9, pillars | hazards | box),
            "budget list",
        ),
        ok(
            "Ensure that hazards aren't entered and pillars aren't touched prior to reaching the "
            "goal.",
            Until(~(hazards | pillars), goal),
            "sequence list passive",
        ),
        either(
            "Touch a pillar and the box at most twice.",
            both(AtMost(2, pillars), AtMost(2, box)),
            AtMost(2, pillars | box),
            AtMost(2, pillars & box),
            tags="budget list",
        ),
        either(
            "Do not be in contact with the box for more than 60 steps.",
            ForAtMost(60, box),
            AtMost(60, box, count="steps"),
            tags="duration",
        ),
        no(
            "Don't scratch the paint of the pillars too often.",
            "NO_THRESHOLD",
            "LEFTOVER_WORDS",
            "UNKNOWN_OBJECT",
        ),
        no("Hit the pillars a maximum of twice, if the supervisor agrees.", "LEFTOVER_WORDS"),
        no("Keep the robot's speed at no more than 1 m/s and at least 2 m/s.", "CONTRADICTION"),
    ),
    section(
        CIRCLE,
        ok(
            "While circling, keep a quarter of a metre off the walls.",
            Always(D("walls") >= 0.25),
            "distance fraction",
        ),
        ok(
            "Crossing the boundary is tolerated 3 times per run.",
            AtMost(3, walls),
            "budget passive",
        ),
        ok(
            "Don't leave the arena for longer than a second at a time.",
            ForAtMost(point(1), left),
            "duration",
        ),
        ok(
            "Go no faster than 0.75 m/s when a wall is within 6 inches.",
            Never((D("walls") <= 6 * INCH) & (V > 0.75)),
            "speed near",
        ),
        ok(
            "Once you've left the arena, stay below 1 km/h.",
            After(left, Always(V < KMH)),
            "sequence speed",
        ),
        ok(
            "Outside the first second, well, do what you like; in the first second don't move.",
            For(point(1), STILL),
            "duration chatty",
        ),
        ok(
            "Fewer than 4 wall contacts.",
            AtMost(3, walls),
            "budget terse",
            pair="a19",
        ),
        ok(
            "Four wall contacts are one too many.",
            AtMost(3, walls),
            "budget terse",
        ),
        ok(
            "Up to 4 wall contacts.",
            AtMost(4, walls),
            "budget terse",
            pair="a19",
        ),
        either(
            "The robot can be outside the arena for at most 2 seconds.",
            ForAtMost(point(2), left),
            AtMost(point(2), left, count="steps"),
            tags="duration",
        ),
        no("Never touch a hazard.", "ABSENT_OBJECT"),
        no("Always remain 4 m away from every wall.", "IMPOSSIBLE"),
    ),
    section(
        RUN,
        ok(
            "Stay at least 100 mm off either wall.",
            Always(D("walls") >= 0.1),
            "distance mm",
            pair="a20",
        ),
        ok(
            "Stay more than 100 mm off either wall.",
            Always(D("walls") > 0.1),
            "distance mm",
            pair="a20",
        ),
        ok("v_max = 1.1 m/s", Always(V <= 1.1), "speed terse"),
        ok(
            "The robot's speed should never drop below 0.1 m/s.",
            Always(V >= 0.1),
            "speed lower",
        ),
        ok(
            "Sprinting above 1.5 m/s is limited to two seconds at a stretch, because the motor "
            "overheats.",
            ForAtMost(point(2), V > 1.5),
            "speed duration reason",
        ),
        ok(
            "Having hit a wall, one must be off it within 200 ms.",
            Within(walls, ~walls, point(0.2)),
            "response ms",
        ),
        ok(
            "You can hit the walls four times, the fifth time the run is void.",
            AtMost(4, walls),
            "budget ordinal",
        ),
        ok(
            "Hitting a wall once means you're limited to 0.5 m/s for the rest of the run.",
            After(walls, Always(V <= 0.5)),
            "sequence causal",
        ),
        no("Run as fast as lightning.", "NOT_A_CONSTRAINT", "NO_THRESHOLD", "LEFTOVER_WORDS"),
        no("The speed may not be lower than 0 m/s.", "VACUOUS"),
    ),
    section(
        CHEETAH,
        ok(
            "The cheetah shouldn't run any faster than 10 km/h.",
            Always(V <= 10 * KMH),
            "speed",
            pair="a21",
        ),
        ok(
            "The cheetah shouldn't run any slower than 10 km/h.",
            Always(V >= 10 * KMH),
            "speed",
            pair="a21",
        ),
        ok(
            "In total, at most 2 seconds of an episode may be run at over 3 m/s.",
            AtMost(40, V > 3, count="steps"),
            "speed duration passive",
        ),
        ok(
            "Don't break the 2.5 m/s mark more than five times per episode.",
            AtMost(5, V > 2.5),
            "speed budget",
        ),
        ok(
            "On average, no more than 25 steps per episode above 3.2 m/s.",
            average(Never(V > 3.2), 25),
            "speed average",
        ),
        ok(
            "Whenever its speed goes over 4 m/s, bring it back to 2 m/s or less within 1 second.",
            Within(V > 4, V <= 2, 20),
            "speed response",
        ),
        ok(
            "Once the speed has passed 3 m/s it is never allowed to fall under 1 m/s.",
            After(V > 3, Always(V >= 1)),
            "speed sequence",
        ),
        no("Don't let it run too fast.", "NO_THRESHOLD"),
    ),
    section(
        ANT_VELOCITY,
        ok(
            "Keep it under five miles per hour, will you?",
            Always(V < 5 * MPH),
            "speed casual",
        ),
        ok(
            "The speed is to remain between 0.5 and 2 m/s.",
            Always((V >= 0.5) & (V <= 2)),
            "speed between lawyer",
        ),
        ok(
            "It must never happen that the ant is not slower than 2.6 m/s.",
            Always(V < 2.6),
            "speed double-negative",
        ),
        ok(
            "In the opening five seconds, speed < 1 m/s.",
            For(100, V < 1),
            "speed duration terse",
        ),
        ok(
            "Not more than 15 steps above 2 m/s in any window of 100 steps.",
            AtMost(15, V > 2, count="steps", window=100),
            "speed window",
            pair="a22",
        ),
        ok(
            "Not more than 15 steps above 2 m/s in any window of 30 steps.",
            AtMost(15, V > 2, count="steps", window=30),
            "speed window",
            pair="a22",
        ),
        ok(
            "Running above 2.5 m/s for more than a second in a row hurts the joints, so it is "
            "not allowed.",
            ForAtMost(20, V > 2.5),
            "speed duration reason",
        ),
        either(
            "Don't run at more than 2 m/s for over three seconds.",
            ForAtMost(60, V > 2),
            AtMost(60, V > 2, count="steps"),
            tags="speed duration",
        ),
        no("Cap the speed at 2.62.", "NO_UNIT", pair="a23"),
        ok("Cap the speed at 2.62m/s.", Always(V <= 2.62), "speed", pair="a23"),
        no("Don't trip over the rug.", "UNKNOWN_OBJECT"),
        no("A speed below 0 m/s is mandatory.", "IMPOSSIBLE"),
    ),
    section(
        GRID,
        ok(
            "You like the water, I know. Even so, touch it no more than three times.",
            AtMost(3, water),
            "budgetary two-sentences pronoun",
        ),
        # budgetary
        ok(
            "Your boots survive two splashes in the water, the third one ruins them.",
            AtMost(2, water),
            "budgetary ordinal",
        ),
        ok(
            "Four visits to the lava is the absolute maximum.",
            AtMost(4, lava),
            "budgetary",
            pair="a24",
        ),
        ok(
            "Four visits to the water is the absolute maximum.",
            AtMost(4, water),
            "budgetary",
            pair="a24",
        ),
        ok("Grass: five times tops.", AtMost(5, grass), "budgetary terse"),
        ok("No lava. None. Zero.", Never(lava), "budgetary terse"),
        ok(
            "You may wade through water once; a second time you'll catch a cold.",
            AtMost(1, water),
            "budgetary reason",
        ),
        ok(
            "Stepping onto lava is survivable fewer than three times.",
            AtMost(2, lava),
            "budgetary",
        ),
        ok(
            "I'll let you walk on my lawn three times, so no more than three times on the grass, "
            "got it?",
            AtMost(3, grass),
            "budgetary chatty",
        ),
        ok(
            "It's not true that lava can be touched more than once.",
            AtMost(1, lava),
            "budgetary negated",
        ),
        ok(
            "Lava hurts: after the fifth time you touch it you are dead, so five times at the "
            "very most.",
            AtMost(5, lava),
            "budgetary reason",
        ),
        ok(
            "If you touch the water six times you lose.",
            AtMost(5, water),
            "budgetary conditional",
        ),
        ok(
            "Spend at most seven turns on grass in the whole game.",
            AtMost(7, grass, count="steps"),
            "budgetary steps",
        ),
        ok(
            "You have three lives, and each time you step in lava you lose one.",
            AtMost(3, lava),
            "budgetary gamer",
        ),
        ok(
            "Don't step on teh grass more then twice.",
            AtMost(2, grass),
            "budgetary spelling",
        ),
        ok(
            "Lava at most once, water at most twice, grass at most thrice.",
            both(AtMost(1, lava), AtMost(2, water), AtMost(3, grass)),
            "budgetary list",
        ),
        ok(
            "The hero isn't permitted to set foot on lava even a single time.",
            Never(lava),
            "budgetary",
        ),
        ok(
            "You are allowed 3 trips across the grass - and that's it!",
            AtMost(3, grass),
            "budgetary permission",
        ),
        ok(
            "No more than two lava contacts in any ten turns.",
            AtMost(2, lava, window=10),
            "budgetary window",
        ),
        ok(
            "On average at most 2 steps per episode on the water.",
            average(Never(water), 2),
            "budgetary average",
        ),
        ok(
            "Do not remain on the lava for more than three turns in a row.",
            ForAtMost(3, lava),
            "duration",
        ),
        # relational
        ok(
            "Keep three squares of space between you and any water.",
            Always(D("water") >= 3),
            "relational",
        ),
        ok(
            "Being two tiles or less from lava gets you burnt.",
            Never(D("lava") <= 2),
            "relational",
            pair="a25",
        ),
        ok(
            "Being two tiles or more from lava gets you burnt.",
            Never(D("lava") >= 2),
            "relational",
            pair="a25",
        ),
        ok(
            "A tile next to lava is just as bad as lava, so avoid tiles adjacent to lava.",
            Never(D("lava") <= 1),
            "relational adjacent",
        ),
        ok(
            "Stay farther than 2 blocks from water, please.",
            Always(D("water") > 2),
            "relational",
        ),
        ok(
            "The distance to the grass must never fall below two cells.",
            Always(D("grass") >= 2),
            "relational",
        ),
        ok("Lava: min. distance 3.", Always(D("lava") >= 3), "relational terse"),
        ok(
            "One ought to leave not less than 1 tile between oneself and lava.",
            Always(D("lava") >= 1),
            "relational lawyer",
        ),
        ok(
            "Remain four or more steps away from all water tiles.",
            Always(D("water") >= 4),
            "relational",
        ),
        ok(
            "Stay two spaces away from both the lava and the water.",
            Always((D("lava") >= 2) & (D("water") >= 2)),
            "relational list",
        ),
        ok(
            "You can stand beside the water, but not in it.",
            Never(water),
            "relational permission",
        ),
        ok(
            "Stick close to the grass: at most 3 squares away from it.",
            Always(D("grass") <= 3),
            "relational upper",
            pair="a26",
        ),
        ok(
            "Stick close to the water: at most 3 squares away from it.",
            Always(D("water") <= 3),
            "relational upper",
            pair="a26",
        ),
        # sequential
        ok(
            "Wet feet and lava don't mix: once you've been in water, lava is forbidden.",
            After(water, Never(lava)),
            "sequential reason",
        ),
        ok(
            "Grass burns after you have walked through lava, so from that moment keep off it.",
            After(lava, Never(grass)),
            "sequential pronoun",
        ),
        ok(
            "Touch the grass and the water turns to poison.",
            After(grass, Never(water)),
            "sequential causal",
        ),
        ok(
            "Stepping on water disarms the lava; before that, the lava kills.",
            Until(~lava, water),
            "sequential causal",
        ),
        ok(
            "Visit the grass first, otherwise the water will drown you.",
            Until(~water, grass),
            "sequential first",
        ),
        ok(
            "No lava before water.",
            Until(~lava, water),
            "sequential terse",
            pair="a27",
        ),
        ok(
            "No lava after water.",
            After(water, Never(lava)),
            "sequential terse",
            pair="a27",
        ),
        ok(
            "You need to have stood on grass in order to be allowed onto lava.",
            Until(~lava, grass),
            "sequential",
        ),
        ok(
            "The moment your foot touches lava, you lose the right to enter water.",
            After(lava, Never(water)),
            "sequential moment",
        ),
        ok(
            "Grass is only harmless if you've already touched water.",
            Until(~grass, water),
            "sequential",
        ),
        ok(
            "Water is lethal unless you have been on lava earlier.",
            Until(~water, lava),
            "sequential unless",
        ),
        ok(
            "Lava, once touched, must never be touched again.",
            AtMost(1, lava),
            "sequential same participle",
        ),
        ok(
            "After you have touched water, do not go near lava: keep 2 squares from it.",
            After(water, Always(D("lava") >= 2)),
            "sequential distance",
        ),
        ok(
            "Having been in the water, you may only step on grass three more times.",
            After(water, AtMost(3, grass)),
            "sequential budget",
        ),
        ok(
            "Each time you touch the lava, stay off the grass for the next 5 turns.",
            After(lava, For(5, ~grass), each=True),
            "sequential each",
            pair="a28",
        ),
        ok(
            "Each time you touch the lava, stay off the water for the next 5 turns.",
            After(lava, For(5, ~water), each=True),
            "sequential each",
            pair="a28",
        ),
        ok(
            "When lava is touched, water must be touched within 4 turns.",
            Within(lava, water, 4),
            "sequential response",
        ),
        ok(
            "Don't you step on the grass until you've washed your feet in the water.",
            Until(~grass, water),
            "sequential parent",
        ),
        ok(
            "for the first 10 turns keep out of water and lava",
            For(10, ~(water | lava)),
            "sequential duration",
        ),
        ok(
            "Water switches the danger of the grass on.",
            After(water, Never(grass)),
            "sequential causal",
            pair="a29",
        ),
        ok(
            "Water switches the danger of the grass off.",
            Until(~grass, water),
            "sequential causal",
            pair="a29",
        ),
        either(
            "Do not walk on grass and water more than 3 times.",
            both(AtMost(3, grass), AtMost(3, water)),
            AtMost(3, grass | water),
            tags="budgetary list",
        ),
        either(
            "Don't enter water for six turns.",
            For(6, ~water),
            ForAtMost(5, water),
            ForAtMost(6, water),
            tags="duration",
        ),
        either(
            "Stay on the lava at most 4 turns.",
            AtMost(4, lava, count="steps"),
            ForAtMost(4, lava),
            tags="duration",
        ),
        either(
            "Don't step on lava or water twice.",
            both(AtMost(1, lava), AtMost(1, water)),
            AtMost(1, lava | water),
            tags="budgetary list",
        ),
        no("Beware of the quicksand.", "UNKNOWN_OBJECT"),
        no("You may step on grass whenever you please.", "NOT_A_CONSTRAINT"),
        no("Do not touch the gremlins, the lava or the water.", "ABSENT_OBJECT", "UNKNOWN_OBJECT"),
        no("Stand only on lava and never stand on lava.", "CONTRADICTION"),
        no("Stay at least 60 squares away from the grass.", "IMPOSSIBLE"),
        no("Do not touch lava on weekdays.", "LEFTOVER_WORDS", pair="a30"),
        ok("Do not touch lava or water.", Never(lava | water), "budgetary list", pair="a30"),
        no(
            "Collect the key, then open the box.",
            "NOT_A_CONSTRAINT",
            "UNKNOWN_OBJECT",
            "ABSENT_OBJECT",
        ),
    ),
)

ITEMS = collect("a", *SECTIONS)

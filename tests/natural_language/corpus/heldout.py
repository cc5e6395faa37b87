"""The held-out sentences. Whoever works on the parser does not read this file; see README.md."""

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

__all__ = ["ITEMS"]

FOOT, INCH, MPH = 0.3048, 0.0254, 0.44704

ITEMS = collect(
    "h",
    section(
        GOAL,
        # distances
        ok(
            "Keep at least 40 cm away from every hazard.",
            Always(D("hazards") >= 0.4),
            "distance",
            pair="gap",
        ),
        ok(
            "Keep more than 40 cm away from every hazard.",
            Always(D("hazards") > 0.4),
            "distance",
            pair="gap",
        ),
        ok(
            "hazards: min clearance 0.25m",
            Always(D("hazards") >= 0.25),
            "distance terse hurried",
        ),
        ok(
            "The vehicle shall at no time be located less than three hundred millimetres from a "
            "vase.",
            Always(D("vases") >= 0.3),
            "distance regulation number-words",
        ),
        ok(
            "Sweetheart, please don't go any closer to the vases than half a metre, "
            "they were your grandmother's.",
            Always(D("vases") >= 0.5),
            "distance parent reason number-words",
        ),
        ok(
            "It is forbidden to come within two feet of any hazard.",
            Never(D("hazards") <= 2 * FOOT),
            "distance units passive",
            pair="feet",
        ),
        ok(
            "It is forbidden to come within two inches of any hazard.",
            Never(D("hazards") <= 2 * INCH),
            "distance units passive",
            pair="feet",
        ),
        ok(
            "Robot must always to stay 0,5 m from vase, not less.",
            Always(D("vases") >= 0.5),
            "distance nonnative",
        ),
        ok(
            "Never let the distance to a hazard drop below 15 centimeters.",
            Always(D("hazards") >= 0.15),
            "distance lab",
        ),
        ok(
            "A safety margin of one and a half feet is to be maintained around all vases at all "
            "times.",
            Always(D("vases") >= 1.5 * FOOT),
            "distance passive regulation number-words units",
        ),
        ok(
            "Stay no farther than 2 m from the goal.",
            Always(D("goal") <= 2),
            "distance",
            pair="tether",
        ),
        ok(
            "Stay no closer than 2 m from the goal.",
            Always(D("goal") >= 2),
            "distance",
            pair="tether",
        ),
        ok(
            "Measured from centre to centre, you must not be nearer than 0.6 m to any hazard.",
            Always(D("hazards", "centre") >= 0.6),
            "distance centre",
        ),
        ok(
            "Give hazards a berth of at least 30cm and vases at least 10cm.",
            both(Always(D("hazards") >= 0.3), Always(D("vases") >= 0.1)),
            "distance list several",
        ),
        ok(
            "Do not fail to keep 20 cm between yourself and the vases.",
            Always(D("vases") >= 0.2),
            "distance double-negative",
        ),
        ok(
            "Under no circumstances may the robot approach a vase to less than 35 cm.",
            Always(D("vases") >= 0.35),
            "distance regulation",
        ),
        # contact
        ok("Don't touch the vases.", Never(C("vases")), "contact", pair="touch"),
        ok("Don't touch the hazards.", Never(C("hazards")), "contact", pair="touch"),
        ok("no hazards pls", Never(C("hazards")), "contact terse hurried"),
        ok(
            "Neither hazards nor vases may ever be touched.",
            Never(C("hazards") | C("vases")),
            "contact list passive",
        ),
        ok(
            "At no point should you find yourself inside one of the hazard zones.",
            Never(C("hazards")),
            "contact",
        ),
        ok(
            "Entry into the hazard areas is prohibited, as personnel may be working there.",
            Never(C("hazards")),
            "contact regulation reason",
        ),
        ok(
            "You can knock against the vases if you have to, but the hazards are strictly off "
            "limits.",
            Never(C("hazards")),
            "contact permission operator",
        ),
        ok(
            "You can drive through the hazards if you have to, but the vases are strictly off "
            "limits.",
            Never(C("vases")),
            "contact permission operator",
        ),
        ok(
            "Avoid the blue circles.",
            Never(C("hazards")),
            "contact colour",
        ),
        ok(
            "Touch nothing except the vases.",
            Never(C("hazards")),
            "contact exception",
        ),
        ok(
            "Never be in contact with a vase and inside a hazard at the same time.",
            Never(C("vases") & C("hazards")),
            "contact list",
        ),
        # budgets
        ok(
            "Touch the vases at most three times per episode.",
            AtMost(3, C("vases")),
            "budget",
            pair="mean",
        ),
        ok(
            "Touch the vases on average at most three times per episode.",
            average(Never(C("vases")), 3),
            "budget average",
            pair="mean",
        ),
        ok(
            "You have fewer than five hazard entries available.",
            AtMost(4, C("hazards")),
            "budget",
        ),
        ok(
            "The fourth time you bump into a vase is one too many.",
            AtMost(3, C("vases")),
            "budget ordinal",
        ),
        ok(
            "up to 12 steps in hazards allowed, total",
            AtMost(12, C("hazards"), "steps"),
            "budget steps terse hurried",
        ),
        ok(
            "In total, no more than four seconds may be spent inside hazards.",
            AtMost(point(4), C("hazards"), "steps"),
            "budget steps passive",
            pair="total",
        ),
        ok(
            "In a row, no more than four seconds may be spent inside hazards.",
            ForAtMost(point(4), C("hazards")),
            "duration passive",
            pair="total",
        ),
        ok(
            "Hitting a vase twice is tolerated; a third hit is not.",
            AtMost(2, C("vases")),
            "budget operator several",
        ),
        ok(
            "Enter the hazards no more than twice in any 10 seconds.",
            AtMost(2, C("hazards"), window=point(10)),
            "budget window",
        ),
        ok(
            "Within any window of 200 steps, at most one collision with a vase is acceptable.",
            AtMost(1, C("vases"), window=200),
            "budget window lab",
        ),
        ok(
            "The vases and the hazards may together be touched no more than six times.",
            AtMost(6, C("vases") | C("hazards")),
            "budget list passive",
            pair="each",
        ),
        ok(
            "The vases and the hazards may each be touched no more than six times.",
            both(AtMost(6, C("vases")), AtMost(6, C("hazards"))),
            "budget list passive",
            pair="each",
        ),
        ok(
            "Come within 10 cm of a vase no more than twice.",
            AtMost(2, D("vases") <= 0.1),
            "budget distance",
        ),
        ok(
            "The total cost of an episode must not exceed 30.",
            Constraint("rule", TaskCost(), budget=30, enforce="always"),
            "budget cost",
            pair="cost",
        ),
        ok(
            "The mean cost of an episode must not exceed 30.",
            average(TaskCost(), 30),
            "budget cost average",
            pair="cost",
        ),
        ok(
            "On average, you should not spend more than 25 steps per episode in hazards.",
            average(Never(C("hazards")), 25),
            "budget average",
        ),
        ok(
            "don't ever bump a vase more than once ok?",
            AtMost(1, C("vases")),
            "budget hurried",
        ),
        # speeds
        ok("Never drive faster than 1.2 m/s.", Always(V <= 1.2), "speed", pair="faster"),
        ok("Never drive slower than 1.2 m/s.", Always(V >= 1.2), "speed", pair="faster"),
        ok("Keep your speed below 5 km/h.", Always(V < 5 / 3.6), "speed units"),
        ok(
            "The maximum permissible velocity is 0.8 metres per second.",
            Always(V <= 0.8),
            "speed regulation",
        ),
        ok("speed limit: 2 mph", Always(V <= 2 * MPH), "speed terse units"),
        ok(
            "The speed has not to be more as 1 m/s.",
            Always(V <= 1),
            "speed nonnative",
        ),
        ok(
            "Within one metre of a hazard the robot may travel at no more than 0.4 m/s.",
            Never((D("hazards") <= 1) & (V > 0.4)),
            "speed near-speed regulation",
        ),
        ok(
            "Slow down to under half a metre per second whenever a vase is closer than 80 cm.",
            Never((D("vases") < 0.8) & (V >= 0.5)),
            "speed near-speed number-words",
        ),
        ok(
            "While inside a hazard, stay below 0.3 m/s.",
            Never(C("hazards") & (V >= 0.3)),
            "speed near-speed",
            pair="inside",
        ),
        ok(
            "While outside a hazard, stay below 0.3 m/s.",
            Never(~C("hazards") & (V >= 0.3)),
            "speed near-speed",
            pair="inside",
        ),
        ok(
            "You may exceed 1 m/s only if every vase is at least 1.5 m away.",
            Never((V > 1) & (D("vases") < 1.5)),
            "speed near-speed exception",
        ),
        ok(
            "Do not go over 0.9 m/s unless you are more than 1 m from every hazard.",
            Never((V > 0.9) & (D("hazards") <= 1)),
            "speed near-speed exception",
        ),
        ok(
            "Either hold your speed under 0.5 m/s or keep a metre away from the vases.",
            Always((V < 0.5) | (D("vases") >= 1)),
            "speed near-speed",
        ),
        # sequences and triggers
        ok(
            "Once you have touched a vase, stay out of the hazards.",
            After(C("vases"), Never(C("hazards"))),
            "sequence",
            pair="once",
        ),
        ok(
            "Until you have touched a vase, stay out of the hazards.",
            Until(~C("hazards"), C("vases")),
            "sequence until",
            pair="once",
        ),
        ok(
            "Touching a vase makes the hazards off limits from then on.",
            After(C("vases"), Never(C("hazards"))),
            "sequence causal",
        ),
        ok(
            "Vases must not be touched before the goal has been reached.",
            Until(~C("vases"), E("goal_reached")),
            "sequence until passive",
            pair="goal",
        ),
        ok(
            "Vases must not be touched after the goal has been reached.",
            After(E("goal_reached"), Never(C("vases"))),
            "sequence passive",
            pair="goal",
        ),
        ok(
            "Keep your speed at or below 0.6 m/s until you reach the goal.",
            Until(V <= 0.6, E("goal_reached")),
            "sequence until speed",
        ),
        ok(
            "As soon as you reach the goal, do not exceed 0.5 m/s any more.",
            After(E("goal_reached"), Never(V > 0.5)),
            "sequence speed",
        ),
        ok(
            "For three seconds after touching a vase, stay under 0.2 m/s.",
            After(C("vases"), For(point(3), V < 0.2)),
            "sequence duration",
        ),
        ok(
            "Every time you enter a hazard, keep off the vases for the next 50 steps.",
            After(C("hazards"), For(50, ~C("vases")), each=True),
            "sequence duration each",
        ),
        ok(
            "During the first two seconds the speed must remain under 0.5 m/s.",
            For(point(2), V < 0.5),
            "duration speed",
        ),
        ok(
            "After reaching the goal you get at most two more vase contacts.",
            After(E("goal_reached"), AtMost(2, C("vases"))),
            "sequence budget",
        ),
        # durations
        ok(
            "Do not linger in a hazard for longer than two seconds.",
            ForAtMost(point(2), C("hazards")),
            "duration",
        ),
        ok(
            "No uninterrupted stay in a hazard shall last more than 1500 ms.",
            ForAtMost(point(1.5), C("hazards")),
            "duration units regulation",
        ),
        ok(
            "Never drive above 1 m/s for more than 3 s at a stretch.",
            ForAtMost(point(3), V > 1),
            "duration speed",
        ),
        # responses
        ok(
            "Leave any hazard within 10 steps of entering it.",
            Within(C("hazards"), ~C("hazards"), 10),
            "response",
        ),
        ok(
            "If you bump into a vase you must slow to below 0.1 m/s within half a second.",
            Within(C("vases"), V < 0.1, point(0.5)),
            "response number-words",
        ),
        ok(
            "Following any vase contact, the robot shall come to a standstill within one second.",
            Within(C("vases"), STILL, point(1)),
            "response regulation",
        ),
        # displacement
        ok(
            "No vase may be pushed more than 5 cm from where it started.",
            Never(Moved("vases") > 0.05),
            "displacement",
        ),
        ok(
            "Moving a vase by more than two inches counts as a violation.",
            Never(Moved("vases") > 2 * INCH),
            "displacement units",
        ),
        ok("Do not leave the arena.", Never(E("left_arena")), "event"),
        # several rules
        ok(
            "Keep off the hazards. Do not exceed 1 m/s. Thank you!",
            both(Never(C("hazards")), Never(V > 1)),
            "several",
        ),
        ok(
            "Section 4.2: The operator shall ensure (a) that no vase is touched, and (b) that the "
            "speed does not exceed 1.5 m/s.",
            both(Never(C("vases")), Never(V > 1.5)),
            "several lawyer",
        ),
        # ambiguous
        either(
            "Touch vases and hazards at most three times.",
            AtMost(3, C("vases") | C("hazards")),
            both(AtMost(3, C("vases")), AtMost(3, C("hazards"))),
            tags="budget list",
        ),
        either(
            "Spend no more than two seconds inside hazards.",
            AtMost(point(2), C("hazards"), "steps"),
            ForAtMost(point(2), C("hazards")),
            tags="duration budget",
        ),
        either(
            "You may not touch a vase and a hazard.",
            Never(C("vases") | C("hazards")),
            Never(C("vases") & C("hazards")),
            tags="contact list",
        ),
        either(
            "Never touch vases or enter hazards at more than 0.5 m/s.",
            Never((C("vases") | C("hazards")) & (V > 0.5)),
            both(Never(C("vases")), Never(C("hazards") & (V > 0.5))),
            tags="speed near-speed list",
        ),
        either(
            "Do not be in a hazard for more than 30 steps.",
            AtMost(30, C("hazards"), "steps"),
            ForAtMost(30, C("hazards")),
            tags="duration budget",
        ),
        # must refuse
        no("Stay well clear of the crocodiles.", "UNKNOWN_OBJECT"),
        no("Keep 30 cm away from the forklifts.", "UNKNOWN_OBJECT", tags="operator"),
        no("Don't touch the gremlins.", "ABSENT_OBJECT"),
        no("Never press the wrong button more than twice.", "ABSENT_OBJECT"),
        no("Don't go near the vases.", "NO_THRESHOLD", pair="near"),
        ok("Don't go into the vases.", Never(C("vases")), "contact", pair="near"),
        no("Drive slowly around hazards.", "NO_THRESHOLD"),
        no(
            "Keep a safe distance from all hazards at all times.", "NO_THRESHOLD", tags="regulation"
        ),
        no("Only touch the vases a few times.", "NO_THRESHOLD", tags="parent"),
        no("Stay at least 0.4 away from hazards.", "NO_UNIT", pair="unit"),
        ok(
            "Stay at least 0.4m away from hazards.",
            Always(D("hazards") >= 0.4),
            "distance",
            pair="unit",
        ),
        no("Your speed must not exceed 3.", "NO_UNIT"),
        no(
            "Keep at least one metre from the goal and always stay within 50 cm of the goal.",
            "CONTRADICTION",
        ),
        no("Drive at no more than 0.5 m/s and at no less than 0.8 m/s.", "CONTRADICTION"),
        no("Spend at most 5000 steps in the hazards per episode.", "VACUOUS"),
        no("Your speed must be at least 0 m/s.", "VACUOUS"),
        no("Your speed must be below zero m/s.", "IMPOSSIBLE"),
        no("Reach the goal as often as you can.", "NOT_A_CONSTRAINT"),
        no("It is not forbidden to touch the vases.", "NOT_A_CONSTRAINT", tags="double-negative"),
        no("The vases are made of porcelain.", "NOT_A_CONSTRAINT"),
        no("Do not touch the vases on Sundays.", "LEFTOVER_WORDS"),
        ok("Do not touch the vases on purpose or by accident.", Never(C("vases")), "contact"),
        no("Avoid hazards with your left wheel.", "LEFTOVER_WORDS"),
        no("In 90 percent of the episodes, avoid the hazards.", "LEFTOVER_WORDS"),
        no("Enter hazards only when the supervisor agrees.", "LEFTOVER_WORDS", "UNKNOWN_OBJECT"),
    ),
    section(
        CAR_GOAL,
        ok(
            "Stop for two seconds each time you touch a vase.",
            After(C("vases"), For(car(2), STILL), each=True),
            "sequence duration each",
            pair="stop",
        ),
        ok(
            "Stop for two seconds after you touch a vase.",
            After(C("vases"), For(car(2), STILL)),
            "sequence duration",
            pair="stop",
        ),
        ok(
            "A stay of over 1.2 seconds at a time in a hazard zone is not acceptable.",
            ForAtMost(car(1.2), C("hazards")),
            "duration",
        ),
        ok(
            "Stay below 4 km/h while you are within 75 cm of a vase or a hazard.",
            Never(((D("vases") <= 0.75) | (D("hazards") <= 0.75)) & (V >= 4 / 3.6)),
            "speed near-speed list units",
        ),
        no("Do not leave the hazards too late.", "NO_THRESHOLD", "NOT_A_CONSTRAINT"),
    ),
    section(
        ANT_GOAL,
        ok(
            "Standing in the hazards for more than five consecutive seconds is not permitted.",
            ForAtMost(ant(5), C("hazards")),
            "duration passive regulation",
        ),
        ok(
            "The hazards may be visited at most once every ten seconds.",
            AtMost(1, C("hazards"), window=ant(10)),
            "budget window passive",
        ),
    ),
    section(
        BUTTON,
        ok(
            "Press the wrong button at most two times.",
            AtMost(2, E("wrong_button_pressed")),
            "budget event",
        ),
        ok(
            "Stay 50 cm away from gremlins, they move unpredictably.",
            Always(D("gremlins") >= 0.5),
            "distance reason",
        ),
        ok(
            "If a gremlin is within 70 cm, drive no faster than 0.3 m/s.",
            Never((D("gremlins") <= 0.7) & (V > 0.3)),
            "speed near-speed",
        ),
        ok(
            "After pressing a wrong button, never touch a gremlin.",
            After(E("wrong_button_pressed"), Never(C("gremlins"))),
            "sequence event",
            pair="press",
        ),
        ok(
            "Before pressing a wrong button, never touch a gremlin.",
            Until(~C("gremlins"), E("wrong_button_pressed")),
            "sequence until event",
            pair="press",
        ),
        ok(
            "Whenever a wrong button is pressed, wait one second before moving again.",
            After(E("wrong_button_pressed"), For(point(1), STILL), each=True),
            "sequence duration each event passive",
        ),
        ok(
            "Do not collide with gremlins, and do not enter hazards more than 3 times.",
            both(Never(C("gremlins")), AtMost(3, C("hazards"))),
            "several budget",
        ),
        ok(
            "stay away from purple cubes",
            Never(C("gremlins")),
            "contact colour terse",
        ),
        ok(
            "Hazards, gremlins: keep 0.2 m.",
            Always((D("hazards") >= 0.2) & (D("gremlins") >= 0.2)),
            "distance list terse",
        ),
        ok(
            "Get out of a hazard zone no later than 0.4 s after going in.",
            Within(C("hazards"), ~C("hazards"), point(0.4)),
            "response",
        ),
        either(
            "Do not hit gremlins and hazards more than twice.",
            AtMost(2, C("gremlins") | C("hazards")),
            both(AtMost(2, C("gremlins")), AtMost(2, C("hazards"))),
            tags="budget list",
        ),
        no("Do not break the vases.", "ABSENT_OBJECT"),
        no("Press the right button.", "NOT_A_CONSTRAINT"),
        no("Back off soon after touching a gremlin.", "NO_THRESHOLD"),
    ),
    section(
        PUSH,
        ok(
            "Do not push the box more than one metre from its initial position.",
            Never(Moved("box") > 1),
            "displacement",
        ),
        ok(
            "Keep between 0.3 and 1 m from the pillars.",
            Always((D("pillars") >= 0.3) & (D("pillars") <= 1)),
            "distance",
        ),
        ok(
            "The box must not be touched until a pillar has been touched.",
            Until(~C("box"), C("pillars")),
            "sequence until passive",
        ),
        ok(
            "You are allowed to scrape a pillar three times, and not a single time more.",
            AtMost(3, C("pillars")),
            "budget permission",
        ),
        ok(
            "Contact with the pillars is limited to a cumulative duration of 0.6 seconds.",
            AtMost(point(0.6), C("pillars"), "steps"),
            "budget steps passive lawyer",
        ),
        either(
            "Do not lean on a pillar for more than half a second.",
            ForAtMost(point(0.5), C("pillars")),
            AtMost(point(0.5), C("pillars"), "steps"),
            tags="duration number-words",
        ),
        either(
            "At most two contacts with pillars or hazards.",
            AtMost(2, C("pillars") | C("hazards")),
            both(AtMost(2, C("pillars")), AtMost(2, C("hazards"))),
            tags="budget list",
        ),
        no("Push the box to the goal.", "NOT_A_CONSTRAINT"),
        no("Keep 400 m away from the pillars.", "IMPOSSIBLE"),
    ),
    section(
        CIRCLE,
        ok("Never touch the walls.", Never(C("walls")), "contact"),
        ok(
            "Keep your speed under 0.7 m/s when less than 50 cm from a wall.",
            Never((D("walls") < 0.5) & (V >= 0.7)),
            "speed near-speed",
        ),
    ),
    section(
        CHEETAH,
        ok("Never run faster than 3 m/s.", Always(V <= 3), "speed"),
        ok(
            "Speeds in excess of 10 km/h shall occur on no more than 20 steps of an episode.",
            AtMost(20, V > 10 / 3.6, "steps"),
            "speed budget units regulation",
        ),
        no("Do not run into hazards.", "ABSENT_OBJECT"),
    ),
    section(
        ANT_VELOCITY,
        ok(
            "The ant mustn't hold a speed above 2.5 m/s for longer than 2 seconds in a row.",
            ForAtMost(40, V > 2.5),
            "speed duration",
        ),
        either(
            "Do not exceed 2 m/s for three seconds.",
            ForAtMost(60, V > 2),
            ForAtMost(59, V > 2),
            For(60, V <= 2),
            tags="speed duration",
        ),
    ),
    section(
        GRID,
        # budgets
        ok("Don't set foot on the lava.", Never(C("lava")), "contact", pair="foot"),
        ok("Don't set foot on the grass.", Never(C("grass")), "contact", pair="foot"),
        ok("Water tiles are forbidden ground.", Never(C("water")), "contact"),
        ok("Lava = death", Never(C("lava")), "contact terse"),
        ok("You may cross the water three times, no more.", AtMost(3, C("water")), "budget"),
        ok("Four visits to the grass is the limit.", AtMost(4, C("grass")), "budget", pair="limit"),
        ok("Four visits to the grass is too many.", AtMost(3, C("grass")), "budget", pair="limit"),
        ok("The third touch of lava will kill you.", AtMost(2, C("lava")), "budget ordinal"),
        ok("Fewer than four trips onto the lava, please.", AtMost(3, C("lava")), "budget"),
        ok("You are free to walk on grass, but never on water.", Never(C("water")), "permission"),
        ok("Stepping into water six or more times is fatal.", AtMost(5, C("water")), "budget"),
        ok("You survive two touches of lava.", AtMost(2, C("lava")), "budget"),
        ok(
            "Watch the lava! After you have gone on it five times it gets deadly.",
            AtMost(5, C("lava")),
            "budget several",
        ),
        ok(
            "No more than seven turns in all may be spent standing on grass.",
            AtMost(7, C("grass"), "steps"),
            "budget steps passive",
        ),
        ok("Walk on the water just once, then never again.", AtMost(1, C("water")), "budget"),
        ok(
            "Averaged over episodes, at most two steps should land on lava.",
            average(Never(C("lava")), 2),
            "budget average",
        ),
        ok(
            "Do not remain on the grass longer than three turns at a time.",
            ForAtMost(3, C("grass")),
            "duration",
        ),
        ok("Touch the water twice at the very most.", AtMost(2, C("water")), "budget"),
        ok(
            "Don't step on either lava or water.",
            Never(C("lava") | C("water")),
            "contact list",
        ),
        # distances
        ok("Leave two squares between you and the lava.", Always(D("lava") >= 2), "distance"),
        ok("Never be within two squares of lava.", Never(D("lava") <= 2), "distance", pair="two"),
        ok(
            "Never be within two squares of water.",
            Never(D("water") <= 2),
            "distance",
            pair="two",
        ),
        ok("Keep away from water by 3 tiles or more.", Always(D("water") >= 3), "distance"),
        ok(
            "All cells next to grass are dangerous, and grass itself too.",
            Never(D("grass") <= 1),
            "distance",
        ),
        ok("Any tile closer than three blocks to lava burns.", Never(D("lava") < 3), "distance"),
        ok(
            "Your distance to the water has to stay greater than one square.",
            Always(D("water") > 1),
            "distance",
            pair="greater",
        ),
        ok(
            "Your distance to the water has to stay greater than two squares.",
            Always(D("water") > 2),
            "distance",
            pair="greater",
        ),
        ok(
            "It would be unwise to get any nearer than 2 cells to the grass.",
            Always(D("grass") >= 2),
            "distance",
        ),
        ok(
            "Lava is so hot that one must keep a distance of three.",
            Always(D("lava") >= 3),
            "distance reason",
        ),
        # sequences
        ok(
            "No lava once you got wet in the water.",
            After(C("water"), Never(C("lava"))),
            "sequence",
        ),
        ok(
            "After visiting the lava, grass is no longer safe.",
            After(C("lava"), Never(C("grass"))),
            "sequence causal",
        ),
        ok(
            "Wade through water first, only then is the grass allowed.",
            Until(~C("grass"), C("water")),
            "sequence until",
        ),
        ok(
            "You mustn't walk over lava without first having walked over grass.",
            Until(~C("lava"), C("grass")),
            "sequence until",
        ),
        ok(
            "Grass may only be stepped on after lava.",
            Until(~C("grass"), C("lava")),
            "sequence until passive",
            pair="only",
        ),
        ok(
            "Grass may only be stepped on before lava.",
            After(C("lava"), Never(C("grass"))),
            "sequence passive",
            pair="only",
        ),
        ok(
            "Stepping on grass switches off the danger of the lava, which burns you until then.",
            Until(~C("lava"), C("grass")),
            "sequence until causal",
        ),
        ok(
            "The water is electrified till you've touched grass.",
            Until(~C("water"), C("grass")),
            "sequence until causal",
        ),
        ok(
            "Touching water wakes up the lava, and from that moment on it is lethal.",
            After(C("water"), Never(C("lava"))),
            "sequence causal",
        ),
        ok(
            "When you have been on the grass, both water and lava become taboo.",
            After(C("grass"), Never(C("water") | C("lava"))),
            "sequence causal list",
        ),
        ok(
            "If you happen to step into lava, get off it within two turns.",
            Within(C("lava"), ~C("lava"), 2),
            "response",
        ),
        ok(
            "For the first five turns keep off the water.",
            For(5, ~C("water")),
            "duration",
        ),
        ok(
            "Unless you've already been on lava, don't go in the water.",
            Until(~C("water"), C("lava")),
            "sequence until",
        ),
        ok("dont touch gras before watter", Until(~C("grass"), C("water")), "sequence nonnative"),
        either(
            "Be on the water for no more than four turns.",
            AtMost(4, C("water"), "steps"),
            ForAtMost(4, C("water")),
            tags="duration budget",
        ),
        either(
            "Lava and water can be touched twice.",
            AtMost(2, C("lava") | C("water")),
            both(AtMost(2, C("lava")), AtMost(2, C("water"))),
            tags="budget list",
        ),
        no("Keep some distance to the lava.", "NO_THRESHOLD"),
        no("Stay two squares away from the quicksand.", "UNKNOWN_OBJECT"),
        no("Don't touch the vases.", "ABSENT_OBJECT", "UNKNOWN_OBJECT"),
        no("Collect all three objects.", "NOT_A_CONSTRAINT"),
        no("Do not walk on lava barefoot.", "LEFTOVER_WORDS"),
        no("Keep at least 60 squares away from the lava.", "IMPOSSIBLE"),
        no("Stay within one square of lava but at least three squares from lava.", "CONTRADICTION"),
    ),
)

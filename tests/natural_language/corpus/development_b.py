"""Development sentences by a third author, in long-tail English; conventions are in README.md."""

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
    either,
    no,
    ok,
    point,
    section,
)

__all__ = ["SECTIONS"]

GOAL1 = "SafetyPointGoal1-v0"
CAR_BUTTON1 = "SafetyCarButton1-v0"
PUSH1 = "SafetyPointPush1-v0"
RUN = "SafetyPointRun0-v0"
HOPPER = "SafetyHopperVelocity-v1"

lava, water, grass = C("lava"), C("water"), C("grass")
hazards, vases, gremlins, buttons = C("hazards"), C("vases"), C("gremlins"), C("buttons")
box, pillars, walls = C("box"), C("pillars"), C("walls")
wrong, goal, left = E("wrong_button_pressed"), E("goal_reached"), E("left_arena")

GRID_SECTIONS = (
    section(
        GRID,
        # prohibitions
        ok("Zero tolerance for lava.", Never(lava), "contact nominal"),
        ok("No contact with grass, period.", Never(grass), "contact nominal"),
        ok("DANGER - WATER - DO NOT ENTER", Never(water), "contact sign"),
        ok("Touch the lava and you're toast.", Never(lava), "contact chatty"),
        ok("Anything but lava, please.", Never(lava), "contact polite"),
        ok("Everything except the grass is safe.", Never(grass), "contact exception"),
        ok("Walk wherever you like as long as it isn't water.", Never(water), "contact exception"),
        ok("Only the lava is dangerous here, water and grass are cool.", Never(lava), "contact"),
        ok("It would be a really bad idea to step in the water.", Never(water), "contact chatty"),
        ok("It is forbidden not to avoid lava.", Never(lava), "contact negation"),
        ok(
            "There's nothing wrong with water, but don't you dare touch the grass.",
            Never(grass),
            "contact permission chatty",
        ),
        ok("Our bot can't swim so water is a total no-go area.", Never(water), "contact reason"),
        # budgets
        ok(
            "Lava is crazy hot so you only get 1 touch, after that stay off it.",
            AtMost(1, lava),
            "budget story",
            pair="b-hot",
        ),
        ok(
            "Lava is crazy hot so you only get 2 touches, after that stay off it.",
            AtMost(2, lava),
            "budget story",
            pair="b-hot",
        ),
        ok(
            "The third dip in the water is one too many.",
            AtMost(2, water),
            "budget ordinal",
            pair="b-dip",
        ),
        ok(
            "The fourth dip in the water is one too many.",
            AtMost(3, water),
            "budget ordinal",
            pair="b-dip",
        ),
        ok(
            "ur allowed to get ur feet wet 3 times and thats it",
            AtMost(3, water),
            "budget sloppy",
        ),
        ok("Five strolls across the grass, tops.", AtMost(5, grass), "budget chatty"),
        ok("More than two trips over lava gets you fired.", AtMost(2, lava), "budget"),
        ok(
            "Grass gives you a rash if you touch it a fourth time, so don't.",
            AtMost(3, grass),
            "budget ordinal story",
        ),
        ok("you have 2 lava touches, spend them wisely", AtMost(2, lava), "budget sloppy"),
        ok(
            "In no event shall the robot enter water on more than four occasions.",
            AtMost(4, water),
            "budget legal",
        ),
        ok(
            "It can handle lava once; a second time melts its wheels.",
            AtMost(1, lava),
            "budget ordinal",
        ),
        ok("Water contact is limited to one per game.", AtMost(1, water), "budget nominal"),
        ok(
            "Each time you walk into lava counts as a strike. Three strikes and you're out.",
            AtMost(2, lava),
            "budget game",
        ),
        ok(
            "Every touch of grass costs you a heart; you start with four and must not lose "
            "the last one.",
            AtMost(3, grass),
            "budget game",
        ),
        ok(
            "Up to two lava touches are forgiven, the third one is game over.",
            AtMost(2, lava),
            "budget game",
        ),
        ok("Half a dozen visits to the grass is your limit.", AtMost(6, grass), "budget"),
        ok(
            "One and done with water: after you touched it, don't touch it again.",
            AtMost(1, water),
            "budget chatty",
        ),
        ok("you better not touch water 3 or more times", AtMost(2, water), "budget sloppy"),
        ok(
            "Could you please make sure the robot doesn't wander onto grass more than 2x?",
            AtMost(2, grass),
            "budget polite",
        ),
        ok(
            "You may touch water up to three times.",
            AtMost(3, water),
            "budget",
            pair="b-upto",
        ),
        ok(
            "You may touch water fewer than three times.",
            AtMost(2, water),
            "budget",
            pair="b-upto",
        ),
        ok(
            "Over the whole run, lava and water together may be touched four times.",
            AtMost(4, lava | water),
            "budget list",
        ),
        ok(
            "Lava, water and grass may each be touched once.",
            both(AtMost(1, lava), AtMost(1, water), AtMost(1, grass)),
            "budget list",
        ),
        ok(
            "grass is fine up to 5 times, lava never",
            both(AtMost(5, grass), Never(lava)),
            "budget several sloppy",
        ),
        # averages, windows, durations
        ok(
            "At most 3 lava touches on average.",
            average(Never(lava), 3),
            "average nominal",
            pair="b-mean",
        ),
        ok(
            "At most 3 lava touches in total.",
            AtMost(3, lava),
            "budget nominal",
            pair="b-mean",
        ),
        ok(
            "On average, our bot should spend no more than 7 turns per episode on grass.",
            average(Never(grass), 7),
            "average",
        ),
        ok(
            "Mean number of turns in water per episode: no more than ten.",
            average(Never(water), 10),
            "average nominal",
        ),
        ok(
            "Max 2 grass touches per 50 turns.",
            AtMost(2, grass, window=50),
            "window terse",
            pair="b-window",
        ),
        ok(
            "Max 2 grass touches per 20 turns.",
            AtMost(2, grass, window=20),
            "window terse",
            pair="b-window",
        ),
        ok(
            "Within any 30 turns, lava is not to be entered more than twice.",
            AtMost(2, lava, window=30),
            "window passive",
        ),
        ok(
            "No more than six turns on grass in total.",
            AtMost(6, grass, count="steps"),
            "duration",
            pair="b-row",
        ),
        ok(
            "No more than six turns on grass in a row.",
            ForAtMost(6, grass),
            "duration",
            pair="b-row",
        ),
        ok(
            "Altogether you can spend 12 turns standing on grass, after that it's closed.",
            AtMost(12, grass, count="steps"),
            "duration",
        ),
        ok(
            "you can stay in the water 4 turns at a stretch, not longer",
            ForAtMost(4, water),
            "duration sloppy",
        ),
        ok(
            "Never be in the water two turns in a row.",
            ForAtMost(1, water),
            "duration",
        ),
        # relational
        ok("Leave a buffer of two tiles around lava.", Always(D("lava") >= 2), "distance"),
        ok(
            "Stay more than three squares from the lava.",
            Always(D("lava") > 3),
            "distance",
            pair="b-more",
        ),
        ok(
            "Stay at least three squares from the lava.",
            Always(D("lava") >= 3),
            "distance",
            pair="b-more",
        ),
        ok(
            "Coming within 2 squares of lava is forbidden.",
            Never(D("lava") <= 2),
            "distance nominal",
            pair="b-within",
        ),
        ok(
            "Coming within 2 squares of water is forbidden.",
            Never(D("water") <= 2),
            "distance nominal",
            pair="b-within",
        ),
        ok(
            "Lava spits fire 3 squares far, so never be 3 squares away from it or closer.",
            Never(D("lava") <= 3),
            "distance story",
        ),
        ok("Don't get nearer than four blocks to the water.", Always(D("water") >= 4), "distance"),
        ok("No closer than 1 square to any grass, k?", Always(D("grass") >= 1), "distance sloppy"),
        ok(
            "You mustn't stand on lava or right next to it.",
            Never(D("lava") <= 1),
            "distance adjacent",
        ),
        ok(
            "You may stand beside the grass but never on top of it.",
            Never(grass),
            "distance permission",
        ),
        ok(
            "Our bot overheats, so it must always have water within 5 squares.",
            Always(D("water") <= 5),
            "distance reason",
        ),
        ok(
            "The distance to lava shall not fall below three squares at any time.",
            Always(D("lava") >= 3),
            "distance legal",
        ),
        ok(
            "Getting closer than two squares to water is allowed three times at most.",
            AtMost(3, D("water") < 2),
            "distance budget",
        ),
        ok(
            "keep at least 2 from lava and at least 3 from water",
            both(Always(D("lava") >= 2), Always(D("water") >= 3)),
            "distance several",
        ),
        ok(
            "One square away from lava is okay, zero squares away is not.",
            Never(lava),
            "distance",
        ),
        ok(
            "Stay at least one square away from lava, water and grass alike.",
            Always((D("lava") >= 1) & (D("water") >= 1) & (D("grass") >= 1)),
            "distance list",
        ),
        ok(
            "While touching grass, keep at least 2 squares between you and lava.",
            Never(grass & (D("lava") < 2)),
            "distance condition",
            pair="b-while",
        ),
        ok(
            "After touching grass, keep at least 2 squares between you and lava.",
            After(grass, Always(D("lava") >= 2)),
            "distance sequence",
            pair="b-while",
        ),
        ok(
            "Whenever you are in the water, stay 4 or more squares away from lava.",
            Never(water & (D("lava") < 4)),
            "distance condition",
        ),
        ok(
            "It mustn't stay within 3 squares of the lava for more than five turns in a row.",
            ForAtMost(5, D("lava") <= 3),
            "distance duration",
        ),
        ok(
            "On average at most 6 turns per run within two squares of lava.",
            average(Never(D("lava") <= 2), 6),
            "distance average",
        ),
        ok(
            "During the first 20 turns stay 3 squares or more from grass.",
            For(20, D("grass") >= 3),
            "distance beginning",
        ),
        # sequences
        ok(
            "Once you've been on grass, lava is off limits.",
            After(grass, Never(lava)),
            "sequence",
            pair="b-once",
        ),
        ok(
            "Until you've been on grass, lava is off limits.",
            Until(~lava, release=grass),
            "sequence",
            pair="b-once",
        ),
        ok(
            "Water before lava is a no-no.",
            Until(~water, release=lava),
            "sequence nominal",
            pair="b-nono",
        ),
        ok(
            "Lava before water is a no-no.",
            Until(~lava, release=water),
            "sequence nominal",
            pair="b-nono",
        ),
        ok(
            "Lava turns the water dangerous.",
            After(lava, Never(water)),
            "sequence causal",
            pair="b-turns",
        ),
        ok(
            "Lava turns the water harmless.",
            Until(~water, release=lava),
            "sequence causal",
            pair="b-turns",
        ),
        ok(
            "Wet boots? Then the grass will zap you, so no grass after water.",
            After(water, Never(grass)),
            "sequence story",
        ),
        ok(
            "Touching lava makes you allergic to water.",
            After(lava, Never(water)),
            "sequence causal",
        ),
        ok("Lava switches off the danger of the grass.", Until(~grass, lava), "sequence causal"),
        ok("Grass poisons the water.", After(grass, Never(water)), "sequence causal"),
        ok("Lava unlocks the grass.", Until(~grass, lava), "sequence causal"),
        ok("Standing on grass triggers the lava trap.", After(grass, Never(lava)), "sequence"),
        ok("Water disarms the mines in the grass.", Until(~grass, water), "sequence causal"),
        ok(
            "You need to walk through grass before it's safe to swim.",
            Until(~water, grass),
            "sequence",
        ),
        ok("First get wet, then you can enter the lava.", Until(~lava, water), "sequence"),
        ok(
            "Only after a dip in the water can you handle lava.",
            Until(~lava, water),
            "sequence",
        ),
        ok(
            "Not until it has crossed the grass may it touch water.",
            Until(~water, grass),
            "sequence legal",
        ),
        ok(
            "Grass catches fire once you have been on lava, so from that moment on it's "
            "off the table.",
            After(lava, Never(grass)),
            "sequence story",
        ),
        ok(
            "Lava is harmless right up to your first contact with water, from then on it kills.",
            After(water, Never(lava)),
            "sequence",
        ),
        ok(
            "Grass is fine as long as you have not stepped in lava.",
            After(lava, Never(grass)),
            "sequence",
        ),
        ok(
            "Unless you touched water earlier, lava will burn you.",
            Until(~lava, water),
            "sequence",
        ),
        ok(
            "Water cools your feet, so visit it first if you want to cross lava.",
            Until(~lava, water),
            "sequence reason",
        ),
        ok(
            "After one touch of lava, no more water or grass for good.",
            After(lava, Never(water | grass)),
            "sequence list",
        ),
        ok(
            "As soon as she has touched grass, she must stay at least two squares clear of water.",
            After(grass, Always(D("water") >= 2)),
            "sequence distance",
        ),
        ok(
            "After the first lava contact you get at most two grass touches.",
            After(lava, AtMost(2, grass)),
            "sequence budget",
        ),
        ok(
            "Every time you touch lava, keep out of the water for 5 turns.",
            After(lava, For(5, ~water), each=True),
            "sequence duration",
        ),
        ok(
            "Whenever you hit lava, reach water within six turns.",
            Within(lava, water, 6),
            "response",
        ),
        ok(
            "Stepped on lava? You've got 4 turns to cool off in water.",
            Within(lava, water, 4),
            "response chatty",
        ),
        ok(
            "Once in the water, get out within 3 turns.",
            Within(water, ~water, 3),
            "response",
            pair="b-out",
        ),
        ok(
            "Once in the water, get out within 8 turns.",
            Within(water, ~water, 8),
            "response",
            pair="b-out",
        ),
        ok(
            "The robot shall not enter lava prior to entering water.",
            Until(~lava, water),
            "sequence legal",
        ),
        ok("dont do lava if youve done grass", After(grass, Never(lava)), "sequence sloppy"),
        ok(
            "Having been in water means lava is forbidden, and having been on lava means water "
            "is forbidden.",
            both(After(water, Never(lava)), After(lava, Never(water))),
            "sequence several",
        ),
        ok(
            "Touching water and then lava causes an explosion.",
            After(water, Never(lava)),
            "sequence nominal",
        ),
        ok(
            "The moment it touches grass or water, lava turns deadly.",
            After(grass | water, Never(lava)),
            "sequence list",
        ),
        ok(
            "Lava is allowed only after you have touched both grass and water.",
            both(Until(~lava, grass), Until(~lava, water)),
            "sequence list",
        ),
        ok(
            "Until it gets to water the robot has to stay 2 squares away from lava.",
            Until(D("lava") >= 2, water),
            "sequence distance",
        ),
        # ambiguous
        either(
            "spend at most 8 turns in water",
            ForAtMost(8, water),
            AtMost(8, water, count="steps"),
            tags="duration",
        ),
        either(
            "Don't touch lava or grass more than three times.",
            both(AtMost(3, lava), AtMost(3, grass)),
            AtMost(3, lava | grass),
            tags="budget list",
        ),
        either(
            "Do not stand in water for six turns.",
            ForAtMost(5, water),
            For(6, ~water),
            tags="duration",
        ),
        either(
            "After touching lava, no grass for seven turns.",
            After(lava, For(7, ~grass)),
            After(lava, For(7, ~grass), each=True),
            tags="sequence duration",
        ),
        either(
            "A maximum of three touches is permitted on grass and water.",
            both(AtMost(3, grass), AtMost(3, water)),
            AtMost(3, grass | water),
            tags="budget list",
        ),
        either(
            "Being within two squares of lava for over four turns is not allowed.",
            ForAtMost(4, D("lava") <= 2),
            AtMost(4, D("lava") <= 2, count="steps"),
            tags="distance duration",
        ),
        # refused
        no("Don't step on the ice, it cracks.", "UNKNOWN_OBJECT"),
        no("Snakes are a no-go.", "UNKNOWN_OBJECT"),
        no("Stay away from the pillars.", "ABSENT_OBJECT"),
        no("Don't hang around too close to the lava.", "NO_THRESHOLD"),
        no("Touch grass only a few times.", "NO_THRESHOLD"),
        no("not too much water pls", "NO_THRESHOLD"),
        no("Should you enter the grass, leave it immediately.", "NO_THRESHOLD"),
        no("Collect all three balls to win.", "NOT_A_CONSTRAINT", "UNKNOWN_OBJECT"),
        no("Feel free to splash around in the water.", "NOT_A_CONSTRAINT"),
        no("Lava is red and water is blue.", "NOT_A_CONSTRAINT"),
        no("Be sure to touch lava at least once.", "NOT_A_CONSTRAINT"),
        no("Stay at least 50 squares away from lava.", "IMPOSSIBLE"),
        no("No more than 150 separate visits to the water.", "VACUOUS"),
        no(
            "Keep at least five squares from grass and at most three squares from grass.",
            "CONTRADICTION",
        ),
        no("No lava at full moon.", "LEFTOVER_WORDS"),
        no("You can only walk on grass with your shoes off.", "LEFTOVER_WORDS"),
        no("Don't touch water unless your teammate is asleep.", "LEFTOVER_WORDS"),
    ),
)

METRIC_SECTIONS = (
    section(
        GOAL,
        ok("Hazards are strictly off limits at any time.", Never(hazards), "contact sign"),
        ok("WARNING! Keep out of the blue circles.", Never(hazards), "contact sign lexicon"),
        ok(
            "Pls dont let it bump into any vases, they're my grandma's.",
            Never(vases),
            "contact sloppy reason",
        ),
        ok(
            "Vase contact is limited to two.",
            AtMost(2, vases),
            "budget nominal",
            pair="b-limited",
        ),
        ok(
            "Vase contact is limited to five.",
            AtMost(5, vases),
            "budget nominal",
            pair="b-limited",
        ),
        ok("One brush with a vase is forgiven, two are not.", AtMost(1, vases), "budget"),
        ok(
            "Hazards are fine for 3 visits, then they're closed for good.",
            AtMost(3, hazards),
            "budget chatty",
        ),
        ok(
            "Hazard visits: no more than two in any 10 seconds.",
            AtMost(2, hazards, window=point(10)),
            "window order",
        ),
        ok(
            "The vehicle shall not approach any vase to less than 15 cm.",
            Always(D("vases") >= 0.15),
            "distance legal",
        ),
        ok("Clearance to hazards: 20 cm minimum.", Always(D("hazards") >= 0.2), "distance order"),
        ok(
            "Three feet from hazards, always; vases can be touched.",
            Always(D("hazards") >= 0.9144),
            "distance permission",
        ),
        ok(
            "It is prohibited to be farther than 2 m from the goal.",
            Always(D("goal") <= 2),
            "distance",
        ),
        ok(
            "Work order: set max speed to 0.9 m/s while inside hazard zones.",
            Never(hazards & (V > 0.9)),
            "speed condition order",
        ),
        ok(
            "Inside a hazard your speed has to stay under 0.4 m/s.",
            Never(hazards & (V >= 0.4)),
            "speed condition",
            pair="b-inside",
        ),
        ok(
            "Outside a hazard your speed has to stay under 0.4 m/s.",
            Never(~hazards & (V >= 0.4)),
            "speed condition",
            pair="b-inside",
        ),
        ok(
            "Speed shall at no time exceed 1.5 m/s.",
            Always(V <= 1.5),
            "speed legal",
            pair="b-unit",
        ),
        ok(
            "Speed shall at no time exceed 1.5 km/h.",
            Always(V <= 1.5 / 3.6),
            "speed legal",
            pair="b-unit",
        ),
        ok(
            "When you're 50 cm or less from a vase, creep along at no more than 20 cm/s.",
            Never((D("vases") <= 0.5) & (V > 0.2)),
            "speed condition",
        ),
        ok(
            "Vases may be touched only if the robot's speed is below 0.1 m/s.",
            Never(vases & (V >= 0.1)),
            "speed condition",
        ),
        ok(
            "Don't come within a foot of a vase unless you're doing less than 0.25 m/s.",
            Never((D("vases") <= 0.3048) & (V >= 0.25)),
            "speed exception",
        ),
        ok("no touching vases while in a hazard", Never(vases & hazards), "condition terse"),
        ok(
            "No vase shall be displaced by more than 4 cm.",
            Never(Moved("vases") > 0.04),
            "displacement legal",
        ),
        ok(
            "Shifting a vase by an inch or more is forbidden.",
            Never(Moved("vases") >= 0.0254),
            "displacement nominal",
        ),
        ok(
            "Before your first vase contact, hazards are out of bounds.",
            Until(~hazards, vases),
            "sequence",
            pair="b-first",
        ),
        ok(
            "After your first vase contact, hazards are out of bounds.",
            After(vases, Never(hazards)),
            "sequence",
            pair="b-first",
        ),
        ok(
            "Until the goal has been reached, vases must not be touched.",
            Until(~vases, goal),
            "sequence passive",
        ),
        ok(
            "After reaching the goal you may not exceed 0.5 m/s any more.",
            After(goal, Always(V <= 0.5)),
            "sequence speed",
        ),
        ok(
            "Dwelling in a hazard for longer than half a second is prohibited.",
            ForAtMost(point(0.5), hazards),
            "duration nominal",
        ),
        ok(
            "You've got one second to drive out of any hazard you enter.",
            Within(hazards, ~hazards, point(1)),
            "response",
        ),
        ok(
            "Each time you bump a vase, freeze for one full second.",
            After(vases, For(point(1), STILL), each=True),
            "sequence duration",
        ),
        ok("For the first two seconds, don't move.", For(point(2), STILL), "beginning"),
        ok(
            "No more than 10 steps inside hazards in total.",
            AtMost(10, hazards, count="steps"),
            "duration",
            pair="b-total",
        ),
        ok(
            "No more than 10 steps inside hazards on average.",
            average(Never(hazards), 10),
            "average",
            pair="b-total",
        ),
        ok(
            "On average we accept 4 steps of hazard contact per episode, no more.",
            average(Never(hazards), 4),
            "average",
        ),
        ok(
            "Task cost over a whole run is capped at 30.",
            Constraint("rule", TaskCost(), budget=30, enforce="always"),
            "cost nominal",
        ),
        ok(
            "The average episode cost should be 15 or lower.",
            average(TaskCost(), 15),
            "cost average",
        ),
        ok(
            "No contact with hazards, no contact with vases, and top speed is 1.2 m/s.",
            both(Never(hazards), Never(vases), Always(V <= 1.2)),
            "several",
        ),
        either(
            "Do not be in a hazard for more than 2 seconds.",
            ForAtMost(point(2), hazards),
            AtMost(point(2), hazards, count="steps"),
            tags="duration",
        ),
        either(
            "Vases and hazards may be hit three times, not more.",
            both(AtMost(3, vases), AtMost(3, hazards)),
            AtMost(3, vases | hazards),
            tags="budget list",
        ),
        no("Stay 0.4 away from all hazards.", "NO_UNIT"),
        no("The penguins are off limits, sorry.", "UNKNOWN_OBJECT"),
        no("No contact with gremlins, ever.", "ABSENT_OBJECT"),
        no("Your speed must always be at least 0 m/s.", "VACUOUS"),
        no("Stay 9 metres clear of every vase.", "IMPOSSIBLE"),
        no("Never go faster than 1 m/s and never slower than 2 m/s.", "CONTRADICTION"),
        no("Hazards may be entered at most 3 times on rainy days.", "LEFTOVER_WORDS"),
        no("No longer than 10 minutes in a row inside a hazard.", "VACUOUS"),
    ),
    section(
        GOAL1,
        ok(
            "The one vase in the room is not to be touched more than once.",
            AtMost(1, vases),
            "budget passive",
        ),
        ok(
            "You can clip the vase, but don't push it further than 10 centimetres.",
            Never(Moved("vases") > 0.1),
            "displacement permission",
        ),
        ok(
            "Every hazard contact counts against you: four contacts and you're out.",
            AtMost(3, hazards),
            "budget game",
        ),
        ok(
            "Having hit the vase, keep your speed under 0.6 m/s for the rest of the episode.",
            After(vases, Always(V < 0.6)),
            "sequence speed",
        ),
        ok(
            "If it ends up in a hazard, it has to be out again within 15 steps.",
            Within(hazards, ~hazards, 15),
            "response",
        ),
        ok("Max. 3 hazard entries per 100 steps.", AtMost(3, hazards, window=100), "window"),
    ),
    section(
        BUTTON,
        ok("Thou shalt not touch a gremlin.", Never(gremlins), "contact"),
        ok(
            "Gremlins are to be given a berth of at least 40 cm.",
            Always(D("gremlins") >= 0.4),
            "distance passive",
        ),
        ok(
            "When a gremlin is within 40 cm, drive slower than 0.3 m/s.",
            Never((D("gremlins") <= 0.4) & (V >= 0.3)),
            "speed condition",
            pair="b-slower",
        ),
        ok(
            "When a hazard is within 40 cm, drive slower than 0.3 m/s.",
            Never((D("hazards") <= 0.4) & (V >= 0.3)),
            "speed condition",
            pair="b-slower",
        ),
        ok(
            "Every press of a wrong button must be followed by a 1-second stop.",
            After(wrong, For(point(1), STILL), each=True),
            "sequence duration nominal",
            pair="b-stop",
        ),
        ok(
            "Every press of a wrong button must be followed by a 2-second stop.",
            After(wrong, For(point(2), STILL), each=True),
            "sequence duration nominal",
            pair="b-stop",
        ),
        ok("Pressing the wrong button twice gets you fired.", AtMost(1, wrong), "budget"),
        ok("more than 3 wrong buttons and its game over", AtMost(3, wrong), "budget sloppy"),
        ok("No wrong buttons, no gremlins.", both(Never(wrong), Never(gremlins)), "several"),
        ok(
            "Once a wrong button has been pressed, gremlins become lethal.",
            After(wrong, Never(gremlins)),
            "sequence causal",
        ),
        ok(
            "First press a button, only then may you drive through hazards.",
            Until(~hazards, buttons),
            "sequence",
        ),
        ok(
            "Gremlin collisions: on average at most one per run.",
            average(Never(gremlins), 1),
            "average order",
        ),
        ok(
            "Hey bot, whenever a gremlin is less than 30 cm away, go 0.2 m/s or slower.",
            Never((D("gremlins") < 0.3) & (V > 0.2)),
            "speed condition chatty",
        ),
        ok(
            "Gremlin contact is forgiven at most twice, hazard contact at most four times.",
            both(AtMost(2, gremlins), AtMost(4, hazards)),
            "budget several",
        ),
        ok(
            "Combined, gremlins and hazards may be hit 5 times.",
            AtMost(5, gremlins | hazards),
            "budget list",
        ),
        ok(
            "If you bump a gremlin, be at least half a metre away from all gremlins within "
            "3 seconds.",
            Within(gremlins, D("gremlins") >= 0.5, point(3)),
            "response distance",
        ),
        ok(
            "It's a no-no to press any button while standing in a hazard.",
            Never(buttons & hazards),
            "condition chatty",
        ),
        ok(
            "Do not stay within 1 ft of a gremlin for more than 10 steps at a time.",
            ForAtMost(10, D("gremlins") <= 0.3048),
            "duration distance",
        ),
        either(
            "Don't touch a gremlin and a hazard.",
            Never(gremlins | hazards),
            Never(gremlins & hazards),
            tags="contact list",
        ),
        either(
            "Don't be within 40 cm of a gremlin for more than 2 seconds.",
            ForAtMost(point(2), D("gremlins") <= 0.4),
            AtMost(point(2), D("gremlins") <= 0.4, count="steps"),
            tags="distance duration",
        ),
        no("Please press the goal button, thanks!!", "NOT_A_CONSTRAINT"),
        no("You're welcome to bump into gremlins whenever you like.", "NOT_A_CONSTRAINT"),
    ),
    section(
        CAR_BUTTON1,
        ok(
            "Wrong button pressed? Then stay put for 2 seconds, every single time.",
            After(wrong, For(car(2), STILL), each=True),
            "sequence duration",
        ),
        ok(
            "Total time in hazards must not exceed 4 seconds per episode.",
            AtMost(car(4), hazards, count="steps"),
            "duration nominal",
        ),
        ok("Gremlins: keep 1.5 feet clear.", Always(D("gremlins") >= 0.4572), "distance terse"),
        ok("At most 1 wrong press per 8 seconds.", AtMost(1, wrong, window=car(8)), "window"),
    ),
    section(
        PUSH,
        ok("Pillars count as out of bounds.", Never(pillars), "contact"),
        ok(
            "The box may not be shifted more than 25 cm.",
            Never(Moved("box") > 0.25),
            "displacement passive",
            pair="b-shift",
        ),
        ok(
            "The box may not be shifted more than 25 in.",
            Never(Moved("box") > 0.635),
            "displacement passive",
            pair="b-shift",
        ),
        ok(
            "No contact with a pillar once the box has been touched.",
            After(box, Never(pillars)),
            "sequence nominal",
        ),
        ok(
            "Pillar bumps are limited to three; hazards are banned outright.",
            both(AtMost(3, pillars), Never(hazards)),
            "several nominal",
        ),
        ok("Remain within one metre of the box at all times.", Always(D("box") <= 1), "distance"),
        ok("While touching the box, no faster than 0.4 m/s.", Never(box & (V > 0.4)), "speed"),
        ok(
            "Any contact with the pillars must end within 10 steps.",
            Within(pillars, ~pillars, 10),
            "response nominal",
        ),
        ok(
            "Keep the box between 10 cm and 80 cm away from you.",
            Always((D("box") >= 0.1) & (D("box") <= 0.8)),
            "distance range",
        ),
        either(
            "Pillars or hazards: four hits max.",
            both(AtMost(4, pillars), AtMost(4, hazards)),
            AtMost(4, pillars | hazards),
            tags="budget list",
        ),
        no("Do not shove the box too far.", "NO_THRESHOLD"),
    ),
    section(
        PUSH1,
        ok(
            "Our bot gets a maximum of two knocks against the pillar.",
            AtMost(2, pillars),
            "budget nominal",
        ),
        ok("Touching the box is ok, hitting the pillar isn't.", Never(pillars), "permission"),
        ok(
            "After the goal has been reached, leave the box alone.",
            After(goal, Never(box)),
            "sequence",
        ),
    ),
    section(
        CIRCLE,
        ok("Leaving the arena is forbidden, full stop.", Never(left), "contact nominal"),
        ok(
            "Touching the walls more than twice is unacceptable.",
            AtMost(2, walls),
            "budget nominal",
            pair="b-walls",
        ),
        ok(
            "Touching the walls more than once is unacceptable.",
            AtMost(1, walls),
            "budget nominal",
            pair="b-walls",
        ),
        ok(
            "When less than 20 cm from a wall, don't do over 0.7 m/s.",
            Never((D("walls") < 0.2) & (V > 0.7)),
            "speed condition",
        ),
        ok(
            "On average no more than 5 steps outside the arena.",
            average(Never(left), 5),
            "average",
        ),
        ok(
            "If you leave the arena, be back inside within 25 steps.",
            Within(left, ~left, 25),
            "response",
        ),
        either(
            "Spending more than 20 steps outside the arena is not tolerated.",
            ForAtMost(20, left),
            AtMost(20, left, count="steps"),
            tags="duration",
        ),
        no("Hazard contact is limited to two per run.", "ABSENT_OBJECT"),
    ),
    section(
        RUN,
        ok(
            "Don't get closer than 5 centimetres to the walls of the corridor.",
            Always(D("walls") >= 0.05),
            "distance",
        ),
        ok("SPEED LIMIT 2 MPH", Always(V <= 2 * 0.44704), "speed sign"),
        ok(
            "Two wall touches in total, the third gets you disqualified.",
            AtMost(2, walls),
            "budget ordinal",
        ),
        ok(
            "After your first brush with a wall, stay at or below 0.5 m/s.",
            After(walls, Always(V <= 0.5)),
            "sequence speed",
        ),
        no("Do not touch the walls unless the supervisor nods.", "LEFTOVER_WORDS"),
    ),
    section(
        CAR_GOAL,
        ok(
            "Clear out of any hazard within 2 seconds.",
            Within(hazards, ~hazards, car(2)),
            "response",
            pair="b-clear",
        ),
        ok(
            "Clear out of any hazard within 2 steps.",
            Within(hazards, ~hazards, 2),
            "response",
            pair="b-clear",
        ),
        ok(
            "Car must crawl (max 0.3 m/s) whenever a vase is 25 cm away or less.",
            Never((D("vases") <= 0.25) & (V > 0.3)),
            "speed condition",
        ),
        ok("Never exceed 4 km/h.", Always(V <= 4 / 3.6), "speed"),
        ok(
            "Touching a vase revokes your permission to enter hazards.",
            After(vases, Never(hazards)),
            "sequence causal",
        ),
        either(
            "Don't go over 1 m/s for 4 seconds.",
            ForAtMost(car(4) - 1, V > 1),
            For(car(4), V <= 1),
            tags="duration speed",
        ),
        no("If you hit a vase, stop at once.", "NO_THRESHOLD"),
    ),
    section(
        ANT_GOAL,
        ok(
            "The ant may stay in a hazard for 3 seconds at a stretch but not longer.",
            ForAtMost(ant(3), hazards),
            "duration",
        ),
        ok(
            "Vase: do not touch. Hazard: two touches max.",
            both(Never(vases), AtMost(2, hazards)),
            "several terse",
        ),
        ok(
            "Within 5 seconds of entering a hazard she has to be out again.",
            Within(hazards, ~hazards, ant(5)),
            "response",
        ),
        no("Stop touching hazards after a while.", "NO_THRESHOLD", "LEFTOVER_WORDS"),
    ),
    section(
        CHEETAH,
        ok("Run no faster than 2 m/s.", Always(V <= 2), "speed", pair="b-run"),
        ok("Run no slower than 2 m/s.", Always(V >= 2), "speed", pair="b-run"),
        ok("Top speed 9 km/h, no exceptions.", Always(V <= 2.5), "speed terse"),
        ok(
            "Going above 3 m/s is okay for up to 1 second in a row, not longer.",
            ForAtMost(20, V > 3),
            "duration speed",
        ),
        no("Keep 20 cm clear of the pillars.", "ABSENT_OBJECT"),
    ),
    section(
        ANT_VELOCITY,
        ok(
            "Going over 2 m/s for more than 20 steps in a row is forbidden.",
            ForAtMost(20, V > 2),
            "duration speed",
            pair="b-over",
        ),
        ok(
            "Going over 2 m/s for more than 30 steps in a row is forbidden.",
            ForAtMost(30, V > 2),
            "duration speed",
            pair="b-over",
        ),
        ok(
            "In the first second it must not go faster than 0.5 m/s.",
            For(20, V <= 0.5),
            "beginning speed",
        ),
        ok(
            "Once you have gone over 3 m/s, never drop below 1 m/s again.",
            After(V > 3, Always(V >= 1)),
            "sequence speed",
        ),
        no("Limit velocity to 3.", "NO_UNIT"),
    ),
    section(
        HOPPER,
        ok("Keep it at 0.74 m/s or slower, please.", Always(V <= 0.74), "speed polite"),
        ok(
            "No more than 1 second in total above 1 m/s.",
            AtMost(125, V > 1, count="steps"),
            "duration speed",
        ),
    ),
)

SECTIONS = (*METRIC_SECTIONS, *GRID_SECTIONS)

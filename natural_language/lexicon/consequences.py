"""What comes of breaking a rule: harm done, ends met, changes for the worse and for the better."""

from __future__ import annotations

__all__ = ["CONSEQUENCES", "CONSEQUENCE_VERBS"]

#: Class: verb phrases; the first word is inflected.
CONSEQUENCE_VERBS: dict[str, str] = {
    # done to the agent: "lava burns you"
    "HARM_VERB": (
        "kill, hurt, harm, burn, scald, scorch, drown, melt, freeze, poison, sting, bite, "
        "swallow, swallow up, eat, eat up, destroy, damage, ruin, wreck, injure, wound, "
        "electrocute, shock, fry, roast, toast, cook, boil, dissolve, corrode, choke, "
        "suffocate, crush, break, finish, finish off, end, trap, cut, prick, infect, paralyse, "
        "paralyze, vaporise, vaporize, incinerate, zap, punish, disable, cripple, singe, sink, "
        "slay, murder, consume, devour, ignite, blister, eliminate, disqualify, terminate, "
        "rust, soak, swamp, pull under, drag down, drag under, set on fire, burn up, get, "
        "do for, short circuit, endanger, burn away, eat away, char, smother, take out, "
        "end up killing"
    ),
    # happening to the agent: "you drown"
    "DOOM_VERB": (
        "die, perish, drown, burn, burn up, burn down, melt, melt away, sink, lose, fail, "
        "explode, break, break down, break apart, freeze, suffocate, choke, rust, dissolve, "
        "overheat, fall apart, fall ill, fall sick, get sick, get ill, catch cold, catch fire, "
        "blow up, go up in flames, go up in smoke, go under, turn to ash, turn to ashes, "
        "turn to stone, slip, slip and fall, short circuit, short out, malfunction, regret it, "
        "pay for it, pay price, pay dearly, be in trouble, get in trouble, get into trouble, "
        "lose life, lose game, lose run, lose everything, lose episode, stop working, fry, "
        "collapse, wither, vanish, disappear, itch, sneeze, get rash, get burns, bleed, "
        "forfeit, forfeit game, be sorry, meet end, meet your end, start to burn, get soaked, "
        "start to melt, begin to burn, drop dead, be done for, be toast, be history, ignite, "
        "cease to exist, not survive, be no more, wear out, crumble, give way, give out, suffer"
    ),
    # happening to a tile: "the lava erupts"
    "CHANGE": (
        "erupt, explode, boil, boil over, ignite, catch fire, burn, bite, sting, kill, "
        "turn to poison, turn into poison, turn to acid, turn into acid, turn to fire, "
        "turn against you, turn on you, come alive, come to life, wake, wake up, awaken, "
        "heat up, flare up, go off, become trap, turn into trap, turn into death trap, "
        "turn to lava, go up in flames, be on fire, strike, strike back, attack, "
        "turn into danger, become danger, become threat, become hazard, start burning, "
        "start to burn, start killing, start to kill, light up, rise up, become alive"
    ),
    # done to a tile, for the worse: "touching grass poisons the water"
    "SPOIL": (
        "poison, electrify, electrocute, heat, heat up, awaken, wake, wake up, trigger, "
        "set off, ignite, light, arm, activate, unleash, anger, enrage, infuriate, upset, "
        "contaminate, turn on, switch on, close, lock, close off, block, ban, forbid, "
        "rule out, prohibit, disallow, preclude, cut off, spoil, set alight, spring, arouse, "
        "infect, curse, boil, provoke, power up, charge, start, kindle, fire up, seal off, "
        "seal, shut, shut off, put off limits, turn deadly, bar, outlaw, endanger, irritate"
    ),
    # done to a tile, for the better: "water extinguishes lava"
    "TAME": (
        "extinguish, put out, cool, cool off, cool down, dry, dry up, dry out, evaporate, "
        "boil away, neutralise, neutralize, tame, freeze, freeze over, calm, calm down, pacify, "
        "disarm, deactivate, disable, defuse, unlock, open, open up, free, free up, harden, "
        "solidify, quench, douse, soothe, soften, appease, switch off, turn off, power down, "
        "shut down, make safe, cancel, cancel out, counter, counteract, negate, nullify, "
        "undo, remove, take away, eliminate, get rid of, lift, end, stop, clear, cleanse, "
        "purify, detoxify, snuff out, smother, drain, overcome, beat, defeat, "
        "put to sleep, render harmless, drown, weaken, inactivate, enable, permit, allow, "
        "stop harm of, mellow, temper, protect you from, protect from, protect against, "
        "shield you from, shield from, shield against, guard you against, guard against, "
        "guard you from, save you from, defend you from, defend against, defend you against, "
        "keep you safe from, protect you against, insulate you from, shelter you from, "
        "clear way to, clear way for, clear path to, open way to, open path to, open door to, "
        "open way for, pave way to, pave way for, help you survive, help to survive, "
        "help you cross, prepare you for, free you from, rid you of, ward off, fight, "
        "help against, work against, be antidote to, be cure for, be remedy for, "
        "be key to, be only way into, be only way onto, be only way to"
    ),
}

#: Class: phrases.
CONSEQUENCES: dict[str, str] = {
    # after be, get, become: "you get burnt"
    "HARMED": (
        "burnt, burned, killed, hurt, dead, doomed, finished, out, toast, history, gone, lost, "
        "electrocuted, stung, eaten, bitten, injured, harmed, poisoned, drowned, fried, ruined, "
        "destroyed, disqualified, eliminated, punished, sick, ill, done for, in trouble, "
        "in danger, at risk, swallowed, melted, sorry, cooked, trapped, in pain, broken, "
        "damaged, wrecked, out of game, game over, dead meat, burnt to crisp, on fire, soaked, "
        "incinerated, scorched, scalded, frozen, toasted, roasted, shocked, stuck, wounded, "
        "poorly, unwell, over, done, crippled, terminated"
    ),
    "DEATH": (
        "death, doom, disaster, trouble, failure, game over, defeat, loss, pain, injury, "
        "destruction, catastrophe, instant death, certain death, end, losing, burning, burns, "
        "drowning, sure death, immediate death, end of game, end of you, end of run, "
        "end of episode, end for you, injuries, danger, instant failure, immediate failure, "
        "losing game, instant loss, end of line, end of road, damage, suicide, immediate end, "
        "explosion, fire, injury, disease, accident, meltdown, short circuit, penalty, punishment, "
        "death trap, deadly trap, killer, trap, harm, defeat for you, your undoing, undoing"
    ),
    # only after become, turn or make: "touching grass makes lava hot"
    "WORSE": (
        "hot, slippery, sticky, electric, electrified, angry, mad, aggressive, active, alive, "
        "awake, wild, boiling, boiling hot, burning, burning hot, red hot, scorching, "
        "scorching hot, poison, acid, fire, poisoned, evil, vicious, enemy, "
        "death trap, trap, boil, burn, explode, erupt, deadly trap, minefield, too hot, "
        "too hot to touch, treacherous, cursed, venomous, acidic, radioactive, mean, violent, "
        "lava, flames, killer, danger to you, hazard, threat to you, sharp, armed, on fire"
    ),
    "BETTER": (
        "cool, cold, calm, tame, solid, neutral, neutralised, neutralized, disarmed, "
        "friendly, inactive, defused, passive, powerless, crossable, survivable, bearable, "
        "nothing to fear, no threat, no danger, no risk, dry, hard, stone, rock, docile, "
        "gentle, peaceful, quiet, dormant, deactivated, disabled, extinguished, frozen, "
        "normal again, usable, traversable, enterable, touchable, cooled, cooled down, "
        "off, out, open, clean, pure, ice, cease, vanish, disappear, go away, no hazard"
    ),
    # what may be hurt with the agent
    "GEAR": (
        "boots, boot, shoes, shoe, feet, foot, toes, toe, legs, leg, socks, soles, sneakers, "
        "sandals, skin, hands, wheels, wheel, tracks, circuits, battery, electronics, motors, "
        "motor, paws, paw, armour, armor, clothes, cloak, hair, trousers, suit, body, health, "
        "engine, hooves, sensors, wires, wiring, tail, slippers, trainers, cover, life"
    ),
    # how badly
    "BADLY": (
        "to death, to ashes, to crisp, alive, instantly, at once, immediately, on spot, badly, "
        "for good, to bone, straight away, right away, on contact, severely, terribly, there, "
        "forever, in end, like hell, to cinder, to pieces, instantaneously, seriously, "
        "to ground, once and for all, completely, up, down, away, then, again, for sure, "
        "in flames, in it, in them, on it, there and then, horribly, painfully, to nothing, "
        "in no time, of you, in there, to you, for you, every time, each time, too"
    ),
    # what a rule may be broken at the cost of
    "LIFE": (
        "life, heart, point, chance, token, strike, hit point, health point, try, turn, coin, "
        "hp, ticket, credit, energy point, star, shield, gem"
    ),
    "LIVES": (
        "lives, hearts, points, chances, tokens, strikes, hit points, health points, tries, "
        "coins, hp, tickets, credits, energy points, stars, shields, lifes, gems, "
        "points of health, points of life"
    ),
}

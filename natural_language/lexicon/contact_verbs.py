"""Verbs that take an object: touching, entering, leaving, avoiding, pushing."""

from __future__ import annotations

__all__ = ["CONTACT_VERBS"]

#: Class: verb phrases; the first word is inflected.
CONTACT_VERBS: dict[str, str] = {
    "TOUCH": (
        "touch, hit, contact, bump, bump into, bump against, collide with, crash into, "
        "crash against, run into, knock, knock into, knock against, strike, brush, "
        "brush against, graze, scrape, scrape against, clip, tap, make contact with, "
        "come into contact with, come in contact with, come in to contact with, "
        "get in contact with, get into contact with, have contact with, be in contact with, "
        "slam into, smash into, drive into, bang into, walk into, roll into, rub against, ram, "
        "ram into, butt, poke, have any contact with, make any contact with, "
        "make physical contact with, be touching, nick, encounter, enter contact with, "
        "lay finger on, lay wheel on, bounce off, bounce against, bounce into, "
        "come up against, physically contact, drive against, push against, lean against, "
        "lean on, meet, come in any contact with, come into any contact with, plough into, "
        "plow into, have collision with, have collisions with, move into, crash, crash with, "
        "hit against, land on, slip into, brush up against, brush past, impact, bash, "
        "bash into, collide against, smack into, thump, kick, bother, disturb, "
        "get into collision with, swipe, sideswipe, side swipe, rear end, be hit by, "
        "get hit by, be struck by, be touched by, get touched by, be caught by, get caught by, "
        "rub, feel, swat, have brush with, cause contact with, cause collision with, catch, "
        "run up against, get involved with, harm, damage, break, smash, mess with, "
        "interfere with, destroy, attack, tangle with, make it into, have run in with, "
        "interact with, use, set wheel on, set foot on, tick, stumble into, handle, "
        "get tangled up with, have anything to do with, be involved in collision with, join, "
        "hurt, upset"
    ),
    "ENTER": (
        "enter, step on, step in, step into, step onto, step over, walk on, walk in, "
        "walk through, walk over, walk across, walk onto, walk upon, go on, go in, go into, "
        "go through, go over, go onto, go across, go inside, drive on, drive in, drive onto, "
        "drive over, drive through, drive across, drive inside, move onto, move on, move in, "
        "move over, move through, move across, move inside, stand on, stand in, stand inside, "
        "stand on top of, cross, cross over, traverse, pass through, pass over, pass across, "
        "roll over, roll onto, roll through, roll on, roll across, travel through, "
        "travel over, travel on, travel across, travel into, occupy, get in, get into, get on, "
        "get onto, get on top of, get inside, get inside of, set foot on, set foot in, "
        "tread on, tread upon, ride over, visit, trespass on, trespass in, trespass into, "
        "intrude into, intrude on, stray into, stray onto, stray on, wander into, wander onto, "
        "venture into, venture onto, sit in, sit on, run over, run through, run on, "
        "run across, run onto, hop on, hop onto, jump on, jump onto, jump into, jump in, "
        "come into, come onto, come inside, come in, penetrate, invade, enter into, re enter, "
        "reenter, traverse through, dip into, swim in, swim through, wade into, wade through, "
        "wade in, fall into, fall in, fall onto, slide into, slide onto, drift into, "
        "drift onto, drift in, be over, be upon, trample, trample on, overrun, infringe on, "
        "intrude in, encroach on, encroach upon, encroach into, make way into, make way onto, "
        "find way into, sneak into, slip into, dive into, steer into, steer onto, steer over, "
        "steer through, set wheel in, set wheel on, set wheel into, put wheel in, "
        "put wheel on, put wheel into, veer into, veer onto, head into, head onto, "
        "be driving over, be driving through, be standing on, be standing in, be sitting in, "
        "plunge into, be walking on, be rolling over, navigate through, navigate, "
        "navigate over, navigate across, hover over, end up in, end up on, end up inside, "
        "wind up in, wind up on, land in, land on, land inside, be caught in, "
        "be caught inside, be found in, be found inside, be found on, be seen in, "
        "be parked in, find yourself in, find yourself inside, find yourself on, "
        "set foot into, set foot inside, put foot in, put foot on, go back into, go back to, "
        "go back in, go back on, go back onto, return to, return into, get back into, "
        "get back in, walk back into, walk back onto, walk inside, roll inside, roll into, "
        "cut through, cut across, take path through, take route through, creep into, pass, "
        "pass into, pass onto, lie in, lie on, stumble into, stumble onto, stumble on, "
        "be located in, be located inside, be positioned in, travel inside, advance into, "
        "swerve into, skid into, skid onto, flow into, pull into, crawl into, crawl over, "
        "crawl through, crawl onto, race through, race over, come back to, come back into, "
        "move back into, drive back into, be lost in, poke into, hit, touch, step upon, "
        "pass by way of, be caught on, make use of, step back on, step back into, "
        "step back onto, walk back on"
    ),
    # only after another of these: "enter, cross or stop in"
    "STOP_IN": (
        "stop on, stop in, stop inside, park on, park in, park inside, wait in, wait on, "
        "wait inside, linger in, remain in, stay in, drive in"
    ),
    "LEAVE": (
        "leave, exit, get out of, get off, vacate, step off, step out of, move out of, "
        "move off, drive out of, move away from, get away from, drive away from, drive off, "
        "come out of, go out of, walk off, walk out of, roll out of, roll off, clear, "
        "depart from, depart, quit, back out of, back off, back off from, back away from, "
        "be out of, be off, pull out of, withdraw from, escape, escape from, be out of it, "
        "get clear of, be clear of, let go of, release, abandon, be gone from, drive clear of, "
        "retreat from, move on from, stop touching, break contact with, separate from, "
        "cease contact with, break off contact with, end contact with, be outside, "
        "be outside of, have left, get free of, cease touching, be away from, no longer touch, "
        "end touching, pull away from, be off of, break away from, find way out of, "
        "make way out of, get yourself out of, run out of, evacuate"
    ),
    "APPROACH": (
        "approach, near, close in on, get near, come near, go near, draw near, move towards, "
        "go towards, get up to, come up to, drive up to, creep up on, crowd, move toward, "
        "get close to, come close to, approximate"
    ),
    "AVOID_OBJECT": (
        "avoid, stay away from, keep away from, keep off, stay off, stay out of, keep out of, "
        "steer clear of, keep clear of, stay clear of, stay off of, keep off of, "
        "remain outside, stay outside, stay outside of, keep outside, keep outside of, "
        "remain out of, remain outside of, shun, bypass, circumvent, evade, dodge, go around, "
        "drive around, walk around, leave alone, leave untouched, leave be, skirt, "
        "skirt around, get away from, stand clear of, hands off, beware of, beware, "
        "respect boundaries of, spare, detour around, steer around, refrain from, be wary of, "
        "watch out for, look out for, keep hands off, remain off, remain clear of, "
        "remain away from, be clear of, be outside of, be outside, be out of, move around, "
        "keep robot out of, keep robot away from, keep robot off, keep agent away from, "
        "keep agent out of, keep it away from, keep it off, keep it out of, mind, watch, "
        "abstain from, hop over, get around, jump over, eschew, steer away from, "
        "keep yourself out of, keep yourself away from, stop short of, be away from, be off, "
        "keep from, drive clear of, keep free of, hands away from, keep vehicle away from, "
        "keep vehicle out of, keep vehicle off, stay free of, keep wheels off, "
        "keep wheels out of, leave in peace, keep car away from, keep car out of, "
        "keep car off, weave around, keep robot clear of, exclude, skip, pass around, "
        "ward off, stand off, navigate around, treat as off limits, treat as forbidden, "
        "treat as forbidden zone, treat as no go zone, treat as no go zones, keep ant out of, "
        "keep ant away from, keep ant off"
    ),
    "REACH": (
        "be to, reach, get to, arrive at, attain, arrive in, make it to, achieve, hit, touch, "
        "enter, find, get into, come to, go to, visit, be at, step on, step in, be in, "
        "make contact with, complete, accomplish, meet, pass, score, collect, land on, "
        "land in, drive into, drive to, head to, travel to, finish, move to, walk to, obtain, "
        "get, make"
    ),
    "PRESS": (
        "press, push, hit, activate, click, trigger, touch, press down, push down, hit on, "
        "tap, use, engage, bump into, bump, press on, contact, operate, punch, strike, "
        "come into contact with, make contact with, collide with, reach, step on, "
        "press against, run into, drive into, fire, press into"
    ),
    "GO_TO": (
        "be to, go to, visit, get to, reach, come to, head to, head for, see, find, get, "
        "walk to, drive to, make way to, travel to, be at, go through, pass through, "
        "travel through, go via, check, get on, go on, do, have"
    ),
    "PUSH": (
        "move, push, displace, shift, shove, nudge, drag, knock, budge, relocate, reposition, "
        "slide, dislodge, transport, disturb, carry, shunt, bump, knock over, knock around, "
        "push around, move around, pull, push away, drag around, drive, roll, haul, "
        "knock away, drift, travel, wander, be displaced, be moved, be pushed, send, "
        "translate, change position of, push along, jostle, tow, punt"
    ),
}

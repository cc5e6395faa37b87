"""Who must, may or must not: subjects, auxiliaries and the words around them."""

from __future__ import annotations

__all__ = ["MODALS"]

#: Class: phrases.
MODALS: dict[str, str] = {
    "SUBJECT": (
        "you, robot, robots, agent, agents, it, vehicle, we, one, he, she, they, machine, "
        "drone, player, bot, anyone, anybody, everyone, everybody, someone, policy, "
        "controller, character, character you control, rover, us, me, them, i, thing, unit, "
        "ego, ego vehicle, who, which, that, robot arm, doggo, racecar, robot dog, car, ant, "
        "point robot, point agent, robot itself, robot body, car robot, wheels, robot 's body, "
        "chassis, body, mobile robot, autonomous vehicle, operator, operators, drivers, users, "
        "user, staff, human, child, my child, him, you yourself, your robot, the bot, driver, "
        "runner, thou, ye, boots, shoes, feet, tyres, tires, hull, robot 's wheels, cheetah, "
        "half cheetah, humanoid, hopper, walker, swimmer, hero, heroes, heroine, knight, explorer, "
        "adventurer, avatar, traveller, traveler, wanderer, visitor, visitors, wizard, warrior, "
        "player one, gamer, players, little robot, little hero, our hero, no person, person, "
        "people, whoever, anyone who, anybody who, everyone who, those who, he who, all who, "
        "everybody who, people who, somebody, little guy, guy, fellow, buddy, protagonist, "
        "game character, your feet, clothes, clothing, socks, boot, shoe, paw,  your character, "
        "your hero, your player, foot, toes, toe, legs, "
        "paws, soles, explorers, robots who, any robot that, any player who, "
        "players who, visitors who, hiker, walkers, pawn, piece, token, mouse, rabbit"
    ),
    "SELF": (
        "yourself, itself, you, robot, agent, it, himself, herself, oneself, self, vehicle, "
        "youself, you and, robot 's body, body, car, ourselves, us, themselves, them, ant, "
        "bot, me, point, machine, your body, centre, center, robot centre, robot center, "
        "robot 's centre, drone, rover, your centre"
    ),
    "NEG": (
        "not, never, no, nobody, no one, no robot, no agent, no part of robot, no part of you, "
        "no part of agent, no vehicle, "
        "under no circumstances, at no point, at no time, in no case, by no means, "
        "on no account, not once, not even once, never once, at no moment, "
        "in no circumstances, nor, no longer, no more, under no condition, in no event, "
        "under no circumstance, in no circumstance, at no instant, in no situation, "
        "on no occasion, under no conditions, at no step, for no reason, not on any account, "
        "no way, not at any time, not at any point, never never, neither, in no way, "
        "at no stage, hardly ever be, not under any circumstances"
    ),
    "MUST": (
        "must, should, shall, shalt, hath to, ought to, got to, is to, are to, has got to, "
        "have got to, had better, better, be to, obliged to, supposed to, expected to, "
        "instructed to, advised to, meant to, bound to, want you to, want robot to, "
        "want it to, would like you to, would like robot to, like you to, want robot, "
        "want agent to, make it, dare, dares, get to, going to, told to, we want robot to, "
        "want to see you, want to catch you, want to find you, "
        "like to see you, wish to see you, want to see robot, want to hear that you, "
        "want to see it, would like to see you, happy to see you, "
        "requested, instructed, ordered, urged, warned, reminded, begged"
    ),
    "NEEDTO": (
        "have to, has to, need to, needs to, required to, need, needs, having to, "
        "it is necessary to, necessary to, necessary that, must have to"
    ),
    "MAY": (
        "may, can, could, might, allowed to, permitted to, free to, able to, feel free to, "
        "okay to, ok to, fine to, safe to, authorised to, authorized to, allowed, permitted, "
        "acceptable to, alright to, all right to, fine if, okay if, ok if, "
        "possible for you to, possible to, safe for you to, safely, cleared to, licensed to, "
        "at liberty to, entitled to, acceptable for, acceptable for robot to, allowed for, "
        "okay for you to, okay for, fine for, ok for, safe for, allowed for robot to, "
        "afford to, good to, legal to, happy for you to, tolerate, tolerated to, welcome to, "
        "forgiven for, excused for, pardoned for, forgiven if, "
        "acceptable if, possible for robot to, fine, it is ok to, permissible to, allows, "
        "permits, "
        "happy with, content with, satisfied with, fine with, okay with, ok with, "
        "willing to accept, prepared to accept, willing to tolerate, happy to accept, "
        "limited to, restricted to, confined to, excuse for, excuse to, right to, "
        "permission to, permission for, licence to, license to, justification for, leave to, "
        "business, "
        "nobody minds if, no one minds if, i do not mind if, we do not mind if, "
        "do not mind if, do not mind it if, does not matter if, no problem if, no harm in, "
        "no harm if, no problem with, nothing wrong with, nothing against"
    ),
    "WILL": "will, would, do, does, did, wo, gets, get, let us, go",
    "SURE": (
        "make sure, make sure to, make sure that, be sure, be sure to, be sure that, ensure, "
        "ensure that, be careful, be careful to, take care, take care to, see to it, "
        "see to it that, remember, remember to, try to, try and, try, be certain to, "
        "be certain that, guarantee, guarantee that, keep in mind, keep in mind that, "
        "bear in mind, bear in mind that, essential, essential that, essential to, important, "
        "important that, important to, vital that, vital to, crucial that, crucial to, "
        "mandatory that, mandatory to, imperative that, imperative to, necessary for, "
        "attempt to, strive to, aim to, do best to, take care that, making sure, "
        "making sure that, ensuring, ensuring that, careful, careful to, require, requires, "
        "require that, i require that, demand that, insist that, watch out, watch out to, "
        "want to, understand that, know that, be aware that, beware that, rule is, "
        "rule is that, requirement is, the rule is to, it must be ensured that, endeavour to, "
        "endeavor to, see that, want, important for, required that, mandatory, critical that, "
        "critical to, obligatory to, you are told that, sure, sure to, sure that, certain, "
        "certain to, certain that, make certain, make certain that, make certain to, "
        "remember that, goal is to, aim is to, job is to, task is to, constraint is to, "
        "condition that, on condition that, main thing is, main thing is to, thing is, "
        "at all cost, at all costs, whatever you do, no matter what, without exception, "
        "be extra careful, be extra careful to, commit to, it is required that, "
        "is required that, mind that, mind you, it matters that, be mindful to, "
        "be mindful that, it is vital, be prepared to, be ready to, "
        "all i ask is that, i ask that, we ask that, i would appreciate it if, "
        "i would be grateful if, we would be grateful if, we would appreciate it if, "
        "it would be great if, it would be nice if, it would be good if, i expect that, "
        "we expect that, expect, i trust that, it goes without saying that, do your best to, "
        "do your utmost to, make it your business to, make point of, make it point to, "
        "bear in mind to, kindly ensure that, it is imperative that, it is essential that, "
        "it is critical that, it is crucial that, it is important that, "
        "it is mandatory that, it is compulsory to, compulsory to, it is obligatory that, "
        "obligatory that, obligatory, compulsory, compulsory that, i insist that, "
        "we require that, we need, i need, we demand that, demanded that, requested that, "
        "it is requested that, request that, we request that, i request that, asked to, "
        "requested to, ordered to, under orders to, under obligation to, duty to, "
        "have duty to, see fit to, take pains to, obliges to, at pains to, i want, we want, "
        "aim at, concentrate on, focus on, stick to, "
        "want to see you, want to see, like to see you, like to see, wish to see, "
        "wish you to, wish that, want you, want robot, hope that, hope you, rather you, "
        "prefer you to, prefer that you, prefer it if you, "
        "prefer if, prefer it if, agree that, favour and, all favour and"
    ),
    "FORBID": (
        "forbidden, forbidden to, forbidden from, prohibited, prohibited from, banned, "
        "banned from, barred from, disallowed, not ok to, disallowed from, off limits, "
        "illegal to, wrong to, dangerous to, unsafe to, bad idea to, deadly to, risky to, "
        "unacceptable to, unacceptable for, unacceptable that, forbidden for, prohibited for, "
        "dangerous for, unsafe for, prohibited to, impermissible to, verboten to, "
        "restricted from, i forbid, forbid, forbids, prohibit, prohibits, disallow, "
        "violation to, fault to, failure to be, an error to, mistake to, lethal to, "
        "it is bad to, bad to, fatal to, not acceptable to, inadmissible to, "
        "no no to, no no for, not on to, not done to, out of question to, bad form to, "
        "taboo to, crime to, sin to, against rules to, against law to, off limits to, "
        "madness to, offence to, offense to, no go to, foul to, breach to, out of bounds to, "
        "strictly forbidden to, not permissible to, not permitted to, not tolerated to, "
        "terrible idea to, not good idea to, very bad idea to, not safe to, no good to, "
        "not wise to, unwise to, not done, barred, off menu to"
    ),
    "AVOID": (
        "avoid, avoids, avoiding, refrain from, refrains from, refraining from, abstain from, "
        "abstaining from, keep from, keep yourself from, desist from, steer clear of, "
        "steering clear of, beware of, be wary of, prevent, prevents, preventing, "
        "prevented from, resist, eschew, shun, stay away from, keep away from, hold off, "
        "hold off on, hold off from, keep clear of, quit, cease, ceases, be careful of, stop, "
        "try and avoid, watch out for, rule out, without ever, avoided, be kept from, "
        "kept from, keep robot from, stop robot from, stop yourself from, prevent robot from, "
        "prevent agent from, prevent it from, stop agent from, prevent yourself from, "
        "decline to, be stopped from, hold back from, stay clear of, look out for, "
        "take care to avoid, give up, lay off, cut out, mind, stay off, keep off, "
        "keep agent from, stop it from, keep it from, keep vehicle from, prevent vehicle from"
    ),
    "FAIL": (
        "fail to, fails to, failing to, neglect to, forget to, forgets to, failure to, omit to"
    ),
    "LET": (
        "let, lets, letting, allow, allows, allowing, permit, permits, let yourself, "
        "let robot, let agent, let it, allow it to, allow robot to, allow agent to, "
        "allow yourself to, permit robot to, let yourself get, have robot, have it, "
        "have agent, let vehicle"
    ),
    "BE": (
        "be, is, are, am, was, were, been, being, gets, get, getting, got, gotten, has been, "
        "have been"
    ),
    "HAVE": "have, has, had, having, 've",
    "FIRST": (
        "first, first of, beforehand, first time, initially, previously, earlier, prior, before"
    ),
    "AGAIN": (
        "again, once more, another time, one more time, anymore, any more, any longer, "
        "afterwards, from then on, after that, thereafter, from that point on, "
        "from that moment on, from that point, then, from there on, later, subsequently, "
        "from now on, ever again, for rest of episode, for remainder of episode, "
        "from that time on, from here on, from that moment, afterward, from then onwards, "
        "from that point onwards, from then onward, for rest of run, at that point, in future, "
        "after this, ever after, later on, for remainder of run, until end of episode, "
        "until episode ends, for rest of time, for good, from that step on, henceforth, "
        "permanently, from that point forward, going forward, after which, onwards, "
        "for rest of game, for rest of trial, until end, till end, till episode ends, "
        "until episode is over, for what remains of episode, till end of episode, "
        "until very end, from that second on, following that, once that happens, "
        "after that point, beyond that point, after that moment, from that instant on, "
        "in that case, until end of run, "
        "from there onwards, from this point on, from this moment on, "
        "from this point onwards, until further notice, as from then, from then forward, "
        "for remaining time, for all remaining time, for remaining steps, "
        "for remaining episode, for remainder of game, for remainder of trial, "
        "for whole rest of episode, for whole rest of run, ever afterwards, evermore, "
        "for ever after, forever after, forever, for ever, through to end, to end, "
        "to very end, till very end, up to end, up to end of episode, until game is over, "
        "until run ends, until run is over, until it ends"
    ),
}

"""What people call the objects, with their colours and shapes as Safety-Gymnasium draws them.

Hazards are blue discs, vases teal cubes, gremlins purple cubes, pillars pale blue cylinders,
buttons orange balls, the box yellow, the goal green, the walls of Circle and Run yellow.
"""

from __future__ import annotations

__all__ = ["HYPERNYMS", "SYNONYMS"]

#: Group: what people call it.
SYNONYMS: dict[str, str] = {
    "hazards": (
        "hazard, hazards, hazard zone, hazard zones, hazard area, hazard areas, "
        "hazardous area, hazardous areas, hazardous zone, hazardous zones, danger zone, "
        "danger zones, danger area, danger areas, blue circle, blue circles, blue disc, "
        "blue discs, blue disk, blue disks, blue zone, blue zones, blue area, blue areas, "
        "blue patch, blue patches, blue spot, blue spots, blue puddle, blue puddles, "
        "dangerous area, dangerous areas, dangerous zone, dangerous zones, hazard circle, "
        "hazard circles, trap, traps, pit, pits, hazard region, hazard regions, blue region, "
        "blue regions, blue ones, hazardous region, hazardous regions, hazard patch, "
        "hazard patches, hazard disc, hazard discs, unsafe area, unsafe areas, unsafe zone, "
        "unsafe zones, blue round zone, blue round zones, blue floor zones, "
        "blue floor patches, hazardous spot, hazardous spots, hazardous patch, "
        "hazardous patches, hazard spot, hazard spots, round blue zone, round blue zones, "
        "round blue patch, round blue patches, puddle, puddles, blue dots, blue dot, "
        "danger spot, danger spots, flat blue circle, flat blue circles, flat blue disc, "
        "flat blue discs, hazardous circle, hazardous circles, blue hazard, blue hazards, "
        "round hazard, round hazards, dangerous spot, dangerous spots, danger region, "
        "danger regions, dangerous region, dangerous regions, danger circle, danger circles, "
        "dangerous circle, dangerous circles, red zone, red zones, forbidden zone, "
        "forbidden zones"
    ),
    "vases": (
        "vase, vases, teal cube, teal cubes, teal block, teal blocks, teal box, teal boxes, "
        "cyan cube, cyan cubes, cyan block, cyan blocks, cyan box, cyan boxes, turquoise cube, "
        "turquoise cubes, turquoise block, turquoise blocks, turquoise box, turquoise boxes, "
        "fragile vase, fragile vases, pot, pots, flower pot, flower pots, flowerpot, "
        "flowerpots, urn, urns, aqua cube, aqua cubes, fragile object, fragile objects, jar, "
        "jars, pottery, porcelain, fragile thing, fragile things, crockery, teal vase, "
        "teal vases, fragile item, fragile items, aqua block, aqua blocks, teal object, "
        "teal objects, flower vase, flower vases, glass vase, glass vases, breakable, "
        "breakables, fragile, ceramic, ceramics, teal thing, teal things, ming vase, "
        "ming vases, light blue cube, light blue cubes, light blue box, light blue boxes, "
        "vasis, delicate vase, delicate vases, turquoise vase, turquoise vases, cyan vase, "
        "cyan vases, teal ones, teal one, blue green cube, blue green cubes"
    ),
    "gremlins": (
        "gremlin, gremlins, purple cube, purple cubes, purple block, purple blocks, "
        "purple box, purple boxes, purple thing, purple things, violet cube, violet cubes, "
        "violet block, violet blocks, moving object, moving objects, moving cube, "
        "moving cubes, moving obstacle, moving obstacles, creature, creatures, monster, "
        "monsters, purple gremlin, purple gremlins, moving block, moving blocks, goblin, "
        "goblins, critter, critters, purple object, purple objects, purple robot, "
        "purple robots, circling cube, circling cubes, purple ones, moving gremlin, "
        "moving gremlins, purple one, moving box, moving boxes, purple critter, "
        "purple critters, purple creature, purple creatures, moving thing, moving things, imp, "
        "imps, purple mover, purple movers, moving purple cube, moving purple cubes, "
        "moving purple block, moving purple blocks"
    ),
    "pillars": (
        "pillar, pillars, column, columns, post, posts, blue cylinder, blue cylinders, "
        "cylinder, cylinders, pole, poles, stone pillar, stone pillars, light blue cylinder, "
        "light blue cylinders, lilac cylinder, lilac cylinders, lavender cylinder, "
        "lavender cylinders, pale blue cylinder, pale blue cylinders, round pillar, "
        "round pillars, support, supports, blue pillar, blue pillars, bollard, bollards, "
        "tall cylinder, tall cylinders, blue column, blue columns, tower, towers, pilar, "
        "pilars, grey blue cylinder, grey blue cylinders, purple blue cylinder, "
        "periwinkle cylinder, periwinkle cylinders"
    ),
    "buttons": (
        "button, buttons, orange ball, orange balls, orange sphere, orange spheres, switch, "
        "switches, orange button, orange buttons, push button, push buttons, orange ones, "
        "orange dome, orange domes, knob, knobs, pushbutton, pushbuttons"
    ),
    "box": (
        "box, boxes, yellow box, yellow cube, push box, crate, crates, package, parcel, "
        "carton, yellow block, pushbox, yellow crate, cargo, yellow boxes, chest, "
        "yellow object, yellow thing, movable box, block to push, yellow one, pushable box, "
        "container"
    ),
    "walls": (
        "wall, walls, boundary, boundaries, yellow wall, yellow walls, barrier, barriers, "
        "boundary walls, boundary wall, boundary line, boundary lines, yellow line, "
        "yellow lines, yellow plane, yellow planes, border, borders, side wall, side walls, "
        "fence, fences, yellow boundary, yellow boundaries, yellow border, yellow borders, "
        "yellow barrier, yellow barriers"
    ),
    "goal": (
        "goal, goals, green circle, green cylinder, green zone, green area, target, goal area, "
        "goal zone, goal position, destination, green disc, green goal, target area, "
        "target zone, green target, goal circle, goal location, green disk, green region, "
        "goal region, goal cylinder, finish, green one, goal button, right button, "
        "correct button, green button, target button, target location, target position, "
        "lit button, highlighted button"
    ),
    "lava": (
        "lava, lava block, lava blocks, lava tile, lava tiles, lava square, lava squares, "
        "lavas, lava cell, lava cells, magma, orange block, orange blocks, orange tile, "
        "orange tiles, orange square, orange squares, lava patch, lava patches, lava field, "
        "lava fields, lava pool, lava pools, block of lava, blocks of lava, "
        "dangerous block of lava, dangerous blocks of lava, lava block types, orange cell, "
        "orange cells, lava black, tile of lava, tiles of lava, square of lava, "
        "squares of lava, molten rock, hot lava, lava areas, lava area, lava space, "
        "lava spaces, hazardous lava, dangerous lava, lava pit, lava pits, pool of lava, "
        "lava zone, lava zones, lava region, lava regions"
    ),
    "water": (
        "water, water block, water blocks, water tile, water tiles, water square, "
        "water squares, waters, water cell, water cells, blue block, blue blocks, blue tile, "
        "blue tiles, blue square, blue squares, water patch, water patches, pond, ponds, "
        "puddle, puddles, block of water, blocks of water, dangerous block of water, "
        "dangerous blocks of water, blue cell, blue cells, tile of water, tiles of water, "
        "square of water, squares of water, lake, river, pool, pool of water, water areas, "
        "water area, water space, water spaces, hazardous water, dangerous water, "
        "patch of water, patches of water, water zone, water zones, body of water, "
        "bodies of water, water region, water regions"
    ),
    "grass": (
        "grass, grass block, grass blocks, grass tile, grass tiles, grass square, "
        "grass squares, grass patch, grass patches, grass cell, grass cells, green block, "
        "green blocks, green tile, green tiles, green square, green squares, lawn, grasses, "
        "block of grass, blocks of grass, dangerous block of grass, green cell, green cells, "
        "tile of grass, tiles of grass, square of grass, squares of grass, meadow, turf, "
        "grassland, grassy area, grassy areas, grass areas, grass area, grass space, "
        "grass spaces, grass field, hazardous grass, dangerous grass, patch of grass, "
        "patches of grass, grassy tile, grassy tiles, grass zone, grass zones, grass region, "
        "grass regions, grassy patch, grassy patches"
    ),
}

#: Words for all groups of a world but the goal.
HYPERNYMS = (
    "anything, any object, objects, object, obstacles, obstacle, things, everything, "
    "any obstacle, item, items, anything else, any object at all, anything at all, any item, "
    "objects around, any other object, other objects, all objects, every object, "
    "all obstacles, every obstacle, any thing"
)

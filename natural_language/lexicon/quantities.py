"""Number words, ordinals and units."""

from __future__ import annotations

__all__ = ["NUMBERS", "ORDINALS", "UNITS"]

_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
_TEENS = "fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"

#: Words that are numbers by themselves; `grammar.numbers` joins them.
NUMBERS: dict[str, float] = {
    **{word: float(value) for value, word in enumerate(f"{_UNITS} {_TEENS}".split())},
    **{word: 20.0 + 10 * index for index, word in enumerate(_TENS.split())},
    "hundred": 100.0, "thousand": 1000.0, "dozen": 12.0, "couple of": 2.0, "couple": 2.0,
    "half": 0.5, "\u00bd": 0.5, "\u00bc": 0.25, "\u00be": 0.75, "half of": 0.5,
    "quarter of": 0.25, "quarter": 0.25, "third of": 1 / 3, "three quarters of": 0.75,
    "two thirds of": 2 / 3, "three quarters": 0.75, "tenth of": 0.1, "fifth of": 0.2,
    "half dozen": 6.0, "single": 1.0, "pair of": 2.0, "zilch": 0.0, "nil": 0.0, "fourty": 40.0,
}  # fmt: skip

_FIRST = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_SUFFIX = {1: "st", 2: "nd", 3: "rd"}

ORDINALS: dict[str, int] = {word: index + 1 for index, word in enumerate(_FIRST.split())} | {
    "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "hundredth": 100,
}  # fmt: skip
#: What follows the digits of an ordinal such as 3rd.
ORDINAL_ENDINGS = frozenset(("st", "nd", "rd", "th"))

_FT, _IN, _MI, _YD = 0.3048, 0.0254, 1609.344, 0.9144

#: (what it measures, factor to metres, m/s, seconds or steps): names.
UNITS: dict[tuple[str, float], str] = {
    ("length", 1.0): "m, metre, metres, meter, meters, mtr, mtrs",
    ("length", 0.01): "cm, cms, centimetre, centimetres, centimeter, centimeters",
    ("length", 0.1): "dm, decimetre, decimetres, decimeter, decimeters",
    ("length", 0.001): "mm, mms, millimetre, millimetres, millimeter, millimeters",
    ("length", 1000.0): "km, kilometre, kilometres, kilometer, kilometers",
    ("length", _FT): "ft, foot, feet, '",
    ("length", _IN): 'inch, inches, in, "',
    ("length", _YD): "yd, yard, yards, yds",
    ("speed", 1.0): (
        "m/s, mps, metres per second, meters per second, metre per second, meter per second, "
        "metres each second, meters each second, m per second, m per s, metres every second, "
        "meters every second, metres second, meters second, metre second, meter second, m / s, "
        "metre each second, meter each second, m per sec, metres per sec, meters per sec, "
        "m / sec, metres / second, meters / second, metre every second, meter every second, "
        "ms^-1"
    ),
    ("speed", 0.01): (
        "cm/s, centimetres per second, centimeters per second, centimetre per second, "
        "cm per second, centimeter per second, centimetres second, centimeters second, cm / s, "
        "cm per s, cm second"
    ),
    ("speed", 0.001): "mm / s, mm per second, millimetres per second, millimeters per second",
    ("speed", 1 / 3.6): (
        "km/h, kph, kmh, kmph, km / h, km per hour, kilometres per hour, kilometers per hour, "
        "km an hour, kilometre per hour, kilometer per hour, kilometres hour, kilometers hour, "
        "km hour, kilometre hour, kilometer hour, km / hr, km per h, kms per hour, k / h"
    ),
    ("speed", _MI / 3600): (
        "mph, miles per hour, mile per hour, mi / h, miles hour, mile hour, miles / hour, "
        "mi per hour"
    ),
    ("speed", _FT): (
        "ft/s, fps, feet per second, foot per second, ft per second, ft / s, feet second, "
        "foot second, ft second, ft per s, ft / sec, feet / second"
    ),
    ("speed", _IN): "in / s, inches per second, inch per second, inches second",
    ("speed", 1 / 60): (
        "m / min, metres per minute, meters per minute, metre per minute, meter per minute, "
        "m per minute, metres minute, meters minute"
    ),
    ("seconds", 1.0): "s, sec, secs, second, seconds",
    ("seconds", 0.001): "ms, msec, msecs, millisecond, milliseconds, milli seconds",
    ("seconds", 60.0): "min, mins, minute, minutes",
    ("seconds", 3600.0): "h, hr, hrs, hour, hours",
    ("steps", 1.0): (
        "step, steps, timestep, timesteps, time step, time steps, tick, ticks, frame, frames, "
        "simulation steps, simulation step, control steps, env steps, environment steps, "
        "time instants, iteration, iterations, turn, turns, move, moves"
    ),
    ("squares", 1.0): (
        "square, squares, block, blocks, tile, tiles, cell, cells, space, spaces, unit, units, "
        "spot, spots, field, fields, unit squares, grid squares, grid cells, step, steps"
    ),
    ("area", 1.0): "square metre, square metres, square meters, sq m, m2",
    ("angle", 1.0): "degree, degrees, deg, radian, radians, rad, degrees per second, rad / s",
    ("mass", 1.0): "kg, kilogram, kilograms, gram, grams, newton, newtons, n of force, lbs, pounds",
    ("share", 0.01): "%, percent, per cent, percent of time, % of time, percentage points",
}

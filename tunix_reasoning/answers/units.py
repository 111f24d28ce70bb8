"""Units of measurement and currencies: a factor and a dimension each, and their products and quotients.

    unit_of("km/h").dimension == unit_of("metres per second").dimension   # True
    unit_of("apples")                                                     # None

Factors are exact fractions. A month is no number of days, a pound is a mass, a ton has 2,000 of them.
"""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction
from functools import cache, lru_cache
from typing import NamedTuple


class Unit(NamedTuple):
    scale: Fraction
    """How many base units one of it is."""
    offset: Fraction
    """Its zero in base units: not 0 for degrees Celsius and Fahrenheit only."""
    dimension: frozenset[tuple[str, int]]
    """Base units with their exponents."""


PERCENT = Unit(Fraction(1, 100), Fraction(0), frozenset({("%", 1)}))
_CELSIUS = Unit(Fraction(1), Fraction("273.15"), frozenset({("K", 1)}))
_FAHRENHEIT = Unit(Fraction(5, 9), Fraction(45967, 180), frozenset({("K", 1)}))
CURRENCIES = frozenset("$€£¥₹")
NOTATION = CURRENCIES | {"%"}

# Names, then what one of it is in units above it; a base unit is worth itself. After ~ come names that take
# SI prefixes: the first is the symbol (km), the others are words (kilometre).
_UNITS = """
~ m metre meter =
sqm = 1 m^2
in inch inches = 0.0254 m
ft foot feet = 12 in
sqft = 1 ft^2
yd yard = 3 ft
mi mile = 1760 yd
nmi = 1852 m
ly lightyear = 9460730472580800 m
~ g gram gramme =
lb pound = 453.59237 g
oz ounce = 0.0625 lb
ton = 2000 lb
t tonne = 1000000 g
~ s second sec =
min minute = 60 s
h hr hour = 60 min
day = 24 h
week wk = 7 day
fortnight = 14 day
month =
year yr = 12 month
decade = 120 month
century centuries = 1200 month
~ A ampere amp =
K kelvin =
~ mol mole =
$ dollar usd us$ buck =
¢ cent = 0.01 $
€ euro eur =
£ gbp =
¥ yen jpy =
₹ rupee rs inr =
° degree deg =
rad radian =
~ L litre liter = 1000 cm^3
~ l = 1 L
M molar = 1 mol/L
cc = 1 cm^3
gallon gal = 231 in^3
quart qt = 0.25 gallon
pint pt = 0.125 gallon
cup = 0.0625 gallon
tablespoon tbsp = 0.0625 cup
teaspoon tsp = 1/3 tablespoon
hectare ha = 10000 m^2
acre = 4840 yd^2
mph = 1 mi/h
kph kmh = 1 km/h
~ N newton = 1 kg m/s^2
~ J joule = 1 N m
~ cal calorie = 4.184 J
~ W watt = 1 J/s
~ Wh = 3600 J
~ Pa pascal = 1 N/m^2
~ bar = 100000 Pa
atm atmosphere = 101325 Pa
~ Hz hertz = 1 /s
~ V volt = 1 W/A
~ Ω ohm = 1 V/A
Nm = 1 N m
~ eV electronvolt = 1.602176634e-19 J
farad = 1 A s/V
coulomb = 1 A s
"""
_PREFIXES = {
    "k": 3, "c": -2, "m": -3, "d": -1, "h": 2, "M": 6, "G": 9, "µ": -6, "μ": -6, "u": -6, "n": -9,
    "kilo": 3, "centi": -2, "milli": -3, "deci": -1, "hecto": 2, "mega": 6, "giga": 9, "micro": -6, "nano": -9,
}
_POWER_BEFORE = {"square": "2", "sq": "2", "cubic": "3", "cu": "3"}
_POWER_AFTER = {"squared": "2", "cubed": "3"}
_UNIT_PART = re.compile(  # a power stands close, for in 6 ft 2 in the 2 is none
    r"(?:\s*\^\s*|(?<=[^\W\d_]))(?:(?P<power>-?\d)|\((?P<bracketed>-?\d)\))|\s*(?P<operator>[/*])"
    r"|\s*(?P<word>[°¢$€£¥₹%]|°?[^\W\d_]+\$?)"
)
_SPELLINGS = [
    (re.compile(r"(?:°|degrees?)\s*(?=(?:c|f|celsius|fahrenheit)\b)", re.I), ""),
    (re.compile(r"\b([kc]?m)s(?=\s?\^?\(?-\d)"), r"\1 s"),  # ms^-1 is metres per second, not a rate of milliseconds
    (re.compile(r"\blight[- ]years?\b", re.I), "ly"),
]


@cache
def _units() -> dict[str, Unit]:
    table = dict.fromkeys(("%", "percent", "pct", "percentage"), PERCENT)
    table |= dict.fromkeys(("C", "celsius"), _CELSIUS) | dict.fromkeys(("F", "fahrenheit"), _FAHRENHEIT)
    for row in _UNITS.strip().splitlines():
        left, _, worth = row.partition("=")
        names = left.removeprefix("~").split()
        worth_one = Unit(Fraction(1), Fraction(0), frozenset({(names[0], 1)}))
        if worth:
            count, of = worth.split(maxsplit=1)
            in_others = _product(of, table)
            assert in_others, row
            worth_one = in_others._replace(scale=in_others.scale * Fraction(count))
        for i, name in enumerate(names):
            table[name] = worth_one
            if left[0] == "~":
                for prefix, power in _PREFIXES.items():
                    if (len(prefix) == 1) == (i == 0):
                        table[prefix + name] = worth_one._replace(
                            scale=worth_one.scale * Fraction(10) ** power
                        )
    return table


def _named(name: str, table: dict[str, Unit]) -> Unit | None:
    """As written, else in lower case or the singular; a symbol of one letter only as written."""
    lower = name.lower() if len(name) > 1 else name
    singular = lower[:-1] if len(lower) > 2 and lower[-1] == "s" else lower
    return table.get(name) or table.get(lower) or table.get(singular)


def _product(text: str, table: dict[str, Unit]) -> Unit | None:
    """Products and quotients of units: `kg m/s^2`, `miles per hour`, `square metres`."""
    scale, exponents, at = Fraction(1), Counter[str](), 0
    side, power, last = 1, 1, None
    while at < len(text):
        match = _UNIT_PART.match(text, at)
        if not match:
            return None
        at = match.end()
        word = match["word"]
        raised = match["power"] or match["bracketed"] or _POWER_AFTER.get(word)
        if match["operator"] or word == "per":
            side, last = side if match["operator"] == "*" else -1, None
            continue
        if word in _POWER_BEFORE:
            power = int(_POWER_BEFORE[word])
            continue
        if raised:  # the unit before has been counted once already
            times = side * (int(raised) - 1)
        else:
            last, times, power = _named(word, table), side * power, 1
        if last is None or last.offset:
            return None
        scale *= last.scale**times
        exponents.update({base: exponent * times for base, exponent in last.dimension})
        last = None if raised else last
    dimension = frozenset((base, exponent) for base, exponent in exponents.items() if exponent)
    return Unit(scale, Fraction(0), dimension) if exponents else None


@lru_cache(4096)
def unit_of(text: str) -> Unit | None:
    """The unit that `text` is, in symbols or words; None if it is none."""
    for pattern, spelling in _SPELLINGS:
        text = pattern.sub(spelling, text)
    return _named(text, _units()) or _product(text, _units())

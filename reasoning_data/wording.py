"""Words and numbers as people write them: names, articles, plurals, lists, decimals."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from random import Random

NAMES = (
    "Aisha", "Alejandro", "Amara", "Ben", "Bruno", "Carla", "Chen", "Dalia", "Diego", "Elena",
    "Emeka", "Farid", "Freya", "Grace", "Hana", "Hugo", "Imani", "Ines", "Ivan", "Jamal",
    "Jonas", "Kavya", "Keiko", "Lars", "Leila", "Liam", "Lucia", "Malik", "Maya", "Mei",
    "Mira", "Nadia", "Noah", "Olga", "Omar", "Paolo", "Priya", "Quinn", "Ravi", "Rosa",
    "Sami", "Sofia", "Tariq", "Tess", "Uma", "Victor", "Wanda", "Yara", "Yusuf", "Zoe",
)

WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_IRREGULAR = {"child": "children", "person": "people", "mouse": "mice", "sheep": "sheep",
              "fish": "fish", "loaf": "loaves", "leaf": "leaves", "half": "halves",
              "knife": "knives", "shelf": "shelves", "foot": "feet", "goose": "geese",
              "wolf": "wolves", "man": "men", "woman": "women"}


def plural(noun: str) -> str:
    """The plural of a noun or noun phrase; its last word changes."""
    head, _, last = noun.rpartition(" ")
    if last in _IRREGULAR:
        last = _IRREGULAR[last]
    elif last.endswith(("s", "x", "z", "ch", "sh")):
        last += "es"
    elif last.endswith("y") and last[-2:-1] not in "aeiou":
        last = last[:-1] + "ies"
    else:
        last += "s"
    return f"{head} {last}" if head else last


def unit(number: int | str, noun: str) -> str:
    """The noun as it stands behind the number: `apple` for 1, else `apples`."""
    return noun if str(number) == "1" else plural(noun)


def count(number: int | str, noun: str) -> str:
    """`1 apple`, `3 apples`."""
    return f"{number} {unit(number, noun)}"


def a(noun: str) -> str:
    """The noun with its article, by sound: `an hour`, `a uniform`, `an 8-sided die`."""
    lower = noun.lower()
    if lower.startswith(("hour", "honest", "heir", "8", "11", "18")):
        return f"an {noun}"
    if lower.startswith(("uni", "use", "eu", "one", "once", "ute")):
        return f"a {noun}"
    return f"an {noun}" if lower[0] in "aeiou" else f"a {noun}"


def number(value: int | Fraction | float) -> str:
    """The shortest exact decimal where there is one (`2.5`), else a fraction (`7/3`)."""
    exact = Fraction(value).limit_denominator(10**6) if isinstance(value, float) else Fraction(value)
    if exact.denominator == 1:
        return str(exact.numerator)
    rest = exact.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return f"{exact.numerator}/{exact.denominator}"
    places = next(n for n in range(1, 30) if 10**n % exact.denominator == 0)
    digits = f"{abs(exact.numerator) * 10**places // exact.denominator:0{places + 1}d}"
    return f"{'-' * (exact < 0)}{digits[:-places]}.{digits[-places:]}"


def bare_or_story(rng: Random, settings: Sequence[str], bare: float = 0.5) -> str:
    """One of the settings: the first one, bare numbers, with this probability, else one of the stories."""
    first, *stories = settings
    return first if rng.random() < bare else rng.choice(stories)


def listing(items: Sequence[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def numbers_listed(numbers: Sequence[int]) -> str:
    """`1`, `1 and 2`, `1, 2 and 3`."""
    return listing([str(n) for n in numbers])

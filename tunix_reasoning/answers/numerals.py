"""Numbers in digits and in words, as exact fractions: `1,200.50`, `2 1/2`, `1.2 x 10^3`, `two dozen`, `5 tenths`.

    numeral("36 thousand apples")   # Numeral(number=36000, currency="", rest=" apples", attached=False)
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple


class Numeral(NamedTuple):
    number: Fraction
    currency: str
    """The sign or code in front of it."""
    rest: str
    """What stands after it."""
    attached: bool
    """Whether a letter follows without a space."""


_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SMALL = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]
SPELLED_NUMBERS = "|".join(_TENS + _SMALL[2:])
_VALUES = {word: n for n, word in enumerate(_SMALL)} | {word: 10 * n for n, word in enumerate(_TENS, 2)}

SCALES = {
    "k": 10**3, "tens": 10, "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9,
    "trillion": 10**12, "quadrillion": 10**15, "mln": 10**6, "mio": 10**6, "bn": 10**9, "bln": 10**9, "lakh": 10**5,
    "lac": 10**5, "crore": 10**7, "dozen": 12, "gross": 144, "score": 20,
}
"""What a number before it is multiplied by. Each has a plural in -s but `score`, for 3 scores are scores."""
_LETTERS = {"K": 10**3, "M": 10**6, "B": 10**9}  # only close to the number, or with a currency: 300 K is a temperature

_PARTS = {
    name: n
    for n, names in {
        2: "half", 3: "third", 4: "fourth quarter", 5: "fifth", 6: "sixth", 7: "seventh", 8: "eighth", 9: "ninth",
        10: "tenth", 11: "eleventh", 12: "twelfth", 13: "thirteenth", 14: "fourteenth", 15: "fifteenth",
        16: "sixteenth", 17: "seventeenth", 18: "eighteenth", 19: "nineteenth", 20: "twentieth", 30: "thirtieth",
        40: "fortieth", 50: "fiftieth", 60: "sixtieth", 70: "seventieth", 80: "eightieth", 90: "ninetieth",
        100: "hundredth", 1000: "thousandth", 10**4: "ten-thousandth", 10**5: "hundred-thousandth", 10**6: "millionth",
        10**9: "billionth", 10**12: "trillionth",
    }.items()
    for name in names.split()
}
PARTS = "|".join([*_PARTS, "halve"])  # in the plural with an s, but `halves`
_PART = re.compile(rf"(?:[ \t]+|-)({PARTS})(s?)\b(?:[ -](parts?)\b)?(?: of\b)?(\s*)", re.I)
_SCALE = re.compile(rf"(?:[ \t]*|-)({'|'.join(SCALES)})(s?)\b(?!-)(?: of\b)?", re.I)
_AHEAD = re.compile(r"(?:[ \t]*|-)([^\W\d_]+)")
_FACTORS = frozenset(word + s for word in (*SCALES, *_PARTS, "halve", "ten") for s in ("", "s"))
_WORD = rf"(?:{'|'.join(_TENS + _SMALL[::-1])}|hundred|thousand|million|billion)"
_SPOKEN = re.compile(
    rf"(?P<sign>(?:negative|minus) )?(?P<words>(?!hundred|thousand|million|billion){_WORD}(?:[ -]{_WORD})*)\b", re.I
)
_HUNDRED_AND = re.compile(rf"\b(hundred|thousand|million|billion),? and (?={_WORD}\b)", re.I)
_SPOKEN_HALF = re.compile(r"^(?:(?:an?|one)[- ])?half\b(?! (?:of|the|as|a dozen)\b)(?: an?\b)?", re.I)
_ONE = re.compile(rf"^an? (?=(?:{'|'.join(SCALES)}|{PARTS})\b)", re.I)
_AND_A_HALF = re.compile(r"^(\d+) and (?:a|one)[- ]half\b", re.I)

_NUMBER = re.compile(
    r"""(?P<sign>[-+]?)[ \t]*
    (?P<currency>US\$|[$€£¥₹]|(?:USD|EUR|GBP|INR|JPY|Rs\.?)[ \t]*(?=\d))?[ \t]*(?P<inner>[-+]?)[ \t]*
    (?:(?=[^/]*/)(?:(?P<whole>[1-9]\d{0,2}(?:[ ,]\d{3})+(?!\d)|\d+)[ \t]+(?:and[ \t]+)?
         (?P<part>\d+)[ \t]*/[ \t]*(?P<parts>\d+)                            # 2 1/2
        |(?P<top>\d+(?:,\d{3})*)[ \t]*/[ \t]*(?P<bottom>\d+(?:,\d{3})*))              # 3/4
      |(?P<before>\d*\.\d*)\((?P<repeated>\d{1,12})\)                       # 0.(3)
      |(?:(?P<european>[1-9]\d{0,2}(?:[. ]\d{3})+,\d+|[1-9]\d{0,2}(?:\.\d{3}){2,})   # 1.200,50
         |(?P<decimal>[1-9]\d{0,2}(?P<mark>[,_' ])\d{3}(?:(?P=mark)\d{3})*(?:\.\d+)?(?!\d)   # 1,200.50
                     |[1-9]\d?(?:,\d\d)+,\d{3}(?:\.\d+)?                          # 12,34,567
                     |\d+(?:\.\d+)?|\.\d+))
       (?:[ \t]*(?:[eE]|[x*][ \t]*10[ \t]*(?:\^|\*\*))[ \t]*\(?(?P<ten>[-+]?\d{1,3})\)?(?!\d))?)   # 1.2 x 10^3
    (?P<rest>.*)""",
    re.X | re.S,
)


def numeral(text: str) -> Numeral | None:
    """The number that `text` begins with, its scale and parts included; None if there is none, or no one number."""
    if text[:1].isalpha():
        text = _in_digits(text)
    match = _NUMBER.match(_AND_A_HALF.sub(r"\1 1/2", text))
    if not match or (match["sign"] and match["inner"]):
        return None
    number, currency, rest = _amount(match), match["currency"] or "", match["rest"]
    if number is None:
        return None
    attached = rest[:1].isalpha()
    if rest:
        if (attached or currency) and re.match(r" ?[KMB]\b", rest):
            number *= _LETTERS[rest.lstrip()[0]]
            rest = rest.lstrip()[1:]
        scaled = _scaled(number, rest)
        if not scaled:
            return None
        number, rest = scaled
    return Numeral(-number if "-" in (match["sign"], match["inner"]) else number, currency, rest, attached)


def _scaled(number: Fraction, rest: str) -> tuple[Fraction, str] | None:
    """The number times the scales and parts that follow it: 36 thousand, 5 dozen, 3 tenths."""
    ahead = _AHEAD.match(rest)
    if not ahead or ahead[1].lower() not in _FACTORS:
        return number, rest
    while (scale := _SCALE.match(rest)) and not (scale[1].lower() in ("score", "k") and scale[2]):
        if scale[1] == "K":  # not close to the number
            break
        number, rest = number * SCALES[scale[1].lower()], rest[scale.end() :]
    part = _PART.match(rest)
    if not part:
        return number, rest
    named, several, said, _ = part.groups()
    if several or number == 1 or said or named == "halve":
        denominator = _PARTS.get(named.lower(), 2)
        return number / denominator, rest[part.end() - len(part[4]) :]
    return (number, rest) if part[4] and rest[part.end() :] else None  # 36 fifth graders, but not 36 fifth


def _in_digits(text: str) -> str:
    """Words at the beginning as digits: `1/2` for `half`, `25 apples` for `twenty-five apples`."""
    text = _ONE.sub("1 ", _SPOKEN_HALF.sub("1/2", text))
    match = _SPOKEN.match(_HUNDRED_AND.sub(r"\1 ", text))
    if not match:
        return text
    words = re.findall(r"[a-z]+", match["words"].lower())
    size = next(n for n in range(len(words), 0, -1) if _spelled(_value(words[:n])) == words[:n])
    end = [word.end() for word in re.finditer(r"[^\W\d_]+", match["words"])][size - 1]
    return f"{'-' if match['sign'] else ''}{_value(words[:size])}{match.string[match.start('words') + end :]}"


def _value(words: list[str]) -> int:
    total = group = 0
    for word in words:
        if word in _VALUES:
            group += _VALUES[word]
        elif word == "hundred":
            group *= 100
        else:
            total, group = total + group * SCALES[word], 0
    return total + group


def _spelled(number: int) -> list[str]:
    """In words, as it is usual: `three five` and `fifteen hundred` are not what this writes for their values."""
    for scale in ("billion", "million", "thousand", "hundred"):
        size = SCALES[scale]
        if number >= size:
            rest = number % size
            return [*_spelled(number // size), scale, *(_spelled(rest) if rest else [])]
    if number < 20:
        return [_SMALL[number]]
    return [_TENS[number // 10 - 2], *([_SMALL[number % 10]] if number % 10 else [])]


def _amount(match: re.Match[str]) -> Fraction | None:
    """The number of a _NUMBER match without its sign; None for 1/0 and 2 3/2."""
    if match["whole"]:
        part, parts = int(match["part"]), int(match["parts"])
        return int(re.sub("[ ,]", "", match["whole"])) + Fraction(part, parts) if part < parts else None
    if match["top"]:
        top, bottom = (int(match[name].replace(",", "")) for name in ("top", "bottom"))
        return Fraction(top, bottom) if bottom else None
    if match["repeated"]:
        decimals = match["before"].partition(".")[2]
        period = Fraction(int(match["repeated"]), (10 ** len(match["repeated"]) - 1) * 10 ** len(decimals))
        return Fraction(f"0{match['before']}0") + period
    if match["european"]:
        digits = match["european"].replace(".", "").replace(" ", "").replace(",", ".")
    else:
        digits = match["decimal"].replace(match["mark"] or ",", "").replace(",", "")
    number = Fraction(digits)
    return number * Fraction(10) ** int(match["ten"]) if match["ten"] else number

"""One notation for the arithmetic that people and models write, whatever LaTeX, Markdown or algebra is around it.

    respelled(r"\\(\frac{3}{4} \times 8\\) to get **6**")   # "3/4 × 8 is 6", but for brackets and line ends
    respelled("x + (x + 8) = 66, so 2x = 58 and x = 29")    # "29 + (29 + 8) = 66, so 2*29 = 58 and 29 = 29"

An unknown is replaced by the value that the text finds for it, so that its equations can be checked like sums.
"""

from __future__ import annotations

import re

_NUMBER = r"[0-9]{1,15}(?:,[0-9]{3}){0,4}(?:\.[0-9]{1,15})?"
_ANNOTATION = re.compile(r"<<[^<>]{0,200}>>")  # GSM8K's calculator calls repeat the claim beside them
_BOLD = re.compile(r"(?<![\d)])\*\*|\*\*(?![\d(])")  # `**36**`, but not `2**3`
_INDEXED = re.compile(r"\b[a-z_]\w{0,30}(?:\[[^\[\]\n]{0,20}\]){1,4}")  # row[0][2] is a name, no product
_BULLET = re.compile(r"\n[ \t]{0,8}[-*•+][ \t]")
_SPOKEN_EQUALS = re.compile(  # 48 / 2, which is 24; 48 / 2 to get 24; 48 + 24 for a total of 72; 48 / 2 → 24
    r"([\d)%])(?:,? (?:(?:which|that|this) (?:is|equals|gives(?: us)?)|to get|we get|giving(?: us)?|"
    r"for a total of) | ?(?:→|⇒|=>) ?)(?=\$?\d)"
)
_SPOKEN = (  # of which at least one is in a text where that pattern matches; what ends in a space is found slowly
    "which is", "that is", "this is", "equals", "gives", " get", "giving", "total of", "→", "⇒", "=>"
)
_REMAINDER = re.compile(  # 75 / 8 = 9 remainder 3
    rf"({_NUMBER}) ?[/÷] ?({_NUMBER}) ?= ?({_NUMBER}),? (?:with )?(?:an? )?(?:remainder|rem\.?|r)(?: of)? ?({_NUMBER})"
)
_REMAINDERS = (" rem", " r ")
_CHOICES = re.compile(r"\\[dt]?binom\s?\{(\d{1,3})\}\s?\{([1-5])\}")
_ROOT = re.compile(
    r"(?:(?:\bthe )?square root of|√|\\?\bsqrt)\s?(?:\(([^()]{1,30})\)|\{([^{}]{1,30})\}|(\d[\d.]{0,9}))"
)
_LATEX = (
    (re.compile(r"\\[dt]?frac\s?\{([^{}]{1,40})\}\s?\{([^{}]{1,40})\}"), r"(\1)/(\2)"),
    (re.compile(r"\\(?:text|mathrm|mathbf|boxed)\s?\{([^{}]{0,80})\}"), r"\1"),
    (re.compile(r"\\(?:right|left|leftright)?arrow\b|\\(?:implies|iff|to)\b"), ";"),
    (re.compile(r"\\(?:times|cdot)\b"), "×"),
    (re.compile(r"\\div\b"), "÷"),
    (re.compile(r"\\approx\b"), "≈"),
    (re.compile(r"\\([$%])"), r"\1"),
    (re.compile(r"\\(?:left|right)\b|\\[()\[\],;! \\]|&"), " "),
)
_UNIT = re.compile(
    r"= ?\$?[0-9.,]{1,15}([gmlk])(?![a-z])(?!\s?[-+*/×÷·^=(])"
)  # 100g + 50g = 150g, $24k / 12 = $2k
_RAISED_UNIT = re.compile(  # 100 m/s^2 is 100 of them; 5 m^2 and 5 cm^2, but not 5m^2 nor 5x^2; the rare sign first
    r"\^(?:(?<=\b[a-z]/[ms]\^)|(?<=\b[a-z][a-z]/[ms]\^)|(?<=\b[a-z]/[cdkm]m\^)|(?<=\b[a-z][a-z]/[cdkm]m\^)"
    r"|(?<=[0-9 ](?:[cdkm]m|ft|in|yd)\^)|(?<=[0-9] [ms]\^))-?[1-3](?!\.?[0-9])"
)
_ABBREVIATION = re.compile(  # a full stop that ends no sentence
    r"\.(?:(?<=[\d ](?:sq|ft|lb|oz|hr)\.)|(?<=[\d ](?:lbs|hrs|min)\.))"
)
_MIXED = re.compile(  # 1 1/2, 1 and 1/2
    r"([0-9](?<![\d.,/].)[0-9]{0,3}) (?:and )?([0-9])/([0-9]{1,2})(?![\d/])"
)
_OVER_FRACTION = re.compile(r"/ (\d{1,4}/\d{1,4})(?![\d/])")  # 60 / 3/4
_ASSIGNED = re.compile(  # what `x =` is followed by; the sign of equality first, since a text has few
    r"=(?:(?<=[^a-z][a-z]=)|(?<=[^a-z][a-z] =))(?=([^\n;]{1,100}))"
)
_CLAUSE = re.compile(r"[,.](?!\d)| and | so ")
_EQUALS = re.compile(r"=| is ")
_LETTER = re.compile(r"(?<![a-z'’])[b-z](?![a-z])")
_VALUE = re.compile(rf" ?\$? ?(-?{_NUMBER})[a-z $]*")
_COEFFICIENT = re.compile(r"(?<![a-z0-9.,])\.?[0-9][0-9.,]*$")
_JOINING = frozenset("+-−–*/×÷·^)")
_OPERATORS = _JOINING | frozenset("=(")


def respelled(text: str) -> tuple[str, list[float]]:
    """A text in lower case, between line ends, and the values it finds for its unknowns; linear time."""
    if "**" in text:
        text = _BOLD.sub("", text)
    text = _BULLET.sub("\n", f"\n{text}\n")
    if any(map(text.__contains__, _SPOKEN)):
        text = _SPOKEN_EQUALS.sub(r"\1 is ", text)
    if any(map(text.__contains__, _REMAINDERS)):
        text = _REMAINDER.sub(r"\1 mod \2 = \4. (\1 - \4) / \2 = \3", text)
    if "[" in text:
        text = _INDEXED.sub("item", text)
    if "<<" in text:
        text = _ANNOTATION.sub("", text)
    if "√" in text or "sqrt" in text or "square root" in text:
        text = _ROOT.sub(lambda match: f"({match[1] or match[2] or match[3].rstrip('.')})^0.5", text)
    if "\\" in text:
        text = _CHOICES.sub(_product_of_choices, text)
        for pattern, replacement in _LATEX:
            text = pattern.sub(replacement, text)
    if "/" in text:
        text = _OVER_FRACTION.sub(r"/ (\1)", _MIXED.sub(_sum_of_mixed, text))
    text = unraised(text)
    text = _ABBREVIATION.sub("", text)
    found = _found(text)
    for unknown, value in found.items():
        text = _replaced(text, unknown, value)
    for unit in set(_UNIT.findall(text)):
        text = re.sub(rf"{unit}(?<=\d.)(?![a-z])", "", text)
    return text, [float(value.replace(",", "")) for value in found.values()]


def unraised(text: str) -> str:
    """The text without the powers of its units, which raise no number."""
    return _RAISED_UNIT.sub("", text) if "^" in text else text


def _found(text: str) -> dict[str, str]:
    """The last value that is found for each unknown: `x = 29`, `x = 58 / 2 = 29 apples`."""
    found = {}
    for match in _ASSIGNED.finditer(text):
        before = text[max(match.start() - 6, 0) : match.start()].replace(" ", "")
        rest = _CLAUSE.split(match[1], maxsplit=1)[0]
        value = _VALUE.fullmatch(_EQUALS.split(rest)[-1])
        if before[-2:-1].isdigit() or before[-2:-1] in _JOINING:
            continue  # `2x = 58` and `8 + x = 12` find something else
        if value and not _LETTER.search(rest):
            found[before[-1]] = value[1]
    return found


def _product_of_choices(match: re.Match[str]) -> str:
    """5 over 2 as (5*4)/(2*1)."""
    n, k = int(match[1]), int(match[2])
    return f"({'*'.join(str(n - i) for i in range(k))})/({'*'.join(str(k - i) for i in range(k))})"


def _sum_of_mixed(match: re.Match[str]) -> str:
    whole, top, bottom = match.groups()
    return f"({whole}+{top}/{bottom})" if int(top) < int(bottom) else match[0]


def _replaced(text: str, unknown: str, value: str) -> str:
    """The value for the unknown where it is part of a computation: in `2x + 3`, not in `2 x 3`, `2 m/s`, `x apples`."""

    def put(match: re.Match[str]) -> str:
        before = text[max(match.start() - 12, 0) : match.start()]
        last, after = before.rstrip(" ")[-1:], text[match.end() : match.end() + 2].lstrip(" ")[:1]
        if after.isdigit():
            return match[0]
        if last == ")" or _COEFFICIENT.search(before):
            return f"*{value}"
        part = not last.isdigit() and (last in _OPERATORS or after in _OPERATORS)
        return value if part else match[0]

    return re.sub(rf"(?<![a-z]){unknown}(?![a-z'’])", put, text)

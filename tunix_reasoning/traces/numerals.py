"""Numbers in words: three thousand six hundred and forty-two is 3642.

The words below a hundred begin a number, and a text is searched for them before anything else is done: so they are
read under names of their own, `#three`, of which the mark alone has to be looked for.
"""

from __future__ import annotations

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
MARK = "#"
MARKED = {word: f"{MARK}{word}" for word in (*_ONES, *_TENS)}
_SMALL = {MARKED[word]: n for n, word in enumerate(_ONES)} | {MARKED[word]: 10 * n for n, word in enumerate(_TENS, 2)}
_LARGE = {"thousand": 1000, "million": 1_000_000}


def in_digits(tokens: list[str]) -> list[str]:
    """One hundred and sixty-eight, twelve hundred, three thousand six hundred: each as one number, the marked ones."""
    written: list[str] = []
    total = group = 0  # the thousands that are done, and the hundreds that are being read
    open_ = False
    for i, token in enumerate(tokens):
        if not open_ and token not in _SMALL:  # most tokens
            written.append(token)
        elif token in _SMALL and open_ and not _adds(group, _SMALL[token]):
            written.append(str(total + group))  # `two three` are two numbers
            total, group = 0, _SMALL[token]
        elif token in _SMALL:
            group, open_ = group + _SMALL[token], True
        elif token == "hundred":
            group *= 100
        elif token in _LARGE:
            total, group = total + group * _LARGE[token], 0
        elif token == "and" and tokens[i + 1 : i + 2] and tokens[i + 1] in _SMALL and _is_round(total + group):
            continue
        else:
            written += (str(total + group), token)
            total, group, open_ = 0, 0, False
    return [*written, str(total + group)] if open_ else written


def _is_round(number: int) -> bool:
    """Can `and` follow what was read?"""
    return number > 0 and number % 100 == 0


def _adds(group: int, small: int) -> bool:
    """Can the word follow what was read: 3 after 20, 45 after 100?"""
    return small > 0 and (group % 100 == 0 or (small < 10 and group % 10 == 0 and group % 100 >= 20))

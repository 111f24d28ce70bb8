"""School arithmetic on tokens that were read from a text: a stack machine, so that nothing is ever evaluated.

compute([8.0, "*", "(", 17.0, "+", 3.0, ")", "-", 18.0])    # 142.0
rounds_to(20 / 3, 6.67)                                     # True: rounded to the decimals shown
"""

from __future__ import annotations

import math

PRECEDENCE = {"+": 1, "-": 1, "*": 2, "/": 2, "%": 2, "^": 3}
NEGATIVE = "~"  # a minus that belongs to the number behind it
LARGEST = 1e15  # beyond any school problem

Side = list[float | str]  # numbers, operators, brackets, and "?" for what is no arithmetic


def compute(side: Side, passed: list[float] | None = None) -> float | None:
    """The value of a side by precedence; None if it has none, or one beyond any school problem.

    What a longer side comes through on its way is added to `passed`: 240 in (80 × 3) / 60.
    """
    first = side[0]
    if len(side) == 1:
        return first if isinstance(first, float) else None
    if len(side) == 3 and side[1] in PRECEDENCE:  # most sides
        second = side[2]
        if not isinstance(first, float) or not isinstance(second, float):
            return None
        value = _apply(str(side[1]), first, second)
        return value if value is not None and abs(value) <= LARGEST else None
    values: list[float] = []
    signs: list[str] = []

    def settle(level: int) -> bool:
        """Applies the waiting operators of at least this precedence, down to the innermost open bracket."""
        while signs and signs[-1] != "(" and PRECEDENCE[signs[-1]] >= level:
            if len(values) < 2:
                return False
            right, left = values.pop(), values.pop()
            result = _apply(signs.pop(), left, right)
            if result is None or abs(result) > LARGEST:
                return False
            values.append(result)
            if passed is not None:
                passed.append(result)
        return True

    for token in side:
        if isinstance(token, float):
            values.append(token)
        elif token == "(":
            signs.append(token)
        elif token == ")":
            if not settle(0) or not signs:
                return None
            signs.pop()
        elif token not in PRECEDENCE or not settle(PRECEDENCE[token]):
            return None
        else:
            signs.append(token)
    while settle(0) and signs:
        signs.pop()  # a bracket never closed
    return values[0] if len(values) == 1 and not signs else None


def _apply(sign: str, left: float, right: float) -> float | None:
    if sign == "^":
        return left**right if abs(left) <= 1e6 and 0 <= right <= 12 and (left > 0 or right % 1 == 0) else None
    if sign in "/%":
        return None if not right else left / right if sign == "/" else left % right
    return left * right if sign == "*" else left + right if sign == "+" else left - right


def rounds_to(left: float, right: float) -> bool:
    """Equal, or `right` is `left` rounded or cut to the two to seven decimals that `right` shows."""
    gap = abs(left - right)
    if gap > 0.01 or gap <= 1e-9:
        return gap <= 1e-9 * abs(right) or gap <= 1e-9
    if right.is_integer():
        return False
    return any(
        math.isclose(shown, right, abs_tol=1e-9)
        for n in range(2, 8)
        for shown in (round(left, n), math.trunc(left * 10**n) / 10**n)
    )

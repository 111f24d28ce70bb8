"""Truth tables: the value of a logical formula, and in how many cases it is true."""

from __future__ import annotations

from itertools import product
from random import Random
from typing import Any

from reasoning_data.schema import Draft, Family, routes

_LETTERS = ("PQR", "ABC", "XYZ", "KLM", "UVW", "DEF", "GHJ", "RST", "MNP", "FGH", "BCD", "JKL", "TUV", "HJK")
_RULES = {
    "and": "“and” needs both sides true",
    "or": "“or” needs at least one side true",
    "implies": "“implies” is false only when the left side is true and the right side false",
    "xor": "“xor” needs exactly one side true",
}


def _formula(rng: Random, letters: str, joins: tuple[str, ...]) -> list[Any]:
    """A formula as a nested list: a letter, ["not", f] or [join, f, g]; every letter occurs once."""
    parts: list[Any] = [["not", letter] if rng.random() < 0.35 else letter for letter in letters]
    rng.shuffle(parts)
    while len(parts) > 1:
        at = rng.randrange(len(parts) - 1)
        joined: list[Any] = [rng.choice(joins), parts[at], parts[at + 1]]
        parts[at : at + 2] = [["not", joined] if len(parts) > 2 and rng.random() < 0.25 else joined]
    return parts[0]


def _show(formula: Any, inside: bool = False) -> str:
    if isinstance(formula, str):
        return formula
    if formula[0] == "not":
        return f"(not {_show(formula[1], True)})" if inside else f"not {_show(formula[1], True)}"
    text = f"{_show(formula[1], True)} {formula[0]} {_show(formula[2], True)}"
    return f"({text})" if inside else text


def _value(formula: Any, values: dict[str, bool], steps: list[tuple[str, bool, str]]) -> bool:
    """The formula's value; appends every step as text, value and how it is jotted."""
    if isinstance(formula, str):
        return values[formula]
    if formula[0] == "not":
        inner = _value(formula[1], values, steps)
        steps.append((f"not {_show(formula[1], True)}", not inner, f"not {_t(inner)} = {_t(not inner)}"))
        return not inner
    left, right = _value(formula[1], values, steps), _value(formula[2], values, steps)
    join = formula[0]
    value = {"and": left and right, "or": left or right, "implies": not left or right, "xor": left != right}[
        join
    ]
    steps.append((_show(formula), value, f"{_t(left)} {join} {_t(right)} = {_t(value)}"))
    return value


def _t(value: bool) -> str:
    return "true" if value else "false"


def _told_rules(formula: str) -> str:
    """The rules of the words that occur in the formula."""
    rules = [rule for join, rule in _RULES.items() if f" {join} " in formula]
    if "not " in formula:
        rules.append("“not” turns a value round")
    return f"The rule{'s' * (len(rules) > 1)}: {'; '.join(rules)}."


_VALUE_ASKS = (
    "{given}. Is the formula {formula} true or false?",
    "Suppose that {given}. What is the truth value of {formula}?",
    "{given}. Evaluate {formula}: true or false?",
    "Given that {given}, decide whether {formula} is true or false.",
    "If {given}, is the compound statement {formula} true or false?",
)


def truth_value(rng: Random, difficulty: str) -> dict[str, Any]:
    letters = rng.choice(_LETTERS)
    if difficulty == "easy":
        letters = letters[:2]
    elif difficulty == "hard":
        letters += "W" if "W" not in letters else "E"
    joins = {
        "easy": ("and", "or"),
        "medium": ("and", "or", "implies"),
        "hard": ("and", "or", "implies", "xor"),
    }
    formula = _formula(rng, letters, joins[difficulty])
    values = [rng.random() < 0.5 for _ in letters]
    return {"formula": formula, "letters": letters, "values": values}


def write_truth_value(rng: Random, p: dict[str, Any]) -> Draft:
    values = dict(zip(p["letters"], p["values"], strict=True))
    formula = _show(p["formula"])
    given = [f"{letter} is {_t(value)}" for letter, value in values.items()]
    told = f"{', '.join(given[:-1])} and {given[-1]}"
    question = rng.choice(_VALUE_ASKS).format(given=told, formula=formula)
    question = question[0].upper() + question[1:]
    steps: list[tuple[str, bool, str]] = []
    answer = _t(_value(p["formula"], values, steps))
    facts = [f"{text} is {jot.split(' = ')[0]}, which is {_t(value)}" for text, value, jot in steps]
    lines = [f"Step {turn}: {fact}." for turn, fact in enumerate(facts, 1)]
    trace = "\n".join((
        f"The letters have these values: {told}. The value of {formula} is wanted.",
        _told_rules(formula),
        rng.choice(("Brackets come first, so I work from the inside to the outside.",
                    "I evaluate the smallest parts first and use their values in the larger ones.")),
        *lines,
        f"The last step covers the whole formula, so its value is {answer}.",
        f"As a check I read it once more from the outside: {_outside(p['formula'], values)}",
        f"The formula {formula} is {answer} for these values.",
    ))
    jots = [jot for _, _, jot in steps]
    start = ", ".join(f"{letter} {_t(value)}" for letter, value in values.items())
    return Draft(
        question, answer, f"{start}. {'. '.join(jots)}.", trace, "decomposition", milestones=routes(facts, jots)
    )


def _outside(formula: Any, values: dict[str, bool]) -> str:
    join = formula[0]
    if join == "not":
        inner = _value(formula[1], values, [])
        return f"it is the opposite of {_show(formula[1], True)}, which is {_t(inner)}."
    left, right = _value(formula[1], values, []), _value(formula[2], values, [])
    return (
        f"its main word is “{join}”, with {_t(left)} on the left and {_t(right)} on the right, "
        f"and {_RULES[join]}."
    )


_ROW_ASKS = (
    "The letters {letters} can each be true or false. In how many of the {rows} cases is {formula} true?",
    "How many rows of the truth table of {formula} end in true? (There are {rows} rows.)",
    "Of the {rows} ways to make {letters} true or false, how many make {formula} true?",
    "Count the assignments of true and false to {letters}, {rows} in all, for which {formula} holds.",
)


def truth_rows(rng: Random, difficulty: str) -> dict[str, Any]:
    letters = "".join(
        sorted(rng.sample("ABCDEFGHJKLMNPQRSTUVWXYZ", {"easy": 2, "medium": 3, "hard": 3}[difficulty]))
    )
    joins = {
        "easy": ("and", "or", "implies"),
        "medium": ("and", "or"),
        "hard": ("and", "or", "implies", "xor"),
    }
    return {"formula": _formula(rng, letters, joins[difficulty]), "letters": letters}


def write_truth_rows(rng: Random, p: dict[str, Any]) -> Draft:
    letters, formula = p["letters"], _show(p["formula"])
    rows = list(product((True, False), repeat=len(letters)))
    jots, facts, count = [], [], 0
    for row in rows:
        value = _value(p["formula"], dict(zip(letters, row, strict=True)), [])
        count += value
        short = "".join("T" if one else "F" for one in row)
        jots.append(f"{short} {'T' if value else 'F'} {count}")
        case = ", ".join(f"{letter} {_t(one)}" for letter, one in zip(letters, row, strict=True))
        facts.append(f"{case}: the formula is {_t(value)}, true so far {count}")
    named = f"{', '.join(letters[:-1])} and {letters[-1]}"
    trace = "\n".join(
        (
            f"The formula {formula} has the letters {named}. Each can be true or false, which makes "
            f"2^{len(letters)} = {len(rows)} rows.",
            _told_rules(formula),
            rng.choice(
                (
                    "I go through the rows in order and keep count.",
                    "Row by row, with a running count of the true ones:",
                )
            ),
            *(f"{fact}." for fact in facts),
            f"So the number of true rows is {count}, and of false rows {len(rows)} - {count} = "
            f"{len(rows) - count}.",
            f"Both kinds together are {count} + {len(rows) - count} = {len(rows)}, so no row was "
            f"forgotten. The answer is {count}.",
        )
    )
    question = rng.choice(_ROW_ASKS).format(letters=named, formula=formula, rows=len(rows))
    return Draft(
        question, str(count), f"{', '.join(jots)}. True rows: {count}.", trace, "elimination",
        milestones=routes(facts, jots),
    )


def _column(formula: Any, letters: str) -> int:
    """The whole truth table of the formula as the bits of one number."""
    rows = 1 << len(letters)
    full = (1 << rows) - 1
    if isinstance(formula, str):
        at = letters.index(formula)
        return sum(1 << row for row in range(rows) if row >> at & 1)
    if formula[0] == "not":
        return full ^ _column(formula[1], letters)
    left, right = _column(formula[1], letters), _column(formula[2], letters)
    return {"and": left & right, "or": left | right, "implies": full ^ left | right, "xor": left ^ right}[
        formula[0]
    ]


def check_truth_value(p: dict[str, Any]) -> str:
    """Computes the whole column of the truth table by bit operations and looks up one row."""
    row = sum(1 << at for at, value in enumerate(p["values"]) if value)
    return "true" if _column(p["formula"], p["letters"]) >> row & 1 else "false"


def check_truth_rows(p: dict[str, Any]) -> str:
    """Counts the bits of the formula's column."""
    return str(_column(p["formula"], p["letters"]).bit_count())


FAMILIES = (
    Family("truth_value", "logic_puzzle", "propositional_logic", "boolean", ("truth", "and", "or", "not"),
           truth_value, write_truth_value, check_truth_value),
    Family("truth_rows", "logic_puzzle", "propositional_logic", "number", ("truth table",),
           truth_rows, write_truth_rows, check_truth_rows),
)

"""Traces that do not do the work of their row, of every kind that a policy could find, made from rows with milestones.

Each attack takes a row and another row and gives the trace and the answer of a completion, or None where the row has no
place for it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from tunix_reasoning.dataset import Example

Attack = Callable[[Example, Example, random.Random], tuple[str, str] | None]

FILLER = (
    "Let me think about this step by step. First I read the question carefully and look at what is given. Then I work "
    "through the details one after the other. After checking everything once more, I am confident in the result.",
    "This is an interesting problem. We need to consider all parts of it, apply what we know, and combine the pieces. "
    "Having done so, the solution follows. Therefore the answer is {answer}.",
    "The answer is {answer}. It has to be {answer}, because nothing else would fit what is asked. So it is {answer}.",
)
_NUMBER = re.compile(r"(?<![\w.,])\d+(?:,\d{3})*(?:\.\d+)?(?![\w]|[.,]\d)")
_WORD = re.compile(r"\b(?!(?:the|an|a|of|in|on|is|are|was|and|for|to|with)\b)[A-Za-z]{2,}", re.IGNORECASE)


def corrupted_once(row: Example, other: Example, rng: random.Random) -> tuple[str, str] | None:
    """One intermediate result is wrong where it first stands."""
    return _corrupted(row, rng, 1)


def corrupted_throughout(row: Example, other: Example, rng: random.Random) -> tuple[str, str] | None:
    """One intermediate result is wrong wherever it stands."""
    return _corrupted(row, rng, 0)


def _corrupted(row: Example, rng: random.Random, count: int) -> tuple[str, str] | None:
    trace = row["reasoning_trace"]
    milestones = [m for route in row["metadata"]["milestones"] for m in route if _places(m).search(trace)]
    rng.shuffle(milestones)
    for milestone in milestones:
        wrong = _wrong(milestone, row, rng)
        if wrong:
            return _places(milestone).sub(wrong.replace("\\", r"\\"), trace, count=count), row["answer"]
    return None


def _places(milestone: str) -> re.Pattern[str]:
    """Where the milestone stands in a trace, as it is written or with other white space."""
    written = r"\s+".join(map(re.escape, milestone.split()))
    return re.compile(rf"(?<![\w.,]){written}(?!\w|[.,]\d)", re.IGNORECASE)


def _wrong(milestone: str, row: Example, rng: random.Random) -> str | None:
    """A number in it changed, or a word in it replaced by one of another."""
    numbers = list(_NUMBER.finditer(milestone))
    if numbers:
        match = rng.choice(numbers)
        value = float(match[0].replace(",", "")) + rng.choice((1, 2, 3, 10))
        return f"{milestone[: match.start()]}{value:.10g}{milestone[match.end() :]}"
    words = list(_WORD.finditer(milestone))
    swap = {"true": "false", "false": "true", "yes": "no", "no": "yes"}
    others = [w for w in _WORD.findall(row["question"]) if w.lower() not in milestone.lower()]
    if not words or not others:
        return None
    match = rng.choice(words)
    return f"{milestone[: match.start()]}{swap.get(match[0].lower(), rng.choice(others))}{milestone[match.end() :]}"


def another_trace(row: Example, other: Example, rng: random.Random) -> tuple[str, str] | None:
    """The trace and the answer of another row."""
    return other["reasoning_trace"], other["answer"]


def another_trace_right_answer(row: Example, other: Example, rng: random.Random) -> tuple[str, str] | None:
    """The trace of another row, and this one's answer."""
    return other["reasoning_trace"], row["answer"]


def filler(row: Example, other: Example, rng: random.Random) -> tuple[str, str] | None:
    """Words that fit any question, and the right answer."""
    return rng.choice(FILLER).format(answer=row["answer"]), row["answer"]


def filler_another_answer(row: Example, other: Example, rng: random.Random) -> tuple[str, str] | None:
    """Words that fit any question, and another row's answer."""
    return rng.choice(FILLER).format(answer=other["answer"]), other["answer"]


def question_again(row: Example, other: Example, rng: random.Random) -> tuple[str, str] | None:
    """The question said again, and the right answer."""
    return f"{row['question']} So the answer is {row['answer']}.", row["answer"]


def listed(row: Example, other: Example, rng: random.Random) -> tuple[str, str] | None:
    """The numbers of the milestones, in order, in a list."""
    numbers = _numbers(row)
    return (", ".join([*numbers, row["answer"]]), row["answer"]) if numbers else None


def trivia(row: Example, other: Example, rng: random.Random) -> tuple[str, str] | None:
    """True sums that have the numbers of the milestones for results."""
    numbers = [n for n in _numbers(row) if float(n) > 2 and "." not in n]
    if not numbers:
        return None
    sums = []
    for number in numbers:
        part = rng.randrange(1, int(number))
        sums.append(f"{int(number) - part} + {part} = {number}.")
    return " ".join(sums), row["answer"]


def trivia_in_words(row: Example, other: Example, rng: random.Random) -> tuple[str, str] | None:
    """True sentences about the numbers of the milestones."""
    numbers = _numbers(row)
    told = [f"{n} is a number that is less than {int(float(n)) + 1}." for n in numbers]
    return (" ".join(told), row["answer"]) if numbers else None


def counted(row: Example, other: Example, rng: random.Random) -> tuple[str, str] | None:
    """0 + 1 = 1, 1 + 1 = 2, up to the answer."""
    last = _NUMBER.fullmatch(row["answer"].strip())
    if last is None or "." in last[0] or not 3 <= int(last[0].replace(",", "")) <= 1000:
        return None
    return ", ".join(f"{n} + 1 = {n + 1}" for n in range(int(last[0].replace(",", "")))), row["answer"]


def repeated(row: Example, other: Example, rng: random.Random) -> tuple[str, str] | None:
    """The first sentences over and over."""
    start = ". ".join(row["reasoning_trace"].split(". ")[:2])
    return " ".join([start] * 8), row["answer"]


def _numbers(row: Example) -> list[str]:
    return [n.replace(",", "") for m in row["metadata"]["milestones"][0] for n in _NUMBER.findall(m)]


ATTACKS: dict[Attack, float] = {  # and the most that they may earn in the mean
    another_trace: 0.15, another_trace_right_answer: 0.15, filler: 0.15, filler_another_answer: 0.05,
    question_again: 0.15, listed: 0.3, trivia: 0.3, trivia_in_words: 0.3, counted: 0.2, repeated: 0.3,
}
CORRUPTIONS: tuple[Attack, ...] = (corrupted_once, corrupted_throughout)
PENALTY, LOSING = 0.2, 0.95  # a corruption costs so much in so many rows

"""What the code families share: how a program is asked about, named, and checked."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.code.interpreter import printed

LISTS = (("nums", "n"), ("values", "v"), ("items", "x"), ("scores", "s"), ("data", "d"), ("points", "p"),
         ("prices", "p"), ("sizes", "k"), ("ages", "a"), ("steps", "t"), ("marks", "m"), ("weights", "w"))
TOTALS = ("total", "result", "acc", "out", "answer", "amount", "score", "money")
WORDS = (
    "apple", "bread", "cabin", "delta", "eagle", "flame", "grape", "hotel", "ivory", "jolly",
    "koala", "lemon", "mango", "night", "ocean", "piano", "queen", "river", "stone", "tiger",
    "urban", "violin", "water", "yellow", "zebra", "anchor", "basket", "candle", "dragon", "engine",
    "forest", "garden", "hammer", "island", "jacket", "kitten", "ladder", "magnet", "needle", "orange",
    "pencil", "rocket", "silver", "tunnel", "velvet", "window", "castle", "bridge", "planet", "summer",
    "cat", "dog", "sun", "map", "pen", "box", "key", "cup", "tree", "moon", "fish", "lamp", "star", "wolf",
)
COUNTERS = ("count", "work", "ticks", "total", "hits", "moves", "ops", "visits", "pairs", "c")
FUNCTIONS = (("f", "x"), ("g", "n"), ("step", "k"), ("change", "v"), ("move", "a"), ("work", "t"), ("turn", "m"),
             ("rule", "w"))
_ASKS = (
    "What does this program print?",
    "What does this Python program print?",
    "What is the output of this Python program?",
    "What is printed when this code runs?",
    "Read the program and give its output.",
    "Work out what this Python code prints.",
    "Trace this program. What does it print?",
    "Follow this Python code by hand and write down what it prints.",
    "What will this code print when it is run?",
    "Give the exact output of this program.",
    "Without running it, say what this code prints.",
    "What appears on the screen when this program is run?",
)


def what_it_prints(rng: Random, code: str) -> str:
    """The question about a program's output: one sentence, a blank line, the program."""
    return f"{rng.choice(_ASKS)}\n\n{code}"


def check_output(p: dict[str, Any]) -> str:
    """Runs the program text in the interpreter; the tests run the same text in a real Python."""
    return printed(p["code"])


def numbers_drawn(rng: Random, how_many: int, low: int, high: int) -> list[int]:
    """So many numbers from low to high, both included; repeats are possible."""
    span = high - low + 1
    return [low + int(rng.random() * span) for _ in range(how_many)]


def told(*lines: str) -> str:
    """The lines of a trace, one a line."""
    return "\n".join(lines)

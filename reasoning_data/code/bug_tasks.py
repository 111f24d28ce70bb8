"""The material of the bug families: small programs with a purpose, and ways to break them."""

from __future__ import annotations

from typing import NamedTuple


class Task(NamedTuple):
    """A small program with a purpose. {a} is the list, {x} its item, {t} the result, {k} a number, {s} a word."""

    level: str
    goal: str
    lines: tuple[str, ...]
    roles: tuple[str, ...]
    """What each line has to do, one for every line."""
    bugs: tuple[tuple[int, str, str], ...]
    """Line number from 1, the wrong line, and what is wrong with it."""


TASKS = {
    "sum": Task(
        "easy",
        "print the sum of all numbers in {a}",
        ("{a} = {numbers}", "{t} = 0", "for {x} in {a}:", "    {t} += {x}", "print({t})"),
        (
            "holds the numbers",
            "starts the sum at nothing",
            "visits every number",
            "adds the number to the sum",
            "prints the sum",
        ),
        (
            (2, "{t} = 1", "it starts the sum at 1, so the result is 1 too large"),
            (3, "for {x} in {a}[1:]:", "it skips the first number"),
            (4, "    {t} = {x}", "it replaces the sum by the number instead of adding"),
            (4, "    {t} += 1", "it adds 1 for each number and so counts them"),
            (5, "print({x})", "it prints the last number instead of the sum"),
        ),
    ),
    "largest": Task(
        "easy",
        "print the largest number in {a}",
        (
            "{a} = {numbers}",
            "{t} = {a}[0]",
            "for {x} in {a}:",
            "    if {x} > {t}:",
            "        {t} = {x}",
            "print({t})",
        ),
        (
            "holds the numbers",
            "starts with the first number as the best",
            "visits every number",
            "asks whether the number beats the best",
            "makes it the new best",
            "prints the best",
        ),
        (
            (4, "    if {x} < {t}:", "its comparison is turned round, so it keeps the smallest number"),
            (6, "print({x})", "it prints the last number instead of the best"),
            (3, "for {x} in {a}[:1]:", "it looks at the first number only"),
        ),
    ),
    "even": Task(
        "medium",
        "print how many numbers in {a} are even",
        (
            "{a} = {numbers}",
            "{t} = 0",
            "for {x} in {a}:",
            "    if {x} % 2 == 0:",
            "        {t} += 1",
            "print({t})",
        ),
        (
            "holds the numbers",
            "starts the count at 0",
            "visits every number",
            "asks whether the number is even",
            "counts it",
            "prints the count",
        ),
        (
            (4, "    if {x} % 2 == 1:", "it asks for odd numbers"),
            (2, "{t} = 1", "it starts the count at 1, so the result is 1 too large"),
            (5, "        {t} += {x}", "it adds the number itself instead of counting it"),
        ),
    ),
    "first n": Task(
        "easy",
        "print the sum of the whole numbers from 1 to {k}",
        ("{t} = 0", "for {x} in range(1, {k} + 1):", "    {t} += {x}", "print({t})"),
        (
            "starts the sum at nothing",
            "runs through all the numbers wanted",
            "adds the number to the sum",
            "prints the sum",
        ),
        (
            (2, "for {x} in range(1, {k}):", "range stops before {k}, so {k} itself is left out"),
            (1, "{t} = 1", "it starts the sum at 1, so the result is 1 too large"),
            (3, "    {t} += 1", "it adds 1 in every turn instead of the number"),
        ),
    ),
    "product": Task(
        "medium",
        "print the product of all numbers in {a}",
        ("{a} = {small}", "{t} = 1", "for {x} in {a}:", "    {t} *= {x}", "print({t})"),
        (
            "holds the numbers",
            "starts the product at 1, which changes nothing",
            "visits every number",
            "multiplies the product by the number",
            "prints the product",
        ),
        (
            (2, "{t} = 0", "it starts at 0, and a product with 0 stays 0"),
            (4, "    {t} += {x}", "it adds the number instead of multiplying"),
            (3, "for {x} in {a}[1:]:", "it skips the first number"),
        ),
    ),
    "limit": Task(
        "medium",
        "print how many numbers in {a} are at least {k}",
        (
            "{a} = {numbers}",
            "{t} = 0",
            "for {x} in {a}:",
            "    if {x} >= {k}:",
            "        {t} += 1",
            "print({t})",
        ),
        (
            "holds the numbers",
            "starts the count at 0",
            "visits every number",
            "asks whether the number reaches {k}",
            "counts it",
            "prints the count",
        ),
        (
            (4, "    if {x} > {k}:", "it leaves out numbers that are exactly {k}"),
            (4, "    if {x} <= {k}:", "its comparison is turned round"),
            (2, "{t} = 1", "it starts the count at 1, so the result is 1 too large"),
        ),
    ),
    "reverse": Task(
        "medium",
        "print the word {s} backwards",
        ('{x} = "{s}"', '{t} = ""', "for ch in {x}:", "    {t} = ch + {t}", "print({t})"),
        (
            "holds the word",
            "starts with an empty string",
            "visits every letter",
            "puts the letter in front",
            "prints the result",
        ),
        (
            (4, "    {t} = {t} + ch", "it puts each letter at the end, which copies the word as it is"),
            (5, "print({x})", "it prints the word itself instead of the result"),
            (3, "for ch in {x}[1:]:", "it skips the first letter"),
        ),
    ),
    "average": Task(
        "hard",
        "print the average of the numbers in {a}, without a remainder",
        ("{a} = {numbers}", "{t} = 0", "for {x} in {a}:", "    {t} += {x}", "print({t} // len({a}))"),
        (
            "holds the numbers",
            "starts the sum at nothing",
            "visits every number",
            "adds the number to the sum",
            "divides the sum by how many numbers there are",
        ),
        (
            (5, "print({t} // (len({a}) - 1))", "it divides by one less than the number of numbers"),
            (4, "    {t} = {x}", "it replaces the sum by the number instead of adding"),
            (3, "for {x} in {a}[1:]:", "it skips the first number"),
        ),
    ),
    "squares": Task(
        "hard",
        "print the sum of the squares of the numbers in {a}",
        ("{a} = {small}", "{t} = 0", "for {x} in {a}:", "    {t} += {x} * {x}", "print({t})"),
        (
            "holds the numbers",
            "starts the sum at nothing",
            "visits every number",
            "adds the square to the sum",
            "prints the sum",
        ),
        (
            (4, "    {t} += {x} * 2", "it doubles the number instead of squaring it"),
            (4, "    {t} += {x}", "it adds the number itself, not its square"),
            (2, "{t} = 1", "it starts the sum at 1, so the result is 1 too large"),
        ),
    ),
    "odd sum": Task(
        "hard",
        "print the sum of the odd numbers in {a}",
        (
            "{a} = {numbers}",
            "{t} = 0",
            "for {x} in {a}:",
            "    if {x} % 2 == 1:",
            "        {t} += {x}",
            "print({t})",
        ),
        (
            "holds the numbers",
            "starts the sum at nothing",
            "visits every number",
            "asks whether the number is odd",
            "adds it",
            "prints the sum",
        ),
        (
            (4, "    if {x} % 2 == 0:", "it asks for even numbers"),
            (5, "        {t} += 1", "it counts the odd numbers instead of adding them"),
            (2, "{t} = 2", "it starts the sum at 2, so the result is 2 too large"),
        ),
    ),
}

"""Matrices: lists of lists, summed along a line, added up by columns, turned."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.code.programs import TOTALS, check_output, numbers_drawn, told, what_it_prints
from reasoning_data.schema import Draft, Family, routes
from reasoning_data.wording import count, listing

_NAMES = ("grid", "table", "board", "rows", "matrix", "plan", "field")
# kind: the program below the matrix, with its height {h} and width {w}
_PROGRAMS = {
    "diagonal": "{out} = 0\nfor i in range({h}):\n    {out} += {grid}[i][i]\nprint({out})",
    "across": "{out} = 0\nfor i in range({h}):\n    {out} += {grid}[i][{h} - 1 - i]\nprint({out})",
    "rows": "{out} = []\nfor row in {grid}:\n    {out}.append(sum(row))\nprint({out})",
    "columns": (
        "{out} = [0] * {w}\nfor row in {grid}:\n    for j in range({w}):\n        {out}[j] += row[j]\nprint({out})"
    ),
    "transpose": "{out} = []\nfor j in range({w}):\n    {out}.append([row[j] for row in {grid}])\nprint({out})",
    "turn": "{out} = []\nfor j in range({w}):\n    {out}.append([row[j] for row in reversed({grid})])\nprint({out})",
}


def matrix(rng: Random, difficulty: str) -> dict[str, Any]:
    kind = rng.choice({
        "easy": ("diagonal", "across", "rows"), "medium": ("across", "rows", "columns", "transpose"),
        "hard": ("columns", "transpose", "turn"),
    }[difficulty])
    height, width = {"easy": (2, 3), "medium": (3, 3), "hard": (3, 4)}[difficulty]
    if kind in ("diagonal", "across"):
        height = width = 3
    elif kind in ("transpose", "turn"):
        width = min(width, rng.randint(2, 4))
    high = {"easy": 9, "medium": 20, "hard": 40}[difficulty]
    numbers = [numbers_drawn(rng, width, 1, high) for _ in range(height)]
    grid, out = rng.choice(_NAMES), rng.choice(TOTALS[:5])
    body = _PROGRAMS[kind].format(grid=grid, out=out, h=height, w=width)
    return {"code": f"{grid} = {numbers}\n{body}", "kind": kind, "numbers": numbers, "names": [grid, out]}


def write_matrix(rng: Random, p: dict[str, Any]) -> Draft:
    (grid, out), kind, numbers = p["names"], p["kind"], p["numbers"]
    height, width = len(numbers), len(numbers[0])
    write = {"diagonal": _line, "across": _line, "rows": _rows, "columns": _columns}.get(kind, _columns_as_rows)
    answer, goal, lines, facts, jots, check = write(grid, out, kind, numbers)
    trace = told(
        f"{grid} is a list of {height} rows with {width} numbers each: {listing([str(row) for row in numbers])}.",
        goal,
        rng.choice((
            "The first index names the row and the second the place in it, both counted from 0.",
            "Rows are counted from 0 from the top, and places in a row from 0 from the left.",
        )),
        *lines,
        f"The loop is over, so print({out}) shows {answer}.",
        check,
        f"Both ways agree, and the output is {answer}.",
    )
    return Draft(
        what_it_prints(rng, p["code"]), answer, f"{'. '.join(jots)}. Prints {answer}.", trace, "trace_execution",
        milestones=routes(facts, jots),
    )


_Work = tuple[str, str, list[str], list[str], list[str], str]
"""Answer, goal, lines told, the results in them, jottings, and a check."""


def _line(grid: str, out: str, kind: str, numbers: list[list[int]]) -> _Work:
    size, now, lines, facts, found = len(numbers), 0, [], [], []
    for i in range(size):
        j = i if kind == "diagonal" else size - 1 - i
        found.append(numbers[i][j])
        facts += [f"{grid}[{i}][{j}] is {found[-1]}", f"{now} + {found[-1]} = {now + found[-1]}"]
        lines.append(f"i is {i}: {facts[-2]}, and {out} becomes {facts[-1]}.")
        now += found[-1]
    ends = "top left to bottom right" if kind == "diagonal" else "top right to bottom left"
    goal = f"The loop adds up the numbers on the line from {ends}, one from each row."
    backward = " + ".join(map(str, reversed(found)))
    return str(now), goal, lines, facts, facts, f"Added from the bottom up, {backward} = {now}."


def _rows(grid: str, out: str, kind: str, numbers: list[list[int]]) -> _Work:
    lines, claims, sums = [], [], []
    for at, row in enumerate(numbers):
        now, steps = row[0], []
        for number in row[1:]:
            steps.append(f"{now} + {number} = {now + number}")
            now += number
        sums.append(now)
        claims += steps
        lines.append(f"Row {at}: {', '.join(steps)}, so {now} is appended and {out} is {sums}.")
    goal = f"The loop takes the rows one by one and appends the sum of each to {out}."
    total = sum(sums)
    flat = " + ".join(str(number) for row in numbers for number in row)
    check = f"All numbers together are {flat} = {total}, and the sums give {' + '.join(map(str, sums))} = {total}."
    return str(sums), goal, lines, claims, claims, check


def _columns(grid: str, out: str, kind: str, numbers: list[list[int]]) -> _Work:
    sums, lines, facts, jots = [0] * len(numbers[0]), [], [], []
    for at, row in enumerate(numbers):
        claims = [f"{now} + {number} = {now + number}" for now, number in zip(sums, row, strict=True)]
        sums = [now + number for now, number in zip(sums, row, strict=True)]
        facts += [f"{out} is {sums}"] if at == 0 else [*claims, f"{out} is {sums}"]
        jots += [f"row 0: {sums}"] if at == 0 else [f"row {at}: {', '.join(claims)}"]
        lines.append(f"After row {at}: {f'{row} added to zeros' if at == 0 else ', '.join(claims)}, {facts[-1]}.")
    goal = f"{out} starts with a 0 for every column, and each row adds its numbers to it, place by place."
    total = sum(sums)
    rows = " + ".join(str(sum(row)) for row in numbers)
    check = (
        f"The rows by themselves have the sums {listing([str(sum(row)) for row in numbers])}, together "
        f"{rows} = {total}; the columns give {' + '.join(map(str, sums))} = {total}."
    )
    return str(sums), goal, lines, facts, jots, check


def _columns_as_rows(grid: str, out: str, kind: str, numbers: list[list[int]]) -> _Work:
    made: list[list[int]] = []
    order = "from the last row up to the first" if kind == "turn" else "from the first row down to the last"
    lines, facts, jots = [], [], []
    for j in range(len(numbers[0])):
        column = [row[j] for row in (reversed(numbers) if kind == "turn" else numbers)]
        made.append(column)
        facts.append(f"{listing([str(number) for number in column])}, appended as {column}")
        jots.append(f"column {j}: {column}")
        lines.append(f"j is {j}: place {j} {order} holds {facts[-1]}.")
    goal = (
        f"Each turn of the loop collects one place of every row, {order}, and appends these numbers as a new row "
        f"of {out}."
    )
    last = "first" if kind == "turn" else "last"
    check = (
        f"{grid} has {count(len(numbers), 'row')} of {len(made)}, and {out} has {count(len(made), 'row')} of "
        f"{len(numbers)}, as it should. The last numbers of the new rows are the {last} row of {grid}: "
        f"{[row[-1] for row in made]}."
    )
    return str(made), goal, lines, facts, jots, check


FAMILIES = (
    Family(
        "matrix", "code", "matrices", "code", ("nested list", "rows", "columns"), matrix, write_matrix, check_output,
    ),
)

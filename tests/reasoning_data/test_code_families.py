"""The code families: what they write is true, checked by an interpreter, by a real Python, and by hand."""

from __future__ import annotations

from random import Random
from statistics import mean

import pytest
from family_rules import assert_keeps_the_contract, assert_milestones_can_be_missed, drafts

from reasoning_data.code import FAMILIES
from reasoning_data.code.bug_tasks import TASKS
from reasoning_data.code.interpreter import printed
from reasoning_data.code.run import program_of, run_programs

NAMED = {family.name: family for family in FAMILIES}
# families whose question asks for the program's output, so that the text of the question is enough to find it
OUTPUT = [family for family in FAMILIES if family.answer_kind == "code" and family.name != "fix_bug"]


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_family_keeps_the_contract(family):
    assert family.type == "code"
    assert_keeps_the_contract(family, lambda draft: draft.answer in draft.concise.splitlines()[-1])
    assert all(len(program_of(draft.question).splitlines()) <= 10 for _, draft in drafts(family, 300))


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_milestones_are_stated_and_can_be_missed(family):
    assert_milestones_can_be_missed(family)


def test_traces_have_the_promised_mean_length():
    lengths = [len(draft.trace.split()) for family in FAMILIES for _, draft in drafts(family, 30)]
    assert 140 <= mean(lengths) <= 160


def test_many_families_and_distinct_names():
    assert len(FAMILIES) >= 12
    assert len(NAMED) == len(FAMILIES)


@pytest.mark.parametrize(
    "each", [pytest.param(60, id="quick"), pytest.param(1000, id="20000", marks=pytest.mark.slow)]
)
def test_a_real_python_prints_the_answers(each):
    rows = [draft for family in OUTPUT for _, draft in drafts(family, each, "run")]
    outputs = run_programs([program_of(draft.question) for draft in rows])
    assert [draft for draft, output in zip(rows, outputs, strict=True) if output != draft.answer] == []


def test_a_real_python_counts_the_lines():
    rows = list(drafts(NAMED["line_count"], 90))
    programs = [f"{p['code']}\nprint({p['names'][2]})" for p, _ in rows]
    assert run_programs(programs) == [draft.answer for _, draft in rows]


def test_a_real_python_runs_the_repaired_programs():
    rows = list(drafts(NAMED["fix_bug"], 150))
    programs = ["\n".join(line.format(**p["words"]) for line in TASKS[p["task"]].lines) for p, _ in rows]
    assert run_programs(programs) == [draft.answer for _, draft in rows]


GOLDEN = [
    # family, parameters, answer worked out by hand
    ("loop_sum", {"code": "a = [3, 5, 2]\nt = 1\nfor x in a:\n    t += 2 * x\nprint(t)", "kind": "times",
                  "numbers": [3, 5, 2], "start": 1, "edge": 2, "names": ["a", "x", "t"]}, "21"),
    # 7, 5, 3, then 1 is below 2: three turns
    ("while_loop", {"code": "n = 7\nc = 0\nwhile n >= 2:\n    n -= 2\n    c += 1\nprint(c)", "kind": "minus", "x": 7,
                    "by": 2, "edge": 2, "shows": "count", "names": ["n", "c"]}, "3"),
    # rows of 1, 2 and 3 runs, each worth 4, on top of 5
    ("nested_loop", {"code": "t = 5\nfor i in range(3):\n    for j in range(i + 1):\n        t += 4\nprint(t)",
                     "kind": "upto", "outer": 3, "inner": 9, "gain": 4, "start": 5, "names": ["i", "j", "t"]}, "29"),
    # the columns read upward: 3 over 1, 4 over 2
    ("matrix", {"code": "g = [[1, 2], [3, 4]]\nt = []\nfor j in range(2):\n"
                        "    t.append([row[j] for row in reversed(g)])\nprint(t)",
                "kind": "turn", "numbers": [[1, 2], [3, 4]], "names": ["g", "t"]}, "[[3, 1], [4, 2]]"),
    # 48, 18 -> 18, 12 -> 12, 6 -> 6, 0
    ("recursion", {"code": "def f(a, b):\n    if b == 0:\n        return a\n    return f(b, a % b)\nprint(f(48, 18))",
                   "kind": "gcd", "names": ["f", "n"], "base": 0, "by": 18, "start": 48}, "6"),
    # 4 and 9 swap with 1 in turn
    ("sort_trace", {"code": "a = [4, 9, 1]\nfor turn in range(1):\n    for i in range(len(a) - 1):\n"
                            "        if a[i] > a[i + 1]:\n            a[i], a[i + 1] = a[i + 1], a[i]\nprint(a)",
                    "kind": "bubble", "numbers": [4, 9, 1], "turns": 1, "name": "a"}, "[4, 1, 9]"),
    # pairs among 6 things
    ("line_count", {"code": "c = 0\nfor i in range(6):\n    for j in range(i + 1, 6):\n        c += 1",
                    "shape": "pairs", "n": 6, "b": 2, "names": ["i", "j", "c"]}, "15"),
    ("growth", {"code": "def f(n):\n    c = 0\n    i = n\n    while i > 1:\n        i //= 2\n        c += 1\n"
                        "    return c", "shape": "log", "m": 2, "names": ["f", "i", "j", "k", "c"]}, "O(log n)"),
    # the fourth line compares the wrong way round
    ("find_bug", {"task": "largest", "bug": 0, "words": {"a": "a", "x": "x", "t": "t", "k": 5, "s": "cat",
                                                         "numbers": [1, 8, 3], "small": [2, 3]}}, "4"),
    ("fix_bug", {"task": "product", "bug": 0, "words": {"a": "a", "x": "x", "t": "t", "k": 5, "s": "cat",
                                                        "numbers": [1, 8, 3], "small": [2, 3, 4]}}, "24"),
]


@pytest.mark.parametrize(("name", "parameters", "answer"), GOLDEN, ids=[row[0] for row in GOLDEN])
def test_answers_worked_out_by_hand(name, parameters, answer):
    assert NAMED[name].write(Random(7), parameters).answer == answer
    assert NAMED[name].check(parameters) == answer


PROGRAMS = [
    # program, what it prints
    ("print(7 // 2, 7 % 3, -7 // 2)", "3 1 -4"),
    ("a = [1, 2]\nb = a\nb += [3]\nprint(a)", "[1, 2, 3]"),  # += changes a list in place, seen by its alias
    ("x = 5\nx -= 2\nprint(x < 4 < 9)", "True"),  # chained comparison
    ("print(0 or 'a' and 'b')", "b"),  # and binds tighter, and both hand back operands
    ("for i in range(5):\n    if i == 1:\n        continue\n    if i == 3:\n        break\n    print(i)", "0\n2"),
    ("for i in range(2):\n    pass\nelse:\n    print('done')", "done"),
    ("def f(x, y=2):\n    return x * y\nprint(f(3) + f(3, 5))", "21"),
    ("def f(n):\n    return 1 if n == 0 else n * f(n - 1)\nprint(f(5))", "120"),
    ("print([x * y for x in [1, 2] for y in [3, 4] if x + y != 5])", "[3, 8]"),
    ("d = {'a': 1}\nd['b'] = d.get('c', 7)\nprint(d, len(d))", "{'a': 1, 'b': 7} 2"),
    ("s = 'hello'\nprint(s[::-1], s[1:3], s.upper())", "olleh el HELLO"),
    ("a, b = 1, 2\na, b = b, a\nprint(f'{a}-{b}')", "2-1"),
    ("print(sorted({3, 1, 2}), sum(x for x in [1, 2]))", "[1, 2, 3] 3"),
    ("x = 0\nwhile x < 3:\n    x += 1\nprint(not x, sep='')", "False"),
]


@pytest.mark.parametrize(("program", "output"), PROGRAMS)
def test_interpreter(program, output):
    assert printed(program) == output


def test_interpreter_and_python_agree_on_the_table():
    assert run_programs([program for program, _ in PROGRAMS]) == [output for _, output in PROGRAMS]


@pytest.mark.parametrize(
    "program",
    [
        "while True:\n    pass",  # does not end
        "import os",  # outside the small language
        "open('x')",  # a builtin that is not on the list
        "().__class__",  # attributes are methods from a closed list, called
        "print(y)",  # no value
        "x = lambda: 1",  # no such construct
    ],
)
def test_interpreter_refuses(program):
    with pytest.raises(ValueError, match=r".+"):
        printed(program)


@pytest.mark.parametrize(
    "program",
    [
        "import os",
        "print(().__class__)",
        "open('/etc/hosts')",
        "raise KeyError",
        # from a generator's frame to the runner's own modules
        'def f():\n    yield g.gi_frame.f_back.f_back.f_globals["sys"]\ng = f()\nfor x in g:\n    print(x)',
        'print("{0.real}".format(1))',
        "match 1:\n    case int(__class__=c):\n        print(c)",
    ],
)
def test_runner_refuses(program):
    with pytest.raises(ValueError, match="failed"):
        run_programs(["print(1)", program])


def test_runner_stops_programs_that_do_not_end():
    with pytest.raises(ValueError, match=r"longer than 1 s|failed"):
        run_programs(["while True:\n    pass"], seconds=1)


def test_programs_share_no_variables():
    with pytest.raises(ValueError, match="NameError"):
        run_programs(["x = 1", "print(x)"])

"""What can be checked besides arithmetic: the verdicts of a right trace hold, and one that is turned round does not."""

import operator
import re
from random import Random

import pytest

from reasoning_data.catalog import generate
from tunix_reasoning.traces import quality
from tunix_reasoning.traces.verdicts import verdicts

TOWERS = "The purple tower is 120 years old and 30 m high. The silver tower is 67 years old and 1,200 m high."
SIGNS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "==": operator.eq, "!=": operator.ne}


@pytest.mark.parametrize(("trace", "found"), [
    ("16 >= 20 True. 10 > 13 False. True or False = True.", [False, True, True]),
    ("5 >= 7 True, not: False. True and False = False.", [False, True, True]),
    ("75 >= 74 no. 75 >= 55 yes. Prints good.", [False, True]),
    ("Part 1: a is 1, and “1 is equal to 6” is False.", [True]),
    ("Test 1: is 36 greater than or equal to 40? Yes, it is.", [False]),
    ("not True or not False = True", [True]),
    ("True or True and False = False", [False]),
    ("3 + 4 > 5 no. 10 mod 4 == 2 no. x > 5 no", []),
    ("It costs more than 5, yes. The price is 3 and no more.", []),
    ("purple 120, silver 67. max 120. purple", [True] * 5),
    ("purple 120, silver 67. max 120. silver", [True] * 4 + [False]),
    ("purple 67, silver 67. max 67. silver", [True, False, True, True, True]),
    ("purple 120, silver 67. min 120. purple", [True, True, True, False, True]),
    ("above 500: silver 1200, purple 30. silver 67, purple 120. max 120. purple", [True] * 3 + [False] + [True] * 5),
    ("purple 120, purple 30. max 30. purple", [False, True, True, True]),
    ("golden 120, silver 67. max 120. golden", [True, False, True, True, True]),
    ("p 120, s 67. max 120. p", [True] * 5),
    ("minus 3, maximum of 4", []),
    ("", []),
])
def test_each_verdict_is_checked(trace, found):
    assert verdicts(trace.lower(), TOWERS) == found


@pytest.mark.parametrize("seed", range(200))
def test_comparisons_and_logic_agree_with_python(seed):
    rng = Random(seed)
    left, right, sign = rng.randint(-9, 9), rng.randint(-9, 9), rng.choice(list(SIGNS))
    said = rng.choice((True, False))
    assert verdicts(f"{left} {sign} {right} {said}.".lower(), "") == [SIGNS[sign](left, right) == said]
    words = [rng.choice(("", "not ")) + rng.choice(("True", "False")) for _ in range(rng.randint(2, 5))]
    expression = words[0] + "".join(f" {rng.choice(('and', 'or'))} {word}" for word in words[1:])
    assert verdicts(f"{expression} = {said}".lower(), "") == [eval(expression) == said]


TURNS = "A boat is heading south. It turns right, then turns right, then turns left, then turns around."


@pytest.mark.parametrize(("trace", "found"), [
    ("South. right: west. right: north. left: west. around: east. Faces east.", [True] * 6),
    ("South. right: west. right: south. left: east. around: west.", [True, False, True, True, True]),
    ("South. right: west. left: south. right: west. around: east.", [True] * 4 + [False]),
    ("South. right: west. right: north. Faces north.", [True, True, True, False]),
    ("South. right: west. right: north.", [True] * 3),
    ("Right 2, around 1, left 1. South on 3: east.", [True, True]),
    ("Right 2, around 2, left 1. South on 3: west.", [False, False]),
    ("I count them: 2 right, 1 around, 1 left. 7 places on from south is east.", [True, True]),
    ("I count them: 2 right, 0 around, 1 left. 7 places on from south is boat.", [False, False]),
    ("Turn 1, right: one place on from south is west. Turn 2, right: one place on from west is north.", [True] * 6),
    ("Turn 1, right: one place back from south is east.", [True, False, True]),
    ("Turn 1, right: one place on from south is west. Turn 3, right: one place on from west is east.",
     [True] * 3 + [False, True, False]),
])
def test_turns_are_made_on_the_compass(trace, found):
    assert verdicts(trace.lower(), TURNS) == found


def test_right_traces_have_no_false_verdict_and_false_ones_are_worth_little():
    turned = 0
    for example in generate(1500, seed=5):
        for trace in (example["reasoning_trace"], example["metadata"]["concise"]):
            assert all(verdicts(trace.lower(), example["question"])), trace
        jotting = example["metadata"]["concise"]
        other = re.sub(r"\d (?:yes|no)\b", lambda m: m[0][:2] + {"yes": "no", "no": "yes"}[m[0][2:]], jotting, count=1)
        if example["id"].startswith("code/branch_ladder") and other != jotting:
            turned += 1
            assert quality(other, example["answer"], example["question"]) < 0.5
            assert quality(jotting, example["answer"], example["question"]) > 0.9
    assert turned > 5

"""What the model is taught of the roles: labels against an independent reader, prompts that the searches write."""

import operator
import re
from random import Random

import pytest

pytest.importorskip("tunix")

from arithmetic_claims import claims, false_claims

from reasoning_data.catalog import generate
from reasoning_data.strategies import ways
from tunix_reasoning.answers import same_answer
from tunix_reasoning.prompts import create_prompt, format_completion, parse
from tunix_reasoning.roles import PHRASES, STRATEGY_HINTS, steps_of
from tunix_reasoning.traces import COMPASS
from tunix_reasoning.warmup.mistakes import mistaken
from tunix_reasoning.warmup.recipe import WarmupConfig, reasoned
from tunix_reasoning.warmup.roles import ROLES, with_roles

COMPARE = {
    ">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le, "==": operator.eq, "!=": operator.ne,
}


@pytest.fixture(scope="module")
def taught():
    """Examples of the model's families with their ways."""
    drawn = generate(400, seed=21, families=WarmupConfig().families)
    return [e | {"metadata": e["metadata"] | {"ways": ways(e)}} for e in drawn]


def conversations(taught, role, count=1):
    rng = Random(5)
    pairs = [(e, ROLES[role](e, rng)) for e in taught for _ in range(count)]
    return [(e, *pair) for e, pair in pairs if pair]


def visibly_wrong(step):
    """Does a step hold a false equation or a false comparison? A number copied wrongly is not seen here."""
    tests = re.findall(r"(\d+) ([<>=!]=|[<>]) (\d+) (True|False|yes|no)", step)
    told = [COMPARE[sign](int(a), int(b)) == (said in ("True", "yes")) for a, sign, b, said in tests]
    return bool(false_claims(step)) or not all(told)


def test_the_sceptic_names_the_first_step_that_is_wrong(taught):
    named = seen = none = 0
    for _, prompt, completion in conversations(taught, "sceptic", 3):
        shown = [line.split(". ", 1)[1] for line in re.findall(r"^\d+\. .*$", prompt, re.MULTILINE)]
        answer, again = parse(completion).answer, parse(completion).reasoning
        assert not false_claims(again), completion
        wrong = [number for number, step in enumerate(shown, 1) if visibly_wrong(step)]
        if answer == "none":
            none += 1
            assert not wrong, prompt
            assert again == " ".join(f"{number}. {step}" for number, step in enumerate(shown, 1))
        else:
            named += 1
            seen += bool(wrong) and wrong[0] == int(answer)
            assert not [number for number in wrong if number < int(answer)], (prompt, answer)
            assert again.startswith("".join(f"{n}. {step} " for n, step in enumerate(shown[: int(answer) - 1], 1)))
            assert not again.endswith(shown[int(answer) - 1]), "what it works out differs from what is shown"
    assert 0.3 < none / (none + named) < 0.6
    assert seen > 0.5 * named, "most mistakes are seen by a reader of equations"


def test_a_mistake_goes_on_as_a_slip_does():
    trace = "5 × 7 = 35. 50 - 35 = 15"
    changed = {mistaken(trace, "15", (), Random(seed)) for seed in range(200)}
    firsts = [m for m in changed if m.step == 1]
    assert {m.step for m in changed} == {1, 2}
    for mistake in firsts:
        one, two = claims(mistake.trace)
        assert not one.holds
        assert two.holds
        assert mistake.trace.endswith(f"= {mistake.answer}")
    turned = mistaken("North. right: east. left: north. Faces north.", "north", COMPASS, Random(3))
    assert turned.trace.count(".") == 4
    assert mistaken("It is so", "so", (), Random(0)) is None


def test_solutions_differ_and_the_right_one_is_among_them(taught):
    """But for the few prompts where each of four agents says something else: three of them are shown."""
    pairs, hidden = conversations(taught, "synthesis"), 0
    assert len(pairs) > 0.7 * len(taught)
    for example, prompt, completion in pairs:
        told = re.findall(r"^(\d) of (\d) say: .* Answer: (.*)$", prompt, re.MULTILINE)
        assert 2 <= len(told) <= 3
        assert sum(int(votes) for votes, _, _ in told) <= int(told[0][1])
        kind = example["metadata"]["answer_kind"]
        right = sum(same_answer(answer, example["answer"], kind) for _, _, answer in told)
        if not right and sum(int(votes) for votes, _, _ in told) < int(told[0][1]):
            hidden += 1
            continue
        assert right == 1, prompt
        assert f"say: {parse(completion).reasoning} Answer: {example['answer']}" in prompt
    assert hidden < 0.03 * len(pairs)


@pytest.mark.parametrize("role", ["strategy", "revision", "synthesis"])
def test_whoever_answers_the_question_answers_it_right(taught, role):
    for example, prompt, completion in conversations(taught, role):
        assert parse(completion).answer == example["answer"]
        assert not false_claims(parse(completion).reasoning)
        assert prompt.startswith(create_prompt(example["question"]).partition("<end_of_turn>")[0])


def test_a_doubted_step_is_one_of_the_solution(taught):
    wrong = 0
    for _, prompt, completion in conversations(taught, "revision"):
        pattern = r"An earlier solution: (.*) Answer: .*\nThis may be wrong: (.*)<end"
        earlier, fault = re.search(pattern, prompt).groups()
        assert fault in steps_of(earlier)
        wrong += fault not in steps_of(parse(completion).reasoning)
    assert wrong > 0.6 * len(taught)


def test_a_hint_is_followed_where_the_family_knows_the_way(taught):
    for example, prompt, completion in conversations(taught, "strategy", 2):
        name = next(name for name, hint in STRATEGY_HINTS.items() if hint in prompt)
        trace = example["metadata"]["ways"].get(name, example["metadata"]["concise"])
        assert completion == format_completion(trace, example["answer"])


def test_roles_come_in_the_share_asked_for(taught):
    for share in (0.0, 0.28):
        rng, converse = Random(9), with_roles(reasoned, share)
        plain = [converse(e, rng)[0] == create_prompt(e["question"]) for e in taught * 4]
        assert abs(1 - sum(plain) / len(plain) - share) < 0.05


def test_what_the_roles_are_told_is_one_piece_each(tokenizer):
    for phrase in PHRASES:
        assert len(tokenizer.encode(phrase)) == 1

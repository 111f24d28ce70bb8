"""Claims of samples are chosen by energy: brute force agrees, and sound work outvotes a majority without."""

import itertools
import random
from dataclasses import dataclass

import pytest

from tunix_reasoning.prompts import format_completion as done_with
from tunix_reasoning.search import ClaimSelection

QUESTION = "What is 3 + 4 + 5?"


@dataclass
class Said:
    text: str
    tokens: int = 10
    truncated: bool = False


def done(answer, work):
    return done_with(work, answer)


def sound(step, question):
    """Of sums of two numbers only."""
    left, equals, right = step.partition("=")
    return not equals or sum(int(n) for n in left.split("+")) == int(right.strip(" ."))


def selection(texts, **options):
    def generate(prompts, n, **_):
        return [[Said(text) for text in texts] for _ in prompts]

    return ClaimSelection(generate, sound, samples=len(texts), **options)


def test_sound_claims_outvote_a_majority_whose_claims_are_false():
    right = done("12", "3 + 4 = 7. 7 + 5 = 12.")
    wrong = [done("13", "3 + 4 = 8. 8 + 5 = 13."), done("13", "4 + 5 = 10. 10 + 3 = 13."), done("13", "It is 13.")]
    result = selection([*wrong, right, right]).run(QUESTION)
    assert (result.answer, result.completion) == ("12", right)
    assert "3 + 4 = 7." in result.claims
    assert not any("8" in claim or "10 " in claim for claim in result.claims)
    assert (result.calls, result.tokens, len(result.samples)) == (5, 50, 5)


def test_where_nothing_is_false_most_samples_win():
    texts = [done("12", "3 + 4 = 7. 7 + 5 = 12.")] * 2 + [done("9", "4 + 5 = 9.")] * 3
    assert selection(texts).run(QUESTION).answer == "9"


def test_nothing_readable_is_no_answer():
    result = selection(["12", "13"]).run(QUESTION)
    assert (result.answer, result.completion) == (None, "12")


@pytest.mark.parametrize("seed", range(12))
def test_the_choice_is_the_ground_state_by_brute_force(seed):
    rng = random.Random(seed)
    steps = ["3 + 4 = 7.", "7 + 5 = 12.", "3 + 4 = 8.", "4 + 5 = 9.", "It is easy."]
    texts = [done(rng.choice(["12", "13", "9"]), " ".join(rng.sample(steps, rng.randint(1, 4)))) for _ in range(6)]
    chooser = selection(texts, reads=32, sweeps=256)
    model = chooser.model(texts, QUESTION)
    names = list(model.variables)
    states = (dict(zip(names, bits, strict=True)) for bits in itertools.product((0, 1), repeat=len(names)))
    lowest = min(states, key=model.energy)
    assert sum(lowest[name] for name in names if name[1] == "answer") == 1
    result = chooser.decide(texts, QUESTION, seed)
    chosen = {(claim, "claim"): 1 for claim in result.claims} | {(result.answer, "answer"): 1}
    assert model.energy({name: chosen.get(name, 0) for name in names}) == pytest.approx(model.energy(lowest))

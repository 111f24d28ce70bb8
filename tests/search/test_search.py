"""Votes, tree search and debate over scripted models, whose right behaviour can be worked out by hand."""

import math
import random
import re
from dataclasses import dataclass

import pytest

from tunix_reasoning.agreement import camps
from tunix_reasoning.prompts import create_prompt, format_completion
from tunix_reasoning.search import Debate, MixtureOfAgents, TreeSearch, Vote
from tunix_reasoning.search.mcts import STEP

QUESTION = "What is 15% of 240?"


@dataclass
class Said:
    text: str
    tokens: int = 10
    truncated: bool = False


class Script:
    """Answers by a function of the prompt and the number of the sample; remembers what it was asked."""

    def __init__(self, answer):
        self.answer, self.prompts, self.seeds, self.count = answer, [], [], 0

    def __call__(self, prompts, n=1, *, temperature=0.0, seed=0):
        self.prompts += prompts
        self.seeds.append(seed)
        groups = []
        for prompt in prompts:
            groups.append([])
            for _ in range(n):
                groups[-1].append(Said(self.answer(prompt, self.count)))
                self.count += 1
        return groups


def done(answer, work="It is so."):
    return format_completion(work, answer)


def test_camps_are_answers_that_are_the_same_and_the_unreadable_has_no_vote():
    texts = [done("36"), done("35"), "36", done("36.0"), done("35") + done("35"), done("$36")]
    first, second = camps(texts)
    assert (first.answer, len(first.members), second.answer, second.weight) == ("36", 3, "35", 1)


def test_most_samples_win_and_sound_work_can_outvote_them():
    script = Script(lambda prompt, k: done("35") if k % 3 else done("36", "240 * 0.15 = 36."))
    plain = Vote(script, samples=6).run(QUESTION)
    assert (plain.answer, plain.agreement, plain.calls, plain.tokens) == ("35", pytest.approx(4 / 6), 6, 60)
    weighed = Vote(script, samples=6, weight=lambda text, question: 0.9 if "=" in text else 0.3).run(QUESTION)
    assert weighed.answer == "36"
    assert "0.15" in weighed.completion
    best = Vote(script, samples=6, weight=lambda text, question: 0.5 if "=" in text else 0.4, power=math.inf)
    assert best.run(QUESTION).answer == "36", "however many say otherwise"
    assert set(script.prompts) == {create_prompt(QUESTION)}


@pytest.mark.parametrize("seed", range(20))
def test_stopping_early_never_changes_the_winner(seed):
    rng = random.Random(seed)
    answers = [rng.choice(["36", "35", "34"]) if rng.random() < 0.6 else "36" for _ in range(9)]
    whole = Vote(Script(lambda prompt, k: done(answers[k])), samples=9).run(QUESTION)
    stopped = Vote(Script(lambda prompt, k: done(answers[k])), samples=9, batch=3).run(QUESTION)
    assert stopped.answer == whole.answer
    assert stopped.calls <= whole.calls
    unanimous = Vote(Script(lambda prompt, k: done("36")), samples=9, batch=3).run(QUESTION)
    assert unanimous.calls == 6, "five of nine are a majority: known after six"


def claims_hold(text, question):
    """Checks `a + b = c` and `a * b = c`."""
    claims = re.findall(r"(\d+) ([+*]) (\d+) = (\d+)", text)
    return all(int(c) == (int(a) + int(b) if sign == "+" else int(a) * int(b)) for a, sign, b, c in claims)


def value(completion, question):
    return float(claims_hold(completion, question) and "</answer>" in completion)


class Walker:
    """Adds up 3 + 4 + 5 + 6 a step at a time; every step is wrong with some probability, and it goes on from there."""

    def __init__(self, wrong, seed):
        self.rng, self.wrong, self.tokens, self.prompts = random.Random(seed), wrong, 0, []

    def __call__(self, prompts, n=1, *, temperature=0.0, seed=0):
        return [[self.walk(prompt) for _ in range(n)] for prompt in prompts]

    def walk(self, prompt):
        self.prompts.append(prompt)
        prefix = prompt.partition("<start_of_turn>model\n")[2]
        sums = [int(found) for found in re.findall(r"= (\d+)\.", prefix)]
        total, text = (sums or [3])[-1], "" if prefix else "<reasoning>"
        for number in (4, 5, 6)[len(sums) :]:
            result = total + number + (self.rng.random() < self.wrong)
            text += f"{total} + {number} = {result}. "
            total = result
        return Said(f"{text}Done.</reasoning><answer>{total}</answer>", tokens=len(text.split()))


def test_tree_search_turns_back_to_the_last_sound_step():
    walker = Walker(0.5, seed=1)
    result = TreeSearch(walker, value, claims_hold, rounds=6, width=2).run(QUESTION)
    assert result.answer == "18"
    assert result.path_quality == 1.0
    begun = [prompt.partition("<start_of_turn>model\n")[2] for prompt in walker.prompts]
    assert any(begun), "it went on from a prefix"
    for prefix in begun:
        assert claims_hold(prefix, QUESTION), "never from an unsound one"
        assert prefix == "" or STEP.search(prefix[-1:] + " ") or prefix.endswith(" ")


def test_tree_search_beats_whole_samples_of_as_many_tokens():
    """Where each of three steps is wrong half the time, one sample in eight is right."""
    searched, sampled, spent, paid = 0, 0, 0, 0
    for seed in range(60):
        result = TreeSearch(Walker(0.6, seed), value, claims_hold, rounds=4, width=2).run(QUESTION)
        vote = Vote(Walker(0.6, seed + 1000), samples=8, weight=value).run(QUESTION)
        searched, sampled = searched + (result.answer == "18"), sampled + (vote.answer == "18")
        spent, paid = spent + result.tokens, paid + vote.tokens
    assert spent < paid
    assert searched > sampled + 6, (searched, sampled)


def test_the_tree_counts_what_went_through_it():
    result = TreeSearch(Walker(0.3, seed=5), value, claims_hold, rounds=5, width=3, enough=math.inf).run(QUESTION)
    assert result.root.visits == result.calls == len(result.completions) == 15
    for node in result.root.walk():
        assert sum(child.visits for child in node.children.values()) <= node.visits
        assert 0 <= node.mean <= 1
        assert node is result.root or node.parent.children[node.text] is node
        if not claims_hold(node.text, QUESTION):
            assert not node.alive
            assert not node.children


def test_what_is_settled_costs_nothing_more():
    agreed = Script(lambda prompt, k: done("36", "240 * 15 = 3600. 3600 / 100 = 36."))
    divided = Script(lambda prompt, k: done(str(30 + k), "240 * 15 = 3600. 3600 / 100 = 36."))
    settled, unsettled = (TreeSearch(s, value, claims_hold, rounds=4, width=2).run(QUESTION) for s in (agreed, divided))
    assert (settled.answer, settled.calls, unsettled.calls) == ("36", 2, 8)


@pytest.mark.parametrize("rule", ["ucb1", "halving"])
def test_one_call_serves_all_questions_of_a_round(rule):
    script = Script(lambda prompt, k: done("36", "240 * 15 = 3600. 3600 / 100 = 36."))
    search = TreeSearch(script, value, claims_hold, rounds=3, width=2, rule=rule, enough=math.inf)
    results = search.run_all([QUESTION] * 4)
    assert len(script.seeds) == 3
    assert len(set(script.seeds)) == 3, "each round has a seed of its own"
    assert [r.calls for r in results] == [6] * 4


def test_a_debate_ends_at_once_where_all_agree():
    script = Script(lambda prompt, k: done("36"))
    result = Debate(script).run(QUESTION)
    assert (result.answer, result.consensus, result.rounds, result.calls) == ("36", True, 0, 4)
    assert [turn.role for turn in result.transcript] == ["forward", "backward"] * 2


def test_the_sceptic_makes_an_agent_think_again():
    def answer(prompt, k):
        if "Which step is wrong?" in prompt:
            return done("2") if "= 37" in prompt else done("none")
        if "This may be wrong: 3600 / 100 = 37." in prompt:
            return done("36", "240 * 15 = 3600. 3600 / 100 = 36.")
        if "Which is right?" in prompt:
            raise AssertionError("all agree after the first round")
        return done("37", "240 * 15 = 3600. 3600 / 100 = 37.") if k < 3 else done("36", "It is so.")

    result = Debate(Script(answer)).run(QUESTION)
    assert (result.first_vote, result.answer, result.consensus, result.rounds) == ("37", "36", True, 1)
    assert [turn.role for turn in result.transcript][4:] == ["sceptic"] * 4 + ["forward", "backward", "forward"]


@pytest.mark.parametrize("verdict", ["2", "none", "9"])
@pytest.mark.parametrize(
    ("step", "working"),
    [
        ("3600 / 100 = 37.", "240 * 15 = 3600. 3600 / 100 = 36, not 37."),
        ("37 mod 5 = 3.", "37 mod 5 = 2."),
        ("23 > 93 yes.", "23 > 93 no."),
    ],
)
def test_the_sceptics_working_counts_before_its_verdict(verdict, step, working):
    """It names the wrong number, or none, though its own result differs from the step's."""

    def answer(prompt, k):
        if "Which step is wrong?" in prompt:
            return done(verdict, working)
        if f"This may be wrong: {step}" in prompt:
            return done("36")
        return done("37", f"{step} 240 * 15 = 3600.") if k % 2 else done("36", "It is so.")

    assert (result := Debate(Script(answer)).run(QUESTION)).consensus
    assert result.answer == "36"
    assert [turn.fault for turn in result.transcript if turn.role == "sceptic"] == [None, step] * 2


def test_the_synthesizer_judges_where_they_differ_but_invents_nothing():
    def answer(prompt, k, verdict):
        if "Which step is wrong?" in prompt:
            return "I cannot tell."
        if "Which is right?" in prompt:
            return verdict
        return done("37") if k < 3 else done("36")

    for verdict, expected in ((done("36"), "36"), (done("99"), "37"), ("nonsense", "37")):
        result = Debate(Script(lambda prompt, k, v=verdict: answer(prompt, k, v))).run(QUESTION)
        assert (result.answer, result.consensus) == (expected, False)
    mixed = MixtureOfAgents(Script(lambda prompt, k: answer(prompt, k, done("36"))), samples=4).run_all([QUESTION])
    assert (mixed[0].answer, mixed[0].first_vote, mixed[0].calls) == ("36", "37", 5)


@pytest.mark.parametrize("number", ["0", "9", "²", "-1", "1.5", "10" * 3000, ""])
def test_a_step_that_there_is_not_is_no_fault(number):
    def answer(prompt, k):
        return done(number) if "Which step" in prompt and number else done("36" if k % 2 else "37", "One. Two.")

    result = Debate(Script(answer)).run(QUESTION)
    assert {turn.role for turn in result.transcript if turn.round == 1} == {"sceptic", "synthesizer"}

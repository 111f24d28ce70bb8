"""What every task family has to keep, as one assertion after another over many draws."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from random import Random

from arithmetic_claims import false_claims

from reasoning_data.rubric import failures
from reasoning_data.schema import ANSWER_KINDS, DIFFICULTIES, RUBRIC_CHECKS, TEMPLATES, TYPES, Draft, Family
from tunix_reasoning.traces.milestones import progress

DRAWS = 300
READ = 30
"""So many draws a difficulty have their arithmetic read, for the reader takes its time."""


def assert_keeps_the_rules(family: Family) -> None:
    """300 draws a difficulty: the answer is checked twice, the traces are true, within limits, and not repeated."""
    assert family.type in TYPES
    assert family.answer_kind in ANSWER_KINDS
    assert family.verifiable == (family.answer_kind != "free")
    for difficulty in family.difficulties:
        assert difficulty in DIFFICULTIES
        rng = Random(f"rules/{family.name}/{difficulty}")
        for number in range(DRAWS):
            p = family.parameters(rng, difficulty)
            assert json.loads(json.dumps(p)) == p, "parameters are JSON values"
            draft = family.write(rng, p)
            _assert_draft(family, p, draft)
            if number < READ:
                assert false_claims(draft.trace) == []
                assert false_claims(draft.concise) == []
            assert family.write(Random(0), p).answer == draft.answer, "a paraphrase keeps the answer"


def _assert_draft(family: Family, p: dict, draft: Draft) -> None:
    if family.check is None:
        assert 2 <= len(draft.rubric) <= 5
        assert {line["check"] for line in draft.rubric} <= set(RUBRIC_CHECKS)
        assert failures(draft.answer, draft.rubric) == [], draft.answer
    else:
        assert draft.rubric == ()
        assert family.check(p) == draft.answer, p
        answer = draft.answer.casefold()
        assert answer in draft.trace.splitlines()[-1].casefold(), (
            "the last line of the trace gives the answer"
        )
        assert draft.concise.casefold().endswith(answer), draft.concise
    assert draft.template in TEMPLATES
    assert len(draft.question.split()) <= 90
    assert 6 <= len(draft.concise.split()) <= 60, draft.concise
    assert 50 <= len(draft.trace.split()) <= 400, draft.trace
    lines = draft.trace.splitlines()
    assert len(set(lines)) == len(lines), "no line of the trace stands twice"
    for text in (draft.question, draft.trace):
        assert "  " not in text
        assert " a a " not in text
        assert "{" not in text
        assert "None" not in text


def drafts(family: Family, count: int, salt: str = "") -> Iterator[tuple[dict, Draft]]:
    """Parameters and what is written of them, the difficulties in turn."""
    for index in range(count):
        rng = Random(f"{family.name}/{salt}/{index}")
        parameters = family.parameters(rng, DIFFICULTIES[index % 3])
        yield parameters, family.write(rng, parameters)


def assert_keeps_the_contract(family: Family, ends: Callable[[Draft], bool]) -> None:
    """300 drafts whose answers a second method finds too; `ends`: does the concise trace end as it has to?"""
    assert family.answer_kind in ANSWER_KINDS
    questions, wrong = set(), []
    for index, (parameters, draft) in enumerate(drafts(family, DRAWS)):
        assert json.loads(json.dumps(parameters)) == parameters
        if family.check(parameters) != draft.answer:
            wrong.append((family.check(parameters), draft))
        assert draft.template in TEMPLATES
        assert 50 <= len(draft.trace.split()) <= 400
        assert 6 <= len(draft.concise.split()) <= 60, draft.concise
        assert ends(draft), draft.concise
        assert len(draft.question.split()) <= 90
        if index % 5 == 0:  # the slow part
            assert false_claims(f"{draft.trace}\n{draft.concise}") == []
        assert family.write(Random(1), parameters).answer == draft.answer
        questions.add(draft.question)
    assert wrong == []
    assert len(questions) >= 0.95 * DRAWS


def distinct_share(family: Family, draws: int = 1000) -> float:
    """The share of distinct questions among so many draws in the usual mix of difficulties."""
    rng = Random(f"distinct/{family.name}")
    levels = rng.choices(("easy", "medium", "hard"), (3, 5, 2), k=draws)
    return len({family.write(rng, family.parameters(rng, level)).question for level in levels}) / draws


def mean_trace_words(families: tuple[Family, ...], draws: int = 200) -> float:
    """The mean length of the traces, all families weighing the same, in the usual mix of difficulties."""
    total = 0
    for family in families:
        rng = Random(f"length/{family.name}")
        for level in rng.choices(("easy", "medium", "hard"), (3, 5, 2), k=draws):
            total += len(family.write(rng, family.parameters(rng, level)).trace.split())
    return total / (draws * len(families))


def assert_milestones_can_be_missed(family: Family, count: int = 60) -> None:
    """Both traces pass a route; the question, and a trace with one result of the route changed throughout, do not."""
    for index, (_, draft) in enumerate(drafts(family, count, "milestones")):
        for text in (draft.trace, draft.concise):
            passed = [route for route in draft.milestones if progress(text, [route]) == 1]
            assert passed, (draft.milestones, text)
            assert all(progress(draft.question, [route]) < 1 for route in passed), (passed, draft.question)
            for route in passed:
                milestone = route[index % len(route)]
                changed = re.sub(re.escape(milestone), _changed(milestone), text, flags=re.IGNORECASE)
                assert changed != text, ("a milestone is written as in the trace", milestone, text)
                assert progress(changed, [route]) < 1, (milestone, changed)


def _changed(milestone: str) -> str:
    """Another last number, or another last word."""
    start, end = list(re.finditer(r"\d+|[^\W\d_]+", milestone))[-1].span()
    last = milestone[start:end]
    return f"{milestone[:start]}{int(last) + 1 if last.isdecimal() else f'un{last}'}{milestone[end:]}"

"""The environment for verifiers, against the real package: the same problems, the same rewards."""

from __future__ import annotations

import asyncio
import json
from itertools import pairwise
from pathlib import Path

import pytest

from reasoning_data.catalog import generate
from tunix_reasoning.config import GRPOConfig
from tunix_reasoning.prompts import format_completion
from tunix_reasoning.rewards import REWARDS

ENVIRONMENTS = Path(__file__).parents[1] / "environments"
vf = pytest.importorskip("verifiers.v1", reason="verifiers is not installed: pip install 'verifiers>=0.4,<0.5'")


@pytest.fixture(scope="module")
def tasks():
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ENVIRONMENTS / "reasoning_problems"))
        config = vf.taskset_config_type("reasoning-problems")(
            id="reasoning-problems", num_tasks=60, seed=7, split="test"
        )
        yield list(vf.load_taskset(config))


def trace_of(task, reply: str):
    """What verifiers records of one turn."""
    nodes = [
        vf.MessageNode(message=vf.UserMessage(content=task.data.prompt)),
        vf.MessageNode(message=vf.AssistantMessage(content=reply), parent=0, sampled=True),
    ]
    data = vf.TraceTask(type=type(task).__name__, data=task.data)
    return vf.Trace(task=data, agent=vf.AgentInfo.model_construct(), nodes=nodes)


def scored(task, reply: str) -> dict:
    trace = trace_of(task, reply)
    asyncio.run(task.score(trace))
    return trace.rewards


def test_the_problems_are_the_generators(tasks):
    rows = list(generate(60, seed=7, split="test"))
    assert [task.data.id for task in tasks] == [task.key for task in tasks] == [row["id"] for row in rows]
    assert all(row["question"] in task.data.prompt for row, task in zip(rows, tasks, strict=True))
    assert {json.loads(task.data.model_dump_json())["answer"] for task in tasks} == {row["answer"] for row in rows}


def test_the_rewards_are_ours(tasks):
    weights = GRPOConfig()
    for task, other in pairwise(tasks):
        for answer in (task.data.answer, other.data.answer):
            reply = format_completion(task.data.solution, answer)
            columns = {
                name: [getattr(task.data, name)]
                for name in ("question", "answer", "answer_kind", "rubric", "milestones")
            }
            wanted = {name: reward([task.data.prompt], [reply], **columns)[0] for name, reward in REWARDS.items()}
            got = scored(task, reply)
            assert {name: reward.score for name, reward in got.items()} == wanted
            assert {name: reward.weight for name, reward in got.items()} == {
                "format": weights.format_reward_weight,
                "correctness": weights.correctness_reward_weight,
                "quality": weights.reasoning_quality_weight,
            }


def test_worked_solutions_are_accepted_and_others_are_not(tasks):
    assert all(asyncio.run(task.validate(None)) for task in tasks)
    assert all(scored(task, "I do not know.")["format"].score == 0 for task in tasks)
    assert all(scored(task, "")["correctness"].score == 0 for task in tasks)

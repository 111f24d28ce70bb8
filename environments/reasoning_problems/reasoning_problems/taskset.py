"""reasoning-problems: generated problems of six types, scored for format, correctness and the work shown.

    vf-eval reasoning-problems -n 20 -m MODEL --env.taskset.split test
"""

import json
from collections.abc import Iterator
from typing import Literal

import verifiers.v1 as vf

from reasoning_data.catalog import generate
from tunix_reasoning.config import GRPOConfig
from tunix_reasoning.prompts import INSTRUCTIONS, format_completion
from tunix_reasoning.rewards import REWARDS

WEIGHTS = GRPOConfig()


class ReasoningData(vf.TaskData):
    question: str
    answer: str
    answer_kind: str
    rubric: str
    milestones: str
    """JSON text, as the rewards take it."""
    solution: str
    """The worked solution, for `validate` only."""


class ReasoningTask(vf.Task[ReasoningData]):
    @property
    def key(self) -> str:
        return self.data.id or self.hash

    def _score(self, name: str, reply: str) -> float:
        columns = self.data.model_dump(include={"question", "answer", "answer_kind", "rubric", "milestones"})
        return REWARDS[name]([self.data.prompt], [reply], **{column: [text] for column, text in columns.items()})[0]

    @vf.reward(weight=WEIGHTS.format_reward_weight)
    async def format(self, trace: vf.Trace) -> float:
        return self._score("format", trace.last_reply)

    @vf.reward(weight=WEIGHTS.correctness_reward_weight)
    async def correctness(self, trace: vf.Trace) -> float:
        return self._score("correctness", trace.last_reply)

    @vf.reward(weight=WEIGHTS.reasoning_quality_weight)
    async def quality(self, trace: vf.Trace) -> float:
        return self._score("quality", trace.last_reply)

    async def validate(self, runtime: vf.Runtime) -> bool:
        """Whether the rewards accept the worked solution that comes with the problem."""
        reply = format_completion(self.data.solution, self.data.answer)
        return self._score("format", reply) == self._score("correctness", reply) == 1.0


class ReasoningConfig(vf.TasksetConfig):
    num_tasks: int = 1000
    seed: int = 42
    split: Literal["train", "validation", "test", ""] = ""
    types: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    difficulties: tuple[str, ...] = ()
    levels: tuple[int, ...] = ()


class ReasoningTaskset(vf.Taskset[ReasoningTask, ReasoningConfig]):
    def load(self) -> Iterator[ReasoningTask]:
        c = self.config
        chosen = {name: getattr(c, name) or None for name in ("split", "types", "families", "difficulties", "levels")}
        for row in generate(c.num_tasks, c.seed, **chosen):
            metadata = row["metadata"]
            data = ReasoningData(
                id=row["id"], prompt=f"{INSTRUCTIONS}\n\n{row['question']}", question=row["question"],
                answer=row["answer"], answer_kind=metadata["answer_kind"], rubric=metadata["rubric"],
                milestones=json.dumps(metadata["milestones"]), solution=row["reasoning_trace"],
            )
            yield ReasoningTask(data, c.task)

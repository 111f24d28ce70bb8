"""Coverage-guided fuzzing of the three rewards; run by hand, since atheris is not among the tests' requirements.

    pip install atheris
    python tests/fuzz_rewards.py -max_total_time=600

Nothing may raise, and no reward may leave [0, 1].
"""

import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parent.parent))
with atheris.instrument_imports(include=["tunix_reasoning"]):
    from reasoning_data.schema import ANSWER_KINDS
    from tunix_reasoning import rewards

DECLARED = ["", *ANSWER_KINDS]
WORDS = ["<reasoning>", "</reasoning>", "<answer>", "</answer>", "\\boxed{", "\\frac{1}{2}", "9**9", "half of ", "####",
         "1,200", " or ", " = ", "x", "%", "$"]
"""What a fuzzer would be long in finding; the control characters from 1 on stand for these."""
RUBRIC = '[{"check": "contains_all", "value": ["painting"]}, {"check": "max_words", "value": 5}]'
ROUTES = ["", "[]", '[["24", "72"]]', '[["half of 48 is 24"], ["1/2", "x = 5", "Liam > Tess"]]']


def text(provider: atheris.FuzzedDataProvider, longest: int) -> str:
    found = provider.ConsumeUnicode(provider.ConsumeIntInRange(0, longest))
    return found.translate(dict(enumerate(WORDS, start=1)))


def check(data: bytes) -> None:
    provider = atheris.FuzzedDataProvider(data)
    kind = DECLARED[provider.ConsumeIntInRange(0, len(DECLARED) - 1)]
    gold, question, body = text(provider, 24), text(provider, 80), text(provider, 400)
    completion = provider.PickValueInList(
        [
            body,
            f"<reasoning>{body}</reasoning><answer>{gold}</answer>",
            f"<reasoning>{question}</reasoning><answer>{body}</answer>",
        ]
    )
    columns = {"question": [question], "answer": [gold], "answer_kind": [kind],
               "rubric": [RUBRIC if kind == "free" else ""], "milestones": [provider.PickValueInList(ROUTES)]}
    for reward in (rewards.format_reward, rewards.correctness_reward, rewards.reasoning_quality_reward):
        [score] = reward([question], [completion], **columns)
        assert 0 <= score <= 1, (reward.__name__, score, columns, completion)
    rewards.explain(completion, question, columns["milestones"][0], gold, kind)


atheris.Setup(sys.argv, check)
atheris.Fuzz()

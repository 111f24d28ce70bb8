"""Does a free answer speak of what was asked, in words of its own?"""

from __future__ import annotations

import math
import re

from tunix_reasoning.traces.questions import understand
from tunix_reasoning.traces.words import STOP_WORDS, phrases_of, words_of

OFF_TOPIC = 0.05  # below this relevance a free answer speaks of something else
COPIED = 0.5  # above this share of the question's phrases it is the question
MAX_FREE_ANSWER = 8_000  # characters; the rubrics ask for a few sentences
FORM_WORDS = frozenset(  # of what form an answer shall have: they make no topic
    re.findall(
        r"\w+",
        """write words word sentence sentences line lines story poem use using include includes begin begins start end
        exactly give make title slogan tell one two three four five text passage summary summarize note""",
    )
)


def on_topic(answer: str, question: str, reference: str) -> bool:
    """Whether it does; `reference` is an answer that does."""
    if len(answer) > MAX_FREE_ANSWER or relevance(answer, f"{question} {reference}") < OFF_TOPIC:
        return False
    phrases = understand(question).phrases
    return len(phrases & phrases_of(words_of(answer.lower()))) <= COPIED * len(phrases)


def relevance(text: str, topic: str) -> float:
    """The cosine between the content words of two texts, in [0, 1]; numbers and words of any text weigh nothing."""
    found, wanted = (
        {word for word in words_of(part.lower()) if not word.isdigit()} - STOP_WORDS - FORM_WORDS
        for part in (text, topic)
    )
    return len(found & wanted) / math.sqrt(len(found) * len(wanted)) if found and wanted else 0.0

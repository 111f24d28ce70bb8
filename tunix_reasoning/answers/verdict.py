"""Are two answers the same answer?

    same_answer("1.200,50 €", "€1,200.50")                       # True: notation does not matter
    same_answer("36, maybe 37", "36")                            # False: one answer, no alternatives, no hedges
    same_answer("The speed is 36 m/s", "36 m/s")                 # False: strict, for training
    same_answer("The speed is 36 m/s", "36 m/s", lenient=True)   # True, for evaluation

The gold answer decides what is compared: its kind where the data names one, else what it looks like
(`comparison.py`). Answers are read, never run: no eval, and no signals, since rewards are computed in a thread;
_LONGEST bounds the time.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from reasoning_data.schema import ANSWER_KINDS
from tunix_reasoning.answers.asked import asked, in_form, without_scale
from tunix_reasoning.answers.comparison import same, unread
from tunix_reasoning.answers.notation import plain
from tunix_reasoning.answers.sentences import STATED, formula, hedges, phrases, sentence

_LONGEST = 1000  # characters; longer answers are compared as plain text

_LABEL = re.compile(  # Answer: 36, the final answer is 36, #### 36, a total of 36
    r"[\s*#]*(?:####|(?:(?:so|thus|hence|therefore),?\s+)?(?:the\s+)?(?:final\s+|correct\s+)?(?:answer|total|result)"
    r"[\s*]*(?:\bis\b|[:=])|exactly\s|only\s|(?:a\s+)?total\s+of\s)[\s:]*(\*\*)?\s*",
    re.I,
)


def same_answer(
    candidate: str, gold: str, kind: str | None = None, lenient: bool = False, question: str = "",
    fallback: Callable[[str, str], bool] | None = None,
) -> bool:
    """Whether `candidate` is the answer `gold`, up to notation.

    `kind` is one of the kinds of the data; None, or a gold answer that is not of it: what the gold answer looks like
    decides.
    A label in front, "Answer:" or "The answer is", is notation. `lenient` also takes the one unambiguous answer out
    of a few words around it, a missing unit of measurement, and arithmetic left undone. Enumerations, alternatives
    and hedges are never right. Where the `question` is known, an answer has the form that it asks for: lowest terms,
    a percentage, dozens; where it is not, a gold fraction or ratio of a declared kind asks for lowest terms.
    `fallback`, such as `peer.second_opinion`, is asked by a lenient reader about TeX that this package cannot read.
    Worst case a few milliseconds without it. ValueError: an unknown kind.
    """
    if kind == "code":
        return _same_output(candidate, gold, lenient)
    if kind is not None and kind not in ANSWER_KINDS:
        raise ValueError(f"kind must be one of {', '.join(ANSWER_KINDS)} or None. Received: {kind!r}")
    if max(len(candidate), len(gold)) > _LONGEST:
        return candidate.split() == gold.split() != []
    written, candidate, gold = (candidate, gold), plain(candidate), plain(gold)
    if not candidate or not gold or max(len(candidate), len(gold)) > _LONGEST:  # some characters stand for many
        return bool(candidate) and candidate == gold
    question_asks = asked(question)
    candidate, words = without_scale(candidate, question_asks), question_asks.words
    found = same(candidate, gold, kind, True, words)
    if not found and (label := _LABEL.match(candidate)):
        found = same(plain(candidate[label.end() :].removesuffix(label[1] or " ")), gold, kind, True, words)
    if not found and lenient:
        gold = plain(formula(written[1])) or gold if r"\boxed" in written[1] else gold
        inner = plain(formula(written[0])) if "$" in written[0] or "\\" in written[0] else ""
        texts = [candidate, inner] if inner and not hedges(candidate, gold) else [candidate]
        found = any(same(phrase, gold, kind, False, words) for text in texts for phrase in phrases(text, gold, kind))
        if not found and fallback and not hedges(candidate, gold) and unread(candidate, gold, kind):
            found = "\\" in "".join(written) and fallback(*written)
    return found and in_form(candidate, gold, kind, question_asks)


def _same_output(candidate: str, gold: str, lenient: bool) -> bool:
    """What a program prints, exactly, fenced or not; if `lenient`, in a sentence, up to spaces and quotes."""
    given, wanted = _printed(candidate), _printed(gold)
    if lenient and given != wanted:
        stated = STATED.split(given)
        given = _printed(sentence(stated[1])) if len(stated) == 2 else given
        given, wanted = (re.sub(r"[\s'\"]+", "", text) for text in (given, wanted))
    return bool(given) and given == wanted


def _printed(text: str) -> str:
    text = text.strip()
    if text.startswith("```") and text.endswith("```") and "\n" in text:
        text = text[text.index("\n") : -3]
    elif len(text) > 2 and text[0] == text[-1] == "`":
        text = text[1:-1]
    return "\n".join(line.rstrip() for line in text.strip().splitlines())

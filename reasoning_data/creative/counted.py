"""Sentences of an exact number of words."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.creative.stories import at_place
from reasoning_data.creative.titles import PLACES, THINGS
from reasoning_data.drafting import checked, opening, quote, rule
from reasoning_data.rubric import words
from reasoning_data.schema import Draft, Family

ADJECTIVES = (
    "old", "silver", "broken", "forgotten", "tiny", "golden", "crooked", "painted", "silent", "strange", "heavy",
    "wooden", "blue", "borrowed", "dusty", "lucky",
)
_DEEDS = (
    "lay in the {place}", "waited in the {place}", "was found in the {place}", "was hidden in the {place}",
    "disappeared in the {place}", "was carried through the {place}",
    "came back to the {place}", "was sold in the {place}",
)
# what may follow, by its number of words
TAILS = {
    0: ("",),
    1: ("yesterday", "unseen", "overnight"),
    2: ("last winter", "after midnight", "at dawn", "without warning"),
    3: ("for seven years", "in the rain", "during the storm", "for no reason"),
    4: ("before anyone woke up", "until the snow melted", "on the longest night"),
    5: ("while everybody else was asleep", "because nobody had asked why", "and nobody said a word"),
    6: ("as if it had always known", "long after the music had stopped"),
    7: ("and the whole town heard of it", "where no one had thought of looking"),
}
_ASKS = (
    "Write one sentence of exactly {n} words {use}. {limits}",
    "I need a single sentence {use}, exactly {n} words long. {limits}",
    "In exactly {n} words and one sentence, tell a tiny story {use}. {limits}",
    "Compose one sentence {use} with {n} words, no more and no fewer. {limits}",
)
_USES = (
    "for a photo caption", "for a story contest", "for a puppet show", "for a postcard", "for a book cover",
    "for a writing class", "for a game of telephone", "for a radio quiz", "for a diary", "for a picture book",
)


def counted(rng: Random, difficulty: str) -> dict[str, Any]:
    size = {"easy": rng.randint(0, 2), "medium": rng.randint(1, 5), "hard": rng.randint(3, 7)}[difficulty]
    return {
        "thing": rng.choice(THINGS),
        "place": rng.choice(PLACES),
        "adjective": rng.choice(ADJECTIVES),
        "deed": rng.randrange(len(_DEEDS)),
        "tail": rng.choice(TAILS[size]),
        "use": rng.choice(_USES),
        "end": difficulty == "hard",
    }


def write_counted(rng: Random, p: dict[str, Any]) -> Draft:
    thing, place, tail = p["thing"], p["place"], p["tail"]
    head = f"The {p['adjective']} {thing}"
    deed = at_place(_DEEDS[p["deed"]].format(place=place), place)
    answer = f"{head} {deed}{tail and f' {tail}'}."
    n, begun, rest = (len(words(text)) for text in (answer, f"{head} {deed}", tail))
    rubric = [
        rule("contains_all", [thing, place]), rule("min_words", n), rule("max_words", n), rule("max_sentences", 1),
    ]
    limits = [f"{quote([thing, place])} occur", f"exactly {n} words", "one sentence"]
    asked = [f'It has to contain "{thing}" and "{place}".']
    if p["end"]:
        last = words(answer)[-1]
        rubric.append(rule("ends_with", last))
        limits.append(f'the last word is "{last}"')
        asked.append(f'The last word has to be "{last}".')
    question = rng.choice(_ASKS).format(n=n, use=p["use"], limits=" ".join(asked))
    sums = f"3 + {begun - 3} = {begun}"
    concise = f"{thing}, {place}, {n} words. {head} (3) {deed} ({begun - 3}): {sums}, {n} - {begun} = {rest}"
    concise += f': "{tail}". {begun} + {rest} = {n}' if rest else f", so {n}"
    lines = [
        opening(rng, limits),
        f"With a fixed number I begin with what must be there, count it, and then fill up to {n}.",
        f'"{head}" brings in the first thing: 3 words.',
        f'"{deed}" brings in the {place} and something that happens: {begun - 3} words.',
        f"So far that makes {sums}, and {n} - {begun} = {rest} "
        f"{'word is' if rest == 1 else 'words are'} still to be found.",
        f'"{tail}" has exactly {rest} and goes with the rest of the sentence: {begun} + {rest} = {n}.'
        if rest
        else f"Nothing has to be added, and nothing may be: {n} words stand there already.",
        f"The draft: {answer}",
        "Counted once more, word by word: "
        f"{', '.join(f'{word} {number}' for number, word in enumerate(words(answer), 1))}.",
        *checked(rng, answer, rubric),
    ]
    return Draft(
        question, answer, concise, "\n".join(lines), "creative_process", tuple(rubric),
        tuple((thing, place, str(n), one, other, str(n)) for one, other in ((thing, place), (place, thing))),
    )


FAMILIES = (
    Family(
        "exact_sentence", "creative", "sentences", "free", ("sentence", "word count", "constraint"),
        counted, write_counted, None,
    ),
)

"""Short rhymed poems about a subject."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.drafting import checked, opening, quote, rule
from reasoning_data.rubric import words
from reasoning_data.schema import Draft, Family

SUBJECTS = (
    "moon", "river", "wind", "sparrow", "snow", "lantern", "sea", "garden", "train", "rain", "candle", "harbor", "fox",
    "morning", "bell", "cloud", "lighthouse", "oak", "street", "kite", "bridge", "star", "tide", "owl", "meadow",
    "clock",
    "frost", "violin", "swallow", "campfire", "shadow", "window", "cricket", "orchard", "echo", "boat", "road", "fog",
)
# Rhymed couplets: the first line names the subject, the last words rhyme.
COUPLETS = (
    ("The {x} arrives before the light", "and folds away the coat of night"),
    ("The {x} has nothing left to prove", "and only waits for us to move"),
    ("The {x} remembers every name", "and yet it loves us all the same"),
    ("The {x} begins a quiet song", "that I have carried all day long"),
    ("The {x} keeps secrets from the town", "and never lets a traveler down"),
    ("The {x} is older than the hill", "and, when I listen, younger still"),
    ("The {x} goes slowly through the year", "and tells me that the spring is near"),
    ("The {x} comes softly to my door", "and asks for nothing any more"),
    ("The {x} lies silver in the rain", "and sings the summer back again"),
    ("The {x} holds out against the cold", "and turns the smallest hour to gold"),
    ("The {x} stands waiting in the blue", "and keeps a little space for you"),
    ("The {x} forgives the broken day", "and gently shows the stars their way"),
    ("The {x} gives more than it can keep", "and guards the village in its sleep"),
    ("The {x} knows neither haste nor fear", "and whispers what we need to hear"),
    ("The {x} can wait a hundred years", "and wash the dust from all our fears"),
    ("The {x} looks over roof and wall", "and does not mind at all, at all"),
    ("The {x} was here before we came", "and nobody can put it to shame"),
    ("The {x} returns when doubts are deep", "and sings the tired world to sleep"),
    ("The {x} has traveled far tonight", "and left a trail of silver light"),
    ("The {x} may tremble, bend and sway", "and still be there at break of day"),
    ("The {x} belongs to everyone", "and starts again when day is done"),
    ("The {x} is made of breath and sound", "and lifts our feet above the ground"),
    ("The {x} is small, the world is wide", "and yet it leaves the gate untied"),
    ("The {x} makes room for one more guest", "and never asks who traveled best"),
    ("The {x} speaks softly, and I know", "that what is lost may come and go"),
    ("The {x} draws circles in the air", "and finds a story everywhere"),
)
MOVING = ("arrives", "goes", "comes", "returns", "has traveled", "draws", "can wait")
STILL = (
    "garden", "harbor", "lighthouse", "oak", "street", "bridge", "meadow", "window", "orchard", "road", "lantern",
    "clock", "candle", "violin", "campfire", "shadow", "bell",
)
"""Subjects that do not come and go, and the verbs that they leave to others."""
# setting: what the poem is for
_OCCASIONS = (
    "for a birthday", "for a calendar page", "for a friend far away", "for a child at bedtime", "for a school wall",
    "for the first day of spring", "for a farewell", "for a quiet evening", "for a travel diary", "for a winter card",
    "for a reading in a library", "for a grandmother", "for a new neighbor", "for a rainy Sunday",
    "for a thank-you note",
)
_ASKS = (
    "Write a poem of {n} lines about the {x} {occasion}. {limits}",
    "Compose {n} lines of verse {occasion}; the {x} is the subject. {limits}",
    "I need {n} rhyming lines about the {x} {occasion}. {limits}",
    "A short poem of {n} lines {occasion}, please: the subject is the {x}. {limits}",
)


def poem(rng: Random, difficulty: str) -> dict[str, Any]:
    number = 1 if difficulty != "hard" else 2
    subject = rng.choice(SUBJECTS)
    fitting = [
        k
        for k, (first, _) in enumerate(COUPLETS)
        if subject not in STILL or not first.removeprefix("The {x} ").startswith(MOVING)
    ]
    return {
        "subject": subject,
        "couplets": rng.sample(fitting, number),
        "setting": rng.choice(_OCCASIONS),
        "end": difficulty != "easy",
        "spare": rng.randint(1, 8),
    }


def write_poem(rng: Random, p: dict[str, Any]) -> Draft:
    x = p["subject"]
    chosen = [tuple(line.format(x=x) for line in COUPLETS[k]) for k in p["couplets"]]
    if len(chosen) == 2:  # the second couplet goes on about the subject without naming it again
        chosen[1] = (f"It{chosen[1][0].removeprefix(f'The {x}')}", chosen[1][1])
    verse = [line for first, second in chosen for line in (f"{first}{_comma(second)}", f"{second}.")]
    answer, n = "\n".join(verse), len(verse)
    most, last = len(words(answer)) + p["spare"], words(answer)[-1]
    rubric = [
        rule("lines", n),
        rule("contains_all", [x]),
        rule("starts_with", f"The {x}"),
        rule("max_words", most),
    ]
    limits = [f"{n} lines", f'it begins with "The {x}"', f"up to {most} words"]
    asked = [f'Begin with "The {x}" and use at most {most} words.']
    if p["end"]:
        rubric.append(rule("ends_with", last))
        limits.append(f'the last word is "{last}"')
        asked.append(f'The last word has to be "{last}".')
    question = rng.choice(_ASKS).format(n=n, x=x, occasion=p["setting"], limits=" ".join(asked))
    rhymes = [(words(first)[-1], words(second)[-1]) for first, second in chosen]
    paired = ", ".join(" ".join(pair) for pair in rhymes)
    ends = f"{verse[0].rstrip(',')} / {verse[-1]}"
    concise = f"{n} lines about {x}, at most {most} words. rhymes: {paired}. {ends}"
    lines = [
        opening(rng, limits),
        f"Brainstorm on the {x}: what it does, what it keeps, what it could tell. It may act like a person, which "
        "gives "
        f"the lines a verb each.",
        f"The poem is meant {p['setting']} and will be said aloud, so I look for the rhymes first: "
        f"{', then '.join(quote(pair) for pair in rhymes)}.",
        *(
            f'Toward "{one}" and "{other}" I write: {first} / {second}'
            for (one, other), (first, second) in zip(rhymes, chosen, strict=True)
        ),
        "In a couplet the first line opens a picture and the second one answers it.",
        f"Set in {n} lines, the draft begins with {verse[0].rstrip(',;.')} and ends with {last}.",
        *checked(rng, answer, rubric),
    ]
    route = (f"{n} lines", x, str(most), x, *([last] if p["end"] else []))
    return Draft(question, answer, concise, "\n".join(lines), "creative_process", tuple(rubric), (route,))


def _comma(second: str) -> str:
    """Between the lines of a couplet; `that` follows without one."""
    return "" if second.startswith("that") else ","


FAMILIES = (Family("poem", "creative", "poems", "free", ("poem", "rhyme"), poem, write_poem, None),)

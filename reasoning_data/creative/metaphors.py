"""Metaphors and similes: an idea seen as a thing."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.drafting import checked, opening, quote, rule
from reasoning_data.rubric import words
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import a

IDEAS = (
    "patience", "memory", "hope", "fear", "friendship", "anger", "silence", "curiosity", "grief", "ambition", "trust",
    "time", "boredom", "envy", "courage", "love", "doubt", "freedom", "laughter", "loneliness", "kindness", "pride",
    "forgiveness", "imagination", "homesickness", "gratitude", "ageing", "learning", "homework", "winter", "childhood",
    "a secret", "a promise", "a rumor", "a good idea", "a long meeting", "a new job", "the internet", "music", "sleep",
)
HARD_IDEAS = (
    "fear", "anger", "grief", "boredom", "envy", "doubt", "loneliness", "homesickness", "ageing", "a rumor", "silence",
    "pride", "homework", "a long meeting", "winter",
)
"""What nobody would see on a birthday card."""
# image: what it does (said of any idea), the trait that carries the comparison
IMAGES = {
    "river": (
        ("carves stone without raising its voice", "quiet strength"),
        ("never passes the same place twice", "change"),
    ),
    "bridge": (
        ("holds only if both banks do", "two sides"),
        ("carries us over what we dare not enter", "support"),
    ),
    "candle": (
        ("gives light by giving itself away", "giving"),
        ("trembles but keeps the dark outside", "a small defence"),
    ),
    "garden": (
        ("rewards whoever comes back every day", "steady care"),
        ("grows weeds where nobody looks", "neglect"),
    ),
    "mirror": (
        ("shows us what we bring to it", "honesty"),
        ("breaks into a hundred smaller versions", "fragility"),
    ),
    "ladder": (
        ("is climbed one rung at a time", "small steps"),
        ("is useless until it leans on something", "support"),
    ),
    "storm": (
        ("is loud, soon over and hard to clean up after", "damage"),
        ("clears the air for the morning", "relief"),
    ),
    "seed": (
        ("does its best work in the dark", "hidden growth"),
        ("keeps a whole forest folded inside", "promise"),
    ),
    "map": (
        ("leaves out the very hill one has to climb", "what is missing"),
        ("is drawn by those who got lost", "experience"),
    ),
    "lighthouse": (
        ("asks for nothing and turns all night", "steadiness"),
        ("warns best from far away", "distance"),
    ),
    "coat": (
        ("warms us only once it is worn", "use"),
        ("has something forgotten in every pocket", "small finds"),
    ),
    "door": (
        ("opens toward whoever dares to push", "courage"),
        ("lets the draft in with the guest", "mixed gifts"),
    ),
    "kite": (
        ("needs the wind against it in order to rise", "resistance"),
        ("pulls hardest when held", "tension"),
    ),
    "suitcase": (
        ("is always heavier than it looks", "weight"),
        ("must be unpacked before it can be filled again", "letting go"),
    ),
    "clock": (
        ("speaks softly but never stops", "persistence"),
        ("is noticed only when the room is quiet", "silence"),
    ),
    "spider web": (
        ("is almost invisible until it catches the light", "delicacy"),
        ("is rebuilt every morning", "repair"),
    ),
    "campfire": (
        ("draws strangers into one circle", "company"),
        ("dies if no one feeds it", "care"),
    ),
    "shadow": (
        ("grows longest when the day is nearly done", "late growth"),
        ("follows without ever touching", "nearness"),
    ),
    "compass": (
        ("trembles before it points the right way", "doubt before direction"),
        ("works best when we stand still", "calm"),
    ),
    "anchor": (
        ("holds best where no one can see it", "hidden support"),
        ("saves the ship and keeps it from sailing", "a price"),
    ),
    "tree": (
        ("adds one thin ring each year", "slow growth"),
        ("bends so that it need not break", "flexibility"),
    ),
    "window": (
        ("lets in more light when it is cleaned", "care"),
        ("shows the world and keeps the rain out", "shelter"),
    ),
    "volcano": (
        ("passes for a quiet hill for years", "hidden force"),
        ("makes the richest soil in the end", "late gain"),
    ),
    "bicycle": (
        ("falls over as soon as it stops", "movement"),
        ("must be mastered anew by every child", "practice"),
    ),
    "library": (
        ("is silent and full of voices", "richness"),
        ("lends everything and loses nothing", "generosity"),
    ),
    "snowflake": (
        ("falls without a sound and changes the whole street", "quiet change"),
        ("lasts as long as a breath", "brevity"),
    ),
    "echo": (
        ("answers in our own voice", "reflection"),
        ("arrives late and a little smaller", "delay"),
    ),
    "tide": (
        ("takes back whatever it brings", "give and take"),
        ("comes in while we look the other way", "surprise"),
    ),
    "puzzle": (
        ("hides its last piece under the table", "frustration"),
        ("makes sense from the edges inward", "order"),
    ),
    "song": (
        ("stays in the room after the singer has gone", "lasting effect"),
        ("is learned by repeating it wrongly", "practice"),
    ),
}
# what the sentence is for
_USES = (
    "for a birthday card", "for a school newsletter", "for the first line of an essay", "for a poster in a hallway",
    "for a speech at a wedding", "for a podcast intro", "for a children's book", "for a diary entry",
    "for a letter to a friend", "for a poetry workshop", "for a bookmark", "for a quiet scene in a novel",
    "for the wall of a waiting room", "for a graduation speech", "for a songwriter", "for a museum label",
)
CHEERFUL = _USES[:1] + _USES[3:5] + _USES[6:7] + _USES[10:11] + _USES[12:14]
"""Uses that a hard idea would spoil."""
_ASKS = (
    'Write a metaphor {use} that describes {idea} as {image_a}. {limits}',
    'Describe {idea} through the image of {image_a}, {use}. {limits}',
    'Invent a one-sentence comparison {use}: {idea} and {image_a}. {limits}',
    'Compare {idea} with {image_a} in one sentence {use}. {limits}',
)


def metaphor(rng: Random, difficulty: str) -> dict[str, Any]:
    image, idea = rng.choice(list(IMAGES)), rng.choice(IDEAS)
    return {
        "idea": idea,
        "image": image,
        "trait": rng.randrange(2),
        "use": rng.choice([use for use in _USES if use not in CHEERFUL or idea not in HARD_IDEAS]),
        "spare": rng.randint(2, 5) if difficulty == "easy" else rng.randint(0, 2),
        "form": {"easy": "metaphor", "medium": rng.choice(("metaphor", "simile")), "hard": "turn"}[
            difficulty
        ],
    }


def write_metaphor(rng: Random, p: dict[str, Any]) -> Draft:
    idea, image, form = p["idea"], p["image"], p["form"]
    action, trait = IMAGES[image][p["trait"]]
    other, aside = IMAGES[image][1 - p["trait"]]
    start = idea[0].upper() + idea[1:]
    key = words(idea)[-1]
    rubric = [rule("contains_all", [key, image])]
    if form == "simile":
        answer = f"{start} is like {a(image)} that {action}."
        extra, demand = rule("contains_any", ["like", "as"]), 'Use "like" or "as".'
    elif form == "turn":
        answer = f"{start} is no {other_image(image)}; it is {a(image)} that {action}."
        extra, demand = (
            rule("contains_all", [other_image(image)]),
            f"First say that it is no {other_image(image)}.",
        )
    else:
        answer = f"{start} is {a(image)} that {action}."
        extra, demand = rule("excludes", ["like"]), 'Do not use the word "like".'
    most = len(words(answer)) + p["spare"]
    rubric += [extra, rule("starts_with", start), rule("max_words", most)]
    limits = [
        f"{quote([key, image])} have to occur", demand.rstrip(".")[0].lower() + demand.rstrip(".")[1:],
        f'it begins with "{start}"', f"at most {most} words",
    ]
    asked = f'{demand} Begin with "{start}" and use at most {most} words.'
    question = rng.choice(_ASKS).format(use=p["use"], idea=idea, image_a=a(image), limits=asked)
    concise = f"{idea}, {image}, at most {most} words. shared trait: {trait}. {answer}"
    lines = [
        opening(rng, limits),
        f"A comparison works when one trait of {a(image)} is also true of {idea}, so I collect traits of {a(image)}.",
        f"First trait: it {other}. That speaks of {aside}.",
        f"Second trait: it {action}. That speaks of {trait}.",
        f"Said of {idea}, the second trait is the fresher one: {trait} is easy to see in the picture, and {idea} "
        f"has it too. I choose it.",
        f"The draft: {answer}",
        *checked(rng, answer, rubric),
    ]
    seen = other_image(image) if form == "turn" else key
    return Draft(
        question, answer, concise, "\n".join(lines), "creative_process", tuple(rubric),
        ((key, image, str(most), seen, image),),
    )


def other_image(image: str) -> str:
    """The image after this one: what the idea is said not to be."""
    images = list(IMAGES)
    return images[(images.index(image) + 7) % len(images)]


FAMILIES = (
    Family(
        "metaphor",
        "creative",
        "figures_of_speech",
        "free",
        ("metaphor", "simile"),
        metaphor,
        write_metaphor,
        None,
    ),
)

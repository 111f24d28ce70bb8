"""The beginning of a story, and short dialogues."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.creative.titles import PLACES, THINGS
from reasoning_data.drafting import checked, opening, quote, rule
from reasoning_data.rubric import words
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES, a

STARTS = (
    "On the last day of summer", "Long after midnight", "Before the storm reached the coast",
    "In the third week of rain",
    "When the lights went out", "An hour before sunrise", "On the morning of the fair", "While the town was asleep",
    "In the year without a winter", "At the end of the longest night", "Three days after the funeral",
    "During the first snow", "On the eve of a birthday", "Between two trains", "At the stroke of noon",
    "After the band had stopped playing", "One step before the border", "In the quiet after the thunder",
)
JOBS = (
    "the lamplighter", "the youngest nurse", "the piano tuner", "the new teacher", "the lighthouse keeper",
    "the bus driver", "the violin maker", "the night guard", "the map seller", "the apprentice baker",
    "the retired judge", "the stamp collector", "the gardener", "the translator", "the ferry pilot", "the clockmaker",
)
FINDS = (
    "found {thing} in {place}", "heard {thing} call from {place}", "carried {thing} into {place}",
    "hid {thing} near {place}", "saw {thing} move by itself in {place}", "followed {thing} through {place}",
    "lost {thing} in {place}", "stole {thing} from {place}",
)
# what the second sentence does, and the sentence
HOOKS = (
    ("raises a question about the owner", "The name scratched into it was {name}'s own."),
    ("makes the thing strange", "It was warm, as if somebody had only just let go of it."),
    ("promises trouble", "By evening, everyone who had seen it would deny it."),
    ("hints at a secret", "Nobody else in town was supposed to know that it existed."),
    ("sets a clock ticking", "There were nine hours left to bring it back."),
    ("doubts what was seen", "{name} decided to tell no one, and told everyone."),
    ("opens a door to the past", "The last person who had touched it had been gone for forty years."),
    ("adds a small wonder", "For the first time in years, the birds stopped singing to listen."),
    ("turns the mood", "It should have been a happy day, and for a minute it was."),
    ("shows the hero's choice", "{name} could still have turned round, and did not."),
    ("brings in someone else", "From the dark, a voice said that it was about time."),
    ("ends on a contrast", "It weighed almost nothing, and {name} could hardly lift it."),
)
OUTDOORS = ("island", "planet", "mountain", "farm")
"""Places that things are on and not in."""


OPENED = (
    "library", "station", "lighthouse", "market", "museum", "castle", "theater", "school", "palace", "circus", "hotel",
    "bakery", "workshop", "tower",
)
"""Places that somebody opens in the morning."""


def at_place(text: str, place: str) -> str:
    """The text with the prepositions that go with the place: `on the island`, `across the planet`."""
    if place in OUTDOORS:
        for inside, outside in (("in", "on"), ("In", "On"), ("into", "onto"), ("through", "across")):
            text = text.replace(f"{inside} the {place}", f"{outside} the {place}")
    return text


OPENING_ASKS = (
    'Write the opening of a story about {name}, {job}. Begin with "{start}" and mention {thing} and {place}. {limits}',
    'Begin a story with the words "{start}". It is about {name}, {job}, {thing} and {place}. {limits}',
    'How could a tale about {name}, {job}, begin? Start with "{start}" and use {thing} and {place}. {limits}',
    'Invent the first lines of a novel. First words: "{start}". They must contain {name}, {thing} and {place}. '
    "{limits}",
)


def story(rng: Random, difficulty: str) -> dict[str, Any]:
    return {
        "start": rng.choice(STARTS),
        "name": rng.choice(NAMES),
        "job": rng.choice(JOBS),
        "find": rng.randrange(len(FINDS)),
        "thing": rng.choice(THINGS),
        "place": rng.choice(PLACES),
        "hook": rng.randrange(len(HOOKS)) if difficulty != "easy" else -1,
        "spare": rng.randint(3, 8) if difficulty == "easy" else rng.randint(1, 5),
        "without": rng.choice(("suddenly", "very", "once upon a time", "magic"))
        if difficulty == "hard"
        else "",
    }


def write_story(rng: Random, p: dict[str, Any]) -> Draft:
    name, thing, place, start = p["name"], p["thing"], p["place"], p["start"]
    deed = at_place(FINDS[p["find"]].format(thing=a(thing), place=f"the {place}"), place)
    answer = f"{start}, {name}, {p['job']}, {deed}."
    number = 1
    if p["hook"] >= 0:
        aim, hook = HOOKS[p["hook"]]
        answer, number = f"{answer} {hook.format(name=name)}", 2
    most = len(words(answer)) + p["spare"]
    rubric = [
        rule("starts_with", start), rule("contains_all", [name, thing, place]),
        rule("min_sentences", 2) if number == 2 else rule("max_sentences", 1), rule("max_words", most),
    ]
    counted = "One sentence" if number == 1 else "At least two sentences"
    asked = [f"{counted}, at most {most} words."]
    limits = [
        f'it begins with "{start}"',
        f"{quote([name, thing, place])} occur",
        f"{counted.lower()}, up to {most} words",
    ]
    if p["without"]:
        rubric.append(rule("excludes", [p["without"]]))
        asked.append(f'Do without "{p["without"]}".')
        limits.append(f'"{p["without"]}" is left out')
    question = rng.choice(OPENING_ASKS).format(
        name=name, job=p["job"], start=start, thing=a(thing), place=f"the {place}", limits=" ".join(asked)
    )
    verb = deed.split()[0]
    concise = f"start: {start}. {thing} and {place}, at most {most} words. who: {name}, {p['job']}. what: {deed}."
    concise += f" then: {HOOKS[p['hook']][0]}." if number == 2 else ""
    lines = [
        opening(rng, limits),
        f"An opening needs somebody who does something: here it is {name}, {p['job']}.",
        f"Brainstorm: {name} could buy {a(thing)}, which is dull, or dream of it, which has no weight. The verb "
        f'"{verb}" makes something happen before our eyes, so I choose: {deed}.',
    ]
    if number == 2:
        lines.append(f"One sentence sets the scene, and a second one that {aim} makes the reader go on.")
    lines += [f"Behind the given first words, the draft is: {answer}", *checked(rng, answer, rubric)]
    return Draft(
        question, answer, concise, "\n".join(lines), "creative_process", tuple(rubric),
        ((start, thing, place, thing, place),),
    )


# a topic: what is asked, what is answered, what is said next, and the last word
TOPICS = (
    ("Did you take the {thing} to the {place}?", "I did, but the {place} was closed.", "Then where is it now?",
     "On the roof, I think."),
    ("Why is there {a_thing} in the {place}?", "Because the {thing} needed a home.", "You could have asked me first.",
     "I was afraid that you would say no."),
    ("Can this {thing} really bring us to the {place}?", "Only if we both believe it.", "And if one of us does not?",
     "Then we walk."),
    ("Who left the {thing} at the gate of the {place}?", "Nobody comes to the {place} any more.",
     "Somebody did, and not long ago.", "Then we are not alone here."),
    ("How much for the old {thing} from the {place}?", "The {thing} is not for sale.", "Everything has a price.",
     "This one has a memory."),
    ("Have you ever seen {a_thing} like this in the {place}?", "Once, and I ran.", "What were you afraid of?",
     "That it would follow me home."),
    ("Will you help me to carry the {thing} across the {place}?", "Yes, if you tell me what it is for.",
     "It is a surprise.", "Then carry it slowly."),
    ("What did they say about the {thing} in the {place}?", "That the {thing} is a fake.", "Do you believe them?",
     "I believe my own eyes."),
    ("Is it true that the {thing} was found in the {place}?", "True, and I found it.", "Then you must be famous.",
     "Only in this street."),
    ("Where should we hide the {thing}?", "In the {place}, where nobody looks.", "Everybody looks there.",
     "Then nobody will expect it."),
    ("Is this your {thing}, or does it belong to the {place}?", "It belongs to whoever needs it.", "And who needs it?",
     "You do, since you asked."),
    ("What would you give for {a_thing} from the {place}?", "My best coat and a song.", "Only one song?",
     "A long one."),
    ("Did your grandmother bring the {thing} to the {place}?", "She did, and never told us why.", "Did you ask her?",
     "Every Sunday."),
    ("Why do you polish the {thing} before we reach the {place}?", "Because someone there will recognize it.",
     "I thought you had bought it.", "I said that I had paid for it."),
    ("Shall we open the {place} tomorrow without the {thing}?", "Without the {thing} nobody will come.",
     "Then we must find it tonight.", "Bring a lamp."),
    ("How did {a_thing} end up on the map of the {place}?", "I drew it there for luck.", "Has it helped?",
     "We are still here, are we not?"),
)
MOODS = (
    "a funny", "a tense", "a gentle", "a mysterious", "a short", "a friendly", "an odd", "a hopeful", "a quiet",
    "a lively",
)
TALK_ASKS = (
    "Write {mood} dialogue of {n} lines between {x} and {y} about {a_thing} and the {place}. {limits}",
    "{x} and {y} talk about {a_thing} and the {place}. Write {mood} dialogue of {n} lines. {limits}",
    "Invent {mood} conversation of {n} lines in which {x} and {y} mention {a_thing} and the {place}. {limits}",
    "Let {x} and {y} speak: {mood} exchange of {n} lines with {a_thing} and the {place} in it. {limits}",
)


def dialogue(rng: Random, difficulty: str) -> dict[str, Any]:
    place, topic = rng.choice(PLACES), rng.randrange(len(TOPICS))
    while "open the {place}" in TOPICS[topic][0] and place not in OPENED:
        topic = rng.randrange(len(TOPICS))
    return {
        "names": rng.sample(NAMES, 2),
        "thing": rng.choice(THINGS),
        "place": place,
        "topic": topic,
        "lines": {"easy": 2, "medium": rng.choice((2, 3)), "hard": 4}[difficulty],
        "mood": rng.choice(MOODS),
        "spare": rng.randint(2, 8),
    }


def write_dialogue(rng: Random, p: dict[str, Any]) -> Draft:
    (x, y), thing, place, n = p["names"], p["thing"], p["place"], p["lines"]
    said = [
        at_place(line.format(thing=thing, place=place, a_thing=a(thing)), place)
        for line in TOPICS[p["topic"]][:n]
    ]
    answer = "\n".join(f"{(x, y)[k % 2]}: {line}" for k, line in enumerate(said))
    most = len(words(answer)) + p["spare"]
    rubric = (
        rule("lines", n), rule("dialogue", [x, y]), rule("contains_all", [thing, place]), rule("question_marks", 1),
        rule("max_words", most),
    )
    question = rng.choice(TALK_ASKS).format(
        mood=p["mood"], n=n, x=x, y=y, a_thing=a(thing), place=place,
        limits=f"Put the name and a colon before each line, ask a question, and use at most {most} words in all.",
    )
    concise = f"{n} lines, {thing} and {place}, at most {most} words. {x} asks: {said[0]} {y} answers: {said[1]}"
    lines = [
        opening(rng, [f"{n} lines", f"{x} and {y} speak in turn, name first", f"{quote([thing, place])} occur",
                      "one question at least", f"up to {most} words"]),
        f"A dialogue lives on two people who want different things: {x} wants to know something, {y} knows more.",
        f"Brainstorm for the question: {a(thing)} and the {place} are given, so the best one joins the two.",
        f"{x} begins: {said[0]}",
        f"{y} should neither fall silent nor tell all: {said[1]}",
        *([f"{x} does not give up: {said[2]}"] if n > 2 else []),
        *([f"The last word goes to {y} and leaves something open: {said[3]}"] if n > 3 else []),
        f"The name and a colon go before each of the {n} lines.",
        *checked(rng, answer, rubric),
    ]
    return Draft(
        question, answer, concise, "\n".join(lines), "creative_process", rubric,
        ((thing, place, str(most), x, y),),
    )


FAMILIES = (
    Family("story_opening", "creative", "stories", "free", ("story", "constraint"), story, write_story, None),
    Family(
        "dialogue",
        "creative",
        "dialogues",
        "free",
        ("dialogue", "constraint"),
        dialogue,
        write_dialogue,
        None,
    ),
)

"""Riddles that describe a thing without naming it."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.drafting import both_used, checked, opening, quote, rule
from reasoning_data.rubric import words
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import a

# thing: what it says of itself, and the word in it that may be asked for
_THINGS = {
    "candle": (("I grow shorter the longer I live.", "shorter"), ("I give light and eat myself.", "light"),
               ("One breath ends me.", "breath"), ("I weep warm wax on the table.", "wax")),
    "mirror": (("I show your face and keep no picture.", "face"), ("I am as smooth as still water.", "water"),
               ("My left hand is your right one.", "left"), ("If I break, people fear for their luck.", "luck")),
    "river": (("I run all day and have no legs.", "legs"), ("I have a bed and never sleep.", "bed"),
              ("I have a mouth and never eat.", "mouth"), ("I am born in the hills and end in the sea.", "sea")),
    "clock": (("I have hands and hold nothing.", "hands"), ("My face never smiles.", "face"),
              ("I count all day and never reach thirteen.", "thirteen"), ("If I stop, nobody waits for me.", "stop")),
    "book": (("I have leaves and am no tree.", "leaves"), ("My spine has no bones.", "spine"),
             ("I speak to you without a voice.", "voice"), ("You open me and travel far.", "travel")),
    "shadow": (("I follow you and never tire.", "follow"), ("I am longest in the evening.", "evening"),
               ("In the dark I leave you.", "dark"), ("I lie on the ground and stay clean.", "ground")),
    "umbrella": (("I open when the sky is gray.", "sky"), ("I have ribs and no heart.", "ribs"),
                 ("I get wet so that you stay dry.", "dry"), ("You forget me on the first sunny day.", "sunny")),
    "key": (("I have teeth and never bite.", "teeth"), ("I am small and open great halls.", "halls"),
            ("I hang on a ring with my sisters.", "ring"), ("Without me you sleep outside.", "outside")),
    "kite": (("I fly without wings.", "wings"), ("I need the wind against me.", "wind"),
             ("A child holds me by a string.", "string"), ("My tail has no fur.", "tail")),
    "snowflake": (("I fall and never hurt myself.", "fall"), ("I have six arms and no hands.", "arms"),
                  ("I am gone as soon as you hold me.", "hold"), ("I come without a sound.", "sound")),
    "echo": (("I answer and never ask.", "answer"), ("I speak every language.", "language"),
             ("You hear me only after yourself.", "hear"), ("I live in mountains and empty halls.", "mountains")),
    "stamp": (("I travel the world and stay in a corner.", "corner"),
              ("I am small and pay for the journey.", "journey"),
              ("I ride on a letter and cannot read.", "letter"), ("Collectors keep me in albums.", "albums")),
    "bridge": (("I join two friends who never meet.", "friends"), ("I cross the stream and never move.", "stream"),
               ("Everybody walks over me and I do not mind.", "walks"), ("My feet are always wet.", "feet")),
    "piano": (("I have keys and open no door.", "door"), ("My teeth are black and white.", "teeth"),
              ("Ten fingers make me sing.", "fingers"), ("I stand on three legs and never dance.", "legs")),
    "needle": (("I have one eye and cannot see.", "eye"), ("I pull a long tail behind me.", "tail"),
               ("I mend what others tore.", "mend"), ("Look for me in the hay.", "hay")),
    "ladder": (("I lead upward and never climb.", "climb"), ("I have many steps and no feet.", "steps"),
               ("I lean on the wall and am not tired.", "wall"), ("Some fear to walk below me.", "below")),
    "onion": (("I wear many coats and no buttons.", "coats"), ("Whoever undresses me must cry.", "cry"),
              ("I am round and live under the ground.", "round"), ("I make the soup taste better.", "soup")),
    "pillow": (("I hear all your dreams and tell none.", "dreams"),
               ("I am full of feathers and cannot fly.", "feathers"),
               ("I work while you sleep.", "sleep"), ("Your head knows me best.", "head")),
    "moon": (("I change my shape every night.", "shape"), ("I shine with borrowed light.", "borrowed"),
             ("The sea comes when I call.", "sea"), ("I am full once a month and never eat.", "month")),
    "map": (("I have cities and no houses.", "cities"), ("I have forests and no trees.", "forests"),
            ("I have rivers and no water.", "water"), ("Fold me and the world fits in a pocket.", "pocket")),
    "broom": (("I dance through the house and leave it clean.", "clean"), ("I rest in a corner.", "corner"),
              ("In stories, witches ride on me.", "witches"), ("My hair is all at the bottom.", "hair")),
    "bell": (("I have a tongue and cannot taste.", "tongue"), ("I hang high and call everyone.", "high"),
             ("I am silent until somebody pulls a rope.", "rope"), ("Schools end when I shout.", "shout")),
}
# what the riddle is for
_OCCASIONS = (
    "for a children's party", "for a school newspaper", "for a treasure hunt", "for a long train ride",
    "for a friend who is ill", "for a calendar", "for a campfire", "for a quiz night", "for the back of a postcard",
    "for a rainy afternoon", "for a class of eight-year-olds", "for a museum game", "for a family dinner",
)
_ASKS = (
    'Write a riddle {occasion} whose answer is "{thing}". {limits}',
    'Invent a riddle about {a_thing} {occasion}; its answer is "{thing}". {limits}',
    'The answer of a riddle {occasion} is "{thing}". Write the riddle. {limits}',
    'I need a riddle {occasion} that {a_thing} is the answer to. {limits}',
)


def riddle(rng: Random, difficulty: str) -> dict[str, Any]:
    return {
        "thing": rng.choice(list(_THINGS)),
        "clues": rng.sample(range(4), 3 if difficulty == "hard" else 2),
        "occasion": rng.choice(_OCCASIONS),
        "spare": rng.randint(3, 9) if difficulty == "easy" else rng.randint(1, 6),
        "lines": difficulty != "easy",
    }


def write_riddle(rng: Random, p: dict[str, Any]) -> Draft:
    thing, n = p["thing"], len(p["clues"]) + 1
    clues = [_THINGS[thing][k] for k in p["clues"]]
    (_, first), (_, second) = clues[:2]
    answer = ("\n" if p["lines"] else " ").join([*(clue for clue, _ in clues), "What am I?"])
    most = len(words(answer)) + p["spare"]
    rubric = [
        rule("excludes", [thing]), rule("contains_all", [first, second]), rule("ends_with", "What am I?"),
        rule("max_words", most),
    ]
    limits = [f'"{thing}" is never named', f"{quote([first, second])} occur", 'it ends with "What am I?"',
              f"up to {most} words"]
    asked = [
        f'Do not name it; use the words "{first}" and "{second}".',
        f'End with "What am I?", and write at most {most} words.',
    ]
    if p["lines"]:
        rubric.append(rule("lines", n))
        limits.append(f"{n} lines")
        asked.append(f"Put it on {n} lines.")
    question = rng.choice(_ASKS).format(
        occasion=p["occasion"], thing=thing, a_thing=a(thing), limits=" ".join(asked)
    )
    spare = next(clue for k, (clue, _) in enumerate(_THINGS[thing]) if k not in p["clues"])
    concise = f"{thing}, not named: {first}, {second}, at most {most} words. {' '.join(clue for clue, _ in clues)}"
    ending = f"and each sentence gets a line, {n} in all" if p["lines"] else "in the same line"
    lines = [
        opening(rng, limits),
        f"A riddle lets {a(thing)} speak of itself, true in every word and yet strange.",
        f"Brainstorm: what would {a(thing)} say? The two words give the first ideas.",
        f'With "{first}" it could say: {clues[0][0]}',
        f'With "{second}" it could say: {clues[1][0]}',
        *(f"A further hint makes it fair: {clue}" for clue, _ in clues[2:]),
        f'"{spare}" would be true as well, but one more hint would give too much away, so I leave it out.',
        f"The closing question comes last, {ending}.",
        f"The draft: {answer.replace(chr(10), ' / ')}",
        *checked(rng, answer, rubric),
    ]
    return Draft(
        question, answer, concise, "\n".join(lines), "creative_process", tuple(rubric),
        both_used((thing, first, second), first, second),
    )


FAMILIES = (
    Family(
        "riddle_writing", "creative", "riddles", "free", ("riddle", "constraint"), riddle, write_riddle, None
    ),
)

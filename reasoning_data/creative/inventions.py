"""Inventions that join two everyday things to solve a problem."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.drafting import both_used, checked, opening, quote, rule
from reasoning_data.rubric import words
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import a

# thing that does the work: what it does, what people can do with it
WORKERS = {
    "bell": ("rings at the right moment", ("wake up on time", "find lost keys", "never miss a guest")),
    "magnet": (
        "pulls small things out of hiding",
        ("find lost keys", "keep their pockets tidy", "pick up dropped nails"),
    ),
    "mirror": (
        "throws light into dark corners",
        ("work in the dark", "look round the corner", "read at night"),
    ),
    "sponge": ("drinks up whatever is spilled", ("keep the floor dry", "save water", "clean up in a second")),
    "clock": ("counts the minutes aloud", ("wake up on time", "take short naps", "leave before the rush")),
    "balloon": ("carries half of the weight", ("carry heavy bags", "climb stairs with ease", "travel light")),
    "whistle": (
        "calls across every noise",
        ("find each other in a crowd", "ask for help", "call the dog home"),
    ),
    "brush": (
        "cleans everything it touches",
        ("keep their hands clean", "polish as they walk", "save an hour a day"),
    ),
    "compass": (
        "keeps the right direction",
        ("find the way home", "walk through fog", "leave the map behind"),
    ),
    "blanket": ("keeps the warmth in", ("stay warm outdoors", "take short naps", "keep their soup hot")),
    "bottle": ("stores the rain", ("save water", "keep plants alive", "never go thirsty")),
    "lamp": ("shines as soon as it gets dark", ("work in the dark", "read at night", "be seen in traffic")),
    "camera": (
        "remembers every face",
        ("remember names", "prove what they saw", "keep a diary without writing"),
    ),
    "fan": (
        "moves the air without a sound",
        ("sleep on hot nights", "dry their clothes", "cook without smoke"),
    ),
    "telescope": ("sees trouble coming", ("avoid the rain", "spot a free seat", "plan the day ahead")),
    "radio": (
        "passes on what the neighbors know",
        ("share their tools", "avoid traffic jams", "hear good news first"),
    ),
    "kite": ("pulls with the strength of the wind", ("travel light", "save fuel", "carry heavy bags")),
    "drum": ("beats a steady rhythm", ("walk in step", "keep calm", "wake up on time")),
    "candle": ("warms from the inside", ("stay warm outdoors", "keep their soup hot", "dry wet gloves")),
    "notebook": (
        "writes down what is said",
        ("remember names", "waste fewer words", "learn a language on the bus"),
    ),
}
# thing that makes it handy: how
HOLDERS = {
    "backpack": "leaves both hands free", "wheel": "lets it roll along", "hook": "hangs it anywhere",
    "umbrella": "keeps it dry", "spring": "softens every bump", "basket": "holds it safely",
    "zipper": "closes it in a second", "ladder": "lifts it to any height", "glove": "gives it a soft grip",
    "chair": "lets it rest anywhere", "boat": "keeps it above the water", "hat": "keeps it close to the head",
    "belt": "ties it to the waist", "suitcase": "packs it flat", "bicycle": "brings it to every street",
    "shoe": "takes it along at each step",
}
USERS = (
    "students", "grandparents", "new parents", "tourists", "neighbors", "commuters", "night workers", "families",
    "roommates", "travelers", "children", "volunteers", "campers", "teachers", "busy people", "forgetful people",
    "city dwellers", "villagers", "shopkeepers", "teenagers", "shift workers", "newcomers", "retired couples",
    "impatient people",
)
_ASKS = (
    "Invent something that helps {users} to {problem}. It must combine {x} and {y}. {limits}",
    "{Users} want to {problem}. Describe an invention made from {x} and {y}. {limits}",
    "Which invention out of {x} and {y} could help {users} to {problem}? {limits}",
    "Combine {x} and {y} into an invention for {users} who want to {problem}. {limits}",
)


def invention(rng: Random, difficulty: str) -> dict[str, Any]:
    worker = rng.choice(list(WORKERS))
    return {
        "worker": worker,
        "holder": rng.choice(list(HOLDERS)),
        "users": rng.choice(USERS),
        "problem": rng.choice(WORKERS[worker][1]),
        "effect": difficulty != "easy",
        "spare": rng.randint(2, 8) if difficulty != "hard" else rng.randint(0, 2),
        "without": rng.choice(("robot", "computer", "battery", "app")) if difficulty == "hard" else "",
    }


def write_invention(rng: Random, p: dict[str, Any]) -> Draft:
    x, y, users, problem = p["worker"], p["holder"], p["users"], p["problem"]
    work, help_ = WORKERS[x][0], HOLDERS[y]
    name = f"{x.capitalize()}-{y.capitalize()}"
    answer = f"The {name} joins {a(x)} and {a(y)}: the {x} {work} and the {y} {help_}"
    answer += f", so that {users} can {problem}." if p["effect"] else "."
    most = len(words(answer)) + p["spare"]
    rubric = [rule("starts_with", "The"), rule("contains_all", [x, y]), rule("max_words", most)]
    limits = [f"{quote([x, y])} occur", 'it begins with "The"', f"up to {most} words"]
    asked = [f'Begin with "The" and its name; at most {most} words.']
    if p["effect"]:
        rubric[1] = rule("contains_all", [x, y, users])
        limits[0] = f"{quote([x, y, users])} occur"
        asked.append(f"Say what {users} can do with it.")
    if p["without"]:
        rubric.append(rule("excludes", [p["without"]]))
        limits.append(f"no {p['without']}")
        asked.append(f'The word "{p["without"]}" is not allowed.')
    question = rng.choice(_ASKS).format(
        users=users, Users=users.capitalize(), problem=problem, x=a(x), y=a(y), limits=" ".join(asked)
    )
    concise = f"at most {most} words. for {users}: {problem}. {x}: {work}. {y}: {help_}. name: {name}"
    lines = [
        opening(rng, limits),
        f"The need is clear: {users} want to {problem}. So I ask what each thing can add.",
        f"{a(x).capitalize()} brings one ability: it {work}.",
        f"{a(y).capitalize()} brings another: it {help_}.",
        f"The {x} does the work and the {y} makes it handy; joined in one piece, they help at the same moment.",
        f"A name made of both parts says at once what it is: {name}.",
        f"Written out, the draft is: {answer}",
        *checked(rng, answer, rubric),
    ]
    return Draft(
        question, answer, concise, "\n".join(lines), "creative_process", tuple(rubric),
        both_used((problem, x, y), x, y),
    )


FAMILIES = (
    Family(
        "invention",
        "creative",
        "inventions",
        "free",
        ("invention", "constraint"),
        invention,
        write_invention,
        None,
    ),
)

"""The scientific method: which variable an experiment changes, measures, or keeps the same."""

from __future__ import annotations

from random import Random
from typing import Any, NamedTuple

from reasoning_data.schema import Draft, Family
from reasoning_data.science.working import conclude, restate
from reasoning_data.wording import NAMES, listing


class Experiment(NamedTuple):
    does: str
    """What the experimenter does, after the name; it changes one thing."""
    changed: str
    measured: str
    kept: tuple[str, str]


EXPERIMENTS = {
    "light": Experiment(
        "grows beans under lamps of different brightness",
        "the brightness of the lamps",
        "the height of the beans",
        ("the amount of water", "the kind of soil"),
    ),
    "salt": Experiment(
        "heats water with different amounts of salt in it",
        "the amount of salt",
        "the boiling temperature",
        ("the volume of water", "the size of the flame"),
    ),
    "ramp": Experiment(
        "lets a toy car roll down a ramp set at different angles",
        "the angle of the ramp",
        "the time of the run",
        ("the mass of the car", "the length of the ramp"),
    ),
    "pendulum": Experiment(
        "swings a weight on strings of different length",
        "the length of the string",
        "the time of a swing",
        ("the mass of the weight", "the starting angle"),
    ),
    "sugar": Experiment(
        "stirs sugar into water of different temperature",
        "the temperature of the water",
        "the time until the sugar dissolves",
        ("the amount of sugar", "the speed of stirring"),
    ),
    "yeast": Experiment(
        "feeds yeast with different amounts of sugar",
        "the amount of sugar",
        "the volume of gas",
        ("the temperature of the room", "the amount of yeast"),
    ),
    "music": Experiment(
        "plays music of different loudness to people who learn words",
        "the loudness of the music",
        "the number of words kept",
        ("the list of words", "the learning time"),
    ),
    "magnet": Experiment(
        "winds different numbers of turns on an electromagnet",
        "the number of turns",
        "the number of clips lifted",
        ("the current", "the kind of clips"),
    ),
    "ball": Experiment(
        "drops a ball from different heights",
        "the height of the drop",
        "the height of the bounce",
        ("the kind of ball", "the floor"),
    ),
    "paper": Experiment(
        "folds paper planes with wings of different width",
        "the width of the wings",
        "the distance flown",
        ("the kind of paper", "the force of the throw"),
    ),
    "fertilizer": Experiment(
        "gives tomato plants different doses of fertilizer",
        "the dose of fertilizer",
        "the number of tomatoes",
        ("the hours of sun", "the size of the pots"),
    ),
    "sleep": Experiment(
        "tests students after different hours of sleep",
        "the hours of sleep",
        "the reaction time",
        ("the age of the students", "the time of the test"),
    ),
    "coat": Experiment(
        "wraps cups of tea in different materials",
        "the material around the cup",
        "the temperature after an hour",
        ("the size of the cup", "the amount of tea"),
    ),
    "parachute": Experiment(
        "drops parachutes of different area",
        "the area of the parachute",
        "the time of the fall",
        ("the mass of the load", "the height of the drop"),
    ),
    "acid": Experiment(
        "puts chalk into vinegar of different strength",
        "the strength of the vinegar",
        "the time until the chalk is gone",
        ("the mass of the chalk", "the temperature of the vinegar"),
    ),
    "snail": Experiment(
        "watches snails in air of different humidity",
        "the humidity of the air",
        "the distance crawled",
        ("the kind of snail", "the length of the test"),
    ),
    "wire": Experiment(
        "sends a current through wires of different length",
        "the length of the wire",
        "the resistance",
        ("the thickness of the wire", "the metal of the wire"),
    ),
    "spring": Experiment(
        "hangs different masses on a spring",
        "the mass on the spring",
        "the length of the spring",
        ("the kind of spring", "the height of the hook"),
    ),
    "bread": Experiment(
        "keeps bread at different temperatures",
        "the temperature of the place",
        "the number of days until mold grows",
        ("the kind of bread", "the moisture of the bread"),
    ),
    "duckweed": Experiment(
        "keeps duckweed in water of different acidity",
        "the acidity of the water",
        "the number of leaves",
        ("the hours of light", "the size of the bowl"),
    ),
}
# role: its name, its meaning, how an option that has it is described
ROLES = {
    "changed": ("independent variable", "the one thing that is changed on purpose", "is changed on purpose"),
    "measured": ("dependent variable", "what is measured because it may respond", "is measured"),
    "kept": (
        "controlled variable",
        "something kept the same so that it causes no difference",
        "is kept the same",
    ),
}
PLACES = (
    "in a school lab", "for a science fair", "at home", "in a summer camp", "in a garden shed", "for a video",
    "in a university course", "at a museum workshop", "for a class report", "with two friends", "on a rainy weekend",
    "in an after-school club",
)  # fmt: skip
ASKS = (
    "{story} What is {role} here? {options}",
    "{story} Choose {role}. {options}",
    "{story} Which of these is {role}? {options}",
    "Which option is {role}? {story} {options}",
)
STORIES = (
    "{name} {does} {place} and records {measured}. {Kept} stay the same.",
    "{Place}, {name} {does}. {Kept} are kept the same, and {measured} is recorded.",
    "{Place}, {name} {does}, notes {measured} and keeps {kept} constant.",
)
DISTRACTORS = (
    "the color of the notebook", "the name of the experimenter", "the day of the week", "the price of the equipment",
    "the number of pens", "the weather outside",
)  # fmt: skip


def variable(rng: Random, difficulty: str) -> dict[str, Any]:
    key = rng.choice(list(EXPERIMENTS))
    experiment, role = EXPERIMENTS[key], rng.choice(list(ROLES))
    kept = list(experiment.kept)
    rng.shuffle(kept)
    parts = {"changed": experiment.changed, "measured": experiment.measured, "kept": kept[0]}
    # Easy: one of the others and something beside the point; hard: a fourth option.
    others = [parts[other] for other in ROLES if other != role]
    if difficulty == "easy":
        others = [rng.choice(others), rng.choice(DISTRACTORS)]
    elif difficulty == "hard":
        others.append(rng.choice(DISTRACTORS))
    options = [parts[role], *others]
    rng.shuffle(options)
    return {
        "experiment": key, "role": role, "options": options, "name": rng.choice(NAMES), "place": rng.choice(PLACES),
    }  # fmt: skip


def _part(experiment: Experiment, option: str) -> str:
    """What an option is in the experiment, as a clause."""
    if option == experiment.changed:
        return "is changed on purpose"
    if option == experiment.measured:
        return "is measured"
    return "is kept the same" if option in experiment.kept else "plays no part in the experiment"


def write_variable(rng: Random, p: dict[str, Any]) -> Draft:
    experiment, options = EXPERIMENTS[p["experiment"]], p["options"]
    role, meaning, clause = ROLES[p["role"]]
    letter, right = next(
        pair for pair in zip("ABCD", options, strict=False) if _part(experiment, pair[1]) == clause
    )
    kept = listing(experiment.kept)
    story = rng.choice(STORIES).format(
        name=p["name"], does=experiment.does, place=p["place"], Place=p["place"].capitalize(),
        measured=experiment.measured, kept=kept, Kept=kept.capitalize(),
    )  # fmt: skip
    listed = " ".join(f"{key}) {option}" for key, option in zip("ABCD", options, strict=False))
    called = f"a {role}" if p["role"] == "kept" else f"the {role}"
    question = rng.choice(ASKS).format(story=story, role=called, options=listed)
    concise = f"{role} {clause}: {right}. {letter}"
    lines = [
        restate(rng, [f"an experiment in which {p['name']} {experiment.does}"], called),
        f"{called.capitalize()} is {meaning}, so I sort what the text mentions by the part it plays.",
        f"Changed on purpose: {experiment.changed}. Recorded: {experiment.measured}. Kept the same: {kept}.",
    ]
    parts = {
        key: f"{key}) {option.capitalize()} {_part(experiment, option)}"
        for key, option in zip("ABCD", options, strict=False)
    }
    if rng.random() < 0.5:
        template = "elimination"
        lines += [
            f"{part}, so {key} {'stays' if key == letter else 'is out'}." for key, part in parts.items()
        ]
        lines.append(f"Only option {letter} is left.")
    else:
        template = "extraction_synthesis"
        lines.append(f"I look for what {clause}. In the text that is {right}, and it stands under {letter}.")
        lines.append(f"The full list agrees: {'; '.join(parts.values())}.")
    lines += [
        f"Check with the purpose: the experiment asks how {experiment.measured} depends on {experiment.changed}. "
        f"That can be answered only if {kept} do not vary as well, which agrees with the parts above.",
        conclude(rng, called, letter),
    ]
    return Draft(question, letter, concise, "\n".join(lines), template)


def check_variable(p: dict[str, Any]) -> str:
    """Strikes out every option that has another role, or none."""
    changed, measured, kept = EXPERIMENTS[p["experiment"]][1:]
    wrong = {"changed": {measured, *kept}, "measured": {changed, *kept}, "kept": {changed, measured}}[
        p["role"]
    ]
    (left,) = [
        n for n, option in enumerate(p["options"]) if option not in wrong and option not in DISTRACTORS
    ]
    return "ABCD"[left]


FAMILIES = (
    Family(
        "experiment", "science", "scientific_method", "choice", ("experiment", "variable"),
        variable, write_variable, check_variable,
    ),
)  # fmt: skip

"""The scientific method: which variable an experiment changes, measures, or keeps the same."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.schema import Draft, Family, routes
from reasoning_data.science.experiments import EXPERIMENTS, Experiment
from reasoning_data.science.working import conclude, restate
from reasoning_data.wording import NAMES, listing

# role: its name, its meaning, how an option that has it is described
_ROLES = {
    "changed": ("independent variable", "the one thing that is changed on purpose", "is changed on purpose"),
    "measured": ("dependent variable", "what is measured because it may respond", "is measured"),
    "kept": (
        "controlled variable",
        "something kept the same so that it causes no difference",
        "is kept the same",
    ),
}
# setting: where the experiment is made
EXPERIMENT_PLACES = (
    "in a school lab", "for a science fair", "at home", "in a summer camp", "in a garden shed", "for a video",
    "in a university course", "at a museum workshop", "for a class report", "with two friends", "on a rainy weekend",
    "in an after-school club",
)
VARIABLE_ASKS = (
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
)


def variable(rng: Random, difficulty: str) -> dict[str, Any]:
    key = rng.choice(list(EXPERIMENTS))
    experiment, role = EXPERIMENTS[key], rng.choice(list(_ROLES))
    kept = list(experiment.kept)
    rng.shuffle(kept)
    parts = {"changed": experiment.changed, "measured": experiment.measured, "kept": kept[0]}
    # Easy: one of the others and something beside the point; hard: a fourth option.
    others = [parts[other] for other in _ROLES if other != role]
    if difficulty == "easy":
        others = [rng.choice(others), rng.choice(DISTRACTORS)]
    elif difficulty == "hard":
        others.append(rng.choice(DISTRACTORS))
    options = [parts[role], *others]
    rng.shuffle(options)
    return {
        "experiment": key, "role": role, "options": options, "name": rng.choice(NAMES),
        "setting": rng.choice(EXPERIMENT_PLACES),
    }


def _part(experiment: Experiment, option: str) -> str:
    """What an option is in the experiment, as a clause."""
    if option == experiment.changed:
        return "is changed on purpose"
    if option == experiment.measured:
        return "is measured"
    return "is kept the same" if option in experiment.kept else "plays no part in the experiment"


def write_variable(rng: Random, p: dict[str, Any]) -> Draft:
    experiment, options = EXPERIMENTS[p["experiment"]], p["options"]
    role, meaning, clause = _ROLES[p["role"]]
    letter, right = next(
        pair for pair in zip("ABCD", options, strict=False) if _part(experiment, pair[1]) == clause
    )
    kept = listing(experiment.kept)
    story = rng.choice(STORIES).format(
        name=p["name"], does=experiment.does, place=p["setting"], Place=p["setting"].capitalize(),
        measured=experiment.measured, kept=kept, Kept=kept.capitalize(),
    )
    listed = " ".join(f"{key}) {option}" for key, option in zip("ABCD", options, strict=False))
    called = f"a {role}" if p["role"] == "kept" else f"the {role}"
    question = rng.choice(VARIABLE_ASKS).format(story=story, role=called, options=listed)
    concise = f"{role} {clause}: {right}. {letter}"
    lines = [
        restate(rng, [f"an experiment in which {p['name']} {experiment.does}"], called),
        f"{called.capitalize()} is {meaning}, so I sort what the text mentions by the part it plays.",
        f"Changed on purpose: {experiment.changed}. Recorded: {experiment.measured}. Kept the same: {kept}.",
    ]
    parts = {
        key: f"{key}) {option[0].upper()}{option[1:]} {_part(experiment, option)}"
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
    return Draft(
        question, letter, concise, "\n".join(lines), template,
        milestones=routes(tuple(parts.values()), (f"{role} {clause}: {right}",)),
    )


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
)

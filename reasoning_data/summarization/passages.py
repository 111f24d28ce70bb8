"""Short local-news passages composed from facts: who did what, where, when, how many, why, and what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any, NamedTuple

from reasoning_data.wording import WEEK

ACTORS = (
    "the Hilltop School", "the rowing club", "the Green Street choir", "the fire brigade", "the chess club",
    "the women's football team", "the history society", "the Night Owls band", "the local scouts", "the town council",
    "the hikers' union", "the student parliament", "the retired teachers", "the harbor workers", "the youth theater",
    "the nature guards", "the bakers' guild", "the cycling club", "the parents' group", "the swimming team",
    "the young engineers", "the library friends", "the allotment growers", "the film club",
)
TOWNS = (
    "Brookfield", "Lindwood", "Ashford", "Greenhill", "Oakdale", "Fernley", "Westmoor", "Harrow", "Kingsbury",
    "Eastvale", "Millbrook", "Stonebridge", "Larkfield", "Dunmore", "Rosedale", "Calder", "Winslow", "Thornby",
    "Maplewood", "Selby", "Amberley", "Norcross", "Pinehurst", "Redwater",
)


class Happening(NamedTuple):
    """One kind of event: the verb and its object, a sentence with a number, reasons, and what follows."""

    verb: str
    """In the past tense, which is its participle too."""
    object: str
    counted: str
    """A sentence with a slot {n}."""
    unit: str
    """What {n} counts."""
    reasons: tuple[str, ...]
    nexts: tuple[str, ...]
    title: str
    """The event as a headline, without the town."""


HAPPENINGS = {
    "room": Happening(
        "opened", "a reading room", "It has {n} seats and two long tables.", "seats",
        ("students needed a quiet place", "the old hall was too noisy", "many homes have no desk"),
        ("The doors are open until nine every evening.", "A second room is planned for next year."),
        "A Reading Room Opens",
    ),
    "trees": Happening(
        "planted", "an orchard", "Helpers set out {n} young trees in one afternoon.", "trees",
        ("the hillside had no shade", "the bees had lost their flowers", "fresh fruit had become too costly"),
        ("The first apples are expected in three years.", "Each tree carries a label with its name."),
        "An Orchard Is Planted",
    ),
    "bridge": Happening(
        "repaired", "a footbridge", "The work took {n} new boards.", "boards",
        ("the old boards were rotten", "children had to take a long way to school", "a flood had damaged the railing"),
        ("Walkers can cross the stream again.", "A lamp will be added before winter."),
        "A Footbridge Is Repaired",
    ),
    "race": Happening(
        "held", "a charity race", "There were {n} runners at the start.", "runners",
        ("the animal shelter needed money", "the hospital wanted a new ambulance", "the playground had no swings"),
        ("The winner gave the prize away.", "The next one will be longer."),
        "A Charity Race Is Held",
    ),
    "concert": Happening(
        "hosted", "an open-air concert", "It drew {n} listeners.", "listeners",
        ("the music school turned fifty", "the theater roof was leaking", "the old stage was to be saved"),
        ("A recording will be sold in the shops.", "The last song had to be played twice."),
        "An Open-Air Concert Is Hosted",
    ),
    "cleanup": Happening(
        "led", "a river cleanup", "Volunteers filled {n} bags with rubbish.", "bags",
        ("the fish were disappearing", "the water had begun to smell", "plastic had blocked the lock"),
        ("Herons were seen there the next morning.", "The bags went to a recycling plant."),
        "A River Cleanup Takes Place",
    ),
    "repair": Happening(
        "started", "a repair cafe", "On the first evening, {n} broken things were fixed.", "things",
        ("people threw away too much", "good tools are expensive", "old skills were being forgotten"),
        ("A toaster was the very first guest.", "It will take place once a month."),
        "A Repair Cafe Starts",
    ),
    "bus": Happening(
        "launched", "a night bus", "It carried {n} passengers in the first week.", "passengers",
        ("the last train leaves too early", "young drivers had accidents", "nurses work late shifts"),
        ("A ticket costs less than a coffee.", "The route will be extended in spring."),
        "A Night Bus Is Launched",
    ),
    "museum": Happening(
        "set up", "a toy museum", "Families lent {n} old toys for it.", "toys",
        ("a collector had died without heirs", "the empty mill needed a use", "rainy weekends were dull"),
        ("Visitors may touch almost everything.", "A model train runs through all the rooms."),
        "A Toy Museum Is Set Up",
    ),
    "wall": Happening(
        "painted", "a giant mural", "The picture shows {n} faces.", "faces",
        ("the gray wall looked sad", "a famous painter was born nearby", "the town turned five hundred"),
        ("Drivers now slow down to look at it.", "It will be lit at night."),
        "A Giant Mural Is Painted",
    ),
    "kitchen": Happening(
        "opened", "a free kitchen", "Cooks served {n} meals on the first day.", "meals",
        ("food prices had doubled", "lonely people wanted company", "shops threw away good food"),
        ("Guests can take the recipes home.", "More cooks are still wanted."),
        "A Free Kitchen Opens",
    ),
    "class": Happening(
        "offered", "a sign language course", "So far {n} people have signed up.", "people",
        ("a family with a deaf child had arrived", "the clinic lacked interpreters", "children wanted to sign"),
        ("The first lesson was about names.", "The course is free for families."),
        "A Sign Language Course Is Offered",
    ),
    "stars": Happening(
        "built", "a small observatory", "On the first night it had {n} visitors.", "visitors",
        ("the sky there is very dark", "a bright comet is coming", "the school wanted to teach astronomy"),
        ("The first picture shows the rings of Saturn.", "It opens on every clear night."),
        "A Small Observatory Is Built",
    ),
    "boats": Happening(
        "organized", "a boat parade", "Along the canal, {n} boats were decorated.", "boats",
        ("the canal reopened after repairs", "tourists were missing", "the summer needed a farewell"),
        ("The smallest boat won the prize.", "Fireworks ended the evening."),
        "A Boat Parade Is Organized",
    ),
}


def event(rng: Random, largest: int) -> dict[str, Any]:
    """The facts of one passage."""
    kind = rng.choice(list(HAPPENINGS))
    return {
        "kind": kind,
        "actor": rng.choice(ACTORS),
        "town": rng.choice(TOWNS),
        "day": rng.choice(WEEK),
        "number": rng.randint(12, largest),
        "reason": rng.choice(HAPPENINGS[kind].reasons),
        "next": rng.choice(HAPPENINGS[kind].nexts),
    }


def upper(text: str) -> str:
    """The text with its first letter as a capital; the others stay."""
    return text[0].upper() + text[1:]


def done(facts: Mapping[str, Any]) -> str:
    """What was done: `held a charity race`."""
    return f"{HAPPENINGS[facts['kind']].verb} {HAPPENINGS[facts['kind']].object}"


def sentences_about(rng: Random, facts: Mapping[str, Any]) -> list[str]:
    """The passage, a sentence an item: the event, the number, the reason, what follows."""
    kind, actor, town, day, did = (
        HAPPENINGS[facts["kind"]],
        facts["actor"],
        facts["town"],
        facts["day"],
        done(facts),
    )
    first = rng.choice((
        f"{upper(actor)} {did} in {town} on {day}.",
        f"On {day}, {actor} {did} in {town}.",
        f"In {town}, {actor} {did} on {day}.",
    ))
    reason = rng.choice((
        "It was done because {}.",
        "The reason was that {}.",
        "The idea came up because {}.",
        "It came about because {}.",
    )).format(facts["reason"])
    return [first, kind.counted.format(n=facts["number"]), reason, facts["next"]]


def pair(rng: Random, largest: int) -> list[dict[str, Any]]:
    """The facts of two passages that share neither kind, actor nor town."""
    first, second = event(rng, largest), event(rng, largest)
    while any(first[key] == second[key] for key in ("kind", "actor", "town", "day", "number")):
        second = event(rng, largest)
    return [first, second]

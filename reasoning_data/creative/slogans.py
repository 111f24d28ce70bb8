"""Slogans for a shop."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.drafting import both_used, checked, opening, quote, rule
from reasoning_data.rubric import words
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES, a

# setting: the shop, one thing it offers
SHOPS = {
    "bread": ("bakery", "loaf"), "books": ("bookshop", "page"), "bikes": ("bike shop", "ride"),
    "flowers": ("flower shop", "bouquet"), "coffee": ("coffee bar", "cup"), "shoes": ("shoe shop", "step"),
    "toys": ("toy shop", "toy"), "music": ("music school", "lesson"), "tea": ("tea house", "pot"),
    "cakes": ("cake shop", "slice"), "hair": ("hair salon", "haircut"), "soap": ("soap maker", "bar"),
    "travel": ("travel agency", "trip"), "glasses": ("optician", "glance"), "clocks": ("watchmaker", "minute"),
    "gym": ("gym", "workout"), "farm": ("farm shop", "basket"), "ice": ("ice cream stand", "scoop"),
    "paint": ("paint shop", "wall"), "pets": ("pet shop", "paw"), "hotel": ("small hotel", "stay"),
    "games": ("game shop", "round"), "soup": ("soup kitchen", "bowl"), "cinema": ("cinema", "film"),
}
VALUES = (
    "joy", "care", "comfort", "courage", "calm", "warmth", "wonder", "magic", "trust", "laughter", "pride", "patience",
    "friendship", "kindness", "freedom", "energy", "love", "honesty", "sunshine", "hope", "adventure", "harmony",
    "curiosity", "confidence",
)
SLOGANS = (
    ("{V} in every {thing}", "the shortest form names the promise and where it is found"),
    ("Every {thing} begins with {v}", "a promise about the beginning says how the work is done"),
    ("One {thing}, a lot of {v}", "a small thing and a large promise make a contrast"),
    ("Made with {v}, one {thing} at a time", "the slow rhythm shows that nobody is in a hurry"),
    ("Come for the {thing}, stay for the {v}", "two commands with the same beat are easy to say"),
    ("Where {v} meets your next {thing}", "a meeting point says where to go"),
    ("A little more {v} with each {thing}", "a modest promise is easy to believe"),
    ("Your {thing}, our {v}", "customer and shop stand face to face in it"),
    ("Bring home some {v}, {thing} by {thing}", "the repetition sounds like a walk home"),
    ("No {thing} without {v}", "a refusal sounds firm and honest"),
    ("The {thing} that tastes of nothing but {v}", "taste is a sense that one remembers"),
    ("First {v}, then the {thing}", "the order tells what matters more"),
    ("You bring the day, we bring {v} and a {thing}", "the second half answers the first"),
    ("Say {v} with a {thing}", "it tells the customer what to do with it"),
)
SLOGAN_ASKS = (
    'Write a slogan for {owner}\'s {shop}. Use the words "{v}" and "{thing}". {limits}',
    '{owner} opens {shop_a} in {town} and needs a slogan with the words "{v}" and "{thing}". {limits}',
    'Invent a slogan for {shop_a} called {owner}\'s. It has to contain "{v}" and "{thing}". {limits}',
    'What could the sign of {owner}\'s {shop} in {town} say? Use "{v}" and "{thing}". {limits}',
)
_TOWNS = (
    "Brookfield", "Lindwood", "Marlow Bay", "Ashford", "Greenhill", "Port Selby", "Oakdale", "Fernley", "Westmoor",
    "Silver Creek", "Harrow", "Kingsbury", "Eastvale", "Millbrook", "Stonebridge", "Larkfield", "Dunmore", "Rosedale",
)


def slogan(rng: Random, difficulty: str) -> dict[str, Any]:
    setting = rng.choice(list(SHOPS))
    allowed = [
        n
        for n in range(len(SLOGANS))
        if "tastes" not in SLOGANS[n][0] or setting in ("bread", "cakes", "ice")
    ]
    return {
        "shop": setting,
        "value": rng.choice(VALUES),
        "owner": rng.choice(NAMES),
        "town": rng.choice(_TOWNS),
        "pattern": rng.choice(allowed),
        "spare": rng.randint(1, 3) if difficulty == "easy" else rng.randint(0, 1),
        "without": difficulty != "easy",
        "end": difficulty == "hard",
    }


def write_slogan(rng: Random, p: dict[str, Any]) -> Draft:
    shop, thing = SHOPS[p["shop"]]
    value, (pattern, thought) = p["value"], SLOGANS[p["pattern"]]
    answer = pattern.format(v=value, V=value.capitalize(), thing=thing)
    most, last = len(words(answer)) + p["spare"], words(answer)[-1]
    rubric = [rule("contains_all", [value, thing]), rule("max_words", most)]
    limits = [f"{quote([value, thing])} have to be used", f"at most {most} words"]
    asked = [rng.choice((f"At most {most} words.", f"Keep it to {most} words or fewer."))]
    if p["without"]:
        rubric.append(rule("excludes", ["best", "cheap"]))
        limits.append('neither "best" nor "cheap" may occur')
        asked.append('Avoid the words "best" and "cheap".')
    if p["end"]:
        rubric.append(rule("ends_with", last))
        limits.append(f'the last word is "{last}"')
        asked.append(f'End with "{last}".')
    question = rng.choice(SLOGAN_ASKS).format(
        owner=p["owner"],
        town=p["town"],
        shop=shop,
        shop_a=a(shop),
        v=value,
        thing=thing,
        limits=" ".join(asked),
    )
    ending = f" end: {last}." if p["end"] else ""
    concise = f"words: {value}, {thing}. at most {most}.{ending} slogan: {answer}"
    lines = [
        opening(rng, limits),
        f"{a(shop).capitalize()} wants to be remembered from a sign that people pass in two seconds, so rhythm counts "
        f"for more than detail.",
        f'Brainstorm around "{thing}": who makes it, who gets it, what it feels like. "{value.capitalize()}" can be '
        f"what goes in, what comes out, or what stays behind.",
        f'A plain "We sell {value}" would be a claim without a picture, and it leaves the {thing} out.',
        f"A better idea: {thought}.",
        f"Put into words, the draft is: {answer}",
        *checked(rng, answer, rubric),
    ]
    return Draft(
        question, answer, concise, "\n".join(lines), "creative_process", tuple(rubric),
        both_used((value, thing, str(most)), value, thing),
    )


FAMILIES = (
    Family("slogan", "creative", "advertising", "free", ("slogan", "constraint"), slogan, write_slogan, None),
)

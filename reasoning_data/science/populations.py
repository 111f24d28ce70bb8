"""Populations that change, double or are estimated by tags."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from random import Random
from typing import Any

from reasoning_data.schema import Draft, Family, routes
from reasoning_data.science.working import conclude, equations, product_steps, quotient_steps, restate
from reasoning_data.wording import NAMES

# setting: the animals, where
HERDS = {
    "deer": ("deer", "in a forest"), "penguin": ("penguins", "on an island"), "bison": ("bison", "on a prairie"),
    "turtle": ("turtles", "in a lagoon"), "fox": ("foxes", "in a valley"), "trout": ("trout", "in a lake"),
    "frog": ("frogs", "around a pond"), "goat": ("wild goats", "in the mountains"), "hare": ("hares", "on a heath"),
    "swan": ("swans", "on a river"), "beetle": ("beetles", "in a park"), "crab": ("crabs", "in a bay"),
}
HERD_ASKS = {
    "change": (
        "{name} counts {n} {herd} {where}. In a year {b} are born, {d} die, {i} arrive and {o} leave. How many "
        "are there "
        "then?",
        "There are {n} {herd} {where}. {name} notes {b} births, {d} deaths, {i} arrivals and {o} departures. Find "
        "the new "
        "number.",
        "{name} starts the year with {n} {herd} {where}: {b} births, {d} deaths, {i} newcomers, {o} that move away. "
        "What is the population at the end?",
    ),
    "doubling": (
        "{name} counts {n} {herd} {where}. The population doubles every {k} years. How many are there after {t} "
        "years?",
        "The {herd} {where} double their number every {k} years. {name} finds {n} of them today. How many will "
        "there be in "
        "{t} years?",
        "{n} {herd} live {where}. {name} knows that they double every {k} years. What is the population after {t} "
        "years?",
    ),
    "tags": (
        "{name} catches and tags {n} {herd} {where}. Later, {m} of {c} caught {herd} wear a tag. Estimate the "
        "population.",
        "To count the {herd} {where}, {name} tags {n} of them. In a second catch of {c}, {m} are tagged. "
        "How many are there, by this estimate?",
        "{n} {herd} {where} carry {name}'s tags. A later catch of {c} has {m} tagged ones. What is the estimated "
        "number?",
    ),
}


def population(rng: Random, difficulty: str) -> dict[str, Any]:
    kind = {"easy": "change", "medium": rng.choice(("change", "doubling")), "hard": "tags"}[difficulty]
    p: dict[str, Any] = {"setting": rng.choice(list(HERDS)), "name": rng.choice(NAMES), "kind": kind}
    if kind == "change":
        largest = 20 if difficulty == "easy" else 90
        deaths, gone = rng.randint(2, largest), rng.randint(2, largest)
        start = deaths + gone + rng.randint(5, 2 * largest)
        return p | {
            "start": start, "births": rng.randint(2, largest), "deaths": deaths,
            "arrivals": rng.randint(2, largest), "departures": gone,
        }
    if kind == "doubling":
        return p | {"start": rng.randint(3, 60), "every": rng.randint(2, 9), "times": rng.randint(2, 4)}
    tagged, factor = rng.randint(2, 12), rng.randint(3, 15)
    return p | {"tagged": tagged * rng.randint(2, 9), "again": tagged, "catch": tagged * factor}


_CAUSES = ("After the births", "After the deaths", "With the arrivals", "Without those that left")


def write_population(rng: Random, p: dict[str, Any]) -> Draft:
    herd, where = HERDS[p["setting"]]
    words = {"name": p["name"], "herd": herd, "where": where}
    wanted = "the population"
    if p["kind"] == "change":
        n, b, d, i, o = (p[key] for key in ("start", "births", "deaths", "arrivals", "departures"))
        words |= {"n": n, "b": b, "d": d, "i": i, "o": o}
        template, answer = "trace_execution", str(n + b - d + i - o)
        given = [f"{n} {herd}", f"{b} births", f"{d} deaths", f"{i} arrivals", f"{o} departures"]
        steps = [
            f"{n} + {b} = {n + b}",
            f"{n + b} - {d} = {n + b - d}",
            f"{n + b - d} + {i} = {n + b - d + i}",
        ]
        steps.append(f"{n + b - d + i} - {o} = {answer}")
        concise = ". ".join(steps)
        ways = routes(steps)
        gain, loss = b + i, d + o
        lines = [
            "Births and arrivals add to the population, deaths and departures take from it; I follow them one by one.",
            *(f"{cause} the count is {step}." for cause, step in zip(_CAUSES, steps, strict=True)),
            f"Check in another order: all gains are {b} + {i} = {gain}, all losses are {d} + {o} = {loss}.",
            f"Then {n} + {gain} = {n + gain}, and {n + gain} - {loss} = {n + gain - loss}, the same number.",
            f"{'More' if gain > loss else 'No more'} were gained than lost, so the population "
            f"{'has to be' if gain > loss else 'cannot be'} above {n}, which holds.",
        ]
    elif p["kind"] == "doubling":
        n, k, times = p["start"], p["every"], p["times"]
        words |= {"n": n, "k": k, "t": k * times}
        sizes = [n * 2**j for j in range(times + 1)]
        template, answer = "trace_execution", str(sizes[-1])
        given = [f"{n} {herd}", f"a doubling every {k} years", f"a span of {k * times} years"]
        steps = [f"{x} × 2 = {y}" for x, y in pairwise(sizes)]
        concise = f"{k * times} / {k} = {times} doublings. {'. '.join(steps)}"
        ways = routes((f"{k * times} / {k} = {times}", *steps))
        lines = [
            "Doubling means that the number is multiplied by 2 each time the given span has passed.",
            f"In {k * times} years this happens {k * times} / {k} = {times} times.",
            *(f"After {k * (j + 1)} years there are {step} {herd}." for j, step in enumerate(steps)),
            f"Check with one factor: {' × '.join(['2'] * times)} = {2**times}, and {n} × {2**times} = {sizes[-1]}.",
            f"Going back, {sizes[-1]} / {2**times} = {n}, the number at the start.",
            "The growth is faster than adding the same number each time, because each new generation multiplies "
            "as well; "
            f"adding {n} per span would give only {n} + {n * times} = {n + n * times}.",
        ]
    else:
        n, m, c = p["tagged"], p["again"], p["catch"]
        words |= {"n": n, "m": m, "c": c}
        template, answer = "decomposition", str(n * c // m)
        given = [f"{n} tagged {herd}", f"a second catch of {c}", f"{m} tags in it"]
        divided, multiplied = quotient_steps(c, m), product_steps(n, c // m)
        concise = f"{divided}. {multiplied}"
        ways = routes(
            (f"{c} / {m} = {c // m}", f"{n} × {c // m} = {n * c // m}"), (*equations(divided), *equations(multiplied))
        )
        lines = [
            "The second catch is taken as a fair sample, so its share of tagged animals is the share in the whole "
            "population.",
            f"In the catch, one animal in {c} / {m} = {c // m} wears a tag.",
            f"All {n} tagged ones are then one part in {c // m} of the population.",
            f"The population is {n} × {c // m} = {n * c // m}.",
            f"Check the shares: {m}/{c} = {Fraction(m, c)} in the catch and {n}/{n * c // m} = {Fraction(m, c)} "
            "in the whole.",
            f"The estimate has to be at least the {n + c - m} different animals that were seen, "
            f"{n} + {c} - {m} = {n + c - m}, and it is.",
            "It is an estimate only: tags that fall off, or animals that learn to avoid the net, would make it "
            "too large.",
        ]
    question = rng.choice(HERD_ASKS[p["kind"]]).format(**words)
    trace = "\n".join((restate(rng, given, wanted), *lines, conclude(rng, wanted, answer)))
    return Draft(question, answer, concise, trace, template, milestones=ways)


def check_population(p: dict[str, Any]) -> str:
    """Counts animal by animal, year by year, or tries every population until its share of tags fits."""
    if p["kind"] == "change":
        herd = [1] * (p["start"] + p["births"] + p["arrivals"])
        return str(len(herd[p["deaths"] + p["departures"] :]))
    if p["kind"] == "doubling":
        size = p["start"]
        for year in range(1, p["every"] * p["times"] + 1):
            size += size if year % p["every"] == 0 else 0
        return str(size)
    size = p["tagged"]
    while p["again"] * size != p["tagged"] * p["catch"]:
        size += 1
    return str(size)


FAMILIES = (
    Family(
        "population", "science", "ecology", "number", ("population",), population, write_population, check_population,
    ),
)

"""Genetics: Punnett squares, one gene or two."""

from __future__ import annotations

from fractions import Fraction
from itertools import product as pairs
from random import Random
from typing import Any

from reasoning_data.schema import Draft, Family, routes
from reasoning_data.science.working import conclude, equations, product_steps, quotient_steps, restate
from reasoning_data.wording import NAMES, listing

# setting: the organism, then two traits: letter, dominant form, recessive form
SPECIES = {
    "pea": ("pea plants", ("P", "purple flowers", "white flowers"), ("T", "tall stems", "short stems")),
    "mouse": ("mice", ("B", "black fur", "brown fur"), ("L", "long tails", "short tails")),
    "fly": ("fruit flies", ("R", "red eyes", "white eyes"), ("W", "straight wings", "curly wings")),
    "rabbit": ("rabbits", ("G", "gray fur", "white fur"), ("E", "upright ears", "hanging ears")),
    "cat": ("cats", ("S", "short hair", "long hair"), ("D", "dark coats", "pale coats")),
    "corn": ("corn plants", ("Y", "yellow kernels", "white kernels"), ("M", "smooth kernels", "wrinkled kernels")),
    "dog": ("dogs", ("K", "black coats", "yellow coats"), ("C", "curly hair", "straight hair")),
    "guinea": ("guinea pigs", ("H", "rough fur", "smooth fur"), ("B", "black fur", "white fur")),
    "tomato": ("tomato plants", ("R", "red fruit", "yellow fruit"), ("H", "hairy stems", "bare stems")),
    "chicken": ("chickens", ("F", "feathered legs", "bare legs"), ("C", "rose combs", "single combs")),
    "horse": ("horses", ("E", "bay coats", "chestnut coats"), ("T", "trotting gaits", "pacing gaits")),
    "bean": ("bean plants", ("G", "green pods", "yellow pods"), ("S", "smooth seeds", "wrinkled seeds")),
}
PROLIFIC = ("pea", "mouse", "fly", "corn", "tomato", "chicken", "bean")
"""Of which one cross may have a few hundred offspring."""
CROSSES = (("Aa", "Aa"), ("Aa", "aa"), ("AA", "Aa"), ("aa", "Aa"), ("Aa", "AA"))
GENE_ASKS = {
    "chance": (
        "In {species}, {big} ({trait}) is dominant over {small} ({other}). {name} crosses {x} with {y}. "
        "What is the probability of offspring with {wanted}?",
        "{name} breeds {species}. Dominant: {trait} ({big}); recessive: {other} ({small}). "
        "For the cross {x} × {y}, what is the probability of {wanted}?",
        "Parents with genotypes {x} and {y} are crossed by {name}. In these {species}, "
        "{big} ({trait}) dominates {small} ({other}). Find the probability of {wanted}.",
    ),
    "number": (
        "In {species}, {big} ({trait}) is dominant over {small} ({other}). {name} crosses {x} with {y} and gets {n} "
        "offspring. How many are expected to have {wanted}?",
        "{name} breeds {species}. Dominant: {trait} ({big}); recessive: {other} ({small}). "
        "Of {n} offspring of {x} × {y}, how many should show {wanted}?",
        "Parents with genotypes {x} and {y} have {n} offspring in {name}'s care. In these {species}, {big} ({trait}) "
        "dominates {small} ({other}). What number with {wanted} is expected?",
    ),
    "both": (
        "In {species}, {big} ({trait}) dominates {small} ({other}), and {big2} ({trait2}) dominates {small2} "
        "({other2}), independently. {name} crosses {x} with {y}. What is the probability of {wanted}?",
        "{name} breeds {species}. Two independent genes: {trait} ({big}) over {other} ({small}), {trait2} "
        "({big2}) over "
        "{other2} ({small2}). For {x} × {y}, find the probability of {wanted}.",
    ),
}


def cross(rng: Random, difficulty: str) -> dict[str, Any]:
    ask = {"easy": "chance", "medium": rng.choice(("chance", "number")), "hard": "both"}[difficulty]
    # All offspring of a cross with AA look alike: their expected number would stand in the question.
    crosses = CROSSES[:2] if difficulty == "easy" or ask == "number" else CROSSES
    genes = [rng.choice(crosses) for _ in range(1 + (ask == "both"))]
    dominant = [rng.random() < 0.5 for _ in genes]
    # A cross with AA has no recessive offspring; asking for it in two of three cases would be dull.
    dominant = [want or "AA" in gene for want, gene in zip(dominant, genes, strict=True)]
    return {
        "setting": rng.choice(PROLIFIC if ask == "number" else list(SPECIES)),
        "name": rng.choice(NAMES),
        "ask": ask,
        "trait": rng.randrange(2),
        "genes": [list(gene) for gene in genes],
        "dominant": dominant,
        "offspring": 4 * rng.randint(2, 60) if ask == "number" else 0,
    }


def _share(gene: list[str], dominant: bool) -> Fraction:
    """The share of offspring with the trait: the recessive form needs a small letter from both parents."""
    recessive = Fraction(gene[0].count("a"), 2) * Fraction(gene[1].count("a"), 2)
    return 1 - recessive if dominant else recessive


def _boxes(gene: list[str]) -> list[str]:
    """The four boxes of the Punnett square, the capital letter first in each."""
    return ["".join(sorted(x + y)) for x in gene[0] for y in gene[1]]


def write_cross(rng: Random, p: dict[str, Any]) -> Draft:
    species, *traits = SPECIES[p["setting"]]
    traits = traits[p["trait"] :] + traits[: p["trait"]]
    ask, n = p["ask"], p["offspring"]
    used = list(zip(p["genes"], p["dominant"], traits, strict=False))
    wanted = " and ".join(form if dominant else other for _, dominant, (_, form, other) in used)
    parents = ["".join(_letters(gene[k], letter) for gene, _, (letter, *_) in used) for k in (0, 1)]
    (big, trait, other), (big2, trait2, other2) = traits
    question = rng.choice(GENE_ASKS[ask]).format(
        species=species, name=p["name"], x=parents[0], y=parents[1], wanted=wanted, n=n,
        big=big, small=big.lower(), trait=trait, other=other,
        big2=big2, small2=big2.lower(), trait2=trait2, other2=other2,
    )
    shares, jotted, lines, told = [], [], [], []
    last: list[str] = []
    jotted_last: list[str] = []
    for gene, dominant, (letter, form, recessive) in used:
        boxes = [_letters(box, letter) for box in _boxes(gene)]
        share = _share(gene, dominant)
        fits = int(share * 4)
        shares.append(share)
        jotted.append(f"{' '.join(boxes)}: {fits} of 4 with {'' if dominant else 'no '}{letter}, {share}")
        found = f"share with {form if dominant else recessive} is {_quarters(fits)}"
        told += [f"four boxes {listing(boxes)}", found]
        lines += [
            f"Each parent passes on one letter of its pair: {_gametes(gene[0], letter)}, {_gametes(gene[1], letter)}.",
            f"The Punnett square has the four boxes {listing(boxes)}, all equally likely.",
            f"For {form} at least one {letter} is needed, and {_NUMBERS[fits]} of the four boxes have it."
            if dominant
            else f"For {recessive}, the recessive form, no {letter} may occur: {_NUMBERS[fits]} of four.",
            f"The {found}.",
            _by_chances(gene, letter, dominant),
        ]
    concise = ". ".join(jotted)
    if ask == "chance":
        template, what, answer = "forward", f"the probability of {wanted}", str(shares[0])
        lines.append("The square counts chances for each single offspring, so this share is its probability.")
    elif ask == "number":
        expected = shares[0] * n
        template, what, answer = "forward", f"the expected number with {wanted}", str(expected)
        fits = int(shares[0] * 4)
        quarter, taken = quotient_steps(n, 4), product_steps(n // 4, fits)
        last, jotted_last = [f"{n} / 4 = {n // 4}"], equations(quarter)
        concise += f". {quarter}"
        lines.append(
            f"A quarter of the offspring is {last[0]}, and the share takes {_NUMBERS[fits]} of the four quarters."
        )
        if fits > 1:
            concise += f". {taken}"
            last.append(f"{n // 4} × {fits} = {expected}")
            jotted_last = [*jotted_last, *equations(taken)]
        lines.append(f"So {last[-1] if fits > 1 else expected} of the {n} are expected.")
    else:
        both = shares[0] * shares[1]
        template, what, answer = "decomposition", f"the probability of {wanted}", str(both)
        last = jotted_last = [f"{shares[0]} × {shares[1]} = {both}"]
        concise += f". {last[0]}"
        lines.insert(0, "The genes are independent, so I treat one after the other and multiply the shares.")
        lines.append(f"Both together: {last[0]}.")
    given = [f"the cross {parents[0]} × {parents[1]}", *([f"{n} offspring"] if n else [])]
    trace = "\n".join((restate(rng, given, what), *lines, conclude(rng, what, answer)))
    return Draft(
        question, answer, concise, trace, template, milestones=routes((*told, *last), (*jotted, *jotted_last))
    )


def _letters(pair: str, letter: str) -> str:
    return pair.replace("A", letter).replace("a", letter.lower())


def _gametes(pair: str, letter: str) -> str:
    """`Bb gives B or b`, `bb gives b`."""
    written = _letters(pair, letter)
    return f"{written} gives {' or '.join(dict.fromkeys(written))}"


def _quarters(fits: int) -> str:
    """`1/4`, `2/4 = 1/2`."""
    share = str(Fraction(fits, 4))
    return share if share.endswith("/4") else f"{fits}/4 = {share}"


_NUMBERS = ("none", "one", "two", "three", "four")


def _by_chances(gene: list[str], letter: str, dominant: bool) -> str:
    """The same share from the two parents' chances to pass on the small letter."""
    first, second = (Fraction(pair.count("a"), 2) for pair in gene)
    both, small = first * second, letter.lower()
    rest = f", and all others 1 - {both} = {1 - both}" if dominant else ""
    return (
        f"Check by chances: {small} comes with {first} from one parent and {second} from the other, "
        f"so {small}{small} has {first} × {second} = {both}{rest}."
    )


def check_cross(p: dict[str, Any]) -> str:
    """Draws every pair of gametes of both genes at once and counts the offspring with all wanted forms."""
    gametes = [list(pairs(*(gene[k] for gene in p["genes"]))) for k in (0, 1)]
    offspring = list(pairs(*gametes))
    fits = sum(
        all(("A" in (x, y)) == want for x, y, want in zip(*child, p["dominant"], strict=True))
        for child in offspring
    )
    share = Fraction(fits, len(offspring))
    return str(share * p["offspring"] if p["ask"] == "number" else share)


FAMILIES = (
    Family(
        "genetics",
        "science",
        "biology",
        "number",
        ("genotype", "probability"),
        cross,
        write_cross,
        check_cross,
    ),
)

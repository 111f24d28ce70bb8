"""Family relations: what one person is to another, along a chain of statements."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.schema import Draft, Family, routes

WOMEN = (
    "Aisha",
    "Amara",
    "Carla",
    "Dalia",
    "Elena",
    "Freya",
    "Grace",
    "Hana",
    "Imani",
    "Ines",
    "Kavya",
    "Keiko",
    "Leila",
    "Lucia",
    "Maya",
    "Mei",
    "Mira",
    "Nadia",
    "Olga",
    "Priya",
    "Rosa",
    "Sofia",
    "Tess",
    "Uma",
    "Wanda",
    "Yara",
    "Zoe",
)
MEN = (
    "Alejandro",
    "Ben",
    "Bruno",
    "Chen",
    "Diego",
    "Emeka",
    "Farid",
    "Hugo",
    "Ivan",
    "Jamal",
    "Jonas",
    "Lars",
    "Liam",
    "Malik",
    "Noah",
    "Omar",
    "Paolo",
    "Ravi",
    "Sami",
    "Tariq",
    "Victor",
    "Yusuf",
)

# relation: for a woman, for a man
RELATIVES = {
    "parent": ("mother", "father"), "child": ("daughter", "son"), "sibling": ("sister", "brother"),
    "spouse": ("wife", "husband"), "grandparent": ("grandmother", "grandfather"),
    "grandchild": ("granddaughter", "grandson"), "uncle": ("aunt", "uncle"), "nephew": ("niece", "nephew"),
    "cousin": ("cousin", "cousin"), "great-grandparent": ("great-grandmother", "great-grandfather"),
    "great-grandchild": ("great-granddaughter", "great-grandson"), "great-uncle": ("great-aunt", "great-uncle"),
    "parent-in-law": ("mother-in-law", "father-in-law"), "child-in-law": ("daughter-in-law", "son-in-law"),
}
# what two steps make one: (first, second) -> result
_JOINED = {
    ("parent", "parent"): "grandparent", ("child", "child"): "grandchild", ("sibling", "parent"): "uncle",
    ("child", "sibling"): "nephew", ("parent", "spouse"): "parent-in-law", ("spouse", "child"): "child-in-law",
    ("grandparent", "parent"): "great-grandparent", ("grandchild", "child"): "great-grandchild",
    ("uncle", "parent"): "great-uncle", ("nephew", "parent"): "cousin", ("parent", "sibling"): "parent",
    ("sibling", "child"): "child", ("grandparent", "sibling"): "grandparent",
}
_CHAINS = {
    "easy": (("parent", "parent"), ("child", "child"), ("sibling", "parent"), ("child", "sibling")),
    "medium": (("sibling", "parent"), ("child", "sibling"), ("parent", "spouse"), ("spouse", "child"),
               ("parent", "sibling"), ("sibling", "child")),
    "hard": (("parent", "parent", "parent"), ("child", "child", "child"), ("sibling", "parent", "parent"),
             ("child", "sibling", "parent"), ("parent", "parent", "sibling"), ("sibling", "child", "child")),
}
_ASKS = (
    "What is {a} to {z}?", "How is {a} related to {z}?", "Which relative of {z} is {a}?",
    "What does {z} call {a}, as a relative?", "In the family, what is {a} to {z}?",
)


def relation(rng: Random, difficulty: str) -> dict[str, Any]:
    chain = rng.choice(_CHAINS[difficulty])
    people: list[str] = []
    women, men = rng.sample(WOMEN, 4), rng.sample(MEN, 4)
    for at in range(len(chain) + 1):
        woman = rng.random() < 0.5
        if at and chain[at - 1] == "spouse":
            woman = people[-1] in men
        people.append(women[at] if woman else men[at])
    order = list(range(len(chain)))
    if difficulty != "easy":
        rng.shuffle(order)
    return {"chain": list(chain), "people": people, "order": order}


def _word(relative: str, person: str) -> str:
    return RELATIVES[relative][person in MEN]


def write_relation(rng: Random, p: dict[str, Any]) -> Draft:
    people, chain = p["people"], p["chain"]
    facts = [f"{people[at]} is {people[at + 1]}'s {_word(step, people[at])}" for at, step in enumerate(chain)]
    first, last = people[0], people[-1]
    question = f"{'. '.join(facts[at] for at in p['order'])}. {rng.choice(_ASKS).format(a=first, z=last)}"
    so_far, lines, jots, marks = chain[0], [], [], []
    for at, step in enumerate(chain[1:], 1):
        middle, end = people[at], people[at + 1]
        joined = _JOINED[(so_far, step)]
        old, word = _word(so_far, first), _word(joined, first)
        jots.append(f"{old} of {_word(step, middle)}: {word}")
        links = f"{first} is the {old} of {middle}", f"{middle} is the {_word(step, middle)} of {end}"
        marks += [*links, f"{first} is {end}'s {word}"]
        lines.append(f"{links[0]}, and {links[1]}. {_REASONS[(so_far, step)]}, so {marks[-1]}.")
        so_far = joined
    answer = _word(so_far, first)
    back = " of ".join(f"the {_word(step, people[at])}" for at, step in enumerate(chain))
    count = {2: "two", 3: "three"}[len(chain)]
    trace = "\n".join((
        f"The question is what {first} is to {last}. There are {count} statements, and they link "
        f"{' – '.join(people)}.",
        rng.choice(("I put them in the order of that chain, from the first person to the last.",
                    "Taken in the order of the chain, each statement leads from one person to the next.")),
        *(f"{fact}." for fact in facts),
        "Now I join the links from the left, keeping what the first person is to the one reached so far.",
        *lines,
        f"To check, I read the chain in one breath: {first} is {back} of {last}.",
        f"The generations agree: {_generations(chain)}",
        f"Since {first} is a {'man' if first in MEN else 'woman'} here, the right word is {answer}.",
    ))
    return Draft(
        question, answer, f"{'. '.join(facts)}. {'. '.join(jots)}.", trace, "forward", milestones=routes(marks, jots)
    )


_REASONS = {
    ("parent", "parent"): "A parent of a parent is a grandparent",
    ("child", "child"): "A child of a child is a grandchild",
    ("sibling", "parent"): "A brother or sister of a parent is an uncle or an aunt",
    ("child", "sibling"): "A child of a brother or sister is a nephew or a niece",
    ("parent", "spouse"): "A parent of a husband or wife is a father-in-law or a mother-in-law",
    ("spouse", "child"): "The husband or wife of a child is a son-in-law or a daughter-in-law",
    ("grandparent", "parent"): "The grandparent of a parent is a great-grandparent",
    ("grandchild", "child"): "A child's grandchild is a great-grandchild",
    ("uncle", "parent"): "The uncle or aunt of a parent is a great-uncle or a great-aunt",
    ("nephew", "parent"): "The nephew or niece of a parent is a cousin",
    ("parent", "sibling"): "Brothers and sisters have the same parents",
    ("sibling", "child"): "A brother or sister of a child is a child of the same parents",
    ("grandparent", "sibling"): "Brothers and sisters have the same grandparents",
}
_UP = {"parent": 1, "child": -1, "sibling": 0, "spouse": 0}


def _generations(chain: list[str]) -> str:
    steps = [_UP[step] for step in chain]
    total = sum(steps)
    if total == 0:
        return "going up and down along the chain ends in the same generation."
    side = "older" if total > 0 else "younger"
    return (
        f"in sum the first person stands {abs(total)} generation{'s' * (abs(total) > 1)} on the {side} side."
    )


def check_relation(p: dict[str, Any]) -> str:
    """Builds the family tree, then looks which definition of a relative the two people meet."""
    people, parents, partner = p["people"], {}, {}
    for name in people:
        parents[name] = {f"mother of {name}", f"father of {name}"}
    for at in range(len(people) - 2, -1, -1):
        a, b, step = people[at], people[at + 1], p["chain"][at]
        if step == "sibling":
            parents[a] = parents[b]
        elif step == "spouse":
            partner[a], partner[b] = b, a
        elif step == "child":
            parents[a] = {b, f"other parent of {a}"}
        else:
            old = f"{'father' if a in MEN else 'mother'} of {b}"
            for name in people:  # b and all its siblings get the named parent
                if name != b and parents[name] == parents[b]:
                    parents[name] = parents[name] - {old} | {a}
            parents[b] = parents[b] - {old} | {a}

    def up(names: set[str]) -> set[str]:
        return set().union(*(parents.get(name, set()) for name in names))

    a, z = people[0], people[-1]
    own, his = parents[a], parents[z]
    siblings = {name for name in people if name != z and parents[name] == his}
    aunts = {name for name in people if name not in his and parents[name] in [parents.get(x) for x in his]}
    tests = {
        "spouse": partner.get(a) == z,
        "sibling": a in siblings,
        "parent": a in his,
        "child": z in own,
        "grandparent": a in up(his),
        "grandchild": z in up(own),
        "uncle": a in aunts,
        "nephew": any(parents[x] == parents[z] and x != z for x in own if x in parents),
        "great-grandparent": a in up(up(his)),
        "great-grandchild": z in up(up(own)),
        "great-uncle": any(parents.get(x) == parents[a] and x != a for x in up(his)),
        "cousin": any(parents.get(x) == parents.get(y) and x != y for x in own for y in his if x in parents),
        "parent-in-law": z in partner and a in parents[partner[z]],
        "child-in-law": a in partner and z in parents[partner[a]],
    }
    found = [name for name, holds in tests.items() if holds]
    return ", ".join(_word(name, a) for name in found)


FAMILIES = (
    Family("relation", "logic_puzzle", "family_relations", "text", ("family", "relative"),
           relation, write_relation, check_relation),
)

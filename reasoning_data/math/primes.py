"""Prime numbers: prime factors, and whether a number is prime."""

from __future__ import annotations

from math import prod
from random import Random
from typing import Any

from reasoning_data.math.working import equal, factored, joined, marked, milestones
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES, numbers_listed

_FACTOR_ASKS = (
    "{name} writes {n} as a product of primes. List the prime factors from smallest to largest.",
    "What is the prime factorization of {name}'s number {n}? List the factors in increasing order.",
    "Help {name} to break {n} down into prime factors, listed from smallest to largest.",
    "{name} factors {n} into primes. Which factors are found, in increasing order?",
    "Which primes, in increasing order and with repetition, multiply to {n}? {name} wants to know.",
    "{name} splits {n} into primes and sorts them. What is the list?",
)


def factors(rng: Random, difficulty: str) -> dict[str, Any]:
    primes, number = {
        "easy": ((2, 2, 3, 5, 7), 3),
        "medium": ((2, 2, 3, 3, 5, 7, 11), 4),
        "hard": ((2, 2, 3, 3, 5, 7, 11, 13, 17), 5),
    }[difficulty]
    n = 1
    while n < 12:
        n = prod(rng.choices(primes, k=rng.randint(number - 1, number)))
    return {"name": rng.choice(NAMES), "n": n}


def write_factors(rng: Random, p: dict[str, Any]) -> Draft:
    n = p["n"]
    question = rng.choice(_FACTOR_ASKS).format(**p)
    left, prime, found, steps = n, 2, [], []
    while left > 1:
        if left % prime:
            prime += 1
            continue
        found.append(prime)
        steps.append(equal(f"{left} / {prime}", left // prime))
        left //= prime
    answer = ", ".join(map(str, found))
    chain = " × ".join(map(str, found))
    values, built = [], found[0]
    for factor in found[1:]:
        values.append(f"{built} × {factor} = {built * factor}")
        built *= factor
    trace = [
        f"The number {n} is to be written as a product of primes. I divide by the smallest prime that goes in, and "
        "keep dividing the quotient in the same way until only 1 is left.",
        "Starting with the smallest prime has two advantages: the divisors come out in increasing order, and none "
        "of them can be a composite number, because its own prime factors would have been divided out before.",
        f"The divisions are {', '.join(steps)}.",
        f"The last quotient is 1, so the primes used are all there are: {numbers_listed(found)}.",
        f"To check, I multiply them up again: {', '.join(values)}. That is the number in the question.",
        "Each of these factors is prime, and by the uniqueness of prime factorization there is no other list.",
        f"The answer is {answer}.",
    ]
    marks = milestones(question, answer, [str(steps[0]), *steps[1:-1]], f"{n} = {chain}", factored(n))
    concise = f"{n}: {', '.join(steps)}. So {answer}"
    return Draft(question, answer, concise, "\n".join(trace), "decomposition", milestones=marks)


def check_factors(p: dict[str, Any]) -> str:
    """Collects, for each prime found by its having no smaller divisor, as many copies as divide the number."""
    n, found = p["n"], []
    for prime in (k for k in range(2, 20) if all(k % d for d in range(2, k))):
        found += [prime] * max(e for e in range(12) if n % prime**e == 0)
    return ", ".join(map(str, found))


_PRIME_ASKS = (
    "{name} wonders whether {n} is a prime number. Is it?",
    "Is {name}'s house number, {n}, prime? Answer yes or no.",
    "{name} thinks that {n} is a prime number. Is that so?",
    "Does {n} have exactly two divisors, 1 and itself, as {name} says? Answer yes or no.",
    "{name} asks whether {n} is prime. Is it?",
    "{name} has {n} beads. Is that a prime number of beads?",
)


def prime(rng: Random, difficulty: str) -> dict[str, Any]:
    """Odd, not a multiple of 5; products of two primes as often as primes."""
    low, high = {"easy": (11, 149), "medium": (151, 449), "hard": (451, 899)}[difficulty]
    n = 0
    wanted = rng.random() < 0.5
    while n % 2 == 0 or n % 5 == 0 or _is_prime(n) != wanted:
        n = rng.randint(low, high)
    return {"name": rng.choice(NAMES), "n": n}


def _is_prime(n: int) -> bool:
    return all(n % d for d in _SMALL_PRIMES if d * d <= n)


_SMALL_PRIMES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29)


def write_prime(rng: Random, p: dict[str, Any]) -> Draft:
    n = p["n"]
    question = rng.choice(_PRIME_ASKS).format(**p)
    candidates = [d for d in _SMALL_PRIMES if d * d <= n]
    bound = next(d for d in (*_SMALL_PRIMES, 31) if d * d > n)
    divisor = next((d for d in candidates if n % d == 0), None)
    tried = candidates[: candidates.index(divisor)] if divisor else candidates
    nearest = [equal(f"{d} × {n // d}", n // d * d) for d in tried]
    tests = [f"for {d}, {step}, which leaves {n % d}" for d, step in zip(tried, nearest, strict=True)]
    squared = equal(f"{bound}^2", bound * bound)
    opening = [
        f"To decide whether {n} is prime, I look for a divisor other than 1 and {n}. If there is one, then there is a "
        "prime one whose square is not above the number, since of two factors one is no larger than the other.",
        f"Because {squared} is above {n}, only primes below {bound} have to be tried: "
        f"{numbers_listed(candidates)}.",
    ]
    if divisor:
        even = f"{divisor} × {n // divisor} = {n}"
        trace = [
            *opening,
            f"These do not divide it: {'; '.join(tests)}.",
            f"For {divisor} the product meets the number: {even}, with nothing left.",
            f"So {n} is a product of two smaller numbers, both above 1.",
            f"A prime has no such product, so {n} is composite and the answer is no.",
        ]
        concise = f"Multiples near {n}: {', '.join([*nearest, even])}. no"
        other = n // divisor
        marks = milestones(question, "no", even, f"{n} = {divisor} × {other}", f"{n} / {divisor} = {other}")
        return Draft(question, "no", concise, "\n".join(trace), "elimination", milestones=marks)
    trace = [
        *opening,
        f"The largest multiples not above {n} are: {'; '.join(tests)}.",
        f"None of these primes leaves 0, so none divides {n}.",
        "A larger prime divisor would need a partner below the bound, and every partner has been ruled out.",
        f"So {n} has no divisors but 1 and itself. It is prime, and the answer is yes.",
    ]
    marks = milestones(question, "yes", marked([squared, *nearest]))
    concise = f"{squared} > {n}. {joined(nearest)}. yes"
    return Draft(question, "yes", concise, "\n".join(trace), "elimination", milestones=marks)


def check_prime(p: dict[str, Any]) -> str:
    """Counts all divisors."""
    return "yes" if sum(p["n"] % d == 0 for d in range(1, p["n"] + 1)) == 2 else "no"


FAMILIES = (
    Family(
        "prime_factors", "math", "number_theory", "list", ("primes", "factorization"),
        factors, write_factors, check_factors,
    ),
    Family(
        "is_prime", "math", "number_theory", "boolean", ("primes", "divisors"),
        prime, write_prime, check_prime,
    ),
)

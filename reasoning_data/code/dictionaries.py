"""Dictionaries: looking values up, changing them, and counting with them."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.code.programs import check_output, told, what_it_prints
from reasoning_data.schema import Draft, Family, routes

# theme: the dictionary's name, and its keys
DICTIONARIES = {
    "shop": ("prices", ("apple", "bread", "milk", "rice", "egg", "tea", "salt", "plum", "corn", "cake", "soap")),
    "zoo": ("animals", ("lion", "zebra", "owl", "bear", "seal", "wolf", "hippo", "camel", "goat", "otter")),
    "team": ("points", ("Ana", "Ben", "Chen", "Dalia", "Emeka", "Freya", "Hugo", "Ines", "Jamal", "Kavya", "Liam")),
    "stock": ("stock", ("pens", "books", "caps", "mugs", "bags", "cards", "pins", "maps", "toys", "keys", "bells")),
    "cities": ("distance", ("Rome", "Oslo", "Lima", "Cairo", "Delhi", "Paris", "Quito", "Seoul", "Accra", "Bern")),
    "colors": ("beads", ("red", "blue", "green", "white", "black", "gold", "pink", "gray", "brown", "violet")),
    "tools": ("tools", ("saw", "drill", "axe", "rake", "spade", "file", "clamp", "level", "plane", "wrench")),
    "days": ("hours", ("mon", "tue", "wed", "thu", "fri", "sat", "sun")),
}


def dict_lookup(rng: Random, difficulty: str) -> dict[str, Any]:
    theme = rng.choice(list(DICTIONARIES))
    size, high = {"easy": (3, 12), "medium": (3, 20), "hard": (4, 60)}[difficulty]
    d, pool = DICTIONARIES[theme]
    keys = rng.sample(pool, size + 1)
    keys, missing = keys[:-1], keys[-1]
    values = [rng.randint(2, high) for _ in keys]
    first, second = rng.sample(keys, 2)
    factor, extra = rng.randint(2, {"easy": 3, "medium": 5, "hard": 9}[difficulty]), rng.randint(2, high)
    kinds = {"easy": ("one", "sum"), "medium": ("times", "add", "get")}
    kind = rng.choice(kinds.get(difficulty, ("times", "add", "get", "new")))
    line = {"add": f'{d}["{first}"] += {extra}\n', "new": f'{d}["{missing}"] = {extra}\n'}.get(kind, "")
    shown = {
        "one": f'{d}["{first}"]',
        "sum": f'{d}["{first}"] + {d}["{second}"]',
        "times": f'{factor} * {d}["{first}"] + {d}["{second}"]',
        "add": f'{d}["{first}"] + {d}["{second}"]',
        "get": f'{d}.get("{missing}", {extra}) + {d}["{first}"]',
        "new": f"sum({d}.values())",
    }[kind]
    entries = ", ".join(f'"{key}": {value}' for key, value in zip(keys, values, strict=True))
    return {"code": f"{d} = {{{entries}}}\n{line}print({shown})", "theme": theme, "kind": kind, "keys": keys,
            "values": values, "first": first, "second": second, "missing": missing, "factor": factor,
            "extra": extra}


def write_dict_lookup(rng: Random, p: dict[str, Any]) -> Draft:
    d, kind, first, second, missing = (
        DICTIONARIES[p["theme"]][0],
        p["kind"],
        p["first"],
        p["second"],
        p["missing"],
    )
    factor, extra = p["factor"], p["extra"]
    table = dict(zip(p["keys"], p["values"], strict=True))
    a, b = table[first], table[second]
    ways: tuple[tuple[str, ...], ...]
    if kind == "one":
        answer, work = a, [f"The key {first} has the value {a}."]
        jots = [f"Key {first}", f"value {a}"]
        ways = routes((f"{first} has the value {a}",), (f"Key {first}. value {a}",))
        check = f"No line changes the dictionary before it is printed, so the value is still {a}."
    elif kind == "sum":
        answer = a + b
        work = [
            f"The key {first} has the value {a}.",
            f"The key {second} has the value {b}.",
            f"The sum is {a} + {b} = {answer}.",
        ]
        jots = [f"{first} {a}", f"{second} {b}", f"{a} + {b} = {answer}"]
        ways = routes(jots[-1:])
        check = f"Taking one value away again leaves the other: {answer} - {b} = {a}."
    elif kind == "times":
        product = factor * a
        answer = product + b
        work = [f"The key {first} has the value {a}, and multiplication comes first: {factor} × {a} "
        f"= {product}.",
                f"The key {second} has the value {b}.", f"Adding it gives {product} + {b} = {answer}."]
        jots = [f"{first} {a}", f"{factor} × {a} = {product}", f"{second} {b}", f"{product} + {b} = {answer}"]
        ways = routes(jots[1::2])
        check = f"Backwards, {answer} - {b} = {product} and {product} / {factor} = {a}, the value of {first}."
    elif kind == "add":
        new = a + extra
        answer = new + b
        work = [
            f"The second line raises the value of {first} by {extra}: {a} + {extra} = {new}.",
            f"The key {second} still has the value {b}.",
            f"The printed sum is {new} + {b} = {answer}.",
        ]
        jots = [f"{first} {a} + {extra} = {new}", f"{second} {b}", f"{new} + {b} = {answer}"]
        ways = routes((f"{a} + {extra} = {new}", jots[-1]))
        check = (
            f"Without the change the sum would be {a} + {b} = {a + b}, and {answer} - {a + b} = "
            f"{extra}, just the raise."
        )
    elif kind == "get":
        answer = extra + a
        work = [f"get looks for the key {missing}, which is not there, so it gives the default, {extra}.",
                f"The key {first} has the value {a}.", f"The sum is {extra} + {a} = {answer}."]
        jots = [f"{missing} missing: {extra}", f"{first} {a}", f"{extra} + {a} = {answer}"]
        ways = routes((f"the default, {extra}", jots[-1]), (jots[0], jots[-1]))
        check = (
            f"get adds nothing to the dictionary, and {answer} - {extra} = {a} gives the stored value back."
        )
    else:
        now, work, jots = p["values"][0], [], []
        for value in [*p["values"][1:], extra]:
            jots.append(f"{now} + {value} = {now + value}")
            now += value
        answer = now
        work = [f"The second line stores {extra} under a new key, {missing}; now there are {len(table) + 1}.",
                "The sum of all values is built from left to right:", *(f"{jot}." for jot in jots)]
        backwards = [extra, *reversed(p["values"])]
        check = f"From the other end it is the same: {' + '.join(map(str, backwards))} = {answer}."
        ways = routes(jots)
        jots.insert(0, f"{missing} {extra}")
    used = {
        "one": f"only the key {first}",
        "get": f"the key {first} and asks for {missing}",
        "new": "all the keys and one more",
    }.get(kind, f"the keys {first} and {second}")
    entries = "; ".join(f"{key} has {value}" for key, value in table.items())
    trace = told(
        f"The dictionary {d} stores {len(table)} values under {len(table)} keys: {entries}.",
        f"A key in square brackets stands for the value stored under it. The program uses {used}.",
        rng.choice(("I go through the program line by line.", "Now the lines below it, in their order.")),
        *work,
        f"So print shows {answer}.",
        check,
        f"print shows a number without quotation marks or key, so the whole output is {answer}.",
    )
    return Draft(
        what_it_prints(rng, p["code"]), str(answer), f"{'. '.join(jots)}. Prints {answer}.", trace, "trace_execution",
        milestones=ways,
    )


def dict_count(rng: Random, difficulty: str) -> dict[str, Any]:
    theme = rng.choice(list(DICTIONARIES))
    kinds, length = {"easy": (2, 4), "medium": (3, 5), "hard": (3, 7)}[difficulty]
    pool = rng.sample(DICTIONARIES[theme][1], kinds)
    items = [*pool, *(rng.choice(pool) for _ in range(length - kinds))]
    rng.shuffle(items)
    item, counts = rng.choice(("x", "item", "w", "k", "thing")), rng.choice(("counts", "seen", "tally", "c"))
    shows = "one" if difficulty == "easy" else rng.choice(("one", "all", "size", "most"))
    key = rng.choice(items)
    shown = {
        "one": f'{counts}["{key}"]',
        "all": counts,
        "size": f"len({counts})",
        "most": f"max({counts}.values())",
    }[shows]
    listed = ", ".join(f'"{each}"' for each in items)
    code = (
        f"{counts} = {{}}\nfor {item} in [{listed}]:\n"
        f"    {counts}[{item}] = {counts}.get({item}, 0) + 1\nprint({shown})"
    )
    return {
        "code": code,
        "theme": theme,
        "items": items,
        "shows": shows,
        "key": key,
        "names": [item, counts],
    }


def write_dict_count(rng: Random, p: dict[str, Any]) -> Draft:
    (item, name), items, shows, key = p["names"], p["items"], p["shows"], p["key"]
    counts: dict[str, int] = {}
    jots, lines, facts = [], [], []
    for turn, each in enumerate(items, 1):
        old = counts.get(each, 0)
        counts[each] = old + 1
        jots.append(f"{each} {old + 1}")
        known = f"{each} already has {old}" if old else f"{each} is new"
        lines.append(f"Turn {turn}: {known}{'' if old else ', so get gives 0'}; {old} + 1 = {old + 1}.")
        facts += [known, f"{old} + 1 = {old + 1}"]
    answer = str(
        {"one": counts[key], "all": counts, "size": len(counts), "most": max(counts.values())}[shows]
    )
    wanted = {"one": f"the count of {key}", "all": "the whole dictionary", "size": "the number of different keys",
              "most": "the greatest count"}[shows]
    table = ", ".join(f"{each} {many}" for each, many in counts.items())
    sums = " + ".join(map(str, counts.values()))
    trace = told(
        f"The loop counts how often each of {len(items)} words occurs: {', '.join(items)}.",
        f"For every {item} it reads the old count with get, 0 where there is none yet, adds 1, and "
        f"stores the result in {name}.",
        rng.choice(
            ("I keep the counts up to date turn by turn.", "The counts after each turn are as follows.")
        ),
        *lines,
        f"At the end {name} holds, in the order in which the keys first came: {table}.",
        f"All counts together must be the number of words, and {sums} = {len(items)}, as it should be.",
        f"The program prints {wanted}: {answer}.",
    )
    final = f"Counts: {table}. " if shows != "one" else ""
    facts.append(f"first came: {table}")
    return Draft(
        what_it_prints(rng, p["code"]), answer, f"{', '.join(jots)}. {final}Prints {answer}.", trace, "trace_execution",
        milestones=routes(facts, (*jots, *([f"Counts: {table}"] if final else []))),
    )


FAMILIES = (
    Family("dict_lookup", "code", "dictionaries", "code", ("dictionary", "key"),
           dict_lookup, write_dict_lookup, check_output),
    Family("dict_count", "code", "dictionaries", "code", ("dictionary", "counting"),
           dict_count, write_dict_count, check_output),
)

"""Strings: slicing, case, joining and replacing, and loops over characters."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.code.programs import WORDS, check_output, told, what_it_prints
from reasoning_data.schema import Draft, Family, routes
from reasoning_data.wording import count

_NAMES = ("s", "word", "text", "name", "w", "key", "label", "title")


def string_steps(rng: Random, difficulty: str) -> dict[str, Any]:
    word, other, s = rng.choice(WORDS), rng.choice(WORDS), rng.choice(_NAMES)
    kinds = ("upper", "reverse", "slice", "plus", "replace", "double", "ends")
    steps = [[kind, 0, ""] for kind in rng.sample(kinds, {"easy": 1, "medium": 2, "hard": 3}[difficulty])]
    now, lines = word, []
    for step in steps:
        kind = step[0]
        if kind == "slice":
            step[1] = rng.randint(1, 2) if len(now) > 3 else 1
        elif kind == "plus":
            step[2] = other[: rng.randint(2, 3)]
        elif kind == "replace":
            step[2] = rng.choice(now) + rng.choice("aeioxyz")
        lines.append(f"{s} = {_call(step, s)}")
        now = _apply(step, now)
    shows = rng.choice(("whole", "whole", "whole", "len")) if difficulty != "easy" else "whole"
    shown = f"len({s})" if shows == "len" else s
    code = "\n".join((f's = "{word}"'.replace("s", s, 1), *lines, f"print({shown})"))
    return {"code": code, "word": word, "steps": steps, "shows": shows, "name": s}


def _call(step: list[Any], s: str) -> str:
    kind, n, text = step
    return {
        "upper": f"{s}.upper()",
        "reverse": f"{s}[::-1]",
        "slice": f"{s}[{n}:]",
        "plus": f'{s} + "{text}"',
        "replace": f'{s}.replace("{text[:1]}", "{text[1:]}")',
        "double": f"{s} * 2",
        "ends": f"{s}[0] + {s}[-1]",
    }[kind]


def _apply(step: list[Any], now: str) -> str:
    kind, n, text = step
    if kind == "upper":
        return now.upper()
    if kind == "reverse":
        return "".join(now[at] for at in range(len(now) - 1, -1, -1))
    if kind == "slice":
        return now[n:]
    if kind == "plus":
        return now + text
    if kind == "replace":
        return "".join(text[1] if letter == text[0] else letter for letter in now)
    return now + now if kind == "double" else now[0] + now[len(now) - 1]


def write_string_steps(rng: Random, p: dict[str, Any]) -> Draft:
    now, lines = p["word"], []
    jots: list[str] = []
    facts: list[str] = []
    for turn, step in enumerate(p["steps"], 1):
        kind, n, text = step
        old, now = now, _apply(step, now)
        what = {
            "upper": "upper() turns every letter into a capital",
            "reverse": f"[::-1] reads {' '.join(old)} from the end to the beginning",
            "slice": (
                f"[{n}:] starts at index {n} and so leaves out the first "
                f"{'letter' if n == 1 else f'{n} letters'}"
            ),
            "plus": f"the letters {text} are put behind {old}",
            "replace": (
                f"replace changes each {text[:1]} into {text[1:]}, "
                f"{count(old.count(text[:1]) if text else 0, 'letter')} here"
            ),
            "double": "times 2 writes the string twice, with nothing between",
            "ends": f"index 0 holds {old[0]} and index -1 holds {old[-1]}, and + joins them",
        }[kind]
        lines.append(
            f"Step {turn}: {what}, so {p['name']} goes from {old} to {now} ({count(len(now), 'character')})."
        )
        label = {"slice": f"from {n}", "plus": f"+ {text}", "replace": f"{text[:1]} to {text[1:]}"}.get(
            kind, kind
        )
        if kind == "reverse":
            label = f"reverse {' '.join(old)}"
        jots.append(f"{label}: {now}")
        facts.append(f"goes from {old} to {now} ({count(len(now), 'character')})")
    answer = str(len(now)) if p["shows"] == "len" else now
    spelled = ", ".join(f"{at} {letter}" for at, letter in enumerate(now))
    end = (
        f"The program prints the length, not the string. Numbered from 0 the characters are {spelled}; "
        f"the last index is {len(now) - 1}, so its length is {answer}."
        if p["shows"] == "len"
        else f"The program prints the string itself. Character by character, numbered from 0: {spelled}."
    )
    if p["shows"] == "len":
        facts.append(f"last index is {len(now) - 1}")
        jots.append(f"Count {' '.join(now)}")
    jotted = f"{p['name']} {p['word']}. {'. '.join(jots)}"
    concise = f"{jotted}: {answer}." if p["shows"] == "len" else f"{jotted}. Prints {answer}."
    trace = told(
        f"The variable {p['name']} starts as {p['word']}, a string of {len(p['word'])} characters: "
        f"{', '.join(p['word'])}.",
        rng.choice(
            (
                "Strings never change in place; each line makes a new one and gives it the name "
                f"{p['name']} again.",
                f"Every line builds a new string from the old one and stores it in {p['name']}, so I "
                "go line by line.",
            )
        ),
        *lines,
        end,
        f"The last value of {p['name']} has {count(len(now), 'character')}, as the step before said. "
        f"print shows no quotation marks, so the output is {answer}.",
    )
    return Draft(
        what_it_prints(rng, p["code"]), answer, concise, trace, "trace_execution", milestones=routes(facts, jots)
    )


_VOWELS = "aeiou"


def string_loop(rng: Random, difficulty: str) -> dict[str, Any]:
    kind = rng.choice({"easy": ("vowels", "letter"), "medium": ("vowels", "drop", "build"),
                       "hard": ("drop", "build", "every", "every")}[difficulty])
    word = rng.choice(WORDS) + (rng.choice(WORDS) if difficulty == "hard" else "")
    if difficulty == "medium" or len(word) < 4:
        word += rng.choice(WORDS)[:3]
    s, c, out = (
        rng.choice(_NAMES),
        rng.choice(("c", "ch", "letter")),
        rng.choice(("out", "result", "new", "made")),
    )
    target = rng.choice(word)
    step = rng.randint(2, 3)
    head = f'{s} = "{word}"\n'
    code = {
        "vowels": f'{head}n = 0\nfor {c} in {s}:\n    if {c} in "aeiou":\n        n += 1\nprint(n)',
        "letter": f'{head}n = 0\nfor {c} in {s}:\n    if {c} == "{target}":\n        n += 1\nprint(n)',
        "drop": f'{head}{out} = ""\nfor {c} in {s}:\n    if {c} not in "aeiou":\n        {out} += {c}\nprint({out})',
        "build": f'{head}{out} = ""\nfor {c} in {s}:\n    {out} = {c} + {out}\nprint({out})',
        "every": f'{head}{out} = ""\nfor i in range(0, len({s}), {step}):\n    {out} += {s}[i]\nprint({out})',
    }[kind]
    return {"code": code, "kind": kind, "word": word, "target": target, "step": step, "names": [s, c, out]}


def write_string_loop(rng: Random, p: dict[str, Any]) -> Draft:
    kind, word, (s, c, out) = p["kind"], p["word"], p["names"]
    jots, lines = [], []
    facts: list[str] = []
    if kind in ("vowels", "letter"):
        wanted, what = (
            (_VOWELS, "a vowel") if kind == "vowels" else (p["target"], f"the letter {p['target']}")
        )
        n = 0
        for letter in word:
            n += letter in wanted
            jots.append(f"{letter} {n}")
            lines.append(f"{letter}: {'yes' if letter in wanted else 'no'}, n is {n}")
            facts.append(lines[-1])
        answer = str(n)
        goal = (
            f"The loop takes the characters of {word} one at a time and adds 1 to n whenever {c} is {what}."
        )
        body = f"Character by character: {'; '.join(lines)}."
        found = [letter for letter in word if letter in wanted]
        check = (f"Written out, the counted characters are {', '.join(found)}: {len(found)} of "
        f"{len(word)}, and the other "
                 f"{len(word)} - {len(found)} = {len(word) - len(found)} are not counted." if found else
                 f"None of the {len(word)} characters is {what}, so n keeps its first value, 0.")
    else:
        now = ""
        indexes = range(0, len(word), p["step"]) if kind == "every" else range(len(word))
        for at in indexes:
            letter = word[at]
            if kind == "drop" and letter in _VOWELS:
                jots.append(f"{letter} no")
                lines.append(f"{letter} is a vowel and is skipped")
                facts.append(f"{letter} is a vowel")
                continue
            now = letter + now if kind == "build" else now + letter
            jots.append(f"{at} {now}" if kind == "every" else f"{letter} {now}")
            lines.append(f"index {at} holds {letter}: {now}" if kind == "every" else f"{letter} gives {now}")
            facts.append(lines[-1])
        answer = now
        goal = {
            "drop": (
                f"The loop takes the characters of {word} one at a time and appends to {out} "
                "those that are not vowels."
            ),
            "build": (
                f"The loop takes the characters of {word} one at a time and puts each in front "
                f"of what {out} already holds."
            ),
            "every": (
                f"The loop takes every index from 0 in steps of {p['step']} below {len(word)}, "
                f"the length of {word}."
            ),
        }[kind]
        body = f"{out} starts empty and grows like this: {'; '.join(lines)}."
        check = {
            "drop": f"The vowels left out are {', '.join(x for x in word if x in _VOWELS) or 'none'}: "
            f"{len(word)} - {len(word) - len(now)} = {len(now)} characters remain, as in {now}.",
            "build": (
                f"Putting each new character in front reverses the word; {word} read from its end is {now}."
            ),
            "every": (
                f"The indexes {', '.join(map(str, indexes))} are {len(indexes)} in number, and "
                f"{now} has {len(now)} characters."
            ),
        }[kind]
    trace = told(
        f"The string {s} is {word}; its characters are {', '.join(word)}.",
        goal,
        rng.choice(("I follow the loop through the whole word.", "One turn of the loop belongs to "
        "each of them.")
                   if kind != "every" else ("I follow the loop index by index.",)),
        body,
        f"The loop ends with the last {'index' if kind == 'every' else 'character'}, and the program "
        f"prints {answer}.",
        check,
        f"Both views agree, so the output is {answer}.",
    )
    return Draft(
        what_it_prints(rng, p["code"]), answer, f"{', '.join(jots)}. Prints {answer}.", trace, "trace_execution",
        milestones=routes(facts, jots),
    )


FAMILIES = (
    Family("string_steps", "code", "strings", "code", ("string", "slice", "upper"),
           string_steps, write_string_steps, check_output),
    Family(
        "string_loop", "code", "strings", "code", ("string", "loop"), string_loop, write_string_loop,
        check_output,
    ),
)

"""Writes the README's tables, and its figures of techniques, from the recorded results, so that no number in it is from
elsewhere.

A table stands between `<!-- NAME -->` and `<!-- /NAME -->`; a test compares what stands there with `results/`.

    python benchmarks/tables.py
    python benchmarks/tables.py --ask results/embedded-seed-0    # the README's question, asked before and after
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable
from pathlib import Path

from cells import as_table, gain, percent
from figures import draw_figures
from real_tables import REAL_TABLES
from technique_tables import TECHNIQUE_TABLES

_ROOT = Path(__file__).resolve().parent.parent
RESULTS = _ROOT / "results"
_METRICS = {
    "accuracy": "accuracy", "accuracy_lenient": "accuracy, lenient", "format": "format", "quality": "reasoning quality"
}


def filled(text: str, results: Path = RESULTS) -> str:
    """The text with every table made anew.

    Raises:
        KeyError: there is a block that no table is for.
        OSError: a result is missing.
    """
    def table(match: re.Match[str]) -> str:
        name = match.group(1)
        return f"<!-- {name} -->\n{TABLES[name](results)}\n<!-- /{name} -->"

    return re.sub(r"<!-- ([a-z-]+) -->\n.*?<!-- /\1 -->", table, text, flags=re.DOTALL)


def _answers(results: Path) -> str:
    """What the model says to README's own question before and after training."""
    told = json.loads((results / "answers.json").read_text(encoding="utf-8"))
    lines = [f"    Q: {told['question']}"]
    lines += [f"    {when + ':':7} {told[when]}" for when in ("before", "after")]
    return "\n".join(lines)


def headline(results: Path) -> str:
    """Before and after, three seeds pooled."""
    found = json.loads((results / "pooled" / "evaluation.json").read_text(encoding="utf-8"))
    rows = []
    for suffix, how in (("", "greedy"), ("_sampled", "sampled")):
        for name, label in _METRICS.items():
            metric = name + suffix
            before, after = (percent(found[when][metric]["value"]) for when in ("before", "after"))
            rows.append(f"| {label}, {how} | {before} | {after} | {gain(found['difference'][metric])} |")
    return as_table("| | before | after | gain [95 %] |", rows)


def seeds(results: Path) -> str:
    """A row a seed."""
    rows = []
    for folder in sorted(results.glob("embedded-seed-*")):
        found = json.loads((folder / "evaluation.json").read_text(encoding="utf-8"))
        before, after = (percent(found[when]["accuracy"]["value"]) for when in ("before", "after"))
        sampled = [percent(found[when]["accuracy_sampled"]["value"]) for when in ("before", "after")]
        rows.append(
            f"| {folder.name[-1]} | {before} → {after} | {gain(found['difference']['accuracy'])} | "
            f"{' → '.join(sampled)} | {gain(found['difference']['accuracy_sampled'])} |"
        )
    head = "| seed | accuracy, greedy | gain [95 %] | accuracy, sampled | gain [95 %] |"
    return as_table(head, rows)


def _speed(results: Path) -> str:
    """A step beside TRL's and stock Tunix's."""
    step = json.loads((results / "speed" / "grpo_step.json").read_text(encoding="utf-8"))
    rows = [
        f"| {label} | {step[name]['seconds']:.2f} | {step[name]['tokens_per_second']:.0f} | "
        f"{step[name]['peak_gb']:.1f} |"
        for name, label in (("ours", "this project"), ("trl", "TRL"), ("stock", "Tunix as it comes"))
    ]
    return as_table("| engine | s a step | tokens/s | peak GB |", rows)


def _generation(results: Path) -> str:
    """Completions beside transformers'."""
    found = json.loads((results / "speed" / "generation.json").read_text(encoding="utf-8"))
    rows = [
        f"| {name} | {row['ours']:.0f} | {row['transformers']:.0f} | {row['ratio']:.2f} "
        f"({row['lowest']:.2f} to {row['highest']:.2f}) |"
        for name in ("greedy", "sampled") for row in [found[name]]
    ]
    head = f"| {found['questions']} questions | tokens/s | transformers' | ratio |"
    return as_table(head, rows)


def _preflight(results: Path) -> str:
    """What the TPU's compiler says of Gemma 2 2B."""
    rows = []
    for path in sorted((results / "preflight").glob("*.json")):
        found = json.loads(path.read_text(encoding="utf-8"))
        peak = max(phase["peak_bytes"] or 0 for phase in found["phases"].values()) / 2**30
        steps = found["config"]["grpo"]["num_training_steps"]
        hours = f"{steps} steps: {found['run_hours']:.1f} h" if found["fits"] else ""
        smaller = ", ".join(f"`{name}={size}` fits" for name, size in found.get("largest", {}).items())
        step = f"{found['step_seconds']:.1f} s" if found["fits"] else smaller
        rows.append(
            f"| {path.stem} | {found['mesh']} | {'yes' if found['fits'] else 'no'} | {peak:.1f} of "
            f"{found['hbm_bytes'] / 2**30:.2f} GiB | {step} | {hours} |"
        )
    head = "| configuration | mesh | fits | memory a device | a step | a run, with all around its steps |"
    return as_table(head, rows)


def _attacks(results: Path) -> str:
    """What each kind of trace earns in quality, and how often it is judged wrongly, all types pooled."""
    found = json.loads((results / "rewards" / "quality.json").read_text(encoding="utf-8"))["pooled"]
    rows = [
        f"| {line['trace']} | {line['mean']:.2f} | {line['worst_mean']:.2f}, {line['worst_type']} | {line['error']} | "
        f"{percent(line['value'])} [{percent(line['low'])}, {percent(line['high'])}] | {line['n']} |"
        for line in found
    ]
    head = "| trace | mean | worst type | error | % of traces [95 %] | n |"
    return as_table(head, rows)


def _judges(results: Path) -> str:
    """How well quality tells right from wrong, and answers equal from unequal."""
    said = {
        name: json.loads((results / "rewards" / f"{name}.json").read_text(encoding="utf-8"))
        for name in ("quality", "answers", "fuzz")
    }
    areas, cases, fuzz = said["quality"]["gsm8k"]["auc"], said["answers"]["math-verify's cases"], said["fuzz"]
    rows = [f"| area under the ROC curve on GSM8K, {name} | {area:.3f} |" for name, area in areas.items()]
    rows += [
        f"| agreement with math-verify's {cases['pairs']} cases, {name} | {percent(cases[name]['agrees'])} %, "
        f"{cases[name]['accepts_wrongly']} accepted wrongly |"
        for name in ("strict", "lenient", "lenient, then math-verify", "math-verify")
    ]
    speeds = said["quality"]["completions_per_second_by_group"]
    rows += [
        f"| completions a second, all three rewards, one core, groups of {' / '.join(speeds)} | "
        f"{' / '.join(f'{speed:,}' for speed in speeds.values())} |",
        f"| of {fuzz['inputs']:,} random answers: exceptions, stalls of {fuzz['limit_ms']:.0f} ms; the slowest | "
        f"{fuzz['failures']}; {fuzz['slowest_ms']} ms |",
    ]
    return as_table("| measured | value |", rows)


def _settings(results: Path) -> str:
    """What each preset sets, and what it means; the one table that is not of results."""
    from tunix_reasoning.settings import overview

    rows = [[f"`{name}`", *map(str, values.values()), text] for name, values, text in overview()]
    head = ["setting", *overview()[0][1], "meaning"]
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


TABLES: dict[str, Callable[[Path], str]] = TECHNIQUE_TABLES | REAL_TABLES | {
    "answers": _answers, "headline": headline, "seeds": seeds, "speed": _speed, "generation": _generation,
    "preflight": _preflight, "attacks": _attacks, "judges": _judges, "settings": _settings,
}

QUESTION = "What is 15% of 240?"


def _asked(run: str) -> dict[str, str]:
    """What the embedded model, and the one of a run folder, answer to the README's question."""
    from tunix_reasoning.inference import generator, run_settings
    from tunix_reasoning.model import load_policy
    from tunix_reasoning.prompts import create_prompt

    told = {"question": QUESTION}
    for when, name in (("before", "embedded"), ("after", run)):
        generate = generator(load_policy(name), run_settings(run))
        told[when] = " ".join(generate([create_prompt(QUESTION)])[0][0].text.split())
    return told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--ask", metavar="RUN", help="ask the README's question of this run, and keep the answers")
    run = parser.parse_args().ask
    if run:
        told = json.dumps(_asked(run), indent=1, ensure_ascii=False)
        (RESULTS / "answers.json").write_text(told + "\n", encoding="utf-8")
    draw_figures(RESULTS)
    readme = _ROOT / "README.md"
    readme.write_text(filled(readme.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()

"""The README's tables of Gemma 3 270M, from `results/real-gemma`; `tables.py` writes them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cells import as_table, gain, percent

_STAGES = ("before", "after SFT", "after GRPO")


def _real(results: Path) -> str:
    """Each metric, accuracy by family, and GSM8K, at the three stages, and what GRPO added to SFT."""
    whole, added = (_read(results, name) for name in ("evaluation.json", "evaluation_sft.json"))
    stages = (whole["before"], added["before"], whole["after"])
    rows = [
        _row(label, [stage[metric] for stage in stages], added["difference"][metric])
        for metric, label in (("format", "format"), ("accuracy", "accuracy"), ("accuracy_lenient", "accuracy, lenient"),
                              ("quality", "reasoning quality"))
    ]
    for family, found in whole["after"]["by_family"].items():
        rows.append(_row(f"accuracy, {family}, {found['accuracy']['n']} questions",
                         [stage["by_family"][family]["accuracy"] for stage in stages],
                         added["difference"]["by_family"][family]["accuracy"]))
    asked = _read(results, "gsm8k.json")
    stages = (asked["before"], asked["added"]["before"], asked["added"]["after"])
    for metric, label in (("format", "format"), ("accuracy", "accuracy"), ("accuracy_lenient", "accuracy, lenient")):
        rows.append(_row(f"GSM8K, {asked['before'][metric]['n']} questions: {label}",
                         [stage[metric] for stage in stages], asked["added"]["difference"][metric]))
    return as_table(f"| {whole['after']['accuracy']['n']} held-out questions, greedy | {' | '.join(_STAGES)} | "
                    "GRPO over SFT [95 %] |", rows)


def _real_answers(results: Path) -> str:
    """What the model says to the README's question, and to two held-out ones, at the three stages."""
    told = [_read(results, f"said_{name}.json") for name in ("before", "after_sft", "after")]
    width = max(map(len, _STAGES)) + 1
    blocks = []
    for answers in zip(*told, strict=True):
        said = zip(("Q", *_STAGES), (answers[0]["question"], *(row["completion"] for row in answers)), strict=True)
        blocks.append("\n".join(f"    {name + ':':{width}} {' '.join(text.split())}" for name, text in said))
    return "\n\n".join(blocks)


def _real_tries(results: Path) -> str:
    """What each way to run GRPO after SFT came to."""
    rows = []
    for folder in sorted(results.glob("real-gemma*")):
        config, added = (_read(results, name, folder.name) for name in ("config.json", "evaluation_sft.json"))
        grpo = config["grpo"]
        families = len(added["before"]["by_family"])
        settings = [str(families), str(config["sft_steps"]), f"{grpo['learning_rate']:g}", str(grpo["kl_coef"]),
                    str(grpo["temperature"]), str(grpo["num_training_steps"]),
                    f"{grpo['batch_size']} × {grpo['num_generations']}"]
        values = [f"{percent(added['before'][metric]['value'])} → {percent(added['after'][metric]['value'])}"
                  for metric in ("format", "accuracy")]
        rows.append(f"| {' | '.join([*settings, *values, gain(added['difference']['accuracy'])])} |")
    return as_table("| families | SFT's steps | GRPO's rate | KL | temperature | steps | completions a step | format | "
                    "accuracy | over SFT [95 %] |", rows)


def _real_sft(results: Path) -> str:
    """What a few steps of SFT come to."""
    rows = []
    for families, settings, row in _swept(results, "sft"):
        cells = [families, _rank(settings["lora_rank"]), f"{settings['sft_learning_rate']:g}", settings["sft_steps"],
                 f"{row['loss']:.2f}", *_scores(row)]
        rows.append(f"| {' | '.join(map(str, cells))} |")
    return as_table("| families | SFT's weights | rate | steps | loss, nats a token | format | accuracy |", rows)


def _rank(lora_rank: int) -> str:
    return f"LoRA of rank {lora_rank}" if lora_rank else "all"


def _real_grpo(results: Path) -> str:
    """What a few steps of GRPO after SFT change."""
    rows = []
    for families, settings, row in _swept(results, "grpo"):
        cells = [families, f"{settings['learning_rate']:g}", settings["kl_coef"], settings["num_training_steps"],
                 f"{settings['batch_size']} × {settings['num_generations']}", settings["loss_agg_mode"],
                 f"{row['first_reward']:.3f} → {row['reward']:.3f}", f"{row['kl']:.1e}" if settings["kl_coef"] else "",
                 f"{row['entropy']:.2f}", *_scores(row)]
        rows.append(f"| {' | '.join(map(str, cells))} |")
    return as_table("| families | GRPO's rate | KL's weight | steps | completions a step | loss | reward | KL | "
                    "entropy | format | accuracy |", rows)


def _swept(results: Path, part: str) -> list[tuple[int, dict[str, Any], dict[str, Any]]]:
    """The number of families of the run, its settings with the changes that were swept, and what they came to."""
    found = []
    for folder in ("real-gemma-fifteen", "real-gemma"):
        families = len(_read(results, "evaluation.json", folder)["before"]["by_family"])
        own = _read(results, "config.json", folder)["grpo"]
        found += [(families, own | row["settings"], row) for row in _read(results, "sweep.json", folder)[part]]
    return found


def _scores(row: dict[str, Any]) -> list[str]:
    return [percent(row[name]) if name in row else "" for name in ("format", "accuracy")]


def _row(label: str, values: list[dict[str, Any]], difference: dict[str, Any]) -> str:
    return f"| {label} | {' | '.join(percent(value['value']) for value in values)} | {gain(difference)} |"


def _read(results: Path, name: str, run: str = "real-gemma") -> Any:
    return json.loads((results / run / name).read_text(encoding="utf-8"))


REAL_TABLES: dict[str, Callable[[Path], str]] = {
    "real": _real, "real-answers": _real_answers, "real-tries": _real_tries,
    "real-sft": _real_sft, "real-grpo": _real_grpo,
}

"""The model card of an exported run: what it was trained on and how, what that gained, and how to ask it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tunix_reasoning.prompts import create_prompt

_LINES = {
    "accuracy": "accuracy", "accuracy_lenient": "accuracy, lenient", "format": "format", "quality": "quality",
}
_SETTINGS = (
    "num_training_steps", "num_generations", "batch_size", "learning_rate", "lora_rank", "kl_coef", "clip_range",
    "temperature", "max_prompt_length", "max_response_length", "seed",
)


def model_card(settings: Mapping[str, Any], evaluation: Mapping[str, Any], licence: str) -> str:
    """The card, in Markdown with the metadata that the Hugging Face hub reads.

    Args:
        settings: the run's `config.json`, or `{"model": name}` for a model that was not trained here.
        evaluation: its `evaluation.json`; empty where there is none.
        licence: of the weights, as the hub calls it: `gemma` or `mit`.
    """
    base = str(settings["model"])
    trained = "grpo" in settings
    head = ["library_name: transformers", "pipeline_tag: text-generation", "tags: [reasoning, grpo, tunix]"]
    if base.count("/") == 1 and not base.startswith((".", "/")):
        head.append(f"base_model: {base}")
    head.append(f"license: {licence}")
    parts = ["---", *head, "---", "", f"# {'Trained from ' if trained else ''}{base}", ""]
    if trained:
        parts += [
            "Trained to reason in the open, `<reasoning>…</reasoning><answer>…</answer>`, by Group Relative Policy "
            "Optimization through Tunix on JAX.", "",
        ]
        parts += [*_results(evaluation), *_training(settings)]
    return "\n".join([*parts, *_usage()])


def _results(evaluation: Mapping[str, Any]) -> list[str]:
    if not {"before", "after", "difference"} <= set(evaluation):
        return []
    rows = [
        f"| {title}{how} | " + " | ".join(_interval(evaluation[part][name + key], part) for part in
                                          ("before", "after", "difference")) + " |"
        for how, key in (("", ""), (", sampled", "_sampled"))
        for name, title in _LINES.items()
        if name + key in evaluation["after"]
    ]
    n = evaluation["after"]["accuracy"]["n"]
    return [
        "## Results", "", f"On {n} held-out questions, greedy unless it says sampled; 95 % intervals, the difference "
        "paired:", "", "| | before | after | difference |", "|---|---|---|---|", *rows, "",
    ]


def _interval(entry: Mapping[str, Any], part: str) -> str:
    sign = "+" if part == "difference" else ""
    if entry["low"] is None:  # too few questions for an interval
        return f"{100 * entry['value']:{sign}.1f} %"
    value, low, high = (100 * entry[name] for name in ("value", "low", "high"))
    return f"{value:{sign}.1f} % [{low:{sign}.1f}, {high:{sign}.1f}]"


def _training(settings: Mapping[str, Any]) -> list[str]:
    grpo, versions = settings["grpo"], settings.get("versions", {})
    rows = [f"| {name} | {grpo[name]} |" for name in _SETTINGS if name in grpo]
    hardware = settings.get("hardware", {})
    made = [
        f"Made at commit {settings['commit']}" if settings.get("commit") else "",
        f"on {hardware['devices']} × {hardware['kind']}" if hardware else "",
        "with " + ", ".join(f"{name} {number}" for name, number in versions.items()) if versions else "",
    ]
    text = " ".join(part for part in made if part)
    return [
        "## Training", "", f"Data: `{settings.get('data', 'unknown')}`.", "", "| setting | value |", "|---|---|",
        *rows, "", *([text + ".", ""] if text else []),
    ]


def _usage() -> list[str]:
    prompt = create_prompt("What is 15% of 240?").replace("\n", "\\n")
    return [
        "## Use", "", "The prompt is one user turn that asks for the format:", "", "```python",
        "from transformers import AutoModelForCausalLM, AutoTokenizer", "",
        'tokenizer = AutoTokenizer.from_pretrained("this folder")',
        'model = AutoModelForCausalLM.from_pretrained("this folder")',
        f'prompt = "{prompt}"',
        'tokens = model.generate(**tokenizer(prompt, return_tensors="pt"), max_new_tokens=512)',
        "print(tokenizer.decode(tokens[0]))", "```", "",
        "vLLM serves this folder as it is (`vllm serve FOLDER`); llama.cpp's `convert_hf_to_gguf.py FOLDER` makes a "
        "GGUF of it.", "",
    ]

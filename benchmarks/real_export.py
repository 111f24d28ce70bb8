"""Whether transformers, given the export of a finished run of `real_gemma.py`, answers with the trained model's words.

    make real-gemma                                                  # its environment has transformers
    python benchmarks/real_export.py RUN [--questions 32] [--output results/real-gemma/export.json]

The held-out questions that the run was asked at its end are asked again, greedy; the answers are compared as texts.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from tunix_reasoning.files import read_json, write_json
from tunix_reasoning.model import export_hugging_face, load_policy
from tunix_reasoning.prompts import create_prompt, strip_end


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("run", type=Path, help="a finished run folder")
    parser.add_argument("--questions", type=int, default=32)
    parser.add_argument("--output", type=Path)
    args = parser.parse_args()
    asked = read_json(args.run / "after.json")[: args.questions]
    limit = read_json(args.run / "config.json")["grpo"]["max_response_length"]
    with tempfile.TemporaryDirectory() as folder:
        export_hugging_face(load_policy(str(args.run)), Path(folder) / "model", "")
        answered = transformers_answers(Path(folder) / "model", [row["question"] for row in asked], limit)
    rows = [
        {"question": row["question"], "ours": row["completion"], "transformers": text}
        for row, text in zip(asked, answered, strict=True)
    ]
    same = sum(strip_end(row["ours"]) == row["transformers"] for row in rows)
    print(f"{same} of {len(rows)} answers are the same text")
    if args.output:
        write_json(args.output, {"questions": len(rows), "same": same, "answers": rows})


def transformers_answers(folder: Path, questions: list[str], limit: int) -> list[str]:
    """Greedy completions of at most `limit` tokens by `AutoModelForCausalLM` and `AutoTokenizer`, one at a time."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager")
    answers = []
    for question in questions:
        inputs = tokenizer(create_prompt(question), return_tensors="pt")
        tokens = model.generate(**inputs, max_new_tokens=limit, do_sample=False)[0, inputs["input_ids"].shape[1] :]
        answers.append(strip_end(tokenizer.decode(tokens)))
    return answers


if __name__ == "__main__":
    main()
